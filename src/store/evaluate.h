/* SPDX-License-Identifier: Apache-2.0 */
/** @file evaluate.h The solutions of patterns, by the algebra of SPARQL. Inside of the room. */
#ifndef YS_STORE_EVALUATE_H
#define YS_STORE_EVALUATE_H

#include "store/memory.h"
#include "store/value.h"

/* ---- tables of solutions ---- */

/** Rows of term numbers, one a variable; YS_NO_TERM: open. */
typedef struct ys_solutions {
  const yanshu_allocator *allocator;
  uint32_t *at;
  size_t n;     /**< rows */
  size_t width; /**< numbers of a row */
  size_t room;  /**< rows */
} ys_solutions;

static inline uint32_t *ys_solution(const ys_solutions *s, size_t i) {
  return s->at + i * s->width;
}
void ys_solutions_free(ys_solutions *s);
/** An empty table of the same width. */
ys_solutions ys_solutions_like(const ys_solutions *s);
/** Frees @p s and puts @p by in its place. */
void ys_solutions_replace(ys_solutions *s, const ys_solutions *by);
/** Adds a copy of @p row, which is not in @p s; NULL: all open. The result is NULL when out of memory. */
uint32_t *ys_solutions_add(ys_solutions *s, const uint32_t *row);
/** Whether there is one row with nothing in it: what joins with all. */
bool ys_solutions_are_unit(const ys_solutions *s);
/** Variables that some rows, or that all rows, have a value for. */
void ys_solutions_bound(const ys_solutions *s, ys_varset *some, ys_varset *all);
/** Leaves the variables of @p keep, and of rows that are alike the first. */
ys_status ys_solutions_distinct(ys_solutions *s, const ys_varset *keep);
/** Opens all variables but those of @p keep. */
void ys_solutions_project(ys_solutions *s, const ys_varset *keep);

/** Rows by the values of some variables: chains of rows with one digest. */
typedef struct ys_row_index {
  const yanshu_allocator *allocator;
  uint32_t *first; /**< row + 1, or 0 */
  uint32_t *next;  /**< of each row: the next one + 1, or 0 */
  size_t slots;    /**< a power of two */
} ys_row_index;
ys_status ys_row_index_make(ys_row_index *index, const ys_solutions *s, const ys_varset *key);
void ys_row_index_free(ys_row_index *index);
/** The first row + 1 that may have the values of @p row, or 0; go on with index->next[row]. */
uint32_t ys_row_index_find(const ys_row_index *index, const ys_varset *key, const uint32_t *row);

/* ---- what a query is answered with ---- */

struct ys_regex;

typedef struct ys_evaluation {
  ys_store *store; /**< sorted; takes the terms that are computed */
  const ys_query *query;
  ys_arena *arena;         /**< as long as the answer */
  ys_arena *scratch;       /**< for one value */
  struct ys_regex *regex;  /**< one for each REGEX and REPLACE, compiled when first needed */
  bool substituted;        /**< in EXISTS: values of variables count as constants */
  const char *unsupported; /**< why the status is YANSHU_UNSUPPORTED or YANSHU_BAD_ARGUMENT; NULL for any other */
} ys_evaluation;

ys_status ys_evaluation_begin(ys_evaluation *e);
void ys_evaluation_end(ys_evaluation *e);
/** A row's value of a variable. */
static inline ys_cell ys_evaluation_cell(const ys_evaluation *e, uint32_t term) {
  return term == YS_NO_TERM ? (ys_cell){.kind = YS_CELL_NONE} : e->store->term.at[term];
}

/** The value of @p x in @p row; kind YS_CELL_NONE for an error. It lives until the scratch arena is reset. */
ys_status ys_expression_value(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_cell *out);
ys_status ys_expression_truth(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_truth *out);
/** The same, with the scratch arena reset: for whole filters. */
ys_status ys_filter_holds(ys_evaluation *e, const ys_expression *x, const uint32_t *row, bool *out);
/** Gives @p variable the value of @p x in every row; none for an error. */
ys_status ys_extend(ys_evaluation *e, const ys_expression *x, uint32_t variable, ys_solutions *s);
/** A function of texts, given its arguments. */
ys_status ys_text_value(ys_evaluation *e, const ys_expression *x, const ys_cell *argument, ys_cell *out);

/** Joins @p s with the triples and paths that @p element begins with; the filters that can be are applied and noted. */
ys_status ys_match_triples(ys_evaluation *e, const ys_element *element, uint32_t n, const ys_group *group, bool *done,
                           ys_solutions *s);
/** Joins one row of @p s with a path; adds to @p out. */
ys_status ys_match_path(ys_evaluation *e, const ys_element *element, const uint32_t *row, ys_solutions *out);
/**
 * The solutions of a group by itself.
 * @param seed NULL, or rows that the result is joined with later: what can't join with them need not be found
 * @param filters NULL: the group's filters are applied; else they are left to the caller
 */
ys_status ys_evaluate_group(ys_evaluation *e, const ys_group *group, const ys_solutions *seed, bool filters,
                            ys_solutions *out);
/** Joins @p s with a table of VALUES. */
ys_status ys_join_values(ys_evaluation *e, const ys_element *values, ys_solutions *s);
ys_status ys_evaluate_select(ys_evaluation *e, const ys_select *select, ys_solutions *out);
/** GROUP BY: one row a group, with its keys and aggregates. */
ys_status ys_evaluate_groups(ys_evaluation *e, const ys_select *select, ys_solutions *s);

#endif
