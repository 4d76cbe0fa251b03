/* SPDX-License-Identifier: Apache-2.0 */
/** @file read.h Inside of the room: files that Yanshu wrote, read again. */
#ifndef YS_RDF_READ_H
#define YS_RDF_READ_H

#include "rdf/graph.h"

/**
 * Refuses (reported) text that no parser should be given: not UTF-8, blank nodes, overlong lines, document types,
 * depth.
 * @return YANSHU_BAD_INPUT, YANSHU_LIMIT, or YANSHU_BAD_ARGUMENT for a syntax that is not read.
 */
ys_status ys_rdf_scan(ys_view text, yanshu_syntax syntax, ys_view name, const ys_log *log);

/** Takes a triple, in numbers of the table that is read into. */
typedef ys_status (*ys_jsonld_sink)(void *user, uint32_t subject, uint32_t predicate, uint32_t object);
/**
 * Reads JSON-LD with the context that Yanshu writes; all memory is in the arena of @p terms.
 * @return YANSHU_BAD_INPUT (reported) for any other, YANSHU_NO_MEMORY, or what @p sink returned.
 */
ys_status ys_jsonld_read(ys_terms *terms, ys_view text, ys_view name, const ys_log *log, ys_jsonld_sink sink,
                         void *user);

#endif
