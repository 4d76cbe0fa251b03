/* SPDX-License-Identifier: Apache-2.0 */
/** @file utf8.c UTF-8 (RFC 3629, strict) and classes of characters. */
#include "base/base.h"

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

size_t ys_utf8_encode(uint32_t c, char out[4]) {
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

size_t ys_utf8_check(ys_view text) {
  for (size_t i = 0; i < text.n;) {
    size_t length;
    if (ys_utf8_decode(text.p + i, text.n - i, &length) == YS_NO_CHAR) {
      return i;
    }
    i += length;
  }
  return SIZE_MAX;
}

size_t ys_utf8_count(ys_view text) {
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    n += !continues((unsigned char)text.p[i]);
  }
  return n;
}

bool ys_is_rare_han(uint32_t c) {
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x2FA1F) ||
         (c >= 0x30000 && c <= 0x323AF) || c == 0x3007;
}
