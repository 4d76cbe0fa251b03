/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes to codes: each pattern becomes a short program; fragments are written in where they are referred to. */
#include <stdlib.h>

#include "rules/read.h"

typedef struct ys_compiler {
  ys_reader *reader;
  ys_rules *rules;
  ys_rule_source *rule;
  uint32_t start; /**< first code of the program */
  unsigned depth;
  unsigned look;     /**< looks that we are in */
  unsigned fragment; /**< fragments that we are in */
  bool too_long;
  ys_code nowhere; /**< stands in for a code that could not be emitted; never run */
} ys_compiler;

static void compile_list(ys_compiler *c, ys_node *first);

static uint32_t here(const ys_compiler *c) {
  return c->rules->code.n;
}

static uint32_t emit(ys_compiler *c, ys_op op, uint32_t a, uint32_t b) {
  if (here(c) - c->start >= YS_RULE_CODES) {
    c->too_long = true;
    return c->start;
  }
  ys_code *code = YS_PUSH(c->reader->arena, &c->rules->code);
  if (!code) {
    c->reader->no_memory = true;
    c->too_long = true;
    return c->start;
  }
  *code = (ys_code){.op = (uint8_t)op, .slot = YS_NO_SLOT, .a = a, .b = b};
  return here(c) - 1;
}

static ys_code *at(ys_compiler *c, uint32_t i) {
  return i < here(c) ? &c->rules->code.at[i] : &c->nowhere;
}

static void emit_text(ys_compiler *c, ys_chars text) {
  const ys_pooled pooled = ys_pool_chars(c->reader, text);
  emit(c, YS_OP_TEXT, pooled.first, pooled.n);
}

/* The slot of a name; made at its first use. */
static uint16_t slot_of(ys_compiler *c, const ys_node *node) {
  if (!node->capture.n) {
    return YS_NO_SLOT;
  }
  ys_rule_source *rule = c->rule;
  if (c->look) {
    YS_RULE_ERROR(c->reader, node->place, "nothing can be captured inside <look> or <not> ('%.*s')",
                  YS_INT(node->capture));
  }
  uint32_t i = 0;
  while (i < rule->n_slot && !ys_view_equal(rule->slot[i], node->capture)) {
    i++;
  }
  if (i == YS_RULE_SLOTS) {
    YS_RULE_ERROR(c->reader, node->place, "more than %u names in one rule", YS_RULE_SLOTS);
    return YS_NO_SLOT;
  }
  if (i == rule->n_slot) {
    rule->slot[rule->n_slot++] = node->capture;
  }
  if (!c->fragment && !rule->slot_place[i].line) {
    rule->slot_place[i] = node->place;
  }
  return (uint16_t)i;
}

/* Once, `min` times in a row, then the rest each optional: the longest first. */
static void compile_repeat(ys_compiler *c, ys_node *node) {
  uint32_t split[YS_RULE_REPEAT];
  uint32_t n = 0;
  for (unsigned i = 0; i < node->max && !c->too_long; i++) {
    if (i >= node->min) {
      split[n++] = emit(c, YS_OP_SPLIT, here(c) + 1, 0);
    }
    compile_list(c, node->child);
  }
  for (uint32_t i = 0; i < n; i++) {
    at(c, split[i])->b = here(c);
  }
}

/* The insides of a mention; gives how many, and the first in *first. */
static uint32_t compile_insides(ys_compiler *c, const ys_node *mention, uint32_t *first) {
  uint32_t n = 0;
  *first = c->rules->inside.n;
  for (const ys_node *node = mention->inside; node; node = node->next, n++) {
    ys_inside *inside = YS_PUSH(c->reader->arena, &c->rules->inside);
    if (!inside) {
      c->reader->no_memory = true;
      return 0;
    }
    *inside = (ys_inside){node->condition, slot_of(c, node), node->core, 0};
  }
  return n;
}

static void compile_mention(ys_compiler *c, const ys_node *node) {
  const uint16_t slot = slot_of(c, node);
  uint32_t inside = 0;
  const uint32_t n_inside = compile_insides(c, node, &inside);
  uint32_t split[YS_RULE_REPEAT];
  uint32_t n = 0;
  for (unsigned i = 0; i < node->max && !c->too_long; i++) {
    if (i >= node->min) {
      split[n++] = emit(c, YS_OP_SPLIT, here(c) + 1, 0);
    }
    if (i && node->text.n) {
      emit_text(c, node->text);
    }
    ys_code *code = at(c, emit(c, YS_OP_MENTION, node->condition, inside));
    code->slot = slot;
    code->flag = (uint8_t)n_inside;
  }
  for (uint32_t i = 0; i < n; i++) {
    at(c, split[i])->b = here(c);
  }
}

/* The end of a run of plain literals; `first` itself when it is none. */
static ys_node *end_of_texts(ys_node *first) {
  while (first && first->kind == YS_NODE_TEXT) {
    first = first->next;
  }
  return first;
}

/* Literals beside each other need no choice each. */
static void compile_texts(ys_compiler *c, const ys_node *first, const ys_node *end) {
  const uint32_t from = c->rules->choice.n;
  for (const ys_node *node = first; node != end; node = node->next) {
    ys_pooled *place = YS_PUSH(c->reader->arena, &c->rules->choice);
    if (!place) {
      c->reader->no_memory = true;
      return;
    }
    *place = ys_pool_chars(c->reader, node->text);
  }
  emit(c, YS_OP_TEXTS, from, c->rules->choice.n - from);
}

static void compile_one_of(ys_compiler *c, ys_node *node) {
  uint32_t jump = UINT32_MAX; /* chain of jumps to the end, linked through a */
  for (ys_node *child = node->child, *next = NULL; child && !c->too_long; child = next) {
    ys_node *const texts = end_of_texts(child);
    const bool several = texts != child && child->next != texts;
    next = several ? texts : child->next;
    const uint32_t split = next ? emit(c, YS_OP_SPLIT, here(c) + 1, 0) : UINT32_MAX;
    if (several) {
      compile_texts(c, child, texts);
    } else {
      ys_node *after = child->next;
      child->next = NULL;
      compile_list(c, child);
      child->next = after;
    }
    if (next) {
      jump = emit(c, YS_OP_JUMP, jump, 0);
      at(c, split)->b = here(c);
    }
  }
  while (jump != UINT32_MAX && !c->too_long) {
    const uint32_t before = at(c, jump)->a;
    at(c, jump)->a = here(c);
    jump = before;
  }
}

/* How many characters a list of nodes can take: fewest and most, the latter at most YS_RULE_BEHIND. */
typedef struct ys_width {
  uint32_t min;
  uint32_t max;
} ys_width;

static ys_width width_of(const ys_node *node, unsigned depth);
static ys_width width_of_list(const ys_node *first, unsigned depth);

static ys_width width_of_choice(const ys_node *first, unsigned depth) {
  ys_width all = {UINT32_MAX, 0};
  for (const ys_node *node = first; node; node = node->next) {
    const ys_width w = width_of(node, depth + 1);
    all.min = w.min < all.min ? w.min : all.min;
    all.max = w.max > all.max ? w.max : all.max;
  }
  return all.min > all.max ? (ys_width){0, YS_RULE_BEHIND} : all;
}

static ys_width width_of(const ys_node *node, unsigned depth) {
  ys_width w = {0, 0};
  switch (node->kind) {
  case YS_NODE_TEXT:
    return (ys_width){node->text.n, node->text.n};
  case YS_NODE_SEQUENCE:
  case YS_NODE_CAPTURE:
    return width_of_list(node->child, depth + 1);
  case YS_NODE_ONE_OF:
    return width_of_choice(node->child, depth + 1);
  case YS_NODE_REPEAT:
    w = width_of_list(node->child, depth + 1);
    return (ys_width){w.min * node->min, w.max * node->max};
  case YS_NODE_START:
  case YS_NODE_END:
  case YS_NODE_LOOK:
    return w;
  case YS_NODE_GAP:
  case YS_NODE_REF:
    return (ys_width){0, YS_RULE_BEHIND};
  case YS_NODE_MENTION:
  case YS_NODE_WORD:
  case YS_NODE_QUOTE:
  case YS_NODE_REST:
    break;
  }
  return (ys_width){1, YS_RULE_BEHIND};
}

static ys_width width_of_list(const ys_node *first, unsigned depth) {
  ys_width all = {0, 0};
  if (depth > 4 * YS_RULE_NESTING) {
    return (ys_width){0, YS_RULE_BEHIND};
  }
  for (const ys_node *node = first; node; node = node->next) {
    const ys_width w = width_of(node, depth);
    all.min += w.min;
    all.max += w.max;
  }
  all.min = all.min < YS_RULE_BEHIND ? all.min : YS_RULE_BEHIND;
  all.max = all.max < YS_RULE_BEHIND ? all.max : YS_RULE_BEHIND;
  return all;
}

static void compile_look(ys_compiler *c, const ys_node *node) {
  if (c->look >= YS_RULE_LOOK) {
    YS_RULE_ERROR(c->reader, node->place, "more than %u <look> or <not> inside each other", YS_RULE_LOOK);
    return;
  }
  const ys_width width = width_of_list(node->child, 0);
  const uint32_t look = emit(c, YS_OP_LOOK, 0, width.min << 16 | width.max);
  at(c, look)->flag = (uint8_t)((node->negative ? 1 : 0) | (node->behind ? 2 : 0));
  c->look++;
  compile_list(c, node->child);
  c->look--;
  emit(c, YS_OP_ACCEPT, 0, 0);
  at(c, look)->a = here(c);
}

ys_fragment *ys_find_fragment(const ys_rules *rules, ys_view name) {
  ys_fragment *spare = NULL;
  for (uint32_t i = 0; i < rules->fragment.n; i++) {
    ys_fragment *f = &rules->fragment.at[i];
    if (ys_view_equal(f->id, name)) {
      if (!f->spare) {
        return f;
      }
      spare = f;
    }
  }
  return spare;
}

static void compile_reference(ys_compiler *c, const ys_node *node) {
  ys_fragment *f = ys_find_fragment(c->rules, node->name);
  if (!f) {
    YS_RULE_ERROR(c->reader, node->place, "there is no fragment '%.*s'", YS_INT(node->name));
    return;
  }
  if (f->open) {
    YS_RULE_ERROR(c->reader, node->place, "fragment '%.*s' refers to itself", YS_INT(f->id));
    return;
  }
  f->open = true;
  f->used = true;
  c->fragment++;
  compile_list(c, f->node ? f->node->child : NULL);
  c->fragment--;
  f->open = false;
}

static void compile_gap(ys_compiler *c, const ys_node *node) {
  ys_gap *gap = YS_PUSH(c->reader->arena, &c->rules->gap);
  if (!gap) {
    c->reader->no_memory = true;
    return;
  }
  *gap = node->gap;
  emit(c, YS_OP_GAP, c->rules->gap.n - 1, 0);
}

static void compile_captured(ys_compiler *c, ys_node *node) {
  const uint16_t slot = slot_of(c, node);
  at(c, emit(c, YS_OP_OPEN, 0, 0))->slot = slot;
  compile_list(c, node->child);
  at(c, emit(c, YS_OP_CLOSE, 0, 0))->slot = slot;
}

static void compile_leaf(ys_compiler *c, const ys_node *node) {
  uint32_t code = c->start;
  switch (node->kind) {
  case YS_NODE_WORD:
    code = emit(c, YS_OP_WORD, node->condition, 0);
    break;
  case YS_NODE_QUOTE:
    if (node->text.n == 2) {
      code = emit(c, YS_OP_QUOTE, node->text.at[0], node->text.at[1]);
    }
    break;
  case YS_NODE_REST:
    code = emit(c, YS_OP_REST, 0, 0);
    break;
  case YS_NODE_START:
    code = emit(c, YS_OP_START, 0, 0);
    break;
  default:
    code = emit(c, YS_OP_END, 0, 0);
    break;
  }
  at(c, code)->flag = node->unit;
  at(c, code)->slot = slot_of(c, node);
}

static void compile_node(ys_compiler *c, ys_node *node) {
  switch (node->kind) {
  case YS_NODE_SEQUENCE:
    compile_list(c, node->child);
    break;
  case YS_NODE_TEXT:
    emit_text(c, node->text);
    break;
  case YS_NODE_ONE_OF:
    compile_one_of(c, node);
    break;
  case YS_NODE_MENTION:
    compile_mention(c, node);
    break;
  case YS_NODE_GAP:
    compile_gap(c, node);
    break;
  case YS_NODE_REPEAT:
    compile_repeat(c, node);
    break;
  case YS_NODE_LOOK:
    compile_look(c, node);
    break;
  case YS_NODE_CAPTURE:
    compile_captured(c, node);
    break;
  case YS_NODE_REF:
    compile_reference(c, node);
    break;
  case YS_NODE_WORD:
  case YS_NODE_START:
  case YS_NODE_END:
  case YS_NODE_QUOTE:
  case YS_NODE_REST:
    compile_leaf(c, node);
    break;
  }
}

static void compile_list(ys_compiler *c, ys_node *first) {
  if (c->depth >= 2 * YS_RULE_NESTING) {
    YS_RULE_ERROR(c->reader, first ? first->place : YS_NOWHERE,
                  "elements and fragments are too deep inside each other");
    return;
  }
  c->depth++;
  for (ys_node *node = first; node && !c->too_long; node = node->next) {
    compile_node(c, node);
  }
  c->depth--;
}

static void compile_pattern(ys_reader *reader, uint32_t number, ys_node *node, bool exception) {
  ys_rules *rules = reader->rules;
  ys_rule_source *rule = &rules->source.at[number];
  ys_program *program = YS_PUSH(reader->arena, &rules->program);
  ys_node **of_program = YS_PUSH(reader->arena, &rules->node);
  if (!program || !of_program) {
    reader->no_memory = true;
    return;
  }
  *program = (ys_program){.rule = number, .start = rules->code.n, .exception = exception, .blocks = rule->blocks};
  *of_program = node;
  ys_compiler c = {.reader = reader, .rules = rules, .rule = rule, .start = rules->code.n};
  if (node) {
    compile_list(&c, node->child);
  }
  emit(&c, YS_OP_ACCEPT, 0, 0);
  if (c.too_long && !reader->no_memory) {
    YS_RULE_ERROR(reader, node ? node->place : rule->place, "the pattern needs more than %u steps: shorten its repeats",
                  YS_RULE_CODES);
  }
}

/* ---- names of facts ---- */

static uint16_t find_slot(const ys_rule_source *rule, ys_view name) {
  for (uint16_t i = 0; i < rule->n_slot; i++) {
    if (ys_view_equal(rule->slot[i], name)) {
      return i;
    }
  }
  return YS_NO_SLOT;
}

static void resolve_argument(ys_reader *reader, const ys_rule_source *rule, ys_fact_argument *arg, uint32_t *used) {
  ys_view rest = arg->ref;
  for (ys_view name; ys_next_word(&rest, &name);) {
    const uint16_t slot = find_slot(rule, name);
    if (slot == YS_NO_SLOT) {
      YS_RULE_ERROR(reader, arg->place, "nothing in the pattern is captured as '%.*s'", YS_INT(name));
    } else {
      arg->slots |= 1u << slot;
    }
  }
  *used |= arg->slots;
}

static void resolve_names(ys_reader *reader, ys_rule_source *rule) {
  uint32_t used = 0;
  for (uint32_t f = 0; f < rule->fact.n; f++) {
    ys_fact_source *fact = &rule->fact.at[f];
    for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
      resolve_argument(reader, rule, &fact->arg[role], &used);
    }
    if (fact->needs.n) {
      fact->needed = find_slot(rule, fact->needs);
      if (fact->needed == YS_NO_SLOT) {
        YS_RULE_ERROR(reader, fact->place, "nothing in the pattern is captured as '%.*s'", YS_INT(fact->needs));
      } else {
        used |= 1u << fact->needed;
      }
    }
  }
  for (uint32_t i = 0; i < rule->n_slot; i++) {
    if (!(used & (1u << i)) && rule->slot_place[i].line) {
      YS_RULE_ERROR(reader, rule->slot_place[i], "'%.*s' is captured but no fact uses it", YS_INT(rule->slot[i]));
    }
  }
}

/* ---- all ---- */

static int compare_ids(const void *a, const void *b) {
  const ys_rule_source *const *x = a;
  const ys_rule_source *const *y = b;
  const int order = ys_view_compare((*x)->iri, (*y)->iri);
  return order ? order : (*x < *y ? -1 : *x > *y);
}

static void check_duplicates(ys_reader *reader) {
  const ys_rules *rules = reader->rules;
  ys_rule_source **list = ys_arena_alloc(reader->arena, (rules->source.n + 1u) * sizeof *list);
  if (!list) {
    reader->no_memory = true;
    return;
  }
  for (uint32_t i = 0; i < rules->source.n; i++) {
    list[i] = &rules->source.at[i];
  }
  qsort(list, rules->source.n, sizeof *list, compare_ids);
  for (uint32_t i = 1; i < rules->source.n; i++) {
    if (list[i]->id.n && ys_view_equal(list[i]->iri, list[i - 1]->iri)) {
      reader->file = list[i]->file;
      YS_RULE_ERROR(reader, list[i]->place, "rule '%.*s' is already at %.*s:%u", YS_INT(list[i]->id),
                    YS_INT(list[i - 1]->file), list[i - 1]->place.line);
    }
  }
}

static void check_fragments(ys_reader *reader) {
  const ys_rules *rules = reader->rules;
  for (uint32_t i = 0; i < rules->fragment.n; i++) {
    const ys_fragment *f = &rules->fragment.at[i];
    reader->file = f->file;
    if (!f->used) {
      YS_RULE_ERROR(reader, f->place, "no rule refers to fragment '%.*s'", YS_INT(f->id));
    }
    for (uint32_t k = 0; k < i; k++) {
      if (!rules->fragment.at[k].spare && ys_view_equal(rules->fragment.at[k].id, f->id)) {
        YS_RULE_ERROR(reader, f->place, "fragment '%.*s' is already at %.*s:%u", YS_INT(f->id),
                      YS_INT(rules->fragment.at[k].file), rules->fragment.at[k].place.line);
        break;
      }
    }
  }
}

void ys_compile(ys_reader *reader) {
  ys_rules *rules = reader->rules;
  for (uint32_t i = 0; i < rules->source.n && !reader->no_memory; i++) {
    ys_rule_source *rule = &rules->source.at[i];
    reader->file = rule->file;
    rule->program = rules->program.n;
    for (uint32_t k = 0; k < rule->pattern.n; k++) {
      compile_pattern(reader, i, rule->pattern.at[k], false);
    }
    for (uint32_t k = 0; k < rule->exception.n; k++) {
      compile_pattern(reader, i, rule->exception.at[k], true);
    }
    resolve_names(reader, rule);
  }
  check_duplicates(reader);
  check_fragments(reader);
}
