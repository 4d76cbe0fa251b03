/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file group.c Groups of patterns: joins, OPTIONAL, UNION, MINUS, each by the algebra of SPARQL.
 *
 * An inner group is evaluated by itself and joined then, so that it sees no more than its own variables. What can't
 * join anyway is left out beforehand: the triples that it begins with start from the values that their variables have
 * outside, which restricts the inner rows and changes none of them.
 */
#include <string.h>

#include "store/evaluate.h"

/* ---- joins ---- */

/** Two tables and what they have in common. */
typedef struct joining {
  const ys_solutions *left;
  const ys_solutions *right;
  ys_varset key;    /**< bound in all rows of both */
  ys_varset common; /**< bound in some rows of both */
  ys_row_index index;
} joining;

static ys_status begin_join(joining *j, const ys_solutions *left, const ys_solutions *right) {
  ys_varset some[2];
  ys_varset all[2];
  *j = (joining){.left = left, .right = right};
  ys_solutions_bound(left, &some[0], &all[0]);
  ys_solutions_bound(right, &some[1], &all[1]);
  for (size_t i = 0; i < YS_LENGTH(j->key.bits); i++) {
    j->key.bits[i] = all[0].bits[i] & all[1].bits[i] & some[0].bits[i] & some[1].bits[i];
    j->common.bits[i] = some[0].bits[i] & some[1].bits[i];
  }
  return ys_row_index_make(&j->index, right, &j->key);
}

/** Whether two rows agree; *shared tells whether there is a variable that both bind. */
static bool agree(const joining *j, const uint32_t *a, const uint32_t *b, bool *shared) {
  *shared = false;
  for (size_t k = 0; k + 1 < j->left->width; k++) {
    if (ys_varset_has(&j->common, k) && a[k] != YS_NO_TERM && b[k] != YS_NO_TERM) {
      *shared = true;
      if (a[k] != b[k]) {
        return false;
      }
    }
  }
  return true;
}

/** Adds the union of two rows that agree. */
static uint32_t *add_both(ys_solutions *out, const uint32_t *a, const uint32_t *b) {
  uint32_t *const row = ys_solutions_add(out, a);
  for (size_t k = 0; row != NULL && k < out->width; k++) {
    row[k] = row[k] == YS_NO_TERM ? b[k] : row[k];
  }
  return row;
}

/** The next row of the right side, from @p at on, that agrees with @p row; 0: none. Rows count from 1. */
static uint32_t next_match(const joining *j, const uint32_t *row, uint32_t at) {
  bool shared = false;
  while (at != 0 && !agree(j, row, ys_solution(j->right, at - 1), &shared)) {
    at = j->index.next[at - 1];
  }
  return at;
}

static ys_status join(ys_solutions *s, ys_solutions *with) {
  if (ys_solutions_are_unit(s)) {
    ys_solutions_replace(s, with);
    *with = ys_solutions_like(s);
    return YANSHU_OK;
  }
  if (ys_solutions_are_unit(with)) {
    return YANSHU_OK;
  }
  joining j;
  ys_solutions next = ys_solutions_like(s);
  YS_TRY(begin_join(&j, s, with));
  ys_status status = YANSHU_OK;
  for (size_t i = 0; i < s->n && status == YANSHU_OK; i++) {
    const uint32_t *const row = ys_solution(s, i);
    uint32_t at = next_match(&j, row, ys_row_index_find(&j.index, &j.key, row));
    for (; at != 0 && status == YANSHU_OK; at = next_match(&j, row, j.index.next[at - 1])) {
      status = add_both(&next, row, ys_solution(with, at - 1)) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
  }
  ys_row_index_free(&j.index);
  if (status != YANSHU_OK) {
    ys_solutions_free(&next);
    return status;
  }
  ys_solutions_replace(s, &next);
  return YANSHU_OK;
}

static ys_status all_hold(ys_evaluation *e, const ys_group *group, const uint32_t *row, bool *out) {
  *out = true;
  for (uint32_t i = 0; i < group->filter.n && *out; i++) {
    YS_TRY(ys_filter_holds(e, group->filter.at[i].expression, row, out));
  }
  return YANSHU_OK;
}

/** One row of the left side of an OPTIONAL, with all that goes with it, or alone. */
static ys_status extend_row(ys_evaluation *e, const ys_group *group, const joining *j, const uint32_t *row,
                            ys_solutions *out) {
  bool any = false;
  uint32_t at = next_match(j, row, ys_row_index_find(&j->index, &j->key, row));
  for (; at != 0; at = next_match(j, row, j->index.next[at - 1])) {
    bool holds = false;
    const uint32_t *const added = add_both(out, row, ys_solution(j->right, at - 1));
    YS_TRY(added == NULL ? YANSHU_NO_MEMORY : all_hold(e, group, added, &holds));
    out->n -= holds ? 0 : 1;
    any |= holds;
  }
  return any || ys_solutions_add(out, row) != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
}

static ys_status match_optional(ys_evaluation *e, const ys_group *group, ys_solutions *s) {
  ys_solutions inner = ys_solutions_like(s);
  ys_solutions next = ys_solutions_like(s);
  joining j = {.left = s};
  ys_status status = ys_evaluate_group(e, group, s, false, &inner);
  status = status == YANSHU_OK ? begin_join(&j, s, &inner) : status;
  for (size_t i = 0; i < s->n && status == YANSHU_OK; i++) {
    status = extend_row(e, group, &j, ys_solution(s, i), &next);
  }
  ys_row_index_free(&j.index);
  ys_solutions_free(&inner);
  if (status != YANSHU_OK) {
    ys_solutions_free(&next);
    return status;
  }
  ys_solutions_replace(s, &next);
  return YANSHU_OK;
}

/** Takes out the rows that agree with one of the inner group with which they share a variable. */
static ys_status match_minus(ys_evaluation *e, const ys_group *group, ys_solutions *s) {
  ys_solutions inner = ys_solutions_like(s);
  joining j = {.left = s};
  ys_status status = ys_evaluate_group(e, group, s, true, &inner);
  status = status == YANSHU_OK ? begin_join(&j, s, &inner) : status;
  size_t n = 0;
  for (size_t i = 0; i < s->n && status == YANSHU_OK; i++) {
    const uint32_t *const row = ys_solution(s, i);
    bool shared = false;
    uint32_t at = ys_row_index_find(&j.index, &j.key, row);
    while (at != 0 && !(agree(&j, row, ys_solution(&inner, at - 1), &shared) && shared)) {
      at = j.index.next[at - 1];
    }
    if (at == 0) {
      memmove(ys_solution(s, n++), row, s->width * sizeof *row);
    }
  }
  ys_row_index_free(&j.index);
  ys_solutions_free(&inner);
  s->n = status == YANSHU_OK ? n : s->n;
  return status;
}

static ys_status match_union(ys_evaluation *e, const ys_element *element, ys_solutions *s) {
  ys_solutions all = ys_solutions_like(s);
  ys_status status = YANSHU_OK;
  for (uint32_t g = 0; g < element->group.n && status == YANSHU_OK; g++) {
    ys_solutions one = ys_solutions_like(s);
    status = ys_evaluate_group(e, element->group.at[g], s, true, &one);
    for (size_t i = 0; i < one.n && status == YANSHU_OK; i++) {
      status = ys_solutions_add(&all, ys_solution(&one, i)) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
    ys_solutions_free(&one);
  }
  status = status == YANSHU_OK ? join(s, &all) : status;
  ys_solutions_free(&all);
  return status;
}

static ys_status match_select(ys_evaluation *e, const ys_select *select, ys_solutions *s) {
  ys_solutions inner = ys_solutions_like(s);
  ys_status status = ys_evaluate_select(e, select, &inner);
  status = status == YANSHU_OK ? join(s, &inner) : status;
  ys_solutions_free(&inner);
  return status;
}

ys_status ys_join_values(ys_evaluation *e, const ys_element *values, ys_solutions *s) {
  ys_solutions table = ys_solutions_like(s);
  const uint32_t width = values->variable.n;
  ys_status status = YANSHU_OK;
  for (uint32_t i = 0; i < values->value.n && status == YANSHU_OK; i += width) {
    uint32_t *const row = ys_solutions_add(&table, NULL);
    status = row == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
    for (uint32_t k = 0; k < width && status == YANSHU_OK; k++) {
      const ys_cell *const cell = &values->value.at[i + k];
      if (cell->kind != YS_CELL_NONE) {
        row[values->variable.at[k]] = ys_store_intern(e->store, cell);
        status = row[values->variable.at[k]] == YS_NO_TERM ? YANSHU_NO_MEMORY : YANSHU_OK;
      }
    }
  }
  status = status == YANSHU_OK ? join(s, &table) : status;
  ys_solutions_free(&table);
  return status;
}

/* ---- groups ---- */

static bool is_triples(const ys_element *element) {
  return element->kind == YS_ELEMENT_TRIPLE || element->kind == YS_ELEMENT_PATH;
}

/** The rows that the triples at the beginning of @p group start from. */
static ys_status seed_group(const ys_group *group, const ys_solutions *seed, ys_solutions *out) {
  ys_varset keep = {{0}};
  ys_varset some;
  ys_varset all;
  for (uint32_t i = 0; i < group->element.n && is_triples(&group->element.at[i]); i++) {
    for (size_t k = 0; k < 3; k++) {
      if (group->element.at[i].place[k].is_variable) {
        ys_varset_add(&keep, group->element.at[i].place[k].variable);
      }
    }
  }
  ys_solutions_bound(seed, &some, &all);
  bool any = false;
  for (size_t i = 0; i < YS_LENGTH(keep.bits); i++) {
    keep.bits[i] &= all.bits[i];
    any |= keep.bits[i] != 0;
  }
  for (size_t i = 0; i < seed->n && any; i++) {
    if (ys_solutions_add(out, ys_solution(seed, i)) == NULL) {
      return YANSHU_NO_MEMORY;
    }
  }
  if (any) {
    return ys_solutions_distinct(out, &keep);
  }
  return ys_solutions_add(out, NULL) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status match_other(ys_evaluation *e, const ys_element *element, ys_solutions *s) {
  switch (element->kind) {
  case YS_ELEMENT_OPTIONAL:
    return match_optional(e, element->group.at[0], s);
  case YS_ELEMENT_UNION:
    return match_union(e, element, s);
  case YS_ELEMENT_MINUS:
    return match_minus(e, element->group.at[0], s);
  case YS_ELEMENT_BIND:
    return ys_extend(e, element->expression, element->variable.at[0], s);
  case YS_ELEMENT_VALUES:
    return ys_join_values(e, element, s);
  case YS_ELEMENT_SELECT:
    return match_select(e, element->select, s);
  case YS_ELEMENT_TRIPLE:
  case YS_ELEMENT_PATH:
    break;
  }
  return YANSHU_INTERNAL;
}

static ys_status match_elements(ys_evaluation *e, const ys_group *group, bool *done, ys_solutions *s) {
  for (uint32_t i = 0; i < group->element.n;) {
    const ys_element *const element = &group->element.at[i];
    uint32_t n = 1;
    if (is_triples(element)) {
      while (i + n < group->element.n && is_triples(&element[n])) {
        n++;
      }
      YS_TRY(ys_match_triples(e, element, n, group, done, s));
    } else {
      YS_TRY(match_other(e, element, s));
    }
    i += n;
  }
  return YANSHU_OK;
}

ys_status ys_evaluate_group(ys_evaluation *e, const ys_group *group, const ys_solutions *seed, bool filters,
                            ys_solutions *out) {
  bool *const done = ys_arena_alloc(e->arena, group->filter.n + 1U);
  if (done == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (seed != NULL) {
    YS_TRY(seed_group(group, seed, out));
  } else {
    YS_TRY(ys_solutions_add(out, NULL) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK);
  }
  YS_TRY(match_elements(e, group, filters ? done : NULL, out));
  size_t n = 0;
  for (size_t i = 0; i < out->n && filters; i++) {
    bool holds = true;
    for (uint32_t k = 0; k < group->filter.n && holds; k++) {
      YS_TRY(done[k] ? YANSHU_OK : ys_filter_holds(e, group->filter.at[k].expression, ys_solution(out, i), &holds));
    }
    if (holds) {
      memmove(ys_solution(out, n++), ys_solution(out, i), out->width * sizeof *out->at);
    }
  }
  out->n = filters ? n : out->n;
  return YANSHU_OK;
}
