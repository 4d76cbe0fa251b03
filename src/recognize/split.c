/* SPDX-License-Identifier: Apache-2.0 */
/* Words that hold a unit or newspaper and a position: 处处长, 系副主任, 本报记者 are two tokens each. */
#include "recognize/scan.h"

static void describe(const ys_scan *scan, uint32_t begin, uint32_t end, ys_token *token) {
  *token = (ys_token){.begin = begin, .end = end};
  for (uint32_t k = scan->first_match[begin]; k < scan->first_match[begin + 1]; ++k) {
    const ys_match *match = &scan->match.at[k];
    if (match->length != end - begin) {
      continue;
    }
    token->entry = match->entry;
    token->n_entry = match->n;
    for (uint32_t e = 0; e < match->n; ++e) {
      const ys_entry *entry = ys_lexicon_entry(scan->lexicon, match->entry + e);
      const bool never = entry->class_id >= YS_CLASS_KNOWN || entry->class_id == YS_CLASS_SURNAME ||
                         entry->class_id == YS_CLASS_NOT_NAME || entry->class_id == YS_CLASS_NAME_LEFT ||
                         entry->class_id == YS_CLASS_NAME_RIGHT || entry->form == YS_FORM_ABBREVIATION ||
                         entry->form == YS_FORM_UNSAFE_STEM;
      token->mask |= never ? 0 : YS_MASK(entry->class_id);
    }
  }
  token->mask |= token->mask == 0 ? YS_MASK_HAN : 0;
}

/* 会计 + 系主任 is 会计系 + 主任, but 会计系 + 系主任 and a bare 系主任 are what they seem. */
static bool unit_is_begun(const ys_scan *scan, const ys_token *token) {
  const uint32_t at = token->begin;
  return at > 0 && ys_is_han(scan->document->ch[at - 1]) && scan->document->ch[at - 1] != scan->document->ch[at];
}

enum { FIRST_PARTS = 2 };

/* Where the position begins in a token that holds more than one, or its end. @p classes: of a first part of one
 * character, of two. */
static uint32_t position_in(const ys_scan *scan, const uint16_t classes[FIRST_PARTS], const ys_token *token) {
  const ys_mask plain = YS_MASK(YS_CLASS_WORD) | YS_MASK(YS_CLASS_ROLE);
  if (token->end - token->begin < 3 || (token->mask & ~plain) != 0) {
    return token->end;
  }
  for (uint32_t n = 1; n <= FIRST_PARTS && token->end - token->begin - n > 1; ++n) {
    if (ys_span_entry(scan, token->begin, token->begin + n, classes[n - 1]) != NULL &&
        ys_span_entry(scan, token->begin + n, token->end, YS_CLASS_ROLE) != NULL &&
        (n > 1 || unit_is_begun(scan, token))) {
      return token->begin + n;
    }
  }
  return token->end;
}

/* 经济学 + 会 before a position or at the end of a phrase is 经济 + 学会: an organisation's last word. */
static void join_heads(ys_scan *scan) {
  for (uint32_t t = 1; t < scan->token.n; ++t) {
    ys_token *token = &scan->token.at[t];
    ys_token *left = token - 1;
    if ((scan->classes[token->begin - 1] & YS_CLASS_BIT(YS_CLASS_ORG_HEAD)) == 0 || token->end - token->begin != 1 ||
        left->end != token->begin || left->end - left->begin < 3 || (left->mask & ~YS_MASK(YS_CLASS_WORD)) != 0 ||
        ys_span_entry(scan, token->begin - 1, token->end, YS_CLASS_ORG_HEAD) == NULL ||
        ys_span_entry(scan, left->begin, left->end - 1, YS_CLASS_WORD) == NULL) {
      continue;
    }
    const ys_token *next = t + 1 < scan->token.n && token[1].begin == token->end ? &token[1] : NULL;
    if (next == NULL || (next->mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_MODIFIER) | YS_MASK_PUNCT)) != 0) {
      describe(scan, token->begin - 1, token->end, token);
      describe(scan, left->begin, left->end - 1, left);
      scan->token_at[token->begin] = t;
    }
  }
}

ys_status ys_split_titles(ys_scan *scan) {
  const uint16_t classes[FIRST_PARTS] = {ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_UNIT),
                                         ys_lexicon_words(scan->lexicon, YS_WORDS_OWN_MEDIUM)};
  join_heads(scan);
  const uint32_t n = scan->token.n;
  uint32_t more = 0;
  uint32_t first = n;
  for (uint32_t t = 0; t < n; ++t) {
    if (position_in(scan, classes, &scan->token.at[t]) < scan->token.at[t].end) {
      first = more == 0 ? t : first;
      ++more;
    }
  }
  for (uint32_t k = 0; k < more; ++k) {
    if (YS_PUSH(scan->arena, &scan->token) == NULL) {
      return YANSHU_NO_MEMORY;
    }
  }
  for (uint32_t t = n; t > 0 && more > 0; --t) {
    const ys_token token = scan->token.at[t - 1];
    const uint32_t at = position_in(scan, classes, &token);
    uint32_t to = t - 1 + more;
    if (at < token.end) {
      describe(scan, at, token.end, &scan->token.at[to]);
      --more;
      --to;
      describe(scan, token.begin, at, &scan->token.at[to]);
    } else {
      scan->token.at[to] = token;
    }
  }
  for (uint32_t t = first; t < scan->token.n; ++t) { /* before it, all stays */
    for (uint32_t i = scan->token.at[t].begin; i < scan->token.at[t].end; ++i) {
      scan->token_at[i] = t;
    }
  }
  return YANSHU_OK;
}
