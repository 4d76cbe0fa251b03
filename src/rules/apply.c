/* SPDX-License-Identifier: Apache-2.0 */
/* Rules over a document: which programs to try where, exceptions, limits. */
#include <string.h>

#include "rules/apply.h"

#define WORDS_AT_ONCE 16u

/* ---- which programs are worth trying in a block ---- */

static bool has_literal(const ys_scan *scan, ys_chars text, uint32_t pos) {
  return text.n <= scan->end - pos && memcmp(scan->document->ch + pos, text.at, text.n * sizeof *text.at) == 0;
}

static void see_cues(ys_application *a) {
  const ys_rules *rules = a->rules;
  for (uint32_t pos = a->scan.begin; pos < a->scan.end; pos++) {
    uint32_t n = 0;
    const ys_pair *pair = ys_index_find(&rules->by_cue, a->scan.document->ch[pos], &n);
    for (uint32_t i = 0; i < n; i++) {
      const ys_cue *cue = &rules->cue.at[pair[i].value];
      if (has_literal(&a->scan, cue->text, pos)) {
        for (uint32_t k = 0; k < cue->n; k++) {
          a->active[rules->cue_program.at[cue->first + k]] = 1;
        }
      }
    }
  }
}

static void choose_programs(ys_application *a, ys_block_kind kind) {
  const ys_rules *rules = a->rules;
  for (uint32_t i = 0; i < rules->program.n; i++) {
    a->active[i] = rules->program.at[i].always;
  }
  see_cues(a);
  for (uint32_t i = 0; i < rules->program.n; i++) {
    a->active[i] = a->active[i] && (rules->rule.at[rules->program.at[i].rule].blocks & (1u << kind));
  }
  uint32_t n = 0;
  for (uint32_t k = 0; k < YS_MENTION_KINDS; k++) {
    uint32_t pairs = 0;
    const ys_pair *pair = ys_index_find(&rules->by_kind, k, &pairs);
    a->kind_begin[k] = n;
    for (uint32_t i = 0; i < pairs; i++) {
      a->of_kind[n] = pair[i].value;
      n += a->active[pair[i].value];
    }
  }
  a->kind_begin[YS_MENTION_KINDS] = n;
}

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
    const ys_program *program = &a->rules->program.at[rule->program + rule->n_program + i];
    for (uint32_t pos = first; pos < end; pos++) {
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
  if (!a->active[number] || a->tried[number] > pos || a->next[number] > pos) {
    return YANSHU_OK;
  }
  a->tried[number] = pos + 1;
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
    a->next[number] = end;
  }
  return fits ? ys_make_facts(a, program->rule, pos, end) : YANSHU_OK;
}

static ys_status try_pairs(ys_application *a, const ys_index *index, uint32_t key, uint32_t pos) {
  uint32_t n = 0;
  const ys_pair *pair = ys_index_find(index, key, &n);
  for (uint32_t i = 0; i < n; i++) {
    YS_TRY(try_program(a, pair[i].value, pos));
  }
  return YANSHU_OK;
}

static ys_status try_mentions(ys_application *a, uint32_t pos) {
  unsigned seen = 0;
  for (uint32_t i = a->scan.at[pos]; i < a->mentions->list.n && a->mentions->list.at[i].begin == pos; i++) {
    const unsigned kind = a->mentions->list.at[i].kind;
    if (kind >= YS_MENTION_KINDS || (seen & (1u << kind))) {
      continue;
    }
    seen |= 1u << kind;
    for (uint32_t k = a->kind_begin[kind]; k < a->kind_begin[kind + 1]; k++) {
      YS_TRY(try_program(a, a->of_kind[k], pos));
    }
  }
  return YANSHU_OK;
}

static ys_status try_words(ys_application *a, uint32_t pos) {
  ys_match found[WORDS_AT_ONCE];
  const ys_lexicon *lexicon = a->rules->lexicon;
  if (!lexicon || !a->rules->by_class.n) {
    return YANSHU_OK;
  }
  size_t n = ys_lexicon_match(lexicon, a->scan.document->ch + pos, a->scan.end - pos, found, WORDS_AT_ONCE);
  n = n < WORDS_AT_ONCE ? n : WORDS_AT_ONCE;
  for (size_t i = 0; i < n; i++) {
    for (uint32_t k = 0; k < found[i].n; k++) {
      const ys_entry *entry = ys_lexicon_entry(lexicon, found[i].entry + k);
      if (entry) {
        YS_TRY(try_pairs(a, &a->rules->by_class, entry->class_id, pos));
      }
    }
  }
  return YANSHU_OK;
}

static ys_status try_edges(ys_application *a, uint32_t pos) {
  if (!a->rules->first_edge.n || !ys_scan_starts(&a->scan, pos, YS_UNIT_CLAUSE)) {
    return YANSHU_OK;
  }
  for (uint32_t i = 0; i < a->rules->first_edge.n; i++) {
    YS_TRY(try_program(a, a->rules->first_edge.at[i], pos));
  }
  return YANSHU_OK;
}

static ys_status apply_block(ys_application *a, const ys_block *block) {
  a->scan.begin = block->begin;
  a->scan.end = block->end;
  choose_programs(a, block->kind);
  for (uint32_t pos = block->begin; pos < block->end; pos++) {
    YS_TRY(try_pairs(a, &a->rules->by_char, a->scan.document->ch[pos], pos));
    YS_TRY(try_mentions(a, pos));
    YS_TRY(try_words(a, pos));
    YS_TRY(try_edges(a, pos));
  }
  return YANSHU_OK;
}

/* ---- all ---- */

static void report_limits(const ys_application *a, const ys_log *log) {
  for (uint32_t i = 0; i < a->rules->rule.n; i++) {
    if (a->gave_up[i]) {
      const ys_rule *rule = &a->rules->rule.at[i];
      ys_report(
          log, YANSHU_WARNING, YANSHU_LIMIT, a->scan.document->name, 0,
          "rule '%.*s' reached a limit of the matcher at %u place%s (first: character %u) and found nothing there",
          (int)rule->id.n, rule->id.p, a->gave_up[i], a->gave_up[i] == 1 ? "" : "s",
          a->scan.document->from[a->gave_up_at[i]]);
    }
  }
}

static ys_status prepare(ys_application *a, const ys_document *document) {
  const ys_rules *rules = a->rules;
  const size_t n = (size_t)rules->program.n + 1;
  a->next = ys_arena_alloc(a->arena, n * sizeof *a->next);
  a->tried = ys_arena_alloc(a->arena, n * sizeof *a->tried);
  a->active = ys_arena_alloc(a->arena, n);
  a->of_kind = ys_arena_alloc(a->arena, ((size_t)rules->by_kind.n + 1) * sizeof *a->of_kind);
  a->gave_up = ys_arena_alloc(a->arena, ((size_t)rules->rule.n + 1) * sizeof *a->gave_up);
  a->gave_up_at = ys_arena_alloc(a->arena, ((size_t)rules->rule.n + 1) * sizeof *a->gave_up_at);
  if (!a->next || !a->tried || !a->active || !a->of_kind || !a->gave_up || !a->gave_up_at) {
    return YANSHU_NO_MEMORY;
  }
  return ys_scan_begin(&a->scan, a->arena, rules, document, a->mentions);
}

ys_status ys_rules_apply(ys_arena *arena, const ys_rules *rules, const ys_document *document,
                         const ys_mentions *mentions, const ys_log *log, ys_facts *facts) {
  ys_application a = {.arena = arena, .rules = rules, .mentions = mentions};
  *facts = (ys_facts){0};
  YS_TRY(prepare(&a, document));
  for (uint32_t i = 0; i < document->n_block; i++) {
    YS_TRY(apply_block(&a, &document->block[i]));
  }
  report_limits(&a, log);
  return ys_settle_facts(&a, facts);
}
