/* SPDX-License-Identifier: Apache-2.0 */
/* Every example of every shipped rule, from its text to its facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules/rules.h"

static void print(void *user, const yanshu_message *message) {
  (void)user;
  fprintf(stderr, "%.*s:%zu: %.*s\n", (int)message->file.n, message->file.n ? message->file.p : "", message->line,
          (int)message->text.n, message->text.p);
}

static void test_shipped(void **state) {
  (void)state;
  const char *data = getenv("YANSHU_DATA");
  char path[4096];
  assert_non_null(data);
  const ys_log log = {print, NULL};
  ys_lexicon *lexicon = NULL;
  assert_true(snprintf(path, sizeof path, "%s/yanshu.lex", data) < (int)sizeof path);
  assert_int_equal(ys_lexicon_open(ys_allocator_system(), path, &log, &lexicon), YANSHU_OK);
  ys_rules *rules = NULL;
  assert_true(snprintf(path, sizeof path, "%s/rules", data) < (int)sizeof path);
  assert_int_equal(ys_rules_open(ys_allocator_system(), path, lexicon, &log, &rules), YANSHU_OK);
  yanshu_rules_report count;
  assert_int_equal(ys_rules_check(ys_allocator_system(), rules, false, &log, &count), YANSHU_OK);
  ys_rules_close(rules);
  ys_lexicon_close(lexicon);
  assert_true(count.rules >= 50);
  assert_true(count.examples >= 2 * count.rules);
  assert_int_equal(count.needless, 0);
  if (count.failed) {
    fail_msg("%zu of %zu examples of %zu rules failed", count.failed, count.examples, count.rules);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
