/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file explain.h
 * An article as it was read: its text with the mentions marked, facts with their words, rules and triples, and what was
 * considered and lost; as text for a terminal, or as one HTML page.
 */
#ifndef YS_EXPLAIN_H
#define YS_EXPLAIN_H

#include "rdf/rdf.h"
#include "rules/rules.h"

/** What articles are read with. */
typedef struct ys_explain_with {
  const ys_lexicon *lexicon;
  const ys_rules *rules;
  const ys_log *log;
} ys_explain_with;

/**
 * Reads @p input and appends what @p options ask for; the base must be one of which ys_base_fault() says nothing.
 * @return YANSHU_BAD_ARGUMENT (reported) when there is no such fact, place or words.
 */
ys_status ys_explain(ys_arena *arena, const ys_explain_with *with, const yanshu_input *input,
                     const yanshu_explain_options *options, ys_buffer *out);

#endif
