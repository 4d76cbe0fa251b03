/* SPDX-License-Identifier: Apache-2.0 */
/** @file main.c yanshu-lexc OUT FILE... */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexc/lexc.h"

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** Messages as `yanshu-lexc: file:line: what is wrong`. */
static void show(void *user, const yanshu_message *message) {
  (void)user;
  fprintf(stderr, "yanshu-lexc: %.*s:", (int)message->file.n, message->file.p);
  if (message->line != 0) {
    fprintf(stderr, "%zu:", message->line);
  }
  fprintf(stderr, " %.*s\n", (int)message->text.n, message->text.p);
}

/** Under another name first: a build that is interrupted leaves no half of a file. */
static bool write_file(lexc *x, const char *path, ys_view bytes) {
  const ys_view beside = ys_arena_format(x->arena, "%s.new", path);
  if (beside.p == NULL) {
    lexc_no_memory(x);
    return false;
  }
  FILE *file = fopen(beside.p, "wb");
  bool good = file != NULL && fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
  if (file != NULL && fclose(file) != 0) {
    good = false;
  }
  if (good && rename(beside.p, path) == 0) {
    return true;
  }
  const int error = errno;
  if (file != NULL) {
    (void)remove(beside.p);
  }
  lexc_error(x, (lexc_origin){path, 0}, "can't be written: %s", strerror(error));
  return false;
}

static bool emit(lexc *x, const char *path) {
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  const bool good = lexc_emit(x, &bytes) && write_file(x, path, ys_buffer_view(&bytes));
  ys_buffer_free(&bytes);
  return good;
}

static int compile(lexc *x, const char *out, const char **path, size_t n) {
  /* The order of the sources decides only which of two clashing places is named in a message. */
  qsort(path, n, sizeof *path, by_bytes);
  for (size_t i = 0; i < n && !x->no_memory; i++) {
    lexc_read_source(x, path[i]);
  }
  if (x->errors == 0 && !x->no_memory) {
    lexc_check(x);
  }
  if (x->errors == 0 && !x->no_memory && emit(x, out)) {
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
  const ys_log log = {show, NULL};
  lexc_init(&x, arena, NULL, &log);
  const int code = compile(&x, argv[1], path, n);
  lexc_done(&x);
  ys_arena_free(arena);
  return code;
}
