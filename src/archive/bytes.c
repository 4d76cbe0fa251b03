/* SPDX-License-Identifier: Apache-2.0 */
/** @file bytes.c A file as a stream of bytes, decompressed; whether it stayed what it was. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "archive/private.h"

enum { BLOCK = 128 * 1024 };

typedef enum packing { PACKING_UNKNOWN, PACKING_NONE, PACKING_GZIP, PACKING_ZSTD } packing;

struct ys_bytes {
  yanshu_allocator allocator;
  ys_buffer path; /**< NUL-terminated (not counted) */
  int fd;
  struct stat about; /**< when it was opened */
  packing packing;
  z_stream gzip;
  bool gzip_ready;
  ZSTD_DStream *zstd;
  bool inside; /**< a compressed member has begun and not ended */
  bool ended;  /**< nothing more can be read from the file */
  uint64_t raw;
  size_t at; /**< block[at, n) is still to be handed on */
  size_t n;
  unsigned char block[BLOCK];
};

static ys_status fail(const ys_bytes *b, const ys_log *log, const char *what) {
  return YS_FAIL(log, YANSHU_READ_ERROR, ys_buffer_view(&b->path), 0, "%s", what);
}

static ys_status fail_system(const ys_bytes *b, const ys_log *log, int error) {
  char text[128] = "unknown error";
  const char *const said = error == EISDIR ? "is a folder, not a file" : strerror_r(error, text, sizeof text);
  return fail(b, log, error == ENOENT ? "no such file" : said);
}

static ys_status open_file(ys_bytes *b, const char *path, const ys_log *log) {
  ys_buffer_append(&b->path, path, strlen(path) + 1);
  if (b->path.failed) {
    return YANSHU_NO_MEMORY;
  }
  b->path.n--;
  b->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (b->fd < 0 || fstat(b->fd, &b->about) != 0) {
    return fail_system(b, log, errno);
  }
  if (S_ISDIR(b->about.st_mode)) {
    return fail_system(b, log, EISDIR);
  }
  if (S_ISREG(b->about.st_mode) && b->fd != STDIN_FILENO) {
    (void)posix_fadvise(b->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  return YANSHU_OK;
}

ys_status ys_bytes_open(const yanshu_allocator *a, const char *path, const ys_log *log, ys_bytes **out) {
  *out = NULL;
  ys_bytes *const b = ys_resize(a, NULL, sizeof *b);
  if (b == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memset(b, 0, offsetof(ys_bytes, block));
  b->allocator = *a;
  b->fd = -1;
  ys_buffer_init(&b->path, &b->allocator);
  const ys_status status = open_file(b, path, log);
  if (status != YANSHU_OK) {
    ys_bytes_close(b);
    return status;
  }
  *out = b;
  return YANSHU_OK;
}

void ys_bytes_close(ys_bytes *b) {
  if (b == NULL) {
    return;
  }
  if (b->gzip_ready) {
    (void)inflateEnd(&b->gzip);
  }
  (void)ZSTD_freeDStream(b->zstd);
  if (b->fd > STDIN_FILENO) {
    (void)close(b->fd);
  }
  ys_buffer_free(&b->path);
  const yanshu_allocator a = b->allocator;
  (void)ys_resize(&a, b, 0);
}

uint64_t ys_bytes_raw(const ys_bytes *b) {
  return b->raw;
}

/** A file that was written to while it was read gives neither its old nor its new content. */
static ys_status check_unchanged(const ys_bytes *b, const ys_log *log) {
  struct stat now;
  if (!S_ISREG(b->about.st_mode) || b->fd == STDIN_FILENO) {
    return YANSHU_OK;
  }
  if (fstat(b->fd, &now) != 0) {
    return fail_system(b, log, errno);
  }
  const bool same = now.st_size == b->about.st_size && now.st_mtim.tv_sec == b->about.st_mtim.tv_sec &&
                    now.st_mtim.tv_nsec == b->about.st_mtim.tv_nsec;
  return same ? YANSHU_OK : fail(b, log, "changed while it was being read");
}

/** Fills the block behind what is left in it. */
static ys_status fill(ys_bytes *b, const ys_log *log) {
  if (b->at > 0) {
    memmove(b->block, b->block + b->at, b->n - b->at);
    b->n -= b->at;
    b->at = 0;
  }
  while (b->n < sizeof b->block && !b->ended) {
    const ssize_t got = read(b->fd, b->block + b->n, sizeof b->block - b->n);
    if (got < 0 && errno != EINTR) {
      return fail_system(b, log, errno);
    }
    if (got == 0) {
      b->ended = true;
      return check_unchanged(b, log);
    }
    if (got > 0) {
      b->n += (size_t)got;
      b->raw += (uint64_t)got;
      if (b->n >= 4) {
        break; /* a pipe gives what it has */
      }
    }
  }
  return YANSHU_OK;
}

static bool is_gzip(const ys_bytes *b) {
  return b->n - b->at >= 2 && b->block[b->at] == 0x1F && b->block[b->at + 1] == 0x8B;
}

static bool is_zstd(const ys_bytes *b) {
  static const unsigned char magic[] = {0x28, 0xB5, 0x2F, 0xFD};
  return b->n - b->at >= sizeof magic && memcmp(b->block + b->at, magic, sizeof magic) == 0;
}

static ys_status find_packing(ys_bytes *b, const ys_log *log) {
  YS_TRY(fill(b, log));
  b->packing = PACKING_NONE;
  if (is_gzip(b)) {
    b->packing = PACKING_GZIP;
    b->gzip_ready = inflateInit2(&b->gzip, 15 + 16) == Z_OK;
    return b->gzip_ready ? YANSHU_OK : YANSHU_NO_MEMORY;
  }
  if (is_zstd(b)) {
    b->packing = PACKING_ZSTD;
    b->zstd = ZSTD_createDStream();
    return b->zstd != NULL && ZSTD_isError(ZSTD_initDStream(b->zstd)) == 0 ? YANSHU_OK : YANSHU_NO_MEMORY;
  }
  return YANSHU_OK;
}

static ys_status read_plain(ys_bytes *b, void *to, size_t n, size_t *got) {
  *got = b->n - b->at < n ? b->n - b->at : n;
  memcpy(to, b->block + b->at, *got);
  b->at += *got;
  return YANSHU_OK;
}

static ys_status read_gzip(ys_bytes *b, const ys_log *log, void *to, size_t n, size_t *got) {
  if (!b->inside && inflateReset(&b->gzip) != Z_OK) {
    return YANSHU_INTERNAL;
  }
  b->inside = true;
  b->gzip.next_in = b->block + b->at;
  b->gzip.avail_in = (uInt)(b->n - b->at);
  b->gzip.next_out = to;
  b->gzip.avail_out = (uInt)(n < BLOCK ? n : BLOCK);
  const uInt room = b->gzip.avail_out;
  const int code = inflate(&b->gzip, Z_NO_FLUSH);
  b->at = b->n - b->gzip.avail_in;
  *got = room - b->gzip.avail_out;
  if (code == Z_STREAM_END) {
    b->inside = false;
    return YANSHU_OK;
  }
  if (code == Z_MEM_ERROR) {
    return YANSHU_NO_MEMORY;
  }
  return code == Z_OK || code == Z_BUF_ERROR ? YANSHU_OK : fail(b, log, "the gzip data are damaged");
}

static ys_status read_zstd(ys_bytes *b, const ys_log *log, void *to, size_t n, size_t *got) {
  ZSTD_inBuffer in = {b->block, b->n, b->at};
  ZSTD_outBuffer out = {to, n, 0};
  const size_t hint = ZSTD_decompressStream(b->zstd, &out, &in);
  b->at = in.pos;
  *got = out.pos;
  if (ZSTD_isError(hint) != 0) {
    return YS_FAIL(log, YANSHU_READ_ERROR, ys_buffer_view(&b->path), 0, "the Zstandard data are damaged: %s",
                   ZSTD_getErrorName(hint));
  }
  b->inside = hint != 0;
  return YANSHU_OK;
}

/** Between two members: another one must begin, or zeros fill up to the end. */
static ys_status check_member(ys_bytes *b, const ys_log *log) {
  if (b->n - b->at < 4) {
    YS_TRY(fill(b, log));
  }
  if (b->at == b->n || (b->packing == PACKING_GZIP ? is_gzip(b) : true)) {
    return YANSHU_OK;
  }
  while (b->at < b->n || !b->ended) {
    if (b->at == b->n) {
      YS_TRY(fill(b, log));
    } else if (b->block[b->at++] != 0) {
      return fail(b, log, "something else stands behind the gzip data");
    }
  }
  return YANSHU_OK;
}

ys_status ys_bytes_read(ys_bytes *b, const ys_log *log, void *to, size_t n, size_t *got) {
  *got = 0;
  if (b->packing == PACKING_UNKNOWN) {
    YS_TRY(find_packing(b, log));
  }
  while (*got == 0 && n > 0) {
    if (b->at == b->n) {
      YS_TRY(fill(b, log));
    }
    if (b->packing != PACKING_NONE && !b->inside) {
      YS_TRY(check_member(b, log));
    }
    const bool nothing = b->at == b->n && b->ended;
    if (nothing && !b->inside) {
      return YANSHU_OK;
    }
    switch (b->packing) {
    case PACKING_GZIP:
      YS_TRY(read_gzip(b, log, to, n, got));
      break;
    case PACKING_ZSTD:
      YS_TRY(read_zstd(b, log, to, n, got));
      break;
    default:
      YS_TRY(read_plain(b, to, n, got));
      break;
    }
    if (nothing && *got == 0 && b->inside) {
      return fail(b, log, "the compressed data end early");
    }
  }
  return YANSHU_OK;
}
