/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file time_read.h
 * Dates as they are written, not yet resolved against anything. Private to the recognizers of dates.
 */
#ifndef YS_TIME_READ_H
#define YS_TIME_READ_H

#include "recognize/recognize_internal.h"

/** A number that was read. */
typedef struct ys_time_number {
  uint32_t at; /**< one past the position where it begins, 0 when nothing was read */
  bool read;   /**< whether there is one */
  ys_numeral numeral;
} ys_time_number;

enum { YS_TIME_NUMBERS = 4 };

/** Where dates are read: one block at a time. */
typedef struct ys_time_scan {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const uint32_t *ch;
  ys_words words;
  uint32_t base; /* of the block */
  uint32_t end;  /* of the block */
  ys_date published;
  ys_date last; /* last date of the text, for 当天 */
  uint16_t relative;
  uint16_t tail;
  uint16_t left;
  uint16_t era;
  ys_mentions *mentions;
  ys_time_number *number; /**< YS_TIME_NUMBERS read last, by position modulo that; NULL: none are kept */
} ys_time_scan;

/** What is written, before it is resolved; 0: not written. */
typedef struct ys_time_written {
  int year;
  int month;
  int day;
  uint32_t end;
} ys_time_written;

/** A number of at most @p places digits and at most @p limit at i: its length, 0 for none. */
uint32_t ys_time_small_number(const ys_time_scan *r, uint32_t i, uint32_t places, uint32_t limit, int *value);
/** D日 at i; @p arabic_only: not 五日. */
bool ys_time_day(const ys_time_scan *r, uint32_t i, bool arabic_only, ys_time_written *w);
/** M月[D日] at i. */
bool ys_time_month(const ys_time_scan *r, uint32_t i, ys_time_written *w);
/** 2025-01-17, 2025/1/17, 2025.1.17 at i. */
bool ys_time_iso(const ys_time_scan *r, uint32_t i, ys_time_written *w);
/** YYYY年[M月[D日]] at i. */
bool ys_time_year(const ys_time_scan *r, uint32_t i, ys_time_written *w);
/** Any absolute or partial date; D日 alone only in Arabic digits. */
bool ys_time_any(const ys_time_scan *r, uint32_t i, ys_time_written *w);
/** The second half of a period at @p at: 至5日, 至4月5日, -2035年. */
bool ys_time_second(const ys_time_scan *r, const ys_time_written *first, uint32_t at, ys_time_written *second);
/** 2021-2035年, 1至9月, 3-5日: the first half has no unit of its own. */
bool ys_time_bare_range(const ys_time_scan *r, uint32_t i, ys_time_written *first, ys_time_written *second);
/** Whether i is inside a longer number, a version, 3·15 or behind 第. */
bool ys_time_is_inside(const ys_time_scan *r, uint32_t i);
ys_time_scan ys_time_reader(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                            ys_mentions *mentions);

#endif
