/* SPDX-License-Identifier: Apache-2.0 */
/* Programs named without marks: modifier and head word (国家服务业扩大开放综合试点). */
#include "recognize/program.h"

enum { SHORTEST_MODIFIER = 4, SHORTEST_COINED = 2, LONGEST_NAME = 32 };

/* What the words of a modifier are. */
typedef struct modifier {
  bool place;    /* a division, country, named place, 国家 or 全国 */
  bool proper;   /* a quoted part, a number, a year */
  bool built;    /* ends in the last word of a building's name: 甬东大桥 */
  uint32_t odd;  /* characters in words of one character: 东屿 is no ordinary word */
  uint32_t own;  /* characters in words that are not generic */
  uint32_t said; /* … nor places */
} modifier;

static modifier look_at(const ys_finder *f, uint32_t begin, uint32_t end) {
  modifier m = {0};
  ys_cut cut;
  ys_words_cut(&f->words, begin, end, &cut);
  for (uint32_t k = 0; k < cut.n; ++k) {
    const uint32_t from = cut.at[k];
    const uint32_t to = cut.at[k + 1];
    const uint32_t n = to - from;
    const uint32_t first = f->ch[from];
    const ys_entry *entry = NULL;
    if (ys_words_is(&f->words, from, to, f->generic, &entry)) {
      m.place = m.place || ys_words_has(f->lexicon, entry, YS_KEY_PLACE, "yes");
      continue;
    }
    const bool division = ys_words_is(&f->words, from, to, YS_CLASS_DIVISION, &entry) &&
                          entry->form != YS_FORM_UNSAFE_STEM && entry->form != YS_FORM_ABBREVIATION;
    const bool place = division || ys_words_is(&f->words, from, to, YS_CLASS_PLACE, NULL) ||
                       (n > 1 && ys_words_is(&f->words, from, to, YS_CLASS_COUNTRY, NULL));
    m.place = m.place || place;
    m.odd += n == 1 && ys_is_han(first) ? 1 : 0;
    m.said += place || !ys_is_han(first) ? 0 : n;
    m.proper = m.proper || first == YS_CH_QUOTE_OPEN || (ys_is_digit(first) && n == 4);
    m.own += n;
  }
  const ys_entry *site = NULL;
  const uint32_t n = ys_words_before(&f->words, begin, end, YS_CLASS_PLACE_HEAD, &site);
  m.built =
      n > 0 && end - begin > n + 1 &&
      (ys_words_has(f->lexicon, site, YS_KEY_KIND, "building") || ys_words_has(f->lexicon, site, YS_KEY_KIND, "road"));
  return m;
}

/* Nothing that carries the noun phrase on stands behind the head. */
static bool ends_here(const ys_finder *f, uint32_t at) {
  if (at >= f->end || !(ys_is_han(f->ch[at]) || ys_is_digit(f->ch[at]) || ys_is_latin(f->ch[at]))) {
    return true;
  }
  return ys_words_at(&f->words, at, f->end, YS_CLASS_STOP, NULL) > 0 ||
         ys_words_at(&f->words, at, f->end, f->right, NULL) > 0 || ys_words_at(&f->words, at, f->end, f->cue, NULL) > 0;
}

/* Descriptive names of pilots hold 和 and verbs: all from 开展 on, when a place opens it. */
static uint32_t long_name(const ys_finder *f, uint32_t limit, uint32_t head, uint32_t begin) {
  enum { LONGEST = 48 };
  uint32_t best = UINT32_MAX;
  for (uint32_t i = begin; i > limit && head - i < LONGEST; --i) {
    const uint32_t c = f->ch[i - 1];
    if (!ys_is_han(c) && !ys_is_digit(c) && !ys_is_latin(c)) {
      break;
    }
    const ys_entry *entry = NULL;
    const uint32_t n = ys_words_before(&f->words, limit, i, f->cue, &entry);
    if (n > 1 && ys_words_has(f->lexicon, entry, YS_KEY_STRONG, "yes") &&
        ys_words_at(&f->words, i, head, YS_CLASS_DIVISION, &entry) > 1) {
      best = i;
    }
  }
  return best;
}

/* 37个, 一批, 两座: a count of things, no name. */
static bool is_counted(const ys_finder *f, uint32_t begin, uint32_t end) {
  ys_numeral numeral;
  const ys_entry *entry = NULL;
  if (ys_words_at(&f->words, begin, end, f->generic, &entry) > 0 &&
      ys_words_has(f->lexicon, entry, YS_KEY_SOME, "yes")) {
    return true;
  }
  uint32_t at = begin;
  if (ys_numeral_read(f->ch + begin, end - begin, &numeral)) {
    at += numeral.length;
  } else if (begin == f->base || !(ys_is_numeral(f->ch[begin - 1]) || ys_is_digit(f->ch[begin - 1]))) {
    return false;
  }
  return at < end && ys_words_at(&f->words, at, end, YS_CLASS_UNIT, NULL) > 0;
}

static ys_status add(ys_finder *f, uint32_t begin, uint32_t end, const ys_entry *head) {
  return ys_finder_add(f, begin, end, begin, end, head, NULL) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/* Whether modifier and head are a name, by what the head asks for. */
static bool is_name(const ys_finder *f, uint32_t begin, uint32_t head, const ys_entry *entry, bool cue) {
  const bool coined = ys_words_has(f->lexicon, entry, YS_KEY_NEEDS, "coined");
  const uint32_t shortest = coined ? SHORTEST_COINED : SHORTEST_MODIFIER;
  if (head - begin < shortest || head - begin > LONGEST_NAME || is_counted(f, begin, head)) {
    return false;
  }
  const modifier m = look_at(f, begin, head);
  if (coined && cue && m.odd == m.own && m.own >= SHORTEST_COINED) {
    return true;
  }
  if (m.own < SHORTEST_MODIFIER) {
    return false;
  }
  if (ys_words_has(f->lexicon, entry, YS_KEY_NEEDS, "both")) {
    return m.place && cue;
  }
  if (coined || ys_words_has(f->lexicon, entry, YS_KEY_NEEDS, "place")) {
    return m.place;
  }
  if (ys_words_has(f->lexicon, entry, YS_KEY_NEEDS, "work")) {
    return m.place || m.built;
  }
  return m.said > 1 && (m.place || m.proper || (cue && m.own > SHORTEST_MODIFIER));
}

ys_status ys_finder_phrase(ys_finder *f, uint32_t limit, uint32_t i, uint32_t *end) {
  const ys_entry *entry = NULL;
  const ys_entry *head = NULL;
  const uint32_t n = ys_words_at(&f->words, i, f->end, f->phrase, &entry);
  if (n == 0) {
    return YANSHU_OK;
  }
  const bool zone = ys_words_has(f->lexicon, entry, YS_KEY_NEEDS, "place") ||
                    ys_words_has(f->lexicon, entry, YS_KEY_NEEDS, "work") ||
                    ys_words_has(f->lexicon, entry, YS_KEY_NEEDS, "coined");
  if (!(zone || ends_here(f, i + n)) || !ys_words_apart(&f->words, limit, i, i + n)) {
    return YANSHU_OK;
  }
  (void)ys_words_is(&f->words, i, i + n, YS_CLASS_PROGRAM_HEAD, &head);
  const ys_name_left left = ys_words_left(&f->words, limit, i, f->cue);
  if (ys_finder_kind(f, head) == YS_PROGRAM_PILOT) {
    const uint32_t long_begin = long_name(f, limit, i, left.begin);
    if (long_begin != UINT32_MAX && long_begin < left.begin) {
      *end = i + n;
      return add(f, long_begin, *end, head);
    }
  }
  if (!is_name(f, left.begin, i, entry, left.cue)) {
    return YANSHU_OK;
  }
  *end = i + n;
  return add(f, left.begin, *end, head);
}

/* ---- documents without title marks ---- */

/* One item of the list: its title word ends at @p end; nothing but a mark, 和 or 、 behind it. */
static const ys_entry *item_head(const ys_finder *f, uint32_t begin, uint32_t end) {
  const ys_entry *head = NULL;
  const uint32_t n = ys_words_before(&f->words, begin, end, f->title, &head);
  const uint32_t left = end - begin - n;
  if (n < 2 || left < SHORTEST_MODIFIER || left > LONGEST_NAME ||
      !ys_words_has(f->lexicon, head, YS_KEY_PLAIN, "yes")) {
    return NULL;
  }
  return head;
}

/* A document's name opens with 关于, a year, a place or an organisation. */
static bool opens_title(const ys_finder *f, uint32_t at, uint32_t end) {
  static const uint16_t classes[] = {YS_CLASS_DIVISION, YS_CLASS_COUNTRY, YS_CLASS_BODY, YS_CLASS_ORGAN};
  int year = 0;
  const ys_entry *entry = NULL;
  if (ys_year_read(f->ch + at, end - at, &year) > 0 ||
      (ys_words_at(&f->words, at, end, f->cue, &entry) > 0 && ys_words_has(f->lexicon, entry, YS_KEY_OPENS, "yes"))) {
    return true;
  }
  for (size_t k = 0; k < YS_LENGTH(classes); ++k) {
    if (ys_words_at(&f->words, at, end, classes[k], NULL) > 1) {
      return true;
    }
  }
  return false;
}

static bool ends_item(const ys_finder *f, uint32_t at) {
  const uint32_t c = at < f->end ? f->ch[at] : 0x3002;
  return c == YS_CH_LIST || c == 0x548C /* 和 */ || c == YS_CH_COMMA || c == 0x3002 || c == 0xFF1B || c == 0xFF08;
}

ys_status ys_finder_adopted(ys_finder *f, uint32_t i, uint32_t *end) {
  enum { LONGEST_LIST = 160 };
  const ys_entry *entry = NULL;
  const uint32_t n = ys_words_at(&f->words, i, f->end, f->cue, &entry);
  if (n == 0 || !ys_words_has(f->lexicon, entry, YS_KEY_ADOPTS, "yes")) {
    return YANSHU_OK;
  }
  uint32_t begin = i + n;
  for (uint32_t at = begin; at < f->end && at - i < LONGEST_LIST; ++at) {
    const uint32_t c = f->ch[at];
    if (c == 0x3002 || c == 0xFF1B || c == YS_CH_TITLE_OPEN || c == YS_CH_QUOTE_OPEN) {
      break;
    }
    if (begin == at && (c == YS_CH_LIST || c == 0x548C || c == 0x4E86 /* 了 */)) {
      begin = at + 1;
      continue;
    }
    const uint32_t skip = begin == at ? ys_words_at(&f->words, at, f->end, f->generic, NULL) : 0;
    if (skip > 1 && at + skip < f->end && f->ch[at + skip] == YS_CH_OF) {
      begin = at + skip + 1; /* 修订后的 */
      at = begin - 1;
      continue;
    }
    if (!ends_item(f, at + 1)) {
      continue;
    }
    const ys_entry *head = item_head(f, begin, at + 1);
    if (head != NULL && opens_title(f, begin, at + 1)) {
      YS_TRY(add(f, begin, at + 1, head));
      *end = at + 1;
    }
    if (head != NULL || (at + 1 < f->end && f->ch[at + 1] == YS_CH_LIST)) {
      begin = at + 1;
    }
  }
  return YANSHU_OK;
}
