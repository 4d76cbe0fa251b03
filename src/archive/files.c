/* SPDX-License-Identifier: Apache-2.0 */
/** @file files.c Writing to files, with what the system says of failures. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "archive/private.h"

ys_status ys_write_error(const ys_log *log, const char *path, int error) {
  char text[128] = "unknown error";
  const char *const said = strerror_r(error, text, sizeof text);
  return YS_FAIL(log, YANSHU_WRITE_ERROR, ys_view_of(path), 0, "can't write: %s", said);
}

int ys_write_all(int fd, const void *bytes, size_t n) {
  const char *p = bytes;
  while (n > 0) {
    const ssize_t written = write(fd, p, n);
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return written < 0 ? errno : EIO;
    }
    p += written;
    n -= (size_t)written;
  }
  return 0;
}

void ys_sync_folder(const char *path) {
  const char *const slash = strrchr(path, '/');
  char name[4096] = ".";
  if (slash != NULL) {
    const int n = snprintf(name, sizeof name, "%.*s", (int)(slash - path) + 1, path);
    if (n < 0 || (size_t)n >= sizeof name) {
      return;
    }
  }
  const int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0) {
    (void)fsync(fd); /* file systems that can't are no failure */
    (void)close(fd);
  }
}

ys_status ys_format(ys_buffer *out, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  const int n = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (n >= 0 && (size_t)n < sizeof text) {
    ys_buffer_append(out, text, (size_t)n + 1);
  } else if (n >= 0) {
    /* Longer than usual: as long as it takes. */
    const size_t before = out->n;
    char *const longer = ys_resize(out->allocator, NULL, (size_t)n + 1);
    if (longer == NULL) {
      return YANSHU_NO_MEMORY;
    }
    va_start(arguments, format);
    (void)vsnprintf(longer, (size_t)n + 1, format, arguments);
    va_end(arguments);
    ys_buffer_append(out, longer, (size_t)n + 1);
    (void)ys_resize(out->allocator, longer, 0);
    if (out->n == before) {
      return YANSHU_NO_MEMORY;
    }
  }
  if (out->failed || out->n == 0) {
    return YANSHU_NO_MEMORY;
  }
  out->n--;
  return YANSHU_OK;
}
