/* SPDX-License-Identifier: Apache-2.0 */
/** @file match.c Triple patterns against sorted triples, in the order that keeps tables small. */
#include "store/evaluate.h"

#include <string.h>

/** What place k asks for in @p row; false when the data doesn't have the constant. */
static bool term_of(const ys_evaluation *e, const ys_place *place, const uint32_t *row, uint32_t *out) {
  if (place->is_variable) {
    *out = row[place->variable];
    return true;
  }
  *out = ys_store_find(e->store, &place->constant);
  return *out != YS_NO_TERM;
}

/** Binds the open variables of @p element by @p triple in @p row; false when one stands twice for two terms. */
static bool bind(const ys_element *element, const ys_id_triple *triple, uint32_t *row) {
  for (size_t k = 0; k < 3; k++) {
    if (element->place[k].is_variable) {
      uint32_t *const value = &row[element->place[k].variable];
      if (*value != YS_NO_TERM && *value != triple->at[k]) {
        return false;
      }
      *value = triple->at[k];
    }
  }
  return true;
}

static ys_status match_triple(const ys_evaluation *e, const ys_element *element, const uint32_t *row,
                              ys_solutions *out) {
  uint32_t term[3];
  for (size_t k = 0; k < 3; k++) {
    if (!term_of(e, &element->place[k], row, &term[k])) {
      return YANSHU_OK;
    }
  }
  size_t n = 0;
  const ys_id_triple *const triple = ys_store_range(e->store, term, &n);
  for (size_t t = 0; t < n; t++) {
    uint32_t *const added = ys_solutions_add(out, row);
    if (added == NULL) {
      return YANSHU_NO_MEMORY;
    }
    out->n -= bind(element, &triple[t], added) ? 0 : 1;
  }
  return YANSHU_OK;
}

static ys_status match_element(ys_evaluation *e, const ys_element *element, ys_solutions *s) {
  ys_solutions next = ys_solutions_like(s);
  ys_status status = YANSHU_OK;
  for (size_t i = 0; i < s->n && status == YANSHU_OK; i++) {
    status = element->kind == YS_ELEMENT_TRIPLE ? match_triple(e, element, ys_solution(s, i), &next)
                                                : ys_match_path(e, element, ys_solution(s, i), &next);
  }
  if (status != YANSHU_OK) {
    ys_solutions_free(&next);
    return status;
  }
  ys_solutions_replace(s, &next);
  return YANSHU_OK;
}

/* ---- order ---- */

static bool is_known(const ys_place *place, const ys_varset *bound) {
  return !place->is_variable || ys_varset_has(bound, place->variable);
}

/** How many triples an element has at most, by its constants; fewer when more of its places will be known. */
static size_t cost_of(const ys_evaluation *e, const ys_element *element, const ys_varset *bound) {
  if (element->kind == YS_ELEMENT_PATH) {
    const unsigned ends = (unsigned)is_known(&element->place[0], bound) + (unsigned)is_known(&element->place[2], bound);
    return ends == 2 ? 1 : ends == 1 ? 100 : SIZE_MAX / 2;
  }
  uint32_t term[3] = {YS_NO_TERM, YS_NO_TERM, YS_NO_TERM};
  unsigned known = 0;
  for (size_t k = 0; k < 3; k++) {
    if (!element->place[k].is_variable) {
      term[k] = ys_store_find(e->store, &element->place[k].constant);
      if (term[k] == YS_NO_TERM) {
        return 0;
      }
    } else if (ys_varset_has(bound, element->place[k].variable)) {
      known++;
    }
  }
  size_t n = 0;
  (void)ys_store_range(e->store, term, &n);
  /* A variable that is known leaves few: about as many as a person has names. */
  return known == 0 ? n + 1 : known == 1 ? 1 + n / 1000 : 1;
}

static bool is_connected(const ys_element *element, const ys_varset *bound) {
  bool variable = false;
  for (size_t k = 0; k < 3; k++) {
    if (element->place[k].is_variable) {
      variable = true;
      if (ys_varset_has(bound, element->place[k].variable)) {
        return true;
      }
    }
  }
  return !variable;
}

/** The element to go on with; n when all are done. */
static uint32_t next_of(const ys_evaluation *e, const ys_element *element, uint32_t n, const bool *done,
                        const ys_varset *bound) {
  uint32_t best = n;
  size_t least = SIZE_MAX;
  bool connected = false;
  for (uint32_t i = 0; i < n; i++) {
    if (!done[i]) {
      const bool joins = is_connected(&element[i], bound);
      const size_t cost = cost_of(e, &element[i], bound);
      if (best == n || (joins && !connected) || (joins == connected && cost < least)) {
        best = i;
        least = cost;
        connected = joins;
      }
    }
  }
  return best;
}

/* ---- filters as soon as they can be ---- */

static ys_status filter(ys_evaluation *e, const ys_expression *x, ys_solutions *s) {
  size_t n = 0;
  for (size_t i = 0; i < s->n; i++) {
    bool holds = false;
    YS_TRY(ys_filter_holds(e, x, ys_solution(s, i), &holds));
    if (holds) {
      memmove(ys_solution(s, n++), ys_solution(s, i), s->width * sizeof *s->at);
    }
  }
  s->n = n;
  return YANSHU_OK;
}

/** Those filters whose variables have values that nothing changes any more. */
static ys_status filter_early(ys_evaluation *e, const ys_group *group, const ys_varset *bound, bool *done,
                              ys_solutions *s) {
  for (uint32_t i = 0; done != NULL && !e->substituted && i < group->filter.n; i++) {
    const ys_filter *const f = &group->filter.at[i];
    if (!done[i] && !f->exists && ys_varset_within(&f->used, bound)) {
      YS_TRY(filter(e, f->expression, s));
      done[i] = true;
    }
  }
  return YANSHU_OK;
}

ys_status ys_match_triples(ys_evaluation *e, const ys_element *element, uint32_t n, const ys_group *group, bool *done,
                           ys_solutions *s) {
  ys_varset some;
  ys_varset bound;
  bool *const matched = ys_resize(s->allocator, NULL, n + 1U);
  if (matched == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memset(matched, 0, n + 1U);
  ys_solutions_bound(s, &some, &bound);
  ys_status status = YANSHU_OK;
  for (uint32_t round = 0; round < n && status == YANSHU_OK; round++) {
    const uint32_t i = next_of(e, element, n, matched, &bound);
    matched[i] = true;
    status = match_element(e, &element[i], s);
    for (size_t k = 0; k < 3; k++) {
      if (element[i].place[k].is_variable) {
        ys_varset_add(&bound, element[i].place[k].variable);
      }
    }
    status = status == YANSHU_OK ? filter_early(e, group, &bound, done, s) : status;
  }
  (void)ys_resize(s->allocator, matched, 0);
  return status;
}
