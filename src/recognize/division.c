/* SPDX-License-Identifier: Apache-2.0 */
/* Administrative divisions: chains, ambiguous names, the home of the page. */
#include "recognize/division.h"
#include "recognize/organization.h"
#include "recognize/recognize_internal.h"

#include <string.h>

ys_division_level ys_division_level_of(const ys_lexicon *lexicon, uint32_t concept_id) {
  if (concept_id == YS_NO_CONCEPT) {
    return YS_LEVEL_NONE;
  }
  const ys_view level = ys_concept_value(lexicon, concept_id, YS_KEY_LEVEL);
  if (ys_view_equal(level, YS_VIEW("province"))) {
    return YS_LEVEL_PROVINCE;
  }
  if (ys_view_equal(level, YS_VIEW("prefecture"))) {
    return YS_LEVEL_PREFECTURE;
  }
  if (ys_view_equal(level, YS_VIEW("county"))) {
    return YS_LEVEL_COUNTY;
  }
  return ys_view_equal(level, YS_VIEW("township")) ? YS_LEVEL_TOWNSHIP : YS_LEVEL_COUNTRY;
}

bool ys_division_within(const ys_lexicon *lexicon, uint32_t inner, uint32_t outer) {
  uint32_t c = inner;
  for (unsigned up = 0; up < YS_CONCEPT_DEPTH && c != YS_NO_CONCEPT; up++, c = ys_concept_broader(lexicon, c)) {
    if (c == outer) {
      return true;
    }
  }
  return false;
}

uint32_t ys_division_at_level(const ys_lexicon *lexicon, uint32_t concept_id, ys_division_level level) {
  uint32_t c = concept_id;
  for (unsigned up = 0; up < YS_CONCEPT_DEPTH && c != YS_NO_CONCEPT; up++, c = ys_concept_broader(lexicon, c)) {
    if (ys_division_level_of(lexicon, c) == level) {
      return c;
    }
  }
  return YS_NO_CONCEPT;
}

/* ---- candidates of one name ---- */

enum { COMMON_WORD = -3500 }; /* log10 P * 1000 of a character that is more often a word than a short name */

enum { CANDIDATES = 128 /* 88 towns are called 城关镇 */ };

typedef struct reading {
  uint32_t begin;
  uint32_t end;  /* of the name as printed; a shared level character included */
  uint32_t next; /* where a chain goes on: before the shared character */
  uint32_t concept_id[CANDIDATES];
  uint32_t n;
  bool stem; /* a short name, not the full one */
} reading;

static void add_candidates(const ys_scan *scan, uint32_t entry, uint32_t n_entry, bool unsafe, reading *r) {
  for (uint32_t k = 0; k < n_entry && r->n < CANDIDATES; ++k) {
    const ys_entry *e = ys_lexicon_entry(scan->lexicon, entry + k);
    if (e->class_id == YS_CLASS_DIVISION && (unsafe || e->form != YS_FORM_UNSAFE_STEM) &&
        e->form != YS_FORM_ABBREVIATION) {
      r->concept_id[r->n++] = e->concept_id;
      r->stem = e->form == YS_FORM_STEM || e->form == YS_FORM_UNSAFE_STEM;
    }
  }
}

/* 澳 of 赴澳 where 澳大利亚 was named: a country whose name begins with the character at @p at stands before it. */
static bool country_meant(const ys_scan *scan, uint32_t at) {
  for (uint32_t t = scan->token_at[at]; t > 0; --t) {
    const ys_token *token = &scan->token.at[t - 1];
    if (scan->document->ch[token->begin] == scan->document->ch[at] && token->end - token->begin > 1) {
      return ys_token_entry(scan, token, YS_CLASS_COUNTRY) != NULL;
    }
  }
  return false;
}

/* 在穗, 赴粤: a one-character name after a word that asks for a place; the two may be one word (抵京). */
static bool short_name(const ys_scan *scan, uint32_t t, reading *r) {
  const ys_token *token = &scan->token.at[t];
  const uint32_t at = token->end - 1;
  const uint32_t left = token->end - token->begin == 1 ? (t > 0 ? scan->token.at[t - 1].begin : 0) : token->begin;
  if (token->end - token->begin > 2 || (scan->classes[at] & YS_CLASS_BIT(YS_CLASS_DIVISION)) == 0 || at == 0 ||
      left >= at || (token->end - token->begin == 1 && scan->token.at[t - 1].end != at) ||
      ys_span_entry(scan, left, at, scan->division_left) == NULL ||
      ys_lexicon_character(scan->lexicon, scan->document->ch[at])->word > COMMON_WORD) {
    return false; /* also 在新征程上 */
  }
  for (uint32_t k = scan->first_match[at]; k < scan->first_match[at + 1]; ++k) {
    const ys_match *match = &scan->match.at[k];
    for (uint32_t e = 0; match->length == 1 && e < match->n && r->n < CANDIDATES; ++e) {
      const ys_entry *entry = ys_lexicon_entry(scan->lexicon, match->entry + e);
      if (entry->class_id == YS_CLASS_DIVISION && entry->form == YS_FORM_ABBREVIATION) {
        r->concept_id[r->n++] = entry->concept_id;
      }
    }
  }
  r->begin = at;
  return r->n > 0 && !country_meant(scan, at);
}

static uint32_t shared_end(const ys_scan *scan, const ys_token *token) {
  for (uint32_t n = 3; n > 0; --n) {
    const ys_entry *entry = token->end + n <= scan->document->n
                                ? ys_span_entry(scan, token->begin, token->end + n, YS_CLASS_DIVISION)
                                : NULL;
    if (entry != NULL) {
      return token->end + n;
    }
  }
  return token->end;
}

/* 永丰 of 永丰村党委: a settlement's own name, though a county has it too. */
static bool names_settlement(const ys_scan *scan, uint32_t end) {
  const ys_token *next = end < scan->document->n ? &scan->token.at[scan->token_at[end]] : NULL;
  return next != NULL && next->begin == end && (next->mask & (YS_MASK(YS_CLASS_ORGAN) | YS_MASK(YS_CLASS_ROLE))) != 0 &&
         ys_is_of_settlement(scan, next->begin, next->end);
}

static bool read_division(const ys_scan *scan, uint32_t t, reading *r) {
  const ys_token *token = &scan->token.at[t];
  const bool division = (token->mask & YS_MASK(YS_CLASS_DIVISION)) != 0;
  r->begin = token->begin; /* the candidates beyond n are never read */
  r->end = r->next = token->end;
  r->n = 0;
  r->stem = false;
  if (!division) {
    return short_name(scan, t, r);
  }
  if (token->mask & YS_MASK_SHARED) {
    /* 越秀 of 越秀区委: the entries are those of 越秀区 */
    r->end = shared_end(scan, token);
    add_candidates(scan, token->entry, token->n_entry, true, r);
    return r->n > 0;
  }
  add_candidates(scan, token->entry, token->n_entry, false, r);
  return r->n > 0 && !(r->stem && names_settlement(scan, token->end));
}

/* A reading of the text, with as many candidates as it has. */
typedef struct named {
  const uint32_t *concept_id;
  uint32_t n;
  uint32_t begin;
  uint32_t end;
  uint32_t next;
  bool stem;
  bool needs_parent;
} named;

typedef YS_ARRAY(named) names;

static ys_status note_reading(const ys_scan *scan, const reading *r, uint16_t not_division, names *all) {
  named *added = YS_PUSH(scan->arena, all);
  uint32_t *concept_id = added != NULL ? ys_arena_room(scan->arena, r->n * sizeof *concept_id) : NULL;
  if (concept_id == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memcpy(concept_id, r->concept_id, r->n * sizeof *concept_id);
  const bool needs_parent = ys_span_entry(scan, r->begin, r->end, not_division) != NULL;
  *added = (named){concept_id, r->n, r->begin, r->end, r->next, r->stem, needs_parent};
  return YANSHU_OK;
}

/* All readings of the text, in order; most tokens can be none. */
static ys_status read_divisions(const ys_scan *scan, names *all) {
  /* 老城区, 城区, 郊区: full names that are common nouns as well are divisions only after their parent */
  const uint16_t not_division = ys_lexicon_words(scan->lexicon, YS_WORDS_NOT_DIVISION);
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_DIVISION)) < scan->token.n; ++t) {
    reading r;
    if (read_division(scan, t, &r)) {
      YS_TRY(note_reading(scan, &r, not_division, all));
    }
  }
  return YANSHU_OK;
}

/* ---- choosing among candidates ---- */

typedef struct chooser {
  const ys_scan *scan;
  uint32_t seen[256]; /* divisions that the document names unambiguously */
  uint32_t n_seen;
  uint32_t home;
} chooser;

static uint32_t highest(const chooser *c, const named *r) {
  uint32_t best = YS_NO_CONCEPT;
  bool tie = false;
  for (uint32_t k = 0; k < r->n; ++k) {
    const ys_division_level level = ys_division_level_of(c->scan->lexicon, r->concept_id[k]);
    const ys_division_level so_far = ys_division_level_of(c->scan->lexicon, best);
    if (best == YS_NO_CONCEPT || level < so_far) {
      best = r->concept_id[k];
      tie = false;
    } else if (level == so_far && r->concept_id[k] != best) {
      tie = true;
    }
  }
  return tie ? YS_NO_CONCEPT : best;
}

static uint32_t only_within(const chooser *c, const named *r, uint32_t outer) {
  uint32_t found = YS_NO_CONCEPT;
  for (uint32_t k = 0; k < r->n; ++k) {
    if (r->concept_id[k] != outer && ys_division_within(c->scan->lexicon, r->concept_id[k], outer)) {
      if (found != YS_NO_CONCEPT && found != r->concept_id[k]) {
        return YS_NO_CONCEPT;
      }
      found = r->concept_id[k];
    }
  }
  return found;
}

/* 安康, 平凉: also a word of the language. */
static bool is_ordinary(const ys_scan *scan, const named *r) {
  const ys_entry *word = ys_span_entry(scan, r->begin, r->end, YS_CLASS_WORD);
  return word != NULL;
}

/* A short name of a county is believed where its city or province is spoken of: 商都 alone may be an ordinary word. */
static bool supported(const chooser *c, const named *r, uint32_t concept_id) {
  const ys_lexicon *lexicon = c->scan->lexicon;
  const bool shared = concept_id != YS_NO_CONCEPT && (ys_concept_value(lexicon, concept_id, YS_KEY_CONTEXT).n > 0 ||
                                                      ys_division_level_of(lexicon, concept_id) == YS_LEVEL_TOWNSHIP);
  if (concept_id == YS_NO_CONCEPT || (!r->stem && !shared) ||
      (ys_division_level_of(lexicon, concept_id) < YS_LEVEL_COUNTY && !is_ordinary(c->scan, r))) {
    return true;
  }
  uint32_t province = ys_division_at_level(lexicon, concept_id, YS_LEVEL_PROVINCE);
  if (ys_division_level_of(lexicon, concept_id) == YS_LEVEL_TOWNSHIP) {
    /* a town's name is common: its own city must be spoken of */
    const uint32_t city = ys_division_at_level(lexicon, concept_id, YS_LEVEL_PREFECTURE);
    province = city != YS_NO_CONCEPT ? city : province;
  }
  if (c->home != YS_NO_CONCEPT && ys_division_within(lexicon, c->home, province)) {
    return true;
  }
  for (uint32_t k = 0; k < c->n_seen; ++k) {
    if (c->seen[k] != concept_id && ys_division_within(lexicon, c->seen[k], province)) {
      return true;
    }
  }
  return false;
}

/* Ambiguous by itself: the home of the page decides, then the other divisions it names, the nearest level first. */
static uint32_t choose_alone(const chooser *c, const named *r) {
  const ys_lexicon *lexicon = c->scan->lexicon;
  const uint32_t top = highest(c, r);
  if (r->n == 1 || (top != YS_NO_CONCEPT && ys_division_level_of(lexicon, top) <= YS_LEVEL_PREFECTURE)) {
    return top;
  }
  uint32_t outer = c->home;
  for (unsigned up = 0; up < YS_CONCEPT_DEPTH && outer != YS_NO_CONCEPT;
       up++, outer = ys_concept_broader(lexicon, outer)) {
    if (ys_division_level_of(lexicon, outer) == YS_LEVEL_COUNTRY) {
      break;
    }
    const uint32_t found = only_within(c, r, outer);
    if (found != YS_NO_CONCEPT) {
      return found;
    }
  }
  uint32_t found = YS_NO_CONCEPT;
  for (uint32_t k = 0; k < c->n_seen; ++k) {
    const uint32_t one = only_within(c, r, c->seen[k]);
    if (one != YS_NO_CONCEPT && found != YS_NO_CONCEPT && one != found) {
      return YS_NO_CONCEPT;
    }
    found = one != YS_NO_CONCEPT ? one : found;
  }
  return found != YS_NO_CONCEPT ? found : top;
}

static void remember(chooser *c, uint32_t concept_id) {
  for (uint32_t k = 0; k < c->n_seen; ++k) {
    if (c->seen[k] == concept_id) {
      return;
    }
  }
  if (c->n_seen < YS_LENGTH(c->seen)) {
    c->seen[c->n_seen++] = concept_id;
  }
}

/* The divisions of that name that are not @p meant (YS_NO_CONCEPT: none of them is). */
static ys_status consider_others(const ys_scan *scan, const named *r, uint32_t meant) {
  enum { MOST_TOLD = 12 };
  ys_considered what = {.kind = YS_MENTION_DIVISION,
                        .loss = meant != YS_NO_CONCEPT ? YS_LOSS_HOMONYM
                                : r->n > 1             ? YS_LOSS_AMBIGUOUS
                                                       : YS_LOSS_ALONE,
                        .begin = r->begin,
                        .end = r->end,
                        .meant = meant};
  for (uint32_t k = 0; k < r->n && k < MOST_TOLD; ++k) {
    what.concept_id = r->concept_id[k];
    if (what.concept_id != meant) {
      YS_TRY(ys_consider(scan->mentions, what));
    }
  }
  return YANSHU_OK;
}

/* One pass; @p add: write mentions, else only gather what is sure. */
static ys_status pass(ys_scan *scan, const names *all, chooser *c, bool add) {
  uint32_t chain = YS_NO_CONCEPT;
  uint32_t chain_end = UINT32_MAX;
  for (uint32_t k = 0; k < all->n; ++k) {
    const named *r = &all->at[k];
    uint32_t concept_id = YS_NO_CONCEPT;
    if (chain != YS_NO_CONCEPT && chain_end == r->begin) {
      concept_id = only_within(c, r, chain);
    }
    if (concept_id == YS_NO_CONCEPT && !r->needs_parent) {
      concept_id = add ? choose_alone(c, r) : r->n == 1 ? r->concept_id[0] : YS_NO_CONCEPT;
      if (add ? !supported(c, r, concept_id) : r->stem) {
        concept_id = YS_NO_CONCEPT;
      }
    }
    chain = concept_id;
    chain_end = r->next;
    if (add && scan->mentions->trace != NULL) {
      YS_TRY(consider_others(scan, r, concept_id));
    }
    if (concept_id == YS_NO_CONCEPT) {
      continue;
    }
    if (!add) {
      remember(c, concept_id);
      continue;
    }
    ys_mention *m = ys_scan_add(scan, YS_MENTION_DIVISION, r->begin, r->next);
    if (m == NULL) {
      return YANSHU_NO_MEMORY;
    }
    m->end = r->end;
    m->concept_id = m->division = concept_id;
    m->core_end = r->next;
  }
  return YANSHU_OK;
}

/* ---- the home of the page ---- */

typedef struct vote {
  uint32_t concept_id;
  uint32_t votes;
} vote;

static void cast(vote *votes, size_t room, size_t *n, uint32_t concept_id, uint32_t weight) {
  if (concept_id == YS_NO_CONCEPT) {
    return;
  }
  size_t k = 0;
  while (k < *n && votes[k].concept_id != concept_id) {
    ++k;
  }
  if (k == *n) {
    if (k == room) {
      return;
    }
    votes[(*n)++] = (vote){concept_id, 0};
  }
  votes[k].votes += weight;
}

static uint32_t winner(const vote *votes, size_t n) {
  size_t best = 0;
  uint32_t second = 0;
  for (size_t k = 1; k < n; ++k) {
    if (votes[k].votes > votes[best].votes) {
      second = votes[best].votes;
      best = k;
    } else if (votes[k].votes > second) {
      second = votes[k].votes;
    }
  }
  return n > 0 && votes[best].votes >= 2 && votes[best].votes * 2 >= second * 3 ? votes[best].concept_id
                                                                                : YS_NO_CONCEPT;
}

static uint32_t block_weight(const ys_document *d, uint32_t character) {
  const ys_sentence *s = &d->sentence[ys_text_sentence_at(d, character)];
  const ys_block_kind kind = d->block[s->block].kind;
  return kind == YS_BLOCK_TITLE || kind == YS_BLOCK_STANDFIRST ? 3 : kind == YS_BLOCK_HEADING ? 2 : 1;
}

/* The newspaper's name names its home: 广州日报. */
static uint32_t home_of_source(const ys_scan *scan) {
  uint32_t ch[32];
  size_t n = 0;
  ys_view rest = scan->document->source;
  while (rest.n > 0 && n < YS_LENGTH(ch)) {
    size_t length = 0;
    ch[n++] = ys_utf8_decode(rest.p, rest.n, &length);
    rest.p += length;
    rest.n -= length;
  }
  ys_match match[8];
  const size_t found = n > 0 ? ys_lexicon_match(scan->lexicon, ch, n, match, YS_LENGTH(match)) : 0;
  for (size_t k = found < YS_LENGTH(match) ? found : YS_LENGTH(match); k > 0; --k) {
    reading r = {.n = 0};
    add_candidates(scan, match[k - 1].entry, match[k - 1].n, false, &r);
    if (r.n > 0) {
      const chooser c = {.scan = scan, .home = YS_NO_CONCEPT};
      const named source = {.concept_id = r.concept_id, .n = r.n};
      return highest(&c, &source);
    }
  }
  return YS_NO_CONCEPT;
}

static uint32_t find_home(const ys_scan *scan, const names *all) {
  vote prefecture[64];
  vote province[40];
  size_t n_prefecture = 0;
  size_t n_province = 0;
  for (uint32_t k = 0; k < all->n; ++k) {
    const named *r = &all->at[k];
    if (r->n != 1 || r->needs_parent) {
      continue;
    }
    const uint32_t weight = block_weight(scan->document, r->begin);
    cast(prefecture, YS_LENGTH(prefecture), &n_prefecture,
         ys_division_at_level(scan->lexicon, r->concept_id[0], YS_LEVEL_PREFECTURE), weight);
    cast(province, YS_LENGTH(province), &n_province,
         ys_division_at_level(scan->lexicon, r->concept_id[0], YS_LEVEL_PROVINCE), weight);
  }
  const uint32_t source = home_of_source(scan);
  if (source != YS_NO_CONCEPT) {
    cast(prefecture, YS_LENGTH(prefecture), &n_prefecture,
         ys_division_at_level(scan->lexicon, source, YS_LEVEL_PREFECTURE), 4);
    cast(province, YS_LENGTH(province), &n_province, ys_division_at_level(scan->lexicon, source, YS_LEVEL_PROVINCE), 4);
  }
  const uint32_t city = winner(prefecture, n_prefecture);
  const uint32_t whole = winner(province, n_province);
  return city != YS_NO_CONCEPT && (whole == YS_NO_CONCEPT || ys_division_within(scan->lexicon, city, whole)) ? city
                                                                                                             : whole;
}

ys_status ys_find_divisions(ys_scan *scan) {
  chooser *c = ys_arena_alloc(scan->arena, sizeof *c);
  if (c == NULL) {
    return YANSHU_NO_MEMORY;
  }
  names all = {0};
  YS_TRY(read_divisions(scan, &all));
  c->scan = scan;
  c->home = scan->mentions->setting.home = find_home(scan, &all);
  YS_TRY(pass(scan, &all, c, false));
  return pass(scan, &all, c, true);
}
