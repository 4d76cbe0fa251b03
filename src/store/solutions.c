/* SPDX-License-Identifier: Apache-2.0 */
/** @file solutions.c Tables of solutions. */
#include <string.h>

#include "store/evaluate.h"

void ys_solutions_free(ys_solutions *s) {
  if (s->at != NULL) {
    (void)ys_resize(s->allocator, s->at, 0);
  }
  s->at = NULL;
  s->n = s->room = 0;
}

ys_solutions ys_solutions_like(const ys_solutions *s) {
  return (ys_solutions){.allocator = s->allocator, .width = s->width};
}

void ys_solutions_replace(ys_solutions *s, const ys_solutions *by) {
  ys_solutions_free(s);
  *s = *by;
}

uint32_t *ys_solutions_add(ys_solutions *s, const uint32_t *row) {
  if (s->n == s->room) {
    const size_t room = s->room == 0 ? 64 : s->room * 2;
    uint32_t *const grown = room > UINT32_MAX / 2 || room > SIZE_MAX / sizeof *grown / s->width
                                ? NULL
                                : ys_resize(s->allocator, s->at, room * s->width * sizeof *grown);
    if (grown == NULL) {
      return NULL;
    }
    s->at = grown;
    s->room = room;
  }
  uint32_t *const added = ys_solution(s, s->n++);
  if (row == NULL) {
    memset(added, 0, s->width * sizeof *added);
  } else {
    memcpy(added, row, s->width * sizeof *added);
  }
  return added;
}

bool ys_solutions_are_unit(const ys_solutions *s) {
  for (size_t k = 0; s->n == 1 && k < s->width; k++) {
    if (s->at[k] != YS_NO_TERM) {
      return false;
    }
  }
  return s->n == 1;
}

void ys_solutions_bound(const ys_solutions *s, ys_varset *some, ys_varset *all) {
  memset(some, 0, sizeof *some);
  memset(all, 0, sizeof *all);
  for (size_t k = 0; k < s->width && k < YS_QUERY_VARIABLES; k++) {
    size_t bound = 0;
    for (size_t i = 0; i < s->n; i++) {
      bound += ys_solution(s, i)[k] != YS_NO_TERM ? 1 : 0;
    }
    if (bound > 0) {
      ys_varset_add(some, k);
    }
    if (bound == s->n) {
      ys_varset_add(all, k);
    }
  }
}

void ys_solutions_project(ys_solutions *s, const ys_varset *keep) {
  for (size_t k = 0; k < s->width; k++) {
    const bool kept = k < YS_QUERY_VARIABLES && ys_varset_has(keep, k);
    for (size_t i = 0; i < s->n && !kept; i++) {
      ys_solution(s, i)[k] = YS_NO_TERM;
    }
  }
}

/* ---- an index ---- */

static uint64_t digest_of(const ys_varset *key, const uint32_t *row, size_t width) {
  uint64_t digest = 0x9E3779B97F4A7C15U;
  for (size_t k = 0; k < width && k < YS_QUERY_VARIABLES; k++) {
    if (ys_varset_has(key, k)) {
      digest = (digest ^ row[k]) * 0xD6E8FEB86659FD93U;
      digest ^= digest >> 32;
    }
  }
  return digest;
}

ys_status ys_row_index_make(ys_row_index *index, const ys_solutions *s, const ys_varset *key) {
  *index = (ys_row_index){.allocator = s->allocator, .slots = 16};
  while (index->slots < s->n * 2) {
    index->slots *= 2;
  }
  index->first = ys_resize(s->allocator, NULL, index->slots * sizeof *index->first);
  index->next = ys_resize(s->allocator, NULL, (s->n + 1) * sizeof *index->next);
  if (index->first == NULL || index->next == NULL) {
    ys_row_index_free(index);
    return YANSHU_NO_MEMORY;
  }
  memset(index->first, 0, index->slots * sizeof *index->first);
  /* backwards, so that chains have the order of the table */
  for (size_t i = s->n; i-- > 0;) {
    uint32_t *const slot = &index->first[digest_of(key, ys_solution(s, i), s->width) & (index->slots - 1)];
    index->next[i] = *slot;
    *slot = (uint32_t)i + 1;
  }
  return YANSHU_OK;
}

void ys_row_index_free(ys_row_index *index) {
  if (index->first != NULL) {
    (void)ys_resize(index->allocator, index->first, 0);
  }
  if (index->next != NULL) {
    (void)ys_resize(index->allocator, index->next, 0);
  }
  *index = (ys_row_index){.allocator = index->allocator};
}

uint32_t ys_row_index_find(const ys_row_index *index, const ys_varset *key, const uint32_t *row) {
  size_t width = 0; /* up to the last variable of the key */
  for (size_t k = 0; k < YS_QUERY_VARIABLES; k++) {
    width = ys_varset_has(key, k) ? k + 1 : width;
  }
  return index->first[digest_of(key, row, width) & (index->slots - 1)];
}

/** The place of a row that stands for nothing: the last number of a row is no variable's. */
#define GONE UINT32_MAX

ys_status ys_solutions_distinct(ys_solutions *s, const ys_varset *keep) {
  ys_row_index index;
  ys_solutions_project(s, keep);
  YS_TRY(ys_row_index_make(&index, s, keep));
  /* A chain holds rows in their order: the first of each kind meets itself. */
  for (size_t i = 0; i < s->n; i++) {
    uint32_t *const row = ys_solution(s, i);
    uint32_t k = ys_row_index_find(&index, keep, row);
    while (k - 1 != i && memcmp(ys_solution(s, k - 1), row, s->width * sizeof *row) != 0) {
      k = index.next[k - 1];
    }
    row[s->width - 1] = k - 1 == i ? row[s->width - 1] : GONE;
  }
  ys_row_index_free(&index);
  size_t n = 0;
  for (size_t i = 0; i < s->n; i++) {
    const uint32_t *const row = ys_solution(s, i);
    if (row[s->width - 1] != GONE) {
      memmove(ys_solution(s, n++), row, s->width * sizeof *row);
    }
  }
  s->n = n;
  return YANSHU_OK;
}
