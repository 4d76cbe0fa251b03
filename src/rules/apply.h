/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file apply.h
 * From matches to facts. Internal to the room.
 */
#ifndef YS_RULES_APPLY_H
#define YS_RULES_APPLY_H

#include "rules/match.h"

/** A fact and where it came from. */
typedef struct ys_found {
  ys_fact fact;
  uint32_t rule;
  bool dropped;
} ys_found;

/** Rules at work on one document. */
typedef struct ys_application {
  ys_arena *arena;
  const ys_rules *rules;
  const ys_mentions *mentions;
  ys_scan scan;
  uint32_t *next;    /**< by program: first character where it may match again */
  uint32_t *tried;   /**< by program: one more than the character where it was tried last */
  uint8_t *active;   /**< by program: worth trying in this block */
  uint32_t *of_kind; /**< active programs that begin with a mention, by kind */
  uint32_t kind_begin[YS_MENTION_KINDS + 1];
  uint32_t *gave_up;    /**< by rule: places where a limit was hit */
  uint32_t *gave_up_at; /**< by rule: the first of them */
  YS_ARRAY(ys_found) found;
} ys_application;

/** Makes facts of the captures that the scan holds, for a match of characters [begin, end). */
ys_status ys_make_facts(ys_application *a, uint32_t rule, uint32_t begin, uint32_t end);

/** Drops what a rule of higher priority says better and what is said twice, sorts, and fills @p facts. */
ys_status ys_settle_facts(ys_application *a, ys_facts *facts);

#endif
