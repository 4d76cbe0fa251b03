/* SPDX-License-Identifier: Apache-2.0 */
/** @file spool.h Triples on disk on their way to a store, put together by graph. Inside of the room. */
#ifndef YS_STORE_SPOOL_H
#define YS_STORE_SPOOL_H

#include "store/sparql.h"

/**
 * Two temporary files in $TMPDIR without names: the triples as N-Triples, and where each graph has some of them. Memory
 * does not grow with either.
 */
typedef struct ys_spool ys_spool;

/** All triples of one graph: a part of a file. */
typedef struct ys_spooled {
  ys_view graph;    /**< IRI, or empty: the default graph; valid until the next one is asked for */
  int file;         /**< of N-Triples, one a line */
  int64_t at;       /**< where they begin */
  int64_t size;     /**< bytes */
  uint64_t triples; /**< lines */
  bool blank;       /**< there are blank nodes */
} ys_spooled;

/** Whether @p iri can stand between < and >: what a parser let in by an escape may end it or begin something else. */
bool ys_is_iri(ys_view iri);

ys_status ys_spool_new(const yanshu_allocator *allocator, const ys_log *log, ys_spool **out);
void ys_spool_free(ys_spool *spool);
/**
 * Adds a triple to @p graph.
 * @param name of the file that it is from, for messages
 * @return YANSHU_BAD_TERM (reported) for a term that N-Triples can't carry, YANSHU_WRITE_ERROR (reported).
 */
ys_status ys_spool_put(ys_spool *spool, ys_view name, ys_view graph, const ys_cell term[3]);
/** Nothing is added any more: brings the graphs together. */
ys_status ys_spool_end(ys_spool *spool);
/** The next graph, each once, in an order that depends on the names alone; *found is false behind the last one. */
ys_status ys_spool_next(ys_spool *spool, ys_spooled *out, bool *found);
uint64_t ys_spool_graphs(const ys_spool *spool); /**< once it has ended */
int64_t ys_spool_size(const ys_spool *spool);    /**< bytes of triples */

#endif
