/* SPDX-License-Identifier: Apache-2.0 */
/* Organisations that only a title shows to be some: 澜屿总经理 before a name, 现任澜屿智能董事. */
#include "recognize/title.h"

enum { RUN_CHARACTERS = 20, CHAIN_TOKENS = 24, RARE_WORD = -4300, RARE_NOUN = -300, COMMON_NAME = 1000 };

/* The words between a boundary and the position. */
typedef struct run {
  uint32_t first; /* token */
  uint32_t begin; /* character; behind a verb that the best path has put into a name */
  uint32_t end;   /* token behind the organisation's last one, or first when there is none */
  uint32_t head;  /* concept of the head that it ends with, or YS_NO_CONCEPT */
  bool verb;      /* 任, 现任 stand before it */
  bool proper;    /* something of it is no ordinary word */
  bool firm;      /* a company's, by the position */
  bool opening;   /* it opens a clause */
} run;

/* Whether the person follows who holds the post and those joined to it. */
static bool name_follows(const ys_scan *scan, uint32_t end) {
  const uint16_t joint = ys_lexicon_words(scan->lexicon, YS_WORDS_CHAIN_JOINT);
  const ys_mask chain = YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_MODIFIER) | YS_MASK(YS_CLASS_ORGAN);
  if (end >= scan->document->n) {
    return false;
  }
  const uint32_t from = scan->token_at[end];
  for (uint32_t t = from; t < scan->token.n && t - from < CHAIN_TOKENS; ++t) {
    const ys_token *token = &scan->token.at[t];
    if (token->begin != (t == from ? end : scan->token.at[t - 1].end)) {
      return false;
    }
    if ((token->mask & YS_MASK_NAME) != 0) {
      return true;
    }
    const uint32_t c = scan->document->ch[token->begin];
    if (c != 0x3001 && c != ' ' && (token->mask & chain) == 0 &&
        ys_span_entry(scan, token->begin, token->end, joint) == NULL) {
      return false;
    }
  }
  return false;
}

/* 任, 就职于: a word that says of a person that a post or an organisation follows. */
static bool is_post_verb(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const ys_entry *stop = ys_span_entry(scan, begin, end, YS_CLASS_STOP);
  return stop != NULL && stop->concept_id != YS_NO_CONCEPT &&
         ys_concept_value(scan->lexicon, stop->concept_id, YS_KEY_POST).n > 0;
}

/* Whether a word can stand in an organisation's name that nothing else shows to be one. */
static bool may_stand(const ys_scan *scan, const ys_token *token) {
  const ys_mask never = YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_SPEECH) | YS_MASK(YS_CLASS_ROLE) |
                        YS_MASK(YS_CLASS_STATUS);
  const ys_mask inside = YS_MASK(YS_CLASS_PLACE) | YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_ORGAN) |
                         YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_DIVISION) |
                         YS_MASK(YS_CLASS_BODY) | YS_MASK_NAME | YS_MASK_HAN | YS_MASK_LATIN | YS_MASK_LEVEL;
  const uint16_t dateline = ys_lexicon_words(scan->lexicon, YS_WORDS_DATELINE);
  if ((token->mask & never) != 0 || ys_span_entry(scan, token->begin, token->end, dateline) != NULL ||
      (token->end - token->begin == 1 && (token->mask & YS_MASK(YS_CLASS_UNIT)) != 0)) {
    return false;
  }
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if ((token->mask & inside) != 0 || word == NULL) {
    return (token->mask & YS_MASK_NUMBER) == 0;
  }
  const ys_token *next = token + 1; /* there is one: the position */
  if (word->form == 'v' && (next->mask & YS_MASK(YS_CLASS_ORG_HEAD)) != 0) {
    return true; /* 留学中心 */
  }
  switch (word->form) {
  case 'n':
  case 'Z':
  case 'N':
  case 'j':
  case 'b':
  case 's':
  case 'g':
    return true;
  case 'u':
  case 'p':
  case 'c':
  case 'r':
  case 'd':
  case 'y':
    return false;
  default:
    return token->end - token->begin == 1; /* of a brand, whatever it means elsewhere */
  }
}

static bool is_proper_word(const ys_scan *scan, const ys_token *token) {
  if ((token->mask & (YS_MASK_NAME | YS_MASK_HAN | YS_MASK_LATIN | YS_MASK(YS_CLASS_BODY))) != 0) {
    return true;
  }
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if (token->end - token->begin == 1) {
    return (token->mask & (YS_MASK_LEVEL | YS_MASK(YS_CLASS_MODIFIER))) == 0 &&
           ys_is_han(scan->document->ch[token->begin]) &&
           ys_lexicon_character(scan->lexicon, scan->document->ch[token->begin])->word < RARE_WORD;
  }
  return word != NULL && (token->mask & ~(YS_MASK(YS_CLASS_WORD) | YS_MASK(YS_CLASS_ORG_NAME))) == 0 &&
         ((word->form == 'Z' && word->weight < COMMON_NAME) || (word->form == 'n' && word->weight < RARE_NOUN));
}

/* 地产, 投资: a trade, with which a company's short name ends; 财务 and 设计 are what the position is for. */
static bool is_trade(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_ORG_NAME);
  return word != NULL && (word->concept_id == YS_NO_CONCEPT ||
                          ys_concept_value(scan->lexicon, word->concept_id, YS_KEY_FUNCTION).n == 0);
}

static bool is_single(const ys_scan *scan, const ys_token *token) {
  return token->end - token->begin == 1 && ys_is_han(scan->document->ch[token->begin]) &&
         (token->mask & (YS_MASK_LEVEL | YS_MASK(YS_CLASS_MODIFIER) | YS_MASK(YS_CLASS_ORG_HEAD))) == 0;
}

/* 中国 of 宜家中国 */
static bool is_area(const ys_token *token) {
  return (token->mask & (YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_PLACE))) != 0;
}

static bool is_kind_of_head(const ys_scan *scan, const ys_token *token, const char *kind) {
  const ys_entry *head = ys_token_entry(scan, token, YS_CLASS_ORG_HEAD);
  return head != NULL &&
         ys_view_equal(ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_KIND), ys_view_of(kind));
}

static bool walk(const ys_scan *scan, const ys_title *p, run *r) {
  *r = (run){.first = p->token, .head = YS_NO_CONCEPT};
  const ys_token *left = ys_token_before(scan, r->first);
  while (left != NULL && may_stand(scan, left)) {
    if (p->begin - left->begin > RUN_CHARACTERS) {
      return false;
    }
    --r->first;
    left = ys_token_before(scan, r->first);
  }
  const ys_token *first = &scan->token.at[r->first];
  r->begin = first->begin;
  r->opening = left == NULL || (left->mask & YS_MASK_PUNCT) != 0;
  r->verb =
      left != NULL && ((left->mask & YS_MASK(YS_CLASS_STATUS)) != 0 || is_post_verb(scan, left->begin, left->end));
  if ((first->mask & YS_MASK_NAME) != 0 && first->end - first->begin > 2 &&
      is_post_verb(scan, first->begin, first->begin + 1)) {
    ++r->begin; /* 任欣旺 of 任欣旺达 */
    r->verb = true;
  }
  /* 公司 alone is the company named before */
  return r->first < p->token && (r->first + 1 == p->token || !is_kind_of_head(scan, first, "company"));
}

/* Where the organisation ends: behind its last head, trade or word that is none of the language. */
static void delimit(const ys_scan *scan, const ys_title *p, run *r) {
  r->end = r->first;
  for (uint32_t t = r->first; t < p->token; ++t) {
    const ys_token *token = &scan->token.at[t];
    const ys_entry *head = ys_token_entry(scan, token, YS_CLASS_ORG_HEAD);
    const bool title_unit = ys_is_title_unit_word(scan, token->end);
    const bool pair = t > r->first && is_single(scan, token) && is_single(scan, token - 1); /* 泰禾, 万通 */
    const bool proper = pair || is_proper_word(scan, token);
    r->proper = r->proper || proper;
    if (head != NULL && !title_unit) {
      r->head = head->concept_id;
      r->end = t + 1;
    } else if (proper || (r->proper && r->end == t && is_trade(scan, token)) ||
               (r->proper && r->end == t && (token->end - token->begin == 1 || is_area(token)))) {
      r->head = YS_NO_CONCEPT;
      r->end = t + 1;
    }
  }
}

static bool is_kind(const ys_scan *scan, uint32_t role, const char *kind) {
  return ys_view_equal(ys_concept_value(scan->lexicon, role, YS_KEY_KIND), ys_view_of(kind));
}

static bool holds_in_organization(const ys_scan *scan, uint32_t role) {
  static const char *const kinds[] = {"company", "media", "any", "academic", "social", "sport"};
  for (size_t k = 0; k < YS_LENGTH(kinds); ++k) {
    if (is_kind(scan, role, kinds[k])) {
      return true;
    }
  }
  return false;
}

/* 房产局局长: the position repeats what the organisation ends with. */
static bool repeats(const ys_scan *scan, const ys_title *p) {
  const ys_view last = ys_concept_value(scan->lexicon, p->role, YS_KEY_REPEATS);
  size_t length = 0;
  return last.n > 0 && p->begin > 0 && ys_utf8_decode(last.p, last.n, &length) == scan->document->ch[p->begin - 1] &&
         length == last.n;
}

/* 张三教授李四: one name before a position is who holds it, unless it is of a club, or opens a company's title. */
static bool is_person(const ys_scan *scan, const ys_title *p, const run *r) {
  const ys_token *first = &scan->token.at[r->first];
  return r->end == r->first + 1 && (first->mask & YS_MASK_NAME) != 0 && !is_kind(scan, p->role, "sport") && !r->verb &&
         !(r->opening && is_kind(scan, p->role, "company"));
}

/* Whether the run is trades and other words of companies at large only: 房地产投资企业. */
static bool is_generic(const ys_scan *scan, const run *r, uint32_t end) {
  for (uint32_t t = r->first; t < end; ++t) {
    const ys_token *token = &scan->token.at[t];
    if ((token->mask & (YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK(YS_CLASS_ORG_HEAD))) == 0 &&
        token->end - token->begin > 1) {
      return false;
    }
  }
  return true;
}

/* Whether the run has no common noun, no trade as its last word that a position may be for, and no place alone. */
static bool is_uncommon(const ys_scan *scan, const run *r, uint32_t end) {
  enum { COMMON = 1500 };
  bool word = false;
  for (uint32_t t = r->first; t < end; ++t) {
    const ys_token *token = &scan->token.at[t];
    const ys_entry *own = ys_token_entry(scan, token, YS_CLASS_WORD);
    const bool trade = is_trade(scan, token);
    if (!trade && !is_area(token) && own != NULL && own->weight > COMMON && token->end - token->begin > 1) {
      return false;
    }
    word = word || (!trade && !is_area(token));
  }
  const ys_token *last = &scan->token.at[end - 1];
  return word && !is_area(last) && (is_trade(scan, last) || ys_token_entry(scan, last, YS_CLASS_ORG_NAME) == NULL);
}

/* 利物浦主帅: a club by its town; 水电地产副总经理: several words that open a clause before a company's position. */
static void widen(const ys_scan *scan, const ys_title *p, run *r) {
  const bool town = is_kind(scan, p->role, "sport") && r->first + 1 == p->token &&
                    (scan->token.at[r->first].mask & YS_MASK(YS_CLASS_PLACE)) != 0;
  const bool headed = repeats(scan, p) && p->token > r->first + 1;
  bool trade = r->opening && is_kind(scan, p->role, "company") && p->token > r->first + 1;
  trade = trade && is_trade(scan, &scan->token.at[p->token - 1]);
  /* 湖南粮油董事长: what stands before a post of a whole company is the company */
  const ys_token *last = &scan->token.at[p->token - 1];
  const bool firm = (r->opening || r->verb) && ys_concept_value(scan->lexicon, p->role, YS_KEY_FIRM).n > 0 &&
                    p->token > r->first + 1 && p->begin - r->begin > 3 && !ys_is_title_unit_word(scan, p->begin) &&
                    !is_generic(scan, r, p->token) && ys_token_entry(scan, last, YS_CLASS_ORG_HEAD) == NULL &&
                    (is_trade(scan, last) || ys_token_entry(scan, last, YS_CLASS_ORG_NAME) == NULL);
  r->firm = firm;
  /* 思源经纪策划总监 before a name: several words, none of them common */
  const bool opened = r->opening && (is_kind(scan, p->role, "company") || is_kind(scan, p->role, "media")) &&
                      p->token > r->first + 1 && name_follows(scan, p->end) && !ys_is_title_unit_word(scan, p->begin) &&
                      is_uncommon(scan, r, p->token);
  if (town || headed || trade || firm || opened) {
    r->end = p->token;
    r->proper = true;
  }
}

/* 轮椅冰壶运动员, 公共政策教授: what ordinary words say before an occupation is what it is about. */
static bool is_trade_of(const ys_scan *scan, const ys_title *p, const run *r) {
  const ys_mask odd = YS_MASK_NAME | YS_MASK_LATIN | YS_MASK(YS_CLASS_BODY) | YS_MASK(YS_CLASS_PLACE) |
                      YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY);
  if (ys_concept_value(scan->lexicon, p->role, YS_KEY_OCCUPATION).n == 0 || r->head != YS_NO_CONCEPT) {
    return false;
  }
  uint32_t t = r->first;
  while (t < r->end && (scan->token.at[t].mask & odd) == 0) {
    ++t;
  }
  return t == r->end;
}

ys_status ys_title_named_by(ys_scan *scan, ys_title *p) {
  run r;
  if (!(holds_in_organization(scan, p->role) || repeats(scan, p)) || !walk(scan, p, &r)) {
    return YANSHU_OK;
  }
  delimit(scan, p, &r);
  widen(scan, p, &r);
  if (r.end == r.first || (!r.verb && !r.firm && !name_follows(scan, p->end)) || is_person(scan, p, &r) ||
      is_trade_of(scan, p, &r)) {
    return YANSHU_OK;
  }
  const uint32_t end = scan->token.at[r.end - 1].end;
  const bool headed = r.head != YS_NO_CONCEPT && r.end > r.first + 1;
  if (end - r.begin < 2 || !(r.proper || headed)) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, r.begin, end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->head = r.head;
  m->core_begin = r.begin;
  const uint32_t division = ys_mention_ending(scan, YS_MENTION_DIVISION, scan->token.at[r.first].end);
  if (division != YS_NO_MENTION && scan->mentions->list.at[division].begin == r.begin) {
    m->division = scan->mentions->list.at[division].concept_id;
  }
  p->host = scan->mentions->list.n - 1;
  p->division = m->division;
  p->field = end < p->core ? end : p->field;
  p->begin = r.begin;
  p->token = r.first;
  return YANSHU_OK;
}
