/* SPDX-License-Identifier: Apache-2.0 */
/* Short names of organisations that the text declares: found again wherever they stand after the declaration. */
#include "recognize/organization.h"

enum { SHORTEST = 2, LONGEST = 16 };

/* The short name that a declaration right after @p end gives, or false: （以下简称“澜屿智能”）. */
static bool declared_after(const ys_scan *scan, uint32_t end, uint32_t stop, uint32_t *begin, uint32_t *close) {
  const uint32_t *ch = scan->document->ch;
  if (end >= stop || ch[end] != 0xFF08) {
    return false;
  }
  const uint16_t cue_class = ys_lexicon_words(scan->lexicon, YS_WORDS_ALIAS_CUE);
  uint32_t cue = 0;
  for (uint32_t k = scan->first_match[end + 1]; k < scan->first_match[end + 2]; ++k) {
    const uint32_t length = scan->match.at[k].length;
    if (length > cue && ys_span_entry(scan, end + 1, end + 1 + length, cue_class) != NULL) {
      cue = length;
    }
  }
  uint32_t i = end + 1 + cue;
  if (cue == 0) {
    return false;
  }
  i += i < stop && (ch[i] == 0xFF1A || ch[i] == 0xFF0C) ? 1 : 0;
  const bool quoted = i < stop && ch[i] == 0x201C;
  i += quoted ? 1 : 0;
  *begin = i;
  while (i < stop && i - *begin < LONGEST && (ys_is_han(ch[i]) || ys_is_latin(ch[i]) || ys_is_digit(ch[i]))) {
    ++i;
  }
  *close = i;
  return i - *begin >= SHORTEST && i < stop && ch[i] == (quoted ? 0x201Du : 0xFF09u);
}

static bool same(const uint32_t *ch, uint32_t a, uint32_t b, uint32_t n) {
  uint32_t i = 0;
  while (i < n && ch[a + i] == ch[b + i]) {
    ++i;
  }
  return i == n;
}

/* Adds the short name at @p at, unless an organisation that reaches beyond it stands there. */
static ys_status add(ys_scan *scan, uint32_t full, uint32_t at, uint32_t length) {
  const uint32_t other = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, at + length);
  if (other != YS_NO_MENTION && scan->mentions->list.at[other].begin < at) {
    return YANSHU_OK;
  }
  const ys_mention copy = scan->mentions->list.at[full];
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, at, at + length);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->head = copy.head;
  m->division = copy.division;
  m->core_begin = copy.begin; /* the full name's characters say whose short name it is */
  m->core_end = copy.end;
  m->short_form = true;
  /* 澜屿智能党委: a unit of what the short name stands for */
  const uint32_t t = at + length < scan->document->n ? scan->token_at[at + length] : UINT32_MAX;
  const ys_entry *organ = t < scan->token.n && scan->token.at[t].begin == at + length
                              ? ys_token_entry(scan, &scan->token.at[t], YS_CLASS_ORGAN)
                              : NULL;
  uint32_t unit = YS_NO_MENTION;
  return organ != NULL ? ys_add_organ(scan, t, organ, false, &unit) : YANSHU_OK;
}

ys_status ys_find_short_names(ys_scan *scan) {
  const ys_document *d = scan->document;
  const uint32_t n = scan->mentions->list.n;
  for (uint32_t k = 0; k < n; ++k) {
    const ys_mention *full = &scan->mentions->list.at[k];
    if (full->kind != YS_MENTION_ORGANIZATION || full->short_form) {
      continue;
    }
    const uint32_t stop = d->block[d->sentence[full->sentence].block].end;
    uint32_t begin = 0;
    uint32_t end = 0;
    if (!declared_after(scan, full->end, stop, &begin, &end)) {
      continue;
    }
    const uint32_t length = end - begin;
    for (uint32_t i = begin; i + length <= d->n; ++i) {
      if (d->ch[i] == d->ch[begin] && same(d->ch, i, begin, length)) {
        YS_TRY(add(scan, k, i, length));
        i += length - 1;
      }
    }
  }
  return YANSHU_OK;
}
