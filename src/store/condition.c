/* SPDX-License-Identifier: Apache-2.0 */
/** @file condition.c FILTER: values by their type, errors as SPARQL has them. */
#include <stdlib.h>
#include <string.h>

#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "store/match.h"

#define XSD "http://www.w3.org/2001/XMLSchema#"

/* ---- values ---- */

static bool is_one_of(ys_view datatype, const char *const *name, size_t n) {
  if (!ys_view_starts(datatype, YS_VIEW(XSD))) {
    return false;
  }
  const ys_view local = {datatype.p + sizeof(XSD) - 1, datatype.n - (sizeof(XSD) - 1)};
  for (size_t i = 0; i < n; i++) {
    if (ys_view_equal(local, ys_view_of(name[i]))) {
      return true;
    }
  }
  return false;
}

ys_value_class ys_value_class_of(const ys_cell *c) {
  static const char *const numbers[] = {
      "integer",         "decimal",     "double",       "float",         "nonNegativeInteger",
      "positiveInteger", "int",         "long",         "short",         "byte",
      "unsignedByte",    "unsignedInt", "unsignedLong", "unsignedShort", "nonPositiveInteger",
      "negativeInteger"};
  static const char *const dates[] = {"date", "gYear", "gYearMonth", "dateTime"};
  static const char *const booleans[] = {"boolean"};
  switch (c->kind) {
  case YS_CELL_NONE:
    return YS_VALUE_NONE;
  case YS_CELL_BLANK:
    return YS_VALUE_BLANK;
  case YS_CELL_IRI:
    return YS_VALUE_IRI;
  case YS_CELL_LITERAL:
    break;
  }
  if (c->datatype.n == 0) {
    return c->language.n > 0 ? YS_VALUE_TAGGED : YS_VALUE_TEXT;
  }
  if (is_one_of(c->datatype, numbers, YS_LENGTH(numbers))) {
    return YS_VALUE_NUMBER;
  }
  if (is_one_of(c->datatype, booleans, YS_LENGTH(booleans))) {
    return YS_VALUE_BOOLEAN;
  }
  return is_one_of(c->datatype, dates, YS_LENGTH(dates)) ? YS_VALUE_DATE : YS_VALUE_OTHER;
}

double ys_value_number(ys_view text) {
  char digits[64];
  const size_t n = text.n < sizeof digits ? text.n : sizeof digits - 1;
  memcpy(digits, text.p, n);
  digits[n] = '\0';
  return strtod(digits, NULL);
}

static bool is_true(ys_view boolean) {
  return ys_view_equal(boolean, YS_VIEW("true")) || ys_view_equal(boolean, YS_VIEW("1"));
}

/** Two values of one class that has an order; false when these two can't be compared. */
static bool compare_values(ys_value_class class, const ys_cell *a, const ys_cell *b, int *order) {
  switch (class) {
  case YS_VALUE_NUMBER: {
    const double x = ys_value_number(a->text);
    const double y = ys_value_number(b->text);
    *order = x < y ? -1 : x > y ? 1 : 0;
    return true;
  }
  case YS_VALUE_BOOLEAN:
    *order = (int)is_true(a->text) - (int)is_true(b->text);
    return true;
  case YS_VALUE_TEXT:
    *order = ys_view_compare(a->text, b->text);
    return true;
  case YS_VALUE_DATE:
    /* one type, and both without a time zone: the same length */
    *order = ys_view_compare(a->text, b->text);
    return ys_view_equal(a->datatype, b->datatype) && a->text.n == b->text.n;
  case YS_VALUE_NONE:
  case YS_VALUE_BLANK:
  case YS_VALUE_IRI:
  case YS_VALUE_TAGGED:
  case YS_VALUE_OTHER:
    break;
  }
  return false;
}

static bool same_term(const ys_cell *a, const ys_cell *b) {
  return a->kind == b->kind && ys_view_equal(a->text, b->text) && ys_view_equal(a->language, b->language) &&
         ys_view_equal(a->datatype, b->datatype);
}

static ys_truth truth_of(bool value) {
  return value ? YS_TRUE : YS_FALSE;
}

static ys_truth negate(ys_truth truth) {
  return truth == YS_ERROR ? YS_ERROR : truth == YS_TRUE ? YS_FALSE : YS_TRUE;
}

static ys_truth decide_equal(const ys_cell *a, const ys_cell *b) {
  const ys_value_class x = ys_value_class_of(a);
  const ys_value_class y = ys_value_class_of(b);
  int order = 0;
  if (x == YS_VALUE_NONE || y == YS_VALUE_NONE) {
    return YS_ERROR;
  }
  if (x == y && compare_values(x, a, b, &order)) {
    return truth_of(order == 0);
  }
  if (same_term(a, b)) {
    return YS_TRUE;
  }
  /* Of literals of unknown types, nobody knows whether they are equal. */
  const bool literals = a->kind == YS_CELL_LITERAL && b->kind == YS_CELL_LITERAL;
  const bool unknown = x == YS_VALUE_OTHER || y == YS_VALUE_OTHER;
  return literals && (unknown || (x == YS_VALUE_DATE && y == YS_VALUE_DATE)) ? YS_ERROR : YS_FALSE;
}

static ys_truth decide_order(ys_test test, const ys_cell *a, const ys_cell *b) {
  const ys_value_class class = ys_value_class_of(a);
  int order = 0;
  if (class != ys_value_class_of(b) || !compare_values(class, a, b, &order)) {
    return YS_ERROR;
  }
  switch ((int)test) {
  case YS_TEST_LESS:
    return truth_of(order < 0);
  case YS_TEST_LESS_EQUAL:
    return truth_of(order <= 0);
  case YS_TEST_MORE:
    return truth_of(order > 0);
  default:
    return truth_of(order >= 0);
  }
}

/* ---- operands ---- */

/** The value of an operand in @p row; kind YS_CELL_NONE for an error. @p digits has room for a number. */
static ys_cell value_of(const ys_store *store, const ys_operand *o, const uint32_t *row, char digits[24]) {
  const ys_cell none = {.kind = YS_CELL_NONE};
  const ys_cell *const bound =
      o->kind <= YS_OPERAND_LANG && o->kind != YS_OPERAND_CONSTANT && row[o->variable] != YS_NO_TERM
          ? &store->term.at[row[o->variable]]
          : NULL;
  switch (o->kind) {
  case YS_OPERAND_CONSTANT:
    return o->constant;
  case YS_OPERAND_VARIABLE:
    return bound == NULL ? none : *bound;
  case YS_OPERAND_STR:
    return bound == NULL || bound->kind == YS_CELL_BLANK ? none
                                                         : (ys_cell){.kind = YS_CELL_LITERAL, .text = bound->text};
  case YS_OPERAND_LANG:
    return bound == NULL || bound->kind != YS_CELL_LITERAL
               ? none
               : (ys_cell){.kind = YS_CELL_LITERAL, .text = bound->language};
  case YS_OPERAND_STRLEN: {
    const ys_cell text = value_of(store, o->inner, row, digits);
    if (text.kind == YS_CELL_NONE) {
      return none;
    }
    size_t n = ys_utf8_count(text.text);
    size_t at = 24;
    do {
      digits[--at] = (char)('0' + n % 10);
      n /= 10;
    } while (n > 0);
    return (ys_cell){.kind = YS_CELL_LITERAL, .text = {digits + at, 24 - at}, .datatype = YS_VIEW(XSD "integer")};
  }
  case YS_OPERAND_CONDITION:
    break;
  }
  return none;
}

static bool contains(ys_view text, ys_view part) {
  return part.n == 0 || (text.n >= part.n && memmem(text.p, text.n, part.p, part.n) != NULL);
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/** RFC 4647 basic filtering: the range is the tag, or a part of it before a hyphen. */
static bool matches_language(ys_view tag, ys_view range) {
  if (ys_view_equal(range, YS_VIEW("*"))) {
    return tag.n > 0;
  }
  if (tag.n < range.n || (tag.n > range.n && tag.p[range.n] != '-') || range.n == 0) {
    return false;
  }
  for (size_t i = 0; i < range.n; i++) {
    if (lower(tag.p[i]) != lower(range.p[i])) {
      return false;
    }
  }
  return true;
}

static UChar *to_utf16(const ys_store *store, ys_view text, int32_t *n) {
  UErrorCode error = U_ZERO_ERROR;
  UChar *const out = text.n > (1U << 24) ? NULL : ys_resize(&store->allocator, NULL, (text.n + 1) * sizeof *out);
  if (out != NULL) {
    (void)u_strFromUTF8(out, (int32_t)text.n + 1, n, text.n == 0 ? "" : text.p, (int32_t)text.n, &error);
  }
  return out;
}

static ys_status decide_regex(const ys_store *store, const ys_condition *c, ys_view text, ys_view pattern,
                              ys_truth *out) {
  int32_t n_text = 0;
  int32_t n_pattern = 0;
  UErrorCode error = U_ZERO_ERROR;
  UChar *const t = to_utf16(store, text, &n_text);
  UChar *const p = to_utf16(store, pattern, &n_pattern);
  ys_status status = YANSHU_NO_MEMORY;
  if (t != NULL && p != NULL) {
    URegularExpression *const regex =
        uregex_open(p, n_pattern, c->ignore_case ? UREGEX_CASE_INSENSITIVE : 0, NULL, &error);
    status = U_FAILURE(error) ? YANSHU_BAD_ARGUMENT : YANSHU_OK;
    if (status == YANSHU_OK) {
      uregex_setText(regex, t, n_text, &error);
      *out = truth_of(uregex_find(regex, 0, &error) != 0);
      status = U_FAILURE(error) ? YANSHU_LIMIT : YANSHU_OK;
    }
    uregex_close(regex);
  }
  if (t != NULL) {
    (void)ys_resize(&store->allocator, t, 0);
  }
  if (p != NULL) {
    (void)ys_resize(&store->allocator, p, 0);
  }
  return status;
}

/* ---- conditions ---- */

/** Where one side decides, an error of the other is none. */
static ys_truth both(ys_truth a, ys_truth b) {
  return a == YS_FALSE || b == YS_FALSE ? YS_FALSE : a == YS_ERROR || b == YS_ERROR ? YS_ERROR : YS_TRUE;
}

static ys_truth decide_texts(ys_test test, ys_view a, ys_view b) {
  switch ((int)test) {
  case YS_TEST_CONTAINS:
    return truth_of(contains(a, b));
  case YS_TEST_STARTS:
    return truth_of(ys_view_starts(a, b));
  case YS_TEST_ENDS:
    return truth_of(ys_view_ends(a, b));
  default:
    return truth_of(matches_language(a, b));
  }
}

static ys_truth decide_kind(ys_test test, const ys_cell *a) {
  if (test == YS_TEST_BOUND) {
    return truth_of(a->kind != YS_CELL_NONE);
  }
  if (a->kind == YS_CELL_NONE) {
    return YS_ERROR;
  }
  return truth_of(test == YS_TEST_IRI     ? a->kind == YS_CELL_IRI
                  : test == YS_TEST_BLANK ? a->kind == YS_CELL_BLANK
                                          : a->kind == YS_CELL_LITERAL);
}

static ys_status decide_values(const ys_store *store, const ys_condition *c, const uint32_t *row, ys_truth *out) {
  char digits[2][24];
  const ys_cell a = value_of(store, &c->a, row, digits[0]);
  const ys_cell b = value_of(store, &c->b, row, digits[1]);
  if (a.kind == YS_CELL_NONE || b.kind == YS_CELL_NONE) {
    *out = YS_ERROR;
    return YANSHU_OK;
  }
  switch ((int)c->test) {
  case YS_TEST_EQUAL:
    *out = decide_equal(&a, &b);
    return YANSHU_OK;
  case YS_TEST_UNEQUAL:
    *out = negate(decide_equal(&a, &b));
    return YANSHU_OK;
  case YS_TEST_REGEX:
    return decide_regex(store, c, a.text, b.text, out);
  case YS_TEST_CONTAINS:
  case YS_TEST_STARTS:
  case YS_TEST_ENDS:
  case YS_TEST_LANGMATCHES:
    *out = decide_texts(c->test, a.text, b.text);
    return YANSHU_OK;
  default:
    *out = decide_order(c->test, &a, &b);
    return YANSHU_OK;
  }
}

ys_status ys_condition_decide(const ys_store *store, const ys_condition *c, const uint32_t *row, ys_truth *out) {
  ys_truth left = YS_ERROR;
  ys_truth right = YS_ERROR;
  char digits[24];
  switch ((int)c->test) {
  case YS_TEST_AND:
  case YS_TEST_OR:
    YS_TRY(ys_condition_decide(store, c->a.condition, row, &left));
    YS_TRY(ys_condition_decide(store, c->b.condition, row, &right));
    *out = c->test == YS_TEST_AND ? both(left, right) : negate(both(negate(left), negate(right)));
    return YANSHU_OK;
  case YS_TEST_NOT:
    YS_TRY(ys_condition_decide(store, c->a.condition, row, &left));
    *out = negate(left);
    return YANSHU_OK;
  case YS_TEST_BOUND:
  case YS_TEST_IRI:
  case YS_TEST_LITERAL:
  case YS_TEST_BLANK: {
    const ys_cell value = value_of(store, &c->a, row, digits);
    *out = decide_kind(c->test, &value);
    return YANSHU_OK;
  }
  default:
    return decide_values(store, c, row, out);
  }
}
