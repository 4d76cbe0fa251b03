/* SPDX-License-Identifier: Apache-2.0 */
/* Dates: absolute, partial, relative; periods. The syntax of dates is notation and stands in C, the words (去年, 近日,
 * 以来) are in the lexicon. */
#include "recognize/time_read.h"

enum {
  YEAR = 0x5E74,
  MONTH = 0x6708,
  DAY = 0x65E5,
  MEASURE = 0x4E2A, /* 个 */
  OF = 0x7684,      /* 的 */
  OPEN_QUOTE = 0x201C,
  CLOSE_QUOTE = 0x201D,
  OPEN_PAREN = 0xFF08,
  CLOSE_PAREN = 0xFF09
};

/* ---- resolving ---- */

/* Month (and day) without a year: the publication year, shifted by one when that is more than half a year away. */
static int year_of(const ys_time_scan *r, int month, int day) {
  const ys_date *p = &r->published;
  if (p->precision < YS_DATE_MONTH) {
    return p->year;
  }
  const int mine = p->precision == YS_DATE_DAY ? p->day : 15;
  const int distance = ys_days_of(p->year, month, day != 0 ? day : 15) - ys_days_of(p->year, p->month, mine);
  return distance > 183 ? p->year - 1 : distance < -183 ? p->year + 1 : p->year;
}

/* D日 without a month: the latest such day up to publication; when that is long past, the next one. */
static ys_date resolve_day(const ys_time_scan *r, int day) {
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

static ys_date resolve(const ys_time_scan *r, const ys_time_written *w) {
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

static ys_status add(ys_time_scan *r, uint32_t begin, uint32_t end, const ys_date *date, const ys_date *date_end,
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
static bool read_tail(const ys_time_scan *r, uint32_t *end, const ys_entry **qualifier) {
  for (int k = 0; k < 2 && *end < r->end; ++k) {
    const ys_entry *entry = NULL;
    const uint32_t n = ys_words_at(&r->words, *end, r->end, r->tail, &entry);
    if (n == 0 || ys_words_has(r->lexicon, entry, YS_KEY_KIND, "dateline") ||
        (n == 1 && ys_words_longer(&r->words, *end, r->end, n))) {
      return true;
    }
    if (ys_words_has(r->lexicon, entry, YS_KEY_KIND, "duration")) {
      return k > 0;
    }
    if (*qualifier == NULL || ys_words_has(r->lexicon, entry, YS_KEY_KIND, "since")) {
      *qualifier = entry;
    }
    *end += n;
  }
  return true;
}

/* Days after the first of a period that share its month. */
static ys_date resolve_second(const ys_time_scan *r, const ys_date *start, const ys_time_written *second) {
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
static bool is_length(const ys_time_scan *r, uint32_t begin, const ys_time_written *w) {
  return w->year == 0 && w->month == 0 && ys_words_before(&r->words, r->base, begin, r->left, NULL) > 0;
}

/* ---- parts of a year ---- */

/* months=1-6 of 上半年. */
static bool months_of(const ys_time_scan *r, const ys_entry *entry, int *first, int *last) {
  const ys_view text = ys_words_feature(r->lexicon, entry, YS_KEY_MONTHS);
  int *part = first;
  *first = *last = 0;
  for (size_t k = 0; k < text.n; ++k) {
    if (text.p[k] == '-') {
      part = last;
    } else if (ys_is_digit((unsigned char)text.p[k])) {
      *part = *part * 10 + (text.p[k] - '0');
    }
  }
  return *first > 0 && *last >= *first;
}

static void narrow_to(ys_date *date, ys_date *date_end, int first, int last) {
  if (date->precision == YS_DATE_YEAR && date_end->precision == YS_DATE_NONE) {
    *date_end = ys_date_make(date->year, last, 0);
    *date = ys_date_make(date->year, first, 0);
  }
}

/* 今年上半年, 2024年前三季度: the words in [at, to) behind a year leave a part of it. */
static void narrow(const ys_time_scan *r, uint32_t at, uint32_t to, ys_date *date, ys_date *date_end) {
  while (at < to) {
    const ys_entry *entry = NULL;
    const uint32_t n = ys_words_at(&r->words, at, to, r->tail, &entry);
    int first = 0;
    int last = 0;
    if (n > 0 && months_of(r, entry, &first, &last)) {
      narrow_to(date, date_end, first, last);
    }
    at += n > 0 ? n : 1;
  }
}

/* 一季度 without a year is this year's once it has begun; before that the text may mean last year's, or plan ahead. */
static void narrow_bare(const ys_time_scan *r, const ys_entry *entry, ys_date *date, ys_date *date_end) {
  int first = 0;
  int last = 0;
  if (!months_of(r, entry, &first, &last)) {
    return;
  }
  if (r->published.precision >= YS_DATE_MONTH && r->published.month >= first) {
    narrow_to(date, date_end, first, last);
  } else {
    *date = (ys_date){0};
  }
}

/* ---- dates as written ---- */

static ys_status try_written(ys_time_scan *r, uint32_t i, uint32_t *end) {
  ys_time_written first;
  ys_time_written second = {0};
  ys_date date_end = {0};
  const bool bare = ys_time_bare_range(r, i, &first, &second);
  if (!bare && !ys_time_any(r, i, &first)) {
    return YANSHU_OK;
  }
  if (!ys_is_digit(r->ch[i]) &&
      (ys_words_cross(&r->words, r->base, i, r->end) || ys_words_longer(&r->words, i, r->end, first.end - i))) {
    return YANSHU_OK; /* 十月革命, 统一月 */
  }
  uint32_t to = bare ? second.end : first.end;
  const ys_entry *qualifier = NULL;
  const bool range = bare || ys_time_second(r, &first, to, &second);
  to = range ? second.end : to;
  const uint32_t tail = to;
  if ((!range && is_length(r, i, &first)) || !read_tail(r, &to, &qualifier)) {
    return YANSHU_OK;
  }
  ys_date date = resolve(r, &first);
  if (range) {
    date_end = resolve_second(r, &date, &second);
  }
  narrow(r, tail, to, &date, &date_end);
  *end = to;
  return add(r, i, to, &date, &date_end, qualifier);
}

/* 今天（3月6日）: the date in brackets counts. */
static uint32_t read_bracketed(const ys_time_scan *r, uint32_t at, ys_time_written *w) {
  if (at < r->end && (r->ch[at] == OPEN_PAREN || r->ch[at] == '(') && ys_time_any(r, at + 1, w) && w->end < r->end &&
      w->day != 0 && (r->ch[w->end] == CLOSE_PAREN || r->ch[w->end] == ')')) {
    return w->end + 1;
  }
  return at;
}

static int offset_of(const ys_time_scan *r, const ys_entry *entry) {
  const ys_view text = ys_words_feature(r->lexicon, entry, YS_KEY_OFFSET);
  int value = 0;
  for (size_t k = 0; k < text.n; ++k) {
    value = ys_is_digit((unsigned char)text.p[k]) ? value * 10 + (text.p[k] - '0') : value;
  }
  return text.n > 0 && text.p[0] == '-' ? -value : value;
}

/* 去年9月, 去年11月29日, 今年1至9月: what follows a relative year; returns where it ends. */
static uint32_t read_in_year(const ys_time_scan *r, uint32_t at, ys_date *date, ys_date *date_end) {
  ys_time_written first;
  ys_time_written second;
  const int year = date->year;
  if (at < r->end && ys_time_bare_range(r, at, &first, &second) && first.month != 0) {
    *date = ys_date_make(year, first.month, 0);
    *date_end = ys_date_make(year, second.month, 0);
    return second.end;
  }
  first = (ys_time_written){.year = year};
  if (!ys_time_month(r, at, &first)) {
    return at;
  }
  *date = ys_date_make(year, first.month, first.day);
  if (!ys_time_second(r, &first, first.end, &second)) {
    return first.end;
  }
  *date_end = resolve_second(r, date, &second);
  return second.end;
}

/* 本月5日. */
static uint32_t read_in_month(const ys_time_scan *r, uint32_t at, ys_date *date) {
  ys_time_written w = {0};
  if (!ys_time_day(r, at, true, &w)) {
    return at;
  }
  const bool known = date->year != 0 && w.day <= ys_month_days(date->year, date->month);
  *date = known ? ys_date_make(date->year, date->month, w.day) : ys_date_make(0, 0, w.day);
  return w.end;
}

/* 上周三, 本周日: a day of the week counted from Monday; where it ends. 下周六场比赛 names none. */
static uint32_t read_in_week(const ys_time_scan *r, uint32_t at, ys_date *date, ys_date *date_end) {
  enum { SUNDAY = 7, SKY = 0x5929 /* 天 */ };
  int day = 0;
  uint32_t n = at < r->end && (r->ch[at] == DAY || r->ch[at] == SKY) ? 1 : 0;
  if (n == 1) {
    day = SUNDAY;
  } else if (at < r->end && !ys_is_digit(r->ch[at])) {
    n = ys_time_small_number(r, at, 1, SUNDAY - 1, &day);
  }
  if (n == 0 || date->precision != YS_DATE_DAY || ys_words_longer(&r->words, at, r->end, n) ||
      ys_words_at(&r->words, at + n, r->end, YS_CLASS_UNIT, NULL) > 0) {
    return at;
  }
  *date = ys_date_of_days(ys_days_of(date->year, date->month, date->day) + day - 1);
  *date_end = (ys_date){0};
  return at + n;
}

static ys_status try_relative(ys_time_scan *r, uint32_t i, uint32_t *end) {
  const ys_entry *entry = NULL;
  const uint32_t n = ys_words_at(&r->words, i, r->end, r->relative, &entry);
  const uint32_t tail = n > 0 ? ys_words_at(&r->words, i + n, r->end, r->tail, NULL) : 0;
  const bool week = n > 0 && ys_words_has(r->lexicon, entry, YS_KEY_UNIT, "week");
  if (n == 0 || (!week && ys_words_longer(&r->words, i, r->end, n + tail)) ||
      ys_words_cross(&r->words, r->base, i, i + n) || (i > r->base && ys_is_digit(r->ch[i - 1]))) {
    return YANSHU_OK;
  }
  if (ys_words_has(r->lexicon, entry, YS_KEY_BARE, "yes") && i > r->base &&
      (ys_is_numeral(r->ch[i - 1]) || r->ch[i - 1] == YEAR || r->ch[i - 1] == MONTH || r->ch[i - 1] == MEASURE)) {
    return YANSHU_OK; /* 三年底, 两个月初 */
  }
  const ys_view unit = ys_words_feature(r->lexicon, entry, YS_KEY_UNIT);
  if (i > r->base && r->ch[i - 1] == OF && ys_view_equal(unit, YS_VIEW("day"))) {
    return YANSHU_OK; /* 灿烂的明天 */
  }
  const bool last = ys_words_has(r->lexicon, entry, YS_KEY_ANCHOR, "last");
  ys_date date;
  ys_date date_end = {0};
  resolve_relative(last ? &r->last : &r->published, unit, offset_of(r, entry), &date, &date_end);
  uint32_t to = i + n;
  if (ys_view_equal(unit, YS_VIEW("year"))) {
    to = read_in_year(r, to, &date, &date_end);
  } else if (ys_view_equal(unit, YS_VIEW("month"))) {
    to = read_in_month(r, to, &date);
  } else if (ys_view_equal(unit, YS_VIEW("week"))) {
    to = read_in_week(r, to, &date, &date_end);
    if (to == i + n && tail == 0 && to < r->end && !ys_is_numeral(r->ch[to]) &&
        ys_words_longer(&r->words, to - 1, r->end, 1)) {
      return YANSHU_OK; /* 本周期 */
    }
  } else {
    ys_time_written w = {0};
    const uint32_t bracketed = read_bracketed(r, to, &w);
    date = bracketed != to ? resolve(r, &w) : date;
    to = bracketed;
  }
  date.approximate = ys_words_has(r->lexicon, entry, YS_KEY_ABOUT, "yes");
  narrow_bare(r, entry, &date, &date_end);
  const ys_entry *qualifier = NULL;
  const uint32_t word = to;
  if (!read_tail(r, &to, &qualifier)) {
    to = i + n;
  }
  narrow(r, word, to, &date, &date_end);
  *end = to;
  return add(r, i, to, &date, &date_end, qualifier);
}

static int year_feature(const ys_time_scan *r, const ys_entry *entry, ys_key key) {
  const ys_view text = ys_words_feature(r->lexicon, entry, key);
  ys_date date;
  return ys_date_parse(text, &date) ? date.year : 0;
}

/* “十四五”时期: a period, unless a plan's name goes on behind it. */
static ys_status try_era(ys_time_scan *r, uint32_t i, uint32_t *end) {
  const bool quoted = r->ch[i] == OPEN_QUOTE;
  const uint32_t at = quoted ? i + 1 : i;
  const ys_entry *entry = NULL;
  const uint32_t n = at < r->end ? ys_words_at(&r->words, at, r->end, r->era, &entry) : 0;
  const bool inside = i > r->base && r->ch[i - 1] == OPEN_QUOTE;
  if (n == 0 || inside || (quoted && (at + n >= r->end || r->ch[at + n] != CLOSE_QUOTE)) || (!quoted && n < 3)) {
    return YANSHU_OK;
  }
  uint32_t to = at + n + (quoted ? 1 : 0);
  if (ys_words_at(&r->words, to, r->end, YS_CLASS_PROGRAM_HEAD, NULL) > 0) {
    return YANSHU_OK;
  }
  const ys_entry *qualifier = NULL;
  (void)read_tail(r, &to, &qualifier);
  const ys_date from = ys_date_make(year_feature(r, entry, YS_KEY_FROM), 0, 0);
  const ys_date until = ys_date_make(year_feature(r, entry, YS_KEY_TO), 0, 0);
  const ys_date last = r->last;
  *end = to;
  const ys_status status = add(r, i, to, &from, &until, entry);
  r->last = last;
  return status;
}

ys_status ys_find_dates(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                        const ys_setting *setting, ys_mentions *mentions) {
  ys_time_scan r = ys_time_reader(arena, lexicon, document, mentions);
  r.published = setting->date;
  r.last = setting->date;
  ys_time_number numbers[YS_TIME_NUMBERS] = {0};
  r.number = numbers;
  const uint8_t *starts = ys_starts_of(arena, lexicon, document, mentions);
  if (starts == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t b = 0; b < document->n_block; ++b) {
    r.base = document->block[b].begin;
    r.end = document->block[b].end;
    for (uint32_t i = r.base; (i = ys_start_from(starts, i, r.end, YS_START_DATE)) < r.end;) {
      uint32_t end = i;
      const bool number = (starts[i] & YS_START_NUMBER) != 0;
      if (!number || !ys_time_is_inside(&r, i)) {
        if (number) {
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
