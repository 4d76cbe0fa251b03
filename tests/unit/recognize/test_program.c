/* SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void find(ys_sample *sample, const char *text) {
  ys_sample_text(sample, text);
  assert_int_equal(ys_find_programs(sample->arena, sample->lexicon, &sample->document, &sample->mentions), YANSHU_OK);
}

typedef struct named {
  const char *text;
  const char *mention;
  const char *core;
  ys_program_kind kind;
} named;

static void check(ys_sample *sample, const named *cases, size_t n) {
  for (size_t k = 0; k < n; ++k) {
    find(sample, cases[k].text);
    const ys_mention *m = ys_sample_mention(sample, YS_MENTION_PROGRAM, cases[k].mention);
    assert_string_equal(ys_sample_slice(sample, m->core_begin, m->core_end), cases[k].core);
    assert_int_equal(m->program_kind, cases[k].kind);
  }
}

static void quoted(void **state) {
  static const named cases[] = {
      {"用好“5+3”城市功能和产业布局，", "“5+3”城市功能和产业布局", "5+3", YS_PROGRAM_STRATEGY},
      {"形成“13579”现代化产业体系。", "“13579”现代化产业体系", "13579", YS_PROGRAM_STRATEGY},
      {"依托“集中开发、分散运营”模式", "“集中开发、分散运营”模式", "集中开发、分散运营", YS_PROGRAM_MODEL},
      {"循“邻里共治”路径推进", "“邻里共治”路径", "邻里共治", YS_PROGRAM_MODEL},
      {"尝试打造“老年友好步行路径”。", "“老年友好步行路径”", "老年友好步行路径", YS_PROGRAM_MODEL},
      {"推动工厂、车间、仓库、码头“四网合一”，", "“四网合一”", "四网合一", YS_PROGRAM_STRATEGY},
      {"全会“苦干十年、再造新城”的战略谋划", "“苦干十年、再造新城”的战略谋划", "苦干十年、再造新城",
       YS_PROGRAM_STRATEGY},
      {"编制“十五五”规划", "“十五五”规划", "十五五", YS_PROGRAM_PLAN},
      {"推行“证照一件事”改革", "“证照一件事”改革", "证照一件事", YS_PROGRAM_CAMPAIGN},
      {"共建“邻里快线”机制。", "“邻里快线”机制", "邻里快线", YS_PROGRAM_MODEL},
      {"参与“春苗课堂”项目。", "“春苗课堂”项目", "春苗课堂", YS_PROGRAM_PROJECT},
      {"加快汐垚大桥二期工程，", "汐垚大桥二期工程", "汐垚大桥二期工程", YS_PROGRAM_PROJECT},
      {"规划建设汐屿科创走廊，", "汐屿科创走廊", "汐屿科创走廊", YS_PROGRAM_PROJECT},
      {"实施“春燕”行动", "“春燕”行动", "春燕", YS_PROGRAM_CAMPAIGN},
  };
  check(*state, cases, YS_LENGTH(cases));
}

static void counted(void **state) {
  ys_sample *sample = *state;
  find(sample, "推进12个“强镇”、4个“海珠”扎实落地\n正在推进的12个“强镇”和4个“海珠”建设");
  assert_int_equal(ys_sample_count(sample, YS_MENTION_PROGRAM), 4);
  const ys_mention *m = ys_sample_mention(sample, YS_MENTION_PROGRAM, "12个“强镇”");
  assert_int_equal(m->ordinal, 12);
  assert_string_equal(ys_sample_slice(sample, m->core_begin, m->core_end), "强镇");
}

static void titles(void **state) {
  static const named cases[] = {
      {"批复《佛山市国土空间总体规划（2021-2035年）》", "《佛山市国土空间总体规划（2021-2035年）》",
       "佛山市国土空间总体规划（2021-2035年）", YS_PROGRAM_PLAN},
      {"印发《湿地保护管理办法（征求意见稿）》", "《湿地保护管理办法（征求意见稿）》", "湿地保护管理办法",
       YS_PROGRAM_POLICY},
      {"依据《中华人民共和国森林法》", "《中华人民共和国森林法》", "中华人民共和国森林法", YS_PROGRAM_POLICY},
      {"《国务院关于修改〈城市供水条例〉的决定》施行", "〈城市供水条例〉", "城市供水条例", YS_PROGRAM_POLICY},
      {"《国务院关于修改〈城市供水条例〉的决定》施行", "《国务院关于修改〈城市供水条例〉的决定》",
       "国务院关于修改〈城市供水条例〉的决定", YS_PROGRAM_POLICY},
      {"印发《云山区行动计划》。\n《行动计划》提出", "《行动计划》", "行动计划", YS_PROGRAM_PLAN},
      {"《云山市国土空间总体规划》获批。\n总规与市民有关", "总规", "总规", YS_PROGRAM_PLAN},
      {"审议通过了修订后的云山市政协专家库工作规则和2023年全市调研工作计划、广东省关于加强绿化的意见。",
       "2023年全市调研工作计划", "2023年全市调研工作计划", YS_PROGRAM_PLAN},
  };
  check(*state, cases, YS_LENGTH(cases));
  ys_sample *sample = *state;
  find(sample, cases[0].text);
  const ys_mention *m = ys_sample_mention(sample, YS_MENTION_PROGRAM, cases[0].mention);
  assert_string_equal(ys_sample_date(sample, &m->date), "2021");
  assert_string_equal(ys_sample_date(sample, &m->date_end), "2035");
  assert_true(ys_view_equal(ys_concept_id(sample->lexicon, m->division), YS_VIEW("440600")));
}

static void phrases(void **state) {
  static const named cases[] = {
      {"深化国家养老服务综合改革试点，", "国家养老服务综合改革试点", "国家养老服务综合改革试点", YS_PROGRAM_PILOT},
      {"高起点规划建设佛山数字创新轴，", "佛山数字创新轴", "佛山数字创新轴", YS_PROGRAM_PROJECT},
      {"全面实施乡村振兴战略。", "乡村振兴战略", "乡村振兴战略", YS_PROGRAM_STRATEGY},
      {"开展香港注册医师和澳门注册医师取得内地执业资质试点。", "香港注册医师和澳门注册医师取得内地执业资质试点",
       "香港注册医师和澳门注册医师取得内地执业资质试点", YS_PROGRAM_PILOT},
      {"（2）广东耕地质量提升行动启动", "广东耕地质量提升行动", "广东耕地质量提升行动", YS_PROGRAM_CAMPAIGN},
  };
  check(*state, cases, YS_LENGTH(cases));
}

static void none(void **state) {
  static const char *const cases[] = {
      "出台相关政策，推进重大项目。",
      "“千年商都”是一张名片",
      "破解“停车难”问题",
      "他说：“我们要加快推进建设。”",
      "拨打12345政务服务热线",
      "题为《城市更新与规划》的演讲",
      "《人民日报》刊发文章",
      "“十五五”时期",
      "举行“2+2”会谈",
      "签署《跨境运输协定》",
      "开工37个水利工程",
      "打造国际科创走廊",
      "推进二期工程",
      "展开地面行动",
      "《意见》提出",
      "国务院批复主要城市的总规",
      "“90后”青年",
  };
  ys_sample *sample = *state;
  for (size_t k = 0; k < YS_LENGTH(cases); ++k) {
    find(sample, cases[k]);
    if (sample->mentions.list.n != 0) {
      const ys_mention *m = &sample->mentions.list.at[0];
      fail_msg("%s: found %s", cases[k], ys_sample_slice(sample, m->begin, m->end));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quoted),  cmocka_unit_test(counted), cmocka_unit_test(titles),
      cmocka_unit_test(phrases), cmocka_unit_test(none),
  };
  return cmocka_run_group_tests(tests, ys_sample_open, ys_sample_close);
}
