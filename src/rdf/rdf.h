/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rdf.h
 * Resolutions to triples, triples to syntaxes. The only room that touches raptor and librdf; every term is checked
 * before they see it, and every write error is noticed.
 */
#ifndef YS_RDF_H
#define YS_RDF_H

#include "resolve/resolve.h"

/** The RDF libraries, opened once a process. */
typedef struct ys_rdf_world ys_rdf_world;
ys_status ys_rdf_world_new(const yanshu_allocator *allocator, const ys_log *log, ys_rdf_world **out);
void ys_rdf_world_free(ys_rdf_world *world);

/** A graph (with, for N-Quads, the article that each triple is from). */
typedef struct ys_graph ys_graph;

/** @return YANSHU_BAD_ARGUMENT when @p base is no absolute ASCII http(s) IRI that ends in '/' or '#'. */
ys_status ys_graph_new(ys_rdf_world *world, ys_view base, yanshu_detail detail, ys_graph **out);
void ys_graph_free(ys_graph *graph);
size_t ys_graph_size(const ys_graph *graph); /**< distinct triples */

/** Adds all triples of one article, or (on failure) none. */
ys_status ys_graph_add(ys_graph *graph, const ys_lexicon *lexicon, const ys_resolution *article);

/** Serializes; the first failure of @p write, or any error that the serializer logs, is the result. */
ys_status ys_graph_write(ys_graph *graph, yanshu_syntax syntax, yanshu_write_func write, void *user);

/** Whole or not at all: temporary file in the same folder, checked writes, fsync, rename. @p path as given. */
ys_status ys_graph_write_file(ys_graph *graph, yanshu_syntax syntax, const char *path);

#endif
