/* SPDX-License-Identifier: Apache-2.0 */
/** @file walk.c Paths, lists of paths and folders to files, one at a time. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "archive/private.h"

/** Folders within folders. */
#define DEPTH_MOST 128

/** A folder that is being read: its entries, sorted by name. */
typedef struct folder {
  ys_buffer name;   /**< of all entries, each ended by NUL */
  size_t *entry;    /**< where each begins */
  size_t n;         /**< how many */
  size_t at;        /**< the next one */
  size_t path_size; /**< of the path of the folder, with a slash at its end */
} folder;

struct ys_walk {
  yanshu_allocator allocator;
  const yanshu_archive_options *options;
  size_t path_at;
  size_t list_at;
  FILE *list; /**< that is being read */
  char *line; /**< its last line, malloc'ed */
  size_t line_room;
  folder *open; /**< DEPTH_MOST of them */
  size_t depth; /**< how many are open */
  size_t top;   /**< bytes of the path of the outermost one: patterns look at what is below */
  ys_buffer path;
};

ys_status ys_walk_new(const yanshu_allocator *a, const yanshu_archive_options *options, ys_walk **out) {
  *out = NULL;
  ys_walk *const w = ys_resize(a, NULL, sizeof *w);
  if (w == NULL) {
    return YANSHU_NO_MEMORY;
  }
  folder *const open = ys_resize(a, NULL, DEPTH_MOST * sizeof *open);
  if (open == NULL) {
    (void)ys_resize(a, w, 0);
    return YANSHU_NO_MEMORY;
  }
  *w = (ys_walk){.allocator = *a, .options = options, .open = open};
  ys_buffer_init(&w->path, &w->allocator);
  *out = w;
  return YANSHU_OK;
}

static void close_folder(ys_walk *w) {
  folder *const f = &w->open[--w->depth];
  ys_buffer_free(&f->name);
  (void)ys_resize(&w->allocator, f->entry, 0);
}

static void close_list(ys_walk *w) {
  if (w->list != NULL && w->list != stdin) {
    (void)fclose(w->list);
  }
  w->list = NULL;
}

void ys_walk_free(ys_walk *w) {
  if (w == NULL) {
    return;
  }
  while (w->depth > 0) {
    close_folder(w);
  }
  close_list(w);
  free(w->line);
  ys_buffer_free(&w->path);
  (void)ys_resize(&w->allocator, w->open, 0);
  const yanshu_allocator a = w->allocator;
  (void)ys_resize(&a, w, 0);
}

static ys_status read_error(const ys_log *log, const char *path, int error) {
  char text[128] = "unknown error";
  const char *const said = strerror_r(error, text, sizeof text);
  return YS_FAIL(log, YANSHU_READ_ERROR, ys_view_of(path), 0, "%s", said);
}

/** Sets the path: its first @p keep bytes, then @p name. */
static ys_status set_path(ys_walk *w, size_t keep, const char *name, size_t n) {
  w->path.n = keep;
  ys_buffer_append(&w->path, name, n);
  ys_buffer_append(&w->path, "", 1);
  if (w->path.failed) {
    return YANSHU_NO_MEMORY;
  }
  w->path.n--;
  return YANSHU_OK;
}

/* ---- which files of a folder ---- */

static bool matches(const char *const *pattern, size_t n, const char *relative, const char *name) {
  for (size_t i = 0; i < n; i++) {
    const char *const text = strchr(pattern[i], '/') != NULL ? relative : name;
    if (fnmatch(pattern[i], text, 0) == 0) {
      return true;
    }
  }
  return false;
}

/** Whether the name is that of an article or of many, compressed or not. */
static bool is_known_kind(const char *name) {
  static const char *const known[] = {".md",  ".markdown", ".mkd",   ".txt",   ".text",  ".html",
                                      ".htm", ".xhtml",    ".shtml", ".jsonl", ".ndjson"};
  size_t n = strlen(name);
  if (n > 3 && strcmp(name + n - 3, ".gz") == 0) {
    n -= 3;
  } else if (n > 4 && strcmp(name + n - 4, ".zst") == 0) {
    n -= 4;
  }
  for (size_t i = 0; i < YS_LENGTH(known); i++) {
    const size_t k = strlen(known[i]);
    if (n > k && strncasecmp(name + n - k, known[i], k) == 0) {
      return true;
    }
  }
  return false;
}

/** Whether the entry whose path is set, @p relative to the outermost folder, is to be read. */
static bool is_wanted(const ys_walk *w, const char *name, bool is_folder) {
  const yanshu_archive_options *const o = w->options;
  const char *const relative = w->path.p + w->top;
  if (name[0] == '.' || matches(o->exclude, o->n_exclude, relative, name)) {
    return false;
  }
  if (is_folder) {
    return true;
  }
  return o->n_include > 0 ? matches(o->include, o->n_include, relative, name) : is_known_kind(name);
}

/* ---- reading a folder ---- */

static int compare_names(const void *a, const void *b, void *names) {
  const size_t *const x = a;
  const size_t *const y = b;
  const char *const text = names;
  return strcmp(text + *x, text + *y);
}

static ys_status sort_entries(ys_walk *w, folder *f) {
  f->entry = ys_resize(&w->allocator, NULL, (f->n + 1) * sizeof *f->entry);
  if (f->entry == NULL) {
    return YANSHU_NO_MEMORY;
  }
  size_t at = 0;
  for (size_t i = 0; i < f->n; i++) {
    f->entry[i] = at;
    at += strlen(f->name.p + at) + 1;
  }
  qsort_r(f->entry, f->n, sizeof *f->entry, compare_names, f->name.p);
  return YANSHU_OK;
}

static ys_status list_folder(ys_walk *w, folder *f, DIR *d, const ys_log *log) {
  for (;;) {
    errno = 0;
    /* The stream is this walk's own: no other thread reads it. */
    const struct dirent *const e = readdir(d); /* NOLINT(concurrency-mt-unsafe) */
    if (e == NULL) {
      return errno == 0 ? YANSHU_OK : read_error(log, w->path.p, errno);
    }
    if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
      ys_buffer_append(&f->name, e->d_name, strlen(e->d_name) + 1);
      f->n++;
    }
    if (f->name.failed) {
      return YANSHU_NO_MEMORY;
    }
  }
}

/** Opens the folder whose path is set; its entries come next. */
static ys_status open_folder(ys_walk *w, const ys_log *log) {
  if (w->depth == DEPTH_MOST) {
    return YS_FAIL(log, YANSHU_LIMIT, ys_buffer_view(&w->path), 0, "more than %d folders within each other",
                   DEPTH_MOST);
  }
  DIR *const d = opendir(w->path.p);
  if (d == NULL) {
    return read_error(log, w->path.p, errno);
  }
  folder *const f = &w->open[w->depth++];
  *f = (folder){.n = 0};
  ys_buffer_init(&f->name, &w->allocator);
  ys_status status = list_folder(w, f, d, log);
  (void)closedir(d);
  if (status == YANSHU_OK) {
    status = sort_entries(w, f);
  }
  if (status == YANSHU_OK && w->path.p[w->path.n - 1] != '/') {
    status = set_path(w, w->path.n, "/", 1);
  }
  f->path_size = w->path.n;
  if (w->depth == 1) {
    w->top = w->path.n;
  }
  if (status != YANSHU_OK) {
    close_folder(w);
  }
  return status;
}

/**
 * Takes the next entry of the innermost folder. Links to files are followed, links to folders are not, so that every
 * walk ends. @p found is set when the path is that of a file to read.
 */
static ys_status next_entry(ys_walk *w, const ys_log *log, bool *found) {
  folder *const f = &w->open[w->depth - 1];
  if (f->at == f->n) {
    close_folder(w);
    return YANSHU_OK;
  }
  const char *const name = f->name.p + f->entry[f->at++];
  YS_TRY(set_path(w, f->path_size, name, strlen(name)));
  struct stat about;
  const bool exists = lstat(w->path.p, &about) == 0;
  if (exists && S_ISDIR(about.st_mode)) {
    return is_wanted(w, name, true) ? open_folder(w, log) : YANSHU_OK;
  }
  if (!is_wanted(w, name, false)) {
    return YANSHU_OK;
  }
  /* One that has vanished since is found missing by who opens it, and said then. */
  *found = !exists || stat(w->path.p, &about) != 0 || !S_ISDIR(about.st_mode);
  return YANSHU_OK;
}

/* ---- operands and lists ---- */

/** The next path that was given by name; an empty one at the end. */
static ys_status next_given(ys_walk *w, const ys_log *log) {
  const yanshu_archive_options *const o = w->options;
  w->path.n = 0;
  if (w->path_at < o->n_path) {
    const char *const path = o->path[w->path_at++];
    return set_path(w, 0, path, strlen(path));
  }
  while (w->list != NULL || w->list_at < o->n_list) {
    const char *const name = o->list[w->list == NULL ? w->list_at : w->list_at - 1];
    if (w->list == NULL) {
      w->list_at++;
      w->list = strcmp(name, "-") == 0 ? stdin : fopen(name, "re");
      if (w->list == NULL) {
        const int error = errno;
        YS_TRY(set_path(w, 0, name, strlen(name)));
        return read_error(log, name, error);
      }
    }
    errno = 0;
    ssize_t n = getdelim(&w->line, &w->line_room, o->list_nul ? '\0' : '\n', w->list);
    if (n < 0) {
      const int error = ferror(w->list) != 0 ? errno : 0;
      close_list(w);
      if (error != 0) {
        YS_TRY(set_path(w, 0, name, strlen(name)));
        return read_error(log, name, error);
      }
      continue;
    }
    if (w->line[n - 1] == (o->list_nul ? '\0' : '\n')) {
      w->line[--n] = '\0';
    }
    if (n > 0) {
      return set_path(w, 0, w->line, strlen(w->line));
    }
  }
  return set_path(w, 0, "", 0);
}

ys_status ys_walk_next(ys_walk *w, const ys_log *log, ys_view *path) {
  bool found = false;
  ys_status status = YANSHU_OK;
  while (!found && status == YANSHU_OK) {
    if (w->depth > 0) {
      status = next_entry(w, log, &found);
      continue;
    }
    status = next_given(w, log);
    struct stat about;
    if (status == YANSHU_OK && w->path.n > 0 && strcmp(w->path.p, "-") != 0 && stat(w->path.p, &about) == 0 &&
        S_ISDIR(about.st_mode)) {
      status = open_folder(w, log);
    } else {
      found = true;
    }
  }
  *path = ys_buffer_view(&w->path);
  return status;
}
