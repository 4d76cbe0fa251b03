/* SPDX-License-Identifier: Apache-2.0 */
/** @file main.c yanshu-lexc OUT FILE... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexc/lexc.h"

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_source(lexc *x, const char *path) {
  const ys_view view = ys_view_of(path);
  if (ys_view_ends(view, YS_VIEW(".ttl"))) {
    lexc_read_turtle(x, path);
  } else if (ys_view_ends(view, YS_VIEW(".tsv"))) {
    lexc_read_table(x, path);
  } else {
    lexc_error(x, (lexc_origin){path, 0}, "neither a .ttl nor a .tsv file");
  }
}

static int compile(lexc *x, const char *out, const char **path, size_t n) {
  /* The order of the sources decides only which of two clashing places is named in a message. */
  qsort(path, n, sizeof *path, by_bytes);
  for (size_t i = 0; i < n && !x->no_memory; i++) {
    read_source(x, path[i]);
  }
  if (x->errors == 0 && !x->no_memory) {
    lexc_check(x);
  }
  if (x->errors == 0 && !x->no_memory && lexc_emit(x, out)) {
    return 0;
  }
  if (x->no_memory) {
    fprintf(stderr, "yanshu-lexc: out of memory\n");
  } else if (x->errors > LEXC_MAX_ERRORS) {
    fprintf(stderr, "yanshu-lexc: and %u more\n", (unsigned)(x->errors - LEXC_MAX_ERRORS));
  }
  return 1;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: yanshu-lexc OUT FILE...\n"
                    "Compiles the .ttl and .tsv sources of the lexicon into OUT.\n");
    return 2;
  }
  ys_arena *arena = ys_arena_new(ys_allocator_system());
  const size_t n = (size_t)argc - 2u;
  const char **path = arena == NULL ? NULL : ys_arena_alloc(arena, n * sizeof *path);
  if (path == NULL) {
    fprintf(stderr, "yanshu-lexc: out of memory\n");
    ys_arena_free(arena);
    return 1;
  }
  for (size_t i = 0; i < n; i++) {
    path[i] = argv[i + 2u];
  }
  lexc x;
  lexc_init(&x, arena);
  const int code = compile(&x, argv[1], path, n);
  lexc_done(&x);
  ys_arena_free(arena);
  return code;
}
