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

#define YS_MARKS 4096u /**< a power of two */
#define YS_AT_ONCE 64u /**< characters that are looked at in one go, a bit each */

/** A place where the rarest literal of a program stands, in a list by place. */
typedef struct ys_hit {
  uint32_t first; /**< a match may begin from here */
  uint32_t last;  /**< to here */
  uint32_t next;  /**< hit + 1, 0: none */
} ys_hit;

/** A literal found at a place. */
typedef struct ys_seen {
  uint32_t literal;
  uint32_t begin; /**< character */
} ys_seen;

/** A program worth trying, in a list of those with the same beginning. */
typedef struct ys_starter {
  uint32_t program;
  uint32_t next; /**< starter + 1, 0: none */
} ys_starter;

/** First starter of a beginning; of another block when the stamp is another one. */
typedef struct ys_start {
  uint32_t key;
  uint32_t stamp;
  uint32_t starter; /**< + 1 */
} ys_start;

/** What is known of a program in the block under way. */
typedef struct ys_standing {
  uint32_t stamp; /**< of the block; another one: nothing was seen of it */
  uint32_t hit;   /**< + 1: the next place of its rarest literal */
  uint32_t next;  /**< first character where it may match again */
  uint32_t tried; /**< one more than the character where it was tried last */
  uint32_t last;  /**< last character where it may begin: not all that it needs stands behind */
  uint8_t sets;   /**< of literals, whose last place is known */
  bool active;    /**< worth trying in this block */
} ys_standing;

/** Rules at work on one document. */
typedef struct ys_application {
  ys_arena *arena;
  const ys_rules *rules;
  const ys_mentions *mentions;
  ys_scan scan;
  ys_standing *standing;             /**< by program */
  uint8_t *sets;                     /**< by program: of literals, that were seen in the block; 0 when it is not met */
  uint32_t stamp;                    /**< of the block */
  uint32_t mention;                  /**< first that is not in an earlier block */
  uint32_t longest_name;             /**< characters of the longest mention that is no quotation */
  uint32_t longest;                  /**< of the longest of all */
  uint32_t behind[YS_MENTION_KINDS]; /**< where the last mention in the block begins, of the kinds that it has */
  uint8_t *mark; /**< YS_MARKS, by the lowest bits of a character: `there` when it may be in the block, one more when a
                    program worth trying begins with it; less than `there`: neither */
  uint8_t there;
  YS_ARRAY(ys_hit) hit;
  YS_ARRAY(ys_seen) seen; /**< in the order of the text */
  YS_ARRAY(uint32_t) met; /**< programs of which a literal was seen */
  YS_ARRAY(ys_starter) starter;
  ys_start *start; /**< hash table */
  uint32_t start_mask;
  uint32_t n_start; /**< beginnings in it, of this block */
  uint64_t words;   /**< YS_CLASS_BIT of the classes of words that a program worth trying begins with */
  unsigned kinds;   /**< the kinds of mention: bits */
  uint32_t by_kind[YS_MENTION_KINDS]; /**< of these: first starter + 1 */
  uint32_t by_edge;                   /**< the first that begins at the start of a clause + 1, 0: none */
  uint32_t *gave_up;                  /**< by rule: places where a limit was hit */
  uint32_t *gave_up_at;               /**< by rule: the first of them */
  YS_ARRAY(ys_found) found;
} ys_application;

/** Makes the tables for a document. */
ys_status ys_select_begin(ys_application *a);

/** Finds the programs worth trying in a block, and where they may begin. */
ys_status ys_select_programs(ys_application *a, ys_block_kind kind);

/** First of the programs worth trying that begin with this character or class: number in a->starter + 1, 0: none. */
uint32_t ys_select_starters(const ys_application *a, uint32_t key);

/** Whether a program worth trying may match from @p pos, not behind its last place, by where its rarest literal stands;
 * calls come in the order of the text. */
bool ys_select_may_begin(ys_application *a, uint32_t program, uint32_t pos);

/** Makes facts of the captures that the scan holds, for a match of characters [begin, end). */
ys_status ys_make_facts(ys_application *a, uint32_t rule, uint32_t begin, uint32_t end);

/** Drops what a rule of higher priority says better and what is said twice, sorts, and fills @p facts. */
ys_status ys_settle_facts(ys_application *a, ys_facts *facts);

#endif
