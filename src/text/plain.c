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
    ys_page_add_all(page, row.at.at, row.at.n);
    ys_page_break(page);
  }
}
