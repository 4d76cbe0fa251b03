/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file scan.h
 * The working view of one document while its mentions are found: lexicon matches and tokens by position.
 *
 * Tokens come from the best path through a lattice of words, lexicon terms and personal-name candidates (segment.c).
 * All offsets are characters of the document. Private to the room.
 */
#ifndef YS_SCAN_H
#define YS_SCAN_H

#include "recognize/recognize.h"

/** What a token can be; a token may be several things at once. */
typedef uint32_t ys_mask;
#define YS_MASK(class_id) YS_TOKEN_CLASS(class_id)
#define YS_MASK_NUMBER (1u << 24) /**< digits, with . , % */
#define YS_MASK_LATIN (1u << 25)
#define YS_MASK_PUNCT (1u << 26)
#define YS_MASK_HAN (1u << 27)       /**< one character that is no word of the lexicon */
#define YS_MASK_NAME (1u << 28)      /**< a personal name, by the best path */
#define YS_MASK_FOREIGN (1u << 29)   /**< with YS_MASK_NAME: transliterated */
#define YS_MASK_LEVEL YS_TOKEN_LEVEL /**< one of 省 市 区 县 …: a division level standing alone */
#define YS_MASK_SHARED                                                                                                 \
  (1u << 31) /**< a division whose last character belongs to the next token too: 越秀 of 越秀区委 */

typedef struct ys_token {
  uint32_t begin;
  uint32_t end;
  ys_mask mask;
  uint32_t entry; /**< first lexicon entry */
  uint32_t n_entry;
  int32_t score; /**< of a name: its margin over the ordinary reading, log10 * 1000 */
} ys_token;

/** What a character can be in a name. */
enum {
  YS_TRAIT_HAN = 1,
  YS_TRAIT_SURNAME = 2,
  YS_TRAIT_TRANSLITERATES = 4, /**< it may stand in a transliterated name without joints */
  YS_TRAIT_INITIAL = 8,        /**< J of J·K·罗琳 */
  YS_TRAIT_JOINS = 16,         /**< a joint, a Latin letter: a transliterated name may go on with it */
  YS_TRAIT_JOINED = 32         /**< only Han characters, few enough for the first part of a name, up to a joint */
};

/** A name that the document has shown by sure signs; later bare mentions of it are believed. */
typedef struct ys_known_name {
  uint32_t begin; /**< characters of one occurrence */
  uint32_t end;
  uint32_t bonus; /**< added to the score of the candidate, log10 * 1000 */
  bool thing;     /**< it stood before a word that only things and places stand before, and never by a sure sign */
  uint32_t next;  /**< one past the next name of the same YS_KNOWN_HEADS, 0 for none */
} ys_known_name;

enum { YS_TOKEN_USUAL = 4 }; /**< characters of most tokens, at most */

#define YS_KNOWN_HEADS 1024u /**< known names are chained by their first character, modulo this */

/** By a token's length, up to YS_TOKEN_USUAL: all bits for each of so many characters that it covers, none for others.
 * A table, as a branch on the length is foretold wrongly at each third token. */
extern const uint32_t ys_token_covers[YS_TOKEN_USUAL + 1][YS_TOKEN_USUAL];

/** What a token may turn out to be. */
enum {
  YS_MAY_DIVISION = 1,
  YS_MAY_ORGANIZATION = 2, /**< or it ends the title of a newspaper */
  YS_MAY_POST = 4,
  YS_MAY_PERSON = 8,
  YS_MAY_LISTED = 16, /**< a country or place of the lexicon, or a body that a country's name begins */
  YS_MAY_PLACE = 32,  /**< the head of a place's name, or a name that stands for a place */
  YS_MAY_SHORT = 64,  /**< the short name of a country */
  YS_MAY_ANAPHOR = 128
};

typedef struct ys_scan {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const ys_log *log;
  uint32_t *first_match; /**< n + 1: matches of position i are match[first_match[i] .. first_match[i + 1]) */
  ys_matches match;
  const ys_form_token *form; /**< of each match: what it is as a token */
  uint16_t level;            /**< class "level": 省 市 区 */
  uint16_t division_left;    /**< class "division-left": 在 抵, before a one-character name */
  uint64_t *classes;         /**< n + 1: YS_CLASS_BIT of all matches of position i */
  uint16_t *character;       /**< n: place of the character's record */
  const ys_character *record;
  uint8_t *trait;           /**< n + 1: YS_TRAIT of the character */
  int16_t *left_cue;        /**< n + 1: weight of the best "name-left" word that ends at i, or INT16_MIN */
  int16_t *right_cue;       /**< n + 1: weight of the best "name-right" word that begins at i, or INT16_MIN */
  uint32_t *token_at;       /**< n: token that covers character i; room for YS_TOKEN_USUAL more */
  YS_ARRAY(ys_token) token; /**< of all sentences, in order */
  const uint8_t *may;       /**< of each token, for those who go through all: YS_MAY of what it may be; a bit that
                               lacks is sure */
  YS_ARRAY(ys_known_name) known;
  uint32_t known_head[YS_KNOWN_HEADS]; /**< one past the last name of the chain, 0 for none */
  ys_mentions *mentions;
  uint32_t *ending;        /**< n + 1: one past the last mention added that ends at the character, 0 for none */
  YS_ARRAY(uint32_t) link; /**< for each mention: the one before it with the same end, likewise */
} ys_scan;

/** Looks up every position once. */
ys_status ys_scan_look_up(ys_scan *scan);
/** Finds the best path of every sentence; run again when `known` has grown, of those where that may change it. */
ys_status ys_scan_segment(ys_scan *scan);

/** Notes the personal names that the best paths have not taken; for a trace, after the last pass. */
ys_status ys_scan_consider_names(ys_scan *scan);

/** The known name of just the characters [begin, begin + length), or NULL. */
ys_known_name *ys_known_find(const ys_scan *scan, uint32_t begin, uint32_t length);
/** Adds a name that is not known; false when out of memory. */
bool ys_known_add(ys_scan *scan, uint32_t begin, uint32_t end, uint32_t bonus);
/** How many known names begin at @p begin and end by @p end; one of them goes to @p name. */
uint32_t ys_known_at(const ys_scan *scan, uint32_t begin, uint32_t end, const ys_known_name **name);

/** As ys_token_entry, when a form of the class may begin there. */
const ys_entry *ys_token_look(const ys_scan *scan, const ys_token *token, unsigned class_id);
/** The entry of class @p class_id of a token, or NULL. */
static inline const ys_entry *ys_token_entry(const ys_scan *scan, const ys_token *token, unsigned class_id) {
  return (scan->classes[token->begin] & YS_CLASS_BIT(class_id)) != 0 ? ys_token_look(scan, token, class_id) : NULL;
}
/** As ys_match_entry, when the form may have one. */
const ys_entry *ys_match_look(const ys_scan *scan, const ys_match *match, unsigned class_id);
/** The entry of class @p class_id of a form found, or NULL. */
static inline const ys_entry *ys_match_entry(const ys_scan *scan, const ys_match *match, unsigned class_id) {
  return (match->classes & YS_CLASS_BIT(class_id)) != 0 ? ys_match_look(scan, match, class_id) : NULL;
}
/** The form [begin, end), or NULL. */
static inline const ys_match *ys_span_match(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const ys_match *match = scan->match.at + scan->first_match[begin];
  const uint32_t n = scan->first_match[begin + 1] - scan->first_match[begin];
  const uint32_t length = end - begin;
  uint32_t k =
      length < n ? length : n; /* one past the last that may be of that length: they are of different lengths */
  while (k > 1 && match[k - 1].length > length) {
    --k;
  }
  return k > 0 && match[k - 1].length == length ? &match[k - 1] : NULL;
}
/** As ys_span_entry, when a form of the class may begin there. */
const ys_entry *ys_span_look(const ys_scan *scan, uint32_t begin, uint32_t end, unsigned class_id);
/** The entry of class @p class_id of the form [begin, end), or NULL. */
static inline const ys_entry *ys_span_entry(const ys_scan *scan, uint32_t begin, uint32_t end, unsigned class_id) {
  return (scan->classes[begin] & YS_CLASS_BIT(class_id)) != 0 ? ys_span_look(scan, begin, end, class_id) : NULL;
}
/** The same of the character at @p at alone. */
static inline const ys_entry *ys_character_entry(const ys_scan *scan, uint32_t at, unsigned class_id) {
  if ((scan->classes[at] & YS_CLASS_BIT(class_id)) == 0) {
    return NULL;
  }
  const ys_match *first = &scan->match.at[scan->first_match[at]]; /* the shortest; there is one */
  return first->length == 1 ? ys_match_entry(scan, first, class_id) : NULL;
}
/** What is known of the character at @p at. */
static inline const ys_character *ys_scan_character(const ys_scan *scan, uint32_t at) {
  return &scan->record[scan->character[at]];
}
/** Weight of the best "name-right" word that begins at @p at, or INT16_MIN. */
static inline int32_t ys_right_cue(const ys_scan *scan, uint32_t at) {
  return scan->right_cue[at];
}
/** Compares characters [begin, begin + n) with UTF-8 @p text. */
bool ys_scan_is(const ys_scan *scan, uint32_t begin, uint32_t end, const char *text);
/** First and one-past-last token of the sentence. */
void ys_scan_tokens_of(const ys_scan *scan, uint32_t sentence, uint32_t *first, uint32_t *end);

/** Adds a mention with all indices "none", to be found by its end; NULL when out of memory. */
ys_mention *ys_scan_add(ys_scan *scan, ys_mention_kind kind, uint32_t begin, uint32_t end);

/** Notes what each token may be (`may`); afterwards tokens change no more. */
ys_status ys_expect_tokens(ys_scan *scan);

/** The first token from @p t on that may be one of @p what (YS_MAY); one past the last for none. */
static inline uint32_t ys_token_from(const ys_scan *scan, uint32_t t, uint8_t what) {
  return ys_byte_from(scan->may, t, scan->token.n, what);
}

/** Splits tokens that hold a unit or newspaper and a position (处处长, 本报记者). */
ys_status ys_split_titles(ys_scan *scan);

/** Makes one name of the Latin words right behind a position (导演Christopher Nolan). */
void ys_join_latin_names(ys_scan *scan);

/* The recognizers, in this order. */
ys_status ys_find_divisions(ys_scan *scan);
ys_status ys_find_organizations(ys_scan *scan);
/** Short names that follow a declared full name (以下简称). */
ys_status ys_find_short_names(ys_scan *scan);
/** Short names of companies that nobody declares: the brand of a full name, elsewhere. */
ys_status ys_find_brands(ys_scan *scan);
ys_status ys_find_posts(ys_scan *scan);
/** Remembers the names that the first pass is sure of (known). */
ys_status ys_learn_names(ys_scan *scan);
ys_status ys_find_persons(ys_scan *scan);
/** Countries and places of the lexicon, places by their structure (泉湾村, 博登湖), one-character names (中美). */
ys_status ys_find_localities(ys_scan *scan);

#endif
