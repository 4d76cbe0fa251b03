/* SPDX-License-Identifier: Apache-2.0 */
/* When the page appeared: of its head, its dateline, the session that it reports. */
#include "recognize/time_read.h"

enum {
  TO = 0x81F3,   /* 至 */
  UNTIL = 0x5230 /* 到 */
};

/* 20250117 in brackets or alone in its block, as archives put it into titles. */
static bool read_compact(const ys_time_scan *r, uint32_t i, ys_time_written *w) {
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
  *w = (ys_time_written){
      .year = (int)(number / 10000), .month = (int)(number / 100 % 100), .day = (int)(number % 100), .end = i + n};
  return w->year >= FIRST_YEAR && w->year <= LAST_YEAR && w->month >= 1 && w->month <= 12 && w->day >= 1 &&
         w->day <= ys_month_days(w->year, w->month);
}

/* A full date in the page head: in a short block near the top, or in a byline. */
static bool find_head_date(ys_time_scan *r, ys_date *date) {
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
      ys_time_written w = {0};
      if (!ys_time_is_inside(r, i) && ys_is_digit(r->ch[i]) &&
          (ys_time_iso(r, i, &w) || ys_time_year(r, i, &w) || read_compact(r, i, &w)) && w.day != 0) {
        *date = ys_date_make(w.year, w.month, w.day);
        return true;
      }
    }
  }
  return false;
}

/* 新华社广州1月16日电: a date before 电 within the first characters of a paragraph. */
static bool find_dateline(ys_time_scan *r, ys_time_written *out) {
  enum { NEAR = 40 };
  for (uint32_t b = 0; b < r->document->n_block; ++b) {
    const ys_block *block = &r->document->block[b];
    if (block->kind != YS_BLOCK_PARAGRAPH) {
      continue;
    }
    r->base = block->begin;
    r->end = block->end;
    for (uint32_t i = block->begin; i < block->end && i < block->begin + NEAR; ++i) {
      ys_time_written w = {0};
      const ys_entry *entry = NULL;
      if (ys_time_is_inside(r, i) || !ys_is_digit(r->ch[i]) || !(ys_time_year(r, i, &w) || ys_time_month(r, i, &w)) ||
          w.day == 0 || ys_words_at(&r->words, w.end, r->end, r->tail, &entry) == 0 ||
          !ys_words_has(r->lexicon, entry, YS_KEY_KIND, "dateline")) {
        continue;
      }
      *out = w;
      return true;
    }
  }
  return false;
}

/* Where the text goes on behind 讯（记者 …） or 【…讯】; @p i itself when there is no bracket. */
static uint32_t after_bracket(const ys_time_scan *r, uint32_t i) {
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
static int lead_year(ys_time_scan *r) {
  enum { NEAR = 30 };
  const uint16_t dateline = ys_lexicon_words(r->lexicon, YS_WORDS_DATELINE);
  for (uint32_t b = 0; b < r->document->n_block; ++b) {
    const ys_block *block = &r->document->block[b];
    if (block->kind != YS_BLOCK_PARAGRAPH) {
      continue;
    }
    r->base = block->begin;
    r->end = block->end;
    for (uint32_t i = block->begin; i < block->end && i < block->begin + NEAR; ++i) {
      const uint32_t n = ys_words_at(&r->words, i, r->end, dateline, NULL);
      const uint32_t at = n > 0 ? after_bracket(r, i + n) : 0;
      ys_time_written w = {0};
      if (at > i + n && !ys_time_is_inside(r, at) && ys_is_digit(r->ch[at]) && ys_time_year(r, at, &w) && w.day != 0) {
        return w.year;
      }
    }
  }
  return 0;
}

/* The largest year ys_time_written out that is neither the end of a period nor in a book title. */
static int largest_year(ys_time_scan *r) {
  int best = 0;
  for (uint32_t b = 0; b < r->document->n_block; ++b) {
    r->base = r->document->block[b].begin;
    r->end = r->document->block[b].end;
    for (uint32_t i = r->base; i < r->end; ++i) {
      ys_time_written first;
      ys_time_written second;
      const uint32_t close = r->ch[i] == 0x300A ? ys_words_close(r->ch, i, r->end) : UINT32_MAX;
      if (close != UINT32_MAX) {
        i = close;
      } else if (!ys_time_is_inside(r, i) && ys_is_digit(r->ch[i])) {
        if (ys_time_bare_range(r, i, &first, &second) && second.year != 0) {
          i = second.end - 1;
        } else if (ys_time_year(r, i, &first)) {
          /* 到2035年: a target */
          const bool target = i > r->base && (r->ch[i - 1] == UNTIL || r->ch[i - 1] == TO);
          const bool plan = target || ys_time_second(r, &first, first.end, &second);
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
  ys_time_scan r = ys_time_reader(arena, lexicon, document, NULL);
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
  ys_time_written w = {0};
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
