/* SPDX-License-Identifier: Apache-2.0 */
/** @file expression.c Expressions: values by their type, errors as SPARQL has them. */
#include "store/evaluate.h"

static ys_cell truth_cell(ys_truth truth) {
  ys_cell cell = {.kind = YS_CELL_NONE};
  if (truth != YS_ERROR) {
    cell.kind = YS_CELL_LITERAL;
    cell.text = truth == YS_TRUE ? YS_VIEW("true") : YS_VIEW("false");
    cell.datatype = YS_VIEW(YS_XSD "boolean");
  }
  return cell;
}

static ys_truth truth_of(bool value) {
  return value ? YS_TRUE : YS_FALSE;
}

static ys_truth negate(ys_truth truth) {
  return truth == YS_ERROR ? YS_ERROR : truth == YS_TRUE ? YS_FALSE : YS_TRUE;
}

/** Where one side decides, an error of the other is none. */
static ys_truth both(ys_truth a, ys_truth b) {
  return a == YS_FALSE || b == YS_FALSE ? YS_FALSE : a == YS_ERROR || b == YS_ERROR ? YS_ERROR : YS_TRUE;
}

/* ---- EXISTS ---- */

static ys_status decide_exists(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_truth *out) {
  ys_solutions found = {.allocator = &e->store->allocator, .width = e->query->variable.n + 1U};
  bool *const done = ys_arena_alloc(e->scratch, x->group->filter.n + 1U);
  const bool before = e->substituted;
  if (done == NULL || ys_solutions_add(&found, row) == NULL) {
    ys_solutions_free(&found);
    return YANSHU_NO_MEMORY;
  }
  e->substituted = true;
  ys_status status = ys_match_triples(e, x->group->element.at, x->group->element.n, x->group, done, &found);
  bool holds = false;
  for (size_t i = 0; i < found.n && !holds && status == YANSHU_OK; i++) {
    holds = true;
    for (uint32_t k = 0; k < x->group->filter.n && holds && status == YANSHU_OK; k++) {
      ys_truth truth = YS_TRUE;
      status = done[k] ? YANSHU_OK
                       : ys_expression_truth(e, x->group->filter.at[k].expression, ys_solution(&found, i), &truth);
      holds = truth == YS_TRUE;
    }
  }
  e->substituted = before;
  *out = truth_of(holds);
  ys_solutions_free(&found);
  return status;
}

/* ---- conditions ---- */

static ys_status decide_in(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_truth *out) {
  ys_cell left;
  ys_truth all = YS_FALSE;
  YS_TRY(ys_expression_value(e, x->argument.at[0], row, &left));
  for (uint32_t i = 1; i < x->argument.n; i++) {
    ys_cell right;
    YS_TRY(ys_expression_value(e, x->argument.at[i], row, &right));
    all = negate(both(negate(all), negate(ys_value_equal(&left, &right))));
  }
  *out = left.kind == YS_CELL_NONE ? YS_ERROR : all;
  return YANSHU_OK;
}

static ys_truth decide_kind(ys_operator op, const ys_cell *a) {
  if (a->kind == YS_CELL_NONE) {
    return YS_ERROR;
  }
  return truth_of(op == YS_OP_ISIRI       ? a->kind == YS_CELL_IRI
                  : op == YS_OP_ISBLANK   ? a->kind == YS_CELL_BLANK
                  : op == YS_OP_ISLITERAL ? a->kind == YS_CELL_LITERAL
                                          : ys_value_class_of(a) == YS_VALUE_NUMBER);
}

static ys_truth decide_two(ys_operator op, const ys_cell *a, const ys_cell *b) {
  if (a->kind == YS_CELL_NONE || b->kind == YS_CELL_NONE) {
    return YS_ERROR;
  }
  switch ((int)op) {
  case YS_OP_SAMETERM:
    return truth_of(ys_same_term(a, b));
  case YS_OP_EQUAL:
    return ys_value_equal(a, b);
  case YS_OP_UNEQUAL:
    return negate(ys_value_equal(a, b));
  default:
    return ys_value_compare(op, a, b);
  }
}

/** What is true, false or an error by its operator; YANSHU_INTERNAL when it is a value. */
static ys_status decide(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_truth *out) {
  ys_truth side[2] = {YS_ERROR, YS_ERROR};
  ys_cell cell[2];
  switch ((int)x->op) {
  case YS_OP_OR:
  case YS_OP_AND:
    YS_TRY(ys_expression_truth(e, x->argument.at[0], row, &side[0]));
    YS_TRY(ys_expression_truth(e, x->argument.at[1], row, &side[1]));
    *out = x->op == YS_OP_AND ? both(side[0], side[1]) : negate(both(negate(side[0]), negate(side[1])));
    return YANSHU_OK;
  case YS_OP_NOT:
    YS_TRY(ys_expression_truth(e, x->argument.at[0], row, &side[0]));
    *out = negate(side[0]);
    return YANSHU_OK;
  case YS_OP_IN:
    return decide_in(e, x, row, out);
  case YS_OP_EXISTS:
    return decide_exists(e, x, row, out);
  case YS_OP_BOUND:
    *out = truth_of(row[x->variable] != YS_NO_TERM);
    return YANSHU_OK;
  case YS_OP_ISIRI:
  case YS_OP_ISBLANK:
  case YS_OP_ISLITERAL:
  case YS_OP_ISNUMERIC:
    YS_TRY(ys_expression_value(e, x->argument.at[0], row, &cell[0]));
    *out = decide_kind(x->op, &cell[0]);
    return YANSHU_OK;
  default:
    YS_TRY(ys_expression_value(e, x->argument.at[0], row, &cell[0]));
    YS_TRY(ys_expression_value(e, x->argument.at[1], row, &cell[1]));
    *out = decide_two(x->op, &cell[0], &cell[1]);
    return YANSHU_OK;
  }
}

static bool is_condition(ys_operator op) {
  return (op >= YS_OP_OR && op <= YS_OP_IN) || op == YS_OP_EXISTS || op == YS_OP_BOUND ||
         (op >= YS_OP_SAMETERM && op <= YS_OP_ISNUMERIC);
}

ys_status ys_expression_truth(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_truth *out) {
  ys_cell value;
  if (is_condition(x->op)) {
    return decide(e, x, row, out);
  }
  YS_TRY(ys_expression_value(e, x, row, &value));
  *out = ys_value_truth(&value);
  return YANSHU_OK;
}

/* ---- values ---- */

static ys_status number_cell(ys_evaluation *e, bool ok, const ys_number *n, ys_cell *out) {
  if (ok) {
    *out = ys_number_cell(e->scratch, n);
    return out->text.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  }
  return YANSHU_OK;
}

static ys_status calculate(ys_evaluation *e, ys_operator op, const ys_cell *argument, ys_cell *out) {
  ys_number a;
  ys_number b;
  ys_number result;
  bool ok = ys_number_of(&argument[0], &a);
  if (op >= YS_OP_ADD && op <= YS_OP_DIVIDE) {
    ok = ok && ys_number_of(&argument[1], &b) && ys_number_combine(op, &a, &b, &result);
  } else {
    ok = ok && ys_number_change(op, &a, &result);
  }
  return number_cell(e, ok, &result, out);
}

static ys_status zone_text(ys_evaluation *e, const ys_instant *d, ys_cell *out) {
  const int32_t minutes = d->zone < 0 ? -d->zone : d->zone;
  *out = (ys_cell){.kind = YS_CELL_LITERAL};
  out->text = !d->has_zone ? YS_VIEW("")
              : d->zone == 0
                  ? YS_VIEW("Z")
                  : ys_arena_format(e->scratch, "%c%02d:%02d", d->zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return out->text.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status part_of_date(ys_evaluation *e, ys_operator op, const ys_cell *a, ys_cell *out) {
  ys_instant d;
  if (!ys_instant_of(a, &d)) {
    return YANSHU_OK;
  }
  if (op == YS_OP_TZ) {
    return d.has_time ? zone_text(e, &d, out) : YANSHU_OK;
  }
  ys_number n = ys_number_integer(op == YS_OP_YEAR      ? d.year
                                  : op == YS_OP_MONTH   ? d.month
                                  : op == YS_OP_DAY     ? d.day
                                  : op == YS_OP_HOURS   ? d.hour
                                  : op == YS_OP_MINUTES ? d.minute
                                                        : 0);
  if (op == YS_OP_SECONDS) {
    n = (ys_number){.kind = YS_DECIMAL, .decimal = (ys_wide)d.second * YS_DECIMAL_ONE + (ys_wide)d.fraction};
  }
  const bool known = op == YS_OP_YEAR    ? true
                     : op == YS_OP_MONTH ? d.month > 0
                     : op == YS_OP_DAY   ? d.day > 0
                                         : d.has_time;
  return number_cell(e, known, &n, out);
}

static ys_cell part_of_term(ys_operator op, const ys_cell *a) {
  ys_cell out = {.kind = YS_CELL_NONE};
  switch ((int)op) {
  case YS_OP_STR:
  case YS_OP_TO_STRING:
    if (a->kind == YS_CELL_IRI || a->kind == YS_CELL_LITERAL) {
      out = (ys_cell){.kind = YS_CELL_LITERAL, .text = a->text};
    }
    break;
  case YS_OP_LANG:
    if (a->kind == YS_CELL_LITERAL) {
      out = (ys_cell){.kind = YS_CELL_LITERAL, .text = a->language};
    }
    break;
  default:
    if (a->kind == YS_CELL_LITERAL) {
      out.kind = YS_CELL_IRI;
      out.text = a->language.n > 0   ? YS_VIEW("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
                 : a->datatype.n > 0 ? a->datatype
                                     : YS_VIEW(YS_XSD "string");
    }
    break;
  }
  return out;
}

/** Casts to numbers and booleans. */
static ys_status cast(ys_evaluation *e, ys_operator op, const ys_cell *a, ys_cell *out) {
  const ys_number_kind kind = op == YS_OP_TO_INTEGER ? YS_INTEGER : op == YS_OP_TO_DECIMAL ? YS_DECIMAL : YS_DOUBLE;
  const ys_value_class class = ys_value_class_of(a);
  ys_number from;
  ys_number to;
  bool ok = false;
  if (op == YS_OP_TO_BOOLEAN) {
    const ys_cell text = {.kind = YS_CELL_LITERAL, .text = a->text, .datatype = YS_VIEW(YS_XSD "boolean")};
    *out = class == YS_VALUE_NUMBER || class == YS_VALUE_BOOLEAN ? truth_cell(ys_value_truth(a))
           : class == YS_VALUE_TEXT                              ? truth_cell(ys_value_truth(&text))
                                                                 : *out;
    return YANSHU_OK;
  }
  switch (class) {
  case YS_VALUE_TEXT:
    ok = ys_number_read(a->text, kind, &to);
    break;
  case YS_VALUE_NUMBER:
    ok = ys_number_of(a, &from) && ys_number_convert(&from, kind, &to);
    break;
  case YS_VALUE_BOOLEAN:
    from = ys_number_integer(ys_value_truth(a) == YS_TRUE ? 1 : 0);
    ok = ys_number_convert(&from, kind, &to);
    break;
  case YS_VALUE_NONE:
  case YS_VALUE_BLANK:
  case YS_VALUE_IRI:
  case YS_VALUE_TAGGED:
  case YS_VALUE_DATE:
  case YS_VALUE_OTHER:
    break;
  }
  return number_cell(e, ok, &to, out);
}

static ys_status choose(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_cell *out) {
  if (x->op == YS_OP_IF) {
    ys_truth truth = YS_ERROR;
    YS_TRY(ys_expression_truth(e, x->argument.at[0], row, &truth));
    return truth == YS_ERROR ? YANSHU_OK : ys_expression_value(e, x->argument.at[truth == YS_TRUE ? 1 : 2], row, out);
  }
  for (uint32_t i = 0; i < x->argument.n && out->kind == YS_CELL_NONE; i++) {
    YS_TRY(ys_expression_value(e, x->argument.at[i], row, out));
  }
  return YANSHU_OK;
}

static ys_status apply(ys_evaluation *e, const ys_expression *x, const ys_cell *argument, ys_cell *out) {
  switch ((int)x->op) {
  case YS_OP_ADD:
  case YS_OP_SUBTRACT:
  case YS_OP_MULTIPLY:
  case YS_OP_DIVIDE:
  case YS_OP_NEGATE:
  case YS_OP_ABS:
  case YS_OP_ROUND:
  case YS_OP_CEIL:
  case YS_OP_FLOOR:
    return calculate(e, x->op, argument, out);
  case YS_OP_YEAR:
  case YS_OP_MONTH:
  case YS_OP_DAY:
  case YS_OP_HOURS:
  case YS_OP_MINUTES:
  case YS_OP_SECONDS:
  case YS_OP_TZ:
    return part_of_date(e, x->op, &argument[0], out);
  case YS_OP_STR:
  case YS_OP_LANG:
  case YS_OP_DATATYPE:
  case YS_OP_TO_STRING:
    *out = part_of_term(x->op, &argument[0]);
    return YANSHU_OK;
  case YS_OP_TO_INTEGER:
  case YS_OP_TO_DECIMAL:
  case YS_OP_TO_DOUBLE:
  case YS_OP_TO_BOOLEAN:
    return cast(e, x->op, &argument[0], out);
  default:
    return ys_text_value(e, x, argument, out);
  }
}

ys_status ys_expression_value(ys_evaluation *e, const ys_expression *x, const uint32_t *row, ys_cell *out) {
  *out = (ys_cell){.kind = YS_CELL_NONE};
  if (x->op == YS_OP_CONSTANT) {
    *out = x->constant;
    return YANSHU_OK;
  }
  if (x->op == YS_OP_VARIABLE) {
    *out = ys_evaluation_cell(e, row[x->variable]);
    return YANSHU_OK;
  }
  if (is_condition(x->op)) {
    ys_truth truth = YS_ERROR;
    YS_TRY(decide(e, x, row, &truth));
    *out = truth_cell(truth);
    return YANSHU_OK;
  }
  if (x->op == YS_OP_IF || x->op == YS_OP_COALESCE) {
    return choose(e, x, row, out);
  }
  ys_cell few[4] = {{.kind = YS_CELL_NONE}};
  ys_cell *const argument =
      x->argument.n <= YS_LENGTH(few) ? few : ys_arena_alloc(e->scratch, x->argument.n * sizeof *argument);
  if (argument == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < x->argument.n; i++) {
    YS_TRY(ys_expression_value(e, x->argument.at[i], row, &argument[i]));
    if (argument[i].kind == YS_CELL_NONE) {
      return YANSHU_OK; /* an error of an argument is one of the whole */
    }
  }
  return apply(e, x, argument, out);
}

ys_status ys_filter_holds(ys_evaluation *e, const ys_expression *x, const uint32_t *row, bool *out) {
  ys_truth truth = YS_ERROR;
  const ys_status status = ys_expression_truth(e, x, row, &truth);
  ys_arena_reset(e->scratch);
  *out = truth == YS_TRUE;
  return status;
}

ys_status ys_extend(ys_evaluation *e, const ys_expression *x, uint32_t variable, ys_solutions *s) {
  for (size_t i = 0; i < s->n; i++) {
    ys_cell value;
    uint32_t *const row = ys_solution(s, i);
    YS_TRY(ys_expression_value(e, x, row, &value));
    if (value.kind != YS_CELL_NONE) {
      row[variable] = ys_store_intern(e->store, &value);
      YS_TRY(row[variable] == YS_NO_TERM ? YANSHU_NO_MEMORY : YANSHU_OK);
    }
    ys_arena_reset(e->scratch);
  }
  return YANSHU_OK;
}
