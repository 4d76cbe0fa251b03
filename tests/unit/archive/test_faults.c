/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file test_faults.c
 * An archive where every allocation fails in turn, and writing after every so many bytes: nothing crashes or leaks, and
 * no file appears that is not whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "yanshu.h"

static const char lines[] =
    "{\"id\":\"1\",\"text\":\"3月3日，广州市天河区委书记林晓岚到石牌街道调研。\\n她说：\\\"好\\\"。\"}\n"
    "{\"id\":\"2\",\"text\":\"\"}\n"
    "{\"id\":\"3\",\"text\":\"3月4日，佛山市顺德区教育局局长何映雪在会上作报告。\",\"date\":\"2025-03-05\"}\n";

/** Fails from one call on; counts what is not freed. */
typedef struct faulty {
  size_t calls;
  size_t fail_at; /**< 0: never */
  size_t blocks;
} faulty;

static void *faulty_resize(void *user, void *block, size_t size) {
  faulty *f = user;
  if (size == 0) {
    f->blocks -= block ? 1 : 0;
    free(block);
    return NULL;
  }
  f->calls++;
  if (f->calls == f->fail_at) {
    return NULL;
  }
  f->blocks += block ? 0 : 1;
  return realloc(block, size);
}

typedef struct place {
  char folder[64];
  char input[96];
  char output[96];
} place;

static void make_place(place *p) {
  (void)snprintf(p->folder, sizeof p->folder, "/tmp/yanshu-faults-XXXXXX");
  assert_non_null(mkdtemp(p->folder));
  (void)snprintf(p->input, sizeof p->input, "%s/a.jsonl", p->folder);
  (void)snprintf(p->output, sizeof p->output, "%s/o.nq.gz", p->folder);
  FILE *f = fopen(p->input, "wb");
  assert_non_null(f);
  assert_int_equal(fputs(lines, f) < 0, 0);
  assert_int_equal(fclose(f), 0);
}

static void drop_place(const place *p) {
  (void)unlink(p->output);
  assert_int_equal(unlink(p->input), 0);
  assert_int_equal(rmdir(p->folder), 0); /* nothing else was left behind */
}

static yanshu_status run(yanshu_world *world, const place *p, yanshu_write_func write, void *user,
                         yanshu_archive_result *result) {
  const char *const path[] = {p->input};
  yanshu_archive_options options = {.path = path, .n_path = 1, .syntax = YANSHU_NQUADS, .threads = 1};
  options.write = write;
  options.write_user = user;
  options.output = write ? NULL : p->output;
  return yanshu_archive_export(world, &options, result);
}

/** Whether the file is what it is without faults. */
static size_t size_of(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 ? (size_t)about.st_size : 0;
}

static void test_allocations(void **state) {
  (void)state;
  faulty f = {0};
  const yanshu_allocator allocator = {faulty_resize, &f};
  const yanshu_world_options world_options = {.allocator = &allocator};
  yanshu_world *world = NULL;
  place p;
  make_place(&p);
  assert_int_equal(yanshu_world_new(&world_options, &world), YANSHU_OK);
  yanshu_archive_result result;
  const size_t before = f.blocks;
  f.calls = 0;
  assert_int_equal(run(world, &p, NULL, NULL, &result), YANSHU_OK);
  assert_true(result.articles == 2 && result.refused == 1 && result.triples > 20);
  const size_t calls = f.calls;
  const size_t whole = size_of(p.output);
  assert_true(whole > 0 && calls > 50);
  for (size_t i = 1; i <= calls; i++) {
    assert_int_equal(unlink(p.output) == 0 || i > 1, 1);
    f.calls = 0;
    f.fail_at = i;
    const yanshu_status status = run(world, &p, NULL, NULL, &result);
    f.fail_at = 0;
    assert_int_equal(f.blocks, before);
    /* Without memory for one article, that one is refused; without any for the run, there is no output. */
    assert_true(status == YANSHU_NO_MEMORY || (status == YANSHU_OK && result.articles + result.refused == 3));
    if (status == YANSHU_OK && result.refused == 1) {
      assert_int_equal(size_of(p.output), whole);
    }
    if (status != YANSHU_OK) {
      assert_int_equal(size_of(p.output), 0);
    }
  }
  yanshu_world_free(world);
  assert_int_equal(f.blocks, 0);
  drop_place(&p);
}

/** Takes so many bytes. */
static yanshu_status write_some(void *user, const void *bytes, size_t n) {
  size_t *left = user;
  (void)bytes;
  if (n > *left) {
    return YANSHU_WRITE_ERROR;
  }
  *left -= n;
  return YANSHU_OK;
}

static void count_messages(void *user, const yanshu_message *message) {
  *(size_t *)user += message->level == YANSHU_ERROR ? 1 : 0;
}

static void test_writes(void **state) {
  (void)state;
  size_t errors = 0;
  const yanshu_world_options world_options = {.log = count_messages, .log_user = &errors};
  yanshu_world *world = NULL;
  place p;
  make_place(&p);
  assert_int_equal(yanshu_world_new(&world_options, &world), YANSHU_OK);
  yanshu_archive_result result;
  size_t left = SIZE_MAX;
  assert_int_equal(run(world, &p, write_some, &left, &result), YANSHU_OK);
  assert_int_equal(SIZE_MAX - left, result.bytes);
  assert_int_equal(errors, 1); /* the empty text */
  left = 0;
  assert_int_equal(run(world, &p, write_some, &left, &result), YANSHU_WRITE_ERROR);
  left = (size_t)result.bytes - 1;
  assert_int_equal(run(world, &p, write_some, &left, &result), YANSHU_WRITE_ERROR);
  yanshu_world_free(world);
  drop_place(&p);
}

static void test_arguments(void **state) {
  (void)state;
  yanshu_world *world = NULL;
  assert_int_equal(yanshu_world_new(NULL, &world), YANSHU_OK);
  const yanshu_archive_options none = {0};
  assert_int_equal(yanshu_archive_export(NULL, &none, NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_archive_export(world, NULL, NULL), YANSHU_BAD_ARGUMENT);
  assert_int_equal(yanshu_archive_export(world, &none, NULL), YANSHU_BAD_ARGUMENT);
  const yanshu_archive_options both = {.output = "o", .folder = "d"};
  assert_int_equal(yanshu_archive_export(world, &both, NULL), YANSHU_BAD_ARGUMENT);
  size_t left = 0;
  const yanshu_archive_options shard = {.write = write_some, .write_user = &left, .shard = 3, .shards = 2};
  assert_int_equal(yanshu_archive_export(world, &shard, NULL), YANSHU_BAD_ARGUMENT);
  const yanshu_archive_options level = {.write = write_some, .write_user = &left, .split_at_heading = 7};
  assert_int_equal(yanshu_archive_export(world, &level, NULL), YANSHU_BAD_ARGUMENT);
  const yanshu_archive_options resume = {.write = write_some, .write_user = &left, .resume = 1};
  assert_int_equal(yanshu_archive_export(world, &resume, NULL), YANSHU_BAD_ARGUMENT);
  const yanshu_archive_options nothing = {.write = write_some, .write_user = &left};
  assert_int_equal(yanshu_archive_export(world, &nothing, NULL), YANSHU_OK);
  yanshu_world_free(world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_allocations),
      cmocka_unit_test(test_writes),
      cmocka_unit_test(test_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
