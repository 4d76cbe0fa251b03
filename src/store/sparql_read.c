/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_read.c A query from its prologue to its last modifier. */
#include "store/sparql_read.h"

#include <string.h>

/* ---- sets ---- */

void ys_varset_join(ys_varset *set, const ys_varset *more) {
  for (size_t i = 0; i < YS_LENGTH(set->bits); i++) {
    set->bits[i] |= more->bits[i];
  }
}

void ys_varset_meet(ys_varset *set, const ys_varset *with) {
  for (size_t i = 0; i < YS_LENGTH(set->bits); i++) {
    set->bits[i] &= with->bits[i];
  }
}

size_t ys_varset_first(const ys_varset *a, const ys_varset *b, const ys_varset *without) {
  for (size_t i = 0; i < YS_QUERY_VARIABLES; i++) {
    if (ys_varset_has(a, i) && ys_varset_has(b, i) && !ys_varset_has(without, i)) {
      return i;
    }
  }
  return YS_QUERY_VARIABLES;
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

bool ys_read_variable(ys_reader *r, size_t *index) {
  if (r->token.kind != YS_TOKEN_VARIABLE) {
    return ys_read_wrong(r, "a variable");
  }
  size_t i = 0;
  while (i < r->variable.n && !ys_view_equal(r->variable.at[i], r->token.text)) {
    i++;
  }
  if (i == YS_QUERY_VARIABLES) {
    return ys_read_refuse(r, "so many variables");
  }
  if (i == r->variable.n) {
    ys_view *const added = YS_PUSH(r->arena, &r->variable);
    if (added == NULL) {
      return fail(r, YANSHU_NO_MEMORY, NULL);
    }
    *added = r->token.text;
  }
  if (r->select[i] != 0) {
    return ys_read_refuse(r, "a variable that an inner SELECT keeps to itself and that stands outside as well");
  }
  *index = i;
  ys_read_step(r);
  return true;
}

bool ys_read_iri(ys_reader *r) {
  if (r->token.kind == YS_TOKEN_IRI) {
    if (ys_view_equal(r->token.text, YS_VIEW("")) || memchr(r->token.text.p, ':', r->token.text.n) == NULL) {
      return ys_read_refuse(r, "relative IRIs");
    }
    ys_read_step(r);
    return true;
  }
  if (r->token.kind != YS_TOKEN_NAME) {
    return ys_read_wrong(r, "an IRI");
  }
  const char *const colon = memchr(r->token.text.p, ':', r->token.text.n);
  const ys_view prefix = {r->token.text.p, (size_t)(colon - r->token.text.p)};
  for (size_t i = 0; i < r->query->prefix.n; i++) {
    if (ys_view_equal(r->query->prefix.at[i].name, prefix)) {
      ys_read_step(r);
      return true;
    }
  }
  return ys_read_wrong(r, "a prefix that is declared");
}

bool ys_read_literal(ys_reader *r, bool *found) {
  *found = true;
  if (r->token.kind == YS_TOKEN_NUMBER || ys_token_is_word(&r->token, "TRUE") || ys_token_is_word(&r->token, "FALSE")) {
    ys_read_step(r);
    return true;
  }
  if (r->token.kind != YS_TOKEN_STRING) {
    *found = false;
    return r->token.kind != YS_TOKEN_BAD || ys_read_wrong(r, "");
  }
  ys_read_step(r);
  if (r->token.kind == YS_TOKEN_LANGUAGE) {
    ys_read_step(r);
  } else if (ys_token_is(&r->token, "^^")) {
    ys_read_step(r);
    *found = ys_read_iri(r);
  }
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
  added->iri = r->token.text;
  return ys_read_iri(r);
}

static bool read_construct(ys_reader *r) {
  ys_read_step(r);
  if (!ys_token_is(&r->token, "{")) {
    return ys_read_refuse(r, "CONSTRUCT without a template");
  }
  ys_read_step(r);
  ys_scope template = {0};
  while (!ys_token_is(&r->token, "}")) {
    if (!ys_read_triples(r, false, &template)) {
      return false;
    }
    if (!ys_token_is(&r->token, ".")) {
      break;
    }
    ys_read_step(r);
  }
  ys_scope scope = {0};
  if (!ys_read_mark(r, "}")) {
    return false;
  }
  if (ys_token_is_word(&r->token, "FROM")) {
    return ys_read_refuse(r, "FROM");
  }
  if (ys_token_is_word(&r->token, "WHERE")) {
    ys_read_step(r);
  }
  /* Without an order, LIMIT takes any: nothing to be done here. */
  return ys_read_group(r, NULL, &scope) && ys_read_modifiers(r, false, &scope.bound);
}

static bool read_ask(ys_reader *r) {
  ys_scope scope = {0};
  ys_read_step(r);
  if (ys_token_is_word(&r->token, "FROM")) {
    return ys_read_refuse(r, "FROM");
  }
  if (ys_token_is_word(&r->token, "WHERE")) {
    ys_read_step(r);
  }
  return ys_read_group(r, NULL, &scope);
}

static bool read_form(ys_reader *r) {
  static const char *const updates[] = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP",
                                        "CREATE", "ADD",    "MOVE", "COPY",  "WITH"};
  ys_varset projected = {{0}};
  if (ys_token_is_word(&r->token, "SELECT")) {
    r->query->form = YS_QUERY_SELECT;
    return ys_read_select(r, true, &projected);
  }
  if (ys_token_is_word(&r->token, "ASK")) {
    r->query->form = YS_QUERY_ASK;
    return read_ask(r);
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
  r->query->form_start = r->token.start;
  if (!read_form(r)) {
    return false;
  }
  if (ys_token_is_word(&r->token, "VALUES")) {
    return ys_read_refuse(r, "VALUES");
  }
  return r->token.kind == YS_TOKEN_END || ys_read_wrong(r, "the end of the query");
}

/** Two variables may be compared when both are IRIs: rasqal mixes up values of different types. */
static bool check_compared(ys_reader *r) {
  if (ys_varset_first(&r->compared, &r->compared, &r->subject) < YS_QUERY_VARIABLES) {
    return ys_read_refuse(r, "= or != between variables that may be literals; compare STR(?x) and STR(?y)");
  }
  return true;
}

/** The query without comments (rasqal ends an IRI at some), language tags in lower case. */
static char *clean_text(ys_arena *arena, ys_view text) {
  char *const copy = ys_arena_alloc(arena, text.n + 1);
  if (copy == NULL) {
    return NULL;
  }
  memset(copy, ' ', text.n);
  ys_tokens tokens = {.text = text, .line = 1};
  ys_token token;
  for (ys_token_next(&tokens, &token); token.kind != YS_TOKEN_END && token.kind != YS_TOKEN_BAD;
       ys_token_next(&tokens, &token)) {
    memcpy(copy + token.start, text.p + token.start, tokens.at - token.start);
    for (size_t i = token.start; token.kind == YS_TOKEN_LANGUAGE && i < tokens.at; i++) {
      copy[i] = copy[i] >= 'A' && copy[i] <= 'Z' ? (char)(copy[i] - 'A' + 'a') : copy[i];
    }
  }
  return copy;
}

/** SELECT with the variables that are needed, and the pattern; all else is done here. */
static ys_status select_text(ys_arena *arena, const char *text, ys_query *q) {
  ys_buffer out;
  ys_buffer_init(&out, ys_arena_allocator(arena));
  ys_buffer_append(&out, text, q->form_start);
  ys_buffer_append_view(&out, YS_VIEW(" SELECT "));
  for (uint32_t i = 0; i < q->need.n; i++) {
    ys_buffer_append_view(&out, YS_VIEW("?"));
    ys_buffer_append_view(&out, q->need.at[i]);
    ys_buffer_append_view(&out, YS_VIEW(" "));
  }
  ys_buffer_append_view(&out, q->need.n == 0 ? YS_VIEW("* ") : YS_VIEW(""));
  ys_buffer_append(&out, text + q->pattern_start, q->pattern_end - q->pattern_start);
  q->text = out.failed ? NULL : ys_arena_copy(arena, ys_buffer_view(&out)).p;
  ys_buffer_free(&out);
  return q->text == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status set_text(ys_arena *arena, ys_view text, ys_query *q) {
  char *const copy = clean_text(arena, text);
  if (copy == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (q->form == YS_QUERY_SELECT) {
    return select_text(arena, copy, q);
  }
  q->text = copy;
  return YANSHU_OK;
}

ys_status ys_query_read(ys_arena *arena, ys_view text, ys_query *out, ys_query_fault *fault) {
  *out = (ys_query){.form = YS_QUERY_SELECT, .limit = YS_NO_LIMIT};
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
  if (!read_query(r) || !check_compared(r)) {
    return r->status == YANSHU_OK ? YANSHU_INTERNAL : r->status;
  }
  return set_text(arena, text, out);
}
