/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_lexicon.c The compiled lexicon of the build: what can be looked up in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lexicon/lexicon.h"

static ys_lexicon *lexicon;

static int open_lexicon(void **state) {
  (void)state;
  char path[4096];
  const char *folder = getenv("YANSHU_DATA");
  (void)snprintf(path, sizeof path, "%s/yanshu.lex", folder == NULL ? "." : folder);
  const ys_log log = {NULL, NULL};
  return ys_lexicon_open(ys_allocator_system(), path, &log, &lexicon) == YANSHU_OK ? 0 : -1;
}

static int close_lexicon(void **state) {
  (void)state;
  ys_lexicon_close(lexicon);
  return 0;
}

static size_t decode(const char *text, uint32_t *ch) {
  size_t n = 0;
  size_t length = 0;
  const size_t bytes = strlen(text);
  for (size_t i = 0; i < bytes; i += length) {
    ch[n++] = ys_utf8_decode(text + i, bytes - i, &length);
  }
  return n;
}

static bool view_is(ys_view view, const char *text) {
  return ys_view_equal(view, ys_view_of(text));
}

/** How many concepts of a class a form names; the last one in *concept_id. */
static unsigned concepts_of(const char *form, ys_class class_id, uint32_t *concept_id) {
  const ys_match match = ys_lexicon_find_view(lexicon, ys_view_of(form));
  unsigned n = 0;
  for (uint32_t i = 0; i < match.n; i++) {
    const ys_entry *entry = ys_lexicon_entry(lexicon, match.entry + i);
    if (entry->class_id == class_id) {
      *concept_id = entry->concept_id;
      n++;
    }
  }
  return n;
}

static uint32_t division(const char *code) {
  return ys_lexicon_concept(lexicon, YS_CLASS_DIVISION, ys_view_of(code));
}

static ys_form form_of(const char *form, uint32_t concept_id) {
  const ys_match match = ys_lexicon_find_view(lexicon, ys_view_of(form));
  for (uint32_t i = 0; i < match.n; i++) {
    const ys_entry *entry = ys_lexicon_entry(lexicon, match.entry + i);
    if (entry->concept_id == concept_id) {
      return (ys_form)entry->form;
    }
  }
  fail_msg("%s is no form of the concept", form);
  return YS_FORM_HIDDEN;
}

static void test_prefixes_come_shortest_first(void **state) {
  (void)state;
  uint32_t ch[32];
  const size_t n = decode("广州市越秀区", ch);
  ys_match match[16];
  const size_t found = ys_lexicon_match(lexicon, ch, n, match, 16);
  assert_true(found >= 3); /* 广, 广州, 广州市 */
  for (size_t i = 0; i < found; i++) {
    assert_true(i == 0 || match[i].length > match[i - 1].length);
    assert_true(match[i].n > 0);
    const ys_match same = ys_lexicon_find(lexicon, ch, match[i].length);
    assert_int_equal(same.entry, match[i].entry);
    assert_int_equal(same.n, match[i].n);
  }
  assert_int_equal(match[found - 1].length, 3);
  assert_int_equal(ys_lexicon_match(lexicon, ch, n, match, 1), 1);
  assert_int_equal(ys_lexicon_match(lexicon, ch, n, match, 0), 0);
  assert_int_equal(ys_lexicon_match(lexicon, ch, 0, match, 16), 0);
}

static void test_what_is_not_there(void **state) {
  (void)state;
  const uint32_t strange[] = {0x110000u, UINT32_MAX, 0xD800u, 0, 0x10FFFFu};
  ys_match match[4];
  for (size_t i = 0; i < YS_LENGTH(strange); i++) {
    assert_int_equal(ys_lexicon_match(lexicon, &strange[i], 1, match, 4), 0);
    assert_int_equal(ys_lexicon_character(lexicon, strange[i])->simplified, 0);
    assert_int_equal(ys_lexicon_character(lexicon, strange[i])->surname, INT16_MIN);
    assert_int_equal(ys_lexicon_pinyin(lexicon, strange[i]).n, 0);
  }
  assert_int_equal(ys_lexicon_find_view(lexicon, YS_VIEW("")).n, 0);
  assert_int_equal(ys_lexicon_find_view(lexicon, YS_VIEW("\xE5\xB9")).n, 0);
  assert_int_equal(ys_lexicon_class(lexicon, YS_VIEW("no-such-class")), UINT16_MAX);
  assert_int_equal(ys_lexicon_concept(lexicon, 9999, YS_VIEW("440104")), YS_NO_CONCEPT);
  assert_int_equal(division("999999"), YS_NO_CONCEPT);
  assert_int_equal(ys_concept_label(lexicon, YS_NO_CONCEPT).n, 0);
  assert_int_equal(ys_concept_broader(lexicon, YS_NO_CONCEPT), YS_NO_CONCEPT);
  assert_int_equal(ys_concept_feature(lexicon, YS_NO_CONCEPT, "level").n, 0);
  assert_int_equal(ys_concept_class(lexicon, YS_NO_CONCEPT), UINT16_MAX);
  assert_int_equal(ys_lexicon_entry(lexicon, UINT32_MAX)->concept_id, YS_NO_CONCEPT);
}

static void test_classes_have_their_numbers(void **state) {
  (void)state;
  assert_int_equal(ys_lexicon_class(lexicon, YS_VIEW("word")), YS_CLASS_WORD);
  assert_int_equal(ys_lexicon_class(lexicon, YS_VIEW("division")), YS_CLASS_DIVISION);
  assert_int_equal(ys_lexicon_class(lexicon, YS_VIEW("org-name")), YS_CLASS_ORG_NAME);
  for (uint16_t i = 0; i < YS_CLASS_KNOWN; i++) {
    assert_int_equal(ys_lexicon_class(lexicon, ys_lexicon_class_name(lexicon, i)), i);
  }
  assert_int_equal(ys_lexicon_class_name(lexicon, UINT16_MAX).n, 0);
}

static void test_a_district(void **state) {
  (void)state;
  const uint32_t yuexiu = division("440104");
  assert_int_not_equal(yuexiu, YS_NO_CONCEPT);
  assert_true(view_is(ys_concept_id(lexicon, yuexiu), "440104"));
  assert_true(view_is(ys_concept_iri(lexicon, yuexiu), "https://w3id.org/yanshu/division/440104"));
  assert_true(view_is(ys_concept_label(lexicon, yuexiu), "越秀区"));
  assert_true(view_is(ys_concept_label_en(lexicon, yuexiu), "Yuexiu District"));
  assert_true(view_is(ys_concept_feature(lexicon, yuexiu, "level"), "county"));
  assert_true(view_is(ys_concept_feature(lexicon, yuexiu, "district"), "yes"));
  assert_int_equal(ys_concept_feature(lexicon, division("130133"), "district").n, 0); /* 赵县 */
  assert_int_equal(ys_concept_feature(lexicon, yuexiu, "leve").n, 0);
  assert_int_equal(ys_concept_class(lexicon, yuexiu), YS_CLASS_DIVISION);
  const uint32_t guangzhou = ys_concept_broader(lexicon, yuexiu);
  assert_int_equal(guangzhou, division("440100"));
  assert_int_equal(ys_concept_broader(lexicon, guangzhou), division("440000"));
  assert_int_equal(ys_concept_broader(lexicon, division("440000")), division("100000"));
  assert_int_equal(ys_concept_broader(lexicon, division("100000")), YS_NO_CONCEPT);
  assert_int_equal(form_of("越秀", yuexiu), YS_FORM_STEM);
  assert_int_equal(form_of("穗", guangzhou), YS_FORM_ABBREVIATION);
}

static void test_all_divisions_are_there(void **state) {
  (void)state;
  unsigned count[4] = {0, 0, 0, 0};
  unsigned former = 0;
  static const char *const LEVEL[] = {"country", "province", "prefecture", "county"};
  for (uint32_t c = 0; c < ys_lexicon_concepts(lexicon); c++) {
    if (ys_concept_class(lexicon, c) != YS_CLASS_DIVISION) {
      continue;
    }
    const bool gone = view_is(ys_concept_feature(lexicon, c, "status"), "former");
    former += gone;
    unsigned level = 0;
    while (level < 4 && !view_is(ys_concept_feature(lexicon, c, "level"), LEVEL[level])) {
      level++;
    }
    assert_in_range(level, 0, 3);
    count[level] += !gone;
    const uint32_t up = ys_concept_broader(lexicon, c);
    const ys_view up_level = ys_concept_feature(lexicon, up, "level");
    assert_int_equal(ys_concept_id(lexicon, c).n, 6);
    assert_true(level == 0 ? up == YS_NO_CONCEPT : ys_concept_class(lexicon, up) == YS_CLASS_DIVISION);
    assert_true(level < 2 || view_is(up_level, "province") || (level == 3 && view_is(up_level, "prefecture")));
    assert_true(ys_concept_label(lexicon, c).n > 0 && ys_concept_label_en(lexicon, c).n > 0);
  }
  assert_int_equal(count[0], 1);
  assert_int_equal(count[1], 34);
  assert_int_equal(count[2], 333);
  assert_int_equal(count[3], 2850);
  assert_true(former >= 50);
}

static void test_same_name_gives_all(void **state) {
  (void)state;
  uint32_t last = 0;
  assert_int_equal(concepts_of("鼓楼区", YS_CLASS_DIVISION, &last), 4);
  assert_int_equal(concepts_of("白云区", YS_CLASS_DIVISION, &last), 2);
  assert_true(view_is(ys_concept_feature(lexicon, last, "context"), "needed"));
  assert_int_equal(concepts_of("新华区", YS_CLASS_DIVISION, &last), 3);
  assert_int_equal(concepts_of("吉林", YS_CLASS_DIVISION, &last), 2);
  assert_int_equal(form_of("吉林", division("220000")), YS_FORM_STEM);
  assert_int_equal(form_of("吉林", division("220200")), YS_FORM_UNSAFE_STEM);
}

static void test_stems(void **state) {
  (void)state;
  uint32_t last = 0;
  assert_int_equal(form_of("合作", division("623001")), YS_FORM_UNSAFE_STEM);
  assert_int_equal(form_of("增城", division("440118")), YS_FORM_UNSAFE_STEM);
  assert_int_equal(form_of("内蒙古", division("150000")), YS_FORM_STEM);
  assert_int_equal(form_of("广西", division("450000")), YS_FORM_STEM);
  assert_int_equal(form_of("恩施州", division("422800")), YS_FORM_ALTERNATIVE);
  assert_int_equal(form_of("岫岩县", division("210323")), YS_FORM_ALTERNATIVE);
  assert_int_equal(form_of("赵县", division("130133")), YS_FORM_PREFERRED);
  assert_int_equal(concepts_of("江干区", YS_CLASS_DIVISION, &last), 1);
  assert_true(view_is(ys_concept_feature(lexicon, last, "status"), "former"));
  assert_int_equal(concepts_of("江干", YS_CLASS_DIVISION, &last), 0);
  assert_int_equal(concepts_of("市辖区", YS_CLASS_DIVISION, &last), 0);
  assert_int_equal(concepts_of("雄安新区", YS_CLASS_DIVISION, &last), 0);
  assert_int_equal(concepts_of("雄安新区", YS_CLASS_PLACE, &last), 1);
  assert_int_equal(concepts_of("中华人民共和国", YS_CLASS_DIVISION, &last), 0); /* a label, no form */
  assert_int_equal(concepts_of("中华人民共和国", YS_CLASS_COUNTRY, &last), 1);
  assert_true(view_is(ys_concept_feature(lexicon, last, "code"), "CN"));
}

static void test_words_have_frequencies(void **state) {
  (void)state;
  int32_t weight[2] = {0, 0};
  static const char *const WORD[] = {"发展", "蹒跚"};
  for (size_t i = 0; i < 2; i++) {
    const ys_match match = ys_lexicon_find_view(lexicon, ys_view_of(WORD[i]));
    assert_true(match.n > 0);
    const ys_entry *entry = ys_lexicon_entry(lexicon, match.entry);
    assert_int_equal(entry->class_id, YS_CLASS_WORD);
    assert_int_equal(entry->concept_id, YS_NO_CONCEPT);
    weight[i] = entry->weight;
  }
  assert_true(weight[0] > weight[1] + 1000);
  assert_in_range(weight[0], 1000, 4000);
}

static uint32_t one(const char *text) {
  size_t length = 0;
  return ys_utf8_decode(text, strlen(text), &length);
}

static void test_characters(void **state) {
  (void)state;
  const ys_character *li = ys_lexicon_character(lexicon, one("李"));
  assert_int_equal(li->simplified, one("李"));
  assert_false(li->traditional);
  assert_in_range(-li->surname, 1000, 1500);
  const ys_character *hua = ys_lexicon_character(lexicon, one("華"));
  assert_true(hua->traditional);
  assert_int_equal(hua->simplified, one("华"));
  assert_int_equal(hua->surname, INT16_MIN);
  assert_false(ys_lexicon_character(lexicon, one("乾"))->traditional);
  assert_false(ys_lexicon_character(lexicon, one("著"))->traditional);
  assert_true(ys_lexicon_character(lexicon, one("军"))->given_single > INT16_MIN);
  assert_true(ys_lexicon_character(lexicon, one("斯"))->translit > ys_lexicon_character(lexicon, one("梅"))->translit);
  assert_true(ys_lexicon_character(lexicon, one("在"))->word > ys_lexicon_character(lexicon, one("李"))->word);
}

static void test_pinyin(void **state) {
  (void)state;
  assert_true(view_is(ys_lexicon_pinyin(lexicon, one("广")), "guang"));
  assert_true(view_is(ys_lexicon_pinyin(lexicon, one("绿")), "lyu"));
  assert_true(view_is(ys_lexicon_pinyin(lexicon, one("女")), "nyu"));
  assert_true(view_is(ys_lexicon_pinyin(lexicon, one("长")), "chang"));
  assert_true(view_is(ys_lexicon_pinyin(lexicon, one("〇")), "ling"));
  assert_int_equal(ys_lexicon_pinyin(lexicon, 'A').n, 0);
}

static void test_surname_pinyin(void **state) {
  (void)state;
  static const char *const SURNAME[][2] = {
      {"单", "shan"},       {"曾", "zeng"},     {"解", "xie"}, {"仇", "qiu"},     {"区", "ou"},
      {"盖", "ge"},         {"查", "zha"},      {"任", "ren"}, {"尉迟", "yuchi"}, {"万俟", "moqi"},
      {"长孙", "zhangsun"}, {"欧阳", "ouyang"}, {"吕", "lyu"}, {"朴", "piao"}};
  uint32_t ch[8];
  char out[32];
  for (size_t i = 0; i < YS_LENGTH(SURNAME); i++) {
    const size_t n = ys_lexicon_surname_pinyin(lexicon, ch, decode(SURNAME[i][0], ch), out, sizeof out);
    assert_true(ys_view_equal((ys_view){out, n}, ys_view_of(SURNAME[i][1])));
  }
  assert_int_equal(ys_lexicon_surname_pinyin(lexicon, ch, decode("尉迟", ch), out, 3), 3);
  assert_memory_equal(out, "yuc", 3);
  assert_int_equal(ys_lexicon_surname_pinyin(lexicon, ch, decode("欧阳", ch), out, 0), 0);
  const uint32_t strange[] = {UINT32_MAX, 0xD800u};
  assert_int_equal(ys_lexicon_surname_pinyin(lexicon, strange, 2, out, sizeof out), 0);
}

/** What a search for one class finds is what a look at all entries of all forms finds. */
static void test_one_class_is_found_among_all(void **state) {
  (void)state;
  static const char text[] =
      "广州市越秀区委书记林知远和记者在第十四届全国人大一次会议上表示，2025年将推进《城市更新行动计划》试点。";
  uint32_t ch[sizeof text];
  const size_t n = decode(text, ch);
  for (size_t i = 0; i < n; i++) {
    ys_match match[32];
    const size_t found = ys_lexicon_match(lexicon, ch + i, n - i, match, YS_LENGTH(match));
    assert_int_equal(ys_lexicon_reach(lexicon, ch + i, n - i), found == 0 ? 0 : match[found - 1].length);
    for (uint16_t class_id = 0; ys_lexicon_class_name(lexicon, class_id).n != 0; class_id++) {
      uint32_t longest = 0;
      const ys_entry *first = NULL;
      for (size_t k = 0; k < found; k++) {
        const ys_entry *reading = NULL;
        for (uint32_t e = match[k].n; e > 0; e--) {
          const ys_entry *entry = ys_lexicon_entry(lexicon, match[k].entry + e - 1);
          reading = entry->class_id == class_id ? entry : reading;
        }
        assert_ptr_equal(ys_lexicon_reading(lexicon, ch + i, match[k].length, class_id), reading);
        assert_true(reading == NULL || (match[k].classes & YS_CLASS_BIT(class_id)) != 0);
        first = reading != NULL ? reading : first;
        longest = reading != NULL ? match[k].length : longest;
      }
      const ys_entry *entry = NULL;
      assert_int_equal(ys_lexicon_longest(lexicon, ch + i, n - i, class_id, &entry), longest);
      assert_ptr_equal(entry, first);
    }
  }
}

/** What is found at all positions at once is what is found at one after the other, whatever ends the text. */
static void test_all_positions_at_once(void **state) {
  (void)state;
  static const char text[] = "广州市越秀区委书记林知远说，2025年将推进《城市更新行动计划》，中华人民共和国";
  uint32_t ch[sizeof text];
  const size_t whole = decode(text, ch);
  ys_arena *arena = ys_arena_new(ys_allocator_system());
  assert_non_null(arena);
  for (size_t n = 0; n <= whole; n++) {
    ys_matches all = {NULL, 0, 0};
    uint32_t first[sizeof text] = {0};
    uint64_t classes[sizeof text] = {0};
    assert_int_equal(ys_lexicon_match_all(lexicon, arena, ch, n, &all, first, classes), YANSHU_OK);
    first[n] = all.n;
    const ys_form_token *token = ys_lexicon_tokens(lexicon, arena, ch, &all, first);
    assert_non_null(token);
    for (size_t i = 0; i < n; i++) {
      ys_match match[32];
      const size_t found = ys_lexicon_match(lexicon, ch + i, n - i, match, YS_LENGTH(match));
      assert_int_equal(first[i + 1] - first[i], found);
      for (size_t k = 0; k < found; k++) {
        assert_memory_equal(&all.at[first[i] + k], &match[k], sizeof *match);
        const ys_form_token one = ys_lexicon_token(lexicon, ch + i, &match[k]);
        assert_memory_equal(&token[first[i] + k], &one, sizeof one);
        classes[i] &= ~match[k].classes;
      }
      assert_int_equal(classes[i], 0);
    }
  }
  ys_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_all_positions_at_once),
      cmocka_unit_test(test_prefixes_come_shortest_first),
      cmocka_unit_test(test_what_is_not_there),
      cmocka_unit_test(test_one_class_is_found_among_all),
      cmocka_unit_test(test_classes_have_their_numbers),
      cmocka_unit_test(test_a_district),
      cmocka_unit_test(test_all_divisions_are_there),
      cmocka_unit_test(test_same_name_gives_all),
      cmocka_unit_test(test_stems),
      cmocka_unit_test(test_words_have_frequencies),
      cmocka_unit_test(test_characters),
      cmocka_unit_test(test_pinyin),
      cmocka_unit_test(test_surname_pinyin),
  };
  return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
