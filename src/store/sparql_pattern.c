/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_pattern.c Groups of patterns, SELECT and its modifiers. */
#include "store/sparql_read.h"

#include <string.h>

/* ---- triples ---- */

/**
 * A pattern binds @p index. Joining on a variable that some solutions leave open is where engines differ most; it
 * is left to those that have the whole algebra.
 */
static bool bind(ys_reader *r, size_t index, ys_scope *scope) {
  if (ys_varset_has(&scope->bound, index) && !ys_varset_has(&scope->certain, index)) {
    return ys_read_refuse(r,
                          "a variable that an OPTIONAL or one side of a UNION may leave open, used by a later pattern");
  }
  ys_varset_add(&scope->bound, index);
  ys_varset_add(&scope->certain, index);
  return true;
}

static bool read_term(ys_reader *r, bool subject, ys_scope *scope, ys_place *out) {
  *out = (ys_place){.is_variable = r->token.kind == YS_TOKEN_VARIABLE};
  if (out->is_variable) {
    size_t index = 0;
    if (!ys_read_variable(r, &index)) {
      return false;
    }
    out->variable = (uint32_t)index;
    return bind(r, index, scope);
  }
  if (r->token.kind == YS_TOKEN_BLANK || ys_token_is(&r->token, "[")) {
    return ys_read_refuse(r, "blank nodes in a pattern; use a variable");
  }
  if (ys_token_is(&r->token, "(")) {
    return ys_read_refuse(r, "lists in a pattern");
  }
  bool literal = false;
  if (!subject) {
    if (ys_token_is(&r->token, "-") || ys_token_is(&r->token, "+")) {
      return ys_read_refuse(r, "a signed number in a pattern");
    }
    if (!ys_read_literal(r, &literal, &out->constant) || literal) {
      return literal;
    }
  }
  return ys_read_iri(r, &out->constant);
}

static bool read_verb(ys_reader *r, ys_scope *scope, ys_place *out) {
  static const char *const path[] = {"/", "|", "^", "*", "+", "?", "!", "("};
  if (r->token.kind == YS_TOKEN_VARIABLE) {
    return read_term(r, true, scope, out);
  }
  for (size_t i = 0; i < YS_LENGTH(path); i++) {
    if (ys_token_is(&r->token, path[i])) {
      return ys_read_refuse(r, "property paths");
    }
  }
  *out = (ys_place){.constant = {.kind = YS_CELL_IRI}};
  if (r->token.kind == YS_TOKEN_WORD && ys_view_equal(r->token.text, YS_VIEW("a"))) {
    out->constant.text = YS_VIEW("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    ys_read_step(r);
  } else if (!ys_read_iri(r, &out->constant)) {
    return false;
  }
  for (size_t i = 0; i < YS_LENGTH(path); i++) {
    if (ys_token_is(&r->token, path[i]) && strcmp(path[i], "(") != 0) {
      return ys_read_refuse(r, "property paths");
    }
  }
  return true;
}

static ys_element *add_element(ys_reader *r, ys_group *group, ys_element_kind kind) {
  ys_element *const element = YS_PUSH(r->arena, &group->element);
  if (element == NULL) {
    (void)ys_read_no_memory(r);
    return NULL;
  }
  element->kind = kind;
  return element;
}

/** Objects behind one subject and verb. */
static bool read_objects(ys_reader *r, ys_scope *scope, ys_group *group, const ys_place *subject,
                         const ys_place *verb) {
  for (;;) {
    ys_place object;
    if (!read_term(r, false, scope, &object)) {
      return false;
    }
    ys_element *const element = add_element(r, group, YS_ELEMENT_TRIPLE);
    if (element == NULL) {
      return false;
    }
    element->place[0] = *subject;
    element->place[1] = *verb;
    element->place[2] = object;
    if (!ys_token_is(&r->token, ",")) {
      return true;
    }
    ys_read_step(r);
  }
}

bool ys_read_triples(ys_reader *r, bool pattern, ys_scope *scope, ys_group *group) {
  ys_scope unused = {0};
  ys_scope *const into = pattern ? scope : &unused;
  ys_place subject;
  if (!read_term(r, true, into, &subject)) {
    return false;
  }
  for (;;) {
    ys_place verb;
    if (!read_verb(r, into, &verb) || !read_objects(r, into, group, &subject, &verb)) {
      return false;
    }
    if (!ys_token_is(&r->token, ";")) {
      return true;
    }
    while (ys_token_is(&r->token, ";")) {
      ys_read_step(r);
    }
    if (ys_token_is(&r->token, ".") || ys_token_is(&r->token, "}")) {
      return true;
    }
  }
}

/* ---- groups ---- */

/** Takes over what an inner group binds; `certain` says whether it must match. */
static bool join(ys_reader *r, ys_scope *scope, const ys_scope *inner, bool certain) {
  ys_varset open = inner->bound;
  /* open: on either side bound in some solutions only, and on both sides */
  for (size_t i = 0; i < YS_QUERY_VARIABLES; i++) {
    if (ys_varset_has(&open, i) && ys_varset_has(&scope->bound, i) &&
        !(ys_varset_has(&scope->certain, i) && ys_varset_has(&inner->certain, i))) {
      return ys_read_refuse(r,
                            "a variable that an OPTIONAL or one side of a UNION may leave open, used by two patterns");
    }
  }
  ys_varset_join(&scope->bound, &inner->bound);
  if (certain) {
    ys_varset_join(&scope->certain, &inner->certain);
  }
  return true;
}

static bool add_group(ys_reader *r, ys_element *element, ys_group *group) {
  ys_group **const place = YS_PUSH(r->arena, &element->group);
  if (place == NULL) {
    return ys_read_no_memory(r);
  }
  *place = group;
  return true;
}

static bool read_union(ys_reader *r, ys_scope *scope, ys_group *into) {
  ys_scope all = {0};
  ys_group *group = NULL;
  ys_element alternatives = {.kind = YS_ELEMENT_UNION};
  if (!ys_read_group(r, NULL, &all, &group) || !add_group(r, &alternatives, group)) {
    return false;
  }
  while (ys_token_is_word(&r->token, "UNION")) {
    ys_scope next = {0};
    ys_read_step(r);
    if (!ys_read_group(r, NULL, &next, &group) || !add_group(r, &alternatives, group)) {
      return false;
    }
    ys_varset_join(&all.bound, &next.bound);
    ys_varset_meet(&all.certain, &next.certain);
  }
  ys_element *const element = add_element(r, into, YS_ELEMENT_UNION);
  if (element == NULL) {
    return false;
  }
  *element = alternatives;
  return join(r, scope, &all, true);
}

static bool read_optional(ys_reader *r, ys_scope *scope, ys_group *into) {
  ys_scope inner = {0};
  ys_group *group = NULL;
  ys_read_step(r);
  if (!ys_read_group(r, scope, &inner, &group)) {
    return false;
  }
  ys_element *const element = add_element(r, into, YS_ELEMENT_OPTIONAL);
  return element != NULL && add_group(r, element, group) && join(r, scope, &inner, false);
}

static bool read_filter(ys_reader *r, ys_scope *scope, ys_group *into) {
  ys_used used = {.column.distinct = false};
  const ys_condition *condition = NULL;
  ys_read_step(r);
  if (!ys_read_constraint(r, &used, &condition)) {
    return false;
  }
  ys_varset_join(&scope->tested, &used.variable);
  const ys_condition **const place = YS_PUSH(r->arena, &into->filter);
  if (place == NULL) {
    return ys_read_no_memory(r);
  }
  *place = condition;
  return true;
}

static bool read_bind(ys_reader *r) {
  return ys_read_refuse(r, "BIND");
}

static bool read_word_pattern(ys_reader *r, ys_scope *scope, ys_group *into) {
  static const char *const refused[] = {"MINUS", "GRAPH", "SERVICE", "VALUES"};
  if (ys_token_is_word(&r->token, "FILTER")) {
    return read_filter(r, scope, into);
  }
  if (ys_token_is_word(&r->token, "OPTIONAL")) {
    return read_optional(r, scope, into);
  }
  if (ys_token_is_word(&r->token, "BIND")) {
    return read_bind(r);
  }
  for (size_t i = 0; i < YS_LENGTH(refused); i++) {
    if (ys_token_is_word(&r->token, refused[i])) {
      return ys_read_refuse(r, refused[i]);
    }
  }
  return ys_read_wrong(r, "a pattern");
}

static bool read_patterns(ys_reader *r, ys_scope *scope, ys_group *into) {
  while (!ys_token_is(&r->token, "}")) {
    bool ok = true;
    if (ys_token_is(&r->token, "{")) {
      ok = read_union(r, scope, into);
    } else if (r->token.kind == YS_TOKEN_WORD && !ys_token_is_word(&r->token, "TRUE") &&
               !ys_token_is_word(&r->token, "FALSE")) {
      ok = read_word_pattern(r, scope, into);
    } else {
      ok = ys_read_triples(r, true, scope, into);
      if (ok && !ys_token_is(&r->token, ".") && !ys_token_is(&r->token, "{") && !ys_token_is(&r->token, "}") &&
          r->token.kind != YS_TOKEN_WORD) {
        return ys_read_wrong(r, "'.', a pattern or '}'");
      }
    }
    if (!ok) {
      return false;
    }
    if (ys_token_is(&r->token, ".")) {
      ys_read_step(r);
    }
  }
  return true;
}

bool ys_read_group(ys_reader *r, const ys_scope *outer, ys_scope *out, ys_group **group) {
  *group = ys_arena_alloc(r->arena, sizeof **group);
  if (*group == NULL) {
    return ys_read_no_memory(r);
  }
  if (!ys_read_enter(r) || !ys_read_mark(r, "{")) {
    return false;
  }
  if (ys_token_is_word(&r->token, "SELECT")) {
    ys_varset projected = {{0}};
    if (!ys_read_select(r, false, &projected, group)) {
      return false;
    }
    out->bound = projected;
    out->certain = projected;
  } else if (!read_patterns(r, out, *group)) {
    return false;
  }
  if (!ys_read_mark(r, "}")) {
    return false;
  }
  /* A filter sees its own group only, of which the way of evaluation here knows nothing. */
  ys_varset visible = out->bound;
  if (outer != NULL) {
    ys_varset_join(&visible, &outer->certain);
  }
  if (ys_varset_first(&out->tested, &out->tested, &visible) < YS_QUERY_VARIABLES) {
    return ys_read_refuse(r, "a FILTER on a variable that its own group does not bind");
  }
  r->depth--;
  return true;
}

/* ---- SELECT ---- */

typedef struct select_clause {
  ys_varset plain; /**< ?x */
  ys_varset named; /**< AS ?x */
  ys_used used;    /**< by all expressions */
  bool all;        /**< * */
  bool aggregate;
  unsigned n;
} select_clause;

static bool note_column(ys_reader *r, size_t index, const ys_query_column *given) {
  ys_query_column *const column = YS_PUSH(r->arena, &r->query->column);
  if (column == NULL) {
    r->status = YANSHU_NO_MEMORY;
    return false;
  }
  *column = *given;
  column->name = r->query->variable.at[index];
  return true;
}

/** (COUNT(?x) AS ?n) */
static bool read_named_aggregate(ys_reader *r, bool whole, select_clause *s) {
  ys_used used = {.column.distinct = false};
  size_t index = 0;
  ys_read_step(r);
  if (!ys_read_aggregate(r, &used) || !ys_read_word(r, "AS") || !ys_read_variable(r, &index) || !ys_read_mark(r, ")")) {
    return false;
  }
  if (ys_varset_has(&s->named, index) || ys_varset_has(&s->plain, index)) {
    return ys_read_wrong(r, "another name for this column");
  }
  ys_varset_add(&s->named, index);
  ys_varset_join(&s->used.inside, &used.inside);
  s->aggregate = true;
  return !whole || note_column(r, index, &used.column);
}

static bool read_columns(ys_reader *r, bool whole, select_clause *s) {
  if (ys_token_is(&r->token, "*")) {
    s->all = true;
    ys_read_step(r);
    return true;
  }
  for (; r->token.kind == YS_TOKEN_VARIABLE || ys_token_is(&r->token, "("); s->n++) {
    if (ys_token_is(&r->token, "(")) {
      if (!read_named_aggregate(r, whole, s)) {
        return false;
      }
      continue;
    }
    size_t index = 0;
    if (!ys_read_variable(r, &index) || (whole && !note_column(r, index, &(ys_query_column){.distinct = false}))) {
      return false;
    }
    if (ys_varset_has(&s->plain, index) || ys_varset_has(&s->named, index)) {
      return ys_read_refuse(r, "a column that is asked for twice");
    }
    ys_varset_add(&s->plain, index);
  }
  return s->n > 0 || ys_read_wrong(r, "variables or *");
}

/** GROUP BY; @p keys are the variables, none when there is no such clause. */
static bool read_group_by(ys_reader *r, bool whole, ys_varset *keys, bool *found) {
  *found = ys_token_is_word(&r->token, "GROUP");
  if (!*found) {
    return true;
  }
  ys_read_step(r);
  if (!ys_read_word(r, "BY")) {
    return false;
  }
  if (r->token.kind != YS_TOKEN_VARIABLE) {
    return ys_read_refuse(r, "GROUP BY an expression");
  }
  while (r->token.kind == YS_TOKEN_VARIABLE) {
    size_t index = 0;
    if (!ys_read_variable(r, &index)) {
      return false;
    }
    ys_varset_add(keys, index);
    ys_view *const key = whole ? YS_PUSH(r->arena, &r->query->key) : NULL;
    if (whole && key == NULL) {
      r->status = YANSHU_NO_MEMORY;
      return false;
    }
    if (whole) {
      *key = r->query->variable.at[index];
    }
  }
  if (ys_token_is(&r->token, "(") || (r->token.kind == YS_TOKEN_WORD && !ys_token_is_word(&r->token, "HAVING") &&
                                      !ys_token_is_word(&r->token, "ORDER") && !ys_token_is_word(&r->token, "LIMIT") &&
                                      !ys_token_is_word(&r->token, "OFFSET"))) {
    return ys_read_refuse(r, "GROUP BY an expression");
  }
  return true;
}

static bool is_within(const ys_varset *a, const ys_varset *b) {
  return ys_varset_first(a, a, b) == YS_QUERY_VARIABLES;
}

/** What the clause may name, given what the pattern binds and how it is grouped. */
static bool check_columns(ys_reader *r, const select_clause *s, const ys_scope *scope, const ys_varset *keys,
                          bool grouped) {
  const bool groups = grouped || s->aggregate;
  const ys_varset *const visible = groups ? keys : &scope->bound;
  const ys_varset plain = s->plain;
  if (s->all && groups) {
    return ys_read_wrong(r, "named columns, as there are groups");
  }
  if (!is_within(&plain, visible)) {
    return groups ? ys_read_wrong(r, "only columns that are grouped by or aggregates")
                  : ys_read_refuse(r, "a column that no pattern binds");
  }
  if (!is_within(keys, &scope->bound) || !is_within(&s->used.inside, &scope->bound)) {
    return ys_read_refuse(r, "a variable in GROUP BY or an aggregate that no pattern binds");
  }
  if (ys_varset_first(&s->named, &scope->bound, &(ys_varset){{0}}) < YS_QUERY_VARIABLES) {
    return ys_read_wrong(r, "a new name behind AS");
  }
  return true;
}

static void hide(ys_reader *r, const ys_varset *inside, const ys_varset *projected) {
  r->n_select++;
  for (size_t i = 0; i < r->query->variable.n; i++) {
    if (ys_varset_has(inside, i) && !ys_varset_has(projected, i)) {
      r->select[i] = r->n_select;
    }
  }
}

static bool push_name(ys_reader *r, size_t i, bool column) {
  uint32_t *const need = YS_PUSH(r->arena, &r->query->need);
  if (need == NULL) {
    r->status = YANSHU_NO_MEMORY;
    return false;
  }
  *need = (uint32_t)i;
  return !column || note_column(r, i, &(ys_query_column){.distinct = false});
}

/** What is needed: columns, keys, what is counted and what is ordered by. */
static bool need_variables(ys_reader *r, bool all, const ys_scope *scope) {
  for (size_t i = 0; i < r->query->variable.n; i++) {
    if (ys_varset_has(&r->need, i) && ys_varset_has(&scope->bound, i) && !push_name(r, i, all)) {
      return false;
    }
  }
  return true;
}

static bool read_tail(ys_reader *r, bool whole, select_clause *s, const ys_scope *scope, ys_varset *projected) {
  ys_varset keys = {{0}};
  bool grouped = false;
  if (!read_group_by(r, whole, &keys, &grouped)) {
    return false;
  }
  if (ys_token_is_word(&r->token, "HAVING")) {
    return ys_read_refuse(r, "HAVING");
  }
  if (!check_columns(r, s, scope, &keys, grouped)) {
    return false;
  }
  const bool groups = grouped || s->aggregate;
  if (whole) {
    r->query->grouped = groups;
    ys_varset need = groups ? keys : s->all ? scope->bound : s->plain;
    ys_varset_join(&need, &s->used.inside);
    r->need = need;
  } else if (groups) {
    return ys_read_refuse(r, "aggregates in an inner SELECT");
  }
  ys_varset visible = groups ? keys : scope->bound;
  ys_varset_join(&visible, &s->named);
  if (!whole && (ys_token_is_word(&r->token, "LIMIT") || ys_token_is_word(&r->token, "OFFSET"))) {
    return ys_read_refuse(r, "LIMIT in an inner SELECT");
  }
  if (!ys_read_modifiers(r, whole, &visible)) {
    return false;
  }
  *projected = s->all ? scope->bound : s->plain;
  ys_varset_join(projected, &s->named);
  return !whole || need_variables(r, s->all, scope);
}

bool ys_read_select(ys_reader *r, bool whole, ys_varset *projected, ys_group **group) {
  select_clause s = {.all = false};
  ys_scope scope = {0};
  const uint32_t before = r->query->variable.n;
  ys_read_step(r);
  if (ys_token_is_word(&r->token, "DISTINCT")) {
    if (!whole) {
      return ys_read_refuse(r, "DISTINCT in an inner SELECT");
    }
    r->query->distinct = true;
    ys_read_step(r);
  } else if (ys_token_is_word(&r->token, "REDUCED")) {
    return ys_read_refuse(r, "REDUCED");
  }
  if (!read_columns(r, whole, &s)) {
    return false;
  }
  if (ys_token_is_word(&r->token, "FROM")) {
    return ys_read_refuse(r, "FROM");
  }
  if (ys_token_is_word(&r->token, "WHERE")) {
    ys_read_step(r);
  }
  if (!ys_read_group(r, NULL, &scope, group)) {
    return false;
  }
  if (!read_tail(r, whole, &s, &scope, projected)) {
    return false;
  }
  if (!whole) {
    /* What an inner SELECT does not hand out is another variable outside; here there is one table for both. */
    const ys_varset open = scope.bound;
    for (size_t i = 0; i < before; i++) {
      if (ys_varset_has(&open, i) && !ys_varset_has(projected, i)) {
        return ys_read_refuse(r, "a variable that an inner SELECT keeps to itself and that stands outside as well");
      }
    }
    if (!is_within(projected, &scope.certain)) {
      return ys_read_refuse(r, "an inner SELECT that may leave a variable open");
    }
    hide(r, &open, projected);
  }
  return true;
}

/* ---- modifiers ---- */

/** ?x, STR(?x), or one of them in brackets. */
static bool read_order_key(ys_reader *r, ys_query_order *order, size_t *index) {
  unsigned open = 0;
  for (; ys_token_is(&r->token, "("); open++) {
    ys_read_step(r);
  }
  if (ys_token_is_word(&r->token, "STR")) {
    order->text = true;
    ys_read_step(r);
    if (!ys_read_mark(r, "(")) {
      return false;
    }
    open++;
  }
  if (r->token.kind != YS_TOKEN_VARIABLE) {
    return ys_read_refuse(r, "ORDER BY an expression other than STR(?x)");
  }
  if (!ys_read_variable(r, index)) {
    return false;
  }
  for (; open > 0; open--) {
    if (!ys_read_mark(r, ")")) {
      return false;
    }
  }
  order->name = r->query->variable.at[*index];
  return true;
}

static bool read_order(ys_reader *r, bool whole, const ys_varset *visible) {
  unsigned n = 0;
  ys_read_step(r);
  if (!ys_read_word(r, "BY")) {
    return false;
  }
  for (;; n++) {
    ys_query_order order = {.down = ys_token_is_word(&r->token, "DESC")};
    size_t index = 0;
    if (order.down || ys_token_is_word(&r->token, "ASC")) {
      ys_read_step(r);
      if (!ys_token_is(&r->token, "(")) {
        return ys_read_wrong(r, "'('");
      }
    } else if (r->token.kind != YS_TOKEN_VARIABLE && !ys_token_is(&r->token, "(") &&
               (r->token.kind != YS_TOKEN_WORD || ys_token_is_word(&r->token, "LIMIT") ||
                ys_token_is_word(&r->token, "OFFSET") || ys_token_is_word(&r->token, "VALUES"))) {
      break;
    }
    if (!read_order_key(r, &order, &index)) {
      return false;
    }
    if (!ys_varset_has(visible, index)) {
      return ys_read_refuse(r, "ORDER BY a variable that is not there");
    }
    ys_query_order *const added = whole ? YS_PUSH(r->arena, &r->query->order) : NULL;
    if (added == NULL) {
      return whole ? ys_read_wrong(r, "less memory") : ys_read_refuse(r, "ORDER BY in an inner SELECT");
    }
    *added = order;
    ys_varset_add(&r->need, index);
  }
  return n > 0 || ys_read_wrong(r, "what to order by");
}

static size_t number_of(ys_view digits) {
  size_t n = 0;
  for (size_t i = 0; i < digits.n; i++) {
    n = n * 10 + (size_t)(digits.p[i] - '0');
  }
  return n;
}

static bool read_slice(ys_reader *r, bool whole) {
  bool limit = false;
  bool offset = false;
  while (ys_token_is_word(&r->token, "LIMIT") || ys_token_is_word(&r->token, "OFFSET")) {
    bool *const seen = ys_token_is_word(&r->token, "LIMIT") ? &limit : &offset;
    if (*seen) {
      return ys_read_wrong(r, "no second LIMIT or OFFSET");
    }
    *seen = true;
    ys_read_step(r);
    if (r->token.kind != YS_TOKEN_NUMBER || r->token.text.n > 9 || memchr(r->token.text.p, '.', r->token.text.n)) {
      return ys_read_wrong(r, "a whole number below 1000000000");
    }
    if (whole) {
      *(seen == &limit ? &r->query->limit : &r->query->offset) = number_of(r->token.text);
    }
    ys_read_step(r);
  }
  return true;
}

bool ys_read_modifiers(ys_reader *r, bool whole, const ys_varset *visible) {
  if (ys_token_is_word(&r->token, "GROUP") || ys_token_is_word(&r->token, "HAVING")) {
    return ys_read_refuse(r, "GROUP BY here");
  }
  if (ys_token_is_word(&r->token, "ORDER") && !read_order(r, whole, visible)) {
    return false;
  }
  return read_slice(r, whole);
}
