/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_read.c A query from its prologue to its last modifier. */
#include "store/sparql_read.h"

#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

/* ---- sets ---- */

void ys_varset_join(ys_varset *set, const ys_varset *more) {
  for (size_t i = 0; i < YS_LENGTH(set->bits); i++) {
    set->bits[i] |= more->bits[i];
  }
}

bool ys_varset_within(const ys_varset *set, const ys_varset *of) {
  for (size_t i = 0; i < YS_LENGTH(set->bits); i++) {
    if ((set->bits[i] & ~of->bits[i]) != 0) {
      return false;
    }
  }
  return true;
}

bool ys_varset_meets(const ys_varset *a, const ys_varset *b) {
  for (size_t i = 0; i < YS_LENGTH(a->bits); i++) {
    if ((a->bits[i] & b->bits[i]) != 0) {
      return true;
    }
  }
  return false;
}

/* ---- one token after the other ---- */

static bool fail(ys_reader *r, ys_status status, const char *text) {
  if (r->status == YANSHU_OK) {
    r->status = text == NULL ? YANSHU_NO_MEMORY : status;
    *r->fault = (ys_query_fault){r->token.line, text};
  }
  return false;
}

bool ys_read_wrong(ys_reader *r, const char *expected) {
  if (r->token.kind == YS_TOKEN_BAD) {
    return fail(r, YANSHU_BAD_ARGUMENT, r->token.text.p);
  }
  const int n = (int)(r->token.text.n < 60 ? r->token.text.n : 60);
  return fail(r, YANSHU_BAD_ARGUMENT,
              ys_arena_format(r->arena, "expected %s, found '%.*s'", expected, n, r->token.text.p).p);
}

bool ys_read_refuse(ys_reader *r, const char *what) {
  return fail(r, YANSHU_UNSUPPORTED, what);
}

void ys_read_step(ys_reader *r) {
  ys_token_next(&r->tokens, &r->token);
}

bool ys_read_no_memory(ys_reader *r) {
  return fail(r, YANSHU_NO_MEMORY, NULL);
}

bool ys_read_mark(ys_reader *r, const char *mark) {
  if (!ys_token_is(&r->token, mark)) {
    const ys_view what = ys_arena_format(r->arena, "'%s'", mark);
    return what.p == NULL ? fail(r, YANSHU_NO_MEMORY, NULL) : ys_read_wrong(r, what.p);
  }
  ys_read_step(r);
  return true;
}

bool ys_read_word(ys_reader *r, const char *word) {
  if (!ys_token_is_word(&r->token, word)) {
    return ys_read_wrong(r, word);
  }
  ys_read_step(r);
  return true;
}

bool ys_read_enter(ys_reader *r) {
  if (r->depth >= YS_QUERY_DEPTH) {
    return ys_read_refuse(r, "so many brackets inside of each other");
  }
  r->depth++;
  return true;
}

static bool add_variable(ys_reader *r, ys_view name, uint32_t *index) {
  if (r->query->variable.n == YS_QUERY_VARIABLES) {
    return ys_read_refuse(r, "so many variables");
  }
  ys_view *const added = YS_PUSH(r->arena, &r->query->variable);
  if (added == NULL) {
    return fail(r, YANSHU_NO_MEMORY, NULL);
  }
  *added = name;
  *index = r->query->variable.n - 1;
  return true;
}

bool ys_new_variable(ys_reader *r, uint32_t *index) {
  return add_variable(r, YS_VIEW(""), index);
}

bool ys_read_variable(ys_reader *r, uint32_t *index) {
  if (r->token.kind != YS_TOKEN_VARIABLE) {
    return ys_read_wrong(r, "a variable");
  }
  *index = 0;
  while (*index < r->query->variable.n && !ys_view_equal(r->query->variable.at[*index], r->token.text)) {
    ++*index;
  }
  if (*index == r->query->variable.n && !add_variable(r, r->token.text, index)) {
    return false;
  }
  ys_read_step(r);
  return true;
}

bool ys_read_iri(ys_reader *r, ys_cell *out) {
  *out = (ys_cell){.kind = YS_CELL_IRI};
  if (r->token.kind == YS_TOKEN_IRI) {
    if (memchr(r->token.text.p, ':', r->token.text.n) == NULL) {
      return ys_read_refuse(r, "relative IRIs");
    }
    out->text = r->token.text;
    ys_read_step(r);
    return true;
  }
  if (r->token.kind != YS_TOKEN_NAME) {
    return ys_read_wrong(r, "an IRI");
  }
  const char *const colon = memchr(r->token.text.p, ':', r->token.text.n);
  const ys_view prefix = {r->token.text.p, (size_t)(colon - r->token.text.p)};
  for (size_t i = 0; i < r->query->prefix.n; i++) {
    const ys_query_prefix *const p = &r->query->prefix.at[i];
    if (ys_view_equal(p->name, prefix)) {
      out->text = ys_arena_format(r->arena, "%.*s%.*s", (int)p->iri.n, p->iri.p, (int)(r->token.text.n - prefix.n - 1),
                                  colon + 1);
      ys_read_step(r);
      return out->text.p != NULL || ys_read_no_memory(r);
    }
  }
  return ys_read_wrong(r, "a prefix that is declared");
}

/** What a string token says, without quotes and escapes. */
static bool unescape(ys_reader *r, ys_view token, ys_view *out) {
  const size_t quotes = token.n >= 6 && token.p[1] == token.p[0] && token.p[2] == token.p[0] ? 3 : 1;
  char *const text = ys_arena_alloc(r->arena, token.n + 1);
  if (text == NULL) {
    return ys_read_no_memory(r);
  }
  size_t n = 0;
  for (size_t i = quotes; i < token.n - quotes; i++) {
    char c = token.p[i];
    if (c == '\\') {
      static const char from[] = "tbnrf\"'\\";
      static const char to[] = "\t\b\n\r\f\"'\\";
      c = to[strchr(from, token.p[++i]) - from];
    }
    text[n++] = c;
  }
  *out = (ys_view){text, n};
  return true;
}

static bool read_string(ys_reader *r, ys_cell *out) {
  if (!unescape(r, r->token.text, &out->text)) {
    return false;
  }
  ys_read_step(r);
  if (r->token.kind == YS_TOKEN_LANGUAGE) {
    char *const tag = ys_arena_alloc(r->arena, r->token.text.n + 1);
    if (tag == NULL) {
      return ys_read_no_memory(r);
    }
    for (size_t i = 0; i < r->token.text.n; i++) {
      const char c = r->token.text.p[i];
      tag[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    out->language = (ys_view){tag, r->token.text.n};
    ys_read_step(r);
  } else if (ys_token_is(&r->token, "^^")) {
    ys_cell type;
    ys_read_step(r);
    if (!ys_read_iri(r, &type)) {
      return false;
    }
    out->datatype = ys_view_equal(type.text, YS_VIEW(XSD "string")) ? (ys_view){NULL, 0} : type.text;
  }
  return true;
}

static void read_number(ys_reader *r, ys_cell *out) {
  const ys_view text = r->token.text;
  out->text = text;
  out->datatype = memchr(text.p, 'e', text.n) != NULL || memchr(text.p, 'E', text.n) != NULL ? YS_VIEW(XSD "double")
                  : memchr(text.p, '.', text.n) != NULL                                      ? YS_VIEW(XSD "decimal")
                                                                                             : YS_VIEW(XSD "integer");
  ys_read_step(r);
}

bool ys_read_literal(ys_reader *r, bool *found, ys_cell *out) {
  *found = true;
  *out = (ys_cell){.kind = YS_CELL_LITERAL};
  if (r->token.kind == YS_TOKEN_NUMBER) {
    read_number(r, out);
    return true;
  }
  if (ys_token_is_word(&r->token, "TRUE") || ys_token_is_word(&r->token, "FALSE")) {
    out->text = ys_token_is_word(&r->token, "TRUE") ? YS_VIEW("true") : YS_VIEW("false");
    out->datatype = YS_VIEW(XSD "boolean");
    ys_read_step(r);
    return true;
  }
  if (r->token.kind != YS_TOKEN_STRING) {
    *found = false;
    return r->token.kind != YS_TOKEN_BAD || ys_read_wrong(r, "");
  }
  *found = read_string(r, out);
  return *found;
}

/* ---- prologue and forms ---- */

static bool read_prefix(ys_reader *r) {
  ys_read_step(r);
  if (r->token.kind != YS_TOKEN_NAME || r->token.text.p[r->token.text.n - 1] != ':') {
    return ys_read_wrong(r, "a prefix and a colon");
  }
  ys_query_prefix *const added = YS_PUSH(r->arena, &r->query->prefix);
  if (added == NULL) {
    return fail(r, YANSHU_NO_MEMORY, NULL);
  }
  added->name = (ys_view){r->token.text.p, r->token.text.n - 1};
  for (size_t i = 0; i + 1 < r->query->prefix.n; i++) {
    if (ys_view_equal(r->query->prefix.at[i].name, added->name)) {
      return ys_read_refuse(r, "a prefix that is declared twice");
    }
  }
  ys_read_step(r);
  if (r->token.kind != YS_TOKEN_IRI) {
    return ys_read_wrong(r, "an IRI in < >");
  }
  ys_cell iri;
  added->iri = r->token.text;
  return ys_read_iri(r, &iri);
}

static bool read_template(ys_reader *r) {
  ys_varset unused = {{0}};
  ys_group built = {.filter.n = 0};
  if (!ys_read_mark(r, "{")) {
    return false;
  }
  while (!ys_token_is(&r->token, "}")) {
    if (!ys_read_triples(r, false, &unused, &built)) {
      return false;
    }
    if (!ys_token_is(&r->token, ".")) {
      break;
    }
    ys_read_step(r);
  }
  r->query->construct.at = built.element.at;
  r->query->construct.n = built.element.n;
  return ys_read_mark(r, "}");
}

/** [WHERE] { ... } and what stands behind it. */
static bool read_where(ys_reader *r) {
  ys_varset scope = {{0}};
  if (ys_token_is_word(&r->token, "FROM")) {
    return ys_read_refuse(r, "FROM");
  }
  if (ys_token_is_word(&r->token, "WHERE")) {
    ys_read_step(r);
  }
  return ys_read_group(r, &scope, &r->query->select.pattern) && ys_read_modifiers(r, &r->query->select, &scope);
}

static bool read_construct(ys_reader *r) {
  ys_read_step(r);
  if (!ys_token_is(&r->token, "{")) {
    return ys_read_refuse(r, "CONSTRUCT without a template");
  }
  return read_template(r) && read_where(r);
}

static bool read_form(ys_reader *r) {
  static const char *const updates[] = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP",
                                        "CREATE", "ADD",    "MOVE", "COPY",  "WITH"};
  ys_varset scope = {{0}};
  if (ys_token_is_word(&r->token, "SELECT")) {
    r->query->form = YS_QUERY_SELECT;
    return ys_read_select(r, &r->query->select, &scope);
  }
  if (ys_token_is_word(&r->token, "ASK")) {
    r->query->form = YS_QUERY_ASK;
    ys_read_step(r);
    return read_where(r);
  }
  if (ys_token_is_word(&r->token, "CONSTRUCT")) {
    r->query->form = YS_QUERY_CONSTRUCT;
    return read_construct(r);
  }
  if (ys_token_is_word(&r->token, "DESCRIBE")) {
    return ys_read_refuse(r, "DESCRIBE");
  }
  for (size_t i = 0; i < YS_LENGTH(updates); i++) {
    if (ys_token_is_word(&r->token, updates[i])) {
      return ys_read_refuse(r, "SPARQL Update");
    }
  }
  return ys_read_wrong(r, "SELECT, ASK or CONSTRUCT");
}

static bool read_query(ys_reader *r) {
  ys_read_step(r);
  while (ys_token_is_word(&r->token, "PREFIX")) {
    if (!read_prefix(r)) {
      return false;
    }
  }
  if (ys_token_is_word(&r->token, "BASE")) {
    return ys_read_refuse(r, "BASE");
  }
  if (!read_form(r)) {
    return false;
  }
  return r->token.kind == YS_TOKEN_END || ys_read_wrong(r, "the end of the query");
}

ys_status ys_query_read(ys_arena *arena, ys_view text, ys_query *out, ys_query_fault *fault) {
  *out = (ys_query){.form = YS_QUERY_SELECT, .select.limit = YS_NO_LIMIT};
  *fault = (ys_query_fault){0, ""};
  const size_t wrong = ys_utf8_check(text);
  if (wrong != SIZE_MAX || (text.n > 0 && memchr(text.p, '\0', text.n) != NULL)) {
    *fault = (ys_query_fault){0, "the query is not UTF-8 text"};
    return YANSHU_BAD_ARGUMENT;
  }
  ys_reader *const r = ys_arena_alloc(arena, sizeof *r);
  if (r == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *r = (ys_reader){.arena = arena, .tokens = {.text = text, .line = 1}, .query = out, .fault = fault};
  if (!read_query(r)) {
    return r->status == YANSHU_OK ? YANSHU_INTERNAL : r->status;
  }
  return YANSHU_OK;
}
