/* SPDX-License-Identifier: Apache-2.0 */
/* What must stand at a place for a code and what follows it to fit there: the matcher opens no way that finds none of
 * it. */
#include <string.h>

#include <xxhash.h>

#include "rules/read.h"

static const ys_ahead ANYTHING = {.chars = UINT64_MAX, .chars_2 = UINT64_MAX, .chars_3 = UINT64_MAX, .any = true};

static void add_char(ys_ahead *all, uint32_t c) {
  all->chars |= YS_CHAR_BIT(c);
  all->chars_2 |= YS_CHAR_BIT_2(c);
  all->chars_3 |= YS_CHAR_BIT_3(c);
}

static ys_ahead join(ys_ahead a, ys_ahead b) {
  return (ys_ahead){.chars = a.chars | b.chars,
                    .chars_2 = a.chars_2 | b.chars_2,
                    .chars_3 = a.chars_3 | b.chars_3,
                    .words = a.words | b.words,
                    .kinds = a.kinds | b.kinds,
                    .any = a.any || b.any};
}

/* Codes lead to later ones only, whose answers are known: @p of them. */
static ys_ahead later(const ys_rules *rules, const ys_ahead *of, uint32_t from, uint32_t to) {
  return to > from && to < rules->code.n ? of[to] : ANYTHING;
}

static ys_ahead ahead_of(const ys_rules *rules, const ys_ahead *of, uint32_t pc) {
  const ys_code *code = &rules->code.at[pc];
  ys_ahead all = {0};
  switch ((ys_op)code->op) {
  case YS_OP_TEXT:
    if (code->b == 0) {
      return later(rules, of, pc, pc + 1);
    }
    add_char(&all, rules->pool.at[code->a]);
    break;
  case YS_OP_TEXTS:
    for (uint32_t i = 0; i < code->b; i++) {
      add_char(&all, rules->pool.at[rules->choice.at[code->a + i].first]);
    }
    break;
  case YS_OP_QUOTE:
    add_char(&all, code->a);
    break;
  case YS_OP_MENTION:
    all.kinds = rules->condition.at[code->a].kinds;
    break;
  case YS_OP_WORD:
    all.words = YS_CLASS_BIT(rules->condition.at[code->a].class_id);
    break;
  case YS_OP_SPLIT:
    return join(later(rules, of, pc, code->a), later(rules, of, pc, code->b));
  case YS_OP_JUMP:
    return later(rules, of, pc, code->a);
  case YS_OP_LOOK: /* what is looked for ahead must be there, and so must what follows */
    all = code->flag != 0 ? ANYTHING : later(rules, of, pc, pc + 1);
    return all.any ? later(rules, of, pc, code->a) : all;
  case YS_OP_OPEN:
  case YS_OP_CLOSE:
  case YS_OP_START:
  case YS_OP_END:
    return later(rules, of, pc, pc + 1);
  case YS_OP_GAP:
  case YS_OP_REST:
  case YS_OP_ACCEPT:
    return ANYTHING;
  }
  return all;
}

/* ---- those that the matcher asks for, each kept once ---- */

typedef struct ys_kept_aheads {
  uint32_t *slot; /* number + 1, 0: empty */
  uint32_t mask;
} ys_kept_aheads;

static uint32_t keep(ys_reader *reader, const ys_kept_aheads *kept, const ys_ahead *ahead) {
  ys_rules *rules = reader->rules;
  uint32_t i = (uint32_t)XXH3_64bits(ahead, sizeof *ahead) & kept->mask;
  for (; kept->slot[i] != 0; i = (i + 1) & kept->mask) {
    if (memcmp(&rules->ahead.at[kept->slot[i] - 1], ahead, sizeof *ahead) == 0) {
      return kept->slot[i] - 1;
    }
  }
  ys_ahead *place = YS_PUSH(reader->arena, &rules->ahead);
  if (place == NULL) {
    reader->no_memory = true;
    return 0;
  }
  *place = *ahead;
  kept->slot[i] = rules->ahead.n;
  return rules->ahead.n - 1;
}

static void keep_of(ys_reader *reader, const ys_kept_aheads *kept, const ys_ahead *of, uint32_t pc) {
  if (pc < reader->rules->code.n && !reader->no_memory) {
    reader->rules->code.at[pc].ahead = keep(reader, kept, &of[pc]);
  }
}

static void keep_asked(ys_reader *reader, const ys_kept_aheads *kept, const ys_ahead *of) {
  const ys_rules *rules = reader->rules;
  (void)keep(reader, kept, &ANYTHING); /* number 0 */
  for (uint32_t pc = 0; pc < rules->code.n; pc++) {
    const ys_code *code = &rules->code.at[pc];
    if (code->op == YS_OP_SPLIT) {
      keep_of(reader, kept, of, code->a);
      keep_of(reader, kept, of, code->b);
    } else if (code->op == YS_OP_GAP || code->op == YS_OP_LOOK) {
      keep_of(reader, kept, of, pc + 1);
    } else if (code->op == YS_OP_TEXTS) {
      keep_of(reader, kept, of, pc);
    }
  }
}

void ys_look_ahead(ys_reader *reader) {
  const ys_rules *rules = reader->rules;
  const uint32_t n = rules->code.n;
  ys_kept_aheads kept = {.mask = 15};
  while (kept.mask < 2 * (uint64_t)n) {
    kept.mask = 2 * kept.mask + 1;
  }
  kept.slot = ys_arena_alloc(reader->arena, (kept.mask + (size_t)1) * sizeof *kept.slot);
  ys_ahead *of = ys_arena_alloc(reader->arena, (n + (size_t)1) * sizeof *of);
  if (kept.slot == NULL || of == NULL) {
    reader->no_memory = true;
    return;
  }
  for (uint32_t pc = n; pc-- > 0;) {
    of[pc] = ahead_of(rules, of, pc);
  }
  keep_asked(reader, &kept, of);
}
