/* SPDX-License-Identifier: Apache-2.0 */
/** @file head.c What a file that holds many articles says of all of them, above the first one. */
#include "text/parts.h"

/** The first full date within @p text; p is NULL when there is none. */
static ys_view find_date(ys_arena *arena, ys_view text) {
  for (size_t i = 0; i < text.n; i++) {
    if (!ys_is_digit((unsigned char)text.p[i]) || (i > 0 && ys_is_digit((unsigned char)text.p[i - 1]))) {
      continue;
    }
    const ys_view date = ys_date_read(arena, (ys_view){text.p + i, text.n - i});
    if (date.n == sizeof "2025-01-17" - 1) {
      return date;
    }
  }
  return (ys_view){NULL, 0};
}

/** The same in the headings of @p text. */
static ys_view heading_date(ys_arena *arena, ys_view text) {
  ys_view date = {NULL, 0};
  for (size_t i = 0; i < text.n && date.n == 0;) {
    size_t end = i;
    while (end < text.n && text.p[end] != '\n') {
      end++;
    }
    if (text.p[i] == '#') {
      date = find_date(arena, (ys_view){text.p + i, end - i});
    }
    i = end + 1;
  }
  return date;
}

static ys_view base_name(ys_view path) {
  size_t at = path.n;
  while (at > 0 && path.p[at - 1] != '/') {
    at--;
  }
  return (ys_view){path.p + at, path.n - at};
}

ys_view ys_text_date(ys_arena *arena, ys_view text) {
  return ys_date_read(arena, text);
}

ys_status ys_text_head_read(ys_arena *arena, ys_view above, ys_view path, ys_text_head *out) {
  *out = (ys_text_head){.date = {NULL, 0}};
  ys_page page = {.arena = arena};
  if (ys_utf8_check(above) == SIZE_MAX) {
    ys_cursor behind;
    ys_front_matter(above, &page, &behind);
    out->date = page.meta.date.n > 0 ? ys_date_read(arena, page.meta.date) : (ys_view){NULL, 0};
    out->source = page.meta.source;
    if (out->date.n == 0) {
      out->date = heading_date(arena, above);
    }
  }
  if (out->date.n == 0) {
    out->date = find_date(arena, base_name(path));
  }
  return page.failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}
