/* SPDX-License-Identifier: Apache-2.0 */
#include "recognize/recognize_internal.h"

#include <string.h>

enum { LONGEST_WORD = 12, MATCHES = 32 };

ys_mention *ys_words_add(ys_arena *arena, const ys_document *document, ys_mention_kind kind, uint32_t begin,
                         uint32_t end, ys_mentions *mentions) {
  const uint32_t sentence = ys_sentence_near(document, mentions, begin);
  ys_mention *m = YS_PUSH(arena, &mentions->list);
  if (m != NULL) {
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

static const ys_entry *entry_of(const ys_lexicon *lexicon, const ys_match *match, uint16_t class_id) {
  for (uint32_t k = 0; k < match->n; ++k) {
    const ys_entry *entry = ys_lexicon_entry(lexicon, match->entry + k);
    if (entry->class_id == class_id) {
      return entry;
    }
  }
  return NULL;
}

ys_words ys_words_of(const ys_lexicon *lexicon, const ys_document *document, const ys_mentions *mentions) {
  ys_words words = {.lexicon = lexicon, .ch = document->ch};
  if (mentions != NULL && mentions->classes != NULL) {
    words.classes = mentions->classes;
    words.first_match = mentions->first_match;
    words.match = mentions->match;
  }
  return words;
}

/* Forms that begin at one character, shortest first. */
typedef struct forms {
  const ys_match *match;
  uint32_t n;
} forms;

/* Of those that were found before, those that end by @p end. */
static inline forms forms_at(const ys_words *words, uint32_t begin, uint32_t end) {
  if (begin >= end) {
    return (forms){NULL, 0};
  }
  const uint32_t first = words->first_match[begin];
  uint32_t n = words->first_match[begin + 1] - first;
  while (n > 0 && begin + words->match[first + n - 1].length > end) {
    --n;
  }
  return (forms){words->match + first, n};
}

/* The same when none were; @p room: for MATCHES. */
static forms look_up(const ys_words *words, uint32_t begin, uint32_t end, ys_match *room) {
  const size_t n = begin < end ? ys_lexicon_match(words->lexicon, words->ch + begin, end - begin, room, MATCHES) : 0;
  return (forms){room, n < MATCHES ? (uint32_t)n : MATCHES};
}

uint32_t ys_words_longest(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id,
                          const ys_entry **entry) {
  if (words->classes == NULL) {
    return begin < end ? ys_lexicon_longest(words->lexicon, words->ch + begin, end - begin, class_id, entry) : 0;
  }
  const forms f = forms_at(words, begin, end);
  for (uint32_t k = f.n; k > 0; --k) {
    const ys_match *match = &f.match[k - 1];
    const ys_entry *found =
        (match->classes & YS_CLASS_BIT(class_id)) != 0 ? entry_of(words->lexicon, match, class_id) : NULL;
    if (found != NULL) {
      if (entry != NULL) {
        *entry = found;
      }
      return match->length;
    }
  }
  return 0;
}

/* The entry of the class of [begin, end), or NULL. */
static const ys_entry *reading_of(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id) {
  if (words->classes == NULL) {
    return begin < end ? ys_lexicon_reading(words->lexicon, words->ch + begin, end - begin, class_id) : NULL;
  }
  const forms f = forms_at(words, begin, end);
  const ys_match *match = f.n > 0 ? &f.match[f.n - 1] : NULL;
  return match != NULL && begin + match->length == end && (match->classes & YS_CLASS_BIT(class_id)) != 0
             ? entry_of(words->lexicon, match, class_id)
             : NULL;
}

bool ys_words_reads(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id, const ys_entry **entry) {
  const ys_entry *found = reading_of(words, begin, end, class_id);
  if (found != NULL && entry != NULL) {
    *entry = found;
  }
  return found != NULL;
}

uint32_t ys_words_before(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id,
                         const ys_entry **entry) {
  for (uint32_t length = end - begin < LONGEST_WORD ? end - begin : LONGEST_WORD; length > 0; --length) {
    if (ys_words_is(words, end - length, end, class_id, entry)) {
      return length;
    }
  }
  return 0;
}

bool ys_words_longer(const ys_words *words, uint32_t begin, uint32_t end, uint32_t length) {
  if (words->classes == NULL) {
    return begin < end && ys_lexicon_reach(words->lexicon, words->ch + begin, end - begin) > length;
  }
  const forms f = forms_at(words, begin, end);
  return f.n > 0 && f.match[f.n - 1].length > length;
}

/* Whether one of the forms that begin at @p from is a word that ends behind @p at. */
static bool reach_over(const ys_words *words, const forms *f, uint32_t from, uint32_t at) {
  for (uint32_t k = f->n; k > 0 && from + f->match[k - 1].length > at; --k) {
    if ((f->match[k - 1].classes & YS_CLASS_BIT(YS_CLASS_WORD)) != 0 &&
        entry_of(words->lexicon, &f->match[k - 1], YS_CLASS_WORD) != NULL) {
      return true;
    }
  }
  return false;
}

bool ys_words_cross(const ys_words *words, uint32_t begin, uint32_t at, uint32_t end) {
  for (uint32_t from = at - begin > 3 ? at - 3 : begin; from < at; ++from) {
    if (!ys_words_may(words, from, YS_CLASS_BIT(YS_CLASS_WORD))) {
      continue;
    }
    ys_match room[MATCHES];
    const forms f = words->classes != NULL ? forms_at(words, from, end) : look_up(words, from, end, room);
    if (reach_over(words, &f, from, at)) {
      return true;
    }
  }
  return false;
}

/* log10 of a form's probability times 1000; terms of the gazetteers count as words of middling frequency. */
static int32_t weight_of(const ys_lexicon *lexicon, const ys_match *match) {
  int32_t best = INT32_MIN;
  for (uint32_t k = 0; k < match->n; ++k) {
    const ys_entry *entry = ys_lexicon_entry(lexicon, match->entry + k);
    int32_t weight = INT32_MIN;
    if (entry->class_id == YS_CLASS_WORD) {
      weight = entry->weight - 6000;
    } else if (match->length > 1 && entry->form != YS_FORM_UNSAFE_STEM && entry->form != YS_FORM_ABBREVIATION &&
               entry->class_id != YS_CLASS_NOT_NAME && entry->class_id != YS_CLASS_SURNAME) {
      weight = -4700;
    }
    best = weight > best ? weight : best;
  }
  return best;
}

void ys_words_cut(const ys_words *words, uint32_t begin, uint32_t end, ys_cut *cut) {
  enum { UNKNOWN = -6200, RUN = -3000 };
  begin = end - begin > YS_CUT_MAX ? end - YS_CUT_MAX : begin;
  const uint32_t *ch = words->ch;
  const uint32_t n = end - begin;
  int32_t score[YS_CUT_MAX + 1];
  uint32_t back[YS_CUT_MAX + 1];
  ys_match room[MATCHES];
  for (uint32_t i = 0; i <= n; ++i) {
    score[i] = i == 0 ? 0 : INT32_MIN;
    back[i] = 0;
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (score[i] == INT32_MIN) {
      continue; /* inside a number or a Latin word */
    }
    uint32_t run = 1;
    if (ys_is_digit(ch[begin + i]) || ys_is_latin(ch[begin + i])) {
      while (i + run < n && (ys_is_digit(ch[begin + i + run]) || ys_is_latin(ch[begin + i + run]))) {
        ++run;
      }
    }
    const int16_t own = ys_lexicon_character(words->lexicon, ch[begin + i])->word;
    const int32_t single = run > 1 || !ys_is_han(ch[begin + i]) ? RUN : own != INT16_MIN ? own : UNKNOWN;
    if (score[i] + single > score[i + run]) {
      score[i + run] = score[i] + single;
      back[i + run] = i;
    }
    const forms f = words->classes != NULL ? forms_at(words, begin + i, end) : look_up(words, begin + i, end, room);
    for (uint32_t k = 0; k < f.n; ++k) {
      const int32_t weight = weight_of(words->lexicon, &f.match[k]);
      const uint32_t to = i + f.match[k].length;
      if (weight != INT32_MIN && score[i] + weight > score[to]) {
        score[to] = score[i] + weight;
        back[to] = i;
      }
    }
  }
  cut->n = 0;
  for (uint32_t i = n; i > 0; i = back[i]) {
    ++cut->n;
  }
  uint32_t k = cut->n;
  for (uint32_t i = n;; i = back[i]) {
    cut->at[k] = begin + i;
    if (k == 0) {
      break;
    }
    --k;
  }
}

/* The opening mark of the one that closes at @p close, not before @p limit; UINT32_MAX for none. */
static uint32_t open_of(const uint32_t *ch, uint32_t limit, uint32_t close) {
  for (uint32_t i = close; i > limit;) {
    --i;
    if (ys_words_close(ch, i, close + 1) == close) {
      return i;
    }
  }
  return UINT32_MAX;
}

static bool joins(uint32_t c) {
  return ys_is_han(c) || ys_is_digit(c) || ys_is_latin(c) || c == 0xB7 || c == '-' || c == '+' || c == '%';
}

static bool is_closing(uint32_t c) {
  return c == 0x201D || c == 0x300B || c == 0xFF09 || c == ')';
}

/* Where the walk to the left of @p end stops at the latest: behind the mark before it, unless that closes something or
 * a form holds it; else @p limit. */
static uint32_t last_stop(const ys_words *words, uint32_t limit, uint32_t end) {
  uint32_t at = end;
  while (at > limit && joins(words->ch[at - 1])) {
    --at;
  }
  if (words->classes == NULL || at == limit || is_closing(words->ch[at - 1])) {
    return limit;
  }
  for (uint32_t from = limit; from < at; ++from) {
    const uint32_t after = words->first_match[from + 1];
    if (after > words->first_match[from] && from + words->match[after - 1].length >= at) {
      return limit;
    }
  }
  return at;
}

ys_name_left ys_words_left(const ys_words *words, uint32_t limit, uint32_t end, uint16_t cue) {
  const uint32_t *ch = words->ch;
  ys_name_left left = {.begin = end, .edge = true};
  ys_cut cut;
  limit = end - limit > YS_CUT_MAX ? end - YS_CUT_MAX : limit;
  ys_words_cut(words, last_stop(words, limit, end), end, &cut);
  for (uint32_t k = cut.n; k > 0;) {
    --k;
    const uint32_t from = cut.at[k];
    const uint32_t to = cut.at[k + 1];
    if (is_closing(ch[from])) {
      const uint32_t open = open_of(ch, cut.at[0], from);
      if (open == UINT32_MAX) {
        return left;
      }
      while (k > 0 && cut.at[k] > open) {
        --k;
      }
      if (ch[open] != 0xFF08 && ch[open] != '(') {
        left.begin = open; /* but a bracket begins no name: （1） of a list */
      }
      continue;
    }
    if (!joins(ch[from])) {
      return left;
    }
    if (ys_words_is(words, from, to, cue, NULL)) {
      left.cue = true;
      left.edge = false;
      return left;
    }
    if (ch[to - 1] == 0x7684 /* 的 */ || ys_words_is(words, from, to, YS_CLASS_STOP, NULL) ||
        ys_words_is(words, from, to, YS_CLASS_SPEECH, NULL) || ys_words_is(words, from, to, YS_CLASS_ROLE, NULL)) {
      left.edge = false;
      return left;
    }
    left.begin = from;
  }
  return left;
}

bool ys_words_apart(const ys_words *words, uint32_t begin, uint32_t at, uint32_t end) {
  enum { BEFORE = 16 };
  ys_cut cut;
  if (!ys_words_cross(words, begin, at, end)) {
    return true;
  }
  ys_words_cut(words, at - begin > BEFORE ? at - BEFORE : begin, end, &cut);
  for (uint32_t k = 0; k < cut.n; ++k) {
    if (cut.at[k] == at) {
      return true;
    }
  }
  return false;
}

uint32_t ys_words_block(const ys_document *document, uint32_t at) {
  uint32_t low = 0;
  uint32_t high = document->n_block;
  while (low + 1 < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (document->block[middle].begin <= at) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

static bool ends_clause(uint32_t c) {
  switch (c) {
  case 0xFF0C: /* ， */
  case 0x3002: /* 。 */
  case 0xFF1B: /* ； */
  case 0xFF1A: /* ： */
  case 0xFF01: /* ！ */
  case 0xFF1F: /* ？ */
  case 0x000A:
    return true;
  default:
    return false;
  }
}

uint32_t ys_words_clause(const ys_document *document, uint32_t at) {
  enum { LONGEST_CLAUSE = 240 };
  uint32_t begin = document->n_block == 0 ? 0 : document->block[ys_words_block(document, at)].begin;
  begin = at - begin > LONGEST_CLAUSE ? at - LONGEST_CLAUSE : begin;
  while (at > begin && !ends_clause(document->ch[at - 1])) {
    --at;
  }
  return at;
}

uint32_t ys_words_close(const uint32_t *ch, uint32_t open, uint32_t end) {
  static const uint32_t pairs[][2] = {{0x201C, 0x201D}, {0x2018, 0x2019}, {0x300A, 0x300B},
                                      {0x3008, 0x3009}, {0xFF08, 0xFF09}, {'(', ')'}};
  for (size_t p = 0; p < YS_LENGTH(pairs); ++p) {
    if (pairs[p][0] != ch[open]) {
      continue;
    }
    enum { LONGEST_SPAN = 1000 };
    uint32_t depth = 0;
    for (uint32_t i = open; i < end && i - open < LONGEST_SPAN; ++i) {
      depth += ch[i] == pairs[p][0] ? 1 : 0;
      if (ch[i] == pairs[p][1] && --depth == 0) {
        return i;
      }
    }
  }
  return UINT32_MAX;
}

uint32_t ys_words_division(const ys_words *words, uint32_t begin, uint32_t end) {
  ys_cut cut;
  ys_words_cut(words, begin, end, &cut);
  for (uint32_t k = 0; k < cut.n; ++k) {
    const ys_entry *entry = NULL;
    if (ys_words_is(words, cut.at[k], cut.at[k + 1], YS_CLASS_DIVISION, &entry) &&
        (entry->form == YS_FORM_PREFERRED || entry->form == YS_FORM_ALTERNATIVE || entry->form == YS_FORM_STEM)) {
      return entry->concept_id;
    }
  }
  return YS_NO_CONCEPT;
}
