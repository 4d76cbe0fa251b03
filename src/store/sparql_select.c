/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_select.c SELECT, its groups, its order. */
#include "store/sparql_read.h"

/** The variables of a SELECT on their way out. */
typedef struct clause {
  ys_select *select;
  ys_varset named; /**< AS ?x */
  ys_varset plain; /**< ?x */
  ys_used used;    /**< by all expressions */
  bool all;        /**< * */
} clause;

static bool add_column(ys_reader *r, ys_select *select, uint32_t variable, const ys_expression *expression) {
  ys_query_column *const column = YS_PUSH(r->arena, &select->column);
  if (column == NULL) {
    return ys_read_no_memory(r);
  }
  *column = (ys_query_column){variable, expression};
  return true;
}

/** (expression AS ?x) */
static bool read_named(ys_reader *r, clause *c) {
  ys_used used = {.select = c->select};
  const ys_expression *expression = NULL;
  uint32_t index = 0;
  ys_read_step(r);
  if (!ys_read_expression(r, &used, &expression) || !ys_read_word(r, "AS") || !ys_read_variable(r, &index) ||
      !ys_read_mark(r, ")")) {
    return false;
  }
  if (ys_varset_has(&c->named, index) || ys_varset_has(&c->plain, index)) {
    return ys_read_wrong(r, "another name for this column");
  }
  ys_varset_join(&c->used.variable, &used.variable);
  ys_varset_add(&c->named, index);
  return add_column(r, c->select, index, expression);
}

static bool read_columns(ys_reader *r, clause *c) {
  if (ys_token_is(&r->token, "*")) {
    c->all = true;
    ys_read_step(r);
    return true;
  }
  while (r->token.kind == YS_TOKEN_VARIABLE || ys_token_is(&r->token, "(")) {
    uint32_t index = 0;
    if (ys_token_is(&r->token, "(")) {
      if (!read_named(r, c)) {
        return false;
      }
      continue;
    }
    if (!ys_read_variable(r, &index)) {
      return false;
    }
    if (ys_varset_has(&c->plain, index) || ys_varset_has(&c->named, index)) {
      return ys_read_refuse(r, "a column that is asked for twice");
    }
    ys_varset_add(&c->plain, index);
    if (!add_column(r, c->select, index, NULL)) {
      return false;
    }
  }
  return c->select->column.n > 0 || ys_read_wrong(r, "variables or *");
}

/* ---- modifiers ---- */

static bool is_modifier(const ys_reader *r) {
  static const char *const words[] = {"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"};
  for (size_t i = 0; i < YS_LENGTH(words); i++) {
    if (ys_token_is_word(&r->token, words[i])) {
      return true;
    }
  }
  return r->token.kind == YS_TOKEN_END || ys_token_is(&r->token, "}");
}

/** ?x, (expression AS ?x), (expression) or a call */
static bool read_key(ys_reader *r, ys_select *out, ys_varset *scope) {
  ys_used used = {.select = NULL};
  ys_query_column key = {.expression = NULL};
  if (r->token.kind == YS_TOKEN_VARIABLE) {
    if (!ys_read_variable(r, &key.variable)) {
      return false;
    }
  } else if (ys_token_is(&r->token, "(")) {
    ys_read_step(r);
    if (!ys_read_expression(r, &used, &key.expression)) {
      return false;
    }
    if (ys_token_is_word(&r->token, "AS")) {
      ys_read_step(r);
      if (!ys_read_variable(r, &key.variable)) {
        return false;
      }
      if (ys_varset_has(scope, key.variable)) {
        return ys_read_refuse(r, "a name behind AS that the pattern has as well");
      }
      ys_varset_add(scope, key.variable);
    } else if (!ys_new_variable(r, &key.variable)) {
      return false;
    }
    if (!ys_read_mark(r, ")")) {
      return false;
    }
  } else if (!ys_read_constraint(r, &used, &key.expression) || !ys_new_variable(r, &key.variable)) {
    return false;
  }
  ys_query_column *const added = YS_PUSH(r->arena, &out->key);
  if (added == NULL) {
    return ys_read_no_memory(r);
  }
  *added = key;
  return true;
}

static bool read_group_by(ys_reader *r, ys_select *out, ys_varset *scope) {
  if (!ys_token_is_word(&r->token, "GROUP")) {
    return true;
  }
  ys_read_step(r);
  if (!ys_read_word(r, "BY")) {
    return false;
  }
  out->grouped = true;
  do {
    if (!read_key(r, out, scope)) {
      return false;
    }
  } while (!is_modifier(r));
  return true;
}

static bool read_having(ys_reader *r, ys_select *out, ys_varset *used_variables) {
  if (!ys_token_is_word(&r->token, "HAVING")) {
    return true;
  }
  ys_read_step(r);
  do {
    ys_used used = {.select = out};
    const ys_expression **const place = YS_PUSH(r->arena, &out->having);
    if (place == NULL) {
      return ys_read_no_memory(r);
    }
    if (!ys_read_constraint(r, &used, place)) {
      return false;
    }
    ys_varset_join(used_variables, &used.variable);
  } while (!is_modifier(r));
  return out->grouped || ys_read_wrong(r, "GROUP BY or an aggregate with HAVING");
}

static bool read_order_key(ys_reader *r, ys_select *out, ys_varset *used_variables) {
  ys_used used = {.select = out};
  ys_query_order order = {.down = ys_token_is_word(&r->token, "DESC")};
  if (order.down || ys_token_is_word(&r->token, "ASC")) {
    ys_read_step(r);
    if (!ys_read_mark(r, "(") || !ys_read_expression(r, &used, &order.expression) || !ys_read_mark(r, ")")) {
      return false;
    }
  } else if (r->token.kind == YS_TOKEN_VARIABLE) {
    ys_expression *const plain = ys_arena_alloc(r->arena, sizeof *plain);
    if (plain == NULL) {
      return ys_read_no_memory(r);
    }
    if (!ys_read_variable(r, &plain->variable)) {
      return false;
    }
    plain->op = YS_OP_VARIABLE;
    ys_varset_add(&used.variable, plain->variable);
    order.expression = plain;
  } else if (!ys_read_constraint(r, &used, &order.expression)) {
    return false;
  }
  ys_varset_join(used_variables, &used.variable);
  ys_query_order *const added = YS_PUSH(r->arena, &out->order);
  if (added == NULL) {
    return ys_read_no_memory(r);
  }
  *added = order;
  return true;
}

static bool read_order(ys_reader *r, ys_select *out, ys_varset *used) {
  if (!ys_token_is_word(&r->token, "ORDER")) {
    return true;
  }
  ys_read_step(r);
  if (!ys_read_word(r, "BY")) {
    return false;
  }
  do {
    if (!read_order_key(r, out, used)) {
      return false;
    }
  } while (!is_modifier(r));
  return true;
}

/** The value of digits; false for anything else. */
static bool number_of(ys_view digits, size_t *n) {
  *n = 0;
  for (size_t i = 0; i < digits.n; i++) {
    if (digits.p[i] < '0' || digits.p[i] > '9') {
      return false;
    }
    *n = *n * 10 + (size_t)(digits.p[i] - '0');
  }
  return digits.n > 0 && digits.n <= 9;
}

static bool read_slice(ys_reader *r, ys_select *out) {
  bool limit = false;
  bool offset = false;
  while (ys_token_is_word(&r->token, "LIMIT") || ys_token_is_word(&r->token, "OFFSET")) {
    bool *const seen = ys_token_is_word(&r->token, "LIMIT") ? &limit : &offset;
    if (*seen) {
      return ys_read_wrong(r, "no second LIMIT or OFFSET");
    }
    *seen = true;
    ys_read_step(r);
    if (r->token.kind != YS_TOKEN_NUMBER || !number_of(r->token.text, seen == &limit ? &out->limit : &out->offset)) {
      return ys_read_wrong(r, "a whole number below 1000000000");
    }
    ys_read_step(r);
  }
  return true;
}

static bool read_values_behind(ys_reader *r, ys_select *out, ys_varset *scope) {
  if (!ys_token_is_word(&r->token, "VALUES")) {
    return true;
  }
  ys_read_step(r);
  ys_element *const values = YS_PUSH(r->arena, &out->values);
  return values == NULL ? ys_read_no_memory(r) : ys_read_values(r, values, scope);
}

/** As ys_read_modifiers; what is used outside of aggregates, behind the grouping, is added to @p used. */
static bool read_modifiers(ys_reader *r, ys_select *out, ys_varset *scope, ys_varset *used) {
  return read_group_by(r, out, scope) && read_having(r, out, used) && read_order(r, out, used) && read_slice(r, out) &&
         read_values_behind(r, out, scope);
}

bool ys_read_modifiers(ys_reader *r, ys_select *out, ys_varset *scope) {
  ys_varset used = {{0}};
  if (!read_modifiers(r, out, scope, &used)) {
    return false;
  }
  return !out->grouped || ys_read_refuse(r, "GROUP BY without SELECT");
}

/* ---- SELECT ---- */

/** What the clause may name, given what the pattern binds and how it is grouped. */
static bool check(ys_reader *r, const clause *c, const ys_varset *scope, const ys_varset *used) {
  const ys_select *const s = c->select;
  if (ys_varset_meets(&c->named, scope)) {
    return s->grouped ? ys_read_refuse(r, "a name behind AS that the pattern has as well")
                      : ys_read_wrong(r, "a new name behind AS");
  }
  if (!s->grouped) {
    return true;
  }
  ys_varset keys = c->named;
  for (uint32_t i = 0; i < s->key.n; i++) {
    ys_varset_add(&keys, s->key.at[i].variable);
  }
  for (uint32_t i = 0; i < s->aggregate.n; i++) {
    ys_varset_add(&keys, s->aggregate.at[i].variable);
  }
  if (c->all) {
    return ys_read_wrong(r, "named columns, as there are groups");
  }
  if (!ys_varset_within(&c->plain, &keys) || !ys_varset_within(&c->used.variable, &keys)) {
    return ys_read_wrong(r, "only columns that are grouped by or aggregates");
  }
  if (!ys_varset_within(used, &keys)) {
    return ys_read_refuse(r, "ORDER BY or HAVING of what is neither grouped by nor an aggregate");
  }
  return s->values.n == 0 || ys_read_refuse(r, "VALUES behind groups");
}

static bool add_all(ys_reader *r, ys_select *out, const ys_varset *scope) {
  for (uint32_t i = 0; i < r->query->variable.n; i++) {
    if (ys_varset_has(scope, i) && r->query->variable.at[i].n > 0 && !add_column(r, out, i, NULL)) {
      return false;
    }
  }
  return true;
}

bool ys_read_select(ys_reader *r, ys_select *out, ys_varset *scope) {
  clause c = {.select = out};
  ys_varset inner = {{0}};
  ys_varset used = {{0}};
  ys_read_step(r);
  if (ys_token_is_word(&r->token, "DISTINCT")) {
    out->distinct = true;
    ys_read_step(r);
  } else if (ys_token_is_word(&r->token, "REDUCED")) {
    return ys_read_refuse(r, "REDUCED");
  }
  if (!read_columns(r, &c)) {
    return false;
  }
  if (ys_token_is_word(&r->token, "FROM")) {
    return ys_read_refuse(r, "FROM");
  }
  if (ys_token_is_word(&r->token, "WHERE")) {
    ys_read_step(r);
  }
  if (!ys_read_group(r, &inner, &out->pattern) || !read_modifiers(r, out, &inner, &used) ||
      !check(r, &c, &inner, &used)) {
    return false;
  }
  if (c.all && !add_all(r, out, &inner)) {
    return false;
  }
  for (uint32_t i = 0; i < out->column.n; i++) {
    ys_varset_add(scope, out->column.at[i].variable);
  }
  return true;
}
