/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file resolver.h
 * The state of one article while its entities and records are made. Private to the room.
 */
#ifndef YS_RESOLVER_H
#define YS_RESOLVER_H

#include "recognize/division.h"
#include "recognize/recognize_internal.h"
#include "resolve/resolve.h"

/** In which way an entity was made of a concept. */
typedef enum ys_known_as { YS_KNOWN_DIVISION, YS_KNOWN_COUNTRY, YS_KNOWN_BODY, YS_KNOWN_ROLE } ys_known_as;

/** An entity made of a concept not long ago. */
typedef struct ys_known {
  uint32_t concept_id;
  ys_known_as as;
  uint32_t entity; /**< + 1; 0: none yet */
} ys_known;

/** A post as it is understood. */
typedef struct ys_resolved_post {
  uint32_t role;         /**< entity */
  uint32_t organization; /**< entity or YS_NO_ENTITY */
  uint32_t post;         /**< entity or YS_NO_ENTITY */
  uint32_t division;     /**< entity or YS_NO_ENTITY */
  ys_post_status status;
  bool publishable; /**< false: a bare position that says nothing without its organ */
} ys_resolved_post;

typedef struct ys_resolver {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const ys_mentions *mentions;
  const ys_facts *facts;
  const ys_log *log;
  ys_resolution *out;
  ys_language language; /**< of printed text */
  uint32_t *entity_of;  /**< for each mention: entity index or YS_NO_ENTITY */
  uint32_t *post_of;    /**< for each mention: index + 1 of the post that it was resolved to, or 0 */
  YS_ARRAY(ys_resolved_post) post;
  uint32_t *slot;  /**< hash table of entity and record IRIs: index + 1, records above RECORD_SLOT */
  uint32_t n_slot; /**< a power of two */
  uint32_t used;
  ys_known known[128]; /**< by concept: most are named again and again */
} ys_resolver;

/* ---- IRIs (iri.c) ---- */

/** "guang-zhou-…", at most 60 bytes, from the characters' frozen romanisation; others are left out. */
ys_view ys_slug(ys_resolver *r, ys_view name);
/** PREFIX/SLUG-XXXXXXXX with eight hex digits of a digest of the parts. p is NULL when out of memory. */
ys_view ys_iri_named(ys_resolver *r, const char *prefix, ys_view slug, const ys_view *part, size_t n);
/** PREFIX/XXXXXXXXXXXXXXXX with sixteen. */
ys_view ys_iri_digest(ys_resolver *r, const char *prefix, const ys_view *part, size_t n);
/** "Sun Zhiyang" of a Chinese name, "Pezeshkian" style of others; and its slug "sun-zhiyang". */
ys_status ys_romanise(ys_resolver *r, ys_view name, bool foreign, ys_view *label, ys_view *slug);
/** Name without blanks and quotation or title marks, for digests: simplified, as matched. */
ys_view ys_name_key(ys_resolver *r, uint32_t begin, uint32_t end);

/* ---- entities (entity.c) ---- */

/** Where the entity of a concept (+ 1) is kept; 0 when it is not known. Good until the next call. */
uint32_t *ys_known_entity(ys_resolver *r, ys_known_as as, uint32_t concept_id);

/** The entity with that IRI, made (and *made set) when there is none; YS_NO_ENTITY when out of memory. */
uint32_t ys_entity_at(ys_resolver *r, ys_entity_kind kind, ys_view iri, bool *made);
/** Adds a preferred label, or an alternative one; a form that is there already is not added again. */
ys_status ys_entity_label(ys_resolver *r, uint32_t entity, ys_view text, ys_language language);
ys_status ys_entity_alt(ys_resolver *r, uint32_t entity, ys_view text, ys_language language);
ys_status ys_division_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity);
ys_status ys_country_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity);
ys_status ys_role_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity);
ys_status ys_program_entity(ys_resolver *r, const ys_mention *mention, uint32_t *entity);
/** Entities of all mentions but posts, persons and programs. */
ys_status ys_resolve_mentions(ys_resolver *r);
uint32_t ys_entity_of_mention(const ys_resolver *r, uint32_t mention);

/* ---- organisations (organ.c) ---- */

ys_status ys_organization_entity(ys_resolver *r, uint32_t mention, uint32_t *entity);
/** An organ by concept: of a division, or inside a host organisation (YS_NO_ENTITY: none). */
ys_status ys_organ_entity(ys_resolver *r, uint32_t organ, uint32_t division, uint32_t host, uint32_t *entity);
/** An organ of the town, street or village that organisation mention @p mention names: its official name, and the
 * county or the page's words tell it from others. */
ys_status ys_township_organ(ys_resolver *r, uint32_t organ, uint32_t mention, uint32_t *entity);
/** A body that the lexicon knows by name. */
ys_status ys_body_entity(ys_resolver *r, uint32_t concept_id, uint32_t *entity);
/** The state that a foreign head of state or government serves. */
ys_status ys_state_entity(ys_resolver *r, uint32_t country, uint32_t *entity);

/* ---- posts and persons (tenure.c, persons.c) ---- */

ys_status ys_resolve_post(ys_resolver *r, uint32_t mention, ys_resolved_post *post);
/** Gives every person mention its entity; needs the holds facts, which tell persons of one name apart. */
ys_status ys_resolve_persons(ys_resolver *r);

/* ---- records (records.c, relations.c) ---- */

/** The record with that IRI, made when there is none; NULL when out of memory. */
ys_record *ys_record_at(ys_resolver *r, ys_record_kind kind, ys_view iri, bool *made);
/** Evidence for characters [begin, end) of the document. */
ys_status ys_add_evidence(ys_resolver *r, ys_record *record, uint32_t begin, uint32_t end, ys_view rule);
ys_evidence ys_evidence_of(const ys_resolver *r, uint32_t begin, uint32_t end, ys_view rule);
/** Entities of programs in the order of the text, short forms joined with what they stand for. */
ys_status ys_resolve_programs(ys_resolver *r);
ys_status ys_resolve_facts(ys_resolver *r);
bool ys_fact_is(const ys_fact *fact, const char *type);
/** First mention that begins at character @p at or later: its index, the number of mentions for none. */
uint32_t ys_mention_from(const ys_resolver *r, uint32_t at);

/* ---- what a sentence leaves out (context.c) ---- */

/**
 * What the figure of fact @p number is stated of: the subject of the fact; 全区, the division of that level that was
 * last named; without either, the subject of the figure before in the same sentence, or the one division that the
 * section is about. YS_NO_ENTITY when the text does not make it plain. *dated: the fact whose date holds.
 */
ys_status ys_figure_subject(ys_resolver *r, uint32_t number, uint32_t *entity, const ys_fact **dated);
/** Whether a quantity counts things (家, 个), not a measure or an amount. */
bool ys_is_count(const ys_resolver *r, const ys_mention *quantity);
/** The last organisation before [begin, end) in the block whose name ends in these characters (总会, 协会):
 *  a mention, or YS_NO_MENTION. */
uint32_t ys_bare_head(const ys_resolver *r, uint32_t begin, uint32_t end);

#endif
