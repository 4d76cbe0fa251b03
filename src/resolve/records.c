/* SPDX-License-Identifier: Apache-2.0 */
/* Facts to records: tenures, statements, figures and relations, each with its evidence. */
#include "resolve/resolver.h"

bool ys_fact_is(const ys_fact *fact, const char *type) {
  return ys_view_equal(fact->type, ys_view_of(type));
}

ys_evidence ys_evidence_of(const ys_resolver *r, uint32_t begin, uint32_t end, ys_view rule) {
  const ys_document *d = r->document;
  ys_evidence e = {.rule = rule};
  if (begin < end) {
    e.begin = d->from[begin];
    e.end = d->to[end - 1];
    e.words = ys_text_source(d, begin, end);
  }
  return e;
}

ys_status ys_add_evidence(ys_resolver *r, ys_record *record, uint32_t begin, uint32_t end, ys_view rule) {
  const ys_evidence e = ys_evidence_of(r, begin, end, rule);
  for (uint32_t k = 0; k < record->evidence.n; ++k) {
    const ys_evidence *old = &record->evidence.at[k];
    if (old->begin == e.begin && old->end == e.end && ys_view_equal(old->rule, e.rule)) {
      return YANSHU_OK;
    }
  }
  ys_evidence *added = YS_PUSH(r->arena, &record->evidence);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = e;
  return YANSHU_OK;
}

static ys_view iri_of(const ys_resolver *r, uint32_t entity) {
  return entity == YS_NO_ENTITY ? YS_VIEW("") : r->out->entity.at[entity].iri;
}

/* ---- tenures ---- */

static const char *const status_names[] = {"current",   "former",    "acting",   "elected",
                                           "appointed", "dismissed", "nominated"};

static ys_post_status status_from(ys_view name, ys_post_status otherwise) {
  for (size_t k = 0; k < YS_LENGTH(status_names); ++k) {
    if (ys_view_equal(name, ys_view_of(status_names[k]))) {
      return (ys_post_status)k;
    }
  }
  return otherwise;
}

static bool opens_with_foreign_country(const ys_resolver *r, const ys_mention *post) {
  for (uint32_t k = ys_mention_from(r, post->begin);
       k < r->mentions->list.n && r->mentions->list.at[k].begin == post->begin; ++k) {
    const ys_mention *m = &r->mentions->list.at[k];
    if (m->kind == YS_MENTION_COUNTRY) {
      return !ys_view_equal(ys_concept_id(r->lexicon, m->concept_id), YS_VIEW("cn"));
    }
  }
  return false;
}

/* Whether a post of another country, or of an organisation that a foreign country's name opens, is said of the person.
 */
static bool serves_abroad(const ys_resolver *r, uint32_t person) {
  for (uint32_t k = 0; k < r->facts->list.n; ++k) {
    const ys_fact *fact = &r->facts->list.at[k];
    const ys_argument *who = &fact->arg[YS_ARG_SUBJECT];
    const ys_argument *what = &fact->arg[YS_ARG_OBJECT];
    bool same = false;
    for (uint32_t s = 0; ys_fact_is(fact, "holds") && s < who->n; ++s) {
      same = same || r->entity_of[who->mention[s]] == person;
    }
    for (uint32_t o = 0; same && o < what->n; ++o) {
      const ys_mention *post = &r->mentions->list.at[what->mention[o]];
      const bool home = post->foreign && post->division != YS_NO_CONCEPT &&
                        ys_view_equal(ys_concept_id(r->lexicon, post->division), YS_VIEW("cn"));
      if ((post->foreign && !home) || opens_with_foreign_country(r, post)) {
        return true;
      }
    }
  }
  return false;
}

/* 甲总书记同乙总书记会谈: one of them leads another party, and the page does not say which. */
static bool is_contested(const ys_resolver *r, const ys_mention *post, uint32_t person) {
  if (!ys_view_equal(ys_concept_value(r->lexicon, post->concept_id, YS_KEY_RANK), YS_VIEW("head"))) {
    return false;
  }
  for (uint32_t k = 0; k < r->facts->list.n; ++k) {
    const ys_fact *fact = &r->facts->list.at[k];
    const ys_argument *who = &fact->arg[YS_ARG_SUBJECT];
    const ys_argument *what = &fact->arg[YS_ARG_OBJECT];
    for (uint32_t o = 0; ys_fact_is(fact, "holds") && o < what->n && who->n > 0; ++o) {
      const ys_mention *other = &r->mentions->list.at[what->mention[o]];
      if (other->concept_id == post->concept_id && other->head == post->head && other->host == YS_NO_MENTION &&
          r->entity_of[who->mention[0]] != person) {
        return true;
      }
    }
  }
  return false;
}

/* 当选 is what happened, not part of the title: 当选广州市市长 is printed as 广州市市长. */
static uint32_t title_begin(const ys_resolver *r, const ys_mention *m) {
  ys_match match[8];
  const size_t n =
      ys_lexicon_match(r->lexicon, r->document->ch + m->begin, m->core_begin - m->begin, match, YS_LENGTH(match));
  uint32_t begin = m->begin;
  for (size_t k = 0; k < n && k < YS_LENGTH(match); ++k) {
    for (uint32_t e = 0; e < match[k].n; ++e) {
      const ys_entry *entry = ys_lexicon_entry(r->lexicon, match[k].entry + e);
      const ys_view status = entry->class_id == YS_CLASS_STATUS && entry->concept_id != YS_NO_CONCEPT
                                 ? ys_concept_value(r->lexicon, entry->concept_id, YS_KEY_STATUS)
                                 : YS_VIEW("");
      if (ys_view_equal(status, YS_VIEW("elected")) || ys_view_equal(status, YS_VIEW("appointed")) ||
          ys_view_equal(status, YS_VIEW("nominated")) || ys_view_equal(status, YS_VIEW("dismissed"))) {
        begin = m->begin + match[k].length;
      }
    }
  }
  return begin;
}

static ys_status tenure(ys_resolver *r, const ys_fact *fact, uint32_t who, uint32_t post_mention) {
  const uint32_t person = r->entity_of[who];
  const bool foreign = r->mentions->list.at[who].foreign;
  const ys_mention *m = &r->mentions->list.at[post_mention];
  ys_resolved_post post;
  YS_TRY(ys_resolve_post(r, post_mention, &post));
  /* 阿尔巴尼斯总理: a bare word that implies a Chinese body says nothing of a foreigner's post */
  const bool implied = m->host == YS_NO_MENTION && m->head != YS_NO_CONCEPT && !m->foreign &&
                       ys_concept_class(r->lexicon, m->head) == YS_CLASS_BODY;
  if (implied && (foreign || serves_abroad(r, person) || is_contested(r, m, person))) {
    return YANSHU_OK;
  }
  if (!post.publishable || person == YS_NO_ENTITY) {
    return YANSHU_OK;
  }
  const ys_post_status status = status_from(fact->status, post.status);
  const ys_view part[] = {iri_of(r, person), iri_of(r, post.role), iri_of(r, post.organization),
                          ys_view_of(status_names[status])};
  bool made = false;
  ys_record *t = ys_record_at(r, YS_RECORD_TENURE, ys_iri_digest(r, "tenure", part, YS_LENGTH(part)), &made);
  if (t == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (made) {
    t->subject = person;
    t->role = post.role;
    t->organization = post.organization;
    t->post = post.post;
    t->jurisdiction = post.division;
    t->status = status;
    t->date = r->out->date;
    t->title = ys_text_raw(r->arena, r->document, title_begin(r, m), m->end);
    if (t->title.p == NULL) {
      return YANSHU_NO_MEMORY;
    }
  }
  return ys_add_evidence(r, t, fact->begin, fact->end, fact->rule);
}

static ys_status holds(ys_resolver *r, const ys_fact *fact) {
  const ys_argument *who = &fact->arg[YS_ARG_SUBJECT];
  const ys_argument *what = &fact->arg[YS_ARG_OBJECT];
  for (uint32_t s = 0; s < who->n; ++s) {
    for (uint32_t o = 0; o < what->n; ++o) {
      if (r->mentions->list.at[what->mention[o]].kind == YS_MENTION_POST) {
        YS_TRY(tenure(r, fact, who->mention[s], what->mention[o]));
      }
    }
  }
  return YANSHU_OK;
}

/* ---- statements ---- */

static bool is_topic(ys_mention_kind kind) {
  return kind == YS_MENTION_PERSON || kind == YS_MENTION_ORGANIZATION || kind == YS_MENTION_DIVISION ||
         kind == YS_MENTION_PROGRAM || kind == YS_MENTION_EVENT || kind == YS_MENTION_PLACE;
}

uint32_t ys_mention_from(const ys_resolver *r, uint32_t at) {
  uint32_t low = 0;
  uint32_t high = r->mentions->list.n;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (r->mentions->list.at[middle].begin < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static ys_status add_topics(ys_resolver *r, ys_record *record, uint32_t begin, uint32_t end) {
  for (uint32_t k = ys_mention_from(r, begin); k < r->mentions->list.n && r->mentions->list.at[k].begin < end; ++k) {
    const ys_mention *m = &r->mentions->list.at[k];
    const uint32_t entity = r->entity_of[k];
    if (!is_topic(m->kind) || m->end > end || entity == YS_NO_ENTITY || entity == record->subject) {
      continue;
    }
    bool known = false;
    for (uint32_t a = 0; a < record->about.n; ++a) {
      known = known || record->about.at[a] == entity;
    }
    uint32_t *about = known ? NULL : YS_PUSH(r->arena, &record->about);
    if (!known && about == NULL) {
      return YANSHU_NO_MEMORY;
    }
    if (about != NULL) {
      *about = entity;
    }
  }
  return YANSHU_OK;
}

/* Where the mark is that closes the one at @p begin, when the quotation is all that is said; else @p begin. */
static uint32_t quotation_end(const ys_document *d, uint32_t begin, uint32_t end) {
  if (d->ch[begin] != 0x201C) {
    return begin;
  }
  uint32_t i = begin + 1;
  for (uint32_t depth = 1; i < end; ++i) {
    depth += d->ch[i] == 0x201C ? 1 : 0;
    depth -= d->ch[i] == 0x201D ? 1 : 0;
    if (depth == 0) {
      break;
    }
  }
  return end - i <= 2 ? i : begin; /* a mark that is missing, or a final stop behind it */
}

static ys_status said_by(ys_resolver *r, const ys_fact *fact, uint32_t speaker) {
  const ys_argument *text = &fact->arg[YS_ARG_TEXT];
  const uint32_t begin = text->begin < text->end ? text->begin : fact->begin;
  const uint32_t end = text->begin < text->end ? text->end : fact->end;
  const ys_view place = ys_arena_format(r->arena, "%u", (unsigned)r->document->from[begin]);
  const ys_view part[] = {r->out->iri, iri_of(r, speaker), place};
  bool made = false;
  ys_record *s =
      place.p != NULL ? ys_record_at(r, YS_RECORD_STATEMENT, ys_iri_digest(r, "statement", part, 3), &made) : NULL;
  if (s == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (made) {
    s->subject = speaker;
    const uint32_t close = quotation_end(r->document, begin, end);
    s->direct = close > begin;
    if (s->direct) {
      s->literal = ys_text_raw(r->arena, r->document, begin + 1, close);
      if (s->literal.p == NULL) {
        return YANSHU_NO_MEMORY;
      }
    }
    YS_TRY(add_topics(r, s, begin, end));
  }
  return ys_add_evidence(r, s, fact->begin, fact->end, fact->rule);
}

static ys_status said(ys_resolver *r, const ys_fact *fact) {
  const ys_argument *who = &fact->arg[YS_ARG_SUBJECT];
  for (uint32_t k = 0; k < who->n; ++k) {
    const uint32_t speaker = r->entity_of[who->mention[k]];
    if (speaker != YS_NO_ENTITY) {
      YS_TRY(said_by(r, fact, speaker));
    }
  }
  return YANSHU_OK;
}

/* ---- figures ---- */

static ys_date date_of(const ys_resolver *r, const ys_argument *when) {
  for (uint32_t k = 0; k < when->n; ++k) {
    const ys_mention *m = &r->mentions->list.at[when->mention[k]];
    if (m->kind == YS_MENTION_DATE && m->date.precision != YS_DATE_NONE && !m->date.approximate) {
      return m->date; /* 近日 is no date */
    }
  }
  return (ys_date){.precision = YS_DATE_NONE};
}

static ys_view what_of(ys_resolver *r, const ys_fact *fact) {
  const ys_argument *text = &fact->arg[YS_ARG_TEXT];
  return text->begin < text->end ? ys_text_raw(r->arena, r->document, text->begin, text->end) : YS_VIEW("");
}

static ys_status figure(ys_resolver *r, uint32_t number_of_fact) {
  const ys_fact *fact = &r->facts->list.at[number_of_fact];
  const ys_argument *object = &fact->arg[YS_ARG_OBJECT];
  const ys_view what = what_of(r, fact);
  if (what.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  uint32_t of = YS_NO_ENTITY;
  const ys_fact *dated = fact;
  YS_TRY(ys_figure_subject(r, number_of_fact, &of, &dated));
  for (uint32_t k = 0; k < object->n; ++k) {
    const ys_mention *m = &r->mentions->list.at[object->mention[k]];
    /* 面积, 总投资 of nothing that is named says nothing */
    if (m->kind != YS_MENTION_QUANTITY || (of == YS_NO_ENTITY && !ys_is_count(r, m))) {
      continue;
    }
    const ys_date when = date_of(r, &dated->arg[YS_ARG_DATE]);
    const ys_view number = ys_quantity_value(r->arena, r->document, m);
    const ys_view unit = ys_text_normal(r->arena, r->document, m->core_end, m->end);
    const ys_view date = ys_arena_format(r->arena, "%d-%d-%d", (int)when.year, (int)when.month, (int)when.day);
    const ys_view part[] = {iri_of(r, of), number, unit, what, date, of == YS_NO_ENTITY ? r->out->iri : YS_VIEW("")};
    bool made = false;
    ys_record *f = number.p != NULL && date.p != NULL
                       ? ys_record_at(r, YS_RECORD_FIGURE, ys_iri_digest(r, "figure", part, YS_LENGTH(part)), &made)
                       : NULL;
    if (f == NULL) {
      return YANSHU_NO_MEMORY;
    }
    if (made) {
      f->subject = of;
      f->number = number;
      f->unit = unit;
      f->what = what;
      f->date = when;
      f->jurisdiction = of != YS_NO_ENTITY && r->out->entity.at[of].kind == YS_ENTITY_DISTRICT ? of : YS_NO_ENTITY;
      f->approximate = ys_quantity_approximate(r->lexicon, r->document, m);
    }
    YS_TRY(ys_add_evidence(r, f, fact->begin, fact->end, fact->rule));
  }
  return YANSHU_OK;
}

/* ---- relations ---- */

/* What a fact becomes: PREDICATE from each subject to each object, and ON from each subject to the date. */
typedef struct mapping {
  const char *type;
  const char *status;    /* of the fact, or NULL for any */
  const char *predicate; /* subject to object entities, or NULL */
  const char *on;        /* subject to date, or NULL */
  const char *in;        /* subject to place, or NULL */
} mapping;

static const mapping mappings[] = {
    {"approved", NULL, "ys:approvedBy", "ys:approvedOn", NULL},
    {"deliberated", NULL, "ys:deliberatedBy", NULL, NULL},
    {"issued", NULL, "ys:issuedBy", "ys:issuedOn", NULL},
    {"drafted", NULL, "ys:draftedBy", NULL, NULL},
    {"launched", NULL, "ys:launchedBy", "ys:launchedOn", NULL},
    {"revised", NULL, "ys:revisedBy", "ys:revisedOn", NULL},
    {"effective", NULL, NULL, "ys:effectiveOn", NULL},
    {"led", NULL, "ys:ledBy", NULL, NULL},
    {"implemented", NULL, "ys:implementedBy", NULL, NULL},
    {"covers", NULL, "ys:covers", NULL, NULL},
    {"founded", NULL, "ys:foundedBy", "ys:foundedOn", "ys:locatedIn"},
    {"renamed", NULL, "ys:renamedTo", "ys:renamedOn", NULL},
    {"opened", NULL, NULL, "ys:openedOn", "ys:locatedIn"},
    {"started", NULL, NULL, "ys:startedOn", NULL},
    {"completed", NULL, NULL, "ys:completedOn", NULL},
    {"held", "closed", "ys:organizedBy", "schema:endDate", "ys:takesPlaceIn"},
    {"held", "sitting", "ys:organizedBy", "ys:heldOn", "ys:takesPlaceIn"},
    {"held", NULL, "ys:organizedBy", "schema:startDate", "ys:takesPlaceIn"},
    {"organised", NULL, "ys:organizedBy", NULL, NULL},
    {"chaired", NULL, "ys:chairedBy", NULL, NULL},
    {"attended", NULL, "ys:attendedBy", NULL, NULL},
    {"inspected", NULL, NULL, NULL, "ys:visited"},
    {"located", NULL, "ys:locatedIn", NULL, NULL},
    {"part-of", NULL, "org:subOrganizationOf", NULL, NULL},
};

static ys_status relate(ys_resolver *r, const ys_fact *fact, uint32_t subject, const char *predicate, uint32_t object,
                        const ys_date *date) {
  if (subject == YS_NO_ENTITY || (object == YS_NO_ENTITY && date == NULL) || subject == object) {
    return YANSHU_OK;
  }
  const ys_view when = date == NULL
                           ? YS_VIEW("")
                           : ys_arena_format(r->arena, "%d-%d-%d", (int)date->year, (int)date->month, (int)date->day);
  const ys_view part[] = {iri_of(r, subject), ys_view_of(predicate), iri_of(r, object), when};
  bool made = false;
  ys_record *relation =
      when.p != NULL ? ys_record_at(r, YS_RECORD_RELATION, ys_iri_digest(r, "assertion", part, YS_LENGTH(part)), &made)
                     : NULL;
  if (relation == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (made) {
    relation->subject = subject;
    relation->predicate = ys_view_of(predicate);
    relation->object = object;
    relation->date = date != NULL ? *date : (ys_date){.precision = YS_DATE_NONE};
  }
  return ys_add_evidence(r, relation, fact->begin, fact->end, fact->rule);
}

static ys_status relate_all(ys_resolver *r, const ys_fact *fact, const mapping *map) {
  const ys_argument *subject = &fact->arg[YS_ARG_SUBJECT];
  const ys_argument *object = &fact->arg[YS_ARG_OBJECT];
  const ys_argument *place = &fact->arg[YS_ARG_PLACE];
  const ys_date when = date_of(r, &fact->arg[YS_ARG_DATE]);
  const bool named = subject->n == 0 && subject->begin < subject->end; /* 总会成立于1998年 */
  const uint32_t last = named ? ys_bare_head(r, subject->begin, subject->end) : YS_NO_MENTION;
  const uint32_t n = last != YS_NO_MENTION ? 1 : subject->n;
  for (uint32_t s = 0; s < n; ++s) {
    const uint32_t from = r->entity_of[last != YS_NO_MENTION ? last : subject->mention[s]];
    for (uint32_t o = 0; map->predicate != NULL && o < object->n; ++o) {
      YS_TRY(relate(r, fact, from, map->predicate, r->entity_of[object->mention[o]], NULL));
    }
    for (uint32_t p = 0; map->in != NULL && p < place->n; ++p) {
      YS_TRY(relate(r, fact, from, map->in, r->entity_of[place->mention[p]], NULL));
    }
    if (map->on != NULL && when.precision != YS_DATE_NONE && !when.approximate) {
      YS_TRY(relate(r, fact, from, map->on, YS_NO_ENTITY, &when));
    }
  }
  return YANSHU_OK;
}

static ys_status add_person(ys_resolver *r, uint32_t entity, bool author) {
  if (entity == YS_NO_ENTITY) {
    return YANSHU_OK;
  }
  for (uint32_t k = 0; k < r->out->creator.n; ++k) {
    if (r->out->creator.at[k] == entity) {
      return YANSHU_OK;
    }
  }
  for (uint32_t k = 0; !author && k < r->out->contributor.n; ++k) {
    if (r->out->contributor.at[k] == entity) {
      return YANSHU_OK;
    }
  }
  uint32_t *added = author ? YS_PUSH(r->arena, &r->out->creator) : YS_PUSH(r->arena, &r->out->contributor);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = entity;
  return YANSHU_OK;
}

static ys_status credit(ys_resolver *r, const ys_fact *fact) {
  const ys_argument *who = &fact->arg[YS_ARG_SUBJECT];
  for (uint32_t k = 0; k < who->n; ++k) {
    YS_TRY(add_person(r, r->entity_of[who->mention[k]], !ys_view_equal(fact->status, YS_VIEW("photographer"))));
  }
  return YANSHU_OK;
}

static ys_status resolve_fact(ys_resolver *r, uint32_t number) {
  const ys_fact *fact = &r->facts->list.at[number];
  if (ys_fact_is(fact, "holds")) {
    return holds(r, fact);
  }
  if (ys_fact_is(fact, "said")) {
    return said(r, fact);
  }
  if (ys_fact_is(fact, "figure")) {
    return figure(r, number);
  }
  if (ys_fact_is(fact, "credit")) {
    return credit(r, fact);
  }
  for (size_t k = 0; k < YS_LENGTH(mappings); ++k) {
    if (ys_fact_is(fact, mappings[k].type) &&
        (mappings[k].status == NULL || ys_view_equal(fact->status, ys_view_of(mappings[k].status)))) {
      return relate_all(r, fact, &mappings[k]);
    }
  }
  return YANSHU_OK;
}

ys_status ys_resolve_facts(ys_resolver *r) {
  for (uint32_t k = 0; k < r->facts->list.n; ++k) {
    YS_TRY(resolve_fact(r, k));
  }
  return YANSHU_OK;
}
