/* SPDX-License-Identifier: Apache-2.0 */
/** @file utf8.c UTF-8 (RFC 3629, strict) and classes of characters. */
#include "base/base.h"

#include <string.h>

static bool continues(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

/** Bytes that a sequence with this first byte has; 0 when none begins so. */
static size_t sequence_length(unsigned char first) {
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4) {
    return 0; /* continuation, overlong, or beyond U+10FFFF */
  }
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

uint32_t ys_utf8_decode_any(const char *p, size_t n, size_t *length) {
  const unsigned char *const s = (const unsigned char *)p;
  const size_t k = sequence_length(s[0]);
  *length = 1;
  if (k == 1) {
    return s[0];
  }
  if (k == 0 || k > n) {
    return YS_NO_CHAR;
  }
  uint32_t c = s[0] & (0x7FU >> k);
  for (size_t i = 1; i < k; i++) {
    if (!continues(s[i])) {
      return YS_NO_CHAR;
    }
    c = c << 6 | (s[i] & 0x3FU);
  }
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (c < least[k] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
    return YS_NO_CHAR;
  }
  *length = k;
  return c;
}

size_t ys_utf8_encode_any(uint32_t c, char out[4]) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (char)(0xC0U | c >> 6);
    out[1] = (char)(0x80U | (c & 0x3FU));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (char)(0xE0U | c >> 12);
    out[1] = (char)(0x80U | (c >> 6 & 0x3FU));
    out[2] = (char)(0x80U | (c & 0x3FU));
    return 3;
  }
  out[0] = (char)(0xF0U | (c >> 18 & 0x07U));
  out[1] = (char)(0x80U | (c >> 12 & 0x3FU));
  out[2] = (char)(0x80U | (c >> 6 & 0x3FU));
  out[3] = (char)(0x80U | (c & 0x3FU));
  return 4;
}

/** Whether two sequences of three bytes begin the eight, neither of them overlong or a surrogate: ideographs, mostly.
 */
static bool two_of_three(const char eight[8]) {
  static const unsigned char bits[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0};
  static const unsigned char want[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0};
  uint64_t word;
  uint64_t mask;
  uint64_t form;
  memcpy(&word, eight, sizeof word);
  memcpy(&mask, bits, sizeof mask);
  memcpy(&form, want, sizeof form);
  const unsigned char first = (unsigned char)eight[0];
  const unsigned char second = (unsigned char)eight[3];
  return (word & mask) == form && first != 0xE0 && first != 0xED && second != 0xE0 && second != 0xED;
}

size_t ys_utf8_check(ys_view text) {
  size_t length;
  for (size_t i = 0; i < text.n; i += length) {
    if (text.n - i >= 8 && two_of_three(text.p + i)) {
      length = 6;
    } else if (ys_utf8_decode(text.p + i, text.n - i, &length) == YS_NO_CHAR) {
      return i;
    }
  }
  return SIZE_MAX;
}

size_t ys_utf8_starts(const char eight[8]) {
  uint64_t word;
  memcpy(&word, eight, sizeof word);
  /* the top bit of each byte that is no continuation: not 10xxxxxx */
  const uint64_t starts = (~word | word << 1) & UINT64_C(0x8080808080808080);
  return (size_t)((starts >> 7) * UINT64_C(0x0101010101010101) >> 56);
}

size_t ys_utf8_count(ys_view text) {
  size_t n = 0;
  size_t i = 0;
  for (; text.n - i >= 8; i += 8) {
    n += ys_utf8_starts(text.p + i);
  }
  for (; i < text.n; i++) {
    n += !continues((unsigned char)text.p[i]);
  }
  return n;
}

bool ys_is_rare_han(uint32_t c) {
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x2FA1F) ||
         (c >= 0x30000 && c <= 0x323AF) || c == 0x3007;
}
