/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file map.h
 * One article's resolution to checked triples. Each map_*.c knows one part of the vocabulary.
 */
#ifndef YS_RDF_MAP_H
#define YS_RDF_MAP_H

#include "rdf/terms.h"

/** State of mapping one article; all memory in the arena. */
typedef struct ys_mapper {
  ys_arena *arena;
  const ys_log *log;
  const ys_resolution *from;
  ys_view base; /**< of data IRIs */
  yanshu_detail detail;
  ys_language language; /**< of what the article prints */
  ys_view article;      /**< IRI */
  ys_view text;         /**< IRI of its text, the context of mentions */
  ys_view *entity;      /**< IRIs of from->entity */
  uint32_t *entity_id;  /**< their numbers in terms + 1; 0: not there yet */
  ys_terms terms;
  YS_ARRAY(ys_triple) triple; /**< as they came, g not set; numbers in terms */
  ys_view subject;            /**< of the last triple: the next one is mostly about the same */
  uint32_t subject_id;
  struct {
    ys_view text; /**< the very bytes, which last */
    ys_language language;
    uint32_t id;
  } said[8]; /**< texts of late, by where they are: a label is mostly said in two ways */
} ys_mapper;

/**
 * Maps all of mapper->from; arena, log, from, base and detail are set before, the rest is zero.
 * @return YANSHU_BAD_TERM or YANSHU_LIMIT (reported) when a term can't be written faithfully, YANSHU_INTERNAL
 *         (reported) when an index points nowhere, YANSHU_NO_MEMORY.
 */
ys_status ys_map(ys_mapper *mapper);

/* The parts; each adds to mapper->triple. */
ys_status ys_map_article(ys_mapper *mapper);
ys_status ys_map_entity(ys_mapper *mapper, uint32_t index);
ys_status ys_map_record(ys_mapper *mapper, const ys_record *record);
/** Where @p subject (path @p path) was read: the article, and (by detail) the mentions. */
ys_status ys_map_evidence(ys_mapper *mapper, ys_view subject, ys_view path, const ys_evidence *at, uint32_t n);
/** A mention, where the detail asks for it: as evidence only of events, which their names are evidence of. */
ys_status ys_map_mention(ys_mapper *mapper, const ys_entity_mention *mention);

/* One triple each. */
ys_status ys_map_class(ys_mapper *mapper, ys_view subject, ys_vocab class_term);
ys_status ys_map_link(ys_mapper *mapper, ys_view subject, ys_vocab predicate, ys_view iri);
/** As ys_map_link() to entity @p index; nothing for YS_NO_ENTITY. */
ys_status ys_map_to(ys_mapper *mapper, ys_view subject, ys_vocab predicate, uint32_t index);
/** Nothing for empty text. YS_LANG_NONE: a plain string. */
ys_status ys_map_text(ys_mapper *mapper, ys_view subject, ys_vocab predicate, ys_view text, ys_language language);
/** Nothing for empty text. */
ys_status ys_map_typed(ys_mapper *mapper, ys_view subject, ys_vocab predicate, ys_view text, ys_datatype type);
/** As exact as the date is; nothing for an unknown one. */
ys_status ys_map_date(ys_mapper *mapper, ys_view subject, ys_vocab predicate, const ys_date *date);
ys_status ys_map_count(ys_mapper *mapper, ys_view subject, ys_vocab predicate, ys_datatype type, uint32_t count);
ys_status ys_map_flag(ys_mapper *mapper, ys_view subject, ys_vocab predicate, bool flag);

/** Full IRI of @p path: below the base, or itself when it is absolute. */
ys_status ys_map_iri(ys_mapper *mapper, ys_view path, ys_view *iri);
/** IRI of entity @p index, which must exist. */
ys_status ys_map_entity_iri(ys_mapper *mapper, uint32_t index, ys_view *iri);
/** The language of printed text: @p language, or the article's. */
ys_language ys_map_language(const ys_mapper *mapper, ys_language language);
/** IRI of concept @p id (lower-case ASCII letters, digits, hyphens) in a scheme. */
ys_status ys_map_kind(ys_mapper *mapper, ys_view scheme, ys_view id, ys_view *iri);

#endif
