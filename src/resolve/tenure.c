/* SPDX-License-Identifier: Apache-2.0 */
/* Posts as things, and tenures: one person in one post as reported. */
#include "resolve/resolver.h"

static ys_view feature(const ys_resolver *r, uint32_t concept_id, ys_key key) {
  return concept_id != YS_NO_CONCEPT ? ys_concept_value(r->lexicon, concept_id, key) : (ys_view){NULL, 0};
}

/* Positions that mean nothing without their organ (书记, 主任, 委员) are not told without one. */
static bool stands_alone(const ys_resolver *r, uint32_t role) {
  static const char *const kinds[] = {"academic", "company", "media", "social", "foreign", "military", "person"};
  if (feature(r, role, YS_KEY_OCCUPATION).n > 0) {
    return true;
  }
  const ys_view kind = feature(r, role, YS_KEY_KIND);
  for (size_t k = 0; k < YS_LENGTH(kinds); ++k) {
    if (ys_view_equal(kind, ys_view_of(kinds[k]))) {
      return true;
    }
  }
  return false;
}

/* 副馆长 when the scheme has 馆长 only: a role of its own below it, never 馆长 itself. */
static ys_status modified_role(ys_resolver *r, const ys_mention *m, uint32_t base, uint32_t *role) {
  const ys_view key = ys_name_key(r, m->core_begin, m->core_end);
  const ys_view slug = key.p != NULL ? ys_slug(r, key) : key;
  const ys_view part[] = {key};
  bool made = false;
  uint32_t parent = YS_NO_ENTITY;
  YS_TRY(ys_role_entity(r, base, &parent));
  *role =
      slug.p != NULL ? ys_entity_at(r, YS_ENTITY_ROLE, ys_iri_named(r, "role", slug, part, 1), &made) : YS_NO_ENTITY;
  if (*role == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (made) {
    r->out->entity.at[*role].parent = parent;
    return ys_entity_label(r, *role, key, YS_LANG_HANS);
  }
  return YANSHU_OK;
}

static bool is_form_of(const ys_resolver *r, const ys_mention *m) {
  const ys_match match = ys_lexicon_find(r->lexicon, r->document->ch + m->core_begin, m->core_end - m->core_begin);
  for (uint32_t k = 0; k < match.n; ++k) {
    if (ys_lexicon_entry(r->lexicon, match.entry + k)->concept_id == m->concept_id) {
      return true;
    }
  }
  return false;
}

static ys_status role_of(ys_resolver *r, const ys_mention *m, uint32_t *role) {
  const ys_view base = feature(r, m->concept_id, YS_KEY_BASE);
  uint32_t concept_id = m->concept_id;
  if (base.n > 0 && feature(r, m->concept_id, YS_KEY_FUSED).n > 0) {
    const uint32_t bare = ys_lexicon_concept(r->lexicon, YS_CLASS_ROLE, base);
    concept_id = bare != YS_NO_CONCEPT ? bare : concept_id;
  }
  if (!is_form_of(r, m)) {
    return modified_role(r, m, concept_id, role);
  }
  return ys_role_entity(r, concept_id, role);
}

/* A reporter whose newspaper is not named beside him works for the one that prints the page. */
static bool of_publisher(const ys_resolver *r, const ys_mention *m) {
  const ys_block_kind block = r->document->block[r->document->sentence[m->sentence].block].kind;
  return r->out->publisher != YS_NO_ENTITY && m->host == YS_NO_MENTION &&
         ys_view_equal(feature(r, m->concept_id, YS_KEY_KIND), YS_VIEW("media")) &&
         (m->own_medium || block == YS_BLOCK_BYLINE || block == YS_BLOCK_CREDIT);
}

/* A body, or a congress of the Party: what is no local organ. */
static bool is_body(const ys_resolver *r, uint32_t head) {
  const uint16_t of = head != YS_NO_CONCEPT ? ys_concept_class(r->lexicon, head) : YS_CLASS_ORGAN;
  return of == YS_CLASS_BODY || (of != YS_CLASS_ORGAN && of == ys_lexicon_words(r->lexicon, YS_WORDS_PARTY_CONGRESS));
}

static ys_status organization_of(ys_resolver *r, const ys_mention *m, uint32_t *organization) {
  uint32_t host = YS_NO_ENTITY;
  if (m->host != YS_NO_MENTION) {
    YS_TRY(ys_organization_entity(r, m->host, &host));
  }
  if (of_publisher(r, m)) {
    *organization = r->out->publisher;
    r->out->entity.at[*organization].mentioned = true;
    return YANSHU_OK;
  }
  const bool fused = feature(r, m->concept_id, YS_KEY_FUSED).n > 0;
  *organization = host;
  if (m->host != YS_NO_MENTION && r->mentions->list.at[m->host].township && m->head != YS_NO_CONCEPT &&
      m->begin >= r->mentions->list.at[m->host].end) {
    return ys_township_organ(r, m->head, m->host, organization); /* 人大主席 behind 远山镇党委书记、 */
  }
  if (m->foreign) {
    return host != YS_NO_ENTITY ? YANSHU_OK : ys_state_entity(r, m->division, organization);
  }
  /* 省人大 + 人大代表: the fused organ is the host itself */
  const bool inside = m->host != YS_NO_MENTION && m->core_begin < r->mentions->list.at[m->host].end;
  if (host != YS_NO_ENTITY && fused && !inside && m->head != YS_NO_CONCEPT) {
    return ys_organ_entity(r, m->head, YS_NO_CONCEPT, host, organization);
  }
  if (host == YS_NO_ENTITY && is_body(r, m->head)) {
    return ys_body_entity(r, m->head, organization);
  }
  if (host == YS_NO_ENTITY && m->head != YS_NO_CONCEPT && m->division != YS_NO_CONCEPT) {
    return ys_organ_entity(r, m->head, m->division, YS_NO_ENTITY, organization);
  }
  return YANSHU_OK;
}

static ys_status post_entity(ys_resolver *r, ys_resolved_post *p) {
  const ys_view path = r->out->entity.at[p->organization].iri;
  const ys_view role = r->out->entity.at[p->role].iri;
  size_t at = role.n;
  while (at > 0 && role.p[at - 1] != '/') {
    --at;
  }
  const size_t skip = ys_view_starts(path, YS_VIEW("org/")) ? 4 : 0;
  bool made = false;
  p->post = ys_entity_at(r, YS_ENTITY_POST,
                         YS_JOIN(r->arena, YS_VIEW("post/"), ((ys_view){path.p + skip, (path.n - skip)}), YS_VIEW("/"),
                                 ((ys_view){role.p + at, (role.n - at)})),
                         &made);
  if (p->post == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  r->out->entity.at[p->post].role = p->role;
  r->out->entity.at[p->post].organization = p->organization;
  const ys_entity *org = &r->out->entity.at[p->organization];
  const ys_entity *position = &r->out->entity.at[p->role];
  if (org->label.n == 0 || position->label.n == 0) {
    return YANSHU_OK;
  }
  const ys_label a = org->label.at[0];
  const ys_label b = position->label.at[0];
  return ys_entity_label(r, p->post, YS_JOIN(r->arena, a.text, b.text), a.language);
}

static ys_status understand(ys_resolver *r, uint32_t mention, ys_resolved_post *post) {
  const ys_mention *m = &r->mentions->list.at[mention];
  *post = (ys_resolved_post){.role = YS_NO_ENTITY,
                             .organization = YS_NO_ENTITY,
                             .post = YS_NO_ENTITY,
                             .division = YS_NO_ENTITY,
                             .status = m->status};
  YS_TRY(role_of(r, m, &post->role));
  YS_TRY(organization_of(r, m, &post->organization));
  post->publishable = post->organization != YS_NO_ENTITY || stands_alone(r, m->concept_id);
  if (post->organization != YS_NO_ENTITY) {
    post->division = r->out->entity.at[post->organization].jurisdiction;
    YS_TRY(post_entity(r, post));
    /* an organ whose place is printed with the position is named by the text: 省人大 of 省人大代表 */
    if (m->begin < m->core_begin || m->host != YS_NO_MENTION) {
      r->out->entity.at[post->organization].mentioned = true;
    }
  }
  return YANSHU_OK;
}

ys_status ys_resolve_post(ys_resolver *r, uint32_t mention, ys_resolved_post *post) {
  const uint32_t known = r->post_of[mention];
  if (known != 0 && r->post.at != NULL) {
    *post = r->post.at[known - 1];
    return YANSHU_OK;
  }
  YS_TRY(understand(r, mention, post));
  ys_resolved_post *kept = YS_PUSH(r->arena, &r->post);
  if (kept == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *kept = *post;
  r->post_of[mention] = r->post.n;
  return YANSHU_OK;
}
