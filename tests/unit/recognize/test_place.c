/* SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void find(ys_sample *sample, const char *text) {
  ys_sample_text(sample, text);
  assert_int_equal(ys_find_named_places(sample->arena, sample->lexicon, &sample->document, &sample->mentions),
                   YANSHU_OK);
}

static void named_places(void **state) {
  static const struct {
    const char *text;
    const char *mention;
  } cases[] = {
      {"连接两岸的昆山大桥正式通车", "昆山大桥"},
      {"昆山基地总投资8亿元", "昆山基地"},
      {"汐垚大桥今天合龙。汐垚大桥全长2公里。", "汐垚大桥"}, /* no word of the vocabulary: twice */
      {"佛山市禅城区物流园开园", "佛山市禅城区物流园"},
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k].text);
    const ys_mention *m = ys_sample_mention(sample, YS_MENTION_PLACE, cases[k].mention);
    assert_int_equal(m->concept_id, YS_NO_CONCEPT);
    assert_int_not_equal(m->head, YS_NO_CONCEPT);
  }
}

static void no_places(void **state) {
  static const char *const cases[] = {"跨海大桥通车", "汐垚大桥今天合龙", "建设国际机场", "首批基地",
                                      "3座大桥",      "临床合作基地",     "港口码头",     "昆山的大桥"};
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k]);
    assert_int_equal(ys_sample_count(sample, YS_MENTION_PLACE), 0);
  }
}

/* What an organisation covers is no place beside it. */
static void not_in_organizations(void **state) {
  ys_sample *sample = *state;
  ys_sample_text(sample, "昆山基地总投资8亿元");
  assert_non_null(ys_words_add(sample->arena, &sample->document, YS_MENTION_ORGANIZATION, 0, 4, &sample->mentions));
  assert_int_equal(ys_find_named_places(sample->arena, sample->lexicon, &sample->document, &sample->mentions),
                   YANSHU_OK);
  assert_int_equal(ys_sample_count(sample, YS_MENTION_PLACE), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(named_places),
      cmocka_unit_test(no_places),
      cmocka_unit_test(not_in_organizations),
  };
  return cmocka_run_group_tests(tests, ys_sample_open, ys_sample_close);
}
