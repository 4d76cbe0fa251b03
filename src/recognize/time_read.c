/* SPDX-License-Identifier: Apache-2.0 */
/* Dates as they are written: absolute, partial, periods. */
#include "recognize/time_read.h"

enum {
  YEAR = 0x5E74,
  MONTH = 0x6708,
  DAY = 0x65E5,
  DAY_SPOKEN = 0x53F7, /* 号 */
  TO = 0x81F3,         /* 至 */
  UNTIL = 0x5230,      /* 到 */
  ORDINAL = 0x7B2C     /* 第 */
};

static bool is_dash(uint32_t c) {
  return c == '-' || c == 0x2014 || c == 0x2013 || c == '~' || c == 0xFF5E || c == 0x301C || c == 0x2212;
}

/* 至, 到, - or —— between two dates: how many characters. */
static uint32_t range_mark(const ys_time_scan *r, uint32_t i) {
  if (i >= r->end) {
    return 0;
  }
  if (r->ch[i] == TO || r->ch[i] == UNTIL) {
    return 1;
  }
  uint32_t n = 0;
  while (n < 2 && i + n < r->end && is_dash(r->ch[i + n])) {
    ++n;
  }
  return n;
}

/* The number at i, or NULL; @p room for it. As year, month and day it is asked for again and again. */
static const ys_numeral *number_at(const ys_time_scan *r, uint32_t i, ys_numeral *room) {
  if (i >= r->end) {
    return NULL;
  }
  if (r->number == NULL) {
    return ys_numeral_read(r->ch + i, r->end - i, room) ? room : NULL;
  }
  ys_time_number *number = &r->number[i % YS_TIME_NUMBERS];
  if (number->at != i + 1) {
    number->at = i + 1;
    number->read = ys_numeral_read(r->ch + i, r->end - i, &number->numeral);
  }
  return number->read ? &number->numeral : NULL;
}

/* A number of at most @p places digits and at most @p limit at i; its length, 0 for none. */
uint32_t ys_time_small_number(const ys_time_scan *r, uint32_t i, uint32_t places, uint32_t limit, int *value) {
  ys_numeral room;
  const ys_numeral *numeral = number_at(r, i, &room);
  if (numeral == NULL || numeral->exponent != 0 || numeral->about ||
      (numeral->arabic && (numeral->places == 0 || numeral->places > places))) {
    return 0;
  }
  const uint32_t whole = ys_numeral_whole(numeral, limit);
  *value = (int)whole;
  return whole == UINT32_MAX || whole == 0 ? 0 : numeral->length;
}

/* Four digits of a year, without 年. */
static uint32_t year_digits(const ys_time_scan *r, uint32_t i, int *year) {
  ys_numeral room;
  const ys_numeral *numeral = number_at(r, i, &room);
  if (numeral == NULL || numeral->places != 4 || numeral->length != 4 || numeral->exponent != 0) {
    return 0;
  }
  const uint32_t whole = ys_numeral_whole(numeral, 2199);
  *year = (int)whole;
  return whole == UINT32_MAX || whole < 1000 ? 0 : 4;
}

static bool is_day_mark(uint32_t c) {
  return c == DAY || c == DAY_SPOKEN;
}

/* D日 at i. */
bool ys_time_day(const ys_time_scan *r, uint32_t i, bool arabic_only, ys_time_written *w) {
  int day = 0;
  const uint32_t n = ys_time_small_number(r, i, 2, 31, &day);
  if (n == 0 || i + n >= r->end || !is_day_mark(r->ch[i + n]) || (arabic_only && !ys_is_digit(r->ch[i])) ||
      (r->ch[i + n] == DAY_SPOKEN && r->words.lexicon != NULL && ys_words_longer(&r->words, i + n, r->end, 1))) {
    return false;
  }
  w->day = day;
  w->end = i + n + 1;
  return true;
}

/* M月[D日] at i. */
bool ys_time_month(const ys_time_scan *r, uint32_t i, ys_time_written *w) {
  int month = 0;
  const uint32_t n = ys_time_small_number(r, i, 2, 12, &month);
  if (n == 0 || i + n >= r->end || r->ch[i + n] != MONTH) {
    return false;
  }
  w->month = month;
  w->end = i + n + 1;
  ys_time_written day = {0};
  if (ys_time_day(r, w->end, false, &day) && day.day <= ys_month_days(w->year, month)) {
    w->day = day.day;
    w->end = day.end;
  }
  return true;
}

/* 2025-01-17, 2025/1/17, 2025.1.17 at i. */
bool ys_time_iso(const ys_time_scan *r, uint32_t i, ys_time_written *w) {
  int part[3] = {0};
  if (i + 4 >= r->end || r->ch[i] < '1' || r->ch[i] > '2') {
    return false;
  }
  for (uint32_t k = 0; k < 4; ++k) {
    if (!ys_is_digit(r->ch[i + k])) {
      return false;
    }
    part[0] = part[0] * 10 + (int)(r->ch[i + k] - '0');
  }
  uint32_t at = i + 4;
  const uint32_t mark = r->ch[at];
  if (mark != '-' && mark != '/' && mark != '.') {
    return false;
  }
  for (size_t k = 1; k < 3; ++k) {
    if (at >= r->end || r->ch[at] != mark) {
      return false;
    }
    uint32_t n = 0;
    for (++at; at < r->end && n < 3 && ys_is_digit(r->ch[at]); ++at, ++n) {
      part[k] = part[k] * 10 + (int)(r->ch[at] - '0');
    }
    if (n == 0 || n > 2) {
      return false;
    }
  }
  if (part[1] < 1 || part[2] < 1 || part[2] > ys_month_days(part[0], part[1])) {
    return false;
  }
  *w = (ys_time_written){part[0], part[1], part[2], at};
  return true;
}

/* YYYY年[M月[D日]] at i. */
bool ys_time_year(const ys_time_scan *r, uint32_t i, ys_time_written *w) {
  int year = 0;
  const uint32_t n = year_digits(r, i, &year);
  if (n == 0 || i + n >= r->end || r->ch[i + n] != YEAR) {
    return false;
  }
  *w = (ys_time_written){.year = year, .end = i + n + 1};
  (void)ys_time_month(r, w->end, w);
  return true;
}

/* Any absolute or partial date; D日 alone only in Arabic digits. */
bool ys_time_any(const ys_time_scan *r, uint32_t i, ys_time_written *w) {
  *w = (ys_time_written){0};
  return ys_time_iso(r, i, w) || ys_time_year(r, i, w) || ys_time_month(r, i, w) || ys_time_day(r, i, true, w);
}

/* The second half of a period: 至5日, 至4月5日, -2035年. */
bool ys_time_second(const ys_time_scan *r, const ys_time_written *first, uint32_t at, ys_time_written *second) {
  const uint32_t mark = range_mark(r, at);
  if (mark == 0) {
    return false;
  }
  *second = (ys_time_written){0};
  ys_time_written w = {.year = first->year};
  if (ys_time_iso(r, at + mark, second) || ys_time_year(r, at + mark, second)) {
    return (second->month != 0) == (first->month != 0);
  }
  if (first->month != 0 && ys_time_month(r, at + mark, &w)) {
    *second = w;
    return (w.day != 0) == (first->day != 0);
  }
  if (first->day != 0 && ys_time_day(r, at + mark, false, &w)) {
    *second = (ys_time_written){first->year, first->month, w.day, w.end};
    return w.day > first->day || first->month == 0;
  }
  return false;
}

/* 2021-2035年, 1至9月, 3-5日: the first half has no unit of its own. */
bool ys_time_bare_range(const ys_time_scan *r, uint32_t i, ys_time_written *first, ys_time_written *second) {
  int value = 0;
  *first = *second = (ys_time_written){0};
  uint32_t n = year_digits(r, i, &value);
  uint32_t mark = n > 0 ? range_mark(r, i + n) : 0;
  if (mark > 0) {
    first->year = value;
    int last = 0;
    const uint32_t rest = i + n + mark;
    const uint32_t m = year_digits(r, rest, &last);
    if (m > 0 && rest + m < r->end && r->ch[rest + m] == YEAR && last > value) {
      *second = (ys_time_written){.year = last, .end = rest + m + 1};
      return true;
    }
    return false;
  }
  n = ys_is_digit(r->ch[i]) ? ys_time_small_number(r, i, 2, 31, &value) : 0;
  mark = n > 0 ? range_mark(r, i + n) : 0;
  if (mark == 0) {
    return false;
  }
  const uint32_t rest = i + n + mark;
  ys_time_written w = {0};
  if (ys_time_month(r, rest, &w) && w.day == 0 && value <= 12 && value < w.month) {
    first->month = value;
  } else if (ys_time_day(r, rest, true, &w) && value < w.day) {
    first->day = value;
  } else {
    return false;
  }
  *second = w;
  return true;
}

/* Inside a longer number, a version, 3·15 or behind 第. */
bool ys_time_is_inside(const ys_time_scan *r, uint32_t i) {
  if (i == r->base) {
    return false;
  }
  const uint32_t before = r->ch[i - 1];
  ys_time_written w;
  if (before == '.' && (i < r->base + 4 || !ys_is_digit(r->ch[i - 4])) && ys_time_year(r, i, &w)) {
    return false; /* 7.2024年…: the number of an item */
  }
  return (ys_is_digit(before) || before == '.' || before == ORDINAL || before == 0xB7 || ys_is_latin(before)) &&
         ys_is_numeral(r->ch[i]) + ys_is_digit(r->ch[i]) > 0;
}

uint32_t ys_period_read(const uint32_t *ch, size_t n, ys_date *from, ys_date *to) {
  const ys_time_scan r = {.ch = ch, .end = (uint32_t)n};
  ys_time_written first;
  ys_time_written second = {0};
  if (n == 0 || !((ys_time_bare_range(&r, 0, &first, &second) && second.year != 0) ||
                  (ys_time_year(&r, 0, &first) && ys_time_second(&r, &first, first.end, &second)))) {
    return 0;
  }
  *from = ys_date_make(first.year, 0, 0);
  *to = ys_date_make(second.year, 0, 0);
  return second.end;
}

uint32_t ys_year_read(const uint32_t *ch, size_t n, int *year) {
  const ys_time_scan r = {.ch = ch, .end = (uint32_t)n};
  const uint32_t length = year_digits(&r, 0, year);
  return length > 0 && length < n && ch[length] == YEAR ? length + 1 : length;
}

ys_time_scan ys_time_reader(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                            ys_mentions *mentions) {
  return (ys_time_scan){.arena = arena,
                        .lexicon = lexicon,
                        .document = document,
                        .ch = document->ch,
                        .words = ys_words_of(lexicon, document, mentions),
                        .relative = ys_lexicon_words(lexicon, YS_WORDS_TIME_RELATIVE),
                        .tail = ys_lexicon_words(lexicon, YS_WORDS_TIME_TAIL),
                        .left = ys_lexicon_words(lexicon, YS_WORDS_TIME_LEFT),
                        .era = ys_lexicon_words(lexicon, YS_WORDS_TIME_ERA),
                        .mentions = mentions};
}
