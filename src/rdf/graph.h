/* SPDX-License-Identifier: Apache-2.0 */
/** @file graph.h Inside of the room: the libraries' world, the graph, and how it is walked. */
#ifndef YS_RDF_GRAPH_H
#define YS_RDF_GRAPH_H

#include <librdf.h>

#include "rdf/rdf.h"
#include "rdf/term.h"

/** Both libraries, with the first error that either logs; their return codes say little. */
struct ys_rdf_world {
  yanshu_allocator allocator;
  ys_log log;
  raptor_world *raptor;
  librdf_world *librdf;
  bool failed; /**< an error was logged since ys_rdf_begin() */
};

/** Forgets earlier errors. */
void ys_rdf_begin(ys_rdf_world *world);
/** YANSHU_INTERNAL when an error was logged (and reported) since ys_rdf_begin(). */
ys_status ys_rdf_end(const ys_rdf_world *world);

/** The triples of one article as N-Triples lines without " .", each ended by a line feed, sorted by bytes. */
typedef struct ys_article_lines {
  char *p;
  size_t n;
  size_t iri_n; /**< the article's IRI stands before the lines: p[0..iri_n), then a line feed */
} ys_article_lines;

struct ys_graph {
  ys_rdf_world *world;
  ys_view base; /**< owned */
  yanshu_detail detail;
  librdf_storage *storage; /**< "trees": no duplicates, and an order that doesn't depend on that of adding */
  librdf_model *model;     /**< the union of all articles */
  size_t size;
  ys_arena *scratch; /**< of one call */
  ys_article_lines *article;
  size_t n_article;
  size_t room_article;
};

/**
 * Appends @p statement in N-Triples without " ." and line feed. The terms are written by raptor, in UTF-8: its own
 * N-Triples serializer would write \u escapes, twice the size for Chinese and not what other tools' sorted files hold.
 */
ys_status ys_rdf_line(ys_rdf_world *world, const raptor_statement *statement, ys_buffer *out);

#endif
