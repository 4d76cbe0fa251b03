/* SPDX-License-Identifier: Apache-2.0 */
/* Persons: one entity for each name in an article, its IRI scoped by the most local post that the text gives. */
#include "resolve/resolver.h"

/* How good a scope is: a better one replaces a worse one. docs/identity.md gives the reasons. */
enum scope_rank { SCOPE_NONE, SCOPE_FOREIGN, SCOPE_NATIONAL, SCOPE_PROVINCE, SCOPE_NAMED, SCOPE_LOCAL };

typedef struct scope {
  enum scope_rank rank;
  ys_view text;
} scope;

typedef struct group {
  ys_view key;    /* the name as matched */
  uint32_t first; /* mention */
  scope scope;
  uint32_t entity;
} group;

typedef struct groups {
  YS_ARRAY(group) list;
  uint32_t *of; /* for each mention: group + 1 */
} groups;

static uint32_t concept_of(const ys_resolver *r, uint32_t division) {
  return division == YS_NO_ENTITY ? YS_NO_CONCEPT
                                  : ys_lexicon_concept(r->lexicon, YS_CLASS_DIVISION, r->out->entity.at[division].code);
}

static scope scope_of(const ys_resolver *r, const ys_resolved_post *post, bool foreign) {
  if (post->organization == YS_NO_ENTITY) {
    return (scope){SCOPE_NONE, YS_VIEW("")};
  }
  const ys_entity *organization = &r->out->entity.at[post->organization];
  if (foreign) {
    return (scope){SCOPE_FOREIGN, organization->iri};
  }
  const uint32_t division = concept_of(r, post->division);
  if (division == YS_NO_CONCEPT) {
    return (scope){SCOPE_NAMED, organization->iri};
  }
  const uint32_t city = ys_division_at_level(r->lexicon, division, YS_LEVEL_PREFECTURE);
  const uint32_t province = ys_division_at_level(r->lexicon, division, YS_LEVEL_PROVINCE);
  if (city != YS_NO_CONCEPT) {
    return (scope){SCOPE_LOCAL, ys_concept_id(r->lexicon, city)};
  }
  if (province != YS_NO_CONCEPT) {
    return (scope){province == division ? SCOPE_PROVINCE : SCOPE_LOCAL, ys_concept_id(r->lexicon, province)};
  }
  return (scope){SCOPE_NATIONAL, ys_concept_id(r->lexicon, division)};
}

static bool better(const scope *a, const scope *b) {
  return a->rank != b->rank ? a->rank > b->rank : a->rank != SCOPE_NONE && ys_view_compare(a->text, b->text) < 0;
}

/* 索尔维格 of 埃琳娜·索尔维格: the name that later mentions of a foreigner use. */
static bool is_last_part(ys_view full, ys_view key) {
  const ys_view joint = YS_VIEW("\xC2\xB7");
  if (full.n <= key.n + joint.n || !ys_view_ends(full, key)) {
    return false;
  }
  return ys_view_ends((ys_view){full.p, full.n - key.n}, joint);
}

static ys_status group_mentions(ys_resolver *r, groups *g) {
  for (uint32_t k = 0; k < r->mentions->list.n; ++k) {
    const ys_mention *m = &r->mentions->list.at[k];
    if (m->kind != YS_MENTION_PERSON) {
      continue;
    }
    const ys_mention *full = m->host != YS_NO_MENTION ? &r->mentions->list.at[m->host] : m;
    const ys_view key = ys_name_key(r, full->begin, full->end);
    if (key.p == NULL) {
      return YANSHU_NO_MEMORY;
    }
    uint32_t at = 0;
    while (at < g->list.n && !ys_view_equal(g->list.at[at].key, key) &&
           !(m->foreign && is_last_part(g->list.at[at].key, key))) {
      ++at;
    }
    if (at == g->list.n) {
      group *new = YS_PUSH(r->arena, &g->list);
      if (new == NULL) {
        return YANSHU_NO_MEMORY;
      }
      *new = (group){.key = key, .first = k, .entity = YS_NO_ENTITY};
    }
    g->of[k] = at + 1;
  }
  return YANSHU_OK;
}

static ys_status scope_by_posts(ys_resolver *r, groups *g) {
  for (uint32_t k = 0; k < r->facts->list.n; ++k) {
    const ys_fact *fact = &r->facts->list.at[k];
    if (!ys_fact_is(fact, "holds")) {
      continue;
    }
    const ys_argument *who = &fact->arg[YS_ARG_SUBJECT];
    const ys_argument *what = &fact->arg[YS_ARG_OBJECT];
    for (uint32_t p = 0; p < what->n; ++p) {
      if (r->mentions->list.at[what->mention[p]].kind != YS_MENTION_POST) {
        continue;
      }
      ys_resolved_post post;
      YS_TRY(ys_resolve_post(r, what->mention[p], &post));
      const scope s = scope_of(r, &post, r->mentions->list.at[what->mention[p]].foreign);
      for (uint32_t s_k = 0; s_k < who->n; ++s_k) {
        const uint32_t of = g->of[who->mention[s_k]];
        group *one = of > 0 && g->list.at != NULL ? &g->list.at[of - 1] : NULL;
        if (one != NULL && better(&s, &one->scope)) {
          one->scope = s;
        }
      }
    }
  }
  return YANSHU_OK;
}

static ys_view printed_name(ys_resolver *r, const ys_mention *m) {
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(r->arena));
  for (uint32_t i = m->begin; i < m->end; ++i) {
    if (!ys_is_space(r->document->ch[i])) {
      ys_buffer_append_char(&b, r->document->raw[i]);
    }
  }
  const ys_view name = b.failed ? (ys_view){NULL, 0} : ys_arena_copy(r->arena, ys_buffer_view(&b));
  ys_buffer_free(&b);
  return name;
}

static ys_status person_entity(ys_resolver *r, group *g) {
  const ys_mention *m = &r->mentions->list.at[g->first];
  ys_view roman = {NULL, 0};
  ys_view slug = {NULL, 0};
  YS_TRY(ys_romanise(r, g->key, m->foreign, &roman, &slug));
  const ys_view part[] = {g->key, g->scope.rank == SCOPE_NONE ? r->out->iri : g->scope.text};
  bool made = false;
  g->entity = ys_entity_at(r, YS_ENTITY_PERSON, ys_iri_named(r, "person", slug, part, 2), &made);
  if (g->entity == YS_NO_ENTITY) {
    return YANSHU_NO_MEMORY;
  }
  if (!made) {
    return YANSHU_OK;
  }
  r->out->entity.at[g->entity].mentioned = true;
  YS_TRY(ys_entity_label(r, g->entity, printed_name(r, m), r->language));
  return ys_entity_label(r, g->entity, roman, YS_LANG_PINYIN);
}

ys_status ys_resolve_persons(ys_resolver *r) {
  groups g = {.of = ys_arena_alloc(r->arena, ((size_t)r->mentions->list.n + 1) * sizeof *g.of)};
  if (g.of == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(group_mentions(r, &g));
  YS_TRY(scope_by_posts(r, &g));
  for (uint32_t k = 0; k < g.list.n; ++k) {
    YS_TRY(person_entity(r, &g.list.at[k]));
  }
  for (uint32_t k = 0; k < r->mentions->list.n; ++k) {
    if (g.of[k] > 0 && g.list.at != NULL) {
      r->entity_of[k] = g.list.at[g.of[k] - 1].entity;
    }
  }
  return YANSHU_OK;
}
