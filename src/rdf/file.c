/* SPDX-License-Identifier: Apache-2.0 */
/** @file file.c A file that appears whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rdf/graph.h"

/** Names of temporary files that are tried before giving up. */
#define NAME_TRIES 100U

/** What is to be in a file, and whom it is told. */
typedef struct job {
  const yanshu_allocator *allocator;
  const ys_log *log;
  ys_status (*put)(void *user, yanshu_write_func write, void *to);
  void *user;
} job;

static ys_status fail(const job *j, const char *path, int error) {
  char text[128] = "unknown error";
  const char *const said = strerror_r(error, text, sizeof text);
  return YS_FAIL(j->log, YANSHU_WRITE_ERROR, ys_view_of(path), 0, "can't write: %s", said);
}

/** State of a file being written. */
typedef struct output {
  int fd;
  int error; /**< errno of the first failed write */
} output;

static yanshu_status write_fd(void *user, const void *bytes, size_t n) {
  output *const o = user;
  const char *p = bytes;
  while (n > 0) {
    const ssize_t written = write(o->fd, p, n);
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      o->error = written < 0 ? errno : EIO;
      return YANSHU_WRITE_ERROR;
    }
    p += written;
    n -= (size_t)written;
  }
  return YANSHU_OK;
}

/** Makes a new file beside @p path; its name goes into @p name (of room bytes). @return the file, or -1. */
static int make_beside(const char *path, char *name, size_t room) {
  const char *const slash = strrchr(path, '/');
  const int folder = slash == NULL ? 0 : (int)(slash - path) + 1;
  for (unsigned i = 0; i < NAME_TRIES; i++) {
    const int n = snprintf(name, room, "%.*s.yanshu-%ld-%u.tmp", folder, path, (long)getpid(), i);
    if (n < 0 || (size_t)n >= room) {
      errno = ENAMETOOLONG;
      return -1;
    }
    const int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd >= 0 || errno != EEXIST) {
      return fd;
    }
  }
  return -1;
}

/** Makes the new name last through a power cut; file systems that can't are no failure. */
static void sync_folder(const char *path, char *name, size_t room) {
  const char *const slash = strrchr(path, '/');
  const int n = slash == NULL ? snprintf(name, room, ".") : snprintf(name, room, "%.*s", (int)(slash - path) + 1, path);
  if (n < 0 || (size_t)n >= room) {
    return;
  }
  const int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0) {
    (void)fsync(fd);
    (void)close(fd);
  }
}

/** Writes, synchronises, closes. The file is closed in every case. */
static ys_status write_and_close(const job *j, const char *path, int fd, bool synchronise) {
  output o = {fd, 0};
  ys_status status = j->put(j->user, write_fd, &o);
  if (status == YANSHU_WRITE_ERROR) {
    (void)fail(j, path, o.error);
  }
  if (status == YANSHU_OK && synchronise && fsync(fd) != 0) {
    status = fail(j, path, errno);
  }
  if (close(fd) != 0 && errno != EINTR && status == YANSHU_OK) {
    status = fail(j, path, errno);
  }
  return status;
}

static ys_status write_beside(const job *j, const char *path, const struct stat *old) {
  const size_t room = strlen(path) + 64;
  const yanshu_allocator *const a = j->allocator;
  char *const name = ys_resize(a, NULL, room);
  if (name == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_status status = YANSHU_OK;
  const int fd = make_beside(path, name, room);
  if (fd < 0) {
    status = fail(j, path, errno);
  } else {
    if (old != NULL) {
      (void)fchmod(fd, old->st_mode & 07777); /* a replaced file keeps who may read it, where that is allowed */
    }
    status = write_and_close(j, path, fd, true);
    if (status == YANSHU_OK && rename(name, path) != 0) {
      status = fail(j, path, errno);
    }
    if (status != YANSHU_OK) {
      (void)unlink(name);
    } else {
      sync_folder(path, name, room);
    }
  }
  ys_resize(a, name, 0);
  return status;
}

/** A device or a pipe: there is nothing to replace, and replacing it would do harm. */
static ys_status write_through(const job *j, const char *path) {
  const int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  return fd < 0 ? fail(j, path, errno) : write_and_close(j, path, fd, false);
}

static ys_status write_file(const job *j, const char *path) {
  struct stat old;
  if (stat(path, &old) != 0) {
    return errno == ENOENT ? write_beside(j, path, NULL) : fail(j, path, errno);
  }
  if (S_ISDIR(old.st_mode)) {
    return fail(j, path, EISDIR);
  }
  if (!S_ISREG(old.st_mode)) {
    return write_through(j, path);
  }
  /* Through a symbolic link, the file that it leads to is replaced, not the link. */
  char *const real = realpath(path, NULL);
  if (real == NULL) {
    return fail(j, path, errno);
  }
  const ys_status status = write_beside(j, real, &old);
  free(real);
  return status;
}

/* ---- a graph, and what describes its table ---- */

typedef struct content {
  ys_graph *graph;
  yanshu_syntax syntax;
  ys_view text; /**< of the description */
} content;

static ys_status put_graph(void *user, yanshu_write_func write, void *to) {
  const content *const c = user;
  return ys_graph_write(c->graph, c->syntax, write, to);
}

static ys_status put_text(void *user, yanshu_write_func write, void *to) {
  const content *const c = user;
  return write(to, c->text.p, c->text.n);
}

ys_status ys_text_write_file(const yanshu_allocator *allocator, const ys_log *log, ys_view text, const char *path) {
  content c = {.text = text};
  const job j = {allocator, log, put_text, &c};
  return write_file(&j, path);
}

/** FILE-metadata.json beside FILE, as CSVW has it. */
static ys_status write_description(const yanshu_allocator *allocator, const ys_log *log, const char *path) {
  const char *const slash = strrchr(path, '/');
  ys_buffer text;
  ys_buffer beside;
  ys_buffer_init(&text, allocator);
  ys_buffer_init(&beside, allocator);
  ys_csv_metadata(ys_view_of(slash == NULL ? path : slash + 1), &text);
  ys_buffer_append_view(&beside, ys_view_of(path));
  ys_buffer_append(&beside, "-metadata.json", sizeof "-metadata.json");
  const ys_status status = text.failed || beside.failed
                               ? YANSHU_NO_MEMORY
                               : ys_text_write_file(allocator, log, ys_buffer_view(&text), beside.p);
  ys_buffer_free(&text);
  ys_buffer_free(&beside);
  return status;
}

ys_status ys_graph_write_file(ys_graph *g, yanshu_syntax syntax, const char *path) {
  struct stat s;
  content c = {.graph = g, .syntax = syntax};
  const job j = {&g->world->allocator, &g->world->log, put_graph, &c};
  YS_TRY(write_file(&j, path));
  /* A device or a pipe has nothing beside it. */
  return syntax == YANSHU_CSV && stat(path, &s) == 0 && S_ISREG(s.st_mode)
             ? write_description(&g->world->allocator, &g->world->log, path)
             : YANSHU_OK;
}
