/* SPDX-License-Identifier: Apache-2.0 */
#include "rdf/vocabulary.h"

#include <string.h>

static const ys_vocab_term vocabulary[YS_VOCAB_TERMS] = {
#define YS_VOCAB_ROW(prefix, local, kind, relation)                                                                    \
  {                                                                                                                    \
      {&("<" YS_NS_##prefix #local ">")[1], sizeof(YS_NS_##prefix #local) - 1},                                        \
      {"<" YS_NS_##prefix #local ">", sizeof(YS_NS_##prefix #local) + 1},                                              \
      {#prefix ":" #local, sizeof(#prefix ":" #local) - 1},                                                            \
      YS_VOCAB_##kind,                                                                                                 \
      YS_RELATION_##relation,                                                                                          \
  },
    YS_VOCABULARY(YS_VOCAB_ROW)
#undef YS_VOCAB_ROW
};

#define PREFIX(name, iri, data)                                                                                        \
  { name, iri, sizeof(iri) - 1, data }

static const ys_vocab_prefix prefixes[] = {
    PREFIX("dcterms", YS_NS_dcterms, false),
    PREFIX("eventkind", YS_NS_EVENT_KIND, true),
    PREFIX("foaf", YS_NS_foaf, false),
    PREFIX("itsrdf", YS_NS_itsrdf, false),
    PREFIX("nif", YS_NS_nif, false),
    PREFIX("org", YS_NS_org, false),
    PREFIX("orgkind", YS_NS_ORGANIZATION_KIND, true),
    PREFIX("programkind", YS_NS_PROGRAM_KIND, true),
    PREFIX("prov", YS_NS_prov, false),
    PREFIX("rdf", YS_NS_rdf, false),
    PREFIX("rdfs", YS_NS_rdfs, false),
    PREFIX("role", YS_NS_ROLE, true),
    PREFIX("rule", YS_NS_RULE, true),
    PREFIX("schema", YS_NS_schema, false),
    PREFIX("skos", YS_NS_skos, false),
    PREFIX("time", YS_NS_time, false),
    PREFIX("xsd", YS_NS_xsd, false),
    PREFIX("ys", YS_NS_ys, false),
};

const ys_vocab_term *ys_vocab_get(ys_vocab term) {
  return &vocabulary[term];
}

ys_view ys_vocab_iri(ys_vocab term) {
  return vocabulary[term].iri;
}

ys_vocab ys_vocab_find(ys_view curie) {
  for (size_t i = 0; i < YS_LENGTH(vocabulary); i++) {
    if (ys_view_equal(vocabulary[i].curie, curie)) {
      return (ys_vocab)i;
    }
  }
  return YS_VOCAB_TERMS;
}

ys_vocab ys_vocab_of(ys_view iri) {
  /* Most IRIs are of data, and end here: one character tells them from each prefix. */
  size_t i = 0;
  while (i < YS_LENGTH(prefixes) && (prefixes[i].data || iri.n <= prefixes[i].n ||
                                     iri.p[prefixes[i].n - 2] != prefixes[i].iri[prefixes[i].n - 2] ||
                                     memcmp(iri.p, prefixes[i].iri, prefixes[i].n) != 0)) {
    i++;
  }
  if (i == YS_LENGTH(prefixes)) {
    return YS_VOCAB_TERMS;
  }
  for (size_t k = 0; k < YS_LENGTH(vocabulary); k++) {
    if (ys_view_equal(vocabulary[k].iri, iri)) {
      return (ys_vocab)k;
    }
  }
  return YS_VOCAB_TERMS;
}

bool ys_vocab_meets(ys_view base) {
  for (size_t i = 0; i < YS_LENGTH(prefixes); i++) {
    const size_t n = prefixes[i].n < base.n ? prefixes[i].n : base.n;
    if (!prefixes[i].data && memcmp(prefixes[i].iri, base.p, n) == 0) {
      return true;
    }
  }
  return false;
}

const ys_vocab_prefix *ys_vocab_prefixes(size_t *n) {
  *n = YS_LENGTH(prefixes);
  return prefixes;
}
