/* SPDX-License-Identifier: Apache-2.0 */
/** @file group.c DISTINCT, GROUP BY with COUNT, MIN and MAX, and the order of groups: by terms, not by values. */
#include <string.h>

#include "store/answer.h"
#include "store/match.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

static ys_digester digest_of(ys_digester d, const ys_cell *cell) {
  const char kind = (char)('0' + (int)cell->kind);
  ys_digester_add(&d, (ys_view){&kind, 1});
  ys_digester_add(&d, cell->text);
  ys_digester_add(&d, cell->language);
  ys_digester_add(&d, cell->datatype);
  return d;
}

static bool same_cell(const ys_cell *a, const ys_cell *b) {
  return a->kind == b->kind && ys_view_equal(a->text, b->text) && ys_view_equal(a->language, b->language) &&
         ys_view_equal(a->datatype, b->datatype);
}

/** Rows by the terms in some of their columns. */
typedef struct row_set {
  ys_arena *arena;
  const size_t *column;
  size_t n_column;
  size_t n;
  size_t room;  /**< a power of two, at least twice n */
  uint32_t *at; /**< index of a row + 1, or 0 */
} row_set;

static size_t slot_of(const row_set *set, ys_cell *const *rows, const ys_cell *row) {
  ys_digester d;
  ys_digester_start(&d);
  for (size_t k = 0; k < set->n_column; k++) {
    d = digest_of(d, &row[set->column[k]]);
  }
  size_t i = (size_t)ys_digester_end(&d) & (set->room - 1);
  for (; set->at[i] != 0; i = (i + 1) & (set->room - 1)) {
    const ys_cell *const other = rows[set->at[i] - 1];
    size_t k = 0;
    while (k < set->n_column && same_cell(&row[set->column[k]], &other[set->column[k]])) {
      k++;
    }
    if (k == set->n_column) {
      break;
    }
  }
  return i;
}

static ys_status make_set(row_set *set, ys_arena *arena, const size_t *column, size_t n_column, size_t n_row) {
  *set = (row_set){.arena = arena, .column = column, .n_column = n_column, .room = 16};
  while (set->room < n_row * 2) {
    set->room *= 2;
  }
  set->at = ys_arena_alloc(arena, set->room * sizeof *set->at);
  return set->at == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static size_t *all_columns(ys_arena *arena, size_t n) {
  size_t *const column = ys_arena_alloc(arena, (n + 1) * sizeof *column);
  for (size_t k = 0; column != NULL && k < n; k++) {
    column[k] = k;
  }
  return column;
}

ys_status ys_answer_distinct(ys_answer *a, ys_arena *arena) {
  const size_t *const column = all_columns(arena, a->n_column);
  row_set set;
  if (column == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(make_set(&set, arena, column, a->n_column, a->row.n));
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->row.n; i++) {
    const size_t slot = slot_of(&set, a->row.at, a->row.at[i]);
    if (set.at[slot] == 0) {
      a->row.at[n] = a->row.at[i];
      set.at[slot] = ++n;
    }
  }
  a->row.n = n;
  return YANSHU_OK;
}

void ys_answer_slice(ys_answer *a, size_t offset, size_t limit) {
  const size_t from = offset < a->row.n ? offset : a->row.n;
  const size_t n = a->row.n - from < limit ? a->row.n - from : limit;
  if (from > 0 && n > 0) {
    memmove((void *)a->row.at, (const void *)(a->row.at + from), n * sizeof *a->row.at);
  }
  a->row.n = (uint32_t)n;
}

/* ---- order ---- */

/** The order of SPARQL where it has one; where it has none, any fixed one. */
static int compare_cells(const ys_cell *a, const ys_cell *b) {
  const ys_value_class x = ys_value_class_of(a);
  const ys_value_class y = ys_value_class_of(b);
  if (x != y) {
    return x < y ? -1 : 1;
  }
  if (x == YS_VALUE_NUMBER) {
    const double m = ys_value_number(a->text);
    const double n = ys_value_number(b->text);
    return m < n ? -1 : m > n ? 1 : 0;
  }
  int order = x == YS_VALUE_OTHER ? ys_view_compare(a->datatype, b->datatype) : 0;
  order = order != 0 ? order : ys_view_compare(a->text, b->text);
  return order != 0 ? order : ys_view_compare(a->language, b->language);
}

/** What a merge sort needs: qsort of the C library takes no context and is not stable. */
typedef struct sorting {
  const size_t *column;
  const ys_query_order *order;
  size_t n;
} sorting;

static int compare_rows(const sorting *s, const ys_cell *a, const ys_cell *b) {
  for (size_t k = 0; k < s->n; k++) {
    const ys_cell *const x = &a[s->column[k]];
    const ys_cell *const y = &b[s->column[k]];
    const int order = s->order[k].text ? ys_view_compare(x->text, y->text) : compare_cells(x, y);
    if (order != 0) {
      return s->order[k].down ? -order : order;
    }
  }
  return 0;
}

static void merge_sort(const sorting *s, ys_cell **row, ys_cell **spare, size_t n) {
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
    memcpy((void *)row, (const void *)spare, n * sizeof *row);
  }
}

static size_t find_column(const ys_answer *a, ys_view name) {
  size_t k = 0;
  while (k < a->n_column && !ys_view_equal(a->column[k], name)) {
    k++;
  }
  return k;
}

ys_status ys_answer_sort(ys_answer *a, ys_arena *arena) {
  const ys_query *const q = a->query;
  if (q->order.n == 0) {
    return YANSHU_OK;
  }
  size_t *const column = ys_arena_alloc(arena, q->order.n * sizeof *column);
  ys_cell **const spare = ys_arena_alloc(arena, (a->row.n + 1U) * sizeof *spare);
  if (column == NULL || spare == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < q->order.n; i++) {
    column[i] = find_column(a, q->order.at[i].name);
    if (column[i] == a->n_column) {
      return YANSHU_UNSUPPORTED; /* a key that is not shown */
    }
  }
  merge_sort(&(sorting){column, q->order.at, q->order.n}, a->row.at, spare, a->row.n);
  return YANSHU_OK;
}

ys_status ys_answer_project(ys_answer *a, ys_arena *arena) {
  const ys_query *const q = a->query;
  size_t *const from = ys_arena_alloc(arena, (q->column.n + 1U) * sizeof *from);
  ys_view *const column = ys_arena_alloc(arena, (q->column.n + 1U) * sizeof *column);
  if (from == NULL || column == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < q->column.n; k++) {
    from[k] = find_column(a, q->column.at[k].name);
    column[k] = q->column.at[k].name;
    if (from[k] == a->n_column) {
      return YANSHU_INTERNAL;
    }
  }
  for (uint32_t i = 0; i < a->row.n; i++) {
    ys_cell *const row = ys_arena_alloc(arena, (q->column.n + 1U) * sizeof *row);
    if (row == NULL) {
      return YANSHU_NO_MEMORY;
    }
    for (uint32_t k = 0; k < q->column.n; k++) {
      row[k] = a->row.at[i][from[k]];
    }
    a->row.at[i] = row;
  }
  a->column = column;
  a->n_column = q->column.n;
  return YANSHU_OK;
}

/* ---- groups ---- */

/** One aggregate while rows come by. */
typedef struct tally {
  uint64_t n;
  const ys_cell *best;
  bool mixed; /**< MIN or MAX of values that can't be compared */
} tally;

/** How the rows of rasqal become groups. */
typedef struct grouping {
  ys_answer *answer;
  ys_arena *arena;
  size_t *of;    /**< for each column: where its values come from in a row; n_column of the rows: every row */
  row_set *seen; /**< for each column with DISTINCT */
  row_set keys;
} grouping;

static void count_in(const ys_query_column *column, tally *t, const ys_cell *value) {
  if (value != NULL && value->kind == YS_CELL_NONE) {
    return;
  }
  t->n++;
  if (column->aggregate == YS_AGGREGATE_COUNT || value == NULL) {
    return;
  }
  const int order = t->best == NULL ? 0 : compare_cells(value, t->best);
  t->mixed |= ys_value_class_of(value) == YS_VALUE_OTHER ||
              (t->best != NULL && ys_value_class_of(value) != ys_value_class_of(t->best)) ||
              (ys_value_class_of(value) == YS_VALUE_DATE && t->best != NULL &&
               !ys_view_equal(value->datatype, t->best->datatype));
  if (t->best == NULL || (column->aggregate == YS_AGGREGATE_MIN ? order < 0 : order > 0)) {
    t->best = value;
  }
}

static ys_status put_group(const grouping *g, const ys_cell *first, const tally *t, ys_cell *out) {
  const ys_query *const q = g->answer->query;
  for (uint32_t k = 0; k < q->column.n; k++) {
    if (q->column.at[k].aggregate == YS_AGGREGATE_NONE) {
      out[k] = first != NULL ? first[g->of[k]] : (ys_cell){.kind = YS_CELL_NONE};
    } else if (q->column.at[k].aggregate == YS_AGGREGATE_COUNT) {
      out[k] = (ys_cell){.kind = YS_CELL_LITERAL, .datatype = YS_VIEW(XSD "integer")};
      out[k].text = ys_arena_format(g->arena, "%llu", (unsigned long long)t[k].n);
      YS_TRY(out[k].text.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK);
    } else if (t[k].mixed) {
      return YANSHU_UNSUPPORTED;
    } else if (t[k].best != NULL) {
      out[k] = *t[k].best;
    }
  }
  return YANSHU_OK;
}

/** Whether this value of column k was not yet counted in this group. */
static bool is_new(grouping *g, uint32_t k, uint32_t row) {
  row_set *const set = &g->seen[k];
  if (set->at == NULL) {
    return true;
  }
  const size_t slot = slot_of(set, g->answer->row.at, g->answer->row.at[row]);
  const bool fresh = set->at[slot] == 0;
  set->at[slot] = fresh ? row + 1 : set->at[slot];
  return fresh;
}

static ys_status prepare(grouping *g, size_t *key) {
  const ys_query *const q = g->answer->query;
  const size_t n = g->answer->n_column;
  for (uint32_t i = 0; i < q->key.n; i++) {
    key[i] = find_column(g->answer, q->key.at[i]);
  }
  YS_TRY(make_set(&g->keys, g->arena, key, q->key.n, g->answer->row.n));
  for (uint32_t k = 0; k < q->column.n; k++) {
    const ys_query_column *const c = &q->column.at[k];
    g->of[k] = c->aggregate == YS_AGGREGATE_NONE ? find_column(g->answer, c->name)
               : c->of.n == 0                    ? n
                                                 : find_column(g->answer, c->of);
    if (c->distinct && c->aggregate == YS_AGGREGATE_COUNT) {
      /* the group's keys and the value together */
      size_t *const column = ys_arena_alloc(g->arena, (q->key.n + 1U) * sizeof *column);
      if (column == NULL) {
        return YANSHU_NO_MEMORY;
      }
      memcpy(column, key, q->key.n * sizeof *column);
      column[q->key.n] = g->of[k];
      YS_TRY(make_set(&g->seen[k], g->arena, column, q->key.n + 1U, g->answer->row.n));
    }
  }
  return YANSHU_OK;
}

/** Fills one tally a group and column; first[i] is a row of group i. */
static ys_status tally_rows(grouping *g, tally *t, uint32_t *first, uint32_t *n_group) {
  const ys_answer *const a = g->answer;
  const ys_query *const q = a->query;
  uint32_t *const group = ys_arena_alloc(g->arena, (a->row.n + 1U) * sizeof *group);
  if (group == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < a->row.n; i++) {
    const size_t slot = slot_of(&g->keys, a->row.at, a->row.at[i]);
    if (g->keys.at[slot] == 0) {
      g->keys.at[slot] = i + 1;
      group[i] = *n_group;
      first[(*n_group)++] = i;
    } else {
      group[i] = group[g->keys.at[slot] - 1];
    }
    for (uint32_t k = 0; k < q->column.n; k++) {
      const bool every = g->of[k] == a->n_column;
      if (q->column.at[k].aggregate != YS_AGGREGATE_NONE && (every || is_new(g, k, i))) {
        count_in(&q->column.at[k], &t[(size_t)group[i] * q->column.n + k], every ? NULL : &a->row.at[i][g->of[k]]);
      }
    }
  }
  return YANSHU_OK;
}

static ys_status replace_rows(grouping *g, const tally *t, const uint32_t *first, uint32_t n_group) {
  ys_answer *const a = g->answer;
  const ys_query *const q = a->query;
  ys_cell **const row = ys_arena_alloc(g->arena, (n_group + 1U) * sizeof *row);
  ys_view *const column = ys_arena_alloc(g->arena, (q->column.n + 1U) * sizeof *column);
  if (row == NULL || column == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < n_group; i++) {
    row[i] = ys_arena_alloc(g->arena, (q->column.n + 1U) * sizeof **row);
    if (row[i] == NULL) {
      return YANSHU_NO_MEMORY;
    }
    YS_TRY(put_group(g, a->row.n > 0 ? a->row.at[first[i]] : NULL, t + (size_t)i * q->column.n, row[i]));
  }
  for (uint32_t k = 0; k < q->column.n; k++) {
    column[k] = q->column.at[k].name;
  }
  a->row.at = row;
  a->row.n = n_group;
  a->row.room = n_group + 1;
  a->column = column;
  a->n_column = q->column.n;
  return YANSHU_OK;
}

ys_status ys_answer_group(ys_answer *a, ys_arena *arena) {
  const ys_query *const q = a->query;
  grouping g = {.answer = a, .arena = arena};
  size_t *const key = ys_arena_alloc(arena, (q->key.n + 1U) * sizeof *key);
  tally *const t = ys_arena_alloc(arena, ((size_t)a->row.n + 1) * q->column.n * sizeof *t);
  uint32_t *const first = ys_arena_alloc(arena, (a->row.n + 1U) * sizeof *first);
  g.of = ys_arena_alloc(arena, (q->column.n + 1U) * sizeof *g.of);
  g.seen = ys_arena_alloc(arena, (q->column.n + 1U) * sizeof *g.seen);
  if (key == NULL || t == NULL || first == NULL || g.of == NULL || g.seen == NULL) {
    return YANSHU_NO_MEMORY;
  }
  uint32_t n_group = 0;
  YS_TRY(prepare(&g, key));
  YS_TRY(tally_rows(&g, t, first, &n_group));
  if (n_group == 0 && q->key.n == 0) {
    n_group = 1; /* aggregates over nothing are one row */
  }
  return replace_rows(&g, t, first, n_group);
}
