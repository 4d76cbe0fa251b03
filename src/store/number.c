/* SPDX-License-Identifier: Apache-2.0 */
/** @file number.c Exact integers of 64 bits, decimals with 18 digits behind the point, floating point. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/value.h"

/** Digits behind the point of a decimal. */
#define PLACES 18U
/** Longer texts are no numbers that anybody writes. */
#define TEXT ((size_t)64)

static ys_view local_name(ys_view datatype) {
  const size_t n = sizeof(YS_XSD) - 1;
  return ys_view_starts(datatype, YS_VIEW(YS_XSD)) ? (ys_view){datatype.p + n, datatype.n - n} : YS_VIEW("");
}

static bool kind_of(ys_view datatype, ys_number_kind *out) {
  static const char *const integers[] = {
      "integer",        "nonNegativeInteger", "positiveInteger", "int",          "long",          "short",
      "byte",           "unsignedByte",       "unsignedInt",     "unsignedLong", "unsignedShort", "nonPositiveInteger",
      "negativeInteger"};
  const ys_view name = local_name(datatype);
  if (ys_view_equal(name, YS_VIEW("decimal"))) {
    *out = YS_DECIMAL;
    return true;
  }
  if (ys_view_equal(name, YS_VIEW("double")) || ys_view_equal(name, YS_VIEW("float"))) {
    *out = ys_view_equal(name, YS_VIEW("double")) ? YS_DOUBLE : YS_FLOAT;
    return true;
  }
  *out = YS_INTEGER;
  for (size_t i = 0; i < YS_LENGTH(integers); i++) {
    if (ys_view_equal(name, ys_view_of(integers[i]))) {
      return true;
    }
  }
  return false;
}

/* ---- reading ---- */

/** [+-]digits[.digits]; @p places of them are kept. */
static bool read_exact(ys_view text, unsigned places, ys_wide *out) {
  const bool negative = text.n > 0 && text.p[0] == '-';
  size_t i = text.n > 0 && (negative || text.p[0] == '+') ? 1 : 0;
  unsigned digits = 0;
  unsigned behind = 0;
  bool point = false;
  ys_wide n = 0;
  for (; i < text.n; i++) {
    if (text.p[i] == '.' && !point && places > 0) {
      point = true;
      continue;
    }
    if (!ys_is_digit((unsigned char)text.p[i])) {
      return false;
    }
    digits++;
    behind += point ? 1 : 0;
    if (behind > places) {
      if (text.p[i] != '0') {
        return false;
      }
      continue;
    }
    if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, text.p[i] - '0', &n)) {
      return false;
    }
  }
  for (; behind < places; behind++) {
    if (__builtin_mul_overflow(n, 10, &n)) {
      return false;
    }
  }
  *out = negative ? -n : n;
  return digits > 0;
}

static bool read_real(ys_view text, double *out) {
  char digits[TEXT];
  if (ys_view_equal(text, YS_VIEW("INF")) || ys_view_equal(text, YS_VIEW("+INF")) ||
      ys_view_equal(text, YS_VIEW("-INF"))) {
    *out = text.p[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    return true;
  }
  if (ys_view_equal(text, YS_VIEW("NaN"))) {
    *out = (double)NAN;
    return true;
  }
  if (text.n == 0 || text.n >= TEXT) {
    return false;
  }
  memcpy(digits, text.p, text.n);
  digits[text.n] = '\0';
  if (strspn(digits, "0123456789+-.eE") < text.n) {
    return false;
  }
  char *end = NULL;
  *out = strtod(digits, &end);
  return end == digits + text.n;
}

bool ys_number_read(ys_view text, ys_number_kind kind, ys_number *out) {
  ys_wide n = 0;
  *out = (ys_number){.kind = kind};
  switch (kind) {
  case YS_INTEGER:
    if (!read_exact(text, 0, &n) || n > INT64_MAX || n < INT64_MIN) {
      return false;
    }
    out->integer = (int64_t)n;
    return true;
  case YS_DECIMAL:
    return read_exact(text, PLACES, &out->decimal);
  case YS_FLOAT:
  case YS_DOUBLE:
    if (!read_real(text, &out->real)) {
      return false;
    }
    out->real = kind == YS_FLOAT ? (double)(float)out->real : out->real;
    return true;
  }
  return false;
}

bool ys_number_of(const ys_cell *cell, ys_number *out) {
  ys_number_kind kind = YS_INTEGER;
  return cell->kind == YS_CELL_LITERAL && cell->datatype.n > 0 && kind_of(cell->datatype, &kind) &&
         ys_number_read(cell->text, kind, out);
}

/* ---- writing ---- */

static ys_view decimal_text(ys_arena *arena, ys_wide n) {
  char text[TEXT];
  size_t at = TEXT;
  unsigned place = 0;
  const bool negative = n < 0;
  bool any = false;
  for (; n != 0 || place <= PLACES; place++) {
    const int digit = (int)(n % 10);
    n /= 10;
    any |= digit != 0 || place >= PLACES;
    if (place == PLACES && at < TEXT) {
      text[--at] = '.';
    }
    if (any) {
      text[--at] = (char)('0' + (digit < 0 ? -digit : digit));
    }
  }
  if (negative) {
    text[--at] = '-';
  }
  return ys_arena_copy(arena, (ys_view){text + at, TEXT - at});
}

/** As few digits as give the same number again. */
static ys_view real_text(ys_arena *arena, double x, bool single) {
  char text[TEXT];
  if (isnan(x) || isinf(x)) {
    return ys_arena_copy(arena, ys_view_of(isnan(x) ? "NaN" : x < 0 ? "-INF" : "INF"));
  }
  for (int digits = 0; digits < 17; digits++) {
    (void)snprintf(text, sizeof text, "%.*E", digits, x);
    const double again = strtod(text, NULL);
    if (single ? (float)again == (float)x : again == x) {
      break;
    }
  }
  /* 1.5E+02 is 1.5E2, and 1E+02 is 1.0E2 */
  char *const e = strchr(text, 'E');
  const long exponent = strtol(e + 1, NULL, 10);
  *e = '\0';
  return ys_arena_format(arena, "%s%sE%ld", text, strchr(text, '.') == NULL ? ".0" : "", exponent);
}

ys_cell ys_number_cell(ys_arena *arena, const ys_number *number) {
  ys_cell cell = {.kind = YS_CELL_LITERAL};
  switch (number->kind) {
  case YS_INTEGER:
    cell.datatype = YS_VIEW(YS_XSD "integer");
    cell.text = ys_arena_format(arena, "%lld", (long long)number->integer);
    break;
  case YS_DECIMAL:
    cell.datatype = YS_VIEW(YS_XSD "decimal");
    cell.text = decimal_text(arena, number->decimal);
    break;
  case YS_FLOAT:
  case YS_DOUBLE:
    cell.datatype = number->kind == YS_FLOAT ? YS_VIEW(YS_XSD "float") : YS_VIEW(YS_XSD "double");
    cell.text = real_text(arena, number->real, number->kind == YS_FLOAT);
    break;
  }
  return cell;
}

ys_number ys_number_integer(int64_t n) {
  return (ys_number){.kind = YS_INTEGER, .integer = n};
}

/* ---- kinds ---- */

static double real_of(const ys_number *a) {
  return a->kind == YS_INTEGER   ? (double)a->integer
         : a->kind == YS_DECIMAL ? (double)a->decimal / (double)YS_DECIMAL_ONE
                                 : a->real;
}

bool ys_number_convert(const ys_number *a, ys_number_kind kind, ys_number *out) {
  *out = (ys_number){.kind = kind};
  if (kind == YS_FLOAT || kind == YS_DOUBLE) {
    out->real = kind == YS_FLOAT ? (double)(float)real_of(a) : real_of(a);
    return true;
  }
  if (a->kind == YS_FLOAT || a->kind == YS_DOUBLE) {
    /* beyond this no whole number is exact */
    if (!(fabs(a->real) < 9007199254740992.0)) {
      return false;
    }
    const double whole = trunc(a->real);
    out->integer = (int64_t)whole;
    out->decimal = (ys_wide)out->integer * YS_DECIMAL_ONE + (ys_wide)((a->real - whole) * 1e18);
  } else if (a->kind == YS_INTEGER) {
    out->integer = a->integer;
    out->decimal = (ys_wide)a->integer * YS_DECIMAL_ONE;
  } else {
    const ys_wide whole = a->decimal / YS_DECIMAL_ONE;
    if (kind == YS_INTEGER && (whole > INT64_MAX || whole < INT64_MIN)) {
      return false;
    }
    out->integer = (int64_t)whole;
    out->decimal = a->decimal;
  }
  return true;
}

/* ---- arithmetic ---- */

static bool combine_integers(ys_operator op, int64_t a, int64_t b, int64_t *out) {
  return op == YS_OP_ADD        ? !__builtin_add_overflow(a, b, out)
         : op == YS_OP_SUBTRACT ? !__builtin_sub_overflow(a, b, out)
                                : !__builtin_mul_overflow(a, b, out);
}

/** a * b / YS_DECIMAL_ONE, with as many of the factor's tens taken out before as there are. */
static bool multiply(ys_wide a, ys_wide b, ys_wide *out) {
  unsigned tens = 0;
  for (; tens < PLACES && a != 0 && a % 10 == 0; tens++) {
    a /= 10;
  }
  for (; tens < PLACES && b != 0 && b % 10 == 0; tens++) {
    b /= 10;
  }
  if (__builtin_mul_overflow(a, b, out)) {
    return false;
  }
  for (; tens < PLACES; tens++) {
    *out /= 10;
  }
  return true;
}

/** a * YS_DECIMAL_ONE / b, digit by digit. */
static bool divide(ys_wide a, ys_wide b, ys_wide *out) {
  if (b == 0) {
    return false;
  }
  ys_wide quotient = a / b;
  ys_wide rest = a % b;
  for (unsigned i = 0; i < PLACES; i++) {
    if (__builtin_mul_overflow(rest, 10, &rest) || __builtin_mul_overflow(quotient, 10, &quotient)) {
      return false;
    }
    quotient += rest / b;
    rest %= b;
  }
  *out = quotient;
  return true;
}

static bool combine_decimals(ys_operator op, ys_wide a, ys_wide b, ys_wide *out) {
  return op == YS_OP_ADD        ? !__builtin_add_overflow(a, b, out)
         : op == YS_OP_SUBTRACT ? !__builtin_sub_overflow(a, b, out)
         : op == YS_OP_MULTIPLY ? multiply(a, b, out)
                                : divide(a, b, out);
}

bool ys_number_combine(ys_operator op, const ys_number *a, const ys_number *b, ys_number *out) {
  ys_number_kind kind = a->kind > b->kind ? a->kind : b->kind;
  if (kind == YS_INTEGER && op == YS_OP_DIVIDE) {
    kind = YS_DECIMAL;
  }
  ys_number x;
  ys_number y;
  if (!ys_number_convert(a, kind, &x) || !ys_number_convert(b, kind, &y)) {
    return false;
  }
  *out = (ys_number){.kind = kind};
  if (kind == YS_INTEGER) {
    return combine_integers(op, x.integer, y.integer, &out->integer);
  }
  if (kind == YS_DECIMAL) {
    return combine_decimals(op, x.decimal, y.decimal, &out->decimal);
  }
  out->real = op == YS_OP_ADD        ? x.real + y.real
              : op == YS_OP_SUBTRACT ? x.real - y.real
              : op == YS_OP_MULTIPLY ? x.real * y.real
                                     : x.real / y.real;
  out->real = kind == YS_FLOAT ? (double)(float)out->real : out->real;
  return true;
}

/** The whole number, as a decimal, that is not above (or, @p up, not below) @p n. */
static ys_wide whole_of(ys_wide n, bool up) {
  ys_wide rest = n % YS_DECIMAL_ONE;
  rest = rest < 0 ? rest + YS_DECIMAL_ONE : rest;
  return rest == 0 ? n : up ? n + (YS_DECIMAL_ONE - rest) : n - rest;
}

static double change_real(ys_operator op, double x) {
  switch ((int)op) {
  case YS_OP_ABS:
    return fabs(x);
  case YS_OP_CEIL:
    return ceil(x);
  case YS_OP_FLOOR:
    return floor(x);
  case YS_OP_NEGATE:
    return -x;
  default:
    return floor(x + 0.5);
  }
}

bool ys_number_change(ys_operator op, const ys_number *a, ys_number *out) {
  *out = *a;
  if (a->kind == YS_FLOAT || a->kind == YS_DOUBLE) {
    out->real = change_real(op, a->real);
    return true;
  }
  const bool flip =
      op == YS_OP_NEGATE || (op == YS_OP_ABS && (a->kind == YS_INTEGER ? a->integer < 0 : a->decimal < 0));
  if (a->kind == YS_INTEGER) {
    return !flip || !__builtin_sub_overflow((int64_t)0, a->integer, &out->integer);
  }
  if (flip) {
    out->decimal = -a->decimal;
  } else if (op == YS_OP_CEIL || op == YS_OP_FLOOR) {
    out->decimal = whole_of(a->decimal, op == YS_OP_CEIL);
  } else if (op == YS_OP_ROUND) {
    out->decimal = whole_of(a->decimal + YS_DECIMAL_ONE / 2, false);
  }
  return true;
}
