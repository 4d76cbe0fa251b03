/* SPDX-License-Identifier: Apache-2.0 */
/** @file file.c Reading whole files. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_SIZE = 64 * 1024 };

/** What an errno means, in English whatever the locale; NULL for rare ones. */
static const char *error_text(int number) {
  switch (number) {
  case ENOENT:
    return "no such file";
  case ENOTDIR:
    return "a part of the path is not a folder";
  case EACCES:
  case EPERM:
    return "permission denied";
  case EISDIR:
    return "is a folder, not a file";
  case EMFILE:
  case ENFILE:
    return "too many open files";
  case ENAMETOOLONG:
    return "the name is too long";
  case ELOOP:
    return "too many symbolic links";
  case EIO:
    return "input/output error";
  case EBADF:
    return "is not open for reading";
  case ENXIO:
  case ENODEV:
    return "no such device";
  default:
    return NULL;
  }
}

static ys_status read_error(const ys_log *log, ys_view file, int number) {
  const char *const text = error_text(number);
  if (text != NULL) {
    return YS_FAIL(log, YANSHU_READ_ERROR, file, 0, "%s", text);
  }
  return YS_FAIL(log, YANSHU_READ_ERROR, file, 0, "cannot be read (system error %d)", number);
}

/** Reads to the end. One byte more than @p limit is enough to know that there is too much. */
static ys_status read_all(int fd, size_t limit, ys_view file, const ys_log *log, ys_buffer *out) {
  const size_t before = out->n;
  char block[READ_SIZE];
  for (;;) {
    const ssize_t n = read(fd, block, sizeof block);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      return read_error(log, file, errno);
    }
    if (n == 0) {
      return YANSHU_OK;
    }
    if ((size_t)n > limit - (out->n - before)) {
      return YS_FAIL(log, YANSHU_LIMIT, file, 0, "is larger than the limit of %zu bytes", limit);
    }
    ys_buffer_append(out, block, (size_t)n);
    if (out->failed) {
      return YS_FAIL(log, YANSHU_NO_MEMORY, file, 0, "out of memory");
    }
  }
}

/** Refuses folders, and regular files whose size alone is too much, before a byte is read. */
static ys_status check(int fd, size_t limit, ys_view file, const ys_log *log) {
  struct stat about;
  if (fstat(fd, &about) != 0) {
    return read_error(log, file, errno);
  }
  if (S_ISDIR(about.st_mode)) {
    return read_error(log, file, EISDIR);
  }
  if (S_ISREG(about.st_mode) && about.st_size > 0 && (uintmax_t)about.st_size > limit) {
    return YS_FAIL(log, YANSHU_LIMIT, file, 0, "is larger than the limit of %zu bytes", limit);
  }
  return YANSHU_OK;
}

ys_status ys_read_file(const char *path, size_t limit, const ys_log *log, ys_buffer *out) {
  const ys_view file = ys_view_of(path);
  const bool standard = strcmp(path, "-") == 0;
  const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) {
    return read_error(log, file, errno);
  }
  ys_status status = check(fd, limit, file, log);
  if (status == YANSHU_OK) {
    status = read_all(fd, limit, file, log, out);
  }
  if (!standard) {
    close(fd);
  }
  return status;
}
