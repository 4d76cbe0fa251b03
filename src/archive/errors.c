/* SPDX-License-Identifier: Apache-2.0 */
/** @file errors.c The refused articles as JSON Lines, in the order of the input; it grows while the run goes on. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "archive/private.h"

struct ys_errors {
  yanshu_allocator allocator;
  ys_buffer path; /**< NUL-terminated (not counted) */
  ys_buffer line; /**< that is being written */
  int fd;
};

ys_status ys_errors_open(const yanshu_allocator *a, const char *path, uint64_t length, const ys_log *log,
                         ys_errors **out) {
  *out = NULL;
  if (path == NULL) {
    return YANSHU_OK;
  }
  ys_errors *const e = ys_resize(a, NULL, sizeof *e);
  if (e == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *e = (ys_errors){.allocator = *a, .fd = -1};
  ys_buffer_init(&e->path, &e->allocator);
  ys_buffer_init(&e->line, &e->allocator);
  ys_status status = ys_format(&e->path, "%s", path);
  if (status == YANSHU_OK) {
    e->fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (length == 0 ? O_TRUNC : 0), 0666);
    if (e->fd < 0 || (length > 0 && (ftruncate(e->fd, (off_t)length) != 0 || lseek(e->fd, 0, SEEK_END) < 0))) {
      status = ys_write_error(log, path, errno);
    }
  }
  if (status != YANSHU_OK) {
    (void)ys_errors_close(e, log);
    return status;
  }
  *out = e;
  return YANSHU_OK;
}

static const char *name_of(yanshu_status status) {
  switch (status) {
  case YANSHU_BAD_INPUT:
    return "bad-input";
  case YANSHU_BAD_ENCODING:
    return "bad-encoding";
  case YANSHU_READ_ERROR:
    return "read-error";
  case YANSHU_LIMIT:
    return "limit";
  case YANSHU_BAD_TERM:
    return "bad-term";
  case YANSHU_NO_MEMORY:
    return "no-memory";
  default:
    return "internal";
  }
}

ys_status ys_errors_add(ys_errors *e, const ys_log *log, const ys_item *item, uint64_t *length) {
  if (e == NULL) {
    return YANSHU_OK;
  }
  yanshu_message said = {.status = item->status, .line = item->place.line};
  if (!ys_notes_error(&item->notes, &said)) {
    said.text = ys_view_of(yanshu_strerror(item->status));
  }
  ys_buffer *const b = &e->line;
  b->n = 0;
  ys_buffer_append_view(b, YS_VIEW("{\"input\":"));
  ys_json_put(b, ys_buffer_view(&item->path));
  if (item->id.n > 0) {
    ys_buffer_append_view(b, YS_VIEW(",\"id\":"));
    ys_json_put(b, ys_buffer_view(&item->id));
  }
  if (said.line > 0) {
    YS_TRY(ys_format(b, ",\"line\":%zu", said.line));
  }
  YS_TRY(ys_format(b, ",\"status\":\"%s\",\"message\":", name_of(item->status)));
  ys_json_put(b, said.text);
  ys_buffer_append_view(b, YS_VIEW("}\n"));
  if (b->failed) {
    return YANSHU_NO_MEMORY;
  }
  const int error = ys_write_all(e->fd, b->p, b->n);
  if (error != 0) {
    return ys_write_error(log, e->path.p, error);
  }
  *length += b->n;
  return YANSHU_OK;
}

ys_status ys_errors_sync(ys_errors *e, const ys_log *log) {
  if (e == NULL || fdatasync(e->fd) == 0 || errno == EINVAL || errno == ENOTSUP) {
    return YANSHU_OK; /* pipes and devices have no disk */
  }
  return ys_write_error(log, e->path.p, errno);
}

ys_status ys_errors_close(ys_errors *e, const ys_log *log) {
  if (e == NULL) {
    return YANSHU_OK;
  }
  ys_status status = YANSHU_OK;
  if (e->fd >= 0 && close(e->fd) != 0 && errno != EINTR) {
    status = ys_write_error(log, e->path.p, errno);
  }
  ys_buffer_free(&e->path);
  ys_buffer_free(&e->line);
  const yanshu_allocator a = e->allocator;
  (void)ys_resize(&a, e, 0);
  return status;
}
