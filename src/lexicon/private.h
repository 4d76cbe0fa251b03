/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file private.h
 * An open lexicon. The checks at opening settle where each array lies; every index read from the file is checked
 * again where it is used, so that no file can lead outside of the mapping.
 */
#ifndef YS_LEXICON_PRIVATE_H
#define YS_LEXICON_PRIVATE_H

#include "lexicon/image.h"

/** Finds the number of a name among few by its length and three of its bytes. */
typedef struct ys_name_table {
  uint16_t *number; /**< by hash: number of the name plus 1, 0: free; a power of two of them */
  uint32_t mask;    /**< how many, less 1 */
} ys_name_table;

struct ys_lexicon {
  const yanshu_allocator *allocator;
  void *map;
  size_t bytes;
  const ys_image_header *header;
  const uint16_t *page;
  const ys_image_slot *slot;
  const ys_character *character;
  const uint16_t *pinyin;
  const uint32_t *syllable;
  const ys_image_unit *unit;
  const uint64_t *set;
  const ys_entry *entry;
  const ys_image_class *class_at;
  const ys_image_concept *concept_at;
  const ys_image_feature *feature;
  const uint32_t *key;
  const ys_image_reading *reading;
  const uint32_t *string;
  const char *byte;
  const ys_image_token *token;
  const uint32_t *kind;
  uint32_t n_slot;
  uint32_t n_unit;
  uint32_t n_entry;
  uint32_t n_set;
  uint32_t n_token;
  uint32_t n_kind;
  ys_name_table class_names;            /**< of class_at */
  ys_name_table key_names;              /**< of key */
  uint16_t known_class[YS_WORDS_KNOWN]; /**< numbers of those classes; UINT16_MAX when there is none such */
  uint32_t known_key[YS_KEYS_KNOWN];    /**< strings of those keys; UINT32_MAX when no feature has it */
  uint32_t n_concept;
  /** Words added after opening, or NULL: numbers of its entries and concepts follow those here, its classes include
   * those here, a form that both have is whole there. `map` is NULL there and `image` holds the bytes. */
  struct ys_lexicon *own;
  ys_buffer image;
};

/** Takes the arrays out of a sound image. */
void ys_lexicon_settle(ys_lexicon *lexicon, const void *map, size_t bytes);

/** The lexicon that holds a concept; its index there goes to @p number, also for YS_NO_CONCEPT. */
static inline const ys_lexicon *ys_lexicon_holder(const ys_lexicon *lexicon, uint32_t *number) {
  if (lexicon->own == NULL || *number < lexicon->n_concept || *number == YS_NO_CONCEPT) {
    return lexicon;
  }
  *number -= lexicon->n_concept;
  return lexicon->own;
}

/** Elements of a section. */
static inline uint32_t ys_lexicon_count(const ys_lexicon *lexicon, ys_image_section section) {
  return lexicon->header->section[section].count;
}

/** What is known of @p c; the zero slot when nothing is. */
static inline ys_image_slot ys_lexicon_slot(const ys_lexicon *lexicon, uint32_t c) {
  const ys_image_slot none = {0, 0};
  if (c >= 0x110000u) {
    return none;
  }
  const uint32_t at =
      ((uint32_t)lexicon->page[c >> YS_IMAGE_PAGE_BITS] << YS_IMAGE_PAGE_BITS) | (c & (YS_IMAGE_PAGE_SIZE - 1u));
  return at < lexicon->n_slot ? lexicon->slot[at] : none;
}

/** String @p number; the empty view when there is none such. */
ys_view ys_lexicon_string(const ys_lexicon *lexicon, uint32_t number);

/** Makes the token of a form out of its readings. */
ys_form_token ys_lexicon_make_token(const ys_lexicon *lexicon, const uint32_t *ch, const ys_match *match);

/** Makes the tables of classes and keys; false when out of memory. */
bool ys_lexicon_name_all(ys_lexicon *lexicon);

#endif
