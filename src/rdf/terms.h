/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file terms.h
 * Checked terms, each held once and known by a number: triples are numbers, and a term is checked, escaped and compared
 * once however often it is used. No state but in the handles: any number of tables may be filled on as many threads.
 */
#ifndef YS_RDF_TERMS_H
#define YS_RDF_TERMS_H

#include "rdf/term.h"

/** An IRI, or a literal with a language or a datatype (never both). No blank nodes: files merge by union. */
typedef struct ys_term {
  ys_view line;     /**< as N-Triples writes it, in UTF-8: <iri>, "text"@tag, "text"^^<type> */
  ys_view text;     /**< the IRI, or the text without escapes */
  ys_view tag;      /**< language tag, or empty */
  ys_view type;     /**< IRI of the datatype; empty for strings */
  uint64_t hash;    /**< of all of it */
  uint32_t quoted;  /**< of a literal: bytes of line that are the string in its quotation marks */
  uint16_t vocab;   /**< ys_vocab; YS_VOCAB_TERMS when it is none */
  uint8_t datatype; /**< ys_datatype, when text is a canonical form of it; YS_TYPE_STRING for strings, YS_TYPES else */
  bool literal;
} ys_term;

/** Numbers of terms; in which graph (article) it stands. */
typedef struct ys_triple {
  uint32_t s;
  uint32_t p;
  uint32_t o;
  uint32_t g;
} ys_triple;

/** No graph: the default one. */
#define YS_NO_TERM UINT32_MAX

/** A growing table. Zero-initialise, set the arena, which all terms are in, and what is known of the data. */
typedef struct ys_terms {
  ys_arena *arena;
  ys_view data; /**< what IRIs of data begin with: a sound IRI that none of the vocabulary begins with; may be empty */
  YS_ARRAY(ys_term) term;
  uint32_t *slot;                 /**< open addressing: number + 1, or 0 */
  uint32_t slots;                 /**< a power of two */
  uint32_t vocab[YS_VOCAB_TERMS]; /**< number + 1 of each term of the vocabulary that is in use */
} ys_terms;

/** Makes room for about @p n terms at once. */
ys_status ys_terms_expect(ys_terms *terms, uint32_t n);
/**
 * The number of @p iri. @return YANSHU_BAD_TERM (nothing is reported; @p fault says why), YANSHU_NO_MEMORY,
 * YANSHU_LIMIT after 2^31 terms.
 */
ys_status ys_terms_iri(ys_terms *terms, ys_view iri, uint32_t *id, const char **fault);
/** As ys_terms_vocab, of a term that is not yet in use. */
ys_status ys_terms_vocab_add(ys_terms *terms, ys_vocab vocab, uint32_t *id);
static inline ys_status ys_terms_vocab(ys_terms *terms, ys_vocab vocab, uint32_t *id) {
  *id = terms->vocab[vocab] - 1;
  return terms->vocab[vocab] != 0 ? YANSHU_OK : ys_terms_vocab_add(terms, vocab, id);
}
/**
 * The number of a string of any text (ys_literal_clean() is done here) with a language @p tag, empty for none.
 * @return as ys_terms_iri(), and YANSHU_LIMIT with a fault for text that is too long.
 */
ys_status ys_terms_string(ys_terms *terms, ys_view text, ys_view tag, uint32_t *id, const char **fault);
/** The same in a language of ours. */
ys_status ys_terms_said(ys_terms *terms, ys_view text, ys_language language, uint32_t *id, const char **fault);
/** The number of a typed literal; @p datatype is not YS_TYPE_STRING, nor YS_TYPES. */
ys_status ys_terms_typed(ys_terms *terms, ys_view text, ys_datatype datatype, uint32_t *id, const char **fault);
/** The same for any datatype IRI, as other files have them: checked, never changed. */
ys_status ys_terms_foreign(ys_terms *terms, ys_view text, ys_view type, uint32_t *id, const char **fault);
/** The number of a term of another table. */
ys_status ys_terms_take(ys_terms *terms, const ys_term *term, uint32_t *id);

/**
 * The numbers of @p term[0..n): literals first, as they are numbered, then IRIs in the order of their bytes. So sorted
 * numbers are sorted lines of N-Triples, but for literals, most of which are never compared.
 * @p base: what most IRIs begin with; it makes sorting fast. NULL when out of memory.
 * @param literals out: how many they are
 */
uint32_t *ys_terms_order(ys_arena *arena, const ys_term *term, uint32_t n, ys_view base, uint32_t *literals);

/** Whether all are of the same graph, or of none. */
bool ys_triples_one_graph(const ys_triple *triple, uint32_t n);
/**
 * Sorts by s, p, o, g, all smaller than @p terms (g may be YS_NO_TERM), and drops repetitions. @p n in and out.
 * @param one_graph what ys_triples_one_graph() says of them
 */
ys_status ys_triples_sort(ys_arena *arena, ys_triple *triple, uint32_t *n, uint32_t terms, bool one_graph);
/** Brings objects of one subject and predicate that are literals, numbers below @p literals, in the order of bytes. */
ys_status ys_triples_order_literals(ys_arena *arena, ys_triple *triple, uint32_t n, const ys_term *term,
                                    uint32_t literals);

#endif
