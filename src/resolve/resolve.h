/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file resolve.h
 * Facts of one article to entities with stable IRIs and records about them: what is said, of whom, and where it stands.
 *
 * IRIs are given as paths below the dataset's base ("person/sun-zhiyang-5b7e91c2") or, for roles and kinds that the
 * project itself publishes, absolute ("https://w3id.org/yanshu/role/mayor").
 */
#ifndef YS_RESOLVE_H
#define YS_RESOLVE_H

#include "recognize/recognize.h"
#include "rules/rules.h"

#define YS_NO_ENTITY UINT32_MAX

typedef enum ys_entity_kind {
  YS_ENTITY_PERSON,
  YS_ENTITY_ORGANIZATION,
  YS_ENTITY_DISTRICT,
  YS_ENTITY_PLACE,
  YS_ENTITY_ROLE,
  YS_ENTITY_POST,
  YS_ENTITY_PROGRAM,
  YS_ENTITY_EVENT
} ys_entity_kind;

typedef enum ys_language {
  YS_LANG_NONE,
  YS_LANG_HANS,   /**< zh-hans */
  YS_LANG_HANT,   /**< zh-hant */
  YS_LANG_PINYIN, /**< zh-latn-pinyin */
  YS_LANG_EN      /**< en */
} ys_language;

typedef struct ys_label {
  ys_view text;
  ys_language language;
} ys_label;

/** A thing that the article names or implies. */
typedef struct ys_entity {
  ys_entity_kind kind;
  ys_view iri;              /**< path below the base, or absolute */
  YS_ARRAY(ys_label) label; /**< preferred ones: at most one a language */
  YS_ARRAY(ys_label) alt;   /**< each other form that the text used */
  ys_view code;             /**< of a division: GB/T 2260, 6 (or 12) digits */
  ys_view
      type; /**< kind within the class, a local id: organisation "party-committee", program "plan", event "session" */
  uint32_t jurisdiction; /**< division of an organisation or event; entity index or YS_NO_ENTITY */
  uint32_t parent;       /**< division: next higher one; organisation: host; role: broader; post: none */
  uint32_t role;         /**< of a post */
  uint32_t organization; /**< of a post; organiser of an event */
  ys_date start;         /**< of an event or a program's period */
  ys_date end;
  uint16_t ordinal; /**< sessions: 届; counted slogans: how many */
  uint16_t session; /**< sessions: 次 */
  bool mentioned;   /**< named by the text (schema:mentions), not only implied */
} ys_entity;

/** Where something was read: characters of the *decoded input* and the words there. */
typedef struct ys_evidence {
  uint32_t begin; /**< character of the input */
  uint32_t end;   /**< exclusive */
  ys_view words;  /**< the exact slice */
  ys_view rule;   /**< IRI of the rule, or empty */
} ys_evidence;

typedef enum ys_record_kind {
  YS_RECORD_TENURE,    /**< subject person in a post */
  YS_RECORD_STATEMENT, /**< subject speaker said something */
  YS_RECORD_FIGURE,    /**< a stated quantity */
  YS_RECORD_RELATION   /**< subject – predicate – object, both entities, or a date as object */
} ys_record_kind;

/** One fact. All indices point into ys_resolution.entity. */
typedef struct ys_record {
  ys_record_kind kind;
  ys_view iri;       /**< path: tenure/…, statement/…, figure/…, assertion/… */
  uint32_t subject;  /**< tenure: person; statement: speaker; figure: what it is stated of (division or organisation) or
                        none; relation: subject */
  ys_view predicate; /**< relation: a curie of the ontology, "ys:covers", "ys:approvedBy", "ys:founded" … */
  uint32_t object;   /**< relation: entity, or YS_NO_ENTITY when the object is `date` or `literal` */
  ys_view literal;   /**< relation: text object (with `language`); statement: the words reported */
  ys_language language;           /**< of literal, title, what */
  ys_date date;                   /**< tenure: asOf; figure: when; relation: date object */
  uint32_t role;                  /**< tenure */
  uint32_t organization;          /**< tenure, or none */
  uint32_t post;                  /**< tenure, or none */
  uint32_t jurisdiction;          /**< tenure: division; figure: where */
  ys_view title;                  /**< tenure: the title as printed */
  ys_post_status status;          /**< tenure */
  bool direct;                    /**< statement: in quotation marks */
  YS_ARRAY(uint32_t) about;       /**< statement: entities that its words name */
  ys_view number;                 /**< figure: canonical xsd:integer or xsd:decimal lexical form */
  ys_view unit;                   /**< figure: as printed, normalised (家, 亿元, %) */
  ys_view what;                   /**< figure: the thing counted (社区长者饭堂) */
  bool approximate;               /**< figure: 约 近 超 余 */
  YS_ARRAY(ys_evidence) evidence; /**< where it stands; at least one */
} ys_record;

/** A mention in the text of an entity. */
typedef struct ys_entity_mention {
  uint32_t entity;
  ys_evidence at;
  bool anaphor; /**< the words stand for the entity without naming it: 他, 该市长 */
} ys_entity_mention;

/** One article, understood. All memory in the arena that was given. */
typedef struct ys_resolution {
  ys_view iri;          /**< path: article/… (a digest of source, date, title and text) */
  ys_view title;        /**< as printed */
  ys_language language; /**< YS_LANG_HANS or YS_LANG_HANT: of all printed text */
  ys_date date;
  uint32_t publisher; /**< organisation, or YS_NO_ENTITY */
  ys_view url;
  YS_ARRAY(uint32_t) creator;     /**< persons of the byline and metadata */
  YS_ARRAY(uint32_t) contributor; /**< photographers and others whom a credit names */
  uint32_t input_chars;           /**< length of the decoded input */
  uint64_t input_offset;          /**< of the decoded input in the file that it is a part of, in characters */
  uint64_t input_digest;          /**< of the decoded input */
  uint64_t rules_digest;          /**< of the rules that it was read with */
  uint64_t lexicon_digest;        /**< of the lexicon that it was read with */
  YS_ARRAY(ys_entity) entity;
  YS_ARRAY(ys_record) record;
  YS_ARRAY(ys_entity_mention) mention;
} ys_resolution;

/** @param detail which mentions out->mention lists: none, those of events, or all; all else is the same */
ys_status ys_resolve(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                     const ys_mentions *mentions, const ys_facts *facts, yanshu_detail detail, const ys_log *log,
                     ys_resolution *out);

#endif
