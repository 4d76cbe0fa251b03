/* SPDX-License-Identifier: Apache-2.0 */
/** @file graph.h Inside of the room: the libraries' world, the merged graph. */
#ifndef YS_RDF_GRAPH_H
#define YS_RDF_GRAPH_H

#include <librdf.h>

#include "rdf/rdf.h"
#include "rdf/triples.h"

/** Both libraries, with the first error that either logs; their return codes say little. */
struct ys_rdf_world {
  yanshu_allocator allocator;
  ys_log log;
  raptor_world *raptor; /**< both NULL until something needs them: opening takes longer than reading an article */
  librdf_world *librdf;
  ys_view name; /**< of the file being read, for messages */
  bool failed;  /**< an error was logged since ys_rdf_begin() */
};

/** Closes what ys_rdf_open opened. */
void ys_rdf_close(ys_rdf_world *world);
/** Forgets earlier errors. */
void ys_rdf_begin(ys_rdf_world *world);
/** YANSHU_INTERNAL when an error was logged (and reported) since ys_rdf_begin(). */
ys_status ys_rdf_end(const ys_rdf_world *world);

struct ys_graph {
  ys_rdf_world *world;
  yanshu_detail detail;
  ys_arena *arena;   /**< base, terms, triples */
  ys_arena *scratch; /**< of one call */
  ys_view base;
  ys_terms terms;
  YS_ARRAY(ys_triple) triple; /**< of all articles, as they came */
  uint32_t *slot;             /**< distinct triples: index + 1, or 0; open addressing */
  uint32_t slots;             /**< a power of two */
  size_t size;                /**< distinct triples */
  const ys_lexicon *lexicon;  /**< of the articles that were added: persons are linked then; NULL: none was */
  bool names_only;            /**< what is read is only what links are found by */
};

/** Two persons of one name that nothing tells apart: numbers of terms, the smaller first. */
typedef struct ys_link {
  uint32_t a;
  uint32_t b;
} ys_link;
typedef YS_ARRAY(ys_link) ys_links;
/** Finds them in @p t; @p lexicon simplifies names, NULL leaves them as they are. All memory in @p arena. */
ys_status ys_links_find(ys_arena *arena, const ys_lexicon *lexicon, const ys_triples *t, ys_links *out);
/** Whether links are found by triples with the predicate @p vocab. */
bool ys_links_need(uint16_t vocab);

/** Adds triples that have been made elsewhere, all or none. */
ys_status ys_graph_take(ys_graph *graph, const ys_triples *triples);

/** RDF/XML by librdf and raptor: what raptor's serializer @p name makes of the distinct triples of @p t. */
ys_status ys_graph_write_raptor(ys_rdf_world *world, const ys_triples *t, const char *name, ys_out *out);

#endif
