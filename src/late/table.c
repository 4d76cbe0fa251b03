/* SPDX-License-Identifier: Apache-2.0 */
/* The module's side. */
#include "late/late.h"

extern __attribute__((visibility("default"))) const ys_late ys_late_table;

const ys_late ys_late_table = {.version = ys_version,
                               .ys_charset_opinion = ys_charset_opinion,
                               .lexc_read_turtle = lexc_read_turtle,
                               .ys_graph_read = ys_graph_read,
                               .ys_graph_write_raptor = ys_graph_write_raptor,
                               .ys_rdf_close = ys_rdf_close,
                               .ys_roles_write = ys_roles_write,
                               .ys_turtle_copy = ys_turtle_copy,
                               .ys_store_new = ys_store_new,
                               .ys_store_free = ys_store_free,
                               .ys_store_size = ys_store_size,
                               .ys_store_input_new = ys_store_input_new,
                               .ys_store_input_put = ys_store_input_put,
                               .ys_store_input_end = ys_store_input_end,
                               .ys_store_read = ys_store_read,
                               .ys_store_ask = ys_store_ask,
                               .ys_store_load = ys_store_load,
                               .ys_store_timeline = ys_store_timeline};
