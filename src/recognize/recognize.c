/* SPDX-License-Identifier: Apache-2.0 */
#include "recognize/recognize.h"

#include <stdlib.h>

#include "recognize/anaphor.h"
#include "recognize/organization.h"
#include "recognize/recognize_internal.h"
#include "recognize/scan.h"

/* ---- overlaps ---- */

static bool inside(const ys_mention *a, const ys_mention *b) {
  return b->begin <= a->begin && a->end <= b->end && (b->begin != a->begin || a->end != b->end || a->kind != b->kind);
}

static bool overlap(const ys_mention *a, const ys_mention *b) {
  return a->begin < b->end && b->begin < a->end;
}

static bool quoted(const ys_document *d, const ys_mention *m) {
  return m->core_begin > m->begin && d->ch[m->core_begin - 1] == 0x201C;
}

/* 里斯本 of 里斯本机场: part of a longer name. */
static bool is_part_of_place(const ys_mention *a, const ys_mention *b) {
  return b->kind == YS_MENTION_PLACE && b->concept_id == YS_NO_CONCEPT && a->end - a->begin < b->end - b->begin &&
         inside(a, b);
}

/* Whether @p a is not to be told beside @p b, which overlaps it. */
static bool yields(const ys_lexicon *lexicon, const ys_document *d, const ys_mention *a, const ys_mention *b) {
  switch (a->kind) {
  case YS_MENTION_PERSON:
    /* 纪念剧作家陆远舟诞辰百年大会 names the person, too */
    return (b->kind == YS_MENTION_ORGANIZATION || b->kind == YS_MENTION_PROGRAM ||
            (b->kind == YS_MENTION_EVENT && !a->called) || b->kind == YS_MENTION_DIVISION ||
            b->kind == YS_MENTION_PLACE) &&
           inside(a, b);
  case YS_MENTION_POST:
    return (b->kind == YS_MENTION_PROGRAM || b->kind == YS_MENTION_EVENT) && inside(a, b);
  case YS_MENTION_DIVISION:
    /* 新安 of 淮安市新安小学 is no county of Henan */
    if (b->kind == YS_MENTION_ORGANIZATION && inside(a, b) && a->begin > b->begin && b->division != YS_NO_CONCEPT &&
        !ys_division_within(lexicon, a->concept_id, b->division)) {
      return true;
    }
    return is_part_of_place(a, b) ||
           (b->kind == YS_MENTION_PROGRAM && quoted(d, b) && b->core_begin <= a->begin && a->end <= b->core_end);
  case YS_MENTION_COUNTRY:
  case YS_MENTION_PLACE:
    if (is_part_of_place(a, b)) {
      return true;
    }
    return b->kind == YS_MENTION_PROGRAM && quoted(d, b) && b->core_begin <= a->begin && a->end <= b->core_end;
  case YS_MENTION_ORGANIZATION:
    if (b->kind == YS_MENTION_PROGRAM) {
      return inside(a, b) && b->core_begin < a->end;
    }
    if (b->kind == YS_MENTION_EVENT) {
      return inside(a, b) && a->head != YS_NO_CONCEPT;
    }
    if (b->kind == YS_MENTION_ORGANIZATION && a->begin == b->begin && a->end == b->end) {
      return (a->host == YS_NO_MENTION && b->host != YS_NO_MENTION) || (!a->short_form && b->short_form);
    }
    return b->kind == YS_MENTION_ORGANIZATION && inside(a, b) && a->end != b->begin && b->host == YS_NO_MENTION;
  case YS_MENTION_QUANTITY:
    return (b->kind == YS_MENTION_PROGRAM || b->kind == YS_MENTION_DATE || b->kind == YS_MENTION_EVENT) &&
           overlap(a, b);
  case YS_MENTION_DATE:
    return b->kind == YS_MENTION_PROGRAM && inside(a, b);
  default:
    return false;
  }
}

/* The place of a mention, and its number: those at one place stay in their order. */
typedef struct place {
  uint64_t span; /* begin, then the longest first */
  uint64_t kind; /* then where the core begins */
  uint32_t mention;
} place;

static inline bool stands_before(const place *a, const place *b) {
  return a->span != b->span ? a->span < b->span : a->kind != b->kind ? a->kind < b->kind : a->mention < b->mention;
}

static place place_of(const ys_mentions *mentions, uint32_t k) {
  const ys_mention *m = &mentions->list.at[k];
  return (place){(uint64_t)m->begin << 32 | (UINT32_MAX - m->end), (uint64_t)m->kind << 32 | m->core_begin, k};
}

/* One past the run of places in order that begins at @p from. */
static uint32_t run_end(const place *at, uint32_t from, uint32_t n) {
  uint32_t end = from + 1;
  while (end < n && stands_before(&at[end - 1], &at[end])) {
    ++end;
  }
  return end;
}

static void merge(const place *at, uint32_t begin, uint32_t middle, uint32_t end, place *to) {
  uint32_t left = begin;
  uint32_t right = middle;
  for (uint32_t k = begin; k < end; ++k) {
    to[k] = left < middle && (right == end || stands_before(&at[left], &at[right])) ? at[left++] : at[right++];
  }
}

/* Sorts @p n places by merging the runs that each recognizer has left; returns the one of the two arrays that holds
 * them in the end. */
static const place *sort_places(place *at, place *other, uint32_t n) {
  for (uint32_t runs = 2; runs > 1;) {
    runs = 0;
    for (uint32_t begin = 0; begin < n; ++runs) {
      const uint32_t middle = run_end(at, begin, n);
      const uint32_t end = middle < n ? run_end(at, middle, n) : n;
      merge(at, begin, middle, end, other);
      begin = end;
    }
    place *swap = at;
    at = other;
    other = swap;
  }
  return at;
}

enum { LOOK_BACK = 64 }; /* mentions; more never overlap one */

/* The first mention that @p k, or one behind it, may overlap; @p reach: how far each of those up to a mention goes. */
static uint32_t first_beside(const ys_mentions *mentions, const uint32_t *reach, uint32_t k) {
  const uint32_t limit = k > LOOK_BACK ? k - LOOK_BACK : 0;
  uint32_t first = k;
  while (first > limit && reach[first - 1] > mentions->list.at[k].begin) {
    --first;
  }
  return first;
}

/* @p over: NULL, or for each loser the mention that it lost to. @p reach: room for a number a mention. */
static void mark_losers(const ys_lexicon *lexicon, const ys_document *d, const ys_mentions *mentions, bool *lost,
                        uint32_t *over, uint32_t *reach) {
  for (uint32_t k = 0; k < mentions->list.n; ++k) {
    const uint32_t end = mentions->list.at[k].end;
    reach[k] = k > 0 && reach[k - 1] > end ? reach[k - 1] : end;
  }
  for (uint32_t k = 0; k < mentions->list.n; ++k) {
    const ys_mention *b = &mentions->list.at[k];
    for (uint32_t j = first_beside(mentions, reach, k); j < mentions->list.n && j < k + LOOK_BACK; ++j) {
      const ys_mention *a = &mentions->list.at[j];
      if (a->begin >= b->end) {
        break;
      }
      if (j != k && overlap(a, b) && yields(lexicon, d, a, b)) {
        lost[j] = true;
        if (over != NULL) {
          over[j] = k;
        }
      }
    }
  }
}

static ys_status note_losers(const ys_mentions *mentions, const bool *lost, const uint32_t *over) {
  for (uint32_t k = 0; k < mentions->list.n; ++k) {
    const ys_mention *m = &mentions->list.at[k];
    if (lost[k]) {
      const ys_mention *b = &mentions->list.at[over[k]];
      YS_TRY(ys_consider(mentions, (ys_considered){.kind = m->kind,
                                                   .loss = YS_LOSS_OVERLAP,
                                                   .begin = m->begin,
                                                   .end = m->end,
                                                   .over_begin = b->begin,
                                                   .over_end = b->end,
                                                   .winner = b->kind,
                                                   .concept_id = m->concept_id,
                                                   .meant = YS_NO_CONCEPT}));
    }
  }
  return YANSHU_OK;
}

/* Puts the mentions in the order of their places; host indices follow. @p to: room for a number a mention. */
static ys_status sort_mentions(ys_arena *arena, ys_mentions *mentions, uint32_t *to) {
  const uint32_t n = mentions->list.n;
  place *one = ys_arena_room(arena, ((size_t)n + 1) * sizeof *one);
  place *two = ys_arena_room(arena, ((size_t)n + 1) * sizeof *two);
  ys_mention *sorted = ys_arena_room(arena, ((size_t)n + 1) * sizeof *sorted);
  if (one == NULL || two == NULL || sorted == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < n; ++k) {
    one[k] = place_of(mentions, k);
  }
  const place *order = sort_places(one, two, n);
  for (uint32_t k = 0; k < n; ++k) {
    to[order[k].mention] = k;
  }
  for (uint32_t k = 0; k < n; ++k) {
    sorted[k] = mentions->list.at[order[k].mention];
    sorted[k].host = sorted[k].host != YS_NO_MENTION ? to[sorted[k].host] : YS_NO_MENTION;
  }
  mentions->list.at = sorted;
  mentions->list.room = n + 1;
  return YANSHU_OK;
}

/* Leaves out those that have lost; host indices follow. @p to: room for a number a mention. */
static void drop_losers(ys_mentions *mentions, const bool *lost, uint32_t *to) {
  const uint32_t n = mentions->list.n;
  uint32_t kept = 0;
  for (uint32_t k = 0; k < n; ++k) {
    to[k] = kept;
    kept += lost[k] ? 0 : 1;
  }
  for (uint32_t k = 0; k < n; ++k) {
    ys_mention *m = &mentions->list.at[k];
    if (lost[k]) {
      continue;
    }
    m->host = m->host != YS_NO_MENTION ? to[m->host] : YS_NO_MENTION;
    if (to[k] != k) {
      mentions->list.at[to[k]] = *m;
    }
  }
  mentions->list.n = kept;
}

/* Sorts by place and leaves out what loses; host indices follow. A host that loses by itself stays. */
static ys_status settle(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *d, ys_mentions *mentions) {
  const uint32_t n = mentions->list.n;
  const bool traced = mentions->trace != NULL;
  uint32_t *to = ys_arena_room(arena, ((size_t)n + 1) * sizeof *to);
  uint32_t *reach = ys_arena_room(arena, ((size_t)n + 1) * sizeof *reach);
  uint32_t *over = traced ? ys_arena_room(arena, ((size_t)n + 1) * sizeof *over) : NULL;
  bool *lost = ys_arena_alloc(arena, (size_t)n + 1);
  if (to == NULL || reach == NULL || lost == NULL || (traced && over == NULL)) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(sort_mentions(arena, mentions, to));
  mark_losers(lexicon, d, mentions, lost, over, reach);
  for (uint32_t k = 0; k < n; ++k) {
    if (!lost[k] && mentions->list.at[k].host != YS_NO_MENTION) {
      lost[mentions->list.at[k].host] = false;
    }
  }
  if (over != NULL) {
    YS_TRY(note_losers(mentions, lost, over));
  }
  drop_losers(mentions, lost, to);
  return YANSHU_OK;
}

/* ---- all of them ---- */

/* 省十四届人大三次会议: the level word stands for a division of this page. */
static void place_sessions(ys_scan *scan) {
  for (uint32_t k = 0; k < scan->mentions->list.n; ++k) {
    ys_mention *m = &scan->mentions->list.at[k];
    if (m->kind == YS_MENTION_EVENT && m->division == YS_NO_CONCEPT) {
      const ys_token *first = &scan->token.at[scan->token_at[m->begin]];
      const ys_division_level level = ys_level_of_word(scan, m->begin, m->begin + 1);
      m->division = ys_division_for_level(
          scan, level != YS_LEVEL_NONE ? level : ys_level_inside(scan, first->begin, first->end), m->begin);
    }
  }
}

static ys_status find_all(ys_scan *scan) {
  YS_TRY(ys_scan_look_up(scan));
  scan->mentions->classes = scan->classes;
  scan->mentions->first_match = scan->first_match;
  scan->mentions->match = scan->match.at;
  YS_TRY(ys_scan_segment(scan));
  YS_TRY(ys_learn_names(scan));
  if (scan->known.n > 0) {
    YS_TRY(ys_scan_segment(scan));
  }
  if (scan->mentions->trace != NULL) {
    YS_TRY(ys_scan_consider_names(scan));
  }
  YS_TRY(ys_split_titles(scan));
  ys_join_latin_names(scan);
  YS_TRY(ys_expect_tokens(scan));
  YS_TRY(ys_find_divisions(scan));
  YS_TRY(ys_find_organizations(scan));
  YS_TRY(ys_find_short_names(scan));
  YS_TRY(ys_find_brands(scan));
  YS_TRY(ys_find_posts(scan));
  YS_TRY(ys_find_persons(scan));
  return ys_find_localities(scan);
}

static int by_begin(const void *left, const void *right) {
  const ys_considered *a = left;
  const ys_considered *b = right;
  if (a->begin != b->begin) {
    return a->begin < b->begin ? -1 : 1;
  }
  if (a->end != b->end) {
    return a->end > b->end ? -1 : 1;
  }
  if (a->kind != b->kind) {
    return a->kind < b->kind ? -1 : 1;
  }
  if (a->loss != b->loss) {
    return a->loss < b->loss ? -1 : 1;
  }
  return a->concept_id < b->concept_id ? -1 : a->concept_id > b->concept_id;
}

static ys_status recognize(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document, const ys_log *log,
                           ys_mentions *mentions) {
  ys_scan *scan = ys_arena_alloc(arena, sizeof *scan);
  if (scan == NULL) {
    return YANSHU_NO_MEMORY;
  }
  scan->arena = arena;
  scan->lexicon = lexicon;
  scan->document = document;
  scan->log = log;
  scan->mentions = mentions;
  scan->level = ys_lexicon_words(lexicon, YS_WORDS_LEVEL);
  scan->division_left = ys_lexicon_words(lexicon, YS_WORDS_DIVISION_LEFT);
  YS_TRY(ys_find_setting_date(arena, lexicon, document, &mentions->setting.date));
  YS_TRY(find_all(scan));
  mentions->starts = ys_starts_of(arena, lexicon, document, mentions);
  YS_TRY(ys_find_dates(arena, lexicon, document, &mentions->setting, mentions));
  YS_TRY(ys_find_named_places(arena, lexicon, document, mentions));
  YS_TRY(ys_find_programs(arena, lexicon, document, mentions));
  YS_TRY(ys_find_events(arena, lexicon, document, mentions));
  place_sessions(scan);
  YS_TRY(ys_find_quantities(arena, lexicon, document, mentions));
  YS_TRY(settle(arena, lexicon, document, mentions));
  const uint32_t named = mentions->list.n;
  YS_TRY(ys_find_anaphors(scan));
  return mentions->list.n > named ? settle(arena, lexicon, document, mentions) : YANSHU_OK;
}

ys_status ys_recognize_traced(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                              const ys_log *log, ys_trace *trace, ys_mentions *mentions) {
  *mentions = (ys_mentions){.trace = trace, .setting = {.home = YS_NO_CONCEPT}};
  YS_TRY(recognize(arena, lexicon, document, log, mentions));
  if (trace != NULL && trace->list.n > 1) {
    qsort(trace->list.at, trace->list.n, sizeof *trace->list.at, by_begin);
  }
  return YANSHU_OK;
}

ys_status ys_recognize(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document, const ys_log *log,
                       ys_mentions *mentions) {
  return ys_recognize_traced(arena, lexicon, document, log, NULL, mentions);
}
