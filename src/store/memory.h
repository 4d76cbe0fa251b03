/* SPDX-License-Identifier: Apache-2.0 */
/** @file memory.h Inside of the room: what a store is. */
#ifndef YS_STORE_MEMORY_H
#define YS_STORE_MEMORY_H

#include <librdf.h>

#include "store/store.h"

struct ys_store {
  ys_rdf_world *world;
  yanshu_allocator allocator;
  ys_log log;
  librdf_storage *storage;
  librdf_model *model;
  size_t n_blank;     /**< statements with blank nodes */
  size_t n_fragile;   /**< literals that rasqal does not keep as they are */
  bool other_fragile; /**< some of them are not of type xsd:integer */
};

/** Where the libraries' messages go while a store works: the first error is kept, warnings are dropped. */
typedef struct ys_overheard {
  bool failed;
  size_t line;
  char text[256];
} ys_overheard;
void ys_overhear(ys_store *store, ys_overheard *into);
/** Messages go their usual way again. */
void ys_overhear_end(ys_store *store);

#endif
