/* SPDX-License-Identifier: Apache-2.0 */
/** @file plain.c Plain text: a line is a line; layout finds the headline. */
#include "text/parts.h"

void ys_plain_read(ys_view text, ys_page *page) {
  ys_cursor cursor;
  ys_row row = {.at = {0}};
  ys_front_matter(text, page, &cursor);
  while (ys_row_read(text, &cursor, page, &row)) {
    if (ys_row_blank(&row)) {
      page->gap = true;
      continue;
    }
    for (uint32_t i = 0; i < row.at.n; i++) {
      ys_page_add(page, row.at.at[i].c, row.at.at[i].from, row.at.at[i].to);
    }
    ys_page_break(page);
  }
}
