/* SPDX-License-Identifier: Apache-2.0 */
/* Units inside organisations that titles name: 财务部经理, 党委书记, 护理部主任. */
#include "recognize/title.h"
#include "recognize/recognize_internal.h"

enum { BARE_HEAD_REACH = 400 }; /* characters back to the organisation that a bare head word means */
enum { FIELD_TOKENS = 5, FIELD_CHARACTERS = 12 };

const ys_token *ys_token_before(const ys_scan *scan, uint32_t t) {
  return t > 0 && scan->token.at[t - 1].end == scan->token.at[t].begin ? &scan->token.at[t - 1] : NULL;
}

static bool is_unit_word(const ys_scan *scan, const ys_token *token) {
  const uint16_t unit = ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_UNIT);
  return token->end - token->begin <= 6 && (token->mask & (YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK_NAME)) == 0 &&
         scan->document->ch[token->begin] != 0x4E24 /* 两院 */ &&
         ys_span_entry(scan, token->end - 1, token->end, unit) != NULL;
}

/* 青岛滨海医院护理部: a unit right behind its organisation and right before the position. */
ys_status ys_title_unit(ys_scan *scan, ys_title *p) {
  const ys_token *last = ys_token_before(scan, p->token);
  if (last == NULL || !is_unit_word(scan, last)) {
    return YANSHU_OK;
  }
  for (uint32_t t = p->token - 1; p->token - t <= 3; --t) {
    const ys_token *token = &scan->token.at[t];
    const ys_mask never =
        YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP) | YS_MASK_NAME | YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_STATUS);
    if (t + 1 < p->token && (token->mask & never) != 0) {
      return YANSHU_OK; /* 副总经理兼财务部经理 */
    }
    const uint32_t host = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, token->begin);
    if (host != YS_NO_MENTION) {
      const ys_mention copy = scan->mentions->list.at[host];
      ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, copy.begin, p->begin);
      if (m == NULL) {
        return YANSHU_NO_MEMORY;
      }
      m->host = host;
      m->division = copy.division;
      m->foreign = copy.foreign;
      p->host = scan->mentions->list.n - 1;
      p->division = copy.division;
      p->begin = copy.begin;
      p->token = scan->token_at[copy.begin];
      return YANSHU_OK;
    }
    if (t == 0 || scan->token.at[t - 1].end != token->begin ||
        (token->mask & (YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP) | YS_MASK_NAME | YS_MASK(YS_CLASS_ROLE))) != 0) {
      return YANSHU_OK;
    }
  }
  return YANSHU_OK;
}

/* The post before this one in the same sentence, whoever holds it. */
static uint32_t post_before(const ys_scan *scan, uint32_t at) {
  const uint32_t sentence = ys_text_sentence_at(scan->document, at);
  for (uint32_t k = scan->mentions->list.n; k > 0; --k) {
    const ys_mention *m = &scan->mentions->list.at[k - 1];
    if (m->kind == YS_MENTION_POST) {
      return m->sentence == sentence ? k - 1 : YS_NO_MENTION;
    }
    if (m->kind != YS_MENTION_ORGANIZATION) {
      break;
    }
  }
  return YS_NO_MENTION;
}

/* 青岛滨海医院院长甲、护理部主任乙: a unit of the organisation that the post before it names. */
ys_status ys_title_shared_unit(ys_scan *scan, ys_title *p) {
  const ys_token *unit = ys_token_before(scan, p->token);
  const uint32_t post = post_before(scan, p->begin);
  const uint32_t host = post != YS_NO_MENTION ? scan->mentions->list.at[post].host : YS_NO_MENTION;
  if (unit == NULL || !is_unit_word(scan, unit) || unit->end - unit->begin < 3 || host == YS_NO_MENTION ||
      scan->document->ch[unit->begin - 1] != 0x3001) {
    return YANSHU_OK;
  }
  const ys_mention copy = scan->mentions->list.at[host];
  if (copy.head == YS_NO_CONCEPT || ys_concept_class(scan->lexicon, copy.head) != YS_CLASS_ORG_HEAD) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, unit->begin, p->begin);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->host = host;
  m->division = copy.division;
  p->host = scan->mentions->list.n - 1;
  p->division = copy.division;
  p->begin = unit->begin;
  p->token -= 1;
  return YANSHU_OK;
}

static bool is_noun(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if ((token->mask & (YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_STATUS) | YS_MASK_PUNCT)) != 0) {
    return false;
  }
  return (token->mask & (YS_MASK_NAME | YS_MASK_HAN | YS_MASK_LATIN | YS_MASK(YS_CLASS_DIVISION))) != 0 ||
         (token->mask & YS_MASK(YS_CLASS_ORG_NAME)) != 0 ||
         (word != NULL && (word->form == 'n' || word->form == 'N' || word->form == 'Z'));
}

/* 集团副总经理: a bare head word means the last organisation that ends in it. */
static bool ends_in(const ys_scan *scan, const ys_mention *m, const ys_token *head) {
  const uint32_t length = head->end - head->begin;
  if (m->kind != YS_MENTION_ORGANIZATION || m->head == YS_NO_CONCEPT || m->anaphor || m->short_form ||
      m->end - m->begin <= length) {
    return false;
  }
  uint32_t i = 0;
  while (i < length && scan->document->ch[m->end - length + i] == scan->document->ch[head->begin + i]) {
    ++i;
  }
  return i == length;
}

/* The last organisation before the head word that ends in it. */
static uint32_t meant_by(const ys_scan *scan, const ys_token *head) {
  for (uint32_t end = head->begin; end > 0 && head->begin - end <= BARE_HEAD_REACH; --end) {
    for (uint32_t k = scan->ending[end]; k > 0; k = scan->link.at[k - 1]) {
      if (ends_in(scan, &scan->mentions->list.at[k - 1], head)) {
        return k - 1;
      }
    }
  }
  return YS_NO_MENTION;
}

ys_status ys_title_bare_head(ys_scan *scan, ys_title *p) {
  const ys_token *head = ys_token_before(scan, p->token);
  if (head == NULL || (head->mask & YS_MASK(YS_CLASS_ORG_HEAD)) == 0 || head->end - head->begin < 2) {
    return YANSHU_OK;
  }
  const ys_token *left = ys_token_before(scan, p->token - 1);
  const uint32_t meant = left != NULL && is_noun(scan, left) ? YS_NO_MENTION : meant_by(scan, head);
  if (meant == YS_NO_MENTION) {
    return YANSHU_OK; /* 房地产经纪公司: not the company named before */
  }
  const uint16_t self = ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_SELF);
  const bool own = left != NULL && ys_span_entry(scan, left->begin, left->end, self) != NULL;
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, own ? left->begin : head->begin, head->end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->anaphor = true;
  m->host = meant;
  p->host = meant;
  p->division = scan->mentions->list.at[meant].division;
  p->begin = m->begin;
  p->token -= own ? 2 : 1;
  return YANSHU_OK;
}

/* ---- ministries ---- */

/* 内务部 of 内务部长, when the lexicon's minister is one of 内政部: behind 部, before 长. */
static uint32_t other_ministry_end(const ys_scan *scan, const ys_title *p) {
  const uint32_t *ch = scan->document->ch;
  return p->end - p->core > 3 && ch[p->core] != 0x526F /* 副 */ && ch[p->end - 1] == 0x957F /* 长 */ &&
                 ch[p->end - 2] == 0x90E8 /* 部 */
             ? p->end - 1
             : 0;
}

/* Where the ministry's name ends in the position: behind 部 of 财政部长 and of 部长; 0 when there is none. */
static uint32_t ministry_end(const ys_scan *scan, const ys_title *p) {
  const ys_view ministry = ys_concept_value(scan->lexicon, p->role, YS_KEY_MINISTRY);
  const ys_view last = ys_concept_value(scan->lexicon, p->role, YS_KEY_REPEATS);
  const ys_view name = ministry.n > 0 ? ministry : last;
  uint32_t at = p->core;
  for (size_t k = 0; k < name.n;) {
    size_t length = 0;
    if (at >= p->end || ys_utf8_decode(name.p + k, name.n - k, &length) != scan->document->ch[at]) {
      return ministry.n > 0 ? other_ministry_end(scan, p) : 0;
    }
    k += length;
    ++at;
  }
  return name.n > 0 && at < p->end && (ministry.n > 0 || p->field < p->core) ? at : 0;
}

static bool is_chinese_name(const ys_scan *scan, uint32_t at) {
  const ys_token *next = at < scan->document->n ? &scan->token.at[scan->token_at[at]] : NULL;
  return next != NULL && next->begin == at && (next->mask & YS_MASK_NAME) != 0 && (next->mask & YS_MASK_FOREIGN) == 0;
}

/* The country of a ministry that is printed without one. A Chinese name, or nothing that tells, leaves China's own. */
static uint32_t ministry_country(const ys_scan *scan, const ys_title *p, const ys_entry *body) {
  if (p->country != YS_NO_CONCEPT) {
    return p->country;
  }
  const bool own = body != NULL && ys_concept_value(scan->lexicon, body->concept_id, YS_KEY_JURISDICTION).n > 0;
  return own && is_chinese_name(scan, p->end) ? YS_NO_CONCEPT : ys_state_meant(scan, p->core, !own);
}

ys_status ys_title_ministry(ys_scan *scan, ys_title *p) {
  const uint32_t end = ministry_end(scan, p);
  if (end == 0 || p->host != YS_NO_MENTION) {
    return YANSHU_OK;
  }
  const uint32_t inner = p->field < p->core ? p->field : p->core;
  const ys_token *left = ys_token_before(scan, scan->token_at[inner]);
  const bool printed = p->country != YS_NO_CONCEPT && left != NULL && (left->mask & YS_MASK(YS_CLASS_COUNTRY)) != 0;
  const ys_entry *body = ys_span_entry(scan, inner, end, YS_CLASS_BODY);
  const uint32_t country = ministry_country(scan, p, body);
  const bool china = country == YS_NO_CONCEPT || ys_view_equal(ys_concept_id(scan->lexicon, country), YS_VIEW("cn"));
  if (p->country == YS_NO_CONCEPT &&
      ((china && body == NULL) || ys_concept_value(scan->lexicon, p->role, YS_KEY_MINISTRY).n == 0)) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, printed ? left->begin : inner, end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (p->country == YS_NO_CONCEPT && china) {
    m->concept_id = body->concept_id;
    m->division = ys_lexicon_concept(scan->lexicon, YS_CLASS_DIVISION,
                                     ys_concept_value(scan->lexicon, body->concept_id, YS_KEY_JURISDICTION));
  } else {
    /* 内政部, which China has not, is a head */
    const ys_entry *unit = body != NULL ? body : ys_span_entry(scan, inner, end, YS_CLASS_ORG_HEAD);
    m->foreign = true;
    m->concept_id = unit != NULL ? country : YS_NO_CONCEPT;
    m->head = unit != NULL ? unit->concept_id : YS_NO_CONCEPT;
  }
  p->host = scan->mentions->list.n - 1;
  return YANSHU_OK;
}

/* ---- parties abroad ---- */

/* 波兰农民 of 波兰农民党主席: from the country to the position, nouns only. */
static const ys_token *party_begin(const ys_scan *scan, const ys_title *p) {
  enum { PARTY_TOKENS = 4, PARTY_CHARACTERS = 8 };
  const ys_mask never = YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_SPEECH);
  const uint32_t position = scan->token_at[p->core];
  for (uint32_t t = position; t > 0 && position - t < PARTY_TOKENS; --t) {
    const ys_token *token = &scan->token.at[t - 1];
    const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
    if (token->end != scan->token.at[t].begin || (token->mask & never) != 0 ||
        (word != NULL && (word->form == 'v' || word->form == 'p' || word->form == 'c' || word->form == 'u'))) {
      return NULL;
    }
    if (token->end - token->begin > 1 && ys_token_entry(scan, token, YS_CLASS_COUNTRY) != NULL) {
      return t < position && p->core - token->end <= PARTY_CHARACTERS ? token : NULL;
    }
  }
  return NULL;
}

ys_status ys_title_party(ys_scan *scan, ys_title *p) {
  const bool bare = p->host == YS_NO_MENTION && p->country == YS_NO_CONCEPT && p->division == YS_NO_CONCEPT;
  const ys_token *first =
      bare && ys_concept_value(scan->lexicon, p->role, YS_KEY_CLOSES).n > 0 ? party_begin(scan, p) : NULL;
  if (first == NULL) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, first->begin, p->core + 1);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->head = ys_lexicon_concept(scan->lexicon, YS_CLASS_ORG_HEAD, YS_VIEW("party-foreign"));
  m->core_begin = p->core;
  p->host = scan->mentions->list.n - 1;
  p->field = UINT32_MAX;
  p->begin = first->begin;
  p->token = scan->token_at[first->begin];
  return YANSHU_OK;
}

/* ---- fields ---- */

static bool is_company_head(const ys_scan *scan, const ys_token *token) {
  const ys_entry *head = ys_token_entry(scan, token, YS_CLASS_ORG_HEAD);
  return head != NULL &&
         ys_view_equal(ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_KIND), YS_VIEW("company"));
}

/* Whether a word can say of what field or unit a position is. */
static bool is_field(const ys_scan *scan, const ys_token *token) {
  const ys_mask never = YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK_NAME | YS_MASK_LEVEL | YS_MASK_HAN |
                        YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_SPEECH) | YS_MASK(YS_CLASS_DIVISION) |
                        YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE) | YS_MASK(YS_CLASS_ROLE) |
                        YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_BODY);
  const uint16_t proper = ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_PROPER); /* 国家主席, 全国委员 */
  if ((token->mask & never) != 0 || is_company_head(scan, token) ||
      ys_span_entry(scan, token->begin, token->end, proper) != NULL) {
    return false;
  }
  if (is_unit_word(scan, token) || (token->mask & (YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK(YS_CLASS_ORGAN))) != 0) {
    return true;
  }
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  return word != NULL && token->end - token->begin > 1 &&
         (word->form == 'n' || word->form == 'N' || word->form == 'Z' || word->form == 'b' || word->form == 'j');
}

/* 质 and 管 of 质管部 */
static bool is_unit_character(const ys_scan *scan, const ys_token *token, uint32_t next) {
  const ys_mask never = YS_MASK_PUNCT | YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_STATUS) | YS_MASK_LEVEL;
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  const bool grammar =
      word != NULL && (word->form == 'u' || word->form == 'p' || word->form == 'c' || word->form == 'r');
  return token->end - token->begin == 1 && (token->mask & never) == 0 && !grammar && next > 0 &&
         ys_is_han(scan->document->ch[token->begin]);
}

void ys_title_field(const ys_scan *scan, ys_title *p) {
  uint32_t t = p->token;
  const uint32_t from = p->begin;
  bool in_unit_word = false;
  for (uint32_t k = 0; k < FIELD_TOKENS; ++k) {
    const ys_token *left = ys_token_before(scan, t);
    const bool in_unit = left != NULL && is_unit_character(scan, left, t) && in_unit_word;
    if (left == NULL || !(is_field(scan, left) || in_unit) || from - left->begin > FIELD_CHARACTERS) {
      break;
    }
    in_unit_word = in_unit || is_unit_word(scan, left);
    --t;
    p->field = p->begin = left->begin;
    p->token = t;
    const uint32_t host = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, left->begin);
    if (host != YS_NO_MENTION) {
      const ys_mention *m = &scan->mentions->list.at[host];
      p->host = host;
      p->division = m->division;
      p->begin = m->begin;
      p->token = scan->token_at[m->begin];
      return;
    }
  }
  const ys_token *left = ys_token_before(scan, t);
  if (p->field < p->core && left != NULL && (left->mask & YS_MASK(YS_CLASS_COUNTRY)) != 0 &&
      ministry_end(scan, p) > 0) {
    p->country = ys_token_entry(scan, left, YS_CLASS_COUNTRY)->concept_id; /* 芬兰 of 芬兰农林部长 */
    p->begin = left->begin;
    p->token = t - 1;
  }
}

/* ---- what a title covers ---- */

static bool is_inner_organ(const ys_scan *scan, const ys_mention *m) {
  return m->head != YS_NO_CONCEPT && ys_concept_class(scan->lexicon, m->head) == YS_CLASS_ORGAN &&
         ys_view_equal(ys_concept_value(scan->lexicon, m->head, YS_KEY_HOST), YS_VIEW("any"));
}

bool ys_is_title_unit_word(const ys_scan *scan, uint32_t end) {
  const uint16_t units = ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_UNIT);
  for (uint32_t n = 1; n <= 3 && n <= end; ++n) {
    const ys_entry *unit = ys_span_entry(scan, end - n, end, units);
    if (unit != NULL && unit->concept_id != YS_NO_CONCEPT &&
        ys_concept_value(scan->lexicon, unit->concept_id, YS_KEY_TITLE).n > 0) {
      return true;
    }
  }
  return false;
}

/* 风险控制中心 of a company is a unit; that of a city is an institution. */
static bool is_company_centre(const ys_scan *scan, const ys_mention *m) {
  const ys_entry *unit =
      m->end < 2 ? NULL : ys_span_entry(scan, m->end - 2, m->end, ys_lexicon_words(scan->lexicon, YS_WORDS_ORG_UNIT));
  const uint32_t head = m->host != YS_NO_MENTION ? scan->mentions->list.at[m->host].head : YS_NO_CONCEPT;
  return unit != NULL && head != YS_NO_CONCEPT &&
         ys_view_equal(ys_concept_value(scan->lexicon, head, YS_KEY_KIND), YS_VIEW("company"));
}

/* Whether a unit belongs to the title rather than to the organisation's name: 财务部, 党委, 董事会, but not 研究所. */
static bool is_title_unit(const ys_scan *scan, const ys_mention *m) {
  if (m->host == YS_NO_MENTION && is_inner_organ(scan, m) &&
      ys_span_entry(scan, m->begin, m->end, YS_CLASS_ORGAN) != NULL) {
    return true; /* 技术中心主任 */
  }
  if (!ys_is_title_unit_word(scan, m->end) && !is_company_centre(scan, m)) {
    return false;
  }
  uint32_t root = m->host;
  for (uint32_t k = 0; k < 4 && root != YS_NO_MENTION && scan->mentions->list.at[root].host != YS_NO_MENTION; ++k) {
    root = scan->mentions->list.at[root].host;
  }
  /* 纪委书记: no place is printed with the organ */
  return root != YS_NO_MENTION || is_inner_organ(scan, m) ||
         ys_span_entry(scan, m->begin, m->end, YS_CLASS_ORGAN) != NULL;
}

/* 第六届 of 第六届监事会监事 */
static uint32_t with_term(const ys_scan *scan, uint32_t begin) {
  const uint32_t *ch = scan->document->ch;
  uint32_t i = begin;
  if (i == 0 || ch[i - 1] != 0x5C4A /* 届 */) {
    return begin;
  }
  --i;
  while (i > 0 && begin - i < 5 && (ys_is_digit(ch[i - 1]) || ys_is_numeral(ch[i - 1]))) {
    --i;
  }
  return i > 0 && ch[i - 1] == 0x7B2C /* 第 */ ? i - 1 : i < begin - 1 ? i : begin;
}

uint32_t ys_title_begin(const ys_scan *scan, const ys_title *p) {
  uint32_t begin = p->field < p->core ? p->field : p->core;
  uint32_t unit = p->host;
  for (uint32_t k = 0; k < 4 && unit != YS_NO_MENTION; ++k) {
    ys_mention *m = &scan->mentions->list.at[unit];
    if (m->end >= p->end || (m->end < p->core && p->core - m->end > 2) || !is_title_unit(scan, m)) {
      break;
    }
    m->in_title = true;
    const ys_mention *host = m->host != YS_NO_MENTION ? &scan->mentions->list.at[m->host] : NULL;
    begin = host != NULL && host->begin == m->begin ? host->end : m->begin;
    unit = m->host;
  }
  const uint16_t joint = ys_lexicon_words(scan->lexicon, YS_WORDS_CHAIN_JOINT);
  if (begin < p->core && ys_character_entry(scan, begin, joint) != NULL) {
    return begin + 1; /* 兼财务部经理 */
  }
  return with_term(scan, begin);
}
