/* SPDX-License-Identifier: Apache-2.0 */
/* Conditions of <mention> and <word>: attributes to ys_condition. */
#include <string.h>

#include "rules/read.h"

const char *const ys_mention_kind_name[YS_MENTION_KINDS] = {"person",  "post",     "organization", "division",
                                                            "country", "place",    "program",      "event",
                                                            "date",    "quantity", "quotation",    "speech"};
const char *const ys_argument_role_name[YS_ARG_ROLES] = {"subject", "object", "date", "place", "text"};

static const char *const status_name[] = {"current",   "former",    "acting",   "elected",
                                          "appointed", "dismissed", "nominated"};
static const char *const program_kind_name[] = {"other",    "plan",    "policy", "strategy",
                                                "campaign", "project", "pilot",  "model"};
static const char *const precision_name[] = {"none", "year", "month", "day"};
static const char *const reach_name[] = {"outer", "nested", "any"};
static const char *const yes_no[] = {"no", "yes"};

static ys_condition *new_condition(ys_reader *reader, uint32_t *number) {
  ys_condition *c = YS_PUSH(reader->arena, &reader->rules->condition);
  *number = 0;
  if (!c) {
    reader->no_memory = true;
    return NULL;
  }
  *number = reader->rules->condition.n - 1;
  c->foreign = -1;
  c->class_id = UINT16_MAX;
  return c;
}

/* A feature of the condition under way, the last one that there is. */
static ys_feature *add_feature(ys_reader *reader, ys_feature_of of, ys_view key, ys_condition *c) {
  const ys_string name = ys_pool_string(reader, key);
  ys_feature *f = YS_PUSH(reader->arena, &reader->rules->feature);
  if (!f) {
    reader->no_memory = true;
    return NULL;
  }
  *f = (ys_feature){.of = of, .key = name, .value = reader->rules->value.n};
  c->feature = c->n_feature++ ? c->feature : reader->rules->feature.n - 1;
  return f;
}

static void add_value(ys_reader *reader, ys_feature *f, ys_view text) {
  const ys_string string = ys_pool_string(reader, text);
  ys_string *value = YS_PUSH(reader->arena, &reader->rules->value);
  if (!value) {
    reader->no_memory = true;
    return;
  }
  *value = string;
  f->n_value++;
}

/* "key=value|value key=value": each with at least one value. */
static void read_features(ys_reader *reader, const xmlNode *node, const char *name, ys_feature_of of, ys_condition *c) {
  ys_view rest = ys_xml_attribute(reader, node, name);
  for (ys_view word; ys_next_word(&rest, &word);) {
    const char *equals = memchr(word.p, '=', word.n);
    const size_t length = equals ? (size_t)(equals - word.p) : 0;
    if (!length || length + 1 == word.n) {
      YS_RULE_ERROR(reader, ys_xml_place(node), "'%.*s' in %s of <%s> must be key=value", YS_INT(word), name,
                    (const char *)node->name);
      continue;
    }
    ys_feature *f = add_feature(reader, of, (ys_view){word.p, length}, c);
    ys_view values = {word.p + length + 1, word.n - length - 1};
    for (ys_view part; f && ys_next_part(&values, &part);) {
      add_value(reader, f, part);
    }
  }
}

static void read_level(ys_reader *reader, const xmlNode *node, ys_condition *c) {
  ys_view rest = ys_xml_attribute(reader, node, "level");
  ys_view word;
  ys_feature *f = ys_next_word(&rest, &word) ? add_feature(reader, YS_OF_DIVISION, YS_VIEW("level"), c) : NULL;
  for (bool more = f != NULL; more; more = ys_next_word(&rest, &word)) {
    add_value(reader, f, word);
  }
}

/* Any class will do: ids are unique enough for a person, and a rule that means another class says so by a feature. */
static uint32_t find_concept(const ys_lexicon *lexicon, ys_view id) {
  for (uint16_t class_id = 0; class_id < YS_CLASS_KNOWN; class_id++) {
    const uint32_t concept_id = ys_lexicon_concept(lexicon, class_id, id);
    if (concept_id != YS_NO_CONCEPT) {
      return concept_id;
    }
  }
  return YS_NO_CONCEPT;
}

/* Gives the number of the first. */
static uint32_t read_concepts(ys_reader *reader, const xmlNode *node, const char *name, uint32_t *n) {
  ys_view rest = ys_xml_attribute(reader, node, name);
  const ys_lexicon *lexicon = reader->rules->lexicon;
  const uint32_t first = reader->rules->concept_id.n;
  for (ys_view word; ys_next_word(&rest, &word);) {
    uint32_t *place = YS_PUSH(reader->arena, &reader->rules->concept_id);
    if (!place) {
      reader->no_memory = true;
      break;
    }
    *place = lexicon ? find_concept(lexicon, word) : YS_NO_CONCEPT;
    if (lexicon && *place == YS_NO_CONCEPT) {
      YS_RULE_ERROR(reader, ys_xml_place(node), "the lexicon has no concept '%.*s' (%s of <%s>)", YS_INT(word), name,
                    (const char *)node->name);
    }
  }
  *n = reader->rules->concept_id.n - first;
  return first;
}

static void read_ends(ys_reader *reader, const xmlNode *node, ys_condition *c) {
  ys_view rest = ys_xml_attribute(reader, node, "ends");
  c->ends = reader->rules->ends.n;
  for (ys_view word; ys_next_word(&rest, &word);) {
    const ys_pooled text = ys_pool_chars(reader, ys_read_chars(reader, word));
    ys_pooled *place = YS_PUSH(reader->arena, &reader->rules->ends);
    if (!place) {
      reader->no_memory = true;
      return;
    }
    *place = text;
    c->n_ends++;
  }
}

uint32_t ys_read_mention_condition(ys_reader *reader, const xmlNode *node) {
  uint32_t number = 0;
  ys_condition *c = new_condition(reader, &number);
  if (!c) {
    return 0;
  }
  c->kinds = ys_read_mask(reader, node, "kind", ys_mention_kind_name, YS_MENTION_KINDS);
  c->statuses = ys_read_mask(reader, node, "status", status_name, YS_LENGTH(status_name));
  c->program_kinds = ys_read_mask(reader, node, "program-kind", program_kind_name, YS_LENGTH(program_kind_name));
  c->precisions = (uint8_t)ys_read_mask(reader, node, "precision", precision_name, YS_LENGTH(precision_name));
  c->reach = ys_read_choice(reader, node, "reach", reach_name, YS_LENGTH(reach_name),
                            ys_xml_is(node, "inside") ? YS_REACH_ANY : YS_REACH_OUTER);
  if (ys_xml_has(node, "foreign")) {
    c->foreign = (int8_t)ys_read_choice(reader, node, "foreign", yes_no, YS_LENGTH(yes_no), 0);
  }
  read_features(reader, node, "feature", YS_OF_CONCEPT, c);
  read_features(reader, node, "head-feature", YS_OF_HEAD, c);
  read_level(reader, node, c);
  c->concept_id = read_concepts(reader, node, "concept", &c->n_concept);
  c->head = read_concepts(reader, node, "head", &c->n_head);
  read_ends(reader, node, c);
  if (!ys_xml_has(node, "kind")) {
    YS_RULE_ERROR(reader, ys_xml_place(node), "<%s> has no kind", (const char *)node->name);
  }
  return number;
}

uint32_t ys_read_word_condition(ys_reader *reader, const xmlNode *node) {
  uint32_t number = 0;
  ys_condition *c = new_condition(reader, &number);
  if (!c) {
    return 0;
  }
  const ys_view name = ys_xml_attribute(reader, node, "class");
  const ys_lexicon *lexicon = reader->rules->lexicon;
  if (!name.n) {
    YS_RULE_ERROR(reader, ys_xml_place(node), "<word> has no class");
  } else if (lexicon) {
    c->class_id = ys_lexicon_class(lexicon, name);
    if (c->class_id == UINT16_MAX) {
      YS_RULE_ERROR(reader, ys_xml_place(node), "the lexicon has no class '%.*s'", YS_INT(name));
    }
  }
  read_features(reader, node, "feature", YS_OF_CONCEPT, c);
  read_ends(reader, node, c);
  return number;
}
