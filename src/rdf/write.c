/* SPDX-License-Identifier: Apache-2.0 */
/** @file write.c The graph in four syntaxes. */
#include <stdlib.h>
#include <string.h>

#include "rdf/graph.h"

/** Bytes that are handed on at once: raptor writes in pieces of one to ten. */
#define SINK_ROOM ((size_t)64 * 1024)

/** Output that remembers its first failure: raptor ignores nearly every result that it gets. */
typedef struct sink {
  yanshu_write_func write;
  void *user;
  ys_status status;
  size_t n;
  char bytes[SINK_ROOM];
} sink;

static void sink_flush(sink *s) {
  if (s->status == YANSHU_OK && s->n > 0) {
    s->status = s->write(s->user, s->bytes, s->n);
  }
  s->n = 0;
}

static void sink_put(sink *s, const void *bytes, size_t n) {
  if (s->status != YANSHU_OK) {
    return;
  }
  if (n > SINK_ROOM - s->n) {
    sink_flush(s);
  }
  if (n > SINK_ROOM) {
    s->status = s->status == YANSHU_OK ? s->write(s->user, bytes, n) : s->status;
    return;
  }
  memcpy(s->bytes + s->n, bytes, n);
  s->n += n;
}

/** @return what raptor's callers compare with: 0 for a byte written. */
static int on_sink_byte(void *user, const int byte) {
  sink *const s = user;
  const char c = (char)byte;
  sink_put(s, &c, 1);
  return s->status == YANSHU_OK ? 0 : 1;
}

/** @return the number of items, as raptor's own handlers do (its header says otherwise). */
static int on_sink_bytes(void *user, const void *bytes, size_t size, size_t count) {
  sink *const s = user;
  sink_put(s, bytes, size * count);
  return s->status == YANSHU_OK ? (int)count : 0;
}

static const raptor_iostream_handler sink_handler = {
    .version = 2, .write_byte = on_sink_byte, .write_bytes = on_sink_bytes};

/* ---- N-Triples and N-Quads ---- */

static int on_buffer_byte(void *user, const int byte) {
  ys_buffer *const b = user;
  const char c = (char)byte;
  ys_buffer_append(b, &c, 1);
  return b->failed ? 1 : 0;
}

static int on_buffer_bytes(void *user, const void *bytes, size_t size, size_t count) {
  ys_buffer *const b = user;
  ys_buffer_append(b, bytes, size * count);
  return b->failed ? 0 : (int)count;
}

static const raptor_iostream_handler buffer_handler = {
    .version = 2, .write_byte = on_buffer_byte, .write_bytes = on_buffer_bytes};

ys_status ys_rdf_line(ys_rdf_world *world, const raptor_statement *statement, ys_buffer *out) {
  const unsigned int flags =
      (unsigned int)RAPTOR_ESCAPED_WRITE_BITFLAG_BS_ESCAPES_TNRU | (unsigned int)RAPTOR_ESCAPED_WRITE_BITFLAG_UTF8;
  const raptor_term *const terms[] = {statement->subject, statement->predicate, statement->object};
  raptor_iostream *const io = raptor_new_iostream_from_handler(world->raptor, out, &buffer_handler);
  if (io == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (size_t i = 0; i < YS_LENGTH(terms); i++) {
    if (i > 0) {
      ys_buffer_append(out, " ", 1);
    }
    raptor_term_escaped_write(terms[i], flags, io);
  }
  raptor_free_iostream(io);
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/** One line to write: a triple, and the article whose graph it stands in. */
typedef struct quad {
  ys_view triple;
  ys_view graph; /**< empty in N-Triples */
} quad;

/** By bytes of the whole line: a term is always followed by a space, which is smaller than all that could follow. */
static int compare_quads(const void *a, const void *b) {
  const quad *const x = a;
  const quad *const y = b;
  const int order = ys_view_compare(x->triple, y->triple);
  return order != 0 ? order : ys_view_compare(x->graph, y->graph);
}

static void put_quad(sink *s, const quad *q) {
  sink_put(s, q->triple.p, q->triple.n);
  if (q->graph.n > 0) {
    sink_put(s, " <", 2);
    sink_put(s, q->graph.p, q->graph.n);
    sink_put(s, ">", 1);
  }
  sink_put(s, " .\n", 3);
}

static size_t count_lines(const ys_graph *g) {
  size_t n = 0;
  for (size_t i = 0; i < g->n_article; i++) {
    const ys_article_lines *const a = &g->article[i];
    for (size_t k = a->iri_n + 1; k < a->n; k++) {
      n += a->p[k] == '\n' ? 1 : 0;
    }
  }
  return n;
}

static void list_quads(const ys_graph *g, bool graphs, quad *out) {
  for (size_t i = 0; i < g->n_article; i++) {
    const ys_article_lines *const a = &g->article[i];
    const ys_view graph = {a->p, graphs ? a->iri_n : 0};
    for (const char *p = a->p + a->iri_n + 1; p < a->p + a->n;) {
      const char *const end = memchr(p, '\n', (size_t)(a->p + a->n - p));
      *out++ = (quad){{p, (size_t)(end - p)}, graph};
      p = end + 1;
    }
  }
}

/** Sorted and distinct: the canonical form that `LC_ALL=C sort -u` gives, so that files merge by it. */
static ys_status write_lines(ys_graph *g, bool graphs, sink *s) {
  const size_t n = count_lines(g);
  if (n == 0) {
    return YANSHU_OK;
  }
  const yanshu_allocator *const a = &g->world->allocator;
  quad *const quads = n > SIZE_MAX / sizeof *quads ? NULL : ys_resize(a, NULL, n * sizeof *quads);
  if (quads == NULL) {
    return YANSHU_NO_MEMORY;
  }
  list_quads(g, graphs, quads);
  qsort(quads, n, sizeof *quads, compare_quads);
  for (size_t i = 0; i < n && s->status == YANSHU_OK; i++) {
    if (i == 0 || compare_quads(&quads[i - 1], &quads[i]) != 0) {
      put_quad(s, &quads[i]);
    }
  }
  ys_resize(a, quads, 0);
  return YANSHU_OK;
}

/* ---- Turtle and RDF/XML ---- */

static bool bind_prefixes(ys_rdf_world *w, raptor_serializer *serializer) {
  size_t n;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  for (size_t i = 0; i < n; i++) {
    if (strcmp(prefix[i].prefix, "rdf") == 0) {
      continue; /* bound by raptor; binding it again counts as an error */
    }
    raptor_uri *const uri = raptor_new_uri(w->raptor, (const unsigned char *)prefix[i].iri);
    if (uri == NULL) {
      return false;
    }
    const int failed = raptor_serializer_set_namespace(serializer, uri, (const unsigned char *)prefix[i].prefix);
    raptor_free_uri(uri);
    if (failed != 0) {
      return false;
    }
  }
  return true;
}

/** Whether @p s types its subject with a class of our own ontology. */
static bool is_own_type(const raptor_statement *s) {
  if (s->predicate->type != RAPTOR_TERM_TYPE_URI || s->object->type != RAPTOR_TERM_TYPE_URI) {
    return false;
  }
  const char *const predicate = (const char *)raptor_uri_as_string(s->predicate->value.uri);
  const char *const object = (const char *)raptor_uri_as_string(s->object->value.uri);
  return strcmp(predicate, YS_NS_rdf "type") == 0 && strncmp(object, YS_NS_ys, sizeof(YS_NS_ys) - 1) == 0;
}

/** Feeds the statements of which is_own_type() is @p own, counting; false when librdf or raptor says that it failed. */
static bool feed_part(ys_graph *g, raptor_serializer *serializer, bool own, size_t *n) {
  librdf_stream *const stream = librdf_model_as_stream(g->model);
  if (stream == NULL) {
    return false;
  }
  bool ok = true;
  while (ok && librdf_stream_end(stream) == 0) {
    librdf_statement *const statement = librdf_stream_get_object(stream);
    ok = statement != NULL;
    if (ok && is_own_type(statement) == own) {
      ok = raptor_serializer_serialize_statement(serializer, statement) == 0;
      *n += 1;
    }
    librdf_stream_next(stream);
  }
  librdf_free_stream(stream);
  return ok;
}

/** Feeds the whole model, our types first: RDF/XML names an element after the first type that it sees. */
static bool feed(ys_graph *g, raptor_serializer *serializer) {
  size_t n = 0;
  return feed_part(g, serializer, true, &n) && feed_part(g, serializer, false, &n) && n == g->size;
}

/**
 * "turtle" and "rdfxml-abbrev" sort what they write. The terms that make the second lose triples (classes and
 * predicates that don't split, blank nodes) can't be in the graph.
 */
static ys_status write_tree(ys_graph *g, const char *name, sink *s) {
  ys_rdf_world *const w = g->world;
  ys_rdf_begin(w);
  raptor_serializer *const serializer = raptor_new_serializer(w->raptor, name);
  raptor_iostream *const io = serializer == NULL ? NULL : raptor_new_iostream_from_handler(w->raptor, s, &sink_handler);
  if (io == NULL) {
    if (serializer != NULL) {
      raptor_free_serializer(serializer);
    }
    return YANSHU_NO_MEMORY;
  }
  /* No base: it would make IRIs relative, and a file that was moved another graph. */
  const bool ok = bind_prefixes(w, serializer) && raptor_serializer_start_to_iostream(serializer, NULL, io) == 0 &&
                  feed(g, serializer) && raptor_serializer_serialize_end(serializer) == 0;
  raptor_free_serializer(serializer);
  raptor_free_iostream(io);
  if (s->status != YANSHU_OK) {
    return s->status;
  }
  return ok ? ys_rdf_end(w) : YANSHU_INTERNAL;
}

static ys_status write_syntax(ys_graph *g, yanshu_syntax syntax, sink *s) {
  switch (syntax) {
  case YANSHU_TURTLE:
    return write_tree(g, "turtle", s);
  case YANSHU_RDFXML:
    return write_tree(g, "rdfxml-abbrev", s);
  case YANSHU_NTRIPLES:
    return write_lines(g, false, s);
  case YANSHU_NQUADS:
    return write_lines(g, true, s);
  }
  return YANSHU_BAD_ARGUMENT;
}

ys_status ys_graph_write(ys_graph *g, yanshu_syntax syntax, yanshu_write_func write, void *user) {
  const yanshu_allocator *const a = &g->world->allocator;
  sink *const s = ys_resize(a, NULL, sizeof *s);
  if (s == NULL) {
    return YANSHU_NO_MEMORY;
  }
  s->write = write;
  s->user = user;
  s->status = YANSHU_OK;
  s->n = 0;
  ys_status status = write_syntax(g, syntax, s);
  if (status == YANSHU_OK) {
    sink_flush(s);
    status = s->status;
  }
  ys_resize(a, s, 0);
  return status;
}
