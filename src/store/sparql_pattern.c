/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_pattern.c Groups of patterns. */
#include "store/sparql_read.h"

/* ---- triples ---- */

/** What the reader of one subject and all behind it carries along. */
typedef struct triples {
  bool pattern; /**< else a template */
  ys_varset *scope;
  ys_group *group;
} triples;

static bool read_properties(ys_reader *r, const triples *t, const ys_place *subject);

/** [ ] or [ verb object ; ... ], as a variable that no query can name. */
static bool read_nameless(ys_reader *r, const triples *t, ys_place *out) {
  if (!t->pattern) {
    return ys_read_refuse(r, "blank nodes in a template");
  }
  *out = (ys_place){.is_variable = true};
  ys_read_step(r);
  if (!ys_read_enter(r) || !ys_new_variable(r, &out->variable)) {
    return false;
  }
  if (!ys_token_is(&r->token, "]") && !read_properties(r, t, out)) {
    return false;
  }
  r->depth--;
  return ys_read_mark(r, "]");
}

/** -1, +2.5 */
static bool read_signed(ys_reader *r, ys_cell *out) {
  const bool negative = ys_token_is(&r->token, "-");
  bool found = false;
  ys_read_step(r);
  if (r->token.kind != YS_TOKEN_NUMBER || !ys_read_literal(r, &found, out)) {
    return ys_read_wrong(r, "a number");
  }
  out->text = ys_arena_format(r->arena, "%s%.*s", negative ? "-" : "", (int)out->text.n, out->text.p);
  return out->text.p != NULL || ys_read_no_memory(r);
}

static bool read_term(ys_reader *r, const triples *t, bool subject, ys_place *out) {
  *out = (ys_place){.is_variable = r->token.kind == YS_TOKEN_VARIABLE};
  if (out->is_variable) {
    if (!ys_read_variable(r, &out->variable)) {
      return false;
    }
    ys_varset_add(t->scope, out->variable);
    return true;
  }
  if (r->token.kind == YS_TOKEN_BLANK) {
    return ys_read_refuse(r, "blank nodes with a name in a pattern; use a variable");
  }
  if (ys_token_is(&r->token, "[")) {
    return read_nameless(r, t, out);
  }
  if (ys_token_is(&r->token, "(")) {
    return ys_read_refuse(r, "lists in a pattern");
  }
  bool literal = false;
  if (!subject) {
    if (ys_token_is(&r->token, "-") || ys_token_is(&r->token, "+")) {
      return read_signed(r, &out->constant);
    }
    if (!ys_read_literal(r, &literal, &out->constant) || literal) {
      return literal;
    }
  }
  return ys_read_iri(r, &out->constant);
}

/** A verb: a variable, or a path. */
static bool read_verb(ys_reader *r, const triples *t, ys_place *variable, const ys_path **path) {
  *path = NULL;
  if (r->token.kind == YS_TOKEN_VARIABLE) {
    return read_term(r, t, true, variable);
  }
  if (!ys_read_path(r, path)) {
    return false;
  }
  return t->pattern || (*path)->kind == YS_PATH_LINK || ys_read_wrong(r, "no path in a template");
}

static bool read_objects(ys_reader *r, const triples *t, const ys_place *subject, const ys_place *verb,
                         const ys_path *path) {
  for (;;) {
    ys_place object;
    if (!read_term(r, t, false, &object)) {
      return false;
    }
    if (path != NULL) {
      if (!ys_add_path(r, t->group, subject, path, &object)) {
        return false;
      }
    } else {
      ys_element *const element = ys_add_element(r, t->group, YS_ELEMENT_TRIPLE);
      if (element == NULL) {
        return false;
      }
      element->place[0] = *subject;
      element->place[1] = *verb;
      element->place[2] = object;
    }
    if (!ys_token_is(&r->token, ",")) {
      return true;
    }
    ys_read_step(r);
  }
}

static bool read_properties(ys_reader *r, const triples *t, const ys_place *subject) {
  for (;;) {
    ys_place verb;
    const ys_path *path = NULL;
    if (!read_verb(r, t, &verb, &path) || !read_objects(r, t, subject, &verb, path)) {
      return false;
    }
    if (!ys_token_is(&r->token, ";")) {
      return true;
    }
    while (ys_token_is(&r->token, ";")) {
      ys_read_step(r);
    }
    if (ys_token_is(&r->token, ".") || ys_token_is(&r->token, "}") || ys_token_is(&r->token, "]")) {
      return true;
    }
  }
}

bool ys_read_triples(ys_reader *r, bool pattern, ys_varset *scope, ys_group *group) {
  const triples t = {pattern, scope, group};
  const bool nameless = ys_token_is(&r->token, "[");
  const uint32_t before = group->element.n;
  ys_place subject;
  if (!read_term(r, &t, true, &subject)) {
    return false;
  }
  /* [ ... ] with something in it may stand alone */
  const bool verb = r->token.kind == YS_TOKEN_VARIABLE || r->token.kind == YS_TOKEN_IRI ||
                    r->token.kind == YS_TOKEN_NAME || ys_token_is(&r->token, "^") || ys_token_is(&r->token, "(") ||
                    ys_token_is(&r->token, "!") || ys_view_equal(r->token.text, YS_VIEW("a"));
  if (nameless && group->element.n > before && !verb) {
    return true;
  }
  return read_properties(r, &t, &subject);
}

/* ---- groups ---- */

static bool add_group(ys_reader *r, ys_element *element, ys_group *group) {
  ys_group **const place = YS_PUSH(r->arena, &element->group);
  if (place == NULL) {
    return ys_read_no_memory(r);
  }
  *place = group;
  return true;
}

static bool read_union(ys_reader *r, ys_varset *scope, ys_group *into) {
  ys_group *group = NULL;
  ys_element alternatives = {.kind = YS_ELEMENT_UNION};
  if (!ys_read_group(r, scope, &group) || !add_group(r, &alternatives, group)) {
    return false;
  }
  while (ys_token_is_word(&r->token, "UNION")) {
    ys_read_step(r);
    if (!ys_read_group(r, scope, &group) || !add_group(r, &alternatives, group)) {
      return false;
    }
  }
  ys_element *const element = ys_add_element(r, into, YS_ELEMENT_UNION);
  if (element == NULL) {
    return false;
  }
  *element = alternatives;
  return true;
}

/** OPTIONAL or MINUS. What MINUS binds does not go out. */
static bool read_other(ys_reader *r, ys_element_kind kind, ys_varset *scope, ys_group *into) {
  ys_varset inner = {{0}};
  ys_group *group = NULL;
  ys_read_step(r);
  if (!ys_read_group(r, &inner, &group)) {
    return false;
  }
  if (kind == YS_ELEMENT_OPTIONAL) {
    ys_varset_join(scope, &inner);
  }
  ys_element *const element = ys_add_element(r, into, kind);
  return element != NULL && add_group(r, element, group);
}

static bool read_filter(ys_reader *r, ys_group *into) {
  ys_used used = {.select = NULL};
  const ys_expression *expression = NULL;
  ys_read_step(r);
  if (!ys_read_constraint(r, &used, &expression)) {
    return false;
  }
  ys_filter *const filter = YS_PUSH(r->arena, &into->filter);
  if (filter == NULL) {
    return ys_read_no_memory(r);
  }
  *filter = (ys_filter){expression, used.variable, used.exists};
  return true;
}

/** BIND (expression AS ?x) */
static bool read_bind(ys_reader *r, ys_varset *scope, ys_group *into) {
  ys_used used = {.select = NULL};
  const ys_expression *expression = NULL;
  uint32_t index = 0;
  ys_read_step(r);
  if (!ys_read_mark(r, "(") || !ys_read_expression(r, &used, &expression) || !ys_read_word(r, "AS") ||
      !ys_read_variable(r, &index)) {
    return false;
  }
  if (ys_varset_has(scope, index)) {
    return ys_read_wrong(r, "a new variable behind AS");
  }
  ys_varset_add(scope, index);
  ys_element *const element = ys_add_element(r, into, YS_ELEMENT_BIND);
  uint32_t *const place = element == NULL ? NULL : YS_PUSH(r->arena, &element->variable);
  if (place == NULL) {
    return ys_read_no_memory(r);
  }
  *place = index;
  element->expression = expression;
  return ys_read_mark(r, ")");
}

static bool add_value(ys_reader *r, ys_element *out) {
  ys_cell value = {.kind = YS_CELL_NONE};
  bool literal = false;
  if (ys_token_is_word(&r->token, "UNDEF")) {
    ys_read_step(r);
  } else if (ys_token_is(&r->token, "-") || ys_token_is(&r->token, "+")) {
    if (!read_signed(r, &value)) {
      return false;
    }
  } else if (!ys_read_literal(r, &literal, &value) || (!literal && !ys_read_iri(r, &value))) {
    return false;
  }
  ys_cell *const place = YS_PUSH(r->arena, &out->value);
  if (place == NULL) {
    return ys_read_no_memory(r);
  }
  *place = value;
  return true;
}

static bool read_columns(ys_reader *r, ys_element *out, ys_varset *scope, bool one) {
  while (r->token.kind == YS_TOKEN_VARIABLE) {
    uint32_t index = 0;
    if (!ys_read_variable(r, &index)) {
      return false;
    }
    for (uint32_t i = 0; i < out->variable.n; i++) {
      if (out->variable.at[i] == index) {
        return ys_read_wrong(r, "each variable once");
      }
    }
    uint32_t *const place = YS_PUSH(r->arena, &out->variable);
    if (place == NULL) {
      return ys_read_no_memory(r);
    }
    *place = index;
    ys_varset_add(scope, index);
    if (one) {
      return true;
    }
  }
  return !one || ys_read_wrong(r, "a variable or '('");
}

bool ys_read_values(ys_reader *r, ys_element *out, ys_varset *scope) {
  const bool one = !ys_token_is(&r->token, "(");
  *out = (ys_element){.kind = YS_ELEMENT_VALUES};
  if (!one) {
    ys_read_step(r);
  }
  if (!read_columns(r, out, scope, one) || (!one && !ys_read_mark(r, ")")) || !ys_read_mark(r, "{")) {
    return false;
  }
  if (out->variable.n == 0) {
    return ys_read_refuse(r, "VALUES without a variable");
  }
  while (!ys_token_is(&r->token, "}")) {
    if (!one && !ys_read_mark(r, "(")) {
      return false;
    }
    for (uint32_t k = 0; k < out->variable.n; k++) {
      if (!add_value(r, out)) {
        return false;
      }
    }
    if (!one && !ys_read_mark(r, ")")) {
      return false;
    }
  }
  return ys_read_mark(r, "}");
}

static bool read_word_pattern(ys_reader *r, ys_varset *scope, ys_group *into) {
  static const char *const refused[] = {"GRAPH", "SERVICE"};
  if (ys_token_is_word(&r->token, "FILTER")) {
    return read_filter(r, into);
  }
  if (ys_token_is_word(&r->token, "OPTIONAL")) {
    return read_other(r, YS_ELEMENT_OPTIONAL, scope, into);
  }
  if (ys_token_is_word(&r->token, "MINUS")) {
    return read_other(r, YS_ELEMENT_MINUS, scope, into);
  }
  if (ys_token_is_word(&r->token, "BIND")) {
    return read_bind(r, scope, into);
  }
  if (ys_token_is_word(&r->token, "VALUES")) {
    ys_read_step(r);
    ys_element *const element = ys_add_element(r, into, YS_ELEMENT_VALUES);
    return element != NULL && ys_read_values(r, element, scope);
  }
  for (size_t i = 0; i < YS_LENGTH(refused); i++) {
    if (ys_token_is_word(&r->token, refused[i])) {
      return ys_read_refuse(r, refused[i]);
    }
  }
  return ys_read_wrong(r, "a pattern");
}

/** Whether the next word is the verb `a`, which nothing but triples begins with. */
static bool is_keyword(const ys_reader *r) {
  return r->token.kind == YS_TOKEN_WORD && !ys_token_is_word(&r->token, "TRUE") &&
         !ys_token_is_word(&r->token, "FALSE");
}

static bool read_patterns(ys_reader *r, ys_varset *scope, ys_group *into) {
  while (!ys_token_is(&r->token, "}")) {
    bool ok = true;
    if (ys_token_is(&r->token, "{")) {
      ok = read_union(r, scope, into);
    } else if (is_keyword(r)) {
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

static bool read_inner_select(ys_reader *r, ys_varset *scope, ys_group *into) {
  ys_select *const select = ys_arena_alloc(r->arena, sizeof *select);
  ys_element *const element = select == NULL ? NULL : ys_add_element(r, into, YS_ELEMENT_SELECT);
  if (element == NULL) {
    return ys_read_no_memory(r);
  }
  select->limit = YS_NO_LIMIT;
  element->select = select;
  return ys_read_select(r, select, scope);
}

bool ys_read_group(ys_reader *r, ys_varset *scope, ys_group **group) {
  *group = ys_arena_alloc(r->arena, sizeof **group);
  if (*group == NULL) {
    return ys_read_no_memory(r);
  }
  if (!ys_read_enter(r) || !ys_read_mark(r, "{")) {
    return false;
  }
  ys_varset inner = {{0}};
  if (ys_token_is_word(&r->token, "SELECT") ? !read_inner_select(r, &inner, *group)
                                            : !read_patterns(r, &inner, *group)) {
    return false;
  }
  ys_varset_join(scope, &inner);
  r->depth--;
  return ys_read_mark(r, "}");
}
