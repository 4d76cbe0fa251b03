/* SPDX-License-Identifier: Apache-2.0 */
/* Where a rule may begin: by which character, kind of mention or class of word. */
#include <stdlib.h>
#include <string.h>

#include "rules/read.h"

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

static void add_begin(const ys_beginning *b, ys_begin_sort sort, uint32_t what) {
  ys_begin *begin = YS_PUSH(b->reader->arena, &b->reader->rules->begin);
  if (!begin) {
    b->reader->no_memory = true;
    return;
  }
  *begin = (ys_begin){YS_BEGIN_KEY(sort, what), b->program};
}

static void visit(ys_beginning *b, uint32_t code) {
  if (!b->seen[code - b->start]) {
    b->seen[code - b->start] = 1;
    b->stack[b->n++] = code;
  }
}

static void begin_mention(const ys_beginning *b, const ys_condition *condition) {
  for (uint32_t kind = 0; kind < YS_MENTION_KINDS; kind++) {
    if (condition->kinds & (1u << kind)) {
      add_begin(b, YS_BEGIN_KIND, kind);
    }
  }
}

static void begin_code(ys_beginning *b, uint32_t pc) {
  const ys_rules *rules = b->reader->rules;
  const ys_code *code = &rules->code.at[pc];
  switch ((ys_op)code->op) {
  case YS_OP_TEXT:
    if (code->b) {
      add_begin(b, YS_BEGIN_CHAR, rules->pool.at[code->a]);
    }
    break;
  case YS_OP_TEXTS:
    for (uint32_t i = 0; i < code->b; i++) {
      add_begin(b, YS_BEGIN_CHAR, rules->pool.at[rules->choice.at[code->a + i].first]);
    }
    break;
  case YS_OP_QUOTE:
    add_begin(b, YS_BEGIN_CHAR, code->a);
    break;
  case YS_OP_MENTION:
    begin_mention(b, &rules->condition.at[code->a]);
    break;
  case YS_OP_WORD:
    add_begin(b, YS_BEGIN_CLASS, rules->condition.at[code->a].class_id);
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
    add_begin(&b, YS_BEGIN_EDGE, 0);
  }
  if (b.wrong) {
    const ys_node *node = reader->rules->node.at[number];
    YS_RULE_ERROR(reader, node ? node->place : YS_NOWHERE, "%s", b.wrong);
  }
}

void ys_index_rules(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  for (uint32_t i = 0; i < rules->program.n && !reader->no_memory; i++) {
    ys_program *program = &rules->program.at[i];
    reader->file = rules->source.at[program->rule].file;
    program->begin = rules->begin.n;
    if (!program->exception) {
      find_beginning(reader, i, i + 1 < rules->program.n ? rules->program.at[i + 1].start : rules->code.n);
    }
    program->n_begin = rules->begin.n - program->begin;
  }
  ys_find_anchors(reader);
}
