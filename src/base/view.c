/* SPDX-License-Identifier: Apache-2.0 */
/** @file view.c Sized, borrowed text. */
#include "base/base.h"

#include <string.h>

ys_view ys_view_of(const char *text) {
  return text != NULL ? (ys_view){text, strlen(text)} : (ys_view){NULL, 0};
}

int ys_view_compare(ys_view a, ys_view b) {
  const size_t n = a.n < b.n ? a.n : b.n;
  const int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
  if (order != 0) {
    return order < 0 ? -1 : 1;
  }
  return a.n == b.n ? 0 : a.n < b.n ? -1 : 1;
}

bool ys_view_starts(ys_view text, ys_view prefix) {
  return text.n >= prefix.n && (prefix.n == 0 || memcmp(text.p, prefix.p, prefix.n) == 0);
}

bool ys_view_ends(ys_view text, ys_view suffix) {
  return text.n >= suffix.n && (suffix.n == 0 || memcmp(text.p + (text.n - suffix.n), suffix.p, suffix.n) == 0);
}

static bool ascii_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/** Bytes of the blank that begins @p text, 0 for none. */
static size_t blank_at_start(ys_view text) {
  if (text.n > 0 && ascii_blank(text.p[0])) {
    return 1;
  }
  if (ys_view_starts(text, YS_VIEW("\xC2\xA0"))) {
    return 2;
  }
  return ys_view_starts(text, YS_VIEW("\xE3\x80\x80")) ? 3 : 0;
}

/** Bytes of the blank that ends @p text, 0 for none. */
static size_t blank_at_end(ys_view text) {
  if (text.n > 0 && ascii_blank(text.p[text.n - 1])) {
    return 1;
  }
  if (ys_view_ends(text, YS_VIEW("\xC2\xA0"))) {
    return 2;
  }
  return ys_view_ends(text, YS_VIEW("\xE3\x80\x80")) ? 3 : 0;
}

ys_view ys_view_trim(ys_view text) {
  for (size_t n = blank_at_start(text); n > 0; n = blank_at_start(text)) {
    text.p += n;
    text.n -= n;
  }
  for (size_t n = blank_at_end(text); n > 0; n = blank_at_end(text)) {
    text.n -= n;
  }
  return text;
}
