/* SPDX-License-Identifier: Apache-2.0 */
#include "recognize/scan.h"
#include "recognize/recognize_internal.h"

#define ALL UINT32_MAX
const uint32_t ys_token_covers[YS_TOKEN_USUAL + 1][YS_TOKEN_USUAL] = {
    {0}, {ALL}, {ALL, ALL}, {ALL, ALL, ALL}, {ALL, ALL, ALL, ALL}};

const ys_entry *ys_token_look(const ys_scan *scan, const ys_token *token, unsigned class_id) {
  for (uint32_t k = 0; k < token->n_entry; ++k) {
    const ys_entry *entry = ys_lexicon_entry(scan->lexicon, token->entry + k);
    if (entry->class_id == class_id) {
      return entry;
    }
  }
  return NULL;
}

const ys_entry *ys_span_look(const ys_scan *scan, uint32_t begin, uint32_t end, unsigned class_id) {
  const ys_match *match = ys_span_match(scan, begin, end);
  return match != NULL ? ys_match_entry(scan, match, class_id) : NULL;
}

const ys_entry *ys_match_look(const ys_scan *scan, const ys_match *match, unsigned class_id) {
  for (uint32_t e = 0; e < match->n; ++e) {
    const ys_entry *entry = ys_lexicon_entry(scan->lexicon, match->entry + e);
    if (entry->class_id == class_id) {
      return entry;
    }
  }
  return NULL;
}

static bool same_characters(const uint32_t *a, const uint32_t *b, uint32_t n) {
  uint32_t i = 0;
  while (i < n && a[i] == b[i]) {
    ++i;
  }
  return i == n;
}

ys_known_name *ys_known_find(const ys_scan *scan, uint32_t begin, uint32_t length) {
  const uint32_t *ch = scan->document->ch;
  for (uint32_t k = scan->known_head[ch[begin] % YS_KNOWN_HEADS]; k != 0; k = scan->known.at[k - 1].next) {
    ys_known_name *name = &scan->known.at[k - 1];
    if (name->end - name->begin == length && same_characters(ch + name->begin, ch + begin, length)) {
      return name;
    }
  }
  return NULL;
}

bool ys_known_add(ys_scan *scan, uint32_t begin, uint32_t end, uint32_t bonus) {
  ys_known_name *name = YS_PUSH(scan->arena, &scan->known);
  if (name == NULL) {
    return false;
  }
  uint32_t *head = &scan->known_head[scan->document->ch[begin] % YS_KNOWN_HEADS];
  *name = (ys_known_name){begin, end, bonus, false, *head};
  *head = scan->known.n;
  return true;
}

uint32_t ys_known_at(const ys_scan *scan, uint32_t begin, uint32_t end, const ys_known_name **name) {
  const uint32_t *ch = scan->document->ch;
  uint32_t n = 0;
  for (uint32_t k = scan->known_head[ch[begin] % YS_KNOWN_HEADS]; k != 0; k = scan->known.at[k - 1].next) {
    const ys_known_name *known = &scan->known.at[k - 1];
    const uint32_t length = known->end - known->begin;
    if (length <= end - begin && same_characters(ch + known->begin, ch + begin, length)) {
      *name = known;
      ++n;
    }
  }
  return n;
}

bool ys_scan_is(const ys_scan *scan, uint32_t begin, uint32_t end, const char *text) {
  ys_view rest = ys_view_of(text);
  for (uint32_t i = begin; i < end; ++i) {
    size_t length = 0;
    if (rest.n == 0 || ys_utf8_decode(rest.p, rest.n, &length) != scan->document->ch[i]) {
      return false;
    }
    rest.p += length;
    rest.n -= length;
  }
  return rest.n == 0;
}

void ys_scan_tokens_of(const ys_scan *scan, uint32_t sentence, uint32_t *first, uint32_t *end) {
  const ys_sentence *s = &scan->document->sentence[sentence];
  *first = s->begin < s->end ? scan->token_at[s->begin] : 0;
  *end = s->begin < s->end ? scan->token_at[s->end - 1] + 1 : 0;
}

ys_mention *ys_scan_add(ys_scan *scan, ys_mention_kind kind, uint32_t begin, uint32_t end) {
  const uint32_t sentence = ys_sentence_near(scan->document, scan->mentions, begin);
  uint32_t *link = YS_PUSH(scan->arena, &scan->link);
  ys_mention *m = link != NULL ? YS_PUSH(scan->arena, &scan->mentions->list) : NULL;
  if (m != NULL) {
    *link = scan->ending[end];
    scan->ending[end] = scan->mentions->list.n;
    *m = (ys_mention){.kind = kind,
                      .begin = begin,
                      .end = end,
                      .sentence = sentence,
                      .concept_id = YS_NO_CONCEPT,
                      .division = YS_NO_CONCEPT,
                      .host = YS_NO_MENTION,
                      .head = YS_NO_CONCEPT,
                      .core_begin = begin,
                      .core_end = end};
  }
  return m;
}
