/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_read.h What the parts of the reader share: terms, patterns, expressions. Inside of the room. */
#ifndef YS_STORE_SPARQL_READ_H
#define YS_STORE_SPARQL_READ_H

#include "store/sparql.h"

/** The deepest nesting of groups and expressions. */
#define YS_QUERY_DEPTH 32U

/** What expressions use. */
typedef struct ys_used {
  ys_varset variable; /**< outside of an aggregate */
  ys_select *select;  /**< where aggregates go; NULL: there may be none here */
  bool exists;        /**< there is an EXISTS */
} ys_used;

typedef struct ys_reader {
  ys_arena *arena;
  ys_tokens tokens;
  ys_token token; /**< the next one */
  ys_query *query;
  ys_query_fault *fault;
  ys_status status;
  unsigned depth;
} ys_reader;

void ys_read_step(ys_reader *r);                               /**< to the next token */
bool ys_read_wrong(ys_reader *r, const char *expected);        /**< syntax error at the next token; false */
bool ys_read_refuse(ys_reader *r, const char *what);           /**< unsupported construct; false */
bool ys_read_mark(ys_reader *r, const char *mark);             /**< takes @p mark, or syntax error */
bool ys_read_word(ys_reader *r, const char *word);             /**< takes @p word, or syntax error */
bool ys_read_no_memory(ys_reader *r);                          /**< false */
bool ys_read_enter(ys_reader *r);                              /**< one deeper; pair with r->depth-- */
bool ys_read_variable(ys_reader *r, uint32_t *index);          /**< takes a variable */
bool ys_new_variable(ys_reader *r, uint32_t *index);           /**< makes one that no query can name */
bool ys_read_iri(ys_reader *r, ys_cell *out);                  /**< takes an IRI or a prefixed name */
bool ys_read_literal(ys_reader *r, bool *found, ys_cell *out); /**< takes a literal, if there is one */

/** An expression without brackets around it. What it uses is added to @p used. */
bool ys_read_expression(ys_reader *r, ys_used *used, const ys_expression **out);
/** ( expression ) or a call */
bool ys_read_constraint(ys_reader *r, ys_used *used, const ys_expression **out);

bool ys_read_path(ys_reader *r, const ys_path **out);
/** Adds to @p group what @p path between two places is: triples where it can be. */
bool ys_add_path(ys_reader *r, ys_group *group, const ys_place *from, const ys_path *path, const ys_place *to);
ys_element *ys_add_element(ys_reader *r, ys_group *group, ys_element_kind kind); /**< NULL when out of memory */

/** { ... }; variables that it binds are added to @p scope. */
bool ys_read_group(ys_reader *r, ys_varset *scope, ys_group **group);
/** One subject and all behind it. @p pattern: else the template of CONSTRUCT. */
bool ys_read_triples(ys_reader *r, bool pattern, ys_varset *scope, ys_group *group);
/** VALUES without that word. */
bool ys_read_values(ys_reader *r, ys_element *out, ys_varset *scope);
/** SELECT and all behind it; variables that go out are added to @p scope. */
bool ys_read_select(ys_reader *r, ys_select *out, ys_varset *scope);
/** GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET, VALUES behind a pattern that binds @p scope. */
bool ys_read_modifiers(ys_reader *r, ys_select *out, ys_varset *scope);

#endif
