/* SPDX-License-Identifier: Apache-2.0 */
/** @file arena.c Memory that is freed all at once, and arrays that grow in it. */
#include "base/base.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  CHUNK_FIRST = 16 * 1024,
  CHUNK_MOST = 1024 * 1024,
  CHUNK_MERGED = 8 * 1024 * 1024,
  ALIGNMENT = alignof(max_align_t),
  ARRAY_FIRST = 8
};

/** One block from the allocator; the usable bytes follow the header. */
typedef struct chunk {
  struct chunk *older;
  size_t room; /**< usable bytes */
} chunk;

/** The header rounded up, so that what follows is aligned for any type. */
#define CHUNK_HEAD ((sizeof(chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

struct ys_arena {
  yanshu_allocator allocator;
  chunk *newest; /**< the one that allocations come from; NULL when there is none yet */
  char *at;      /**< where the next one begins in it */
  size_t left;   /**< usable bytes from there on */
  size_t next;   /**< usable bytes of the next ordinary chunk */
  char *last;    /**< the last allocation, which alone can grow in place */
};

static void *system_resize(void *user, void *block, size_t size) {
  (void)user;
  if (size == 0) {
    free(block);
    return NULL;
  }
  return realloc(block, size);
}

const yanshu_allocator *ys_allocator_system(void) {
  static const yanshu_allocator allocator = {system_resize, NULL};
  return &allocator;
}

void *ys_resize(const yanshu_allocator *a, void *block, size_t size) {
  return a->resize(a->user, block, size);
}

ys_arena *ys_arena_new(const yanshu_allocator *a) {
  if (a == NULL) {
    a = ys_allocator_system();
  }
  ys_arena *const arena = ys_resize(a, NULL, sizeof *arena);
  if (arena != NULL) {
    *arena = (ys_arena){.allocator = *a, .next = CHUNK_FIRST};
  }
  return arena;
}

void ys_arena_free(ys_arena *arena) {
  if (arena == NULL) {
    return;
  }
  const yanshu_allocator allocator = arena->allocator;
  for (chunk *c = arena->newest; c != NULL;) {
    chunk *const older = c->older;
    ys_resize(&allocator, c, 0);
    c = older;
  }
  ys_resize(&allocator, arena, 0);
}

/** Lets allocations come from @p c, nothing of which is in use. */
static void use_chunk(ys_arena *arena, chunk *c) {
  arena->newest = c;
  arena->at = c != NULL ? (char *)c + CHUNK_HEAD : NULL;
  arena->left = c != NULL ? c->room : 0;
  arena->last = NULL;
}

/**
 * Frees all chunks and makes the next one twice as large as they were together, when that is not too much: what is not
 * touched costs nothing, and the next that needs more finds it there instead of pages that the system must clear first.
 */
static bool merge_chunks(ys_arena *arena) {
  size_t total = 0;
  for (const chunk *c = arena->newest; c != NULL; c = c->older) {
    total += c->room;
  }
  if (arena->newest == NULL || arena->newest->older == NULL || total > CHUNK_MERGED) {
    return false;
  }
  for (chunk *c = arena->newest; c != NULL;) {
    chunk *const older = c->older;
    ys_resize(&arena->allocator, c, 0);
    c = older;
  }
  use_chunk(arena, NULL);
  arena->next = total < CHUNK_MERGED / 2 ? total * 2 : CHUNK_MERGED;
  return true;
}

void ys_arena_reset(ys_arena *arena) {
  if (merge_chunks(arena)) {
    return;
  }
  chunk *largest = NULL;
  for (chunk *c = arena->newest; c != NULL;) {
    chunk *const older = c->older;
    chunk *drop = c;
    if (largest == NULL || c->room > largest->room) {
      drop = largest;
      largest = c;
    }
    if (drop != NULL) {
      ys_resize(&arena->allocator, drop, 0);
    }
    c = older;
  }
  if (largest != NULL) {
    largest->older = NULL;
  }
  use_chunk(arena, largest);
}

/** Adds a chunk of at least @p size usable bytes; false when out of memory. */
static bool add_chunk(ys_arena *arena, size_t size) {
  const size_t room = size > arena->next ? size : arena->next;
  if (room > SIZE_MAX - CHUNK_HEAD) {
    return false;
  }
  chunk *const c = ys_resize(&arena->allocator, NULL, CHUNK_HEAD + room);
  if (c == NULL) {
    return false;
  }
  *c = (chunk){.older = arena->newest, .room = room};
  use_chunk(arena, c);
  if (arena->next < CHUNK_MOST) {
    arena->next *= 2;
  }
  return true;
}

/** @p size rounded up to the alignment, at least one unit; 0 on overflow. */
static size_t rounded(size_t size) {
  if (size > SIZE_MAX - ALIGNMENT) {
    return 0;
  }
  return size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *ys_arena_room(ys_arena *arena, size_t size) {
  const size_t n = rounded(size);
  if (n == 0) {
    return NULL;
  }
  if (arena->left < n && !add_chunk(arena, n)) {
    return NULL;
  }
  char *const block = arena->at;
  arena->last = block;
  arena->at = block + n;
  arena->left -= n;
  return block;
}

void *ys_arena_alloc(ys_arena *arena, size_t size) {
  char *const block = ys_arena_room(arena, size);
  if (block != NULL) {
    memset(block, 0, rounded(size));
  }
  return block;
}

/** As ys_arena_grow, the new part not zeroed. */
static void *grow_room(ys_arena *arena, void *block, size_t old, size_t size) {
  if (block == NULL) {
    return ys_arena_room(arena, size);
  }
  const size_t had = rounded(old);
  const size_t need = rounded(size);
  if (need == 0) {
    return NULL;
  }
  if (block == arena->last && arena->left >= need - had) {
    arena->at += need - had;
    arena->left -= need - had;
  } else {
    char *const moved = ys_arena_room(arena, size);
    if (moved == NULL) {
      return NULL;
    }
    memcpy(moved, block, old);
    block = moved;
  }
  return block;
}

void *ys_arena_grow(ys_arena *arena, void *block, size_t old, size_t size) {
  if (block != NULL && size <= old) {
    return block;
  }
  char *const grown = grow_room(arena, block, old, size);
  if (grown != NULL) {
    const size_t kept = block != NULL ? old : 0;
    memset(grown + kept, 0, rounded(size) - kept);
  }
  return grown;
}

ys_view ys_arena_copy(ys_arena *arena, ys_view text) {
  char *const p = text.n < SIZE_MAX ? ys_arena_room(arena, text.n + 1) : NULL;
  if (p == NULL) {
    return (ys_view){NULL, 0};
  }
  if (text.n > 0) {
    memcpy(p, text.p, text.n);
  }
  p[text.n] = '\0';
  return (ys_view){p, text.n};
}

ys_view ys_arena_join(ys_arena *arena, const ys_view *part, size_t n) {
  size_t total = 0;
  for (size_t i = 0; i < n; i++) {
    total += part[i].n;
  }
  char *const p = ys_arena_room(arena, total + 1);
  if (p == NULL) {
    return (ys_view){NULL, 0};
  }
  size_t at = 0;
  for (size_t i = 0; i < n; i++) {
    if (part[i].n > 0) {
      memcpy(p + at, part[i].p, part[i].n);
      at += part[i].n;
    }
  }
  p[total] = '\0';
  return (ys_view){p, total};
}

ys_view ys_arena_format(ys_arena *arena, const char *format, ...) {
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  /* into what is left of the chunk, where it nearly always fits */
  char *const here = arena->left > 0 ? arena->at : NULL;
  const int n = vsnprintf(here, arena->left, format, args);
  va_end(args);
  char *const p = n >= 0 ? ys_arena_room(arena, (size_t)n + 1) : NULL;
  ys_view out = {NULL, 0};
  if (p != NULL && (p == here || vsnprintf(p, (size_t)n + 1, format, again) == n)) {
    out = (ys_view){p, (size_t)n};
  }
  va_end(again);
  return out;
}

const yanshu_allocator *ys_arena_allocator(const ys_arena *arena) {
  return &arena->allocator;
}

bool ys_array_room(ys_arena *arena, void **at, uint32_t *room, uint32_t n, size_t size) {
  if (n < *room) {
    return true;
  }
  if (*room > UINT32_MAX / 2) {
    return false;
  }
  const uint32_t more = *room == 0 ? ARRAY_FIRST : *room * 2;
  if (size > SIZE_MAX / more) {
    return false;
  }
  void *const grown = grow_room(arena, *at, *room * size, more * size);
  if (grown == NULL) {
    return false;
  }
  *at = grown;
  *room = more;
  return true;
}

bool ys_array_reserve(ys_arena *arena, void **at, uint32_t *room, uint32_t n, uint32_t more, size_t size) {
  if (more <= *room - n) {
    return true;
  }
  if (*room > UINT32_MAX / 2 || more > UINT32_MAX / 2 - n) {
    return false;
  }
  const uint32_t wanted = n + more > *room / 2 * 3 ? n + more : *room / 2 * 3; /* few moves when it grows and grows */
  if (size > SIZE_MAX / wanted) {
    return false;
  }
  void *const larger = ys_arena_room(arena, wanted * size);
  if (larger == NULL) {
    return false;
  }
  if (n > 0) {
    memcpy(larger, *at, n * size);
  }
  *at = larger;
  *room = wanted;
  return true;
}
