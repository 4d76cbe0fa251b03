/* SPDX-License-Identifier: Apache-2.0 */
/** @file wrap.c Text in columns: ICU says how wide a character is (UAX 11) and where a line may break (UAX 14). */
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "explain/model.h"

unsigned ys_wrap_width(uint32_t c) {
  const int8_t type = u_charType((UChar32)c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) {
    return 0;
  }
  const int32_t width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/** may[i]: a line may begin with character i. */
static ys_status find_breaks(ys_arena *arena, const uint32_t *ch, uint32_t n, bool *may) {
  UChar *const text = ys_arena_alloc(arena, (2 * (size_t)n + 1) * sizeof *text);
  uint32_t *const at = ys_arena_alloc(arena, (2 * (size_t)n + 1) * sizeof *at);
  if (text == NULL || at == NULL) {
    return YANSHU_NO_MEMORY;
  }
  int32_t units = 0;
  for (uint32_t i = 0; i < n; i++) {
    const int32_t from = units;
    if (ch[i] < 0x10000) {
      text[units++] = (UChar)ch[i];
    } else {
      text[units++] = (UChar)(0xD800 + ((ch[i] - 0x10000) >> 10));
      text[units++] = (UChar)(0xDC00 + ((ch[i] - 0x10000) & 0x3FF));
    }
    for (int32_t k = from; k < units; k++) {
      at[k] = i;
    }
  }
  at[units] = n;
  UErrorCode code = U_ZERO_ERROR;
  UBreakIterator *const lines = ubrk_open(UBRK_LINE, "zh", text, units, &code);
  if (U_FAILURE(code)) {
    return code == U_MEMORY_ALLOCATION_ERROR ? YANSHU_NO_MEMORY : YANSHU_INTERNAL;
  }
  for (int32_t k = ubrk_first(lines); k != UBRK_DONE; k = ubrk_next(lines)) {
    may[at[k]] = true;
  }
  ubrk_close(lines);
  return YANSHU_OK;
}

/** State of writing lines. */
typedef struct lines {
  const uint32_t *ch;
  const ys_mark *mark;
  size_t n_mark;
  size_t next; /**< mark */
  unsigned used;
  unsigned indent;
  unsigned columns;
  ys_buffer *out;
} lines;

/** Columns of characters [begin, end) with the marks that belong to them; blanks at the end hang over. */
static unsigned measure(const lines *l, uint32_t begin, uint32_t end) {
  unsigned width = 0;
  uint32_t last = end;
  while (last > begin && l->ch[last - 1] == ' ') {
    last--;
  }
  for (uint32_t i = begin; i < last; i++) {
    width += ys_wrap_width(l->ch[i]);
  }
  for (size_t k = l->next; k < l->n_mark && l->mark[k].at <= end; k++) {
    width += l->mark[k].at < end || !l->mark[k].opening ? l->mark[k].width : 0;
  }
  return width;
}

static void put_marks(lines *l, uint32_t at, bool opening) {
  while (l->next < l->n_mark && l->mark[l->next].at == at && l->mark[l->next].opening == opening) {
    ys_buffer_append_view(l->out, l->mark[l->next].text);
    l->used += l->mark[l->next].width;
    l->next++;
  }
}

static void new_line(lines *l) {
  while (l->out->n > 0 && l->out->p[l->out->n - 1] == ' ') {
    l->out->n--;
  }
  ys_buffer_append(l->out, "\n", 1);
  for (unsigned i = 0; i < l->indent; i++) {
    ys_buffer_append(l->out, " ", 1);
  }
  l->used = l->indent;
}

/** Control characters would reach the terminal: they are shown as their pictures. */
static uint32_t shown(uint32_t c) {
  return c < 0x20 ? 0x2400 + c : c == 0x7F ? 0x2421 : c >= 0x80 && c < 0xA0 ? 0xFFFD : c;
}

static void put_piece(lines *l, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; i++) {
    const unsigned width = ys_wrap_width(l->ch[i]);
    put_marks(l, i, true);
    if (l->used + width > l->columns && l->used > l->indent && l->ch[i] != ' ') {
      new_line(l); /* a piece that is longer than a line */
    }
    ys_buffer_append_char(l->out, shown(l->ch[i]));
    l->used += width;
    put_marks(l, i + 1, false);
  }
}

ys_status ys_wrap(ys_arena *arena, const uint32_t *ch, uint32_t n, const ys_mark *mark, size_t n_mark, unsigned first,
                  unsigned indent, unsigned columns, ys_buffer *out) {
  bool *const may = ys_arena_alloc(arena, (size_t)n + 1);
  if (may == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(find_breaks(arena, ch, n, may));
  lines l = {.ch = ch,
             .mark = mark,
             .n_mark = n_mark,
             .used = first,
             .indent = indent,
             .columns = columns > indent + 8 ? columns : indent + 8,
             .out = out};
  for (uint32_t begin = 0; begin < n;) {
    uint32_t end = begin + 1;
    while (end < n && !may[end]) {
      end++;
    }
    if (l.used > l.indent && l.used + measure(&l, begin, end) > l.columns) {
      new_line(&l);
    }
    put_piece(&l, begin, end);
    begin = end;
  }
  return YANSHU_OK;
}

ys_status ys_wrap_view(ys_arena *arena, ys_view text, unsigned first, unsigned indent, unsigned columns,
                       ys_buffer *out) {
  uint32_t *const ch = ys_arena_alloc(arena, (text.n + 1) * sizeof *ch);
  if (ch == NULL) {
    return YANSHU_NO_MEMORY;
  }
  uint32_t n = 0;
  for (size_t i = 0; i < text.n;) {
    size_t length = 0;
    const uint32_t c = ys_utf8_decode(text.p + i, text.n - i, &length);
    ch[n++] = c == YS_NO_CHAR ? 0xFFFD : c;
    i += length;
  }
  return ys_wrap(arena, ch, n, NULL, 0, first, indent, columns, out);
}
