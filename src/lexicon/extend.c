/* SPDX-License-Identifier: Apache-2.0 */
/** @file extend.c Words of a user's own: compiled in memory, beside the lexicon that is there. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lexicon/lexc/lexc.h"
#include "lexicon/private.h"

#define FILES_MOST 4096u

typedef struct sources {
  ys_arena *arena;
  const ys_log *log;
  YS_ARRAY(const char *) path;
} sources;

static ys_status add_source(sources *s, const char *path) {
  if (s->path.n == FILES_MOST) {
    return YS_FAIL(s->log, YANSHU_LIMIT, ys_view_of(path), 0, "more than %u files of words", FILES_MOST);
  }
  const char **place = YS_PUSH(s->arena, &s->path);
  if (place == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *place = path;
  return YANSHU_OK;
}

static ys_status add_folder(sources *s, const char *path) {
  DIR *dir = opendir(path);
  if (dir == NULL) {
    return YS_FAIL(s->log, YANSHU_BAD_LEXICON, ys_view_of(path), 0, "%s", strerror(errno));
  }
  const uint32_t before = s->path.n;
  ys_status status = YANSHU_OK;
  for (const struct dirent *entry; status == YANSHU_OK && (entry = readdir(dir)) != NULL;) {
    const ys_view name = ys_view_of(entry->d_name);
    if (name.p[0] == '.' || !(ys_view_ends(name, YS_VIEW(".ttl")) || ys_view_ends(name, YS_VIEW(".tsv")))) {
      continue;
    }
    const ys_view file = ys_arena_format(s->arena, "%s/%s", path, entry->d_name);
    status = file.p == NULL ? YANSHU_NO_MEMORY : add_source(s, file.p);
  }
  closedir(dir);
  if (status == YANSHU_OK && s->path.n == before) {
    return YS_FAIL(s->log, YANSHU_BAD_LEXICON, ys_view_of(path), 0, "the folder has no words (*.ttl, words-*.tsv)");
  }
  return status;
}

static ys_status add_path(sources *s, const char *path) {
  struct stat about;
  if (stat(path, &about) != 0) {
    return YS_FAIL(s->log, YANSHU_BAD_LEXICON, ys_view_of(path), 0, "%s", strerror(errno));
  }
  return S_ISDIR(about.st_mode) ? add_folder(s, path) : add_source(s, path);
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** Reads, checks and makes the image of what was found. */
static ys_status compile(lexc *x, const sources *s, ys_buffer *image) {
  if (s->path.n != 0) {
    qsort(s->path.at, s->path.n, sizeof *s->path.at, by_bytes);
  }
  for (uint32_t i = 0; i < s->path.n && !x->no_memory; i++) {
    lexc_read_source(x, s->path.at[i]);
  }
  if (x->errors == 0 && !x->no_memory) {
    lexc_check(x);
  }
  if (x->errors == 0 && !x->no_memory) {
    (void)lexc_emit(x, image);
  }
  if (x->no_memory) {
    return YANSHU_NO_MEMORY;
  }
  if (x->errors > LEXC_MAX_ERRORS) {
    (void)YS_FAIL(s->log, YANSHU_BAD_LEXICON, YS_VIEW(""), 0, "and %u more mistakes",
                  (unsigned)(x->errors - LEXC_MAX_ERRORS));
  }
  return x->errors != 0 ? YANSHU_BAD_LEXICON : YANSHU_OK;
}

static ys_status compile_sources(ys_lexicon *lexicon, const sources *s, ys_lexicon *own) {
  lexc x;
  lexc_init(&x, s->arena, lexicon, s->log);
  const ys_status status = compile(&x, s, &own->image);
  lexc_done(&x);
  if (status == YANSHU_OK) {
    ys_lexicon_settle(own, own->image.p, own->image.n);
    return ys_lexicon_name_all(own) ? YANSHU_OK : YANSHU_NO_MEMORY;
  }
  return status;
}

static ys_status extend(ys_lexicon *lexicon, sources *s, const char *const *path, size_t n) {
  for (size_t i = 0; i < n; i++) {
    YS_TRY(add_path(s, path[i]));
  }
  ys_lexicon *own = ys_resize(lexicon->allocator, NULL, sizeof *own);
  if (own == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *own = (ys_lexicon){.allocator = lexicon->allocator};
  ys_buffer_init(&own->image, lexicon->allocator);
  const ys_status status = compile_sources(lexicon, s, own);
  if (status != YANSHU_OK) {
    ys_lexicon_close(own);
    return status;
  }
  lexicon->own = own;
  return YANSHU_OK;
}

ys_status ys_lexicon_extend(ys_lexicon *lexicon, const char *const *path, size_t n, const ys_log *log) {
  if (n == 0) {
    return YANSHU_OK;
  }
  if (lexicon->own != NULL) {
    return YANSHU_BAD_ARGUMENT;
  }
  sources s = {.arena = ys_arena_new(lexicon->allocator), .log = log};
  const ys_status status = s.arena == NULL ? YANSHU_NO_MEMORY : extend(lexicon, &s, path, n);
  ys_arena_free(s.arena);
  return status;
}
