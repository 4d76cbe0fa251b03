/* SPDX-License-Identifier: Apache-2.0 */
/** @file value.h What literals mean: numbers, booleans, dates, and how they compare. Inside of the room. */
#ifndef YS_STORE_VALUE_H
#define YS_STORE_VALUE_H

#include "store/sparql.h"

#define YS_XSD "http://www.w3.org/2001/XMLSchema#"

typedef enum ys_truth { YS_FALSE, YS_TRUE, YS_ERROR } ys_truth;

/** What compares as one kind; in the order of ORDER BY. */
typedef enum ys_value_class {
  YS_VALUE_NONE,
  YS_VALUE_BLANK,
  YS_VALUE_IRI,
  YS_VALUE_TEXT,
  YS_VALUE_TAGGED,
  YS_VALUE_NUMBER,
  YS_VALUE_BOOLEAN,
  YS_VALUE_DATE, /**< date, gYear, gYearMonth, dateTime */
  YS_VALUE_OTHER /**< of other types, and what its own type does not have: "x"^^xsd:integer */
} ys_value_class;
ys_value_class ys_value_class_of(const ys_cell *cell);

/* ---- numbers ---- */

__extension__ typedef __int128 ys_wide;
/** A decimal is this many times its value: it has 18 digits behind the point. */
#define YS_DECIMAL_ONE ((ys_wide)1000000000000000000)

typedef enum ys_number_kind { YS_INTEGER, YS_DECIMAL, YS_FLOAT, YS_DOUBLE } ys_number_kind;

typedef struct ys_number {
  ys_number_kind kind;
  int64_t integer;
  ys_wide decimal; /**< times YS_DECIMAL_ONE */
  double real;     /**< of FLOAT and DOUBLE */
} ys_number;

/** False for anything that is no number, or one that is too large to be exact. */
bool ys_number_of(const ys_cell *cell, ys_number *out);
/** Its shortest form; p is NULL when out of memory. */
ys_cell ys_number_cell(ys_arena *arena, const ys_number *number);
ys_number ys_number_integer(int64_t n);
/** + - * /; false for an error: overflow, a division of exact numbers by 0. */
bool ys_number_combine(ys_operator op, const ys_number *a, const ys_number *b, ys_number *out);
/** ABS, CEIL, FLOOR, ROUND, NEGATE; false for an overflow. */
bool ys_number_change(ys_operator op, const ys_number *a, ys_number *out);
/** To a kind of number, as the casts of SPARQL; false for what it can't hold. */
bool ys_number_convert(const ys_number *a, ys_number_kind kind, ys_number *out);
/** The number that digits are of @p kind; false when they are none. */
bool ys_number_read(ys_view text, ys_number_kind kind, ys_number *out);

/* ---- dates ---- */

typedef struct ys_instant {
  bool has_zone;
  int32_t zone; /**< minutes east of Greenwich */
  int64_t year;
  unsigned month; /**< 0: not known */
  unsigned day;   /**< 0: not known */
  bool has_time;
  unsigned hour;
  unsigned minute;
  unsigned second;
  uint64_t fraction; /**< of a second, times 10 to the power of 18 */
} ys_instant;

bool ys_instant_of(const ys_cell *cell, ys_instant *out);

/* ---- comparison ---- */

bool ys_same_term(const ys_cell *a, const ys_cell *b);
/** a = b */
ys_truth ys_value_equal(const ys_cell *a, const ys_cell *b);
/** <, <=, >, >= */
ys_truth ys_value_compare(ys_operator op, const ys_cell *a, const ys_cell *b);
/** For ORDER BY: that of SPARQL where it has one, else any fixed one. */
int ys_value_order(const ys_cell *a, const ys_cell *b);
/** The effective boolean value. */
ys_truth ys_value_truth(const ys_cell *cell);

#endif
