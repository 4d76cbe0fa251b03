/* SPDX-License-Identifier: Apache-2.0 */
/* Organs of states that the text names without their country: 国会, 参议院, 海军司令员, 外交部长. */
#include "recognize/organization.h"

enum { COUNTRY_REACH = 400 }; /* characters back to the country that a bare organ belongs to */

static ys_view feature(const ys_scan *scan, uint32_t concept_id, ys_key key) {
  return ys_concept_value(scan->lexicon, concept_id, key);
}

static bool is_china(const ys_scan *scan, uint32_t country) {
  return ys_view_equal(ys_concept_id(scan->lexicon, country), YS_VIEW("cn"));
}

/* The country of a token: not 以 or 中, which are seldom one by themselves. */
static uint32_t country_of(const ys_scan *scan, const ys_token *token) {
  const ys_entry *country = token->end - token->begin > 1 && (token->mask & YS_MASK(YS_CLASS_STOP)) == 0
                                ? ys_token_entry(scan, token, YS_CLASS_COUNTRY)
                                : NULL;
  return country != NULL ? country->concept_id : YS_NO_CONCEPT;
}

uint32_t ys_state_meant(const ys_scan *scan, uint32_t at, bool abroad) {
  for (uint32_t t = scan->token_at[at]; t > 0 && at - scan->token.at[t - 1].begin <= COUNTRY_REACH; --t) {
    const uint32_t country = country_of(scan, &scan->token.at[t - 1]);
    if (country != YS_NO_CONCEPT && !(abroad && is_china(scan, country))) {
      return country;
    }
  }
  return YS_NO_CONCEPT;
}

uint32_t ys_state_in_sentence(const ys_scan *scan, uint32_t at) {
  const uint32_t begin = scan->document->sentence[ys_text_sentence_at(scan->document, at)].begin;
  for (uint32_t t = scan->token_at[at]; t > 0 && scan->token.at[t - 1].begin >= begin; --t) {
    const uint32_t country = country_of(scan, &scan->token.at[t - 1]);
    if (country != YS_NO_CONCEPT && !is_china(scan, country)) {
      return country;
    }
  }
  return YS_NO_CONCEPT;
}

uint32_t ys_only_state_in_sentence(const ys_scan *scan, uint32_t at) {
  const uint32_t begin = scan->document->sentence[ys_text_sentence_at(scan->document, at)].begin;
  uint32_t only = YS_NO_CONCEPT;
  for (uint32_t t = scan->token_at[at]; t > 0 && scan->token.at[t - 1].begin >= begin; --t) {
    const uint32_t country = country_of(scan, &scan->token.at[t - 1]);
    if (country != YS_NO_CONCEPT && only != YS_NO_CONCEPT && country != only) {
      return YS_NO_CONCEPT;
    }
    only = country != YS_NO_CONCEPT ? country : only;
  }
  return only != YS_NO_CONCEPT && !is_china(scan, only) ? only : YS_NO_CONCEPT;
}

/* 议会上院: where the run of such heads begins. */
static uint32_t run_begin(const ys_scan *scan, uint32_t t) {
  while (t > 0 && scan->token.at[t - 1].end == scan->token.at[t].begin) {
    const ys_entry *head = ys_token_entry(scan, &scan->token.at[t - 1], YS_CLASS_ORG_HEAD);
    if (head == NULL || !ys_view_equal(feature(scan, head->concept_id, YS_KEY_STATE), YS_VIEW("abroad"))) {
      break;
    }
    --t;
  }
  return scan->token.at[t].begin;
}

static bool titles_follow(const ys_scan *scan, uint32_t t) {
  return t + 1 < scan->token.n && scan->token.at[t + 1].begin == scan->token.at[t].end &&
         (scan->token.at[t + 1].mask & (YS_MASK(YS_CLASS_ROLE) | YS_MASK(YS_CLASS_MODIFIER))) != 0;
}

ys_status ys_add_state_organ(ys_scan *scan, uint32_t t, const ys_entry *head) {
  const ys_token *token = &scan->token.at[t];
  const ys_view state = feature(scan, head->concept_id, YS_KEY_STATE);
  const bool forces = ys_view_equal(state, YS_VIEW("forces"));
  if (state.n == 0 || ys_mention_ending(scan, YS_MENTION_ORGANIZATION, token->end) != YS_NO_MENTION ||
      (forces && !titles_follow(scan, t))) {
    return YANSHU_OK;
  }
  const uint32_t country = forces ? ys_state_in_sentence(scan, token->begin) : ys_state_meant(scan, token->begin, true);
  const uint32_t home = ys_lexicon_concept(scan->lexicon, YS_CLASS_BODY, feature(scan, head->concept_id, YS_KEY_HOME));
  if (country == YS_NO_CONCEPT && home == YS_NO_CONCEPT) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, forces ? token->begin : run_begin(scan, t), token->end);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->foreign = country != YS_NO_CONCEPT;
  m->concept_id = m->foreign ? country : home;
  m->head = m->foreign ? head->concept_id : YS_NO_CONCEPT;
  m->core_begin = token->begin;
  if (!m->foreign) {
    m->division = ys_lexicon_concept(scan->lexicon, YS_CLASS_DIVISION, feature(scan, home, YS_KEY_JURISDICTION));
  }
  return YANSHU_OK;
}
