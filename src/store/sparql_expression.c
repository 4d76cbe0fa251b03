/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_expression.c The conditions of FILTER, and aggregates. */
#include <string.h>

#include "store/sparql_read.h"

static bool read_condition(ys_reader *r, ys_used *used, const ys_condition **out);

static bool make(ys_reader *r, ys_test test, const ys_condition **out, ys_condition **made) {
  *made = ys_arena_alloc(r->arena, sizeof **made);
  if (*made == NULL) {
    return ys_read_no_memory(r);
  }
  (*made)->test = test;
  *out = *made;
  return true;
}

static bool read_used_variable(ys_reader *r, ys_used *used, uint32_t *out) {
  size_t index = 0;
  if (!ys_read_variable(r, &index)) {
    return false;
  }
  ys_varset_add(&used->variable, index);
  *out = (uint32_t)index;
  return true;
}

/** NAME(?x) */
static bool read_of_variable(ys_reader *r, ys_used *used, ys_operand *out) {
  ys_read_step(r);
  if (!ys_read_mark(r, "(")) {
    return false;
  }
  if (r->token.kind != YS_TOKEN_VARIABLE) {
    return ys_read_refuse(r, "a function of something other than a variable");
  }
  return read_used_variable(r, used, &out->variable) && ys_read_mark(r, ")");
}

/** STR(?x), LANG(?x) or a string without language and type. */
static bool read_text(ys_reader *r, ys_used *used, ys_operand *out) {
  *out = (ys_operand){.kind = YS_OPERAND_CONSTANT};
  if (ys_token_is_word(&r->token, "STR") || ys_token_is_word(&r->token, "LANG")) {
    out->kind = ys_token_is_word(&r->token, "STR") ? YS_OPERAND_STR : YS_OPERAND_LANG;
    return read_of_variable(r, used, out);
  }
  if (r->token.kind != YS_TOKEN_STRING) {
    return ys_read_refuse(r, "a function of texts on something other than STR(?x), LANG(?x) or a string");
  }
  bool found = false;
  if (!ys_read_literal(r, &found, &out->constant)) {
    return false;
  }
  return (out->constant.language.n == 0 && out->constant.datatype.n == 0) ||
         ys_read_refuse(r, "a function of texts on a string with a language or type");
}

static bool read_regex(ys_reader *r, ys_used *used, const ys_condition **out) {
  ys_condition *made = NULL;
  ys_read_step(r);
  if (!make(r, YS_TEST_REGEX, out, &made) || !ys_read_mark(r, "(") || !read_text(r, used, &made->a) ||
      !ys_read_mark(r, ",") || !read_text(r, used, &made->b)) {
    return false;
  }
  if (made->b.kind != YS_OPERAND_CONSTANT) {
    return ys_read_refuse(r, "REGEX with a pattern that is no string");
  }
  if (ys_token_is(&r->token, ",")) {
    ys_read_step(r);
    if (r->token.kind != YS_TOKEN_STRING || !ys_view_equal(r->token.text, YS_VIEW("\"i\""))) {
      return ys_read_refuse(r, "REGEX with other flags than \"i\"");
    }
    made->ignore_case = true;
    ys_read_step(r);
  }
  return ys_read_mark(r, ")");
}

/** NAME(text, text) */
static bool read_two_texts(ys_reader *r, ys_used *used, ys_test test, const ys_condition **out) {
  ys_condition *made = NULL;
  ys_read_step(r);
  return make(r, test, out, &made) && ys_read_mark(r, "(") && read_text(r, used, &made->a) && ys_read_mark(r, ",") &&
         read_text(r, used, &made->b) && ys_read_mark(r, ")");
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

/** A function that is a condition; *found tells whether the next word is one. */
static bool read_test(ys_reader *r, ys_used *used, bool *found, const ys_condition **out) {
  static const struct {
    const char *name;
    ys_test test;
    bool texts; /**< two texts, else one variable */
  } tests[] = {{"BOUND", YS_TEST_BOUND, false},
               {"ISIRI", YS_TEST_IRI, false},
               {"ISURI", YS_TEST_IRI, false},
               {"ISLITERAL", YS_TEST_LITERAL, false},
               {"ISBLANK", YS_TEST_BLANK, false},
               {"CONTAINS", YS_TEST_CONTAINS, true},
               {"STRSTARTS", YS_TEST_STARTS, true},
               {"STRENDS", YS_TEST_ENDS, true},
               {"LANGMATCHES", YS_TEST_LANGMATCHES, true}};
  *found = true;
  for (size_t i = 0; i < YS_LENGTH(tests); i++) {
    if (ys_token_is_word(&r->token, tests[i].name)) {
      ys_condition *made = NULL;
      if (tests[i].texts) {
        return read_two_texts(r, used, tests[i].test, out);
      }
      return make(r, tests[i].test, out, &made) && read_of_variable(r, used, &made->a);
    }
  }
  *found = ys_token_is_word(&r->token, "REGEX");
  return !*found || read_regex(r, used, out);
}

static bool read_word(ys_reader *r, ys_used *used, ys_operand *out) {
  bool found = false;
  *out = (ys_operand){.kind = YS_OPERAND_CONDITION};
  if (!read_test(r, used, &found, &out->condition) || found) {
    return found && r->status == YANSHU_OK;
  }
  if (ys_token_is_word(&r->token, "STRLEN")) {
    ys_operand *const inner = ys_arena_alloc(r->arena, sizeof *inner);
    if (inner == NULL) {
      return ys_read_no_memory(r);
    }
    out->kind = YS_OPERAND_STRLEN;
    out->inner = inner;
    ys_read_step(r);
    return ys_read_mark(r, "(") && read_text(r, used, inner) && ys_read_mark(r, ")");
  }
  if (ys_token_is_word(&r->token, "STR") || ys_token_is_word(&r->token, "LANG")) {
    return read_text(r, used, out);
  }
  return refuse_function(r);
}

static bool read_not(ys_reader *r, ys_used *used, ys_operand *out);

static bool read_operand(ys_reader *r, ys_used *used, ys_operand *out) {
  *out = (ys_operand){.kind = YS_OPERAND_CONDITION};
  if (ys_token_is(&r->token, "(")) {
    ys_read_step(r);
    return read_condition(r, used, &out->condition) && ys_read_mark(r, ")");
  }
  if (ys_token_is(&r->token, "!")) {
    return read_not(r, used, out);
  }
  if (r->token.kind == YS_TOKEN_VARIABLE) {
    out->kind = YS_OPERAND_VARIABLE;
    return read_used_variable(r, used, &out->variable);
  }
  out->kind = YS_OPERAND_CONSTANT;
  bool literal = false;
  if (!ys_read_literal(r, &literal, &out->constant) || literal) {
    return literal;
  }
  if (r->token.kind == YS_TOKEN_IRI || r->token.kind == YS_TOKEN_NAME) {
    if (!ys_read_iri(r, &out->constant)) {
      return false;
    }
    return ys_token_is(&r->token, "(") ? ys_read_refuse(r, "casts and functions named by an IRI") : true;
  }
  if (ys_token_is(&r->token, "-") || ys_token_is(&r->token, "+")) {
    return ys_read_refuse(r, "arithmetic");
  }
  return r->token.kind == YS_TOKEN_WORD ? read_word(r, used, out) : ys_read_wrong(r, "an expression");
}

static bool read_not(ys_reader *r, ys_used *used, ys_operand *out) {
  ys_condition *made = NULL;
  ys_read_step(r);
  if (!ys_read_enter(r) || !make(r, YS_TEST_NOT, &out->condition, &made) || !read_operand(r, used, &made->a)) {
    return false;
  }
  r->depth--;
  return made->a.kind == YS_OPERAND_CONDITION || ys_read_refuse(r, "! of something that is no condition");
}

static bool find_comparison(const ys_token *token, ys_test *out) {
  static const char *const marks[] = {"=", "!=", "<", "<=", ">", ">="};
  for (size_t i = 0; i < YS_LENGTH(marks); i++) {
    if (ys_token_is(token, marks[i])) {
      *out = (ys_test)((int)YS_TEST_EQUAL + (int)i);
      return true;
    }
  }
  return false;
}

/** @p a op @p b, as a condition in @p out; the operands are copied. */
static bool combine(ys_reader *r, ys_test test, const ys_operand *a, const ys_operand *b, const ys_condition **out) {
  ys_condition *made = NULL;
  if (!make(r, test, out, &made)) {
    return false;
  }
  made->a = *a;
  made->b = *b;
  return true;
}

/** ?x IN (a, b): ?x = a || ?x = b. */
static bool read_in(ys_reader *r, ys_used *used, const ys_operand *left, const ys_condition **out) {
  const bool negated = ys_token_is_word(&r->token, "NOT");
  if (negated) {
    ys_read_step(r);
  }
  if (!ys_read_word(r, "IN") || !ys_read_mark(r, "(")) {
    return false;
  }
  ys_operand all = {.kind = YS_OPERAND_CONDITION};
  for (bool first = true;; first = false) {
    ys_operand right;
    ys_operand equal = {.kind = YS_OPERAND_CONDITION};
    if (!read_operand(r, used, &right) || !combine(r, YS_TEST_EQUAL, left, &right, &equal.condition)) {
      return false;
    }
    if (right.kind == YS_OPERAND_CONDITION) {
      return ys_read_refuse(r, "IN with a condition");
    }
    const ys_operand before = all;
    if (first) {
      all = equal;
    } else if (!combine(r, YS_TEST_OR, &before, &equal, &all.condition)) {
      return false;
    }
    if (!ys_token_is(&r->token, ",")) {
      break;
    }
    ys_read_step(r);
  }
  *out = all.condition;
  return ys_read_mark(r, ")") && (!negated || combine(r, YS_TEST_NOT, &all, &(ys_operand){.variable = 0}, out));
}

static bool read_comparison(ys_reader *r, ys_used *used, const ys_condition **out) {
  ys_operand left;
  ys_operand right;
  ys_test test = YS_TEST_EQUAL;
  if (!read_operand(r, used, &left)) {
    return false;
  }
  if (ys_token_is_word(&r->token, "IN") || ys_token_is_word(&r->token, "NOT")) {
    return left.kind != YS_OPERAND_CONDITION ? read_in(r, used, &left, out)
                                             : ys_read_refuse(r, "IN behind a condition");
  }
  if (ys_token_is(&r->token, "+") || ys_token_is(&r->token, "-") || ys_token_is(&r->token, "*") ||
      ys_token_is(&r->token, "/")) {
    return ys_read_refuse(r, "arithmetic");
  }
  if (!find_comparison(&r->token, &test)) {
    *out = left.condition;
    return left.kind == YS_OPERAND_CONDITION || ys_read_refuse(r, "a value in the place of a condition");
  }
  ys_read_step(r);
  if (!read_operand(r, used, &right)) {
    return false;
  }
  if (left.kind == YS_OPERAND_CONDITION || right.kind == YS_OPERAND_CONDITION) {
    return ys_read_refuse(r, "a comparison of conditions");
  }
  return combine(r, test, &left, &right, out);
}

/** && binds tighter than ||. */
static bool read_and(ys_reader *r, ys_used *used, const ys_condition **out) {
  if (!read_comparison(r, used, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "&&")) {
    const ys_operand left = {.kind = YS_OPERAND_CONDITION, .condition = *out};
    ys_operand right = {.kind = YS_OPERAND_CONDITION};
    ys_read_step(r);
    if (!read_comparison(r, used, &right.condition) || !combine(r, YS_TEST_AND, &left, &right, out)) {
      return false;
    }
  }
  return true;
}

static bool read_condition(ys_reader *r, ys_used *used, const ys_condition **out) {
  if (!ys_read_enter(r) || !read_and(r, used, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "||")) {
    const ys_operand left = {.kind = YS_OPERAND_CONDITION, .condition = *out};
    ys_operand right = {.kind = YS_OPERAND_CONDITION};
    ys_read_step(r);
    if (!read_and(r, used, &right.condition) || !combine(r, YS_TEST_OR, &left, &right, out)) {
      return false;
    }
  }
  r->depth--;
  return true;
}

bool ys_read_constraint(ys_reader *r, ys_used *used, const ys_condition **out) {
  if (ys_token_is(&r->token, "(")) {
    ys_read_step(r);
    return read_condition(r, used, out) && ys_read_mark(r, ")");
  }
  if (r->token.kind == YS_TOKEN_IRI || r->token.kind == YS_TOKEN_NAME) {
    return ys_read_refuse(r, "casts and functions named by an IRI");
  }
  if (r->token.kind != YS_TOKEN_WORD) {
    return ys_read_wrong(r, "a condition in brackets");
  }
  ys_operand only;
  if (!read_word(r, used, &only)) {
    return false;
  }
  *out = only.condition;
  return only.kind == YS_OPERAND_CONDITION || ys_read_refuse(r, "a value in the place of a condition");
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
  used->column.of = r->query->variable.at[index];
  return ys_read_mark(r, ")");
}
