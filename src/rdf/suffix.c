/* SPDX-License-Identifier: Apache-2.0 */
/** @file suffix.c The syntax that a file's name promises. */
#include "store/store.h"

ys_rdf_syntax ys_rdf_syntax_of(ys_view path) {
  static const struct {
    const char *end;
    ys_rdf_syntax syntax;
  } known[] = {{".ttl", YS_RDF_TURTLE},
               {".rdf", YS_RDF_XML},
               {".owl", YS_RDF_XML},
               {".nt", YS_RDF_NTRIPLES},
               {".nq", YS_RDF_NQUADS}};
  for (size_t i = 0; i < YS_LENGTH(known); i++) {
    if (ys_view_ends(path, ys_view_of(known[i].end))) {
      return known[i].syntax;
    }
  }
  return YS_RDF_NONE;
}
