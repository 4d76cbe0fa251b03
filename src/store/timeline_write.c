/* SPDX-License-Identifier: Apache-2.0 */
/** @file timeline_write.c A timeline as a table, as CSV and as RDF. */
#include <inttypes.h>
#include <string.h>

#include "store/timeline.h"

#define LABEL "http://www.w3.org/2000/01/rdf-schema#label"
#define NAME "http://xmlns.com/foaf/0.1/name"

/* ---- rows ---- */

static const char *const held_words[] = {"held", "acting", "nominated"};
static const char *const contradiction_words[] = {"two holders of a post that has one", "in the post after dismissal",
                                                  "in the post after being called former",
                                                  "dismissed after being called former"};

static ys_cell text_cell(ys_view text) {
  return (ys_cell){.kind = text.n == 0 ? YS_CELL_NONE : YS_CELL_LITERAL, .text = text};
}

static ys_cell iri_cell(const ys_timeline *t, uint32_t term) {
  return (ys_cell){.kind = term == YS_NO_TERM ? YS_CELL_NONE : YS_CELL_IRI, .text = ys_timeline_text(t, term)};
}

/** The label, or the IRI of what has none. */
static ys_cell label_cell(const ys_timeline *t, uint32_t term, const char *predicate) {
  const uint32_t label = ys_timeline_object(t, term, predicate);
  return label == YS_NO_TERM ? iri_cell(t, term) : text_cell(ys_timeline_text(t, label));
}

static ys_cell date_cell(const ys_tenure *report) {
  return text_cell(report == NULL || report->date.cell == NULL ? (ys_view){NULL, 0} : report->date.cell->text);
}

/** elected, appointed, dismissed, former …: the status's own name. */
static ys_cell status_cell(const ys_timeline *t, const ys_tenure *report) {
  ys_view text = report == NULL ? (ys_view){NULL, 0} : ys_timeline_text(t, report->status);
  const char *const hash = text.n == 0 ? NULL : memrchr(text.p, '#', text.n);
  if (hash != NULL) {
    text = (ys_view){hash + 1, text.n - (size_t)(hash + 1 - text.p)};
  }
  return text_cell(text);
}

static ys_cell number_cell(const ys_timeline *t, uint32_t n) {
  return text_cell(ys_arena_format(t->arena, "%" PRIu32, n));
}

static ys_cell *new_row(const ys_timeline *t, ys_answer *a) {
  ys_cell *const row = ys_arena_alloc(t->arena, a->n_column * sizeof *row);
  ys_cell **const place = row == NULL ? NULL : YS_PUSH(t->arena, &a->row);
  if (place == NULL) {
    return NULL;
  }
  *place = row;
  return row;
}

static ys_status put_answer(const ys_timeline *t, const ys_answer *a, yanshu_timeline_form form, unsigned columns,
                            ys_sheet *out) {
  if (form == YANSHU_TIMELINE_TABLE) {
    return ys_answer_table(a, t->arena, columns, out);
  }
  ys_answer_csv(a, out);
  return YANSHU_OK;
}

/** A date and how it is known, in one cell of a table. */
static ys_cell dated_status(const ys_timeline *t, const ys_tenure *report) {
  const ys_cell date = date_cell(report);
  const ys_cell status = status_cell(t, report);
  return report == NULL ? date
                        : text_cell(ys_arena_format(t->arena, "%.*s%s%.*s", (int)date.text.n, date.text.p,
                                                    date.text.n > 0 ? " " : "", (int)status.text.n, status.text.p));
}

static void fill_row(const ys_timeline *t, const ys_interval *i, bool people, ys_cell *row) {
  size_t k = 0;
  if (!people) {
    row[k++] = iri_cell(t, i->post);
  }
  row[k++] = label_cell(t, i->post, LABEL);
  if (!people) {
    row[k++] = iri_cell(t, i->person);
  }
  row[k++] = label_cell(t, i->person, NAME);
  row[k++] = text_cell(ys_view_of(held_words[i->held]));
  row[k++] = people ? dated_status(t, i->began) : date_cell(i->began);
  if (!people) {
    row[k++] = status_cell(t, i->began);
  }
  row[k++] = date_cell(i->first);
  row[k++] = date_cell(i->last);
  row[k++] = people ? dated_status(t, i->ended) : date_cell(i->ended);
  if (!people) {
    row[k++] = status_cell(t, i->ended);
  }
  row[k++] = number_cell(t, i->n_article);
  if (!people) {
    row[k] = number_cell(t, i->n_contradiction);
  }
}

ys_status ys_timeline_put_rows(ys_timeline *t, yanshu_timeline_form form, unsigned columns, ys_sheet *out) {
  ys_view names[] = {
      YS_VIEW("post"),    YS_VIEW("postLabel"), YS_VIEW("person"),        YS_VIEW("name"),     YS_VIEW("as"),
      YS_VIEW("began"),   YS_VIEW("beganBy"),   YS_VIEW("firstSeen"),     YS_VIEW("lastSeen"), YS_VIEW("ended"),
      YS_VIEW("endedBy"), YS_VIEW("articles"),  YS_VIEW("contradictions")};
  ys_view people_names[] = {YS_VIEW("post"),       YS_VIEW("name"),      YS_VIEW("as"),    YS_VIEW("began"),
                            YS_VIEW("first seen"), YS_VIEW("last seen"), YS_VIEW("ended"), YS_VIEW("articles")};
  const bool people = form == YANSHU_TIMELINE_TABLE;
  const ys_query none = {.form = YS_QUERY_SELECT};
  ys_answer a = {.column = people ? people_names : names,
                 .n_column = people ? YS_LENGTH(people_names) : YS_LENGTH(names),
                 .query = &none};
  for (uint32_t i = 0; i < t->interval.n; i++) {
    ys_cell *const row = new_row(t, &a);
    if (row == NULL) {
      return YANSHU_NO_MEMORY;
    }
    fill_row(t, &t->interval.at[i], people, row);
  }
  return put_answer(t, &a, form, columns, out);
}

static void fill_contradiction(const ys_timeline *t, const ys_contradiction *c, bool people, ys_cell *row) {
  size_t k = 0;
  row[k++] = text_cell(ys_view_of(contradiction_words[c->kind]));
  if (!people) {
    row[k++] = iri_cell(t, c->a->post);
  }
  row[k++] = label_cell(t, c->a->post, LABEL);
  const ys_tenure *const both[] = {c->a, c->b};
  for (size_t i = 0; i < 2; i++) {
    row[k++] = label_cell(t, both[i]->person, NAME);
    row[k++] = people ? dated_status(t, both[i]) : date_cell(both[i]);
    if (!people) {
      row[k++] = status_cell(t, both[i]);
      row[k++] = iri_cell(t, both[i]->id);
    }
  }
}

ys_status ys_timeline_put_contradictions(ys_timeline *t, yanshu_timeline_form form, unsigned columns, ys_sheet *out) {
  ys_view names[] = {YS_VIEW("contradiction"), YS_VIEW("post"),        YS_VIEW("postLabel"),  YS_VIEW("name"),
                     YS_VIEW("date"),          YS_VIEW("status"),      YS_VIEW("tenure"),     YS_VIEW("otherName"),
                     YS_VIEW("otherDate"),     YS_VIEW("otherStatus"), YS_VIEW("otherTenure")};
  ys_view people_names[] = {YS_VIEW("contradiction"), YS_VIEW("post"),       YS_VIEW("name"),
                            YS_VIEW("report"),        YS_VIEW("other name"), YS_VIEW("other report")};
  const bool people = form == YANSHU_TIMELINE_TABLE;
  const ys_query none = {.form = YS_QUERY_SELECT};
  ys_answer a = {.column = people ? people_names : names,
                 .n_column = people ? YS_LENGTH(people_names) : YS_LENGTH(names),
                 .query = &none};
  for (uint32_t i = 0; i < t->contradiction.n; i++) {
    ys_cell *const row = new_row(t, &a);
    if (row == NULL) {
      return YANSHU_NO_MEMORY;
    }
    fill_contradiction(t, &t->contradiction.at[i], people, row);
  }
  if (people && t->contradiction.n > 0) {
    ys_sheet_text(out, "\n");
  }
  return put_answer(t, &a, form, columns, out);
}

/* ---- RDF ---- */

static void put_iri(ys_sheet *out, ys_view iri, const char *end) {
  ys_sheet_text(out, "<");
  ys_sheet_view(out, iri);
  ys_sheet_text(out, end);
}

static void put_object(const ys_timeline *t, ys_sheet *out, const char *predicate, uint32_t term) {
  ys_sheet_text(out, " ;\n  ");
  ys_sheet_text(out, predicate);
  ys_sheet_text(out, " ");
  put_iri(out, ys_timeline_text(t, term), ">");
}

/** As put_object() of what the post has; nothing when it has none. */
static void put_of_post(const ys_timeline *t, ys_sheet *out, const char *predicate, uint32_t post,
                        const char *of_post) {
  const uint32_t object = ys_timeline_object(t, post, of_post);
  if (object != YS_NO_TERM) {
    put_object(t, out, predicate, object);
  }
}

static void put_date(ys_sheet *out, const char *predicate, const ys_tenure *report) {
  if (report != NULL && report->date.cell != NULL) {
    ys_sheet_text(out, " ;\n  ");
    ys_sheet_text(out, predicate);
    ys_sheet_text(out, " ");
    ys_sheet_cell(out, report->date.cell);
  }
}

static const char *instant_property(const ys_tenure *report) {
  const size_t n = report->date.cell->text.n;
  return n == 4 ? "time:inXSDgYear" : n == 7 ? "time:inXSDgYearMonth" : "time:inXSDDate";
}

/** "Former" tells no day on which it ended. */
static bool has_day(const ys_tenure *report) {
  return report != NULL && report->date.cell != NULL && report->kind != YS_REPORT_FORMER;
}

static void put_instant(ys_sheet *out, ys_view iri, const char *end, const ys_tenure *report) {
  ys_sheet_text(out, "\n");
  put_iri(out, iri, end);
  ys_sheet_text(out, " a time:Instant ;\n  ");
  ys_sheet_text(out, instant_property(report));
  ys_sheet_text(out, " ");
  ys_sheet_cell(out, report->date.cell);
  ys_sheet_text(out, " .\n");
}

/** The interval's time, when its beginning or end is reported. */
static void put_time(ys_sheet *out, ys_view iri, const ys_interval *i) {
  ys_sheet_text(out, "\n");
  put_iri(out, iri, "/time> a time:Interval");
  if (has_day(i->began)) {
    ys_sheet_text(out, " ;\n  time:hasBeginning ");
    put_iri(out, iri, "/begin>");
  }
  if (has_day(i->ended)) {
    ys_sheet_text(out, " ;\n  time:hasEnd ");
    put_iri(out, iri, "/end>");
  }
  ys_sheet_text(out, " .\n");
  if (has_day(i->began)) {
    put_instant(out, iri, "/begin>", i->began);
  }
  if (has_day(i->ended)) {
    put_instant(out, iri, "/end>", i->ended);
  }
}

/** BASE + incumbency/ + a digest of person, post, how, and the first report. */
static ys_view iri_of(const ys_timeline *t, const ys_interval *i) {
  const ys_view first = ys_timeline_text(t, i->report.at[0]->id);
  const char *const place = memmem(first.p, first.n, "/tenure/", strlen("/tenure/"));
  ys_digester d;
  ys_digester_start(&d);
  ys_digester_add(&d, ys_timeline_text(t, i->post));
  ys_digester_add(&d, ys_timeline_text(t, i->person));
  ys_digester_add(&d, ys_view_of(held_words[i->held]));
  ys_digester_add(&d, first);
  return ys_arena_format(t->arena, "%.*s/incumbency/%016" PRIx64, (int)(place == NULL ? 0 : place - first.p), first.p,
                         ys_digester_end(&d));
}

static ys_status put_interval(const ys_timeline *t, const ys_interval *i, ys_sheet *out) {
  static const char *const held[] = {"ys:current", "ys:acting", "ys:nominated"};
  const ys_view iri = iri_of(t, i);
  const ys_view count = ys_arena_format(t->arena, " ;\n  ys:articleCount %" PRIu32, i->n_article);
  if (iri.p == NULL || count.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  const bool timed = has_day(i->began) || has_day(i->ended);
  ys_sheet_text(out, "\n");
  put_iri(out, iri, "> a ys:Incumbency , org:Membership");
  put_object(t, out, "org:member", i->person);
  put_of_post(t, out, "org:organization", i->post, "http://www.w3.org/ns/org#postIn");
  put_of_post(t, out, "org:role", i->post, "http://www.w3.org/ns/org#role");
  put_object(t, out, "ys:incumbentOf", i->post);
  ys_sheet_text(out, " ;\n  ys:heldAs ");
  ys_sheet_text(out, held[i->held]);
  put_date(out, "ys:firstSeen", i->first);
  put_date(out, "ys:lastSeen", i->last);
  if (i->began != NULL) {
    put_object(t, out, "ys:begunBy", i->began->id);
  }
  if (i->ended != NULL) {
    put_object(t, out, "ys:endedBy", i->ended->id);
  }
  ys_sheet_view(out, count);
  if (timed) {
    ys_sheet_text(out, " ;\n  org:memberDuring ");
    put_iri(out, iri, "/time>");
  }
  for (uint32_t k = 0; k < i->report.n; k++) {
    put_object(t, out, "prov:wasDerivedFrom", i->report.at[k]->id);
  }
  ys_sheet_text(out, " .\n");
  if (timed) {
    put_time(out, iri, i);
  }
  return YANSHU_OK;
}

ys_status ys_timeline_put_turtle(ys_timeline *t, ys_sheet *out) {
  ys_sheet_text(out, "@prefix org: <http://www.w3.org/ns/org#> .\n@prefix prov: <http://www.w3.org/ns/prov#> .\n"
                     "@prefix time: <http://www.w3.org/2006/time#> .\n"
                     "@prefix ys: <https://w3id.org/yanshu/ontology#> .\n");
  for (uint32_t i = 0; i < t->interval.n; i++) {
    YS_TRY(put_interval(t, &t->interval.at[i], out));
  }
  for (uint32_t i = 0; i < t->contradiction.n; i++) {
    ys_sheet_text(out, "\n");
    put_iri(out, ys_timeline_text(t, t->contradiction.at[i].a->id), "> ys:contradicts ");
    put_iri(out, ys_timeline_text(t, t->contradiction.at[i].b->id), "> .\n");
  }
  return YANSHU_OK;
}
