/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a rule may begin, and what it can't do without: tables by which a document position finds the few rules that
 * are worth trying there, however many there are.
 */
#include <stdlib.h>
#include <string.h>

#include "rules/read.h"

/* ---- index ---- */

static int compare_pairs(const void *a, const void *b) {
  const ys_pair *x = a;
  const ys_pair *y = b;
  if (x->key != y->key) {
    return x->key < y->key ? -1 : 1;
  }
  return x->value < y->value ? -1 : x->value > y->value;
}

static uint32_t hash_of(uint32_t key) {
  key *= 2654435769u; /* Knuth's multiplier: spreads neighbouring code points */
  return key ^ (key >> 15);
}

static void build_index(ys_reader *reader, ys_pair *pair, uint32_t n, ys_index *index) {
  uint32_t size = 8;
  while (size < 2 * (uint64_t)n) {
    size *= 2;
  }
  uint32_t *table = ys_arena_alloc(reader->arena, size * sizeof *table);
  if (!table) {
    reader->no_memory = true;
    return;
  }
  memset(table, 0xff, size * sizeof *table);
  if (n) {
    qsort(pair, n, sizeof *pair, compare_pairs);
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (kept && compare_pairs(&pair[kept - 1], &pair[i]) == 0) {
      continue;
    }
    pair[kept++] = pair[i];
    if (kept > 1 && pair[kept - 2].key == pair[kept - 1].key) {
      continue;
    }
    uint32_t slot = hash_of(pair[kept - 1].key) & (size - 1);
    while (table[slot] != UINT32_MAX) {
      slot = (slot + 1) & (size - 1);
    }
    table[slot] = kept - 1;
  }
  *index = (ys_index){pair, kept, table, size - 1};
}

const ys_pair *ys_index_find(const ys_index *index, uint32_t key, uint32_t *n) {
  *n = 0;
  if (!index->n) {
    return NULL;
  }
  for (uint32_t slot = hash_of(key) & index->mask; index->table[slot] != UINT32_MAX; slot = (slot + 1) & index->mask) {
    const uint32_t first = index->table[slot];
    if (index->pair[first].key == key) {
      uint32_t end = first;
      while (end < index->n && index->pair[end].key == key) {
        end++;
      }
      *n = end - first;
      return &index->pair[first];
    }
  }
  return NULL;
}

/* ---- how a program begins ---- */

typedef struct ys_beginning {
  ys_reader *reader;
  uint32_t program;
  uint8_t *seen;   /* by code of the program */
  uint32_t *stack; /* codes to look at */
  uint32_t n;
  uint32_t start;
  bool edge; /* the first thing asked is an edge: a gap may follow */
  bool at_edge;
  const char *wrong;
} ys_beginning;

static void add_pair(ys_reader *reader, uint32_t key, uint32_t value, ys_pair *pair) {
  if (!pair) {
    reader->no_memory = true;
    return;
  }
  *pair = (ys_pair){key, value};
}

static void visit(ys_beginning *b, uint32_t code) {
  if (!b->seen[code - b->start]) {
    b->seen[code - b->start] = 1;
    b->stack[b->n++] = code;
  }
}

static void begin_mention(ys_beginning *b, const ys_condition *condition) {
  ys_rules *rules = b->reader->rules;
  for (uint32_t kind = 0; kind < YS_MENTION_KINDS; kind++) {
    if (condition->kinds & (1u << kind)) {
      add_pair(b->reader, kind, b->program, YS_PUSH(b->reader->arena, &rules->first_kind));
    }
  }
}

static void begin_code(ys_beginning *b, uint32_t pc) {
  ys_rules *rules = b->reader->rules;
  ys_arena *arena = b->reader->arena;
  const ys_code *code = &rules->code.at[pc];
  switch ((ys_op)code->op) {
  case YS_OP_TEXT:
    if (code->b) {
      add_pair(b->reader, rules->pool.at[code->a], b->program, YS_PUSH(arena, &rules->first_char));
    }
    break;
  case YS_OP_QUOTE:
    add_pair(b->reader, code->a, b->program, YS_PUSH(arena, &rules->first_char));
    break;
  case YS_OP_MENTION:
    begin_mention(b, &rules->condition.at[code->a]);
    break;
  case YS_OP_WORD:
    add_pair(b->reader, rules->condition.at[code->a].class_id, b->program, YS_PUSH(arena, &rules->first_class));
    break;
  case YS_OP_SPLIT:
    visit(b, code->a);
    visit(b, code->b);
    break;
  case YS_OP_JUMP:
  case YS_OP_LOOK:
    visit(b, code->a);
    break;
  case YS_OP_START:
  case YS_OP_END:
  case YS_OP_OPEN:
  case YS_OP_CLOSE:
    visit(b, pc + 1);
    break;
  case YS_OP_GAP:
  case YS_OP_REST:
    b->at_edge = true;
    if (!b->edge) {
      b->wrong = "the pattern can't begin with a <gap> or <rest>, unless <start> stands before it";
    }
    break;
  case YS_OP_ACCEPT:
    b->wrong = "the pattern can match nothing at all: something in it must not be optional";
    break;
  }
}

static void find_beginning(ys_reader *reader, uint32_t number, uint32_t end) {
  const ys_program *program = &reader->rules->program.at[number];
  const uint32_t n = end - program->start;
  ys_beginning b = {.reader = reader, .program = number, .start = program->start};
  b.seen = ys_arena_alloc(reader->arena, n);
  b.stack = ys_arena_alloc(reader->arena, n * sizeof *b.stack);
  if (!b.seen || !b.stack) {
    reader->no_memory = true;
    return;
  }
  b.edge = n && reader->rules->code.at[program->start].op == YS_OP_START;
  visit(&b, program->start);
  while (b.n) {
    begin_code(&b, b.stack[--b.n]);
  }
  if (b.at_edge) {
    uint32_t *place = YS_PUSH(reader->arena, &reader->rules->first_edge);
    reader->no_memory |= !place;
    if (place) {
      *place = number;
    }
  }
  if (b.wrong) {
    YS_RULE_ERROR(reader, program->node ? program->node->line : 0, "%s", b.wrong);
  }
}

/* ---- cues: literals that a pattern can't do without ---- */

typedef struct ys_cue_set {
  uint32_t score; /* 0: no set; of the weakest literal */
  YS_ARRAY(ys_chars) literal;
} ys_cue_set;

static ys_cue_set cue_of(ys_reader *reader, const ys_node *node, unsigned depth);

static uint32_t score_of(ys_chars text) {
  uint32_t han = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    han += ys_is_han(text.at[i]);
  }
  return han * 8 + text.n;
}

static ys_cue_set cue_of_text(ys_reader *reader, ys_chars text) {
  ys_cue_set set = {0};
  ys_chars *place = YS_PUSH(reader->arena, &set.literal);
  if (!place) {
    reader->no_memory = true;
    return set;
  }
  *place = text;
  set.score = score_of(text);
  return set;
}

static ys_cue_set cue_of_list(ys_reader *reader, const ys_node *first, unsigned depth) {
  ys_cue_set best = {0};
  for (const ys_node *node = first; node; node = node->next) {
    const ys_cue_set set = cue_of(reader, node, depth + 1);
    if (set.score > best.score || (set.score == best.score && set.score && set.literal.n < best.literal.n)) {
      best = set;
    }
  }
  return best;
}

static ys_cue_set cue_of_choice(ys_reader *reader, const ys_node *first, unsigned depth) {
  ys_cue_set all = {.score = UINT32_MAX};
  for (const ys_node *node = first; node; node = node->next) {
    const ys_cue_set set = cue_of(reader, node, depth + 1);
    if (!set.score) {
      return set;
    }
    all.score = set.score < all.score ? set.score : all.score;
    for (uint32_t i = 0; i < set.literal.n; i++) {
      ys_chars *place = YS_PUSH(reader->arena, &all.literal);
      if (!place) {
        reader->no_memory = true;
        return (ys_cue_set){0};
      }
      *place = set.literal.at[i];
    }
  }
  return first ? all : (ys_cue_set){0};
}

static ys_cue_set cue_of_reference(ys_reader *reader, const ys_node *node, unsigned depth) {
  for (uint32_t i = 0; i < reader->rules->fragment.n; i++) {
    const ys_fragment *f = &reader->rules->fragment.at[i];
    if (ys_view_equal(f->id, node->name)) {
      return cue_of_list(reader, f->node ? f->node->child : NULL, depth + 1);
    }
  }
  return (ys_cue_set){0};
}

static ys_cue_set cue_of(ys_reader *reader, const ys_node *node, unsigned depth) {
  const ys_cue_set none = {0};
  if (depth > 4 * YS_RULE_NESTING) {
    return none;
  }
  switch (node->kind) {
  case YS_NODE_TEXT:
    return cue_of_text(reader, node->text);
  case YS_NODE_QUOTE:
    return node->text.n == 2 ? cue_of_text(reader, (ys_chars){node->text.at, 1}) : none;
  case YS_NODE_SEQUENCE:
  case YS_NODE_CAPTURE:
    return cue_of_list(reader, node->child, depth);
  case YS_NODE_ONE_OF:
    return cue_of_choice(reader, node->child, depth);
  case YS_NODE_REPEAT:
    return node->min ? cue_of_list(reader, node->child, depth) : none;
  case YS_NODE_REF:
    return cue_of_reference(reader, node, depth);
  case YS_NODE_MENTION:
  case YS_NODE_WORD:
  case YS_NODE_GAP:
  case YS_NODE_START:
  case YS_NODE_END:
  case YS_NODE_LOOK:
  case YS_NODE_REST:
    return none;
  }
  return none;
}

/* A literal and a program that needs it (or another of its set). */
typedef struct ys_need {
  ys_chars text;
  uint32_t program;
} ys_need;

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
  return order ? order : (x->program < y->program ? -1 : x->program > y->program);
}

static void group_needs(ys_reader *reader, const ys_need *need, uint32_t n) {
  ys_rules *rules = reader->rules;
  YS_ARRAY(ys_pair) first = {0};
  ys_cue *cue = NULL;
  for (uint32_t i = 0; i < n && !reader->no_memory; i++) {
    if (!cue || compare_chars(cue->text, need[i].text) != 0) {
      cue = YS_PUSH(reader->arena, &rules->cue);
      ys_pair *pair = cue ? YS_PUSH(reader->arena, &first) : NULL;
      if (!pair) {
        reader->no_memory = true;
        return;
      }
      *cue = (ys_cue){need[i].text, rules->cue_program.n, 0};
      *pair = (ys_pair){need[i].text.at[0], rules->cue.n - 1};
    }
    uint32_t *place = YS_PUSH(reader->arena, &rules->cue_program);
    reader->no_memory |= !place;
    if (place) {
      *place = need[i].program;
      cue->n++;
    }
  }
  build_index(reader, first.at, first.n, &rules->by_cue);
}

/* Below this a cue is a mark of punctuation, which stands in every block. */
#define CUE_SCORE 9u

static void find_cues(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  YS_ARRAY(ys_need) need = {0};
  for (uint32_t i = 0; i < rules->program.n && !reader->no_memory; i++) {
    ys_program *program = &rules->program.at[i];
    const ys_cue_set set = cue_of_list(reader, program->node ? program->node->child : NULL, 0);
    program->always = set.score < CUE_SCORE;
    for (uint32_t k = 0; k < set.literal.n && !program->always; k++) {
      ys_need *place = YS_PUSH(reader->arena, &need);
      if (!place) {
        reader->no_memory = true;
        return;
      }
      *place = (ys_need){set.literal.at[k], i};
    }
  }
  if (need.n) {
    qsort(need.at, need.n, sizeof *need.at, compare_needs);
  }
  group_needs(reader, need.at, need.n);
}

void ys_index_rules(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  for (uint32_t i = 0; i < rules->program.n && !reader->no_memory; i++) {
    const ys_program *program = &rules->program.at[i];
    reader->file = rules->rule.at[program->rule].file;
    if (!program->exception) {
      find_beginning(reader, i, i + 1 < rules->program.n ? rules->program.at[i + 1].start : rules->code.n);
    }
  }
  build_index(reader, rules->first_char.at, rules->first_char.n, &rules->by_char);
  build_index(reader, rules->first_kind.at, rules->first_kind.n, &rules->by_kind);
  build_index(reader, rules->first_class.at, rules->first_class.n, &rules->by_class);
  find_cues(reader);
}
