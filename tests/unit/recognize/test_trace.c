/* SPDX-License-Identifier: Apache-2.0 */
/* What was considered and lost: asking for it changes nothing, and what is told is true. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static const char text[] =
    "# 天河区部署教育工作\n\n广州市天河区委书记林晓岚说，“今年要办好40所学校。”他的办法十分高明。\n\n"
    "南京市召开会议，鼓楼区来了人。《2025年广州市教育发展规划》印发，“幸福生活”是大家的愿望，公司没有到场。\n\n"
    "林晓岚和陈柏舟任命方静怡为广州市教育局局长。方舟是船，高兴是好事，马上就来。\n";

static void read_text(ys_sample *s, ys_trace *trace, ys_mentions *mentions) {
  static const ys_log quiet = {0};
  const yanshu_input input = {.name = {"a.md", 4}, .bytes = {text, sizeof text - 1}};
  memset(&s->document, 0, sizeof s->document);
  assert_int_equal(ys_text_read(s->arena, s->lexicon, &input, &quiet, &s->document), YANSHU_OK);
  assert_int_equal(ys_recognize_traced(s->arena, s->lexicon, &s->document, &quiet, trace, mentions), YANSHU_OK);
}

static void asking_changes_nothing(void **state) {
  ys_sample *s = *state;
  ys_mentions plain;
  ys_mentions traced;
  ys_trace trace = {.arena = s->arena};
  read_text(s, NULL, &plain);
  read_text(s, &trace, &traced);
  assert_true(trace.list.n > 5);
  assert_int_equal(plain.list.n, traced.list.n);
  for (uint32_t k = 0; k < plain.list.n; ++k) {
    const ys_mention *a = &plain.list.at[k];
    const ys_mention *b = &traced.list.at[k];
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->begin, b->begin);
    assert_int_equal(a->end, b->end);
    assert_int_equal(a->score, b->score);
    assert_int_equal(a->concept_id, b->concept_id);
    assert_int_equal(a->host, b->host);
  }
}

static bool is_mention(const ys_mentions *mentions, const ys_considered *c) {
  for (uint32_t k = 0; k < mentions->list.n; ++k) {
    const ys_mention *m = &mentions->list.at[k];
    if (m->kind == c->kind && m->begin == c->begin && m->end == c->end) {
      return true;
    }
  }
  return false;
}

static void what_is_told_is_true(void **state) {
  ys_sample *s = *state;
  ys_mentions mentions;
  ys_trace trace = {.arena = s->arena};
  read_text(s, &trace, &mentions);
  bool seen[YS_LOSSES] = {false};
  for (uint32_t k = 0; k < trace.list.n; ++k) {
    const ys_considered *c = &trace.list.at[k];
    seen[c->loss] = true;
    assert_true(c->begin < c->end && c->end <= s->document.n);
    assert_true(k == 0 || trace.list.at[k - 1].begin <= c->begin);
    switch (c->loss) {
    case YS_LOSS_OVERLAP:
      assert_true(c->over_begin < c->end && c->begin < c->over_end);
      break;
    case YS_LOSS_PATH:
    case YS_LOSS_LISTED:
      assert_true(c->score < 0 && c->won < 0);
      assert_true(c->over_begin <= c->begin && c->end <= c->over_end);
      assert_false(is_mention(&mentions, c));
      break;
    case YS_LOSS_HOMONYM:
      assert_true(c->meant != YS_NO_CONCEPT && c->concept_id != c->meant);
      break;
    default:
      assert_false(is_mention(&mentions, c));
      break;
    }
  }
  assert_true(seen[YS_LOSS_OVERLAP] && seen[YS_LOSS_PATH] && seen[YS_LOSS_HOMONYM] && seen[YS_LOSS_NO_NAME] &&
              seen[YS_LOSS_NO_HEAD] && seen[YS_LOSS_SPEECH]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(asking_changes_nothing), cmocka_unit_test(what_is_told_is_true)};
  return cmocka_run_group_tests(tests, ys_sample_open, ys_sample_close);
}
