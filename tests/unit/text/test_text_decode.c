/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_text_decode.c Encodings told, marked and recognised; bytes that are none; input that is no text. */
#include <string.h>

#include <unicode/ucnv.h>

#include "page.h"

static const char simplified[] = "云江市召开会议\n\n云江市市长何文在会上表示，今年要新建十所学校，"
                                 "加快发展现代化产业体系，为市民提供更好的服务。记者了解到，这些项目已经开工。\n";
static const char traditional[] = "雲江市召開會議\n\n雲江市市長何文在會上表示，今年要新建十所學校，"
                                  "加快發展現代化產業體系，為市民提供更好的服務。記者了解到，這些項目已經開工。\n";

/** @p text in another encoding, malloc'd by cmocka; *n its bytes. */
static char *encode(const char *name, const char *text, size_t *n) {
  UErrorCode code = U_ZERO_ERROR;
  char *const out = test_malloc(4096);
  const int32_t length = ucnv_convert(name, "UTF-8", out, 4096, text, (int32_t)strlen(text), &code);
  assert_true(U_SUCCESS(code));
  *n = (size_t)length;
  return out;
}

static void expect_decoded(const char *encoding, const char *given, const char *text) {
  size_t n;
  char *const bytes = encode(encoding, text, &n);
  const yanshu_input input = {.name = YS_VIEW("x.txt"), .bytes = {bytes, n}, .encoding = given};
  test_page page = test_read(&input, NULL);
  assert_int_equal(page.status, YANSHU_OK);
  assert_true(test_view_is(page.d.input, text));
  test_places(&page.d);
  test_page_free(&page);
  test_free(bytes);
}

static void encodings_are_recognised(void **state) {
  (void)state;
  expect_decoded("UTF-8", NULL, simplified);
  expect_decoded("GB18030", NULL, simplified);
  expect_decoded("GB18030", NULL, traditional);
  expect_decoded("Big5", NULL, traditional);
  expect_decoded("GB18030", NULL, "何文说，好。");
  expect_decoded("Big5", NULL, "何文說，這是好的學校。");
}

static void encodings_are_told(void **state) {
  (void)state;
  expect_decoded("GB18030", "gb18030", simplified);
  expect_decoded("GB18030", "gb2312", simplified);
  expect_decoded("Big5", "big5", traditional);
  expect_decoded("UTF-16LE", "utf-16le", simplified);
  expect_decoded("Shift_JIS", "shift_jis", "日本語のページです。\n");
}

static void marks_are_removed(void **state) {
  (void)state;
  const yanshu_input utf8 = {.bytes = YS_VIEW("\xEF\xBB\xBF云江市。")};
  test_page page = test_read(&utf8, NULL);
  assert_true(test_view_is(page.d.input, "云江市。"));
  assert_int_equal(page.d.from[0], 0);
  test_page_free(&page);
  const yanshu_input utf16 = {.bytes = {"\xFF\xFE\x91\x4E\x5F\x6C\x02\x30", 8}};
  page = test_read(&utf16, NULL);
  assert_true(test_view_is(page.d.input, "云江。"));
  test_page_free(&page);
}

static void expect_failure(const void *bytes, size_t n, const char *encoding, ys_status status, size_t line) {
  const yanshu_input input = {.name = YS_VIEW("x.txt"), .bytes = {bytes, n}, .encoding = encoding};
  test_page page = test_read(&input, NULL);
  assert_int_equal(page.status, status);
  assert_int_equal(page.messages, 1);
  assert_int_equal(page.line, line);
  test_page_free(&page);
}

static void bad_bytes_have_a_line(void **state) {
  (void)state;
  static const char broken[] = "云江市召开会议\n市长何文讲话\n这里\xE5坏了，后面还有很多话要说。\n";
  expect_failure(broken, sizeof broken - 1, NULL, YANSHU_BAD_ENCODING, 3);
  expect_failure(broken, sizeof broken - 1, "utf-8", YANSHU_BAD_ENCODING, 3);
  expect_failure("云江市\r何文\r\n长\xE5", 22, "utf8", YANSHU_BAD_ENCODING, 3);
  expect_failure("ab\n\xB0\xA1\n\xB0\xFF\xFF", 9, "gb18030", YANSHU_BAD_ENCODING, 3);
  expect_failure("ab\n\xFF\xFF\xFF", 6, NULL, YANSHU_BAD_ENCODING, 2);
}

static void what_is_no_text_is_refused(void **state) {
  (void)state;
  expect_failure("", 0, NULL, YANSHU_BAD_INPUT, 0);
  expect_failure(" \n\xE3\x80\x80\r\n", 7, NULL, YANSHU_BAD_INPUT, 0);
  expect_failure("\xEF\xBB\xBF", 3, NULL, YANSHU_BAD_INPUT, 0);
  expect_failure("云江市\0何文", 16, NULL, YANSHU_BAD_INPUT, 0);
  expect_failure("\x01\x02\x03\x04\x05\x06\x07\x08\x0Eok", 11, NULL, YANSHU_BAD_INPUT, 0);
  expect_failure("\x7F"
                 "ELF\x02\x01\x01\0",
                 8, NULL, YANSHU_BAD_INPUT, 0);
  expect_failure("■●▶", 9, NULL, YANSHU_BAD_INPUT, 0);
}

static void unknown_names_are_refused(void **state) {
  (void)state;
  expect_failure("云江", 6, "no-such-code", YANSHU_BAD_ARGUMENT, 0);
  expect_failure("云江", 6, "", YANSHU_BAD_ARGUMENT, 0);
}

static void too_much_is_refused(void **state) {
  (void)state;
  const yanshu_input input = {.bytes = YS_VIEW("云江市的一行字。")};
  const ys_text_limits limits = {10};
  ys_arena *const arena = ys_arena_new(NULL);
  ys_document d;
  assert_int_equal(ys_text_read_limited(arena, NULL, &input, &limits, NULL, &d), YANSHU_LIMIT);
  ys_arena_free(arena);
}

static void long_lines_are_refused(void **state) {
  (void)state;
  enum { MOST = 1024 * 1024 };
  char *const bytes = test_malloc(MOST + 4);
  memset(bytes, 'x', MOST + 4);
  bytes[0] = bytes[1] = '\n';
  for (int format = YANSHU_FORMAT_TEXT; format <= YANSHU_FORMAT_MARKDOWN; format++) {
    yanshu_input input = {.bytes = {bytes, MOST + 2}, .format = (yanshu_format)format};
    test_page page = test_read(&input, NULL);
    assert_int_equal(page.status, YANSHU_OK);
    test_page_free(&page);
    input.bytes.n++;
    page = test_read(&input, NULL);
    assert_int_equal(page.status, YANSHU_LIMIT);
    assert_int_equal(page.messages, 1);
    assert_int_equal(page.line, 3);
    test_page_free(&page);
  }
  test_free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(encodings_are_recognised),   cmocka_unit_test(encodings_are_told),
      cmocka_unit_test(marks_are_removed),          cmocka_unit_test(bad_bytes_have_a_line),
      cmocka_unit_test(what_is_no_text_is_refused), cmocka_unit_test(unknown_names_are_refused),
      cmocka_unit_test(too_much_is_refused),        cmocka_unit_test(long_lines_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
