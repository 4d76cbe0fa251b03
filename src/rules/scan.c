/* SPDX-License-Identifier: Apache-2.0 */
/* A document made ready for matching: tables by character, and the small questions that patterns ask of them. */
#include <string.h>

#include "rules/match.h"

/* ---- tables ---- */

static void fill_mentions(uint32_t *at, uint16_t *kinds, uint8_t *outer, const ys_mentions *mentions, uint32_t n) {
  memset(at, 0xff, ((size_t)n + 1) * sizeof *at);
  uint32_t covered = 0; /* end of the longest mention so far that others may lie in */
  for (uint32_t i = 0; i < mentions->list.n; i++) {
    const ys_mention *m = &mentions->list.at[i];
    if (m->begin <= n) {
      at[m->begin] = at[m->begin] == YS_NO_MENTION ? i : at[m->begin];
      kinds[m->begin] |= (uint16_t)(1u << m->kind);
    }
    bool same = false;
    for (uint32_t k = i; k > 0 && mentions->list.at[k - 1].begin == m->begin; k--) {
      same |= outer[k - 1] && mentions->list.at[k - 1].end == m->end;
    }
    outer[i] = m->end > covered || same;
    if (m->kind != YS_MENTION_QUOTATION && m->kind != YS_MENTION_SPEECH && m->end > covered) {
      covered = m->end;
    }
  }
}

/* Marks in the order opening, closing. */
static const uint32_t MARKS[][2] = {{0x201c, 0x201d}, {0x2018, 0x2019}, {0x300a, 0x300b},
                                    {0x3008, 0x3009}, {0xff08, 0xff09}, {0x3010, 0x3011}};
#define PAIR_DEPTH 32u

typedef struct ys_pairing {
  uint32_t *pair;
  uint32_t open[PAIR_DEPTH];
  unsigned kind[PAIR_DEPTH];
  unsigned n;
} ys_pairing;

/* Whether it may be one of the marks: no ideograph is. */
static bool near_marks(uint32_t c) {
  return c >= 0x2018 && (c <= 0x3011 || (c >= 0xff08 && c <= 0xff09));
}

static void see_mark(ys_pairing *p, uint32_t c, uint32_t pos) {
  for (unsigned k = 0; k < YS_LENGTH(MARKS); k++) {
    if (c == MARKS[k][0] && p->n < PAIR_DEPTH) {
      p->open[p->n] = pos;
      p->kind[p->n++] = k;
    } else if (c == MARKS[k][1]) {
      unsigned i = p->n;
      while (i && p->kind[i - 1] != k) {
        i--;
      }
      if (i) { /* what was opened inside and never closed is given up */
        p->pair[p->open[i - 1]] = pos;
        p->n = i - 1;
      }
    }
  }
}

/* Few blocks are asked: they are read when they are. */
uint32_t ys_scan_pair(ys_scan *scan, uint32_t pos) {
  if (scan->paired != scan->begin) {
    const uint32_t *ch = scan->document->ch;
    ys_pairing p = {.pair = scan->pair};
    memset(scan->pair + scan->begin, 0xff, (scan->end - scan->begin) * sizeof *scan->pair);
    for (uint32_t i = scan->begin; i < scan->end; i++) {
      if (near_marks(ch[i])) {
        see_mark(&p, ch[i], i);
      }
    }
    scan->paired = scan->begin;
  }
  return scan->pair[pos];
}

static void fill_edges(uint8_t *edge, const ys_document *d) {
  for (uint32_t i = 0; i < d->n_sentence; i++) {
    edge[d->sentence[i].begin] |= YS_EDGE_SENTENCE_BEGIN;
    edge[d->sentence[i].end] |= YS_EDGE_SENTENCE_END;
  }
}

ys_status ys_scan_begin(ys_scan *scan, ys_arena *arena, const ys_rules *rules, const ys_document *document,
                        const ys_mentions *mentions) {
  const size_t n = (size_t)document->n + 1;
  uint32_t *at = ys_arena_room(arena, n * sizeof *at);
  uint16_t *kinds = ys_arena_alloc(arena, n * sizeof *kinds);
  uint32_t *pair = ys_arena_room(arena, n * sizeof *pair);
  uint8_t *edge = ys_arena_alloc(arena, n);
  uint8_t *outer = ys_arena_alloc(arena, (size_t)mentions->list.n + 1);
  *scan = (ys_scan){.arena = arena, .rules = rules, .document = document, .mentions = mentions};
  scan->choice = ys_arena_room(arena, YS_RULE_OPEN * sizeof *scan->choice);
  scan->capture = ys_arena_room(arena, YS_RULE_CAPTURES * sizeof *scan->capture);
  scan->visited = ys_arena_alloc(arena, YS_VISITED_FEW * sizeof *scan->visited);
  if (!at || !kinds || !pair || !edge || !outer || !scan->choice || !scan->capture || !scan->visited) {
    return YANSHU_NO_MEMORY;
  }
  fill_mentions(at, kinds, outer, mentions, document->n);
  fill_edges(edge, document);
  scan->at = at;
  scan->kinds = kinds;
  scan->pair = pair;
  scan->paired = UINT32_MAX;
  scan->edge = edge;
  scan->outer = outer;
  return YANSHU_OK;
}

/* ---- edges ---- */

static bool is_clause_mark(uint32_t c) {
  return c == 0xff0c || c == 0xff1b || c == 0xff1a || c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

bool ys_scan_starts(const ys_scan *scan, uint32_t pos, ys_unit unit) {
  if (pos == scan->begin) {
    return true;
  }
  switch (unit) {
  case YS_UNIT_BLOCK:
    return false;
  case YS_UNIT_SENTENCE:
    return scan->edge[pos] & YS_EDGE_SENTENCE_BEGIN;
  case YS_UNIT_CLAUSE:
    break;
  }
  const uint32_t before = scan->document->ch[pos - 1];
  return (scan->edge[pos] & YS_EDGE_SENTENCE_BEGIN) || is_clause_mark(before) || before == 0x201c || before == ' ';
}

bool ys_scan_ends(const ys_scan *scan, uint32_t pos, ys_unit unit) {
  if (pos == scan->end) {
    return true;
  }
  switch (unit) {
  case YS_UNIT_BLOCK:
    return false;
  case YS_UNIT_SENTENCE:
    return scan->edge[pos] & YS_EDGE_SENTENCE_END;
  case YS_UNIT_CLAUSE:
    break;
  }
  const uint32_t after = scan->document->ch[pos];
  return (scan->edge[pos] & YS_EDGE_SENTENCE_END) || is_clause_mark(after) || after == 0x201d || after == 0xff09;
}

uint32_t ys_scan_rest(ys_scan *scan, uint32_t pos, ys_unit unit) {
  uint32_t i = pos;
  while (i < scan->end && i - pos <= YS_RULE_QUOTE && (i == pos || !ys_scan_ends(scan, i, unit))) {
    const uint32_t closed = scan->document->ch[i] == 0x201c ? ys_scan_pair(scan, i) : UINT32_MAX;
    i = closed < scan->end ? closed + 1 : i + 1;
  }
  return i;
}

/* ---- words ---- */

const ys_match *ys_scan_forms(const ys_scan *scan, uint32_t pos, ys_match room[YS_WORDS_AT_ONCE], uint32_t *n) {
  const ys_mentions *mentions = scan->mentions;
  if (mentions->first_match != NULL) {
    const uint32_t first = mentions->first_match[pos];
    *n = mentions->first_match[pos + 1] - first;
    *n = *n < YS_WORDS_AT_ONCE ? *n : YS_WORDS_AT_ONCE;
    return mentions->match + first;
  }
  const size_t found =
      ys_lexicon_match(scan->rules->lexicon, scan->document->ch + pos, scan->end - pos, room, YS_WORDS_AT_ONCE);
  *n = found < YS_WORDS_AT_ONCE ? (uint32_t)found : YS_WORDS_AT_ONCE;
  return room;
}

/* ---- conditions ---- */

static bool is_one_of(const ys_scan *scan, uint32_t concept_id, uint32_t first, uint32_t n) {
  const ys_lexicon *lexicon = scan->rules->lexicon;
  const uint32_t *list = scan->rules->concept_id.at + first;
  for (unsigned up = 0; up < YS_CONCEPT_DEPTH && lexicon && concept_id != YS_NO_CONCEPT; up++) {
    for (uint32_t i = 0; i < n; i++) {
      if (list[i] == concept_id) {
        return true;
      }
    }
    concept_id = ys_concept_broader(lexicon, concept_id);
  }
  return false;
}

static bool has_feature(const ys_scan *scan, const ys_feature *feature, uint32_t concept_id) {
  const ys_lexicon *lexicon = scan->rules->lexicon;
  if (!lexicon || concept_id == YS_NO_CONCEPT) {
    return false;
  }
  const ys_rules *rules = scan->rules;
  const ys_view value = ys_concept_feature(lexicon, concept_id, rules->byte.at + feature->key.first);
  for (uint32_t i = 0; i < feature->n_value; i++) {
    if (ys_view_equal(ys_rules_string(rules, rules->value.at[feature->value + i]), value)) {
      return true;
    }
  }
  return false;
}

static bool ends_in(const ys_scan *scan, const ys_condition *condition, uint32_t begin, uint32_t end) {
  for (uint32_t i = 0; i < condition->n_ends; i++) {
    const ys_pooled tail = scan->rules->ends.at[condition->ends + i];
    const uint32_t *at = scan->rules->pool.at + tail.first;
    if (tail.n <= end - begin && memcmp(scan->document->ch + (end - tail.n), at, tail.n * sizeof *at) == 0) {
      return true;
    }
  }
  return condition->n_ends == 0;
}

static uint32_t concept_for(const ys_mention *m, ys_feature_of of) {
  switch (of) {
  case YS_OF_HEAD:
    return m->head;
  case YS_OF_DIVISION:
    return m->kind == YS_MENTION_DIVISION ? m->concept_id : m->division;
  case YS_OF_CONCEPT:
    break;
  }
  return m->concept_id;
}

static bool in_mask(unsigned mask, unsigned value) {
  return !mask || (value < 16 && (mask & (1u << value)));
}

bool ys_condition_mention(const ys_scan *scan, const ys_condition *c, uint32_t mention) {
  const ys_mention *m = &scan->mentions->list.at[mention];
  if (!(c->kinds & (1u << m->kind)) || m->end > scan->end || m->end <= m->begin) {
    return false;
  }
  if (c->reach != YS_REACH_ANY && (c->reach == YS_REACH_OUTER) != (scan->outer[mention] != 0)) {
    return false;
  }
  if (!in_mask(c->statuses, m->status) || !in_mask(c->program_kinds, m->program_kind) ||
      !in_mask(c->precisions, m->date.precision) || (c->foreign >= 0 && (c->foreign == 1) != m->foreign)) {
    return false;
  }
  for (uint32_t i = 0; i < c->n_feature; i++) {
    const ys_feature *feature = &scan->rules->feature.at[c->feature + i];
    if (!has_feature(scan, feature, concept_for(m, (ys_feature_of)feature->of))) {
      return false;
    }
  }
  return (!c->n_concept || is_one_of(scan, m->concept_id, c->concept_id, c->n_concept)) &&
         (!c->n_head || is_one_of(scan, m->head, c->head, c->n_head)) && ends_in(scan, c, m->begin, m->end);
}

uint32_t ys_scan_inside(const ys_scan *scan, const ys_inside *inside, uint32_t mention) {
  const ys_mention *list = scan->mentions->list.at;
  const uint32_t begin = inside->core ? list[mention].core_begin : list[mention].begin;
  const uint32_t end = inside->core ? list[mention].core_end : list[mention].end;
  for (uint32_t pos = begin; pos < end && pos < scan->end; pos++) {
    for (uint32_t i = scan->at[pos]; i < scan->mentions->list.n && list[i].begin == pos; i++) {
      if (i != mention && list[i].end <= end &&
          ys_condition_mention(scan, &scan->rules->condition.at[inside->condition], i)) {
        return i;
      }
    }
  }
  return YS_NO_MENTION;
}

bool ys_condition_word(const ys_scan *scan, const ys_condition *c, const ys_match *match, uint32_t pos) {
  if (!ends_in(scan, c, pos, pos + match->length)) {
    return false;
  }
  for (uint32_t i = 0; i < match->n; i++) {
    const ys_entry *entry = ys_lexicon_entry(scan->rules->lexicon, match->entry + i);
    bool good = entry && entry->class_id == c->class_id;
    for (uint32_t k = 0; good && k < c->n_feature; k++) {
      good = has_feature(scan, &scan->rules->feature.at[c->feature + k], entry->concept_id);
    }
    if (good) {
      return true;
    }
  }
  return false;
}

/* ---- gaps ---- */

uint32_t ys_scan_skip(const ys_scan *scan, const ys_gap *gap, uint32_t pos) {
  if (pos >= scan->end) {
    return UINT32_MAX;
  }
  uint32_t next = 0;
  for (uint32_t i = scan->at[pos]; i < scan->mentions->list.n && scan->mentions->list.at[i].begin == pos; i++) {
    const ys_mention *m = &scan->mentions->list.at[i];
    if (!scan->outer[i] || m->end > scan->end) {
      continue;
    }
    if (gap->without & (1u << m->kind)) {
      return UINT32_MAX;
    }
    if (m->end > next) {
      next = m->end;
    }
  }
  if (next > pos) {
    return next;
  }
  for (uint32_t i = 0; ys_gap_may_stop(gap, scan->document->ch[pos]) && i < gap->stop.n; i++) {
    if (scan->rules->pool.at[gap->stop.first + i] == scan->document->ch[pos]) {
      return UINT32_MAX;
    }
  }
  return pos + 1;
}
