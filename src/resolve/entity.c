/* SPDX-License-Identifier: Apache-2.0 */
/* The entities of an article: found by IRI, labelled, and made from mentions. */
#include <string.h>

#include "resolve/resolver.h"

/* ---- table of IRIs ---- */

enum { RECORD_SLOT = 0x40000000 };

static ys_view iri_in_slot(const ys_resolver *r, uint32_t slot) {
  return slot > RECORD_SLOT ? r->out->record.at[slot - RECORD_SLOT - 1].iri : r->out->entity.at[slot - 1].iri;
}

static uint32_t *find_slot(const ys_resolver *r, ys_view iri) {
  uint32_t k = (uint32_t)ys_hash(iri) & (r->n_slot - 1);
  while (r->slot[k] != 0 && !ys_view_equal(iri_in_slot(r, r->slot[k]), iri)) {
    k = (k + 1) & (r->n_slot - 1);
  }
  return &r->slot[k];
}

static bool grow_table(ys_resolver *r) {
  if (r->used * 2 < r->n_slot) {
    return true;
  }
  const uint32_t *old = r->slot;
  const uint32_t n = r->n_slot;
  r->n_slot = n > 0 ? n * 4 : 256;
  r->slot = ys_arena_alloc(r->arena, (size_t)r->n_slot * sizeof *r->slot);
  if (r->slot == NULL) {
    return false;
  }
  for (uint32_t k = 0; k < n; ++k) {
    if (old[k] != 0) {
      *find_slot(r, iri_in_slot(r, old[k])) = old[k];
    }
  }
  return true;
}

uint32_t ys_entity_at(ys_resolver *r, ys_entity_kind kind, ys_view iri, bool *made) {
  *made = false;
  if (iri.p == NULL || !grow_table(r)) {
    return YS_NO_ENTITY;
  }
  uint32_t *slot = find_slot(r, iri);
  if (*slot != 0) {
    return *slot - 1;
  }
  ys_entity *entity = YS_PUSH(r->arena, &r->out->entity);
  if (entity == NULL) {
    return YS_NO_ENTITY;
  }
  entity->kind = kind;
  entity->iri = iri;
  entity->jurisdiction = entity->parent = entity->role = entity->organization = YS_NO_ENTITY;
  *slot = r->out->entity.n;
  ++r->used;
  *made = true;
  return r->out->entity.n - 1;
}

ys_record *ys_record_at(ys_resolver *r, ys_record_kind kind, ys_view iri, bool *made) {
  *made = false;
  if (iri.p == NULL || !grow_table(r)) {
    return NULL;
  }
  uint32_t *slot = find_slot(r, iri);
  if (*slot != 0) {
    return &r->out->record.at[*slot - RECORD_SLOT - 1];
  }
  ys_record *record = YS_PUSH(r->arena, &r->out->record);
  if (record == NULL) {
    return NULL;
  }
  record->kind = kind;
  record->iri = iri;
  record->subject = record->object = record->role = record->organization = record->post = record->jurisdiction =
      YS_NO_ENTITY;
  record->language = r->language;
  *slot = RECORD_SLOT + r->out->record.n;
  ++r->used;
  *made = true;
  return record;
}

uint32_t *ys_known_entity(ys_resolver *r, ys_known_as as, uint32_t concept_id) {
  ys_known *known = &r->known[(concept_id + (uint32_t)as) % YS_LENGTH(r->known)];
  if (known->concept_id != concept_id || known->as != as) {
    *known = (ys_known){concept_id, as, 0};
  }
  return &known->entity;
}

/* ---- labels ---- */

static bool has_form(const ys_entity *entity, ys_view text) {
  for (uint32_t k = 0; k < entity->label.n; ++k) {
    if (ys_view_equal(entity->label.at[k].text, text)) {
      return true;
    }
  }
  for (uint32_t k = 0; k < entity->alt.n; ++k) {
    if (ys_view_equal(entity->alt.at[k].text, text)) {
      return true;
    }
  }
  return false;
}

ys_status ys_entity_label(ys_resolver *r, uint32_t entity, ys_view text, ys_language language) {
  if (text.n == 0) {
    return text.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  }
  ys_label *label = YS_PUSH(r->arena, &r->out->entity.at[entity].label);
  if (label == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *label = (ys_label){text, language};
  return YANSHU_OK;
}

ys_status ys_entity_alt(ys_resolver *r, uint32_t entity, ys_view text, ys_language language) {
  if (text.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (text.n == 0 || has_form(&r->out->entity.at[entity], text)) {
    return YANSHU_OK;
  }
  ys_label *label = YS_PUSH(r->arena, &r->out->entity.at[entity].alt);
  if (label == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *label = (ys_label){text, language};
  return YANSHU_OK;
}

static ys_status concept_labels(ys_resolver *r, uint32_t entity, uint32_t concept_id) {
  YS_TRY(ys_entity_label(r, entity, ys_concept_label(r->lexicon, concept_id), YS_LANG_HANS));
  const ys_view english = ys_concept_label_en(r->lexicon, concept_id);
  return english.n > 0 ? ys_entity_label(r, entity, english, YS_LANG_EN) : YANSHU_OK;
}

/* ---- divisions, countries, places, roles ---- */

ys_status ys_division_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity) {
  *entity = YS_NO_ENTITY;
  const uint32_t known = *ys_known_entity(r, YS_KNOWN_DIVISION, concept_id);
  if (known != 0) {
    *entity = known - 1;
    return YANSHU_OK;
  }
  if (ys_concept_class(r->lexicon, concept_id) != YS_CLASS_DIVISION) {
    return YANSHU_OK; /* a country is a place, no division */
  }
  uint32_t inner = YS_NO_ENTITY;
  uint32_t c = concept_id;
  for (unsigned up = 0; up < YS_CONCEPT_DEPTH && c != YS_NO_CONCEPT; up++, c = ys_concept_broader(r->lexicon, c)) {
    const ys_view code = ys_concept_id(r->lexicon, c);
    bool made = false;
    const uint32_t e = ys_entity_at(r, YS_ENTITY_DISTRICT, YS_JOIN(r->arena, YS_VIEW("division/"), code), &made);
    if (e == YS_NO_ENTITY) {
      return YANSHU_NO_MEMORY;
    }
    if (inner != YS_NO_ENTITY) {
      r->out->entity.at[inner].parent = e;
    }
    *entity = *entity == YS_NO_ENTITY ? e : *entity;
    if (!made) {
      break;
    }
    r->out->entity.at[e].code = code;
    r->out->entity.at[e].type = ys_concept_value(r->lexicon, c, YS_KEY_LEVEL);
    YS_TRY(concept_labels(r, e, c));
    inner = e;
  }
  *ys_known_entity(r, YS_KNOWN_DIVISION, concept_id) = *entity != YS_NO_ENTITY ? *entity + 1 : 0;
  return YANSHU_OK;
}

ys_status ys_country_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity) {
  const uint32_t known = *ys_known_entity(r, YS_KNOWN_COUNTRY, concept_id);
  if (known != 0) {
    *entity = known - 1;
    return YANSHU_OK;
  }
  const ys_view id = ys_concept_id(r->lexicon, concept_id);
  bool made = false;
  *entity = ys_entity_at(r, YS_ENTITY_PLACE, YS_JOIN(r->arena, YS_VIEW("country/"), id), &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  *ys_known_entity(r, YS_KNOWN_COUNTRY, concept_id) = *entity + 1;
  if (made) {
    r->out->entity.at[*entity].type = YS_VIEW("country");
    return concept_labels(r, *entity, concept_id);
  }
  return YANSHU_OK;
}

ys_status ys_role_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity) {
  *entity = YS_NO_ENTITY;
  const uint32_t known = *ys_known_entity(r, YS_KNOWN_ROLE, concept_id);
  if (known != 0) {
    *entity = known - 1;
    return YANSHU_OK;
  }
  uint32_t inner = YS_NO_ENTITY;
  uint32_t c = concept_id;
  for (unsigned up = 0; up < YS_CONCEPT_DEPTH && c != YS_NO_CONCEPT; up++, c = ys_concept_broader(r->lexicon, c)) {
    bool made = false;
    const uint32_t e = ys_entity_at(r, YS_ENTITY_ROLE, ys_concept_iri(r->lexicon, c), &made);
    if (e == YS_NO_ENTITY) {
      return YANSHU_NO_MEMORY;
    }
    if (inner != YS_NO_ENTITY) {
      r->out->entity.at[inner].parent = e;
    }
    *entity = *entity == YS_NO_ENTITY ? e : *entity;
    if (!made) {
      break;
    }
    YS_TRY(concept_labels(r, e, c));
    inner = e;
  }
  *ys_known_entity(r, YS_KNOWN_ROLE, concept_id) = *entity != YS_NO_ENTITY ? *entity + 1 : 0;
  return YANSHU_OK;
}

/* ---- places, programs and events ---- */

static ys_view scope(const ys_resolver *r) {
  const uint32_t home = r->mentions->setting.home;
  return home != YS_NO_CONCEPT ? ys_concept_id(r->lexicon, home) : YS_VIEW("");
}

/* A place of the gazetteer, or one that only its name is known of: it belongs to the place of the page. */
static ys_status place_entity(ys_resolver *r, const ys_mention *m, uint32_t *entity) {
  const bool known = m->concept_id != YS_NO_CONCEPT;
  ys_view iri = {NULL, 0};
  if (known) {
    const ys_view id = ys_concept_id(r->lexicon, m->concept_id);
    iri = YS_JOIN(r->arena, YS_VIEW("place/"), id);
  } else {
    const ys_view part[] = {ys_name_key(r, m->begin, m->end), scope(r)};
    iri = part[0].p != NULL ? ys_iri_named(r, "place", ys_slug(r, part[0]), part, 2) : iri;
  }
  bool made = false;
  *entity = ys_entity_at(r, YS_ENTITY_PLACE, iri, &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  return known ? concept_labels(r, *entity, m->concept_id)
               : ys_entity_label(r, *entity, ys_text_raw(r->arena, r->document, m->begin, m->end), r->language);
}

static ys_view program_type(uint8_t kind) {
  static const char *const names[] = {"other", "plan", "policy", "strategy", "campaign", "project", "pilot", "model"};
  return ys_view_of(names[kind < YS_LENGTH(names) ? kind : 0]);
}

/* The name as printed: of a title what stands inside its marks, else the whole with its head phrase. */
static ys_view program_name(ys_resolver *r, const ys_mention *m) {
  const bool titled = r->document->ch[m->begin] == 0x300A;
  return titled ? ys_text_raw(r->arena, r->document, m->core_begin, m->core_end)
                : ys_text_raw(r->arena, r->document, m->begin, m->end);
}

/* “馆企联营”的模式 and “馆企联营”模式 are one: of a coinage in quotation marks the name is what stands inside them, and
 * its kind. Not of a count (8个“一流”), nor of a period (“十四五”), which many names share. */
static bool is_coinage(const ys_resolver *r, const ys_mention *m) {
  const uint16_t era = ys_lexicon_words(r->lexicon, YS_WORDS_TIME_ERA);
  return m->ordinal == 0 && r->document->ch[m->begin] == 0x201C && m->core_begin == m->begin + 1 &&
         ys_lexicon_reading(r->lexicon, r->document->ch + m->core_begin, m->core_end - m->core_begin, era) == NULL;
}

ys_status ys_program_entity(ys_resolver *r, const ys_mention *m, uint32_t *entity) {
  ys_view iri;
  const bool known = m->concept_id != YS_NO_CONCEPT;
  if (known) {
    const ys_view id = ys_concept_id(r->lexicon, m->concept_id);
    iri = YS_JOIN(r->arena, YS_VIEW("program/"), id);
  } else {
    const bool titled = r->document->ch[m->begin] == 0x300A;
    const bool coinage = is_coinage(r, m);
    const ys_view key =
        titled || coinage ? ys_name_key(r, m->core_begin, m->core_end) : ys_name_key(r, m->begin, m->end);
    /* a name without a place belongs to the place of the page */
    const ys_view part[] = {key, m->division != YS_NO_CONCEPT ? YS_VIEW("") : scope(r),
                            coinage ? program_type(m->program_kind) : YS_VIEW("")};
    iri = key.p != NULL ? ys_iri_named(r, "program", ys_slug(r, key), part, coinage ? 3 : 2) : (ys_view){NULL, 0};
  }
  bool made = false;
  *entity = ys_entity_at(r, YS_ENTITY_PROGRAM, iri, &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  const ys_view name = program_name(r, m);
  if (!made) {
    return ys_entity_alt(r, *entity, name, r->language);
  }
  ys_entity *e = &r->out->entity.at[*entity];
  e->type = program_type(m->program_kind);
  e->ordinal = m->ordinal;
  e->start = m->date;
  e->end = m->date_end;
  if (known) {
    YS_TRY(concept_labels(r, *entity, m->concept_id));
    return ys_entity_alt(r, *entity, name, r->language);
  }
  return ys_entity_label(r, *entity, name, r->language);
}

/* The congress or conference whose session it is. */
static ys_status sitting_organ(ys_resolver *r, const ys_mention *m, uint32_t event) {
  uint32_t organ = YS_NO_ENTITY;
  if (ys_concept_class(r->lexicon, m->concept_id) == YS_CLASS_BODY) {
    YS_TRY(ys_body_entity(r, m->concept_id, &organ));
  } else if (ys_concept_class(r->lexicon, m->concept_id) == YS_CLASS_ORGAN) {
    YS_TRY(ys_organ_entity(r, m->concept_id, m->division, YS_NO_ENTITY, &organ));
  }
  r->out->entity.at[event].organization = organ;
  if (organ != YS_NO_ENTITY) {
    r->out->entity.at[organ].mentioned = true;
  }
  return YANSHU_OK;
}

static ys_status event_entity(ys_resolver *r, const ys_mention *m, uint32_t *entity) {
  uint32_t division = m->division;
  ys_view organ = YS_VIEW("");
  if (m->concept_id != YS_NO_CONCEPT) {
    organ = ys_concept_id(r->lexicon, m->concept_id);
  }
  const bool national = m->concept_id != YS_NO_CONCEPT && ys_concept_class(r->lexicon, m->concept_id) == YS_CLASS_BODY;
  const bool session = m->ordinal > 0 && organ.n > 0 && (national || division != YS_NO_CONCEPT);
  const ys_view key = ys_name_key(r, m->begin, m->end);
  ys_view iri = {NULL, 0};
  if (key.p != NULL && session) {
    const ys_view place = division != YS_NO_CONCEPT ? ys_concept_id(r->lexicon, division) : YS_VIEW("100000");
    iri = ys_arena_format(r->arena, "event/%.*s/%.*s/%u/%u", (int)place.n, place.p, (int)organ.n, organ.p,
                          (unsigned)m->ordinal, (unsigned)m->session);
  } else if (key.p != NULL) {
    const ys_date when = m->date.year != 0 ? m->date : r->mentions->setting.date;
    const ys_view year = ys_arena_format(r->arena, "%d", (int)when.year);
    const ys_view part[] = {key, year};
    iri = ys_iri_named(r, "event", ys_slug(r, key), part, 2);
  }
  bool made = false;
  *entity = ys_entity_at(r, YS_ENTITY_EVENT, iri, &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  const ys_view name = ys_text_raw(r->arena, r->document, m->begin, m->end);
  if (!made) {
    return ys_entity_alt(r, *entity, name, r->language);
  }
  ys_entity *e = &r->out->entity.at[*entity];
  e->type = session ? YS_VIEW("session") : YS_VIEW("meeting");
  e->ordinal = m->ordinal;
  e->session = m->session;
  YS_TRY(ys_entity_label(r, *entity, name, r->language));
  if (division != YS_NO_CONCEPT) {
    uint32_t place = YS_NO_ENTITY;
    YS_TRY(ys_division_entity(r, division, &place));
    r->out->entity.at[*entity].jurisdiction = place;
  }
  return session ? sitting_organ(r, m, *entity) : YANSHU_OK;
}

uint32_t ys_entity_of_mention(const ys_resolver *r, uint32_t mention) {
  return mention == YS_NO_MENTION ? YS_NO_ENTITY : r->entity_of[mention];
}

static ys_status entity_for(ys_resolver *r, uint32_t k, uint32_t *entity) {
  const ys_mention *m = &r->mentions->list.at[k];
  switch (m->kind) {
  case YS_MENTION_DIVISION:
    return ys_division_entity(r, m->concept_id, entity);
  case YS_MENTION_COUNTRY:
    return ys_country_entity(r, m->concept_id, entity);
  case YS_MENTION_PLACE:
    return place_entity(r, m, entity);
  case YS_MENTION_ORGANIZATION:
    return ys_organization_entity(r, k, entity);
  case YS_MENTION_EVENT:
    return event_entity(r, m, entity);
  case YS_MENTION_PERSON:
  case YS_MENTION_POST:
  case YS_MENTION_PROGRAM:
  case YS_MENTION_DATE:
  case YS_MENTION_QUANTITY:
  case YS_MENTION_QUOTATION:
  case YS_MENTION_SPEECH:
  case YS_MENTION_KINDS:
    return YANSHU_OK;
  }
  return YANSHU_OK;
}

ys_status ys_resolve_mentions(ys_resolver *r) {
  for (uint32_t k = 0; k < r->mentions->list.n; ++k) {
    uint32_t entity = r->entity_of[k];
    YS_TRY(entity_for(r, k, &entity));
    r->entity_of[k] = entity;
    if (entity != YS_NO_ENTITY) {
      r->out->entity.at[entity].mentioned = true;
    }
  }
  return YANSHU_OK;
}
