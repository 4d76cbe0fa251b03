/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file name.h
 * Candidates for personal names at one position, with their scores. Private to the room.
 */
#ifndef YS_NAME_H
#define YS_NAME_H

#include "recognize/scan.h"

#define YS_NAME_CANDIDATES 24

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

/** Whether a name may start at @p begin; false is sure. */
static inline bool ys_name_may_begin(const ys_scan *scan, const ys_name_words *words, uint32_t begin) {
  const unsigned traits = YS_TRAIT_SURNAME | YS_TRAIT_TRANSLITERATES | YS_TRAIT_INITIAL;
  const uint64_t classes = YS_CLASS_BIT(YS_CLASS_SURNAME) | YS_CLASS_BIT(words->japanese);
  return (scan->trait[begin] & traits) != 0 || (scan->classes[begin] & classes) != 0;
}

/** Names that may start at @p begin and end by @p end; returns how many are in @p out. */
size_t ys_name_candidates(const ys_scan *scan, const ys_name_words *words, uint32_t begin, uint32_t end,
                          ys_name_candidate out[YS_NAME_CANDIDATES]);

#endif
