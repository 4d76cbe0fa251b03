/* SPDX-License-Identifier: Apache-2.0 */
/* Compiled rules in a file: the same as those that are read, and never used when the file is not sound or others' */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "rules/image.h"

static const char *data;
static char folder[] = "/tmp/yanshu-rules-XXXXXX"; /* a copy of the shipped rules, and an image */
static ys_lexicon *lexicon;
static ys_buffer image;
static unsigned messages;

static void count_message(void *user, const yanshu_message *message) {
  (void)user;
  (void)message;
  messages++;
}

static const ys_log LOG = {count_message, NULL};

static char *in(const char *where, const char *name) {
  static char path[2][4096];
  static unsigned turn;
  char *out = path[turn++ % 2];
  assert_true(snprintf(out, sizeof path[0], "%s/%s", where, name) < (int)sizeof path[0]);
  return out;
}

static void write_bytes(const char *path, ys_view bytes) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes.p, 1, bytes.n, file), bytes.n);
  assert_int_equal(fclose(file), 0);
}

static int prepare(void **state) {
  (void)state;
  char command[2 * 4096];
  data = getenv("YANSHU_DATA");
  if (data == NULL || mkdtemp(folder) == NULL ||
      snprintf(command, sizeof command, "cp -rL '%s/rules' '%s/rules' && chmod -R u+w '%s'", data, folder, folder) <
          0 ||
      system(command) != 0) {
    return -1;
  }
  ys_buffer_init(&image, ys_allocator_system());
  return ys_read_file(in(data, "yanshu.rules"), (size_t)1 << 26, &LOG, &image) == YANSHU_OK &&
                 ys_lexicon_open(ys_allocator_system(), in(data, "yanshu.lex"), &LOG, &lexicon) == YANSHU_OK
             ? 0
             : -1;
}

static int drop(void **state) {
  (void)state;
  char command[4096];
  ys_buffer_free(&image);
  ys_lexicon_close(lexicon);
  return snprintf(command, sizeof command, "rm -r '%s'", folder) < 0 || system(command) != 0 ? -1 : 0;
}

/* Opens the folder with the image beside it; whether that was used. */
static bool uses_image(const ys_lexicon *with, size_t *n) {
  const ys_rules_source source = {.path = in(folder, "rules"), .image = in(folder, "image")};
  ys_rules *rules = NULL;
  assert_int_equal(ys_rules_open_sources(ys_allocator_system(), &source, 1, with, &LOG, &rules), YANSHU_OK);
  const bool used = rules->map != NULL;
  *n = ys_rules_count(rules);
  ys_rules_close(rules);
  return used;
}

static void assert_used(ys_view bytes, bool used) {
  size_t n = 0;
  write_bytes(in(folder, "image"), bytes);
  assert_int_equal(uses_image(lexicon, &n), used);
  assert_true(n > 50);
  assert_int_equal(messages, 0);
}

/* What is read of the XML is, written, the image that the build wrote. */
static void test_same_bytes(void **state) {
  (void)state;
  ys_rules *read = NULL;
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  assert_int_equal(ys_rules_open(ys_allocator_system(), in(data, "rules"), lexicon, &LOG, &read), YANSHU_OK);
  assert_null(read->map);
  assert_int_equal(ys_rules_write_image(read, &bytes), YANSHU_OK);
  assert_int_equal(bytes.n, image.n);
  assert_memory_equal(bytes.p, image.p, image.n);
  ys_buffer_free(&bytes);

  const ys_rules_source source = {.path = in(data, "rules"), .image = in(data, "yanshu.rules")};
  ys_rules *mapped = NULL;
  assert_int_equal(ys_rules_open_sources(ys_allocator_system(), &source, 1, lexicon, &LOG, &mapped), YANSHU_OK);
  assert_non_null(mapped->map);
  assert_true(ys_rules_digest(mapped) == ys_rules_digest(read));
  assert_int_equal(ys_rules_count(mapped), ys_rules_count(read));
  for (size_t i = 0; i < ys_rules_count(read); i++) {
    const yanshu_rule a = ys_rules_get(read, i);
    const yanshu_rule b = ys_rules_get(mapped, i);
    assert_true(ys_view_equal(a.id, b.id) && ys_view_equal(a.iri, b.iri) && ys_view_equal(a.file, b.file));
    assert_true(ys_view_equal(a.description_en, b.description_en) && ys_view_equal(a.description_zh, b.description_zh));
    assert_true(a.line == b.line && a.column == b.column && a.priority == b.priority && a.own == b.own);
    assert_true(a.examples == b.examples && a.counter_examples == b.counter_examples);
  }
  ys_rules_close(mapped);
  ys_rules_close(read);
}

/* An image has no examples: they are read when they are asked for. */
static void test_check(void **state) {
  (void)state;
  const ys_rules_source source = {.path = in(data, "rules"), .image = in(data, "yanshu.rules")};
  ys_rules *rules = NULL;
  assert_int_equal(ys_rules_open_sources(ys_allocator_system(), &source, 1, lexicon, &LOG, &rules), YANSHU_OK);
  assert_non_null(rules->map);
  yanshu_rules_report report;
  assert_int_equal(ys_rules_check(ys_allocator_system(), rules, false, &LOG, &report), YANSHU_OK);
  assert_int_equal(report.rules, ys_rules_count(rules));
  assert_true(report.examples >= 2 * report.rules && report.failed == 0);
  ys_rules_close(rules);
}

static void test_damaged(void **state) {
  (void)state;
  assert_used(ys_buffer_view(&image), true);
  for (size_t i = 0; i < 20; i++) {
    assert_used((ys_view){image.p, image.n * i / 20}, false);
  }
  assert_used((ys_view){image.p, image.n - 1}, false);
  for (size_t i = 0; i < image.n; i += i < 512 ? 17 : image.n / 29) {
    image.p[i] = (char)(image.p[i] ^ (i % 2 ? 0x01 : 0x80));
    assert_used(ys_buffer_view(&image), false);
    image.p[i] = (char)(image.p[i] ^ (i % 2 ? 0x01 : 0x80));
  }
  ys_buffer longer;
  ys_buffer_init(&longer, ys_allocator_system());
  ys_buffer_append_view(&longer, ys_buffer_view(&image));
  ys_buffer_append(&longer, "", 1);
  assert_used(ys_buffer_view(&longer), false);
  ys_buffer_free(&longer);
  assert_used(ys_buffer_view(&image), true);
}

/* The image of other files, of files of other names, for another lexicon, and none at all. */
static void test_others(void **state) {
  (void)state;
  size_t n = 0;
  assert_used(ys_buffer_view(&image), true);
  assert_int_equal(rename(in(folder, "rules/credits.xml"), in(folder, "rules/credit.xml")), 0);
  assert_false(uses_image(lexicon, &n));
  assert_int_equal(rename(in(folder, "rules/credit.xml"), in(folder, "rules/credits.xml")), 0);
  assert_true(uses_image(lexicon, &n));

  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  assert_int_equal(ys_read_file(in(folder, "rules/credits.xml"), YS_RULE_FILE_BYTES, &LOG, &bytes), YANSHU_OK);
  ys_buffer_append(&bytes, "\n", 1);
  write_bytes(in(folder, "rules/credits.xml"), ys_buffer_view(&bytes));
  assert_false(uses_image(lexicon, &n));
  bytes.n--;
  write_bytes(in(folder, "rules/credits.xml"), ys_buffer_view(&bytes));
  ys_buffer_free(&bytes);
  assert_true(uses_image(lexicon, &n));

  ys_lexicon *other = NULL;
  assert_int_equal(ys_lexicon_open(ys_allocator_system(), in(data, "yanshu-townships.lex"), &LOG, &other), YANSHU_OK);
  assert_false(uses_image(other, &n));
  ys_lexicon_close(other);

  assert_int_equal(remove(in(folder, "image")), 0);
  assert_false(uses_image(lexicon, &n));
  assert_int_equal(messages, 0);
}

/* Rules of the user's own beside the shipped ones, and fragments alone, are read. */
static void test_more_than_the_folder(void **state) {
  (void)state;
  write_bytes(in(folder, "image"), ys_buffer_view(&image));
  const ys_rules_source one = {.path = in(folder, "rules"), .image = in(folder, "image"), .fragments_only = true};
  ys_rules *rules = NULL;
  assert_int_equal(ys_rules_open_sources(ys_allocator_system(), &one, 1, lexicon, &LOG, &rules), YANSHU_OK);
  assert_int_equal(ys_rules_count(rules), 0);
  assert_null(rules->map);
  ys_rules_close(rules);
}

typedef struct counter {
  unsigned left;
} counter;

static void *count_down(void *user, void *block, size_t size) {
  counter *c = user;
  if (size == 0) {
    free(block);
    return NULL;
  }
  return c->left > 0 && c->left-- > 0 ? realloc(block, size) : NULL;
}

static void test_out_of_memory(void **state) {
  (void)state;
  const ys_rules_source source = {.path = in(data, "rules"), .image = in(data, "yanshu.rules")};
  ys_status status = YANSHU_NO_MEMORY;
  for (unsigned room = 0; status == YANSHU_NO_MEMORY && room < 1000; room++) {
    counter c = {room};
    const yanshu_allocator allocator = {count_down, &c};
    ys_rules *rules = NULL;
    status = ys_rules_open_sources(&allocator, &source, 1, lexicon, &LOG, &rules);
    assert_true((status == YANSHU_OK) == (rules != NULL));
    ys_rules_close(rules);
  }
  assert_int_equal(status, YANSHU_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_bytes),    cmocka_unit_test(test_check),
      cmocka_unit_test(test_damaged),       cmocka_unit_test(test_others),
      cmocka_unit_test(test_out_of_memory), cmocka_unit_test(test_more_than_the_folder),
  };
  return cmocka_run_group_tests(tests, prepare, drop);
}
