/* SPDX-License-Identifier: Apache-2.0 */
/* Rules against their own examples. */
#include "rules/examples.h"

#include <stdlib.h>

static const char *const role_name[YS_ARG_ROLES] = {"subject", "object", "date", "place", "text"};

/* Articles of examples stand on a day of their own, so that 昨天 means something. */
#define EXAMPLE_DATE "2025-01-17"

/* ---- facts as lines ---- */

typedef struct ys_lines {
  YS_ARRAY(ys_view) line;
} ys_lines;

static void append_role(ys_buffer *b, unsigned role, ys_view value) {
  if (value.n) {
    ys_buffer_append_view(b, YS_VIEW(" "));
    ys_buffer_append_view(b, ys_view_of(role_name[role]));
    ys_buffer_append_view(b, YS_VIEW("="));
    ys_buffer_append_view(b, value);
  }
}

static void append_type(ys_buffer *b, ys_view type, ys_view status) {
  ys_buffer_append_view(b, type);
  if (status.n) {
    ys_buffer_append_view(b, YS_VIEW("["));
    ys_buffer_append_view(b, status);
    ys_buffer_append_view(b, YS_VIEW("]"));
  }
}

static ys_status add_line(ys_arena *arena, ys_lines *lines, ys_buffer *b) {
  ys_view *line = YS_PUSH(arena, &lines->line);
  if (line) {
    *line = ys_arena_copy(arena, ys_buffer_view(b));
  }
  const bool failed = b->failed || !line || !line->p;
  ys_buffer_free(b);
  return failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status line_of_expected(ys_arena *arena, const ys_fact_expected *fact, ys_lines *lines) {
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(arena));
  append_type(&b, fact->type, fact->status);
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    append_role(&b, role, fact->arg[role]);
  }
  return add_line(arena, lines, &b);
}

static ys_view surface(ys_arena *arena, const ys_document *d, const ys_mentions *mentions, const ys_argument *arg) {
  if (!arg->n) {
    return arg->end > arg->begin ? ys_text_normal(arena, d, arg->begin, arg->end) : YS_VIEW("");
  }
  ys_view all = YS_VIEW("");
  for (uint32_t i = 0; i < arg->n; i++) {
    const ys_mention *m = &mentions->list.at[arg->mention[i]];
    const ys_view one = ys_text_normal(arena, d, m->begin, m->end);
    all = i ? ys_arena_format(arena, "%.*s|%.*s", (int)all.n, all.p, (int)one.n, one.p) : one;
  }
  return all;
}

static ys_status line_of_fact(ys_arena *arena, const ys_document *d, const ys_mentions *mentions, const ys_fact *fact,
                              ys_lines *lines) {
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(arena));
  append_type(&b, fact->type, fact->status);
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    const ys_view text = surface(arena, d, mentions, &fact->arg[role]);
    if (!text.p) {
      ys_buffer_free(&b);
      return YANSHU_NO_MEMORY;
    }
    append_role(&b, role, text);
  }
  return add_line(arena, lines, &b);
}

/* ---- comparing ---- */

static int compare_lines(const void *a, const void *b) {
  const ys_view *x = a;
  const ys_view *y = b;
  return ys_view_compare(*x, *y);
}

static ys_view join(ys_arena *arena, ys_lines *lines) {
  ys_view all = YS_VIEW("");
  if (lines->line.n) {
    qsort(lines->line.at, lines->line.n, sizeof *lines->line.at, compare_lines);
  }
  for (uint32_t i = 0; i < lines->line.n; i++) {
    const ys_view line = lines->line.at[i];
    all = ys_arena_format(arena, "%.*s%s%.*s", (int)all.n, all.p, i ? "; " : "", (int)line.n, line.p);
    if (!all.p) {
      return all;
    }
  }
  return all;
}

static ys_status compare(ys_arena *arena, const ys_rule *rule, const ys_example *example, ys_lines *got,
                         const ys_log *log, ys_example_count *count) {
  ys_lines wanted = {0};
  for (uint32_t i = 0; i < example->fact.n; i++) {
    YS_TRY(line_of_expected(arena, &example->fact.at[i], &wanted));
  }
  const ys_view a = join(arena, &wanted);
  const ys_view b = join(arena, got);
  if (!a.p || !b.p) {
    return YANSHU_NO_MEMORY;
  }
  count->examples++;
  if (!ys_view_equal(a, b)) {
    count->failed++;
    ys_report_at(log, YANSHU_ERROR, YANSHU_BAD_RULES, rule->file, example->place.line, example->place.column,
                 "rule '%.*s', %s: expected %.*s, found %.*s", (int)rule->id.n, rule->id.p,
                 example->counter ? "counter-example" : "example", a.n ? (int)a.n : 7, a.n ? a.p : "nothing",
                 b.n ? (int)b.n : 7, b.n ? b.p : "nothing");
  }
  return YANSHU_OK;
}

static ys_status run_example(ys_arena *arena, const ys_rules *rules, const ys_rule *rule, const ys_example *example,
                             const ys_log *log, ys_example_count *count) {
  const yanshu_input input = {
      .name = rule->file, .bytes = example->text, .format = YANSHU_FORMAT_MARKDOWN, .date = YS_VIEW(EXAMPLE_DATE)};
  ys_document document;
  ys_mentions mentions = {0};
  ys_facts facts;
  ys_lines got = {0};
  YS_TRY(ys_text_read(arena, rules->lexicon, &input, log, &document));
  YS_TRY(ys_recognize(arena, rules->lexicon, &document, log, &mentions));
  YS_TRY(ys_rules_apply(arena, rules, &document, &mentions, log, &facts));
  for (uint32_t i = 0; i < facts.list.n; i++) {
    if (ys_view_equal(facts.list.at[i].rule, rule->iri)) {
      YS_TRY(line_of_fact(arena, &document, &mentions, &facts.list.at[i], &got));
    }
  }
  return compare(arena, rule, example, &got, log, count);
}

ys_status ys_rules_check(const yanshu_allocator *allocator, const ys_rules *rules, const ys_log *log,
                         ys_example_count *count) {
  *count = (ys_example_count){.rules = rules->rule.n};
  ys_arena *arena = ys_arena_new(allocator);
  ys_status status = arena ? YANSHU_OK : YANSHU_NO_MEMORY;
  for (uint32_t i = 0; i < rules->rule.n && status == YANSHU_OK; i++) {
    const ys_rule *rule = &rules->rule.at[i];
    for (uint32_t k = 0; k < rule->example.n && status == YANSHU_OK; k++) {
      status = run_example(arena, rules, rule, &rule->example.at[k], log, count);
      ys_arena_reset(arena);
    }
  }
  ys_arena_free(arena);
  return status;
}
