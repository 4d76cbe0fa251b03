/* SPDX-License-Identifier: Apache-2.0 */
/** @file token.c What a form is as a token of a sentence: read from the image, or made of its readings. */
#include "lexicon/private.h"

enum {
  UNKNOWN = -6200,    /* a character that no count knows */
  TERM = -4850,       /* a term that the word list doesn't count */
  SHORT_TERM = -4200, /* … of one character */
  IMPOSSIBLE = INT32_MIN / 2,
  PER_MILLION = 6000 /* what words are counted by */
};

/* Classes of which no token is made: what they say is asked for apart. */
static const uint32_t NO_TOKEN = YS_TOKEN_CLASS(YS_CLASS_SURNAME) | YS_TOKEN_CLASS(YS_CLASS_NOT_NAME) |
                                 YS_TOKEN_CLASS(YS_CLASS_NAME_LEFT) | YS_TOKEN_CLASS(YS_CLASS_NAME_RIGHT);

/* Stems that are ordinary words, and one-character names, are divisions only beside others. */
static bool counts(const ys_entry *entry) {
  return !(entry->class_id == YS_CLASS_DIVISION || entry->class_id == YS_CLASS_COUNTRY ||
           entry->class_id == YS_CLASS_PLACE) ||
         (entry->form != YS_FORM_UNSAFE_STEM && entry->form != YS_FORM_ABBREVIATION);
}

static bool has_any(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, const uint16_t *classes, size_t n_class) {
  for (size_t k = 0; k < n_class; k++) {
    if (ys_lexicon_reading(lexicon, ch, n, classes[k]) != NULL) {
      return true;
    }
  }
  return false;
}

/* 市委书记, 北京大学, 统战部部长: a word that is a place or organ and what belongs to it says more in its parts. */
static bool is_compound(const ys_lexicon *lexicon, const uint32_t *ch, size_t length) {
  static const uint16_t first[] = {YS_CLASS_ORGAN, YS_CLASS_BODY, YS_CLASS_DIVISION, YS_CLASS_COUNTRY,
                                   YS_CLASS_ORG_HEAD};
  static const uint16_t second[] = {YS_CLASS_ROLE, YS_CLASS_ORGAN, YS_CLASS_ORG_HEAD};
  for (size_t k = 2; k + 1 < length; k++) {
    if (ys_lexicon_reading(lexicon, ch + k, length - k, YS_CLASS_ORG_HEAD) != NULL) {
      return true; /* 产业协会 */
    }
    if (has_any(lexicon, ch, k, first, YS_LENGTH(first)) &&
        has_any(lexicon, ch + k, length - k, second, YS_LENGTH(second))) {
      return true;
    }
  }
  return false;
}

/* What the readings of a form make of it: its classes, and how likely it is as a word and as a term. */
typedef struct readings {
  uint32_t classes;
  int32_t word;
  int32_t term;
} readings;

static void add_reading(const ys_lexicon *lexicon, const ys_entry *entry, readings *r) {
  if (entry->class_id == YS_CLASS_WORD) {
    r->classes |= YS_TOKEN_CLASS(YS_CLASS_WORD);
    r->word = entry->weight - PER_MILLION;
    return;
  }
  if (entry->class_id == ys_lexicon_words(lexicon, YS_WORDS_LEVEL)) {
    r->classes |= YS_TOKEN_LEVEL;
  } else if (entry->class_id >= YS_CLASS_KNOWN || (NO_TOKEN & YS_TOKEN_CLASS(entry->class_id)) != 0 || !counts(entry)) {
    return;
  } else {
    r->classes |= YS_TOKEN_CLASS(entry->class_id);
  }
  if (entry->class_id == YS_CLASS_DIVISION && entry->weight < 0) {
    r->term = entry->weight; /* log10 of a probability */
  } else if ((entry->class_id == YS_CLASS_COUNTRY || entry->class_id == YS_CLASS_PLACE) && entry->weight < 0 &&
             entry->weight > r->term) {
    r->term = entry->weight;
  }
}

static int32_t weight_of(const ys_lexicon *lexicon, const readings *r, const uint32_t *ch, size_t length) {
  const bool is_term = (r->classes & ~YS_TOKEN_CLASS(YS_CLASS_WORD)) != 0;
  if (length > 1) {
    return is_term && r->word < r->term ? r->term : r->word;
  }
  const int16_t own = ys_lexicon_character(lexicon, ch[0])->word;
  const int32_t word = own != INT16_MIN && own > r->word ? own : r->word;
  const int32_t weight = word != IMPOSSIBLE ? word : UNKNOWN;
  return is_term && weight < SHORT_TERM ? SHORT_TERM : weight;
}

ys_form_token ys_lexicon_make_token(const ys_lexicon *lexicon, const uint32_t *ch, const ys_match *match) {
  readings r = {0, IMPOSSIBLE, TERM};
  for (uint32_t k = 0; k < match->n; k++) {
    add_reading(lexicon, ys_lexicon_entry(lexicon, match->entry + k), &r);
  }
  const uint32_t divisible = YS_TOKEN_CLASS(YS_CLASS_WORD) | YS_TOKEN_CLASS(YS_CLASS_ROLE);
  if (r.classes == 0 || ((r.classes & ~divisible) == 0 && is_compound(lexicon, ch, match->length))) {
    return (ys_form_token){0, 0};
  }
  return (ys_form_token){r.classes, weight_of(lexicon, &r, ch, match->length)};
}
