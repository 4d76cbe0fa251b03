/* SPDX-License-Identifier: Apache-2.0 */
/* What the last word of an organisation's name says of it, and asks of the word right before it. */
#include "recognize/organization.h"

enum { LONGEST_BEHIND = 4, COMMON_NAME = 1000, RARE_WORD = -4300 };

/* Where the head begins: the token, or the end of an ordinary word (厂 of 电缆厂). */
static uint32_t begin_of(const ys_scan *scan, const ys_token *token, const ys_entry *head) {
  for (uint32_t k = token->begin; k < token->end; ++k) {
    const ys_entry *found = ys_span_entry(scan, k, token->end, YS_CLASS_ORG_HEAD);
    if (found != NULL && found->concept_id == head->concept_id) {
      return k;
    }
  }
  return token->begin;
}

/* 劳动 of 劳动党: whether a word of the class ends where the head begins. */
static bool is_word_behind(const ys_scan *scan, uint32_t begin, ys_view class_name) {
  const uint16_t class_id = ys_lexicon_class(scan->lexicon, class_name);
  const uint32_t limit = scan->document->sentence[ys_text_sentence_at(scan->document, begin)].begin;
  for (uint32_t n = 1; n <= LONGEST_BEHIND && begin - limit >= n; ++n) {
    if (ys_span_entry(scan, begin - n, begin, class_id) != NULL) {
      return true;
    }
  }
  return false;
}

static bool is_letter_behind(const ys_scan *scan, uint32_t begin) {
  return begin > 0 && ys_is_latin(scan->document->ch[begin - 1]);
}

/* A character that is seldom a word of its own. */
static bool is_rare(const ys_scan *scan, uint32_t at) {
  return ys_lexicon_character(scan->lexicon, scan->document->ch[at])->word < RARE_WORD;
}

/* Whether the word that ends where the head begins is no ordinary one: a name, letters, characters that are no word. */
static bool is_odd(const ys_scan *scan, uint32_t begin) {
  const ys_token *token = begin > 0 ? &scan->token.at[scan->token_at[begin - 1]] : NULL;
  if (token == NULL || token->end != begin) {
    return false;
  }
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  if (token->end - token->begin == 1) {
    return is_rare(scan, token->begin) || (token->begin > 0 && is_rare(scan, token->begin - 1));
  }
  return (token->mask & (YS_MASK_NAME | YS_MASK_HAN | YS_MASK_LATIN)) != 0 || word == NULL ||
         (word->form == 'Z' && word->weight < COMMON_NAME);
}

bool ys_head_fits(const ys_scan *scan, uint32_t t, const ys_entry *head) {
  const ys_view behind = ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_BEHIND);
  const ys_view not_behind = ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_NOT_BEHIND);
  const bool odd = ys_concept_value(scan->lexicon, head->concept_id, YS_KEY_ODD).n > 0;
  if (behind.n == 0 && not_behind.n == 0 && !odd) {
    return true;
  }
  const uint32_t begin = begin_of(scan, &scan->token.at[t], head);
  return (behind.n == 0 || is_word_behind(scan, begin, behind) || is_letter_behind(scan, begin)) &&
         (not_behind.n == 0 || !is_word_behind(scan, begin, not_behind)) && (!odd || is_odd(scan, begin));
}

ys_head_kind ys_head_kind_of(const ys_scan *scan, uint32_t head, uint32_t length) {
  const ys_view kind = ys_concept_value(scan->lexicon, head, YS_KEY_KIND);
  const bool company = ys_view_equal(kind, YS_VIEW("company"));
  const bool legal = ys_concept_value(scan->lexicon, head, YS_KEY_LEGAL).n > 0;
  return (ys_head_kind){
      .company = company,
      .full = length > 3 && legal,
      .legal = legal,
      .association =
          (ys_view_equal(kind, YS_VIEW("association")) || ys_view_equal(kind, YS_VIEW("mass-organization"))) &&
          ys_concept_value(scan->lexicon, head, YS_KEY_INNER).n == 0,
      .team = ys_view_equal(ys_concept_id(scan->lexicon, head), YS_VIEW("sports-team")),
      .person = ys_concept_value(scan->lexicon, head, YS_KEY_PERSON).n > 0,
      .committee = ys_view_equal(kind, YS_VIEW("committee")) ||
                   ys_view_equal(kind, YS_VIEW("international-organization")) ||
                   ys_view_equal(kind, YS_VIEW("government-department")),
      .many = company || ys_view_equal(kind, YS_VIEW("school")) || ys_view_equal(kind, YS_VIEW("hospital")) ||
              ys_view_equal(kind, YS_VIEW("museum")) || ys_view_equal(kind, YS_VIEW("university")),
      .of_country = ys_concept_value(scan->lexicon, head, YS_KEY_OF_COUNTRY).n > 0,
      .brand = company || ys_view_equal(kind, YS_VIEW("media")) || ys_view_equal(kind, YS_VIEW("school")) ||
               ys_view_equal(kind, YS_VIEW("hospital")) || ys_view_equal(kind, YS_VIEW("university")) ||
               ys_concept_value(scan->lexicon, head, YS_KEY_BRAND).n > 0,
      .institution = ys_view_equal(kind, YS_VIEW("public-institution")) ||
                     ys_view_equal(kind, YS_VIEW("international-organization"))};
}
