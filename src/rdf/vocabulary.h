/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file vocabulary.h
 * Every IRI of a vocabulary that is ever written, in one table. Each is declared, with labels and comments in English
 * and Chinese, in ontology/yanshu.ttl; tests/integration/rdf/check_vocabulary.py compares the two.
 */
#ifndef YS_RDF_VOCABULARY_H
#define YS_RDF_VOCABULARY_H

#include "base/base.h"

#define YS_NS_rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define YS_NS_rdfs "http://www.w3.org/2000/01/rdf-schema#"
#define YS_NS_xsd "http://www.w3.org/2001/XMLSchema#"
#define YS_NS_skos "http://www.w3.org/2004/02/skos/core#"
#define YS_NS_dcterms "http://purl.org/dc/terms/"
#define YS_NS_foaf "http://xmlns.com/foaf/0.1/"
#define YS_NS_org "http://www.w3.org/ns/org#"
#define YS_NS_schema "https://schema.org/"
#define YS_NS_prov "http://www.w3.org/ns/prov#"
#define YS_NS_nif "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
#define YS_NS_time "http://www.w3.org/2006/time#"
#define YS_NS_itsrdf "http://www.w3.org/2005/11/its/rdf#"
#define YS_NS_ys "https://w3id.org/yanshu/ontology#"

/** Concept schemes of ontology/kinds.ttl. */
#define YS_NS_ORGANIZATION_KIND "https://w3id.org/yanshu/organization-kind/"
#define YS_NS_PROGRAM_KIND "https://w3id.org/yanshu/program-kind/"
#define YS_NS_EVENT_KIND "https://w3id.org/yanshu/event-kind/"
/** Rules of ontology/rules. */
#define YS_NS_RULE "https://w3id.org/yanshu/rule/"
/** Versions of the program. */
#define YS_NS_SOFTWARE "https://w3id.org/yanshu/software/"
/** Roles that the project publishes. */
#define YS_NS_ROLE "https://w3id.org/yanshu/role/"

typedef enum ys_vocab_kind { YS_VOCAB_CLASS, YS_VOCAB_PROPERTY, YS_VOCAB_INDIVIDUAL } ys_vocab_kind;

/** What the object of a relation record with this predicate must be. */
typedef enum ys_relation {
  YS_RELATION_NONE, /**< no predicate of relations */
  YS_RELATION_ENTITY,
  YS_RELATION_DATE,
  YS_RELATION_TEXT
} ys_relation;

/** X(prefix, local name, kind, object of a relation) */
#define YS_VOCABULARY(X)                                                                                               \
  X(rdf, type, PROPERTY, NONE)                                                                                         \
  X(rdf, subject, PROPERTY, NONE)                                                                                      \
  X(rdf, predicate, PROPERTY, NONE)                                                                                    \
  X(rdf, object, PROPERTY, NONE)                                                                                       \
  X(rdf, Statement, CLASS, NONE)                                                                                       \
  X(rdfs, label, PROPERTY, NONE)                                                                                       \
  X(skos, Concept, CLASS, NONE)                                                                                        \
  X(skos, prefLabel, PROPERTY, NONE)                                                                                   \
  X(skos, altLabel, PROPERTY, TEXT)                                                                                    \
  X(skos, broader, PROPERTY, NONE)                                                                                     \
  X(dcterms, title, PROPERTY, NONE)                                                                                    \
  X(dcterms, issued, PROPERTY, NONE)                                                                                   \
  X(dcterms, publisher, PROPERTY, NONE)                                                                                \
  X(dcterms, creator, PROPERTY, NONE)                                                                                  \
  X(dcterms, contributor, PROPERTY, NONE)                                                                              \
  X(dcterms, source, PROPERTY, NONE)                                                                                   \
  X(foaf, Person, CLASS, NONE)                                                                                         \
  X(foaf, name, PROPERTY, NONE)                                                                                        \
  X(org, Organization, CLASS, NONE)                                                                                    \
  X(org, Role, CLASS, NONE)                                                                                            \
  X(org, Post, CLASS, NONE)                                                                                            \
  X(org, Membership, CLASS, NONE)                                                                                      \
  X(org, subOrganizationOf, PROPERTY, ENTITY)                                                                          \
  X(org, classification, PROPERTY, NONE)                                                                               \
  X(org, role, PROPERTY, NONE)                                                                                         \
  X(org, postIn, PROPERTY, NONE)                                                                                       \
  X(org, member, PROPERTY, NONE)                                                                                       \
  X(org, organization, PROPERTY, NONE)                                                                                 \
  X(org, memberDuring, PROPERTY, NONE)                                                                                 \
  X(schema, NewsArticle, CLASS, NONE)                                                                                  \
  X(schema, AdministrativeArea, CLASS, NONE)                                                                           \
  X(schema, Place, CLASS, NONE)                                                                                        \
  X(schema, Event, CLASS, NONE)                                                                                        \
  X(schema, Quotation, CLASS, NONE)                                                                                    \
  X(schema, mentions, PROPERTY, NONE)                                                                                  \
  X(schema, inLanguage, PROPERTY, NONE)                                                                                \
  X(schema, softwareVersion, PROPERTY, NONE)                                                                           \
  X(schema, text, PROPERTY, NONE)                                                                                      \
  X(schema, about, PROPERTY, NONE)                                                                                     \
  X(schema, startDate, PROPERTY, DATE)                                                                                 \
  X(schema, endDate, PROPERTY, DATE)                                                                                   \
  X(schema, location, PROPERTY, NONE)                                                                                  \
  X(prov, wasDerivedFrom, PROPERTY, NONE)                                                                              \
  X(prov, wasGeneratedBy, PROPERTY, NONE)                                                                              \
  X(prov, used, PROPERTY, NONE)                                                                                        \
  X(prov, wasAssociatedWith, PROPERTY, NONE)                                                                           \
  X(prov, Activity, CLASS, NONE)                                                                                       \
  X(prov, SoftwareAgent, CLASS, NONE)                                                                                  \
  X(time, Interval, CLASS, NONE)                                                                                       \
  X(time, Instant, CLASS, NONE)                                                                                        \
  X(time, hasBeginning, PROPERTY, NONE)                                                                                \
  X(time, hasEnd, PROPERTY, NONE)                                                                                      \
  X(time, inXSDDate, PROPERTY, NONE)                                                                                   \
  X(time, inXSDgYearMonth, PROPERTY, NONE)                                                                             \
  X(time, inXSDgYear, PROPERTY, NONE)                                                                                  \
  X(nif, Context, CLASS, NONE)                                                                                         \
  X(nif, Phrase, CLASS, NONE)                                                                                          \
  X(nif, anchorOf, PROPERTY, NONE)                                                                                     \
  X(nif, beginIndex, PROPERTY, NONE)                                                                                   \
  X(nif, endIndex, PROPERTY, NONE)                                                                                     \
  X(nif, referenceContext, PROPERTY, NONE)                                                                             \
  X(itsrdf, taIdentRef, PROPERTY, NONE)                                                                                \
  X(ys, Article, CLASS, NONE)                                                                                          \
  X(ys, Person, CLASS, NONE)                                                                                           \
  X(ys, Organization, CLASS, NONE)                                                                                     \
  X(ys, District, CLASS, NONE)                                                                                         \
  X(ys, Place, CLASS, NONE)                                                                                            \
  X(ys, Role, CLASS, NONE)                                                                                             \
  X(ys, Post, CLASS, NONE)                                                                                             \
  X(ys, Tenure, CLASS, NONE)                                                                                           \
  X(ys, Incumbency, CLASS, NONE)                                                                                       \
  X(ys, TenureStatus, CLASS, NONE)                                                                                     \
  X(ys, Program, CLASS, NONE)                                                                                          \
  X(ys, Plan, CLASS, NONE)                                                                                             \
  X(ys, Policy, CLASS, NONE)                                                                                           \
  X(ys, Strategy, CLASS, NONE)                                                                                         \
  X(ys, Campaign, CLASS, NONE)                                                                                         \
  X(ys, Project, CLASS, NONE)                                                                                          \
  X(ys, Pilot, CLASS, NONE)                                                                                            \
  X(ys, Model, CLASS, NONE)                                                                                            \
  X(ys, Event, CLASS, NONE)                                                                                            \
  X(ys, Statement, CLASS, NONE)                                                                                        \
  X(ys, Figure, CLASS, NONE)                                                                                           \
  X(ys, Assertion, CLASS, NONE)                                                                                        \
  X(ys, Mention, CLASS, NONE)                                                                                          \
  X(ys, textDigest, PROPERTY, NONE)                                                                                    \
  X(ys, ruleSetDigest, PROPERTY, NONE)                                                                                 \
  X(ys, lexiconDigest, PROPERTY, NONE)                                                                                 \
  X(ys, jurisdiction, PROPERTY, NONE)                                                                                  \
  X(ys, divisionCode, PROPERTY, NONE)                                                                                  \
  X(ys, post, PROPERTY, NONE)                                                                                          \
  X(ys, title, PROPERTY, NONE)                                                                                         \
  X(ys, status, PROPERTY, NONE)                                                                                        \
  X(ys, asOf, PROPERTY, NONE)                                                                                          \
  X(ys, programKind, PROPERTY, NONE)                                                                                   \
  X(ys, count, PROPERTY, NONE)                                                                                         \
  X(ys, eventKind, PROPERTY, NONE)                                                                                     \
  X(ys, congressNumber, PROPERTY, NONE)                                                                                \
  X(ys, sessionNumber, PROPERTY, NONE)                                                                                 \
  X(ys, speaker, PROPERTY, NONE)                                                                                       \
  X(ys, direct, PROPERTY, NONE)                                                                                        \
  X(ys, number, PROPERTY, NONE)                                                                                        \
  X(ys, unit, PROPERTY, NONE)                                                                                          \
  X(ys, measures, PROPERTY, NONE)                                                                                      \
  X(ys, place, PROPERTY, NONE)                                                                                         \
  X(ys, approximate, PROPERTY, NONE)                                                                                   \
  X(ys, refersTo, PROPERTY, NONE)                                                                                      \
  X(ys, byRule, PROPERTY, NONE)                                                                                        \
  X(ys, incumbentOf, PROPERTY, NONE)                                                                                   \
  X(ys, heldAs, PROPERTY, NONE)                                                                                        \
  X(ys, firstSeen, PROPERTY, NONE)                                                                                     \
  X(ys, lastSeen, PROPERTY, NONE)                                                                                      \
  X(ys, begunBy, PROPERTY, NONE)                                                                                       \
  X(ys, endedBy, PROPERTY, NONE)                                                                                       \
  X(ys, articleCount, PROPERTY, NONE)                                                                                  \
  X(ys, contradicts, PROPERTY, NONE)                                                                                   \
  X(ys, possiblySame, PROPERTY, NONE)                                                                                  \
  X(ys, covers, PROPERTY, ENTITY)                                                                                      \
  X(ys, issuedBy, PROPERTY, ENTITY)                                                                                    \
  X(ys, approvedBy, PROPERTY, ENTITY)                                                                                  \
  X(ys, revisedBy, PROPERTY, ENTITY)                                                                                   \
  X(ys, draftedBy, PROPERTY, ENTITY)                                                                                   \
  X(ys, deliberatedBy, PROPERTY, ENTITY)                                                                               \
  X(ys, ledBy, PROPERTY, ENTITY)                                                                                       \
  X(ys, launchedBy, PROPERTY, ENTITY)                                                                                  \
  X(ys, implementedBy, PROPERTY, ENTITY)                                                                               \
  X(ys, partOf, PROPERTY, ENTITY)                                                                                      \
  X(ys, locatedIn, PROPERTY, ENTITY)                                                                                   \
  X(ys, foundedBy, PROPERTY, ENTITY)                                                                                   \
  X(ys, renamedTo, PROPERTY, ENTITY)                                                                                   \
  X(ys, chairedBy, PROPERTY, ENTITY)                                                                                   \
  X(ys, attendedBy, PROPERTY, ENTITY)                                                                                  \
  X(ys, organizedBy, PROPERTY, ENTITY)                                                                                 \
  X(ys, takesPlaceIn, PROPERTY, ENTITY)                                                                                \
  X(ys, visited, PROPERTY, ENTITY)                                                                                     \
  X(ys, foundedOn, PROPERTY, DATE)                                                                                     \
  X(ys, openedOn, PROPERTY, DATE)                                                                                      \
  X(ys, approvedOn, PROPERTY, DATE)                                                                                    \
  X(ys, revisedOn, PROPERTY, DATE)                                                                                     \
  X(ys, effectiveOn, PROPERTY, DATE)                                                                                   \
  X(ys, renamedOn, PROPERTY, DATE)                                                                                     \
  X(ys, startedOn, PROPERTY, DATE)                                                                                     \
  X(ys, completedOn, PROPERTY, DATE)                                                                                   \
  X(ys, heldOn, PROPERTY, DATE)                                                                                        \
  X(ys, issuedOn, PROPERTY, DATE)                                                                                      \
  X(ys, launchedOn, PROPERTY, DATE)                                                                                    \
  X(ys, current, INDIVIDUAL, NONE)                                                                                     \
  X(ys, former, INDIVIDUAL, NONE)                                                                                      \
  X(ys, acting, INDIVIDUAL, NONE)                                                                                      \
  X(ys, elected, INDIVIDUAL, NONE)                                                                                     \
  X(ys, appointed, INDIVIDUAL, NONE)                                                                                   \
  X(ys, dismissed, INDIVIDUAL, NONE)                                                                                   \
  X(ys, nominated, INDIVIDUAL, NONE)

typedef enum ys_vocab {
#define YS_VOCAB_ENUM(prefix, local, kind, relation) YS_V_##prefix##_##local,
  YS_VOCABULARY(YS_VOCAB_ENUM)
#undef YS_VOCAB_ENUM
      YS_VOCAB_TERMS
} ys_vocab;

/** One term. Views are of static text. */
typedef struct ys_vocab_term {
  ys_view iri;
  ys_view line;  /**< as N-Triples writes it: <iri> */
  ys_view curie; /**< "ys:covers" */
  ys_vocab_kind kind;
  ys_relation relation;
} ys_vocab_term;

/** A prefix that is bound where a syntax has them. */
typedef struct ys_vocab_prefix {
  const char *prefix;
  const char *iri;
  size_t n;  /**< bytes of iri */
  bool data; /**< of published data rather than of a vocabulary: no predicate or class begins so */
} ys_vocab_prefix;

const ys_vocab_term *ys_vocab_get(ys_vocab term);
/** The IRI of @p term; static text. */
ys_view ys_vocab_iri(ys_vocab term);
/** The term written @p curie ("ys:covers"), or YS_VOCAB_TERMS. */
ys_vocab ys_vocab_find(ys_view curie);
/** The term of that IRI, or YS_VOCAB_TERMS. */
ys_vocab ys_vocab_of(ys_view iri);
/** Whether the IRI of a term may begin with @p base, or be the beginning of it. */
bool ys_vocab_meets(ys_view base);
/** The prefixes, sorted; sets @p n. */
const ys_vocab_prefix *ys_vocab_prefixes(size_t *n);

#endif
