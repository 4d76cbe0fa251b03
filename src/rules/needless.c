/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a rule find all that another one finds? Patterns are compared part by part: a part covers another one when it is
 * the same or asks less. What is said to be covered is; not all that is covered is found.
 */
#include "rules/needless.h"

#include <string.h>

#include "rules/read.h"

/* Names that the two rules give to the same part. */
typedef struct ys_names {
  const ys_rules *rules;
  struct {
    ys_view a;
    ys_view b;
  } pair[YS_RULE_SLOTS];
  uint32_t n;
} ys_names;

static bool same_chars(ys_chars a, ys_chars b) {
  return a.n == b.n && (!a.n || memcmp(a.at, b.at, a.n * sizeof *a.at) == 0);
}

/* Whether what b calls so is called so in a, always by the same name. */
static bool same_name(ys_names *names, ys_view a, ys_view b) {
  if (!b.n) {
    return !a.n;
  }
  for (uint32_t i = 0; i < names->n; i++) {
    if (ys_view_equal(names->pair[i].b, b) || ys_view_equal(names->pair[i].a, a)) {
      return ys_view_equal(names->pair[i].a, a) && ys_view_equal(names->pair[i].b, b);
    }
  }
  if (!a.n || names->n == YS_RULE_SLOTS) {
    return false;
  }
  names->pair[names->n].a = a;
  names->pair[names->n++].b = b;
  return true;
}

static bool wider(unsigned a, unsigned b) {
  return !a || (b && (a & b) == b);
}

static bool same_pooled(const ys_rules *rules, ys_pooled a, ys_pooled b) {
  return a.n == b.n &&
         (!a.n || memcmp(rules->pool.at + a.first, rules->pool.at + b.first, a.n * sizeof *rules->pool.at) == 0);
}

static bool same_concepts(const ys_rules *rules, uint32_t a, uint32_t n_a, uint32_t b, uint32_t n_b) {
  const uint32_t *list = rules->concept_id.at;
  return !n_a || (n_a == n_b && memcmp(list + a, list + b, n_a * sizeof *list) == 0);
}

static bool same_feature(const ys_rules *rules, const ys_feature *a, const ys_feature *b) {
  bool same = a->of == b->of && ys_view_equal(ys_rules_string(rules, a->key), ys_rules_string(rules, b->key)) &&
              a->n_value == b->n_value;
  for (uint32_t i = 0; same && i < a->n_value; i++) {
    same = ys_view_equal(ys_rules_string(rules, rules->value.at[a->value + i]),
                         ys_rules_string(rules, rules->value.at[b->value + i]));
  }
  return same;
}

/* Every feature that a asks for, b asks for. */
static bool asks_fewer(const ys_rules *rules, const ys_condition *a, const ys_condition *b) {
  for (uint32_t i = 0; i < a->n_feature; i++) {
    const ys_feature *feature = &rules->feature.at[a->feature + i];
    uint32_t k = 0;
    while (k < b->n_feature && !same_feature(rules, feature, &rules->feature.at[b->feature + k])) {
      k++;
    }
    if (k == b->n_feature) {
      return false;
    }
  }
  bool same = !a->n_ends || a->n_ends == b->n_ends;
  for (uint32_t i = 0; same && i < a->n_ends; i++) {
    same = same_pooled(rules, rules->ends.at[a->ends + i], rules->ends.at[b->ends + i]);
  }
  return same;
}

static bool condition_covers(const ys_rules *rules, uint32_t of_a, uint32_t of_b) {
  const ys_condition *a = &rules->condition.at[of_a];
  const ys_condition *b = &rules->condition.at[of_b];
  return (a->kinds & b->kinds) == b->kinds && wider(a->statuses, b->statuses) &&
         wider(a->program_kinds, b->program_kinds) && wider(a->precisions, b->precisions) &&
         (a->reach == b->reach || a->reach == YS_REACH_ANY) && (a->foreign < 0 || a->foreign == b->foreign) &&
         a->class_id == b->class_id && same_concepts(rules, a->concept_id, a->n_concept, b->concept_id, b->n_concept) &&
         same_concepts(rules, a->head, a->n_head, b->head, b->n_head) && asks_fewer(rules, a, b);
}

static bool list_covers(ys_names *names, const ys_node *a, const ys_node *b, unsigned depth);

static bool insides_cover(ys_names *names, const ys_node *a, const ys_node *b) {
  for (; a && b; a = a->next, b = b->next) {
    if (a->core != b->core || !same_name(names, a->capture, b->capture) ||
        !condition_covers(names->rules, a->condition, b->condition)) {
      return false;
    }
  }
  return !a && !b;
}

static bool alternative_covers(ys_names *names, const ys_node *a, const ys_node *b, unsigned depth) {
  ys_node one = *a;
  ys_node other = *b;
  one.next = other.next = NULL;
  return list_covers(names, &one, &other, depth);
}

/* Every choice of b is one of a. */
static bool choice_covers(ys_names *names, const ys_node *a, const ys_node *b, unsigned depth) {
  for (const ys_node *child = b->child; child; child = child->next) {
    const ys_node *other = a->child;
    while (other && !alternative_covers(names, other, child, depth + 1)) {
      other = other->next;
    }
    if (!other) {
      return false;
    }
  }
  return true;
}

static bool gap_covers(const ys_rules *rules, const ys_gap *a, const ys_gap *b) {
  return a->min <= b->min && a->max >= b->max && (a->without & b->without) == a->without &&
         same_pooled(rules, a->stop, b->stop);
}

static bool node_covers(ys_names *names, const ys_node *a, const ys_node *b, unsigned depth) {
  if (a->kind == YS_NODE_ONE_OF && b->kind != YS_NODE_ONE_OF) {
    for (const ys_node *child = a->child; child; child = child->next) {
      if (alternative_covers(names, child, b, depth + 1)) {
        return true;
      }
    }
    return false;
  }
  if (a->kind != b->kind || a->min > b->min || a->max < b->max || !same_name(names, a->capture, b->capture)) {
    return false;
  }
  switch (a->kind) {
  case YS_NODE_TEXT:
    return same_chars(a->text, b->text);
  case YS_NODE_ONE_OF:
    return choice_covers(names, a, b, depth);
  case YS_NODE_MENTION:
  case YS_NODE_WORD:
    return same_chars(a->text, b->text) && insides_cover(names, a->inside, b->inside) &&
           condition_covers(names->rules, a->condition, b->condition);
  case YS_NODE_GAP:
    return gap_covers(names->rules, &a->gap, &b->gap);
  case YS_NODE_START:
  case YS_NODE_END:
  case YS_NODE_REST:
    return a->unit == b->unit;
  case YS_NODE_QUOTE:
    return same_chars(a->text, b->text);
  case YS_NODE_REF:
    return ys_view_equal(a->name, b->name);
  case YS_NODE_LOOK: /* the other way round where it must not fit: only the same will do */
    return a->negative == b->negative && a->behind == b->behind && list_covers(names, a->child, b->child, depth + 1) &&
           list_covers(names, b->child, a->child, depth + 1);
  case YS_NODE_SEQUENCE:
  case YS_NODE_CAPTURE:
  case YS_NODE_REPEAT:
    return list_covers(names, a->child, b->child, depth + 1);
  }
  return false;
}

static bool list_covers(ys_names *names, const ys_node *a, const ys_node *b, unsigned depth) {
  if (depth > 2 * YS_RULE_NESTING) {
    return false;
  }
  for (; a && b; a = a->next, b = b->next) {
    if (!node_covers(names, a, b, depth)) {
      return false;
    }
  }
  return !a && !b;
}

/* ---- facts ---- */

static ys_view name_in_a(const ys_names *names, ys_view b) {
  for (uint32_t i = 0; i < names->n; i++) {
    if (ys_view_equal(names->pair[i].b, b)) {
      return names->pair[i].a;
    }
  }
  return b; /* of a fragment that both refer to */
}

static bool same_references(const ys_names *names, ys_view a, ys_view b) {
  ys_view one;
  ys_view other;
  for (;;) {
    const bool more_a = ys_next_word(&a, &one);
    const bool more_b = ys_next_word(&b, &other);
    if (!more_a || !more_b) {
      return more_a == more_b;
    }
    if (!ys_view_equal(one, name_in_a(names, other))) {
      return false;
    }
  }
}

static bool same_fact(const ys_names *names, const ys_fact_source *a, const ys_fact_source *b) {
  bool same = ys_view_equal(a->type, b->type) && ys_view_equal(a->status, b->status) &&
              (!a->needs.n || same_references(names, a->needs, b->needs));
  for (unsigned role = 0; same && role < YS_ARG_ROLES; role++) {
    same = same_references(names, a->arg[role].ref, b->arg[role].ref);
  }
  return same;
}

static bool says_all(const ys_names *names, const ys_rule_source *a, const ys_rule_source *b) {
  for (uint32_t i = 0; i < b->fact.n; i++) {
    uint32_t k = 0;
    while (k < a->fact.n && !same_fact(names, &a->fact.at[k], &b->fact.at[i])) {
      k++;
    }
    if (k == a->fact.n) {
      return false;
    }
  }
  return true;
}

/* One of a's patterns covers this one of b, and a says of it all that b says. */
static bool pattern_is_covered(const ys_rules *rules, const ys_rule_source *a, const ys_rule_source *b,
                               const ys_node *pattern) {
  for (uint32_t i = 0; i < a->pattern.n; i++) {
    ys_names names = {.rules = rules};
    if (a->pattern.at[i] && pattern && list_covers(&names, a->pattern.at[i]->child, pattern->child, 0) &&
        says_all(&names, a, b)) {
      return true;
    }
  }
  return false;
}

static bool rule_covers(const ys_rules *rules, const ys_rule_source *a, const ys_rule_source *b) {
  if (a->exception.n || (a->blocks & b->blocks) != b->blocks || (b->overlap && !a->overlap)) {
    return false;
  }
  for (uint32_t i = 0; i < b->pattern.n; i++) {
    if (!pattern_is_covered(rules, a, b, b->pattern.at[i])) {
      return false;
    }
  }
  return true;
}

bool ys_report_needless(const ys_rules *rules, uint32_t number, const ys_log *log) {
  const ys_rule_source *b = &rules->source.at[number];
  for (uint32_t i = 0; i < rules->source.n; i++) {
    const ys_rule_source *a = &rules->source.at[i];
    const bool stronger = a->priority > b->priority || (a->priority == b->priority && i < number);
    if (i == number || !stronger || !rule_covers(rules, a, b)) {
      continue;
    }
    const bool same = rule_covers(rules, b, a);
    ys_report_at(log, YANSHU_ERROR, YANSHU_BAD_RULES, b->file, b->place.line, b->place.column,
                 same ? "rule '%.*s' says the same as rule '%.*s' (%.*s:%u)"
                      : "rule '%.*s' can never be the one that is used: rule '%.*s' (%.*s:%u) finds all that it finds",
                 YS_INT(b->id), YS_INT(a->id), YS_INT(a->file), a->place.line);
    return true;
  }
  return false;
}
