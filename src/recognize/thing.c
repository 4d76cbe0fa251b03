/* SPDX-License-Identifier: Apache-2.0 */
#include "recognize/thing.h"

enum {
  LIST_TOKENS = 24, /* tokens to the end of a list */
  HEAD_TOKENS = 6,  /* tokens from there to what it is of */
  NAME_TOKENS = 4   /* tokens of a body's name behind the person that it is called after */
};

/* Weights of class "not-name-right". */
enum { TEACHES = 0, BEHIND_QUOTE = 2 };

static const ys_token *next_to(const ys_scan *scan, uint32_t t, int step) {
  if ((step < 0 && t == 0) || (step > 0 && t + 1 >= scan->token.n)) {
    return NULL;
  }
  const ys_token *here = &scan->token.at[t];
  const ys_token *other = &scan->token.at[step < 0 ? t - 1 : t + 1];
  return (step < 0 ? other->end == here->begin : other->begin == here->end) ? other : NULL;
}

static bool is_character(const ys_scan *scan, const ys_token *token, uint32_t c) {
  return token != NULL && token->end - token->begin == 1 && scan->document->ch[token->begin] == c;
}

static uint16_t part_of_speech(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  return word != NULL ? word->form : 0;
}

static bool is_noun(const ys_scan *scan, const ys_token *token) {
  const uint16_t speech = part_of_speech(scan, token);
  return speech == 'n' || speech == 'N' || speech == 'Z' || speech == 'j' ||
         (token->mask & YS_MASK(YS_CLASS_ROLE)) != 0;
}

/* “卡西尼”号 */
static bool is_quoted_thing(const ys_scan *scan, const ys_thing_words *words, uint32_t t) {
  const ys_token *mark = next_to(scan, t, 1);
  if (!is_character(scan, next_to(scan, t, -1), 0x201C) || !is_character(scan, mark, 0x201D)) {
    return false;
  }
  const ys_token *right = next_to(scan, t + 1, 1);
  return right != NULL && ys_span_entry(scan, right->begin, right->end, words->right) != NULL;
}

/* 一辆桑塔纳 */
static bool is_measured(const ys_scan *scan, const ys_thing_words *words, uint32_t t) {
  const ys_token *left = next_to(scan, t, -1);
  if ((scan->token.at[t].mask & YS_MASK_FOREIGN) == 0 || left == NULL ||
      ys_span_entry(scan, left->end - 1, left->end, words->measure) == NULL) {
    return false;
  }
  const ys_token *number = left->end - left->begin > 1 ? left : next_to(scan, t - 1, -1);
  return number != NULL && ((number->mask & YS_MASK_NUMBER) != 0 || is_character(scan, number, 0x4E00) ||
                            is_character(scan, number, 0x4E24) || scan->document->ch[number->begin] == 0x4E00);
}

/* 安第拉维进步联盟, 约翰内森太空中心: nouns up to the last word of a body's name. */
static bool begins_body(const ys_scan *scan, const ys_thing_words *words, uint32_t t) {
  if ((scan->token.at[t].mask & YS_MASK_FOREIGN) == 0) {
    return false;
  }
  const ys_mask place = YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE);
  const ys_mask body = YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_BODY);
  bool located = false;
  for (uint32_t k = 0; k < NAME_TOKENS; ++k) {
    const ys_token *token = next_to(scan, t + k, 1);
    if (token == NULL || token->end - token->begin < 2 ||
        (token->mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_SPEECH) | YS_MASK_NAME | YS_MASK_PUNCT)) != 0) {
      return false;
    }
    if (k > 0 && ((token->mask & body) != 0 || ys_span_entry(scan, token->begin, token->end, words->right) != NULL)) {
      return true;
    }
    const bool is_place = (token->mask & place) != 0;
    const uint16_t speech = part_of_speech(scan, token);
    const bool noun = speech == 'n' || speech == 'N' || speech == 'b' || speech == 'j' || speech == 'a';
    if (!is_place && !noun && !(speech == 'd' && k == 0) && !(speech == 'v' && located)) {
      return false;
    }
    located = is_place;
  }
  return false;
}

/* 切尔诺文4号机组 */
static bool is_numbered(const ys_scan *scan, uint32_t t) {
  const ys_token *number = next_to(scan, t, 1);
  const ys_token *mark = number != NULL && (number->mask & YS_MASK_NUMBER) != 0 ? next_to(scan, t + 1, 1) : NULL;
  const ys_token *noun = is_character(scan, mark, 0x53F7) ? next_to(scan, t + 2, 1) : NULL;
  return noun != NULL && (scan->token.at[t].mask & YS_MASK_FOREIGN) != 0 && is_noun(scan, noun);
}

/* Whether a count with its measure word begins at token @p t: 四条 of 焦枝、太焦四条铁路, in one word or two. */
static bool is_count(const ys_scan *scan, uint32_t t) {
  static const uint32_t digit[] = {0x4E24, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x51E0};
  const ys_token *token = &scan->token.at[t];
  const ys_token *unit = token->end - token->begin == 1 ? next_to(scan, t, 1) : token;
  if (unit == NULL || ys_span_entry(scan, unit->end - 1, unit->end, YS_CLASS_UNIT) == NULL ||
      unit->end - token->begin != 2) {
    return false;
  }
  for (size_t k = 0; k < YS_LENGTH(digit); ++k) {
    if (scan->document->ch[token->begin] == digit[k]) {
      return true;
    }
  }
  return false;
}

/* The token behind the list that token @p t stands in, or YS_NO_MENTION when it stands in none. */
static uint32_t list_end(const ys_scan *scan, uint32_t t) {
  bool list = is_character(scan, next_to(scan, t, -1), 0x3001);
  for (uint32_t k = t; k < t + LIST_TOKENS; ++k) {
    const ys_token *token = next_to(scan, k, 1);
    if (token == NULL) {
      break;
    }
    if (is_character(scan, token, 0x7B49)) { /* 等 */
      return k + 2;
    }
    const bool mark = is_character(scan, token, 0x3001);
    if (list && is_count(scan, k + 1)) {
      return k + 2;
    }
    if (!mark && (token->mask & YS_MASK_PUNCT) != 0) {
      break;
    }
    if (!list && !mark) {
      break;
    }
    list = true;
  }
  return YS_NO_MENTION;
}

/* The word of the class that the token is, or ends with: 企业 of 乡镇企业. */
static const ys_entry *last_word(const ys_scan *scan, const ys_token *token, uint16_t class_id) {
  const ys_entry *whole = ys_span_entry(scan, token->begin, token->end, class_id);
  return whole != NULL || token->end - token->begin < 3 ? whole
                                                        : ys_span_entry(scan, token->end - 2, token->end, class_id);
}

const ys_entry *ys_thing_list(const ys_scan *scan, const ys_thing_words *words, uint32_t t) {
  const uint32_t end = list_end(scan, t);
  if (end == YS_NO_MENTION) {
    return NULL;
  }
  for (uint32_t k = end; k < end + HEAD_TOKENS && k < scan->token.n; ++k) {
    const ys_token *token = &scan->token.at[k];
    const ys_token *right = next_to(scan, k, 1);
    if ((token->mask & (YS_MASK_PUNCT | YS_MASK_NAME)) != 0 && !is_character(scan, token, 0x3001)) {
      return NULL;
    }
    const ys_entry *of = last_word(scan, token, words->list);
    if (of != NULL && (right == NULL || !is_noun(scan, right))) {
      return of;
    }
  }
  return NULL;
}

ys_thing_words ys_thing_words_of(const ys_lexicon *lexicon) {
  return (ys_thing_words){.right = ys_lexicon_words(lexicon, YS_WORDS_NOT_NAME_RIGHT),
                          .measure = ys_lexicon_words(lexicon, YS_WORDS_THING_MEASURE),
                          .list = ys_lexicon_words(lexicon, YS_WORDS_THING_LIST)};
}

ys_thing_sign ys_thing_told(const ys_scan *scan, const ys_thing_words *words, uint32_t t) {
  const ys_token *right = next_to(scan, t, 1);
  const ys_entry *behind = right != NULL ? ys_span_entry(scan, right->begin, right->end, words->right) : NULL;
  if (behind != NULL && behind->weight != BEHIND_QUOTE) {
    return behind->weight == TEACHES ? YS_THING_EVERYWHERE : YS_THING_HERE;
  }
  return is_quoted_thing(scan, words, t) || is_measured(scan, words, t) || begins_body(scan, words, t) ||
                 is_numbered(scan, t) || ys_thing_list(scan, words, t) != NULL
             ? YS_THING_HERE
             : YS_THING_NONE;
}
