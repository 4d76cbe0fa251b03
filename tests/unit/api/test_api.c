/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_api.c The public functions: arguments, messages, several articles, several worlds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"
#include "yanshu.h"

/** What was said during a test. */
typedef struct journal {
  size_t errors;
  yanshu_status status; /**< of the last error */
  size_t line;
  char file[64];
} journal;

static void keep(void *user, const yanshu_message *message) {
  journal *j = user;
  assert_null(memchr(message->text.p, '\n', message->text.n));
  if (message->level == YANSHU_ERROR) {
    j->errors++;
    j->status = message->status;
    j->line = message->line;
    const size_t n = message->file.n < sizeof j->file - 1 ? message->file.n : sizeof j->file - 1;
    memcpy(j->file, message->file.n > 0 ? message->file.p : "", n);
    j->file[n] = '\0';
  }
}

static yanshu_status gather(void *user, const void *bytes, size_t n) {
  ys_buffer_append(user, bytes, n);
  return YANSHU_OK;
}

static yanshu_view view(const char *text) {
  return (yanshu_view){text, strlen(text)};
}

static const char article[] = "广州市天河区委书记林晓岚到石牌街道调研。\n林晓岚表示，今年要改造35个老旧小区。\n";

static yanshu_input input_of(const char *name, const char *text) {
  return (yanshu_input){.name = view(name), .bytes = view(text), .date = view("2025-03-04")};
}

static yanshu_world *world_of(journal *j) {
  const yanshu_world_options options = {.log = keep, .log_user = j};
  yanshu_world *world = NULL;
  assert_int_equal(yanshu_world_new(&options, &world), YANSHU_OK);
  assert_non_null(world);
  return world;
}

static yanshu_dataset *dataset_of(yanshu_world *world) {
  yanshu_dataset *dataset = NULL;
  assert_int_equal(yanshu_dataset_new(world, NULL, &dataset), YANSHU_OK);
  assert_non_null(dataset);
  return dataset;
}

static void statuses_have_texts(void **state) {
  (void)state;
  for (int a = YANSHU_OK; a <= YANSHU_REMOTE; a++) {
    const char *text = yanshu_strerror((yanshu_status)a);
    assert_non_null(text);
    assert_string_not_equal(text, "unknown status");
    for (int b = YANSHU_OK; b < a; b++) {
      assert_string_not_equal(text, yanshu_strerror((yanshu_status)b));
    }
  }
}

static void version_has_three_numbers(void **state) {
  (void)state;
  const char *p = yanshu_version();
  for (int i = 0; i < 3; i++) {
    char *end = NULL;
    assert_true(*p >= '0' && *p <= '9');
    (void)strtol(p, &end, 10);
    assert_int_equal(*end, i < 2 ? '.' : '\0');
    p = end + 1;
  }
}

static void nothing_is_refused(void **state) {
  (void)state;
  yanshu_world *world = NULL;
  yanshu_dataset *dataset = NULL;
  const yanshu_input input = input_of("a", article);
  assert_int_equal(yanshu_world_new(NULL, NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_new(NULL, NULL, &dataset), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_add(NULL, &input), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_add_file(NULL, "a", NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_write(NULL, YANSHU_TURTLE, gather, NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_write_file(NULL, YANSHU_TURTLE, "a"), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_size(NULL), 0);
  yanshu_dataset_free(NULL);
  yanshu_world_free(NULL);

  journal j = {0};
  world = world_of(&j);
  assert_int_equal(yanshu_dataset_new(world, NULL, NULL), YANSHU_BAD_ARGUMENT);
  dataset = dataset_of(world);
  assert_int_equal(yanshu_dataset_add(dataset, NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_add_file(dataset, NULL, NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_write(dataset, YANSHU_TURTLE, NULL, NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_dataset_write_file(dataset, YANSHU_TURTLE, NULL), YANSHU_BAD_ARGUMENT);
  yanshu_dataset_free(dataset);
  yanshu_world_free(world);
}

static void data_folder_is_named_in_the_message(void **state) {
  (void)state;
  journal j = {0};
  const yanshu_world_options options = {.log = keep, .log_user = &j, .data_dir = "/nowhere"};
  yanshu_world *world = NULL;
  assert_int_equal(yanshu_world_new(&options, &world), YANSHU_BAD_LEXICON);
  assert_null(world);
  assert_int_equal(j.errors, 1);
  assert_string_equal(j.file, "/nowhere/yanshu.lex");
}

static void bad_base_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = {"data/",
                                    "https://data.example.org",
                                    "https://data.example.org/a b/",
                                    "https://data.example.org/\xE6\x95\xB0/",
                                    "ftp://data.example.org/",
                                    "https:///",
                                    "https://data.example.org/<a>/"};
  journal j = {0};
  yanshu_world *world = world_of(&j);
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    const yanshu_dataset_options options = {.base = view(bad[i])};
    yanshu_dataset *dataset = NULL;
    assert_int_equal(yanshu_dataset_new(world, &options, &dataset), YANSHU_BAD_ARGUMENT);
    assert_null(dataset);
    assert_int_equal(j.errors, i + 1);
  }
  yanshu_world_free(world);
}

/** Each refused article is reported once, with its name, and leaves the dataset as it was. */
static void bad_articles_change_nothing(void **state) {
  (void)state;
  static const struct {
    yanshu_input input;
    yanshu_status status;
  } bad[] = {
      {{.name = {"b", 1}}, YANSHU_BAD_INPUT},
      {{.name = {"b", 1}, .bytes = {"\0\0\0\0\0\0", 6}}, YANSHU_BAD_INPUT},
      {{.name = {"b", 1}, .bytes = {" \n\n ", 4}}, YANSHU_BAD_INPUT},
      {{.name = {"b", 1}, .bytes = {"a\xFF", 2}, .encoding = "utf-8"}, YANSHU_BAD_ENCODING},
      {{.name = {"b", 1}, .bytes = {"abc", 3}, .encoding = "klingon"}, YANSHU_BAD_ARGUMENT},
      {{.name = {"b", 1}, .bytes = {"abc", 3}, .date = {"2025-02-30", 10}}, YANSHU_BAD_ARGUMENT},
      {{.name = {"b", 1}, .bytes = {"abc", 3}, .date = {"soon", 4}}, YANSHU_BAD_ARGUMENT},
  };
  journal j = {0};
  yanshu_world *world = world_of(&j);
  yanshu_dataset *dataset = dataset_of(world);
  const yanshu_input input = input_of("a", article);
  assert_int_equal(yanshu_dataset_add(dataset, &input), YANSHU_OK);
  const size_t size = yanshu_dataset_size(dataset);
  assert_true(size > 10);
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    j = (journal){0};
    assert_int_equal(yanshu_dataset_add(dataset, &bad[i].input), bad[i].status);
    assert_int_equal(j.errors, 1);
    assert_int_equal(j.status, bad[i].status);
    assert_string_equal(j.file, "b");
    assert_int_equal(yanshu_dataset_size(dataset), size);
  }
  j = (journal){0};
  assert_int_equal(yanshu_dataset_add_file(dataset, "/nowhere/a.md", NULL), YANSHU_READ_ERROR);
  assert_int_equal(j.errors, 1);
  assert_string_equal(j.file, "/nowhere/a.md");
  assert_int_equal(yanshu_dataset_add(dataset, &input), YANSHU_OK);
  assert_int_equal(yanshu_dataset_size(dataset), size);
  yanshu_dataset_free(dataset);
  yanshu_world_free(world);
}

static void write_all(yanshu_dataset *dataset, yanshu_syntax syntax, ys_buffer *out) {
  ys_buffer_init(out, ys_allocator_system());
  assert_int_equal(yanshu_dataset_write(dataset, syntax, gather, out), YANSHU_OK);
  assert_false(out->failed);
  assert_true(out->n > 0);
}

/** Writing does not change a dataset, and a dataset does not depend on its world's others. */
static void writing_twice_is_the_same(void **state) {
  (void)state;
  journal j = {0};
  yanshu_world *world = world_of(&j);
  yanshu_dataset *one = dataset_of(world);
  yanshu_dataset *two = dataset_of(world);
  const yanshu_input input = input_of("a", article);
  assert_int_equal(yanshu_dataset_add(one, &input), YANSHU_OK);
  assert_int_equal(yanshu_dataset_add(two, &input), YANSHU_OK);
  for (int syntax = YANSHU_TURTLE; syntax <= YANSHU_NQUADS; syntax++) {
    ys_buffer first;
    ys_buffer again;
    ys_buffer other;
    write_all(one, (yanshu_syntax)syntax, &first);
    write_all(one, (yanshu_syntax)syntax, &again);
    write_all(two, (yanshu_syntax)syntax, &other);
    assert_true(ys_view_equal(ys_buffer_view(&first), ys_buffer_view(&again)));
    assert_true(ys_view_equal(ys_buffer_view(&first), ys_buffer_view(&other)));
    ys_buffer_free(&first);
    ys_buffer_free(&again);
    ys_buffer_free(&other);
  }
  assert_int_equal(j.errors, 0);
  yanshu_dataset_free(one);
  yanshu_dataset_free(two);
  yanshu_world_free(world);
}

static void export_to(yanshu_world *world, ys_buffer *out) {
  static const char page[] = "<html><head><title>标题</title></head><body><p>广州市天河区委书记林晓岚到石牌街道调研。"
                             "</p></body></html>";
  yanshu_dataset *dataset = dataset_of(world);
  const yanshu_input input = input_of("a.html", page);
  assert_int_equal(yanshu_dataset_add(dataset, &input), YANSHU_OK);
  write_all(dataset, YANSHU_RDFXML, out);
  yanshu_dataset_free(dataset);
}

/** One world's end is not the end of another: libxml2 and raptor have state of their own. */
static void worlds_do_not_disturb_each_other(void **state) {
  (void)state;
  journal j = {0};
  yanshu_world *one = world_of(&j);
  yanshu_world *two = world_of(&j);
  ys_buffer first;
  ys_buffer second;
  ys_buffer third;
  export_to(one, &first);
  yanshu_world_free(one);
  export_to(two, &second);
  yanshu_world *three = world_of(&j);
  yanshu_world_free(two);
  export_to(three, &third);
  yanshu_world_free(three);
  assert_true(ys_view_equal(ys_buffer_view(&first), ys_buffer_view(&second)));
  assert_true(ys_view_equal(ys_buffer_view(&first), ys_buffer_view(&third)));
  assert_int_equal(j.errors, 0);
  ys_buffer_free(&first);
  ys_buffer_free(&second);
  ys_buffer_free(&third);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(statuses_have_texts),       cmocka_unit_test(version_has_three_numbers),
      cmocka_unit_test(nothing_is_refused),        cmocka_unit_test(data_folder_is_named_in_the_message),
      cmocka_unit_test(bad_base_is_refused),       cmocka_unit_test(bad_articles_change_nothing),
      cmocka_unit_test(writing_twice_is_the_same), cmocka_unit_test(worlds_do_not_disturb_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
