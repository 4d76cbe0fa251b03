/* SPDX-License-Identifier: Apache-2.0 */
/** @file raptor.c The merged graph in a librdf model, written by one of raptor's serializers. */
#include <string.h>

#include "rdf/graph.h"

/* Output: raptor ignores nearly every result that it gets, so the first failure is kept in the ys_out. */

/** @return what raptor's callers compare with: 0 for a byte written. */
static int on_byte(void *user, const int byte) {
  ys_out *const out = user;
  const char c = (char)byte;
  ys_buffer_append(out->b, &c, 1);
  return ys_out_settle(out) ? 0 : 1;
}

/** @return the number of items, as raptor's own handlers do (its header says otherwise). */
static int on_bytes(void *user, const void *bytes, size_t size, size_t count) {
  ys_out *const out = user;
  ys_buffer_append(out->b, bytes, size * count);
  return ys_out_settle(out) ? (int)count : 0;
}

static const raptor_iostream_handler handler = {.version = 2, .write_byte = on_byte, .write_bytes = on_bytes};

/* ---- terms to raptor's ---- */

static raptor_term *new_term(ys_rdf_world *w, const ys_term *t) {
  if (!t->literal) {
    return raptor_new_term_from_counted_uri_string(w->raptor, (const unsigned char *)t->text.p, t->text.n);
  }
  raptor_uri *uri = NULL;
  if (t->type.n > 0) {
    uri = raptor_new_uri_from_counted_string(w->raptor, (const unsigned char *)t->type.p, t->type.n);
    if (uri == NULL) {
      return NULL;
    }
  }
  raptor_term *const term = raptor_new_term_from_counted_literal(
      w->raptor, (const unsigned char *)t->text.p, t->text.n, uri,
      t->tag.n == 0 ? NULL : (const unsigned char *)t->tag.p, (unsigned char)t->tag.n);
  if (uri != NULL) {
    raptor_free_uri(uri);
  }
  return term;
}

/** NULL when out of memory. */
static librdf_statement *new_statement(ys_rdf_world *w, const ys_triples *t, const ys_triple *x) {
  librdf_statement *const s = librdf_new_statement(w->librdf);
  if (s == NULL) {
    return NULL;
  }
  s->subject = new_term(w, &t->term[x->s]);
  s->predicate = new_term(w, &t->term[x->p]);
  s->object = new_term(w, &t->term[x->o]);
  if (s->subject == NULL || s->predicate == NULL || s->object == NULL) {
    librdf_free_statement(s);
    return NULL;
  }
  return s;
}

/** Adds all distinct triples. The storage keeps copies of the statements. */
static ys_status fill(ys_rdf_world *w, const ys_triples *t, librdf_model *model) {
  for (uint32_t i = 0; i < t->n; i++) {
    const ys_triple *const x = &t->triple[i];
    if (i > 0 && x[-1].s == x->s && x[-1].p == x->p && x[-1].o == x->o) {
      continue;
    }
    librdf_statement *const statement = new_statement(w, t, x);
    if (statement == NULL) {
      return YANSHU_NO_MEMORY;
    }
    const int failed = librdf_model_add_statement(model, statement);
    librdf_free_statement(statement);
    if (failed != 0) {
      return YANSHU_NO_MEMORY;
    }
  }
  return ys_rdf_end(w);
}

/* ---- writing ---- */

static bool bind_prefixes(ys_rdf_world *w, raptor_serializer *serializer) {
  size_t n;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  for (size_t i = 0; i < n; i++) {
    if (prefix[i].data || strcmp(prefix[i].prefix, "rdf") == 0) {
      continue; /* rdf is bound by raptor; binding it again counts as an error */
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
static bool feed_part(librdf_model *model, raptor_serializer *serializer, bool own, size_t *n) {
  librdf_stream *const stream = librdf_model_as_stream(model);
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
static bool feed(librdf_model *model, raptor_serializer *serializer, size_t size) {
  size_t n = 0;
  return feed_part(model, serializer, true, &n) && feed_part(model, serializer, false, &n) && n == size;
}

/**
 * The serializer sorts what it writes. The terms that make "rdfxml-abbrev" lose triples (classes and predicates that
 * don't split, blank nodes) can't be in the graph.
 */
static ys_status serialize(ys_rdf_world *w, librdf_model *model, size_t size, const char *name, ys_out *out) {
  raptor_serializer *const serializer = raptor_new_serializer(w->raptor, name);
  raptor_iostream *const io = serializer == NULL ? NULL : raptor_new_iostream_from_handler(w->raptor, out, &handler);
  if (io == NULL) {
    if (serializer != NULL) {
      raptor_free_serializer(serializer);
    }
    return YANSHU_NO_MEMORY;
  }
  /* No base: it would make IRIs relative, and a file that was moved another graph. */
  const bool ok = bind_prefixes(w, serializer) && raptor_serializer_start_to_iostream(serializer, NULL, io) == 0 &&
                  feed(model, serializer, size) && raptor_serializer_serialize_end(serializer) == 0;
  raptor_free_serializer(serializer);
  raptor_free_iostream(io);
  if (out->status != YANSHU_OK) {
    return out->status;
  }
  return ok ? ys_rdf_end(w) : YANSHU_INTERNAL;
}

ys_status ys_graph_write_raptor(ys_rdf_world *w, const ys_triples *t, const char *name, ys_out *out) {
  YS_TRY(ys_rdf_open(w));
  ys_rdf_begin(w);
  /* "trees": no duplicates, and an order that doesn't depend on that of adding */
  librdf_storage *const storage = librdf_new_storage(w->librdf, "trees", NULL, NULL);
  librdf_model *const model = storage == NULL ? NULL : librdf_new_model(w->librdf, storage, NULL);
  ys_status status = model == NULL ? YANSHU_NO_MEMORY : fill(w, t, model);
  if (status == YANSHU_OK) {
    status = serialize(w, model, t->distinct, name, out);
  }
  if (model != NULL) {
    librdf_free_model(model);
  }
  if (storage != NULL) {
    librdf_free_storage(storage);
  }
  return status;
}
