/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file name.h
 * Candidates for personal names at one position, with their scores. Private to the room.
 */
#ifndef YS_NAME_H
#define YS_NAME_H

#include "recognize/scan.h"

#define YS_NAME_FOREIGN 24
#define YS_NAME_NATIVE 2
#define YS_NAME_NATIVE_LONGEST 4u /**< characters */

typedef struct ys_name_candidate {
  uint32_t length; /**< characters */
  int32_t score;   /**< log10 P(these characters, a name) * 1000, without context */
  bool foreign;    /**< transliterated */
  bool listed;     /**< the lexicon says that it is none: only a title right before it outweighs that */
} ys_name_candidate;

/** Classes of words that names are weighed with. */
typedef struct ys_name_words {
  uint16_t mask;           /**< 某 */
  uint16_t address;        /**< 先生, 大娘: no given names */
  uint16_t not_surname;    /**< 现任: the second character is no surname */
  uint16_t particle;       /**< surnames that are verbs or particles sooner: 任 和 */
  uint16_t japanese;       /**< surnames of Japan */
  uint16_t ending;         /**< characters that end transliterated names more or less often than they stand in one */
  uint16_t japanese_given; /**< endings of given names of Japan */
  uint16_t no_ending;      /**< characters that end no name: 也 杯 */
  uint16_t korean;         /**< surnames of Korea */
  uint16_t korean_given;   /**< characters of given names of Korea */
  uint16_t side;           /**< words behind a country's one-character name: 方 军 */
} ys_name_words;

ys_name_words ys_name_words_of(const ys_lexicon *lexicon);

/** Notes what each character can be in a name. */
void ys_name_traits(ys_scan *scan);

/** Whether a Chinese name may start at @p begin; false is sure. No branch until all is known: at half of the characters
 * it would be foretold wrongly. */
static inline bool ys_name_native_may_begin(const ys_scan *scan, uint32_t begin) {
  const unsigned trait = scan->trait[begin];
  const bool surname = (trait & YS_TRAIT_SURNAME) != 0;
  const bool surnames = (scan->classes[begin] & YS_CLASS_BIT(YS_CLASS_SURNAME)) != 0;
  return ((trait & YS_TRAIT_HAN) != 0) & (surname | surnames);
}

/** Whether a name of another script may; false is sure. Two characters that transliterate, one and a joint or a Latin
 * letter, or a joint ahead. */
static inline bool ys_name_foreign_may_begin(const ys_scan *scan, const ys_name_words *words, uint32_t begin) {
  const unsigned trait = scan->trait[begin];
  const bool first = (trait & (YS_TRAIT_TRANSLITERATES | YS_TRAIT_INITIAL)) != 0;
  const bool joint = (trait & (YS_TRAIT_JOINED | YS_TRAIT_INITIAL)) != 0;
  const bool second = (scan->trait[begin + 1] & (YS_TRAIT_TRANSLITERATES | YS_TRAIT_JOINS)) != 0;
  const bool japanese = (scan->classes[begin] & YS_CLASS_BIT(words->japanese)) != 0;
  return (first & (joint | second)) | japanese;
}

/** 副主席潘 岚: a name of two characters, padded to the width of three, whose second character is a blank and which
 * ends by @p end; listed: only after a title. */
bool ys_name_padded(const ys_scan *scan, uint32_t begin, uint32_t end, ys_name_candidate *out);

/** What surnames begin at a character, and the most that the names may be worth by themselves, told at a glance. */
typedef struct ys_name_surname {
  int32_t single;     /**< weight of the one of one character, INT32_MIN: none */
  int32_t pair;       /**< … of two */
  int32_t most_two;   /**< of a name of two characters, unless it ends with a character that ends no name */
  int32_t most_three; /**< of three characters, likewise, without what its last one is worth */
  bool four;          /**< there may be one of four */
} ys_name_surname;

/** Surnames at @p begin, behind which there is one character at least. */
ys_name_surname ys_name_surname_at(const ys_scan *scan, const ys_name_words *words, uint32_t begin);

/** What the character at @p at is worth as the last one of a Chinese name of three. */
int32_t ys_name_third(const ys_scan *scan, uint32_t at);

/** The Chinese names that are just the Han characters [begin, end), of those that are worth @p least by themselves. */
size_t ys_name_native(const ys_scan *scan, const ys_name_words *words, const ys_name_surname *s, uint32_t begin,
                      uint32_t end, int32_t least, ys_name_candidate out[YS_NAME_NATIVE]);

/** The others that may start at @p begin and end by @p end; returns how many are in @p out. */
size_t ys_name_foreign(const ys_scan *scan, const ys_name_words *words, uint32_t begin, uint32_t end,
                       ys_name_candidate out[YS_NAME_FOREIGN]);

#endif
