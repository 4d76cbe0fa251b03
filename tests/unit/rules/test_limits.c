/* SPDX-License-Identifier: Apache-2.0 */
/* Limits of the matcher: one below, one above; what is given up is reported, and time stays within bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "marked.h"
#include "rules/model.h"

#define RULE(id, body)                                                                                                 \
  "<rule id='" id "'><description xml:lang='en'>x</description><description xml:lang='zh'>x</description>" body        \
  "<example><text>x</text><fact type='x'/></example><counter-example><text>x</text></counter-example></rule>"
#define SAID "<fact type='said'><subject ref='P'/><text ref='W'/></fact>"

/* Facts found in `count` copies of `unit` between `before` and `after`; messages go to m. */
static uint32_t found(const char *rule, const char *before, const char *unit, uint32_t count, const char *after,
                      messages *m) {
  const ys_log log = messages_log(m);
  ys_rules *rules = NULL;
  assert_int_equal(marked_rules(rule, &log, &rules), YANSHU_OK);
  ys_buffer text;
  ys_buffer_init(&text, ys_allocator_system());
  ys_buffer_append_view(&text, ys_view_of(before));
  for (uint32_t i = 0; i < count; i++) {
    ys_buffer_append_view(&text, ys_view_of(unit));
  }
  ys_buffer_append(&text, after, strlen(after) + 1);
  ys_arena *arena = ys_arena_new(ys_allocator_system());
  marked document;
  marked_read(&document, arena, text.p);
  ys_facts facts;
  assert_int_equal(ys_rules_apply(arena, rules, &document.document, &document.mentions, &log, &facts), YANSHU_OK);
  const uint32_t n = facts.list.n;
  ys_arena_free(arena);
  ys_buffer_free(&text);
  ys_rules_close(rules);
  return n;
}

static void test_quote(void **state) {
  (void)state;
  static const char rule[] = RULE("q", "<pattern><quote as='W'/><mention kind='person' as='P'/></pattern>" SAID);
  messages m = {0};
  assert_int_equal(found(rule, "“", "甲", YS_RULE_QUOTE - 1, "”{person:乙}", &m), 1);
  assert_int_equal(m.count, 0);
  assert_int_equal(found(rule, "“", "甲", YS_RULE_QUOTE, "”{person:乙}", &m), 0);
  assert_int_equal(m.count, 1);
  assert_non_null(strstr(m.text, "rule 'q' reached a limit of the matcher at 1 place (first: character 0)"));
}

static void test_rest(void **state) {
  (void)state;
  static const char rule[] = RULE("r", "<pattern><mention kind='person' as='P'/><rest as='W'/></pattern>" SAID);
  messages m = {0};
  assert_int_equal(found(rule, "{person:乙}", "甲", YS_RULE_QUOTE, "", &m), 1);
  assert_int_equal(m.count, 0);
  assert_int_equal(found(rule, "{person:乙}", "甲", YS_RULE_QUOTE + 1, "", &m), 0);
  assert_int_equal(m.count, 1);
}

static void test_captures(void **state) {
  (void)state;
  static const char rule[] =
      RULE("c", "<pattern><repeat max='64'><mention kind='person' as='P'/><mention kind='person' as='P'/><mention "
                "kind='person' as='P'/></repeat><item>来</item></pattern><fact type='x'><subject ref='P'/></fact>");
  messages m = {0};
  const uint32_t below = YS_RULE_CAPTURES / 3;
  assert_int_equal(found(rule, "", "{person:甲}{person:乙}{person:丙}", below, "来", &m), (below * 3 + 7) / 8);
  assert_int_equal(m.count, 0);
  assert_true(found(rule, "", "{person:甲}{person:乙}{person:丙}", below + 1, "来", &m) > 0);
  assert_int_equal(m.count, 1); /* given up at the first place, found from the second on */
}

static void test_steps(void **state) {
  (void)state;
  static const char rule[] =
      RULE("s", "<pattern><mention kind='person' as='P'/><gap max='60'/><item>乙</item><gap max='60'/><item>丙</item>"
                "<gap max='60'/><item>丁</item><not at='behind'><gap max='90'/><item>戊</item></not></pattern>"
                "<fact type='x'><subject ref='P'/></fact>");
  messages m = {0};
  const clock_t begin = clock();
  assert_int_equal(found(rule, "{person:甲}", "乙丙", 2000, "", &m), 0);
  assert_int_equal(m.count, 0); /* a place that failed is not tried again */
  assert_int_equal(found(rule, "{person:甲}", "乙丙丁", 2000, "戊", &m), 1);
  assert_true(clock() - begin < 20 * CLOCKS_PER_SEC);
  static const char hard[] =
      RULE("h", "<pattern><mention kind='person' as='P'/><gap max='400'/><look "
                "at='behind'><one-of><item>乙</item><item>丙</item></one-of><gap "
                "max='99'/><item>戊</item></look></pattern><fact type='x'><subject ref='P'/></fact>");
  assert_int_equal(found(hard, "{person:甲}", "乙丙", 400, "", &m), 0);
  assert_int_equal(m.count, 1);
  assert_non_null(strstr(m.text, "rule 'h' reached a limit"));
}

/* Twice the text takes about twice the time: a quadratic matcher would not end in time here. */
static void test_long_block(void **state) {
  (void)state;
  static const char rules[] =
      RULE("a", "<pattern><mention kind='person' as='P'/><gap max='30'/><item>说</item><rest as='W'/></pattern>" SAID)
          RULE("b", "<pattern><quote as='W'/><mention kind='person' as='P'/></pattern>" SAID)
              RULE("c", "<pattern><mention kind='person' as='P' max='24'/><item>来</item></pattern>"
                        "<fact type='x'><subject ref='P'/></fact>");
  messages m = {0};
  const clock_t begin = clock();
  found(rules, "", "“{person:甲}、{person:乙}来，", 20000, "", &m);
  found(rules, "", "{person:甲}、", 40000, "", &m);
  assert_true(clock() - begin < 60 * CLOCKS_PER_SEC);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_quote), cmocka_unit_test(test_rest),
                                     cmocka_unit_test(test_captures), cmocka_unit_test(test_steps),
                                     cmocka_unit_test(test_long_block)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
