/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file division.h
 * Questions about divisions, for the other recognizers and for resolve.
 */
#ifndef YS_DIVISION_H
#define YS_DIVISION_H

#include "recognize/scan.h"

/** Higher ones first. */
typedef enum ys_division_level {
  YS_LEVEL_COUNTRY,
  YS_LEVEL_PROVINCE,
  YS_LEVEL_PREFECTURE,
  YS_LEVEL_COUNTY,
  YS_LEVEL_TOWNSHIP,
  YS_LEVEL_NONE
} ys_division_level;

ys_division_level ys_division_level_of(const ys_lexicon *lexicon, uint32_t concept_id);
/** Whether @p inner is @p outer or lies in it. */
bool ys_division_within(const ys_lexicon *lexicon, uint32_t inner, uint32_t outer);
/** The division itself or the one above it that is of @p level, or YS_NO_CONCEPT. */
uint32_t ys_division_at_level(const ys_lexicon *lexicon, uint32_t concept_id, ys_division_level level);

#endif
