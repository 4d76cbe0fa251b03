/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns: elements to nodes. */
#include <string.h>

#include "rules/read.h"

static const char *const unit_name[] = {"clause", "sentence", "block"};
static const char *const in_pattern[] = {"item", "one-of",  "optional", "repeat", "mention", "word",
                                         "gap",  "quote",   "rest",     "start",  "end",     "look",
                                         "not",  "capture", "ruleref",  "space"};
static const char *const in_mention[] = {"inside"};
static const char *const inside_name[] = {"whole", "core"};
static const char *const look_name[] = {"ahead", "behind"};

/* A gap goes no further than the end of a sentence part unless its rule says so. */
#define DEFAULT_STOP "。！？；"

static ys_node *new_node(ys_reader *reader, ys_node_kind kind, const xmlNode *x) {
  ys_node *node = ys_arena_alloc(reader->arena, sizeof *node);
  if (!node) {
    reader->no_memory = true;
    return NULL;
  }
  node->kind = kind;
  node->place = ys_xml_place(x);
  node->slot = YS_NO_SLOT;
  node->min = 1;
  node->max = 1;
  return node;
}

static bool is_half_width_mark(uint32_t c) {
  return c < 0x80 && c && strchr(",;:?!()", (int)c);
}

/* Documents are matched after normalisation: a half-width mark beside an ideograph is full-width there. */
static void check_literal(ys_reader *reader, const xmlNode *x, ys_chars text) {
  for (uint32_t i = 0; i < text.n; i++) {
    const bool beside = (i && ys_is_han(text.at[i - 1])) || (i + 1 < text.n && ys_is_han(text.at[i + 1]));
    if (is_half_width_mark(text.at[i]) && beside) {
      YS_RULE_ERROR(reader, ys_xml_place(x), "'%c' beside a Chinese character never matches: write it full-width",
                    (char)text.at[i]);
      return;
    }
  }
}

static bool read_capture_name(ys_reader *reader, const xmlNode *x, ys_node *node) {
  node->capture = ys_xml_attribute(reader, x, "as");
  for (size_t i = 0; i < node->capture.n; i++) {
    const char c = node->capture.p[i];
    if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9' && i) || c == '_')) {
      YS_RULE_ERROR(reader, node->place, "a name after as= is made of A-Z, 0-9 and _, not '%.*s'",
                    YS_INT(node->capture));
      return false;
    }
  }
  return true;
}

static ys_node *read_text(ys_reader *reader, const xmlNode *x) {
  ys_node *node = new_node(reader, YS_NODE_TEXT, x);
  if (!node) {
    return NULL;
  }
  node->text = ys_read_chars(reader, ys_xml_text(reader, x));
  if (!node->text.n) {
    YS_RULE_ERROR(reader, node->place, "<%s> is empty", (const char *)x->name);
  }
  check_literal(reader, x, node->text);
  return node;
}

static bool has_text(const xmlNode *x) {
  for (const xmlNode *child = x->children; child; child = child->next) {
    if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content &&
        strspn((const char *)child->content, " \t\r\n") != strlen((const char *)child->content)) {
      return true;
    }
  }
  return false;
}

/* <item>: words, or elements one after the other. */
static ys_node *read_item(ys_reader *reader, const xmlNode *x, unsigned depth) {
  if (ys_xml_first(x) && has_text(x)) {
    YS_RULE_ERROR(reader, ys_xml_place(x), "words and elements can't stand together in one <item>");
    return NULL;
  }
  return ys_xml_first(x) ? ys_read_sequence(reader, x, depth) : read_text(reader, x);
}

static ys_node *read_space(ys_reader *reader, const xmlNode *x) {
  ys_node *node = new_node(reader, YS_NODE_TEXT, x);
  if (node) {
    node->text = ys_read_chars(reader, YS_VIEW(" "));
  }
  return node;
}

static ys_node *read_container(ys_reader *reader, const xmlNode *x, ys_node_kind kind, unsigned depth) {
  ys_node *node = new_node(reader, kind, x);
  ys_node *inside = ys_read_sequence(reader, x, depth);
  if (!node || !inside) {
    return NULL;
  }
  node->child = inside->child;
  return node;
}

/* <inside> of a mention: mentions too, but wherever in it they begin. */
static void read_insides(ys_reader *reader, const xmlNode *x, ys_node *mention) {
  ys_node **last = &mention->inside;
  uint32_t n = 0;
  for (const xmlNode *child = ys_xml_first(x); child; child = ys_xml_next(child)) {
    ys_node *node = new_node(reader, YS_NODE_MENTION, child);
    if (!node) {
      return;
    }
    if (!ys_xml_is(child, "inside")) {
      ys_xml_unknown(reader, child, in_mention, YS_LENGTH(in_mention));
      continue;
    }
    if (++n > YS_RULE_INSIDE) {
      YS_RULE_ERROR(reader, node->place, "more than %u <inside> in one <mention>", YS_RULE_INSIDE);
      return;
    }
    node->condition = ys_read_mention_condition(reader, child);
    node->core = ys_read_choice(reader, child, "of", inside_name, YS_LENGTH(inside_name), 0) == 1;
    (void)read_capture_name(reader, child, node);
    *last = node;
    last = &node->next;
  }
}

static ys_node *read_mention(ys_reader *reader, const xmlNode *x) {
  ys_node *node = new_node(reader, YS_NODE_MENTION, x);
  if (!node) {
    return NULL;
  }
  node->condition = ys_read_mention_condition(reader, x);
  node->max = ys_read_number(reader, x, "max", 1, 1, YS_RULE_REPEAT);
  node->min = ys_read_number(reader, x, "min", 1, 1, YS_RULE_REPEAT);
  if (ys_xml_has(x, "separator")) {
    node->text = ys_read_chars(reader, ys_xml_attribute(reader, x, "separator"));
  } else if (node->max > 1) {
    node->text = ys_read_chars(reader, YS_VIEW("、"));
  }
  if (node->min > node->max) {
    YS_RULE_ERROR(reader, node->place, "min of <mention> is larger than max");
  }
  read_insides(reader, x, node);
  return node;
}

static ys_node *read_gap(ys_reader *reader, const xmlNode *x) {
  ys_node *node = new_node(reader, YS_NODE_GAP, x);
  if (!node) {
    return NULL;
  }
  node->gap.min = ys_read_number(reader, x, "min", 0, 0, YS_RULE_GAP);
  node->gap.max = ys_read_number(reader, x, "max", 0, 1, YS_RULE_GAP);
  node->gap.without = ys_read_mask(reader, x, "without", ys_mention_kind_name, YS_MENTION_KINDS);
  const ys_chars stop =
      ys_read_chars(reader, ys_xml_has(x, "not") ? ys_xml_attribute(reader, x, "not") : YS_VIEW(DEFAULT_STOP));
  for (uint32_t i = 0; i < stop.n; i++) {
    node->gap.stops |= YS_CHAR_BIT(stop.at[i]);
    node->gap.stops_2 |= YS_CHAR_BIT_2(stop.at[i]);
  }
  node->gap.stop = ys_pool_chars(reader, stop);
  if (!ys_xml_has(x, "max") || node->gap.min > node->gap.max) {
    YS_RULE_ERROR(reader, node->place, "<gap> needs a max that is not below its min");
  }
  return node;
}

static ys_node *read_repeat(ys_reader *reader, const xmlNode *x, unsigned depth) {
  ys_node *node = read_container(reader, x, YS_NODE_REPEAT, depth);
  if (!node) {
    return NULL;
  }
  if (ys_xml_is(x, "optional")) {
    node->min = 0;
    return node;
  }
  node->min = ys_read_number(reader, x, "min", 0, 0, YS_RULE_REPEAT);
  node->max = ys_read_number(reader, x, "max", 0, 1, YS_RULE_REPEAT);
  if (!ys_xml_has(x, "max") || node->min > node->max) {
    YS_RULE_ERROR(reader, node->place, "<repeat> needs a max that is not below its min");
  }
  return node;
}

static ys_node *read_look(ys_reader *reader, const xmlNode *x, unsigned depth) {
  ys_node *node = read_container(reader, x, YS_NODE_LOOK, depth);
  if (node) {
    node->negative = ys_xml_is(x, "not");
    node->behind = ys_read_choice(reader, x, "at", look_name, YS_LENGTH(look_name), 0) == 1;
  }
  return node;
}

static ys_node *read_edge(ys_reader *reader, const xmlNode *x, ys_node_kind kind) {
  ys_node *node = new_node(reader, kind, x);
  if (node) {
    node->unit = ys_read_choice(reader, x, "of", unit_name, YS_LENGTH(unit_name), YS_UNIT_SENTENCE);
  }
  return node;
}

static ys_node *read_quote(ys_reader *reader, const xmlNode *x) {
  ys_node *node = new_node(reader, YS_NODE_QUOTE, x);
  if (node) {
    node->text = ys_read_chars(reader, ys_xml_has(x, "marks") ? ys_xml_attribute(reader, x, "marks") : YS_VIEW("“”"));
    if (node->text.n != 2) {
      YS_RULE_ERROR(reader, node->place, "marks of <quote> are two: the opening and the closing one");
    }
  }
  return node;
}

static ys_node *read_ruleref(ys_reader *reader, const xmlNode *x) {
  ys_node *node = new_node(reader, YS_NODE_REF, x);
  if (!node) {
    return NULL;
  }
  const ys_view uri = ys_xml_attribute(reader, x, "uri");
  if (uri.n < 2 || uri.p[0] != '#') {
    YS_RULE_ERROR(reader, node->place, "uri of <ruleref> is '#' and the id of a <fragment>");
    return NULL;
  }
  node->name = (ys_view){uri.p + 1, uri.n - 1};
  return node;
}

static ys_node *read_word(ys_reader *reader, const xmlNode *x) {
  ys_node *node = new_node(reader, YS_NODE_WORD, x);
  if (node) {
    node->condition = ys_read_word_condition(reader, x);
  }
  return node;
}

static ys_node *read_simple(ys_reader *reader, const xmlNode *x, bool *known) {
  *known = true;
  if (ys_xml_is(x, "mention")) {
    return read_mention(reader, x);
  }
  if (ys_xml_is(x, "word")) {
    return read_word(reader, x);
  }
  if (ys_xml_is(x, "gap")) {
    return read_gap(reader, x);
  }
  if (ys_xml_is(x, "start") || ys_xml_is(x, "end") || ys_xml_is(x, "rest")) {
    return read_edge(reader, x,
                     ys_xml_is(x, "start") ? YS_NODE_START
                     : ys_xml_is(x, "end") ? YS_NODE_END
                                           : YS_NODE_REST);
  }
  if (ys_xml_is(x, "quote")) {
    return read_quote(reader, x);
  }
  if (ys_xml_is(x, "ruleref")) {
    return read_ruleref(reader, x);
  }
  if (ys_xml_is(x, "space")) {
    return read_space(reader, x);
  }
  *known = false;
  return NULL;
}

static ys_node *read_node(ys_reader *reader, const xmlNode *x, unsigned depth) {
  bool known = false;
  ys_node *node = read_simple(reader, x, &known);
  if (known) {
    return node;
  }
  if (ys_xml_is(x, "item")) {
    return read_item(reader, x, depth);
  }
  if (ys_xml_is(x, "one-of")) {
    return read_container(reader, x, YS_NODE_ONE_OF, depth);
  }
  if (ys_xml_is(x, "optional") || ys_xml_is(x, "repeat")) {
    return read_repeat(reader, x, depth);
  }
  if (ys_xml_is(x, "not") || ys_xml_is(x, "look")) {
    return read_look(reader, x, depth);
  }
  if (ys_xml_is(x, "capture")) {
    return read_container(reader, x, YS_NODE_CAPTURE, depth);
  }
  ys_xml_unknown(reader, x, in_pattern, YS_LENGTH(in_pattern));
  return NULL;
}

ys_node *ys_read_sequence(ys_reader *reader, const xmlNode *parent, unsigned depth) {
  ys_node *all = new_node(reader, YS_NODE_SEQUENCE, parent);
  if (!all) {
    return NULL;
  }
  if (depth > YS_RULE_NESTING) {
    YS_RULE_ERROR(reader, all->place, "more than %u elements inside each other", YS_RULE_NESTING);
    return NULL;
  }
  if (!ys_xml_is(parent, "item") && has_text(parent)) {
    YS_RULE_ERROR(reader, all->place, "words stand in an <item>, not directly in <%s>", (const char *)parent->name);
  }
  ys_node **last = &all->child;
  for (const xmlNode *x = ys_xml_first(parent); x; x = ys_xml_next(x)) {
    ys_node *node = read_node(reader, x, depth + 1);
    if (!node) {
      continue;
    }
    if (ys_xml_has(x, "as") && read_capture_name(reader, x, node) && node->kind == YS_NODE_TEXT) {
      /* A literal is captured as the stretch of text that it is. */
      ys_node *around = new_node(reader, YS_NODE_CAPTURE, x);
      if (!around) {
        return NULL;
      }
      around->capture = node->capture;
      around->child = node;
      node = around;
    } else if (node->capture.n && node->kind == YS_NODE_SEQUENCE) {
      node->kind = YS_NODE_CAPTURE;
    }
    *last = node;
    last = &node->next;
  }
  if (!all->child && !reader->errors) {
    YS_RULE_ERROR(reader, all->place, "<%s> is empty", (const char *)parent->name);
  }
  return all;
}
