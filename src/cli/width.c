/* SPDX-License-Identifier: Apache-2.0 */
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "rules.h"

/** The character at *i, which moves behind it; U+FFFD for what is none. */
static UChar32 next_character(yanshu_view text, size_t *i) {
  int32_t at = 0;
  const int32_t n = text.n - *i < 4 ? (int32_t)(text.n - *i) : 4;
  UChar32 c = 0;
  U8_NEXT_OR_FFFD((const uint8_t *)text.p + *i, at, n, c);
  *i += (size_t)at;
  return c;
}

static size_t width_of(UChar32 c) {
  const int8_t type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) {
    return 0;
  }
  const int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t cli_text_width(yanshu_view text) {
  size_t width = 0;
  for (size_t i = 0; i < text.n;) {
    width += width_of(next_character(text, &i));
  }
  return width;
}

void cli_put_cell(FILE *to, yanshu_view text, size_t width) {
  const bool cut = cli_text_width(text) > width;
  const size_t room = cut && width > 0 ? width - 1 : width;
  size_t used = 0;
  size_t end = 0;
  for (size_t i = 0; i < text.n;) {
    const size_t wide = width_of(next_character(text, &i));
    if (used + wide > room) {
      break;
    }
    used += wide;
    end = i;
  }
  cli_put_text(to, (yanshu_view){text.p, end});
  if (cut && width > 0) {
    fputs("\u2026", to);
    used++;
  }
  for (; used < width; used++) {
    fputc(' ', to);
  }
}
