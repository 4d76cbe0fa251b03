/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file journal.c How far a run has come, one line each time, each with a digest of its own: a line that was cut off
 * when the machine stopped is not believed, and the one before it counts.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/private.h"

#define HEAD "yanshu-journal 1 %016" PRIx64 "\n"
#define LINE_MOST 512
/** A journal beyond this is none. */
#define JOURNAL_MOST ((size_t)1 << 30)

struct ys_journal {
  yanshu_allocator allocator;
  ys_buffer path; /**< NUL-terminated (not counted) */
  int fd;
};

/** All numbers of a state, in the order of the line. */
static void list_numbers(ys_state *s, uint64_t *number[12]) {
  uint64_t *const all[] = {&s->items,  &s->digest, &s->articles, &s->refused, &s->triples, &s->part,
                           &s->length, &s->plain,  &s->count,    &s->total,   &s->errors};
  memcpy(number, all, sizeof all);
}
enum { NUMBERS = 11 };

static int format_state(const ys_state *state, char line[LINE_MOST]) {
  ys_state copy = *state;
  uint64_t *number[12];
  list_numbers(&copy, number);
  int n = 0;
  for (size_t i = 0; i < NUMBERS; i++) {
    n += snprintf(line + n, LINE_MOST - (size_t)n, "%016" PRIx64 " ", *number[i]);
  }
  n += snprintf(line + n, LINE_MOST - (size_t)n, "%s ", state->complete ? "complete" : "going");
  n += snprintf(line + n, LINE_MOST - (size_t)n, "%016" PRIx64 "\n", ys_digest((ys_view){line, (size_t)n}));
  return n;
}

static bool read_hex(ys_view text, uint64_t *value) {
  *value = 0;
  for (size_t i = 0; i < 16; i++) {
    static const char digits[] = "0123456789abcdef";
    const char *const at = i < text.n && text.p[i] != '\0' ? strchr(digits, text.p[i]) : NULL;
    if (at == NULL) {
      return false;
    }
    *value = *value << 4 | (uint64_t)(at - digits);
  }
  return true;
}

/** The state on @p line (with its line feed); false when it is damaged. */
static bool read_state(ys_view line, ys_state *state) {
  *state = (ys_state){.items = 0};
  uint64_t *number[12];
  list_numbers(state, number);
  if (line.n < (size_t)(NUMBERS + 1) * 17 + 1 || line.p[line.n - 1] != '\n') {
    return false;
  }
  for (size_t i = 0; i < NUMBERS; i++) {
    if (!read_hex((ys_view){line.p + i * 17, line.n - i * 17}, number[i])) {
      return false;
    }
  }
  state->complete = line.p[(size_t)NUMBERS * 17] == 'c';
  uint64_t digest;
  const size_t covered = line.n - 17;
  return read_hex((ys_view){line.p + covered, 16}, &digest) && digest == ys_digest((ys_view){line.p, covered});
}

static ys_status read_journal(const ys_journal *j, ys_buffer *out, const ys_log *log) {
  char block[4096];
  for (;;) {
    const ssize_t n = pread(j->fd, block, sizeof block, (off_t)out->n);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0 || out->n > JOURNAL_MOST) {
      return ys_write_error(log, j->path.p, n < 0 ? errno : EFBIG);
    }
    if (n == 0) {
      return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
    ys_buffer_append(out, block, (size_t)n);
  }
}

/** Finds the last good state in @p text; *good is where what can be believed ends, 0 when nothing can. */
static ys_status find_state(const ys_journal *j, ys_view text, uint64_t run, const ys_log *log, ys_state *state,
                            size_t *good) {
  char head[64];
  const int n = snprintf(head, sizeof head, HEAD, run);
  *good = 0;
  const char *const end = text.n > 0 ? memchr(text.p, '\n', text.n) : NULL;
  if (end == NULL) {
    return YANSHU_OK; /* killed before anything was done */
  }
  if (text.n < (size_t)n || memcmp(text.p, head, (size_t)n) != 0) {
    return YS_FAIL(log, YANSHU_BAD_ARGUMENT, ys_buffer_view(&j->path), 0,
                   "can't resume: the options, the lexicon or the rules are not those of the interrupted run; "
                   "without --resume it begins anew");
  }
  *good = (size_t)n;
  while (*good < text.n) {
    const char *const from = text.p + *good;
    const char *const stop = memchr(from, '\n', text.n - *good);
    ys_state next;
    if (stop == NULL || !read_state((ys_view){from, (size_t)(stop - from) + 1}, &next)) {
      break;
    }
    *state = next;
    *good += (size_t)(stop - from) + 1;
  }
  return YANSHU_OK;
}

/** Begins anew, or behind the last good line. */
static ys_status prepare(const ys_journal *j, uint64_t run, size_t good, const ys_log *log) {
  char head[64];
  const int n = snprintf(head, sizeof head, HEAD, run);
  if (ftruncate(j->fd, (off_t)good) != 0 || lseek(j->fd, 0, SEEK_END) < 0) {
    return ys_write_error(log, j->path.p, errno);
  }
  if (good > 0) {
    return YANSHU_OK;
  }
  const int error = ys_write_all(j->fd, head, (size_t)n);
  if (error != 0 || fsync(j->fd) != 0) {
    return ys_write_error(log, j->path.p, error != 0 ? error : errno);
  }
  ys_sync_folder(j->path.p);
  return YANSHU_OK;
}

static ys_status open_journal(ys_journal *j, uint64_t run, bool resume, const ys_log *log, ys_state *state) {
  j->fd = open(j->path.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (j->fd < 0) {
    return ys_write_error(log, j->path.p, errno);
  }
  if (flock(j->fd, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK
               ? YS_FAIL(log, YANSHU_BAD_ARGUMENT, ys_buffer_view(&j->path), 0, "another run is writing to this output")
               : ys_write_error(log, j->path.p, errno);
  }
  size_t good = 0;
  if (resume) {
    ys_buffer text;
    ys_buffer_init(&text, &j->allocator);
    ys_status status = read_journal(j, &text, log);
    if (status == YANSHU_OK) {
      status = find_state(j, ys_buffer_view(&text), run, log, state, &good);
    }
    ys_buffer_free(&text);
    YS_TRY(status);
  }
  return prepare(j, run, good, log);
}

ys_status ys_journal_open(const yanshu_allocator *a, const char *path, uint64_t run, bool resume, const ys_log *log,
                          ys_state *state, ys_journal **out) {
  *out = NULL;
  *state = (ys_state){.items = 0};
  ys_journal *const j = ys_resize(a, NULL, sizeof *j);
  if (j == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *j = (ys_journal){.allocator = *a, .fd = -1};
  ys_buffer_init(&j->path, &j->allocator);
  ys_status status = ys_format(&j->path, "%s", path);
  if (status == YANSHU_OK) {
    status = open_journal(j, run, resume, log, state);
  }
  if (status != YANSHU_OK) {
    ys_journal_close(j, false);
    return status;
  }
  *out = j;
  return YANSHU_OK;
}

ys_status ys_journal_add(ys_journal *j, const ys_log *log, const ys_state *state) {
  char line[LINE_MOST];
  const int n = format_state(state, line);
  const int error = ys_write_all(j->fd, line, (size_t)n);
  if (error != 0 || fdatasync(j->fd) != 0) {
    return ys_write_error(log, j->path.p, error != 0 ? error : errno);
  }
  return YANSHU_OK;
}

void ys_journal_close(ys_journal *j, bool remove) {
  if (j == NULL) {
    return;
  }
  if (remove) {
    (void)unlink(j->path.p);
  }
  if (j->fd >= 0) {
    (void)close(j->fd);
  }
  ys_buffer_free(&j->path);
  const yanshu_allocator a = j->allocator;
  (void)ys_resize(&a, j, 0);
}
