/* SPDX-License-Identifier: Apache-2.0 */
/** @file table.c Rows as a table whose columns stand right where a Chinese character is two wide. */
#include <string.h>

#include <unicode/uchar.h>

#include "store/answer.h"

/** No column is made narrower than this for the sake of another. */
#define COLUMN_LEAST 8U

/** Columns of a terminal that a character takes. */
static unsigned width_of(uint32_t c) {
  const int8_t kind = u_charType((UChar32)c);
  if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR) {
    return 0;
  }
  const int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

static bool is_control(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == YS_NO_CHAR || c == 0x2028 || c == 0x2029 ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static unsigned width_of_text(ys_view text) {
  unsigned width = 0;
  for (size_t i = 0; i < text.n && width < 1U << 20;) {
    size_t length = 1;
    const uint32_t c = ys_utf8_decode(text.p + i, text.n - i, &length);
    width += is_control(c) ? 1 : width_of(c);
    i += length;
  }
  return width;
}

/** What people read: a literal bare, an IRI by the longest prefix that fits. */
static ys_view shown(const ys_answer *a, ys_arena *arena, const ys_cell *cell) {
  if (cell->kind == YS_CELL_BLANK) {
    return ys_arena_format(arena, "_:%.*s", (int)cell->text.n, cell->text.p);
  }
  if (cell->kind != YS_CELL_IRI) {
    return cell->kind == YS_CELL_NONE ? YS_VIEW("") : cell->text;
  }
  const ys_query_prefix *best = NULL;
  for (uint32_t i = 0; i < a->query->prefix.n; i++) {
    const ys_query_prefix *const p = &a->query->prefix.at[i];
    if (ys_view_starts(cell->text, p->iri) && (best == NULL || p->iri.n > best->iri.n)) {
      best = p;
    }
  }
  if (best == NULL) {
    return cell->text;
  }
  return ys_arena_format(arena, "%.*s:%.*s", (int)best->name.n, best->name.p, (int)(cell->text.n - best->iri.n),
                         cell->text.p + best->iri.n);
}

/** Narrows the widest columns, evenly, until the whole fits @p columns. */
static void narrow(unsigned *width, size_t n, unsigned columns) {
  for (;;) {
    unsigned sum = 0;
    size_t widest = 0;
    for (size_t k = 0; k < n; k++) {
      sum += width[k] + (k == 0 ? 0 : 2);
      widest = width[k] > width[widest] ? k : widest;
    }
    if (sum <= columns || width[widest] <= COLUMN_LEAST) {
      return;
    }
    width[widest]--;
  }
}

static void put_blanks(ys_sheet *out, unsigned n) {
  for (; n > 0; n--) {
    ys_sheet_text(out, " ");
  }
}

/** Writes @p text in @p width columns, cut with … when it is longer; padded unless it is the last. */
static void put_padded(ys_sheet *out, ys_view text, unsigned width, bool last) {
  const bool cut = width_of_text(text) > width;
  unsigned used = 0;
  for (size_t i = 0; i < text.n;) {
    size_t length = 1;
    const uint32_t c = ys_utf8_decode(text.p + i, text.n - i, &length);
    const unsigned wide = is_control(c) ? 1 : width_of(c);
    if (cut && used + wide + 1 > width) {
      break;
    }
    ys_sheet_put(out, is_control(c) ? (c == '\n' || c == '\t' ? " " : "?") : text.p + i, is_control(c) ? 1 : length);
    used += wide;
    i += length;
  }
  if (cut) {
    ys_sheet_text(out, "…");
    used++;
  }
  if (!last) {
    put_blanks(out, (used < width ? width - used : 0) + 2);
  }
}

static void put_rule(ys_sheet *out, unsigned width, bool last) {
  for (; width > 0; width--) {
    ys_sheet_text(out, "─");
  }
  ys_sheet_text(out, last ? "\n" : "  ");
}

static ys_status put_rows(const ys_answer *a, ys_arena *arena, unsigned columns, ys_sheet *out) {
  const size_t n = a->n_column;
  ys_view *const text = ys_arena_alloc(arena, ((size_t)a->row.n * n + 1) * sizeof *text);
  unsigned *const width = ys_arena_alloc(arena, (n + 1) * sizeof *width);
  if (text == NULL || width == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (size_t k = 0; k < n; k++) {
    width[k] = width_of_text(a->column[k]);
  }
  for (size_t i = 0; i < (size_t)a->row.n * n; i++) {
    text[i] = shown(a, arena, &a->row.at[i / n][i % n]);
    if (text[i].p == NULL && text[i].n > 0) {
      return YANSHU_NO_MEMORY;
    }
    const unsigned wide = width_of_text(text[i]);
    width[i % n] = wide > width[i % n] ? wide : width[i % n];
  }
  if (columns > 0) {
    narrow(width, n, columns);
  }
  for (size_t k = 0; k < n; k++) {
    put_padded(out, a->column[k], width[k], k + 1 == n);
  }
  ys_sheet_text(out, "\n");
  for (size_t k = 0; k < n; k++) {
    put_rule(out, width[k], k + 1 == n);
  }
  for (size_t i = 0; i < (size_t)a->row.n * n; i++) {
    put_padded(out, text[i], width[i % n], (i + 1) % n == 0);
    ys_sheet_text(out, (i + 1) % n == 0 ? "\n" : "");
  }
  return YANSHU_OK;
}

ys_status ys_answer_table(const ys_answer *a, ys_arena *arena, unsigned columns, ys_sheet *out) {
  if (a->boolean) {
    ys_sheet_text(out, a->yes ? "yes\n" : "no\n");
    return YANSHU_OK;
  }
  if (a->n_column > 0) {
    const ys_status status = put_rows(a, arena, columns, out);
    if (status != YANSHU_OK) {
      return status;
    }
  }
  const ys_view count = ys_arena_format(arena, "%s%u %s\n", a->row.n == 0 ? "" : "\n", (unsigned)a->row.n,
                                        a->row.n == 1 ? "row" : "rows");
  ys_sheet_view(out, count);
  return count.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}
