/* SPDX-License-Identifier: Apache-2.0 */
/* Rules over a document: which programs to try where, exceptions, limits. */
#include "rules/apply.h"

/* ---- one program at one place ---- */

static void note_limits(ys_application *a, uint32_t rule, uint32_t pos) {
  if (a->scan.gave_up) {
    if (!a->gave_up[rule]) {
      a->gave_up_at[rule] = pos;
    }
    a->gave_up[rule]++;
  }
}

/* An exception that overlaps the match, begun at most YS_RULE_BEHIND characters before it. */
static bool is_exception(ys_application *a, const ys_rule *rule, uint32_t begin, uint32_t end) {
  const uint32_t room = begin - a->scan.begin;
  const uint32_t first = begin - (room < YS_RULE_BEHIND ? room : YS_RULE_BEHIND);
  for (uint32_t i = 0; i < rule->n_exception; i++) {
    const uint32_t number = rule->program + rule->n_program + i;
    const ys_program *program = &a->rules->program.at[number];
    const ys_standing *s = &a->standing[number];
    for (uint32_t pos = first; s->stamp == a->stamp && s->active && pos < end; pos++) {
      uint32_t stop = 0;
      const bool fits = ys_scan_match(&a->scan, program, pos, &stop);
      note_limits(a, program->rule, pos);
      if (fits && stop > begin) {
        return true;
      }
    }
  }
  return false;
}

static ys_status try_program(ys_application *a, uint32_t number, uint32_t pos) {
  ys_standing *s = &a->standing[number];
  if (s->tried > pos || s->next > pos || !ys_select_may_begin(a, number, pos)) {
    return YANSHU_OK;
  }
  s->tried = pos + 1;
  const ys_program *program = &a->rules->program.at[number];
  const ys_rule *rule = &a->rules->rule.at[program->rule];
  uint32_t end = 0;
  bool fits = ys_scan_match(&a->scan, program, pos, &end);
  note_limits(a, program->rule, pos);
  if (!fits) {
    return YANSHU_OK;
  }
  if (rule->n_exception) {
    if (is_exception(a, rule, pos, end)) {
      return YANSHU_OK;
    }
    fits = ys_scan_match(&a->scan, program, pos, &end); /* for its captures */
  }
  if (!rule->overlap && end > pos) {
    s->next = end;
  }
  return fits ? ys_make_facts(a, program->rule, pos, end) : YANSHU_OK;
}

static ys_status try_starters(ys_application *a, uint32_t key, uint32_t pos) {
  for (uint32_t i = ys_select_starters(a, key); i; i = a->starter.at[i - 1].next) {
    YS_TRY(try_program(a, a->starter.at[i - 1].program, pos));
  }
  return YANSHU_OK;
}

static ys_status try_mentions(ys_application *a, uint32_t pos) {
  unsigned seen = 0;
  for (uint32_t i = a->scan.at[pos]; i < a->mentions->list.n && a->mentions->list.at[i].begin == pos; i++) {
    const unsigned kind = a->mentions->list.at[i].kind;
    if (kind < YS_MENTION_KINDS && !(seen & (1u << kind))) {
      seen |= 1u << kind;
      YS_TRY(try_starters(a, YS_BEGIN_KEY(YS_BEGIN_KIND, kind), pos));
    }
  }
  return YANSHU_OK;
}

static ys_status try_words(ys_application *a, uint32_t pos) {
  ys_match room[YS_WORDS_AT_ONCE];
  const ys_lexicon *lexicon = a->rules->lexicon;
  if (!lexicon) {
    return YANSHU_OK;
  }
  uint32_t n = 0;
  const ys_match *found = ys_scan_forms(&a->scan, pos, room, &n);
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t k = 0; (found[i].classes & a->words) != 0 && k < found[i].n; k++) {
      const ys_entry *entry = ys_lexicon_entry(lexicon, found[i].entry + k);
      if ((a->words & YS_CLASS_BIT(entry->class_id)) != 0) {
        YS_TRY(try_starters(a, YS_BEGIN_KEY(YS_BEGIN_CLASS, entry->class_id), pos));
      }
    }
  }
  return YANSHU_OK;
}

static ys_status apply_block(ys_application *a, const ys_document *document, const ys_block *block) {
  a->scan.begin = block->begin;
  a->scan.end = block->end;
  YS_TRY(ys_select_programs(a, block->kind));
  const uint32_t *ch = document->ch;
  const uint64_t chars = a->chars;
  const uint64_t words = a->words;
  const bool edges = a->edges;
  for (uint32_t pos = block->begin; a->starter.n && pos < block->end; pos++) {
    if (chars & YS_CHAR_BIT(ch[pos])) {
      YS_TRY(try_starters(a, YS_BEGIN_KEY(YS_BEGIN_CHAR, ch[pos]), pos));
    }
    if (a->scan.at[pos] != YS_NO_MENTION) {
      YS_TRY(try_mentions(a, pos));
    }
    if (words != 0 && ys_classes_may(a->mentions, pos, words)) {
      YS_TRY(try_words(a, pos));
    }
    if (edges && ys_scan_starts(&a->scan, pos, YS_UNIT_CLAUSE)) {
      YS_TRY(try_starters(a, YS_BEGIN_KEY(YS_BEGIN_EDGE, 0), pos));
    }
  }
  return YANSHU_OK;
}

/* ---- all ---- */

static void report_limits(const ys_application *a, const ys_log *log) {
  for (uint32_t i = 0; i < a->rules->rule.n; i++) {
    if (a->gave_up[i]) {
      const ys_view id = ys_rules_string(a->rules, a->rules->rule.at[i].id);
      ys_report(
          log, YANSHU_WARNING, YANSHU_LIMIT, a->scan.document->name, 0,
          "rule '%.*s' reached a limit of the matcher at %u place%s (first: character %u) and found nothing there",
          (int)id.n, id.p, a->gave_up[i], a->gave_up[i] == 1 ? "" : "s", a->scan.document->from[a->gave_up_at[i]]);
    }
  }
}

static ys_status prepare(ys_application *a, const ys_document *document) {
  const size_t n = (size_t)a->rules->rule.n + 1;
  a->gave_up = ys_arena_alloc(a->arena, n * sizeof *a->gave_up);
  a->gave_up_at = ys_arena_room(a->arena, n * sizeof *a->gave_up_at);
  if (!a->gave_up || !a->gave_up_at) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(ys_scan_begin(&a->scan, a->arena, a->rules, document, a->mentions));
  return ys_select_begin(a);
}

ys_status ys_rules_apply(ys_arena *arena, const ys_rules *rules, const ys_document *document,
                         const ys_mentions *mentions, const ys_log *log, ys_facts *facts) {
  ys_application a = {.arena = arena, .rules = rules, .mentions = mentions};
  *facts = (ys_facts){.rules = rules->digest};
  YS_TRY(prepare(&a, document));
  for (uint32_t i = 0; i < document->n_block; i++) {
    YS_TRY(apply_block(&a, document, &document->block[i]));
  }
  if (a.scan.no_memory) {
    return YANSHU_NO_MEMORY;
  }
  report_limits(&a, log);
  return ys_settle_facts(&a, facts);
}
