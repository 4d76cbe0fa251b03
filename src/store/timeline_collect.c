/* SPDX-License-Identifier: Apache-2.0 */
/** @file timeline_collect.c The tenures of a corpus, out of all that its files say. */
#include <stdlib.h>
#include <string.h>

#include "store/timeline.h"

#define YS "https://w3id.org/yanshu/ontology#"
#define DCTERMS "http://purl.org/dc/terms/"
#define ORG "http://www.w3.org/ns/org#"

/** What is needed: of which predicate, of subjects and objects of which kind (a part of their IRIs; NULL: any). */
typedef struct kept {
  const char *predicate;
  const char *subject;
  const char *object;
} kept;

/* IRIs of tenures, posts and articles have these parts: docs/identity.md. */
static const kept needed[] = {
    {ORG "member", "/tenure/", NULL},
    {ORG "role", "/post/", NULL},
    {ORG "postIn", "/post/", NULL},
    {YS "post", "/tenure/", NULL},
    {YS "status", "/tenure/", NULL},
    {YS "asOf", "/tenure/", NULL},
    {"http://www.w3.org/ns/prov#wasDerivedFrom", "/tenure/", "/article/"},
    {DCTERMS "issued", "/article/", NULL},
    {"http://xmlns.com/foaf/0.1/name", "/person/", NULL},
    {"http://www.w3.org/2000/01/rdf-schema#label", "/post/", NULL},
};

static ys_view text_of(const raptor_term *term) {
  ys_view text = {NULL, 0};
  if (term->type == RAPTOR_TERM_TYPE_URI) {
    text.p = (const char *)raptor_uri_as_counted_string(term->value.uri, &text.n);
  }
  return text;
}

static bool has_part(const raptor_term *term, const char *part) {
  const ys_view text = text_of(term);
  return part == NULL || (text.n > 0 && memmem(text.p, text.n, part, strlen(part)) != NULL);
}

bool ys_timeline_keeps(const raptor_statement *statement) {
  const ys_view predicate = text_of(statement->predicate);
  for (size_t i = 0; i < YS_LENGTH(needed); i++) {
    if (ys_view_equal(predicate, ys_view_of(needed[i].predicate))) {
      return has_part(statement->subject, needed[i].subject) && has_part(statement->object, needed[i].object);
    }
  }
  return false;
}

/* ---- reading the store ---- */

static uint32_t term_called(const ys_timeline *t, const char *iri) {
  return ys_store_find(t->store, &(ys_cell){.kind = YS_CELL_IRI, .text = ys_view_of(iri)});
}

ys_view ys_timeline_text(const ys_timeline *t, uint32_t term) {
  return term == YS_NO_TERM ? (ys_view){NULL, 0} : t->store->term.at[term].text;
}

static const ys_id_triple *objects_of(const ys_timeline *t, uint32_t subject, const char *predicate, size_t *n) {
  const uint32_t p = term_called(t, predicate);
  *n = 0;
  return p == YS_NO_TERM ? NULL : ys_store_range(t->store, (const uint32_t[3]){subject, p, YS_NO_TERM}, n);
}

uint32_t ys_timeline_object(const ys_timeline *t, uint32_t subject, const char *predicate) {
  size_t n = 0;
  const ys_id_triple *const found = subject == YS_NO_TERM ? NULL : objects_of(t, subject, predicate, &n);
  uint32_t best = YS_NO_TERM;
  for (size_t i = 0; i < n; i++) {
    const uint32_t o = found[i].at[2];
    if (best == YS_NO_TERM || ys_view_compare(ys_timeline_text(t, o), ys_timeline_text(t, best)) < 0) {
      best = o;
    }
  }
  return best;
}

ys_status ys_timeline_articles(const ys_timeline *t, uint32_t tenure, ys_status (*each)(void *user, uint32_t article),
                               void *user) {
  size_t n = 0;
  const ys_id_triple *const found = objects_of(t, tenure, "http://www.w3.org/ns/prov#wasDerivedFrom", &n);
  for (size_t i = 0; i < n; i++) {
    YS_TRY(each(user, found[i].at[2]));
  }
  return YANSHU_OK;
}

/* ---- dates ---- */

static bool digits_at(ys_view text, size_t at, size_t n, uint32_t *out) {
  *out = 0;
  for (size_t i = at; i < at + n; i++) {
    if (i >= text.n || !ys_is_digit((unsigned char)text.p[i])) {
      return false;
    }
    *out = *out * 10 + (uint32_t)(text.p[i] - '0');
  }
  return true;
}

/** YYYY, YYYY-MM or YYYY-MM-DD and whatever follows; anything else is no date. */
static ys_days date_of(const ys_timeline *t, uint32_t term) {
  ys_days date = {NULL, 0, 0};
  const ys_view text = ys_timeline_text(t, term);
  uint32_t year = 0;
  uint32_t month = 0;
  uint32_t day = 0;
  if (!digits_at(text, 0, 4, &year) || (text.n > 4 && text.p[4] != '-')) {
    return date;
  }
  date.cell = &t->store->term.at[term];
  const bool has_month = digits_at(text, 5, 2, &month);
  const bool has_day = has_month && text.n > 7 && text.p[7] == '-' && digits_at(text, 8, 2, &day);
  date.low = year * 10000 + (has_month ? month : 1) * 100 + (has_day ? day : 1);
  date.high = year * 10000 + (has_month ? month : 12) * 100 + (has_day ? day : 31);
  return date;
}

typedef struct first_date {
  const ys_timeline *timeline;
  ys_days date;
} first_date;

static ys_status look_at_article(void *user, uint32_t article) {
  first_date *const first = user;
  const ys_days date = date_of(first->timeline, ys_timeline_object(first->timeline, article, DCTERMS "issued"));
  if (date.low != 0 && (first->date.low == 0 || date.low < first->date.low)) {
    first->date = date;
  }
  return YANSHU_OK;
}

/* ---- tenures ---- */

static bool kind_of(ys_view status, ys_report_kind *out) {
  static const struct {
    const char *status;
    ys_report_kind kind;
  } known[] = {{YS "nominated", YS_REPORT_NOMINATED}, {YS "acting", YS_REPORT_ACTING},
               {YS "elected", YS_REPORT_BEGINS},      {YS "appointed", YS_REPORT_BEGINS},
               {YS "current", YS_REPORT_CURRENT},     {YS "dismissed", YS_REPORT_DISMISSED},
               {YS "former", YS_REPORT_FORMER}};
  for (size_t i = 0; i < YS_LENGTH(known); i++) {
    if (ys_view_equal(status, ys_view_of(known[i].status))) {
      *out = known[i].kind;
      return true;
    }
  }
  return false;
}

static ys_status collect_one(ys_timeline *t, uint32_t id, uint32_t person) {
  ys_tenure tenure = {.id = id, .person = person, .post = ys_timeline_object(t, id, YS "post")};
  tenure.status = ys_timeline_object(t, id, YS "status");
  if (tenure.post == YS_NO_TERM || !kind_of(ys_timeline_text(t, tenure.status), &tenure.kind)) {
    t->n_without_post++;
    return YANSHU_OK;
  }
  tenure.date = date_of(t, ys_timeline_object(t, id, YS "asOf"));
  if (tenure.date.low == 0) {
    first_date first = {t, tenure.date};
    YS_TRY(ys_timeline_articles(t, id, look_at_article, &first));
    tenure.date = first.date;
  }
  ys_tenure *const added = YS_PUSH(t->arena, &t->tenure);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = tenure;
  return YANSHU_OK;
}

static int compare_numbers(uint32_t a, uint32_t b) {
  return (a > b) - (a < b);
}

static int compare_tenures(const void *x, const void *y, void *user) {
  const ys_timeline *const t = user;
  const ys_tenure *const a = x;
  const ys_tenure *const b = y;
  int order = a->post == b->post ? 0 : ys_view_compare(ys_timeline_text(t, a->post), ys_timeline_text(t, b->post));
  if (order == 0 && a->person != b->person) {
    order = ys_view_compare(ys_timeline_text(t, a->person), ys_timeline_text(t, b->person));
  }
  order = order != 0 ? order : compare_numbers(a->date.low, b->date.low);
  order = order != 0 ? order : (int)a->kind - (int)b->kind;
  order = order != 0 ? order : compare_numbers(a->date.high, b->date.high);
  return order != 0 ? order : ys_view_compare(ys_timeline_text(t, a->id), ys_timeline_text(t, b->id));
}

ys_status ys_timeline_collect(ys_timeline *t) {
  YS_TRY(ys_store_sort(t->store));
  const uint32_t member = term_called(t, ORG "member");
  size_t n = 0;
  const ys_id_triple *const found =
      member == YS_NO_TERM ? NULL : ys_store_range(t->store, (const uint32_t[3]){YS_NO_TERM, member, YS_NO_TERM}, &n);
  for (size_t i = 0; i < n; i++) {
    YS_TRY(collect_one(t, found[i].at[0], found[i].at[2]));
  }
  if (t->tenure.n > 1) {
    qsort_r(t->tenure.at, t->tenure.n, sizeof *t->tenure.at, compare_tenures, t);
  }
  return YANSHU_OK;
}
