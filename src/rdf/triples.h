/* SPDX-License-Identifier: Apache-2.0 */
/** @file triples.h Inside of the room: sorted triples, and what all writers of syntaxes share. */
#ifndef YS_RDF_TRIPLES_H
#define YS_RDF_TRIPLES_H

#include "rdf/rdf.h"
#include "rdf/terms.h"

/**
 * Triples of one article or of many, in the order of their bytes in N-Triples. So are the terms that are IRIs; literals
 * come before them, in any order.
 */
struct ys_triples {
  ys_view base;
  const ys_term *term;
  uint32_t n_term;
  const ys_triple *triple; /**< distinct */
  uint32_t n;
  uint32_t distinct; /**< without regard to g */
};

/** Sorts @p triple (changed) over @p terms into @p out, which lives in @p arena. */
ys_status ys_triples_settle(ys_arena *arena, ys_view base, const ys_terms *terms, ys_triple *triple, uint32_t n,
                            ys_triples **out);

/** Output that is handed on in pieces when there is a function for it, and collected when there is none. */
typedef struct ys_out {
  ys_buffer *b;
  yanshu_write_func write;
  void *user;
  ys_status status; /**< the first failure */
} ys_out;
/** Hands on what has been collected when it is much. To be called between pieces; false: stop. */
bool ys_out_settle(ys_out *out);
/** Hands on the rest. */
ys_status ys_out_end(ys_out *out);

/** Which subjects come first; the order of a page that one reads. */
typedef struct ys_subject {
  uint32_t begin; /**< triples [begin, end) are about it */
  uint32_t end;
  uint32_t group; /**< 0: articles, then people … */
  uint32_t id;
} ys_subject;

/** The triples in reading order: subjects by kind, types and names first. Freed with ys_reading_free(). */
typedef struct ys_reading {
  const yanshu_allocator *allocator;
  ys_subject *subject;
  uint32_t n;
  ys_triple *triple; /**< distinct by s, p, o; those of a subject together */
} ys_reading;
ys_status ys_reading_make(const yanshu_allocator *allocator, const ys_triples *t, ys_reading *r);
void ys_reading_free(ys_reading *r);

/** The place of @p id's first triple, or of where it would be. */
uint32_t ys_triples_find(const ys_triples *t, uint32_t id);
/** The first object of @p subject and the vocabulary's @p predicate, or YS_NO_TERM. */
uint32_t ys_triples_object(const ys_triples *t, uint32_t subject, ys_vocab predicate);
/** The label of @p subject to show: Chinese before others; NULL when it has none. */
const ys_term *ys_triples_label(const ys_triples *t, uint32_t subject);

/* Syntaxes: all between begin and end. @p first: nothing was written before. */
void ys_lines_write(const ys_triples *t, bool graphs, ys_out *out);
void ys_turtle_begin(ys_view base, ys_buffer *out);
void ys_turtle_write(const ys_triples *t, const ys_reading *r, ys_out *out);
void ys_xml_begin(ys_buffer *out);
void ys_xml_write(const ys_triples *t, const ys_reading *r, bool abbreviated, ys_out *out);
void ys_xml_end(ys_buffer *out);
/** How JSON-LD writes the values of a property. */
typedef enum ys_jsonld_form {
  YS_JSONLD_FULL,     /**< each says itself what it is */
  YS_JSONLD_IRI,      /**< strings are IRIs */
  YS_JSONLD_LANGUAGE, /**< an object with a key a language */
  YS_JSONLD_DATE,     /**< strings are xsd:date */
  YS_JSONLD_OFFSET    /**< strings are xsd:nonNegativeInteger */
} ys_jsonld_form;
ys_jsonld_form ys_jsonld_form_of(ys_vocab predicate);
void ys_jsonld_begin(ys_view base, ys_buffer *out);
void ys_jsonld_write(const ys_triples *t, const ys_reading *r, bool first, ys_out *out);
void ys_jsonld_end(ys_buffer *out);

/** Appends a string literal. */
#define YS_OUT_TEXT(b, literal) ys_buffer_append((b), (literal), sizeof(literal) - 1)

void ys_csv_begin(ys_buffer *out);
void ys_csv_write(const ys_triples *t, ys_out *out);
/** The CSVW description of a table in a file of that name (without its folder). */
void ys_csv_metadata(ys_view name, ys_buffer *out);
void ys_dot_begin(ys_buffer *out);
void ys_dot_write(const ys_triples *t, ys_out *out);
void ys_dot_end(ys_buffer *out);

/** As ys_syntax_article(), also in pieces. */
ys_status ys_syntax_put(yanshu_syntax syntax, const ys_triples *t, bool first, ys_out *out);

/** Whether @p iri is better written below @p base, with nothing that resolving it could change: *rest is that part. */
bool ys_iri_below(ys_view base, ys_view iri, ys_view *rest);
/** A prefix of which @p iri is that and a plain name (*rest); NULL when there is none. */
const ys_vocab_prefix *ys_iri_prefix(ys_view iri, ys_view *rest);

#endif
