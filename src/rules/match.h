/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file match.h
 * One program against one place of a document: backtracking with every place tried once, all limits counted.
 * Internal to the room and its tests.
 */
#ifndef YS_RULES_MATCH_H
#define YS_RULES_MATCH_H

#include "rules/model.h"

/** A choice that is still open. */
typedef struct ys_choice {
  uint32_t pc;
  uint32_t pos;
  uint32_t iter;     /**< what was tried already: of a mention, word or gap; 0: nothing */
  uint32_t captures; /**< captures made before it */
} ys_choice;

typedef struct ys_capture {
  uint16_t slot;
  bool open;        /**< begin of a span whose end is not known */
  uint32_t mention; /**< or YS_NO_MENTION: a span of characters */
  uint32_t begin;
  uint32_t end;
} ys_capture;

/** Limits that a match ran into. */
typedef enum ys_rule_limit {
  YS_LIMIT_STEPS,
  YS_LIMIT_OPEN,
  YS_LIMIT_CAPTURES,
  YS_LIMIT_QUOTE,
  YS_RULE_LIMITS
} ys_rule_limit;

#define YS_VISITED_FEW 256u /**< of them, in a table of their own: most matches need no more */
#define YS_VISITED 16384u   /**< places remembered at one start; a power of two; their table is made when needed */

/** A document made ready for matching, and the state of the match under way. */
typedef struct ys_scan {
  ys_arena *arena;
  const ys_rules *rules;
  const ys_document *document;
  const ys_mentions *mentions;
  const uint32_t *at;    /**< n + 1: first mention that begins at a character, or YS_NO_MENTION */
  const uint16_t *kinds; /**< n + 1: kinds of the mentions that begin at a character: bits */
  const uint8_t *outer;  /**< by mention: not inside a longer one */
  uint32_t *pair;        /**< n: where the mark opened here is closed, or UINT32_MAX; of the block `paired` */
  uint32_t paired;       /**< beginning of the block whose marks are in `pair`, UINT32_MAX: of none yet */
  const uint8_t *edge;   /**< n + 1: YS_EDGE_… */
  uint32_t begin;        /**< the block that is matched: characters */
  uint32_t end;

  ys_choice *choice; /**< YS_RULE_OPEN */
  uint32_t n_choice;
  ys_capture *capture; /**< YS_RULE_CAPTURES; the captures of a match that was found */
  uint32_t n_capture;
  uint64_t *visited;      /**< YS_VISITED_FEW of them: generation, code and place packed; found = failed before */
  uint64_t *visited_more; /**< YS_VISITED when YS_VISITED_FEW do not suffice; NULL before that */
  uint32_t n_visited;
  uint32_t generation;
  uint32_t steps;
  bool no_memory;             /**< for visited_more */
  bool gave_up;               /**< this match ran into a limit */
  bool limit[YS_RULE_LIMITS]; /**< which */
} ys_scan;

enum { YS_EDGE_SENTENCE_BEGIN = 1, YS_EDGE_SENTENCE_END = 2 };

/** Makes the tables; memory from @p arena. */
ys_status ys_scan_begin(ys_scan *scan, ys_arena *arena, const ys_rules *rules, const ys_document *document,
                        const ys_mentions *mentions);

/** Tries the program at character @p pos of [scan->begin, scan->end); on success *end is set and captures are there. */
bool ys_scan_match(ys_scan *scan, const ys_program *program, uint32_t pos, uint32_t *end);

#define YS_WORDS_AT_ONCE 16u /**< forms of the lexicon that are looked at at one place, the shortest ones */

/** The forms of the lexicon at @p pos, at most YS_WORDS_AT_ONCE, the shortest first: those that recognition has looked
 * up, or else in @p room. */
const ys_match *ys_scan_forms(const ys_scan *scan, uint32_t pos, ys_match room[YS_WORDS_AT_ONCE], uint32_t *n);
/** Whether a mention is what a condition asks for. */
bool ys_condition_mention(const ys_scan *scan, const ys_condition *condition, uint32_t mention);
/** The first mention inside @p mention that is as asked, or YS_NO_MENTION. */
uint32_t ys_scan_inside(const ys_scan *scan, const ys_inside *inside, uint32_t mention);
/** Whether one of the entries of a lexicon match is. */
bool ys_condition_word(const ys_scan *scan, const ys_condition *condition, const ys_match *match, uint32_t pos);
/** One step of a gap from @p pos: the place after the next character or mention, or UINT32_MAX. */
uint32_t ys_scan_skip(const ys_scan *scan, const ys_gap *gap, uint32_t pos);
/** Where the mark that is opened at @p pos, in the block that is matched, is closed, or UINT32_MAX. */
uint32_t ys_scan_pair(ys_scan *scan, uint32_t pos);
/** Whether @p pos is an edge of a unit. */
bool ys_scan_starts(const ys_scan *scan, uint32_t pos, ys_unit unit);
bool ys_scan_ends(const ys_scan *scan, uint32_t pos, ys_unit unit);
/** Where the clause, sentence or block around @p pos ends; quotation marks opened after pos are closed first.
 * More than YS_RULE_QUOTE characters away when there is no end that near. */
uint32_t ys_scan_rest(ys_scan *scan, uint32_t pos, ys_unit unit);

#endif
