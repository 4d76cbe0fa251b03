/* SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

typedef struct dated {
  const char *published; /* NULL: unknown */
  const char *text;
  const char *mention; /* NULL: none in the text */
  const char *date;
  const char *date_end;
} dated;

static void find(ys_sample *sample, const dated *d) {
  ys_sample_text(sample, d->text);
  if (d->published != NULL) {
    ys_sample_published(sample, d->published);
  }
  assert_int_equal(
      ys_find_dates(sample->arena, sample->lexicon, &sample->document, &sample->mentions.setting, &sample->mentions),
      YANSHU_OK);
}

static void check(ys_sample *sample, const dated *cases, size_t n) {
  for (size_t k = 0; k < n; ++k) {
    find(sample, &cases[k]);
    if (cases[k].mention == NULL) {
      if (ys_sample_count(sample, YS_MENTION_DATE) != 0) {
        const ys_mention *m = &sample->mentions.list.at[0];
        fail_msg("%s: found %s", cases[k].text, ys_sample_slice(sample, m->begin, m->end));
      }
      continue;
    }
    const ys_mention *m = ys_sample_mention(sample, YS_MENTION_DATE, cases[k].mention);
    assert_string_equal(ys_sample_date(sample, &m->date), cases[k].date);
    assert_string_equal(ys_sample_date(sample, &m->date_end), cases[k].date_end);
  }
}

static void absolute_dates(void **state) {
  static const dated cases[] = {
      {NULL, "2025年1月17日，全市开展植树。", "2025年1月17日", "2025-01-17", "-"},
      {NULL, "发布时间：2025-01-17 09:30", "2025-01-17", "2025-01-17", "-"},
      {NULL, "二〇二四年五月三日开工", "二〇二四年五月三日", "2024-05-03", "-"},
      {NULL, "2024年，新增绿地三处。", "2024年", "2024", "-"},
      {NULL, "2024年5月底前完成", "2024年5月底", "2024-05", "-"},
      {NULL, "规划期为2021-2035年。", "2021-2035年", "2021", "2035"},
      {NULL, "2018年至2022年", "2018年至2022年", "2018", "2022"},
      {NULL, "2018年以来，水质好转。", "2018年以来", "2018", "-"},
      {NULL, "2024年11月30日至12月2日举行", "2024年11月30日至12月2日", "2024-11-30", "2024-12-02"},
      {NULL, "1.2023年以来的三件事", "2023年以来", "2023", "-"},
  };
  check(*state, cases, YS_LENGTH(cases));
}

static void dates_by_publication(void **state) {
  static const dated cases[] = {
      {"2025-01-17", "1月16日，会议开幕。", "1月16日", "2025-01-16", "-"},
      {"2025-01-17", "12月30日，大桥合龙。", "12月30日", "2024-12-30", "-"},
      {"2025-12-20", "将于1月5日开放", "1月5日", "2026-01-05", "-"},
      {"2025-03-06", "4日上午，代表报到。", "4日上午", "2025-03-04", "-"},
      {"2025-03-02", "28日，专班进驻。", "28日", "2025-02-28", "-"},
      {"2025-03-06", "3月3日至5日，", "3月3日至5日", "2025-03-03", "2025-03-05"},
      {"2025-03-06", "20日至24日在京举行", "20日至24日", "2025-02-20", "2025-02-24"},
      {"2025-11-28", "今年1至10月，", "今年1至10月", "2025-01", "2025-10"},
      {"2025-05-28", "1-4月，货运量增长。", "1-4月", "2025-01", "2025-04"},
      {"2025", "1月16日，", "1月16日", "2025-01-16", "-"},
      {"2025", "4日上午", "4日上午", "-", "-"},
  };
  check(*state, cases, YS_LENGTH(cases));
}

static void relative_dates(void **state) {
  static const dated cases[] = {
      {"2025-01-17", "去年9月，方案获批。", "去年9月", "2024-09", "-"},
      {"2025-01-17", "植物园去年11月29日开园。", "去年11月29日", "2024-11-29", "-"},
      {"2025-01-17", "今年将建成", "今年", "2025", "-"},
      {"2025-01-17", "明年启动", "明年", "2026", "-"},
      {"2025-01-17", "昨日，", "昨日", "2025-01-16", "-"},
      {"2025-03-01", "昨天下雨", "昨天", "2025-02-28", "-"},
      {"2025-03-07", "今天（3月6日）上午，", "今天（3月6日）上午", "2025-03-06", "-"},
      {"2025-01-17", "上月底完成", "上月底", "2024-12", "-"},
      {"2025-01-17", "本月起实行", "本月起", "2025-01", "-"},
      {"2025-01-17", "近日，市民反映", "近日", "~2025-01-17", "-"},
      {"2025-01-15", "本周，", "本周", "2025-01-13", "2025-01-19"},
      {"2025-01-17", "去年以来，", "去年以来", "2024", "-"},
      {"2025-01-17", "“十四五”时期，", "“十四五”时期", "2021", "2025"},
      {"2025-01-17", "2024年5月4日，桥通车。当天，车流平稳。", "当天", "2024-05-04", "-"},
      {"2025-01-17", "2024年5月4日，桥通车。同日，路开工。", "同日", "2024-05-04", "-"},
      {"2025-01-17", "2024年5月，桥开工，次年通车。", "次年", "2025", "-"},
      {"2025-01-17", "前天下午，", "前天下午", "2025-01-15", "-"},
      {"2025-01-17", "上周三，专班进驻。", "上周三", "2025-01-08", "-"},
      {"2025-01-17", "本周五上午举行", "本周五上午", "2025-01-17", "-"},
      {"2025-01-17", "下周日开放", "下周日", "2025-01-26", "-"},
      {"2025-01-17", "下周六场比赛", "下周", "2025-01-20", "2025-01-26"},
      {"2025-01-17", "本周一共三场", "本周", "2025-01-13", "2025-01-19"},
      {"2025-01-17", "下月开放", "下月", "2025-02", "-"},
      {"2025-01-17", "本月初开放", "本月初", "2025-01", "-"},
      {"2025-01-17", "上月20日开放", "上月20日", "2024-12-20", "-"},
      {"2025-01-17", "计划年底建成", "年底", "2025", "-"},
      {"2025-01-17", "去年底建成", "去年底", "2024", "-"},
      {"2025-01-17", "去年年底建成", "去年年底", "2024", "-"},
      {"2025-01-17", "月底前完成", "月底", "2025-01", "-"},
      {"2025-01-17", "今年以来，", "今年以来", "2025", "-"},
      {"2025-07-17", "今年上半年，", "今年上半年", "2025-01", "2025-06"},
      {"2025-07-17", "2024年前三季度，", "2024年前三季度", "2024-01", "2024-09"},
      {"2025-07-17", "一季度，货运量增长。", "一季度", "2025-01", "2025-03"},
      {"2025-01-17", "四季度，货运量增长。", "四季度", "-", "-"},
      {"2025-01-17", "1至3月，", "1至3月", "2025-01", "2025-03"},
      {"2025-01-17", "“十四五”期间，", "“十四五”期间", "2021", "2025"},
      {NULL, "去年9月，", "去年9月", "-", "-"},
      {NULL, "1月16日，", "1月16日", "-", "-"},
  };
  check(*state, cases, YS_LENGTH(cases));
  const ys_sample *sample = *state;
  assert_int_equal(sample->mentions.list.at[0].date.month, 1);
  assert_int_equal(sample->mentions.list.at[0].date.day, 16);
}

static void no_dates(void **state) {
  static const dated cases[] = {
      {"2025-01-17", "用了12个月", NULL, NULL, NULL},         {"2025-01-17", "“3·15”晚会", NULL, NULL, NULL},
      {"2025-01-17", "为期3日的培训", NULL, NULL, NULL},      {"2025-01-17", "3日内答复", NULL, NULL, NULL},
      {"2025-01-17", "创造更加美好的明天", NULL, NULL, NULL}, {"2025-01-17", "编制“十五五”规划", NULL, NULL, NULL},
      {"2025-01-17", "比分是3比2，共30年", NULL, NULL, NULL}, {"2025-01-17", "每年底盘点", NULL, NULL, NULL},
      {"2025-01-17", "近年来，近几年", NULL, NULL, NULL},     {"2025-01-17", "三年底子", NULL, NULL, NULL},
  };
  check(*state, cases, YS_LENGTH(cases));
}

/** Makes a paragraph too long for a date line of the page head. */
#define LONG                                                                                                           \
  "会议听取了各单位的工作汇报，讨论了下一步的安排，与会人员围绕五个方面的问题提出了意见和建议，主持人作了总结。"

static void publication_dates(void **state) {
  static const struct {
    const char *text;
    const char *metadata;
    const char *date;
  } cases[] = {
      {"某地植树\n正文说2023年的事。", "2025-01-17", "2025-01-17"},
      {"某地植树\n2025年1月17日 星期五 晚报\n正文。", "", "2025-01-17"},
      {"1月16日，省十四届人大三次会议广州市代表团举行全体会议，回顾2024年。", "", "2025"},
      {"新华社广州1月16日电 省十四届人大三次会议举行。", "", "2025-01-16"},
      {"正文说2023年的事，又说到2035年的目标，规划期（2021-2035年），还有2024年。", "", "-"},
      {"某某新闻 (20230316)\n正文说2025年的目标。", "", "2023-03-16"},
      {"某某新闻 20230316\n正文。", "", "-"},
      {"电话（20231316）\n正文。", "", "-"},
      {"某报讯（记者 甲乙）2025年8月5日，会议召开。" LONG, "", "2025"},
      {"【某报讯】（记者 甲乙）2025年8月5日，会议召开。" LONG, "", "2025"},
      {"1949年10月1日，会议召开。" LONG, "", "-"},
      {"某报讯（记者 甲乙）会议说，1949年10月1日，大典举行。" LONG, "", "-"},
      {"十三届全国人大五次会议闭幕", "", "2022"},
      {"没有日期。", "", "-"},
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    ys_date date;
    ys_sample_text(sample, cases[k].text);
    sample->document.date = ys_view_of(cases[k].metadata);
    assert_int_equal(ys_find_setting_date(sample->arena, sample->lexicon, &sample->document, &date), YANSHU_OK);
    assert_string_equal(ys_sample_date(sample, &date), cases[k].date);
  }
}

static void calendar(void **state) {
  (void)state;
  assert_int_equal(ys_days_of(1970, 1, 1), 0);
  for (int32_t days = -200000; days < 200000; days += 37) {
    const ys_date date = ys_date_of_days(days);
    assert_int_equal(ys_days_of(date.year, date.month, date.day), days);
  }
  assert_int_equal(ys_month_days(1900, 2), 28);
  assert_int_equal(ys_month_days(2000, 2), 29);
  ys_date date;
  assert_false(ys_date_parse(YS_VIEW("2025-02-29"), &date));
  assert_false(ys_date_parse(YS_VIEW("2025-1-7"), &date));
  assert_true(ys_date_parse(YS_VIEW("2025-02"), &date));
  assert_int_equal(date.precision, YS_DATE_MONTH);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(absolute_dates), cmocka_unit_test(dates_by_publication), cmocka_unit_test(relative_dates),
      cmocka_unit_test(no_dates),       cmocka_unit_test(publication_dates),    cmocka_unit_test(calendar),
  };
  return cmocka_run_group_tests(tests, ys_sample_open, ys_sample_close);
}
