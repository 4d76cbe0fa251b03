/* SPDX-License-Identifier: Apache-2.0 */
/** @file concepts.c Classes, concepts and their features. */
#include <string.h>

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

/* ---- names of classes and keys to their numbers ---- */

static uint32_t hash_of(ys_view name) {
  if (name.n == 0) {
    return 0;
  }
  const uint32_t first = (unsigned char)name.p[0];
  const uint32_t middle = (unsigned char)name.p[name.n / 2];
  const uint32_t last = (unsigned char)name.p[name.n - 1];
  const uint32_t mixed = (((uint32_t)name.n * 31u + first) * 31u + middle) * 31u + last;
  return mixed * 0x9E3779B1u >> 16;
}

/** The string of class or key @p i. */
static ys_view class_at(const ys_lexicon *lexicon, uint32_t i) {
  return ys_lexicon_string(lexicon, lexicon->class_at[i].name);
}

static ys_view key_at(const ys_lexicon *lexicon, uint32_t i) {
  return ys_lexicon_string(lexicon, lexicon->key[i]);
}

typedef ys_view name_at(const ys_lexicon *lexicon, uint32_t i);

static inline uint16_t find_name(const ys_lexicon *lexicon, const ys_name_table *table, name_at *at, ys_view name) {
  for (uint32_t h = hash_of(name) & table->mask;; h = (h + 1u) & table->mask) {
    const uint16_t number = table->number[h];
    if (number == 0) {
      return UINT16_MAX;
    }
    if (ys_view_equal(at(lexicon, number - 1u), name)) {
      return (uint16_t)(number - 1u);
    }
  }
}

/** Of two equal names the first one counts. */
static bool name_all(const ys_lexicon *lexicon, ys_name_table *table, name_at *at, uint32_t n) {
  uint32_t room = 64;
  while (room < n * 4u) {
    room *= 2u;
  }
  table->number = ys_resize(lexicon->allocator, NULL, room * sizeof *table->number);
  if (table->number == NULL) {
    return false;
  }
  memset(table->number, 0, room * sizeof *table->number);
  table->mask = room - 1u;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t h = hash_of(at(lexicon, i)) & table->mask;
    while (table->number[h] != 0) {
      h = (h + 1u) & table->mask;
    }
    table->number[h] = (uint16_t)(i + 1u);
  }
  return true;
}

static uint32_t key_of(const ys_lexicon *lexicon, ys_view name) {
  const uint16_t number = find_name(lexicon, &lexicon->key_names, key_at, name);
  return number != UINT16_MAX ? lexicon->key[number] : UINT32_MAX;
}

bool ys_lexicon_name_all(ys_lexicon *lexicon) {
  const uint32_t classes = ys_lexicon_count(lexicon, YS_IMAGE_CLASS);
  const uint32_t keys = ys_lexicon_count(lexicon, YS_IMAGE_KEY);
  if (!name_all(lexicon, &lexicon->class_names, class_at, classes < UINT16_MAX ? classes : UINT16_MAX - 1u) ||
      !name_all(lexicon, &lexicon->key_names, key_at, keys < UINT16_MAX ? keys : UINT16_MAX - 1u)) {
    return false;
  }
  for (size_t k = 0; k < YS_WORDS_KNOWN; k++) {
    lexicon->known_class[k] =
        find_name(lexicon, &lexicon->class_names, class_at, ys_view_of(ys_words_class_name((ys_words_class)k)));
  }
  for (size_t k = 0; k < YS_KEYS_KNOWN; k++) {
    lexicon->known_key[k] = key_of(lexicon, ys_view_of(ys_key_name((ys_key)k)));
  }
  return true;
}

uint16_t ys_lexicon_class(const ys_lexicon *lexicon, ys_view name) {
  lexicon = of_classes(lexicon);
  return find_name(lexicon, &lexicon->class_names, class_at, name);
}

uint16_t ys_lexicon_words(const ys_lexicon *lexicon, ys_words_class words) {
  return of_classes(lexicon)->known_class[words];
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

/* The value of the feature whose key is string @p wanted. */
static ys_view value_of(const ys_lexicon *lexicon, const ys_image_concept *concept_, uint32_t wanted) {
  const uint32_t n = ys_lexicon_count(lexicon, YS_IMAGE_FEATURE);
  if (concept_->feature <= n && concept_->n_feature <= n - concept_->feature) {
    const ys_image_feature *feature = &lexicon->feature[concept_->feature];
    for (uint32_t i = 0; i < concept_->n_feature; i++) {
      if (feature[i].key == wanted) {
        return ys_lexicon_string(lexicon, feature[i].value);
      }
    }
  }
  return (ys_view){"", 0};
}

ys_view ys_concept_feature(const ys_lexicon *lexicon, uint32_t concept_id, const char *key) {
  const ys_image_concept *concept_ = concept_at(&lexicon, concept_id);
  return concept_->n_feature == 0 ? (ys_view){"", 0} : value_of(lexicon, concept_, key_of(lexicon, ys_view_of(key)));
}

ys_view ys_concept_value(const ys_lexicon *lexicon, uint32_t concept_id, ys_key key) {
  const ys_image_concept *concept_ = concept_at(&lexicon, concept_id);
  return value_of(lexicon, concept_, lexicon->known_key[key]);
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
