/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_text_normalise.c Widths, quotes, blanks, sentences, places. */
#include <stdio.h>
#include <stdlib.h>

#include "page.h"

/** One line of text in, one paragraph out. */
static void expect(const char *text, const char *normal) {
  test_page page = test_read_text(text, YANSHU_FORMAT_TEXT);
  assert_int_equal(page.status, YANSHU_OK);
  assert_int_equal(page.d.n_block, 1);
  const ys_view out = ys_text_normal(page.arena, &page.d, 0, page.d.n);
  assert_string_equal(out.p, normal);
  test_places(&page.d);
  test_page_free(&page);
}

static void marks_beside_han_are_full(void **state) {
  (void)state;
  expect("何文说,好;是:吗?对!(真的)", "何文说，好；是：吗？对！（真的）");
  expect("“好”,他说;《规划》(草案)", "“好”，他说；《规划》（草案）");
  expect("投入1,234.5万元，比分3:2，10:20开始", "投入1,234.5万元，比分3:2，10:20开始");
  expect("智能(AI),体系（AI)与(甲）", "智能（AI），体系（AI）与（甲）");
  expect("Yes, we can (really): ok?", "Yes, we can (really): ok?");
}

static void digits_and_letters_are_half(void **state) {
  (void)state;
  expect("１２个ＡＢｃ项目增长５．２％，＋３", "12个ABc项目增长5.2%，+3");
}

static void quotes_are_one_kind(void **state) {
  (void)state;
  expect("他说\"好\"和\"不好\"。", "他说“好”和“不好”。");
  expect("「外『內』外」與﹁直﹂", "“外‘內’外”與“直”");
  expect("叫'精准'，it's ok", "叫‘精准’，it's ok");
}

static void dots_and_dashes(void **state) {
  (void)state;
  expect("阿不都•买买提・甲‧乙∙丙．丁·戊", "阿不都·买买提·甲·乙·丙·丁·戊");
  expect("2021－2035年，3–5岁，甲—乙，6—7月", "2021-2035年，3-5岁，甲—乙，6-7月");
}

static void blanks_are_boundaries_or_nothing(void **state) {
  (void)state;
  expect("何文  增强\xC2\xA0保障　供给。", "何文 增强 保障 供给。");
  expect("发展方向 and 能级量级都要提升", "发展方向和能级量级都要提升");
  expect("参会的有左 军、丛 兵、王益。", "参会的有左 军、丛兵、王益。");
  expect("左 军、丛 兵、王益、张　三、", "左军、丛兵、王益、张三、");
  expect("主任张　三、李四", "主任张三、李四");
  expect("记者 左 军", "记者 左军");
  expect("在 2025 年 1 月 17 日，有 300 人。", "在2025年1月17日，有300人。");
  expect("新建 12 所学校很好，市长 张三说。", "新建 12 所学校很好，市长 张三说。");
  expect("何文 ，周平 。 他们 “好” 说", "何文，周平。他们 “好” 说");
  expect("零\xE2\x80\x8B宽", "零宽");
}

static void compatibility_ideographs_are_plain(void **state) {
  (void)state;
  expect("⼴州市⻓何文", "广州市长何文"); /* radicals, as some PDF files have them */
}

static void and_covers_its_place(void **state) {
  (void)state;
  test_page page = test_read_text("甲 and 乙", YANSHU_FORMAT_TEXT);
  assert_int_equal(page.d.n, 3);
  assert_int_equal(page.d.from[1], 1);
  assert_int_equal(page.d.to[1], 6);
  assert_true(test_view_is(ys_text_source(&page.d, 1, 2), " and "));
  assert_true(test_view_is(ys_text_source(&page.d, 0, 3), "甲 and 乙"));
  test_page_free(&page);
}

static void raw_is_as_printed(void **state) {
  (void)state;
  test_page page = test_read_text("１２个「强市」,左　军", YANSHU_FORMAT_TEXT);
  const ys_view raw = ys_text_raw(page.arena, &page.d, 0, page.d.n);
  assert_string_equal(raw.p, "１２个「强市」,左军");
  test_page_free(&page);
}

static void slices_are_exact_far_into_the_text(void **state) {
  (void)state;
  ys_buffer b;
  ys_buffer_init(&b, NULL);
  for (int i = 0; i < 500; i++) {
    ys_buffer_append_view(&b, YS_VIEW("市长𠮷野a说，"));
  }
  const yanshu_input input = {.bytes = ys_buffer_view(&b), .format = YANSHU_FORMAT_TEXT};
  test_page page = test_read(&input, NULL);
  for (uint32_t i = 0; i + 4 < page.d.n; i += 7) {
    assert_true(test_view_is(ys_text_source(&page.d, i, i + 4), "市长𠮷野"));
  }
  test_places(&page.d);
  test_page_free(&page);
  ys_buffer_free(&b);
}

static void sentences_end_where_they_do(void **state) {
  (void)state;
  static const char *const texts[][2] = {
      {"会议召开。何文说：“要快！”他又说；不能停。", "会议召开。\n何文说：“要快！”\n他又说；不能停。\n"},
      {"怎么办？！大家想……后来好了。（完毕。）再见", "怎么办？！\n大家想……\n后来好了。\n（完毕。）\n再见\n"},
      {"《怎么办？》出版了。他（是吗？）不信。增长3.5%。", "《怎么办？》出版了。\n他（是吗？）不信。\n增长3.5%。\n"},
      {"“好！”，他说。没有句号", "“好！”，他说。\n没有句号\n"}};
  for (size_t i = 0; i < YS_LENGTH(texts); i++) {
    test_page page = test_read_text(texts[i][0], YANSHU_FORMAT_TEXT);
    assert_string_equal(test_sentences(&page), texts[i][1]);
    test_places(&page.d);
    test_page_free(&page);
  }
}

static void traditional_text_is_simplified(void **state) {
  (void)state;
  const char *const data = getenv("YANSHU_DATA");
  char path[1024];
  snprintf(path, sizeof path, "%s/yanshu.lex", data != NULL ? data : ".");
  ys_lexicon *lexicon = NULL;
  if (ys_lexicon_open(ys_allocator_system(), path, NULL, &lexicon) != YANSHU_OK) {
    print_message("no compiled lexicon: skipped\n");
    skip();
  }
  const yanshu_input input = {.bytes = YS_VIEW("雲江市長何文會見記者，談發展問題。"), .format = YANSHU_FORMAT_TEXT};
  test_page page = test_read(&input, lexicon);
  assert_true(page.d.traditional);
  assert_string_equal(ys_text_normal(page.arena, &page.d, 0, page.d.n).p, "云江市长何文会见记者，谈发展问题。");
  assert_string_equal(ys_text_raw(page.arena, &page.d, 0, page.d.n).p, "雲江市長何文會見記者，談發展問題。");
  test_places(&page.d);
  test_page_free(&page);
  const yanshu_input simplified = {.bytes = YS_VIEW("云江市长何文会见记者，谈发展问题，字號用錯。"),
                                   .format = YANSHU_FORMAT_TEXT};
  page = test_read(&simplified, lexicon);
  assert_false(page.d.traditional);
  test_page_free(&page);
  ys_lexicon_close(lexicon);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_beside_han_are_full),
      cmocka_unit_test(digits_and_letters_are_half),
      cmocka_unit_test(quotes_are_one_kind),
      cmocka_unit_test(dots_and_dashes),
      cmocka_unit_test(blanks_are_boundaries_or_nothing),
      cmocka_unit_test(compatibility_ideographs_are_plain),
      cmocka_unit_test(and_covers_its_place),
      cmocka_unit_test(raw_is_as_printed),
      cmocka_unit_test(slices_are_exact_far_into_the_text),
      cmocka_unit_test(sentences_end_where_they_do),
      cmocka_unit_test(traditional_text_is_simplified),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
