/* SPDX-License-Identifier: Apache-2.0 */
/** @file map_record.c Tenures, statements, figures, relations. */
#include "rdf/map.h"

static ys_vocab status_term(ys_post_status status) {
  switch (status) {
  case YS_POST_CURRENT:
    return YS_V_ys_current;
  case YS_POST_FORMER:
    return YS_V_ys_former;
  case YS_POST_ACTING:
    return YS_V_ys_acting;
  case YS_POST_ELECTED:
    return YS_V_ys_elected;
  case YS_POST_APPOINTED:
    return YS_V_ys_appointed;
  case YS_POST_DISMISSED:
    return YS_V_ys_dismissed;
  case YS_POST_NOMINATED:
    return YS_V_ys_nominated;
  }
  return YS_V_ys_current;
}

static ys_status map_tenure(ys_mapper *m, ys_view iri, const ys_record *r) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Tenure));
  YS_TRY(ys_map_class(m, iri, YS_V_org_Membership));
  YS_TRY(ys_map_to(m, iri, YS_V_org_member, r->subject));
  YS_TRY(ys_map_to(m, iri, YS_V_org_role, r->role));
  YS_TRY(ys_map_to(m, iri, YS_V_org_organization, r->organization));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_post, r->post));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_jurisdiction, r->jurisdiction));
  YS_TRY(ys_map_text(m, iri, YS_V_ys_title, r->title, ys_map_language(m, r->language)));
  YS_TRY(ys_map_link(m, iri, YS_V_ys_status, ys_vocab_iri(status_term(r->status))));
  return ys_map_date(m, iri, YS_V_ys_asOf, &r->date);
}

/** The words are written where the text has them in quotation marks; a report's own words stay with the newspaper. */
static ys_status map_statement(ys_mapper *m, ys_view iri, const ys_record *r) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Statement));
  YS_TRY(ys_map_class(m, iri, YS_V_schema_Quotation));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_speaker, r->subject));
  YS_TRY(ys_map_flag(m, iri, YS_V_ys_direct, r->direct));
  if (r->direct) {
    YS_TRY(ys_map_text(m, iri, YS_V_schema_text, r->literal, ys_map_language(m, r->language)));
  }
  for (uint32_t i = 0; i < r->about.n; i++) {
    YS_TRY(ys_map_to(m, iri, YS_V_schema_about, r->about.at[i]));
  }
  return ys_map_date(m, iri, YS_V_ys_asOf, &r->date);
}

static ys_datatype number_type(ys_view number) {
  for (size_t i = 0; i < number.n; i++) {
    if (number.p[i] == '.') {
      return YS_TYPE_DECIMAL;
    }
  }
  return YS_TYPE_INTEGER;
}

static ys_status map_figure(ys_mapper *m, ys_view iri, const ys_record *r) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Figure));
  YS_TRY(ys_map_typed(m, iri, YS_V_ys_number, r->number, number_type(r->number)));
  YS_TRY(ys_map_text(m, iri, YS_V_ys_unit, r->unit, YS_LANG_NONE));
  YS_TRY(ys_map_text(m, iri, YS_V_ys_measures, r->what, ys_map_language(m, r->language)));
  YS_TRY(ys_map_to(m, iri, YS_V_schema_about, r->subject));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_place, r->jurisdiction));
  YS_TRY(ys_map_flag(m, iri, YS_V_ys_approximate, r->approximate));
  return ys_map_date(m, iri, YS_V_ys_asOf, &r->date);
}

/** The object of @p r as a triple of @p subject; what the predicate wants is in the vocabulary. */
static ys_status map_object(ys_mapper *m, ys_view subject, ys_vocab predicate, ys_vocab want, const ys_record *r) {
  switch (ys_vocab_get(want)->relation) {
  case YS_RELATION_ENTITY:
    return ys_map_to(m, subject, predicate, r->object);
  case YS_RELATION_DATE:
    return ys_map_date(m, subject, predicate, &r->date);
  case YS_RELATION_TEXT:
    return ys_map_text(m, subject, predicate, r->literal, ys_map_language(m, r->language));
  case YS_RELATION_NONE:
    break;
  }
  return YANSHU_INTERNAL;
}

/** NULL, or why @p r is no relation of this predicate. */
static const char *relation_fault(ys_vocab predicate, const ys_record *r) {
  if (predicate == YS_VOCAB_TERMS) {
    return "unknown predicate";
  }
  switch (ys_vocab_get(predicate)->relation) {
  case YS_RELATION_ENTITY:
    return r->object == YS_NO_ENTITY ? "no entity as object" : NULL;
  case YS_RELATION_DATE:
    return r->date.precision == YS_DATE_NONE ? "no date as object" : NULL;
  case YS_RELATION_TEXT:
    return r->literal.n == 0 ? "no text as object" : NULL;
  case YS_RELATION_NONE:
    break;
  }
  return "a predicate that relations don't have";
}

/** The triple itself, and an assertion that repeats it so that it can be traced. */
static ys_status map_relation(ys_mapper *m, ys_view iri, const ys_record *r) {
  const ys_vocab predicate = ys_vocab_find(r->predicate);
  const char *const fault = relation_fault(predicate, r);
  if (fault != NULL) {
    const ys_view rule = r->evidence.n > 0 ? r->evidence.at[0].rule : (ys_view){NULL, 0};
    return YS_FAIL(m->log, YANSHU_BAD_TERM, ((ys_view){NULL, 0}), 0, "%s: relation %.*s of rule %.*s", fault,
                   (int)r->predicate.n, r->predicate.n == 0 ? "" : r->predicate.p, (int)rule.n,
                   rule.n == 0 ? "" : rule.p);
  }
  ys_view subject = {NULL, 0};
  YS_TRY(ys_map_entity_iri(m, r->subject, &subject));
  YS_TRY(map_object(m, subject, predicate, predicate, r));
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Assertion));
  YS_TRY(ys_map_class(m, iri, YS_V_rdf_Statement));
  YS_TRY(ys_map_link(m, iri, YS_V_rdf_subject, subject));
  YS_TRY(ys_map_link(m, iri, YS_V_rdf_predicate, ys_vocab_iri(predicate)));
  YS_TRY(map_object(m, iri, YS_V_rdf_object, predicate, r));
  if (ys_vocab_get(predicate)->relation != YS_RELATION_DATE) {
    YS_TRY(ys_map_date(m, iri, YS_V_ys_asOf, &r->date));
  }
  return YANSHU_OK;
}

static ys_status map_content(ys_mapper *m, ys_view iri, const ys_record *r) {
  switch (r->kind) {
  case YS_RECORD_TENURE:
    return map_tenure(m, iri, r);
  case YS_RECORD_STATEMENT:
    return map_statement(m, iri, r);
  case YS_RECORD_FIGURE:
    return map_figure(m, iri, r);
  case YS_RECORD_RELATION:
    return map_relation(m, iri, r);
  }
  return YS_FAIL(m->log, YANSHU_INTERNAL, ((ys_view){NULL, 0}), 0, "record of unknown kind %d", (int)r->kind);
}

ys_status ys_map_record(ys_mapper *m, const ys_record *r) {
  /* A date that the text only hints at (近日) is no date of approval or founding: nothing is claimed. */
  if (r->kind == YS_RECORD_RELATION && r->date.approximate && r->object == YS_NO_ENTITY && r->literal.n == 0) {
    return YANSHU_OK;
  }
  ys_view iri = {NULL, 0};
  YS_TRY(ys_map_iri(m, r->iri, &iri));
  YS_TRY(map_content(m, iri, r));
  return ys_map_evidence(m, iri, r->iri, r->evidence.at, r->evidence.n);
}
