/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file sparql.h
 * Reads a SPARQL query before rasqal does, and lets through only what rasqal answers rightly. Inside of the room.
 *
 * Rasqal 0.9.33 gives wrong rows for some constructs, drops rows for others and crashes on a few, without a word. So
 * the grammar here is a list of what is known to be right (tests/store compares it with another engine on random
 * queries); everything else is refused by name.
 */
#ifndef YS_STORE_SPARQL_H
#define YS_STORE_SPARQL_H

#include "base/base.h"

typedef enum ys_token_kind {
  YS_TOKEN_END,
  YS_TOKEN_IRI,      /**< <...> */
  YS_TOKEN_NAME,     /**< prefix:local */
  YS_TOKEN_VARIABLE, /**< ?x or $x; text without the mark */
  YS_TOKEN_BLANK,    /**< _:x */
  YS_TOKEN_LANGUAGE, /**< @zh-hans; text without the mark */
  YS_TOKEN_STRING,
  YS_TOKEN_NUMBER,
  YS_TOKEN_WORD, /**< keyword or function */
  YS_TOKEN_MARK, /**< one or two characters of punctuation */
  YS_TOKEN_BAD   /**< text says what is wrong */
} ys_token_kind;

typedef struct ys_token {
  ys_token_kind kind;
  ys_view text; /**< in the query, but for YS_TOKEN_BAD */
  size_t start; /**< byte offset in the query */
  size_t line;  /**< 1-based */
} ys_token;

/** Where the next token begins; zero-initialise but for `text` and line = 1. */
typedef struct ys_tokens {
  ys_view text;
  size_t at;
  size_t line;
} ys_tokens;

void ys_token_next(ys_tokens *t, ys_token *out);
/** Whether @p token is the mark @p mark. */
bool ys_token_is(const ys_token *token, const char *mark);
/** Whether @p token is the word @p word (upper case), in any case. */
bool ys_token_is_word(const ys_token *token, const char *word);

typedef enum ys_query_form { YS_QUERY_SELECT, YS_QUERY_ASK, YS_QUERY_CONSTRUCT } ys_query_form;

/** A prefix that the query declares; views into it. */
typedef struct ys_query_prefix {
  ys_view name; /**< without the colon */
  ys_view iri;
} ys_query_prefix;

typedef enum ys_aggregate { YS_AGGREGATE_NONE, YS_AGGREGATE_COUNT, YS_AGGREGATE_MIN, YS_AGGREGATE_MAX } ys_aggregate;

/** One column of SELECT. */
typedef struct ys_query_column {
  ys_view name;
  ys_view of; /**< the variable that an aggregate is over; empty: every row */
  uint8_t aggregate;
  bool distinct; /**< COUNT(DISTINCT ...) */
} ys_query_column;

/** ORDER BY a column. */
typedef struct ys_query_order {
  ys_view name;
  bool down;
  bool text; /**< by STR() of it */
} ys_query_order;

#define YS_NO_LIMIT SIZE_MAX

/**
 * A query that was let through. Rasqal finds the rows of SELECT; DISTINCT, groups, aggregates, order, LIMIT and OFFSET
 * are done here: rasqal takes terms of one value for one term, and makes up a group of nothing.
 */
typedef struct ys_query {
  ys_query_form form;
  const char *text; /**< for rasqal: NUL-terminated, without comments, language tags in lower case */
  YS_ARRAY(ys_query_prefix) prefix;
  YS_ARRAY(ys_query_column) column; /**< of SELECT, in order; none for `*` */
  bool distinct;
  bool grouped; /**< there are aggregates or GROUP BY */
  YS_ARRAY(ys_view) key;
  YS_ARRAY(ys_view) need; /**< the variables that `text` asks for; none: all */
  YS_ARRAY(ys_query_order) order;
  size_t limit; /**< YS_NO_LIMIT: none */
  size_t offset;
  bool joins_objects; /**< a variable stands in two places for objects: literals may be joined on */
  bool reads_text;    /**< STR() or LANG(), of which rasqal has its own idea for blank nodes */

  /* of the reader */
  size_t form_start;    /**< byte offset of SELECT … */
  size_t pattern_start; /**< of the outer pattern */
  size_t pattern_end;
  size_t modifiers_start; /**< of what follows the pattern */
} ys_query;

/** What is wrong with a query. */
typedef struct ys_query_fault {
  size_t line;
  const char *text; /**< in the arena or static */
} ys_query_fault;

/**
 * Reads @p text. Everything is in @p arena.
 * @return YANSHU_BAD_ARGUMENT (no SPARQL), YANSHU_UNSUPPORTED (fault->text names the construct), YANSHU_NO_MEMORY.
 */
ys_status ys_query_read(ys_arena *arena, ys_view text, ys_query *out, ys_query_fault *fault);

#endif
