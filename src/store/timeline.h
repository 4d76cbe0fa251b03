/* SPDX-License-Identifier: Apache-2.0 */
/** @file timeline.h The history of posts: what the reports of a corpus make together. Inside of the room. */
#ifndef YS_STORE_TIMELINE_H
#define YS_STORE_TIMELINE_H

#include "store/answer.h"
#include "store/memory.h"

/** A date as reported, and the days that it may mean, as yyyymmdd; 0: none. */
typedef struct ys_days {
  const ys_cell *cell;
  uint32_t low;
  uint32_t high;
} ys_days;

/** What a report says of person and post. Of one day, in this order. */
typedef enum ys_report_kind {
  YS_REPORT_NOMINATED,
  YS_REPORT_ACTING,
  YS_REPORT_BEGINS, /**< elected, appointed */
  YS_REPORT_CURRENT,
  YS_REPORT_DISMISSED,
  YS_REPORT_FORMER
} ys_report_kind;

/** One tenure. Terms by their numbers in the store. */
typedef struct ys_tenure {
  uint32_t id;
  uint32_t person;
  uint32_t post;
  uint32_t status;
  ys_report_kind kind;
  ys_days date; /**< ys:asOf, else the first date of its articles */
} ys_tenure;

/** As what somebody is in a post for a while. */
typedef enum ys_held { YS_HELD, YS_HELD_ACTING, YS_HELD_NOMINATED } ys_held;

/** Consecutive reports of one person in one post. */
typedef struct ys_interval {
  ys_held held;
  const ys_tenure *began; /**< elected or appointed; NULL: not reported */
  const ys_tenure *ended; /**< dismissed, or former by then; NULL: not reported */
  const ys_tenure *first; /**< in the post; NULL: only its end is reported */
  const ys_tenure *last;
  YS_ARRAY(const ys_tenure *) report;
  uint32_t n_article;
  uint32_t n_contradiction;
  uint32_t post;
  uint32_t person;
} ys_interval;

typedef enum ys_contradiction_kind {
  YS_TWO_HOLDERS,     /**< of a post that has one */
  YS_AFTER_DISMISSED, /**< in the post again, and nobody said how */
  YS_AFTER_FORMER,
  YS_DISMISSED_LATER /**< dismissed when already called former */
} ys_contradiction_kind;

typedef struct ys_contradiction {
  ys_contradiction_kind kind;
  const ys_tenure *a; /**< the two reports */
  const ys_tenure *b;
} ys_contradiction;

/** Everything, sorted by post, person and date. */
typedef struct ys_timeline {
  ys_store *store;
  ys_arena *arena;
  ys_timeline_rule rule;
  YS_ARRAY(ys_tenure) tenure;
  YS_ARRAY(ys_interval) interval;
  YS_ARRAY(ys_contradiction) contradiction;
  uint32_t n_without_post; /**< tenures that name none */
} ys_timeline;

/** Whether a statement is needed for a timeline. */
bool ys_timeline_keeps(const raptor_statement *statement);
/** Fills tenure[] from the store. */
ys_status ys_timeline_collect(ys_timeline *t);
/** Makes interval[] and contradiction[] of tenure[]. */
ys_status ys_timeline_join(ys_timeline *t);

/** The first object (by text) of a predicate; YS_NO_TERM when there is none. */
uint32_t ys_timeline_object(const ys_timeline *t, uint32_t subject, const char *predicate);
ys_view ys_timeline_text(const ys_timeline *t, uint32_t term);
/** Numbers of all articles of a tenure are given to @p each until it fails. */
ys_status ys_timeline_articles(const ys_timeline *t, uint32_t tenure, ys_status (*each)(void *user, uint32_t article),
                               void *user);

ys_status ys_timeline_put_rows(ys_timeline *t, yanshu_timeline_form form, unsigned columns, ys_sheet *out);
ys_status ys_timeline_put_contradictions(ys_timeline *t, yanshu_timeline_form form, unsigned columns, ys_sheet *out);
ys_status ys_timeline_put_turtle(ys_timeline *t, ys_sheet *out);

#endif
