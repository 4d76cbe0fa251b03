/* SPDX-License-Identifier: Apache-2.0 */
/* Organisations: each organ's official name built from its parts, bodies, names, and units inside others. */
#include <string.h>

#include "resolve/resolver.h"

static ys_view feature(const ys_resolver *r, uint32_t concept_id, ys_key key) {
  return concept_id != YS_NO_CONCEPT ? ys_concept_value(r->lexicon, concept_id, key) : (ys_view){NULL, 0};
}

/* A district's official name carries its city: 广州市越秀区; a county's and a county-level city's does not. */
static ys_view place_name(ys_resolver *r, uint32_t division) {
  const ys_view own = ys_concept_label(r->lexicon, division);
  const uint32_t city = ys_concept_broader(r->lexicon, division);
  const bool district = ys_division_level_of(r->lexicon, division) == YS_LEVEL_COUNTY &&
                        ys_view_equal(feature(r, division, YS_KEY_DISTRICT), YS_VIEW("yes"));
  if (!district || city == YS_NO_CONCEPT) {
    return own;
  }
  const ys_view outer = ys_concept_label(r->lexicon, city);
  return YS_JOIN(r->arena, outer, own);
}

/* Puts @p place and @p host into a template; every {…} is one of the two. */
static ys_view fill(ys_resolver *r, ys_view template, ys_view place, ys_view host) {
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(r->arena));
  while (template.n > 0) {
    const ys_view *value = ys_view_starts(template, YS_VIEW("{place}"))  ? &place
                           : ys_view_starts(template, YS_VIEW("{host}")) ? &host
                                                                         : NULL;
    const size_t step = value == &place ? 7 : value == &host ? 6 : 1;
    ys_buffer_append_view(&b, value != NULL ? *value : (ys_view){template.p, 1});
    template.p += step;
    template.n -= step;
    const ys_view street = YS_VIEW("\xE8\xA1\x97\xE9\x81\x93"); /* 人民街道 + 街道办事处 */
    if (value != NULL && ys_view_ends(*value, street) && ys_view_starts(template, street)) {
      template.p += street.n;
      template.n -= street.n;
    }
  }
  const ys_view text = b.failed ? (ys_view){NULL, 0} : ys_arena_copy(r->arena, ys_buffer_view(&b));
  ys_buffer_free(&b);
  return text;
}

static bool asks_for(ys_view template, ys_view slot) {
  for (size_t k = 0; k + slot.n <= template.n; ++k) {
    if (memcmp(template.p + k, slot.p, slot.n) == 0) {
      return true;
    }
  }
  return false;
}

static ys_view label_of(const ys_resolver *r, uint32_t entity) {
  return entity != YS_NO_ENTITY && r->out->entity.at[entity].label.n > 0 ? r->out->entity.at[entity].label.at[0].text
                                                                         : YS_VIEW("");
}

static ys_view type_of(const ys_resolver *r, uint32_t concept_id) {
  const ys_view type = feature(r, concept_id, YS_KEY_TYPE);
  return type.n > 0 ? type : feature(r, concept_id, YS_KEY_KIND);
}

/* The path below "org/", for units of the organisation. */
static ys_view path_of(const ys_resolver *r, uint32_t entity) {
  const ys_view iri = r->out->entity.at[entity].iri;
  return ys_view_starts(iri, YS_VIEW("org/")) ? (ys_view){iri.p + 4, iri.n - 4} : iri;
}

static ys_status set_place(ys_resolver *r, uint32_t entity, uint32_t division) {
  if (division == YS_NO_CONCEPT) {
    return YANSHU_OK;
  }
  uint32_t place = YS_NO_ENTITY;
  YS_TRY(ys_division_entity(r, division, &place));
  r->out->entity.at[entity].jurisdiction = place;
  return YANSHU_OK;
}

/* The host that the organ's template wants when none was printed: 宣传部 belongs to the Party committee of the place.
 */
static ys_status implied_host(ys_resolver *r, uint32_t organ, uint32_t division, uint32_t *host) {
  const ys_view id = feature(r, organ, YS_KEY_HOST);
  if (*host != YS_NO_ENTITY || id.n == 0 || division == YS_NO_CONCEPT) {
    return YANSHU_OK;
  }
  const uint32_t parent = ys_lexicon_concept(r->lexicon, YS_CLASS_ORGAN, id);
  return parent != YS_NO_CONCEPT && parent != organ ? ys_organ_entity(r, parent, division, YS_NO_ENTITY, host)
                                                    : YANSHU_OK;
}

/* Whether a division has one such unit: the publicity department is that of its Party committee, but every bureau has a
 * leading Party group of its own. */
static bool one_a_place(const ys_resolver *r, uint32_t organ) {
  const ys_view host = feature(r, organ, YS_KEY_HOST);
  return host.n > 0 && !ys_view_equal(host, YS_VIEW("any"));
}

static bool is_whole_country(const ys_resolver *r, uint32_t division) {
  return division != YS_NO_CONCEPT && ys_view_equal(ys_concept_id(r->lexicon, division), YS_VIEW("100000"));
}

ys_status ys_organ_entity(ys_resolver *r, uint32_t organ, uint32_t division, uint32_t host, uint32_t *entity) {
  const ys_view id = ys_concept_id(r->lexicon, organ);
  const ys_view official = feature(r, organ, YS_KEY_OFFICIAL);
  const bool country = is_whole_country(r, division);
  const bool of_place = asks_for(official, YS_VIEW("{place}")) && !(country && host != YS_NO_ENTITY);
  const uint32_t national = country && (host == YS_NO_ENTITY || one_a_place(r, organ))
                                ? ys_lexicon_concept(r->lexicon, YS_CLASS_BODY, feature(r, organ, YS_KEY_NATIONAL))
                                : YS_NO_CONCEPT;
  if (national != YS_NO_CONCEPT) {
    return ys_body_entity(r, national, entity);
  }
  YS_TRY(implied_host(r, organ, division, &host));
  ys_view iri = {NULL, 0};
  if (country && host == YS_NO_ENTITY && !of_place && asks_for(official, YS_VIEW("{host}"))) {
    *entity = YS_NO_ENTITY;
    return YANSHU_OK; /* the Party committee of a national organ that the text leaves out */
  }
  if (division != YS_NO_CONCEPT && (of_place || host == YS_NO_ENTITY || one_a_place(r, organ))) {
    const ys_view code = ys_concept_id(r->lexicon, division);
    iri = YS_JOIN(r->arena, YS_VIEW("org/"), code, YS_VIEW("/"), id);
  } else if (host != YS_NO_ENTITY) {
    const ys_view path = path_of(r, host);
    iri = YS_JOIN(r->arena, YS_VIEW("org/"), path, YS_VIEW("/"), id);
  } else {
    *entity = YS_NO_ENTITY;
    return YANSHU_OK; /* an organ of nowhere is none */
  }
  bool made = false;
  *entity = ys_entity_at(r, YS_ENTITY_ORGANIZATION, iri, &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  r->out->entity.at[*entity].type = type_of(r, organ);
  r->out->entity.at[*entity].parent = host;
  const ys_view place = country && host != YS_NO_ENTITY ? label_of(r, host) /* 中央军委 + 监察委员会 */
                        : division != YS_NO_CONCEPT     ? place_name(r, division)
                                                        : YS_VIEW("");
  const ys_view name =
      official.n > 0 ? fill(r, official, place, host != YS_NO_ENTITY ? label_of(r, host) : place)
                     : fill(r, YS_VIEW("{host}{place}"), host == YS_NO_ENTITY ? place : YS_VIEW(""), label_of(r, host));
  if (official.n > 0) {
    YS_TRY(ys_entity_label(r, *entity, name, YS_LANG_HANS));
  } else {
    const ys_view own = ys_concept_label(r->lexicon, organ);
    YS_TRY(ys_entity_label(r, *entity, YS_JOIN(r->arena, name, own), YS_LANG_HANS));
  }
  if (feature(r, organ, YS_KEY_SHORT).n > 0 && division != YS_NO_CONCEPT && !country) {
    const ys_view own = ys_concept_label(r->lexicon, division);
    YS_TRY(ys_entity_alt(r, *entity, fill(r, feature(r, organ, YS_KEY_SHORT), own, label_of(r, host)), YS_LANG_HANS));
  }
  return set_place(r, *entity, division);
}

ys_status ys_state_entity(ys_resolver *r, uint32_t country, uint32_t *entity) {
  const ys_view id = ys_concept_id(r->lexicon, country);
  bool made = false;
  *entity = ys_entity_at(r, YS_ENTITY_ORGANIZATION, YS_JOIN(r->arena, YS_VIEW("org/"), id), &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (made) {
    r->out->entity.at[*entity].type = YS_VIEW("state");
    YS_TRY(ys_entity_label(r, *entity, ys_concept_label(r->lexicon, country), YS_LANG_HANS));
    const ys_view english = ys_concept_label_en(r->lexicon, country);
    return english.n > 0 ? ys_entity_label(r, *entity, english, YS_LANG_EN) : YANSHU_OK;
  }
  return YANSHU_OK;
}

/* ---- from mentions ---- */

ys_status ys_body_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity) {
  const uint32_t known = *ys_known_entity(r, YS_KNOWN_BODY, concept_id);
  if (known != 0) {
    *entity = known - 1;
    return YANSHU_OK;
  }
  const ys_view id = ys_concept_id(r->lexicon, concept_id);
  const ys_view place = feature(r, concept_id, YS_KEY_JURISDICTION);
  const ys_view iri = place.n > 0 ? YS_JOIN(r->arena, YS_VIEW("org/"), place, YS_VIEW("/"), id)
                                  : YS_JOIN(r->arena, YS_VIEW("org/"), id);
  bool made = false;
  *entity = ys_entity_at(r, YS_ENTITY_ORGANIZATION, iri, &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  *ys_known_entity(r, YS_KNOWN_BODY, concept_id) = *entity + 1;
  if (!made) {
    return YANSHU_OK;
  }
  r->out->entity.at[*entity].type = type_of(r, concept_id);
  const ys_view official = feature(r, concept_id, YS_KEY_OFFICIAL);
  const ys_view usual = ys_concept_label(r->lexicon, concept_id);
  YS_TRY(ys_entity_label(r, *entity, official.n > 0 ? official : usual, YS_LANG_HANS));
  const ys_view english = ys_concept_label_en(r->lexicon, concept_id);
  if (english.n > 0) {
    YS_TRY(ys_entity_label(r, *entity, english, YS_LANG_EN));
  }
  YS_TRY(ys_entity_alt(r, *entity, usual, YS_LANG_HANS));
  return set_place(r, *entity, ys_lexicon_concept(r->lexicon, YS_CLASS_DIVISION, place));
}

/* Whether a name of this kind needs the page's home to tell it from others: 第一人民医院. */
static ys_view name_scope(const ys_resolver *r, const ys_mention *m) {
  const bool own_place = m->division != YS_NO_CONCEPT;
  const uint32_t home = r->mentions->setting.home;
  const uint32_t first = r->document->ch[m->begin];
  const bool numbered = ys_is_digit(first) || first == 0x7B2C; /* 第 */
  return !own_place && numbered && home != YS_NO_CONCEPT ? ys_concept_id(r->lexicon, home) : YS_VIEW("");
}

static ys_view printed(ys_resolver *r, const ys_mention *m, bool normal) {
  const bool shares_tail = m->core_begin >= m->end; /* 东风东 of 东风东、…小学教育集团 */
  ys_view own = normal ? ys_name_key(r, m->begin, m->end) : ys_text_raw(r->arena, r->document, m->begin, m->end);
  if (!shares_tail || own.p == NULL) {
    return own;
  }
  const ys_view tail = normal ? ys_name_key(r, m->core_begin, m->core_end)
                              : ys_text_raw(r->arena, r->document, m->core_begin, m->core_end);
  return YS_JOIN(r->arena, own, tail);
}

static bool bears_full_name(const ys_resolver *r, const ys_mention *m, ys_view key) {
  if (m->division == YS_NO_CONCEPT) {
    return false;
  }
  const ys_view name = ys_concept_label(r->lexicon, m->division);
  for (size_t k = 0; k + name.n <= key.n; ++k) {
    if (memcmp(key.p + k, name.p, name.n) == 0) {
      return true;
    }
  }
  return false;
}

/* ---- towns, streets and villages that the gazetteer lacks ---- */

/* 镇 of 镇党委, 街道 of 街道办: the longest word for a settlement at @p at, as text; empty for none. */
static ys_view settlement_at(ys_resolver *r, uint32_t at, uint32_t end) {
  const uint16_t settlement = ys_lexicon_words(r->lexicon, YS_WORDS_SETTLEMENT);
  const uint32_t n = ys_lexicon_longest(r->lexicon, r->document->ch + at, end - at, settlement, NULL);
  return n > 0 ? ys_name_key(r, at, at + n) : YS_VIEW("");
}

/* 远山镇 of 远山镇党委: what the organ's template calls its place. */
static ys_view township_name(ys_resolver *r, const ys_mention *m, ys_view official) {
  uint32_t begin = m->begin; /* behind the county's name, which texts print or not */
  for (uint32_t k = ys_mention_from(r, begin); k < r->mentions->list.n && r->mentions->list.at[k].begin <= begin; ++k) {
    const ys_mention *outer = &r->mentions->list.at[k];
    begin =
        outer->kind == YS_MENTION_DIVISION && outer->begin == begin && outer->end < m->core_begin ? outer->end : begin;
  }
  const ys_view name = ys_name_key(r, begin, m->core_begin);
  const ys_view word = settlement_at(r, m->core_begin, m->end);
  ys_view tail = official;
  while (tail.n > 0 && !ys_view_starts(tail, YS_VIEW("}"))) {
    tail = (ys_view){tail.p + 1, tail.n - 1};
  }
  /* {place}街道办事处 has the word itself, 村民委员会 only begins like it */
  const bool has = tail.n > 0 && word.n > 3 && ys_view_starts((ys_view){tail.p + 1, tail.n - 1}, word);
  if (name.p == NULL || word.n == 0 || has || ys_view_ends(name, word)) {
    return name;
  }
  return YS_JOIN(r->arena, name, word);
}

/* The town itself, when the lexicon has it: 大石街道 of 番禺区大石街道办事处. */
static uint32_t known_township(const ys_resolver *r, const ys_mention *m) {
  for (uint32_t k = ys_mention_from(r, m->begin); k < r->mentions->list.n; ++k) {
    const ys_mention *town = &r->mentions->list.at[k];
    if (town->begin >= m->core_begin) {
      break;
    }
    if (town->kind == YS_MENTION_DIVISION && town->end >= m->core_begin && town->end < m->end &&
        ys_division_level_of(r->lexicon, town->concept_id) == YS_LEVEL_TOWNSHIP) {
      return town->concept_id;
    }
  }
  return YS_NO_CONCEPT;
}

ys_status ys_township_organ(ys_resolver *r, uint32_t organ, uint32_t mention, uint32_t *entity) {
  const ys_mention *m = &r->mentions->list.at[mention];
  for (uint32_t k = 0; k < 4 && m->begin == m->core_begin && m->host != YS_NO_MENTION; ++k) {
    m = &r->mentions->list.at[m->host]; /* 村委会 of 远山村党支部书记、村委会主任 */
  }
  const uint32_t known = known_township(r, m);
  if (known != YS_NO_CONCEPT) {
    return ys_organ_entity(r, organ, known, YS_NO_ENTITY, entity);
  }
  const ys_view official = feature(r, organ, YS_KEY_OFFICIAL);
  const ys_view place = township_name(r, m, official);
  const ys_view name = place.p != NULL ? fill(r, official, place, place) : place;
  const ys_view county = m->division != YS_NO_CONCEPT ? ys_concept_id(r->lexicon, m->division) : YS_VIEW("");
  const ys_view part[] = {name, county};
  bool made = false;
  *entity = name.p != NULL
                ? ys_entity_at(r, YS_ENTITY_ORGANIZATION, ys_iri_named(r, "org", ys_slug(r, name), part, 2), &made)
                : YS_NO_ENTITY;
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  r->out->entity.at[*entity].type = type_of(r, organ);
  YS_TRY(ys_entity_label(r, *entity, name, YS_LANG_HANS));
  return set_place(r, *entity, m->division);
}

static ys_status named_entity(ys_resolver *r, const ys_mention *m, uint32_t *entity) {
  const ys_view key = printed(r, m, true);
  const ys_view part[] = {key, name_scope(r, m)};
  bool made = false;
  *entity = key.p != NULL
                ? ys_entity_at(r, YS_ENTITY_ORGANIZATION, ys_iri_named(r, "org", ys_slug(r, key), part, 2), &made)
                : YS_NO_ENTITY;
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  const ys_view type = type_of(r, m->head);
  r->out->entity.at[*entity].type = type;
  YS_TRY(ys_entity_label(r, *entity, printed(r, m, false), r->language));
  if (m->host != YS_NO_MENTION) {
    uint32_t host = YS_NO_ENTITY;
    YS_TRY(ys_organization_entity(r, m->host, &host));
    r->out->entity.at[*entity].parent = host != *entity ? host : YS_NO_ENTITY;
  }
  /* a public institution that bears the full name of a division belongs to it; a company is only from there */
  return !ys_view_equal(type, YS_VIEW("company")) && bears_full_name(r, m, key) ? set_place(r, *entity, m->division)
                                                                                : YANSHU_OK;
}

/* The same name in every article, however it prints the country: 俄国防部 is 俄罗斯国防部. */
static ys_view foreign_name(ys_resolver *r, const ys_mention *m) {
  const ys_view country = ys_concept_label(r->lexicon, m->concept_id);
  const ys_view brief = feature(r, m->head, YS_KEY_SHORT);
  if (asks_for(brief, YS_VIEW("{place}"))) {
    return fill(r, brief, country, YS_VIEW(""));
  }
  /* 国防部, not 中华人民共和国国防部, behind another country's name */
  const ys_view abroad = feature(r, m->head, YS_KEY_ABROAD);
  const ys_view organ = abroad.n > 0 ? abroad : brief.n > 0 ? brief : ys_concept_label(r->lexicon, m->head);
  return YS_JOIN(r->arena, country, organ);
}

static ys_status foreign_entity(ys_resolver *r, const ys_mention *m, uint32_t *entity) {
  const ys_view country = ys_concept_id(r->lexicon, m->concept_id);
  const ys_view unit = ys_concept_id(r->lexicon, m->head);
  bool made = false;
  *entity =
      ys_entity_at(r, YS_ENTITY_ORGANIZATION, YS_JOIN(r->arena, YS_VIEW("org/"), country, YS_VIEW("/"), unit), &made);
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  r->out->entity.at[*entity].type = YS_VIEW("foreign-government");
  return ys_entity_label(r, *entity, foreign_name(r, m), YS_LANG_HANS);
}

/* A declared short name is the organisation whose full name its core covers. */
static ys_status short_name_entity(ys_resolver *r, uint32_t mention, uint32_t *entity) {
  const ys_mention *m = &r->mentions->list.at[mention];
  *entity = YS_NO_ENTITY;
  for (uint32_t k = 0; k < r->mentions->list.n; ++k) {
    const ys_mention *full = &r->mentions->list.at[k];
    if (full->begin > m->core_begin) {
      break;
    }
    if (full->kind == YS_MENTION_ORGANIZATION && full->begin == m->core_begin && full->end == m->core_end) {
      YS_TRY(ys_organization_entity(r, k, entity));
      break;
    }
  }
  r->entity_of[mention] = *entity;
  return *entity == YS_NO_ENTITY
             ? YANSHU_OK
             : ys_entity_alt(r, *entity, ys_text_raw(r->arena, r->document, m->begin, m->end), r->language);
}

ys_status ys_organization_entity(ys_resolver *r, uint32_t mention, uint32_t *entity) {
  if (r->entity_of[mention] != YS_NO_ENTITY) {
    *entity = r->entity_of[mention];
    return YANSHU_OK;
  }
  const ys_mention *m = &r->mentions->list.at[mention];
  if (m->anaphor) {
    YS_TRY(ys_organization_entity(r, m->host, entity));
    r->entity_of[mention] = *entity;
    return YANSHU_OK;
  }
  if (m->short_form) {
    return short_name_entity(r, mention, entity);
  }
  const bool organ = m->head != YS_NO_CONCEPT && ys_concept_class(r->lexicon, m->head) == YS_CLASS_ORGAN;
  *entity = YS_NO_ENTITY;
  if (m->foreign && m->concept_id != YS_NO_CONCEPT && m->head != YS_NO_CONCEPT) {
    YS_TRY(foreign_entity(r, m, entity));
  } else if (m->concept_id != YS_NO_CONCEPT && ys_concept_class(r->lexicon, m->concept_id) == YS_CLASS_BODY) {
    YS_TRY(ys_body_entity(r, m->concept_id, entity));
  } else if (organ && m->township) {
    YS_TRY(ys_township_organ(r, m->head, mention, entity));
  } else if (organ) {
    uint32_t host = YS_NO_ENTITY;
    if (m->host != YS_NO_MENTION) {
      YS_TRY(ys_organization_entity(r, m->host, &host));
    }
    YS_TRY(ys_organ_entity(r, m->head, m->division, host, entity));
  } else {
    YS_TRY(named_entity(r, m, entity));
  }
  r->entity_of[mention] = *entity;
  if (*entity == YS_NO_ENTITY) {
    return YANSHU_OK;
  }
  return ys_entity_alt(r, *entity, ys_text_raw(r->arena, r->document, m->begin, m->end), r->language);
}
