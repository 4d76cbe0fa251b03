/* SPDX-License-Identifier: Apache-2.0 */
/** @file answer.h Rows of terms, and how they are written. Inside of the room. */
#ifndef YS_STORE_ANSWER_H
#define YS_STORE_ANSWER_H

#include "store/sparql.h"

/** Everything that was found. */
typedef struct ys_answer {
  bool boolean; /**< ASK: `yes` holds the answer, there are no rows */
  bool yes;
  ys_view *column; /**< names */
  size_t n_column;
  YS_ARRAY(ys_cell *) row; /**< each of n_column cells */
  const ys_query *query;
} ys_answer;

/** Output in pieces of a sensible size; remembers the first failure. */
typedef struct ys_sheet {
  yanshu_write_func write;
  void *user;
  ys_status status;
  int64_t total; /**< bytes that were put */
  size_t n;
  char bytes[1 << 14];
} ys_sheet;
void ys_sheet_begin(ys_sheet *out, yanshu_write_func write, void *user);
void ys_sheet_put(ys_sheet *out, const void *bytes, size_t n);
void ys_sheet_text(ys_sheet *out, const char *text);
void ys_sheet_view(ys_sheet *out, ys_view text);
ys_status ys_sheet_end(ys_sheet *out);

/** A cell as in Turtle and TSV: `<iri>`, `"text"@zh-hans`, `_:b`. */
void ys_sheet_cell(ys_sheet *out, const ys_cell *cell);

void ys_answer_csv(const ys_answer *answer, ys_sheet *out);
void ys_answer_tsv(const ys_answer *answer, ys_sheet *out);
void ys_answer_json(const ys_answer *answer, ys_sheet *out);
void ys_answer_xml(const ys_answer *answer, ys_sheet *out);
/** For people: literals bare, IRIs by the query's prefixes, cut to @p columns when that is not 0. */
ys_status ys_answer_table(const ys_answer *answer, ys_arena *arena, unsigned columns, ys_sheet *out);

#endif
