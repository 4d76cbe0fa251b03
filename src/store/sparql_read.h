/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_read.h What the two halves of the reader share: patterns and expressions. Inside of the room. */
#ifndef YS_STORE_SPARQL_READ_H
#define YS_STORE_SPARQL_READ_H

#include "store/sparql.h"

/** The most variables of a query, and the deepest nesting of groups and expressions. */
#define YS_QUERY_VARIABLES 256U
#define YS_QUERY_DEPTH 32U

/** A set of variables. */
typedef struct ys_varset {
  uint64_t bits[YS_QUERY_VARIABLES / 64];
} ys_varset;

static inline void ys_varset_add(ys_varset *set, size_t i) {
  set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}
static inline bool ys_varset_has(const ys_varset *set, size_t i) {
  return (set->bits[i / 64] >> (i % 64) & 1) != 0;
}
void ys_varset_join(ys_varset *set, const ys_varset *more); /**< union, in place */
void ys_varset_meet(ys_varset *set, const ys_varset *with); /**< intersection, in place */
/** The first member of (a and b) that is not in @p without; YS_QUERY_VARIABLES when there is none. */
size_t ys_varset_first(const ys_varset *a, const ys_varset *b, const ys_varset *without);

/** A group of patterns being read. */
typedef struct ys_scope {
  ys_varset bound;   /**< bound in some solutions */
  ys_varset certain; /**< bound in every solution */
  ys_varset tested;  /**< used by a FILTER that stands in this group */
} ys_scope;

/** What an expression or a column uses. */
typedef struct ys_used {
  ys_varset variable; /**< outside of an aggregate */
  ys_varset inside;   /**< inside of one */
  ys_query_column column;
} ys_used;

typedef struct ys_reader {
  ys_arena *arena;
  ys_tokens tokens;
  ys_token token; /**< the next one */
  ys_query *query;
  ys_query_fault *fault;
  ys_status status;
  unsigned depth;
  /** For each variable, the SELECT in which it stands hidden (1 …), or 0. */
  uint16_t select[YS_QUERY_VARIABLES];
  ys_varset need; /**< what rasqal is asked for */
  uint16_t n_select;
} ys_reader;

void ys_read_step(ys_reader *r);                               /**< to the next token */
bool ys_read_wrong(ys_reader *r, const char *expected);        /**< syntax error at the next token; false */
bool ys_read_refuse(ys_reader *r, const char *what);           /**< unsupported construct; false */
bool ys_read_mark(ys_reader *r, const char *mark);             /**< takes @p mark, or syntax error */
bool ys_read_word(ys_reader *r, const char *word);             /**< takes @p word, or syntax error */
bool ys_read_no_memory(ys_reader *r);                          /**< false */
bool ys_read_enter(ys_reader *r);                              /**< one deeper; pair with r->depth-- */
bool ys_read_variable(ys_reader *r, size_t *index);            /**< takes a variable */
bool ys_read_iri(ys_reader *r, ys_cell *out);                  /**< takes an IRI or a prefixed name */
bool ys_read_literal(ys_reader *r, bool *found, ys_cell *out); /**< takes a literal, if there is one */
bool ys_read_aggregate(ys_reader *r, ys_used *used);           /**< COUNT, MIN or MAX */
bool ys_read_constraint(ys_reader *r, ys_used *used, const ys_condition **out); /**< ( expression ) or a call */
bool ys_read_group(ys_reader *r, const ys_scope *outer, ys_scope *out, ys_group **group); /**< { ... } */
/** SELECT and all behind it, the inner of a group or a whole query. @p projected are the variables that go out. */
bool ys_read_select(ys_reader *r, bool whole, ys_varset *projected, ys_group **group);
/** ORDER BY, LIMIT, OFFSET … behind a pattern. */
bool ys_read_modifiers(ys_reader *r, bool whole, const ys_varset *visible);
bool ys_read_triples(ys_reader *r, bool pattern, ys_scope *scope,
                     ys_group *group); /**< one subject and all behind it */

#endif
