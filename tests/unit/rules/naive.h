/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file naive.h
 * The meaning of patterns, written down as simply as it can be: tries everything in order, on the nodes as read.
 * The compiled matcher must give the same first match with the same captures.
 */
#ifndef YS_TEST_NAIVE_H
#define YS_TEST_NAIVE_H

#include "rules/match.h"

typedef struct naive {
  ys_scan *scan;
  const ys_rule_source *rule;
  ys_capture capture[YS_RULE_CAPTURES];
  uint32_t n_capture;
  uint32_t must_end; /* UINT32_MAX: anywhere */
  uint32_t end;
  unsigned long steps;
  bool too_long; /* gave up: no verdict */
} naive;

/** Whether the pattern fits at @p pos; then n->end and the captures are those of the first way to do it. */
bool naive_match(naive *n, ys_scan *scan, const ys_rule_source *rule, const ys_node *pattern, uint32_t pos);

#endif
