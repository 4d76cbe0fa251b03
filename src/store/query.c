/* SPDX-License-Identifier: Apache-2.0 */
/** @file query.c A question, through rasqal, to rows. */
#include <stdlib.h>
#include <string.h>

#include "store/answer.h"
#include "store/memory.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

/** What an answer is made with. */
typedef struct asking {
  ys_store *store;
  ys_arena *arena;
  ys_query query;
  ys_answer answer;
  ys_overheard heard;
} asking;

static ys_status copy(ys_arena *arena, const void *p, size_t n, ys_view *out) {
  *out = ys_arena_copy(arena, (ys_view){p, n});
  return out->p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status copy_uri(ys_arena *arena, raptor_uri *uri, ys_view *out) {
  size_t n = 0;
  const unsigned char *const p = raptor_uri_as_counted_string(uri, &n);
  return copy(arena, p, n, out);
}

static ys_status fill_cell(ys_arena *arena, const raptor_term *term, ys_cell *out) {
  switch (term->type) {
  case RAPTOR_TERM_TYPE_URI:
    out->kind = YS_CELL_IRI;
    return copy_uri(arena, term->value.uri, &out->text);
  case RAPTOR_TERM_TYPE_BLANK:
    out->kind = YS_CELL_BLANK;
    return copy(arena, term->value.blank.string, term->value.blank.string_len, &out->text);
  case RAPTOR_TERM_TYPE_LITERAL:
    out->kind = YS_CELL_LITERAL;
    YS_TRY(copy(arena, term->value.literal.string, term->value.literal.string_len, &out->text));
    if (term->value.literal.language != NULL && term->value.literal.language_len > 0) {
      return copy(arena, term->value.literal.language, term->value.literal.language_len, &out->language);
    }
    if (term->value.literal.datatype != NULL) {
      YS_TRY(copy_uri(arena, term->value.literal.datatype, &out->datatype));
      /* RDF 1.1: the same as none */
      if (ys_view_equal(out->datatype, YS_VIEW("http://www.w3.org/2001/XMLSchema#string"))) {
        out->datatype = (ys_view){NULL, 0};
      }
    }
    return YANSHU_OK;
  case RAPTOR_TERM_TYPE_UNKNOWN:
    break;
  }
  return YANSHU_INTERNAL;
}

static ys_cell *new_row(asking *a) {
  ys_cell *const row = ys_arena_alloc(a->arena, (a->answer.n_column + 1) * sizeof *row);
  ys_cell **const place = row == NULL ? NULL : YS_PUSH(a->arena, &a->answer.row);
  if (place == NULL) {
    return NULL;
  }
  *place = row;
  return row;
}

/** Over nothing, librdf knows no columns, so the query says them. */
static ys_status take_columns(asking *a, librdf_query_results *results) {
  const int n = librdf_query_results_get_bindings_count(results);
  if (librdf_query_results_finished(results) != 0) {
    a->answer.column = a->query.need.at;
    a->answer.n_column = a->query.need.n;
    return YANSHU_OK;
  }
  a->answer.n_column = n < 0 ? 0 : (size_t)n;
  a->answer.column = ys_arena_alloc(a->arena, (a->answer.n_column + 1) * sizeof(ys_view));
  if (a->answer.column == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (int k = 0; k < n; k++) {
    const char *const name = librdf_query_results_get_binding_name(results, k);
    YS_TRY(name == NULL ? YANSHU_INTERNAL : copy(a->arena, name, strlen(name), &a->answer.column[k]));
  }
  return YANSHU_OK;
}

static ys_status take_row(asking *a, librdf_query_results *results) {
  ys_cell *const row = new_row(a);
  if (row == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (size_t k = 0; k < a->answer.n_column; k++) {
    librdf_node *const node = librdf_query_results_get_binding_value(results, (int)k);
    if (node != NULL) {
      const ys_status status = fill_cell(a->arena, node, &row[k]);
      librdf_free_node(node);
      YS_TRY(status);
    }
  }
  return YANSHU_OK;
}

static ys_status take_bindings(asking *a, librdf_query_results *results) {
  YS_TRY(take_columns(a, results));
  while (librdf_query_results_finished(results) == 0) {
    YS_TRY(take_row(a, results));
    (void)librdf_query_results_next(results);
  }
  return YANSHU_OK;
}

/** A constructed graph is a set: sorted, without the same triple twice. */
static int compare_rows(const void *x, const void *y) {
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

static ys_status take_graph(asking *a, librdf_query_results *results) {
  a->answer.n_column = 3;
  librdf_stream *const stream = librdf_query_results_as_stream(results);
  if (stream == NULL) {
    return YANSHU_INTERNAL;
  }
  ys_status status = YANSHU_OK;
  while (status == YANSHU_OK && librdf_stream_end(stream) == 0) {
    const librdf_statement *const s = librdf_stream_get_object(stream);
    ys_cell *const row = s == NULL ? NULL : new_row(a);
    if (row == NULL) {
      status = YANSHU_NO_MEMORY;
      break;
    }
    status = fill_cell(a->arena, s->subject, &row[0]);
    status = status == YANSHU_OK ? fill_cell(a->arena, s->predicate, &row[1]) : status;
    status = status == YANSHU_OK ? fill_cell(a->arena, s->object, &row[2]) : status;
    (void)librdf_stream_next(stream);
  }
  librdf_free_stream(stream);
  if (status == YANSHU_OK && a->answer.row.n > 1) {
    qsort((void *)a->answer.row.at, a->answer.row.n, sizeof *a->answer.row.at, compare_rows);
    uint32_t n = 1;
    for (uint32_t i = 1; i < a->answer.row.n; i++) {
      if (compare_rows((const void *)&a->answer.row.at[n - 1], (const void *)&a->answer.row.at[i]) != 0) {
        a->answer.row.at[n++] = a->answer.row.at[i];
      }
    }
    a->answer.row.n = n;
  }
  return status;
}

static ys_status take_results(asking *a, librdf_query_results *results) {
  if (a->query.form == YS_QUERY_ASK) {
    const int yes = librdf_query_results_get_boolean(results);
    a->answer.boolean = true;
    a->answer.yes = yes > 0;
    return yes < 0 ? YANSHU_INTERNAL : YANSHU_OK;
  }
  return a->query.form == YS_QUERY_SELECT ? take_bindings(a, results) : take_graph(a, results);
}

static ys_status evaluate(asking *a) {
  librdf_world *const librdf = ys_rdf_world_librdf(a->store->world);
  librdf_query *const query =
      librdf_new_query(librdf, "sparql11-query", NULL, (const unsigned char *)a->query.text, NULL);
  if (query == NULL) {
    return YANSHU_INTERNAL;
  }
  librdf_query_results *const results = librdf_query_execute(query, a->store->model);
  ys_status status = results == NULL ? YANSHU_INTERNAL : take_results(a, results);
  if (results != NULL) {
    librdf_free_query_results(results);
  }
  librdf_free_query(query);
  /* Of rows that rasqal drops because of an error, it only speaks. */
  status = a->heard.failed ? YANSHU_INTERNAL : status;
  return status;
}

/**
 * Rasqal makes an xsd:decimal of an integer that its own numbers can't hold, and rounds fractions of seconds. What a
 * variable is bound to stands in the data as it is: such an integer gets its type back, anything else is refused.
 */
static ys_status restore(asking *a) {
  if (a->store->n_fragile == 0) {
    return YANSHU_OK;
  }
  for (uint32_t i = 0; i < a->answer.row.n; i++) {
    for (size_t k = 0; k < a->answer.n_column; k++) {
      ys_cell *const c = &a->answer.row.at[i][k];
      if (c->kind == YS_CELL_LITERAL && ys_view_equal(c->datatype, YS_VIEW(XSD "decimal")) &&
          memchr(c->text.p, '.', c->text.n) == NULL && c->text.n > 9) {
        c->datatype = YS_VIEW(XSD "integer");
      }
    }
  }
  return YANSHU_OK;
}

/** What rasqal found, made into what was asked for. */
static ys_status finish(asking *a) {
  a->answer.query = &a->query;
  YS_TRY(restore(a));
  if (a->query.form != YS_QUERY_SELECT) {
    return YANSHU_OK;
  }
  if (a->query.grouped) {
    YS_TRY(ys_answer_group(&a->answer, a->arena));
  }
  YS_TRY(ys_answer_sort(&a->answer, a->arena));
  if (!a->query.grouped) {
    YS_TRY(ys_answer_project(&a->answer, a->arena));
  }
  if (a->query.distinct) {
    YS_TRY(ys_answer_distinct(&a->answer, a->arena));
  }
  ys_answer_slice(&a->answer, a->query.offset, a->query.limit);
  return YANSHU_OK;
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
                   "the embedded engine can't answer this rightly: %s. Virtuoso, Jena and Oxigraph can; 'yanshu load' "
                   "brings the data there",
                   fault->text);
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
  if (a->store->n_fragile > 0 && (a->query.joins_objects || a->store->other_fragile)) {
    return complain(a->store, YANSHU_UNSUPPORTED,
                    &(ys_query_fault){0, "numbers of more than nine digits or fractions of seconds in the data, and a "
                                         "query that may join on them"});
  }
  if (a->store->n_blank > 0 && a->query.reads_text) {
    return complain(a->store, YANSHU_UNSUPPORTED, &(ys_query_fault){0, "STR() or LANG() over data with blank nodes"});
  }
  ys_overhear(a->store, &a->heard);
  ys_status done = evaluate(a);
  ys_overhear_end(a->store);
  if (done != YANSHU_OK) {
    return YS_FAIL(&a->store->log, done == YANSHU_NO_MEMORY ? done : YANSHU_UNSUPPORTED, YS_VIEW("query"),
                   a->heard.line, "the embedded engine failed, so there is no answer%s%s", a->heard.failed ? ": " : "",
                   a->heard.text);
  }
  done = finish(a);
  if (done == YANSHU_UNSUPPORTED) {
    return complain(
        a->store, done,
        &(ys_query_fault){0, "MIN or MAX of values of several kinds, or ORDER BY a column that is not shown"});
  }
  return done != YANSHU_OK ? done : put_answer(a, form, columns, out);
}

ys_status ys_store_ask(ys_store *store, ys_view query, yanshu_answer form, unsigned columns, yanshu_write_func write,
                       void *user) {
  asking a = {.store = store, .arena = ys_arena_new(&store->allocator)};
  ys_sheet *const out = ys_resize(&store->allocator, NULL, sizeof *out);
  ys_status status = YANSHU_NO_MEMORY;
  if (a.arena != NULL && out != NULL) {
    out->write = write;
    out->user = user;
    out->status = YANSHU_OK;
    out->n = 0;
    status = ask(&a, query, form, columns, out);
  }
  if (out != NULL) {
    ys_resize(&store->allocator, out, 0);
  }
  ys_arena_free(a.arena);
  return status;
}
