/* SPDX-License-Identifier: Apache-2.0 */
/** @file graph.c A librdf model of all articles, and the lines of each for N-Quads. */
#include "rdf/graph.h"

#include <stdlib.h>
#include <string.h>

#include "rdf/map.h"

/* ---- a graph ---- */

static bool is_base(ys_view base) {
  const size_t host = ys_view_starts(base, YS_VIEW("https://")) ? 8 : ys_view_starts(base, YS_VIEW("http://")) ? 7 : 0;
  return host > 0 && base.n > host + 1 && base.n < YS_IRI_BYTES / 2 && base.p[host] != '/' && base.p[host] != '#' &&
         (base.p[base.n - 1] == '/' || base.p[base.n - 1] == '#') && ys_iri_fault(base) == NULL;
}

static ys_status fill(ys_graph *g, ys_view base) {
  const yanshu_allocator *const a = &g->world->allocator;
  char *const copy = ys_resize(a, NULL, base.n);
  if (copy == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memcpy(copy, base.p, base.n);
  g->base = (ys_view){copy, base.n};
  g->scratch = ys_arena_new(a);
  if (g->scratch == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_rdf_begin(g->world);
  g->storage = librdf_new_storage(g->world->librdf, "trees", NULL, NULL);
  g->model = g->storage == NULL ? NULL : librdf_new_model(g->world->librdf, g->storage, NULL);
  YS_TRY(ys_rdf_end(g->world));
  return g->model == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

ys_status ys_graph_new(ys_rdf_world *world, ys_view base, yanshu_detail detail, ys_graph **out) {
  *out = NULL;
  if (!is_base(base)) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, ((ys_view){NULL, 0}), 0,
                   "the base must be an absolute http or https IRI in ASCII that ends in / or #: %.*s",
                   (int)(base.n < 512 ? base.n : 512), base.n == 0 ? "" : base.p);
  }
  ys_graph *const g = ys_resize(&world->allocator, NULL, sizeof *g);
  if (g == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *g = (ys_graph){.world = world, .detail = detail};
  const ys_status status = fill(g, base);
  if (status != YANSHU_OK) {
    ys_graph_free(g);
    return status;
  }
  *out = g;
  return YANSHU_OK;
}

/** Frees through @p a what may be NULL. */
static void release(const yanshu_allocator *a, void *block) {
  if (block != NULL) {
    ys_resize(a, block, 0);
  }
}

void ys_graph_free(ys_graph *g) {
  if (g == NULL) {
    return;
  }
  if (g->model != NULL) {
    librdf_free_model(g->model);
  }
  if (g->storage != NULL) {
    librdf_free_storage(g->storage);
  }
  const yanshu_allocator *const a = &g->world->allocator;
  for (size_t i = 0; i < g->n_article; i++) {
    release(a, g->article[i].p);
  }
  release(a, g->article);
  ys_arena_free(g->scratch);
  union {
    const char *borrowed;
    char *owned;
  } base = {.borrowed = g->base.p};
  release(a, base.owned);
  release(a, g);
}

size_t ys_graph_size(const ys_graph *g) {
  return g->size;
}

/* ---- terms to raptor's ---- */

static raptor_term *new_iri(ys_rdf_world *w, ys_view iri) {
  return raptor_new_term_from_counted_uri_string(w->raptor, (const unsigned char *)iri.p, iri.n);
}

static raptor_term *new_object(ys_rdf_world *w, const ys_term *t) {
  if (!t->literal) {
    return new_iri(w, t->text);
  }
  const ys_view tag = ys_language_tag((ys_language)t->language);
  const ys_view type = ys_datatype_iri((ys_datatype)t->datatype);
  raptor_uri *uri = NULL;
  if (type.n > 0) {
    uri = raptor_new_uri_from_counted_string(w->raptor, (const unsigned char *)type.p, type.n);
    if (uri == NULL) {
      return NULL;
    }
  }
  raptor_term *const term =
      raptor_new_term_from_counted_literal(w->raptor, (const unsigned char *)t->text.p, t->text.n, uri,
                                           tag.n == 0 ? NULL : (const unsigned char *)tag.p, (unsigned char)tag.n);
  if (uri != NULL) {
    raptor_free_uri(uri);
  }
  return term;
}

/** NULL when out of memory. */
static librdf_statement *new_statement(ys_rdf_world *w, const ys_triple *t) {
  librdf_statement *const s = librdf_new_statement(w->librdf);
  if (s == NULL) {
    return NULL;
  }
  s->subject = new_iri(w, t->subject);
  s->predicate = new_iri(w, ys_vocab_iri(t->predicate));
  s->object = new_object(w, &t->object);
  if (s->subject == NULL || s->predicate == NULL || s->object == NULL) {
    librdf_free_statement(s);
    return NULL;
  }
  return s;
}

/* ---- adding an article ---- */

/** What is being added; until commit() nothing of it is in the graph. */
typedef struct batch {
  librdf_statement **statement; /**< NULL where the model had it already */
  uint32_t n;
  uint32_t added; /**< statements [0, added) are in the model */
  ys_buffer lines;
} batch;

static int compare_lines(const void *a, const void *b) {
  const ys_view *const x = a;
  const ys_view *const y = b;
  return ys_view_compare(*x, *y);
}

/** Cuts sorted lines out of @p text into @p out, each with its line feed. */
static ys_status sort_lines(ys_arena *arena, ys_view text, uint32_t n, ys_buffer *out) {
  ys_view *const line = ys_arena_alloc(arena, ((size_t)n + 1) * sizeof *line);
  if (line == NULL) {
    return YANSHU_NO_MEMORY;
  }
  const char *p = text.p;
  for (uint32_t i = 0; i < n; i++) {
    const char *const end = (const char *)memchr(p, '\n', text.n - (size_t)(p - text.p)) + 1;
    line[i] = (ys_view){p, (size_t)(end - p)};
    p = end;
  }
  qsort(line, n, sizeof *line, compare_lines);
  for (uint32_t i = 0; i < n; i++) {
    ys_buffer_append_view(out, line[i]);
  }
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/** Makes statements and lines of the mapped triples. */
static ys_status prepare(ys_graph *g, const ys_mapper *m, batch *b) {
  b->statement = ys_arena_alloc(g->scratch, ((size_t)m->triple.n + 1) * sizeof(librdf_statement *));
  if (b->statement == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_buffer unsorted;
  ys_buffer_init(&unsorted, &g->world->allocator);
  ys_status status = YANSHU_OK;
  for (uint32_t i = 0; i < m->triple.n && status == YANSHU_OK; i++) {
    b->statement[i] = new_statement(g->world, &m->triple.at[i]);
    b->n = i + 1;
    status = b->statement[i] == NULL ? YANSHU_NO_MEMORY : ys_rdf_line(g->world, b->statement[i], &unsorted);
    ys_buffer_append(&unsorted, "\n", 1);
  }
  if (status == YANSHU_OK && unsorted.failed) {
    status = YANSHU_NO_MEMORY;
  }
  if (status == YANSHU_OK) {
    ys_buffer_append_view(&b->lines, m->article);
    ys_buffer_append(&b->lines, "\n", 1);
    status = sort_lines(g->scratch, ys_buffer_view(&unsorted), m->triple.n, &b->lines);
  }
  ys_buffer_free(&unsorted);
  return status;
}

static void discard(batch *b) {
  for (uint32_t i = 0; i < b->n; i++) {
    if (b->statement[i] != NULL) {
      librdf_free_statement(b->statement[i]);
    }
  }
  ys_buffer_free(&b->lines);
}

static ys_status reserve_article(ys_graph *g) {
  if (g->n_article < g->room_article) {
    return YANSHU_OK;
  }
  const size_t room = g->room_article == 0 ? 16 : g->room_article * 2;
  ys_article_lines *const grown = ys_resize(&g->world->allocator, g->article, room * sizeof *grown);
  if (grown == NULL) {
    return YANSHU_NO_MEMORY;
  }
  g->article = grown;
  g->room_article = room;
  return YANSHU_OK;
}

/** Puts what is new into the model; takes all of it out again when librdf fails on the way. */
static ys_status insert(ys_graph *g, batch *b, size_t *news) {
  bool failed = false;
  for (uint32_t i = 0; i < b->n && !failed; i++) {
    if (librdf_model_contains_statement(g->model, b->statement[i]) != 0) {
      librdf_free_statement(b->statement[i]);
      b->statement[i] = NULL;
    } else if (librdf_model_add_statement(g->model, b->statement[i]) != 0) {
      failed = true;
    } else {
      *news += 1;
    }
    b->added = failed ? i : i + 1;
  }
  if (!failed && ys_rdf_end(g->world) == YANSHU_OK) {
    return YANSHU_OK;
  }
  for (uint32_t i = 0; i < b->added; i++) {
    if (b->statement[i] != NULL) {
      librdf_model_remove_statement(g->model, b->statement[i]);
    }
  }
  return failed ? YANSHU_NO_MEMORY : YANSHU_INTERNAL;
}

static ys_status add_batch(ys_graph *g, const ys_mapper *m, batch *b) {
  size_t news = 0;
  ys_rdf_begin(g->world);
  YS_TRY(prepare(g, m, b));
  YS_TRY(reserve_article(g));
  YS_TRY(ys_rdf_end(g->world));
  YS_TRY(insert(g, b, &news));
  g->size += news;
  g->article[g->n_article++] = (ys_article_lines){b->lines.p, b->lines.n, m->article.n};
  ys_buffer_init(&b->lines, &g->world->allocator); /* the graph owns the lines now */
  return YANSHU_OK;
}

ys_status ys_graph_add(ys_graph *g, const ys_lexicon *lexicon, const ys_resolution *article) {
  (void)lexicon; /* all labels come with the resolution */
  ys_arena_reset(g->scratch);
  ys_mapper mapper = {
      .arena = g->scratch, .log = &g->world->log, .from = article, .base = g->base, .detail = g->detail};
  YS_TRY(ys_map(&mapper));
  batch b = {.n = 0};
  ys_buffer_init(&b.lines, &g->world->allocator);
  const ys_status status = add_batch(g, &mapper, &b);
  discard(&b);
  return status;
}
