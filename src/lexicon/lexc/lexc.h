/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file lexc.h
 * Compiles Turtle files and tables into an image: yanshu-lexc those of ontology/lexicon, into the file that the runtime
 * maps; the library a user's own, into memory (extend.c).
 *
 * Readers (turtle.c, table.c) fill the model; check.c resolves and checks it and makes the sorted lists; trie.c and
 * emit.c make the image. Everything lives in one arena. Mistakes in the sources are counted and reported with file and
 * line, as many as there are, and nothing is made when there is one.
 *
 * With a *base* lexicon the image stands beside it: numbers of classes are those of the base, concepts are numbered
 * after those of the base, a form that the base has too keeps the readings that it has there.
 */
#ifndef YS_LEXC_H
#define YS_LEXC_H

#include <xxhash.h>

/* Out of memory leaves an element out of its table, with hh.tbl NULL. */
#define HASH_NONFATAL_OOM 1
#define HASH_FUNCTION(key, length, hash) ((hash) = (unsigned)XXH64((key), (length), 0))
#include <uthash.h>

#include "lexicon/image.h"

#define LEXC_NS "https://w3id.org/yanshu/"
#define LEXC_MAX_FORM 64u /**< characters of a form */
#define LEXC_MAX_ERRORS 20u
#define LEXC_NEVER INT16_MIN

/** An interned string; two are equal when their addresses are. */
typedef struct lexc_string {
  UT_hash_handle hh;
  ys_view text;
  bool kept;       /**< goes into the image */
  uint32_t number; /**< its place in byte order among those that do; set by lexc_number_strings */
} lexc_string;

typedef struct lexc_origin {
  const char *file;
  uint32_t line;
} lexc_origin;

typedef struct lexc_form {
  lexc_string *text;
  ys_form kind;
} lexc_form;

typedef struct lexc_feature {
  lexc_string *key;
  lexc_string *value;
} lexc_feature;

typedef struct lexc_concept {
  UT_hash_handle hh; /**< by iri->text.p, which is unique because interned */
  lexc_string *iri;
  lexc_string *id;
  lexc_string *label;
  lexc_string *label_en;
  lexc_string *class_name;
  lexc_string *broader;
  bool is_scheme; /**< a skos:ConceptScheme: says something about the file, is no word */
  bool has_weight;
  int32_t weight;
  lexc_origin origin;
  YS_ARRAY(lexc_form) form;
  YS_ARRAY(lexc_feature) feature;
  struct lexc_concept *broader_concept;
  uint32_t broader_number; /**< of a concept of the base, or YS_NO_CONCEPT */
  bool in_base;            /**< a concept of the base that is given further names */
  uint32_t number;
  uint16_t class_id;
} lexc_concept;

/** A word of a table that is no concept. */
typedef struct lexc_word {
  lexc_string *text;
  lexc_string *class_name;
  int32_t weight;
  uint16_t tag; /**< part of speech, a letter; 0 unknown */
  lexc_origin origin;
} lexc_word;

typedef struct lexc_character {
  uint32_t c;
  ys_character record;
  lexc_string *pinyin;
} lexc_character;

typedef struct lexc_reading {
  lexc_string *surname;
  lexc_string *pinyin;
  lexc_origin origin;
} lexc_reading;

/** A form with one of its readings, ready to be written. */
typedef struct lexc_entry {
  lexc_string *text;
  ys_entry entry;
  lexc_origin origin;
  bool of_base; /**< was in the base lexicon already */
} lexc_entry;

typedef struct lexc {
  ys_arena *arena;
  const ys_log *log;
  const ys_lexicon *base; /**< NULL: none */
  lexc_string *strings;   /**< hash head */
  lexc_concept *concepts; /**< hash head */
  YS_ARRAY(lexc_word) word;
  YS_ARRAY(lexc_character) character;
  YS_ARRAY(lexc_reading) reading;
  /* made by lexc_check */
  YS_ARRAY(lexc_string *) class_name;  /**< by class number */
  YS_ARRAY(lexc_concept *) concept_at; /**< by concept number */
  YS_ARRAY(lexc_entry) entry;          /**< by form, then in the order in which a form's entries are kept */
  uint32_t errors;
  bool no_memory;
} lexc;

/* ---- model.c ---- */

void lexc_init(lexc *x, ys_arena *arena, const ys_lexicon *base, const ys_log *log);
void lexc_done(lexc *x); /**< frees the hash tables; the arena is the caller's */
/** Reports a mistake in a source. */
void lexc_error(lexc *x, lexc_origin origin, const char *format, ...) __attribute__((format(printf, 3, 4)));
/** Notes that memory ran out (once is enough). */
void lexc_no_memory(lexc *x);
/** NULL only when out of memory (noted). */
lexc_string *lexc_intern(lexc *x, ys_view text);
/** The concept with this IRI, made at @p origin if it is new; NULL only when out of memory (noted). */
lexc_concept *lexc_concept_of(lexc *x, ys_view iri, lexc_origin origin);
lexc_concept *lexc_concept_find(const lexc *x, const lexc_string *iri);
void lexc_add_form(lexc *x, lexc_concept *c, ys_form kind, ys_view text);
void lexc_add_feature(lexc *x, lexc_concept *c, ys_view key, ys_view value);
/** Reports what is wrong with the form; true when nothing is. */
bool lexc_form_is_good(lexc *x, ys_view text, lexc_origin origin);
/** Reads a whole decimal integer within [low, high]. */
bool lexc_integer(ys_view text, long low, long high, int32_t *value);
/** Numbers the kept strings in byte order and returns them so; *n of them. NULL when out of memory (noted). */
lexc_string **lexc_number_strings(lexc *x, uint32_t *n);

/* ---- readers: what can't be read or understood is reported ---- */

void lexc_read_turtle(lexc *x, const char *path);
void lexc_read_table(lexc *x, const char *path);
/** One of the two, by the end of the name. */
void lexc_read_source(lexc *x, const char *path);

/* ---- check.c, emit.c, trie.c ---- */

void lexc_check(lexc *x);

/** A double array: units and the alphabet's numbers. */
typedef struct lexc_trie {
  ys_image_unit *unit;
  uint32_t n_unit;
  const uint16_t *code;   /**< by code point, 0x110000 of them */
  YS_ARRAY(uint64_t) set; /**< sets of classes; number 0 is the empty one */
} lexc_trie;

/** Builds the trie of x->entry (sorted by form); false when out of memory (noted) or too large (reported). */
bool lexc_trie_build(lexc *x, lexc_trie *trie);
/** Appends the image of a checked model; false when it can't (reported). */
bool lexc_emit(lexc *x, ys_buffer *out);

#endif
