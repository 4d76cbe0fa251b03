/* SPDX-License-Identifier: Apache-2.0 */
/** @file memory.h Inside of the room: terms by number, triples in three orders. */
#ifndef YS_STORE_MEMORY_H
#define YS_STORE_MEMORY_H

#include <raptor2.h>

#include "store/sparql.h"
#include "store/store.h"

/** No term has this number. */
#define YS_NO_TERM 0U

typedef struct ys_id_triple {
  uint32_t at[3]; /**< subject, predicate, object */
} ys_id_triple;

/** Sorted by the places order[0], order[1], order[2]. */
typedef struct ys_index {
  uint8_t order[3];
  ys_id_triple *triple;
} ys_index;

struct ys_store {
  ys_rdf_world *world;
  yanshu_allocator allocator;
  ys_log log;
  ys_arena *arena; /**< the terms' text */
  YS_ARRAY(ys_cell) term;
  uint32_t *slot; /**< terms by their digest: number, or 0; open addressing */
  uint32_t slots; /**< a power of two */
  ys_id_triple *triple;
  size_t n;
  size_t room;
  ys_index index[3];
  bool sorted; /**< the indexes are those of all triples, each once */
  unsigned n_file;
  bool (*keep)(const raptor_statement *statement); /**< what is stored; NULL: all */
};

/** The number of @p cell, or YS_NO_TERM when the data doesn't have it. */
uint32_t ys_store_find(const ys_store *store, const ys_cell *cell);
/** The same; a term that is new is added. YS_NO_TERM: out of memory. Pointers into store->term stay good no longer. */
uint32_t ys_store_intern(ys_store *store, const ys_cell *cell);
/** Sorts what was added since. */
ys_status ys_store_sort(ys_store *store);
/** The triples with the given terms (YS_NO_TERM: any), as a part of an index. */
const ys_id_triple *ys_store_range(const ys_store *store, const uint32_t term[3], size_t *n);

/** Takes a triple of a file; @p graph is empty outside of any. What it returns when it fails ends the file. */
typedef ys_status (*ys_quad_func)(void *user, ys_view graph, const ys_cell term[3]);
/** From now on the triples of @p in go to @p quad instead of into the store. */
void ys_store_input_divert(ys_store_input *in, ys_quad_func quad, void *user);
/** As ys_store_read, with the triples to @p quad: in constant memory, but for Turtle and RDF/XML. */
ys_status ys_store_read_to(ys_store *store, ys_rdf_syntax syntax, const char *path, ys_quad_func quad, void *user);

#endif
