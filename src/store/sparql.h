/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file sparql.h
 * Reads the part of SPARQL that is answered here; everything else is refused by name. Inside of the room.
 *
 * Not by rasqal: 0.9.33 takes back bindings wrongly when a pattern of some length goes on to the next solution, and so
 * gives rows that no data holds; compares values of different types; adds for `?x - 1`; and crashes on VALUES. What is
 * read here is small enough to be right: tests/store compares it with another engine on random queries.
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

typedef enum ys_cell_kind { YS_CELL_NONE, YS_CELL_IRI, YS_CELL_BLANK, YS_CELL_LITERAL } ys_cell_kind;

/** A term. */
typedef struct ys_cell {
  ys_cell_kind kind;
  ys_view text;
  ys_view language; /**< of a literal; empty: none */
  ys_view datatype; /**< of a literal; empty: a plain one */
} ys_cell;

/** A place of a triple pattern. */
typedef struct ys_place {
  bool is_variable;
  uint32_t variable;
  ys_cell constant;
} ys_place;

typedef enum ys_operand_kind {
  YS_OPERAND_VARIABLE, /**< the value of a variable */
  YS_OPERAND_CONSTANT,
  YS_OPERAND_STR,    /**< STR(?x) */
  YS_OPERAND_LANG,   /**< LANG(?x) */
  YS_OPERAND_STRLEN, /**< STRLEN of `inner` */
  YS_OPERAND_CONDITION
} ys_operand_kind;

typedef struct ys_condition ys_condition;

typedef struct ys_operand {
  ys_operand_kind kind;
  uint32_t variable;
  ys_cell constant;
  const struct ys_operand *inner;
  const ys_condition *condition;
} ys_operand;

typedef enum ys_test {
  YS_TEST_AND,
  YS_TEST_OR,
  YS_TEST_NOT,
  YS_TEST_EQUAL,
  YS_TEST_UNEQUAL,
  YS_TEST_LESS,
  YS_TEST_LESS_EQUAL,
  YS_TEST_MORE,
  YS_TEST_MORE_EQUAL,
  YS_TEST_BOUND,
  YS_TEST_IRI,
  YS_TEST_LITERAL,
  YS_TEST_BLANK,
  YS_TEST_CONTAINS,
  YS_TEST_STARTS,
  YS_TEST_ENDS,
  YS_TEST_REGEX,
  YS_TEST_LANGMATCHES
} ys_test;

/** A condition over one solution: true, false or an error. */
struct ys_condition {
  ys_test test;
  ys_operand a; /**< conditions for AND, OR, NOT */
  ys_operand b;
  bool ignore_case; /**< of REGEX */
};

typedef enum ys_element_kind { YS_ELEMENT_TRIPLE, YS_ELEMENT_OPTIONAL, YS_ELEMENT_UNION } ys_element_kind;

struct ys_group;

/** One part of a group. A group in a group is a UNION of one. */
typedef struct ys_element {
  ys_element_kind kind;
  ys_place place[3];
  YS_ARRAY(struct ys_group *) group;
} ys_element;

/** All elements join; then all filters must hold. */
typedef struct ys_group {
  YS_ARRAY(ys_element) element;
  YS_ARRAY(const ys_condition *) filter;
} ys_group;

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

/** A query, read. Variables are numbers; views are into the arena or the query's text. */
typedef struct ys_query {
  ys_query_form form;
  YS_ARRAY(ys_query_prefix) prefix;
  YS_ARRAY(ys_view) variable; /**< names */
  ys_group *pattern;
  YS_ARRAY(ys_element) construct;
  YS_ARRAY(ys_query_column) column; /**< of SELECT, in order */
  bool distinct;
  bool grouped; /**< there are aggregates or GROUP BY */
  YS_ARRAY(ys_view) key;
  YS_ARRAY(uint32_t) need; /**< the variables that columns, keys, aggregates and order are made of */
  YS_ARRAY(ys_query_order) order;
  size_t limit; /**< YS_NO_LIMIT: none */
  size_t offset;
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
