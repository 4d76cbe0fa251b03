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

static uint32_t count_parts(ys_view list, bool (*next)(ys_view *, ys_view *)) {
  uint32_t n = 0;
  for (ys_view part; next(&list, &part);) {
    n++;
  }
  return n;
}

static void *make(ys_reader *reader, size_t n, size_t size) {
  void *p = ys_arena_alloc(reader->arena, (n ? n : 1) * size);
  reader->no_memory |= !p;
  return p;
}

static const char *key_of(ys_reader *reader, ys_view text) {
  const ys_view copy = ys_arena_copy(reader->arena, text);
  reader->no_memory |= !copy.p;
  return copy.p ? copy.p : "";
}

static void read_values(ys_reader *reader, ys_feature *f, ys_view list) {
  ys_view *value = make(reader, count_parts(list, ys_next_part), sizeof *value);
  for (ys_view part; value && ys_next_part(&list, &part);) {
    value[f->n_value++] = part;
  }
  f->value = value;
}

/* "key=value|value key=value": each with at least one value. */
static void read_features(ys_reader *reader, const xmlNode *node, const char *name, ys_feature_of of, ys_condition *c) {
  ys_view rest = ys_xml_attribute(reader, node, name);
  const uint32_t n = count_parts(rest, ys_next_word);
  if (!n) {
    return;
  }
  ys_feature *all = make(reader, c->n_feature + n, sizeof *all);
  if (!all) {
    return;
  }
  if (c->n_feature) {
    memcpy(all, c->feature, c->n_feature * sizeof *all);
  }
  c->feature = all;
  for (ys_view word; ys_next_word(&rest, &word);) {
    const char *equals = memchr(word.p, '=', word.n);
    const size_t length = equals ? (size_t)(equals - word.p) : 0;
    if (!length || length + 1 == word.n) {
      YS_RULE_ERROR(reader, ys_xml_place(node), "'%.*s' in %s of <%s> must be key=value", YS_INT(word), name,
                    (const char *)node->name);
      continue;
    }
    ys_feature *f = &all[c->n_feature++];
    f->of = of;
    f->key = key_of(reader, (ys_view){word.p, length});
    read_values(reader, f, (ys_view){word.p + length + 1, word.n - length - 1});
  }
}

static void read_level(ys_reader *reader, const xmlNode *node, ys_condition *c) {
  ys_view rest = ys_xml_attribute(reader, node, "level");
  const uint32_t n = count_parts(rest, ys_next_word);
  if (!n) {
    return;
  }
  ys_feature *all = make(reader, c->n_feature + 1, sizeof *all);
  ys_view *value = make(reader, n, sizeof *value);
  if (!all || !value) {
    return;
  }
  if (c->n_feature) {
    memcpy(all, c->feature, c->n_feature * sizeof *all);
  }
  c->feature = all;
  ys_feature *f = &all[c->n_feature++];
  *f = (ys_feature){.of = YS_OF_DIVISION, .key = "level", .value = value};
  for (ys_view word; ys_next_word(&rest, &word);) {
    value[f->n_value++] = word;
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

static uint32_t *read_concepts(ys_reader *reader, const xmlNode *node, const char *name, uint32_t *n) {
  ys_view rest = ys_xml_attribute(reader, node, name);
  const uint32_t room = count_parts(rest, ys_next_word);
  *n = 0;
  if (!room) {
    return NULL;
  }
  uint32_t *list = make(reader, room, sizeof *list);
  const ys_lexicon *lexicon = reader->rules->lexicon;
  for (ys_view word; list && ys_next_word(&rest, &word);) {
    list[*n] = lexicon ? find_concept(lexicon, word) : YS_NO_CONCEPT;
    if (lexicon && list[*n] == YS_NO_CONCEPT) {
      YS_RULE_ERROR(reader, ys_xml_place(node), "the lexicon has no concept '%.*s' (%s of <%s>)", YS_INT(word), name,
                    (const char *)node->name);
    }
    ++*n;
  }
  return list;
}

static void read_ends(ys_reader *reader, const xmlNode *node, ys_condition *c) {
  ys_view rest = ys_xml_attribute(reader, node, "ends");
  const uint32_t n = count_parts(rest, ys_next_word);
  c->ends = n ? make(reader, n, sizeof *c->ends) : NULL;
  for (ys_view word; c->ends && ys_next_word(&rest, &word);) {
    c->ends[c->n_ends++] = ys_read_chars(reader, word);
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
