/* SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void find(ys_sample *sample, const char *text) {
  ys_sample_text(sample, text);
  ys_sample_published(sample, "2025-01-17");
  assert_int_equal(
      ys_find_dates(sample->arena, sample->lexicon, &sample->document, &sample->mentions.setting, &sample->mentions),
      YANSHU_OK);
  assert_int_equal(ys_find_quantities(sample->arena, sample->lexicon, &sample->document, &sample->mentions), YANSHU_OK);
}

static void numbers(void **state) {
  static const struct {
    const char *text;
    const char *value;
    uint32_t length;
  } cases[] = {
      {"25家", "25", 2},
      {"1,234,567元", "1234567", 9},
      {"3.50%", "3.5", 4},
      {"1.2亿吨", "120000000", 4},
      {"2万亿元", "2000000000000", 3},
      {"1亿2000万", "120000000", 7},
      {"20多万人", "200000", 4},
      {"一百二十三个", "123", 5},
      {"三千零五人", "3005", 4},
      {"三千五", "3500", 3},
      {"一万二", "12000", 3},
      {"十二年", "12", 2},
      {"两百亩", "200", 2},
      {"二〇二五年", "2025", 4},
      {"三点五倍", "3.5", 3},
      {"0.05个", "0.05", 4},
      {"8.0米", "8", 3},
      {"一点二亿", "120000000", 4},
      {"5千米", "5000", 2},
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    ys_numeral numeral;
    ys_sample_text(sample, cases[k].text);
    assert_true(ys_numeral_read(sample->document.ch, sample->document.n, &numeral));
    assert_string_equal(ys_number_canonical(sample->arena, &numeral).p, cases[k].value);
    assert_int_equal(numeral.length, cases[k].length);
  }
  static const char *const none[] = {"七八个", "万一", "百姓", "零", "年", ""};
  for (size_t k = 0; k < YS_LENGTH(none); ++k) {
    ys_numeral numeral;
    ys_sample_text(sample, none[k]);
    assert_false(ys_numeral_read(sample->document.ch, sample->document.n, &numeral));
  }
}

static void quantities(void **state) {
  static const struct {
    const char *text;
    const char *mention;
    const char *value;
    bool approximate;
  } cases[] = {
      {"全年新增25家饭堂", "25家", "25", false},    {"投资约3.5亿元", "3.5亿元", "350000000", true},
      {"建成100余个站点", "100余个", "100", true},  {"超过2680万亩农田", "2680万亩", "26800000", true},
      {"惠及20多万人", "20多万人", "200000", true}, {"占比在四十个百分点以上", "四十个百分点", "40", true},
      {"同比增长6.4%，", "6.4%", "6.4", false},     {"达到百分之三十五", "百分之三十五", "35", false},
      {"新组建三个集团", "三个", "3", false},       {"邻近三个村落", "三个", "3", false},
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k].text);
    const ys_mention *m = ys_sample_mention(sample, YS_MENTION_QUANTITY, cases[k].mention);
    assert_string_equal(ys_quantity_value(sample->arena, &sample->document, m).p, cases[k].value);
    assert_int_equal(ys_quantity_approximate(sample->lexicon, &sample->document, m), cases[k].approximate);
    assert_int_not_equal(m->head, YS_NO_CONCEPT);
    assert_int_equal(ys_concept_class(sample->lexicon, m->head), YS_CLASS_UNIT);
  }
}

static void no_quantities(void **state) {
  static const char *const cases[] = {
      "稳居全球第五、第六位",
      "今年42岁",
      "1月16日上午",
      "拨打12345",
      "会议于8时30分开始",
      "A380飞机",
      "统一个人账户",
      "2024年，",
      "省十四届人大",
      "一个都不少",
      "比分3:2",
      "神舟十七号",
      "数十枚",
      "7.2024年工作",
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k]);
    for (uint32_t i = 0; i < sample->mentions.list.n; ++i) {
      const ys_mention *m = &sample->mentions.list.at[i];
      if (m->kind == YS_MENTION_QUANTITY) {
        fail_msg("%s: found %s", cases[k], ys_sample_slice(sample, m->begin, m->end));
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers),
      cmocka_unit_test(quantities),
      cmocka_unit_test(no_quantities),
  };
  return cmocka_run_group_tests(tests, ys_sample_open, ys_sample_close);
}
