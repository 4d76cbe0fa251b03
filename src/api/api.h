/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file api.h
 * What stands behind the handles of yanshu.h.
 */
#ifndef YS_API_H
#define YS_API_H

#include "base/base.h"
#include "lexicon/lexicon.h"
#include "rdf/rdf.h"
#include "rules/rules.h"

/** The largest input, in bytes; a newspaper page has a few thousand. */
#define YS_INPUT_LIMIT ((size_t)64 << 20)

struct yanshu_world {
  yanshu_allocator allocator;
  ys_buffer data;  /**< path of the data folder */
  ys_log caller;   /**< where messages go in the end */
  ys_log log;      /**< what the rooms are given: counts, then hands on to `caller` */
  size_t errors;   /**< messages of level YANSHU_ERROR so far */
  ys_view reading; /**< name of the input that is being read: of messages that name none; or empty */
  ys_lexicon *lexicon;
  ys_rules *rules;
  ys_rdf_world *rdf;
};

struct yanshu_dataset {
  yanshu_world *world;
  ys_graph *graph;
  yanshu_detail detail;
  ys_arena *arena; /**< of the article being read; reset before each */
};

/**
 * Ends a public call: when it failed and nothing was said since @p errors was read from the world, says at least what
 * the status means. Returns @p status.
 */
ys_status ys_world_finish(yanshu_world *world, size_t errors, ys_status status, ys_view file);

/** Checks what the caller says of a dataset. @return YANSHU_BAD_ARGUMENT, reported. */
ys_status ys_describe_check(const yanshu_description *about, const ys_log *log);
/** What of it is published; @p file is a clean buffer that *out borrows from. */
ys_status ys_describe_facts(const yanshu_description *about, ys_buffer *file, ys_dataset_facts *out);

/** The base that is used when none is given. */
#define YS_DEFAULT_BASE "https://data.example.org/"

/** Whether format and views of an input make sense. */
bool ys_input_is_sound(const yanshu_input *input);

/**
 * Appends the data folder to @p out, NUL-terminated: @p given, else $YANSHU_DATA, else the folder that lies beside this
 * library or program as installed (wherever they were moved to), else the one under the configured prefix.
 * @return YANSHU_NO_MEMORY only: whether the folder is any good shows when it is opened.
 */
ys_status ys_data_dir(const char *given, ys_buffer *out);

#endif
