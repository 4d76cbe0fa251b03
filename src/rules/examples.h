/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file examples.h
 * Rules against their own examples: what a rule's author runs to see whether it does what it says.
 */
#ifndef YS_RULES_EXAMPLES_H
#define YS_RULES_EXAMPLES_H

#include "rules/model.h"

/** What became of the examples. */
typedef struct ys_example_count {
  uint32_t rules;
  uint32_t examples; /**< counter-examples included */
  uint32_t failed;
} ys_example_count;

/**
 * Reads the text of every example as an article in Markdown, applies all rules, and compares the facts of the
 * example's own rule with those it states: an example has exactly these, a counter-example none. Each failure is
 * reported as an error at the example's file and line, with what was expected and what came.
 * @return YANSHU_OK also when examples failed: look at @p count.
 */
ys_status ys_rules_check(const yanshu_allocator *allocator, const ys_rules *rules, const ys_log *log,
                         ys_example_count *count);

#endif
