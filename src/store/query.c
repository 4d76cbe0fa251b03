/* SPDX-License-Identifier: Apache-2.0 */
/** @file query.c From a question to its answer. */
#include <stdlib.h>
#include <string.h>

#include "store/answer.h"
#include "store/evaluate.h"

/** What an answer is made with. */
typedef struct asking {
  ys_store *store;
  ys_arena *arena;
  ys_query query;
  ys_answer answer;
} asking;

static ys_cell *new_row(asking *a) {
  ys_cell *const row = ys_arena_alloc(a->arena, (a->answer.n_column + 1) * sizeof *row);
  ys_cell **const place = row == NULL ? NULL : YS_PUSH(a->arena, &a->answer.row);
  if (place == NULL) {
    return NULL;
  }
  *place = row;
  return row;
}

static ys_cell cell_of(const asking *a, uint32_t id) {
  return id == YS_NO_TERM ? (ys_cell){.kind = YS_CELL_NONE} : a->store->term.at[id];
}

static ys_status take_rows(asking *a, const ys_solutions *found) {
  const ys_select *const s = &a->query.select;
  a->answer.n_column = s->column.n;
  a->answer.column = ys_arena_alloc(a->arena, (s->column.n + 1U) * sizeof(ys_view));
  if (a->answer.column == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < s->column.n; k++) {
    a->answer.column[k] = a->query.variable.at[s->column.at[k].variable];
  }
  for (size_t i = 0; i < found->n; i++) {
    ys_cell *const row = new_row(a);
    if (row == NULL) {
      return YANSHU_NO_MEMORY;
    }
    for (uint32_t k = 0; k < s->column.n; k++) {
      row[k] = cell_of(a, ys_solution(found, i)[s->column.at[k].variable]);
    }
  }
  return YANSHU_OK;
}

/** A constructed graph is a set: sorted, without the same triple twice. */
static int compare_triples(const void *x, const void *y) {
  const ys_cell *const a = *(ys_cell *const *)x;
  const ys_cell *const b = *(ys_cell *const *)y;
  for (size_t k = 0; k < 3; k++) {
    int order = (int)a[k].kind - (int)b[k].kind;
    order = order != 0 ? order : ys_view_compare(a[k].text, b[k].text);
    order = order != 0 ? order : ys_view_compare(a[k].language, b[k].language);
    order = order != 0 ? order : ys_view_compare(a[k].datatype, b[k].datatype);
    if (order != 0) {
      return order;
    }
  }
  return 0;
}

/** One triple of the template for one solution; none when a variable is open or of the wrong kind. */
static ys_status construct(asking *a, const ys_element *template, const uint32_t *solution) {
  ys_cell cell[3];
  for (size_t k = 0; k < 3; k++) {
    cell[k] = template->place[k].is_variable ? cell_of(a, solution[template->place[k].variable])
                                             : template->place[k].constant;
  }
  if (cell[0].kind == YS_CELL_NONE || cell[0].kind == YS_CELL_LITERAL || cell[1].kind != YS_CELL_IRI ||
      cell[2].kind == YS_CELL_NONE) {
    return YANSHU_OK;
  }
  ys_cell *const row = new_row(a);
  if (row == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memcpy(row, cell, sizeof cell);
  return YANSHU_OK;
}

static ys_status take_graph(asking *a, const ys_solutions *found) {
  a->answer.n_column = 3;
  for (size_t i = 0; i < found->n; i++) {
    for (uint32_t k = 0; k < a->query.construct.n; k++) {
      YS_TRY(construct(a, &a->query.construct.at[k], ys_solution(found, i)));
    }
  }
  if (a->answer.row.n > 1) {
    qsort((void *)a->answer.row.at, a->answer.row.n, sizeof *a->answer.row.at, compare_triples);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < a->answer.row.n; i++) {
      if (compare_triples((const void *)&a->answer.row.at[kept - 1], (const void *)&a->answer.row.at[i]) != 0) {
        a->answer.row.at[kept++] = a->answer.row.at[i];
      }
    }
    a->answer.row.n = kept;
  }
  return YANSHU_OK;
}

static ys_status make_answer(asking *a, const ys_solutions *found) {
  a->answer.query = &a->query;
  switch (a->query.form) {
  case YS_QUERY_ASK:
    a->answer.boolean = true;
    a->answer.yes = found->n > 0;
    return YANSHU_OK;
  case YS_QUERY_CONSTRUCT:
    return take_graph(a, found);
  case YS_QUERY_SELECT:
    break;
  }
  return take_rows(a, found);
}

static ys_status evaluate(asking *a, const char **unsupported) {
  ys_solutions found = {.allocator = &a->store->allocator, .width = a->query.variable.n + 1U};
  ys_evaluation e = {.store = a->store, .query = &a->query, .arena = a->arena};
  YS_TRY(ys_store_sort(a->store));
  ys_status status = ys_evaluation_begin(&e);
  status = status == YANSHU_OK ? ys_evaluate_select(&e, &a->query.select, &found) : status;
  status = status == YANSHU_OK ? make_answer(a, &found) : status;
  ys_solutions_free(&found);
  ys_evaluation_end(&e);
  *unsupported = e.unsupported;
  return status;
}

/* ---- writing ---- */

static bool fits(ys_query_form form, yanshu_answer answer) {
  switch (answer) {
  case YANSHU_ANSWER_TABLE:
    return true;
  case YANSHU_ANSWER_CSV:
  case YANSHU_ANSWER_TSV:
    return form == YS_QUERY_SELECT;
  case YANSHU_ANSWER_JSON:
  case YANSHU_ANSWER_XML:
    return form != YS_QUERY_CONSTRUCT;
  case YANSHU_ANSWER_NTRIPLES:
    return form == YS_QUERY_CONSTRUCT;
  }
  return false;
}

static void put_triples(const ys_answer *a, ys_sheet *out) {
  for (uint32_t i = 0; i < a->row.n; i++) {
    for (size_t k = 0; k < 3; k++) {
      ys_sheet_cell(out, &a->row.at[i][k]);
      ys_sheet_text(out, k < 2 ? " " : " .\n");
    }
  }
}

static ys_status put_answer(asking *a, yanshu_answer form, unsigned columns, ys_sheet *out) {
  if (a->query.form == YS_QUERY_CONSTRUCT) {
    put_triples(&a->answer, out);
    return ys_sheet_end(out);
  }
  switch (form) {
  case YANSHU_ANSWER_TABLE:
    YS_TRY(ys_answer_table(&a->answer, a->arena, columns, out));
    break;
  case YANSHU_ANSWER_CSV:
    ys_answer_csv(&a->answer, out);
    break;
  case YANSHU_ANSWER_TSV:
    ys_answer_tsv(&a->answer, out);
    break;
  case YANSHU_ANSWER_JSON:
    ys_answer_json(&a->answer, out);
    break;
  case YANSHU_ANSWER_XML:
    ys_answer_xml(&a->answer, out);
    break;
  case YANSHU_ANSWER_NTRIPLES:
    put_triples(&a->answer, out);
    break;
  }
  return ys_sheet_end(out);
}

/** Says what is wrong with the query itself. */
static ys_status complain(const ys_store *store, ys_status status, const ys_query_fault *fault) {
  if (status == YANSHU_UNSUPPORTED) {
    return YS_FAIL(&store->log, status, YS_VIEW("query"), fault->line,
                   "the embedded engine can't answer this: %s. Virtuoso, Jena and Oxigraph can", fault->text);
  }
  return status == YANSHU_BAD_ARGUMENT ? YS_FAIL(&store->log, status, YS_VIEW("query"), fault->line, "%s", fault->text)
                                       : status;
}

static ys_status ask(asking *a, ys_view text, yanshu_answer form, unsigned columns, ys_sheet *out) {
  ys_query_fault fault;
  const ys_status status = ys_query_read(a->arena, text, &a->query, &fault);
  if (status != YANSHU_OK) {
    return complain(a->store, status, &fault);
  }
  if (!fits(a->query.form, form)) {
    static const char *const forms[] = {"SELECT: table, csv, tsv, json or xml", "ASK: table, json or xml",
                                        "CONSTRUCT: table or ntriples"};
    return YS_FAIL(&a->store->log, YANSHU_BAD_ARGUMENT, YS_VIEW("query"), 0, "the answer can't have this form. %s",
                   forms[a->query.form]);
  }
  const char *unsupported = NULL;
  const ys_status done = evaluate(a, &unsupported);
  if (unsupported != NULL) {
    return complain(a->store, done, &(ys_query_fault){0, unsupported});
  }
  return done != YANSHU_OK ? done : put_answer(a, form, columns, out);
}

ys_status ys_store_ask(ys_store *store, ys_view query, yanshu_answer form, unsigned columns, yanshu_write_func write,
                       void *user) {
  asking a = {.store = store, .arena = ys_arena_new(&store->allocator)};
  ys_sheet *const out = ys_resize(&store->allocator, NULL, sizeof *out);
  ys_status status = YANSHU_NO_MEMORY;
  if (a.arena != NULL && out != NULL) {
    ys_sheet_begin(out, write, user);
    status = ask(&a, query, form, columns, out);
  }
  if (out != NULL) {
    ys_resize(&store->allocator, out, 0);
  }
  ys_arena_free(a.arena);
  return status;
}
