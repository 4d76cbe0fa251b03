/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file match.c Patterns against triples, by tables of solutions.
 *
 * A group starts from the solutions before it, and each of its elements makes a new table. Of the constructs that are
 * let in (sparql_pattern.c), this gives what SPARQL's algebra gives from the inside out.
 */
#include "store/match.h"

#include <string.h>

/** What a match is made with. */
typedef struct matching {
  const ys_store *store;
  ys_arena *arena;
  size_t n_variable;
} matching;

void ys_solutions_free(ys_solutions *s) {
  if (s->at != NULL) {
    (void)ys_resize(s->allocator, s->at, 0);
  }
  s->at = NULL;
  s->n = s->room = 0;
}

/** Adds a copy of @p row (which is not in @p s) and returns it; NULL when out of memory. */
static uint32_t *add_row(ys_solutions *s, const uint32_t *row) {
  if (s->n == s->room) {
    const size_t room = s->room == 0 ? 64 : s->room * 2;
    uint32_t *const grown = room > SIZE_MAX / sizeof *grown / s->width
                                ? NULL
                                : ys_resize(s->allocator, s->at, room * s->width * sizeof *grown);
    if (grown == NULL) {
      return NULL;
    }
    s->at = grown;
    s->room = room;
  }
  uint32_t *const added = s->at + s->n++ * s->width;
  memcpy(added, row, s->width * sizeof *added);
  return added;
}

static ys_solutions empty_like(const ys_solutions *s) {
  return (ys_solutions){.allocator = s->allocator, .width = s->width};
}

static void replace(ys_solutions *s, const ys_solutions *by) {
  ys_solutions_free(s);
  *s = *by;
}

/* ---- triples ---- */

/** What place k asks for in @p row; false when the data doesn't have the constant. */
static bool term_of(const matching *m, const ys_place *place, const uint32_t *row, uint32_t *out) {
  if (place->is_variable) {
    *out = row[place->variable];
    return true;
  }
  *out = ys_store_find(m->store, &place->constant);
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

static ys_status match_triple(const matching *m, const ys_element *element, ys_solutions *s) {
  ys_solutions next = empty_like(s);
  for (size_t i = 0; i < s->n; i++) {
    const uint32_t *const row = s->at + i * s->width;
    uint32_t term[3];
    bool known = true;
    for (size_t k = 0; k < 3 && known; k++) {
      known = term_of(m, &element->place[k], row, &term[k]);
    }
    size_t n = 0;
    const ys_id_triple *const triple = known ? ys_store_range(m->store, term, &n) : NULL;
    for (size_t t = 0; t < n; t++) {
      uint32_t *const added = add_row(&next, row);
      if (added == NULL) {
        ys_solutions_free(&next);
        return YANSHU_NO_MEMORY;
      }
      next.n -= bind(element, &triple[t], added) ? 0 : 1;
    }
  }
  replace(s, &next);
  return YANSHU_OK;
}

/** How many triples an element has at most, by its constants; and how many of its places will be known. */
static size_t cost_of(const matching *m, const ys_element *element, const bool *bound) {
  uint32_t term[3] = {YS_NO_TERM, YS_NO_TERM, YS_NO_TERM};
  unsigned known = 0;
  for (size_t k = 0; k < 3; k++) {
    if (!element->place[k].is_variable) {
      term[k] = ys_store_find(m->store, &element->place[k].constant);
      if (term[k] == YS_NO_TERM) {
        return 0;
      }
    } else if (bound[element->place[k].variable]) {
      known++;
    }
  }
  size_t n = 0;
  (void)ys_store_range(m->store, term, &n);
  /* A variable that is known leaves few: about as many as a person has names. */
  return known == 0 ? n + 1 : known == 1 ? 1 + n / 1000 : 1;
}

static bool is_connected(const ys_element *element, const bool *bound) {
  bool variable = false;
  for (size_t k = 0; k < 3; k++) {
    if (element->place[k].is_variable) {
      variable = true;
      if (bound[element->place[k].variable]) {
        return true;
      }
    }
  }
  return !variable;
}

/** Matches the n triples at @p element in the order that keeps tables small. */
static ys_status match_triples(const matching *m, const ys_element *element, uint32_t n, bool *bound, ys_solutions *s) {
  bool *const done = ys_arena_alloc(m->arena, n * sizeof *done);
  if (done == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t round = 0; round < n; round++) {
    uint32_t best = n;
    size_t least = SIZE_MAX;
    bool connected = false;
    for (uint32_t i = 0; i < n; i++) {
      if (!done[i]) {
        const bool joins = is_connected(&element[i], bound);
        const size_t cost = cost_of(m, &element[i], bound);
        if (best == n || (joins && !connected) || (joins == connected && cost < least)) {
          best = i;
          least = cost;
          connected = joins;
        }
      }
    }
    done[best] = true;
    YS_TRY(match_triple(m, &element[best], s));
    for (size_t k = 0; k < 3; k++) {
      if (element[best].place[k].is_variable) {
        bound[element[best].place[k].variable] = true;
      }
    }
  }
  return YANSHU_OK;
}

/* ---- groups ---- */

static ys_status match_group(const matching *m, const ys_group *group, const bool *before, ys_solutions *s);

/** Rows of @p s with their place in it as the last number, which inner tables carry along. */
static ys_status number_rows(const ys_solutions *s, ys_solutions *out) {
  *out = (ys_solutions){.allocator = s->allocator, .width = s->width + 1};
  out->at = ys_resize(s->allocator, NULL, (s->n + 1) * out->width * sizeof *out->at);
  if (out->at == NULL) {
    return YANSHU_NO_MEMORY;
  }
  out->room = s->n + 1;
  out->n = s->n;
  for (size_t i = 0; i < s->n; i++) {
    memcpy(out->at + i * out->width, s->at + i * s->width, s->width * sizeof *s->at);
    out->at[(i + 1) * out->width - 1] = (uint32_t)i;
  }
  return YANSHU_OK;
}

/** Solutions of the inner group, and those before it that have none. */
static ys_status match_optional(const matching *m, const ys_group *group, const bool *bound, ys_solutions *s) {
  ys_solutions inner;
  ys_solutions next = empty_like(s);
  bool *const seen = ys_resize(s->allocator, NULL, s->n + 1);
  ys_status status = seen == NULL ? YANSHU_NO_MEMORY : number_rows(s, &inner);
  if (status != YANSHU_OK) {
    if (seen != NULL) {
      (void)ys_resize(s->allocator, seen, 0);
    }
    return status;
  }
  memset(seen, 0, s->n + 1);
  status = match_group(m, group, bound, &inner);
  for (size_t i = 0; i < inner.n && status == YANSHU_OK; i++) {
    const uint32_t *const row = inner.at + i * inner.width;
    seen[row[inner.width - 1]] = true;
    status = add_row(&next, row) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  }
  for (size_t i = 0; i < s->n && status == YANSHU_OK; i++) {
    status = !seen[i] && add_row(&next, s->at + i * s->width) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  }
  ys_solutions_free(&inner);
  (void)ys_resize(s->allocator, seen, 0);
  if (status != YANSHU_OK) {
    ys_solutions_free(&next);
    return status;
  }
  replace(s, &next);
  return YANSHU_OK;
}

static ys_status match_union(const matching *m, const ys_element *element, const bool *bound, ys_solutions *s) {
  ys_solutions all = empty_like(s);
  ys_status status = YANSHU_OK;
  for (uint32_t g = 0; g < element->group.n && status == YANSHU_OK; g++) {
    ys_solutions one = empty_like(s);
    for (size_t i = 0; i < s->n && status == YANSHU_OK; i++) {
      status = add_row(&one, s->at + i * s->width) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
    status = status == YANSHU_OK ? match_group(m, element->group.at[g], bound, &one) : status;
    for (size_t i = 0; i < one.n && status == YANSHU_OK; i++) {
      status = add_row(&all, one.at + i * one.width) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
    ys_solutions_free(&one);
  }
  if (status != YANSHU_OK) {
    ys_solutions_free(&all);
    return status;
  }
  replace(s, &all);
  return YANSHU_OK;
}

static ys_status filter(const matching *m, const ys_condition *condition, ys_solutions *s) {
  size_t n = 0;
  for (size_t i = 0; i < s->n; i++) {
    ys_truth truth = YS_ERROR;
    YS_TRY(ys_condition_decide(m->store, condition, s->at + i * s->width, &truth));
    if (truth == YS_TRUE) {
      memmove(s->at + n++ * s->width, s->at + i * s->width, s->width * sizeof *s->at);
    }
  }
  s->n = n;
  return YANSHU_OK;
}

static void note_bound(const ys_element *element, bool *bound) {
  for (uint32_t g = 0; g < element->group.n; g++) {
    const ys_group *const group = element->group.at[g];
    for (uint32_t i = 0; i < group->element.n; i++) {
      for (size_t k = 0; k < 3 && group->element.at[i].kind == YS_ELEMENT_TRIPLE; k++) {
        if (group->element.at[i].place[k].is_variable) {
          bound[group->element.at[i].place[k].variable] = true;
        }
      }
    }
  }
}

static ys_status match_elements(const matching *m, const ys_group *group, bool *bound, ys_solutions *s) {
  for (uint32_t i = 0; i < group->element.n;) {
    const ys_element *const element = &group->element.at[i];
    uint32_t n = 1;
    switch (element->kind) {
    case YS_ELEMENT_TRIPLE:
      while (i + n < group->element.n && element[n].kind == YS_ELEMENT_TRIPLE) {
        n++;
      }
      YS_TRY(match_triples(m, element, n, bound, s));
      break;
    case YS_ELEMENT_OPTIONAL:
      YS_TRY(match_optional(m, element->group.at[0], bound, s));
      break;
    case YS_ELEMENT_UNION:
      YS_TRY(match_union(m, element, bound, s));
      note_bound(element, bound);
      break;
    }
    i += n;
  }
  return YANSHU_OK;
}

static ys_status match_group(const matching *m, const ys_group *group, const bool *before, ys_solutions *s) {
  bool *const bound = ys_arena_alloc(m->arena, m->n_variable + 1);
  if (bound == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memcpy(bound, before, m->n_variable);
  YS_TRY(match_elements(m, group, bound, s));
  for (uint32_t i = 0; i < group->filter.n; i++) {
    YS_TRY(filter(m, group->filter.at[i], s));
  }
  return YANSHU_OK;
}

ys_status ys_store_match(const ys_store *store, const ys_query *query, ys_arena *arena, ys_solutions *out) {
  const matching m = {store, arena, query->variable.n};
  bool *const bound = ys_arena_alloc(arena, m.n_variable + 1);
  uint32_t *const first = ys_arena_alloc(arena, (m.n_variable + 1) * sizeof *first);
  if (bound == NULL || first == NULL) {
    return YANSHU_NO_MEMORY;
  }
  out->width = m.n_variable + 1;
  if (add_row(out, first) == NULL) {
    return YANSHU_NO_MEMORY;
  }
  return match_group(&m, query->pattern, bound, out);
}
