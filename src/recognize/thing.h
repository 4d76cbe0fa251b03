/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file thing.h
 * Signs that what looks like a personal name is called after a thing, a place or a body. Private to the room.
 */
#ifndef YS_THING_H
#define YS_THING_H

#include "recognize/scan.h"

/** Classes of words that tell things from persons. */
typedef struct ys_thing_words {
  uint16_t right;   /**< words right behind a thing's name: 牌 省 */
  uint16_t measure; /**< measure words of things: 一辆 */
  uint16_t list;    /**< what lists are of: 等企业, 等城市 */
} ys_thing_words;

typedef enum ys_thing_sign {
  YS_THING_NONE,
  YS_THING_HERE,      /**< this one is a thing */
  YS_THING_EVERYWHERE /**< and so are others of the same characters */
} ys_thing_sign;

ys_thing_words ys_thing_words_of(const ys_lexicon *lexicon);

/** What stands beside the name that is token @p t. */
ys_thing_sign ys_thing_told(const ys_scan *scan, const ys_thing_words *words, uint32_t t);

/** What the list is of that token @p t stands in (神奈川、青森等5县: 县), or NULL. */
const ys_entry *ys_thing_list(const ys_scan *scan, const ys_thing_words *words, uint32_t t);

#endif
