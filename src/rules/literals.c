/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All literals in one trie, its steps in a hash table. Of most characters a bit tells that no literal begins with
 * them and the next one, so that few are looked up.
 */
#include "rules/literals.h"

#include <string.h>

#include "rules/read.h"

static uint32_t hash_of(uint32_t state, uint32_t c) {
  uint32_t key = (state * 2654435761u) ^ (c * 2246822519u);
  return key ^ (key >> 15);
}

/* The place of a step in the table, or the empty place where it belongs. */
static ys_step *place_of(const ys_rules *rules, uint32_t state, uint32_t c) {
  const uint32_t mask = rules->step.n - 1;
  uint32_t at = hash_of(state, c) & mask;
  while (rules->step.at[at].next != 0 && (rules->step.at[at].state != state || rules->step.at[at].c != c)) {
    at = (at + 1) & mask;
  }
  return &rules->step.at[at];
}

uint32_t ys_literal_step(const ys_rules *rules, uint32_t state, uint32_t c) {
  return place_of(rules, state, c)->next;
}

/* The state after a step, which is new. */
static uint32_t add_step(ys_reader *reader, uint32_t state, uint32_t c) {
  ys_rules *rules = reader->rules;
  uint32_t *literal = YS_PUSH(reader->arena, &rules->state);
  if (literal == NULL) {
    reader->no_memory = true;
    return 0;
  }
  *literal = UINT32_MAX;
  *place_of(rules, state, c) = (ys_step){state, c, rules->state.n - 1};
  return rules->state.n - 1;
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
      path[k + 1] = add_step(reader, path[k], at[k]);
    }
    if (!reader->no_memory) {
      rules->state.at[path[text.n]] = i;
    }
    before = text;
  }
}

/* Room for so many characters, a quarter of it used at most. */
static void make_table(ys_reader *reader, uint64_t chars) {
  ys_rules *rules = reader->rules;
  uint32_t size = 8;
  while (size < 4 * chars) {
    size *= 2;
  }
  if (!YS_RESERVE(reader->arena, &rules->step, size)) {
    reader->no_memory = true;
    return;
  }
  memset(rules->step.at, 0, size * sizeof *rules->step.at);
  rules->step.n = size;
}

enum { GATE_BYTES = 16 }; /* for each literal: one of twenty characters or so is looked up in vain */

static void make_gate(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  uint32_t size = 64;
  while (size < GATE_BYTES * (uint64_t)rules->literal.n) {
    size *= 2;
  }
  if (!YS_RESERVE(reader->arena, &rules->gate, size)) {
    reader->no_memory = true;
    return;
  }
  uint8_t *gate = rules->gate.at;
  memset(gate, 0, size);
  rules->gate.n = size;
  for (uint32_t i = 0; i < rules->literal.n; i++) {
    const ys_pooled text = rules->literal.at[i].text;
    const uint32_t *at = rules->pool.at + text.first;
    if (text.n == 1) {
      gate[at[0] & (size - 1)] |= YS_GATE_ONE;
    } else if (text.n > 1) {
      gate[ys_gate_of_two(at[0], at[1]) & (size - 1)] |= YS_GATE_TWO;
    }
  }
}

void ys_build_literals(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  uint32_t longest = 0;
  uint64_t chars = 0;
  for (uint32_t i = 0; i < rules->literal.n; i++) {
    const uint32_t n = rules->literal.at[i].text.n;
    longest = n > longest ? n : longest;
    chars += n;
  }
  uint32_t *path = ys_arena_alloc(reader->arena, (longest + 1u) * sizeof *path);
  uint32_t *root = YS_PUSH(reader->arena, &rules->state);
  if (!path || !root) {
    reader->no_memory = true;
    return;
  }
  *root = UINT32_MAX;
  make_table(reader, chars);
  if (!reader->no_memory) {
    add_literals(reader, path);
  }
  if (!reader->no_memory) {
    make_gate(reader);
  }
}
