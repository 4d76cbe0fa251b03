/* SPDX-License-Identifier: Apache-2.0 */
/* What each token may turn out to be, noted in one pass for the recognizers that go through all of them. */
#include "recognize/scan.h"

static const uint64_t ORGANIZATION =
    YS_CLASS_BIT(YS_CLASS_BODY) | YS_CLASS_BIT(YS_CLASS_ORGAN) | YS_CLASS_BIT(YS_CLASS_ORG_HEAD);
static const uint64_t SHORT = YS_CLASS_BIT(YS_CLASS_COUNTRY) | YS_CLASS_BIT(YS_CLASS_PLACE);
static const ys_mask LISTED = YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE) | YS_MASK(YS_CLASS_BODY);
static const ys_mask LOCATED = YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE);

/* By what the token is. */
static uint32_t by_mask(ys_mask mask) {
  return ((mask & YS_MASK(YS_CLASS_DIVISION)) != 0 ? YS_MAY_DIVISION : 0u) |
         ((mask & YS_MASK(YS_CLASS_ROLE)) != 0 ? YS_MAY_POST : 0u) | ((mask & LISTED) != 0 ? YS_MAY_LISTED : 0u) |
         ((mask & YS_MASK_NAME) != 0 ? YS_MAY_PERSON | YS_MAY_PLACE : 0u) |
         ((mask & YS_MASK_LEVEL) != 0 ? YS_MAY_PLACE : 0u);
}

static uint32_t by_short(ys_mask mask, uint64_t classes) {
  const bool other = (mask & (LOCATED | YS_MASK_NAME | YS_MASK_PUNCT)) != 0;
  return !other && (classes & SHORT) != 0 ? YS_MAY_SHORT : 0u;
}

/* By the forms that begin where the token begins. */
static uint32_t by_first(ys_mask mask, uint64_t classes) {
  const bool addressed =
      (mask & (YS_MASK_NAME | YS_MASK_PUNCT | YS_MASK_SHARED)) == 0 && (classes & YS_CLASS_BIT(YS_CLASS_SURNAME)) != 0;
  return ((classes & ORGANIZATION) != 0 ? YS_MAY_ORGANIZATION : 0u) |
         ((classes & YS_CLASS_BIT(YS_CLASS_PLACE_HEAD)) != 0 ? YS_MAY_PLACE : 0u) | (addressed ? YS_MAY_PERSON : 0u) |
         by_short(mask, classes);
}

/* The classes of those that begin behind its first character; of most tokens without a loop as long as they are. */
static uint64_t classes_behind(const ys_scan *scan, const ys_token *token) {
  const uint64_t *classes = scan->classes + token->begin;
  const uint32_t length = token->end - token->begin;
  const bool usual = token->begin + YS_TOKEN_USUAL <= scan->document->n;
  const uint32_t *covers = ys_token_covers[!usual ? 0 : length < YS_TOKEN_USUAL ? length : YS_TOKEN_USUAL];
  const uint64_t *behind = usual ? classes : scan->classes;
  uint64_t all = 0;
  for (uint32_t k = 1; k < YS_TOKEN_USUAL; ++k) {
    all |= behind[k] & (covers[k] | (uint64_t)covers[k] << 32);
  }
  for (uint32_t k = usual ? YS_TOKEN_USUAL : 1; k < length; ++k) {
    all |= classes[k];
  }
  return all;
}

/* By these. */
static uint32_t by_others(const ys_scan *scan, const ys_token *token, uint64_t all) {
  return ((all & YS_CLASS_BIT(YS_CLASS_ORG_HEAD)) != 0 ? YS_MAY_ORGANIZATION : 0u) |
         ((scan->classes[token->end - 1] & YS_CLASS_BIT(YS_CLASS_DIVISION)) != 0 ? YS_MAY_DIVISION : 0u) |
         by_short(token->mask, scan->classes[token->begin + 1]);
}

/* What a token of one character may be by that alone. */
static uint32_t by_only(uint64_t classes, uint64_t anaphor) {
  return ((classes & anaphor) != 0 ? YS_MAY_ANAPHOR : 0u) |
         ((classes & YS_CLASS_BIT(YS_CLASS_DIVISION)) != 0 ? YS_MAY_DIVISION : 0u);
}

ys_status ys_expect_tokens(ys_scan *scan) {
  enum { CLOSING_TITLE = 0x300B /* 》 */ };
  const ys_mask masks = YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_ROLE) | LISTED | YS_MASK_NAME | YS_MASK_LEVEL;
  const uint64_t first = ORGANIZATION | SHORT | YS_CLASS_BIT(YS_CLASS_PLACE_HEAD) | YS_CLASS_BIT(YS_CLASS_SURNAME);
  const uint64_t others = YS_CLASS_BIT(YS_CLASS_ORG_HEAD) | YS_CLASS_BIT(YS_CLASS_DIVISION) | SHORT;
  const uint64_t anaphor = YS_CLASS_BIT(ys_lexicon_words(scan->lexicon, YS_WORDS_ANAPHOR));
  uint8_t *may = ys_arena_room(scan->arena, (size_t)scan->token.n + 1);
  if (may == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t t = 0; t < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    const uint64_t classes = scan->classes[token->begin];
    uint32_t bits = scan->document->ch[token->begin] == CLOSING_TITLE ? YS_MAY_ORGANIZATION : 0u;
    bits |= (token->mask & masks) != 0 ? by_mask(token->mask) : 0u;
    bits |= (classes & first) != 0 ? by_first(token->mask, classes) : 0u;
    bits |= by_only(classes, anaphor) & (0u - (token->end - token->begin == 1 ? 1u : 0u));
    const uint64_t behind = classes_behind(scan, token);
    bits |= (behind & others) != 0 ? by_others(scan, token, behind) : 0u;
    may[t] = (uint8_t)bits;
  }
  scan->may = may;
  return YANSHU_OK;
}
