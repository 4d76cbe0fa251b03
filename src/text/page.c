/* SPDX-License-Identifier: Apache-2.0 */
/** @file page.c Building the lines of a page. */
#include <string.h>

#include "text/parts.h"

uint32_t ys_cursor_next(ys_view text, ys_cursor *cursor) {
  size_t length;
  const uint32_t c = ys_utf8_decode(text.p + cursor->byte, text.n - cursor->byte, &length);
  cursor->byte += length;
  cursor->at++;
  return c;
}

void ys_page_reserve(ys_page *page, uint32_t n) {
  page->piece.at = ys_arena_room(page->arena, (size_t)n * sizeof *page->piece.at);
  page->failed = page->failed || page->piece.at == NULL;
  page->piece.room = page->failed ? 0 : n;
}

void ys_page_add(ys_page *page, uint32_t c, uint32_t from, uint32_t to) {
  if (page->failed) {
    return;
  }
  if (page->piece.n == page->start && ys_is_space(c)) {
    page->indent = page->indent || c == 0x3000;
    return; /* blanks at the start */
  }
  ys_piece *const piece = YS_PUSH(page->arena, &page->piece);
  if (piece == NULL) {
    page->failed = true;
    return;
  }
  *piece = (ys_piece){c, from, to};
}

void ys_page_add_all(ys_page *page, const ys_piece *piece, uint32_t n) {
  while (n > 0 && page->piece.n == page->start) { /* blanks at the start, up to the first piece of the line */
    ys_page_add(page, piece->c, piece->from, piece->to);
    piece++;
    n--;
  }
  if (n == 0 || page->failed) {
    return;
  }
  if (!YS_RESERVE(page->arena, &page->piece, n)) {
    page->failed = true;
    return;
  }
  memcpy(page->piece.at + page->piece.n, piece, n * sizeof *piece);
  page->piece.n += n;
}

void ys_page_break(ys_page *page) {
  while (page->piece.n > page->start && ys_is_space(page->piece.at[page->piece.n - 1].c)) {
    page->piece.n--;
  }
  if (page->piece.n > page->start && !page->failed) {
    ys_line *const line = YS_PUSH(page->arena, &page->line);
    if (line == NULL) {
      page->failed = true;
      return;
    }
    *line = (ys_line){page->start, page->piece.n, page->hint,  page->level,
                      page->gap,   page->hard,    page->solid, page->indent};
    page->gap = page->hard = page->solid = false;
  }
  page->start = page->piece.n;
  page->indent = false;
  page->hint = YS_HINT_NONE;
  page->level = 0;
}

static bool ends_line(uint32_t c) {
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/** Room for a line that ends at the next LF at the latest: one look ahead instead of one check a character. */
static bool make_row_room(ys_view text, const ys_cursor *cursor, ys_page *page, ys_row *row) {
  const size_t rest = text.n - cursor->byte;
  const char *const end = memchr(text.p + cursor->byte, '\n', rest);
  const size_t n = end != NULL ? (size_t)(end - (text.p + cursor->byte)) : rest;
  const uint32_t most = n < YS_LINE_MOST ? (uint32_t)n : YS_LINE_MOST;
  page->failed = page->failed || !YS_RESERVE(page->arena, &row->at, most) ||
                 !YS_RESERVE(page->arena, &row->mark, most + 1); /* one more is written to than kept */
  return !page->failed;
}

/**
 * Takes characters up to one that may end a line or is seldom: U+3000 to U+FFFF, which no line end is, and ASCII. The
 * row has room for them.
 */
static void read_usual(ys_view text, ys_cursor *cursor, ys_row *row) {
  const unsigned char *p = (const unsigned char *)text.p + cursor->byte;
  const unsigned char *const end = (const unsigned char *)text.p + text.n;
  uint64_t ascii[2] = {row->ascii[0], row->ascii[1]};
  uint32_t at = cursor->at;
  uint32_t n = row->at.n;
  uint32_t marks = row->mark.n;
  for (; p < end && n < YS_LINE_MOST; at++, n++) {
    uint32_t c = *p;
    if (c >= 0xE3 && c <= 0xEF) {
      c = (c & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
      p += 3;
    } else if (c >= ' ' && c < 0x80) {
      ascii[c >> 6] |= UINT64_C(1) << (c & 63U);
      row->mark.at[marks] = n; /* stays if it is one */
      marks += ys_is_ascii_mark(c);
      p++;
    } else {
      break;
    }
    row->at.at[n] = (ys_piece){c, at, at + 1};
  }
  cursor->byte = (size_t)((const char *)p - text.p);
  cursor->at = at;
  row->at.n = n;
  row->mark.n = marks;
  row->ascii[0] = ascii[0];
  row->ascii[1] = ascii[1];
}

bool ys_row_read(ys_view text, ys_cursor *cursor, ys_page *page, ys_row *row) {
  row->at.n = row->mark.n = 0;
  row->ascii[0] = row->ascii[1] = 0;
  if (cursor->byte >= text.n || !make_row_room(text, cursor, page, row)) {
    return false;
  }
  while (cursor->byte < text.n) {
    read_usual(text, cursor, row);
    if (cursor->byte == text.n) {
      break;
    }
    const uint32_t from = cursor->at;
    const uint32_t c = ys_cursor_next(text, cursor);
    if ((c < 0x100 || c >> 8 == 0x20) && ends_line(c)) {
      if (c == '\r' && cursor->byte < text.n && text.p[cursor->byte] == '\n') {
        ys_cursor_next(text, cursor);
      }
      break;
    }
    if (row->at.n == YS_LINE_MOST) {
      page->too_long = cursor->byte;
      return false;
    }
    row->at.at[row->at.n++] = (ys_piece){c, from, from + 1};
  }
  return true;
}

bool ys_row_blank(const ys_row *row) {
  for (uint32_t i = 0; i < row->at.n; i++) {
    if (!ys_is_space(row->at.at[i].c)) {
      return false;
    }
  }
  return true;
}
