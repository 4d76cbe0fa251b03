/* SPDX-License-Identifier: Apache-2.0 */
/* Names of organisations, built leftwards from a head word. */
#include "recognize/organization.h"
#include "recognize/recognize_internal.h"

/* ---- what ends a name on its left ---- */

static bool part_of_speech_stops(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if (word == NULL) {
    return false;
  }
  switch (word->form) {
  case 'v':
  case 'd':
  case 'p':
  case 'c':
  case 'u':
  case 'r':
  case 't':
  case 'f':
  case 'y':
  case 'e':
  case 'm':
  case 'a':
  case 'q':
    return true;
  default:
    return false;
  }
}

/* 记者协会, 病人安全协会: classes of persons stand in the names of associations. */
static bool is_person_class(const ys_scan *scan, const ys_token *token) {
  const ys_entry *role = ys_token_entry(scan, token, YS_CLASS_ROLE);
  return role != NULL && role->concept_id != YS_NO_CONCEPT &&
         (ys_concept_value(scan->lexicon, role->concept_id, YS_KEY_POST).n > 0 ||
          ys_concept_value(scan->lexicon, role->concept_id, YS_KEY_OCCUPATION).n > 0);
}

static bool is_brand(const ys_scan *scan, const ys_token *token) {
  const uint32_t t = scan->token_at[token->begin];
  const bool titled =
      t > 0 && scan->token.at[t - 1].end == token->begin && (scan->token.at[t - 1].mask & YS_MASK(YS_CLASS_ROLE)) != 0;
  return (token->mask & YS_MASK_NAME) != 0 && !titled && scan->left_cue[token->begin] <= 0;
}

/* 月 of 9月华油, where the best path has taken 月华 for a word. */
static bool begins_with_unit(const ys_scan *scan, const ys_token *token) {
  return ys_character_entry(scan, token->begin, YS_CLASS_UNIT) != NULL;
}

/* 42处, 三所: a count with its measure word. */
static bool is_count(const ys_scan *scan, const ys_token *token) {
  const ys_token *next = token + 1;
  const bool last = scan->token_at[token->begin] + 1 >= scan->token.n;
  return (token->mask & YS_MASK_NUMBER) != 0 && !last && next->begin == token->end &&
         ((next->mask & YS_MASK(YS_CLASS_UNIT)) != 0 || begins_with_unit(scan, next));
}

/* 所 of 37所寄宿制学校 */
static bool is_counting(const ys_scan *scan, const ys_token *token) {
  const uint32_t t = scan->token_at[token->begin];
  const ys_token *left = t > 0 ? token - 1 : NULL;
  return (token->mask & YS_MASK(YS_CLASS_UNIT)) != 0 && left != NULL && left->end == token->begin &&
         (left->mask & YS_MASK_NUMBER) != 0;
}

/* 讯 and 电 open the text of a report. */
static bool is_dateline(const ys_scan *scan, const ys_token *token) {
  return ys_span_entry(scan, token->begin, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_DATELINE)) != NULL;
}

static bool stops(const ys_scan *scan, const ys_token *token, ys_head_kind kind) {
  const ys_mask mask = token->mask;
  const ys_mask inside = YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_DIVISION) |
                         YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE) | YS_MASK(YS_CLASS_ORGAN);
  if ((mask & (YS_MASK_PUNCT | YS_MASK(YS_CLASS_SPEECH))) != 0 || is_dateline(scan, token)) {
    return true;
  }
  if (is_count(scan, token) || is_counting(scan, token)) {
    return true;
  }
  if ((mask & inside) != 0 || ((kind.company || kind.person) && is_brand(scan, token)) ||
      ((kind.association || kind.legal || kind.person || kind.committee) && is_person_class(scan, token))) {
    return false;
  }
  if ((mask & (YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_STATUS) | YS_MASK_NAME | YS_MASK(YS_CLASS_ROLE))) != 0) {
    return true;
  }
  return part_of_speech_stops(scan, token);
}

/* ---- names built towards a head ---- */

enum { NAME_TOKENS = 12, NAME_CHARACTERS = 30, RARE_WORD = -4300, RARE_NOUN = -200, COMMON_NAME = 1000 };

typedef struct build {
  uint32_t first;      /* leftmost token taken so far */
  uint32_t division;   /* division mention inside, the leftmost, or YS_NO_MENTION */
  uint32_t host;       /* organisation mention at the left end */
  uint32_t characters; /* before the head */
  bool country;
  bool place;    /* 琉璃河 of 琉璃河水泥厂: a place that is no division */
  bool level;    /* 省 of 省收藏协会 */
  bool number;   /* 84564 of 84564部队 */
  bool specific; /* a word that says no trade: 百花 of 百花文艺出版社 */
  bool content;  /* something besides places */
  bool proper;   /* something that only a name has */
} build;

/* What only a name has: a place, letters, a character or word that is none of the language, a word that is a name too.
 */
static bool is_proper(const ys_scan *scan, const ys_token *token, ys_head_kind kind) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if (word != NULL && token->end - token->begin > 1 &&
      ((word->form == 'Z' && word->weight < COMMON_NAME) || (word->form == 'n' && word->weight < RARE_NOUN))) {
    return true;
  }
  if (token->end - token->begin == 1 && ys_is_han(scan->document->ch[token->begin]) &&
      ys_lexicon_character(scan->lexicon, scan->document->ch[token->begin])->word < RARE_WORD) {
    return true; /* 鄞 塘: characters that seldom are words */
  }
  /* 国际X协会 is one, 国际商贸中心 is what a city wants to be */
  const ys_entry *opening =
      ys_span_entry(scan, token->begin, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_PROPER));
  if (!kind.institution && opening != NULL &&
      !(kind.many && ys_concept_value(scan->lexicon, opening->concept_id, YS_KEY_BODIES).n > 0)) {
    return true;
  }
  return (token->mask & (YS_MASK_NAME | YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) |
                         YS_MASK(YS_CLASS_PLACE) | YS_MASK(YS_CLASS_BODY) | YS_MASK_LATIN | YS_MASK_HAN)) != 0;
}

/* 纽 and 新 of 纽新公司, 华 and 闻 of 华闻影视中心: lone characters beside each other are of a name. */
static bool is_lone(const ys_scan *scan, uint32_t t) {
  const ys_token *token = &scan->token.at[t];
  const ys_mask never = YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK_LEVEL | YS_MASK(YS_CLASS_STOP) |
                        YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_UNIT) | YS_MASK(YS_CLASS_MODIFIER) |
                        YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_DIVISION);
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  const bool plain = word == NULL || word->form == 'n' || word->form == 'a' || word->form == 'v' || word->form == 'g' ||
                     word->form == 'j' || word->form == 'Z' || word->form == 'b';
  return token->end - token->begin == 1 && (token->mask & never) == 0 && plain &&
         ys_is_han(scan->document->ch[token->begin]);
}

/* The first of two or three lone characters that end at token @p t and open a name: a mark or a word that no name has
 * stands before them. UINT32_MAX when there are none. */
static uint32_t lone_run(const ys_scan *scan, uint32_t t) {
  uint32_t first = t + 1;
  while (first > 0 && t + 1 - first < 4 &&
         (first == t + 1 || scan->token.at[first - 1].end == scan->token.at[first].begin) && is_lone(scan, first - 1)) {
    --first;
  }
  const uint32_t n = t + 1 - first;
  if (n < 2 || n > 3) {
    return UINT32_MAX;
  }
  const bool open = first == 0 || scan->token.at[first - 1].end != scan->token.at[first].begin ||
                    (scan->token.at[first - 1].mask &
                     (YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_DIVISION) |
                      YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_BODY))) != 0 ||
                    part_of_speech_stops(scan, &scan->token.at[first - 1]);
  return open ? first : UINT32_MAX;
}

static bool is_grammar(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  return word != NULL && (word->form == 'u' || word->form == 'p' || word->form == 'c' || word->form == 'r' ||
                          word->form == 'd' || word->form == 'y');
}

/* A lone character cannot stand between a boundary and a preposition: 、云从科技公司 is one name, not 云 + 从. */
static bool glued_stop(const ys_scan *scan, uint32_t t, uint32_t *take) {
  const ys_token *token = &scan->token.at[t];
  if (token->end - token->begin != 1 || (token->mask & YS_MASK_PUNCT) != 0 || t == 0) {
    return false;
  }
  const ys_token *left = &scan->token.at[t - 1];
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if (word != NULL && word->form == 'a' && (left->end != token->begin || (left->mask & YS_MASK_PUNCT) != 0)) {
    *take = t; /* ，深港创科服务站 */
    return true;
  }
  *take = t - 1;
  if (is_dateline(scan, token) || left->end != token->begin || left->end - left->begin != 1 ||
      !ys_is_han(scan->document->ch[left->begin]) || is_grammar(scan, left) ||
      (left->mask & (YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_UNIT))) != 0) {
    return false;
  }
  return t < 2 || scan->token.at[t - 2].end != left->begin || (scan->token.at[t - 2].mask & YS_MASK_PUNCT) != 0;
}

/* 湖南湘大工程公司: up to four characters of any sense between a division and the rest of a company's name. */
static uint32_t brand_after_division(const ys_scan *scan, uint32_t t) {
  uint32_t characters = 0;
  for (uint32_t k = t;; --k) {
    const ys_token *token = &scan->token.at[k];
    if ((token->mask & YS_MASK(YS_CLASS_DIVISION)) != 0 && (token->mask & YS_MASK_SHARED) == 0) {
      return k;
    }
    characters += token->end - token->begin;
    const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
    /* 顺 of 汕头顺兴公司: a preposition only where it ends names */
    const bool grammar = word != NULL && (word->form == 'u' || word->form == 'c' || word->form == 'r' ||
                                          (word->form == 'p' && token->end - token->begin > 1));
    if (k == 0 || characters > 4 || grammar ||
        (token->mask & (YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK(YS_CLASS_SPEECH) | YS_MASK(YS_CLASS_ROLE) |
                        YS_MASK(YS_CLASS_STOP))) != 0 ||
        scan->token.at[k - 1].end != token->begin) {
      return UINT32_MAX;
    }
  }
}

/* 任, 就职于 */
static bool is_post_word(const ys_scan *scan, const ys_token *token) {
  const ys_entry *stop = ys_token_entry(scan, token, YS_CLASS_STOP);
  return stop != NULL && stop->concept_id != YS_NO_CONCEPT &&
         ys_concept_value(scan->lexicon, stop->concept_id, YS_KEY_POST).n > 0;
}

/* Whether nothing of a name can stand left of token @p t: a mark, 在, 历任. */
static bool opens(const ys_scan *scan, uint32_t t) {
  if (t == 0 || scan->token.at[t - 1].end != scan->token.at[t].begin) {
    return true;
  }
  return (scan->token.at[t - 1].mask &
          (YS_MASK_PUNCT | YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_SPEECH))) != 0;
}

/* 中 of 中材科技公司, 万 of 浙江万丰奥威公司: a lone character in a company's brand, whatever word it is elsewhere. */
static bool is_brand_character(const ys_scan *scan, uint32_t t, ys_head_kind kind) {
  const ys_token *token = &scan->token.at[t];
  const ys_mask never = YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_SPEECH) |
                        YS_MASK_LATIN | YS_MASK(YS_CLASS_ROLE);
  if (!kind.legal || token->end - token->begin != 1 || (token->mask & never) != 0 || is_grammar(scan, token) ||
      !ys_is_han(scan->document->ch[token->begin])) {
    return false;
  }
  const ys_token *right = &scan->token.at[t + 1];
  const ys_mask named = YS_MASK_NAME | YS_MASK_HAN;
  const bool before_brand = (right->mask & named) != 0 || right->end - right->begin == 1;
  if (opens(scan, t)) {
    const bool after_status = t > 0 && (scan->token.at[t - 1].mask & YS_MASK(YS_CLASS_STATUS)) != 0;
    return before_brand || after_status; /* 历任黑牡丹股份公司 */
  }
  const ys_token *left = &scan->token.at[t - 1];
  const ys_entry *word = ys_token_entry(scan, left, YS_CLASS_WORD);
  const bool noun = word != NULL && (word->form == 'n' || word->form == 'Z') && left->end - left->begin > 1;
  const bool lone = left->end - left->begin == 1 && (left->mask & never) == 0 && !is_grammar(scan, left);
  return (left->mask & (named | YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_PLACE) | YS_MASK(YS_CLASS_COUNTRY))) !=
             0 ||
         (before_brand && noun) || (lone && (opens(scan, t - 1) || (left[-1].mask & YS_MASK(YS_CLASS_DIVISION)) != 0));
}

/* 大连洁净易超净技术有限公司, 山东鲁能泰山电缆股份有限公司: before a full legal form all is name back to a place or
 * where nothing of a name can stand; a verb of more than one character is none of it. */
static uint32_t brand_to_boundary(const ys_scan *scan, uint32_t t) {
  enum { LONGEST_BRAND = 9 };
  const ys_mask never = YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_ROLE);
  uint32_t characters = 0;
  for (uint32_t k = t;; --k) {
    const ys_token *token = &scan->token.at[k];
    const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
    const bool lone = token->end - token->begin == 1;
    const bool verb = !lone && word != NULL && word->form == 'v' && (token->mask & YS_MASK(YS_CLASS_ORG_NAME)) == 0;
    /* 其 of 安诺其集团股份有限公司 */
    const bool inside =
        lone && k > 0 && token[-1].end == token->begin && token[-1].end - token[-1].begin == 1 && is_lone(scan, k - 1);
    const bool grammar =
        word != NULL && !inside && (word->form == 'u' || word->form == 'p' || word->form == 'c' || word->form == 'r');
    const bool stop = (token->mask & YS_MASK(YS_CLASS_STOP)) != 0 && !(lone && word != NULL && word->form == 'v');
    characters += token->end - token->begin;
    if ((token->mask & never) != 0 || verb || grammar || stop || is_post_word(scan, token) ||
        characters > LONGEST_BRAND) {
      return UINT32_MAX;
    }
    const bool place = (token->mask & (YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY))) != 0;
    if (k == 0 || opens(scan, k) || (place && k < t)) {
      return k;
    }
  }
}

/* （集团） inside a name: the token of the opening bracket, or UINT32_MAX. */
static uint32_t bracket_before(const ys_scan *scan, uint32_t t) {
  const ys_mask inner = YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK(YS_CLASS_DIVISION) |
                        YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE);
  if (scan->document->ch[scan->token.at[t].begin] != 0xFF09) {
    return UINT32_MAX;
  }
  for (uint32_t k = t; k > 0 && t - k < 4; --k) {
    const ys_token *token = &scan->token.at[k - 1];
    if (scan->document->ch[token->begin] == 0xFF08) {
      return k < t ? k - 1 : UINT32_MAX;
    }
    if ((token->mask & inner) == 0 &&
        !(ys_is_han(scan->document->ch[token->begin]) && t - k < 3 && token->end - token->begin == 1)) {
      return UINT32_MAX;
    }
  }
  return UINT32_MAX;
}

/* 山西 of 山西大同市第三人民医院 leads to 大同市, which is the hospital's own. */
static bool leads_to(const ys_scan *scan, uint32_t outer, uint32_t inner) {
  return inner != YS_NO_MENTION && scan->mentions->list.at[outer].core_end == scan->mentions->list.at[inner].begin &&
         ys_division_within(scan->lexicon, scan->mentions->list.at[inner].concept_id,
                            scan->mentions->list.at[outer].concept_id);
}

static void take_outer(const ys_scan *scan, uint32_t outer, uint32_t head, build *b) {
  const ys_mention *m = &scan->mentions->list.at[outer];
  b->host = outer;
  b->first = scan->token_at[m->begin];
  b->characters = scan->token.at[head].begin - m->begin;
  b->content = b->proper = true;
}

/* 协调 of 国务院残疾人工作协调委员会: a verb in a committee's name, when the body that it is of stands a few nouns
 * before. */
static bool bridge(const ys_scan *scan, uint32_t t, ys_head_kind kind, build *b) {
  const ys_mask hard = YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_ROLE) |
                       YS_MASK_NAME | YS_MASK_NUMBER;
  const ys_entry *word = ys_token_entry(scan, &scan->token.at[t], YS_CLASS_WORD);
  if (!(kind.committee || kind.association) || word == NULL || word->form != 'v' ||
      scan->token.at[t].end - scan->token.at[t].begin < 2) {
    return false;
  }
  for (uint32_t k = t + 1; k > 0 && t - k + 1 < 5; --k) {
    const ys_token *token = &scan->token.at[k - 1];
    const bool verb = k - 1 != t && part_of_speech_stops(scan, token);
    if ((token->mask & hard) != 0 || verb) {
      return false;
    }
    const uint32_t outer = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, token->begin);
    if (outer != YS_NO_MENTION) {
      take_outer(scan, outer, t, b);
      return true;
    }
    const uint32_t division = ys_mention_ending(scan, YS_MENTION_DIVISION, token->end);
    const bool country = token->end - token->begin > 1 && (token->mask & YS_MASK(YS_CLASS_COUNTRY)) != 0;
    if (k - 1 != t && (country || division != YS_NO_MENTION)) {
      b->characters += scan->token.at[b->first].begin - token->begin; /* 法国雇主协会 */
      b->first = k - 1;
      b->division = division;
      b->country = country;
      b->proper = b->content = true;
      return true;
    }
    if (k > 1 && scan->token.at[k - 2].end != token->begin) {
      return false;
    }
  }
  return false;
}

/* 乌 of 乌军: a country in the head itself. */
static bool has_own_country(const ys_scan *scan, const ys_token *head) {
  return (head->mask & YS_MASK(YS_CLASS_ORG_HEAD)) == 0 && head->end - head->begin > 1 &&
         ys_span_entry(scan, head->begin, head->end - 1, YS_CLASS_COUNTRY) != NULL;
}

/* 东道主 of 东道主法国队: before a country or division that begins a name stand only wider places and words that open
 * names. */
static bool ends_at_place(const ys_scan *scan, const build *b, uint32_t head, const ys_token *left, ys_head_kind kind) {
  const ys_token *first = &scan->token.at[b->first];
  const ys_mask place = YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE);
  const ys_mask inner = YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_BODY);
  const bool country =
      (first->mask & YS_MASK(YS_CLASS_COUNTRY)) != 0 || (b->first == head && has_own_country(scan, first));
  const bool division = !kind.company && ys_mention_ending(scan, YS_MENTION_DIVISION, first->end) != YS_NO_MENTION;
  const ys_entry *word = ys_token_entry(scan, left, YS_CLASS_WORD);
  const bool short_name = word != NULL && word->form == 'j'; /* 沈铁 of 沈铁通辽分局 */
  return first->end - first->begin > 1 && (country || division) && !short_name &&
         (left->mask & (place | inner | YS_MASK_PUNCT | YS_MASK_NAME | YS_MASK_HAN)) == 0 &&
         ys_span_entry(scan, left->begin, left->end, ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_PROPER)) == NULL;
}

/* 湘钢 of 湖南华菱湘钢有限公司: a body's short name in the full name of a company that goes on before it. */
static bool is_body_in_brand(const ys_scan *scan, uint32_t outer, uint32_t t, ys_head_kind kind) {
  const ys_mention *m = &scan->mentions->list.at[outer];
  return kind.full && m->begin == scan->token.at[t].begin && m->concept_id != YS_NO_CONCEPT && !m->foreign &&
         ys_concept_class(scan->lexicon, m->concept_id) == YS_CLASS_BODY && m->end - m->begin < 5 && t > 0 &&
         scan->token.at[t - 1].end == m->begin && (scan->token.at[t - 1].mask & YS_MASK_PUNCT) == 0 &&
         ys_concept_value(scan->lexicon, m->concept_id, YS_KEY_JURISDICTION).n == 0;
}

/* 省 of 省收藏协会, behind a boundary: the level word stands for the page's division. */
static bool is_level(const ys_scan *scan, uint32_t t, ys_head_kind kind) {
  const ys_token *token = &scan->token.at[t];
  return (token->mask & YS_MASK_LEVEL) != 0 && !kind.company && !kind.team && opens(scan, t) &&
         ys_level_of_word(scan, token->begin, token->end) != YS_LEVEL_NONE;
}

/* What the token at @p t tells of the name; the name begins with token @p take now. */
static void note_token(const ys_scan *scan, uint32_t t, uint32_t take, uint32_t head, ys_head_kind kind, build *b) {
  const ys_token *token = &scan->token.at[t];
  b->proper = b->proper || is_proper(scan, token, kind) || is_brand_character(scan, t, kind);
  b->specific =
      b->specific || (token->mask & (YS_MASK(YS_CLASS_WORD) | YS_MASK(YS_CLASS_ORG_NAME))) == YS_MASK(YS_CLASS_WORD);
  b->number = b->number || ((token->mask & YS_MASK_NUMBER) != 0 && token->end - token->begin > 2 && t + 1 == head);
  b->country = b->country || (token->mask & YS_MASK(YS_CLASS_COUNTRY)) != 0;
  b->place = b->place || (token->mask & YS_MASK(YS_CLASS_PLACE)) != 0;
  b->content =
      b->content ||
      ((token->mask & (YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE))) == 0 &&
       ys_span_entry(scan, token->begin, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_PROPER)) == NULL);
  b->first = take;
  const uint32_t division = ys_mention_ending(scan, YS_MENTION_DIVISION, scan->token.at[take].end);
  /* 贵州裕华实业公司: a name like a division's that is none of this place */
  b->content = b->content || ((token->mask & YS_MASK(YS_CLASS_DIVISION)) != 0 && division == YS_NO_MENTION);
  b->content = b->content || (division != YS_NO_MENTION && b->division != YS_NO_MENTION &&
                              !leads_to(scan, division, b->division) && division != b->division);
  if (division != YS_NO_MENTION && !leads_to(scan, division, b->division)) {
    b->division = division;
  }
}

static void extend(const ys_scan *scan, uint32_t head, ys_head_kind kind, build *b) {
  *b = (build){.first = head, .division = YS_NO_MENTION, .host = YS_NO_MENTION};
  for (uint32_t k = 0; k < NAME_TOKENS && b->first > 0; ++k) {
    const uint32_t t = b->first - 1;
    const ys_token *token = &scan->token.at[t];
    const uint32_t begin = scan->token.at[b->first].begin;
    const bool shared = (token->mask & YS_MASK_SHARED) != 0;
    if (token->end != begin || shared) {
      break;
    }
    if (b->first == head && kind.of_country && token->end - token->begin == 1 &&
        ys_span_entry(scan, token->begin, token->end, YS_CLASS_COUNTRY) != NULL) {
      b->characters = 1;
      b->first = t;
      b->country = b->proper = b->content = true;
      break;
    }
    /* 江大学 of 东江大学会计系: an organisation's name goes on with its unit's */
    const uint32_t outer = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, begin);
    const bool within = outer != YS_NO_MENTION && is_body_in_brand(scan, outer, t, kind);
    if (outer != YS_NO_MENTION && !within) {
      take_outer(scan, outer, head, b);
      break;
    }
    if (is_level(scan, t, kind)) {
      b->characters += begin - token->begin;
      b->first = t;
      b->level = b->proper = b->content = true;
      break;
    }
    if (within) {
      b->characters += begin - token->begin;
      b->first = t;
      b->proper = b->content = true;
      continue;
    }
    if (ends_at_place(scan, b, head, token, kind)) {
      break;
    }
    uint32_t take = t;
    const uint32_t bracket = bracket_before(scan, t);
    const uint32_t lone = kind.brand ? lone_run(scan, t) : UINT32_MAX;
    if (lone != UINT32_MAX) {
      take = lone;
      b->proper = b->specific = true;
    } else if (bracket != UINT32_MAX && bracket > 0 && kind.legal) {
      take = bracket;
    } else if (stops(scan, token, kind) && bridge(scan, t, kind, b)) {
      break;
    } else if (stops(scan, token, kind) && (kind.full || !is_brand_character(scan, t, kind))) {
      const uint32_t far = kind.full ? brand_to_boundary(scan, t) : UINT32_MAX;
      const uint32_t place = far != UINT32_MAX ? far : brand_after_division(scan, t);
      const bool brand = place == UINT32_MAX && is_brand_character(scan, t, kind);
      if (place == UINT32_MAX && !brand && (kind.team || !glued_stop(scan, t, &take))) {
        break;
      }
      take = place != UINT32_MAX ? place : take;
      b->proper = true;
    }
    b->characters += begin - scan->token.at[take].begin;
    if (b->characters > NAME_CHARACTERS) {
      break;
    }
    note_token(scan, t, take, head, kind, b);
  }
}

/* Whether an organisation that ends with this one begins no later. */
static bool already_longer(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const uint32_t other = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, end);
  return other != YS_NO_MENTION && scan->mentions->list.at[other].begin <= begin;
}

static bool is_plain_word(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const ys_token *token = &scan->token.at[scan->token_at[begin]];
  return token->begin == begin && token->end == end && (token->mask & YS_MASK(YS_CLASS_WORD)) != 0;
}

static bool ends_particle(const ys_scan *scan, uint32_t end) {
  const ys_entry *word = ys_token_entry(scan, &scan->token.at[scan->token_at[end - 1]], YS_CLASS_WORD);
  return word != NULL && word->form == 'u';
}

/* Where the tail begins that the items share: 小学 of 鄞塘小学教育集团. */
static uint32_t tail_begin(const ys_scan *scan, uint32_t head, uint32_t begin) {
  uint32_t t = head;
  while (t > 0 && scan->token.at[t - 1].begin > begin &&
         (scan->token.at[t - 1].mask & YS_MASK(YS_CLASS_ORG_HEAD)) != 0) {
    --t;
  }
  return scan->token.at[t].begin;
}

/* The items of A、B、C小学: each shares the tail of the last. */
static ys_status share_tail(ys_scan *scan, uint32_t begin, const ys_mention *last, uint32_t head) {
  const uint32_t *ch = scan->document->ch;
  uint32_t item[8];
  uint32_t item_end[8];
  size_t n = 0;
  size_t words = 0;
  uint32_t end = begin;
  const uint32_t stop = scan->document->sentence[ys_text_sentence_at(scan->document, begin)].begin;
  while (n < YS_LENGTH(item) && end > stop && ch[end - 1] == 0x3001) {
    uint32_t b = end - 1;
    while (b > stop && ys_is_han(ch[b - 1]) && end - 1 - b < 7 && !ends_particle(scan, b)) {
      --b;
    }
    const uint32_t length = end - 1 - b;
    if (length < 2 || length > 6) {
      return YANSHU_OK;
    }
    words += is_plain_word(scan, b, end - 1) ? 1 : 0;
    item[n] = b;
    item_end[n++] = end - 1;
    end = b;
  }
  /* a list of dictionary words (银行、证券公司) is no list of cut-off names */
  const bool opened = end > stop && (ch[end - 1] == 0x2014 || ch[end - 1] == 0xFF1A || ends_particle(scan, end));
  if (n == 0 || words == n || !opened) {
    return YANSHU_OK;
  }
  const ys_mention copy = *last;
  for (size_t k = 0; k < n; ++k) {
    ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, item[k], item_end[k]);
    if (m == NULL) {
      return YANSHU_NO_MEMORY;
    }
    m->head = copy.head;
    m->division = copy.division;
    m->core_begin = tail_begin(scan, head, begin); /* the shared tail */
    m->core_end = copy.end;
  }
  return YANSHU_OK;
}

static int64_t feature_number(const ys_scan *scan, uint32_t concept_id, ys_key key, int64_t otherwise) {
  const ys_view v = ys_concept_value(scan->lexicon, concept_id, key);
  int64_t n = 0;
  for (size_t k = 0; k < v.n; ++k) {
    n = n * 10 + (v.p[k] - '0');
  }
  return v.n > 0 ? n : otherwise;
}

/* 心理学系 of 清华大学心理学系, 客户部经理 of a bank's: a unit or position comes within a few nouns. */
static bool leads_to_unit(const ys_scan *scan, uint32_t t) {
  for (uint32_t k = t + 1; k < scan->token.n && k <= t + 4 && scan->token.at[k].begin == scan->token.at[k - 1].end;
       ++k) {
    const ys_token *token = &scan->token.at[k];
    if ((token->mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_ORGAN))) != 0) {
      return true;
    }
    if (part_of_speech_stops(scan, token) || (token->mask & (YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP))) != 0) {
      return false;
    }
  }
  return false;
}

/* 华南地区中心城市: a head that goes on as a noun is the middle of a phrase. */
static bool goes_on(const ys_scan *scan, uint32_t t) {
  if (t + 1 >= scan->token.n || scan->token.at[t + 1].begin != scan->token.at[t].end) {
    return false;
  }
  const ys_token *next = &scan->token.at[t + 1];
  const ys_entry *word = ys_token_entry(scan, next, YS_CLASS_WORD);
  return !leads_to_unit(scan, t) &&
         (next->mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK_NAME | YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_ORGAN) |
                        YS_MASK(YS_CLASS_STOP))) == 0 &&
         word != NULL && (word->form == 'n' || word->form == 'N' || word->form == 'Z');
}

/* 筑城晚报, 维港时报: up to six characters of any sense between a boundary and the head. */
static void take_to_boundary(const ys_scan *scan, uint32_t head, build *b) {
  uint32_t t = head;
  while (t > 0 && scan->token.at[t - 1].end == scan->token.at[t].begin &&
         ys_is_han(scan->document->ch[scan->token.at[t - 1].begin])) {
    const ys_entry *word = ys_token_entry(scan, &scan->token.at[t - 1], YS_CLASS_WORD);
    const bool grammar =
        word != NULL && (word->form == 'u' || word->form == 'p' || word->form == 'c' || word->form == 'r');
    if (grammar || scan->token.at[head].begin - scan->token.at[t - 1].begin > 6) {
      return;
    }
    --t;
  }
  if (t < b->first) {
    b->first = t;
    b->characters = scan->token.at[head].begin - scan->token.at[t].begin;
  }
}

/* 电缆 of the head word 电缆厂 is of the name, 古巴 of 古巴队 makes it one. */
static void take_own_prefix(const ys_scan *scan, uint32_t t, build *b) {
  const ys_token *token = &scan->token.at[t];
  if ((token->mask & YS_MASK(YS_CLASS_ORG_HEAD)) != 0) {
    return;
  }
  const uint32_t end = token->end - 1;
  b->characters += end - token->begin;
  b->content = true;
  if (ys_span_entry(scan, token->begin, end, YS_CLASS_COUNTRY) != NULL ||
      ys_span_entry(scan, token->begin, end, YS_CLASS_DIVISION) != NULL) {
    b->proper = b->country = true;
  }
}

static bool kind_is_team(const ys_scan *scan, const ys_entry *head) {
  return ys_view_equal(ys_concept_id(scan->lexicon, head->concept_id), YS_VIEW("sports-team"));
}

/* What the last character of an ordinary word asks for to be a head: 系 of 会计系 an organisation before it, 局 of
 * 土地局 a place. */
static bool suffix_fits(const ys_scan *scan, uint32_t t, const ys_entry *head, const build *b) {
  if ((scan->token.at[t].mask & YS_MASK(YS_CLASS_ORG_HEAD)) != 0) {
    return true;
  }
  const ys_view needs = ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_SUFFIX);
  if ((scan->token.at[t].mask & YS_MASK(YS_CLASS_ORGAN)) != 0) {
    /* 科技司 of 科学技术部农村科技司, 仲裁委员会 of 北京市劳动争议仲裁委员会 */
    return b->host != YS_NO_MENTION || ((b->division != YS_NO_MENTION || b->country) && b->content);
  }
  if (ys_view_equal(needs, YS_VIEW("host"))) {
    return b->host != YS_NO_MENTION;
  }
  const bool placed = b->division != YS_NO_MENTION || b->host != YS_NO_MENTION || b->country;
  const bool longer = scan->token.at[t].end - scan->token.at[t].begin > 2;
  return ys_view_equal(needs, YS_VIEW("yes")) ||
         (placed && longer && !(kind_is_team(scan, head) && b->host != YS_NO_MENTION));
}

/* A head of one character is an ordinary word too (保户所交, 乡亲们办): it needs a place, and no verb behind it. */
static bool may_be_lone(const ys_scan *scan, uint32_t t, const ys_entry *head, const build *b) {
  const ys_token *token = &scan->token.at[t];
  if (token->end - token->begin != 1 || ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_LONE).n > 0) {
    return true;
  }
  const ys_token *next = t + 1 < scan->token.n && token[1].begin == token->end ? &token[1] : NULL;
  const ys_entry *word = next != NULL ? ys_token_entry(scan, next, YS_CLASS_WORD) : NULL;
  const bool verb = word != NULL && word->form == 'v' && (next->mask & YS_MASK(YS_CLASS_ROLE)) == 0;
  return (b->host != YS_NO_MENTION || ((b->division != YS_NO_MENTION || b->country) && b->content)) && !verb;
}

/* 数据中心, 新能源工厂: any has one. */
static bool lacks_place(const ys_scan *scan, const ys_entry *head, const build *b) {
  return ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_PLACED).n > 0 && b->division == YS_NO_MENTION &&
         b->host == YS_NO_MENTION && !b->country && !b->place && !b->level;
}

/* Where the name begins: 上海振华, where the best path has taken 海振华 for a person; 鼎捷 of 任鼎捷. */
static uint32_t settle_begin(const ys_scan *scan, const build *b, ys_head_kind kind) {
  const ys_token *first = &scan->token.at[b->first];
  if (b->host != YS_NO_MENTION) {
    return scan->mentions->list.at[b->host].begin;
  }
  const bool counted = b->first > 0 && (first[-1].mask & YS_MASK_NUMBER) != 0 && first[-1].end == first->begin;
  if (counted && first->end - first->begin > 1 && begins_with_unit(scan, first)) {
    return first->begin + 1;
  }
  if ((!kind.company && !kind.person) || (first->mask & YS_MASK_NAME) == 0) {
    return first->begin;
  }
  const ys_entry *own = ys_character_entry(scan, first->begin, YS_CLASS_STOP);
  if (own != NULL && first->end - first->begin > 2) {
    return first->begin + 1;
  }
  const ys_token *left = b->first > 0 ? &scan->token.at[b->first - 1] : NULL;
  for (uint32_t k = left != NULL && left->end == first->begin ? scan->first_match[left->begin] : UINT32_MAX;
       left != NULL && k < scan->first_match[left->begin + 1]; ++k) {
    const uint32_t end = left->begin + scan->match.at[k].length;
    const ys_entry *division = ys_span_entry(scan, left->begin, end, YS_CLASS_DIVISION);
    if (end > first->begin && division != NULL && division->form != YS_FORM_UNSAFE_STEM &&
        division->form != YS_FORM_ABBREVIATION) {
      return left->begin;
    }
  }
  return first->begin;
}

static ys_status add_owner(ys_scan *scan, uint32_t begin, uint32_t end, build *b) {
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, begin, end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->core_begin = begin;
  if (b->division != YS_NO_MENTION) {
    m->division = scan->mentions->list.at[b->division].concept_id;
  }
  b->host = scan->mentions->list.n - 1;
  return YANSHU_OK;
}

ys_status ys_add_named(ys_scan *scan, uint32_t t, const ys_entry *entry) {
  const ys_token *token = &scan->token.at[t];
  if (!ys_head_fits(scan, t, entry)) {
    return YANSHU_OK; /* of a phrase, not of a name */
  }
  build b;
  const ys_head_kind kind = ys_head_kind_of(scan, entry->concept_id, token->end - token->begin);
  const bool any = ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_ANY).n > 0;
  extend(scan, t, kind, &b);
  const bool generic = ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_GENERIC).n > 0;
  const ys_view weakness = ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_WEAK);
  const bool weak = weakness.n > 0;
  /* newspapers are called anything: 甬江晚报 */
  if (any) {
    take_to_boundary(scan, t, &b);
  }
  take_own_prefix(scan, t, &b);
  b.proper = b.proper || (b.characters > 0 && any);
  b.proper = b.proper || b.number;
  if (ys_view_equal(weakness, YS_VIEW("yes")) && b.host != YS_NO_MENTION && !kind.legal && !b.number) {
    return YANSHU_OK; /* 出版社科技专家, but 华为公司 */
  }
  /* a full legal form is in names only: 国民技术股份有限公司 */
  b.proper = b.proper || (kind.legal && token->end - token->begin > 3 && b.characters > 1);
  b.proper = b.proper || (b.specific && ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_NAMED).n > 0);
  if (b.first == t && (token->mask & YS_MASK(YS_CLASS_ORG_HEAD)) == 0 && !b.country) {
    return YANSHU_OK; /* 标准件厂 */
  }
  if (!b.proper || (weak && !b.content) || lacks_place(scan, entry, &b) ||
      (!b.level && b.characters < (uint32_t)feature_number(scan, entry->concept_id, YS_KEY_MIN, 2)) ||
      (generic && (weak || kind.institution || b.host != YS_NO_MENTION) && b.division == YS_NO_MENTION && !b.country &&
       !(b.place && kind.company) && goes_on(scan, t)) ||
      !may_be_lone(scan, t, entry, &b) || !suffix_fits(scan, t, entry, &b)) {
    return ys_consider(scan->mentions, (ys_considered){.kind = YS_MENTION_ORGANIZATION,
                                                       .loss = b.proper ? YS_LOSS_PLAIN : YS_LOSS_NO_NAME,
                                                       .begin = scan->token.at[b.first].begin,
                                                       .end = token->end,
                                                       .concept_id = YS_NO_CONCEPT,
                                                       .meant = YS_NO_CONCEPT});
  }
  const uint32_t begin = settle_begin(scan, &b, kind);
  if (already_longer(scan, begin, token->end)) {
    return YANSHU_OK;
  }
  const bool inner = b.host == YS_NO_MENTION && ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_INNER).n > 0;
  if (inner) {
    YS_TRY(add_owner(scan, begin, token->begin, &b)); /* 江南水务 of 江南水务监事会 */
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, begin, token->end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->head = entry->concept_id;
  m->core_begin = token->begin;
  if (b.host != YS_NO_MENTION) {
    m->division = scan->mentions->list.at[b.host].division;
    const bool unit = ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_UNIT).n > 0;
    m->host = unit || ys_is_title_unit_word(scan, token->end) ? b.host : YS_NO_MENTION;
    return YANSHU_OK;
  }
  if (b.division != YS_NO_MENTION) {
    m->division = scan->mentions->list.at[b.division].concept_id;
  }
  if (b.level) {
    const ys_token *first = &scan->token.at[b.first];
    m->division = ys_division_for_level(scan, ys_level_of_word(scan, first->begin, first->end), begin);
    m->township = m->division != YS_NO_CONCEPT; /* its division tells it from those of the same name */
  }
  return share_tail(scan, begin, m, t);
}
