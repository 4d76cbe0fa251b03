/* SPDX-License-Identifier: Apache-2.0 */
/* Names of persons in Latin letters right behind a position: 导演Christopher Nolan. */
#include "recognize/scan.h"

enum { SHORTEST = 3, LONGEST = 24, WORDS = 4 };

static bool is_capital(uint32_t c) {
  return c >= 'A' && c <= 'Z';
}

static bool is_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || is_capital(c) || (c >= 0xC0 && c <= 0x24F);
}

/* Letters with the marks that stand inside names; no number, no address of a page. */
static bool is_name_word(const ys_scan *scan, const ys_token *token) {
  const uint32_t *ch = scan->document->ch;
  if ((token->mask & YS_MASK_LATIN) == 0) {
    return false;
  }
  for (uint32_t i = token->begin; i < token->end; ++i) {
    const bool inner = i > token->begin && (ch[i] == '-' || ch[i] == '.');
    if (!is_letter(ch[i]) && !inner) {
      return false;
    }
  }
  return true;
}

static bool is_capitalised(const ys_scan *scan, const ys_token *token) {
  const uint32_t *ch = scan->document->ch;
  return is_capital(ch[token->begin]) &&
         (token->end - token->begin == 1 || !is_capital(ch[token->begin + 1]) || ch[token->begin + 1] == '.');
}

/* The next word of the name behind token @p t: after one blank, capitalised. 0 when there is none. */
static uint32_t next_word(const ys_scan *scan, uint32_t t) {
  if (t + 2 >= scan->token.n || scan->token.at[t + 1].end - scan->token.at[t + 1].begin != 1 ||
      scan->document->ch[scan->token.at[t + 1].begin] != ' ' || !is_name_word(scan, &scan->token.at[t + 2]) ||
      !is_capitalised(scan, &scan->token.at[t + 2])) {
    return 0;
  }
  return t + 2;
}

/* One past the last token of the name that begins with the Latin token @p t, or t when none does. */
static uint32_t latin_end(const ys_scan *scan, uint32_t t) {
  const ys_token *token = &scan->token.at[t];
  const ys_token *left = t > 0 && scan->token.at[t - 1].end == token->begin ? &scan->token.at[t - 1] : NULL;
  if (left == NULL || (left->mask & YS_MASK(YS_CLASS_ROLE)) == 0 || !is_name_word(scan, token)) {
    return t;
  }
  uint32_t last = t;
  for (uint32_t n = 1; n < WORDS && is_capitalised(scan, token) && next_word(scan, last) != 0; ++n) {
    last = next_word(scan, last);
  }
  const uint32_t end = scan->token.at[last].end;
  const uint32_t length = end - token->begin;
  const ys_token *right =
      last + 1 < scan->token.n && scan->token.at[last + 1].begin == end ? &scan->token.at[last + 1] : NULL;
  /* 总裁CEO, 设计师ABC大厦: what a position or an organisation goes on with is no name */
  const bool goes_on = right != NULL && (right->mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_ORG_HEAD) |
                                                        YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK_NUMBER)) != 0;
  const bool sure = is_capitalised(scan, token) || right == NULL || (right->mask & YS_MASK(YS_CLASS_SPEECH)) != 0 ||
                    ys_right_cue(scan, end) > 0;
  return length >= SHORTEST && length <= LONGEST && sure && !goes_on ? last + 1 : t;
}

/* The same of any token. */
static inline uint32_t name_end(const ys_scan *scan, uint32_t t) {
  return (scan->token.at[t].mask & YS_MASK_LATIN) == 0 ? t : latin_end(scan, t);
}

void ys_join_latin_names(ys_scan *scan) {
  uint32_t to = 0;
  while (to < scan->token.n && name_end(scan, to) == to) {
    ++to; /* up to the first name everything stays where it is */
  }
  for (uint32_t t = to; t < scan->token.n;) {
    const uint32_t end = name_end(scan, t);
    ys_token token = scan->token.at[t];
    if (end > t) {
      token.end = scan->token.at[end - 1].end;
      token.mask = YS_MASK_NAME | YS_MASK_FOREIGN;
      token.n_entry = 0;
      token.score = 0;
    }
    t = end > t ? end : t + 1;
    scan->token.at[to] = token;
    for (uint32_t i = token.begin; i < token.end; ++i) {
      scan->token_at[i] = to;
    }
    ++to;
  }
  scan->token.n = to;
}
