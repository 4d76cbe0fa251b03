/* SPDX-License-Identifier: Apache-2.0 */
/** @file heading.c Which lines of Markdown are headings (CommonMark's with #), and which stand in front matter. */
#include <limits.h>

#include "archive/private.h"

/** Lines of front matter that may come before its end. */
enum { FRONT_MOST = 200 };

static unsigned count(ys_view line, size_t at, char c) {
  unsigned n = 0;
  while (at + n < line.n && line.p[at + n] == c) {
    n++;
  }
  return n;
}

static bool blank_from(ys_view line, size_t at) {
  while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t' || line.p[at] == '\r')) {
    at++;
  }
  return at == line.n;
}

/** Front matter stands between two lines of three hyphens at the very start. One that never ends is none. */
static bool in_front(ys_headings *h, ys_view line) {
  const bool mark = count(line, 0, '-') == 3 && blank_from(line, 3);
  const bool first = h->lines == 0;
  h->lines += h->lines < UINT_MAX ? 1 : 0;
  if (first) {
    h->front = mark;
    return mark;
  }
  const bool inside = h->front;
  h->front = h->front && !mark && h->lines < FRONT_MOST;
  return inside;
}

unsigned ys_headings_level(ys_headings *h, ys_view line) {
  if (in_front(h, line)) {
    return 0;
  }
  const unsigned indent = count(line, 0, ' ');
  const unsigned level = count(line, indent, '#');
  const size_t behind = (size_t)indent + level;
  const bool space = blank_from(line, behind) || line.p[behind] == ' ' || line.p[behind] == '\t';
  return indent <= 3 && level >= 1 && level <= 6 && space ? level : 0;
}
