/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file store.h
 * Questions to what was written: an embedded store that answers SPARQL, the way into real stores
 * by their HTTP protocols, and the history that a corpus tells of its posts.
 */
#ifndef YS_STORE_H
#define YS_STORE_H

#include "rdf/rdf.h"

/* ---- triples in memory ---- */

/** Triples of any vocabulary, each once. */
typedef struct ys_store ys_store;
ys_status ys_store_new(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, ys_store **out);
void ys_store_free(ys_store *store);
/** Distinct triples. */
size_t ys_store_size(ys_store *store);

typedef enum ys_rdf_syntax { YS_RDF_NONE, YS_RDF_TURTLE, YS_RDF_XML, YS_RDF_NTRIPLES, YS_RDF_NQUADS } ys_rdf_syntax;
/** By the end of the name: .ttl, .rdf, .owl, .nt, .nq; YS_RDF_NONE for anything else. */
ys_rdf_syntax ys_rdf_syntax_of(ys_view path);

/** Bytes of one file on their way into a store. */
typedef struct ys_store_input ys_store_input;
/** @param name for messages; must outlive the input. */
ys_status ys_store_input_new(ys_store *store, ys_rdf_syntax syntax, ys_view name, ys_store_input **out);
ys_status ys_store_input_put(ys_store_input *input, const void *bytes, size_t n);
/** Ends the file and frees the input, whatever the result. What was wrong with it has been said then. */
ys_status ys_store_input_end(ys_store_input *input);

/** Reads a whole file, streaming; "-" is standard input. */
ys_status ys_store_read(ys_store *store, ys_rdf_syntax syntax, const char *path);

/**
 * Answers a query, or says why not.
 * @param columns width of the terminal for YANSHU_ANSWER_TABLE; 0: as wide as it gets.
 * @return YANSHU_BAD_ARGUMENT (no SPARQL, or no such form of answer), YANSHU_UNSUPPORTED, …
 */
ys_status ys_store_ask(ys_store *store, ys_view query, yanshu_answer form, unsigned columns, yanshu_write_func write,
                       void *user);

#endif
