/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file jsonld.c
 * JSON-LD 1.1. The context stands in the document, so that files can be read without a network; the same is published
 * as ontology/context.jsonld. Terms of this ontology have their bare names, others prefix and name: a term that is
 * added later changes no key.
 */
#include <string.h>

#include "rdf/triples.h"

/** Forms of predicates that are not of relations; those are known by what their object must be. */
static const struct {
  uint16_t vocab;
  uint8_t form;
} forms[] = {
    {YS_V_rdfs_label, YS_JSONLD_LANGUAGE},
    {YS_V_skos_prefLabel, YS_JSONLD_LANGUAGE},
    {YS_V_foaf_name, YS_JSONLD_LANGUAGE},
    {YS_V_dcterms_title, YS_JSONLD_LANGUAGE},
    {YS_V_ys_title, YS_JSONLD_LANGUAGE},
    {YS_V_schema_text, YS_JSONLD_LANGUAGE},
    {YS_V_ys_measures, YS_JSONLD_LANGUAGE},
    {YS_V_dcterms_issued, YS_JSONLD_DATE},
    {YS_V_ys_asOf, YS_JSONLD_DATE},
    {YS_V_nif_beginIndex, YS_JSONLD_OFFSET},
    {YS_V_nif_endIndex, YS_JSONLD_OFFSET},
    {YS_V_rdf_subject, YS_JSONLD_IRI},
    {YS_V_rdf_predicate, YS_JSONLD_IRI},
    {YS_V_skos_broader, YS_JSONLD_IRI},
    {YS_V_dcterms_publisher, YS_JSONLD_IRI},
    {YS_V_dcterms_creator, YS_JSONLD_IRI},
    {YS_V_dcterms_contributor, YS_JSONLD_IRI},
    {YS_V_dcterms_source, YS_JSONLD_IRI},
    {YS_V_org_subOrganizationOf, YS_JSONLD_IRI},
    {YS_V_org_classification, YS_JSONLD_IRI},
    {YS_V_org_role, YS_JSONLD_IRI},
    {YS_V_org_postIn, YS_JSONLD_IRI},
    {YS_V_org_member, YS_JSONLD_IRI},
    {YS_V_org_organization, YS_JSONLD_IRI},
    {YS_V_schema_mentions, YS_JSONLD_IRI},
    {YS_V_schema_about, YS_JSONLD_IRI},
    {YS_V_schema_location, YS_JSONLD_IRI},
    {YS_V_prov_wasDerivedFrom, YS_JSONLD_IRI},
    {YS_V_prov_wasGeneratedBy, YS_JSONLD_IRI},
    {YS_V_prov_used, YS_JSONLD_IRI},
    {YS_V_prov_wasAssociatedWith, YS_JSONLD_IRI},
    {YS_V_org_memberDuring, YS_JSONLD_IRI},
    {YS_V_time_hasBeginning, YS_JSONLD_IRI},
    {YS_V_time_hasEnd, YS_JSONLD_IRI},
    {YS_V_nif_referenceContext, YS_JSONLD_IRI},
    {YS_V_itsrdf_taIdentRef, YS_JSONLD_IRI},
    {YS_V_ys_jurisdiction, YS_JSONLD_IRI},
    {YS_V_ys_post, YS_JSONLD_IRI},
    {YS_V_ys_status, YS_JSONLD_IRI},
    {YS_V_ys_programKind, YS_JSONLD_IRI},
    {YS_V_ys_eventKind, YS_JSONLD_IRI},
    {YS_V_ys_speaker, YS_JSONLD_IRI},
    {YS_V_ys_place, YS_JSONLD_IRI},
    {YS_V_ys_byRule, YS_JSONLD_IRI},
    {YS_V_ys_refersTo, YS_JSONLD_IRI},
    {YS_V_ys_incumbentOf, YS_JSONLD_IRI},
    {YS_V_ys_heldAs, YS_JSONLD_IRI},
    {YS_V_ys_begunBy, YS_JSONLD_IRI},
    {YS_V_ys_endedBy, YS_JSONLD_IRI},
    {YS_V_ys_contradicts, YS_JSONLD_IRI},
    {YS_V_ys_possiblySame, YS_JSONLD_IRI},
    {YS_V_ys_firstSeen, YS_JSONLD_DATE},
    {YS_V_ys_lastSeen, YS_JSONLD_DATE},
};

ys_jsonld_form ys_jsonld_form_of(ys_vocab predicate) {
  for (size_t i = 0; i < YS_LENGTH(forms); i++) {
    if (forms[i].vocab == predicate) {
      return (ys_jsonld_form)forms[i].form;
    }
  }
  switch (ys_vocab_get(predicate)->relation) {
  case YS_RELATION_ENTITY:
    return YS_JSONLD_IRI;
  case YS_RELATION_DATE:
    return YS_JSONLD_DATE;
  case YS_RELATION_TEXT:
    return YS_JSONLD_LANGUAGE;
  case YS_RELATION_NONE:
    break;
  }
  return YS_JSONLD_FULL;
}

/** Its key: "jurisdiction", "rdfs:label". */
static ys_view key_of(ys_vocab vocab) {
  const ys_view curie = ys_vocab_get(vocab)->curie;
  const ys_view own = YS_VIEW("ys:");
  return ys_view_starts(curie, own) ? (ys_view){curie.p + own.n, curie.n - own.n} : curie;
}

/* ---- the context ---- */

static void put_pair(ys_buffer *b, ys_view key, ys_view value) {
  YS_OUT_TEXT(b, ",\n    \"");
  ys_buffer_append_view(b, key);
  YS_OUT_TEXT(b, "\": \"");
  ys_buffer_append_view(b, value);
  YS_OUT_TEXT(b, "\"");
}

static void put_definition(ys_buffer *b, ys_vocab vocab) {
  static const ys_view text[] = {
      [YS_JSONLD_FULL] = {"", 0},
      [YS_JSONLD_IRI] = {", \"@type\": \"@id\"", 16},
      [YS_JSONLD_LANGUAGE] = {", \"@container\": \"@language\"", 27},
      [YS_JSONLD_DATE] = {", \"@type\": \"xsd:date\"", 21},
      [YS_JSONLD_OFFSET] = {", \"@type\": \"xsd:nonNegativeInteger\"", 35},
  };
  const ys_vocab_term *const term = ys_vocab_get(vocab);
  const ys_jsonld_form how = term->kind == YS_VOCAB_PROPERTY ? ys_jsonld_form_of(vocab) : YS_JSONLD_FULL;
  const ys_view key = key_of(vocab);
  if (how == YS_JSONLD_FULL && (ys_view_equal(key, term->curie) || term->kind == YS_VOCAB_INDIVIDUAL)) {
    return; /* the prefix says it all */
  }
  if (how == YS_JSONLD_FULL) {
    put_pair(b, key, term->curie);
    return;
  }
  YS_OUT_TEXT(b, ",\n    \"");
  ys_buffer_append_view(b, key);
  YS_OUT_TEXT(b, "\": {\"@id\": \"");
  ys_buffer_append_view(b, term->curie);
  YS_OUT_TEXT(b, "\"");
  ys_buffer_append_view(b, text[how]);
  YS_OUT_TEXT(b, "}");
}

/** The value of "@context". */
static void put_context(ys_view base, ys_buffer *b) {
  size_t n;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  YS_OUT_TEXT(b, "{\n    \"@version\": 1.1");
  if (base.n > 0 && base.p[base.n - 1] == '/') {
    put_pair(b, YS_VIEW("@base"), base);
  }
  for (size_t i = 0; i < n; i++) {
    put_pair(b, ys_view_of(prefix[i].prefix), (ys_view){prefix[i].iri, prefix[i].n});
  }
  for (int i = 0; i < YS_VOCAB_TERMS; i++) {
    put_definition(b, (ys_vocab)i);
  }
  YS_OUT_TEXT(b, "\n  }");
}

ys_status ys_context_write(ys_buffer *out) {
  YS_OUT_TEXT(out, "{\n  \"@context\": ");
  put_context((ys_view){NULL, 0}, out);
  YS_OUT_TEXT(out, "\n}\n");
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

void ys_jsonld_begin(ys_view base, ys_buffer *out) {
  YS_OUT_TEXT(out, "{\n  \"@context\": ");
  put_context(base, out);
  YS_OUT_TEXT(out, ",\n  \"@graph\": [");
}

void ys_jsonld_end(ys_buffer *out) {
  YS_OUT_TEXT(out, "\n  ]\n}\n");
}

/* ---- values ---- */

/** A string that is expanded as an IRI. No IRI has a character that JSON would escape. */
static void put_iri(ys_view base, ys_view iri, ys_buffer *b) {
  ys_view rest;
  YS_OUT_TEXT(b, "\"");
  const ys_vocab_prefix *prefix = NULL;
  if (ys_iri_below(base, iri, &rest)) {
    ys_buffer_append_view(b, rest);
  } else if ((prefix = ys_iri_prefix(iri, &rest)) != NULL) {
    ys_buffer_append_view(b, ys_view_of(prefix->prefix));
    YS_OUT_TEXT(b, ":");
    ys_buffer_append_view(b, rest);
  } else {
    ys_buffer_append_view(b, iri);
  }
  YS_OUT_TEXT(b, "\"");
}

/** The string of a literal: the escapes of N-Triples are also JSON's. */
static void put_string(const ys_term *o, ys_buffer *b) {
  ys_buffer_append(b, o->line.p, o->quoted);
}

/** A number that every reader of JSON holds exactly. */
static bool is_small_integer(const ys_term *o) {
  return o->datatype == YS_TYPE_INTEGER && o->text.n <= 15;
}

static void put_full(ys_view base, const ys_term *o, ys_buffer *b) {
  if (!o->literal) {
    YS_OUT_TEXT(b, "{\"@id\": ");
    put_iri(base, o->text, b);
  } else {
    YS_OUT_TEXT(b, "{\"@value\": ");
    put_string(o, b);
    if (o->tag.n > 0) {
      YS_OUT_TEXT(b, ", \"@language\": \"");
      ys_buffer_append_view(b, o->tag);
      YS_OUT_TEXT(b, "\"");
    } else if (o->type.n > 0) {
      YS_OUT_TEXT(b, ", \"@type\": ");
      put_iri((ys_view){NULL, 0}, o->type, b);
    }
  }
  YS_OUT_TEXT(b, "}");
}

static void put_value(ys_view base, ys_jsonld_form how, const ys_term *o, ys_buffer *b) {
  const bool fits = how == YS_JSONLD_DATE ? o->datatype == YS_TYPE_DATE : o->datatype == YS_TYPE_NON_NEGATIVE_INTEGER;
  if (how == YS_JSONLD_IRI && !o->literal) {
    put_iri(base, o->text, b);
  } else if ((how == YS_JSONLD_DATE || how == YS_JSONLD_OFFSET) && o->literal && fits) {
    put_string(o, b);
  } else if (how == YS_JSONLD_FULL && o->literal && (is_small_integer(o) || o->datatype == YS_TYPE_BOOLEAN)) {
    ys_buffer_append_view(b, o->text);
  } else if (how == YS_JSONLD_FULL && o->literal && o->tag.n == 0 && o->type.n == 0) {
    put_string(o, b);
  } else {
    put_full(base, o, b);
  }
}

/* ---- properties and subjects ---- */

/** Objects of one predicate: r->triple[begin, end). */
typedef struct objects {
  const ys_triples *t;
  const ys_triple *triple;
  uint32_t n;
} objects;

static const ys_term *object_at(const objects *x, uint32_t i) {
  return &x->t->term[x->triple[i].o];
}

static bool all_tagged(const objects *x) {
  bool all = true;
  for (uint32_t i = 0; i < x->n; i++) {
    all = all && object_at(x, i)->tag.n > 0;
  }
  return all;
}

static bool is_first_of_tag(const objects *x, uint32_t i) {
  for (uint32_t k = 0; k < i; k++) {
    if (ys_view_equal(object_at(x, k)->tag, object_at(x, i)->tag)) {
      return false;
    }
  }
  return true;
}

/** All strings with the tag of the @p i th. */
static void put_language(const objects *x, uint32_t i, ys_buffer *b) {
  uint32_t n = 0;
  for (uint32_t k = i; k < x->n; k++) {
    n += ys_view_equal(object_at(x, k)->tag, object_at(x, i)->tag);
  }
  YS_OUT_TEXT(b, "\"");
  ys_buffer_append_view(b, object_at(x, i)->tag);
  YS_OUT_TEXT(b, "\": ");
  ys_buffer_append(b, "[", n > 1 ? 1 : 0);
  for (uint32_t k = i, written = 0; k < x->n; k++) {
    if (ys_view_equal(object_at(x, k)->tag, object_at(x, i)->tag)) {
      ys_buffer_append(b, ", ", written++ > 0 ? 2 : 0);
      put_string(object_at(x, k), b);
    }
  }
  ys_buffer_append(b, "]", n > 1 ? 1 : 0);
}

static void put_languages(const objects *x, ys_buffer *b) {
  YS_OUT_TEXT(b, "{");
  for (uint32_t i = 0, written = 0; i < x->n; i++) {
    if (is_first_of_tag(x, i)) {
      ys_buffer_append(b, ", ", written++ > 0 ? 2 : 0);
      put_language(x, i, b);
    }
  }
  YS_OUT_TEXT(b, "}");
}

static void put_type(const ys_term *o, ys_buffer *b) {
  if (o->vocab != YS_VOCAB_TERMS) {
    YS_OUT_TEXT(b, "\"");
    ys_buffer_append_view(b, key_of((ys_vocab)o->vocab));
    YS_OUT_TEXT(b, "\"");
  } else {
    put_iri((ys_view){NULL, 0}, o->text, b); /* types are not relative to the base */
  }
}

static void put_property(const objects *x, ys_buffer *b) {
  const ys_term *const predicate = &x->t->term[x->triple[0].p];
  const bool known = predicate->vocab != YS_VOCAB_TERMS;
  ys_jsonld_form how = known ? ys_jsonld_form_of((ys_vocab)predicate->vocab) : YS_JSONLD_FULL;
  YS_OUT_TEXT(b, ",\n      \"");
  if (predicate->vocab == YS_V_rdf_type) {
    YS_OUT_TEXT(b, "@type");
  } else if (!known || (how == YS_JSONLD_LANGUAGE && !all_tagged(x))) {
    ys_buffer_append_view(b, predicate->text); /* a key of which the context says nothing */
    how = YS_JSONLD_FULL;
  } else {
    ys_buffer_append_view(b, key_of((ys_vocab)predicate->vocab));
  }
  YS_OUT_TEXT(b, "\": ");
  if (how == YS_JSONLD_LANGUAGE) {
    put_languages(x, b);
    return;
  }
  ys_buffer_append(b, "[", x->n > 1 ? 1 : 0);
  for (uint32_t i = 0; i < x->n; i++) {
    ys_buffer_append(b, ", ", i > 0 ? 2 : 0);
    if (predicate->vocab == YS_V_rdf_type) {
      put_type(object_at(x, i), b);
    } else {
      put_value(x->t->base, how, object_at(x, i), b);
    }
  }
  ys_buffer_append(b, "]", x->n > 1 ? 1 : 0);
}

static void put_subject(const ys_triples *t, const ys_reading *r, const ys_subject *subject, ys_buffer *b) {
  YS_OUT_TEXT(b, "\n    {\"@id\": ");
  put_iri(t->base, t->term[subject->id].text, b);
  for (uint32_t begin = subject->begin; begin < subject->end;) {
    uint32_t end = begin;
    while (end < subject->end && r->triple[end].p == r->triple[begin].p) {
      end++;
    }
    const objects x = {t, &r->triple[begin], end - begin};
    put_property(&x, b);
    begin = end;
  }
  YS_OUT_TEXT(b, "}");
}

void ys_jsonld_write(const ys_triples *t, const ys_reading *r, bool first, ys_out *out) {
  for (uint32_t i = 0; i < r->n && ys_out_settle(out); i++) {
    if (!first || i > 0) {
      YS_OUT_TEXT(out->b, ",");
    }
    put_subject(t, r, &r->subject[i], out->b);
  }
}
