/* SPDX-License-Identifier: Apache-2.0 */
/* Organisations: bodies known by name, organs with their jurisdiction, and names built towards a head word. */
#include "recognize/organization.h"

#include "recognize/division.h"

/* ---- levels ---- */

ys_division_level ys_level_of_word(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const ys_entry *entry = ys_span_entry(scan, begin, end, ys_lexicon_class(scan->lexicon, YS_VIEW("level")));
  return entry != NULL ? ys_division_level_of(scan->lexicon, entry->concept_id) : YS_LEVEL_NONE;
}

ys_division_level ys_level_inside(const ys_scan *scan, uint32_t begin, uint32_t end) {
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
                                             ys_lexicon_class(scan->lexicon, YS_VIEW("organ-prefix"))) != NULL
             ? left->begin
             : begin;
}

static bool china(const ys_scan *scan, uint32_t concept_id) {
  return ys_view_equal(ys_concept_id(scan->lexicon, concept_id), YS_VIEW("cn"));
}

/* ---- what ends a name on its left ---- */

static bool part_of_speech_stops(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if (word == NULL) {
    return false;
  }
  switch (word->form) {
  case 'v': case 'd': case 'p': case 'c': case 'u': case 'r': case 't': case 'f': case 'y': case 'e': case 'm':
  case 'a': case 'q':
    return true;
  default:
    return false;
  }
}

/* What the name that is being built is of: it decides which words may stand in it. */
typedef struct head_kind {
  bool company;
  bool association;
  bool institution; /* 中心 and the like */
} head_kind;

/* 记者协会, 病人安全协会: classes of persons stand in the names of associations. */
static bool is_person_class(const ys_scan *scan, const ys_token *token) {
  const ys_entry *role = ys_token_entry(scan, token, YS_CLASS_ROLE);
  return role != NULL && role->concept_id != YS_NO_CONCEPT &&
         (ys_concept_feature(scan->lexicon, role->concept_id, "post").n > 0 ||
          ys_concept_feature(scan->lexicon, role->concept_id, "occupation").n > 0);
}

static bool is_brand(const ys_scan *scan, const ys_token *token) {
  const uint32_t t = scan->token_at[token->begin];
  const bool titled = t > 0 && scan->token.at[t - 1].end == token->begin &&
                      (scan->token.at[t - 1].mask & YS_MASK(YS_CLASS_ROLE)) != 0;
  return (token->mask & YS_MASK_NAME) != 0 && !titled && scan->left_cue[token->begin] <= 0;
}

/* 42处, 三所: a count with its measure word. */
static bool is_count(const ys_scan *scan, const ys_token *token) {
  const ys_token *next = token + 1;
  const bool last = scan->token_at[token->begin] + 1 >= scan->token.n;
  return (token->mask & YS_MASK_NUMBER) != 0 && !last && next->begin == token->end &&
         (next->mask & YS_MASK(YS_CLASS_UNIT)) != 0;
}

static bool stops(const ys_scan *scan, const ys_token *token, head_kind kind) {
  const ys_mask mask = token->mask;
  const ys_mask inside = YS_MASK(YS_CLASS_ORG_NAME) | YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_DIVISION) |
                         YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE) | YS_MASK(YS_CLASS_ORGAN);
  if ((mask & (YS_MASK_PUNCT | YS_MASK(YS_CLASS_SPEECH))) != 0) {
    return true;
  }
  if (is_count(scan, token)) {
    return true;
  }
  if ((mask & inside) != 0 || (kind.company && is_brand(scan, token)) ||
      (kind.association && is_person_class(scan, token))) {
    return false;
  }
  if ((mask & (YS_MASK(YS_CLASS_STOP) | YS_MASK_NAME | YS_MASK(YS_CLASS_ROLE))) != 0) {
    return true;
  }
  return part_of_speech_stops(scan, token);
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
         ys_view_equal(ys_concept_feature(scan->lexicon, role->concept_id, "post"), YS_VIEW("no"));
}

static ys_status add_body(ys_scan *scan, uint32_t t, const ys_entry *entry) {
  const ys_token *token = &scan->token.at[t];
  if (is_part_of_class(scan, t)) {
    return YANSHU_OK;
  }
  const ys_token *left = left_of(scan, t);
  const ys_entry *country = left != NULL ? ys_token_entry(scan, left, YS_CLASS_COUNTRY) : NULL;
  const bool national = ys_concept_feature(scan->lexicon, entry->concept_id, "jurisdiction").n > 0;
  const bool foreign = country != NULL && national && !china(scan, country->concept_id);
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, foreign ? left->begin : token->begin, token->end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->foreign = foreign;
  m->concept_id = foreign ? country->concept_id : entry->concept_id;
  m->head = foreign ? entry->concept_id : YS_NO_CONCEPT;
  if (!foreign) {
    m->division = ys_lexicon_concept(scan->lexicon, YS_CLASS_DIVISION,
                                     ys_concept_feature(scan->lexicon, entry->concept_id, "jurisdiction"));
  }
  return YANSHU_OK;
}

/* Whether a word may stand in the name of a town or street. */
static bool is_name_part(const ys_scan *scan, const ys_token *token) {
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  const bool grammar = word != NULL && (word->form == 'u' || word->form == 'p' || word->form == 'c' ||
                                        (word->form == 'v' && token->end - token->begin > 1));
  return !grammar && (token->mask & (YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_STOP) | YS_MASK(YS_CLASS_SPEECH) |
                                     YS_MASK(YS_CLASS_ROLE) | YS_MASK_NUMBER | YS_MASK_PUNCT)) == 0;
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
  const uint32_t place = ys_mention_ending(scan, YS_MENTION_DIVISION, m->begin);
  if (place != YS_NO_MENTION) {
    m->begin = ys_chain_begin(scan, place);
    m->division = scan->mentions->list.at[place].concept_id;
  } else {
    m->division = ys_division_for_level(scan, YS_LEVEL_COUNTY, m->begin);
  }
  return true;
}

/* Sets begin, division and host of an organ from what stands on its left; false when nothing names its place. */
static bool place_organ(ys_scan *scan, uint32_t t, ys_mention *m) {
  const ys_token *token = &scan->token.at[t];
  const ys_token *left = left_of(scan, t);
  const uint32_t host = ys_mention_ending(scan, YS_MENTION_ORGANIZATION, token->begin);
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
  if (country != NULL) {
    m->begin = left->begin;
    m->concept_id = country->concept_id;
    m->foreign = !china(scan, country->concept_id);
    return m->foreign;
  }
  if (left != NULL && (left->mask & YS_MASK_LEVEL) != 0) {
    m->begin = left->begin;
    m->division = ys_division_for_level(scan, ys_level_of_word(scan, left->begin, left->end), left->begin);
    return true;
  }
  const ys_division_level level = ys_level_inside(scan, token->begin, token->end);
  if (level == YS_LEVEL_TOWNSHIP) {
    return place_township(scan, t, m);
  }
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
    return YANSHU_OK;
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
  added->township = m.begin < m.core_begin && ys_level_inside(scan, token->begin, token->end) == YS_LEVEL_TOWNSHIP;
  *index = scan->mentions->list.n - 1;
  return YANSHU_OK;
}

/* ---- names built towards a head ---- */

enum { NAME_TOKENS = 12, NAME_CHARACTERS = 30, RARE_WORD = -4300, RARE_NOUN = -200, COMMON_NAME = 1000 };

typedef struct build {
  uint32_t first;      /* leftmost token taken so far */
  uint32_t division;   /* division mention inside, the leftmost, or YS_NO_MENTION */
  uint32_t host;       /* organisation mention at the left end */
  uint32_t characters; /* before the head */
  bool content;        /* something besides places */
  bool proper;         /* something that only a name has */
} build;

/* What only a name has: a place, letters, a character or word that is none of the language, a word that is a name too. */
static bool is_proper(const ys_scan *scan, const ys_token *token, head_kind kind) {
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
  if (!kind.institution &&
      ys_span_entry(scan, token->begin, token->end, ys_lexicon_class(scan->lexicon, YS_VIEW("org-proper"))) != NULL) {
    return true;
  }
  return (token->mask & (YS_MASK_NAME | YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) | YS_MASK(YS_CLASS_PLACE) |
                         YS_MASK(YS_CLASS_BODY) | YS_MASK_LATIN | YS_MASK_HAN)) != 0;
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
  if (left->end != token->begin || left->end - left->begin != 1 || !ys_is_han(scan->document->ch[left->begin]) ||
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
    const bool grammar = word != NULL && (word->form == 'u' || word->form == 'p' || word->form == 'c' || word->form == 'r');
    if (k == 0 || characters > 4 || grammar ||
        (token->mask & (YS_MASK_PUNCT | YS_MASK_NUMBER | YS_MASK(YS_CLASS_SPEECH) | YS_MASK(YS_CLASS_ROLE) |
                        YS_MASK(YS_CLASS_STOP))) != 0 ||
        scan->token.at[k - 1].end != token->begin) {
      return UINT32_MAX;
    }
  }
}

/* 山西 of 山西大同市第三人民医院 leads to 大同市, which is the hospital's own. */
static bool leads_to(const ys_scan *scan, uint32_t outer, uint32_t inner) {
  return inner != YS_NO_MENTION && scan->mentions->list.at[outer].core_end == scan->mentions->list.at[inner].begin &&
         ys_division_within(scan->lexicon, scan->mentions->list.at[inner].concept_id,
                            scan->mentions->list.at[outer].concept_id);
}

static void extend(const ys_scan *scan, uint32_t head, head_kind kind, build *b) {
  *b = (build){.first = head, .division = YS_NO_MENTION, .host = YS_NO_MENTION};
  for (uint32_t k = 0; k < NAME_TOKENS && b->first > 0; ++k) {
    const uint32_t t = b->first - 1;
    const ys_token *token = &scan->token.at[t];
    const uint32_t begin = scan->token.at[b->first].begin;
    const bool shared = (token->mask & YS_MASK_SHARED) != 0;
    if (token->end != begin || shared) {
      break;
    }
    uint32_t take = t;
    if (stops(scan, token, kind)) {
      const uint32_t place = brand_after_division(scan, t);
      if (place == UINT32_MAX && !glued_stop(scan, t, &take)) {
        break;
      }
      take = place != UINT32_MAX ? place : take;
      b->proper = true;
    }
    b->characters += begin - scan->token.at[take].begin;
    if (b->characters > NAME_CHARACTERS) {
      break;
    }
    b->proper = b->proper || is_proper(scan, token, kind);
    b->content = b->content || (token->mask & (YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY) |
                                               YS_MASK(YS_CLASS_PLACE))) == 0;
    b->first = take;
    const uint32_t division = ys_mention_ending(scan, YS_MENTION_DIVISION, scan->token.at[take].end);
    if (division != YS_NO_MENTION && !leads_to(scan, division, b->division)) {
      b->division = division;
    }
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

static int64_t feature_number(const ys_scan *scan, uint32_t concept_id, const char *key, int64_t otherwise) {
  const ys_view v = ys_concept_feature(scan->lexicon, concept_id, key);
  int64_t n = 0;
  for (size_t k = 0; k < v.n; ++k) {
    n = n * 10 + (v.p[k] - '0');
  }
  return v.n > 0 ? n : otherwise;
}

/* 华南地区中心城市: a head that goes on as a noun is the middle of a phrase. */
static bool goes_on(const ys_scan *scan, uint32_t t) {
  if (t + 1 >= scan->token.n || scan->token.at[t + 1].begin != scan->token.at[t].end) {
    return false;
  }
  const ys_token *next = &scan->token.at[t + 1];
  const ys_entry *word = ys_token_entry(scan, next, YS_CLASS_WORD);
  return (next->mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK_NAME | YS_MASK(YS_CLASS_ORG_HEAD) | YS_MASK(YS_CLASS_ORGAN) |
                        YS_MASK(YS_CLASS_STOP))) == 0 &&
         word != NULL && (word->form == 'n' || word->form == 'N' || word->form == 'Z');
}

/* 筑城晚报, 维港时报: up to six characters of any sense between a boundary and the head. */
static void take_to_boundary(const ys_scan *scan, uint32_t head, build *b) {
  uint32_t t = head;
  while (t > 0 && scan->token.at[t - 1].end == scan->token.at[t].begin &&
         ys_is_han(scan->document->ch[scan->token.at[t - 1].begin])) {
    const ys_entry *word = ys_token_entry(scan, &scan->token.at[t - 1], YS_CLASS_WORD);
    const bool grammar = word != NULL && (word->form == 'u' || word->form == 'p' || word->form == 'c' ||
                                          word->form == 'r');
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

static ys_status add_named(ys_scan *scan, uint32_t t, const ys_entry *entry) {
  const ys_token *token = &scan->token.at[t];
  build b;
  const ys_view kind = ys_concept_feature(scan->lexicon, entry->concept_id, "kind");
  const bool any = ys_concept_feature(scan->lexicon, entry->concept_id, "any").n > 0;
  extend(scan, t,
         (head_kind){.company = ys_view_equal(kind, YS_VIEW("company")),
                     .association = ys_view_equal(kind, YS_VIEW("association")) ||
                                    ys_view_equal(kind, YS_VIEW("mass-organization")),
                     .institution = ys_view_equal(kind, YS_VIEW("public-institution"))},
         &b);
  const bool generic = ys_concept_feature(scan->lexicon, entry->concept_id, "generic").n > 0;
  const bool weak = ys_concept_feature(scan->lexicon, entry->concept_id, "weak").n > 0;
  /* newspapers are called anything: 甬江晚报 */
  if (any) {
    take_to_boundary(scan, t, &b);
  }
  b.proper = b.proper || (b.characters > 0 && any);
  if (!b.proper || (weak && !b.content) || b.characters < (uint32_t)feature_number(scan, entry->concept_id, "min", 2) ||
      (generic && b.division == YS_NO_MENTION && goes_on(scan, t))) {
    return YANSHU_OK;
  }
  const uint32_t begin = scan->token.at[b.first].begin;
  if (already_longer(scan, begin, token->end)) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, begin, token->end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->head = entry->concept_id;
  m->core_begin = token->begin;
  if (b.division != YS_NO_MENTION) {
    m->division = scan->mentions->list.at[b.division].concept_id;
  }
  return share_tail(scan, begin, m, t);
}


/* 小学 of 鄞塘小学教育集团: the name ends with the last head. */
static bool head_follows(const ys_scan *scan, uint32_t t) {
  return t + 1 < scan->token.n && scan->token.at[t + 1].begin == scan->token.at[t].end &&
         (scan->token.at[t + 1].mask & YS_MASK(YS_CLASS_ORG_HEAD)) != 0 &&
         (scan->token.at[t + 1].mask & YS_MASK(YS_CLASS_ORGAN)) == 0;
}

ys_status ys_find_organizations(ys_scan *scan) {
  for (uint32_t t = 0; t < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    const ys_entry *body = ys_token_entry(scan, token, YS_CLASS_BODY);
    const ys_entry *organ = ys_token_entry(scan, token, YS_CLASS_ORGAN);
    const ys_entry *head = ys_token_entry(scan, token, YS_CLASS_ORG_HEAD);
    uint32_t index = YS_NO_MENTION;
    if (body != NULL) {
      YS_TRY(add_body(scan, t, body));
      continue;
    }
    if (organ != NULL) {
      YS_TRY(ys_add_organ(scan, t, organ, false, &index));
    }
    if (index == YS_NO_MENTION && head != NULL && !head_follows(scan, t)) {
      YS_TRY(add_named(scan, t, head));
    }
  }
  return YANSHU_OK;
}
