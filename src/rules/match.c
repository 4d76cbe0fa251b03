/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The matcher. Codes are tried in order; a choice that is left open goes on a stack. Whether the rest of a program
 * fits at a place does not depend on how the place was reached (no pattern refers back to a capture), so a place that
 * failed once is not tried again: the work at one start is bounded by program length times reach.
 */
#include "rules/match.h"

#include <string.h>

typedef enum ys_outcome { YS_GO_ON, YS_FAILED, YS_ACCEPTED } ys_outcome;

typedef struct ys_state {
  uint32_t pc;
  uint32_t pos;
  uint32_t iter;
} ys_state;

static void give_up(ys_scan *scan, ys_rule_limit limit) {
  scan->gave_up = true;
  scan->limit[limit] = true;
}

/* Looks up a place in one of the tables, and puts it there when there is room; true when it was there. */
static bool note(uint64_t *table, uint32_t size, uint64_t key, uint64_t hash, bool room) {
  uint32_t slot = (uint32_t)(hash >> 40) & (size - 1);
  for (; table[slot] >> 40 == key >> 40; slot = (slot + 1) & (size - 1)) {
    if (table[slot] == key) {
      return true;
    }
  }
  if (room) {
    table[slot] = key;
  }
  return false;
}

/* True when this code, one with several ways on, was tried at this place before. */
static bool seen(ys_scan *scan, uint32_t pc, uint32_t pos) {
  const uint64_t key = (uint64_t)scan->generation << 40 | (uint64_t)(pc & 0xffffu) << 24 | (pos & 0xffffffu);
  const uint64_t hash = key * 0x9e3779b97f4a7c15u;
  const bool few = scan->n_visited < YS_VISITED_FEW / 2;
  if (note(scan->visited, YS_VISITED_FEW, key, hash, few)) {
    return true;
  }
  if (!few && scan->visited_more == NULL) { /* one match in thousands: not worth clearing 128 KiB an article */
    scan->visited_more = ys_arena_alloc(scan->arena, YS_VISITED * sizeof *scan->visited_more);
    scan->no_memory = scan->no_memory || scan->visited_more == NULL;
  }
  const bool room = !few && scan->visited_more != NULL && scan->n_visited < YS_VISITED / 2;
  if (!few && scan->visited_more != NULL && note(scan->visited_more, YS_VISITED, key, hash, room)) {
    return true;
  }
  scan->n_visited += few || room;
  return false;
}

static void push_before(ys_scan *scan, uint32_t pc, uint32_t pos, uint32_t iter, uint32_t captures) {
  if (scan->n_choice == YS_RULE_OPEN) {
    give_up(scan, YS_LIMIT_OPEN);
    return;
  }
  scan->choice[scan->n_choice++] = (ys_choice){pc, pos, iter, captures};
}

static void push(ys_scan *scan, uint32_t pc, uint32_t pos, uint32_t iter) {
  push_before(scan, pc, pos, iter, scan->n_capture);
}

static void capture(ys_scan *scan, uint16_t slot, bool open, uint32_t mention, uint32_t begin, uint32_t end) {
  if (slot == YS_NO_SLOT) {
    return;
  }
  if (scan->n_capture == YS_RULE_CAPTURES) {
    give_up(scan, YS_LIMIT_CAPTURES);
    return;
  }
  scan->capture[scan->n_capture++] = (ys_capture){slot, open, mention, begin, end};
}

static inline const ys_ahead *ahead_of(const ys_scan *scan, uint32_t pc) {
  return &scan->rules->ahead.at[scan->rules->code.at[pc].ahead];
}

/* Whether one of these may stand at the place. */
static inline bool stands(const ys_scan *scan, const ys_ahead *ahead, uint32_t pos) {
  if (pos >= scan->end) {
    return ahead->any;
  }
  return ys_ahead_has(ahead, scan->document->ch[pos]) || (ahead->kinds & scan->kinds[pos]) != 0 ||
         (ahead->words != 0 && ys_classes_may(scan->mentions, pos, ahead->words));
}

/* Whether a code and what follows may fit at the place, as far as one look tells; no means no. */
static inline bool may_fit(const ys_scan *scan, uint32_t pc, uint32_t pos) {
  return stands(scan, ahead_of(scan, pc), pos);
}

static ys_outcome step_text(const ys_scan *scan, const ys_code *code, ys_state *s) {
  if (code->b > scan->end - s->pos) {
    return YS_FAILED;
  }
  const uint32_t *text = scan->rules->pool.at + code->a;
  for (uint32_t i = 0; i < code->b; i++) {
    if (text[i] != scan->document->ch[s->pos + i]) {
      return YS_FAILED;
    }
  }
  s->pos += code->b;
  s->pc++;
  return YS_GO_ON;
}

/* The first of the choices from @p i on that stands here, or their number. */
static uint32_t text_from(const ys_scan *scan, const ys_code *code, uint32_t i, uint32_t pos) {
  const ys_pooled *choice = scan->rules->choice.at + code->a;
  const uint32_t *pool = scan->rules->pool.at;
  const uint32_t *ch = scan->document->ch + pos;
  const uint32_t room = scan->end - pos;
  for (; i < code->b; i++) {
    const uint32_t *text = pool + choice[i].first;
    if (text[0] != ch[0] || choice[i].n > room) {
      continue;
    }
    uint32_t k = 1;
    while (k < choice[i].n && text[k] == ch[k]) {
      k++;
    }
    if (k >= choice[i].n) {
      return i;
    }
  }
  return i;
}

static ys_outcome step_texts(ys_scan *scan, const ys_code *code, ys_state *s) {
  if (s->pos >= scan->end || !ys_ahead_has(&scan->rules->ahead.at[code->ahead], scan->document->ch[s->pos])) {
    return YS_FAILED; /* nine times out of ten */
  }
  const uint32_t i = text_from(scan, code, s->iter, s->pos);
  if (i == code->b) {
    return YS_FAILED;
  }
  const uint32_t other = text_from(scan, code, i + 1, s->pos);
  if (other < code->b) {
    push(scan, s->pc, s->pos, other);
  }
  *s = (ys_state){s->pc + 1, s->pos + scan->rules->choice.at[code->a + i].n, 0};
  return YS_GO_ON;
}

/* Only a way that may fit is left open. */
static ys_outcome step_split(ys_scan *scan, const ys_code *code, ys_state *s, unsigned depth) {
  const bool first = may_fit(scan, code->a, s->pos);
  const bool second = may_fit(scan, code->b, s->pos);
  if (first && second) {
    if (!depth && seen(scan, s->pc, s->pos)) {
      return YS_FAILED;
    }
    push(scan, code->b, s->pos, 0);
  }
  s->pc = first ? code->a : code->b;
  return first || second ? YS_GO_ON : YS_FAILED;
}

/* What must lie inside a mention; captured behind it. */
static bool capture_insides(ys_scan *scan, const ys_code *code, uint32_t mention) {
  const uint32_t before = scan->n_capture;
  for (uint32_t i = 0; i < code->flag; i++) {
    const ys_inside *inside = &scan->rules->inside.at[code->b + i];
    const uint32_t found = ys_scan_inside(scan, inside, mention);
    if (found == YS_NO_MENTION) {
      scan->n_capture = before;
      return false;
    }
    const ys_mention *m = &scan->mentions->list.at[found];
    capture(scan, inside->slot, false, found, m->begin, m->end);
  }
  return true;
}

static ys_outcome step_mention(ys_scan *scan, const ys_code *code, ys_state *s, unsigned depth) {
  const uint32_t n = scan->mentions->list.n;
  const ys_mention *list = scan->mentions->list.at;
  const uint32_t first = scan->at[s->pos];
  if (first == YS_NO_MENTION) {
    return YS_FAILED;
  }
  const bool several = first + 1 < n && list[first + 1].begin == s->pos;
  if (several && !s->iter && !depth && seen(scan, s->pc, s->pos)) {
    return YS_FAILED;
  }
  for (uint32_t i = first + s->iter; i < n && list[i].begin == s->pos; i++) {
    if (!ys_condition_mention(scan, &scan->rules->condition.at[code->a], i)) {
      continue;
    }
    const uint32_t before = scan->n_capture;
    capture(scan, code->slot, false, i, list[i].begin, list[i].end);
    if (code->flag && !capture_insides(scan, code, i)) {
      scan->n_capture = before;
      continue;
    }
    if (i + 1 < n && list[i + 1].begin == s->pos) {
      push_before(scan, s->pc, s->pos, i + 1 - first, before);
    }
    *s = (ys_state){s->pc + 1, list[i].end, 0};
    return YS_GO_ON;
  }
  return YS_FAILED;
}

static ys_outcome step_word(ys_scan *scan, const ys_code *code, ys_state *s, unsigned depth) {
  const uint16_t class_id = scan->rules->condition.at[code->a].class_id;
  if (!scan->rules->lexicon || s->pos >= scan->end || !ys_classes_may(scan->mentions, s->pos, YS_CLASS_BIT(class_id)) ||
      (!s->iter && !depth && seen(scan, s->pc, s->pos))) {
    return YS_FAILED;
  }
  ys_match room[YS_WORDS_AT_ONCE];
  uint32_t n = 0;
  const ys_match *found = ys_scan_forms(scan, s->pos, room, &n);
  for (uint32_t i = s->iter; i < n; i++) {
    const ys_match *match = &found[n - 1 - i]; /* the longest first */
    if (!ys_condition_word(scan, &scan->rules->condition.at[code->a], match, s->pos)) {
      continue;
    }
    if (i + 1 < n) {
      push(scan, s->pc, s->pos, i + 1);
    }
    capture(scan, code->slot, false, YS_NO_MENTION, s->pos, s->pos + match->length);
    *s = (ys_state){s->pc + 1, s->pos + match->length, 0};
    return YS_GO_ON;
  }
  return YS_FAILED;
}

/* One step of a gap; most go over a character where nothing begins. */
static inline uint32_t skip(const ys_scan *scan, const ys_gap *gap, uint32_t pos) {
  if (pos < scan->end && scan->kinds[pos] == 0 && !ys_gap_may_stop(gap, scan->document->ch[pos])) {
    return pos + 1;
  }
  return ys_scan_skip(scan, gap, pos);
}

/* `iter` is 0 at first, then one more than what has been skipped to come to `pos`. Stops only where what follows may
 * fit. */
static ys_outcome step_gap(ys_scan *scan, const ys_code *code, ys_state *s, unsigned depth) {
  const ys_gap *gap = &scan->rules->gap.at[code->a];
  uint32_t skipped = s->iter ? s->iter - 1 : 0;
  uint32_t pos = s->pos;
  bool try_here = !s->iter && !gap->min;
  if (!s->iter && !depth && gap->min < gap->max && seen(scan, s->pc, s->pos)) {
    return YS_FAILED;
  }
  const ys_ahead *ahead = ahead_of(scan, s->pc + 1);
  while (!try_here || !stands(scan, ahead, pos)) {
    pos = skipped < gap->max ? skip(scan, gap, pos) : UINT32_MAX;
    if (pos == UINT32_MAX) {
      return YS_FAILED;
    }
    try_here = ++skipped >= gap->min;
  }
  if (skipped < gap->max) {
    push(scan, s->pc, pos, skipped + 1);
  }
  *s = (ys_state){s->pc + 1, pos, 0};
  return YS_GO_ON;
}

static ys_outcome step_quote(ys_scan *scan, const ys_code *code, ys_state *s) {
  if (s->pos >= scan->end || scan->document->ch[s->pos] != code->a) {
    return YS_FAILED;
  }
  const uint32_t close = ys_scan_pair(scan, s->pos);
  if (close >= scan->end || scan->document->ch[close] != code->b) {
    return YS_FAILED;
  }
  if (close - s->pos > YS_RULE_QUOTE) {
    give_up(scan, YS_LIMIT_QUOTE);
    return YS_FAILED;
  }
  capture(scan, code->slot, false, YS_NO_MENTION, s->pos, close + 1);
  *s = (ys_state){s->pc + 1, close + 1, 0};
  return YS_GO_ON;
}

static ys_outcome step_rest(ys_scan *scan, const ys_code *code, ys_state *s) {
  const uint32_t end = ys_scan_rest(scan, s->pos, (ys_unit)code->flag);
  if (end == s->pos) {
    return YS_FAILED;
  }
  if (end - s->pos > YS_RULE_QUOTE) {
    give_up(scan, YS_LIMIT_QUOTE);
    return YS_FAILED;
  }
  capture(scan, code->slot, false, YS_NO_MENTION, s->pos, end);
  *s = (ys_state){s->pc + 1, end, 0};
  return YS_GO_ON;
}

static ys_outcome step_close(ys_scan *scan, const ys_code *code, ys_state *s) {
  uint32_t begin = s->pos;
  for (uint32_t i = scan->n_capture; i > 0; i--) {
    if (scan->capture[i - 1].open && scan->capture[i - 1].slot == code->slot) {
      begin = scan->capture[i - 1].begin;
      break;
    }
  }
  capture(scan, code->slot, false, YS_NO_MENTION, begin, s->pos);
  s->pc++;
  return YS_GO_ON;
}

static bool run(ys_scan *scan, ys_state s, uint32_t must_end, unsigned depth, uint32_t *end);

/* What a look finds behind depends on where it must end: it is run without memory of places. */
static ys_outcome step_look(ys_scan *scan, const ys_code *code, ys_state *s, unsigned depth) {
  const uint32_t captures = scan->n_capture;
  const ys_ahead *ahead = ahead_of(scan, s->pc + 1);
  bool found = false;
  uint32_t end = 0;
  if (!(code->flag & 2)) {
    found = stands(scan, ahead, s->pos) && run(scan, (ys_state){s->pc + 1, s->pos, 0}, UINT32_MAX, depth + 1, &end);
  } else {
    const uint32_t room = s->pos - scan->begin;
    const uint32_t most = (code->b & 0xffffu) < room ? code->b & 0xffffu : room;
    for (uint32_t back = code->b >> 16; !found && back <= most && !scan->gave_up; back++) {
      found = stands(scan, ahead, s->pos - back) &&
              run(scan, (ys_state){s->pc + 1, s->pos - back, 0}, s->pos, depth + 1, &end);
    }
  }
  scan->n_capture = captures;
  if (found == ((code->flag & 1) != 0)) {
    return YS_FAILED;
  }
  *s = (ys_state){code->a, s->pos, 0};
  return YS_GO_ON;
}

static ys_outcome step(ys_scan *scan, ys_state *s, unsigned depth) {
  const ys_code *code = &scan->rules->code.at[s->pc];
  switch ((ys_op)code->op) {
  case YS_OP_TEXT:
    return step_text(scan, code, s);
  case YS_OP_TEXTS:
    return step_texts(scan, code, s);
  case YS_OP_SPLIT:
    return step_split(scan, code, s, depth);
  case YS_OP_JUMP:
    s->pc = code->a;
    return YS_GO_ON;
  case YS_OP_MENTION:
    return step_mention(scan, code, s, depth);
  case YS_OP_WORD:
    return step_word(scan, code, s, depth);
  case YS_OP_GAP:
    return step_gap(scan, code, s, depth);
  case YS_OP_START:
    s->pc++;
    return ys_scan_starts(scan, s->pos, (ys_unit)code->flag) ? YS_GO_ON : YS_FAILED;
  case YS_OP_END:
    s->pc++;
    return ys_scan_ends(scan, s->pos, (ys_unit)code->flag) ? YS_GO_ON : YS_FAILED;
  case YS_OP_LOOK:
    return step_look(scan, code, s, depth);
  case YS_OP_QUOTE:
    return step_quote(scan, code, s);
  case YS_OP_REST:
    return step_rest(scan, code, s);
  case YS_OP_OPEN:
    capture(scan, code->slot, true, YS_NO_MENTION, s->pos, s->pos);
    s->pc++;
    return YS_GO_ON;
  case YS_OP_CLOSE:
    return step_close(scan, code, s);
  case YS_OP_ACCEPT:
    return YS_ACCEPTED;
  }
  return YS_FAILED;
}

static bool run(ys_scan *scan, ys_state s, uint32_t must_end, unsigned depth, uint32_t *end) {
  const uint32_t base = scan->n_choice;
  for (;;) {
    if (++scan->steps > YS_RULE_STEPS) {
      give_up(scan, YS_LIMIT_STEPS);
    }
    const ys_outcome outcome = scan->gave_up ? YS_FAILED : step(scan, &s, depth);
    if (outcome == YS_GO_ON) {
      continue;
    }
    if (outcome == YS_ACCEPTED && (must_end == UINT32_MAX || s.pos == must_end)) {
      *end = s.pos;
      scan->n_choice = base;
      return true;
    }
    if (scan->n_choice == base || scan->gave_up) {
      scan->n_choice = base;
      return false;
    }
    const ys_choice *choice = &scan->choice[--scan->n_choice];
    s = (ys_state){choice->pc, choice->pos, choice->iter};
    scan->n_capture = choice->captures;
  }
}

bool ys_scan_match(ys_scan *scan, const ys_program *program, uint32_t pos, uint32_t *end) {
  scan->n_choice = 0;
  scan->n_capture = 0;
  scan->n_visited = 0;
  scan->steps = 0;
  scan->gave_up = false;
  for (unsigned i = 0; i < YS_RULE_LIMITS; i++) {
    scan->limit[i] = false;
  }
  if (++scan->generation == 1u << 24) {
    memset(scan->visited, 0, YS_VISITED_FEW * sizeof *scan->visited);
    if (scan->visited_more != NULL) {
      memset(scan->visited_more, 0, YS_VISITED * sizeof *scan->visited_more);
    }
    scan->generation = 1;
  }
  return run(scan, (ys_state){program->start, pos, 0}, UINT32_MAX, 0, end);
}
