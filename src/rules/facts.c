/* SPDX-License-Identifier: Apache-2.0 */
/* Facts: made of captures, weighed against each other, put in order. */
#include <stdlib.h>
#include <string.h>

#include "rules/apply.h"

/* ---- making ---- */

/* What an argument names, before it is cut to the size of a fact. */
typedef struct ys_values {
  uint32_t n; /* captures */
  uint32_t at[YS_RULE_CAPTURES];
} ys_values;

static void collect(const ys_scan *scan, uint32_t slots, ys_values *values) {
  values->n = 0;
  for (uint32_t i = 0; slots && i < scan->n_capture; i++) {
    if (!scan->capture[i].open && (slots >> scan->capture[i].slot & 1u)) {
      values->at[values->n++] = i;
    }
  }
}

static bool was_captured(const ys_scan *scan, uint32_t slot) {
  for (uint32_t i = 0; i < scan->n_capture; i++) {
    if (!scan->capture[i].open && scan->capture[i].slot == slot) {
      return true;
    }
  }
  return false;
}

static void fill_argument(const ys_scan *scan, const ys_values *values, uint32_t first, ys_argument *arg) {
  for (uint32_t i = first; i < values->n && i < first + YS_FACT_VALUES; i++) {
    const ys_capture *c = &scan->capture[values->at[i]];
    arg->begin = i == first || c->begin < arg->begin ? c->begin : arg->begin;
    arg->end = c->end > arg->end ? c->end : arg->end;
    if (c->mention != YS_NO_MENTION) {
      arg->mention[arg->n++] = c->mention;
    }
  }
}

static ys_status add_fact(ys_application *a, uint32_t rule, const ys_fact *fact) {
  ys_found *found = YS_PUSH(a->arena, &a->found);
  if (!found) {
    return YANSHU_NO_MEMORY;
  }
  *found = (ys_found){.fact = *fact, .rule = rule};
  return YANSHU_OK;
}

/* A list longer than a fact holds makes several facts. */
static ys_status make_fact(ys_application *a, uint32_t number, const ys_fact_template *t, uint32_t begin,
                           uint32_t end) {
  ys_values values[YS_ARG_ROLES];
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    collect(&a->scan, t->slots[role], &values[role]);
  }
  const ys_argument_role chief = t->slots[YS_ARG_SUBJECT] ? YS_ARG_SUBJECT : YS_ARG_OBJECT;
  if (!values[chief].n) {
    return YANSHU_OK;
  }
  const uint32_t objects = values[YS_ARG_OBJECT].n ? values[YS_ARG_OBJECT].n : 1;
  const uint32_t subjects = values[YS_ARG_SUBJECT].n ? values[YS_ARG_SUBJECT].n : 1;
  for (uint32_t s = 0; s < subjects; s += YS_FACT_VALUES) {
    for (uint32_t o = 0; o < objects; o += YS_FACT_VALUES) {
      ys_fact fact = {ys_rules_string(a->rules, t->type),
                      ys_rules_string(a->rules, a->rules->rule.at[number].iri),
                      ys_rules_string(a->rules, t->status),
                      begin,
                      end,
                      {{0}}};
      for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
        const uint32_t first = role == YS_ARG_SUBJECT ? s : role == YS_ARG_OBJECT ? o : 0;
        fill_argument(&a->scan, &values[role], first, &fact.arg[role]);
      }
      YS_TRY(add_fact(a, number, &fact));
    }
  }
  return YANSHU_OK;
}

ys_status ys_make_facts(ys_application *a, uint32_t rule, uint32_t begin, uint32_t end) {
  const ys_rule *r = &a->rules->rule.at[rule];
  for (uint32_t i = 0; i < r->n_fact; i++) {
    const ys_fact_template *t = &a->rules->fact.at[r->fact + i];
    if (t->needed == YS_NO_SLOT || was_captured(&a->scan, t->needed)) {
      YS_TRY(make_fact(a, rule, t, begin, end));
    }
  }
  return YANSHU_OK;
}

/* ---- weighing ---- */

static bool holds_mention(const ys_argument *arg, uint32_t mention) {
  for (uint32_t i = 0; i < arg->n; i++) {
    if (arg->mention[i] == mention) {
      return true;
    }
  }
  return false;
}

static bool is_empty(const ys_argument *arg) {
  return arg->n == 0 && arg->end == arg->begin;
}

/* Everything that b names in this role, a names too; of plain text it is enough that they overlap. */
static bool argument_covers(const ys_argument *a, const ys_argument *b) {
  if (is_empty(b)) {
    return true;
  }
  for (uint32_t i = 0; i < b->n; i++) {
    if (!holds_mention(a, b->mention[i])) {
      return false;
    }
  }
  return b->n > 0 || (!is_empty(a) && a->begin < b->end && b->begin < a->end);
}

static bool fact_covers(const ys_fact *a, const ys_fact *b, bool exactly) {
  if (!ys_view_equal(a->type, b->type) || (exactly && !ys_view_equal(a->status, b->status))) {
    return false;
  }
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    const bool minor = role == YS_ARG_DATE || role == YS_ARG_PLACE;
    if ((!minor || exactly) && !argument_covers(&a->arg[role], &b->arg[role])) {
      return false;
    }
  }
  return true;
}

/* Facts are kept in lists by what they are about, so that only facts about the same thing are compared. */
typedef struct ys_link {
  const ys_found *fact;
  uint32_t next;
} ys_link;

typedef struct ys_kept {
  ys_arena *arena;
  const ys_rules *rules;
  uint32_t *first; /* by key: link + 1, 0 for none */
  uint32_t keys;
  YS_ARRAY(ys_link) link;
} ys_kept;

static const ys_argument *chief_of(const ys_fact *fact) {
  return is_empty(&fact->arg[YS_ARG_SUBJECT]) ? &fact->arg[YS_ARG_OBJECT] : &fact->arg[YS_ARG_SUBJECT];
}

static bool is_covered(const ys_kept *kept, const ys_found *b) {
  const ys_argument *chief = chief_of(&b->fact);
  const uint32_t key = chief->n ? chief->mention[0] : kept->keys - 1;
  for (uint32_t i = kept->link.at != NULL ? kept->first[key] : 0; i; i = kept->link.at[i - 1].next) {
    const ys_found *a = kept->link.at[i - 1].fact;
    const bool higher = kept->rules->rule.at[a->rule].priority > kept->rules->rule.at[b->rule].priority;
    if (fact_covers(&a->fact, &b->fact, !higher)) {
      return true;
    }
  }
  return false;
}

static ys_status keep_under(ys_kept *kept, const ys_found *found, uint32_t key) {
  ys_link *link = YS_PUSH(kept->arena, &kept->link);
  if (!link) {
    return YANSHU_NO_MEMORY;
  }
  *link = (ys_link){found, kept->first[key]};
  kept->first[key] = kept->link.n;
  return YANSHU_OK;
}

/* Under its objects too: a fact that does not name the subject is looked up by its object. */
static ys_status keep(ys_kept *kept, const ys_found *found) {
  const ys_argument *subject = &found->fact.arg[YS_ARG_SUBJECT];
  const ys_argument *object = &found->fact.arg[YS_ARG_OBJECT];
  for (uint32_t i = 0; i < subject->n; i++) {
    YS_TRY(keep_under(kept, found, subject->mention[i]));
  }
  for (uint32_t i = 0; i < object->n; i++) {
    YS_TRY(keep_under(kept, found, object->mention[i]));
  }
  return subject->n || object->n ? YANSHU_OK : keep_under(kept, found, kept->keys - 1);
}

static uint32_t width_of(const ys_fact *f) {
  uint32_t n = 0;
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    n += f->arg[role].n + !is_empty(&f->arg[role]);
  }
  return n;
}

static int compare_numbers(uint64_t a, uint64_t b) {
  return a < b ? -1 : a > b;
}

static int compare_arguments(const ys_argument *a, const ys_argument *b) {
  int order = 0;
  for (unsigned role = 0; role < YS_ARG_ROLES && !order; role++) {
    order = compare_numbers(a[role].begin, b[role].begin);
    order = order ? order : compare_numbers(a[role].end, b[role].end);
    order = order ? order : compare_numbers(a[role].n, b[role].n);
    for (uint32_t i = 0; i < a[role].n && !order; i++) {
      order = compare_numbers(a[role].mention[i], b[role].mention[i]);
    }
  }
  return order;
}

static int compare_places(const ys_fact *a, const ys_fact *b) {
  const int begin = compare_numbers(a->begin, b->begin);
  const int end = compare_numbers(a->end, b->end);
  const int rule = ys_view_compare(a->rule, b->rule);
  if (begin || end || rule) {
    return begin ? begin : end ? end : rule;
  }
  const int type = ys_view_compare(a->type, b->type);
  const int status = ys_view_compare(a->status, b->status);
  return type ? type : status ? status : compare_arguments(a->arg, b->arg);
}

/* The strongest first; of equal ones the one that says more. */
static int compare_strength(const void *x, const void *y) {
  const ys_found *const *a = x;
  const ys_found *const *b = y;
  const int width = compare_numbers(width_of(&(*b)->fact), width_of(&(*a)->fact));
  return width ? width : compare_places(&(*a)->fact, &(*b)->fact);
}

static int compare_facts(const void *x, const void *y) {
  return compare_places(x, y);
}

/* Sorts by priority (0 to 100), the highest first; each level is then sorted by itself. */
static void sort_by_strength(const ys_rules *rules, ys_found **list, ys_found *found, uint32_t n) {
  uint32_t begin[102] = {0};
  for (uint32_t i = 0; i < n; i++) {
    begin[101 - rules->rule.at[found[i].rule].priority]++;
  }
  for (uint32_t i = 1; i < YS_LENGTH(begin); i++) {
    begin[i] += begin[i - 1];
  }
  uint32_t next[101];
  memcpy(next, begin, sizeof next);
  for (uint32_t i = 0; i < n; i++) {
    list[next[100 - rules->rule.at[found[i].rule].priority]++] = &found[i];
  }
  for (uint32_t level = 0; level < 101; level++) {
    if (begin[level + 1] > begin[level]) {
      qsort(list + begin[level], begin[level + 1] - begin[level], sizeof *list, compare_strength);
    }
  }
}

ys_status ys_settle_facts(ys_application *a, ys_facts *facts) {
  const uint32_t n = a->found.n;
  ys_kept kept = {.arena = a->arena, .rules = a->rules, .keys = a->mentions->list.n + 1};
  kept.first = ys_arena_alloc(a->arena, kept.keys * sizeof *kept.first);
  ys_found **list = ys_arena_alloc(a->arena, ((size_t)n + 1) * sizeof *list);
  if (!kept.first || !list) {
    return YANSHU_NO_MEMORY;
  }
  sort_by_strength(a->rules, list, a->found.at, n);
  for (uint32_t i = 0; i < n; i++) {
    list[i]->dropped = is_covered(&kept, list[i]);
    if (!list[i]->dropped) {
      YS_TRY(keep(&kept, list[i]));
    }
  }
  for (uint32_t i = 0; i < n; i++) {
    if (!a->found.at[i].dropped) {
      ys_fact *fact = YS_PUSH(a->arena, &facts->list);
      if (!fact) {
        return YANSHU_NO_MEMORY;
      }
      *fact = a->found.at[i].fact;
    }
  }
  if (facts->list.n) {
    qsort(facts->list.at, facts->list.n, sizeof *facts->list.at, compare_facts);
  }
  return YANSHU_OK;
}
