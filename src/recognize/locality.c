/* SPDX-License-Identifier: Apache-2.0 */
/* Named places that are no divisions: a proper part and a head word (泉湾村, 博登湖), one-character names of countries.
 */
#include "recognize/organization.h"
#include "recognize/scan.h"
#include "recognize/thing.h"

enum {
  PROPER_TOKENS = 3,
  PROPER_CHARACTERS = 5,
  FAMILIAR = -4200, /* log10 P * 1000 of a character that is a word of its own more often than part of a name */
  NEAR = 300        /* characters back in which a country's full name supports its short one */
};

typedef struct place_words {
  uint16_t generic; /* words that stand before a head without naming: 贫困村 */
  uint16_t left;    /* words that a place follows: 位于 */
  uint16_t pair;    /* words after the short names of two countries: 两国 */
  uint16_t side;    /* words after the short name of one: 方 */
  uint16_t towards; /* words before one: 访 */
  uint16_t strong;  /* one-character names that are seldom anything else beside another or beside such words */
  uint16_t money;   /* currencies: 克朗 */
  ys_thing_words thing;
  uint16_t ending; /* ends of transliterated names of places */
} place_words;

/* The tokens that name a country by more than one character, in order. */
typedef struct countries {
  YS_ARRAY(uint32_t) token;
  uint32_t passed; /* how many of them stand before what is looked at; that goes on in the order of the text */
} countries;

static place_words words_of(const ys_lexicon *lexicon) {
  return (place_words){.generic = ys_lexicon_words(lexicon, YS_WORDS_PLACE_GENERIC),
                       .left = ys_lexicon_words(lexicon, YS_WORDS_PLACE_LEFT),
                       .pair = ys_lexicon_words(lexicon, YS_WORDS_COUNTRY_PAIR),
                       .side = ys_lexicon_words(lexicon, YS_WORDS_COUNTRY_SIDE),
                       .towards = ys_lexicon_words(lexicon, YS_WORDS_COUNTRY_LEFT),
                       .strong = ys_lexicon_words(lexicon, YS_WORDS_COUNTRY_STRONG),
                       .money = ys_lexicon_words(lexicon, YS_WORDS_CURRENCY),
                       .thing = ys_thing_words_of(lexicon),
                       .ending = ys_lexicon_words(lexicon, YS_WORDS_TRANSLIT_PLACE)};
}

static bool token_is(const ys_scan *scan, uint32_t t, uint16_t class_id) {
  const ys_token *token = &scan->token.at[t];
  return ys_span_entry(scan, token->begin, token->end, class_id) != NULL;
}

/* The token before @p t in the same sentence and without a gap, or NULL. */
static const ys_token *before(const ys_scan *scan, uint32_t t) {
  return t > 0 && scan->token.at[t - 1].end == scan->token.at[t].begin ? &scan->token.at[t - 1] : NULL;
}

static const ys_token *after(const ys_scan *scan, uint32_t t) {
  return t + 1 < scan->token.n && scan->token.at[t + 1].begin == scan->token.at[t].end ? &scan->token.at[t + 1] : NULL;
}

static ys_status add_place(ys_scan *scan, uint32_t begin, uint32_t end) {
  return ys_scan_add(scan, YS_MENTION_PLACE, begin, end) != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
}

/* ---- a proper part and a head ---- */

static const ys_mask LOCATED = YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE);

static uint16_t part_of_speech(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  return word != NULL ? word->form : 0;
}

/* Kind of head that the token is: settlement water land road building park region; empty for none or a common noun. */
static ys_view head_kind(const ys_scan *scan, const ys_token *token) {
  const ys_entry *head = ys_span_entry(scan, token->begin, token->end, YS_CLASS_PLACE_HEAD);
  if (head == NULL || head->concept_id == YS_NO_CONCEPT ||
      ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_GENERIC).n > 0) {
    return YS_VIEW("");
  }
  return ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_KIND);
}

/* Whether a name may begin at token @p t: what stands before it is none of its parts. */
static bool begins(const ys_scan *scan, const place_words *w, uint32_t t, uint32_t named_until) {
  const ys_token *left = before(scan, t);
  if (left == NULL || (left->mask & (YS_MASK_PUNCT | LOCATED)) != 0 || left->end == named_until) {
    return true;
  }
  const uint16_t speech = part_of_speech(scan, left);
  return ys_span_entry(scan, left->end - 1, left->end, w->left) != NULL || token_is(scan, t - 1, w->left) ||
         speech == 't' || speech == 'p' || speech == 'c' || speech == 'u' ||
         (speech == 'v' && left->end - left->begin > 1);
}

static bool is_transliterating(const ys_scan *scan, uint32_t at) {
  return ys_lexicon_character(scan->lexicon, scan->document->ch[at])->translit != INT16_MIN;
}

/* Whether the token can be part of a name: an unknown character, a name, a noun; never a pronoun or a number. */
static bool can_name(const ys_scan *scan, uint32_t t, bool region) {
  const ys_token *token = &scan->token.at[t];
  const ys_mask never = YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK_LATIN | YS_MASK(YS_CLASS_ROLE) |
                        YS_MASK(YS_CLASS_ORGAN) | YS_MASK(YS_CLASS_BODY) | YS_MASK(YS_CLASS_UNIT);
  if ((token->mask & never) != 0 || (token->mask & (YS_MASK_HAN | YS_MASK_NAME | LOCATED)) != 0) {
    return (token->mask & never) == 0;
  }
  const uint32_t length = token->end - token->begin;
  if (length == 1 && (ys_span_entry(scan, token->begin, token->end, YS_CLASS_SURNAME) != NULL ||
                      (region && is_transliterating(scan, token->begin)))) {
    return true;
  }
  switch (part_of_speech(scan, token)) {
  case 'n':
  case 's':
  case 'g':
  case 'Z':
  case 'j':
  case 'f':
  case 'i':
    return true;
  case 'v':
    return length == 1; /* 整合街道, 落实社区 are no names */
  case 'a':
  case 'N':
    return length <= 2 && (length == 1 || (token->mask & YS_MASK(YS_CLASS_STOP)) == 0);
  default:
    return length == 1 && part_of_speech(scan, token) == 0;
  }
}

/* 科兰特, 贝特: characters that transliterate, and no word of two. */
static bool is_transliterated(const ys_scan *scan, uint32_t first, uint32_t head) {
  for (uint32_t t = first; t < head; ++t) {
    const ys_token *token = &scan->token.at[t];
    if ((token->mask & YS_MASK_NAME) == 0 && token->end - token->begin > 1) {
      return false;
    }
    for (uint32_t i = token->begin; i < token->end; ++i) {
      if (!is_transliterating(scan, i)) {
        return false;
      }
    }
  }
  return scan->token.at[head].begin - scan->token.at[first].begin > 1;
}

/* Whether the tokens hold something that only names have: 博登 of 博登湖, not 人工 of 人工湖. */
static bool is_proper(const ys_scan *scan, uint32_t first, uint32_t head) {
  for (uint32_t t = first; t < head; ++t) {
    const ys_token *token = &scan->token.at[t];
    if ((token->mask & (YS_MASK_HAN | YS_MASK_NAME | LOCATED)) != 0) {
      return true;
    }
  }
  return false;
}

/* One noun makes the name of a village where it stands after its town or at the begin of a phrase; one character only
   when it is no familiar word. */
static bool may_settle(const ys_scan *scan, uint32_t first, uint32_t head) {
  const ys_token *token = &scan->token.at[first];
  const uint32_t length = scan->token.at[head].begin - token->begin;
  if (length > 1) {
    return true;
  }
  const ys_character *c = ys_lexicon_character(scan->lexicon, scan->document->ch[token->begin]);
  return c->word < FAMILIAR;
}

/* Whether tokens [first, head) and the head of that kind make a name. */
static bool is_named(const ys_scan *scan, const place_words *w, uint32_t first, uint32_t head, ys_view kind) {
  const ys_token *token = &scan->token.at[first];
  if (ys_span_entry(scan, token->begin, scan->token.at[head].begin, w->generic) != NULL ||
      (first + 1 < head && (token->mask & YS_MASK_LEVEL) != 0 && (token->mask & YS_MASK_NAME) == 0)) {
    return false;
  }
  if (ys_view_equal(kind, YS_VIEW("settlement"))) {
    return (token->mask & YS_MASK_LEVEL) == 0 && may_settle(scan, first, head);
  }
  return ys_view_equal(kind, YS_VIEW("region")) ? is_transliterated(scan, first, head) : is_proper(scan, first, head);
}

/* First token of the name that ends with the head at token @p t, or @p t for none. */
static uint32_t name_begin(const ys_scan *scan, const place_words *w, uint32_t t, ys_view kind, uint32_t named_until) {
  uint32_t first = t;
  while (first > 0 && t - first < PROPER_TOKENS) {
    const ys_token *token = before(scan, first);
    if (token == NULL || token->begin < named_until ||
        scan->token.at[t].begin - token->begin > PROPER_CHARACTERS + ((token->mask & YS_MASK_NAME) != 0 ? 7 : 0) ||
        !can_name(scan, first - 1, ys_view_equal(kind, YS_VIEW("region")))) {
      break;
    }
    --first;
    if (begins(scan, w, first, named_until)) {
      return is_named(scan, w, first, t, kind) ? first : t;
    }
  }
  return t;
}

/* 科兰特河, 贝洛尼邦: a transliterated name that has swallowed its head. */
static bool ends_in_head(const ys_scan *scan, const ys_token *token) {
  if ((token->mask & YS_MASK_FOREIGN) == 0 || token->end - token->begin < 3) {
    return false;
  }
  const ys_token last = {.begin = token->end - 1, .end = token->end};
  return head_kind(scan, &last).n > 0 || ys_level_of_word(scan, last.begin, last.end) != YS_LEVEL_NONE;
}

/* Whether the text tells the name for a person's: by a title or verb of speech beside it, here or elsewhere. */
static bool is_told_person(const ys_scan *scan, uint32_t t) {
  enum { SURE_NAME = 3000 };
  const ys_token *token = &scan->token.at[t];
  const ys_token *left = before(scan, t);
  const ys_token *right = after(scan, t);
  const ys_known_name *name = scan->known.n > 0 ? ys_known_find(scan, token->begin, token->end - token->begin) : NULL;
  return (left != NULL && (left->mask & YS_MASK(YS_CLASS_ROLE)) != 0) || scan->left_cue[token->begin] > 0 ||
         (right != NULL && (right->mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_SPEECH))) != 0) ||
         (name != NULL && name->bonus > SURE_NAME);
}

/* 乌里扬斯克 */
static bool ends_as_place(const ys_scan *scan, const place_words *w, const ys_token *token) {
  for (uint32_t n = 1; n <= 3 && token->end - token->begin >= 4; ++n) {
    if (ys_span_entry(scan, token->end - n, token->end, w->ending) != NULL) {
      return true;
    }
  }
  return false;
}

/* The token on the other side of a 、 beside token @p t, or NULL. */
static const ys_token *listed_beside(const ys_scan *scan, uint32_t t, bool left) {
  const ys_token *mark = left ? before(scan, t) : after(scan, t);
  if (mark == NULL || scan->document->ch[mark->begin] != 0x3001) {
    return NULL;
  }
  const uint32_t at = (uint32_t)(mark - scan->token.at);
  return left ? before(scan, at) : after(scan, at);
}

/* 布加勒斯特、科连特斯: in one list with a known place, and with no other name. */
static bool is_listed_place(const ys_scan *scan, uint32_t t) {
  const ys_token *left = listed_beside(scan, t, true);
  const ys_token *right = listed_beside(scan, t, false);
  const bool place = (left != NULL && (left->mask & LOCATED) != 0) || (right != NULL && (right->mask & LOCATED) != 0);
  return place && (left == NULL || (left->mask & YS_MASK_NAME) == 0 || (left->mask & YS_MASK_FOREIGN) != 0) &&
         (right == NULL || (right->mask & YS_MASK_NAME) == 0 || (right->mask & YS_MASK_FOREIGN) != 0);
}

/* 神奈川、青森等5县: in a list of places, or of other things. */
static bool is_in_list(const ys_scan *scan, const place_words *w, uint32_t t, bool of_places) {
  const ys_entry *of = ys_thing_list(scan, &w->thing, t);
  return of != NULL && (of->concept_id != YS_NO_CONCEPT &&
                        ys_concept_value(scan->lexicon, of->concept_id, YS_KEY_PLACE).n > 0) == of_places;
}

/* 在科兰特， 到科兰特举行: by itself behind a word that a place follows. */
static bool is_at_place(const ys_scan *scan, uint32_t t) {
  const ys_token *token = &scan->token.at[t];
  const ys_token *left = before(scan, t);
  const ys_token *right = after(scan, t);
  return left != NULL && ys_scan_is(scan, left->begin, left->end, "在") && token->end - token->begin > 2 &&
         right != NULL &&
         ((right->mask & (YS_MASK_PUNCT | YS_MASK_NUMBER)) != 0 || ys_scan_is(scan, right->begin, right->end, "等") ||
          ys_scan_is(scan, right->begin, right->end, "举行"));
}

/* A transliterated name where a place is due: 首都X, X境内. */
static bool stands_for_place(const ys_scan *scan, const place_words *w, uint32_t t) {
  const ys_token *token = &scan->token.at[t];
  if ((token->mask & YS_MASK_NAME) == 0) {
    return false;
  }
  const bool told = is_told_person(scan, t);
  if (!told && is_in_list(scan, w, t, true)) {
    return true;
  }
  if ((token->mask & YS_MASK_FOREIGN) == 0) {
    return false;
  }
  if (!told && (ends_as_place(scan, w, token) || is_at_place(scan, t) ||
                (is_listed_place(scan, t) && !is_in_list(scan, w, t, false)))) {
    return true;
  }
  if (t > 0 && before(scan, t) != NULL) {
    const ys_entry *left = ys_span_entry(scan, scan->token.at[t - 1].begin, scan->token.at[t - 1].end, w->left);
    if (left != NULL && left->concept_id != YS_NO_CONCEPT &&
        ys_concept_value(scan->lexicon, left->concept_id, YS_KEY_SURE).n > 0) {
      return true;
    }
  }
  const ys_token *right = after(scan, t);
  const ys_entry *head = right != NULL ? ys_span_entry(scan, right->begin, right->end, YS_CLASS_PLACE_HEAD) : NULL;
  return head != NULL && head->concept_id != YS_NO_CONCEPT &&
         ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_GENERIC).n > 0;
}

static bool is_sure_person(const ys_scan *scan, uint32_t t) {
  const ys_token *left = before(scan, t);
  return (left != NULL && (left->mask & YS_MASK(YS_CLASS_ROLE)) != 0) || scan->left_cue[scan->token.at[t].begin] > 0;
}

/* Whether a name and a head belong together: 里斯本 + 机场, 科兰特 + 省. */
static bool joins(const ys_scan *scan, uint32_t t, ys_view kind) {
  const ys_token *token = &scan->token.at[t];
  if ((token->mask & YS_MASK_FOREIGN) != 0) {
    return !is_sure_person(scan, t) && kind.n > 0;
  }
  return (token->mask & (YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_PLACE))) != 0 &&
         (token->mask & YS_MASK_SHARED) == 0 && kind.n > 0 && !ys_view_equal(kind, YS_VIEW("zone")) &&
         !ys_view_equal(kind, YS_VIEW("park"));
}

static ys_status find_named(ys_scan *scan, const place_words *w) {
  uint32_t named_until = 0;
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_PLACE)) < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    const ys_view kind = head_kind(scan, token);
    const bool level = (token->mask & YS_MASK_LEVEL) != 0 && (kind.n > 0 || !token_is(scan, t, YS_CLASS_PLACE_HEAD));
    uint32_t first = t;
    if (ends_in_head(scan, token) || stands_for_place(scan, w, t)) {
      if (!is_sure_person(scan, t) && after(scan, t) != NULL) {
        YS_TRY(add_place(scan, token->begin, token->end));
        named_until = token->end;
      }
      continue;
    }
    const ys_token *left = before(scan, t);
    if (left != NULL && (kind.n > 0 || (level && (left->mask & (YS_MASK_FOREIGN | YS_MASK(YS_CLASS_PLACE))) != 0)) &&
        joins(scan, t - 1, kind.n > 0 ? kind : YS_VIEW("region"))) {
      first = t - 1;
    } else if (level || (kind.n > 0 && !ys_view_equal(kind, YS_VIEW("zone")))) {
      first = name_begin(scan, w, t, kind.n > 0 ? kind : YS_VIEW("region"), named_until);
    }
    if (first < t) {
      YS_TRY(add_place(scan, scan->token.at[first].begin, token->end));
      named_until = token->end;
    }
  }
  return YANSHU_OK;
}

/* ---- one-character names of countries ---- */

typedef struct short_name {
  uint32_t concept_id[8];
  uint32_t n;
} short_name;

static const uint64_t NAMED = YS_CLASS_BIT(YS_CLASS_COUNTRY) | YS_CLASS_BIT(YS_CLASS_PLACE);

static bool read_short_name(const ys_scan *scan, const ys_match *match, short_name *out) {
  out->n = 0;
  for (uint32_t e = 0; e < match->n && out->n < YS_LENGTH(out->concept_id); ++e) {
    const ys_entry *entry = ys_lexicon_entry(scan->lexicon, match->entry + e);
    if ((entry->class_id == YS_CLASS_COUNTRY || entry->class_id == YS_CLASS_PLACE) &&
        entry->form == YS_FORM_ABBREVIATION) {
      out->concept_id[out->n++] = entry->concept_id;
    }
  }
  return out->n > 0;
}

/* The same; most characters can be none. */
static inline bool read_short(const ys_scan *scan, uint32_t at, short_name *out) {
  if ((scan->classes[at] & NAMED) == 0) {
    return false;
  }
  const ys_match *match = &scan->match.at[scan->first_match[at]]; /* the shortest */
  return match->length == 1 && (match->classes & NAMED) != 0 && read_short_name(scan, match, out);
}

/* Of several countries the one that was named last before; else the first, when @p guess. */
static uint32_t settle_short(const ys_scan *scan, countries *all, const short_name *name, uint32_t at, bool guess) {
  const uint32_t nearest = at > NEAR ? at - NEAR : 0;
  while (all->passed < all->token.n && all->token.at[all->passed] < scan->token_at[at]) {
    ++all->passed;
  }
  for (uint32_t c = all->passed; c > 0 && scan->token.at[all->token.at[c - 1]].end > nearest; --c) {
    const ys_token *token = &scan->token.at[all->token.at[c - 1]];
    const uint32_t country = ys_token_entry(scan, token, YS_CLASS_COUNTRY)->concept_id;
    for (uint32_t k = 0; k < name->n; ++k) {
      if (name->concept_id[k] == country) {
        return country;
      }
    }
    if (scan->document->ch[token->begin] == scan->document->ch[at]) {
      return country; /* 中马 where 马尔代夫 was named last */
    }
  }
  return guess ? name->concept_id[0] : YS_NO_CONCEPT;
}

static ys_status add_country(ys_scan *scan, uint32_t at, uint32_t concept_id) {
  const bool country = ys_concept_class(scan->lexicon, concept_id) == YS_CLASS_COUNTRY;
  ys_mention *m = ys_scan_add(scan, country ? YS_MENTION_COUNTRY : YS_MENTION_PLACE, at, at + 1);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->concept_id = concept_id;
  return YANSHU_OK;
}

/* Whether a form of the class begins at @p at. */
static bool follows(const ys_scan *scan, uint32_t at, uint16_t class_id) {
  for (uint32_t k = at < scan->document->n ? scan->first_match[at] : 0;
       at < scan->document->n && k < scan->first_match[at + 1]; ++k) {
    for (uint32_t e = 0; e < scan->match.at[k].n; ++e) {
      if (ys_lexicon_entry(scan->lexicon, scan->match.at[k].entry + e)->class_id == class_id) {
        return true;
      }
    }
  }
  return false;
}

static bool ends_token(const ys_scan *scan, uint32_t at) {
  return scan->token.at[scan->token_at[at]].end == at + 1;
}

static bool is_strong(const ys_scan *scan, const place_words *w, uint32_t at) {
  return ys_character_entry(scan, at, w->strong) != NULL;
}

/* 俄 is hardly ever anything else. */
static bool is_sure(const ys_scan *scan, const place_words *w, uint32_t at) {
  const ys_entry *entry = ys_character_entry(scan, at, w->strong);
  return entry != NULL && entry->concept_id != YS_NO_CONCEPT &&
         ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_SURE).n > 0;
}

/* A character that is seldom a word of its own: 俄 葡, not 中 新. */
static bool is_rare(const ys_scan *scan, uint32_t at) {
  return ys_lexicon_character(scan->lexicon, scan->document->ch[at])->word < FAMILIAR;
}

/* A run of short names at [begin, end), each of another country: 中美, 日俄. */
static uint32_t run_of_names(const ys_scan *scan, uint32_t begin) {
  short_name name;
  if (!read_short(scan, begin, &name)) {
    return begin;
  }
  uint32_t end = begin + 1;
  uint32_t limit = UINT32_MAX; /* of the sentence, when it matters */
  while (end < scan->document->n && end - begin < 4 && read_short(scan, end, &name)) {
    limit = limit != UINT32_MAX ? limit : scan->document->sentence[ys_text_sentence_at(scan->document, begin)].end;
    if (end >= limit) {
      break;
    }
    const ys_token *token = &scan->token.at[scan->token_at[end]];
    if (token->begin < begin || (token->mask & (LOCATED | YS_MASK_NAME)) != 0) {
      break;
    }
    ++end;
  }
  while (end > begin && !ends_token(scan, end - 1)) {
    --end;
  }
  return end;
}

static bool names_china(const ys_scan *scan, uint32_t begin, uint32_t end) {
  short_name name;
  for (uint32_t i = begin; i < end; ++i) {
    if (read_short(scan, i, &name) && ys_view_equal(ys_concept_id(scan->lexicon, name.concept_id[0]), YS_VIEW("cn"))) {
      return true;
    }
  }
  return false;
}

/* 中美 by itself, 巴以 before 谈判: strong names, or a word after them that tells of two countries. */
static bool is_pair(const ys_scan *scan, const place_words *w, uint32_t begin, uint32_t end) {
  uint32_t strong = 0;
  for (uint32_t i = begin; i < end; ++i) {
    strong += is_strong(scan, w, i) ? 1 : 0;
    for (uint32_t j = begin; j < i; ++j) {
      if (scan->document->ch[i] == scan->document->ch[j]) {
        return false;
      }
    }
  }
  const ys_token *token = &scan->token.at[scan->token_at[begin]];
  if (follows(scan, end, w->pair)) {
    return strong > 0;
  }
  const uint16_t speech = part_of_speech(scan, token);
  return strong == end - begin && (token->end - token->begin == 1 || speech == 0 || speech == 'j' || speech == 't' ||
                                   (speech == 'Z' && names_china(scan, begin, end)));
}

/* Whether the word right after @p at, or the rest of its own word, is of class side: 美方, 俄 + 政府. */
static bool has_side(const ys_scan *scan, const place_words *w, uint32_t at) {
  const ys_token *own = &scan->token.at[scan->token_at[at]];
  const ys_token *next = own->end == at + 1 ? after(scan, scan->token_at[at]) : own;
  return own->begin == at && next != NULL && at + 1 < next->end &&
         ys_span_entry(scan, at + 1, next->end, w->side) != NULL;
}

/* 访华, 对俄, 美方, 俄军 */
static bool is_single(const ys_scan *scan, const place_words *w, uint32_t at) {
  if (at > 0 && ys_is_digit(scan->document->ch[at - 1])) {
    return false; /* 8日 */
  }
  if (has_side(scan, w, at)) {
    return true;
  }
  const ys_entry *left = at > 0 ? ys_span_entry(scan, at - 1, at, w->towards) : NULL;
  return left != NULL && ends_token(scan, at) && scan->token.at[scan->token_at[at]].begin + 1 >= at;
}

static ys_status find_short_names(ys_scan *scan, const place_words *w, countries *all) {
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_SHORT)) < scan->token.n; ++t) {
    const uint32_t begin = scan->token.at[t].begin;
    short_name name;
    const uint32_t end = run_of_names(scan, begin);
    if (end > begin + 1 && is_pair(scan, w, begin, end)) {
      for (uint32_t i = begin; i < end; ++i) {
        if (read_short(scan, i, &name)) {
          YS_TRY(add_country(scan, i, settle_short(scan, all, &name, i, true)));
        }
      }
      t = scan->token_at[end - 1];
      continue;
    }
    const uint32_t last = scan->token.at[t].end - 1; /* 访华 may be one word, and 驻华大使 */
    const bool inside = last > begin + 1 && ys_character_entry(scan, begin, w->towards) != NULL;
    for (uint32_t at = begin; at <= last && (last - begin < 2 || (inside && at < begin + 2)); ++at) {
      if (!read_short(scan, at, &name)) {
        continue;
      }
      const bool single = is_single(scan, w, at) || (inside && at == begin + 1 && is_strong(scan, w, at));
      const bool sure = begin == last && is_sure(scan, w, at);
      const bool lone = begin == last && is_rare(scan, at);
      const uint32_t concept_id = single || lone || sure
                                      ? settle_short(scan, all, &name, at, sure || (single && is_strong(scan, w, at)))
                                      : YS_NO_CONCEPT;
      if (concept_id != YS_NO_CONCEPT) {
        YS_TRY(add_country(scan, at, concept_id));
        break;
      }
    }
  }
  return YANSHU_OK;
}

/* ---- the gazetteer's ---- */

/* 东北地区: the region is called 东北. */
static uint32_t name_end(const ys_scan *scan, const ys_token *token) {
  for (uint32_t end = token->end - 1; end > token->begin + 1; --end) {
    if (ys_span_entry(scan, end, token->end, YS_CLASS_PLACE_HEAD) != NULL) {
      const ys_token tail = {.begin = end, .end = token->end};
      return head_kind(scan, &tail).n == 0 && ys_span_entry(scan, token->begin, end, YS_CLASS_PLACE) != NULL
                 ? end
                 : token->end;
    }
  }
  return token->end;
}

/* 中国 of 中国政府, which the lexicon has as one body. */
static ys_status add_country_of_body(ys_scan *scan, const ys_token *token) {
  if ((token->mask & YS_MASK(YS_CLASS_BODY)) == 0 || token->end - token->begin < 4) {
    return YANSHU_OK;
  }
  const uint32_t end = token->begin + 2;
  const ys_entry *country = ys_span_entry(scan, token->begin, end, YS_CLASS_COUNTRY);
  const ys_entry *organ = ys_span_entry(scan, end, token->end, YS_CLASS_ORGAN);
  if (country == NULL || organ == NULL ||
      !ys_view_equal(ys_concept_value(scan->lexicon, organ->concept_id, YS_KEY_TYPE), YS_VIEW("government"))) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_COUNTRY, token->begin, end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->concept_id = country->concept_id;
  return YANSHU_OK;
}

static ys_status note_country(const ys_scan *scan, uint32_t t, const ys_entry *country, countries *all) {
  if ((scan->token.at[t].mask & YS_MASK(YS_CLASS_COUNTRY)) == 0 || country == NULL ||
      country->form == YS_FORM_ABBREVIATION) {
    return YANSHU_OK;
  }
  uint32_t *added = YS_PUSH(scan->arena, &all->token);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = t;
  return YANSHU_OK;
}

static ys_status find_listed(ys_scan *scan, const place_words *w, countries *all) {
  const ys_mask listed = YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE);
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_LISTED)) < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    YS_TRY(add_country_of_body(scan, token));
    const ys_entry *country = ys_token_entry(scan, token, YS_CLASS_COUNTRY);
    YS_TRY(note_country(scan, t, country, all));
    if ((token->mask & listed) == 0 || (t + 1 < scan->token.n && token_is(scan, t + 1, w->money))) {
      continue;
    }
    const ys_entry *place = ys_token_entry(scan, token, YS_CLASS_PLACE);
    const ys_entry *entry = country != NULL ? country : place;
    if (entry == NULL) {
      continue;
    }
    ys_mention *m = ys_scan_add(scan, country != NULL ? YS_MENTION_COUNTRY : YS_MENTION_PLACE, token->begin,
                                country != NULL ? token->end : name_end(scan, token));
    if (m == NULL) {
      return YANSHU_NO_MEMORY;
    }
    m->concept_id = entry->concept_id;
  }
  return YANSHU_OK;
}

ys_status ys_find_localities(ys_scan *scan) {
  const place_words words = words_of(scan->lexicon);
  countries all = {.passed = 0};
  YS_TRY(find_listed(scan, &words, &all));
  YS_TRY(find_named(scan, &words));
  return find_short_names(scan, &words, &all);
}
