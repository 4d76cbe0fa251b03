/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file late.h
 * What needs raptor, librdf, libcurl or ICU's larger half, and with them 36 libraries that take longer to load than an
 * article to read. It is a module of its own (yanshu-late.so in the folder `yanshu` beside the library), loaded when
 * one of these functions is first called. The library has them in forward.c, which hands on; a static library and the
 * tests have them as they are, without a module.
 */
#ifndef YS_LATE_H
#define YS_LATE_H

#include "lexicon/lexc/lexc.h"
#include "rdf/graph.h"
#include "store/store.h"
#include "text/parts.h"

typedef struct ys_late {
  const char *(*version)(void); /**< first, whatever else changes: of the program that the module belongs to */
  __typeof__(ys_charset_opinion) *ys_charset_opinion;
  __typeof__(lexc_read_turtle) *lexc_read_turtle;
  __typeof__(ys_graph_read) *ys_graph_read;
  __typeof__(ys_graph_write_raptor) *ys_graph_write_raptor;
  __typeof__(ys_rdf_close) *ys_rdf_close;
  __typeof__(ys_roles_write) *ys_roles_write;
  __typeof__(ys_turtle_copy) *ys_turtle_copy;
  __typeof__(ys_store_new) *ys_store_new;
  __typeof__(ys_store_free) *ys_store_free;
  __typeof__(ys_store_size) *ys_store_size;
  __typeof__(ys_store_input_new) *ys_store_input_new;
  __typeof__(ys_store_input_put) *ys_store_input_put;
  __typeof__(ys_store_input_end) *ys_store_input_end;
  __typeof__(ys_store_read) *ys_store_read;
  __typeof__(ys_store_ask) *ys_store_ask;
  __typeof__(ys_store_load) *ys_store_load;
  __typeof__(ys_store_timeline) *ys_store_timeline;
} ys_late;

#define YS_LATE_TABLE "ys_late_table" /**< the module's only symbol: a ys_late */

#endif
