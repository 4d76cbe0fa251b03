/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file sparql.h
 * Reads SPARQL 1.1 queries; what is not answered here is refused by name. Inside of the room.
 *
 * Not by rasqal: 0.9.33 takes back bindings wrongly when a pattern of some length goes on to the next solution, and so
 * gives rows that no data holds; compares values of different types; adds for `?x - 1`; and crashes on VALUES. What is
 * answered here is compared with another engine on random queries by tests/store.
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
  YS_TOKEN_NUMBER, /**< without a sign */
  YS_TOKEN_WORD,   /**< keyword or function */
  YS_TOKEN_MARK,   /**< one or two characters of punctuation */
  YS_TOKEN_BAD     /**< text says what is wrong */
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

/** The most variables of a query, those that the reader makes included. */
#define YS_QUERY_VARIABLES 256U

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
bool ys_varset_within(const ys_varset *set, const ys_varset *of);
bool ys_varset_meets(const ys_varset *a, const ys_varset *b);

typedef enum ys_operator {
  YS_OP_VARIABLE,
  YS_OP_CONSTANT,
  YS_OP_OR,
  YS_OP_AND,
  YS_OP_NOT,
  YS_OP_EQUAL,
  YS_OP_UNEQUAL,
  YS_OP_LESS,
  YS_OP_LESS_EQUAL,
  YS_OP_MORE,
  YS_OP_MORE_EQUAL,
  YS_OP_IN, /**< the first argument is among the others */
  YS_OP_ADD,
  YS_OP_SUBTRACT,
  YS_OP_MULTIPLY,
  YS_OP_DIVIDE,
  YS_OP_NEGATE,
  YS_OP_EXISTS, /**< `group` has a solution */
  YS_OP_BOUND,
  YS_OP_IF,
  YS_OP_COALESCE,
  YS_OP_SAMETERM,
  YS_OP_ISIRI,
  YS_OP_ISBLANK,
  YS_OP_ISLITERAL,
  YS_OP_ISNUMERIC,
  YS_OP_STR,
  YS_OP_LANG,
  YS_OP_DATATYPE,
  YS_OP_STRLEN,
  YS_OP_SUBSTR,
  YS_OP_UCASE,
  YS_OP_LCASE,
  YS_OP_STRSTARTS,
  YS_OP_STRENDS,
  YS_OP_CONTAINS,
  YS_OP_STRBEFORE,
  YS_OP_STRAFTER,
  YS_OP_CONCAT,
  YS_OP_LANGMATCHES,
  YS_OP_REGEX,
  YS_OP_REPLACE,
  YS_OP_ENCODE,
  YS_OP_STRDT,
  YS_OP_STRLANG,
  YS_OP_ABS,
  YS_OP_ROUND,
  YS_OP_CEIL,
  YS_OP_FLOOR,
  YS_OP_YEAR,
  YS_OP_MONTH,
  YS_OP_DAY,
  YS_OP_HOURS,
  YS_OP_MINUTES,
  YS_OP_SECONDS,
  YS_OP_TZ,
  YS_OP_TO_INTEGER,
  YS_OP_TO_DECIMAL,
  YS_OP_TO_DOUBLE,
  YS_OP_TO_STRING,
  YS_OP_TO_BOOLEAN
} ys_operator;

struct ys_group;

typedef struct ys_expression {
  ys_operator op;
  uint32_t variable; /**< of VARIABLE and BOUND; of REGEX and REPLACE the number among those of the query */
  ys_cell constant;
  YS_ARRAY(const struct ys_expression *) argument;
  const struct ys_group *group; /**< of EXISTS */
} ys_expression;

typedef enum ys_path_kind {
  YS_PATH_LINK,
  YS_PATH_INVERSE,  /**< ^a */
  YS_PATH_SEQUENCE, /**< a/b */
  YS_PATH_CHOICE,   /**< a|b */
  YS_PATH_MAYBE,    /**< a? */
  YS_PATH_ANY,      /**< a* */
  YS_PATH_MANY      /**< a+ */
} ys_path_kind;

/** A property path. */
typedef struct ys_path {
  ys_path_kind kind;
  ys_cell link;
  const struct ys_path *a;
  const struct ys_path *b;
} ys_path;

typedef enum ys_element_kind {
  YS_ELEMENT_TRIPLE,
  YS_ELEMENT_PATH, /**< `path` of a kind that goes on: ?, * or + */
  YS_ELEMENT_OPTIONAL,
  YS_ELEMENT_UNION, /**< a group in a group is a union of one */
  YS_ELEMENT_MINUS,
  YS_ELEMENT_BIND,
  YS_ELEMENT_VALUES,
  YS_ELEMENT_SELECT
} ys_element_kind;

/** One part of a group. */
typedef struct ys_element {
  ys_element_kind kind;
  ys_place place[3]; /**< of TRIPLE; of PATH its two ends are the first and the last */
  const ys_path *path;
  YS_ARRAY(struct ys_group *) group; /**< of OPTIONAL, UNION, MINUS */
  const ys_expression *expression;   /**< of BIND */
  YS_ARRAY(uint32_t) variable;       /**< of BIND one, of VALUES its columns */
  YS_ARRAY(ys_cell) value;           /**< of VALUES, row by row; kind YS_CELL_NONE: UNDEF */
  const struct ys_select *select;    /**< of SELECT */
} ys_element;

typedef struct ys_filter {
  const ys_expression *expression;
  ys_varset used;
  bool exists; /**< there is an EXISTS in it */
} ys_filter;

/** All elements join, one after the other; then all filters must hold. */
typedef struct ys_group {
  YS_ARRAY(ys_element) element;
  YS_ARRAY(ys_filter) filter;
} ys_group;

typedef enum ys_aggregate_kind {
  YS_AGGREGATE_COUNT,
  YS_AGGREGATE_SUM,
  YS_AGGREGATE_AVG,
  YS_AGGREGATE_MIN,
  YS_AGGREGATE_MAX,
  YS_AGGREGATE_CONCAT
} ys_aggregate_kind;

typedef struct ys_aggregate {
  ys_aggregate_kind kind;
  bool distinct;
  const ys_expression *of; /**< NULL: every row */
  ys_view separator;       /**< of CONCAT */
  uint32_t variable;       /**< that its value is given to */
} ys_aggregate;

/** (expression AS ?variable); expression NULL: the variable itself. */
typedef struct ys_query_column {
  uint32_t variable;
  const ys_expression *expression;
} ys_query_column;

/** ORDER BY */
typedef struct ys_query_order {
  const ys_expression *expression;
  bool down;
} ys_query_order;

#define YS_NO_LIMIT SIZE_MAX

/** SELECT and all behind it, the whole query or in a group. */
typedef struct ys_select {
  ys_group *pattern;
  YS_ARRAY(ys_query_column) column; /**< in order */
  bool distinct;
  bool grouped; /**< there are aggregates or GROUP BY */
  YS_ARRAY(ys_query_column) key;
  YS_ARRAY(ys_aggregate) aggregate;
  YS_ARRAY(const ys_expression *) having;
  YS_ARRAY(ys_query_order) order;
  YS_ARRAY(ys_element) values; /**< VALUES behind it */
  size_t limit;                /**< YS_NO_LIMIT: none */
  size_t offset;
} ys_select;

/** A query, read. Variables are numbers; views are into the arena or the query's text. */
typedef struct ys_query {
  ys_query_form form;
  YS_ARRAY(ys_query_prefix) prefix;
  YS_ARRAY(ys_view) variable; /**< names; those that the reader makes have none */
  ys_select select;           /**< of ASK and CONSTRUCT without columns */
  YS_ARRAY(ys_element) construct;
  uint32_t n_regex; /**< REGEX and REPLACE */
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
