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
  if (!ys_select_may_begin(a, number, pos)) {
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

/* Tries the programs of a list. */
static ys_status try_all(ys_application *a, uint32_t starter, uint32_t pos) {
  for (uint32_t i = starter; i; i = a->starter.at[i - 1].next) {
    const uint32_t number = a->starter.at[i - 1].program;
    const ys_standing *s = &a->standing[number];
    if (pos >= s->tried && pos >= s->next && pos <= s->last) {
      YS_TRY(try_program(a, number, pos));
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
        YS_TRY(try_all(a, ys_select_starters(a, YS_BEGIN_KEY(YS_BEGIN_CLASS, entry->class_id)), pos));
      }
    }
  }
  return YANSHU_OK;
}

static ys_status try_place(ys_application *a, uint32_t pos) {
  const uint32_t c = a->scan.document->ch[pos];
  if (a->mark[c % YS_MARKS] > a->there) {
    YS_TRY(try_all(a, ys_select_starters(a, YS_BEGIN_KEY(YS_BEGIN_CHAR, c)), pos));
  }
  for (unsigned kinds = a->scan.kinds[pos] & a->kinds; kinds != 0; kinds &= kinds - 1) {
    YS_TRY(try_all(a, a->by_kind[__builtin_ctz(kinds)], pos));
  }
  if (a->words != 0 && ys_classes_may(a->mentions, pos, a->words)) {
    YS_TRY(try_words(a, pos));
  }
  return a->by_edge && ys_scan_starts(&a->scan, pos, YS_UNIT_CLAUSE) ? try_all(a, a->by_edge, pos) : YANSHU_OK;
}

/* The bits of the places of [pos, pos + n), 64 at most, where a program worth trying may begin. */
static uint64_t places_at(const ys_application *a, uint32_t pos, uint32_t n) {
  const uint32_t *ch = a->scan.document->ch + pos;
  const uint16_t *kinds = a->scan.kinds + pos;
  const uint64_t words = a->words;
  const uint64_t *classes = words != 0 ? a->mentions->classes : NULL;
  const uint8_t *mark = a->mark;
  const uint8_t there = a->there;
  const unsigned begun = a->kinds;
  uint64_t bits = 0;
  for (uint32_t i = 0; i < n; i++) {
    const unsigned may = (kinds[i] & begun) | (mark[ch[i] % YS_MARKS] > there);
    bits = bits >> 1 | (uint64_t)(may != 0) << 63;
  }
  bits >>= (YS_AT_ONCE - n) % YS_AT_ONCE;
  for (uint32_t i = 0; classes != NULL && i < n; i++) {
    bits |= (uint64_t)((classes[pos + i] & words) != 0) << i;
  }
  for (uint32_t i = 0; a->by_edge && i < n; i++) {
    bits |= (uint64_t)ys_scan_starts(&a->scan, pos + i, YS_UNIT_CLAUSE) << i;
  }
  return words != 0 && classes == NULL ? UINT64_MAX >> ((YS_AT_ONCE - n) % YS_AT_ONCE) : bits;
}

static ys_status apply_block(ys_application *a, const ys_block *block) {
  a->scan.begin = block->begin;
  a->scan.end = block->end;
  YS_TRY(ys_select_programs(a, block->kind));
  for (uint32_t pos = block->begin; a->starter.n != 0 && pos < block->end; pos += YS_AT_ONCE) {
    const uint32_t n = block->end - pos < YS_AT_ONCE ? block->end - pos : YS_AT_ONCE;
    for (uint64_t bits = places_at(a, pos, n); bits != 0; bits &= bits - 1) {
      YS_TRY(try_place(a, pos + (uint32_t)__builtin_ctzll(bits)));
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
    YS_TRY(apply_block(&a, &document->block[i]));
  }
  if (a.scan.no_memory) {
    return YANSHU_NO_MEMORY;
  }
  report_limits(&a, log);
  return ys_settle_facts(&a, facts);
}
