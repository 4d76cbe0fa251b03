/* SPDX-License-Identifier: Apache-2.0 */
/* Dates: absolute, partial, relative; periods; the publication date. The syntax of dates is notation and stands here,
 * the words (去年, 近日, 以来) are in the lexicon. */
#include "recognize/recognize_internal.h"

enum {
  YEAR = 0x5E74,
  MONTH = 0x6708,
  DAY = 0x65E5,
  DAY_SPOKEN = 0x53F7, /* 号 */
  TO = 0x81F3,         /* 至 */
  UNTIL = 0x5230,      /* 到 */
  ORDINAL = 0x7B2C,    /* 第 */
  MEASURE = 0x4E2A,    /* 个 */
  OF = 0x7684,         /* 的 */
  OPEN_QUOTE = 0x201C,
  CLOSE_QUOTE = 0x201D,
  OPEN_PAREN = 0xFF08,
  CLOSE_PAREN = 0xFF09
};

typedef struct reader {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const uint32_t *ch;
  uint32_t base; /* of the block */
  uint32_t end;  /* of the block */
  ys_date published;
  ys_date last; /* last date of the text, for 当天 */
  uint16_t relative;
  uint16_t tail;
  uint16_t left;
  uint16_t era;
  ys_mentions *mentions;
} reader;

/* What is written, before it is resolved; 0 = not written. */
typedef struct written {
  int year;
  int month;
  int day;
  uint32_t end;
} written;

static bool is_dash(uint32_t c) {
  return c == '-' || c == 0x2014 || c == 0x2013 || c == '~' || c == 0xFF5E || c == 0x301C || c == 0x2212;
}

/* 至, 到, - or —— between two dates: how many characters. */
static uint32_t range_mark(const reader *r, uint32_t i) {
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

/* A number of at most @p places digits and at most @p limit at i; its length, 0 for none. */
static uint32_t small_number(const reader *r, uint32_t i, uint32_t places, uint32_t limit, int *value) {
  ys_numeral numeral;
  if (i >= r->end || !ys_numeral_read(r->ch + i, r->end - i, &numeral) || numeral.exponent != 0 || numeral.about ||
      (numeral.arabic && (numeral.places == 0 || numeral.places > places))) {
    return 0;
  }
  const uint32_t whole = ys_numeral_whole(&numeral, limit);
  *value = (int)whole;
  return whole == UINT32_MAX || whole == 0 ? 0 : numeral.length;
}

/* Four digits of a year, without 年. */
static uint32_t year_digits(const reader *r, uint32_t i, int *year) {
  ys_numeral numeral;
  if (i >= r->end || !ys_numeral_read(r->ch + i, r->end - i, &numeral) || numeral.places != 4 || numeral.length != 4 ||
      numeral.exponent != 0) {
    return 0;
  }
  const uint32_t whole = ys_numeral_whole(&numeral, 2199);
  *year = (int)whole;
  return whole == UINT32_MAX || whole < 1000 ? 0 : 4;
}

static bool is_day_mark(uint32_t c) {
  return c == DAY || c == DAY_SPOKEN;
}

/* D日 at i. */
static bool read_day(const reader *r, uint32_t i, bool arabic_only, written *w) {
  int day = 0;
  const uint32_t n = small_number(r, i, 2, 31, &day);
  if (n == 0 || i + n >= r->end || !is_day_mark(r->ch[i + n]) || (arabic_only && !ys_is_digit(r->ch[i])) ||
      (r->ch[i + n] == DAY_SPOKEN && r->lexicon != NULL &&
       ys_words_longer(r->lexicon, r->ch + i + n, r->end - i - n, 1))) {
    return false;
  }
  w->day = day;
  w->end = i + n + 1;
  return true;
}

/* M月[D日] at i. */
static bool read_month(const reader *r, uint32_t i, written *w) {
  int month = 0;
  const uint32_t n = small_number(r, i, 2, 12, &month);
  if (n == 0 || i + n >= r->end || r->ch[i + n] != MONTH) {
    return false;
  }
  w->month = month;
  w->end = i + n + 1;
  written day = {0};
  if (read_day(r, w->end, false, &day) && day.day <= ys_month_days(w->year, month)) {
    w->day = day.day;
    w->end = day.end;
  }
  return true;
}

/* 2025-01-17, 2025/1/17, 2025.1.17 at i. */
static bool read_iso(const reader *r, uint32_t i, written *w) {
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
  *w = (written){part[0], part[1], part[2], at};
  return true;
}

/* YYYY年[M月[D日]] at i. */
static bool read_year(const reader *r, uint32_t i, written *w) {
  int year = 0;
  const uint32_t n = year_digits(r, i, &year);
  if (n == 0 || i + n >= r->end || r->ch[i + n] != YEAR) {
    return false;
  }
  *w = (written){.year = year, .end = i + n + 1};
  (void)read_month(r, w->end, w);
  return true;
}

/* Any absolute or partial date; D日 alone only in Arabic digits. */
static bool read_any(const reader *r, uint32_t i, written *w) {
  *w = (written){0};
  return read_iso(r, i, w) || read_year(r, i, w) || read_month(r, i, w) || read_day(r, i, true, w);
}

/* ---- resolving ---- */

/* Month (and day) without a year: the publication year, shifted by one when that is more than half a year away. */
static int year_of(const reader *r, int month, int day) {
  const ys_date *p = &r->published;
  if (p->precision < YS_DATE_MONTH) {
    return p->year;
  }
  const int mine = p->precision == YS_DATE_DAY ? p->day : 15;
  const int distance = ys_days_of(p->year, month, day != 0 ? day : 15) - ys_days_of(p->year, p->month, mine);
  return distance > 183 ? p->year - 1 : distance < -183 ? p->year + 1 : p->year;
}

/* D日 without a month: the latest such day up to publication; when that is long past, the next one. */
static ys_date resolve_day(const reader *r, int day) {
  const ys_date *p = &r->published;
  ys_date date = {.day = (uint8_t)day};
  if (p->precision == YS_DATE_MONTH) {
    return day <= ys_month_days(p->year, p->month) ? ys_date_make(p->year, p->month, day) : date;
  }
  if (p->precision != YS_DATE_DAY) {
    return date;
  }
  const int32_t today = ys_days_of(p->year, p->month, p->day);
  int32_t past = INT32_MIN;
  int32_t future = INT32_MAX;
  for (int shift = -2; shift <= 2; ++shift) {
    const int index = p->year * 12 + p->month - 1 + shift;
    const int year = index / 12;
    const int month = index % 12 + 1;
    if (day > ys_month_days(year, month)) {
      continue;
    }
    const int32_t days = ys_days_of(year, month, day);
    past = days <= today && days > past ? days : past;
    future = days > today && days < future ? days : future;
  }
  if (past != INT32_MIN && (today - past <= 20 || future == INT32_MAX)) {
    return ys_date_of_days(past);
  }
  return future != INT32_MAX ? ys_date_of_days(future) : date;
}

static ys_date resolve(const reader *r, const written *w) {
  if (w->year != 0) {
    return ys_date_make(w->year, w->month, w->day);
  }
  if (w->month == 0) {
    return resolve_day(r, w->day);
  }
  const int year = year_of(r, w->month, w->day);
  if (w->day != 0 && w->day > ys_month_days(year, w->month)) {
    return ys_date_make(0, w->month, w->day);
  }
  return ys_date_make(year, w->month, w->day);
}

static ys_date plus_months(const ys_date *from, int offset) {
  const int index = from->year * 12 + from->month - 1 + offset;
  return ys_date_make(index / 12, index % 12 + 1, 0);
}

/* 去年, 上月, 昨天, 本周, counted from @p from. */
static void resolve_relative(const ys_date *from, ys_view unit, int offset, ys_date *date, ys_date *date_end) {
  *date = (ys_date){0};
  if (from->precision == YS_DATE_NONE) {
    return;
  }
  if (ys_view_equal(unit, YS_VIEW("year"))) {
    *date = ys_date_make(from->year + offset, 0, 0);
  } else if (ys_view_equal(unit, YS_VIEW("month")) && from->precision >= YS_DATE_MONTH) {
    *date = plus_months(from, offset);
  } else if (from->precision == YS_DATE_DAY) {
    const int32_t days = ys_days_of(from->year, from->month, from->day);
    if (ys_view_equal(unit, YS_VIEW("week"))) {
      const int32_t monday = days - ((days % 7 + 7 + 3) % 7) + 7 * offset; /* 1970-01-01 was a Thursday */
      *date = ys_date_of_days(monday);
      *date_end = ys_date_of_days(monday + 6);
    } else {
      *date = ys_date_of_days(days + offset);
    }
  }
}

/* ---- mentions ---- */

static ys_status add(reader *r, uint32_t begin, uint32_t end, const ys_date *date, const ys_date *date_end,
                     const ys_entry *qualifier) {
  ys_mention *m = ys_words_add(r->arena, r->document, YS_MENTION_DATE, begin, end, r->mentions);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->date = *date;
  m->date_end = *date_end;
  m->head = qualifier == NULL ? YS_NO_CONCEPT : qualifier->concept_id;
  if (date->precision != YS_DATE_NONE && !date->approximate) {
    r->last = date_end->precision != YS_DATE_NONE ? *date_end : *date;
  }
  return YANSHU_OK;
}

/* The words after a date that belong to it; false when one says that it is none. */
static bool read_tail(const reader *r, uint32_t *end, const ys_entry **qualifier) {
  for (int k = 0; k < 2 && *end < r->end; ++k) {
    const ys_entry *entry = NULL;
    const uint32_t n = ys_words_at(r->lexicon, r->ch + *end, r->end - *end, r->tail, &entry);
    if (n == 0 || ys_words_has(r->lexicon, entry, "kind", "dateline") ||
        (n == 1 && ys_words_longer(r->lexicon, r->ch + *end, r->end - *end, n))) {
      return true;
    }
    if (ys_words_has(r->lexicon, entry, "kind", "duration")) {
      return k > 0;
    }
    if (*qualifier == NULL || ys_words_has(r->lexicon, entry, "kind", "since")) {
      *qualifier = entry;
    }
    *end += n;
  }
  return true;
}

/* The second half of a period: 至5日, 至4月5日, -2035年. */
static bool read_second(const reader *r, const written *first, uint32_t at, written *second) {
  const uint32_t mark = range_mark(r, at);
  if (mark == 0) {
    return false;
  }
  *second = (written){0};
  written w = {.year = first->year};
  if (read_iso(r, at + mark, second) || read_year(r, at + mark, second)) {
    return (second->month != 0) == (first->month != 0);
  }
  if (first->month != 0 && read_month(r, at + mark, &w)) {
    *second = w;
    return (w.day != 0) == (first->day != 0);
  }
  if (first->day != 0 && read_day(r, at + mark, false, &w)) {
    *second = (written){first->year, first->month, w.day, w.end};
    return w.day > first->day || first->month == 0;
  }
  return false;
}

/* 2021-2035年, 1至9月, 3-5日: the first half has no unit of its own. */
static bool read_bare_range(const reader *r, uint32_t i, written *first, written *second) {
  int value = 0;
  *first = *second = (written){0};
  uint32_t n = year_digits(r, i, &value);
  uint32_t mark = n > 0 ? range_mark(r, i + n) : 0;
  if (mark > 0) {
    first->year = value;
    int last = 0;
    const uint32_t rest = i + n + mark;
    const uint32_t m = year_digits(r, rest, &last);
    if (m > 0 && rest + m < r->end && r->ch[rest + m] == YEAR && last > value) {
      *second = (written){.year = last, .end = rest + m + 1};
      return true;
    }
    return false;
  }
  n = ys_is_digit(r->ch[i]) ? small_number(r, i, 2, 31, &value) : 0;
  mark = n > 0 ? range_mark(r, i + n) : 0;
  if (mark == 0) {
    return false;
  }
  const uint32_t rest = i + n + mark;
  written w = {0};
  if (read_month(r, rest, &w) && w.day == 0 && value <= 12 && value < w.month) {
    first->month = value;
  } else if (read_day(r, rest, true, &w) && value < w.day) {
    first->day = value;
  } else {
    return false;
  }
  *second = w;
  return true;
}

/* Days after the first of a period that share its month. */
static ys_date resolve_second(const reader *r, const ys_date *start, const written *second) {
  ys_date date = resolve(r, second);
  if (second->year == 0 && second->month == 0 && start->precision == YS_DATE_DAY) {
    for (int shift = 0; shift < 2; ++shift) { /* 30日至2日 */
      const ys_date month = plus_months(start, shift);
      if (second->day <= ys_month_days(month.year, month.month) && (shift > 0 || second->day > start->day)) {
        return ys_date_make(month.year, month.month, second->day);
      }
    }
  }
  if (second->year == 0 && date.year != 0 && start->year != 0 && second->month != 0) {
    date.year = second->month < start->month ? (int16_t)(start->year + 1) : start->year;
  }
  return date;
}

/* 2日, 3月: a length of time when 为期, 连续 or a measure stands before. */
static bool is_length(const reader *r, uint32_t begin, const written *w) {
  return w->year == 0 && w->month == 0 && ys_words_before(r->lexicon, r->ch, r->base, begin, r->left, NULL) > 0;
}

static ys_status try_written(reader *r, uint32_t i, uint32_t *end) {
  written first;
  written second = {0};
  ys_date date_end = {0};
  const bool bare = read_bare_range(r, i, &first, &second);
  if (!bare && !read_any(r, i, &first)) {
    return YANSHU_OK;
  }
  if (!ys_is_digit(r->ch[i]) && (ys_words_cross(r->lexicon, r->ch, r->base, i, r->end) ||
                                 ys_words_longer(r->lexicon, r->ch + i, r->end - i, first.end - i))) {
    return YANSHU_OK; /* 十月革命, 统一月 */
  }
  uint32_t to = bare ? second.end : first.end;
  const ys_entry *qualifier = NULL;
  const bool range = bare || read_second(r, &first, to, &second);
  to = range ? second.end : to;
  if ((!range && is_length(r, i, &first)) || !read_tail(r, &to, &qualifier)) {
    return YANSHU_OK;
  }
  const ys_date date = resolve(r, &first);
  if (range) {
    date_end = resolve_second(r, &date, &second);
  }
  *end = to;
  return add(r, i, to, &date, &date_end, qualifier);
}

/* 今天（3月6日）: the date in brackets counts. */
static uint32_t read_bracketed(const reader *r, uint32_t at, written *w) {
  if (at < r->end && (r->ch[at] == OPEN_PAREN || r->ch[at] == '(') && read_any(r, at + 1, w) && w->end < r->end &&
      w->day != 0 && (r->ch[w->end] == CLOSE_PAREN || r->ch[w->end] == ')')) {
    return w->end + 1;
  }
  return at;
}

static int offset_of(const reader *r, const ys_entry *entry) {
  const ys_view text = ys_words_feature(r->lexicon, entry, "offset");
  int value = 0;
  for (size_t k = 0; k < text.n; ++k) {
    value = ys_is_digit((unsigned char)text.p[k]) ? value * 10 + (text.p[k] - '0') : value;
  }
  return text.n > 0 && text.p[0] == '-' ? -value : value;
}

/* 去年9月, 去年11月29日, 今年1至9月: what follows a relative year; returns where it ends. */
static uint32_t read_in_year(const reader *r, uint32_t at, ys_date *date, ys_date *date_end) {
  written first;
  written second;
  const int year = date->year;
  if (at < r->end && read_bare_range(r, at, &first, &second) && first.month != 0) {
    *date = ys_date_make(year, first.month, 0);
    *date_end = ys_date_make(year, second.month, 0);
    return second.end;
  }
  first = (written){.year = year};
  if (!read_month(r, at, &first)) {
    return at;
  }
  *date = ys_date_make(year, first.month, first.day);
  if (!read_second(r, &first, first.end, &second)) {
    return first.end;
  }
  *date_end = resolve_second(r, date, &second);
  return second.end;
}

/* 本月5日. */
static uint32_t read_in_month(const reader *r, uint32_t at, ys_date *date) {
  written w = {0};
  if (!read_day(r, at, true, &w)) {
    return at;
  }
  const bool known = date->year != 0 && w.day <= ys_month_days(date->year, date->month);
  *date = known ? ys_date_make(date->year, date->month, w.day) : ys_date_make(0, 0, w.day);
  return w.end;
}

static ys_status try_relative(reader *r, uint32_t i, uint32_t *end) {
  const ys_entry *entry = NULL;
  const uint32_t n = ys_words_at(r->lexicon, r->ch + i, r->end - i, r->relative, &entry);
  const uint32_t tail = n > 0 ? ys_words_at(r->lexicon, r->ch + i + n, r->end - i - n, r->tail, NULL) : 0;
  if (n == 0 || ys_words_longer(r->lexicon, r->ch + i, r->end - i, n + tail) ||
      ys_words_cross(r->lexicon, r->ch, r->base, i, i + n) || (i > r->base && ys_is_digit(r->ch[i - 1]))) {
    return YANSHU_OK;
  }
  const ys_view unit = ys_words_feature(r->lexicon, entry, "unit");
  if (i > r->base && r->ch[i - 1] == OF && ys_view_equal(unit, YS_VIEW("day"))) {
    return YANSHU_OK; /* 灿烂的明天 */
  }
  const bool last = ys_words_has(r->lexicon, entry, "anchor", "last");
  ys_date date;
  ys_date date_end = {0};
  resolve_relative(last ? &r->last : &r->published, unit, offset_of(r, entry), &date, &date_end);
  uint32_t to = i + n;
  if (ys_view_equal(unit, YS_VIEW("year"))) {
    to = read_in_year(r, to, &date, &date_end);
  } else if (ys_view_equal(unit, YS_VIEW("month"))) {
    to = read_in_month(r, to, &date);
  } else {
    written w = {0};
    const uint32_t bracketed = read_bracketed(r, to, &w);
    date = bracketed != to ? resolve(r, &w) : date;
    to = bracketed;
  }
  date.approximate = ys_words_has(r->lexicon, entry, "about", "yes");
  const ys_entry *qualifier = NULL;
  if (!read_tail(r, &to, &qualifier)) {
    to = i + n;
  }
  *end = to;
  return add(r, i, to, &date, &date_end, qualifier);
}

static int year_feature(const reader *r, const ys_entry *entry, const char *key) {
  const ys_view text = ys_words_feature(r->lexicon, entry, key);
  ys_date date;
  return ys_date_parse(text, &date) ? date.year : 0;
}

/* “十四五”时期: a period, unless a plan's name goes on behind it. */
static ys_status try_era(reader *r, uint32_t i, uint32_t *end) {
  const bool quoted = r->ch[i] == OPEN_QUOTE;
  const uint32_t at = quoted ? i + 1 : i;
  const ys_entry *entry = NULL;
  const uint32_t n = at < r->end ? ys_words_at(r->lexicon, r->ch + at, r->end - at, r->era, &entry) : 0;
  const bool inside = i > r->base && r->ch[i - 1] == OPEN_QUOTE;
  if (n == 0 || inside || (quoted && (at + n >= r->end || r->ch[at + n] != CLOSE_QUOTE)) || (!quoted && n < 3)) {
    return YANSHU_OK;
  }
  uint32_t to = at + n + (quoted ? 1 : 0);
  if (ys_words_at(r->lexicon, r->ch + to, r->end - to, YS_CLASS_PROGRAM_HEAD, NULL) > 0) {
    return YANSHU_OK;
  }
  const ys_entry *qualifier = NULL;
  (void)read_tail(r, &to, &qualifier);
  const ys_date from = ys_date_make(year_feature(r, entry, "from"), 0, 0);
  const ys_date until = ys_date_make(year_feature(r, entry, "to"), 0, 0);
  const ys_date last = r->last;
  *end = to;
  const ys_status status = add(r, i, to, &from, &until, entry);
  r->last = last;
  return status;
}

/* Inside a longer number, a version, 3·15 or behind 第. */
static bool is_inside(const reader *r, uint32_t i) {
  if (i == r->base) {
    return false;
  }
  const uint32_t before = r->ch[i - 1];
  written w;
  if (before == '.' && (i < r->base + 4 || !ys_is_digit(r->ch[i - 4])) && read_year(r, i, &w)) {
    return false; /* 7.2024年…: the number of an item */
  }
  return (ys_is_digit(before) || before == '.' || before == ORDINAL || before == 0xB7 || ys_is_latin(before)) &&
         ys_is_numeral(r->ch[i]) + ys_is_digit(r->ch[i]) > 0;
}

uint32_t ys_period_read(const uint32_t *ch, size_t n, ys_date *from, ys_date *to) {
  const reader r = {.ch = ch, .end = (uint32_t)n};
  written first;
  written second = {0};
  if (n == 0 || !((read_bare_range(&r, 0, &first, &second) && second.year != 0) ||
                  (read_year(&r, 0, &first) && read_second(&r, &first, first.end, &second)))) {
    return 0;
  }
  *from = ys_date_make(first.year, 0, 0);
  *to = ys_date_make(second.year, 0, 0);
  return second.end;
}

uint32_t ys_year_read(const uint32_t *ch, size_t n, int *year) {
  const reader r = {.ch = ch, .end = (uint32_t)n};
  const uint32_t length = year_digits(&r, 0, year);
  return length > 0 && length < n && ch[length] == YEAR ? length + 1 : length;
}

static reader reader_of(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                        ys_mentions *mentions) {
  return (reader){.arena = arena,
                  .lexicon = lexicon,
                  .document = document,
                  .ch = document->ch,
                  .relative = ys_lexicon_class(lexicon, YS_VIEW("time-relative")),
                  .tail = ys_lexicon_class(lexicon, YS_VIEW("time-tail")),
                  .left = ys_lexicon_class(lexicon, YS_VIEW("time-left")),
                  .era = ys_lexicon_class(lexicon, YS_VIEW("time-era")),
                  .mentions = mentions};
}

ys_status ys_find_dates(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                        const ys_setting *setting, ys_mentions *mentions) {
  reader r = reader_of(arena, lexicon, document, mentions);
  r.published = setting->date;
  r.last = setting->date;
  for (uint32_t b = 0; b < document->n_block; ++b) {
    r.base = document->block[b].begin;
    r.end = document->block[b].end;
    for (uint32_t i = r.base; i < r.end;) {
      uint32_t end = i;
      if (!is_inside(&r, i)) {
        if (ys_is_digit(r.ch[i]) || ys_is_numeral(r.ch[i])) {
          YS_TRY(try_written(&r, i, &end));
        }
        if (end == i) {
          YS_TRY(try_relative(&r, i, &end));
        }
        if (end == i) {
          YS_TRY(try_era(&r, i, &end));
        }
      }
      i = end > i ? end : i + 1;
    }
  }
  return YANSHU_OK;
}

/* ---- the publication date ---- */

/* 20250117 in brackets or alone in its block, as archives put it into titles. */
static bool read_compact(const reader *r, uint32_t i, written *w) {
  enum { DIGITS = 8, FIRST_YEAR = 1900, LAST_YEAR = 2099 };
  uint32_t number = 0;
  uint32_t n = 0;
  for (; i + n < r->end && n <= DIGITS && ys_is_digit(r->ch[i + n]); ++n) {
    number = n < DIGITS ? number * 10 + (r->ch[i + n] - '0') : 0;
  }
  const uint32_t left = i > r->base ? r->ch[i - 1] : 0;
  const uint32_t right = i + n < r->end ? r->ch[i + n] : 0;
  const bool bracketed = (left == 0xFF08 || left == '(') && (right == 0xFF09 || right == ')');
  if (n != DIGITS || !(bracketed || (left == 0 && right == 0))) {
    return false;
  }
  *w = (written){
      .year = (int)(number / 10000), .month = (int)(number / 100 % 100), .day = (int)(number % 100), .end = i + n};
  return w->year >= FIRST_YEAR && w->year <= LAST_YEAR && w->month >= 1 && w->month <= 12 && w->day >= 1 &&
         w->day <= ys_month_days(w->year, w->month);
}

/* A full date in the page head: in a short block near the top, or in a byline. */
static bool find_head_date(reader *r, ys_date *date) {
  enum { TOP = 8, SHORT = 60 };
  for (uint32_t b = 0; b < r->document->n_block; ++b) {
    const ys_block *block = &r->document->block[b];
    if (block->kind != YS_BLOCK_BYLINE &&
        (b >= TOP || block->end - block->begin > SHORT || block->kind == YS_BLOCK_CAPTION)) {
      continue;
    }
    r->base = block->begin;
    r->end = block->end;
    for (uint32_t i = block->begin; i < block->end; ++i) {
      written w = {0};
      if (!is_inside(r, i) && ys_is_digit(r->ch[i]) &&
          (read_iso(r, i, &w) || read_year(r, i, &w) || read_compact(r, i, &w)) && w.day != 0) {
        *date = ys_date_make(w.year, w.month, w.day);
        return true;
      }
    }
  }
  return false;
}

/* 新华社广州1月16日电: a date before 电 within the first characters of a paragraph. */
static bool find_dateline(reader *r, written *out) {
  enum { NEAR = 40 };
  for (uint32_t b = 0; b < r->document->n_block; ++b) {
    const ys_block *block = &r->document->block[b];
    if (block->kind != YS_BLOCK_PARAGRAPH) {
      continue;
    }
    r->base = block->begin;
    r->end = block->end;
    for (uint32_t i = block->begin; i < block->end && i < block->begin + NEAR; ++i) {
      written w = {0};
      const ys_entry *entry = NULL;
      if (is_inside(r, i) || !ys_is_digit(r->ch[i]) || !(read_year(r, i, &w) || read_month(r, i, &w)) || w.day == 0 ||
          ys_words_at(r->lexicon, r->ch + w.end, r->end - w.end, r->tail, &entry) == 0 ||
          !ys_words_has(r->lexicon, entry, "kind", "dateline")) {
        continue;
      }
      *out = w;
      return true;
    }
  }
  return false;
}

/* Where the text goes on behind 讯（记者 …） or 【…讯】; @p i itself when there is no bracket. */
static uint32_t after_bracket(const reader *r, uint32_t i) {
  uint32_t at = i;
  if (at < r->end && r->ch[at] == 0x3011) {
    ++at;
  }
  if (at < r->end && r->ch[at] == 0xFF08) {
    const uint32_t close = ys_words_close(r->ch, at, r->end);
    at = close != UINT32_MAX ? close + 1 : at;
  }
  while (at < r->end && ys_is_space(r->ch[at])) {
    ++at;
  }
  return at;
}

/* 本报讯（记者 …）2025年1月17日，…: the year of the day with which the news itself begins; 0 when it does not. */
static int lead_year(reader *r) {
  enum { NEAR = 30 };
  const uint16_t dateline = ys_lexicon_class(r->lexicon, YS_VIEW("dateline"));
  for (uint32_t b = 0; b < r->document->n_block; ++b) {
    const ys_block *block = &r->document->block[b];
    if (block->kind != YS_BLOCK_PARAGRAPH) {
      continue;
    }
    r->base = block->begin;
    r->end = block->end;
    for (uint32_t i = block->begin; i < block->end && i < block->begin + NEAR; ++i) {
      const uint32_t n = ys_words_at(r->lexicon, r->ch + i, r->end - i, dateline, NULL);
      const uint32_t at = n > 0 ? after_bracket(r, i + n) : 0;
      written w = {0};
      if (at > i + n && !is_inside(r, at) && ys_is_digit(r->ch[at]) && read_year(r, at, &w) && w.day != 0) {
        return w.year;
      }
    }
  }
  return 0;
}

/* The largest year written out that is neither the end of a period nor in a book title. */
static int largest_year(reader *r) {
  int best = 0;
  for (uint32_t b = 0; b < r->document->n_block; ++b) {
    r->base = r->document->block[b].begin;
    r->end = r->document->block[b].end;
    for (uint32_t i = r->base; i < r->end; ++i) {
      written first;
      written second;
      const uint32_t close = r->ch[i] == 0x300A ? ys_words_close(r->ch, i, r->end) : UINT32_MAX;
      if (close != UINT32_MAX) {
        i = close;
      } else if (!is_inside(r, i) && ys_is_digit(r->ch[i])) {
        if (read_bare_range(r, i, &first, &second) && second.year != 0) {
          i = second.end - 1;
        } else if (read_year(r, i, &first)) {
          /* 到2035年: a target */
          const bool target = i > r->base && (r->ch[i - 1] == UNTIL || r->ch[i - 1] == TO);
          const bool plan = target || read_second(r, &first, first.end, &second);
          best = !plan && first.year > best && first.year < 2100 ? first.year : best;
          i = plan && !target ? second.end - 1 : first.end - 1;
        }
      }
    }
  }
  return best;
}

/* The latest year that a session mention tells. */
static ys_status session_year(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document, int *year) {
  ys_mentions events = {0};
  YS_TRY(ys_find_events(arena, lexicon, document, &events));
  *year = 0;
  for (uint32_t k = 0; k < events.list.n; ++k) {
    const ys_mention *m = &events.list.at[k];
    if (m->session != 0 && m->date.year != 0) {
      *year = m->date.year;
      break;
    }
  }
  return YANSHU_OK;
}

ys_status ys_find_setting_date(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document, ys_date *date) {
  reader r = reader_of(arena, lexicon, document, NULL);
  *date = (ys_date){0};
  if (ys_date_parse(document->date, date) || find_head_date(&r, date)) {
    return YANSHU_OK;
  }
  int year = 0;
  YS_TRY(session_year(arena, lexicon, document, &year));
  if (year < largest_year(&r) - 1) {
    year = 0; /* the rule is not that assembly's, or the text looks back: a guess is no date */
  }
  year = year != 0 ? year : lead_year(&r);
  written w = {0};
  if (find_dateline(&r, &w)) {
    year = w.year != 0 ? w.year : year;
    *date = ys_date_make(year, w.month, w.day);
    if (w.day > ys_month_days(year, w.month)) {
      *date = ys_date_make(year, 0, 0);
    }
  } else {
    *date = ys_date_make(year, 0, 0);
  }
  return YANSHU_OK;
}
