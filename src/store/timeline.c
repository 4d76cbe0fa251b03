/* SPDX-License-Identifier: Apache-2.0 */
/** @file timeline.c Reports of one person in one post become intervals; what contradicts itself is kept and listed. */
#include "store/timeline.h"

#include <stdlib.h>

/* ---- what contradicts what ---- */

static ys_status contradict(ys_timeline *t, ys_contradiction_kind kind, ys_interval *x, const ys_tenure *a,
                            ys_interval *y, const ys_tenure *b) {
  ys_contradiction *const added = YS_PUSH(t->arena, &t->contradiction);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = (ys_contradiction){kind, a, b};
  x->n_contradiction++;
  if (y != x) {
    y->n_contradiction++;
  }
  return YANSHU_OK;
}

static bool is_one_day(const ys_days *date) {
  return date->low != 0 && date->low == date->high;
}

/** Whether @p a was surely before @p b. */
static bool is_before(const ys_tenure *a, const ys_tenure *b) {
  return a->date.low != 0 && b->date.low != 0 && a->date.high < b->date.low;
}

/* ---- the reports of one person in one post, by date ---- */

#define NO_INTERVAL UINT32_MAX

/** Where the reading of the reports stands: numbers of intervals, or NO_INTERVAL. */
typedef struct reading {
  ys_timeline *t;
  uint32_t now[3]; /**< the open interval of each ys_held */
  uint32_t over;   /**< the last one that ended */
} reading;

static ys_interval *at(const reading *r, uint32_t i) {
  return i == NO_INTERVAL ? NULL : &r->t->interval.at[i];
}

static ys_status add_report(const reading *r, ys_interval *i, const ys_tenure *report) {
  const ys_tenure **const added = YS_PUSH(r->t->arena, &i->report);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = report;
  return YANSHU_OK;
}

static ys_status open_interval(reading *r, ys_held held, const ys_tenure *report, uint32_t *out) {
  ys_interval *const added = YS_PUSH(r->t->arena, &r->t->interval);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = (ys_interval){.held = held, .post = report->post, .person = report->person};
  *out = r->t->interval.n - 1;
  return YANSHU_OK;
}

/** Somebody is in the post, or proposed for it, by a report. */
static ys_status be_in(reading *r, ys_held held, const ys_tenure *report) {
  ys_interval *over = at(r, r->over);
  if (r->now[held] == NO_INTERVAL && held == YS_HELD && report->kind == YS_REPORT_CURRENT && over != NULL &&
      over->held == YS_HELD) {
    if (!is_before(over->ended, report)) {
      /* Of the same day, month or year as the end: no return. */
      over->last = report;
      over->first = over->first == NULL ? report : over->first;
      return add_report(r, over, report);
    }
    YS_TRY(open_interval(r, held, report, &r->now[held]));
    over = at(r, r->over);
    YS_TRY(contradict(r->t, over->ended->kind == YS_REPORT_FORMER ? YS_AFTER_FORMER : YS_AFTER_DISMISSED, over,
                      over->ended, at(r, r->now[held]), report));
  } else if (r->now[held] == NO_INTERVAL) {
    YS_TRY(open_interval(r, held, report, &r->now[held]));
    at(r, r->now[held])->began = report->kind == YS_REPORT_BEGINS ? report : NULL;
  }
  if (held == YS_HELD) {
    r->now[YS_HELD_ACTING] = NO_INTERVAL;
    r->now[YS_HELD_NOMINATED] = NO_INTERVAL;
    r->over = NO_INTERVAL;
  }
  ys_interval *const now = at(r, r->now[held]);
  now->first = now->first == NULL ? report : now->first;
  now->last = report;
  return add_report(r, now, report);
}

/** Somebody is out of the post, or was before. */
static ys_status be_out(reading *r, const ys_tenure *report) {
  const ys_held held =
      r->now[YS_HELD] == NO_INTERVAL && r->now[YS_HELD_ACTING] != NO_INTERVAL ? YS_HELD_ACTING : YS_HELD;
  ys_interval *const over = at(r, r->over);
  if (r->now[held] == NO_INTERVAL && over != NULL) {
    if (report->kind == YS_REPORT_DISMISSED && over->ended->kind == YS_REPORT_FORMER &&
        is_before(over->ended, report)) {
      YS_TRY(contradict(r->t, YS_DISMISSED_LATER, over, over->ended, over, report));
    }
    /* The exact day says more than "former by then". */
    over->ended = over->ended->kind == YS_REPORT_FORMER && report->kind == YS_REPORT_DISMISSED ? report : over->ended;
    return add_report(r, over, report);
  }
  if (r->now[held] == NO_INTERVAL) {
    YS_TRY(open_interval(r, held, report, &r->now[held]));
  }
  ys_interval *const now = at(r, r->now[held]);
  if (report->kind == YS_REPORT_FORMER && now->last != NULL && is_one_day(&now->last->date) &&
      is_one_day(&report->date) && now->last->date.low == report->date.low) {
    YS_TRY(contradict(r->t, YS_AFTER_FORMER, now, now->last, now, report));
  }
  now->ended = report;
  r->over = r->now[held];
  r->now[held] = NO_INTERVAL;
  return add_report(r, now, report);
}

static ys_status take_report(reading *r, const ys_tenure *report) {
  switch (report->kind) {
  case YS_REPORT_NOMINATED:
    return be_in(r, YS_HELD_NOMINATED, report);
  case YS_REPORT_ACTING:
    return be_in(r, YS_HELD_ACTING, report);
  case YS_REPORT_BEGINS:
  case YS_REPORT_CURRENT:
    return be_in(r, YS_HELD, report);
  case YS_REPORT_DISMISSED:
  case YS_REPORT_FORMER:
    return be_out(r, report);
  }
  return YANSHU_OK;
}

/* ---- two holders of one post ---- */

/** How firmly an interval covers a day: 3 within it, 2 by a report of that day, 1 by no more than its beginning. */
static int covers(const ys_interval *i, uint32_t day) {
  if (i->first->date.high < day && day < i->last->date.low) {
    return 3;
  }
  for (uint32_t k = 0; k < i->report.n; k++) {
    const ys_tenure *const report = i->report.at[k];
    if (report->kind == YS_REPORT_CURRENT && is_one_day(&report->date) && report->date.low == day) {
      return 2;
    }
  }
  return 1;
}

static bool has_surely_days(const ys_interval *i) {
  return i->held == YS_HELD && i->first != NULL && i->first->date.low != 0 && i->first->date.high <= i->last->date.low;
}

/** Whether two people were in the post together, as surely as dates allow. */
static bool overlap(const ys_interval *a, const ys_interval *b) {
  const uint32_t from = a->first->date.high > b->first->date.high ? a->first->date.high : b->first->date.high;
  const uint32_t to = a->last->date.low < b->last->date.low ? a->last->date.low : b->last->date.low;
  return from < to || (from == to && covers(a, from) + covers(b, from) >= 4);
}

static int compare_starts(const void *x, const void *y) {
  const ys_interval *const a = *(ys_interval *const *)x;
  const ys_interval *const b = *(ys_interval *const *)y;
  if (a->first->date.high != b->first->date.high) {
    return a->first->date.high < b->first->date.high ? -1 : 1;
  }
  return (a > b) - (a < b);
}

/** @param first, n the intervals of one post. */
static ys_status find_two_holders(ys_timeline *t, uint32_t first, uint32_t n) {
  ys_interval **const held = ys_arena_alloc(t->arena, (n + 1U) * sizeof *held);
  size_t n_held = 0;
  if (held == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = first; i < first + n; i++) {
    if (has_surely_days(&t->interval.at[i])) {
      held[n_held++] = &t->interval.at[i];
    }
  }
  if (n_held > 1) {
    qsort((void *)held, n_held, sizeof *held, compare_starts);
  }
  for (size_t i = 0; i < n_held; i++) {
    for (size_t k = i + 1; k < n_held && held[k]->first->date.high <= held[i]->last->date.low; k++) {
      if (held[i]->person != held[k]->person && overlap(held[i], held[k])) {
        YS_TRY(contradict(t, YS_TWO_HOLDERS, held[i], held[i]->last, held[k], held[k]->first));
      }
    }
  }
  return YANSHU_OK;
}

/* ---- all ---- */

typedef struct article_set {
  ys_arena *arena;
  YS_ARRAY(uint32_t) article;
} article_set;

static ys_status add_article(void *user, uint32_t article) {
  article_set *const set = user;
  uint32_t *const added = YS_PUSH(set->arena, &set->article);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = article;
  return YANSHU_OK;
}

static int compare_ids(const void *x, const void *y) {
  const uint32_t a = *(const uint32_t *)x;
  const uint32_t b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

static ys_status count_articles(ys_timeline *t, article_set *set, ys_interval *i) {
  set->article.n = 0;
  for (uint32_t k = 0; k < i->report.n; k++) {
    YS_TRY(ys_timeline_articles(t, i->report.at[k]->id, add_article, set));
  }
  if (set->article.n > 1) {
    qsort(set->article.at, set->article.n, sizeof *set->article.at, compare_ids);
  }
  for (uint32_t k = 0; k < set->article.n; k++) {
    i->n_article += k == 0 || set->article.at[k] != set->article.at[k - 1];
  }
  return YANSHU_OK;
}

static ys_status join_reports(ys_timeline *t) {
  reading r = {.t = t};
  for (uint32_t i = 0; i < t->tenure.n; i++) {
    const ys_tenure *const report = &t->tenure.at[i];
    const ys_tenure *const before = &t->tenure.at[i == 0 ? 0 : i - 1];
    /* Reports without a date join those of their kind, and none with a date. */
    if (i == 0 || before->post != report->post || before->person != report->person ||
        (before->date.low == 0) != (report->date.low == 0)) {
      r = (reading){t, {NO_INTERVAL, NO_INTERVAL, NO_INTERVAL}, NO_INTERVAL};
    }
    YS_TRY(take_report(&r, report));
  }
  return YANSHU_OK;
}

ys_status ys_timeline_join(ys_timeline *t) {
  YS_TRY(join_reports(t));
  article_set set = {.arena = t->arena};
  for (uint32_t i = 0, first = 0; i < t->interval.n; i++) {
    YS_TRY(count_articles(t, &set, &t->interval.at[i]));
    if (i + 1 == t->interval.n || t->interval.at[i + 1].post != t->interval.at[i].post) {
      const uint32_t role = ys_timeline_object(t, t->interval.at[i].post, "http://www.w3.org/ns/org#role");
      if (role != YS_NO_TERM && t->rule.one_holder(t->rule.user, ys_timeline_text(t, role))) {
        YS_TRY(find_two_holders(t, first, i + 1 - first));
      }
      first = i + 1;
    }
  }
  return YANSHU_OK;
}

/* ---- from files to paper ---- */

static ys_status write_timeline(ys_timeline *t, const yanshu_timeline_options *how, ys_sheet *out) {
  if (how->form == YANSHU_TIMELINE_TURTLE) {
    YS_TRY(ys_timeline_put_turtle(t, out));
  } else {
    if (how->contradictions == 0) {
      YS_TRY(ys_timeline_put_rows(t, how->form, how->columns, out));
    }
    if (how->contradictions != 0 || (how->form == YANSHU_TIMELINE_TABLE && t->contradiction.n > 0)) {
      YS_TRY(ys_timeline_put_contradictions(t, how->form, how->columns, out));
    }
  }
  return ys_sheet_end(out);
}

static ys_status make_timeline(ys_timeline *t, const ys_log *log, const yanshu_timeline_options *how,
                               const char *const *path, size_t n, ys_sheet *out) {
  for (size_t i = 0; i < n; i++) {
    const ys_rdf_syntax syntax = ys_rdf_syntax_of(ys_view_of(path[i]));
    if (syntax == YS_RDF_NONE) {
      return YS_FAIL(log, YANSHU_BAD_INPUT, ys_view_of(path[i]), 0, "is not named .ttl, .rdf, .owl, .nt or .nq");
    }
    YS_TRY(ys_store_read(t->store, syntax, path[i]));
  }
  YS_TRY(ys_timeline_collect(t));
  YS_TRY(ys_timeline_join(t));
  if (t->n_without_post > 0) {
    (void)ys_report(log, YANSHU_NOTE, YANSHU_OK, YS_VIEW("timeline"), 0,
                    "%u tenures name no post (no organisation was recognised) and are left out",
                    (unsigned)t->n_without_post);
  }
  if (t->contradiction.n > 0 && how->form != YANSHU_TIMELINE_TABLE && how->contradictions == 0) {
    (void)ys_report(log, YANSHU_WARNING, YANSHU_OK, YS_VIEW("timeline"), 0, "%u pairs of reports contradict each other",
                    (unsigned)t->contradiction.n);
  }
  return write_timeline(t, how, out);
}

ys_status ys_store_timeline(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log,
                            const ys_timeline_rule *rule, const yanshu_timeline_options *how, const char *const *path,
                            size_t n, yanshu_write_func write, void *user) {
  ys_timeline t = {.rule = *rule, .arena = ys_arena_new(allocator)};
  ys_sheet *const out = ys_resize(allocator, NULL, sizeof *out);
  ys_status status = t.arena == NULL || out == NULL ? YANSHU_NO_MEMORY : ys_store_new(world, allocator, log, &t.store);
  if (status == YANSHU_OK) {
    *out = (ys_sheet){.write = write, .user = user, .status = YANSHU_OK};
    t.store->keep = ys_timeline_keeps;
    status = make_timeline(&t, log, how, path, n, out);
  }
  ys_store_free(t.store);
  if (out != NULL) {
    (void)ys_resize(allocator, out, 0);
  }
  ys_arena_free(t.arena);
  return status;
}
