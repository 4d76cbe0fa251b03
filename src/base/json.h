/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file json.h
 * JSON through yajl's callbacks, with all of yajl's memory in an arena: it does not look whether it got any.
 */
#ifndef YS_BASE_JSON_H
#define YS_BASE_JSON_H

#include <yajl/yajl_parse.h>

#include "base/base.h"

/** What yajl has against a text. */
typedef struct ys_json_fault {
  ys_view text; /**< one line, in the arena; empty when a callback stopped it */
  size_t at;    /**< bytes taken: the fault is near the end of them */
} ys_json_fault;

/**
 * Parses @p text, which must be one JSON value. A callback stops it by returning 0.
 * @return YANSHU_OK, YANSHU_BAD_INPUT (not reported; *fault says what is wrong), YANSHU_NO_MEMORY.
 */
ys_status ys_json_parse(ys_arena *arena, const yajl_callbacks *callbacks, void *user, ys_view text,
                        ys_json_fault *fault);

#endif
