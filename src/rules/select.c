/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the rules are worth trying in a block, and where. One pass finds the literals of all rules; a program of
 * which one of each of its sets was seen, and whose kinds of mention are there, is worth trying. What is done for a
 * block depends on its length and on what was seen in it, not on how many rules there are (but for the rules without a
 * literal).
 */
#include <string.h>

#include "rules/apply.h"

enum { STARTS_FIRST = 128 }; /* room for beginnings in a block, at first; a power of two */

#define QUOTATIONS ((1u << YS_MENTION_QUOTATION) | (1u << YS_MENTION_SPEECH))

static void measure_mentions(ys_application *a) {
  for (uint32_t i = 0; i < a->mentions->list.n; i++) {
    const ys_mention *m = &a->mentions->list.at[i];
    const uint32_t n = m->end - m->begin;
    a->longest = n > a->longest ? n : a->longest;
    if (!(QUOTATIONS & (1u << m->kind)) && n > a->longest_name) {
      a->longest_name = n;
    }
  }
}

/* The bit of a->first for a character. */
#define FIRST_WORD(c) ((c) >> 6 & 63u)

ys_status ys_select_begin(ys_application *a) {
  const ys_rules *rules = a->rules;
  a->standing = ys_arena_alloc(a->arena, ((size_t)rules->program.n + 1) * sizeof *a->standing);
  a->start = ys_arena_alloc(a->arena, STARTS_FIRST * sizeof *a->start);
  if (!a->standing || !a->start) {
    return YANSHU_NO_MEMORY;
  }
  a->start_mask = STARTS_FIRST - 1;
  for (uint32_t i = 0; i < rules->step.n; i++) {
    if (!rules->step.at[i].state) {
      a->first[FIRST_WORD(rules->step.at[i].c)] |= YS_CHAR_BIT(rules->step.at[i].c);
    }
  }
  measure_mentions(a);
  return YANSHU_OK;
}

/* ---- literals ---- */

/* Found in the order of their ends; put in that of their beginnings, from which they are not far. */
static ys_status see(ys_application *a, uint32_t literal, uint32_t end) {
  const uint32_t begin = end - a->rules->literal.at[literal].text.n;
  if (!YS_PUSH(a->arena, &a->seen)) {
    return YANSHU_NO_MEMORY;
  }
  uint32_t i = a->seen.n - 1;
  for (; i && a->seen.at[i - 1].begin > begin; i--) {
    a->seen.at[i] = a->seen.at[i - 1];
  }
  a->seen.at[i] = (ys_seen){literal, begin};
  return YANSHU_OK;
}

static ys_status see_literals(ys_application *a) {
  const ys_rules *rules = a->rules;
  const uint32_t *ch = a->scan.document->ch;
  const uint32_t end = a->scan.end;
  uint32_t state = 0;
  memset(a->present, 0, sizeof a->present);
  for (uint32_t pos = a->scan.begin; pos < end; pos++) {
    a->present[FIRST_WORD(ch[pos])] |= YS_CHAR_BIT(ch[pos]);
    if (!state && !(a->first[FIRST_WORD(ch[pos])] & YS_CHAR_BIT(ch[pos]))) {
      continue;
    }
    state = ys_literal_step(rules, state, ch[pos]);
    uint32_t at = rules->state.at[state].literal != UINT32_MAX ? state : rules->state.at[state].shorter;
    for (; at; at = rules->state.at[at].shorter) {
      YS_TRY(see(a, rules->state.at[at].literal, pos + 1));
    }
  }
  return YANSHU_OK;
}

/* ---- programs ---- */

static ys_standing *standing_of(ys_application *a, uint32_t program) {
  ys_standing *s = &a->standing[program];
  if (s->stamp != a->stamp) {
    s->stamp = a->stamp;
    s->hit = 0;
    s->sets = 0;
    s->last = UINT32_MAX;
    s->active = false;
  }
  return s;
}

static uint32_t before(uint32_t pos, uint64_t n, uint32_t least) {
  return n < pos - least ? pos - (uint32_t)n : least;
}

/* Called from the last place to the first, so that the list comes in the order of the text. */
static ys_status meet(ys_application *a, ys_anchor anchor, uint32_t pos) {
  const ys_program *program = &a->rules->program.at[anchor.program];
  ys_standing *s = standing_of(a, anchor.program);
  if (!s->sets) {
    uint32_t *met = YS_PUSH(a->arena, &a->met);
    if (!met) {
      return YANSHU_NO_MEMORY;
    }
    *met = anchor.program;
  }
  if (!(s->sets & 1u << anchor.set)) { /* the last place of this set */
    s->last = pos < s->last ? pos : s->last;
  }
  s->sets = (uint8_t)(s->sets | 1u << anchor.set);
  if (anchor.set || pos - a->scan.begin < program->window.min) {
    return YANSHU_OK;
  }
  ys_hit *hit = YS_PUSH(a->arena, &a->hit);
  if (!hit) {
    return YANSHU_NO_MEMORY;
  }
  const ys_reach_before *w = &program->window;
  const uint64_t most = w->max + (uint64_t)w->names * a->longest_name + (uint64_t)w->gaps * (a->longest + 1u);
  *hit = (ys_hit){before(pos, most, a->scan.begin), pos - w->min, s->hit};
  s->hit = a->hit.n;
  return YANSHU_OK;
}

static ys_status meet_all(ys_application *a) {
  for (uint32_t i = a->seen.n; i-- > 0;) {
    const ys_seen seen = a->seen.at[i];
    const ys_literal *literal = &a->rules->literal.at[seen.literal];
    for (uint32_t k = 0; k < literal->n; k++) {
      YS_TRY(meet(a, a->rules->anchor.at[literal->first + k], seen.begin));
    }
  }
  return YANSHU_OK;
}

/* Blocks come in the order of the text, and so do mentions. */
static uint16_t kinds_of_block(ys_application *a) {
  unsigned kinds = 0;
  const ys_mention *list = a->mentions->list.at;
  uint32_t i = a->mention;
  while (i < a->mentions->list.n && list[i].begin < a->scan.begin) {
    i++;
  }
  memset(a->behind, 0, sizeof a->behind);
  for (; i < a->mentions->list.n && list[i].begin < a->scan.end; i++) {
    kinds |= 1u << list[i].kind;
    a->behind[list[i].kind] = list[i].begin + 1;
  }
  a->mention = i;
  return (uint16_t)kinds;
}

static ys_start *start_of(const ys_application *a, uint32_t key) {
  uint32_t hash = key * 2654435761u;
  hash ^= hash >> 15;
  for (uint32_t at = hash & a->start_mask;; at = (at + 1) & a->start_mask) {
    ys_start *start = &a->start[at];
    if (start->stamp != a->stamp || start->key == key) {
      return start;
    }
  }
}

uint32_t ys_select_starters(const ys_application *a, uint32_t key) {
  const ys_start *start = start_of(a, key);
  return start->stamp == a->stamp ? start->starter : 0;
}

/* A table twice as large. */
static bool grow_starts(ys_application *a) {
  const ys_start *old = a->start;
  const uint32_t n = a->start_mask + 1;
  ys_start *more = ys_arena_alloc(a->arena, 2 * (size_t)n * sizeof *more);
  if (!more) {
    return false;
  }
  a->start = more;
  a->start_mask = 2 * n - 1;
  for (uint32_t i = 0; i < n; i++) {
    if (old[i].stamp == a->stamp) {
      *start_of(a, old[i].key) = old[i];
    }
  }
  return true;
}

static ys_status add_starter(ys_application *a, uint32_t key, uint32_t program) {
  ys_start *start = start_of(a, key);
  const bool new = start->stamp != a->stamp;
  if (new && 2 * ++a->n_start > a->start_mask) {
    if (!grow_starts(a)) {
      return YANSHU_NO_MEMORY;
    }
    start = start_of(a, key);
  }
  ys_starter *starter = YS_PUSH(a->arena, &a->starter);
  if (!starter) {
    return YANSHU_NO_MEMORY;
  }
  *starter = (ys_starter){program, new ? 0 : start->starter};
  *start = (ys_start){key, a->stamp, a->starter.n};
  a->chars |= key >> 24 == YS_BEGIN_CHAR ? YS_CHAR_BIT(key & 0xffffffu) : 0;
  a->words |= key >> 24 == YS_BEGIN_CLASS ? YS_CLASS_BIT(key & 0xffffffu) : 0;
  a->edges |= key >> 24 == YS_BEGIN_EDGE;
  return YANSHU_OK;
}

/* Whether the block is of the right kind and has the kinds of mention. */
static bool may_be_in(const ys_application *a, const ys_program *program, ys_block_kind kind, unsigned kinds) {
  for (uint32_t i = 0; i < program->n_kinds; i++) {
    if (!(program->kinds[i] & kinds)) {
      return false;
    }
  }
  return a->rules->rule.at[program->rule].blocks & (1u << kind);
}

/* The last place where it may begin, for then the mentions that it needs stand no more behind. */
static uint32_t last_place(const ys_application *a, const ys_program *program, uint32_t last) {
  for (uint32_t i = 0; i < program->n_kinds; i++) {
    uint32_t behind = 0;
    for (unsigned kind = 0; kind < YS_MENTION_KINDS; kind++) {
      if (program->kinds[i] & (1u << kind) && a->behind[kind] > behind) {
        behind = a->behind[kind];
      }
    }
    last = behind > 0 && behind - 1 < last ? behind - 1 : last;
  }
  return last;
}

static ys_status activate(ys_application *a, uint32_t number) {
  const ys_program *program = &a->rules->program.at[number];
  ys_standing *s = standing_of(a, number);
  s->active = true;
  s->last = last_place(a, program, s->last);
  for (uint32_t i = 0; i < program->n_begin; i++) {
    const uint32_t key = a->rules->begin.at[program->begin + i].key;
    const uint32_t c = key & 0xffffffu;
    if (key >> 24 != YS_BEGIN_CHAR || (a->present[FIRST_WORD(c)] & YS_CHAR_BIT(c)) != 0) {
      YS_TRY(add_starter(a, key, number));
    }
  }
  return YANSHU_OK;
}

ys_status ys_select_programs(ys_application *a, ys_block_kind kind) {
  const ys_rules *rules = a->rules;
  a->stamp++;
  a->hit.n = a->seen.n = a->met.n = a->starter.n = a->n_start = 0;
  a->words = a->chars = 0;
  a->edges = false;
  YS_TRY(see_literals(a));
  YS_TRY(meet_all(a));
  const unsigned kinds = kinds_of_block(a);
  for (uint32_t i = 0; i < a->met.n; i++) {
    const ys_program *program = &rules->program.at[a->met.at[i]];
    if ((a->standing[a->met.at[i]].sets & program->sets) == program->sets && may_be_in(a, program, kind, kinds)) {
      YS_TRY(activate(a, a->met.at[i]));
    }
  }
  for (uint32_t i = 0; i < rules->unanchored.n; i++) {
    if (may_be_in(a, &rules->program.at[rules->unanchored.at[i]], kind, kinds)) {
      YS_TRY(activate(a, rules->unanchored.at[i]));
    }
  }
  return YANSHU_OK;
}

bool ys_select_may_begin(ys_application *a, uint32_t program, uint32_t pos) {
  ys_standing *s = &a->standing[program];
  if (s->stamp != a->stamp || !s->active || pos > s->last) {
    return false;
  }
  if (!a->rules->program.at[program].sets) {
    return true;
  }
  while (s->hit && a->hit.at[s->hit - 1].last < pos) {
    s->hit = a->hit.at[s->hit - 1].next;
  }
  return s->hit && a->hit.at[s->hit - 1].first <= pos;
}
