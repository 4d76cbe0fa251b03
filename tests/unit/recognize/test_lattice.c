/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_lattice.c Names that are passed by without being scored would not have been on the best path. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "recognize/lattice.h"

/* What sentences are mixed from: names and parts of names, words that call for names or follow them, marks. */
static const char *const PIECE[] = {
    "王",   "李",   "欧阳", "司马", "张小云", "周立", "陈",   "任",   "和",   "向",   "马",   "克",   "斯",
    "罗",   "明",   "伟",   "国",   "庆",     "芳",   "越秀", "区",   "区委", "书记", "市长", "记者", "主席",
    "教授", "说",   "表示", "指出", "介绍",   "、",   "，",   "。",   "“",    "”",    "《",   "》",   "：",
    "·",    " ",    "-",    "J",    "2024",   "的",   "在",   "高度", "重视", "发展", "方面", "任务", "会议",
    "先生", "女士", "某",   "同志", "等",     "一行", "由",   "对",   "金",   "日",   "成",   "山田", "太郎",
    "公司", "集团", "原",   "副",   "常务",   "现",   "历",   "银川", "方",   "军"};

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void mix(char *text, size_t room, uint32_t *state) {
  size_t n = 0;
  for (uint32_t pieces = 3 + next_random(state) % 24; pieces > 0; --pieces) {
    const char *piece = PIECE[next_random(state) % YS_LENGTH(PIECE)];
    const size_t length = strlen(piece);
    if (n + length < room) {
      memcpy(text + n, piece, length);
      n += length;
    }
  }
  text[n] = '\0';
}

static ys_scan *scan_of(ys_sample *s) {
  ys_scan *scan = ys_arena_alloc(s->arena, sizeof *scan);
  assert_non_null(scan);
  scan->arena = s->arena;
  scan->lexicon = s->lexicon;
  scan->document = &s->document;
  scan->mentions = &s->mentions;
  scan->level = ys_lexicon_class(s->lexicon, YS_VIEW("level"));
  assert_int_equal(ys_scan_look_up(scan), YANSHU_OK);
  return scan;
}

/* Walks the only sentence; where each token of the best path begins goes to @p begin, from its end on. */
static uint32_t best_path(ys_scan *scan, bool all, int32_t *best, uint32_t *begin) {
  const ys_document *d = scan->document;
  const yanshu_allocator *allocator = ys_allocator_system();
  ys_lattice l = {.scan = scan, .words = ys_name_words_of(scan->lexicon), .end = d->n, .all = all};
  l.at = ys_resize(allocator, NULL, ((size_t)d->n + 1) * sizeof *l.at);
  assert_non_null(l.at);
  assert_int_equal(ys_lattice_walk(&l), YANSHU_OK);
  uint8_t category = 0;
  *best = YS_IMPOSSIBLE;
  for (uint8_t c = 0; c < YS_CATEGORIES; ++c) {
    if (((unsigned)l.at[d->n].open >> c & 1u) != 0 && l.at[d->n].score[c] > *best) {
      *best = l.at[d->n].score[c];
      category = c;
    }
  }
  uint32_t n = 0;
  for (uint32_t i = d->n; i > 0;) {
    const uint32_t back = l.at[i].last[category];
    category = (uint8_t)(back & ((1u << YS_FROM_BITS) - 1u));
    i = begin[n++] = l.tried[back >> YS_FROM_BITS].begin;
  }
  (void)ys_resize(allocator, l.tried, 0);
  (void)ys_resize(allocator, l.at, 0);
  return n;
}

static void test_same_path(void **state) {
  ys_sample *s = *state;
  enum { ROOM = 512 };
  uint32_t random = 20261129;
  for (int turn = 0; turn < 20000; ++turn) {
    char text[ROOM];
    mix(text, sizeof text, &random);
    ys_sample_text(s, text);
    ys_scan *scan = scan_of(s);
    int32_t score[2];
    uint32_t begin[2][ROOM];
    const uint32_t few = best_path(scan, false, &score[0], begin[0]);
    const uint32_t all = best_path(scan, true, &score[1], begin[1]);
    if (score[0] != score[1] || few != all || memcmp(begin[0], begin[1], few * sizeof **begin) != 0) {
      fail_msg("%s: %d and %u tokens, with all names %d and %u", text, (int)score[0], (unsigned)few, (int)score[1],
               (unsigned)all);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_path)};
  return cmocka_run_group_tests(tests, ys_sample_open, ys_sample_close);
}
