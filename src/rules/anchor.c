/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a program can't do without: sets of literals of which each match has one, and kinds of mention. A block that
 * lacks one of them is passed over, and where the rarest set stands says where a match may begin.
 */
#include <math.h>
#include <stdlib.h>

#include "rules/read.h"

/* ---- how far a part may be from the beginning ---- */

#define WORD_MOST 64u /* characters of a form of the lexicon */

static uint32_t add_far(uint32_t a, uint32_t b) {
  return a > YS_FAR - b ? YS_FAR : a + b;
}

static uint32_t times_far(uint32_t a, uint32_t n) {
  return a && n > YS_FAR / a ? YS_FAR : a * n;
}

static ys_reach_before add_reach(ys_reach_before a, ys_reach_before b) {
  return (ys_reach_before){add_far(a.min, b.min), add_far(a.max, b.max), add_far(a.names, b.names),
                           add_far(a.gaps, b.gaps)};
}

static ys_reach_before times_reach(ys_reach_before a, uint32_t min, uint32_t max) {
  return (ys_reach_before){times_far(a.min, min), times_far(a.max, max), times_far(a.names, max),
                           times_far(a.gaps, max)};
}

static ys_reach_before join_reach(ys_reach_before a, ys_reach_before b) {
  return (ys_reach_before){a.min < b.min ? a.min : b.min, a.max > b.max ? a.max : b.max,
                           a.names > b.names ? a.names : b.names, a.gaps > b.gaps ? a.gaps : b.gaps};
}

static ys_reach_before reach_of(const ys_reader *reader, const ys_node *node, unsigned depth);

static ys_reach_before reach_of_list(const ys_reader *reader, const ys_node *first, unsigned depth) {
  ys_reach_before all = {0, 0, 0, 0};
  for (const ys_node *node = first; node; node = node->next) {
    all = add_reach(all, reach_of(reader, node, depth + 1));
  }
  return all;
}

static ys_reach_before reach_of_choice(const ys_reader *reader, const ys_node *first, unsigned depth) {
  ys_reach_before all = first ? reach_of(reader, first, depth + 1) : (ys_reach_before){0, 0, 0, 0};
  for (const ys_node *node = first ? first->next : NULL; node; node = node->next) {
    all = join_reach(all, reach_of(reader, node, depth + 1));
  }
  return all;
}

static const ys_node *fragment_of(const ys_reader *reader, const ys_node *reference) {
  const ys_fragment *f = ys_find_fragment(reader->rules, reference->name);
  return f && f->node ? f->node->child : NULL;
}

#define QUOTATIONS ((1u << YS_MENTION_QUOTATION) | (1u << YS_MENTION_SPEECH))

static ys_reach_before reach_of_mentions(const ys_reader *reader, const ys_node *node) {
  const bool quotes = reader->rules->condition.at[node->condition].kinds & QUOTATIONS;
  const uint32_t between = node->text.n * (node->max - 1u);
  return (ys_reach_before){node->min, between, quotes ? 0 : node->max, quotes ? node->max : 0};
}

static ys_reach_before reach_of(const ys_reader *reader, const ys_node *node, unsigned depth) {
  if (depth > 8 * YS_RULE_NESTING) {
    return (ys_reach_before){0, YS_FAR, 0, 0};
  }
  switch (node->kind) {
  case YS_NODE_TEXT:
    return (ys_reach_before){node->text.n, node->text.n, 0, 0};
  case YS_NODE_SEQUENCE:
  case YS_NODE_CAPTURE:
    return reach_of_list(reader, node->child, depth);
  case YS_NODE_ONE_OF:
    return reach_of_choice(reader, node->child, depth);
  case YS_NODE_REPEAT:
    return times_reach(reach_of_list(reader, node->child, depth), node->min, node->max);
  case YS_NODE_REF:
    return reach_of_list(reader, fragment_of(reader, node), depth);
  case YS_NODE_MENTION:
    return reach_of_mentions(reader, node);
  case YS_NODE_WORD:
    return (ys_reach_before){1, WORD_MOST, 0, 0};
  case YS_NODE_GAP:
    return (ys_reach_before){node->gap.min, 0, 0, node->gap.max};
  case YS_NODE_QUOTE:
    return (ys_reach_before){2, YS_FAR, 0, 0};
  case YS_NODE_REST:
    return (ys_reach_before){1, YS_FAR, 0, 0};
  case YS_NODE_START:
  case YS_NODE_END:
  case YS_NODE_LOOK:
    break;
  }
  return (ys_reach_before){0, 0, 0, 0};
}

/* ---- sets ---- */

#define LITERAL_MOST 32u /* its first characters will do */

typedef struct ys_set {
  double cost; /* how often it may be expected, per million characters */
  ys_reach_before before;
  YS_ARRAY(ys_chars) literal;
} ys_set;

typedef struct ys_needs {
  ys_reader *reader;
  YS_ARRAY(ys_set) set;
  YS_ARRAY(uint32_t) kinds;
} ys_needs;

static double cost_of(const ys_rules *rules, ys_chars text) {
  static const double by_length[] = {40000, 3000, 60, 8, 1}; /* ideographs, when the lexicon does not say */
  uint32_t han = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    han += ys_is_han(text.at[i]);
  }
  const ys_entry *word =
      rules->lexicon && text.n > 1 ? ys_lexicon_reading(rules->lexicon, text.at, text.n, YS_CLASS_WORD) : NULL;
  const double most = by_length[han < YS_LENGTH(by_length) ? han : YS_LENGTH(by_length) - 1];
  return word ? pow(10, word->weight / 1000.0) + 1 : most;
}

static void add_literal(ys_needs *needs, ys_set *set, ys_chars text) {
  ys_chars *place = YS_PUSH(needs->reader->arena, &set->literal);
  if (!place) {
    needs->reader->no_memory = true;
    return;
  }
  *place = text;
  set->cost += cost_of(needs->reader->rules, text);
}

static void add_set(ys_needs *needs, const ys_set *set) {
  ys_set *place = YS_PUSH(needs->reader->arena, &needs->set);
  if (!place) {
    needs->reader->no_memory = true;
    return;
  }
  *place = *set;
}

static void add_text(ys_needs *needs, ys_chars text, ys_reach_before before) {
  ys_set set = {.before = before};
  text.n = text.n < LITERAL_MOST ? text.n : LITERAL_MOST;
  add_literal(needs, &set, text);
  add_set(needs, &set);
}

static void need_list(ys_needs *needs, const ys_node *first, ys_reach_before before, unsigned depth);

static int compare_sets(const void *a, const void *b) {
  const ys_set *x = a;
  const ys_set *y = b;
  if (x->cost != y->cost) {
    return x->cost < y->cost ? -1 : 1;
  }
  return x->literal.n < y->literal.n ? -1 : x->literal.n > y->literal.n;
}

static const ys_set *best_of(const ys_needs *needs) {
  const ys_set *best = NULL;
  for (uint32_t i = 0; i < needs->set.n; i++) {
    if (!best || compare_sets(&needs->set.at[i], best) < 0) {
      best = &needs->set.at[i];
    }
  }
  return best;
}

/* Of a choice a match has one of what its children need, when each of them needs something. */
static void need_choice(ys_needs *needs, const ys_node *first, ys_reach_before before, unsigned depth) {
  ys_set all = {0};
  for (const ys_node *node = first; node; node = node->next) {
    ys_needs child = {.reader = needs->reader};
    ys_node alone = *node;
    alone.next = NULL;
    need_list(&child, &alone, before, depth + 1);
    const ys_set *best = best_of(&child);
    if (!best) {
      return;
    }
    all.before = node == first ? best->before : join_reach(all.before, best->before);
    for (uint32_t i = 0; i < best->literal.n; i++) {
      add_literal(needs, &all, best->literal.at[i]);
    }
  }
  if (first) {
    add_set(needs, &all);
  }
}

static void need_mention(ys_needs *needs, const ys_node *node) {
  uint32_t *kinds = YS_PUSH(needs->reader->arena, &needs->kinds);
  if (!kinds) {
    needs->reader->no_memory = true;
    return;
  }
  *kinds = needs->reader->rules->condition.at[node->condition].kinds;
}

static void need_node(ys_needs *needs, const ys_node *node, ys_reach_before before, unsigned depth) {
  switch (node->kind) {
  case YS_NODE_TEXT:
    add_text(needs, node->text, before);
    break;
  case YS_NODE_QUOTE:
    add_text(needs, (ys_chars){node->text.at, 1}, before);
    break;
  case YS_NODE_SEQUENCE:
  case YS_NODE_CAPTURE:
    need_list(needs, node->child, before, depth + 1);
    break;
  case YS_NODE_REPEAT:
    if (node->min) {
      need_list(needs, node->child, before, depth + 1);
    }
    break;
  case YS_NODE_REF:
    need_list(needs, fragment_of(needs->reader, node), before, depth + 1);
    break;
  case YS_NODE_ONE_OF:
    need_choice(needs, node->child, before, depth + 1);
    break;
  case YS_NODE_MENTION:
    need_mention(needs, node);
    break;
  case YS_NODE_LOOK:
    if (!node->negative && !node->behind) { /* what must follow must be there, too */
      need_list(needs, node->child, before, depth + 1);
    }
    break;
  case YS_NODE_WORD:
  case YS_NODE_GAP:
  case YS_NODE_START:
  case YS_NODE_END:
  case YS_NODE_REST:
    break;
  }
}

static void need_list(ys_needs *needs, const ys_node *first, ys_reach_before before, unsigned depth) {
  for (const ys_node *node = first; node && depth <= 4 * YS_RULE_NESTING; node = node->next) {
    need_node(needs, node, before, depth);
    before = add_reach(before, reach_of(needs->reader, node, depth));
  }
}

/* ---- literals to programs ---- */

typedef struct ys_need {
  ys_chars text;
  ys_anchor anchor;
} ys_need;

typedef struct ys_all_needs {
  YS_ARRAY(ys_need) need;
} ys_all_needs;

static int compare_chars(ys_chars a, ys_chars b) {
  for (uint32_t i = 0; i < a.n && i < b.n; i++) {
    if (a.at[i] != b.at[i]) {
      return a.at[i] < b.at[i] ? -1 : 1;
    }
  }
  return a.n < b.n ? -1 : a.n > b.n;
}

static int compare_needs(const void *a, const void *b) {
  const ys_need *x = a;
  const ys_need *y = b;
  const int order = compare_chars(x->text, y->text);
  if (order || x->anchor.program != y->anchor.program) {
    return order ? order : x->anchor.program < y->anchor.program ? -1 : 1;
  }
  return x->anchor.set < y->anchor.set ? -1 : x->anchor.set > y->anchor.set;
}

/* More often than this a literal says little: a comma, 的. */
#define COST_MOST 30000.0

/* The rarest sets of a program, the rarest first. */
static void keep_sets(ys_reader *reader, ys_needs *needs, uint32_t number, ys_all_needs *all) {
  ys_program *program = &reader->rules->program.at[number];
  if (needs->set.n) {
    qsort(needs->set.at, needs->set.n, sizeof *needs->set.at, compare_sets);
  }
  for (uint32_t i = 0; i < needs->set.n && i < YS_RULE_SETS && needs->set.at[i].cost <= COST_MOST; i++) {
    const ys_set *set = &needs->set.at[i];
    program->sets = (uint8_t)(program->sets | 1u << i);
    for (uint32_t k = 0; k < set->literal.n; k++) {
      ys_need *need = YS_PUSH(reader->arena, &all->need);
      if (!need) {
        reader->no_memory = true;
        return;
      }
      *need = (ys_need){set->literal.at[k], {number, i}};
    }
  }
  program->window = needs->set.n && program->sets ? needs->set.at[0].before : (ys_reach_before){0, YS_FAR, 0, 0};
}

static void find_needs(ys_reader *reader, uint32_t number, ys_all_needs *all) {
  ys_program *program = &reader->rules->program.at[number];
  ys_needs needs = {.reader = reader};
  const ys_node *node = reader->rules->node.at[number];
  need_list(&needs, node ? node->child : NULL, (ys_reach_before){0, 0, 0, 0}, 0);
  if (reader->no_memory) {
    return;
  }
  keep_sets(reader, &needs, number, all);
  for (uint32_t i = 0; i < needs.kinds.n && program->n_kinds < YS_RULE_SETS; i++) {
    program->kinds[program->n_kinds++] = (uint16_t)needs.kinds.at[i];
  }
  for (uint32_t i = program->n_kinds; i < YS_RULE_SETS; i++) {
    program->kinds[i] = YS_ANY_KIND;
  }
  if (!program->sets) {
    uint32_t *place = YS_PUSH(reader->arena, &reader->rules->unanchored);
    reader->no_memory |= !place;
    if (place) {
      *place = number;
    }
  }
}

/* The place of a program's need, under its literal, which comes last. */
static void add_anchor(ys_reader *reader, ys_anchor needed) {
  ys_rules *rules = reader->rules;
  ys_anchor *anchor = YS_PUSH(reader->arena, &rules->anchor);
  if (!anchor) {
    reader->no_memory = true;
    return;
  }
  *anchor = needed;
  rules->literal.at[rules->literal.n - 1].n++;
}

static void start_literal(ys_reader *reader, ys_chars text) {
  const ys_pooled pooled = ys_pool_chars(reader, text);
  ys_literal *literal = YS_PUSH(reader->arena, &reader->rules->literal);
  if (!literal) {
    reader->no_memory = true;
    return;
  }
  *literal = (ys_literal){pooled, reader->rules->anchor.n, 0};
}

static void group_needs(ys_reader *reader, const ys_need *need, uint32_t n) {
  for (uint32_t i = 0; i < n && !reader->no_memory; i++) {
    if (i == 0 || compare_chars(need[i - 1].text, need[i].text) != 0) {
      start_literal(reader, need[i].text);
    } else if (compare_needs(&need[i - 1], &need[i]) == 0) {
      continue;
    }
    if (!reader->no_memory) {
      add_anchor(reader, need[i].anchor);
    }
  }
}

void ys_find_anchors(ys_reader *reader) {
  ys_all_needs all = {0};
  for (uint32_t i = 0; i < reader->rules->program.n && !reader->no_memory; i++) {
    find_needs(reader, i, &all);
  }
  if (all.need.n && !reader->no_memory) {
    qsort(all.need.at, all.need.n, sizeof *all.need.at, compare_needs);
    group_needs(reader, all.need.at, all.need.n);
  }
  if (!reader->no_memory) {
    ys_build_literals(reader);
  }
}
