/* SPDX-License-Identifier: Apache-2.0 */
/** @file concepts.c Classes, concepts and their features. */
#include "lexicon/private.h"

/** The record of a concept in the lexicon that holds it, which goes to @p holder. */
static const ys_image_concept *concept_at(const ys_lexicon **lexicon, uint32_t concept_id) {
  static const ys_image_concept NONE = {UINT32_MAX,    UINT32_MAX, UINT32_MAX, UINT32_MAX,
                                        YS_NO_CONCEPT, 0,          0,          UINT16_MAX};
  *lexicon = ys_lexicon_holder(*lexicon, &concept_id);
  return concept_id < (*lexicon)->n_concept ? &(*lexicon)->concept_at[concept_id] : &NONE;
}

/** The lexicon that knows all classes. */
static const ys_lexicon *of_classes(const ys_lexicon *lexicon) {
  return lexicon->own != NULL ? lexicon->own : lexicon;
}

uint16_t ys_lexicon_class(const ys_lexicon *lexicon, ys_view name) {
  lexicon = of_classes(lexicon);
  const uint32_t n = ys_lexicon_count(lexicon, YS_IMAGE_CLASS);
  for (uint32_t i = 0; i < n && i < UINT16_MAX; i++) {
    if (ys_view_equal(ys_lexicon_string(lexicon, lexicon->class_at[i].name), name)) {
      return (uint16_t)i;
    }
  }
  return UINT16_MAX;
}

ys_view ys_lexicon_class_name(const ys_lexicon *lexicon, uint16_t class_id) {
  lexicon = of_classes(lexicon);
  const uint32_t n = ys_lexicon_count(lexicon, YS_IMAGE_CLASS);
  return ys_lexicon_string(lexicon, class_id < n ? lexicon->class_at[class_id].name : UINT32_MAX);
}

uint32_t ys_lexicon_concepts(const ys_lexicon *lexicon) {
  return lexicon->n_concept + (lexicon->own != NULL ? lexicon->own->n_concept : 0);
}

uint16_t ys_concept_class(const ys_lexicon *lexicon, uint32_t concept_id) {
  return concept_at(&lexicon, concept_id)->class_id;
}

ys_view ys_concept_id(const ys_lexicon *lexicon, uint32_t concept_id) {
  const uint32_t string = concept_at(&lexicon, concept_id)->id;
  return ys_lexicon_string(lexicon, string);
}

ys_view ys_concept_iri(const ys_lexicon *lexicon, uint32_t concept_id) {
  const uint32_t string = concept_at(&lexicon, concept_id)->iri;
  return ys_lexicon_string(lexicon, string);
}

ys_view ys_concept_label(const ys_lexicon *lexicon, uint32_t concept_id) {
  const uint32_t string = concept_at(&lexicon, concept_id)->label;
  return ys_lexicon_string(lexicon, string);
}

ys_view ys_concept_label_en(const ys_lexicon *lexicon, uint32_t concept_id) {
  const uint32_t string = concept_at(&lexicon, concept_id)->label_en;
  return ys_lexicon_string(lexicon, string);
}

uint32_t ys_concept_broader(const ys_lexicon *lexicon, uint32_t concept_id) {
  const uint32_t n = ys_lexicon_concepts(lexicon);
  const uint32_t broader = concept_at(&lexicon, concept_id)->broader;
  return broader < n ? broader : YS_NO_CONCEPT;
}

ys_view ys_concept_feature(const ys_lexicon *lexicon, uint32_t concept_id, const char *key) {
  const ys_image_concept *concept_ = concept_at(&lexicon, concept_id);
  const uint32_t n = ys_lexicon_count(lexicon, YS_IMAGE_FEATURE);
  const ys_view wanted = ys_view_of(key);
  if (concept_->feature > n || concept_->n_feature > n - concept_->feature) {
    return (ys_view){"", 0};
  }
  for (uint32_t i = 0; i < concept_->n_feature; i++) {
    const ys_image_feature *feature = &lexicon->feature[concept_->feature + i];
    if (ys_view_equal(ys_lexicon_string(lexicon, feature->key), wanted)) {
      return ys_lexicon_string(lexicon, feature->value);
    }
  }
  return (ys_view){"", 0};
}

static uint32_t find_concept(const ys_lexicon *lexicon, uint16_t class_id, ys_view id) {
  if (class_id >= ys_lexicon_count(lexicon, YS_IMAGE_CLASS)) {
    return YS_NO_CONCEPT;
  }
  uint32_t low = lexicon->class_at[class_id].first;
  uint32_t high = lexicon->class_at[class_id].end;
  if (high > lexicon->n_concept) {
    return YS_NO_CONCEPT;
  }
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2u;
    const int order = ys_view_compare(ys_lexicon_string(lexicon, lexicon->concept_at[middle].id), id);
    if (order == 0) {
      return middle;
    }
    if (order < 0) {
      low = middle + 1u;
    } else {
      high = middle;
    }
  }
  return YS_NO_CONCEPT;
}

uint32_t ys_lexicon_concept(const ys_lexicon *lexicon, uint16_t class_id, ys_view id) {
  const uint32_t found = find_concept(lexicon, class_id, id);
  if (found != YS_NO_CONCEPT || lexicon->own == NULL) {
    return found;
  }
  const uint32_t own = find_concept(lexicon->own, class_id, id);
  return own == YS_NO_CONCEPT ? own : own + lexicon->n_concept;
}
