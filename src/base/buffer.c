/* SPDX-License-Identifier: Apache-2.0 */
/** @file buffer.c A byte string that grows. */
#include "base/base.h"

#include <string.h>

enum { BUFFER_FIRST = 256 };

void ys_buffer_init(ys_buffer *b, const yanshu_allocator *a) {
  *b = (ys_buffer){.allocator = a != NULL ? a : ys_allocator_system()};
}

void ys_buffer_free(ys_buffer *b) {
  if (b->p != NULL) {
    ys_resize(b->allocator, b->p, 0);
  }
  ys_buffer_init(b, b->allocator);
}

/** Makes room for @p n more bytes; sets `failed` when there is none. */
static bool reserve(ys_buffer *b, size_t n) {
  if (b->failed || n > SIZE_MAX / 2 - b->n) {
    b->failed = true;
    return false;
  }
  if (b->room - b->n >= n) {
    return true;
  }
  size_t room = b->room == 0 ? BUFFER_FIRST : b->room;
  while (room < b->n + n) {
    room *= 2;
  }
  char *const grown = ys_resize(b->allocator, b->p, room);
  if (grown == NULL) {
    b->failed = true;
    return false;
  }
  b->p = grown;
  b->room = room;
  return true;
}

void ys_buffer_append(ys_buffer *b, const void *bytes, size_t n) {
  if (n > 0 && reserve(b, n)) {
    memcpy(b->p + b->n, bytes, n);
    b->n += n;
  }
}

char *ys_buffer_more(ys_buffer *b, size_t n) {
  return reserve(b, n) ? b->p + b->n : NULL;
}

void ys_buffer_append_view(ys_buffer *b, ys_view text) {
  ys_buffer_append(b, text.p, text.n);
}

void ys_buffer_append_char(ys_buffer *b, uint32_t code_point) {
  char bytes[4];
  ys_buffer_append(b, bytes, ys_utf8_encode(code_point, bytes));
}

ys_view ys_buffer_view(const ys_buffer *b) {
  return (ys_view){b->p, b->n};
}
