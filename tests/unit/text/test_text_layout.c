/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_text_layout.c What each line of a page is, which lines belong together. */
#include <stdio.h>
#include <stdlib.h>

#include "page.h"

static void newspaper_page(void **state) {
  (void)state;
  test_expect(
      YANSHU_FORMAT_MARKDOWN,
      "\n# 云江建设三个“新城”\n\n云江代表团举行会议,省人大代表、云江市市长何文谈思路\n\n▶ 省人大代表、云江市市长何文。 "
      " \n"
      "云江晚报记者 周小平/摄\n\n1月16日,云江市代表团继续审议报告。\n\n■本版采写:云江晚报记者 吴大静\n\n"
      "■云江植物园上月开园。市民踊跃参观。 云江晚报记者 郑一/摄\n\n## 怎么看?\n\n## 定位更综合、多元,层级更高\n\n"
      "何文表示,从纵向比较来看,改革开放以\n\n来,城市变化很大。广州的金字招\n\n牌不变。\n\n"
      "## ●省人大代表、云江县委书记冯天 增强保障 实现供给\n\n冯天说,工作在进行。\n",
      "title: 云江建设三个“新城”\nstandfirst: 云江代表团举行会议，省人大代表、云江市市长何文谈思路\n"
      "caption: 省人大代表、云江市市长何文。\ncredit: 云江晚报记者 周小平/摄\nparagraph: "
      "1月16日，云江市代表团继续审议报告。\n"
      "byline: 本版采写：云江晚报记者 吴大静\ncaption: 云江植物园上月开园。市民踊跃参观。\ncredit: 云江晚报记者 "
      "郑一/摄\n"
      "heading2: 怎么看？\nheading2: 定位更综合、多元，层级更高\n"
      "paragraph: 何文表示，从纵向比较来看，改革开放以来，城市变化很大。广州的金字招牌不变。\n"
      "heading2: 省人大代表、云江县委书记冯天 增强保障 实现供给\nparagraph: 冯天说，工作在进行。\n");
}

static void sections_open_with_the_last_heading(void **state) {
  (void)state;
  test_page page =
      test_read_text("# 题目在此\n\n导语在此。\n\n## 甲乙\n\n## 丙丁\n\n正文在此。\n\n## 戊己\n\n末句在此。\n",
                     YANSHU_FORMAT_MARKDOWN);
  assert_int_equal(page.d.n_section, 3);
  assert_int_equal(page.d.section[0].heading, UINT32_MAX);
  assert_int_equal(page.d.section[0].end, 2);
  assert_int_equal(page.d.section[1].first, 2);
  assert_int_equal(page.d.section[1].heading, 3);
  assert_int_equal(page.d.section[1].end, 5);
  assert_int_equal(page.d.section[2].heading, 5);
  assert_int_equal(page.d.block[4].section, 1);
  test_page_free(&page);
}

static void plain_text_has_a_headline(void **state) {
  (void)state;
  test_page page = test_read_text(
      "　　云江日报 2025年1月17日 星期五 A03版\n云江召开推进会\n市长何文出席\n\n——三年行动开始\n\n"
      "　　本报讯（记者 周平）1月16日，云江市召开推进会，何文说要抓紧。\n\n项目怎么干\n\n"
      "　　何文表示，各部门都要行动起来，把项目一个一个办好。\n扫码看视频\n（完）\n责任编辑：吴静 校对：郑一\n",
      YANSHU_FORMAT_TEXT);
  assert_string_equal(
      test_blocks(&page),
      "title: 云江召开推进会\ntitle: 市长何文出席\nstandfirst: ——三年行动开始\n"
      "paragraph: 本报讯（记者 周平）1月16日，云江市召开推进会，何文说要抓紧。\nheading2: 项目怎么干\n"
      "paragraph: 何文表示，各部门都要行动起来，把项目一个一个办好。\nbyline: 责任编辑：吴静 校对：郑一\n");
  assert_true(test_view_is(page.d.title, "云江召开推进会 市长何文出席"));
  assert_true(test_view_is(page.d.date, "2025-01-17"));
  test_places(&page.d);
  test_page_free(&page);
}

static void cut_lines_are_joined(void **state) {
  (void)state;
  test_expect(
      YANSHU_FORMAT_TEXT,
      "云江新闻\n\n会议指出，要全面推进各项工作，加快建设现代化产业体系，推动科技成果转化和\n\n产业化水平提高。\n\n"
      "会议强调，时间为2025\n\n年1月,各地要落实，不断提高工作水平,\n\n形成合力。\n",
      "title: 云江新闻\nparagraph: "
      "会议指出，要全面推进各项工作，加快建设现代化产业体系，推动科技成果转化和产业化水平提高。\n"
      "paragraph: 会议强调，时间为2025年1月，各地要落实，不断提高工作水平，形成合力。\n");
  test_expect(YANSHU_FORMAT_TEXT,
              "云江新闻\n\n会议由市长何文主持召开，各有关\n部门的负责人参加了会议，会上\n何文要求大家抓紧。会后大家到\n"
              "工地参观了解情况。\n",
              "title: 云江新闻\nparagraph: 会议由市长何文主持召开，各有关部门的负责人参加了会议，会上何文要求大家抓紧。"
              "会后大家到工地参观了解情况。\n");
  test_expect(YANSHU_FORMAT_MARKDOWN,
              "# 新闻\n\n## 小节\n\n该公司的英文名称，全称是 Yunjiang\nRiver Group，总部在云江。\n",
              "title: 新闻\nheading2: 小节\nparagraph: 该公司的英文名称，全称是 Yunjiang River Group，总部在云江。\n");
}

static void ended_lines_are_not_joined(void **state) {
  (void)state;
  test_expect(YANSHU_FORMAT_TEXT,
              "云江新闻\n\n会议指出，各项工作都要全面推进，不能松懈。\n\n会议强调落实。\n\n记者了解到，这个项目，\n\n▶"
              "图为工地。\n",
              "title: 云江新闻\nparagraph: 会议指出，各项工作都要全面推进，不能松懈。\nparagraph: 会议强调落实。\n"
              "paragraph: 记者了解到，这个项目，\ncaption: 图为工地。\n");
}

static void credits_and_bylines_are_known(void **state) {
  (void)state;
  test_expect(YANSHU_FORMAT_TEXT,
              "云江新闻\n\n第一段话说完了，请看下文。\n\n图为植物园一角。（周平 "
              "摄）\n\n摄影：吴静\n\n云江博物馆供图\n\n文/郑一 图/吴静\n\n"
              "记者 孙燕 吴平\n\n本报见习记者 孙小燕 通讯员 李强 报道\n\n来源：云江日报\n\n记者：请问何时开工？\n",
              "title: 云江新闻\nparagraph: 第一段话说完了，请看下文。\ncaption: 图为植物园一角。\ncredit: 周平 "
              "摄\ncredit: 摄影：吴静\n"
              "credit: 云江博物馆供图\nbyline: 文/郑一 图/吴静\nbyline: 记者 孙燕 吴平\nbyline: 本报见习记者 孙小燕 "
              "通讯员 李强 报道\n"
              "byline: 来源：云江日报\nparagraph: 记者：请问何时开工？\n");
  test_page page = test_read_text("云江新闻\n\n正文在此。\n\n（来源：云江日报）\n", YANSHU_FORMAT_TEXT);
  assert_true(test_view_is(page.d.source, "云江日报"));
  test_page_free(&page);
}

static void one_line_is_a_paragraph(void **state) {
  (void)state;
  test_expect(YANSHU_FORMAT_TEXT, "云江市市长何文", "paragraph: 云江市市长何文\n");
}

static void seed_page(void **state) {
  (void)state;
  const char *const root = getenv("YANSHU_SOURCE_DIR");
  char path[1024];
  snprintf(path, sizeof path, "%s/../shared/corpus/seed/guangzhou-delegation.md", root != NULL ? root : ".");
  ys_buffer b;
  ys_buffer_init(&b, NULL);
  if (ys_read_file(path, 1 << 20, NULL, &b) != YANSHU_OK) {
    print_message("the shared corpus is not there: skipped\n");
    ys_buffer_free(&b);
    skip();
  }
  const yanshu_input input = {.name = YS_VIEW("seed.md"), .bytes = ys_buffer_view(&b)};
  test_page page = test_read(&input, NULL);
  uint32_t kinds[YS_BLOCK_BYLINE + 1] = {0};
  for (uint32_t i = 0; i < page.d.n_block; i++) {
    kinds[page.d.block[i].kind]++;
  }
  const uint32_t expected[] = {1, 1, 7, 17, 2, 2, 1};
  assert_memory_equal(kinds, expected, sizeof expected);
  test_places(&page.d);
  test_page_free(&page);
  ys_buffer_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(newspaper_page),
      cmocka_unit_test(sections_open_with_the_last_heading),
      cmocka_unit_test(plain_text_has_a_headline),
      cmocka_unit_test(cut_lines_are_joined),
      cmocka_unit_test(ended_lines_are_not_joined),
      cmocka_unit_test(credits_and_bylines_are_known),
      cmocka_unit_test(one_line_is_a_paragraph),
      cmocka_unit_test(seed_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
