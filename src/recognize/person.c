/* SPDX-License-Identifier: Apache-2.0 */
/* Personal names: what the best path found, believed or not by its surroundings, then known in the whole document. */
#include "recognize/scan.h"
#include "recognize/thing.h"

enum {
  SURE = 3500,  /* bonus of a name that stands after a title or before a speech verb */
  AGAIN = 2500, /* bonus of a name that the best path found without such a sign */
  CALLS = -300, /* odds of a word behind a name that calls for one: 同志, 诞辰 */
  NEAR = 400    /* characters back to the full name that a surname with a form of address takes up */
};

static const ys_token *neighbour(const ys_scan *scan, uint32_t t, int step) {
  if ((step < 0 && t == 0) || (step > 0 && t + 1 >= scan->token.n)) {
    return NULL;
  }
  const ys_token *here = &scan->token.at[t];
  const ys_token *other = &scan->token.at[step < 0 ? t - 1 : t + 1];
  return (step < 0 ? other->end == here->begin : other->begin == here->end) ? other : NULL;
}

/* Stands right after a position word or a word like 记者, or right before a speech verb. */
static bool is_sure(const ys_scan *scan, uint32_t t) {
  const ys_token *token = &scan->token.at[t];
  const ys_token *left = neighbour(scan, t, -1);
  const ys_token *right = neighbour(scan, t, 1);
  return (left != NULL && (left->mask & YS_MASK(YS_CLASS_ROLE)) != 0) || scan->left_cue[token->begin] > 0 ||
         (right != NULL && (right->mask & YS_MASK(YS_CLASS_SPEECH)) != 0);
}

/* 桥本首相: nor is such a name a thing's. */
static bool has_title(const ys_scan *scan, uint32_t t) {
  const ys_token *right = neighbour(scan, t, 1);
  return is_sure(scan, t) || (right != NULL && (right->mask & YS_MASK(YS_CLASS_ROLE)) != 0);
}

static ys_status learn(ys_scan *scan, uint32_t begin, uint32_t end, uint32_t bonus, bool thing) {
  ys_known_name *name = ys_known_find(scan, begin, end - begin);
  if (name == NULL) {
    if (!ys_known_add(scan, begin, end, bonus)) {
      return YANSHU_NO_MEMORY;
    }
    name = &scan->known.at[scan->known.n - 1];
  }
  name->bonus = bonus > name->bonus ? bonus : name->bonus;
  name->thing = (name->thing || thing) && name->bonus < SURE;
  return YANSHU_OK;
}

ys_status ys_learn_names(ys_scan *scan) {
  const ys_thing_words things = ys_thing_words_of(scan->lexicon);
  const ys_token *end = scan->token.n > 0 ? scan->token.at + scan->token.n : NULL;
  for (const ys_token *token = scan->token.at; token != end; ++token) {
    if ((token->mask & YS_MASK_NAME) == 0 || token->end - token->begin < 2) {
      continue;
    }
    const uint32_t t = (uint32_t)(token - scan->token.at);
    if (is_sure(scan, t)) {
      YS_TRY(learn(scan, token->begin, token->end, SURE, false));
      continue;
    }
    const ys_thing_sign thing = ys_thing_told(scan, &things, t);
    if (thing == YS_THING_EVERYWHERE) {
      YS_TRY(learn(scan, token->begin, token->end, 0, true));
    } else if (thing == YS_THING_NONE && (token->end - token->begin > 2 || has_title(scan, t))) {
      YS_TRY(learn(scan, token->begin, token->end, AGAIN, false));
    }
  }
  return YANSHU_OK;
}

/* ---- 刘先生, 孙市长 after 刘明远, 孙志洋 ---- */

/* Characters of the surname that token @p t begins with, a form of address or a position right behind it; 0 for none.
 */
static uint32_t addressed_surname(const ys_scan *scan, uint32_t t, uint16_t address) {
  const ys_token *token = &scan->token.at[t];
  if ((token->mask & (YS_MASK_NAME | YS_MASK_PUNCT | YS_MASK_SHARED)) != 0 ||
      (scan->classes[token->begin] & YS_CLASS_BIT(YS_CLASS_SURNAME)) == 0) {
    return 0;
  }
  const uint64_t behind = YS_CLASS_BIT(address) | YS_CLASS_BIT(YS_CLASS_ROLE);
  for (uint32_t n = 2; n > 0; --n) {
    const uint32_t at = token->begin + n;
    if (at > token->end || (scan->classes[at] & behind) == 0 ||
        ys_span_entry(scan, token->begin, at, YS_CLASS_SURNAME) == NULL) {
      continue;
    }
    const ys_token *next = token->end == at ? neighbour(scan, t, 1) : token;
    if (next != NULL && next->end > at + 1 &&
        (ys_span_entry(scan, at, next->end, address) != NULL ||
         ys_span_entry(scan, at, next->end, YS_CLASS_ROLE) != NULL)) {
      return n;
    }
  }
  return 0;
}

static bool same_text(const uint32_t *ch, uint32_t a, uint32_t b, uint32_t n) {
  uint32_t i = 0;
  while (i < n && ch[a + i] == ch[b + i]) {
    ++i;
  }
  return i == n;
}

/* The only full name with that surname close before [at, at + n), or none when there are several. @p last: one past the
   last person mention before it. */
static uint32_t bearer(const ys_scan *scan, uint32_t first, uint32_t last, uint32_t at, uint32_t n) {
  const uint32_t *ch = scan->document->ch;
  const ys_mention *list = scan->mentions->list.at;
  uint32_t found = YS_NO_MENTION;
  for (uint32_t k = last; k > first && at - list[k - 1].end <= NEAR; --k) {
    const ys_mention *m = &list[k - 1];
    const uint32_t length = m->end - m->begin;
    if (m->foreign || m->host != YS_NO_MENTION || length <= n || !same_text(ch, m->begin, at, n)) {
      continue;
    }
    if (found == YS_NO_MENTION) {
      found = k - 1;
    } else if (list[found].end - list[found].begin != length || !same_text(ch, list[found].begin, m->begin, length)) {
      return YS_NO_MENTION;
    }
  }
  return found;
}

static ys_status find_addressed(ys_scan *scan, uint32_t t, uint32_t first, uint16_t address) {
  const uint32_t n = addressed_surname(scan, t, address);
  const uint32_t begin = scan->token.at[t].begin;
  const uint32_t full = n > 0 ? bearer(scan, first, scan->mentions->list.n, begin, n) : YS_NO_MENTION;
  if (full == YS_NO_MENTION) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_PERSON, begin, begin + n);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->host = full;
  return YANSHU_OK;
}

/* Whether the name is a thing's here, or elsewhere in the document. */
static bool is_thing(const ys_scan *scan, const ys_thing_words *things, uint32_t t) {
  const ys_token *token = &scan->token.at[t];
  if (!is_sure(scan, t) && ys_thing_told(scan, things, t) != YS_THING_NONE) {
    return true;
  }
  const ys_known_name *name = scan->known.n > 0 ? ys_known_find(scan, token->begin, token->end - token->begin) : NULL;
  return name != NULL && name->thing && !has_title(scan, t);
}

ys_status ys_find_persons(ys_scan *scan) {
  const uint32_t first = scan->mentions->list.n;
  const uint16_t address = ys_lexicon_words(scan->lexicon, YS_WORDS_NAME_ADDRESS);
  const ys_thing_words things = ys_thing_words_of(scan->lexicon);
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_PERSON)) < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    if ((token->mask & YS_MASK_NAME) == 0) {
      YS_TRY(find_addressed(scan, t, first, address));
      continue;
    }
    if (is_thing(scan, &things, t)) {
      continue;
    }
    ys_mention *m = ys_scan_add(scan, YS_MENTION_PERSON, token->begin, token->end);
    if (m == NULL) {
      return YANSHU_NO_MEMORY;
    }
    m->score = token->score;
    m->called = is_sure(scan, t) || ys_right_cue(scan, token->end) > CALLS;
    m->foreign = (token->mask & YS_MASK_FOREIGN) != 0;
  }
  return YANSHU_OK;
}
