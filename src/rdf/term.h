/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file term.h
 * RDF terms, checked. Raptor writes nearly anything without complaint, and then text is cut off, triples are missing
 * or no reader takes the file; so nothing reaches it that has not passed here.
 */
#ifndef YS_RDF_TERM_H
#define YS_RDF_TERM_H

#include "rdf/vocabulary.h"
#include "resolve/resolve.h"

/** Longest literal, in bytes: raptor's own N-Triples reader takes time in the square of the length. */
#define YS_LITERAL_BYTES ((size_t)1 << 20)
/** Longest IRI, in bytes. */
#define YS_IRI_BYTES ((size_t)4096)

typedef enum ys_datatype {
  YS_TYPE_STRING, /**< none is written */
  YS_TYPE_DATE,
  YS_TYPE_MONTH, /**< xsd:gYearMonth */
  YS_TYPE_YEAR,  /**< xsd:gYear */
  YS_TYPE_DATE_TIME,
  YS_TYPE_INTEGER,
  YS_TYPE_NON_NEGATIVE_INTEGER,
  YS_TYPE_DECIMAL,
  YS_TYPE_BOOLEAN,
  YS_TYPES
} ys_datatype;

/** Absolute, ASCII, no character that a syntax or a store refuses, whole percent escapes. NULL, or what is wrong. */
const char *ys_iri_fault(ys_view iri);
/** Whether all from byte @p from on are letters, digits, hyphens, points and strokes, and @p iri is not too long. */
bool ys_iri_goes_on(ys_view iri, size_t from);
/** Bytes of scheme and authority ("https://example.org:80"): where the path begins. */
size_t ys_iri_authority(ys_view iri);
/** As ys_iri_fault(), and that it ends in a name that RDF/XML and Turtle can split off. For predicates and classes. */
const char *ys_name_fault(ys_view iri);
/** Whether @p text is a lexical form of @p type, in the canonical spelling where one exists. NULL, or what is wrong. */
const char *ys_typed_fault(ys_view text, ys_datatype type);

/**
 * Makes @p text fit for a literal: CR LF and CR become LF, the text is brought to NFC. Well-formed UTF-8 without
 * control characters (but TAB and LF) and noncharacters, or *fault says what is wrong.
 * @return YANSHU_BAD_TERM, YANSHU_LIMIT when it is longer than YS_LITERAL_BYTES, YANSHU_NO_MEMORY.
 */
ys_status ys_literal_clean(ys_arena *arena, ys_view text, ys_view *out, const char **fault);

/** "zh-hans"; empty for YS_LANG_NONE. */
ys_view ys_language_tag(ys_language language);
/** IRI of the datatype; empty for YS_TYPE_STRING. */
ys_view ys_datatype_iri(ys_datatype type);

#endif
