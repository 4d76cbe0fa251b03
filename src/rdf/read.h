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

#endif
