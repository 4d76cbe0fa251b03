/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file literals.h
 * Finding the literals of all rules. Internal to the room.
 */
#ifndef YS_RULES_LITERALS_H
#define YS_RULES_LITERALS_H

#include "rules/model.h"

/** Bits of the gate's bytes: a literal of one character, one that begins with two characters, that lead there. */
enum { YS_GATE_TWO = 1, YS_GATE_ONE = 2 };

static inline uint32_t ys_gate_of_two(uint32_t c, uint32_t next) {
  return c * 0x1f35u ^ next;
}

/** 1 when a literal may begin with the character @p c and the next one, or else 0. */
static inline uint64_t ys_literal_may_begin(const uint8_t *gate, uint32_t mask, uint32_t c, uint32_t next) {
  return ((unsigned)gate[ys_gate_of_two(c, next) & mask] | (unsigned)gate[c & mask] >> 1) & 1u;
}

/** The state of the trie of literals after @p state on character @p c; 0, its beginning, for none. */
uint32_t ys_literal_step(const ys_rules *rules, uint32_t state, uint32_t c);

#endif
