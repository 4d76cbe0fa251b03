/* SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void find(ys_sample *sample, const char *text) {
  ys_sample_text(sample, text);
  assert_int_equal(ys_find_events(sample->arena, sample->lexicon, &sample->document, &sample->mentions), YANSHU_OK);
}

static void sessions(void **state) {
  static const struct {
    const char *text;
    const char *mention;
    const char *division; /* code, or "" */
    uint16_t ordinal;
    uint16_t session;
    int16_t year;
  } cases[] = {
      {"1月16日，省十四届人大三次会议分组讨论。", "省十四届人大三次会议", "", 14, 3, 2025},
      {"出席十四届全国人大一次会议", "十四届全国人大一次会议", "", 14, 1, 2023},
      {"第十三届全国人民代表大会第二次会议", "第十三届全国人民代表大会第二次会议", "", 13, 2, 2019},
      {"市政协十四届四次会议开幕", "市政协十四届四次会议", "", 14, 4, 0},
      {"全国政协十四届三次会议", "全国政协十四届三次会议", "", 14, 3, 2025},
      {"十四届全国人大常委会第五次会议", "十四届全国人大常委会第五次会议", "", 14, 5, 0},
      {"广东省十四届人大三次会议", "广东省十四届人大三次会议", "440000", 14, 3, 2025},
      {"党的二十届三中全会提出", "党的二十届三中全会", "", 20, 3, 0},
      {"学习党的二十大精神", "党的二十大", "", 20, 0, 0},
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k].text);
    const ys_mention *m = ys_sample_mention(sample, YS_MENTION_EVENT, cases[k].mention);
    assert_int_equal(m->ordinal, cases[k].ordinal);
    assert_int_equal(m->session, cases[k].session);
    assert_int_equal(m->date.year, cases[k].year);
    if (cases[k].division[0] == '\0') {
      assert_int_equal(m->division, YS_NO_CONCEPT);
    } else {
      assert_true(ys_view_equal(ys_concept_id(sample->lexicon, m->division), ys_view_of(cases[k].division)));
    }
  }
}

static void named_events(void **state) {
  static const struct {
    const char *text;
    const char *mention;
    uint16_t ordinal;
    int16_t year;
  } cases[] = {
      {"第三届广州绿色发展论坛在会展中心举行", "第三届广州绿色发展论坛", 3, 0},
      {"2025年广东灯光艺术节开幕", "2025年广东灯光艺术节", 0, 2025},
      {"第137届广交会成交额上升", "第137届广交会", 137, 0},
      {"办好第十届中国国际园林博览会", "第十届中国国际园林博览会", 10, 0},
      {"全国两会期间", "全国两会", 0, 0},
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k].text);
    const ys_mention *m = ys_sample_mention(sample, YS_MENTION_EVENT, cases[k].mention);
    assert_int_equal(m->ordinal, cases[k].ordinal);
    assert_int_equal(m->date.year, cases[k].year);
  }
}

static void no_events(void **state) {
  static const char *const cases[] = {"会议指出，要抓好落实。", "召开座谈会", "在人民大会堂举行", "参加高峰论坛",
                                      "共有二十大类产品"};
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k]);
    assert_int_equal(ys_sample_count(sample, YS_MENTION_EVENT), 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sessions),
      cmocka_unit_test(named_events),
      cmocka_unit_test(no_events),
  };
  return cmocka_run_group_tests(tests, ys_sample_open, ys_sample_close);
}
