/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_text_html.c The article of a page, without what stands around it; its metadata; places in the source. */
#include <stdio.h>
#include <string.h>

#include "page.h"

static const char page_text[] =
    "<!DOCTYPE html>\n<html><head><meta charset=\"gbk\"><title>清河县召开教育会议_清河日报网</title>\n"
    "<meta property=\"og:site_name\" content=\"清河日报网\"><meta name=author content=\"赵 敏\">\n"
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"清河县召开教育会议\","
    "\"datePublished\":\"2025-03-02T09:30:00+08:00\",\"author\":[{\"name\":\"\\u8d75\\u654f\"}],"
    "\"publisher\":{\"name\":\"清河日报\",\"logo\":{\"name\":\"x\"}}}</script><style>p{}</style></head>\n"
    "<body><div class=\"nav\"><ul><li><a "
    "href=\"/\">首页</a></li><li>要闻</li></ul></div><header>欢迎您来到本网</header>\n"
    "<div><h1>清河县召开教育会议</h1><div class=info><span>2025-03-02 09:30</span> <span>来源：清河日报</span>\n"
    "<span>记者：赵敏</span> <span><a>字号大小</a></span></div><div class=\"article-content\">\n"
    "<p>　　本报讯（记者&nbsp;赵敏）清河县委书记<b>钱</b><i>大江</i>主持。\n   "
    "县长孙小燕出席&#20250;&#x8BAE;&amp;讲话。</p>\n"
    "<figure><img src=x alt=\"图片\"><figcaption>会议现场。 清河日报记者 李强/摄</figcaption></figure>\n"
    "<p><strong>一、加大投入</strong></p><p>会议提出，今年新建学校<em>12</em>所，<!-- <p>不要</p> -->投入很大。</p>\n"
    "<p>会议还要求<br>做好安全工作。</p><script>document.write(\"<p>不要</p>\")</script><table><tr><td>钱大江</"
    "td><td>书记</td></tr></table>\n"
    "<p>责任编辑：吴静</p></div><div class=\"related\"><ul><li><a>别的新闻</a></li></ul></div></div>\n"
    "<footer>版权所有</footer></body></html>\n";

static void article_of_a_page(void **state) {
  (void)state;
  test_page page = test_read_text(page_text, YANSHU_FORMAT_AUTO);
  assert_int_equal(page.status, YANSHU_OK);
  assert_string_equal(
      test_blocks(&page),
      "title: 清河县召开教育会议\nbyline: 2025-03-02 09:30 来源：清河日报 记者：赵敏 字号大小\n"
      "paragraph: 本报讯（记者 赵敏）清河县委书记钱大江主持。县长孙小燕出席会议&讲话。\n"
      "caption: 会议现场。\ncredit: 清河日报记者 李强/摄\nheading2: 一、加大投入\n"
      "paragraph: 会议提出，今年新建学校12所，投入很大。\nparagraph: 会议还要求\nparagraph: 做好安全工作。\n"
      "paragraph: 钱大江 书记\nbyline: 责任编辑：吴静\n");
  assert_true(test_view_is(page.d.title, "清河县召开教育会议"));
  assert_true(test_view_is(page.d.date, "2025-03-02"));
  assert_true(test_view_is(page.d.source, "清河日报"));
  assert_true(test_view_is(page.d.author, "赵敏"));
  test_places(&page.d);
  test_page_free(&page);
}

static void places_cover_markup_and_references(void **state) {
  (void)state;
  test_page page = test_read_text("<p>书记<b>钱</b>大江&#20250;&nbsp;议。</p>", YANSHU_FORMAT_HTML);
  assert_int_equal(page.status, YANSHU_OK);
  assert_string_equal(test_blocks(&page), "paragraph: 书记钱大江会 议。\n");
  assert_true(test_view_is(ys_text_source(&page.d, 2, 5), "钱</b>大江"));
  assert_true(test_view_is(ys_text_source(&page.d, 5, 6), "&#20250;"));
  assert_true(test_view_is(ys_text_source(&page.d, 6, 7), "&nbsp;"));
  test_page_free(&page);
}

static void density_finds_what_has_no_name(void **state) {
  (void)state;
  test_page page = test_read_text(
      "<html><head><title>某地试点托育 - 云江晚报</title></head><body><div><a>首页</a> | <a>新闻</a></div>"
      "<div><div class=bt>某地试点托育</div><div>2025年1月17日 10:20  来源：云江晚报</div>"
      "<div><p>云江市托育工作启动，卫健委主任何文说，将新增托位三千个，家长很欢迎。</p>"
      "<p>他介绍，明年继续推进，覆盖所有街道，目标是每千人口四个半托位。</p></div></div>"
      "<div><a>链接一很长很长的标题在这里</a><a>链接二很长很长的标题在这里</a></div></body></html>",
      YANSHU_FORMAT_HTML);
  assert_string_equal(test_blocks(&page),
                      "title: 某地试点托育\n"
                      "paragraph: 云江市托育工作启动，卫健委主任何文说，将新增托位三千个，家长很欢迎。\n"
                      "paragraph: 他介绍，明年继续推进，覆盖所有街道，目标是每千人口四个半托位。\n");
  assert_true(test_view_is(page.d.title, "某地试点托育"));
  assert_true(test_view_is(page.d.date, "2025-01-17"));
  assert_true(test_view_is(page.d.source, "云江晚报"));
  test_page_free(&page);
}

static void meta_elements_and_links(void **state) {
  (void)state;
  test_page page = test_read_text(
      "<head><meta name=publishdate content='2025-05-06'><meta name=ContentSource content='新江日报'>"
      "<meta property='og:url' content='https://x.example/a?b=1&amp;c=2'><script "
      "type='application/ld+json'>{\"headline\": \"断</script></head>"
      "<body><article><h1>上行<br>下行</h1><p>正文一句在此。</p><h2>小节</h2><p>正文两句在此。</p></article></body>",
      YANSHU_FORMAT_HTML);
  assert_string_equal(
      test_blocks(&page),
      "title: 上行\ntitle: 下行\nparagraph: 正文一句在此。\nheading2: 小节\nparagraph: 正文两句在此。\n");
  assert_true(test_view_is(page.d.date, "2025-05-06"));
  assert_true(test_view_is(page.d.source, "新江日报"));
  assert_true(test_view_is(page.d.url, "https://x.example/a?b=1&c=2"));
  test_page_free(&page);
}

static void declared_encoding_counts(void **state) {
  (void)state;
  const yanshu_input input = {.bytes =
                                  YS_VIEW("<html><meta charset=\"shift_jis\"><p>\x93\xFA\x96\x7B\x8C\xEA</p></html>")};
  test_page page = test_read(&input, NULL);
  assert_int_equal(page.status, YANSHU_OK);
  assert_string_equal(test_blocks(&page), "paragraph: 日本語\n");
  test_page_free(&page);
}

static void broken_markup_is_read(void **state) {
  (void)state;
  static const char *const texts[] = {"<p>会议召开。<b>未关<p>再开。",
                                      "<p a=\"未关>会议召开。</p>再开。",
                                      "会议召开。<!-- 未关 <p>再开。",
                                      "<p>会议召开。</p></div></p></b>再开。<",
                                      "<script>会议</script><p>会议召开。<title>再开",
                                      "<p>会议召开。</p><style>再开"};
  for (size_t i = 0; i < YS_LENGTH(texts); i++) {
    test_page page = test_read_text(texts[i], YANSHU_FORMAT_HTML);
    assert_int_equal(page.status, YANSHU_OK);
    assert_non_null(strstr(test_blocks(&page), "会议召开。"));
    test_places(&page.d);
    test_page_free(&page);
  }
}

static void page_without_text_is_refused(void **state) {
  (void)state;
  test_page page =
      test_read_text("<html><head><title>题</title></head><body><script>x</script></body></html>", YANSHU_FORMAT_HTML);
  assert_int_equal(page.status, YANSHU_BAD_INPUT);
  assert_int_equal(page.messages, 1);
  test_page_free(&page);
}

/** Pages that make careless readers slow or deep. */
static void hostile_pages_end_soon(void **state) {
  (void)state;
  static const char *const units[] = {
      "<div>",   "<div class=content>", "<p>",          "<b>甲", "</div>", "<a b='", "<!--",
      "<title>", "<ul><li>甲",          "<header><h1>", "[",     "](",     "&#1",    "<table><tr><td>"};
  for (size_t i = 0; i < YS_LENGTH(units); i++) {
    ys_buffer b;
    ys_buffer_init(&b, NULL);
    ys_buffer_append_view(&b, YS_VIEW("<p>会议召开。</p>"));
    while (b.n < 400000) {
      ys_buffer_append_view(&b, ys_view_of(units[i]));
    }
    for (int format = YANSHU_FORMAT_TEXT; format <= YANSHU_FORMAT_HTML; format++) {
      const yanshu_input input = {.bytes = ys_buffer_view(&b), .format = (yanshu_format)format};
      test_page page = test_read(&input, NULL);
      assert_int_equal(page.status, YANSHU_OK);
      test_page_free(&page);
    }
    ys_buffer_free(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(article_of_a_page),
      cmocka_unit_test(places_cover_markup_and_references),
      cmocka_unit_test(density_finds_what_has_no_name),
      cmocka_unit_test(meta_elements_and_links),
      cmocka_unit_test(declared_encoding_counts),
      cmocka_unit_test(broken_markup_is_read),
      cmocka_unit_test(page_without_text_is_refused),
      cmocka_unit_test(hostile_pages_end_soon),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
