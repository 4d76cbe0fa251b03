/* SPDX-License-Identifier: Apache-2.0 */
/** @file slice.c Parts of a document as text. */
#include <endian.h>
#include <string.h>

#include "text/parts.h"

static ys_view encode(ys_arena *arena, const uint32_t *ch, uint32_t begin, uint32_t end) {
  const size_t most = begin < end ? (size_t)(end - begin) * 4 : 0;
  char *const text = ys_arena_room(arena, most + 1);
  if (text == NULL) {
    return (ys_view){NULL, 0};
  }
  size_t n = 0;
  for (uint32_t i = begin; i < end; i++) {
    const uint32_t c = ch[i];
    if (c >= 0x800 && c < 0x10000) { /* nearly all: in one go, with a byte behind that the next one overwrites */
      const uint32_t bytes = htole32(0x8080E0U | c >> 12 | (c << 2 & 0x3F00U) | (c & 0x3FU) << 16);
      memcpy(text + n, &bytes, sizeof bytes);
      n += 3;
    } else {
      n += ys_utf8_encode(c, text + n);
    }
  }
  text[n] = '\0';
  return (ys_view){text, n};
}

ys_view ys_text_raw(ys_arena *arena, const ys_document *d, uint32_t begin, uint32_t end) {
  return encode(arena, d->raw, begin, end);
}

ys_view ys_text_normal(ys_arena *arena, const ys_document *d, uint32_t begin, uint32_t end) {
  return encode(arena, d->ch, begin, end);
}

/** Byte offset of a character of the input. */
static size_t byte_of(const ys_document *d, uint32_t character) {
  if (character >= d->input_chars) {
    return d->input.n;
  }
  size_t byte = d->input_at[character / YS_TEXT_STEP];
  for (uint32_t more = character % YS_TEXT_STEP; more > 0; more--) {
    byte += ys_utf8_length(d->input.p[byte]);
  }
  return byte;
}

ys_view ys_text_source(const ys_document *d, uint32_t begin, uint32_t end) {
  if (begin >= end || end > d->n) {
    return (ys_view){d->input.p, 0};
  }
  const uint32_t from = d->from[begin];
  const uint32_t to = d->to[end - 1];
  const size_t first = byte_of(d, from);
  if (to <= from) {
    return (ys_view){d->input.p + first, 0};
  }
  if (to - from > YS_TEXT_STEP) {
    return (ys_view){d->input.p + first, byte_of(d, to) - first};
  }
  size_t behind = first;
  for (uint32_t more = to - from; more > 0 && behind < d->input.n; more--) {
    behind += ys_utf8_length(d->input.p[behind]);
  }
  return (ys_view){d->input.p + first, behind - first};
}

uint32_t ys_text_sentence_at(const ys_document *d, uint32_t character) {
  uint32_t low = 0;
  uint32_t high = d->n_sentence;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    if (d->sentence[middle].begin <= character) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}
