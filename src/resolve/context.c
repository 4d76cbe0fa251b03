/* SPDX-License-Identifier: Apache-2.0 */
/* What a sentence leaves out and the text before it says: whose figure it is, which 总会 is meant. */
#include "resolve/resolver.h"

enum { REACH = 1500 /* characters that a level word or a section's topic reaches back */ };

static bool is_heading(const ys_document *d, uint32_t block) {
  return d->block[block].kind == YS_BLOCK_HEADING || d->block[block].kind == YS_BLOCK_TITLE;
}

/* First character of the section of @p at: of the heading above it, or of the text. */
static uint32_t section_of(const ys_document *d, uint32_t at) {
  uint32_t block = ys_words_block(d, at);
  while (block > 0 && !is_heading(d, block) && at - d->block[block].begin <= REACH) {
    --block;
  }
  return d->block[block].begin;
}

/* The division named last before @p at, by itself or by an organisation or post, whose full name ends so: 全区 of
 * 雁塔区, and of an autonomous 自治区. */
static uint32_t last_that_ends(const ys_resolver *r, uint32_t at, ys_view suffix) {
  for (uint32_t k = ys_mention_from(r, at); k > 0; --k) {
    const ys_mention *m = &r->mentions->list.at[k - 1];
    if (at - m->begin > REACH) {
      break;
    }
    const bool tells =
        m->kind == YS_MENTION_DIVISION || m->kind == YS_MENTION_ORGANIZATION || m->kind == YS_MENTION_POST;
    const uint32_t division = m->kind == YS_MENTION_DIVISION ? m->concept_id : m->division;
    if (tells && division != YS_NO_CONCEPT && ys_view_ends(ys_concept_label(r->lexicon, division), suffix)) {
      return division;
    }
  }
  const uint32_t home = r->mentions->setting.home;
  return home != YS_NO_CONCEPT && ys_view_ends(ys_concept_label(r->lexicon, home), suffix) ? home : YS_NO_CONCEPT;
}

/* 全区, 全市; 全国. */
static ys_status whole_division(ys_resolver *r, const ys_argument *words, uint32_t *entity) {
  const uint16_t whole = ys_lexicon_words(r->lexicon, YS_WORDS_DIVISION_WHOLE);
  const ys_entry *entry =
      ys_lexicon_reading(r->lexicon, r->document->ch + words->begin, words->end - words->begin, whole);
  if (entry == NULL) {
    return YANSHU_OK;
  }
  const ys_view country = ys_words_feature(r->lexicon, entry, YS_KEY_COUNTRY);
  if (country.n > 0) {
    const uint32_t concept_id = ys_lexicon_concept(r->lexicon, YS_CLASS_COUNTRY, country);
    return concept_id == YS_NO_CONCEPT ? YANSHU_OK : ys_country_entity(r, concept_id, entity);
  }
  const uint32_t division = last_that_ends(r, words->begin, ys_words_feature(r->lexicon, entry, YS_KEY_ENDS));
  return division == YS_NO_CONCEPT ? YANSHU_OK : ys_division_entity(r, division, entity);
}

static bool is_actor(ys_mention_kind kind) {
  return kind == YS_MENTION_DIVISION || kind == YS_MENTION_ORGANIZATION || kind == YS_MENTION_COUNTRY ||
         kind == YS_MENTION_PLACE || kind == YS_MENTION_PERSON || kind == YS_MENTION_PROGRAM;
}

/* Whether a division opens a clause there, as its subject: nothing that it would only qualify follows. */
static bool is_subject(const ys_resolver *r, const ys_mention *m) {
  const ys_document *d = r->document;
  const uint32_t next = m->end < d->n ? d->ch[m->end] : 0;
  return ys_words_clause(d, m->begin) == m->begin && ys_is_han(next) && next != 0x7684 /* 的 */;
}

/* Whether somebody else may act in [begin, end): a division or country there, a person or organisation that opens a
 * clause (整合颐康中心 opens none); @p strictly: anybody and anything anywhere. */
static bool acts_between(const ys_resolver *r, uint32_t begin, uint32_t end, bool strictly) {
  for (uint32_t k = ys_mention_from(r, begin); k < r->mentions->list.n && r->mentions->list.at[k].begin < end; ++k) {
    const ys_mention *m = &r->mentions->list.at[k];
    const bool region = m->kind == YS_MENTION_DIVISION || m->kind == YS_MENTION_COUNTRY;
    const bool acts = m->kind == YS_MENTION_PERSON || m->kind == YS_MENTION_ORGANIZATION;
    if (strictly ? is_actor(m->kind) : region || (acts && ys_words_clause(r->document, m->begin) == m->begin)) {
      return true;
    }
  }
  return false;
}

static bool is_count(const ys_resolver *r, const ys_argument *object);

/* The figure before in the same sentence, when nobody else acts between the two: 新增学位2160个，新建食堂9个. A measure
 * (总投资) that follows a division's figure is that of the things counted. */
static const ys_fact *figure_before(const ys_resolver *r, uint32_t number) {
  enum { BACK = 16 };
  const ys_fact *fact = &r->facts->list.at[number];
  const uint32_t sentence = ys_text_sentence_at(r->document, fact->begin);
  const ys_fact *found = NULL;
  for (uint32_t k = number; k > 0 && number - k < BACK && found == NULL; --k) {
    const ys_fact *before = &r->facts->list.at[k - 1];
    const ys_argument *subject = &before->arg[YS_ARG_SUBJECT];
    if (ys_text_sentence_at(r->document, before->begin) != sentence) {
      break;
    }
    const bool things = subject->n == 0 || r->mentions->list.at[subject->mention[0]].kind == YS_MENTION_DIVISION;
    if (ys_fact_is(before, "figure") && subject->begin < subject->end && before->end <= fact->begin &&
        (is_count(r, &fact->arg[YS_ARG_OBJECT]) || !things)) {
      found = before;
    }
  }
  return found != NULL && !acts_between(r, found->end, fact->arg[YS_ARG_OBJECT].begin, true) ? found : NULL;
}

/* The one division that clauses of the section begin with before @p at, else the last one of its heading. */
static uint32_t topic_of(const ys_resolver *r, uint32_t at) {
  const uint32_t section = section_of(r->document, at);
  const uint32_t body = r->document->block[ys_words_block(r->document, section)].end;
  uint32_t topic = YS_NO_CONCEPT;
  uint32_t headed = YS_NO_CONCEPT;
  for (uint32_t k = ys_mention_from(r, section); k < r->mentions->list.n; ++k) {
    const ys_mention *m = &r->mentions->list.at[k];
    if (m->begin >= at || at - section > REACH) {
      break;
    }
    if (m->kind != YS_MENTION_DIVISION) {
      continue;
    }
    headed = m->begin < body ? m->concept_id : headed;
    if (m->begin >= body && is_subject(r, m)) {
      if (topic != YS_NO_CONCEPT && topic != m->concept_id) {
        return YS_NO_CONCEPT;
      }
      topic = m->concept_id;
    }
  }
  return topic != YS_NO_CONCEPT && (headed == YS_NO_CONCEPT || headed == topic) ? topic : YS_NO_CONCEPT;
}

bool ys_is_count(const ys_resolver *r, const ys_mention *quantity) {
  return quantity->head != YS_NO_CONCEPT &&
         ys_view_equal(ys_concept_value(r->lexicon, quantity->head, YS_KEY_KIND), YS_VIEW("count"));
}

static bool is_count(const ys_resolver *r, const ys_argument *object) {
  for (uint32_t k = 0; k < object->n; ++k) {
    if (!ys_is_count(r, &r->mentions->list.at[object->mention[k]])) {
      return false;
    }
  }
  return object->n > 0;
}

ys_status ys_figure_subject(ys_resolver *r, uint32_t number, uint32_t *entity, const ys_fact **dated) {
  const ys_fact *fact = &r->facts->list.at[number];
  const ys_argument *subject = &fact->arg[YS_ARG_SUBJECT];
  const ys_argument *object = &fact->arg[YS_ARG_OBJECT];
  *entity = YS_NO_ENTITY;
  *dated = fact;
  if (subject->begin >= subject->end) {
    const ys_fact *before = figure_before(r, number);
    if (before != NULL) {
      subject = &before->arg[YS_ARG_SUBJECT];
      *dated = fact->arg[YS_ARG_DATE].n > 0 ? fact : before;
    }
  }
  if (subject->n > 0) {
    *entity = r->entity_of[subject->mention[0]];
    return YANSHU_OK;
  }
  if (subject->begin < subject->end) {
    return whole_division(r, subject, entity);
  }
  const ys_sentence *sentence = &r->document->sentence[ys_text_sentence_at(r->document, object->begin)];
  const uint32_t topic = is_count(r, object) && !acts_between(r, sentence->begin, object->begin, false)
                             ? topic_of(r, sentence->begin)
                             : YS_NO_CONCEPT;
  return topic == YS_NO_CONCEPT ? YANSHU_OK : ys_division_entity(r, topic, entity);
}

uint32_t ys_bare_head(const ys_resolver *r, uint32_t begin, uint32_t end) {
  const ys_document *d = r->document;
  const uint32_t block = d->block[ys_words_block(d, begin)].begin;
  const uint32_t n = end - begin;
  for (uint32_t k = ys_mention_from(r, begin); k > 0; --k) {
    const ys_mention *m = &r->mentions->list.at[k - 1];
    if (m->begin < block || begin - m->begin > REACH) {
      break;
    }
    if (m->kind != YS_MENTION_ORGANIZATION || m->end - m->begin <= n || m->end > begin) {
      continue;
    }
    uint32_t same = 0;
    while (same < n && d->ch[m->end - 1 - same] == d->ch[end - 1 - same]) {
      ++same;
    }
    if (same == n) {
      return k - 1;
    }
  }
  return YS_NO_MENTION;
}
