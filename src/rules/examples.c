/* SPDX-License-Identifier: Apache-2.0 */
/* Rules against their own examples. */
#include <stdlib.h>

#include "rules/needless.h"
#include "rules/read.h"

/* Articles of examples stand on a day of their own, so that 昨天 means something. */
#define EXAMPLE_DATE "2025-01-17"

/* ---- facts as lines ---- */

typedef struct ys_lines {
  YS_ARRAY(ys_view) line;
} ys_lines;

static void append_role(ys_buffer *b, unsigned role, ys_view value) {
  if (value.n) {
    ys_buffer_append_view(b, YS_VIEW(" "));
    ys_buffer_append_view(b, ys_view_of(ys_argument_role_name[role]));
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

ys_view ys_argument_words(ys_arena *arena, const ys_document *document, const ys_mentions *mentions,
                          const ys_argument *argument) {
  if (!argument->n) {
    return argument->end > argument->begin ? ys_text_normal(arena, document, argument->begin, argument->end)
                                           : YS_VIEW("");
  }
  ys_view all = YS_VIEW("");
  for (uint32_t i = 0; i < argument->n && all.p; i++) {
    const ys_mention *m = &mentions->list.at[argument->mention[i]];
    const ys_view one = ys_text_normal(arena, document, m->begin, m->end);
    all = i && one.p ? ys_arena_format(arena, "%.*s|%.*s", YS_INT(all), YS_INT(one)) : one;
  }
  return all;
}

static ys_status line_of_fact(ys_arena *arena, const ys_document *d, const ys_mentions *mentions, const ys_fact *fact,
                              ys_lines *lines) {
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(arena));
  append_type(&b, fact->type, fact->status);
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    const ys_view text = ys_argument_words(arena, d, mentions, &fact->arg[role]);
    if (!text.p) {
      ys_buffer_free(&b);
      return YANSHU_NO_MEMORY;
    }
    append_role(&b, role, text);
  }
  return add_line(arena, lines, &b);
}

/* ---- comparing ---- */

/* What came of one example. */
typedef struct ys_outcome_of {
  ys_lines wanted;
  ys_lines got;    /* facts of the rule */
  ys_lines others; /* facts of the other rules, each followed by the rule's id */
} ys_outcome_of;

static int compare_lines(const void *a, const void *b) {
  const ys_view *x = a;
  const ys_view *y = b;
  return ys_view_compare(*x, *y);
}

static ys_view join(ys_arena *arena, ys_lines *lines) {
  ys_view all = lines->line.n ? YS_VIEW("") : YS_VIEW("nothing");
  if (lines->line.n) {
    qsort(lines->line.at, lines->line.n, sizeof *lines->line.at, compare_lines);
  }
  for (uint32_t i = 0; i < lines->line.n && all.p; i++) {
    all = ys_arena_format(arena, "%.*s%s%.*s", YS_INT(all), i ? "; " : "", YS_INT(lines->line.at[i]));
  }
  return all;
}

/* Rules that said what was expected of this one: " (rule 'x' says so)". */
static ys_view said_by(ys_arena *arena, const ys_outcome_of *o) {
  for (uint32_t i = 0; i < o->wanted.line.n; i++) {
    for (uint32_t k = 0; k + 1 < o->others.line.n; k += 2) {
      if (ys_view_equal(o->wanted.line.at[i], o->others.line.at[k])) {
        return ys_arena_format(arena, " (a stronger rule says it: '%.*s')", YS_INT(o->others.line.at[k + 1]));
      }
    }
  }
  return YS_VIEW("");
}

static ys_status compare(ys_arena *arena, const ys_rule_source *rule, const ys_example *example, ys_outcome_of *o,
                         const ys_log *log, yanshu_rules_report *report) {
  for (uint32_t i = 0; i < example->fact.n; i++) {
    YS_TRY(line_of_expected(arena, &example->fact.at[i], &o->wanted));
  }
  const ys_view a = join(arena, &o->wanted);
  const ys_view b = join(arena, &o->got);
  const ys_view by = said_by(arena, o);
  if (!a.p || !b.p || !by.p) {
    return YANSHU_NO_MEMORY;
  }
  report->examples++;
  if (!ys_view_equal(a, b)) {
    report->failed++;
    ys_report_at(log, YANSHU_ERROR, YANSHU_BAD_RULES, rule->file, example->place.line, example->place.column,
                 "rule '%.*s', %s: expected %.*s, came %.*s%.*s", YS_INT(rule->id),
                 example->counter ? "counter-example" : "example", YS_INT(a), YS_INT(b), YS_INT(by));
  }
  return YANSHU_OK;
}

static ys_status add_other(ys_arena *arena, const ys_rules *rules, const ys_fact *fact, ys_lines *others) {
  ys_view *id = YS_PUSH(arena, &others->line);
  if (!id) {
    return YANSHU_NO_MEMORY;
  }
  *id = ys_rules_string(rules, rules->rule.at[ys_rules_of_fact(rules, fact)].id);
  return YANSHU_OK;
}

static ys_status run_example(ys_arena *arena, const ys_rules *rules, const ys_rule_source *rule,
                             const ys_example *example, const ys_log *log, yanshu_rules_report *report) {
  const yanshu_input input = {
      .name = rule->file, .bytes = example->text, .format = YANSHU_FORMAT_MARKDOWN, .date = YS_VIEW(EXAMPLE_DATE)};
  ys_document document;
  ys_mentions mentions = {0};
  ys_facts facts;
  ys_outcome_of o = {0};
  YS_TRY(ys_text_read(arena, rules->lexicon, &input, log, &document));
  YS_TRY(ys_recognize(arena, rules->lexicon, &document, log, &mentions));
  YS_TRY(ys_rules_apply(arena, rules, &document, &mentions, log, &facts));
  for (uint32_t i = 0; i < facts.list.n; i++) {
    const ys_fact *fact = &facts.list.at[i];
    const bool own = ys_view_equal(fact->rule, rule->iri);
    YS_TRY(line_of_fact(arena, &document, &mentions, fact, own ? &o.got : &o.others));
    if (!own) {
      YS_TRY(add_other(arena, rules, fact, &o.others));
    }
  }
  return compare(arena, rule, example, &o, log, report);
}

/* ---- what is known of the rules ---- */

size_t ys_rules_count(const ys_rules *rules) {
  return rules->rule.n;
}

yanshu_rule ys_rules_get(const ys_rules *rules, size_t i) {
  const ys_rule *rule = &rules->rule.at[i];
  return (yanshu_rule){.id = ys_rules_string(rules, rule->id),
                       .iri = ys_rules_string(rules, rule->iri),
                       .description_en = ys_rules_string(rules, rule->description_en),
                       .description_zh = ys_rules_string(rules, rule->description_zh),
                       .file = rules->file.at[rule->file],
                       .line = rule->place.line,
                       .column = rule->place.column,
                       .priority = rule->priority,
                       .own = rule->own,
                       .examples = rule->n_example,
                       .counter_examples = rule->n_counter};
}

/* A fact borrows the IRI of its rule. */
size_t ys_rules_of_fact(const ys_rules *rules, const ys_fact *fact) {
  size_t i = 0;
  while (i + 1 < rules->rule.n && rules->byte.at + rules->rule.at[i].iri.first != fact->rule.p) {
    i++;
  }
  return i;
}

static ys_status check_all(const yanshu_allocator *allocator, const ys_rules *rules, bool own_only, const ys_log *log,
                           yanshu_rules_report *report) {
  ys_arena *arena = ys_arena_new(allocator);
  ys_status status = arena ? YANSHU_OK : YANSHU_NO_MEMORY;
  for (uint32_t i = 0; i < rules->source.n && status == YANSHU_OK; i++) {
    const ys_rule_source *rule = &rules->source.at[i];
    if (own_only && !rule->own) {
      continue;
    }
    report->rules++;
    report->needless += ys_report_needless(rules, i, log);
    for (uint32_t k = 0; k < rule->example.n && status == YANSHU_OK; k++) {
      status = run_example(arena, rules, rule, &rule->example.at[k], log, report);
      ys_arena_reset(arena);
    }
  }
  if (arena) {
    ys_arena_free(arena);
  }
  return status;
}

ys_status ys_rules_check(const yanshu_allocator *allocator, const ys_rules *rules, bool own_only, const ys_log *log,
                         yanshu_rules_report *report) {
  *report = (yanshu_rules_report){0};
  if (!rules->folder) {
    return check_all(allocator, rules, own_only, log, report);
  }
  ys_rules *source = NULL; /* an image has no examples */
  ys_status status = ys_rules_open(allocator, rules->folder, rules->lexicon, log, &source);
  if (status == YANSHU_OK) {
    status = check_all(allocator, source, own_only, log, report);
  }
  ys_rules_close(source);
  return status;
}
