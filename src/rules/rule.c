/* SPDX-License-Identifier: Apache-2.0 */
/* Rule files: groups, fragments, rules, facts and examples. */
#include <string.h>

#include "rules/read.h"

static const char *const block_name[] = {"title", "standfirst", "heading", "paragraph", "caption", "credit", "byline"};
static const char *const in_rules[] = {"rule", "rule-group", "fragment"};
static const char *const in_group[] = {"description", "rule"};
static const char *const in_rule[] = {"description", "pattern", "antipattern", "fact", "example", "counter-example"};
static const char *const in_example[] = {"text", "fact"};
static const char *const yes_no[] = {"no", "yes"};
/* Where sentences stand. Credits and bylines are lists of names: a rule asks for them. */
#define DEFAULT_BLOCKS                                                                                                 \
  ((1u << YS_BLOCK_TITLE) | (1u << YS_BLOCK_STANDFIRST) | (1u << YS_BLOCK_HEADING) | (1u << YS_BLOCK_PARAGRAPH) |      \
   (1u << YS_BLOCK_CAPTION))

static bool is_id(ys_view id) {
  if (!id.n || id.p[0] == '-' || id.p[id.n - 1] == '-') {
    return false;
  }
  for (size_t i = 0; i < id.n; i++) {
    if (!((id.p[i] >= 'a' && id.p[i] <= 'z') || ys_is_digit((uint32_t)(unsigned char)id.p[i]) || id.p[i] == '-')) {
      return false;
    }
  }
  return true;
}

static ys_view read_id(ys_reader *reader, const xmlNode *x) {
  const ys_view id = ys_xml_attribute(reader, x, "id");
  if (!is_id(id)) {
    YS_RULE_ERROR(reader, ys_xml_place(x), "<%s> needs an id of a-z, 0-9 and '-', not '%.*s'", (const char *)x->name,
                  YS_INT(id));
  }
  return id;
}

/* ---- facts ---- */

static void read_argument(ys_reader *reader, const xmlNode *x, ys_fact_source *fact) {
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    if (ys_xml_is(x, ys_argument_role_name[role])) {
      ys_fact_argument *arg = &fact->arg[role];
      if (arg->place.line) {
        YS_RULE_ERROR(reader, ys_xml_place(x), "<%s> stands twice: write one, with several names in ref",
                      (const char *)x->name);
      }
      arg->ref = ys_xml_attribute(reader, x, "ref");
      arg->place = ys_xml_place(x);
      if (!arg->ref.n) {
        YS_RULE_ERROR(reader, arg->place, "<%s> has no ref", (const char *)x->name);
      }
      return;
    }
  }
  ys_xml_unknown(reader, x, ys_argument_role_name, YS_ARG_ROLES);
}

static void read_fact(ys_reader *reader, const xmlNode *x, ys_rule_source *rule) {
  ys_fact_source *fact = YS_PUSH(reader->arena, &rule->fact);
  if (!fact) {
    reader->no_memory = true;
    return;
  }
  fact->type = ys_xml_attribute(reader, x, "type");
  fact->status = ys_xml_attribute(reader, x, "status");
  fact->needs = ys_xml_attribute(reader, x, "if");
  fact->needed = YS_NO_SLOT;
  fact->place = ys_xml_place(x);
  if (!is_id(fact->type)) {
    YS_RULE_ERROR(reader, fact->place, "<fact> needs a type of a-z and '-', not '%.*s'", YS_INT(fact->type));
  }
  for (const xmlNode *child = ys_xml_first(x); child; child = ys_xml_next(child)) {
    read_argument(reader, child, fact);
  }
  if (!fact->arg[YS_ARG_SUBJECT].ref.n && !fact->arg[YS_ARG_OBJECT].ref.n) {
    YS_RULE_ERROR(reader, fact->place, "<fact> has neither a subject nor an object");
  }
}

/* ---- examples ---- */

static void read_expected(ys_reader *reader, const xmlNode *x, ys_example *example) {
  ys_fact_expected *fact = YS_PUSH(reader->arena, &example->fact);
  if (!fact) {
    reader->no_memory = true;
    return;
  }
  fact->type = ys_xml_attribute(reader, x, "type");
  fact->status = ys_xml_attribute(reader, x, "status");
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    fact->arg[role] = ys_xml_attribute(reader, x, ys_argument_role_name[role]);
  }
}

static void read_example(ys_reader *reader, const xmlNode *x, ys_rule_source *rule, bool counter) {
  ys_example *example = YS_PUSH(reader->arena, &rule->example);
  if (!example) {
    reader->no_memory = true;
    return;
  }
  example->place = ys_xml_place(x);
  example->counter = counter;
  for (const xmlNode *child = ys_xml_first(x); child; child = ys_xml_next(child)) {
    if (ys_xml_is(child, "text") && !example->text.n) {
      example->text = ys_xml_text(reader, child);
    } else if (ys_xml_is(child, "fact") && !counter) {
      read_expected(reader, child, example);
    } else {
      ys_xml_unknown(reader, child, in_example, counter ? 1 : YS_LENGTH(in_example));
    }
  }
  if (!example->text.n) {
    YS_RULE_ERROR(reader, example->place, "<%s> has no <text>", (const char *)x->name);
  } else if (!counter && !example->fact.n) {
    YS_RULE_ERROR(reader, example->place, "<example> says no <fact>");
  }
}

/* ---- rules ---- */

static void read_description(ys_reader *reader, const xmlNode *x, ys_view *en, ys_view *zh) {
  const ys_view lang = ys_xml_lang(reader, x);
  const ys_view text = ys_xml_text(reader, x);
  if (ys_view_equal(lang, YS_VIEW("en"))) {
    *en = text;
  } else if (ys_view_equal(lang, YS_VIEW("zh"))) {
    *zh = text;
  } else {
    YS_RULE_ERROR(reader, ys_xml_place(x), "xml:lang of <description> is en or zh, not '%.*s'", YS_INT(lang));
  }
}

static void read_pattern(ys_reader *reader, const xmlNode *x, ys_rule_source *rule, bool exception) {
  ys_node *node = ys_read_sequence(reader, x, 0);
  ys_node **slot = exception ? YS_PUSH(reader->arena, &rule->exception) : YS_PUSH(reader->arena, &rule->pattern);
  if (!slot) {
    reader->no_memory = true;
    return;
  }
  *slot = node;
}

static void read_rule_child(ys_reader *reader, const xmlNode *x, ys_rule_source *rule) {
  if (ys_xml_is(x, "description")) {
    read_description(reader, x, &rule->description_en, &rule->description_zh);
  } else if (ys_xml_is(x, "pattern")) {
    read_pattern(reader, x, rule, false);
  } else if (ys_xml_is(x, "antipattern")) {
    read_pattern(reader, x, rule, true);
  } else if (ys_xml_is(x, "fact")) {
    read_fact(reader, x, rule);
  } else if (ys_xml_is(x, "example")) {
    read_example(reader, x, rule, false);
  } else if (ys_xml_is(x, "counter-example")) {
    read_example(reader, x, rule, true);
  } else {
    ys_xml_unknown(reader, x, in_rule, YS_LENGTH(in_rule));
  }
}

static void check_rule(ys_reader *reader, const ys_rule_source *rule) {
  uint32_t good = 0;
  uint32_t bad = 0;
  for (uint32_t i = 0; i < rule->example.n; i++) {
    *(rule->example.at[i].counter ? &bad : &good) += 1;
  }
  const struct {
    bool wrong;
    const char *what;
  } test[] = {{!rule->description_en.n, "English description"},
              {!rule->description_zh.n, "Chinese description"},
              {!rule->pattern.n, "pattern"},
              {!rule->fact.n, "fact"},
              {!good, "example"},
              {!bad, "counter-example"}};
  for (size_t i = 0; i < YS_LENGTH(test); i++) {
    if (test[i].wrong) {
      YS_RULE_ERROR(reader, rule->place, "rule '%.*s' has no %s", YS_INT(rule->id), test[i].what);
    }
  }
}

static ys_rule_source *new_rule(ys_reader *reader, const xmlNode *x) {
  ys_rule_source *rule = YS_PUSH(reader->arena, &reader->rules->source);
  if (!rule) {
    reader->no_memory = true;
    return NULL;
  }
  rule->id = read_id(reader, x);
  rule->iri = ys_arena_format(reader->arena, "%.*s%.*s", YS_INT(reader->base), YS_INT(rule->id));
  rule->file = reader->file;
  rule->file_number = reader->file_number;
  rule->place = ys_xml_place(x);
  rule->own = reader->own;
  rule->priority = ys_read_number(reader, x, "priority", 50, 0, 100);
  const uint16_t blocks = ys_read_mask(reader, x, "block", block_name, YS_LENGTH(block_name));
  rule->blocks = blocks ? blocks : (uint16_t)DEFAULT_BLOCKS;
  rule->overlap = ys_read_choice(reader, x, "overlap", yes_no, YS_LENGTH(yes_no), 0) == 1;
  reader->no_memory |= !rule->iri.p;
  return rule;
}

static void read_rule(ys_reader *reader, const xmlNode *x) {
  ys_rule_source *rule = new_rule(reader, x);
  if (!rule) {
    return;
  }
  for (const xmlNode *child = ys_xml_first(x); child; child = ys_xml_next(child)) {
    read_rule_child(reader, child, rule);
  }
  check_rule(reader, rule);
}

static void read_fragment(ys_reader *reader, const xmlNode *x) {
  ys_fragment *fragment = YS_PUSH(reader->arena, &reader->rules->fragment);
  if (!fragment) {
    reader->no_memory = true;
    return;
  }
  fragment->id = read_id(reader, x);
  fragment->file = reader->file;
  fragment->place = ys_xml_place(x);
  fragment->node = ys_read_sequence(reader, x, 0);
  fragment->used = fragment->spare = reader->fragments_only;
}

static void read_group(ys_reader *reader, const xmlNode *group) {
  ys_view en = YS_VIEW("");
  ys_view zh = YS_VIEW("");
  read_id(reader, group);
  for (const xmlNode *x = ys_xml_first(group); x; x = ys_xml_next(x)) {
    if (ys_xml_is(x, "rule")) {
      read_rule(reader, x);
    } else if (ys_xml_is(x, "description")) {
      read_description(reader, x, &en, &zh);
    } else {
      ys_xml_unknown(reader, x, in_group, YS_LENGTH(in_group));
    }
  }
}

static void read_base(ys_reader *reader, const xmlNode *root) {
  reader->base = YS_VIEW(YS_RULE_IRI);
  if (!ys_xml_has(root, "base")) {
    return;
  }
  const ys_view base = ys_xml_attribute(reader, root, "base");
  bool good = (ys_view_starts(base, YS_VIEW("http://")) || ys_view_starts(base, YS_VIEW("https://"))) &&
              (ys_view_ends(base, YS_VIEW("/")) || ys_view_ends(base, YS_VIEW("#")));
  for (size_t i = 0; good && i < base.n; i++) {
    good = base.p[i] > ' ' && base.p[i] < 0x7f && !strchr("<>\"{}|^`\\", base.p[i]);
  }
  if (!good) {
    YS_RULE_ERROR(reader, ys_xml_place(root), "base of <rules> is an http or https IRI that ends in / or #, not '%.*s'",
                  YS_INT(base));
    return;
  }
  reader->base = base;
}

void ys_read_root(ys_reader *reader, const xmlNode *root) {
  if (!root || !ys_xml_is(root, "rules")) {
    YS_RULE_ERROR(reader, root ? ys_xml_place(root) : ((ys_place){1, 0}),
                  "the file must begin with <rules xmlns=\"%s\">", YS_RULES_NAMESPACE);
    return;
  }
  read_base(reader, root);
  for (const xmlNode *x = ys_xml_first(root); x && !reader->no_memory; x = ys_xml_next(x)) {
    if (reader->fragments_only && (ys_xml_is(x, "rule") || ys_xml_is(x, "rule-group"))) {
      continue;
    }
    if (ys_xml_is(x, "rule")) {
      read_rule(reader, x);
    } else if (ys_xml_is(x, "rule-group")) {
      read_group(reader, x);
    } else if (ys_xml_is(x, "fragment")) {
      read_fragment(reader, x);
    } else {
      ys_xml_unknown(reader, x, in_rules, YS_LENGTH(in_rules));
    }
  }
}
