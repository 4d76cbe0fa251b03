/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file image.h
 * The compiled lexicon as bytes: what `yanshu-lexc` writes and the runtime maps. Private to src/lexicon.
 *
 * A header with a table of sections, then the sections, each an array of one fixed-size type, aligned to 8 bytes, in
 * the order of ys_image_section, without gaps but for the alignment. Numbers are in the byte order of the machine
 * that wrote the file; another machine refuses it by its order mark.
 */
#ifndef YS_LEXICON_IMAGE_H
#define YS_LEXICON_IMAGE_H

#include "lexicon/lexicon.h"

#define YS_IMAGE_MAGIC "YanshuLx"
#define YS_IMAGE_ORDER 0x01020304u
#define YS_IMAGE_VERSION 3u
#define YS_IMAGE_ALIGN 8u

/** Code points are split into pages of 256. */
#define YS_IMAGE_PAGE_BITS 8u
#define YS_IMAGE_PAGE_SIZE (1u << YS_IMAGE_PAGE_BITS)
#define YS_IMAGE_PAGES (0x110000u >> YS_IMAGE_PAGE_BITS)

/** A unit whose `check` is this belongs to nobody. */
#define YS_IMAGE_FREE UINT32_MAX
/** A unit's `value`: number of entries in the upper 8 bits, first entry in the lower 24. */
#define YS_IMAGE_VALUE_BITS 24u
#define YS_IMAGE_MAX_ENTRIES (1u << YS_IMAGE_VALUE_BITS)
#define YS_IMAGE_MAX_READINGS 255u
/** Sets of classes are numbered in 16 bits. */
#define YS_IMAGE_MAX_SETS 65536u
/** So are kinds of tokens. */
#define YS_IMAGE_MAX_KINDS 65536u

typedef enum ys_image_section {
  YS_IMAGE_PAGE,      /**< uint16_t[YS_IMAGE_PAGES]: number of the page of slots of code point >> 8 */
  YS_IMAGE_SLOT,      /**< ys_image_slot[256 * pages]; page 0 is all zero */
  YS_IMAGE_CHARACTER, /**< ys_character; number 0 is the neutral one */
  YS_IMAGE_PINYIN,    /**< uint16_t by character number: number of its syllable */
  YS_IMAGE_SYLLABLE,  /**< uint32_t: string; number 0 is the empty one */
  YS_IMAGE_UNIT,      /**< ys_image_unit: the double-array trie; unit 0 is its root */
  YS_IMAGE_SET,       /**< uint64_t: sets of classes (YS_CLASS_BIT); number 0 is the empty one */
  YS_IMAGE_ENTRY,     /**< ys_entry */
  YS_IMAGE_CLASS,     /**< ys_image_class, YS_CLASS_KNOWN of them in their order, then others by name */
  YS_IMAGE_CONCEPT,   /**< ys_image_concept, by class, then by id in byte order */
  YS_IMAGE_FEATURE,   /**< ys_image_feature, by concept, key, value */
  YS_IMAGE_KEY,       /**< uint32_t: string: the keys of the features, each once, in byte order */
  YS_IMAGE_READING,   /**< ys_image_reading: surnames read otherwise than their characters, by their bytes */
  YS_IMAGE_STRING,    /**< uint32_t: where each string begins in the bytes; one more than there are strings */
  YS_IMAGE_BYTE,      /**< char: the strings, sorted, each NUL-terminated */
  YS_IMAGE_TOKEN,     /**< ys_image_token by entry number: of the form whose first entry that is; none of added words */
  YS_IMAGE_KIND,      /**< uint32_t: the classes that make tokens (YS_TOKEN_CLASS); number 0 is of no token */
  YS_IMAGE_SECTIONS   /**< number of the above */
} ys_image_section;

typedef struct ys_image_place {
  uint64_t offset; /**< bytes from the start of the file */
  uint32_t count;  /**< elements */
  uint32_t size;   /**< bytes of one element */
} ys_image_place;

typedef struct ys_image_header {
  char magic[8];
  uint32_t order;
  uint32_t version;
  uint64_t bytes;  /**< of the whole file */
  uint64_t digest; /**< XXH3 (64 bits) of all that follows the header */
  uint64_t seal;   /**< XXH64 of the header with this field 0: the header alone is checked at each opening */
  ys_image_place section[YS_IMAGE_SECTIONS];
} ys_image_header;

/** What is known of a code point. */
typedef struct ys_image_slot {
  uint16_t code;      /**< its number in the trie's alphabet, 0: in no form */
  uint16_t character; /**< its record, 0: unknown */
} ys_image_slot;

/** State s goes on code c to t = base(s) + c when check(t) is s. */
typedef struct ys_image_unit {
  uint32_t base;
  uint32_t check;
  uint32_t value; /**< see YS_IMAGE_VALUE_BITS; 0: no form ends here */
  uint16_t here;  /**< set of the classes of the form that ends here */
  uint16_t below; /**< set of the classes of all forms that begin with the characters up to here, it included */
} ys_image_unit;

/** What a form is as a token. */
typedef struct ys_image_token {
  int16_t weight; /**< as in ys_form_token */
  uint16_t kind;
} ys_image_token;

typedef struct ys_image_class {
  uint32_t name;  /**< string */
  uint32_t first; /**< first concept */
  uint32_t end;   /**< exclusive */
} ys_image_class;

typedef struct ys_image_concept {
  uint32_t iri; /**< string, as the next three */
  uint32_t id;
  uint32_t label;
  uint32_t label_en;
  uint32_t broader; /**< concept or YS_NO_CONCEPT */
  uint32_t feature; /**< first feature */
  uint16_t n_feature;
  uint16_t class_id;
} ys_image_concept;

typedef struct ys_image_feature {
  uint32_t key;   /**< string */
  uint32_t value; /**< string */
} ys_image_feature;

typedef struct ys_image_reading {
  uint32_t surname; /**< string */
  uint32_t pinyin;  /**< string */
} ys_image_reading;

#endif
