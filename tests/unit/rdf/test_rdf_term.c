/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_rdf_term.c Terms that raptor would write wrongly, and those that it writes well. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

/** Overwrites the first bytes of @p to. */
static void put(char *to, ys_view from) {
  for (size_t i = 0; i < from.n; i++) {
    to[i] = from.p[i];
  }
}

static void accepts_iris(void **state) {
  (void)state;
  static const char *const good[] = {
      "https://data.example.org/person/sun-5b7e91c2",
      "http://e/a%20b/%E4%BA%BA?x=1&y=2#f",
      "urn:isbn:1",
      "tag:e.example,2025:x",
      "https://e/(a)*+,;=:@!$'~._-",
      "http://[2001:db8::1]:80/x",
      "http://user:p%20w@e:8080?q=/?#f/?",
      "http://e:/x",
      "urn:x:#f",
  };
  for (size_t i = 0; i < YS_LENGTH(good); i++) {
    assert_null(ys_iri_fault(ys_view_of(good[i])));
  }
}

static void refuses_iris(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t n;
  } bad[] = {
      {"", 0},
      {"a", 1},
      {"person/x", 8},
      {"//e/x", 5},
      {"#x", 2},
      {"http:", 5},
      {":x", 2},
      {"1http://e/", 10},
      {"ht_tp://e/", 10},
      {"http://e/a b", 12},
      {"http://e/[", 10},
      {"http://e/?]", 11},
      {"http://e/#[", 11},
      {"http://e/#a#", 12},
      {"urn:x:[", 7},
      {"http://[::1/x", 13},
      {"http://::1]/x", 13},
      {"http://[::1]x/", 14},
      {"http://[g]/", 11},
      {"http://e:8x/", 12},
      {"http://e:80:80/", 15},
      {"http://a[b]/", 12},
      {"http://e/<a", 11},
      {"http://e/a>", 11},
      {"http://e/\"", 10},
      {"http://e/{", 10},
      {"http://e/}", 10},
      {"http://e/|", 10},
      {"http://e/^", 10},
      {"http://e/`", 10},
      {"http://e/\\", 10},
      {"http://e/\t", 10},
      {"http://e/\n", 10},
      {"http://e/\x01", 10},
      {"http://e/\x7F", 10},
      {"http://e/a\0b", 12},
      {"http://e/%zz", 12},
      {"http://e/%2", 11},
      {"http://e/%", 10},
      {"http://e/人物", 15},
      {"http://e/𠮷", 13},
      {"http://e/\xEE\x80\x80", 12},
      {"http://e/\xFF", 10},
  };
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    assert_non_null(ys_iri_fault((ys_view){bad[i].text, bad[i].n}));
  }
  static char longest[YS_IRI_BYTES + 1];
  memset(longest, 'a', sizeof longest);
  put(longest, YS_VIEW("http://e/"));
  assert_null(ys_iri_fault((ys_view){longest, YS_IRI_BYTES}));
  assert_non_null(ys_iri_fault((ys_view){longest, YS_IRI_BYTES + 1}));
}

static void names_split(void **state) {
  (void)state;
  static const char *const good[] = {"http://e/ns#p", "http://e/ns/p1", "http://e/_x", "http://e/ns#is-part"};
  static const char *const bad[] = {"http://e/1",      "http://e/ns#123",  "http://e/ns/",     "http://e/ns#",
                                    "http://e/ns#a.",  "http://e/ns#a(b)", "http://e/ns#%20a", "http://e/a%20",
                                    "urn:x:1",         "http://e/ns#-a",   "http://e/ns#a·b",  "http://e/div/110000",
                                    "http://e/ns#职务"};
  for (size_t i = 0; i < YS_LENGTH(good); i++) {
    assert_null(ys_name_fault(ys_view_of(good[i])));
  }
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    assert_non_null(ys_name_fault(ys_view_of(bad[i])));
  }
}

static void vocabulary_is_safe(void **state) {
  (void)state;
  for (int i = 0; i < YS_VOCAB_TERMS; i++) {
    const ys_vocab_term *const term = ys_vocab_get((ys_vocab)i);
    assert_null(ys_name_fault(term->iri));
    assert_int_equal(ys_vocab_find(term->curie), i);
    /* Names that RDF/XML gives a meaning of its own. */
    static const char *const syntax[] = {"rdf:li", "rdf:Description", "rdf:about", "rdf:ID", "rdf:RDF", "rdf:nodeID"};
    for (size_t k = 0; k < YS_LENGTH(syntax); k++) {
      assert_false(ys_view_equal(term->curie, ys_view_of(syntax[k])));
    }
  }
  assert_int_equal(ys_vocab_find(YS_VIEW("ys:nothing")), YS_VOCAB_TERMS);
  size_t n;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  for (size_t i = 1; i < n; i++) {
    assert_true(strcmp(prefix[i - 1].prefix, prefix[i].prefix) < 0);
  }
}

static const struct {
  const char *text;
  ys_datatype type;
  bool good;
} typed[] = {
    {"2025-01-17", YS_TYPE_DATE, true},
    {"2024-02-29", YS_TYPE_DATE, true},
    {"2023-02-29", YS_TYPE_DATE, false},
    {"1900-02-29", YS_TYPE_DATE, false},
    {"2000-02-29", YS_TYPE_DATE, true},
    {"2025-13-01", YS_TYPE_DATE, false},
    {"2025-00-01", YS_TYPE_DATE, false},
    {"2025-04-31", YS_TYPE_DATE, false},
    {"2025-1-17", YS_TYPE_DATE, false},
    {"0000-01-01", YS_TYPE_DATE, false},
    {"2025-01-17Z", YS_TYPE_DATE, false},
    {"2025/01/17", YS_TYPE_DATE, false},
    {"", YS_TYPE_DATE, false},
    {"2025-01", YS_TYPE_MONTH, true},
    {"2025-13", YS_TYPE_MONTH, false},
    {"2025", YS_TYPE_MONTH, false},
    {"2025", YS_TYPE_YEAR, true},
    {"0001", YS_TYPE_YEAR, true},
    {"0000", YS_TYPE_YEAR, false},
    {"12025", YS_TYPE_YEAR, false},
    {"-025", YS_TYPE_YEAR, false},
    {"0", YS_TYPE_INTEGER, true},
    {"-3", YS_TYPE_INTEGER, true},
    {"12000", YS_TYPE_INTEGER, true},
    {"-0", YS_TYPE_INTEGER, false},
    {"007", YS_TYPE_INTEGER, false},
    {"+1", YS_TYPE_INTEGER, false},
    {" 5", YS_TYPE_INTEGER, false},
    {"五", YS_TYPE_INTEGER, false},
    {"-", YS_TYPE_INTEGER, false},
    {"1.0", YS_TYPE_INTEGER, false},
    {"0", YS_TYPE_NON_NEGATIVE_INTEGER, true},
    {"-1", YS_TYPE_NON_NEGATIVE_INTEGER, false},
    {"12.5", YS_TYPE_DECIMAL, true},
    {"-0.5", YS_TYPE_DECIMAL, true},
    {"1.0", YS_TYPE_DECIMAL, true},
    {"0.0", YS_TYPE_DECIMAL, true},
    {"-0.0", YS_TYPE_DECIMAL, false},
    {"1", YS_TYPE_DECIMAL, false},
    {"5.", YS_TYPE_DECIMAL, false},
    {".5", YS_TYPE_DECIMAL, false},
    {"1.50", YS_TYPE_DECIMAL, false},
    {"01.5", YS_TYPE_DECIMAL, false},
    {"1E5", YS_TYPE_DECIMAL, false},
    {"NaN", YS_TYPE_DECIMAL, false},
    {"1.5.5", YS_TYPE_DECIMAL, false},
    {"-", YS_TYPE_DECIMAL, false},
    {"true", YS_TYPE_BOOLEAN, true},
    {"false", YS_TYPE_BOOLEAN, true},
    {"1", YS_TYPE_BOOLEAN, false},
    {"TRUE", YS_TYPE_BOOLEAN, false},
    {"2025-01-17T08:00:00", YS_TYPE_DATE_TIME, true},
    {"2025-01-17T08:00:00Z", YS_TYPE_DATE_TIME, true},
    {"2025-01-17T08:00:00+08:00", YS_TYPE_DATE_TIME, true},
    {"2025-01-17T24:00:00", YS_TYPE_DATE_TIME, false},
    {"2025-01-17 08:00:00", YS_TYPE_DATE_TIME, false},
    {"2025-02-30T08:00:00", YS_TYPE_DATE_TIME, false},
    {"2025-01-17T08:00:00+8:00", YS_TYPE_DATE_TIME, false},
};

static void typed_literals(void **state) {
  (void)state;
  for (size_t i = 0; i < YS_LENGTH(typed); i++) {
    const char *const fault = ys_typed_fault(ys_view_of(typed[i].text), typed[i].type);
    if ((fault == NULL) != typed[i].good) {
      fail_msg("%s: %s", typed[i].text, fault == NULL ? "accepted" : fault);
    }
  }
}

static void refuses_texts(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t n;
  } bad[] = {
      {"a\0b", 3},
      {"\x01", 1},
      {"\x08", 1},
      {"\x0B", 1},
      {"\x0C", 1},
      {"\x0E", 1},
      {"\x1F", 1},
      {"\x7F", 1},
      {"\xEF\xBF\xBE", 3},
      {"\xEF\xBF\xBF", 3},
      {"\xEF\xB7\x90", 3},
      {"\xF0\x9F\xBF\xBE", 4},
      {"\xF4\x8F\xBF\xBF", 4},
      {"\xFF", 1},
      {"\xC0\x80", 2},
      {"\xC3\x28", 2},
      {"\xED\xA0\x80", 3},
      {"\xE4\xBA", 2},
      {"\xF4\x90\x80\x80", 4},
      {"\x80", 1},
  };
  ys_arena *const arena = ys_arena_new(NULL);
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    ys_view out;
    const char *fault;
    assert_int_equal(ys_literal_clean(arena, (ys_view){bad[i].text, bad[i].n}, &out, &fault), YANSHU_BAD_TERM);
    assert_non_null(fault);
  }
  ys_arena_free(arena);
}

static void cleans_texts(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *clean;
  } rows[] = {
      {"", ""},
      {"广州市长", "广州市长"},
      {"a\r\nb\rc\n\r", "a\nb\nc\n\n"},
      {"\r", "\n"},
      {"tab\there", "tab\there"},
      {"e\xCC\x81", "\xC3\xA9"},        /* e + combining acute */
      {"\xE2\x84\xAB", "\xC3\x85"},     /* angstrom sign */
      {"\xEF\xA4\x80", "\xE8\xB1\x88"}, /* compatibility ideograph U+F900 */
      {"か\xE3\x82\x99\r\n", "が\n"},
      {"𠮷野", "𠮷野"},
      {"\xC2\x85\xE2\x80\xA8", "\xC2\x85\xE2\x80\xA8"},
  };
  ys_arena *const arena = ys_arena_new(NULL);
  for (size_t i = 0; i < YS_LENGTH(rows); i++) {
    ys_view out;
    const char *fault;
    assert_int_equal(ys_literal_clean(arena, ys_view_of(rows[i].text), &out, &fault), YANSHU_OK);
    assert_null(fault);
    assert_true(ys_view_equal(out, ys_view_of(rows[i].clean)));
  }
  ys_arena_free(arena);
}

static void limits_texts(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  char *const text = ys_arena_alloc(arena, YS_LITERAL_BYTES + 1);
  assert_non_null(text);
  memset(text, 'a', YS_LITERAL_BYTES + 1);
  ys_view out;
  const char *fault;
  assert_int_equal(ys_literal_clean(arena, (ys_view){text, YS_LITERAL_BYTES}, &out, &fault), YANSHU_OK);
  assert_int_equal(ys_literal_clean(arena, (ys_view){text, YS_LITERAL_BYTES + 1}, &out, &fault), YANSHU_LIMIT);
  put(text, YS_VIEW("e\xCC\x81")); /* the slow way, at full length */
  assert_int_equal(ys_literal_clean(arena, (ys_view){text, YS_LITERAL_BYTES}, &out, &fault), YANSHU_OK);
  assert_int_equal(out.n, YS_LITERAL_BYTES - 1);
  ys_arena_free(arena);
}

static void tags_are_lower_case(void **state) {
  (void)state;
  for (int i = YS_LANG_NONE; i <= YS_LANG_EN; i++) {
    const ys_view tag = ys_language_tag((ys_language)i);
    assert_int_equal(tag.n == 0, i == YS_LANG_NONE);
    for (size_t k = 0; k < tag.n; k++) {
      assert_true((tag.p[k] >= 'a' && tag.p[k] <= 'z') || tag.p[k] == '-');
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts_iris),   cmocka_unit_test(refuses_iris),        cmocka_unit_test(names_split),
      cmocka_unit_test(typed_literals), cmocka_unit_test(refuses_texts),       cmocka_unit_test(cleans_texts),
      cmocka_unit_test(limits_texts),   cmocka_unit_test(tags_are_lower_case), cmocka_unit_test(vocabulary_is_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
