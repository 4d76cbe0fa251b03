/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file compress.c Compression in frames that stand for themselves: a file cut between two of them can be decompressed,
 * and continued. Nothing in them depends on time or machine.
 */
#include <zlib.h>
#include <zstd.h>

#include "archive/private.h"

enum { ROOM = 64 * 1024, ZSTD_LEVEL = 3, GZIP_LEVEL = 6 };

struct ys_compressor {
  yanshu_allocator allocator;
  yanshu_compression kind;
  z_stream gzip;
  bool gzip_ready;
  ZSTD_CCtx *zstd;
  bool inside; /**< the frame has something in it */
};

static ys_status prepare(ys_compressor *c) {
  if (c->kind == YANSHU_COMPRESSION_GZIP) {
    /* A gzip header without name and time. */
    c->gzip_ready = deflateInit2(&c->gzip, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    return c->gzip_ready ? YANSHU_OK : YANSHU_NO_MEMORY;
  }
  if (c->kind == YANSHU_COMPRESSION_ZSTD) {
    c->zstd = ZSTD_createCCtx();
    if (c->zstd == NULL) {
      return YANSHU_NO_MEMORY;
    }
    const bool failed = ZSTD_isError(ZSTD_CCtx_setParameter(c->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL)) != 0 ||
                        ZSTD_isError(ZSTD_CCtx_setParameter(c->zstd, ZSTD_c_checksumFlag, 1)) != 0;
    return failed ? YANSHU_INTERNAL : YANSHU_OK;
  }
  return YANSHU_OK;
}

ys_status ys_compressor_new(const yanshu_allocator *a, yanshu_compression kind, ys_compressor **out) {
  *out = NULL;
  ys_compressor *const c = ys_resize(a, NULL, sizeof *c);
  if (c == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *c = (ys_compressor){.allocator = *a, .kind = kind};
  const ys_status status = prepare(c);
  if (status != YANSHU_OK) {
    ys_compressor_free(c);
    return status;
  }
  *out = c;
  return YANSHU_OK;
}

void ys_compressor_free(ys_compressor *c) {
  if (c == NULL) {
    return;
  }
  if (c->gzip_ready) {
    (void)deflateEnd(&c->gzip);
  }
  (void)ZSTD_freeCCtx(c->zstd);
  const yanshu_allocator a = c->allocator;
  (void)ys_resize(&a, c, 0);
}

static ys_status run_gzip(ys_compressor *c, const void *bytes, size_t n, int flush, ys_buffer *to) {
  union {
    const void *borrowed;
    Bytef *next;
  } in = {.borrowed = bytes};
  unsigned char room[ROOM];
  c->gzip.next_in = in.next;
  c->gzip.avail_in = (uInt)n;
  int code = Z_OK;
  do {
    c->gzip.next_out = room;
    c->gzip.avail_out = sizeof room;
    code = deflate(&c->gzip, flush);
    ys_buffer_append(to, room, sizeof room - c->gzip.avail_out);
  } while (code == Z_OK && (c->gzip.avail_in > 0 || c->gzip.avail_out == 0 || flush == Z_FINISH));
  return code == Z_STREAM_ERROR ? YANSHU_INTERNAL : YANSHU_OK;
}

static ys_status run_zstd(ys_compressor *c, const void *bytes, size_t n, ZSTD_EndDirective end, ys_buffer *to) {
  unsigned char room[ROOM];
  ZSTD_inBuffer in = {bytes, n, 0};
  size_t left = 0;
  do {
    ZSTD_outBuffer out = {room, sizeof room, 0};
    left = ZSTD_compressStream2(c->zstd, &out, &in, end);
    if (ZSTD_isError(left) != 0) {
      return YANSHU_INTERNAL;
    }
    ys_buffer_append(to, room, out.pos);
  } while (in.pos < in.size || (end == ZSTD_e_end && left > 0));
  return YANSHU_OK;
}

ys_status ys_compressor_put(ys_compressor *c, const void *bytes, size_t n, ys_buffer *to) {
  ys_status status = YANSHU_OK;
  c->inside = c->inside || n > 0;
  switch (c->kind) {
  case YANSHU_COMPRESSION_GZIP:
    while (n > 0 && status == YANSHU_OK) {
      const size_t most = n < (size_t)1 << 30 ? n : (size_t)1 << 30; /* zlib counts in unsigned int */
      status = run_gzip(c, bytes, most, Z_NO_FLUSH, to);
      bytes = (const char *)bytes + most;
      n -= most;
    }
    break;
  case YANSHU_COMPRESSION_ZSTD:
    status = run_zstd(c, bytes, n, ZSTD_e_continue, to);
    break;
  default:
    ys_buffer_append(to, bytes, n);
    break;
  }
  YS_TRY(status);
  return to->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

ys_status ys_compressor_end(ys_compressor *c, ys_buffer *to) {
  if (!c->inside) {
    return YANSHU_OK;
  }
  c->inside = false;
  if (c->kind == YANSHU_COMPRESSION_GZIP) {
    YS_TRY(run_gzip(c, "", 0, Z_FINISH, to));
    if (deflateReset(&c->gzip) != Z_OK) {
      return YANSHU_INTERNAL;
    }
  } else if (c->kind == YANSHU_COMPRESSION_ZSTD) {
    YS_TRY(run_zstd(c, "", 0, ZSTD_e_end, to));
  }
  return to->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}
