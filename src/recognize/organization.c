/* SPDX-License-Identifier: Apache-2.0 */
/* Organisations: bodies known by name, organs with their jurisdiction, and names built towards a head word. */
#include "recognize/organization.h"

#include "recognize/division.h"
#include "recognize/recognize_internal.h"

/* ---- levels ---- */

ys_division_level ys_level_of_word(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const ys_entry *entry = ys_span_entry(scan, begin, end, scan->level);
  return entry != NULL ? ys_division_level_of(scan->lexicon, entry->concept_id) : YS_LEVEL_NONE;
}

ys_division_level ys_level_inside(const ys_scan *scan, uint32_t begin, uint32_t end) {
  if (end - begin == 3 && scan->document->ch[begin] == 0x56E2 /* 团 of 团市委 */) {
    ++begin;
  }
  for (uint32_t n = end - begin > 3 ? 3 : end - begin - 1; n > 0; --n) {
    const ys_division_level level = ys_level_of_word(scan, begin, begin + n);
    if (level != YS_LEVEL_NONE) {
      return level;
    }
  }
  return YS_LEVEL_NONE;
}

static uint32_t at_level_or_city(const ys_lexicon *lexicon, uint32_t concept_id, ys_division_level level) {
  const uint32_t exact = ys_division_at_level(lexicon, concept_id, level);
  if (exact != YS_NO_CONCEPT || level != YS_LEVEL_PREFECTURE) {
    return exact;
  }
  /* 市 of a municipality is the municipality */
  const uint32_t province = ys_division_at_level(lexicon, concept_id, YS_LEVEL_PROVINCE);
  return province != YS_NO_CONCEPT && ys_view_ends(ys_concept_label(lexicon, province), YS_VIEW("\xE5\xB8\x82"))
             ? province
             : YS_NO_CONCEPT;
}

uint32_t ys_division_for_level(const ys_scan *scan, ys_division_level level, uint32_t at) {
  const ys_mentions *mentions = scan->mentions;
  const uint32_t home = mentions->setting.home;
  if (level == YS_LEVEL_NONE || level == YS_LEVEL_TOWNSHIP) {
    return YS_NO_CONCEPT;
  }
  if (level != YS_LEVEL_COUNTY && home != YS_NO_CONCEPT) {
    const uint32_t found = at_level_or_city(scan->lexicon, home, level);
    if (found != YS_NO_CONCEPT) {
      return found;
    }
  }
  /* the nearest division before it that has one of this level, else the only one after it */
  uint32_t before = YS_NO_CONCEPT;
  uint32_t after = YS_NO_CONCEPT;
  bool several = false;
  for (uint32_t k = 0; k < mentions->list.n; ++k) {
    const ys_mention *m = &mentions->list.at[k];
    if (m->kind != YS_MENTION_DIVISION) {
      continue;
    }
    const uint32_t found = at_level_or_city(scan->lexicon, m->concept_id, level);
    if (found == YS_NO_CONCEPT) {
      continue;
    }
    if (m->begin < at) {
      before = found;
    } else {
      several = several || (after != YS_NO_CONCEPT && after != found);
      after = found;
    }
  }
  return before != YS_NO_CONCEPT ? before : several ? YS_NO_CONCEPT : after;
}

/* ---- what stands to the left ---- */

uint32_t ys_mention_ending(const ys_scan *scan, ys_mention_kind kind, uint32_t end) {
  uint32_t best = YS_NO_MENTION;
  for (uint32_t k = scan->ending[end]; k > 0; k = scan->link.at[k - 1]) {
    const ys_mention *m = &scan->mentions->list.at[k - 1];
    if (m->kind == kind && (best == YS_NO_MENTION || m->begin < scan->mentions->list.at[best].begin)) {
      best = k - 1;
    }
  }
  return best;
}

uint32_t ys_chain_begin(const ys_scan *scan, uint32_t division) {
  uint32_t begin = scan->mentions->list.at[division].begin;
  for (uint32_t left = division; left != YS_NO_MENTION;) {
    begin = scan->mentions->list.at[left].begin;
    const uint32_t outer = ys_mention_ending(scan, YS_MENTION_DIVISION, begin);
    if (outer == YS_NO_MENTION || !ys_division_within(scan->lexicon, scan->mentions->list.at[left].concept_id,
                                                      scan->mentions->list.at[outer].concept_id)) {
      break;
    }
    left = outer;
  }
  return begin;
}

static uint32_t with_prefix(const ys_scan *scan, uint32_t begin) {
  if (begin == 0) {
    return begin;
  }
  const ys_token *left = &scan->token.at[scan->token_at[begin - 1]];
  return left->end == begin && ys_span_entry(scan, left->begin, left->end,
                                             ys_lexicon_words(scan->lexicon, YS_WORDS_ORGAN_PREFIX)) != NULL
             ? left->begin
             : begin;
}

static bool china(const ys_scan *scan, uint32_t concept_id) {
  return ys_view_equal(ys_concept_id(scan->lexicon, concept_id), YS_VIEW("cn"));
}

/* ---- bodies and organs ---- */

static const ys_token *left_of(const ys_scan *scan, uint32_t t) {
  return t > 0 && scan->token.at[t - 1].end == scan->token.at[t].begin ? &scan->token.at[t - 1] : NULL;
}

/* 中共 of 中共党员: with the next word it is one word for a class of persons. */
static bool is_part_of_class(const ys_scan *scan, uint32_t t) {
  const ys_token *next = t + 1 < scan->token.n ? &scan->token.at[t + 1] : NULL;
  const ys_entry *role = next != NULL ? ys_span_entry(scan, scan->token.at[t].begin, next->end, YS_CLASS_ROLE) : NULL;
  return role != NULL && role->concept_id != YS_NO_CONCEPT &&
         ys_view_equal(ys_concept_value(scan->lexicon, role->concept_id, YS_KEY_POST), YS_VIEW("no"));
}

static bool is_company(const ys_scan *scan, uint32_t body) {
  return ys_view_equal(ys_concept_value(scan->lexicon, body, YS_KEY_SYSTEM), YS_VIEW("company")) ||
         ys_view_equal(ys_concept_value(scan->lexicon, body, YS_KEY_TYPE), YS_VIEW("company")) ||
         ys_view_equal(ys_concept_value(scan->lexicon, body, YS_KEY_SYSTEM), YS_VIEW("finance"));
}

/* 第六届 of 第六届全国人大: where the ordinal of an assembly begins, or the body's own begin. */
static uint32_t ordinal_before(const ys_scan *scan, uint32_t t, bool national) {
  const uint32_t *ch = scan->document->ch;
  const uint32_t begin = scan->token.at[t].begin;
  if (t == 0 || ch[begin - 1] != 0x5C4A /* 届 */ || !national) {
    return begin;
  }
  for (uint32_t k = t; k > 0 && t - k < 4 && scan->token.at[k - 1].end == scan->token.at[k].begin; --k) {
    if (ch[scan->token.at[k - 1].begin] == 0x7B2C /* 第 */) {
      return scan->token.at[k - 1].begin;
    }
  }
  return begin;
}

static bool is_abroad(const ys_scan *scan, const ys_entry *body) {
  return body != NULL && body->concept_id != YS_NO_CONCEPT &&
         ys_concept_value(scan->lexicon, body->concept_id, YS_KEY_FOREIGN).n > 0;
}

/* 越共中央: the party's centre is the party. */
static uint32_t with_tail(const ys_scan *scan, uint32_t t, const ys_entry *entry, bool foreign) {
  const ys_token *token = &scan->token.at[t];
  const ys_token *next = t + 1 < scan->token.n ? token + 1 : NULL;
  if (next != NULL && next->begin == token->end && next->end - next->begin == 1 &&
      scan->document->ch[next->begin] == 0x793E /* 社 of 检察日报社 */ &&
      ys_view_equal(ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_TYPE), YS_VIEW("media"))) {
    return next->end;
  }
  return (foreign || is_abroad(scan, entry)) && next != NULL && next->begin == token->end &&
                 ys_span_entry(scan, next->begin, next->end, ys_lexicon_words(scan->lexicon, YS_WORDS_BODY_TAIL)) !=
                     NULL
             ? next->end
             : token->end;
}

static bool is_of_party(const ys_scan *scan, const ys_entry *body) {
  return ys_view_equal(ys_concept_value(scan->lexicon, body->concept_id, YS_KEY_SYSTEM), YS_VIEW("party"));
}

/* 中央委员会 of 致公党第十六届中央委员会, 共产党 + 中央委员会 of another country: not that of the party that a text
 * means when it names none. */
static bool is_of_other_party(const ys_scan *scan, const ys_entry *entry, const ys_token *token, uint32_t begin) {
  if (entry->form != YS_FORM_ABBREVIATION || !is_of_party(scan, entry)) {
    return false;
  }
  uint32_t host = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, token->end);
  host = host != YS_NO_MENTION ? host : ys_mention_ending(scan, YS_MENTION_ORGANIZATION, begin);
  return host != YS_NO_MENTION && scan->mentions->list.at[host].concept_id != YS_NO_CONCEPT &&
         !ys_view_equal(ys_concept_id(scan->lexicon, scan->mentions->list.at[host].concept_id), YS_VIEW("cpc"));
}

/* 九三 of 一九九三年 */
static bool is_in_number(const ys_scan *scan, const ys_token *token) {
  const uint32_t *ch = scan->document->ch;
  return ys_is_numeral(ch[token->begin]) && ys_is_numeral(ch[token->end - 1]) &&
         ((token->begin > 0 && ys_is_numeral(ch[token->begin - 1])) ||
          (token->end < scan->document->n && (ys_is_numeral(ch[token->end]) || ch[token->end] == 0x5E74 /* 年 */)));
}

static ys_status add_body(ys_scan *scan, uint32_t t, const ys_entry *entry) {
  const ys_token *token = &scan->token.at[t];
  if (is_part_of_class(scan, t) || is_in_number(scan, token)) {
    return YANSHU_OK;
  }
  const ys_token *left = left_of(scan, t);
  const bool national = ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_JURISDICTION).n > 0;
  const ys_entry *country = left != NULL && !(is_of_party(scan, entry) && (left->mask & YS_MASK(YS_CLASS_STOP)) != 0)
                                ? ys_token_entry(scan, left, YS_CLASS_COUNTRY) /* 以 of 以中共中央 is a word */
                                : NULL;
  const bool foreign = country != NULL && national && !china(scan, country->concept_id);
  const uint32_t begin = foreign || (national && country != NULL) ? left->begin : ordinal_before(scan, t, national);
  if ((left != NULL && is_abroad(scan, ys_token_entry(scan, left, YS_CLASS_BODY))) ||
      is_of_other_party(scan, entry, token, begin)) {
    return YANSHU_OK; /* 中央委员会 of 古巴共产党中央委员会 is taken with the party */
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, begin, with_tail(scan, t, entry, foreign));
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  const uint32_t place = ys_mention_ending(scan, YS_MENTION_DIVISION, token->begin);
  if (place != YS_NO_MENTION && is_company(scan, entry->concept_id)) {
    /* 上海华侨城: the company's firm in that place is another organisation */
    m->begin = ys_chain_begin(scan, place);
    m->division = scan->mentions->list.at[place].concept_id;
    m->core_begin = token->begin;
    return YANSHU_OK;
  }
  m->foreign = foreign;
  m->concept_id = foreign ? country->concept_id : entry->concept_id;
  m->head = foreign ? entry->concept_id : YS_NO_CONCEPT;
  if (!foreign) {
    m->division = ys_lexicon_concept(scan->lexicon, YS_CLASS_DIVISION,
                                     ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_JURISDICTION));
  }
  return YANSHU_OK;
}

bool ys_is_of_settlement(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const uint16_t settlement = ys_lexicon_words(scan->lexicon, YS_WORDS_SETTLEMENT);
  return end - begin > 2 && (ys_character_entry(scan, begin, settlement) != NULL ||
                             ys_span_entry(scan, begin, begin + 2, settlement) != NULL);
}

static bool is_settlement(const ys_scan *scan, const ys_token *token) {
  return ys_span_entry(scan, token->begin, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_SETTLEMENT)) != NULL;
}

/* Whether a word may stand in the name of a town or street: also one that a county bears, when none is meant. */
static bool is_name_part(const ys_scan *scan, const ys_token *token) {
  if ((token->mask & YS_MASK(YS_CLASS_DIVISION)) != 0) {
    return (token->mask & YS_MASK_SHARED) == 0 &&
           ys_mention_ending(scan, YS_MENTION_DIVISION, token->end) == YS_NO_MENTION;
  }
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  const bool grammar = word != NULL && (word->form == 'u' || word->form == 'p' || word->form == 'c' ||
                                        (word->form == 'v' && token->end - token->begin > 1));
  return !grammar && (token->mask & (YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_SPEECH) | YS_MASK(YS_CLASS_ROLE) |
                                     YS_MASK_NUMBER | YS_MASK_PUNCT)) == 0;
}

/* 小寨路街道党工委: the township's own name before the organ; the county is that of the page or the last one named. */
static bool place_township(const ys_scan *scan, uint32_t t, ys_mention *m) {
  uint32_t first = t;
  while (first > 0 && t - first < 3) {
    const ys_token *token = &scan->token.at[first - 1];
    const uint32_t characters = scan->token.at[t].begin - token->begin;
    if (token->end != scan->token.at[first].begin || characters > 4 || !ys_is_han(scan->document->ch[token->begin]) ||
        !is_name_part(scan, token)) {
      break;
    }
    --first;
  }
  if (first == t || scan->token.at[t].begin - scan->token.at[first].begin < 2) {
    return false;
  }
  m->begin = scan->token.at[first].begin;
  m->core_begin = scan->token.at[t].begin;
  m->township = true;
  const uint32_t place = ys_mention_ending(scan, YS_MENTION_DIVISION, m->begin);
  if (place != YS_NO_MENTION) {
    m->begin = ys_chain_begin(scan, place);
    m->division = scan->mentions->list.at[place].concept_id;
  } else {
    m->division = ys_division_for_level(scan, YS_LEVEL_COUNTY, m->begin);
  }
  return true;
}

static bool is_national(const ys_scan *scan, const ys_token *token) {
  const ys_entry *proper =
      ys_span_entry(scan, token->begin, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_PROPER));
  return proper != NULL && proper->concept_id != YS_NO_CONCEPT &&
         ys_concept_value(scan->lexicon, proper->concept_id, YS_KEY_NATIONAL).n > 0;
}

/* Governments are of places, not of bodies. */
static bool is_of_place(const ys_scan *scan, uint32_t organ) {
  return ys_view_equal(ys_concept_value(scan->lexicon, organ, YS_KEY_TYPE), YS_VIEW("government"));
}

/* 以 is also 以色列, 新 of 新政府 is not 新加坡. */
static bool names_country(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  return (token->mask & YS_MASK(YS_CLASS_STOP)) == 0 &&
         (token->end - token->begin > 1 || word == NULL || word->form != 'a' ||
          ys_span_entry(scan, token->begin, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_COUNTRY_STRONG)) !=
              NULL);
}

/* 直辖市 of 各省、自治区、直辖市党委: of all places of that level, not of the page's. */
static bool is_any_level(const ys_scan *scan, const ys_token *level) {
  const uint32_t t = scan->token_at[level->begin];
  const ys_token *left = t > 0 ? level - 1 : NULL;
  const uint32_t *ch = scan->document->ch;
  if ((level->mask & YS_MASK_LEVEL) == 0 || left == NULL || left->end != level->begin) {
    return false;
  }
  return ch[left->begin] == 0x5404 /* 各 */ || (ch[left->begin] == 0x3001 /* 、 */ && t > 1 &&
                                                left[-1].end == left->begin && (left[-1].mask & YS_MASK_LEVEL) != 0 &&
                                                ys_level_of_word(scan, left[-1].begin, left[-1].end) != YS_LEVEL_NONE);
}

/* Sets begin, division and host of an organ from what stands on its left; false when nothing names its place. */
static bool place_organ(ys_scan *scan, uint32_t t, ys_mention *m) {
  const ys_token *token = &scan->token.at[t];
  const ys_token *left = left_of(scan, t);
  const uint32_t host = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, token->begin);
  if (host != YS_NO_MENTION && is_of_place(scan, m->head) &&
      scan->mentions->list.at[host].concept_id != YS_NO_CONCEPT) {
    return false; /* 国务院政府特殊津贴 */
  }
  if (host != YS_NO_MENTION) {
    m->host = host;
    m->begin = scan->mentions->list.at[host].begin;
    m->division = scan->mentions->list.at[host].division;
    m->foreign = scan->mentions->list.at[host].foreign;
    return true;
  }
  if (left != NULL && (left->mask & YS_MASK(YS_CLASS_STATUS)) != 0) {
    /* 人大常委会原党组成员: the status word stands between the organ and its unit */
    m->host = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, left->begin);
    if (m->host != YS_NO_MENTION) {
      m->division = scan->mentions->list.at[m->host].division;
      return true;
    }
  }
  const uint32_t place = ys_mention_ending(scan, YS_MENTION_DIVISION, token->begin);
  if (place != YS_NO_MENTION) {
    m->begin = with_prefix(scan, ys_chain_begin(scan, place));
    m->division = scan->mentions->list.at[place].concept_id;
    return true;
  }
  const ys_entry *country = left != NULL ? ys_token_entry(scan, left, YS_CLASS_COUNTRY) : NULL;
  if (country != NULL && names_country(scan, left)) {
    m->begin = left->begin;
    m->concept_id = country->concept_id;
    m->foreign = !china(scan, country->concept_id);
    return m->foreign;
  }
  if (left != NULL && is_national(scan, left)) {
    m->begin = left->begin; /* 国家环保局 */
    m->head = YS_NO_CONCEPT;
    m->division = ys_lexicon_concept(scan->lexicon, YS_CLASS_DIVISION, YS_VIEW("100000"));
    return true;
  }
  if (left != NULL && is_settlement(scan, left) && place_township(scan, t - 1, m)) {
    return true; /* 云岭镇 + 供销社 */
  }
  if (left != NULL && (left->mask & YS_MASK_LEVEL) != 0) {
    m->begin = left->begin;
    m->division = ys_division_for_level(scan, ys_level_of_word(scan, left->begin, left->end), left->begin);
    return true;
  }
  if (ys_is_of_settlement(scan, token->begin, token->end)) {
    return place_township(scan, t, m);
  }
  const ys_division_level level = ys_level_inside(scan, token->begin, token->end);
  m->division = ys_division_for_level(scan, level, token->begin);
  return level != YS_LEVEL_NONE && level != YS_LEVEL_TOWNSHIP;
}

ys_status ys_add_organ(ys_scan *scan, uint32_t t, const ys_entry *entry, bool force, uint32_t *index) {
  const ys_token *token = &scan->token.at[t];
  ys_mention m = {.kind = YS_MENTION_ORGANIZATION,
                  .begin = token->begin,
                  .end = token->end,
                  .concept_id = YS_NO_CONCEPT,
                  .division = YS_NO_CONCEPT,
                  .host = YS_NO_MENTION,
                  .head = entry->concept_id,
                  .core_begin = token->begin};
  *index = YS_NO_MENTION;
  if (!place_organ(scan, t, &m) && !force) {
    return ys_consider(scan->mentions, (ys_considered){.kind = YS_MENTION_ORGANIZATION,
                                                       .loss = YS_LOSS_NO_PLACE,
                                                       .begin = token->begin,
                                                       .end = token->end,
                                                       .concept_id = YS_NO_CONCEPT,
                                                       .meant = YS_NO_CONCEPT});
  }
  ys_mention *added = ys_scan_add(scan, YS_MENTION_ORGANIZATION, m.begin, m.end);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  added->concept_id = m.concept_id;
  added->division = m.division;
  added->host = m.host;
  added->head = m.head;
  added->foreign = m.foreign;
  added->township = m.township;
  added->core_begin = added->township ? m.core_begin : added->core_begin;
  *index = scan->mentions->list.n - 1;
  return YANSHU_OK;
}

/* 小学 of 鄞塘小学教育集团: the name ends with the last head. */
static bool head_follows(const ys_scan *scan, uint32_t t) {
  return t + 1 < scan->token.n && scan->token.at[t + 1].begin == scan->token.at[t].end &&
         (scan->token.at[t + 1].mask & YS_MASK(YS_CLASS_ORG_HEAD)) != 0 &&
         (scan->token.at[t + 1].mask & YS_MASK(YS_CLASS_ORGAN)) == 0;
}

/* Whether a head may begin inside the token; most words hold none. */
static inline bool may_end_in_head(const ys_scan *scan, const ys_token *token) {
  uint32_t k = token->begin + 1;
  while (k < token->end && (scan->classes[k] & YS_CLASS_BIT(YS_CLASS_ORG_HEAD)) == 0) {
    ++k;
  }
  return k < token->end;
}

/* The head that a token is, or that a word ends in: 厂 of 电缆厂, 系 of 会计系. */
static const ys_entry *head_of(const ys_scan *scan, const ys_token *token) {
  const ys_entry *head = ys_token_entry(scan, token, YS_CLASS_ORG_HEAD);
  const ys_mask plain = YS_MASK(YS_CLASS_WORD) | YS_MASK(YS_CLASS_ORGAN);
  if (head != NULL || (token->mask & plain) != token->mask || !may_end_in_head(scan, token)) {
    return head;
  }
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if ((token->mask & YS_MASK(YS_CLASS_ORGAN)) != 0) {
    for (uint32_t k = token->begin + 1; k < token->end; ++k) {
      const ys_entry *tail = ys_span_entry(scan, k, token->end, YS_CLASS_ORG_HEAD);
      if (tail != NULL) {
        return tail;
      }
    }
    return NULL;
  }
  const bool noun = word != NULL && (word->form == 'n' || word->form == 'Z' || word->form == 'N' || word->form == 'j');
  if (word == NULL || !(noun || token->end - token->begin > 2) ||
      ys_span_entry(scan, token->begin, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_NOT_ORG_HEAD)) != NULL) {
    return NULL; /* 关系 ends in no 系 */
  }
  for (uint32_t k = token->begin + 1; k + 1 < token->end; ++k) {
    const ys_entry *tail = ys_span_entry(scan, k, token->end, YS_CLASS_ORG_HEAD);
    if (tail != NULL) {
      return tail; /* 工学院 */
    }
  }
  if (token->end - token->begin > 3 && ys_span_entry(scan, token->end - 2, token->end, YS_CLASS_WORD) != NULL) {
    return NULL; /* 大局 of 服务大局 */
  }
  const ys_entry *last = ys_span_entry(scan, token->end - 1, token->end, YS_CLASS_ORG_HEAD);
  return last != NULL && ys_concept_value(scan->lexicon, last->concept_id, YS_KEY_SUFFIX).n > 0 ? last : NULL;
}

/* 《新海岸报》: a title whose last word says that it is a newspaper's or magazine's. */
static ys_status add_titled_medium(ys_scan *scan, uint32_t t) {
  enum { LONGEST_TITLE = 10 };
  const uint32_t *ch = scan->document->ch;
  const uint32_t end = scan->token.at[t].begin;
  const ys_entry *tail = NULL;
  const uint16_t tails = ys_lexicon_words(scan->lexicon, YS_WORDS_MEDIA_TAIL);
  for (uint32_t n = 1; n <= 2 && tail == NULL && n < end; ++n) {
    tail = ys_span_entry(scan, end - n, end, tails);
  }
  uint32_t begin = end;
  while (tail != NULL && begin > 0 && end - begin <= LONGEST_TITLE && ys_is_han(ch[begin - 1])) {
    --begin;
  }
  if (tail == NULL || begin == 0 || ch[begin - 1] != 0x300A || end - begin < 3 ||
      ys_mention_ending(scan, YS_MENTION_ORGANIZATION, end) != YS_NO_MENTION) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, begin, end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->head = ys_lexicon_concept(scan->lexicon, YS_CLASS_ORG_HEAD, YS_VIEW("daily"));
  m->core_begin = begin;
  return YANSHU_OK;
}

/* 《时代》周刊, 美国《科学》杂志: a title, what it is behind it, and its country before it. */
static ys_status add_titled_before(ys_scan *scan, uint32_t t, const ys_entry *head) {
  enum { LONGEST_TITLE = 14 };
  const uint32_t *ch = scan->document->ch;
  const ys_token *token = &scan->token.at[t];
  if (token->begin < 3 || ch[token->begin - 1] != 0x300B ||
      !ys_view_equal(ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_KIND), YS_VIEW("media")) ||
      ys_mention_ending(scan, YS_MENTION_ORGANIZATION, token->end) != YS_NO_MENTION) {
    return YANSHU_OK;
  }
  uint32_t begin = token->begin - 1;
  while (begin > 0 && token->begin - begin <= LONGEST_TITLE && ch[begin - 1] != 0x300A && ch[begin - 1] != 0x300B) {
    --begin;
  }
  if (begin == 0 || ch[begin - 1] != 0x300A || begin + 1 == token->begin) {
    return YANSHU_OK;
  }
  --begin;
  const ys_token *left = begin > 0 ? &scan->token.at[scan->token_at[begin - 1]] : NULL;
  if (left != NULL && left->end == begin && left->end - left->begin > 1 &&
      ys_token_entry(scan, left, YS_CLASS_COUNTRY) != NULL) {
    begin = left->begin;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, begin, token->end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->head = head->concept_id;
  m->core_begin = begin;
  return YANSHU_OK;
}

ys_status ys_find_organizations(ys_scan *scan) {
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_ORGANIZATION)) < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    if (scan->document->ch[token->begin] == 0x300B) {
      YS_TRY(add_titled_medium(scan, t));
      continue;
    }
    const ys_entry *body = ys_token_entry(scan, token, YS_CLASS_BODY);
    const ys_entry *organ = ys_token_entry(scan, token, YS_CLASS_ORGAN);
    const ys_entry *head = head_of(scan, token);
    uint32_t index = YS_NO_MENTION;
    if (body != NULL) {
      YS_TRY(add_body(scan, t, body));
      continue;
    }
    if (organ != NULL && left_of(scan, t) != NULL && is_any_level(scan, left_of(scan, t))) {
      continue; /* 各省、自治区、直辖市党委 */
    }
    if (organ != NULL) {
      YS_TRY(ys_add_organ(scan, t, organ, false, &index));
    }
    if (index == YS_NO_MENTION && head != NULL && !head_follows(scan, t)) {
      YS_TRY(ys_add_named(scan, t, head));
      YS_TRY(ys_add_state_organ(scan, t, head));
      YS_TRY(add_titled_before(scan, t, head));
    }
  }
  return YANSHU_OK;
}
