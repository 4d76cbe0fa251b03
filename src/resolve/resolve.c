/* SPDX-License-Identifier: Apache-2.0 */
#include "resolve/resolve.h"

#include "resolve/resolver.h"

static ys_status article_iri(ys_resolver *r) {
  const ys_document *d = r->document;
  const ys_view text = ys_text_normal(r->arena, d, 0, d->n);
  if (text.p == NULL && d->n > 0) {
    return YANSHU_NO_MEMORY;
  }
  const ys_view part[] = {d->source, d->date, d->title, text};
  r->out->iri = ys_iri_digest(r, "article", part, YS_LENGTH(part));
  return r->out->iri.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/* The newspaper, as an organisation of kind media. */
static ys_status publisher(ys_resolver *r) {
  r->out->publisher = YS_NO_ENTITY;
  const ys_view name = r->document->source;
  if (name.n == 0) {
    return YANSHU_OK;
  }
  const ys_match known = ys_lexicon_find_view(r->lexicon, name);
  ys_view iri = {NULL, 0};
  for (uint32_t k = 0; k < known.n; ++k) {
    const ys_entry *entry = ys_lexicon_entry(r->lexicon, known.entry + k);
    if (entry->class_id == YS_CLASS_BODY) {
      const ys_view id = ys_concept_id(r->lexicon, entry->concept_id);
      const ys_view place = ys_concept_value(r->lexicon, entry->concept_id, YS_KEY_JURISDICTION);
      iri = place.n > 0 ? YS_JOIN(r->arena, YS_VIEW("org/"), place, YS_VIEW("/"), id)
                        : YS_JOIN(r->arena, YS_VIEW("org/"), id);
    }
  }
  if (iri.p == NULL) {
    const ys_view part[] = {name, YS_VIEW("")};
    iri = ys_iri_named(r, "org", ys_slug(r, name), part, 2);
  }
  bool made = false;
  r->out->publisher = ys_entity_at(r, YS_ENTITY_ORGANIZATION, iri, &made);
  if (r->out->publisher == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  r->out->entity.at[r->out->publisher].type = YS_VIEW("media");
  return ys_entity_label(r, r->out->publisher, name, r->language);
}

static bool is_place(ys_mention_kind kind) {
  return kind == YS_MENTION_DIVISION || kind == YS_MENTION_COUNTRY || kind == YS_MENTION_PLACE;
}

/* 印度 of 印度政府 acts by its government: who reads of places finds the country named there. */
static bool is_country_of_government(const ys_resolver *r, const ys_mention *m, const ys_mention *outer) {
  if (m->kind != YS_MENTION_COUNTRY || m->begin != outer->begin || m->end >= outer->end) {
    return false;
  }
  const ys_match rest = ys_lexicon_find(r->lexicon, r->document->ch + m->end, outer->end - m->end);
  for (uint32_t k = 0; k < rest.n; ++k) {
    const ys_entry *entry = ys_lexicon_entry(r->lexicon, rest.entry + k);
    if (entry->class_id == YS_CLASS_ORGAN &&
        ys_view_equal(ys_concept_value(r->lexicon, entry->concept_id, YS_KEY_TYPE), YS_VIEW("government"))) {
      return true;
    }
  }
  return false;
}

/* 广州 of 广州期货交易所 is part of a name: the words there speak of the exchange. So is 国务院 of 国务院法制办公室.
 * @p before: for each mention the last organisation before it that is no part of a title, as its number + 1. */
static bool is_part_of_name(const ys_resolver *r, const uint32_t *before, uint32_t k) {
  const ys_mentions *mentions = r->mentions;
  const ys_mention *m = &mentions->list.at[k];
  const bool part = is_place(m->kind) || m->kind == YS_MENTION_ORGANIZATION;
  for (uint32_t j = before[k]; part && j > 0 && k - j < 32; j = before[j - 1]) {
    const ys_mention *outer = &mentions->list.at[j - 1];
    if (outer->begin <= m->begin && m->end <= outer->end) {
      return !is_country_of_government(r, m, outer);
    }
  }
  return false;
}

/** Whether mentions of @p entity are listed: with fewer details only those of events, which are their evidence. */
static bool is_listed(const ys_resolver *r, yanshu_detail detail, uint32_t entity) {
  return detail == YANSHU_DETAIL_MENTIONS ||
         (detail == YANSHU_DETAIL_EVIDENCE && r->out->entity.at[entity].kind == YS_ENTITY_EVENT);
}

/** Posts are resolved whatever is listed: they imply roles and organisations. */
static ys_status list_mentions(ys_resolver *r, yanshu_detail detail) {
  uint32_t *before = ys_arena_room(r->arena, ((size_t)r->mentions->list.n + 1) * sizeof *before);
  uint32_t organization = 0;
  if (before == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < r->mentions->list.n; ++k) {
    const ys_mention *m = &r->mentions->list.at[k];
    before[k] = organization;
    organization = m->kind == YS_MENTION_ORGANIZATION && !m->in_title ? k + 1 : organization;
    uint32_t entity = r->entity_of[k];
    uint32_t begin = m->begin;
    uint32_t end = m->end;
    if (m->kind == YS_MENTION_POST) {
      ys_resolved_post post;
      YS_TRY(ys_resolve_post(r, k, &post));
      entity = post.role;
      begin = m->title_begin;
      end = m->core_end;
    }
    if (entity == YS_NO_ENTITY || m->in_title || !is_listed(r, detail, entity) || is_part_of_name(r, before, k)) {
      continue;
    }
    ys_entity_mention *at = YS_PUSH(r->arena, &r->out->mention);
    if (at == NULL) {
      return YANSHU_NO_MEMORY;
    }
    at->entity = entity;
    at->at = ys_evidence_of(r, begin, end, YS_VIEW(""));
    at->anaphor = m->kind == YS_MENTION_PERSON && m->anaphor;
  }
  return YANSHU_OK;
}

ys_status ys_resolve(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                     const ys_mentions *mentions, const ys_facts *facts, yanshu_detail detail, const ys_log *log,
                     ys_resolution *out) {
  *out = (ys_resolution){.title = document->title,
                         .language = document->traditional ? YS_LANG_HANT : YS_LANG_HANS,
                         .date = mentions->setting.date,
                         .publisher = YS_NO_ENTITY,
                         .url = document->url,
                         .input_chars = document->input_chars,
                         .input_offset = document->input_offset,
                         .input_digest = ys_digest(document->input),
                         .rules_digest = facts->rules,
                         .lexicon_digest = ys_lexicon_digest(lexicon)};
  ys_resolver r = {.arena = arena,
                   .lexicon = lexicon,
                   .document = document,
                   .mentions = mentions,
                   .facts = facts,
                   .log = log,
                   .out = out,
                   .language = out->language,
                   .entity_of = ys_arena_room(arena, ((size_t)mentions->list.n + 1) * sizeof(uint32_t)),
                   .post_of = ys_arena_alloc(arena, ((size_t)mentions->list.n + 1) * sizeof(uint32_t))};
  if (r.entity_of == NULL || r.post_of == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < mentions->list.n; ++k) {
    r.entity_of[k] = YS_NO_ENTITY;
  }
  YS_TRY(article_iri(&r));
  YS_TRY(publisher(&r));
  YS_TRY(ys_resolve_mentions(&r));
  YS_TRY(ys_resolve_programs(&r));
  YS_TRY(ys_resolve_persons(&r));
  YS_TRY(ys_resolve_facts(&r));
  return list_mentions(&r, detail);
}
