/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file output.c Where the bytes go. A file grows under a temporary name, its journal beside it; what the journal says
 * is on disk before it is said. The order of the steps is such that a run can be killed between any two.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "archive/private.h"

#define TEMPORARY ".yanshu-part"
#define JOURNAL ".yanshu-journal"

/** Bytes that are collected before they are written; that are written at once; that a frame ends after, uncompressed.
 */
enum { WRITE_ROOM = 256 * 1024, DIRECT = 64 * 1024, FRAME_BYTES = 1024 * 1024 };

typedef enum target {
  TARGET_CALLER, /**< the caller's function */
  TARGET_DEVICE, /**< a pipe or device: there is nothing to replace */
  TARGET_FILE,
  TARGET_PARTS,
  TARGET_FOLDER
} target;

struct ys_output {
  yanshu_allocator allocator;
  ys_log log;
  const yanshu_archive_options *options;
  const ys_emit *emit;
  target target;
  char *real; /**< of the output, malloc'ed: through links, the file that they lead to */
  ys_compressor *compressor;
  yanshu_compression compression;
  ys_journal *journal;
  ys_errors *errors;
  int fd;            /**< of the file that is being written; -1 for none */
  ys_buffer pending; /**< compressed, not yet written */
  ys_buffer scratch; /**< of one call */
  ys_buffer name;    /**< of a file, NUL-terminated (not counted) */
  ys_buffer other;   /**< the same */
  uint64_t length;   /**< bytes in the file */
  uint64_t frame;    /**< bytes before compression in the open frame */
  bool saved;        /**< the journal knows of articles */
  int64_t next_save; /**< milliseconds */
};

static int64_t now_ms(void) {
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void plan_save(ys_output *o) {
  o->next_save = now_ms() + (o->options->checkpoint_ms > 0 ? o->options->checkpoint_ms : 1000);
}

static const char *base_path(const ys_output *o) {
  return o->real != NULL ? o->real : o->options->output;
}

/** Sets o->name to the file's name (@p number 0: not a part), o->other to its temporary one. */
static ys_status set_names(ys_output *o, uint64_t number) {
  const uint64_t n = o->target == TARGET_PARTS ? number : 0;
  YS_TRY(ys_name_part(&o->name, base_path(o), n, ""));
  return ys_name_part(&o->other, base_path(o), n, TEMPORARY);
}

/* ---- bytes ---- */

static ys_status write_out(ys_output *o, ys_view bytes) {
  if (bytes.n == 0) {
    return YANSHU_OK;
  }
  if (o->target == TARGET_CALLER) {
    YS_TRY(o->options->write(o->options->write_user, bytes.p, bytes.n));
  } else {
    const int error = ys_write_all(o->fd, bytes.p, bytes.n);
    if (error != 0) {
      return ys_write_error(&o->log, o->name.n > 0 ? o->name.p : base_path(o), error);
    }
  }
  o->length += bytes.n;
  return YANSHU_OK;
}

static ys_status flush(ys_output *o) {
  YS_TRY(write_out(o, ys_buffer_view(&o->pending)));
  o->pending.n = 0;
  return YANSHU_OK;
}

static ys_status put(ys_output *o, ys_state *state, ys_view bytes) {
  state->plain += bytes.n;
  state->total += bytes.n;
  o->frame += bytes.n;
  if (o->compression == YANSHU_COMPRESSION_NONE && bytes.n >= DIRECT) {
    YS_TRY(flush(o));
    return write_out(o, bytes); /* where they are, not copied first */
  }
  YS_TRY(ys_compressor_put(o->compressor, bytes.p, bytes.n, &o->pending));
  return o->pending.n >= WRITE_ROOM ? flush(o) : YANSHU_OK;
}

static ys_status end_frame(ys_output *o) {
  o->frame = 0;
  return ys_compressor_end(o->compressor, &o->pending);
}

static ys_status synchronise(ys_output *o) {
  if (o->target == TARGET_FOLDER) {
    const int fd = open(o->options->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool failed = fd < 0 || syncfs(fd) != 0;
    const int error = errno;
    if (fd >= 0) {
      (void)close(fd);
    }
    return failed ? ys_write_error(&o->log, o->options->folder, error) : YANSHU_OK;
  }
  return o->fd >= 0 && fsync(o->fd) != 0 ? ys_write_error(&o->log, o->name.p, errno) : YANSHU_OK;
}

static ys_status close_file(ys_output *o) {
  const int fd = o->fd;
  o->fd = -1;
  if (fd >= 0 && close(fd) != 0 && errno != EINTR) {
    return ys_write_error(&o->log, o->name.p, errno);
  }
  return YANSHU_OK;
}

/* ---- the journal ---- */

static ys_status save(ys_output *o, ys_state *state) {
  YS_TRY(synchronise(o));
  YS_TRY(ys_errors_sync(o->errors, &o->log));
  state->length = o->fd >= 0 ? o->length : 0;
  YS_TRY(ys_journal_add(o->journal, &o->log, state));
  o->saved = o->saved || state->articles > 0;
  plan_save(o);
  return YANSHU_OK;
}

ys_status ys_output_rest(ys_output *o, ys_state *state) {
  if (o->compression != YANSHU_COMPRESSION_NONE && o->frame >= FRAME_BYTES) {
    YS_TRY(end_frame(o));
  }
  const bool between = o->compression == YANSHU_COMPRESSION_NONE || o->frame == 0;
  if (o->journal == NULL || !between || now_ms() < o->next_save) {
    return YANSHU_OK;
  }
  YS_TRY(flush(o));
  return save(o, state);
}

/* ---- files ---- */

/** Opens the temporary file of a part: anew, or behind its first @p length bytes. */
static ys_status open_part(ys_output *o, uint64_t number, uint64_t length) {
  YS_TRY(set_names(o, number));
  o->fd = open(o->other.p, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_CREAT | (length == 0 ? O_TRUNC : 0), 0666);
  struct stat about;
  if (o->fd < 0 || fstat(o->fd, &about) != 0) {
    return ys_write_error(&o->log, o->other.p, errno);
  }
  if ((uint64_t)about.st_size < length) {
    return YS_FAIL(
        &o->log, YANSHU_BAD_ARGUMENT, ys_buffer_view(&o->other), 0,
        "can't resume: the file is missing or shorter than the journal says; without --resume it begins anew");
  }
  if (ftruncate(o->fd, (off_t)length) != 0 || lseek(o->fd, 0, SEEK_END) < 0) {
    return ys_write_error(&o->log, o->other.p, errno);
  }
  struct stat old;
  if (stat(o->name.p, &old) == 0 && S_ISREG(old.st_mode)) {
    (void)fchmod(o->fd, old.st_mode & 07777); /* a replaced file keeps who may read it */
  }
  o->length = length;
  o->frame = 0;
  return YANSHU_OK;
}

/** Writes what describes a table beside it, when the syntax is one that needs it. */
static ys_status describe(ys_output *o) {
  if (o->options->syntax != YANSHU_CSV || o->compression != YANSHU_COMPRESSION_NONE) {
    return YANSHU_OK;
  }
  const char *const slash = strrchr(o->name.p, '/');
  o->scratch.n = 0;
  YS_TRY(ys_syntax_describe(ys_view_of(slash == NULL ? o->name.p : slash + 1), &o->scratch));
  YS_TRY(ys_format(&o->name, "-metadata.json"));
  const int fd = open(o->other.p, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_CREAT | O_TRUNC, 0666);
  int error = fd < 0 ? errno : ys_write_all(fd, o->scratch.p, o->scratch.n);
  if (fd >= 0 && (fsync(fd) != 0 || close(fd) != 0) && error == 0) {
    error = errno;
  }
  if (error == 0 && rename(o->other.p, o->name.p) != 0) {
    error = errno;
  }
  return error == 0 ? YANSHU_OK : ys_write_error(&o->log, o->name.p, error);
}

/** Gives the finished part its name. @p may_be_gone: an earlier run may have done it. */
static ys_status name_part(ys_output *o, uint64_t number, bool may_be_gone) {
  YS_TRY(set_names(o, number));
  if (rename(o->other.p, o->name.p) != 0) {
    const int error = errno;
    if (!may_be_gone || error != ENOENT || access(o->name.p, F_OK) != 0) {
      return ys_write_error(&o->log, o->name.p, error);
    }
  }
  YS_TRY(describe(o));
  ys_sync_folder(o->name.p);
  return YANSHU_OK;
}

/** Writes what stands behind the last article; the file is whole then. */
static ys_status end_part(ys_output *o, ys_state *state) {
  o->scratch.n = 0;
  YS_TRY(ys_emit_end(o->emit, &o->scratch));
  YS_TRY(put(o, state, ys_buffer_view(&o->scratch)));
  YS_TRY(end_frame(o));
  YS_TRY(flush(o));
  if (o->target == TARGET_CALLER) {
    return YANSHU_OK;
  }
  if (o->target != TARGET_DEVICE) {
    YS_TRY(synchronise(o));
  }
  return close_file(o);
}

static void next_part(ys_state *state) {
  state->part++;
  state->plain = 0;
  state->count = 0;
  state->length = 0;
}

/** Ends a part that is full. */
static ys_status turn_over(ys_output *o, ys_state *state) {
  YS_TRY(end_part(o, state));
  next_part(state);
  YS_TRY(save(o, state));
  return name_part(o, state->part - 1, false);
}

static ys_status begin_part(ys_output *o, ys_state *state) {
  if (o->target == TARGET_FILE || o->target == TARGET_PARTS) {
    YS_TRY(open_part(o, state->part, 0));
  }
  o->scratch.n = 0;
  YS_TRY(ys_emit_begin(o->emit, &o->scratch));
  return put(o, state, ys_buffer_view(&o->scratch));
}

/** A file of its own for each article; made safe by the journal's next entry, not one by one. */
static ys_status write_own(ys_output *o, ys_state *state, ys_view bytes, ys_view name) {
  YS_TRY(ys_format(&o->name, "%s/%.*s", o->options->folder, (int)name.n, name.p));
  YS_TRY(ys_format(&o->other, "%s/%s", o->options->folder, TEMPORARY));
  o->fd = open(o->other.p, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_CREAT | O_TRUNC, 0666);
  if (o->fd < 0) {
    return ys_write_error(&o->log, o->other.p, errno);
  }
  o->scratch.n = 0;
  YS_TRY(ys_emit_begin(o->emit, &o->scratch));
  YS_TRY(put(o, state, ys_buffer_view(&o->scratch)));
  YS_TRY(put(o, state, ys_emit_first(o->emit, bytes)));
  o->scratch.n = 0;
  YS_TRY(ys_emit_end(o->emit, &o->scratch));
  YS_TRY(put(o, state, ys_buffer_view(&o->scratch)));
  YS_TRY(end_frame(o));
  YS_TRY(flush(o));
  YS_TRY(close_file(o));
  return rename(o->other.p, o->name.p) == 0 ? describe(o) : ys_write_error(&o->log, o->name.p, errno);
}

ys_status ys_output_article(ys_output *o, ys_state *state, ys_view bytes, ys_view name) {
  if (o->target == TARGET_FOLDER) {
    o->name.n = 0;
    o->other.n = 0;
    state->plain = 0;
    return write_own(o, state, bytes, name);
  }
  if (o->target == TARGET_PARTS && state->count > 0 && state->plain + bytes.n > o->options->part_size) {
    YS_TRY(turn_over(o, state));
  }
  if (state->count == 0) {
    YS_TRY(begin_part(o, state));
    bytes = ys_emit_first(o->emit, bytes);
  }
  state->count++;
  return put(o, state, bytes);
}

/* ---- the end ---- */

/** Parts of an earlier, longer output are not parts of this one. */
static ys_status remove_later(ys_output *o, uint64_t number) {
  for (uint64_t i = number;; i++) {
    YS_TRY(set_names(o, i));
    if (unlink(o->name.p) != 0) {
      return errno == ENOENT ? YANSHU_OK : ys_write_error(&o->log, o->name.p, errno);
    }
    if (o->options->syntax == YANSHU_CSV) {
      YS_TRY(ys_format(&o->name, "-metadata.json"));
      (void)unlink(o->name.p);
    }
  }
}

static ys_status finish_files(ys_output *o, ys_state *state) {
  if (state->count > 0) {
    YS_TRY(end_part(o, state));
  }
  state->complete = true;
  YS_TRY(save(o, state));
  YS_TRY(name_part(o, state->part, false));
  return o->target == TARGET_PARTS ? remove_later(o, state->part + 1) : YANSHU_OK;
}

ys_status ys_output_finish(ys_output *o, ys_state *state) {
  if (state->complete) {
    return YANSHU_OK; /* the run that is resumed had come to its end */
  }
  if (state->articles == 0) {
    return YANSHU_OK;
  }
  switch (o->target) {
  case TARGET_FILE:
  case TARGET_PARTS:
    return finish_files(o, state);
  case TARGET_FOLDER:
    state->complete = true;
    return save(o, state);
  default:
    return end_part(o, state);
  }
}

bool ys_output_free(ys_output *o, bool keep) {
  if (o == NULL) {
    return false;
  }
  if (o->fd >= 0 && o->target != TARGET_CALLER) {
    (void)close(o->fd);
  }
  const bool kept = keep && o->saved;
  if (!kept && o->journal != NULL && o->other.n > 0) {
    (void)unlink(o->other.p);
  }
  ys_journal_close(o->journal, !kept);
  ys_compressor_free(o->compressor);
  ys_buffer_free(&o->pending);
  ys_buffer_free(&o->scratch);
  ys_buffer_free(&o->name);
  ys_buffer_free(&o->other);
  free(o->real);
  const yanshu_allocator a = o->allocator;
  (void)ys_resize(&a, o, 0);
  return kept;
}

/* ---- the beginning ---- */

/** Looks at what stands where the output shall be. */
static ys_status choose_target(ys_output *o) {
  const yanshu_archive_options *const w = o->options;
  if (w->folder != NULL) {
    o->target = TARGET_FOLDER;
    struct stat about;
    if (mkdir(w->folder, 0777) != 0 && errno != EEXIST) {
      return ys_write_error(&o->log, w->folder, errno);
    }
    return stat(w->folder, &about) != 0 ? ys_write_error(&o->log, w->folder, errno)
           : !S_ISDIR(about.st_mode)    ? ys_write_error(&o->log, w->folder, ENOTDIR)
                                        : YANSHU_OK;
  }
  if (w->output == NULL) {
    o->target = TARGET_CALLER;
    return YANSHU_OK;
  }
  o->target = w->part_size > 0 ? TARGET_PARTS : TARGET_FILE;
  struct stat old;
  if (o->target == TARGET_PARTS || (stat(w->output, &old) != 0 && errno == ENOENT)) {
    return YANSHU_OK;
  }
  if (stat(w->output, &old) != 0) {
    return ys_write_error(&o->log, w->output, errno);
  }
  if (S_ISDIR(old.st_mode)) {
    return ys_write_error(&o->log, w->output, EISDIR);
  }
  if (!S_ISREG(old.st_mode)) {
    o->target = TARGET_DEVICE;
    o->fd = open(w->output, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return o->fd < 0 ? ys_write_error(&o->log, w->output, errno) : YANSHU_OK;
  }
  o->real = realpath(w->output, NULL);
  return o->real == NULL ? ys_write_error(&o->log, w->output, errno) : YANSHU_OK;
}

/** Brings the files to what @p state says. */
static ys_status resume_files(ys_output *o, const ys_state *state) {
  if (o->target == TARGET_FOLDER) {
    return YANSHU_OK;
  }
  for (uint64_t i = 1; o->target == TARGET_PARTS && i < state->part; i++) {
    YS_TRY(set_names(o, i));
    if (i + 1 == state->part) {
      YS_TRY(name_part(o, i, true));
    } else if (access(o->name.p, F_OK) != 0) {
      return YS_FAIL(&o->log, YANSHU_BAD_ARGUMENT, ys_buffer_view(&o->name), 0,
                     "can't resume: this part is missing; without --resume it begins anew");
    }
  }
  if (state->complete) {
    YS_TRY(name_part(o, state->part, true));
    return o->target == TARGET_PARTS ? remove_later(o, state->part + 1) : YANSHU_OK;
  }
  return state->count > 0 ? open_part(o, state->part, state->length) : YANSHU_OK;
}

static ys_status open_journal(ys_output *o, uint64_t run, ys_state *state) {
  const yanshu_archive_options *const w = o->options;
  const bool has_journal = o->target == TARGET_FILE || o->target == TARGET_PARTS || o->target == TARGET_FOLDER;
  if (!has_journal) {
    return w->resume ? YS_FAIL(&o->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0,
                               "only what is written to files or a folder can be resumed")
                     : YANSHU_OK;
  }
  YS_TRY(w->folder != NULL ? ys_format(&o->scratch, "%s/%s", w->folder, JOURNAL)
                           : ys_name_part(&o->scratch, base_path(o), 0, JOURNAL));
  YS_TRY(ys_journal_open(&o->allocator, o->scratch.p, run, w->resume != 0, &o->log, state, &o->journal));
  o->saved = state->items > 0;
  plan_save(o);
  return state->items > 0 ? resume_files(o, state) : YANSHU_OK;
}

static ys_status open_output(ys_output *o, uint64_t run, ys_state *state) {
  YS_TRY(choose_target(o));
  YS_TRY(ys_compressor_new(&o->allocator, o->compression, &o->compressor));
  YS_TRY(open_journal(o, run, state));
  if (state->part == 0) {
    state->part = 1;
  }
  return YANSHU_OK;
}

ys_status ys_output_open(const ys_archive_tools *tools, const yanshu_archive_options *options, const ys_emit *emit,
                         uint64_t run, ys_state *state, ys_output **out) {
  *out = NULL;
  *state = (ys_state){.items = 0};
  ys_output *const o = ys_resize(&tools->allocator, NULL, sizeof *o);
  if (o == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *o = (ys_output){.allocator = tools->allocator, .log = tools->log, .options = options, .emit = emit, .fd = -1};
  o->compression = ys_name_compression(options);
  ys_buffer_init(&o->pending, &o->allocator);
  ys_buffer_init(&o->scratch, &o->allocator);
  ys_buffer_init(&o->name, &o->allocator);
  ys_buffer_init(&o->other, &o->allocator);
  const ys_status status = open_output(o, run, state);
  if (status != YANSHU_OK) {
    (void)ys_output_free(o, true);
    return status;
  }
  *out = o;
  return YANSHU_OK;
}

void ys_output_watch(ys_output *o, ys_errors *errors) {
  o->errors = errors;
}
