/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file sparql_expression.c The conditions that rasqal decides rightly.
 *
 * Its comparisons mix types (true = 1, an IRI < 5), `?x-1` adds, effective boolean values are wrong, YEAR() drops rows,
 * and a dot in a regular expression is one byte of a Chinese character. What is left is sound: tests of the kind of a
 * term, comparisons of texts, of IRIs and with dates, and expressions of them.
 */
#include <string.h>

#include "store/sparql_read.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

/** What an operand is known to be. */
typedef enum operand_kind {
  OPERAND_CONDITION, /**< true, false or an error; nothing to compare */
  OPERAND_VARIABLE,  /**< of any kind */
  OPERAND_IRI,
  OPERAND_TEXT,    /**< without language or type */
  OPERAND_TAGGED,  /**< a literal with a language */
  OPERAND_DATE,    /**< an xsd:date */
  OPERAND_INTEGER, /**< a small number, written or STRLEN() */
  OPERAND_OTHER
} operand_kind;

typedef struct operand {
  operand_kind kind;
  size_t variable; /**< of OPERAND_VARIABLE */
} operand;

static bool read_condition(ys_reader *r, ys_used *used);
static bool read_constant(ys_reader *r, operand *out);

static bool refuse_here(ys_reader *r, const char *what) {
  return ys_read_refuse(r, what);
}

static bool read_used_variable(ys_reader *r, ys_used *used, size_t *index) {
  if (!ys_read_variable(r, index)) {
    return false;
  }
  ys_varset_add(&used->variable, *index);
  return true;
}

/** NAME(?x) */
static bool read_of_variable(ys_reader *r, ys_used *used) {
  size_t index = 0;
  ys_read_step(r);
  if (!ys_read_mark(r, "(")) {
    return false;
  }
  if (r->token.kind != YS_TOKEN_VARIABLE) {
    return refuse_here(r, "a function of something other than a variable");
  }
  return read_used_variable(r, used, &index) && ys_read_mark(r, ")");
}

/** STR(?x), LANG(?x) or a string. */
static bool read_text(ys_reader *r, ys_used *used) {
  if (ys_token_is_word(&r->token, "STR") || ys_token_is_word(&r->token, "LANG")) {
    r->query->reads_text = true;
    return read_of_variable(r, used);
  }
  if (r->token.kind == YS_TOKEN_STRING) {
    operand constant;
    return read_constant(r, &constant) &&
           (constant.kind == OPERAND_TEXT || refuse_here(r, "a function of texts on a string with a language or type"));
  }
  return refuse_here(r, "a function of texts on something other than STR(?x), LANG(?x) or a string");
}

/** A regular expression that means the same by bytes and by characters. */
static bool is_bytewise(ys_view pattern) {
  for (size_t i = 0; i < pattern.n; i++) {
    const char c = pattern.p[i];
    if (c == '.' && i + 1 < pattern.n && (pattern.p[i + 1] == '*' || pattern.p[i + 1] == '+')) {
      i++;
    } else if (strchr(".[]{}*+?\\", c) != NULL) {
      return false;
    }
  }
  return true;
}

static bool is_ascii(ys_view text) {
  for (size_t i = 0; i < text.n; i++) {
    if ((unsigned char)text.p[i] >= 0x80) {
      return false;
    }
  }
  return true;
}

static bool read_regex(ys_reader *r, ys_used *used) {
  ys_read_step(r);
  if (!ys_read_mark(r, "(") || !read_text(r, used) || !ys_read_mark(r, ",")) {
    return false;
  }
  const ys_view pattern = r->token.text;
  if (r->token.kind != YS_TOKEN_STRING || !is_bytewise(pattern)) {
    return refuse_here(r, "REGEX with a pattern of more than characters, ^, $, |, ( ), .* and .+ "
                          "(the engine takes a Chinese character for three)");
  }
  ys_read_step(r);
  if (ys_token_is(&r->token, ",")) {
    ys_read_step(r);
    if (r->token.kind != YS_TOKEN_STRING || !ys_view_equal(r->token.text, YS_VIEW("\"i\"")) || !is_ascii(pattern)) {
      return refuse_here(r, "REGEX with other flags than \"i\", or with \"i\" on characters beyond ASCII");
    }
    ys_read_step(r);
  }
  return ys_read_mark(r, ")");
}

/** NAME(text, text) */
static bool read_two_texts(ys_reader *r, ys_used *used) {
  ys_read_step(r);
  return ys_read_mark(r, "(") && read_text(r, used) && ys_read_mark(r, ",") && read_text(r, used) &&
         ys_read_mark(r, ")");
}

static bool read_langmatches(ys_reader *r, ys_used *used) {
  ys_read_step(r);
  if (!ys_read_mark(r, "(")) {
    return false;
  }
  if (!ys_token_is_word(&r->token, "LANG")) {
    return refuse_here(r, "LANGMATCHES of something other than LANG(?x)");
  }
  return read_text(r, used) && ys_read_mark(r, ",") && read_text(r, used) && ys_read_mark(r, ")");
}

static bool read_strlen(ys_reader *r, ys_used *used) {
  ys_read_step(r);
  return ys_read_mark(r, "(") && read_text(r, used) && ys_read_mark(r, ")");
}

static bool refuse_function(ys_reader *r) {
  static const char *const aggregates[] = {"COUNT", "MIN", "MAX", "SUM", "AVG", "SAMPLE", "GROUP_CONCAT"};
  if (ys_token_is_word(&r->token, "EXISTS") || ys_token_is_word(&r->token, "NOT")) {
    return ys_read_refuse(r, "EXISTS");
  }
  for (size_t i = 0; i < YS_LENGTH(aggregates); i++) {
    if (ys_token_is_word(&r->token, aggregates[i])) {
      return ys_read_refuse(r, "an aggregate in this place");
    }
  }
  const int n = (int)(r->token.text.n < 40 ? r->token.text.n : 40);
  const ys_view name = ys_arena_format(r->arena, "the function %.*s in this place", n, r->token.text.p);
  return ys_read_refuse(r, name.p);
}

static bool read_word(ys_reader *r, ys_used *used, operand *out) {
  static const char *const tests[] = {"BOUND", "ISIRI", "ISURI", "ISLITERAL", "ISBLANK"};
  static const char *const two[] = {"CONTAINS", "STRSTARTS", "STRENDS"};
  out->kind = OPERAND_CONDITION;
  for (size_t i = 0; i < YS_LENGTH(tests); i++) {
    if (ys_token_is_word(&r->token, tests[i])) {
      return read_of_variable(r, used);
    }
  }
  for (size_t i = 0; i < YS_LENGTH(two); i++) {
    if (ys_token_is_word(&r->token, two[i])) {
      return read_two_texts(r, used);
    }
  }
  if (ys_token_is_word(&r->token, "REGEX")) {
    return read_regex(r, used);
  }
  if (ys_token_is_word(&r->token, "LANGMATCHES")) {
    return read_langmatches(r, used);
  }
  if (ys_token_is_word(&r->token, "STRLEN")) {
    out->kind = OPERAND_INTEGER;
    return read_strlen(r, used);
  }
  if (ys_token_is_word(&r->token, "STR") || ys_token_is_word(&r->token, "LANG")) {
    out->kind = OPERAND_TEXT;
    return read_text(r, used);
  }
  return refuse_function(r);
}

static bool read_constant(ys_reader *r, operand *out) {
  const ys_token first = r->token;
  ys_tokens ahead = r->tokens;
  ys_token next;
  ys_token type;
  ys_token_next(&ahead, &next);
  ys_token_next(&ahead, &type);
  bool found = false;
  if (!ys_read_literal(r, &found) || !found) {
    return false;
  }
  out->kind = OPERAND_OTHER;
  if (first.kind == YS_TOKEN_NUMBER) {
    out->kind = first.text.n < 10 && memchr(first.text.p, '.', first.text.n) == NULL ? OPERAND_INTEGER : OPERAND_OTHER;
  } else if (first.kind == YS_TOKEN_STRING && next.kind == YS_TOKEN_LANGUAGE) {
    out->kind = OPERAND_TAGGED;
  } else if (first.kind == YS_TOKEN_STRING && !ys_token_is(&next, "^^")) {
    out->kind = OPERAND_TEXT;
  } else if (first.kind == YS_TOKEN_STRING) {
    const bool date = ys_view_equal(type.text, YS_VIEW("xsd:date")) || ys_view_equal(type.text, YS_VIEW(XSD "date"));
    /* "YYYY-MM-DD" in quotes */
    out->kind = date && first.text.n == 12 ? OPERAND_DATE : OPERAND_OTHER;
  }
  return true;
}

static bool read_operand(ys_reader *r, ys_used *used, operand *out) {
  *out = (operand){.kind = OPERAND_CONDITION};
  if (ys_token_is(&r->token, "(")) {
    ys_read_step(r);
    return read_condition(r, used) && ys_read_mark(r, ")");
  }
  if (ys_token_is(&r->token, "!")) {
    ys_read_step(r);
    if (!ys_read_enter(r)) {
      return false;
    }
    const bool ok = read_operand(r, used, out);
    r->depth--;
    return ok && (out->kind == OPERAND_CONDITION || refuse_here(r, "! of something that is no condition"));
  }
  if (r->token.kind == YS_TOKEN_VARIABLE) {
    out->kind = OPERAND_VARIABLE;
    return read_used_variable(r, used, &out->variable);
  }
  if (r->token.kind == YS_TOKEN_STRING || r->token.kind == YS_TOKEN_NUMBER || ys_token_is_word(&r->token, "TRUE") ||
      ys_token_is_word(&r->token, "FALSE")) {
    return read_constant(r, out);
  }
  if (r->token.kind == YS_TOKEN_IRI || r->token.kind == YS_TOKEN_NAME) {
    out->kind = OPERAND_IRI;
    if (!ys_read_iri(r)) {
      return false;
    }
    return ys_token_is(&r->token, "(") ? ys_read_refuse(r, "casts and functions named by an IRI") : true;
  }
  if (ys_token_is(&r->token, "-") || ys_token_is(&r->token, "+")) {
    return refuse_here(r, "arithmetic");
  }
  return r->token.kind == YS_TOKEN_WORD ? read_word(r, used, out) : ys_read_wrong(r, "an expression");
}

static bool is_comparison(const ys_token *token, bool *equality) {
  *equality = ys_token_is(token, "=") || ys_token_is(token, "!=");
  return *equality || ys_token_is(token, "<") || ys_token_is(token, "<=") || ys_token_is(token, ">") ||
         ys_token_is(token, ">=");
}

/** Both variables must turn out to be IRIs: subjects of some pattern. */
static bool note_subjects(ys_reader *r, const operand *a, const operand *b) {
  if (a->kind == OPERAND_VARIABLE) {
    ys_varset_add(&r->compared, a->variable);
  }
  if (b->kind == OPERAND_VARIABLE) {
    ys_varset_add(&r->compared, b->variable);
  }
  return true;
}

/** @p after: > or >=, of which rasqal is right when a variable stands before a date. */
static bool check_comparison(ys_reader *r, const operand *a, const operand *b, bool equality, bool after) {
  if (a->kind != OPERAND_VARIABLE && b->kind == OPERAND_VARIABLE) {
    return check_comparison(r, b, a, equality, false);
  }
  if (a->kind == b->kind && (a->kind == OPERAND_TEXT || a->kind == OPERAND_INTEGER)) {
    return true;
  }
  if (a->kind == OPERAND_VARIABLE) {
    switch (b->kind) {
    case OPERAND_IRI:
    case OPERAND_TAGGED:
      return equality || refuse_here(r, "an order between IRIs or texts with a language");
    case OPERAND_DATE:
      return after ||
             refuse_here(r, "a comparison with a date other than > and >=; compare STR(?x) with the date as a string");
    case OPERAND_VARIABLE:
      return equality ? note_subjects(r, a, b)
                      : refuse_here(r, "an order between variables; compare STR(?x) and STR(?y)");
    case OPERAND_CONDITION:
    case OPERAND_TEXT:
    case OPERAND_INTEGER:
    case OPERAND_OTHER:
      break;
    }
  }
  return refuse_here(r, "a comparison other than of texts (STR(?x), LANG(?x)), with an IRI, or with an xsd:date");
}

/** ?x IN (<a>, <b>), of IRIs only. */
static bool read_in(ys_reader *r, const operand *left) {
  if (ys_token_is_word(&r->token, "NOT")) {
    ys_read_step(r);
  }
  if (!ys_read_word(r, "IN") || !ys_read_mark(r, "(")) {
    return false;
  }
  if (left->kind != OPERAND_VARIABLE) {
    return refuse_here(r, "IN behind something other than a variable");
  }
  for (;;) {
    if (r->token.kind != YS_TOKEN_IRI && r->token.kind != YS_TOKEN_NAME) {
      return refuse_here(r, "IN with other things than IRIs");
    }
    if (!ys_read_iri(r)) {
      return false;
    }
    if (!ys_token_is(&r->token, ",")) {
      return ys_read_mark(r, ")");
    }
    ys_read_step(r);
  }
}

static bool read_comparison(ys_reader *r, ys_used *used) {
  operand left;
  operand right;
  bool equality = false;
  if (!read_operand(r, used, &left)) {
    return false;
  }
  if (ys_token_is_word(&r->token, "IN") || ys_token_is_word(&r->token, "NOT")) {
    return read_in(r, &left);
  }
  if (ys_token_is(&r->token, "+") || ys_token_is(&r->token, "-") || ys_token_is(&r->token, "*") ||
      ys_token_is(&r->token, "/")) {
    return refuse_here(r, "arithmetic");
  }
  if (!is_comparison(&r->token, &equality)) {
    return left.kind == OPERAND_CONDITION || refuse_here(r, "a value in the place of a condition");
  }
  const bool after = ys_token_is(&r->token, ">") || ys_token_is(&r->token, ">=");
  ys_read_step(r);
  return read_operand(r, used, &right) && check_comparison(r, &left, &right, equality, after);
}

static bool read_condition(ys_reader *r, ys_used *used) {
  if (!ys_read_enter(r)) {
    return false;
  }
  bool ok = read_comparison(r, used);
  while (ok && (ys_token_is(&r->token, "&&") || ys_token_is(&r->token, "||"))) {
    ys_read_step(r);
    ok = read_comparison(r, used);
  }
  r->depth--;
  return ok;
}

bool ys_read_constraint(ys_reader *r, ys_used *used) {
  if (ys_token_is(&r->token, "(")) {
    ys_read_step(r);
    return read_condition(r, used) && ys_read_mark(r, ")");
  }
  if (r->token.kind == YS_TOKEN_IRI || r->token.kind == YS_TOKEN_NAME) {
    return ys_read_refuse(r, "casts and functions named by an IRI");
  }
  if (r->token.kind != YS_TOKEN_WORD) {
    return ys_read_wrong(r, "a condition in brackets");
  }
  operand only;
  return read_word(r, used, &only) &&
         (only.kind == OPERAND_CONDITION || refuse_here(r, "a value in the place of a condition"));
}

/* ---- aggregates ---- */

bool ys_read_aggregate(ys_reader *r, ys_used *used) {
  static const struct {
    const char *name;
    ys_aggregate kind;
  } known[] = {{"COUNT", YS_AGGREGATE_COUNT}, {"MIN", YS_AGGREGATE_MIN}, {"MAX", YS_AGGREGATE_MAX}};
  size_t k = 0;
  while (k < YS_LENGTH(known) && !ys_token_is_word(&r->token, known[k].name)) {
    k++;
  }
  if (k == YS_LENGTH(known)) {
    return ys_read_refuse(r, "a column that is neither a variable nor COUNT, MIN or MAX");
  }
  ys_read_step(r);
  if (!ys_read_mark(r, "(")) {
    return false;
  }
  used->column = (ys_query_column){.aggregate = (uint8_t)known[k].kind};
  if (ys_token_is_word(&r->token, "DISTINCT")) {
    used->column.distinct = true;
    ys_read_step(r);
  }
  if (ys_token_is(&r->token, "*")) {
    if (known[k].kind != YS_AGGREGATE_COUNT || used->column.distinct) {
      return ys_read_refuse(r, "COUNT(DISTINCT *)");
    }
    ys_read_step(r);
    return ys_read_mark(r, ")");
  }
  if (r->token.kind != YS_TOKEN_VARIABLE) {
    return ys_read_refuse(r, "an aggregate over an expression");
  }
  size_t index = 0;
  if (!ys_read_variable(r, &index)) {
    return false;
  }
  ys_varset_add(&used->inside, index);
  used->column.of = r->variable.at[index];
  return ys_read_mark(r, ")");
}
