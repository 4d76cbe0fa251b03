/* SPDX-License-Identifier: Apache-2.0 */
/** @file match.h The solutions of a pattern. Inside of the room. */
#ifndef YS_STORE_MATCH_H
#define YS_STORE_MATCH_H

#include "store/memory.h"

/** Rows of term numbers, one a variable; YS_NO_TERM: open. */
typedef struct ys_solutions {
  const yanshu_allocator *allocator;
  uint32_t *at;
  size_t n;     /**< rows */
  size_t width; /**< numbers of a row */
  size_t room;  /**< rows */
} ys_solutions;

void ys_solutions_free(ys_solutions *solutions);
/** All solutions of the query's pattern, as many times as SPARQL has them. The store is sorted. */
ys_status ys_store_match(const ys_store *store, const ys_query *query, ys_arena *arena, ys_solutions *out);

typedef enum ys_truth { YS_FALSE, YS_TRUE, YS_ERROR } ys_truth;
/** Decides @p condition for one row. @return YANSHU_BAD_ARGUMENT for a regular expression that is none. */
ys_status ys_condition_decide(const ys_store *store, const ys_condition *condition, const uint32_t *row, ys_truth *out);

/** What compares as one kind. */
typedef enum ys_value_class {
  YS_VALUE_NONE,
  YS_VALUE_BLANK,
  YS_VALUE_IRI,
  YS_VALUE_TEXT,
  YS_VALUE_TAGGED,
  YS_VALUE_NUMBER,
  YS_VALUE_BOOLEAN,
  YS_VALUE_DATE, /**< date, gYear, gYearMonth, dateTime */
  YS_VALUE_OTHER
} ys_value_class;
ys_value_class ys_value_class_of(const ys_cell *cell);
double ys_value_number(ys_view text);

#endif
