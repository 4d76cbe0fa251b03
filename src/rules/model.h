/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file model.h
 * What a rule file says (nodes, sources), what it is compiled to (codes, rules), and the tables that say where a rule
 * may begin. Internal to the room and its tests. Everything in a ys_rules lies in its arena or its image and never
 * changes after opening.
 *
 * What is compiled holds numbers and no addresses, and has no unnamed padding: it is the same bytes in memory and in
 * an image (image.h).
 */
#ifndef YS_RULES_MODEL_H
#define YS_RULES_MODEL_H

#include "rules/rules.h"

#define YS_RULES_NAMESPACE "https://w3id.org/yanshu/rules#"
#define YS_RULE_IRI "https://w3id.org/yanshu/rule/"

/* ---- limits; docs/rules.md lists them ---- */
#define YS_RULE_FILE_BYTES ((size_t)8 << 20) /**< of one rule file */
#define YS_RULE_FILES 4096u                  /**< files of all folders */
#define YS_RULE_CODES 8192u                  /**< instructions of one pattern */
#define YS_RULE_SLOTS 24u                    /**< different names captured in one rule */
#define YS_RULE_GAP 400u                     /**< characters and mentions that one gap may skip */
#define YS_RULE_REPEAT 64u                   /**< largest `max` of a repeat or list */
#define YS_RULE_NESTING 24u                  /**< elements inside elements, fragments counted */
#define YS_RULE_STEPS 20000u                 /**< instructions tried for one rule at one place */
#define YS_RULE_OPEN 2048u                   /**< choices open at one time */
#define YS_RULE_CAPTURES 128u                /**< things captured by one match */
#define YS_RULE_INSIDE 8u                    /**< <inside> of one mention */
#define YS_RULE_SETS 4u                      /**< sets of literals, and kinds of mention, that are asked for first */
#define YS_RULE_LOOK 2u                      /**< looks inside looks */
#define YS_RULE_BEHIND 100u                  /**< characters that a look behind goes back */
#define YS_RULE_QUOTE 4000u                  /**< characters in one pair of quotation marks */
#define YS_RULE_ERRORS 100u                  /**< messages before reading stops */

#define YS_NO_SLOT UINT16_MAX

/** Where something stands in its file: 1-based, the column in characters; 0: not known. */
typedef struct ys_place {
  uint32_t line;
  uint32_t column;
} ys_place;

typedef enum ys_node_kind {
  YS_NODE_SEQUENCE, /**< children one after the other: pattern, item, fragment */
  YS_NODE_TEXT,     /**< literal characters */
  YS_NODE_ONE_OF,   /**< one child, the first that fits */
  YS_NODE_MENTION,
  YS_NODE_WORD,
  YS_NODE_GAP,
  YS_NODE_REPEAT, /**< children as a sequence, min to max times */
  YS_NODE_START,
  YS_NODE_END,
  YS_NODE_LOOK, /**< children as a sequence, nothing consumed */
  YS_NODE_QUOTE,
  YS_NODE_REST,
  YS_NODE_CAPTURE, /**< children as a sequence, their span captured */
  YS_NODE_REF      /**< a fragment */
} ys_node_kind;

typedef enum ys_unit { YS_UNIT_CLAUSE, YS_UNIT_SENTENCE, YS_UNIT_BLOCK } ys_unit;

typedef enum ys_reach {
  YS_REACH_OUTER, /**< not inside a longer mention (a quotation does not count) */
  YS_REACH_NESTED,
  YS_REACH_ANY
} ys_reach;

/** Normalised characters. */
typedef struct ys_chars {
  const uint32_t *at;
  uint32_t n;
} ys_chars;

/** Characters in the pool of a ys_rules. */
typedef struct ys_pooled {
  uint32_t first;
  uint32_t n;
} ys_pooled;

/** Bytes among those of a ys_rules, a NUL behind them. */
typedef struct ys_string {
  uint32_t first;
  uint32_t n;
} ys_string;

/** A bit for a character: a set of characters that lacks it lacks the character. */
#define YS_CHAR_BIT(c) (UINT64_C(1) << ((c)&63u))
/** Two more, of other bits of it. */
#define YS_CHAR_BIT_2(c) (UINT64_C(1) << ((c) >> 6 & 63u))
#define YS_CHAR_BIT_3(c) (UINT64_C(1) << (((c)*2654435761u) >> 26))

typedef enum ys_feature_of { YS_OF_CONCEPT, YS_OF_HEAD, YS_OF_DIVISION } ys_feature_of;

/** A feature and the values it may have; no value: it must not be there. */
typedef struct ys_feature {
  uint32_t of; /**< ys_feature_of */
  ys_string key;
  uint32_t value; /**< first, into value */
  uint32_t n_value;
} ys_feature;

/** What a mention or word must be like. A mask of 0 asks nothing. */
typedef struct ys_condition {
  uint16_t kinds;         /**< bits by ys_mention_kind */
  uint16_t statuses;      /**< bits by ys_post_status */
  uint16_t program_kinds; /**< bits by ys_program_kind */
  uint8_t precisions;     /**< bits by ys_precision */
  uint8_t reach;          /**< ys_reach */
  uint16_t class_id;      /**< of a word */
  int8_t foreign;         /**< -1: either */
  uint8_t unused;
  uint32_t feature; /**< first, into feature */
  uint32_t n_feature;
  uint32_t concept_id; /**< first, into concept_id: one of these or below it */
  uint32_t n_concept;
  uint32_t head; /**< likewise */
  uint32_t n_head;
  uint32_t ends; /**< first, into ends: its last characters are one of these */
  uint32_t n_ends;
} ys_condition;

typedef struct ys_gap {
  uint16_t min;
  uint16_t max;
  uint16_t without; /**< mention kinds that it may not skip */
  uint16_t unused;
  ys_pooled stop; /**< characters that it may not skip */
  uint64_t stops; /**< YS_CHAR_BIT of them */
  uint64_t stops_2;
} ys_gap;

static inline bool ys_gap_may_stop(const ys_gap *gap, uint32_t c) {
  return (gap->stops >> (c & 63u) & gap->stops_2 >> (c >> 6 & 63u) & 1u) != 0;
}

/** What must lie inside a mention: the first mention there that is so is captured. */
typedef struct ys_inside {
  uint32_t condition;
  uint16_t slot;
  bool core; /**< inside its core only */
  uint8_t unused;
} ys_inside;

typedef struct ys_node ys_node;
struct ys_node {
  ys_node_kind kind;
  ys_place place;
  ys_node *child; /**< first */
  ys_node *next;
  ys_node *inside; /**< mention: what must lie inside it, a list of mentions */
  bool core;       /**< of such a one: in the core */
  uint16_t slot;   /**< captured as, or YS_NO_SLOT */
  uint16_t min;    /**< repeat, list of mentions */
  uint16_t max;
  uint8_t unit;  /**< ys_unit of start, end, rest */
  bool negative; /**< look: must not fit */
  bool behind;   /**< look: to the left */
  ys_chars text; /**< text; list of mentions: separator; quote: its two marks */
  uint32_t condition;
  ys_gap gap;
  ys_view name; /**< fragment referred to */
  ys_view capture;
};

typedef enum ys_op {
  YS_OP_TEXT,    /**< a: first character in the pool, b: how many */
  YS_OP_TEXTS,   /**< one of these, the first that fits: a: first of the choices, b: how many */
  YS_OP_SPLIT,   /**< try a, then b */
  YS_OP_JUMP,    /**< to a */
  YS_OP_MENTION, /**< a: condition, b: first inside, flag: how many */
  YS_OP_WORD,    /**< a: condition */
  YS_OP_GAP,     /**< a: gap */
  YS_OP_START,   /**< flag: ys_unit */
  YS_OP_END,     /**< flag: ys_unit */
  YS_OP_LOOK, /**< flag: 1 negative, 2 behind (b: fewest and most characters); what is looked for follows, go on at a */
  YS_OP_QUOTE, /**< a: opening mark, b: closing mark */
  YS_OP_REST,  /**< flag: ys_unit */
  YS_OP_OPEN,
  YS_OP_CLOSE,
  YS_OP_ACCEPT
} ys_op;

typedef struct ys_code {
  uint8_t op;
  uint8_t flag;
  uint16_t slot;
  uint32_t a;
  uint32_t b;
  uint32_t ahead; /**< number; 0, anything, for codes that are not asked */
} ys_code;

/** What may stand at a place when a code and what follows it fit there: one of these. */
typedef struct ys_ahead {
  uint64_t chars; /**< YS_CHAR_BIT of characters */
  uint64_t chars_2;
  uint64_t chars_3;
  uint64_t words; /**< YS_CLASS_BIT of classes of words */
  uint16_t kinds; /**< of mentions that begin there: bits */
  bool any;       /**< or anything else, the end of the block too; all characters are there then */
  uint8_t unused[5];
} ys_ahead;

#define YS_FAR 0x3fffffffu /**< as far as one likes */

/** What may stand between the beginning of a match and a part of it. */
typedef struct ys_reach_before {
  uint32_t min;   /**< fewest characters */
  uint32_t max;   /**< most characters, but for the mentions and what a gap skips */
  uint32_t names; /**< mentions that are no quotations */
  uint32_t gaps;  /**< characters or whole mentions of any kind */
} ys_reach_before;

#define YS_ANY_KIND 0x8000u /**< among kinds of mention: nothing is asked */

/** One pattern of one rule, compiled. */
typedef struct ys_program {
  uint32_t rule;
  uint32_t start; /**< first code; of the rule's whole set */
  bool exception;
  uint8_t sets;    /**< sets of literals that a match needs one of each of: bits, 0 for none */
  uint8_t n_kinds; /**< masks of kinds of mention that a match needs one of each of */
  uint8_t unused;
  uint16_t kinds[YS_RULE_SETS]; /**< n_kinds of them, then YS_ANY_KIND */
  uint16_t blocks;              /**< of its rule: bits by ys_block_kind */
  uint16_t unused_2;
  ys_reach_before window; /**< what may stand before a literal of set 0 */
  uint32_t begin;         /**< first of its beginnings */
  uint32_t n_begin;
} ys_program;

/** A fact that a rule makes. */
typedef struct ys_fact_template {
  ys_string type;
  ys_string status;
  uint32_t needed;              /**< slot that must have been captured, or YS_NO_SLOT */
  uint32_t slots[YS_ARG_ROLES]; /**< an argument is what was captured in these: bits */
} ys_fact_template;

/** One rule, compiled. */
typedef struct ys_rule {
  ys_string id;
  ys_string iri;
  ys_string description_en;
  ys_string description_zh;
  uint32_t file; /**< number */
  ys_place place;
  int32_t priority;
  uint16_t blocks; /**< bits by ys_block_kind */
  bool overlap;    /**< matches of this rule may overlap */
  bool own;        /**< added by the user */
  uint32_t fact;   /**< first */
  uint32_t n_fact;
  uint32_t program;     /**< first; the patterns, then the exceptions */
  uint32_t n_program;   /**< patterns */
  uint32_t n_exception; /**< exceptions */
  uint32_t n_example;
  uint32_t n_counter; /**< examples of what it does not find, not among the others */
} ys_rule;

/* ---- what the files say ---- */

/** An argument of a fact: names that something was captured under, separated by blanks. */
typedef struct ys_fact_argument {
  ys_view ref;
  ys_place place;
  uint32_t slots; /**< of the names: bits */
} ys_fact_argument;

typedef struct ys_fact_source {
  ys_view type;
  ys_view status;
  ys_place place;
  ys_view needs;   /**< name that must have been captured; empty: none */
  uint16_t needed; /**< its slot, or YS_NO_SLOT */
  ys_fact_argument arg[YS_ARG_ROLES];
} ys_fact_source;

/** A fact as an example states it: surfaces, several joined by '|'. */
typedef struct ys_fact_expected {
  ys_view type;
  ys_view status;
  ys_view arg[YS_ARG_ROLES];
} ys_fact_expected;

typedef struct ys_example {
  ys_place place;
  bool counter;
  ys_view text; /**< an article in Markdown, one or more blocks */
  YS_ARRAY(ys_fact_expected) fact;
} ys_example;

/** One rule as it was read. */
typedef struct ys_rule_source {
  ys_view id;
  ys_view iri;
  ys_view file;
  uint32_t file_number;
  ys_place place;
  ys_view description_en;
  ys_view description_zh;
  int32_t priority;
  uint16_t blocks; /**< bits by ys_block_kind */
  bool overlap;    /**< matches of this rule may overlap */
  bool own;        /**< added by the user */
  YS_ARRAY(ys_node *) pattern;
  YS_ARRAY(ys_node *) exception;
  YS_ARRAY(ys_fact_source) fact;
  YS_ARRAY(ys_example) example;
  ys_view slot[YS_RULE_SLOTS];
  ys_place slot_place[YS_RULE_SLOTS]; /**< line 0: named by a fragment, need not be used */
  uint32_t n_slot;
  uint32_t program; /**< first; the patterns, then the exceptions */
} ys_rule_source;

typedef struct ys_fragment {
  ys_view id;
  ys_view file;
  ys_place place;
  ys_node *node;
  bool open;  /**< being compiled: finds circles */
  bool used;  /**< or spare */
  bool spare; /**< of a file whose rules are left out: another one of this name comes before it */
} ys_fragment;

/** With what a program may begin. */
typedef enum ys_begin_sort {
  YS_BEGIN_CHAR,
  YS_BEGIN_KIND,  /**< of a mention */
  YS_BEGIN_CLASS, /**< of a word */
  YS_BEGIN_EDGE   /**< of a clause: begins with <start> and a gap */
} ys_begin_sort;
#define YS_BEGIN_KEY(sort, what) ((uint32_t)(sort) << 24 | (uint32_t)(what))

typedef struct ys_begin {
  uint32_t key; /**< YS_BEGIN_KEY */
  uint32_t program;
} ys_begin;

/** That a program needs this literal, or another one of its set. */
typedef struct ys_anchor {
  uint32_t program;
  uint32_t set;
} ys_anchor;

/** A literal that programs can't do without. */
typedef struct ys_literal {
  ys_pooled text;
  uint32_t first; /**< into anchor */
  uint32_t n;
} ys_literal;

/** A step of the trie of literals; next is 0: none. */
typedef struct ys_step {
  uint32_t state;
  uint32_t c;
  uint32_t next;
} ys_step;

/** Whether the character, one inside the block, may be among what stands there. */
static inline bool ys_ahead_has(const ys_ahead *ahead, uint32_t c) {
  return (ahead->chars & YS_CHAR_BIT(c)) != 0 && (ahead->chars_2 & YS_CHAR_BIT_2(c)) != 0 &&
         (ahead->chars_3 & YS_CHAR_BIT_3(c)) != 0;
}

struct ys_rules {
  ys_arena *arena;
  const ys_lexicon *lexicon; /**< NULL in some tests: no word and no feature fits then */
  uint64_t digest;
  YS_ARRAY(ys_view) file; /**< paths, as messages name them */
  void *map;              /**< the image that the compiled arrays lie in; NULL: they lie in the arena */
  size_t map_bytes;
  const char *folder; /**< that the image stands for */

  /* what the files say; empty when an image is used */
  YS_ARRAY(ys_rule_source) source; /**< by rule */
  YS_ARRAY(ys_fragment) fragment;
  YS_ARRAY(ys_node *) node; /**< by program */

  /* compiled; image.c lists these arrays */
  YS_ARRAY(ys_rule) rule;
  YS_ARRAY(ys_fact_template) fact; /**< by rule */
  YS_ARRAY(ys_string) name;        /**< of the files, without their folders */
  YS_ARRAY(ys_condition) condition;
  YS_ARRAY(ys_feature) feature; /**< by condition */
  YS_ARRAY(ys_string) value;    /**< by feature */
  YS_ARRAY(uint32_t) concept_id;
  YS_ARRAY(ys_pooled) ends;
  YS_ARRAY(ys_gap) gap;
  YS_ARRAY(ys_inside) inside;
  YS_ARRAY(ys_pooled) choice; /**< literals of YS_OP_TEXTS */
  YS_ARRAY(ys_ahead) ahead;
  YS_ARRAY(ys_code) code;
  YS_ARRAY(ys_program) program;
  YS_ARRAY(uint32_t) pool; /**< characters of the literals */
  YS_ARRAY(ys_literal) literal;
  YS_ARRAY(ys_anchor) anchor;
  YS_ARRAY(uint32_t) unanchored; /**< programs that need no literal */
  YS_ARRAY(uint32_t) state; /**< of the trie of literals, 0 its beginning: the literal that ends there, or UINT32_MAX */
  YS_ARRAY(ys_step) step;   /**< hash table by state and character; a power of two */
  YS_ARRAY(uint8_t) gate;   /**< by how literals begin (literals.h); a power of two */
  YS_ARRAY(ys_begin) begin; /**< by program */
  YS_ARRAY(char) byte;      /**< of the strings */
};

static inline ys_view ys_rules_string(const ys_rules *rules, ys_string s) {
  return s.n ? (ys_view){rules->byte.at + s.first, s.n} : YS_VIEW("");
}

/** One rule file in memory. */
typedef struct ys_rule_file {
  ys_view name;
  ys_view bytes;
  bool fragments_only; /**< its rules are left out */
  bool valid;          /**< known to follow the schema (seal.h) */
  bool own;            /**< added by the user */
} ys_rule_file;

/** As ys_rules_open, of files in memory, in the order given. All errors are reported, at most YS_RULE_ERRORS. */
ys_status ys_rules_open_files(const yanshu_allocator *allocator, const ys_rule_file *file, size_t n,
                              const ys_lexicon *lexicon, const ys_log *log, ys_rules **out);

#endif
