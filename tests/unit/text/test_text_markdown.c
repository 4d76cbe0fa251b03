/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_text_markdown.c Markup that goes, text that stays, front matter. */
#include <stdio.h>

#include "page.h"

static void expect(const char *text, const char *expected) {
  test_expect(YANSHU_FORMAT_MARKDOWN, text, expected);
}

static void headings_have_levels(void **state) {
  (void)state;
  expect("# 云江召开会议\n\n## 一、部署\n\n会议部署了工作。\n\n###小节\n\n工作已经开始。\n\n#话题# 不是标题。\n",
         "title: 云江召开会议\nheading2: 一、部署\nparagraph: 会议部署了工作。\nheading3: 小节\n"
         "paragraph: 工作已经开始。\nparagraph: #话题# 不是标题。\n");
  expect("# 上行标题\n# 下行标题 ##\n\n正文一句。\n\n# 第二篇\n\n正文两句。\n",
         "title: 上行标题\ntitle: 下行标题\nparagraph: 正文一句。\nheading1: 第二篇\nparagraph: 正文两句。\n");
}

static void emphasis_and_links_go(void **state) {
  (void)state;
  expect("会议由**何**文*主持*，`托位`增加~~很多~~，见[方案](https://x.example/a_(b))和![图](a.png)附件[^1]。\n",
         "paragraph: 会议由何文主持，托位增加很多，见方案和附件。\n");
  expect("算式5*3=15，文件a_b_c，星号\\*号，方括号[注]保留。\n",
         "paragraph: 算式5*3=15，文件a_b_c，星号*号，方括号[注]保留。\n");
}

static void html_in_markdown_is_markup(void **state) {
  (void)state;
  expect("<p><strong>云江消息</strong>：何文说。</p><p>周平&amp;吴静出席&#x3002;</p><h3>小节</h3>后文在此。\n",
         "paragraph: 云江消息：何文说。\nparagraph: 周平&吴静出席。\nheading3: 小节\nparagraph: 后文在此。\n");
  expect("前文在此。<!-- 不\n要 -->后文在此。\n<script>\nvar a = '不要';\n</script>\n末句在此。\n",
         "paragraph: 前文在此。\nparagraph: 后文在此。\nparagraph: 末句在此。\n");
  expect("利率<5%，a<b>c 仍可读。\n", "paragraph: 利率<5%，ac 仍可读。\n");
}

static void tables_lists_and_fences_stay(void **state) {
  (void)state;
  expect("- 何文任主任\n- 周平任副主任\n\n| 姓名 | 职务 |\n|---|:--|\n| 何文 | 主任 |\n\n```\n代码 *星*\n```\n> "
         "引用在此。\n\n---\n\n3. 第三点。\n",
         "paragraph: 何文任主任\nparagraph: 周平任副主任\nparagraph: 姓名 | 职务\nparagraph: 何文 | 主任\n"
         "paragraph: 代码 *星*\nparagraph: 引用在此。\nparagraph: 第三点。\n");
}

static void front_matter_is_metadata(void **state) {
  (void)state;
  test_page page =
      test_read_text("---\ntitle: \"云江印发《规划》\" # 注\nDate: 2025年1月7日\nsource: '云江晚报'\n"
                     "url: https://news.example.org/1\nauthor: [何文, 周平]\nother: x\n---\n\n正文在此。\n",
                     YANSHU_FORMAT_AUTO);
  assert_int_equal(page.status, YANSHU_OK);
  assert_true(test_view_is(page.d.title, "云江印发《规划》"));
  assert_true(test_view_is(page.d.date, "2025-01-07"));
  assert_true(test_view_is(page.d.source, "云江晚报"));
  assert_true(test_view_is(page.d.url, "https://news.example.org/1"));
  assert_true(test_view_is(page.d.author, "何文, 周平"));
  assert_string_equal(test_blocks(&page), "title: 云江印发《规划》\nparagraph: 正文在此。\n");
  test_places(&page.d);
  test_page_free(&page);
  expect("---\ntitle: 甲\n---\n# 正文的标题\n\n正文在此。\n", "title: 正文的标题\nparagraph: 正文在此。\n");
  expect("---\n没有结束的横线。\n", "paragraph: 没有结束的横线。\n");
}

static void bad_dates_are_told_and_ignored(void **state) {
  (void)state;
  test_page page = test_read_text("---\ndate: 2025-02-30\n---\n正文在此。\n", YANSHU_FORMAT_MARKDOWN);
  assert_int_equal(page.status, YANSHU_OK);
  assert_int_equal(page.d.date.n, 0);
  assert_int_equal(page.messages, 1);
  assert_int_equal(page.level, YANSHU_WARNING);
  test_page_free(&page);
}

static void callers_word_wins(void **state) {
  (void)state;
  yanshu_input input = {.name = YS_VIEW("x.md"),
                        .bytes = YS_VIEW("---\ntitle: 甲\ndate: 2024\nsource: 乙\n---\n正文在此。\n"),
                        .title = YS_VIEW("丙"),
                        .date = YS_VIEW("2025-03"),
                        .source = YS_VIEW("丁"),
                        .url = YS_VIEW("https://x.example/")};
  test_page page = test_read(&input, NULL);
  assert_int_equal(page.status, YANSHU_OK);
  assert_true(test_view_is(page.d.title, "丙") && test_view_is(page.d.date, "2025-03"));
  assert_true(test_view_is(page.d.source, "丁") && test_view_is(page.d.url, "https://x.example/"));
  test_page_free(&page);
  static const char *const bad[] = {"2025-13-01", "2025-02-29",  "2025/01/01", "25-01-01",
                                    "2025-1-1",   "2025-01-01 ", "2025-",      "x"};
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    input.date = ys_view_of(bad[i]);
    page = test_read(&input, NULL);
    assert_int_equal(page.status, YANSHU_BAD_ARGUMENT);
    assert_int_equal(page.messages, 1);
    test_page_free(&page);
  }
}

static void dates_have_many_spellings(void **state) {
  (void)state;
  static const char *const spellings[][2] = {{"2025年1月17日", "2025-01-17"},
                                             {"2025/01/17", "2025-01-17"},
                                             {"2025.1.17", "2025-01-17"},
                                             {"20250117", "2025-01-17"},
                                             {"2025-01-17T08:00:00+08:00", "2025-01-17"},
                                             {"2025-01-17 10:20", "2025-01-17"},
                                             {"2025年 1 月", "2025-01"},
                                             {"2024-02-29", "2024-02-29"},
                                             {"2025", "2025"}};
  for (size_t i = 0; i < YS_LENGTH(spellings); i++) {
    char text[128];
    snprintf(text, sizeof text, "---\ndate: %s\n---\n正文在此。\n", spellings[i][0]);
    test_page page = test_read_text(text, YANSHU_FORMAT_MARKDOWN);
    assert_true(test_view_is(page.d.date, spellings[i][1]));
    test_page_free(&page);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings_have_levels),       cmocka_unit_test(emphasis_and_links_go),
      cmocka_unit_test(html_in_markdown_is_markup), cmocka_unit_test(tables_lists_and_fences_stay),
      cmocka_unit_test(front_matter_is_metadata),   cmocka_unit_test(bad_dates_are_told_and_ignored),
      cmocka_unit_test(callers_word_wins),          cmocka_unit_test(dates_have_many_spellings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
