/* SPDX-License-Identifier: Apache-2.0 */
/** @file select.c SELECT: groups, columns, order, DISTINCT, LIMIT. */
#include <string.h>

#include "store/evaluate.h"

/** What a merge sort needs: qsort of the C library takes no context and is not stable. */
typedef struct sorting {
  const ys_query_order *order;
  size_t n;
  const ys_cell *key; /**< n for each row */
} sorting;

static int compare_rows(const sorting *s, uint32_t a, uint32_t b) {
  for (size_t k = 0; k < s->n; k++) {
    const int order = ys_value_order(&s->key[a * s->n + k], &s->key[b * s->n + k]);
    if (order != 0) {
      return s->order[k].down ? -order : order;
    }
  }
  return 0;
}

static void merge_sort(const sorting *s, uint32_t *row, uint32_t *spare, size_t n) {
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t from = 0; from < n; from += 2 * width) {
      const size_t middle = from + width < n ? from + width : n;
      const size_t end = from + 2 * width < n ? from + 2 * width : n;
      size_t i = from;
      size_t k = middle;
      for (size_t at = from; at < end; at++) {
        const bool left = i < middle && (k >= end || compare_rows(s, row[i], row[k]) <= 0);
        spare[at] = left ? row[i++] : row[k++];
      }
    }
    memcpy(row, spare, n * sizeof *row);
  }
}

/** The values that rows are ordered by; a row's are the same whatever is computed later. */
static ys_status find_keys(ys_evaluation *e, const ys_select *select, const ys_solutions *s, ys_cell *key) {
  for (size_t i = 0; i < s->n; i++) {
    for (uint32_t k = 0; k < select->order.n; k++) {
      ys_cell value;
      YS_TRY(ys_expression_value(e, select->order.at[k].expression, ys_solution(s, i), &value));
      /* a term of the store, which stays where it is, or a computed one */
      if (value.kind != YS_CELL_NONE && select->order.at[k].expression->op != YS_OP_VARIABLE) {
        const uint32_t term = ys_store_intern(e->store, &value);
        YS_TRY(term == YS_NO_TERM ? YANSHU_NO_MEMORY : YANSHU_OK);
        value = ys_evaluation_cell(e, term);
      }
      key[i * select->order.n + k] = value;
      ys_arena_reset(e->scratch);
    }
  }
  return YANSHU_OK;
}

static ys_status order(ys_evaluation *e, const ys_select *select, ys_solutions *s) {
  if (select->order.n == 0 || s->n < 2) {
    return YANSHU_OK;
  }
  ys_cell *const key = ys_arena_alloc(e->arena, s->n * select->order.n * sizeof *key);
  uint32_t *const row = ys_arena_alloc(e->arena, s->n * 2 * sizeof *row);
  ys_solutions sorted = ys_solutions_like(s);
  if (key == NULL || row == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(find_keys(e, select, s, key));
  for (size_t i = 0; i < s->n; i++) {
    row[i] = (uint32_t)i;
  }
  merge_sort(&(sorting){select->order.at, select->order.n, key}, row, row + s->n, s->n);
  for (size_t i = 0; i < s->n; i++) {
    if (ys_solutions_add(&sorted, ys_solution(s, row[i])) == NULL) {
      ys_solutions_free(&sorted);
      return YANSHU_NO_MEMORY;
    }
  }
  ys_solutions_replace(s, &sorted);
  return YANSHU_OK;
}

static ys_status apply_having(ys_evaluation *e, const ys_select *select, ys_solutions *s) {
  size_t n = 0;
  for (size_t i = 0; i < s->n; i++) {
    bool holds = true;
    for (uint32_t k = 0; k < select->having.n && holds; k++) {
      YS_TRY(ys_filter_holds(e, select->having.at[k], ys_solution(s, i), &holds));
    }
    if (holds) {
      memmove(ys_solution(s, n++), ys_solution(s, i), s->width * sizeof *s->at);
    }
  }
  s->n = n;
  return YANSHU_OK;
}

static void slice(const ys_select *select, ys_solutions *s) {
  const size_t from = select->offset < s->n ? select->offset : s->n;
  const size_t n = s->n - from < select->limit ? s->n - from : select->limit;
  if (from > 0 && n > 0) {
    memmove(s->at, ys_solution(s, from), n * s->width * sizeof *s->at);
  }
  s->n = n;
}

ys_status ys_evaluate_select(ys_evaluation *e, const ys_select *select, ys_solutions *out) {
  YS_TRY(ys_evaluate_group(e, select->pattern, NULL, true, out));
  if (select->grouped) {
    YS_TRY(ys_evaluate_groups(e, select, out));
    YS_TRY(apply_having(e, select, out));
  }
  for (uint32_t i = 0; i < select->values.n; i++) {
    YS_TRY(ys_join_values(e, &select->values.at[i], out));
  }
  ys_varset keep = {{0}};
  for (uint32_t k = 0; k < select->column.n; k++) {
    const ys_query_column *const column = &select->column.at[k];
    if (column->expression != NULL) {
      YS_TRY(ys_extend(e, column->expression, column->variable, out));
    }
    ys_varset_add(&keep, column->variable);
  }
  YS_TRY(order(e, select, out));
  if (e->query->form == YS_QUERY_SELECT || select != &e->query->select) {
    ys_solutions_project(out, &keep);
    if (select->distinct) {
      YS_TRY(ys_solutions_distinct(out, &keep));
    }
  }
  slice(select, out);
  return YANSHU_OK;
}
