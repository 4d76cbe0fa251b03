/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_expression.c Expressions and aggregates. */
#include "store/sparql_read.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

static ys_expression *make(ys_reader *r, ys_operator op) {
  ys_expression *const e = ys_arena_alloc(r->arena, sizeof *e);
  if (e == NULL) {
    (void)ys_read_no_memory(r);
  } else {
    e->op = op;
  }
  return e;
}

static bool add_argument(ys_reader *r, ys_expression *e, const ys_expression *argument) {
  const ys_expression **const place = YS_PUSH(r->arena, &e->argument);
  if (place == NULL) {
    return ys_read_no_memory(r);
  }
  *place = argument;
  return true;
}

/** @p op of one or two. */
static bool combine(ys_reader *r, ys_operator op, const ys_expression *a, const ys_expression *b,
                    const ys_expression **out) {
  ys_expression *const e = make(r, op);
  if (e == NULL || !add_argument(r, e, a) || (b != NULL && !add_argument(r, e, b))) {
    return false;
  }
  *out = e;
  return true;
}

/* ---- functions ---- */

/** What is called by a word. */
static const struct {
  const char *name;
  ys_operator op;
  unsigned least;
  unsigned most;
} functions[] = {
    {"BOUND", YS_OP_BOUND, 1, 1},
    {"IF", YS_OP_IF, 3, 3},
    {"COALESCE", YS_OP_COALESCE, 0, 64},
    {"SAMETERM", YS_OP_SAMETERM, 2, 2},
    {"ISIRI", YS_OP_ISIRI, 1, 1},
    {"ISURI", YS_OP_ISIRI, 1, 1},
    {"ISBLANK", YS_OP_ISBLANK, 1, 1},
    {"ISLITERAL", YS_OP_ISLITERAL, 1, 1},
    {"ISNUMERIC", YS_OP_ISNUMERIC, 1, 1},
    {"STR", YS_OP_STR, 1, 1},
    {"LANG", YS_OP_LANG, 1, 1},
    {"DATATYPE", YS_OP_DATATYPE, 1, 1},
    {"STRLEN", YS_OP_STRLEN, 1, 1},
    {"SUBSTR", YS_OP_SUBSTR, 2, 3},
    {"UCASE", YS_OP_UCASE, 1, 1},
    {"LCASE", YS_OP_LCASE, 1, 1},
    {"STRSTARTS", YS_OP_STRSTARTS, 2, 2},
    {"STRENDS", YS_OP_STRENDS, 2, 2},
    {"CONTAINS", YS_OP_CONTAINS, 2, 2},
    {"STRBEFORE", YS_OP_STRBEFORE, 2, 2},
    {"STRAFTER", YS_OP_STRAFTER, 2, 2},
    {"CONCAT", YS_OP_CONCAT, 0, 64},
    {"LANGMATCHES", YS_OP_LANGMATCHES, 2, 2},
    {"REGEX", YS_OP_REGEX, 2, 3},
    {"REPLACE", YS_OP_REPLACE, 3, 4},
    {"ENCODE_FOR_URI", YS_OP_ENCODE, 1, 1},
    {"STRDT", YS_OP_STRDT, 2, 2},
    {"STRLANG", YS_OP_STRLANG, 2, 2},
    {"ABS", YS_OP_ABS, 1, 1},
    {"ROUND", YS_OP_ROUND, 1, 1},
    {"CEIL", YS_OP_CEIL, 1, 1},
    {"FLOOR", YS_OP_FLOOR, 1, 1},
    {"YEAR", YS_OP_YEAR, 1, 1},
    {"MONTH", YS_OP_MONTH, 1, 1},
    {"DAY", YS_OP_DAY, 1, 1},
    {"HOURS", YS_OP_HOURS, 1, 1},
    {"MINUTES", YS_OP_MINUTES, 1, 1},
    {"SECONDS", YS_OP_SECONDS, 1, 1},
    {"TZ", YS_OP_TZ, 1, 1},
};

/** Behind the name of a function: ( arguments ). */
static bool read_arguments(ys_reader *r, ys_used *used, ys_expression *e) {
  if (!ys_read_mark(r, "(")) {
    return false;
  }
  for (bool first = true; !ys_token_is(&r->token, ")"); first = false) {
    const ys_expression *argument = NULL;
    if (!first && !ys_read_mark(r, ",")) {
      return false;
    }
    if (!ys_read_expression(r, used, &argument) || !add_argument(r, e, argument)) {
      return false;
    }
  }
  return ys_read_mark(r, ")");
}

static bool read_function(ys_reader *r, ys_used *used, size_t i, const ys_expression **out) {
  ys_expression *const e = make(r, functions[i].op);
  ys_read_step(r);
  if (e == NULL || !read_arguments(r, used, e)) {
    return false;
  }
  if (e->argument.n < functions[i].least || e->argument.n > functions[i].most) {
    return ys_read_wrong(r, "as many arguments as the function before has");
  }
  if (e->op == YS_OP_BOUND) {
    if (e->argument.at[0]->op != YS_OP_VARIABLE) {
      return ys_read_wrong(r, "BOUND of a variable");
    }
    e->variable = e->argument.at[0]->variable;
  }
  if (e->op == YS_OP_REGEX || e->op == YS_OP_REPLACE) {
    e->variable = r->query->n_regex++;
  }
  *out = e;
  return true;
}

/** xsd:integer(...) and the like. @p iri has been read. */
static bool read_cast(ys_reader *r, ys_used *used, ys_view iri, const ys_expression **out) {
  static const struct {
    const char *iri;
    ys_operator op;
  } casts[] = {{XSD "integer", YS_OP_TO_INTEGER},
               {XSD "decimal", YS_OP_TO_DECIMAL},
               {XSD "double", YS_OP_TO_DOUBLE},
               {XSD "string", YS_OP_TO_STRING},
               {XSD "boolean", YS_OP_TO_BOOLEAN}};
  for (size_t i = 0; i < YS_LENGTH(casts); i++) {
    if (ys_view_equal(iri, ys_view_of(casts[i].iri))) {
      ys_expression *const e = make(r, casts[i].op);
      if (e == NULL || !read_arguments(r, used, e)) {
        return false;
      }
      *out = e;
      return e->argument.n == 1 || ys_read_wrong(r, "one argument");
    }
  }
  return ys_read_refuse(r, "casts to this type, and functions named by an IRI");
}

/* ---- EXISTS ---- */

/** Only what means the same however one reads the standard: triples, paths and conditions. */
static bool is_plain(const ys_group *group) {
  for (uint32_t i = 0; i < group->element.n; i++) {
    const ys_element_kind kind = group->element.at[i].kind;
    if (kind != YS_ELEMENT_TRIPLE && kind != YS_ELEMENT_PATH) {
      return false;
    }
  }
  return true;
}

static bool read_exists(ys_reader *r, ys_used *used, const ys_expression **out) {
  ys_varset scope = {{0}};
  ys_group *group = NULL;
  ys_expression *const e = make(r, YS_OP_EXISTS);
  if (e == NULL || !ys_read_word(r, "EXISTS") || !ys_read_group(r, &scope, &group)) {
    return false;
  }
  e->group = group;
  used->exists = true;
  *out = e;
  return is_plain(group) || ys_read_refuse(r, "EXISTS of other than triples and conditions");
}

/* ---- aggregates ---- */

static bool read_distinct(ys_reader *r) {
  const bool found = ys_token_is_word(&r->token, "DISTINCT");
  if (found) {
    ys_read_step(r);
  }
  return found;
}

/** ; SEPARATOR = "," */
static bool read_separator(ys_reader *r, ys_aggregate *a) {
  a->separator = YS_VIEW(" ");
  if (!ys_token_is(&r->token, ";")) {
    return true;
  }
  ys_cell text;
  bool found = false;
  ys_read_step(r);
  if (!ys_read_word(r, "SEPARATOR") || !ys_read_mark(r, "=") || !ys_read_literal(r, &found, &text)) {
    return false;
  }
  a->separator = text.text;
  return found || ys_read_wrong(r, "a string");
}

static bool read_aggregate(ys_reader *r, ys_used *used, ys_aggregate_kind kind, const ys_expression **out) {
  if (used->select == NULL) {
    return ys_read_refuse(r, "an aggregate in this place");
  }
  ys_aggregate a = {.kind = kind};
  ys_used inside = {.select = NULL};
  ys_read_step(r);
  if (!ys_read_mark(r, "(")) {
    return false;
  }
  a.distinct = read_distinct(r);
  if (kind == YS_AGGREGATE_COUNT && ys_token_is(&r->token, "*")) {
    if (a.distinct) {
      return ys_read_refuse(r, "COUNT(DISTINCT *)");
    }
    ys_read_step(r);
  } else if (!ys_read_expression(r, &inside, &a.of)) {
    return false;
  }
  if ((kind == YS_AGGREGATE_CONCAT && !read_separator(r, &a)) || !ys_read_mark(r, ")") ||
      !ys_new_variable(r, &a.variable)) {
    return false;
  }
  ys_aggregate *const added = YS_PUSH(r->arena, &used->select->aggregate);
  ys_expression *const e = make(r, YS_OP_VARIABLE);
  if (added == NULL || e == NULL) {
    return ys_read_no_memory(r);
  }
  *added = a;
  used->select->grouped = true;
  ys_varset_add(&used->variable, a.variable);
  e->variable = a.variable;
  *out = e;
  return true;
}

/* ---- operands ---- */

static bool read_word(ys_reader *r, ys_used *used, const ys_expression **out) {
  static const struct {
    const char *name;
    ys_aggregate_kind kind;
  } aggregates[] = {{"COUNT", YS_AGGREGATE_COUNT}, {"SUM", YS_AGGREGATE_SUM}, {"AVG", YS_AGGREGATE_AVG},
                    {"MIN", YS_AGGREGATE_MIN},     {"MAX", YS_AGGREGATE_MAX}, {"GROUP_CONCAT", YS_AGGREGATE_CONCAT}};
  for (size_t i = 0; i < YS_LENGTH(functions); i++) {
    if (ys_token_is_word(&r->token, functions[i].name)) {
      return read_function(r, used, i, out);
    }
  }
  for (size_t i = 0; i < YS_LENGTH(aggregates); i++) {
    if (ys_token_is_word(&r->token, aggregates[i].name)) {
      return read_aggregate(r, used, aggregates[i].kind, out);
    }
  }
  if (ys_token_is_word(&r->token, "EXISTS")) {
    return read_exists(r, used, out);
  }
  if (ys_token_is_word(&r->token, "NOT")) {
    const ys_expression *exists = NULL;
    ys_read_step(r);
    return read_exists(r, used, &exists) && combine(r, YS_OP_NOT, exists, NULL, out);
  }
  const int n = (int)(r->token.text.n < 40 ? r->token.text.n : 40);
  const ys_view name = ys_arena_format(r->arena, "the function %.*s", n, r->token.text.p);
  return ys_read_refuse(r, name.p);
}

static bool read_constant(ys_reader *r, ys_used *used, const ys_expression **out) {
  ys_expression *const e = make(r, YS_OP_CONSTANT);
  bool literal = false;
  if (e == NULL || !ys_read_literal(r, &literal, &e->constant)) {
    return false;
  }
  if (!literal) {
    if (!ys_read_iri(r, &e->constant)) {
      return false;
    }
    if (ys_token_is(&r->token, "(")) {
      return read_cast(r, used, e->constant.text, out);
    }
  }
  *out = e;
  return true;
}

static bool read_primary(ys_reader *r, ys_used *used, const ys_expression **out) {
  if (ys_token_is(&r->token, "(")) {
    ys_read_step(r);
    return ys_read_expression(r, used, out) && ys_read_mark(r, ")");
  }
  if (r->token.kind == YS_TOKEN_VARIABLE) {
    ys_expression *const e = make(r, YS_OP_VARIABLE);
    if (e == NULL || !ys_read_variable(r, &e->variable)) {
      return false;
    }
    ys_varset_add(&used->variable, e->variable);
    *out = e;
    return true;
  }
  if (r->token.kind == YS_TOKEN_WORD && !ys_token_is_word(&r->token, "TRUE") && !ys_token_is_word(&r->token, "FALSE")) {
    return read_word(r, used, out);
  }
  const bool constant = r->token.kind == YS_TOKEN_STRING || r->token.kind == YS_TOKEN_NUMBER ||
                        r->token.kind == YS_TOKEN_WORD || r->token.kind == YS_TOKEN_IRI ||
                        r->token.kind == YS_TOKEN_NAME;
  return constant ? read_constant(r, used, out) : ys_read_wrong(r, "an expression");
}

/** A number with the sign that @p r stands at. */
static bool read_signed(ys_reader *r, ys_used *used, const ys_expression **out) {
  const bool minus = ys_token_is(&r->token, "-");
  ys_read_step(r);
  if (r->token.kind != YS_TOKEN_NUMBER) {
    return ys_read_wrong(r, "a number");
  }
  return read_primary(r, used, out) && (!minus || combine(r, YS_OP_NEGATE, *out, NULL, out));
}

static bool read_unary(ys_reader *r, ys_used *used, const ys_expression **out) {
  const bool negation = ys_token_is(&r->token, "!");
  const bool minus = ys_token_is(&r->token, "-");
  if (!negation && !minus && !ys_token_is(&r->token, "+")) {
    return read_primary(r, used, out);
  }
  ys_read_step(r);
  const bool sign = ys_token_is(&r->token, "-") || ys_token_is(&r->token, "+");
  if (!ys_read_enter(r) || !(negation ? read_unary(r, used, out)
                             : sign   ? read_signed(r, used, out)
                                      : read_primary(r, used, out))) {
    return false;
  }
  r->depth--;
  if (!combine(r, negation ? YS_OP_NOT : YS_OP_NEGATE, *out, NULL, out)) {
    return false;
  }
  /* +x is -(-x): an error when x is no number */
  return negation || minus || combine(r, YS_OP_NEGATE, *out, NULL, out);
}

/* ---- operators, from those that bind most to those that bind least ---- */

static bool read_product(ys_reader *r, ys_used *used, const ys_expression **out) {
  if (!read_unary(r, used, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "*") || ys_token_is(&r->token, "/")) {
    const ys_operator op = ys_token_is(&r->token, "*") ? YS_OP_MULTIPLY : YS_OP_DIVIDE;
    const ys_expression *right = NULL;
    ys_read_step(r);
    if (!read_unary(r, used, &right) || !combine(r, op, *out, right, out)) {
      return false;
    }
  }
  return true;
}

static bool read_sum(ys_reader *r, ys_used *used, const ys_expression **out) {
  if (!read_product(r, used, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "+") || ys_token_is(&r->token, "-")) {
    const ys_operator op = ys_token_is(&r->token, "+") ? YS_OP_ADD : YS_OP_SUBTRACT;
    const ys_expression *right = NULL;
    ys_read_step(r);
    if (!read_product(r, used, &right) || !combine(r, op, *out, right, out)) {
      return false;
    }
  }
  return true;
}

/** Behind the left side: [NOT] IN (a, b) */
static bool read_in(ys_reader *r, ys_used *used, const ys_expression **out) {
  const bool negated = ys_token_is_word(&r->token, "NOT");
  ys_expression *const e = make(r, YS_OP_IN);
  if (negated) {
    ys_read_step(r);
  }
  if (e == NULL || !add_argument(r, e, *out) || !ys_read_word(r, "IN") || !read_arguments(r, used, e)) {
    return false;
  }
  *out = e;
  return !negated || combine(r, YS_OP_NOT, e, NULL, out);
}

static bool read_comparison(ys_reader *r, ys_used *used, const ys_expression **out) {
  static const char *const marks[] = {"=", "!=", "<", "<=", ">", ">="};
  if (!read_sum(r, used, out)) {
    return false;
  }
  if (ys_token_is_word(&r->token, "IN") || ys_token_is_word(&r->token, "NOT")) {
    return read_in(r, used, out);
  }
  for (size_t i = 0; i < YS_LENGTH(marks); i++) {
    if (ys_token_is(&r->token, marks[i])) {
      const ys_expression *right = NULL;
      ys_read_step(r);
      return read_sum(r, used, &right) && combine(r, (ys_operator)((int)YS_OP_EQUAL + (int)i), *out, right, out);
    }
  }
  return true;
}

static bool read_and(ys_reader *r, ys_used *used, const ys_expression **out) {
  if (!read_comparison(r, used, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "&&")) {
    const ys_expression *right = NULL;
    ys_read_step(r);
    if (!read_comparison(r, used, &right) || !combine(r, YS_OP_AND, *out, right, out)) {
      return false;
    }
  }
  return true;
}

bool ys_read_expression(ys_reader *r, ys_used *used, const ys_expression **out) {
  if (!ys_read_enter(r) || !read_and(r, used, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "||")) {
    const ys_expression *right = NULL;
    ys_read_step(r);
    if (!read_and(r, used, &right) || !combine(r, YS_OP_OR, *out, right, out)) {
      return false;
    }
  }
  r->depth--;
  return true;
}

bool ys_read_constraint(ys_reader *r, ys_used *used, const ys_expression **out) {
  if (ys_token_is(&r->token, "(") || r->token.kind == YS_TOKEN_WORD) {
    return read_primary(r, used, out);
  }
  if (r->token.kind == YS_TOKEN_IRI || r->token.kind == YS_TOKEN_NAME) {
    ys_cell iri;
    return ys_read_iri(r, &iri) && read_cast(r, used, iri.text, out);
  }
  return ys_read_wrong(r, "a condition in brackets");
}
