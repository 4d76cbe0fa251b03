/* SPDX-License-Identifier: Apache-2.0 */
/* Posts: one for each title of a chain, with its organ, jurisdiction and status. */
#include "recognize/title.h"

enum { DATELINE = 14 }; /* tokens between a medium and its reporter: 新华社广州1月16日电（记者 */

/* The post before this one in the same chain, or none. */
typedef struct chain {
  uint32_t post; /* mention, or YS_NO_MENTION */
  uint32_t end;  /* where it ends */
} chain;

/* 教授 between commas or behind 任 is no verb. */
static bool is_noun_here(const ys_scan *scan, const ys_token *left, const ys_token *next) {
  if (next != NULL && (next->mask & YS_MASK_PUNCT) == 0) {
    return false;
  }
  const ys_entry *stop = left != NULL ? ys_span_entry(scan, left->begin, left->end, YS_CLASS_STOP) : NULL;
  return left == NULL || (left->mask & YS_MASK_PUNCT) != 0 ||
         (stop != NULL && stop->concept_id != YS_NO_CONCEPT &&
          ys_concept_value(scan->lexicon, stop->concept_id, YS_KEY_POST).n > 0);
}

/* 人大代表 rather than 代表: the longest position word that ends here, if it is a position as a whole. */
static const ys_entry *longest_role(const ys_scan *scan, const ys_token *token, uint32_t *begin) {
  const uint32_t t = scan->token_at[token->begin];
  const uint32_t from = t > 0 && scan->token.at[t - 1].end == token->begin ? scan->token.at[t - 1].begin : token->begin;
  const ys_entry *own = ys_token_entry(scan, token, YS_CLASS_ROLE);
  const bool fused = own != NULL && own->concept_id != YS_NO_CONCEPT &&
                     ys_concept_value(scan->lexicon, own->concept_id, YS_KEY_BASE).n > 0; /* 支部书记 of 党支部书记 */
  for (uint32_t i = from; i < token->begin; ++i) {
    const ys_entry *entry = ys_span_entry(scan, i, token->end, YS_CLASS_ROLE);
    if (entry != NULL && entry->concept_id != YS_NO_CONCEPT &&
        (fused || ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_BASE).n == 0)) {
      *begin = i;
      return entry;
    }
  }
  *begin = token->begin;
  return own;
}

static ys_post_status status_of(const ys_scan *scan, const ys_token *token) {
  const ys_entry *entry = ys_token_entry(scan, token, YS_CLASS_STATUS);
  const ys_view status = entry != NULL && entry->concept_id != YS_NO_CONCEPT
                             ? ys_concept_value(scan->lexicon, entry->concept_id, YS_KEY_STATUS)
                             : (ys_view){NULL, 0};
  static const struct {
    const char *name;
    ys_post_status status;
  } names[] = {{"former", YS_POST_FORMER},       {"acting", YS_POST_ACTING},       {"elected", YS_POST_ELECTED},
               {"appointed", YS_POST_APPOINTED}, {"dismissed", YS_POST_DISMISSED}, {"nominated", YS_POST_NOMINATED}};
  for (size_t k = 0; k < YS_LENGTH(names); ++k) {
    if (ys_view_equal(status, ys_view_of(names[k].name))) {
      return names[k].status;
    }
  }
  return YS_POST_CURRENT;
}

static bool take_status(const ys_scan *scan, ys_title *p) {
  const ys_token *left = ys_token_before(scan, p->token);
  if (left == NULL || (left->mask & YS_MASK(YS_CLASS_STATUS)) == 0) {
    return false;
  }
  const ys_post_status status = status_of(scan, left);
  p->status = status != YS_POST_CURRENT ? status : p->status;
  p->token -= 1;
  p->begin = left->begin;
  return true;
}

static void take_modifiers(const ys_scan *scan, ys_title *p) {
  for (const ys_token *left = ys_token_before(scan, p->token);
       left != NULL && (left->mask & YS_MASK(YS_CLASS_MODIFIER)) != 0 && (left->mask & YS_MASK(YS_CLASS_STATUS)) == 0;
       left = ys_token_before(scan, p->token)) {
    p->token -= 1;
    p->begin = p->core = left->begin;
  }
}

static uint32_t organ_named(const ys_scan *scan, ys_view id) {
  return id.n > 0 ? ys_lexicon_concept(scan->lexicon, YS_CLASS_ORGAN, id) : YS_NO_CONCEPT;
}

static ys_view feature(const ys_scan *scan, uint32_t concept_id, ys_key key) {
  return ys_concept_value(scan->lexicon, concept_id, key);
}

/* An organ without its place right before the position: 宣传部部长 after 省委常委、. */
static ys_status take_bare_organ(ys_scan *scan, ys_title *p, const chain *last) {
  const ys_token *left = ys_token_before(scan, p->token);
  const ys_entry *organ = left != NULL ? ys_token_entry(scan, left, YS_CLASS_ORGAN) : NULL;
  if (organ == NULL || left->end - left->begin < 2) {
    return YANSHU_OK;
  }
  uint32_t host = YS_NO_MENTION;
  uint32_t division = YS_NO_CONCEPT;
  if (last->post != YS_NO_MENTION) {
    const ys_mention *post = &scan->mentions->list.at[last->post];
    division = post->division;
    if (feature(scan, organ->concept_id, YS_KEY_HOST).n > 0 && post->host != YS_NO_MENTION &&
        organ_named(scan, feature(scan, organ->concept_id, YS_KEY_HOST)) == scan->mentions->list.at[post->host].head) {
      host = post->host;
    }
  }
  const uint32_t before = last->post != YS_NO_MENTION ? scan->mentions->list.at[last->post].host : YS_NO_MENTION;
  const bool township = before != YS_NO_MENTION && scan->mentions->list.at[before].township;
  if (division == YS_NO_CONCEPT && !township) {
    return YANSHU_OK;
  }
  uint32_t index = YS_NO_MENTION;
  YS_TRY(ys_add_organ(scan, p->token - 1, organ, true, &index));
  ys_mention *m = &scan->mentions->list.at[index];
  m->township = township; /* 村委会主任 behind 远山村党支部书记、 */
  host = township ? before : host;
  m->division = division;
  m->host = host;
  p->host = index;
  p->division = division;
  p->token -= 1;
  p->begin = m->begin;
  return YANSHU_OK;
}

/* 汉江时报讯（记者 …）: the newspaper before the dateline's bracket. */
static bool take_medium(const ys_scan *scan, ys_title *p) {
  if (p->token < 2 || scan->document->ch[p->begin - 1] != 0xFF08) {
    return false;
  }
  const uint16_t dateline = ys_lexicon_words(scan->lexicon, YS_WORDS_DATELINE);
  const ys_token *cue = &scan->token.at[p->token - 2];
  if (scan->document->ch[cue->begin] == 0x3011 && p->token > 2) {
    --cue; /* 【维港时报讯】（记者 …） */
  }
  if (cue->end + 2 < p->begin || ys_span_entry(scan, cue->begin, cue->end, dateline) == NULL) {
    return false;
  }
  for (uint32_t t = p->token - 2; t > 0 && p->token - t < DATELINE; --t) {
    const uint32_t medium = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, scan->token.at[t].begin);
    if (medium != YS_NO_MENTION) {
      p->host = medium;
      return true;
    }
  }
  p->own_medium = true;
  return true;
}

/* 本报 of 本报记者 */
static bool take_own_medium(const ys_scan *scan, ys_title *p) {
  const ys_token *left = ys_token_before(scan, p->token);
  if (left == NULL ||
      ys_span_entry(scan, left->begin, left->end, ys_lexicon_words(scan->lexicon, YS_WORDS_OWN_MEDIUM)) == NULL) {
    return false;
  }
  p->own_medium = true;
  p->begin = left->begin;
  p->token -= 1;
  return true;
}

/* What stands before the position: an organisation, a division, a level word, a country. */
static ys_status take_organ(ys_scan *scan, ys_title *p, const chain *last) {
  const uint32_t organization = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, p->begin);
  if (organization != YS_NO_MENTION) {
    const ys_mention *m = &scan->mentions->list.at[organization];
    p->host = organization;
    p->begin = m->begin;
    p->division = m->division;
    p->token = scan->token_at[m->begin];
    return YANSHU_OK;
  }
  const ys_token *left = ys_token_before(scan, p->token);
  if (left == NULL) {
    return YANSHU_OK;
  }
  const bool governs = feature(scan, p->role, YS_KEY_ORGAN).n > 0;
  const uint32_t division = ys_mention_ending(scan, YS_MENTION_DIVISION, p->begin);
  if (division != YS_NO_MENTION && governs) {
    p->division = scan->mentions->list.at[division].concept_id;
    p->begin = ys_chain_begin(scan, division);
    p->token = scan->token_at[p->begin];
    return YANSHU_OK;
  }
  const ys_entry *country = ys_token_entry(scan, left, YS_CLASS_COUNTRY);
  if (country != NULL) {
    p->country = country->concept_id;
    p->begin = left->begin;
    p->token -= 1;
    return YANSHU_OK;
  }
  if ((left->mask & YS_MASK_LEVEL) != 0 && governs) {
    p->division = ys_division_for_level(scan, ys_level_of_word(scan, left->begin, left->end), left->begin);
    p->begin = left->begin;
    p->token -= 1;
    return YANSHU_OK;
  }
  if (take_own_medium(scan, p) || take_medium(scan, p)) {
    return YANSHU_OK;
  }
  YS_TRY(take_bare_organ(scan, p, last));
  if (p->host == YS_NO_MENTION) {
    YS_TRY(ys_title_bare_head(scan, p));
  }
  if (p->host == YS_NO_MENTION) {
    YS_TRY(ys_title_unit(scan, p));
  }
  if (p->host == YS_NO_MENTION) {
    YS_TRY(ys_title_shared_unit(scan, p));
  }
  if (p->host == YS_NO_MENTION) {
    YS_TRY(ys_title_named_by(scan, p));
  }
  if (p->host == YS_NO_MENTION) {
    ys_title_field(scan, p);
    if (p->field < p->core && p->host == YS_NO_MENTION && p->country == YS_NO_CONCEPT) {
      YS_TRY(ys_title_bare_head(scan, p)); /* 公司财务部经理 */
    }
  }
  return YANSHU_OK;
}

static bool contains(ys_view text, ys_view part) {
  for (size_t k = 0; k + part.n <= text.n; ++k) {
    if (ys_view_starts((ys_view){text.p + k, text.n - k}, part)) {
      return true;
    }
  }
  return false;
}

/* 人大常委会主任甲主持，副主任乙出席: a deputy after his head is of the same organisation. */
static uint32_t head_before(const ys_scan *scan, const ys_title *p) {
  const uint32_t broader = ys_concept_broader(scan->lexicon, p->role);
  const uint32_t sentence = ys_text_sentence_at(scan->document, p->begin);
  for (uint32_t k = scan->mentions->list.n; k > 0; --k) {
    const ys_mention *m = &scan->mentions->list.at[k - 1];
    if (m->kind == YS_MENTION_POST && m->sentence != sentence) {
      break;
    }
    if (m->kind == YS_MENTION_POST && broader != YS_NO_CONCEPT && m->concept_id == broader &&
        (m->host != YS_NO_MENTION || m->division != YS_NO_CONCEPT)) {
      return k - 1;
    }
  }
  return YS_NO_MENTION;
}

/* 朝鲜 of 朝鲜劳动党: the country that an organisation's name begins with, or YS_NO_CONCEPT. */
static uint32_t country_of_name(const ys_scan *scan, uint32_t organization) {
  enum { LONGEST = 8 };
  const ys_mention *m = &scan->mentions->list.at[organization];
  for (uint32_t n = m->end - m->begin < LONGEST ? m->end - m->begin : LONGEST; n > 1; --n) {
    const ys_entry *country = ys_span_entry(scan, m->begin, m->begin + n, YS_CLASS_COUNTRY);
    if (country != NULL) {
      return country->concept_id;
    }
  }
  return YS_NO_CONCEPT;
}

/* 总统, 国王, 首相 */
static bool is_of_state(const ys_scan *scan, uint32_t role) {
  const uint32_t broader = ys_concept_broader(scan->lexicon, role);
  return feature(scan, role, YS_KEY_OF_STATE).n > 0 ||
         (broader != YS_NO_CONCEPT && ys_view_equal(ys_concept_id(scan->lexicon, broader), YS_VIEW("head-of-state")));
}

/* 卫健委党组书记、主任: the party group is left to the first title, the second is of the commission itself. */
static uint32_t shared_host(const ys_scan *scan, uint32_t role, const ys_mention *post) {
  const uint32_t host = post->host;
  if (host == YS_NO_MENTION || ys_view_equal(feature(scan, role, YS_KEY_KIND), YS_VIEW("party"))) {
    return host;
  }
  /* what a deputy is besides, he is elsewhere; heads of states hold no office of their parties by that */
  if (feature(scan, post->concept_id, YS_KEY_FUSED).n > 0 || is_of_state(scan, role)) {
    return YS_NO_MENTION;
  }
  const ys_mention *m = &scan->mentions->list.at[host];
  const bool of_host = m->host != YS_NO_MENTION && m->head != YS_NO_CONCEPT &&
                       contains(feature(scan, m->head, YS_KEY_OFFICIAL), YS_VIEW("{host}")) &&
                       ys_view_equal(feature(scan, m->head, YS_KEY_SYSTEM), YS_VIEW("party"));
  return of_host ? m->host : host;
}

/* 市 of 市长, 副市长 and 常务副市长. */
static ys_division_level level_of_position(const ys_scan *scan, const ys_title *p) {
  ys_division_level level = YS_LEVEL_NONE;
  if (ys_is_of_settlement(scan, p->core, p->end)) {
    return level; /* 社区主任: no 区's */
  }
  for (uint32_t i = p->core; i + 1 < p->end && level == YS_LEVEL_NONE; ++i) {
    level = ys_level_inside(scan, i, p->end);
  }
  return level;
}

/* 某党中央总书记: words right before the position name an organisation that nothing here knows. */
static bool stands_in_name(const ys_scan *scan, const ys_title *p) {
  const ys_token *left = ys_token_before(scan, p->token);
  if (left == NULL || (left->mask & (YS_MASK_PUNCT | YS_MASK_NAME | YS_MASK(YS_CLASS_ROLE))) != 0) {
    return false;
  }
  const ys_entry *word = ys_token_entry(scan, left, YS_CLASS_WORD);
  return (left->mask & (YS_MASK_HAN | YS_MASK(YS_CLASS_BODY) | YS_MASK(YS_CLASS_ORGAN) | YS_MASK(YS_CLASS_ORG_HEAD) |
                        YS_MASK(YS_CLASS_PLACE))) != 0 ||
         (word != NULL &&
          (word->form == 'n' || word->form == 'N' || word->form == 'Z' || word->form == 's' || word->form == 'f'));
}

/* A body, or a congress of the Party that a post is held of: 二十大代表. */
static uint32_t body_named(const ys_scan *scan, ys_view id) {
  const uint32_t body = ys_lexicon_concept(scan->lexicon, YS_CLASS_BODY, id);
  const uint16_t congress = ys_lexicon_words(scan->lexicon, YS_WORDS_PARTY_CONGRESS);
  return body == YS_NO_CONCEPT && congress != UINT16_MAX ? ys_lexicon_concept(scan->lexicon, congress, id) : body;
}

static bool is_national(const ys_scan *scan, uint32_t post) {
  const ys_mention *m = &scan->mentions->list.at[post];
  const bool body = m->head != YS_NO_CONCEPT && ys_concept_class(scan->lexicon, m->head) == YS_CLASS_BODY;
  return body || ys_division_level_of(scan->lexicon, m->division) == YS_LEVEL_COUNTRY;
}

/* 区委副书记、区长: the second title has no organ of its own. */
static void inherit(const ys_scan *scan, ys_title *p, const chain *last) {
  if (p->host != YS_NO_MENTION || p->division != YS_NO_CONCEPT || p->country != YS_NO_CONCEPT) {
    return;
  }
  if (stands_in_name(scan, p)) {
    return;
  }
  if (last->post != YS_NO_MENTION && scan->mentions->list.at[last->post].foreign) {
    p->country = scan->mentions->list.at[last->post].division;
    return;
  }
  if (last->post != YS_NO_MENTION && feature(scan, p->role, YS_KEY_STATE).n > 0 && !is_national(scan, last->post)) {
    return;
  }
  if (feature(scan, p->role, YS_KEY_STATE).n > 0) {
    /* 国家主席: of the state itself */
    p->country = ys_lexicon_concept(scan->lexicon, YS_CLASS_COUNTRY, feature(scan, p->role, YS_KEY_STATE));
    return;
  }
  if (feature(scan, p->role, YS_KEY_BODY).n > 0) {
    p->country = YS_NO_CONCEPT;
    p->body = body_named(scan, feature(scan, p->role, YS_KEY_BODY));
    return;
  }
  if (last->post == YS_NO_MENTION && ys_view_equal(feature(scan, p->role, YS_KEY_KIND), YS_VIEW("foreign")) &&
      feature(scan, p->role, YS_KEY_BASE).n == 0) {
    p->country = ys_only_state_in_sentence(scan, p->begin); /* 韩国国会当天表决，总统李在植出席 */
    return;
  }
  const ys_division_level level = level_of_position(scan, p);
  const bool governs = feature(scan, p->role, YS_KEY_ORGAN).n > 0;
  const uint32_t head = last->post == YS_NO_MENTION && p->begin == p->core &&
                                ys_view_equal(feature(scan, p->role, YS_KEY_RANK), YS_VIEW("deputy"))
                            ? head_before(scan, p)
                            : YS_NO_MENTION;
  if (head != YS_NO_MENTION) {
    p->host = scan->mentions->list.at[head].host;
    p->division = scan->mentions->list.at[head].division;
    return;
  }
  if (last->post == YS_NO_MENTION) {
    if (governs && level != YS_LEVEL_NONE) {
      p->division = ys_division_for_level(scan, level, p->begin);
    }
    return;
  }
  const ys_mention *post = &scan->mentions->list.at[last->post];
  p->division = post->division;
  if (p->status == YS_POST_CURRENT) {
    p->status = post->status;
  }
  if (post->foreign && !governs) {
    p->country = post->host == YS_NO_MENTION ? post->division : YS_NO_CONCEPT;
  }
  if (!governs || (post->host != YS_NO_MENTION && scan->mentions->list.at[post->host].township)) {
    p->host = shared_host(scan, p->role, post);
    if (p->host == YS_NO_MENTION && post->host != YS_NO_MENTION && is_of_state(scan, p->role)) {
      p->country = country_of_name(scan, post->host);
    }
  }
}

static bool joined(const ys_scan *scan, uint32_t end, uint32_t begin) {
  if (end == begin) {
    return true;
  }
  if (begin < end || begin - end > 2) {
    return false;
  }
  for (uint32_t i = end; i < begin;) {
    const ys_token *token = &scan->token.at[scan->token_at[i]];
    const bool comma = scan->document->ch[i] == 0x3001 || scan->document->ch[i] == ' ';
    if (!comma && ys_span_entry(scan, i, token->end, ys_lexicon_words(scan->lexicon, YS_WORDS_CHAIN_JOINT)) == NULL) {
      return false;
    }
    i = token->end;
  }
  return true;
}

static uint32_t fused_organ(const ys_scan *scan, uint32_t role) {
  return feature(scan, role, YS_KEY_FUSED).n > 0 ? organ_named(scan, feature(scan, role, YS_KEY_ORGAN)) : YS_NO_CONCEPT;
}

static ys_status add_post(ys_scan *scan, const ys_title *p) {
  ys_mention *m = ys_scan_add(scan, YS_MENTION_POST, p->begin, p->end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->concept_id = p->role;
  m->core_begin = p->core;
  m->core_end = p->end;
  m->title_begin = ys_title_begin(scan, p);
  m->host = p->host;
  m->division = p->division;
  m->status = p->status;
  m->own_medium = p->own_medium;
  m->head = p->head;
  if (p->body != YS_NO_CONCEPT) {
    m->head = p->body;
  }
  m->foreign = p->country != YS_NO_CONCEPT;
  if (m->foreign) {
    m->division = p->country; /* the country's concept */
  }
  return YANSHU_OK;
}

/* 人大常委会 before 原党组成员 */
static void take_host(const ys_scan *scan, ys_title *p) {
  const uint32_t host = p->host != YS_NO_MENTION ? scan->mentions->list.at[p->host].host : YS_NO_MENTION;
  if (host != YS_NO_MENTION && scan->mentions->list.at[host].end == p->begin) {
    p->begin = scan->mentions->list.at[host].begin;
    p->token = scan->token_at[p->begin];
  }
}

static bool is_name_at(const ys_scan *scan, uint32_t t) {
  return t < scan->token.n && (scan->token.at[t].mask & YS_MASK_NAME) != 0;
}

/* 代表 is a post of a congress only, 编辑 and 教授 are verbs unless an organisation or a name stands beside them, and a
 * degree is what a person has. */
static bool is_post(const ys_scan *scan, uint32_t t, const ys_title *p) {
  const bool placed = p->host != YS_NO_MENTION || p->division != YS_NO_CONCEPT || p->country != YS_NO_CONCEPT;
  const bool named = is_name_at(scan, t + 1) && scan->token.at[t + 1].begin == p->end;
  const ys_token *left = ys_token_before(scan, scan->token_at[p->core]);
  if (feature(scan, p->role, YS_KEY_BESIDE).n > 0) {
    return named || (left != NULL && (left->mask & YS_MASK_NAME) != 0);
  }
  if (placed) {
    return true;
  }
  const ys_token *next = t + 1 < scan->token.n && scan->token.at[t + 1].begin == p->end ? &scan->token.at[t + 1] : NULL;
  if (next != NULL && (next->mask & (YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_ORGAN))) != 0) {
    return false; /* 会计协会, 编辑室 */
  }
  return feature(scan, p->role, YS_KEY_NEEDS).n == 0 &&
         (feature(scan, p->role, YS_KEY_VERB).n == 0 || named || is_noun_here(scan, left, next));
}

/* 俄罗斯 of 中国驻俄罗斯大使, 联合国 of 常驻联合国代表: where somebody is posted to, not who posted him. */
static void leave_station(const ys_scan *scan, ys_title *p) {
  const ys_token *word = p->begin < p->core ? ys_token_before(scan, p->token) : NULL;
  if (word == NULL ||
      ys_span_entry(scan, word->begin, word->end, ys_lexicon_words(scan->lexicon, YS_WORDS_POSTED)) == NULL) {
    return;
  }
  const ys_token *sender = ys_token_before(scan, p->token - 1);
  const uint32_t organization = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, word->begin);
  const ys_entry *country = sender != NULL ? ys_token_entry(scan, sender, YS_CLASS_COUNTRY) : NULL;
  p->begin = organization != YS_NO_MENTION ? scan->mentions->list.at[organization].begin
             : country != NULL             ? sender->begin
                                           : word->begin;
  p->token = scan->token_at[p->begin];
  p->host = organization;
  p->country = country != NULL && organization == YS_NO_MENTION ? country->concept_id : YS_NO_CONCEPT;
  p->division = organization != YS_NO_MENTION ? scan->mentions->list.at[organization].division : YS_NO_CONCEPT;
}

static ys_status read_title(ys_scan *scan, uint32_t t, chain *last) {
  const ys_token *token = &scan->token.at[t];
  uint32_t core = token->begin;
  const ys_entry *entry = longest_role(scan, token, &core);
  if (entry == NULL || entry->concept_id == YS_NO_CONCEPT ||
      ys_view_equal(feature(scan, entry->concept_id, YS_KEY_POST), YS_VIEW("no"))) {
    return YANSHU_OK;
  }
  ys_title p = {.token = t,
                .begin = token->begin,
                .core = core,
                .field = UINT32_MAX,
                .end = token->end,
                .role = entry->concept_id,
                .host = YS_NO_MENTION,
                .head = YS_NO_CONCEPT,
                .division = YS_NO_CONCEPT,
                .country = YS_NO_CONCEPT,
                .body = YS_NO_CONCEPT,
                .status = YS_POST_CURRENT};
  take_modifiers(scan, &p);
  const bool early = take_status(scan, &p);
  if (early) {
    take_modifiers(scan, &p);
  }
  const uint32_t bare = p.begin;
  YS_TRY(take_organ(scan, &p, last));
  if (take_status(scan, &p) && p.begin != bare) {
    (void)take_status(scan, &p); /* 时任 原 … */
    take_host(scan, &p);
  }
  leave_station(scan, &p);
  const chain none = {YS_NO_MENTION, 0};
  const bool goes_on = last->post != YS_NO_MENTION && joined(scan, last->end, p.begin) &&
                       scan->mentions->list.at[last->post].sentence == ys_text_sentence_at(scan->document, p.begin);
  inherit(scan, &p, goes_on ? last : &none);
  YS_TRY(ys_title_ministry(scan, &p));
  YS_TRY(ys_title_party(scan, &p));
  p.head = fused_organ(scan, p.role) != YS_NO_CONCEPT ? fused_organ(scan, p.role)
                                                      : organ_named(scan, feature(scan, p.role, YS_KEY_ORGAN));
  if (!is_post(scan, t, &p)) {
    return YANSHU_OK;
  }
  YS_TRY(add_post(scan, &p));
  *last = (chain){scan->mentions->list.n - 1, p.end};
  return YANSHU_OK;
}

ys_status ys_find_posts(ys_scan *scan) {
  chain last = {YS_NO_MENTION, 0};
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_POST)) < scan->token.n; ++t) {
    YS_TRY(read_title(scan, t, &last));
  }
  return YANSHU_OK;
}
