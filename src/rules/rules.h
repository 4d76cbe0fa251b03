/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rules.h
 * Mentions to facts: what word order means. Rules are XML files in ontology/rules (RELAX NG schema beside them).
 */
#ifndef YS_RULES_H
#define YS_RULES_H

#include "recognize/recognize.h"

typedef struct ys_rules ys_rules;

/** Roles that a fact's arguments play; a rule file names them by the lower-case word. */
typedef enum ys_argument_role {
  YS_ARG_SUBJECT,
  YS_ARG_OBJECT,
  YS_ARG_DATE,
  YS_ARG_PLACE,
  YS_ARG_TEXT, /**< words between two points of the pattern */
  YS_ARG_ROLES
} ys_argument_role;

#define YS_FACT_VALUES 8

/** One argument: mentions, or a stretch of text. */
typedef struct ys_argument {
  uint32_t n;                       /**< mentions held */
  uint32_t mention[YS_FACT_VALUES]; /**< indices into ys_mentions.list */
  uint32_t begin;                   /**< characters covered, also when n is 0 */
  uint32_t end;
} ys_argument;

/** What a rule found. */
typedef struct ys_fact {
  ys_view type;   /**< "holds", "said", "approved", "founded", "alias" …: as the rule file says */
  ys_view rule;   /**< IRI of the rule */
  ys_view status; /**< "elected", "dismissed" …, or empty */
  uint32_t begin; /**< characters matched */
  uint32_t end;
  ys_argument arg[YS_ARG_ROLES];
} ys_fact;

typedef struct ys_facts {
  YS_ARRAY(ys_fact) list; /**< by begin, end, rule */
  uint64_t rules;         /**< digest of the rules that were applied */
} ys_facts;

/** Where rules are: a file, or a folder whose *.xml are read in byte order of their names. */
typedef struct ys_rules_source {
  const char *path;
  const char *image;   /**< of a folder: the file with its rules compiled for the lexicon, or NULL */
  bool fragments_only; /**< its rules are left out, its fragments are there to be referred to */
  bool own;            /**< added by the user */
} ys_rules_source;

/**
 * Reads and compiles all, in this order. Errors carry file, line and column. Of one folder alone, whose image is sound
 * and was made of the very files that are in it and for this lexicon, the image is used and no file is compiled;
 * what it gives is the same.
 */
ys_status ys_rules_open_sources(const yanshu_allocator *allocator, const ys_rules_source *source, size_t n,
                                const ys_lexicon *lexicon, const ys_log *log, ys_rules **out);
/** The same for one folder. */
ys_status ys_rules_open(const yanshu_allocator *allocator, const char *folder, const ys_lexicon *lexicon,
                        const ys_log *log, ys_rules **out);
void ys_rules_close(ys_rules *rules);
uint64_t ys_rules_digest(const ys_rules *rules);

size_t ys_rules_count(const ys_rules *rules);
/** What is known of rule @p i, which there is. */
yanshu_rule ys_rules_get(const ys_rules *rules, size_t i);
/** Number of the rule that gave a fact. */
size_t ys_rules_of_fact(const ys_rules *rules, const ys_fact *fact);
/** Words of an argument as an example writes them: normalised, mentions joined by '|'; p is NULL when out of memory. */
ys_view ys_argument_words(ys_arena *arena, const ys_document *document, const ys_mentions *mentions,
                          const ys_argument *argument);

/**
 * Reads the text of every example as an article in Markdown, applies all rules, and compares the facts of the
 * example's own rule with those it states: an example has exactly these, a counter-example none. Then looks for rules
 * that another rule makes needless. Each finding is reported as an error at its file, line and column.
 * @return YANSHU_OK also when there are findings: look at @p report.
 */
ys_status ys_rules_check(const yanshu_allocator *allocator, const ys_rules *rules, bool own_only, const ys_log *log,
                         yanshu_rules_report *report);

ys_status ys_rules_apply(ys_arena *arena, const ys_rules *rules, const ys_document *document,
                         const ys_mentions *mentions, const ys_log *log, ys_facts *facts);

#endif
