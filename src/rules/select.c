/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the rules are worth trying in a block, and where. One pass finds the literals of all rules; a program of
 * which one of each of its sets was seen, and whose kinds of mention are there, is worth trying. What is done for a
 * block depends on its length and on what was seen in it, not on how many rules there are (but for the rules without a
 * literal).
 */
#include <string.h>

#include "rules/apply.h"
#include "rules/literals.h"

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

ys_status ys_select_begin(ys_application *a) {
  const ys_rules *rules = a->rules;
  a->standing = ys_arena_alloc(a->arena, ((size_t)rules->program.n + 1) * sizeof *a->standing);
  a->start = ys_arena_alloc(a->arena, STARTS_FIRST * sizeof *a->start);
  a->mark = ys_arena_alloc(a->arena, YS_MARKS);
  a->sets = ys_arena_alloc(a->arena, (size_t)rules->program.n + 1);
  if (!a->standing || !a->start || !a->mark || !a->sets) {
    return YANSHU_NO_MEMORY;
  }
  a->start_mask = STARTS_FIRST - 1;
  measure_mentions(a);
  return YANSHU_OK;
}

/* ---- literals ---- */

/* Those that begin at the character, the shortest first. */
static ys_status see_from(ys_application *a, uint32_t begin) {
  const ys_rules *rules = a->rules;
  const uint32_t *ch = a->scan.document->ch;
  uint32_t state = 0;
  for (uint32_t pos = begin; pos < a->scan.end; pos++) {
    state = ys_literal_step(rules, state, ch[pos]);
    if (!state) {
      break;
    }
    if (rules->state.at[state] != UINT32_MAX) {
      ys_seen *seen = YS_PUSH(a->arena, &a->seen);
      if (!seen) {
        return YANSHU_NO_MEMORY;
      }
      *seen = (ys_seen){rules->state.at[state], begin};
    }
  }
  return YANSHU_OK;
}

/* Marks of earlier blocks are smaller: they need not be taken away. */
static void begin_marks(ys_application *a) {
  if (a->there > UINT8_MAX - 4) {
    memset(a->mark, 0, YS_MARKS);
    a->there = 0;
  }
  a->there = (uint8_t)(a->there + 2);
}

/* Notes @p n characters as being in the block, 64 at most; the bits of those that a literal may begin with. @p after:
 * the one behind them. */
static uint64_t look_at(const ys_application *a, const uint32_t *ch, uint32_t n, uint32_t after) {
  const uint8_t *gate = a->rules->gate.at;
  const uint32_t mask = a->rules->gate.n - 1;
  uint8_t *mark = a->mark;
  const uint8_t there = a->there;
  uint64_t bits = 0;
  uint32_t c = ch[0];
  for (uint32_t i = 1; i < n; i++) {
    const uint32_t next = ch[i];
    mark[c % YS_MARKS] = there;
    bits = bits >> 1 | ys_literal_may_begin(gate, mask, c, next) << 63;
    c = next;
  }
  mark[c % YS_MARKS] = there;
  bits = bits >> 1 | ys_literal_may_begin(gate, mask, c, after) << 63;
  return bits >> ((YS_AT_ONCE - n) % YS_AT_ONCE);
}

static ys_status see_literals(ys_application *a) {
  const uint32_t *ch = a->scan.document->ch;
  const uint32_t end = a->scan.end;
  for (uint32_t pos = a->scan.begin; pos < end; pos += YS_AT_ONCE) {
    const uint32_t n = end - pos < YS_AT_ONCE ? end - pos : YS_AT_ONCE;
    const uint32_t after = pos + n < end ? ch[pos + n] : 0;
    for (uint64_t bits = look_at(a, ch + pos, n, after); bits != 0; bits &= bits - 1) {
      YS_TRY(see_from(a, pos + (uint32_t)__builtin_ctzll(bits)));
    }
  }
  return YANSHU_OK;
}

/* ---- programs ---- */

/* The bits of the sets of which a literal was seen, by program; one more when it is worth trying. */
enum { WORTH_TRYING = 1 << 7 };

static ys_status meet_programs(ys_application *a) {
  for (uint32_t i = 0; i < a->met.n; i++) {
    a->sets[a->met.at[i]] = 0;
  }
  a->met.n = 0;
  for (uint32_t i = 0; i < a->seen.n; i++) {
    const ys_literal *literal = &a->rules->literal.at[a->seen.at[i].literal];
    const ys_anchor *anchor = &a->rules->anchor.at[literal->first];
    for (uint32_t k = 0; k < literal->n; k++) {
      uint8_t *sets = &a->sets[anchor[k].program];
      if (*sets == 0) {
        uint32_t *met = YS_PUSH(a->arena, &a->met);
        if (!met) {
          return YANSHU_NO_MEMORY;
        }
        *met = anchor[k].program;
      }
      *sets = (uint8_t)(*sets | 1u << anchor[k].set);
    }
  }
  return YANSHU_OK;
}

static uint32_t before(uint32_t pos, uint64_t n, uint32_t least) {
  return n < pos - least ? pos - (uint32_t)n : least;
}

/* Called from the last place to the first, so that the list comes in the order of the text. */
static ys_status note_hit(ys_application *a, ys_anchor anchor, uint32_t pos) {
  const ys_program *program = &a->rules->program.at[anchor.program];
  ys_standing *s = &a->standing[anchor.program];
  if (!(s->sets & 1u << anchor.set)) { /* the last place of this set */
    s->last = pos < s->last ? pos : s->last;
    s->sets = (uint8_t)(s->sets | 1u << anchor.set);
  }
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

static ys_status note_hits(ys_application *a) {
  for (uint32_t i = a->seen.n; i-- > 0;) {
    const ys_seen seen = a->seen.at[i];
    const ys_literal *literal = &a->rules->literal.at[seen.literal];
    const ys_anchor *anchor = &a->rules->anchor.at[literal->first];
    for (uint32_t k = 0; k < literal->n; k++) {
      if (a->sets[anchor[k].program] & WORTH_TRYING) {
        YS_TRY(note_hit(a, anchor[k], seen.begin));
      }
    }
  }
  return YANSHU_OK;
}

/* Blocks come in the order of the text, and so do mentions. */
static unsigned kinds_of_block(ys_application *a) {
  unsigned kinds = 0;
  const ys_mention *list = a->mentions->list.at;
  uint32_t i = a->mention;
  while (i < a->mentions->list.n && list[i].begin < a->scan.begin) {
    i++;
  }
  for (; i < a->mentions->list.n && list[i].begin < a->scan.end; i++) {
    kinds |= 1u << list[i].kind;
    a->behind[list[i].kind] = list[i].begin;
  }
  a->mention = i;
  return kinds;
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

/* The head of the list of programs that begin so, 0 when it is new; NULL when out of memory. */
static uint32_t *list_of(ys_application *a, uint32_t key) {
  ys_start *start = start_of(a, key);
  if (start->stamp == a->stamp) {
    return &start->starter;
  }
  if (2 * ++a->n_start > a->start_mask) {
    if (!grow_starts(a)) {
      return NULL;
    }
    start = start_of(a, key);
  }
  *start = (ys_start){key, a->stamp, 0};
  return &start->starter;
}

static ys_status add_to_list(ys_application *a, uint32_t *list, uint32_t program) {
  ys_starter *starter = list ? YS_PUSH(a->arena, &a->starter) : NULL;
  if (!starter) {
    return YANSHU_NO_MEMORY;
  }
  *starter = (ys_starter){program, *list};
  *list = a->starter.n;
  return YANSHU_OK;
}

static ys_status add_starter(ys_application *a, uint32_t key, uint32_t program) {
  const uint32_t what = key & 0xffffffu;
  switch ((ys_begin_sort)(key >> 24)) {
  case YS_BEGIN_CHAR:
    if (a->mark[what % YS_MARKS] < a->there) {
      return YANSHU_OK; /* not in the block */
    }
    a->mark[what % YS_MARKS] = (uint8_t)(a->there + 1);
    break;
  case YS_BEGIN_KIND:
    a->by_kind[what] = a->kinds >> what & 1u ? a->by_kind[what] : 0;
    a->kinds |= 1u << what;
    return add_to_list(a, &a->by_kind[what], program);
  case YS_BEGIN_CLASS:
    a->words |= YS_CLASS_BIT(what);
    break;
  case YS_BEGIN_EDGE:
    return add_to_list(a, &a->by_edge, program);
  }
  return add_to_list(a, list_of(a, key), program);
}

/* Whether the block is of the right kind and has the kinds of mention: all of them looked at in one go. */
static bool may_be_in(const ys_program *program, ys_block_kind kind, unsigned kinds) {
  const uint64_t each = UINT64_C(0x0001000100010001);
  uint64_t wanted = 0;
  _Static_assert(sizeof wanted == sizeof program->kinds, "four masks");
  memcpy(&wanted, program->kinds, sizeof wanted);
  wanted &= each * (kinds | YS_ANY_KIND);
  const uint64_t lacking = (wanted - each) & ~wanted & each << 15;
  return lacking == 0 && (program->blocks >> kind & 1u) != 0;
}

/* The last place where it may begin, for then the mentions that it needs, of the @p kinds that are there, stand no more
 * behind. */
static uint32_t last_place(const ys_application *a, const ys_program *program, unsigned kinds, uint32_t last) {
  for (uint32_t i = 0; i < program->n_kinds; i++) {
    uint32_t behind = 0;
    for (unsigned left = program->kinds[i] & kinds; left != 0; left &= left - 1) {
      const uint32_t place = a->behind[__builtin_ctz(left)];
      behind = place > behind ? place : behind;
    }
    last = behind < last ? behind : last;
  }
  return last;
}

static ys_status activate(ys_application *a, uint32_t number, unsigned kinds) {
  const ys_program *program = &a->rules->program.at[number];
  ys_standing *s = &a->standing[number];
  *s = (ys_standing){.stamp = a->stamp,
                     .next = s->next,
                     .tried = s->tried,
                     .last = last_place(a, program, kinds, UINT32_MAX),
                     .active = true};
  for (uint32_t i = 0; i < program->n_begin; i++) {
    YS_TRY(add_starter(a, a->rules->begin.at[program->begin + i].key, number));
  }
  return YANSHU_OK;
}

static ys_status activate_met(ys_application *a, ys_block_kind kind, unsigned kinds) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->met.n; i++) {
    const uint32_t number = a->met.at[i];
    const ys_program *program = &a->rules->program.at[number];
    if ((a->sets[number] & program->sets) == program->sets && may_be_in(program, kind, kinds)) {
      a->sets[number] |= WORTH_TRYING;
      YS_TRY(activate(a, number, kinds));
      n++;
    }
  }
  return n != 0 ? note_hits(a) : YANSHU_OK;
}

ys_status ys_select_programs(ys_application *a, ys_block_kind kind) {
  const ys_rules *rules = a->rules;
  a->stamp++;
  a->hit.n = a->seen.n = a->starter.n = a->n_start = 0;
  a->words = 0;
  a->kinds = 0;
  a->by_edge = 0;
  begin_marks(a);
  YS_TRY(see_literals(a));
  YS_TRY(meet_programs(a));
  const unsigned kinds = kinds_of_block(a);
  YS_TRY(activate_met(a, kind, kinds));
  for (uint32_t i = 0; i < rules->unanchored.n; i++) {
    if (may_be_in(&rules->program.at[rules->unanchored.at[i]], kind, kinds)) {
      YS_TRY(activate(a, rules->unanchored.at[i], kinds));
    }
  }
  return YANSHU_OK;
}

bool ys_select_may_begin(ys_application *a, uint32_t program, uint32_t pos) {
  ys_standing *s = &a->standing[program];
  if (!a->rules->program.at[program].sets) {
    return true;
  }
  while (s->hit && a->hit.at[s->hit - 1].last < pos) {
    s->hit = a->hit.at[s->hit - 1].next;
  }
  return s->hit && a->hit.at[s->hit - 1].first <= pos;
}
