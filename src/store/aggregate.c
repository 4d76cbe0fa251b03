/* SPDX-License-Identifier: Apache-2.0 */
/** @file aggregate.c GROUP BY and what is made of the rows of a group. */
#include <string.h>

#include "store/evaluate.h"

/** One aggregate of one group while rows come by. */
typedef struct tally {
  uint64_t n;
  bool error;    /**< a value that can't be added, or none */
  ys_number sum; /**< of SUM and AVG */
  uint32_t best; /**< of MIN and MAX */
  char *text;    /**< of GROUP_CONCAT */
  size_t n_text;
  size_t room; /**< bytes of it that are allocated */
} tally;

/** How rows become groups. */
typedef struct grouping {
  ys_evaluation *e;
  const ys_select *select;
  ys_solutions *rows;
  ys_varset key;
  uint32_t *group; /**< of each row */
  uint32_t *first; /**< row of each group */
  uint32_t n_group;
  tally *tally; /**< of each group, one for each aggregate */
} grouping;

static ys_status find_groups(grouping *g) {
  ys_row_index index;
  YS_TRY(ys_row_index_make(&index, g->rows, &g->key));
  for (size_t i = 0; i < g->rows->n; i++) {
    const uint32_t *const row = ys_solution(g->rows, i);
    uint32_t at = ys_row_index_find(&index, &g->key, row);
    for (bool same = false; !same; at = same ? at : index.next[at - 1]) {
      const uint32_t *const other = ys_solution(g->rows, at - 1);
      same = true;
      for (size_t k = 0; k < g->rows->width && k < YS_QUERY_VARIABLES && same; k++) {
        same = !ys_varset_has(&g->key, k) || row[k] == other[k];
      }
    }
    if (at - 1 == i) {
      g->first[g->n_group] = (uint32_t)i;
      g->group[i] = g->n_group++;
    } else {
      g->group[i] = g->group[at - 1];
    }
  }
  ys_row_index_free(&index);
  return YANSHU_OK;
}

/* ---- values ---- */

static bool append(grouping *g, tally *t, ys_view more) {
  if (t->n_text + more.n > t->room) {
    const size_t room = (t->n_text + more.n) * 2;
    t->text = ys_arena_grow(g->e->arena, t->text, t->room, room);
    t->room = room;
  }
  if (t->text != NULL && more.n > 0) {
    memcpy(t->text + t->n_text, more.p, more.n);
    t->n_text += more.n;
  }
  return t->text != NULL || more.n == 0;
}

static ys_status add_text(grouping *g, const ys_aggregate *a, tally *t, const ys_cell *value) {
  if (value->kind != YS_CELL_LITERAL || value->datatype.n > 0 || value->language.n > 0) {
    g->e->unsupported = "GROUP_CONCAT of other than plain texts; STR() makes some";
    return YANSHU_UNSUPPORTED;
  }
  return (t->n < 2 || append(g, t, a->separator)) && append(g, t, value->text) ? YANSHU_OK : YANSHU_NO_MEMORY;
}

static void add_number(tally *t, const ys_cell *value) {
  ys_number n;
  ys_number sum = t->sum;
  t->error |= !ys_number_of(value, &n) || !ys_number_combine(YS_OP_ADD, &t->sum, &n, &sum);
  if (!t->error) {
    t->sum = sum;
  }
}

/** MIN and MAX; of values that have no order by SPARQL there is none that engines agree on. */
static ys_status take_extreme(grouping *g, const ys_aggregate *a, tally *t, uint32_t term) {
  const ys_cell value = ys_evaluation_cell(g->e, term);
  const ys_cell best = ys_evaluation_cell(g->e, t->best);
  if (t->best != YS_NO_TERM && t->best != term && ys_value_compare(YS_OP_LESS, &value, &best) == YS_ERROR) {
    g->e->unsupported = "MIN or MAX of values of several kinds";
    return YANSHU_UNSUPPORTED;
  }
  const int order = t->best == YS_NO_TERM ? 0 : ys_value_order(&value, &best);
  if (t->best == YS_NO_TERM || (a->kind == YS_AGGREGATE_MIN ? order < 0 : order > 0)) {
    t->best = term;
  }
  return YANSHU_OK;
}

/** @param term its number, or YS_NO_TERM for an error. */
static ys_status add_value(grouping *g, const ys_aggregate *a, tally *t, uint32_t term) {
  if (term == YS_NO_TERM) {
    t->error = true;
    return YANSHU_OK;
  }
  const ys_cell value = ys_evaluation_cell(g->e, term);
  t->n++;
  switch (a->kind) {
  case YS_AGGREGATE_COUNT:
    return YANSHU_OK;
  case YS_AGGREGATE_SUM:
  case YS_AGGREGATE_AVG:
    add_number(t, &value);
    return YANSHU_OK;
  case YS_AGGREGATE_MIN:
  case YS_AGGREGATE_MAX:
    return take_extreme(g, a, t, term);
  case YS_AGGREGATE_CONCAT:
    return add_text(g, a, t, &value);
  }
  return YANSHU_INTERNAL;
}

/** Rows of (group, value), each once when the aggregate is of distinct values. */
static ys_status take_values(grouping *g, uint32_t k) {
  const ys_aggregate *const a = &g->select->aggregate.at[k];
  ys_solutions values = {.allocator = g->rows->allocator, .width = 3};
  ys_varset both = {{0}};
  ys_status status = YANSHU_OK;
  for (size_t i = 0; i < g->rows->n && status == YANSHU_OK; i++) {
    ys_cell value = {.kind = YS_CELL_NONE};
    uint32_t *const row = ys_solutions_add(&values, NULL);
    status = row == NULL ? YANSHU_NO_MEMORY : ys_expression_value(g->e, a->of, ys_solution(g->rows, i), &value);
    if (status == YANSHU_OK && value.kind != YS_CELL_NONE) {
      row[1] = ys_store_intern(g->e->store, &value);
      status = row[1] == YS_NO_TERM ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
    if (status == YANSHU_OK) {
      row[0] = g->group[i];
    }
    ys_arena_reset(g->e->scratch);
  }
  ys_varset_add(&both, 0);
  ys_varset_add(&both, 1);
  status = status == YANSHU_OK && a->distinct ? ys_solutions_distinct(&values, &both) : status;
  for (size_t i = 0; i < values.n && status == YANSHU_OK; i++) {
    const uint32_t *const row = ys_solution(&values, i);
    status = add_value(g, a, &g->tally[(size_t)row[0] * g->select->aggregate.n + k], row[1]);
  }
  ys_solutions_free(&values);
  return status;
}

static ys_status take_all(grouping *g) {
  for (uint32_t k = 0; k < g->select->aggregate.n; k++) {
    if (g->select->aggregate.at[k].of != NULL) {
      YS_TRY(take_values(g, k));
      continue;
    }
    for (size_t i = 0; i < g->rows->n; i++) {
      g->tally[(size_t)g->group[i] * g->select->aggregate.n + k].n++;
    }
  }
  return YANSHU_OK;
}

/* ---- results ---- */

/** What an aggregate of a group is; kind YS_CELL_NONE for an error. */
static ys_cell result_of(ys_evaluation *e, const ys_aggregate *a, const tally *t) {
  const ys_number n = ys_number_integer((int64_t)t->n);
  const ys_number none = ys_number_integer(0);
  ys_number average;
  ys_cell out = {.kind = YS_CELL_NONE};
  if (a->kind == YS_AGGREGATE_COUNT) {
    return ys_number_cell(e->scratch, &n);
  }
  if (t->error) {
    return out;
  }
  switch (a->kind) {
  case YS_AGGREGATE_SUM:
    return ys_number_cell(e->scratch, &t->sum);
  case YS_AGGREGATE_AVG:
    return t->n == 0                                                ? ys_number_cell(e->scratch, &none)
           : ys_number_combine(YS_OP_DIVIDE, &t->sum, &n, &average) ? ys_number_cell(e->scratch, &average)
                                                                    : out;
  case YS_AGGREGATE_MIN:
  case YS_AGGREGATE_MAX:
    return ys_evaluation_cell(e, t->best);
  case YS_AGGREGATE_CONCAT:
    return (ys_cell){.kind = YS_CELL_LITERAL, .text = {t->text, t->n_text}};
  case YS_AGGREGATE_COUNT:
    break;
  }
  return out;
}

static ys_status put_group(grouping *g, uint32_t i, ys_solutions *out) {
  const ys_select *const s = g->select;
  uint32_t *const row = ys_solutions_add(out, NULL);
  if (row == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < s->key.n && g->rows->n > 0; k++) {
    row[s->key.at[k].variable] = ys_solution(g->rows, g->first[i])[s->key.at[k].variable];
  }
  for (uint32_t k = 0; k < s->aggregate.n; k++) {
    const ys_aggregate *const a = &s->aggregate.at[k];
    const ys_cell value = result_of(g->e, a, &g->tally[(size_t)i * s->aggregate.n + k]);
    if (value.kind != YS_CELL_NONE) {
      row[a->variable] = ys_store_intern(g->e->store, &value);
      YS_TRY(row[a->variable] == YS_NO_TERM ? YANSHU_NO_MEMORY : YANSHU_OK);
    }
    ys_arena_reset(g->e->scratch);
  }
  return YANSHU_OK;
}

static ys_status make_groups(grouping *g) {
  ys_arena *const arena = g->e->arena;
  const size_t n = g->rows->n + 1;
  g->group = ys_arena_alloc(arena, n * sizeof *g->group);
  g->first = ys_arena_alloc(arena, n * sizeof *g->first);
  if (g->group == NULL || g->first == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(find_groups(g));
  if (g->n_group == 0 && g->select->key.n == 0) {
    g->n_group = 1; /* aggregates over nothing are one row */
  }
  g->tally = ys_arena_alloc(arena, ((size_t)g->n_group * g->select->aggregate.n + 1) * sizeof *g->tally);
  return g->tally == NULL ? YANSHU_NO_MEMORY : take_all(g);
}

ys_status ys_evaluate_groups(ys_evaluation *e, const ys_select *select, ys_solutions *s) {
  grouping g = {.e = e, .select = select, .rows = s};
  for (uint32_t k = 0; k < select->key.n; k++) {
    const ys_query_column *const key = &select->key.at[k];
    if (key->expression != NULL) {
      YS_TRY(ys_extend(e, key->expression, key->variable, s));
    }
    ys_varset_add(&g.key, key->variable);
  }
  YS_TRY(make_groups(&g));
  ys_solutions out = ys_solutions_like(s);
  ys_status status = YANSHU_OK;
  for (uint32_t i = 0; i < g.n_group && status == YANSHU_OK; i++) {
    status = put_group(&g, i, &out);
  }
  if (status != YANSHU_OK) {
    ys_solutions_free(&out);
    return status;
  }
  ys_solutions_replace(s, &out);
  return YANSHU_OK;
}
