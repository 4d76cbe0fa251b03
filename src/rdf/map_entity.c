/* SPDX-License-Identifier: Apache-2.0 */
/** @file map_entity.c People, organisations, divisions, places, roles, posts, programs, events. */
#include "rdf/map.h"

static ys_status map_labels(ys_mapper *m, ys_view iri, ys_vocab predicate, const ys_entity *e) {
  for (uint32_t i = 0; i < e->label.n; i++) {
    YS_TRY(ys_map_text(m, iri, predicate, e->label.at[i].text, ys_map_language(m, e->label.at[i].language)));
  }
  return YANSHU_OK;
}

/** Whether @p form is a preferred label too: SKOS lets no label be both. */
static bool is_preferred(const ys_mapper *m, const ys_entity *e, const ys_label *form) {
  for (uint32_t i = 0; i < e->label.n; i++) {
    if (ys_view_equal(e->label.at[i].text, form->text) &&
        ys_map_language(m, e->label.at[i].language) == ys_map_language(m, form->language)) {
      return true;
    }
  }
  return false;
}

static ys_status map_forms(ys_mapper *m, ys_view iri, const ys_entity *e) {
  for (uint32_t i = 0; i < e->alt.n; i++) {
    const ys_label *const form = &e->alt.at[i];
    if (!is_preferred(m, e, form)) {
      YS_TRY(ys_map_text(m, iri, YS_V_skos_altLabel, form->text, ys_map_language(m, form->language)));
    }
  }
  return YANSHU_OK;
}

/** A link to the concept of a kind; nothing when the entity has none. */
static ys_status map_kind(ys_mapper *m, ys_view iri, ys_vocab predicate, ys_view scheme, ys_view id) {
  if (id.n == 0) {
    return YANSHU_OK;
  }
  ys_view kind = {NULL, 0};
  YS_TRY(ys_map_kind(m, scheme, id, &kind));
  return ys_map_link(m, iri, predicate, kind);
}

/** Dates of a period. One that the text only hints at (近日) would be a claim that it doesn't make. */
static ys_status map_period(ys_mapper *m, ys_view iri, const ys_entity *e) {
  if (!e->start.approximate) {
    YS_TRY(ys_map_date(m, iri, YS_V_schema_startDate, &e->start));
  }
  return e->end.approximate ? YANSHU_OK : ys_map_date(m, iri, YS_V_schema_endDate, &e->end);
}

static ys_status map_person(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Person));
  YS_TRY(ys_map_class(m, iri, YS_V_foaf_Person));
  YS_TRY(map_labels(m, iri, YS_V_rdfs_label, e));
  for (uint32_t i = 0; i < e->label.n; i++) {
    const ys_label *const label = &e->label.at[i];
    if (label->language != YS_LANG_PINYIN) { /* made by us, not the person's own spelling */
      YS_TRY(ys_map_text(m, iri, YS_V_foaf_name, label->text, ys_map_language(m, label->language)));
    }
  }
  return map_forms(m, iri, e);
}

static ys_status map_organization(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Organization));
  YS_TRY(ys_map_class(m, iri, YS_V_org_Organization));
  YS_TRY(map_labels(m, iri, YS_V_skos_prefLabel, e));
  YS_TRY(map_labels(m, iri, YS_V_rdfs_label, e));
  YS_TRY(map_forms(m, iri, e));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_jurisdiction, e->jurisdiction));
  YS_TRY(ys_map_to(m, iri, YS_V_org_subOrganizationOf, e->parent));
  return map_kind(m, iri, YS_V_org_classification, YS_VIEW(YS_NS_ORGANIZATION_KIND), e->type);
}

static ys_status map_district(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_District));
  YS_TRY(ys_map_class(m, iri, YS_V_schema_AdministrativeArea));
  YS_TRY(map_labels(m, iri, YS_V_rdfs_label, e));
  YS_TRY(map_forms(m, iri, e));
  YS_TRY(ys_map_text(m, iri, YS_V_ys_divisionCode, e->code, YS_LANG_NONE));
  return ys_map_to(m, iri, YS_V_ys_partOf, e->parent);
}

static ys_status map_place(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Place));
  YS_TRY(ys_map_class(m, iri, YS_V_schema_Place));
  YS_TRY(map_labels(m, iri, YS_V_rdfs_label, e));
  YS_TRY(map_forms(m, iri, e));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_locatedIn, e->jurisdiction));
  return ys_map_to(m, iri, YS_V_ys_partOf, e->parent);
}

static ys_status map_role(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Role));
  YS_TRY(ys_map_class(m, iri, YS_V_org_Role));
  YS_TRY(ys_map_class(m, iri, YS_V_skos_Concept));
  YS_TRY(map_labels(m, iri, YS_V_skos_prefLabel, e));
  YS_TRY(map_forms(m, iri, e));
  return ys_map_to(m, iri, YS_V_skos_broader, e->parent);
}

static ys_status map_post(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Post));
  YS_TRY(ys_map_class(m, iri, YS_V_org_Post));
  YS_TRY(map_labels(m, iri, YS_V_rdfs_label, e));
  YS_TRY(map_forms(m, iri, e));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_jurisdiction, e->jurisdiction));
  YS_TRY(ys_map_to(m, iri, YS_V_org_role, e->role));
  return ys_map_to(m, iri, YS_V_org_postIn, e->organization);
}

static ys_status map_program_class(ys_mapper *m, ys_view iri, ys_view type) {
  static const struct {
    ys_view type;
    ys_vocab class_term;
  } classes[] = {
      {{"plan", 4}, YS_V_ys_Plan},         {{"policy", 6}, YS_V_ys_Policy},   {{"strategy", 8}, YS_V_ys_Strategy},
      {{"campaign", 8}, YS_V_ys_Campaign}, {{"project", 7}, YS_V_ys_Project}, {{"pilot", 5}, YS_V_ys_Pilot},
      {{"model", 5}, YS_V_ys_Model},
  };
  for (size_t i = 0; i < YS_LENGTH(classes); i++) {
    if (ys_view_equal(classes[i].type, type)) {
      YS_TRY(ys_map_class(m, iri, classes[i].class_term));
    }
  }
  return ys_map_class(m, iri, YS_V_ys_Program);
}

static ys_status map_program(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(map_program_class(m, iri, e->type));
  YS_TRY(map_labels(m, iri, YS_V_rdfs_label, e));
  YS_TRY(map_forms(m, iri, e));
  YS_TRY(map_kind(m, iri, YS_V_ys_programKind, YS_VIEW(YS_NS_PROGRAM_KIND), e->type));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_jurisdiction, e->jurisdiction));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_partOf, e->parent));
  if (e->ordinal > 0) {
    YS_TRY(ys_map_count(m, iri, YS_V_ys_count, YS_TYPE_INTEGER, e->ordinal));
  }
  return map_period(m, iri, e);
}

static ys_status map_event(ys_mapper *m, ys_view iri, const ys_entity *e) {
  YS_TRY(ys_map_class(m, iri, YS_V_ys_Event));
  YS_TRY(ys_map_class(m, iri, YS_V_schema_Event));
  YS_TRY(map_labels(m, iri, YS_V_rdfs_label, e));
  YS_TRY(map_forms(m, iri, e));
  YS_TRY(map_kind(m, iri, YS_V_ys_eventKind, YS_VIEW(YS_NS_EVENT_KIND), e->type));
  if (e->ordinal > 0) {
    YS_TRY(ys_map_count(m, iri, YS_V_ys_congressNumber, YS_TYPE_INTEGER, e->ordinal));
  }
  if (e->session > 0) {
    YS_TRY(ys_map_count(m, iri, YS_V_ys_sessionNumber, YS_TYPE_INTEGER, e->session));
  }
  YS_TRY(ys_map_link(m, iri, YS_V_prov_wasDerivedFrom, m->article));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_organizedBy, e->organization));
  YS_TRY(ys_map_to(m, iri, YS_V_schema_location, e->jurisdiction));
  YS_TRY(ys_map_to(m, iri, YS_V_ys_partOf, e->parent));
  return map_period(m, iri, e);
}

ys_status ys_map_entity(ys_mapper *m, uint32_t index) {
  const ys_entity *const e = &m->from->entity.at[index];
  const ys_view iri = m->entity[index];
  if (m->entity_id[index] != 0) { /* something pointed to it */
    m->subject = iri;
    m->subject_id = m->entity_id[index] - 1;
  }
  switch (e->kind) {
  case YS_ENTITY_PERSON:
    return map_person(m, iri, e);
  case YS_ENTITY_ORGANIZATION:
    return map_organization(m, iri, e);
  case YS_ENTITY_DISTRICT:
    return map_district(m, iri, e);
  case YS_ENTITY_PLACE:
    return map_place(m, iri, e);
  case YS_ENTITY_ROLE:
    return map_role(m, iri, e);
  case YS_ENTITY_POST:
    return map_post(m, iri, e);
  case YS_ENTITY_PROGRAM:
    return map_program(m, iri, e);
  case YS_ENTITY_EVENT:
    return map_event(m, iri, e);
  }
  return YS_FAIL(m->log, YANSHU_INTERNAL, ((ys_view){NULL, 0}), 0, "entity of unknown kind %d", (int)e->kind);
}
