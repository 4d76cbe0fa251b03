/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file program.h
 * What the parts of the program recognizer share: program.c (quotes and known names), program_title.c (book titles),
 * program_phrase.c (names without marks). Private to the room.
 */
#ifndef YS_PROGRAM_H
#define YS_PROGRAM_H

#include "recognize/recognize_internal.h"

enum {
  YS_CH_QUOTE_OPEN = 0x201C,
  YS_CH_QUOTE_CLOSE = 0x201D,
  YS_CH_TITLE_OPEN = 0x300A,
  YS_CH_TITLE_CLOSE = 0x300B,
  YS_CH_INNER_OPEN = 0x3008,
  YS_CH_INNER_CLOSE = 0x3009,
  YS_CH_PAREN_OPEN = 0xFF08,
  YS_CH_PAREN_CLOSE = 0xFF09,
  YS_CH_COMMA = 0xFF0C,
  YS_CH_LIST = 0x3001,
  YS_CH_OF = 0x7684 /* 的 */
};

enum { YS_SEEN_BACK = 64 }; /**< how many titles back a short form reaches */

/** A full book title seen so far, for the short forms that follow it. */
typedef struct ys_title_seen {
  uint32_t begin;
  uint32_t end; /**< without period and status */
  uint8_t kind;
} ys_title_seen;

typedef struct ys_finder {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const uint32_t *ch;
  ys_words words;
  uint32_t base;    /**< of the block */
  uint32_t end;     /**< of the block */
  uint16_t cue;     /**< class program-cue: verbs before a program; feature `strong` = "yes" of those that name one */
  uint16_t title;   /**< class program-title: last words of a document's title */
  uint16_t work;    /**< class program-work: words beside the title of a work or a broadcast; feature `side` */
  uint16_t generic; /**< class program-generic: words that make no name specific */
  uint16_t weak;    /**< class program-weak: heads that make no program after quotes */
  uint16_t right;   /**< class program-right: words that may follow a name without marks */
  uint16_t phrase;  /**< class program-phrase: heads of names without marks; feature `needs` */
  uint16_t era;     /**< class time-era: 十四五 */
  uint16_t brief;   /**< class program-short: 总规 for 总体规划; feature `full` */
  ys_mentions *mentions;
  const uint8_t *starts;
  uint32_t counted; /**< counted groups looked for so far: each costs a pass over the document */
  uint32_t first;   /**< first mention of this recognizer in the list */
  YS_ARRAY(ys_title_seen) seen;
} ys_finder;

/** ys_program_kind of an entry's feature `kind`. */
uint8_t ys_finder_kind(const ys_finder *f, const ys_entry *entry);
/** Appends a program with period and division read from its name; NULL when out of memory. */
ys_mention *ys_finder_add(ys_finder *f, uint32_t begin, uint32_t end, uint32_t core_begin, uint32_t core_end,
                          const ys_entry *head, const ys_entry *program);
/** 《…》 at @p open: adds what it is; *end behind the closing mark (unchanged when there is none). */
ys_status ys_finder_title(ys_finder *f, uint32_t open, uint32_t *end);
/** 总规 at @p i, after 《…总体规划》. */
ys_status ys_finder_brief(ys_finder *f, uint32_t i, uint32_t *end);
/** Documents named without marks after 通过了, 印发 and the like, the verb at @p i: items of a list that end in a title
 * word. */
ys_status ys_finder_adopted(ys_finder *f, uint32_t i, uint32_t *end);
/** A name without marks whose head word begins at @p i. */
ys_status ys_finder_phrase(ys_finder *f, uint32_t limit, uint32_t i, uint32_t *end);

#endif
