/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_parts.c The parts of the archive room, each alone: cutting, JSON, names, frames, the journal. */
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

#include "archive/private.h"

static const ys_log silent = {NULL, NULL};

/** A new file in the folder for temporary ones; the caller frees the path. */
static char *write_file(const void *bytes, size_t n) {
  char *path = strdup("/tmp/yanshu-archive-XXXXXX");
  assert_non_null(path);
  const int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(ys_write_all(fd, bytes, n), 0);
  assert_int_equal(close(fd), 0);
  return path;
}

static void remove_file(char *path) {
  (void)unlink(path);
  free(path);
}

static ys_records *open_records(const char *path, ys_record_mode mode, unsigned level) {
  ys_bytes *bytes = NULL;
  ys_records *records = NULL;
  assert_int_equal(ys_bytes_open(ys_allocator_system(), path, &silent, &bytes), YANSHU_OK);
  assert_int_equal(ys_records_new(ys_allocator_system(), bytes, ys_view_of(path), mode, level, &records), YANSHU_OK);
  return records;
}

/** Cuts @p text and compares with @p expected, which ends in NULL. */
static void check_records(ys_view text, ys_record_mode mode, unsigned level, const char *const *expected) {
  char *path = write_file(text.p, text.n);
  ys_records *records = open_records(path, mode, level);
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  ys_place place;
  bool more = true;
  while (more) {
    out.n = 0;
    assert_int_equal(ys_records_next(records, &silent, &out, &place, &more), YANSHU_OK);
    if (more) {
      assert_non_null(*expected);
      assert_int_equal(out.n, strlen(*expected));
      assert_memory_equal(out.p, *expected, out.n);
      expected++;
    }
  }
  assert_null(*expected);
  ys_buffer_free(&out);
  ys_records_free(records);
  remove_file(path);
}

static void test_lines(void **state) {
  (void)state;
  check_records(YS_VIEW("a\nb\r\n\n \t\r\nc"), YS_RECORDS_LINES, 0, (const char *const[]){"a\n", "b\r\n", "c", NULL});
  check_records(YS_VIEW("\xEF\xBB\xBF{}\n"), YS_RECORDS_LINES, 0, (const char *const[]){"{}\n", NULL});
  check_records(YS_VIEW(""), YS_RECORDS_LINES, 0, (const char *const[]){NULL});
  check_records(YS_VIEW("\n\n"), YS_RECORDS_LINES, 0, (const char *const[]){NULL});
}

/** Longer than any block that is read at once. */
static void test_long_lines(void **state) {
  (void)state;
  enum { LONG = 1000 * 1000 };
  char *text = malloc(2 * LONG + 1);
  assert_non_null(text);
  memset(text, 'x', 2 * LONG);
  text[LONG - 1] = '\n';
  text[2 * LONG] = '\0';
  char *first = strndup(text, LONG);
  check_records((ys_view){text, 2 * LONG}, YS_RECORDS_LINES, 0, (const char *const[]){first, text + LONG, NULL});
  free(first);
  free(text);
}

static void test_headings(void **state) {
  (void)state;
  check_records(YS_VIEW("x\n# a\n## b\ny\n### c\n## d\n# e\nz\n## f"), YS_RECORDS_HEADINGS, 2,
                (const char *const[]){"## b\ny\n### c\n", "## d\n", "## f", NULL});
  check_records(YS_VIEW("---\n## a\n---\n## b\n"), YS_RECORDS_HEADINGS, 2, (const char *const[]){"## b\n", NULL});
  check_records(YS_VIEW("##a\n    ## b\n####### c\n"), YS_RECORDS_HEADINGS, 2, (const char *const[]){NULL});
  check_records(YS_VIEW("   ## a\r\n##\n"), YS_RECORDS_HEADINGS, 2, (const char *const[]){"   ## a\r\n", "##\n", NULL});
}

/** Front matter that does not end hides no article for ever. */
static void test_front_matter_without_end(void **state) {
  (void)state;
  ys_headings h = {0};
  assert_int_equal(ys_headings_level(&h, YS_VIEW("---")), 0);
  for (int i = 0; i < 300; i++) {
    (void)ys_headings_level(&h, YS_VIEW("text"));
  }
  assert_int_equal(ys_headings_level(&h, YS_VIEW("### a")), 3);
}

static void test_places(void **state) {
  (void)state;
  const ys_view text = YS_VIEW("\xEF\xBB\xBF一二\r\n# 三\n四\n# 五\n");
  char *path = write_file(text.p, text.n);
  ys_records *records = open_records(path, YS_RECORDS_HEADINGS, 1);
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  ys_place place;
  bool more;
  assert_int_equal(ys_records_next(records, &silent, &out, &place, &more), YANSHU_OK);
  assert_true(more && place.line == 2 && place.characters == 4);
  assert_int_equal(ys_records_next(records, &silent, &out, &place, &more), YANSHU_OK);
  assert_true(more && place.line == 4 && place.characters == 10);
  ys_buffer_free(&out);
  ys_records_free(records);
  remove_file(path);
}

static void test_json(void **state) {
  (void)state;
  static const struct {
    const char *line;
    ys_status status;
  } cases[] = {
      {"{\"text\":\"a\"}", YANSHU_OK},
      {"{\"x\":{\"text\":[1,{\"y\":null}]},\"text\":\"a\\u4e2d\\ud83d\\ude00\"}\n", YANSHU_OK},
      {"{\"id\":12,\"date\":2025,\"title\":null,\"text\":\"a\"}", YANSHU_OK},
      {"", YANSHU_BAD_INPUT},
      {"null", YANSHU_BAD_INPUT},
      {"\"text\"", YANSHU_BAD_INPUT},
      {"[{\"text\":\"a\"}]", YANSHU_BAD_INPUT},
      {"{\"text\":\"a\"}{}", YANSHU_BAD_INPUT},
      {"{\"text\":\"a\",\"text\":\"a\"}", YANSHU_BAD_INPUT},
      {"{\"text\":[\"a\"]}", YANSHU_BAD_INPUT},
      {"{\"text\":true}", YANSHU_BAD_INPUT},
      {"{\"text\":\" \"}", YANSHU_BAD_INPUT},
      {"{\"text\":\"\xFF\"}", YANSHU_BAD_INPUT},
      {"{\"text\":\"a\",}", YANSHU_BAD_INPUT},
  };
  const yanshu_fields usual = {0};
  ys_arena *arena = ys_arena_new(ys_allocator_system());
  for (size_t i = 0; i < YS_LENGTH(cases); i++) {
    ys_json_article article;
    const ys_status status = ys_json_article_read(arena, &usual, ys_view_of(cases[i].line), &silent, &article);
    if (status != cases[i].status) {
      fail_msg("%s: %s", cases[i].line, yanshu_strerror(status));
    }
  }
  ys_json_article article;
  assert_int_equal(ys_json_article_read(arena, &usual, ys_view_of(cases[1].line), &silent, &article), YANSHU_OK);
  assert_true(ys_view_equal(article.text, YS_VIEW("a中😀")));
  ys_arena_free(arena);
}

static void test_json_put(void **state) {
  (void)state;
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  ys_json_put(&out, YS_VIEW("a\"\\\n\x01中\xFF"));
  assert_true(ys_view_equal(ys_buffer_view(&out), YS_VIEW("\"a\\\"\\\\\\u000a\\u0001中\xEF\xBF\xBD\"")));
  ys_buffer_free(&out);
}

static void test_names(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"a.nq", "a-00007.nq"},           {"a.nq.gz", "a-00007.nq.gz"}, {"d.x/a", "d.x/a-00007"},
      {"d/.nq", "d/.nq-00007"},         {"a.b.zst", "a-00007.b.zst"}, {"a.gz", "a-00007.gz"},
      {"d.x/.a.nq", "d.x/.a-00007.nq"},
  };
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  for (size_t i = 0; i < YS_LENGTH(cases); i++) {
    assert_int_equal(ys_name_part(&out, cases[i][0], 7, ""), YANSHU_OK);
    assert_string_equal(out.p, cases[i][1]);
  }
  ys_buffer_free(&out);
}

/** Frames one behind the other are one file; each kind is read back as it was. */
static void test_frames(void **state) {
  (void)state;
  static const yanshu_compression kinds[] = {YANSHU_COMPRESSION_NONE, YANSHU_COMPRESSION_GZIP, YANSHU_COMPRESSION_ZSTD};
  for (size_t k = 0; k < YS_LENGTH(kinds); k++) {
    ys_compressor *c = NULL;
    ys_buffer packed;
    ys_buffer plain;
    ys_buffer_init(&packed, ys_allocator_system());
    ys_buffer_init(&plain, ys_allocator_system());
    assert_int_equal(ys_compressor_new(ys_allocator_system(), kinds[k], &c), YANSHU_OK);
    assert_int_equal(ys_compressor_end(c, &packed), YANSHU_OK);
    assert_int_equal(packed.n, 0);
    for (unsigned i = 0; i < 50000; i++) {
      char text[64];
      const int n = snprintf(text, sizeof text, "%u %u\n", i, i * 2654435761U);
      ys_buffer_append(&plain, text, (size_t)n);
      assert_int_equal(ys_compressor_put(c, text, (size_t)n, &packed), YANSHU_OK);
      if (i % 9999 == 0) {
        assert_int_equal(ys_compressor_end(c, &packed), YANSHU_OK);
      }
    }
    assert_int_equal(ys_compressor_end(c, &packed), YANSHU_OK);
    char *path = write_file(packed.p, packed.n);
    ys_records *records = open_records(path, YS_RECORDS_WHOLE, 0);
    ys_buffer back;
    ys_buffer_init(&back, ys_allocator_system());
    ys_place place;
    bool more;
    assert_int_equal(ys_records_next(records, &silent, &back, &place, &more), YANSHU_OK);
    assert_true(ys_view_equal(ys_buffer_view(&back), ys_buffer_view(&plain)));
    ys_records_free(records);
    remove_file(path);
    ys_compressor_free(c);
    ys_buffer_free(&back);
    ys_buffer_free(&plain);
    ys_buffer_free(&packed);
  }
}

static ys_state state_of(uint64_t n) {
  return (ys_state){.items = n, .digest = n * 3, .articles = n, .length = n << 40, .part = 1, .errors = 7};
}

/** Cut after any byte, the journal gives the last state that is whole. */
static void test_journal_cut_anywhere(void **state) {
  (void)state;
  char *path = write_file("", 0);
  ys_state found;
  ys_journal *j = NULL;
  assert_int_equal(ys_journal_open(ys_allocator_system(), path, 5, false, &silent, &found, &j), YANSHU_OK);
  struct stat about;
  off_t end[4];
  for (unsigned i = 0; i < 4; i++) {
    assert_int_equal(stat(path, &about), 0);
    end[i] = about.st_size;
    const ys_state next = state_of(i + 1);
    assert_int_equal(ys_journal_add(j, &silent, &next), YANSHU_OK);
  }
  ys_journal_close(j, false);
  assert_int_equal(stat(path, &about), 0);
  char bytes[4096];
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  const size_t size = fread(bytes, 1, sizeof bytes, f);
  assert_int_equal(fclose(f), 0);
  assert_int_equal(size, about.st_size);
  for (size_t n = 0; n <= size; n++) {
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    uint64_t expected = 0;
    for (uint64_t i = 1; i < 4; i++) {
      expected = (off_t)n >= end[i] ? i : expected;
    }
    expected = n == size ? 4 : expected;
    assert_int_equal(ys_journal_open(ys_allocator_system(), path, 5, true, &silent, &found, &j), YANSHU_OK);
    assert_int_equal(found.items, expected);
    if (expected > 0) {
      const ys_state same = state_of(expected);
      assert_memory_equal(&found, &same, sizeof same);
    }
    ys_journal_close(j, false);
  }
  remove_file(path);
}

static void test_journal_of_another_run(void **state) {
  (void)state;
  char *path = write_file("", 0);
  ys_state found;
  ys_journal *j = NULL;
  ys_journal *other = NULL;
  assert_int_equal(ys_journal_open(ys_allocator_system(), path, 5, false, &silent, &found, &j), YANSHU_OK);
  assert_int_equal(ys_journal_open(ys_allocator_system(), path, 5, true, &silent, &found, &other), YANSHU_BAD_ARGUMENT);
  ys_journal_close(j, false);
  assert_int_equal(ys_journal_open(ys_allocator_system(), path, 6, true, &silent, &found, &j), YANSHU_BAD_ARGUMENT);
  assert_int_equal(ys_journal_open(ys_allocator_system(), path, 6, false, &silent, &found, &j), YANSHU_OK);
  ys_journal_close(j, true);
  assert_int_not_equal(access(path, F_OK), 0);
  free(path);
}

static void test_walk_needs_no_order_of_the_file_system(void **state) {
  (void)state;
  char folder[] = "/tmp/yanshu-archive-XXXXXX";
  assert_non_null(mkdtemp(folder));
  static const char *const names[] = {"b.md", "a.txt", "c.jsonl.gz", "a.md"};
  char path[256];
  for (size_t i = 0; i < YS_LENGTH(names); i++) {
    (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
  }
  const char *const paths[] = {folder};
  const yanshu_archive_options options = {.path = paths, .n_path = 1};
  ys_walk *walk = NULL;
  assert_int_equal(ys_walk_new(ys_allocator_system(), &options, &walk), YANSHU_OK);
  static const char *const sorted[] = {"a.md", "a.txt", "b.md", "c.jsonl.gz"};
  for (size_t i = 0; i < YS_LENGTH(sorted); i++) {
    ys_view found;
    assert_int_equal(ys_walk_next(walk, &silent, &found), YANSHU_OK);
    (void)snprintf(path, sizeof path, "%s/%s", folder, sorted[i]);
    assert_string_equal(found.p, path);
    assert_int_equal(unlink(path), 0);
  }
  ys_view end;
  assert_int_equal(ys_walk_next(walk, &silent, &end), YANSHU_OK);
  assert_int_equal(end.n, 0);
  ys_walk_free(walk);
  assert_int_equal(rmdir(folder), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines),
      cmocka_unit_test(test_long_lines),
      cmocka_unit_test(test_headings),
      cmocka_unit_test(test_front_matter_without_end),
      cmocka_unit_test(test_places),
      cmocka_unit_test(test_json),
      cmocka_unit_test(test_json_put),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_frames),
      cmocka_unit_test(test_journal_cut_anywhere),
      cmocka_unit_test(test_journal_of_another_run),
      cmocka_unit_test(test_walk_needs_no_order_of_the_file_system),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
