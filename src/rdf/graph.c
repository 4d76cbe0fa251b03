/* SPDX-License-Identifier: Apache-2.0 */
/** @file graph.c The triples of many articles, merged. */
#include "rdf/graph.h"

#include <string.h>

ys_status ys_graph_new(ys_rdf_world *world, ys_view base, yanshu_detail detail, ys_graph **out) {
  *out = NULL;
  const char *const fault = ys_base_fault(base);
  if (fault != NULL) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, ((ys_view){NULL, 0}), 0, "%s: %.*s", fault,
                   (int)(base.n < 512 ? base.n : 512), base.n == 0 ? "" : base.p);
  }
  ys_graph *const g = ys_resize(&world->allocator, NULL, sizeof *g);
  if (g == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *g = (ys_graph){.world = world, .detail = detail};
  g->arena = ys_arena_new(&world->allocator);
  g->scratch = g->arena == NULL ? NULL : ys_arena_new(&world->allocator);
  g->base = g->scratch == NULL ? (ys_view){NULL, 0} : ys_arena_copy(g->arena, base);
  if (g->base.p == NULL) {
    ys_graph_free(g);
    return YANSHU_NO_MEMORY;
  }
  g->terms.arena = g->arena;
  *out = g;
  return YANSHU_OK;
}

void ys_graph_free(ys_graph *g) {
  if (g == NULL) {
    return;
  }
  const yanshu_allocator *const a = &g->world->allocator;
  ys_arena_free(g->arena);
  ys_arena_free(g->scratch);
  if (g->slot != NULL) {
    ys_resize(a, g->slot, 0);
  }
  ys_resize(a, g, 0);
}

void ys_graph_names_only(ys_graph *g) {
  g->names_only = true;
}

size_t ys_graph_size(const ys_graph *g) {
  return g->size;
}

/* ---- counting what is distinct ---- */

static uint32_t slot_of(const ys_graph *g, const ys_triple *t) {
  uint64_t hash = t->s * UINT64_C(0x9E3779B97F4A7C15);
  hash = (hash ^ hash >> 29 ^ t->p) * UINT64_C(0xBF58476D1CE4E5B9);
  hash = (hash ^ hash >> 32 ^ t->o) * UINT64_C(0x94D049BB133111EB);
  uint32_t at = (uint32_t)(hash >> 32) & (g->slots - 1);
  while (g->slot[at] != 0) {
    const ys_triple *const x = &g->triple.at[g->slot[at] - 1];
    if (x->s == t->s && x->p == t->p && x->o == t->o) {
      break;
    }
    at = (at + 1) & (g->slots - 1);
  }
  return at;
}

/** Room for @p n triples more; the triples themselves are put again. */
static ys_status reserve(ys_graph *g, uint32_t n) {
  if (g->triple.n > UINT32_MAX / 4 - n) {
    return YANSHU_LIMIT;
  }
  uint32_t slots = g->slots == 0 ? 1024 : g->slots;
  while (slots / 2 < g->triple.n + n) {
    slots *= 2;
  }
  if (slots == g->slots) {
    return YANSHU_OK;
  }
  uint32_t *const grown = ys_resize(&g->world->allocator, g->slot, (size_t)slots * sizeof *grown);
  if (grown == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memset(grown, 0, (size_t)slots * sizeof *grown);
  g->slot = grown;
  g->slots = slots;
  for (uint32_t i = 0; i < g->triple.n; i++) {
    const uint32_t at = slot_of(g, &g->triple.at[i]);
    g->slot[at] = g->slot[at] == 0 ? i + 1 : g->slot[at];
  }
  return YANSHU_OK;
}

/* ---- adding ---- */

/** Appends the triples of @p t in the graph's own numbers; not yet counted. */
static ys_status append(ys_graph *g, const ys_triples *t, const uint32_t *place) {
  for (uint32_t i = 0; i < t->n; i++) {
    const ys_triple *const x = &t->triple[i];
    ys_triple *const added = YS_PUSH(g->arena, &g->triple);
    if (added == NULL) {
      return YANSHU_NO_MEMORY;
    }
    *added = (ys_triple){place[x->s], place[x->p], place[x->o], x->g == YS_NO_TERM ? YS_NO_TERM : place[x->g]};
  }
  return YANSHU_OK;
}

ys_status ys_graph_take(ys_graph *g, const ys_triples *t) {
  uint32_t *const place = ys_arena_alloc(g->scratch, ((size_t)t->n_term + 1) * sizeof *place);
  if (place == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < t->n_term; i++) {
    YS_TRY(ys_terms_take(&g->terms, &t->term[i], &place[i]));
  }
  YS_TRY(reserve(g, t->n));
  const uint32_t old = g->triple.n;
  const ys_status status = append(g, t, place);
  if (status != YANSHU_OK) {
    g->triple.n = old;
    return status;
  }
  for (uint32_t i = old; i < g->triple.n; i++) {
    const uint32_t at = slot_of(g, &g->triple.at[i]);
    if (g->slot[at] == 0) {
      g->slot[at] = i + 1;
      g->size++;
    }
  }
  return YANSHU_OK;
}

ys_status ys_graph_add(ys_graph *g, const ys_lexicon *lexicon, const ys_resolution *article) {
  const ys_triples *made = NULL;
  ys_arena_reset(g->scratch);
  YS_TRY(ys_triples_make(g->scratch, g->base, g->detail, lexicon, article, &g->world->log, &made));
  g->lexicon = lexicon;
  return ys_graph_take(g, made);
}

/* ---- writing ---- */

/** The triples as they came and @p n more, sorted; in the scratch arena. */
static ys_status settle(ys_graph *g, const ys_triple *more, uint32_t n, ys_triples **out) {
  ys_triple *const copy = ys_arena_alloc(g->scratch, ((size_t)g->triple.n + n + 1) * sizeof *copy);
  if (copy == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (g->triple.n > 0) {
    memcpy(copy, g->triple.at, g->triple.n * sizeof *copy);
  }
  if (n > 0) {
    memcpy(copy + g->triple.n, more, n * sizeof *copy);
  }
  return ys_triples_settle(g->scratch, g->base, &g->terms, copy, g->triple.n + n, out);
}

/** The links between persons of @p t as triples of the graph's own terms, in the graph BASElinks. */
static ys_status link_persons(ys_graph *g, const ys_lexicon *lexicon, const ys_triples *t, ys_triple **out,
                              uint32_t *n) {
  ys_links links = {.at = NULL};
  YS_TRY(ys_links_find(g->scratch, lexicon, t, &links));
  *n = links.n;
  *out = NULL;
  if (links.n == 0) {
    return YANSHU_OK;
  }
  const ys_view name = ys_arena_format(g->scratch, "%.*slinks", (int)g->base.n, g->base.p);
  ys_triple *const made = ys_arena_alloc(g->scratch, links.n * sizeof *made);
  if (name.p == NULL || made == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_triple x;
  const char *fault = NULL;
  YS_TRY(ys_terms_vocab(&g->terms, YS_V_ys_possiblySame, &x.p));
  YS_TRY(ys_terms_iri(&g->terms, name, &x.g, &fault));
  for (uint32_t i = 0; i < links.n; i++) {
    YS_TRY(ys_terms_take(&g->terms, &t->term[links.at[i].a], &x.s));
    YS_TRY(ys_terms_take(&g->terms, &t->term[links.at[i].b], &x.o));
    made[i] = x;
  }
  *out = made;
  return YANSHU_OK;
}

/** The whole graph, sorted, with the links between the persons of its articles; in the scratch arena. */
static ys_status sorted(ys_graph *g, ys_triples **out) {
  ys_arena_reset(g->scratch);
  YS_TRY(settle(g, NULL, 0, out));
  if (g->lexicon == NULL) {
    return YANSHU_OK; /* what was read from files is written as it was */
  }
  ys_triple *links = NULL;
  uint32_t n = 0;
  YS_TRY(link_persons(g, g->lexicon, *out, &links, &n));
  return n == 0 ? YANSHU_OK : settle(g, links, n, out);
}

ys_status ys_graph_describe(ys_graph *g, bool graphs, const ys_dataset_facts *facts, ys_buffer *out) {
  ys_triples *t = NULL;
  ys_description *d = NULL;
  const ys_counting counting = graphs ? YS_COUNT_GRAPHS : YS_COUNT_ONCE;
  ys_status status = sorted(g, &t);
  status = status == YANSHU_OK ? ys_description_new(&g->world->allocator, g->base, counting, &d) : status;
  status = status == YANSHU_OK ? ys_description_add(d, t) : status;
  status = status == YANSHU_OK ? ys_description_write(d, facts, out) : status;
  ys_description_free(d);
  ys_arena_reset(g->scratch);
  return status;
}

static ys_status write_document(ys_graph *g, yanshu_syntax syntax, ys_out *out) {
  ys_triples *t = NULL;
  YS_TRY(sorted(g, &t));
  if (syntax == YANSHU_RDFXML_ABBREV) {
    return ys_graph_write_raptor(g->world, t, "rdfxml-abbrev", out);
  }
  YS_TRY(ys_syntax_begin(syntax, g->base, out->b));
  YS_TRY(ys_syntax_put(syntax, t, true, out));
  return ys_syntax_end(syntax, out->b);
}

ys_status ys_graph_links(ys_graph *g, const ys_lexicon *lexicon, yanshu_syntax syntax, ys_buffer *out) {
  ys_arena_reset(g->scratch);
  ys_triples *t = NULL;
  ys_triple *links = NULL;
  uint32_t n = 0;
  ys_status status = settle(g, NULL, 0, &t);
  status = status == YANSHU_OK ? link_persons(g, lexicon, t, &links, &n) : status;
  status = status == YANSHU_OK ? ys_triples_settle(g->scratch, g->base, &g->terms, links, n, &t) : status;
  status = status == YANSHU_OK ? ys_syntax_begin(syntax, g->base, out) : status;
  status = status == YANSHU_OK ? ys_syntax_article(syntax, t, true, out) : status;
  status = status == YANSHU_OK ? ys_syntax_end(syntax, out) : status;
  ys_arena_reset(g->scratch);
  return status;
}

ys_status ys_graph_write(ys_graph *g, yanshu_syntax syntax, yanshu_write_func write, void *user) {
  ys_buffer pieces;
  ys_buffer_init(&pieces, &g->world->allocator);
  ys_out out = {.b = &pieces, .write = write, .user = user};
  ys_status status = write_document(g, syntax, &out);
  status = status == YANSHU_OK ? ys_out_end(&out) : status;
  ys_buffer_free(&pieces);
  ys_arena_reset(g->scratch);
  return status;
}
