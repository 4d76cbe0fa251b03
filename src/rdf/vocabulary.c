/* SPDX-License-Identifier: Apache-2.0 */
#include "rdf/vocabulary.h"

static const ys_vocab_term vocabulary[YS_VOCAB_TERMS] = {
#define YS_VOCAB_ROW(prefix, local, kind, relation)                                                                    \
  {                                                                                                                    \
      {YS_NS_##prefix #local, sizeof(YS_NS_##prefix #local) - 1},                                                      \
      {#prefix ":" #local, sizeof(#prefix ":" #local) - 1},                                                            \
      YS_VOCAB_##kind,                                                                                                 \
      YS_RELATION_##relation,                                                                                          \
  },
    YS_VOCABULARY(YS_VOCAB_ROW)
#undef YS_VOCAB_ROW
};

static const ys_vocab_prefix prefixes[] = {
    {"dcterms", YS_NS_dcterms}, {"foaf", YS_NS_foaf},     {"itsrdf", YS_NS_itsrdf}, {"nif", YS_NS_nif},
    {"org", YS_NS_org},         {"prov", YS_NS_prov},     {"rdf", YS_NS_rdf},       {"rdfs", YS_NS_rdfs},
    {"role", YS_NS_ROLE},       {"schema", YS_NS_schema}, {"skos", YS_NS_skos},     {"xsd", YS_NS_xsd},
    {"ys", YS_NS_ys},
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

const ys_vocab_prefix *ys_vocab_prefixes(size_t *n) {
  *n = YS_LENGTH(prefixes);
  return prefixes;
}
