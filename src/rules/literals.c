/* SPDX-License-Identifier: Apache-2.0 */
/* The automaton that finds all literals in one pass (Aho and Corasick), its steps in one hash table. */
#include <string.h>

#include "rules/read.h"

static uint32_t hash_of(uint32_t state, uint32_t c) {
  uint32_t key = (state * 2654435761u) ^ (c * 2246822519u);
  return key ^ (key >> 15);
}

/* The step from @p state on @p c, or UINT32_MAX. */
static uint32_t find_step(const ys_rules *rules, uint32_t state, uint32_t c) {
  for (uint32_t at = hash_of(state, c) & (rules->step_table.n - 1);; at = (at + 1) & (rules->step_table.n - 1)) {
    const uint32_t number = rules->step_table.at[at];
    if (number == UINT32_MAX) {
      return number;
    }
    const ys_step *step = &rules->step.at[number];
    if (step->state == state && step->c == c) {
      return step->next;
    }
  }
}

uint32_t ys_literal_step(const ys_rules *rules, uint32_t state, uint32_t c) {
  for (;;) {
    const uint32_t next = find_step(rules, state, c);
    if (next != UINT32_MAX || !state) {
      return next != UINT32_MAX ? next : 0;
    }
    state = rules->state.at[state].fail;
  }
}

static uint32_t add_state(ys_reader *reader) {
  ys_state_of_literals *state = YS_PUSH(reader->arena, &reader->rules->state);
  if (!state) {
    reader->no_memory = true;
    return 0;
  }
  *state = (ys_state_of_literals){.literal = UINT32_MAX};
  return reader->rules->state.n - 1;
}

static void add_step(ys_reader *reader, ys_step step) {
  ys_step *place = YS_PUSH(reader->arena, &reader->rules->step);
  if (!place) {
    reader->no_memory = true;
    return;
  }
  *place = step;
}

/* Literals come sorted: the states of what a literal shares with the one before are those of that one. */
static void add_literals(ys_reader *reader, uint32_t *path) {
  ys_rules *rules = reader->rules;
  ys_pooled before = {0, 0};
  for (uint32_t i = 0; i < rules->literal.n && !reader->no_memory; i++) {
    const ys_pooled text = rules->literal.at[i].text;
    const uint32_t *at = rules->pool.at + text.first;
    uint32_t k = 0;
    while (k < text.n && k < before.n && at[k] == rules->pool.at[before.first + k]) {
      k++;
    }
    for (; k < text.n && !reader->no_memory; k++) {
      path[k + 1] = add_state(reader);
      add_step(reader, (ys_step){path[k], at[k], path[k + 1]});
    }
    if (!reader->no_memory) {
      rules->state.at[path[text.n]].literal = i;
    }
    before = text;
  }
}

static void make_table(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  uint32_t size = 8;
  while (size < 4 * (uint64_t)rules->step.n) {
    size *= 2;
  }
  if (!YS_RESERVE(reader->arena, &rules->step_table, size)) {
    reader->no_memory = true;
    return;
  }
  uint32_t *table = rules->step_table.at;
  memset(table, 0xff, size * sizeof *table);
  for (uint32_t i = 0; i < rules->step.n; i++) {
    uint32_t at = hash_of(rules->step.at[i].state, rules->step.at[i].c) & (size - 1);
    while (table[at] != UINT32_MAX) {
      at = (at + 1) & (size - 1);
    }
    table[at] = i;
  }
  rules->step_table.n = size;
}

/* By length: the fail state of a state lies nearer to the beginning. */
static void set_fails(ys_reader *reader, uint32_t longest) {
  ys_rules *rules = reader->rules;
  uint32_t *depth = ys_arena_alloc(reader->arena, (rules->state.n + 1u) * sizeof *depth);
  if (!depth) {
    reader->no_memory = true;
    return;
  }
  for (uint32_t i = 0; i < rules->step.n; i++) { /* a step is made before those that follow it */
    depth[rules->step.at[i].next] = depth[rules->step.at[i].state] + 1;
  }
  for (uint32_t level = 2; level <= longest; level++) {
    for (uint32_t i = 0; i < rules->step.n; i++) {
      const ys_step *step = &rules->step.at[i];
      if (depth[step->next] != level) {
        continue;
      }
      const uint32_t fail = ys_literal_step(rules, rules->state.at[step->state].fail, step->c);
      rules->state.at[step->next].fail = fail;
      rules->state.at[step->next].shorter =
          rules->state.at[fail].literal != UINT32_MAX ? fail : rules->state.at[fail].shorter;
    }
  }
}

void ys_build_literals(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  uint32_t longest = 0;
  for (uint32_t i = 0; i < rules->literal.n; i++) {
    longest = rules->literal.at[i].text.n > longest ? rules->literal.at[i].text.n : longest;
  }
  uint32_t *path = ys_arena_alloc(reader->arena, (longest + 1u) * sizeof *path);
  if (!path) {
    reader->no_memory = true;
    return;
  }
  (void)add_state(reader);
  add_literals(reader, path);
  if (!reader->no_memory) {
    make_table(reader);
  }
  if (!reader->no_memory) {
    set_fails(reader, longest);
  }
}
