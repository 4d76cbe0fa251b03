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

/** Names that may start at @p begin and end by @p end; returns how many are in @p out. */
size_t ys_name_candidates(const ys_scan *scan, uint32_t begin, uint32_t end,
                          ys_name_candidate out[YS_NAME_CANDIDATES]);

#endif
