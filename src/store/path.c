/* SPDX-License-Identifier: Apache-2.0 */
/** @file path.c Property paths that go on: a?, a*, a+. Each end once, as SPARQL has it. */
#include <string.h>

#include "store/evaluate.h"

/** Terms in the order in which they were found, each once. */
typedef struct term_set {
  const yanshu_allocator *allocator;
  uint32_t *term;
  size_t n;
  size_t room;    /**< of term; slots are twice as many, and it is a power of two */
  uint32_t *slot; /**< index of a term + 1, or 0 */
} term_set;

static void free_set(term_set *set) {
  if (set->term != NULL) {
    (void)ys_resize(set->allocator, set->term, 0);
  }
  if (set->slot != NULL) {
    (void)ys_resize(set->allocator, set->slot, 0);
  }
}

static size_t slot_of(const term_set *set, uint32_t term) {
  const size_t mask = set->room * 2 - 1;
  size_t i = (size_t)(term * 2654435761U) & mask;
  while (set->slot[i] != 0 && set->term[set->slot[i] - 1] != term) {
    i = (i + 1) & mask;
  }
  return i;
}

static bool grow(term_set *set) {
  const size_t room = set->room == 0 ? 8 : set->room * 2;
  uint32_t *const term = ys_resize(set->allocator, set->term, room * sizeof *term);
  if (term == NULL) {
    return false;
  }
  set->term = term;
  uint32_t *const slot = ys_resize(set->allocator, set->slot, room * 2 * sizeof *slot);
  if (slot == NULL) {
    return false;
  }
  set->slot = slot;
  set->room = room;
  memset(slot, 0, room * 2 * sizeof *slot);
  for (size_t i = 0; i < set->n; i++) {
    slot[slot_of(set, set->term[i])] = (uint32_t)i + 1;
  }
  return true;
}

static bool has(const term_set *set, uint32_t term) {
  return set->room > 0 && set->slot[slot_of(set, term)] != 0;
}

static ys_status add(term_set *set, uint32_t term) {
  if (has(set, term)) {
    return YANSHU_OK;
  }
  if (set->n == set->room && !grow(set)) {
    return YANSHU_NO_MEMORY;
  }
  set->term[set->n] = term;
  set->slot[slot_of(set, term)] = (uint32_t)++set->n;
  return YANSHU_OK;
}

/* ---- steps ---- */

static ys_status reach(const ys_evaluation *e, const ys_path *path, uint32_t from, bool forward, term_set *out);

static ys_status reach_link(const ys_evaluation *e, const ys_path *path, uint32_t from, bool forward, term_set *out) {
  const uint32_t link = ys_store_find(e->store, &path->link);
  const uint32_t term[3] = {forward ? from : YS_NO_TERM, link, forward ? YS_NO_TERM : from};
  size_t n = 0;
  const ys_id_triple *const triple = link == YS_NO_TERM ? NULL : ys_store_range(e->store, term, &n);
  for (size_t i = 0; i < n; i++) {
    YS_TRY(add(out, triple[i].at[forward ? 2 : 0]));
  }
  return YANSHU_OK;
}

static ys_status reach_sequence(const ys_evaluation *e, const ys_path *path, uint32_t from, bool forward,
                                term_set *out) {
  term_set between = {.allocator = out->allocator};
  ys_status status = reach(e, forward ? path->a : path->b, from, forward, &between);
  for (size_t i = 0; i < between.n && status == YANSHU_OK; i++) {
    status = reach(e, forward ? path->b : path->a, between.term[i], forward, out);
  }
  free_set(&between);
  return status;
}

/** Everything that one step or more leads to. */
static ys_status reach_many(const ys_evaluation *e, const ys_path *path, uint32_t from, bool forward, term_set *out) {
  term_set seen = {.allocator = out->allocator};
  ys_status status = reach(e, path->a, from, forward, &seen);
  for (size_t i = 0; i < seen.n && status == YANSHU_OK; i++) {
    status = add(out, seen.term[i]);
    status = status == YANSHU_OK ? reach(e, path->a, seen.term[i], forward, &seen) : status;
  }
  free_set(&seen);
  return status;
}

/** Adds to @p out where @p path leads from a term, or, not @p forward, from where it leads to it. */
static ys_status reach(const ys_evaluation *e, const ys_path *path, uint32_t from, bool forward, term_set *out) {
  switch (path->kind) {
  case YS_PATH_LINK:
    return reach_link(e, path, from, forward, out);
  case YS_PATH_INVERSE:
    return reach(e, path->a, from, !forward, out);
  case YS_PATH_SEQUENCE:
    return reach_sequence(e, path, from, forward, out);
  case YS_PATH_CHOICE:
    YS_TRY(reach(e, path->a, from, forward, out));
    return reach(e, path->b, from, forward, out);
  case YS_PATH_MAYBE:
    YS_TRY(add(out, from));
    return reach(e, path->a, from, forward, out);
  case YS_PATH_ANY:
    YS_TRY(add(out, from));
    return reach_many(e, path, from, forward, out);
  case YS_PATH_MANY:
    return reach_many(e, path, from, forward, out);
  }
  return YANSHU_INTERNAL;
}

/* ---- rows ---- */

static bool is_node(const ys_evaluation *e, uint32_t term) {
  const uint32_t subject[3] = {term, YS_NO_TERM, YS_NO_TERM};
  const uint32_t object[3] = {YS_NO_TERM, YS_NO_TERM, term};
  size_t n = 0;
  (void)ys_store_range(e->store, subject, &n);
  if (n == 0) {
    (void)ys_store_range(e->store, object, &n);
  }
  return n > 0;
}

/** Solutions from one term on. */
static ys_status match_from(const ys_evaluation *e, const ys_element *element, uint32_t from, bool forward,
                            const uint32_t *row, ys_solutions *out) {
  const ys_place *const start = &element->place[forward ? 0 : 2];
  const ys_place *const end = &element->place[forward ? 2 : 0];
  uint32_t wanted = YS_NO_TERM;
  if (end->is_variable) {
    wanted = row[end->variable];
  } else {
    wanted = ys_store_intern(e->store, &end->constant);
    YS_TRY(wanted == YS_NO_TERM ? YANSHU_NO_MEMORY : YANSHU_OK);
  }
  if (start->is_variable && end->is_variable && start->variable == end->variable) {
    wanted = from;
  }
  term_set found = {.allocator = out->allocator};
  ys_status status = reach(e, element->path, from, forward, &found);
  for (size_t i = 0; i < found.n && status == YANSHU_OK; i++) {
    if (wanted != YS_NO_TERM && wanted != found.term[i]) {
      continue;
    }
    uint32_t *const added = ys_solutions_add(out, row);
    if (added == NULL) {
      status = YANSHU_NO_MEMORY;
      break;
    }
    if (start->is_variable) {
      added[start->variable] = from;
    }
    if (end->is_variable) {
      added[end->variable] = found.term[i];
    }
  }
  free_set(&found);
  return status;
}

/** Both ends are open: from every term that is a subject or an object. */
static ys_status match_all(const ys_evaluation *e, const ys_element *element, const uint32_t *row, ys_solutions *out) {
  const ys_id_triple *const subject = e->store->index[0].triple;
  const ys_id_triple *const object = e->store->index[2].triple;
  for (size_t i = 0; i < e->store->n; i++) {
    if (i == 0 || subject[i].at[0] != subject[i - 1].at[0]) {
      YS_TRY(match_from(e, element, subject[i].at[0], true, row, out));
    }
  }
  for (size_t i = 0; i < e->store->n; i++) {
    const uint32_t term[3] = {object[i].at[2], YS_NO_TERM, YS_NO_TERM};
    size_t n = 0;
    if (i > 0 && object[i].at[2] == object[i - 1].at[2]) {
      continue;
    }
    (void)ys_store_range(e->store, term, &n);
    if (n == 0) {
      YS_TRY(match_from(e, element, term[0], true, row, out));
    }
  }
  return YANSHU_OK;
}

ys_status ys_match_path(ys_evaluation *e, const ys_element *element, const uint32_t *row, ys_solutions *out) {
  for (unsigned forward = 2; forward-- > 0;) {
    const ys_place *const start = &element->place[forward != 0 ? 0 : 2];
    uint32_t from = YS_NO_TERM;
    if (!start->is_variable) {
      from = ys_store_intern(e->store, &start->constant);
      YS_TRY(from == YS_NO_TERM ? YANSHU_NO_MEMORY : YANSHU_OK);
    } else {
      from = row[start->variable];
    }
    if (from != YS_NO_TERM) {
      /* A variable stands for terms of the data alone. */
      const bool stands = !start->is_variable || e->substituted || is_node(e, from);
      return stands ? match_from(e, element, from, forward != 0, row, out) : YANSHU_OK;
    }
  }
  return match_all(e, element, row, out);
}
