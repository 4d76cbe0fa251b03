/* SPDX-License-Identifier: Apache-2.0 */
/** @file value.c Dates, and how values of every kind compare. */
#include "store/value.h"

#include <math.h>

/** A date without a time zone may lie so many seconds off one with a zone. */
#define ZONES ((int64_t)14 * 3600)

/* ---- dates ---- */

/** Takes @p n digits off the beginning of @p text. */
static bool take_digits(ys_view *text, size_t n, unsigned *out) {
  *out = 0;
  for (size_t i = 0; i < n; i++) {
    if (i >= text->n || !ys_is_digit((unsigned char)text->p[i])) {
      return false;
    }
    *out = *out * 10 + (unsigned)(text->p[i] - '0');
  }
  *text = (ys_view){text->p + n, text->n - n};
  return true;
}

static bool take_char(ys_view *text, char c) {
  if (text->n == 0 || text->p[0] != c) {
    return false;
  }
  *text = (ys_view){text->p + 1, text->n - 1};
  return true;
}

/** Four digits or more. */
static bool take_year(ys_view *text, int64_t *out) {
  const bool negative = take_char(text, '-');
  size_t n = 0;
  while (n < text->n && n < 10 && ys_is_digit((unsigned char)text->p[n])) {
    n++;
  }
  unsigned year = 0;
  if (n < 4 || n > 9 || (n > 4 && text->p[0] == '0') || !take_digits(text, n, &year)) {
    return false;
  }
  *out = negative ? -(int64_t)year : (int64_t)year;
  return true;
}

static bool is_leap(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool take_month(ys_view *text, ys_instant *d) {
  return take_char(text, '-') && take_digits(text, 2, &d->month) && d->month >= 1 && d->month <= 12;
}

static bool take_day(ys_view *text, ys_instant *d) {
  static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return take_char(text, '-') && take_digits(text, 2, &d->day) && d->day >= 1 &&
         d->day <= days[d->month - 1] + (d->month == 2 && is_leap(d->year) ? 1U : 0U);
}

static bool take_time(ys_view *text, ys_instant *d) {
  if (!take_char(text, 'T') || !take_digits(text, 2, &d->hour) || !take_char(text, ':') ||
      !take_digits(text, 2, &d->minute) || !take_char(text, ':') || !take_digits(text, 2, &d->second)) {
    return false;
  }
  d->has_time = true;
  if (take_char(text, '.')) {
    uint64_t unit = 100000000000000000U;
    size_t n = 0;
    for (; n < text->n && ys_is_digit((unsigned char)text->p[n]); n++) {
      d->fraction += unit * (uint64_t)(text->p[n] - '0');
      unit /= 10;
    }
    if (n == 0) {
      return false;
    }
    *text = (ys_view){text->p + n, text->n - n};
  }
  return d->hour < 24 && d->minute < 60 && d->second < 60;
}

static bool take_zone(ys_view *text, ys_instant *d) {
  if (text->n == 0) {
    return true;
  }
  d->has_zone = true;
  if (take_char(text, 'Z')) {
    return text->n == 0;
  }
  const bool west = text->p[0] == '-';
  unsigned hours = 0;
  unsigned minutes = 0;
  if (!take_char(text, west ? '-' : '+') || !take_digits(text, 2, &hours) || !take_char(text, ':') ||
      !take_digits(text, 2, &minutes) || minutes > 59 || hours * 60 + minutes > 840) {
    return false;
  }
  d->zone = (int32_t)(hours * 60 + minutes) * (west ? -1 : 1);
  return text->n == 0;
}

bool ys_instant_of(const ys_cell *cell, ys_instant *out) {
  *out = (ys_instant){.has_zone = false};
  if (cell->kind != YS_CELL_LITERAL) {
    return false;
  }
  const bool time = ys_view_equal(cell->datatype, YS_VIEW(YS_XSD "dateTime"));
  const bool day = time || ys_view_equal(cell->datatype, YS_VIEW(YS_XSD "date"));
  const bool month = day || ys_view_equal(cell->datatype, YS_VIEW(YS_XSD "gYearMonth"));
  if (!month && !ys_view_equal(cell->datatype, YS_VIEW(YS_XSD "gYear"))) {
    return false;
  }
  ys_view text = cell->text;
  return take_year(&text, &out->year) && (!month || take_month(&text, out)) && (!day || take_day(&text, out)) &&
         (!time || take_time(&text, out)) && take_zone(&text, out);
}

/** Seconds from the beginning of 1970 to that of the date, in Greenwich. */
static int64_t seconds_of(const ys_instant *d) {
  /* days from March, so that the leap day comes last */
  const int64_t month = d->month == 0 ? 1 : (int64_t)d->month;
  const int64_t day = d->day == 0 ? 1 : (int64_t)d->day;
  const int64_t year = d->year - (month <= 2 ? 1 : 0);
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t of_era = year - era * 400;
  const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
  return days * 86400 + (int64_t)d->hour * 3600 + (int64_t)d->minute * 60 + (int64_t)d->second - (int64_t)d->zone * 60;
}

/** False when two dates of one type can't be told to be before each other: one has a time zone, and it matters. */
static bool compare_dates(const ys_instant *a, const ys_instant *b, int *order) {
  const int64_t x = seconds_of(a);
  const int64_t y = seconds_of(b);
  *order = x != y ? (x < y ? -1 : 1) : a->fraction != b->fraction ? (a->fraction < b->fraction ? -1 : 1) : 0;
  return a->has_zone == b->has_zone || x - y > ZONES || y - x > ZONES;
}

/* ---- classes ---- */

static bool is_boolean(const ys_cell *cell, bool *out) {
  *out = ys_view_equal(cell->text, YS_VIEW("true")) || ys_view_equal(cell->text, YS_VIEW("1"));
  return ys_view_equal(cell->datatype, YS_VIEW(YS_XSD "boolean")) &&
         (*out || ys_view_equal(cell->text, YS_VIEW("false")) || ys_view_equal(cell->text, YS_VIEW("0")));
}

ys_value_class ys_value_class_of(const ys_cell *c) {
  ys_number number;
  ys_instant date;
  bool boolean = false;
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
  return ys_number_of(c, &number)  ? YS_VALUE_NUMBER
         : is_boolean(c, &boolean) ? YS_VALUE_BOOLEAN
         : ys_instant_of(c, &date) ? YS_VALUE_DATE
                                   : YS_VALUE_OTHER;
}

/* ---- comparison ---- */

/** False when one of them is no number at all (NaN). */
static bool compare_numbers(const ys_number *a, const ys_number *b, int *order) {
  const ys_number_kind kind = a->kind > b->kind ? a->kind : b->kind;
  ys_number x;
  ys_number y;
  if (!ys_number_convert(a, kind, &x) || !ys_number_convert(b, kind, &y) || isnan(x.real) || isnan(y.real)) {
    return false;
  }
  switch (kind) {
  case YS_INTEGER:
    *order = x.integer < y.integer ? -1 : x.integer > y.integer ? 1 : 0;
    break;
  case YS_DECIMAL:
    *order = x.decimal < y.decimal ? -1 : x.decimal > y.decimal ? 1 : 0;
    break;
  case YS_FLOAT:
  case YS_DOUBLE:
    *order = x.real < y.real ? -1 : x.real > y.real ? 1 : 0;
    break;
  }
  return true;
}

/** Two values of one class; false when they have no order. */
static bool compare_values(ys_value_class class, const ys_cell *a, const ys_cell *b, int *order) {
  ys_number number[2];
  ys_instant date[2];
  bool boolean[2];
  switch (class) {
  case YS_VALUE_NUMBER:
    return ys_number_of(a, &number[0]) && ys_number_of(b, &number[1]) && compare_numbers(&number[0], &number[1], order);
  case YS_VALUE_BOOLEAN:
    (void)is_boolean(a, &boolean[0]);
    (void)is_boolean(b, &boolean[1]);
    *order = (int)boolean[0] - (int)boolean[1];
    return true;
  case YS_VALUE_TEXT:
    *order = ys_view_compare(a->text, b->text);
    return true;
  case YS_VALUE_DATE:
    return ys_view_equal(a->datatype, b->datatype) && ys_instant_of(a, &date[0]) && ys_instant_of(b, &date[1]) &&
           compare_dates(&date[0], &date[1], order);
  case YS_VALUE_NONE:
  case YS_VALUE_BLANK:
  case YS_VALUE_IRI:
  case YS_VALUE_TAGGED:
  case YS_VALUE_OTHER:
    break;
  }
  return false;
}

bool ys_same_term(const ys_cell *a, const ys_cell *b) {
  return a->kind == b->kind && ys_view_equal(a->text, b->text) && ys_view_equal(a->language, b->language) &&
         ys_view_equal(a->datatype, b->datatype);
}

static ys_truth truth_of(bool value) {
  return value ? YS_TRUE : YS_FALSE;
}

ys_truth ys_value_equal(const ys_cell *a, const ys_cell *b) {
  const ys_value_class x = ys_value_class_of(a);
  const ys_value_class y = ys_value_class_of(b);
  int order = 0;
  if (x == YS_VALUE_NONE || y == YS_VALUE_NONE) {
    return YS_ERROR;
  }
  if (x == y && compare_values(x, a, b, &order)) {
    return truth_of(order == 0);
  }
  if (x == YS_VALUE_NUMBER && y == YS_VALUE_NUMBER) {
    return YS_FALSE; /* NaN */
  }
  if (ys_same_term(a, b)) {
    return YS_TRUE;
  }
  /* Of literals of unknown types, nobody knows whether they are equal. */
  const bool literals = a->kind == YS_CELL_LITERAL && b->kind == YS_CELL_LITERAL;
  const bool unknown = x == YS_VALUE_OTHER || y == YS_VALUE_OTHER;
  return literals && (unknown || (x == YS_VALUE_DATE && y == YS_VALUE_DATE)) ? YS_ERROR : YS_FALSE;
}

ys_truth ys_value_compare(ys_operator op, const ys_cell *a, const ys_cell *b) {
  const ys_value_class class = ys_value_class_of(a);
  int order = 0;
  if (class != ys_value_class_of(b) || !compare_values(class, a, b, &order)) {
    return class == YS_VALUE_NUMBER && ys_value_class_of(b) == YS_VALUE_NUMBER ? YS_FALSE : YS_ERROR;
  }
  switch ((int)op) {
  case YS_OP_LESS:
    return truth_of(order < 0);
  case YS_OP_LESS_EQUAL:
    return truth_of(order <= 0);
  case YS_OP_MORE:
    return truth_of(order > 0);
  default:
    return truth_of(order >= 0);
  }
}

int ys_value_order(const ys_cell *a, const ys_cell *b) {
  const ys_value_class x = ys_value_class_of(a);
  const ys_value_class y = ys_value_class_of(b);
  int order = 0;
  if (x != y) {
    return x < y ? -1 : 1;
  }
  if (compare_values(x, a, b, &order) && order != 0) {
    return order;
  }
  order = x == YS_VALUE_NUMBER ? 0 : ys_view_compare(a->datatype, b->datatype);
  order = order != 0 ? order : ys_view_compare(a->text, b->text);
  return x == YS_VALUE_NUMBER ? 0 : order != 0 ? order : ys_view_compare(a->language, b->language);
}

ys_truth ys_value_truth(const ys_cell *cell) {
  ys_number number;
  bool boolean = false;
  if (cell->kind != YS_CELL_LITERAL) {
    return YS_ERROR;
  }
  if (cell->datatype.n == 0) {
    return truth_of(cell->text.n > 0);
  }
  if (is_boolean(cell, &boolean)) {
    return truth_of(boolean);
  }
  if (!ys_number_of(cell, &number)) {
    return YS_ERROR;
  }
  return truth_of(number.kind == YS_INTEGER   ? number.integer != 0
                  : number.kind == YS_DECIMAL ? number.decimal != 0
                                              : number.real != 0 && !isnan(number.real));
}
