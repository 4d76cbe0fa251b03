/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_base.c Views, memory, UTF-8, digests, messages and files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/base.h"

/* ---- an allocator that counts, and fails when told ---- */

typedef struct counter {
  size_t live;
  size_t calls;
  size_t fail_at; /* 0: never */
} counter;

static void *counting_resize(void *user, void *block, size_t size) {
  counter *const c = user;
  if (size == 0) {
    c->live -= block != NULL;
    free(block);
    return NULL;
  }
  if (++c->calls == c->fail_at) {
    return NULL;
  }
  void *const out = realloc(block, size);
  c->live += block == NULL && out != NULL;
  return out;
}

/* ---- views ---- */

static void views_compare_by_bytes(void **state) {
  (void)state;
  assert_true(ys_view_equal(ys_view_of("市"), YS_VIEW("市")));
  assert_true(ys_view_equal(ys_view_of(NULL), ys_view_of("")));
  assert_false(ys_view_equal(YS_VIEW("市"), YS_VIEW("县")));
  assert_int_equal(ys_view_compare(YS_VIEW("ab"), YS_VIEW("abc")), -1);
  assert_int_equal(ys_view_compare(YS_VIEW("b"), YS_VIEW("abc")), 1);
  assert_int_equal(ys_view_compare(YS_VIEW("县"), YS_VIEW("县")), 0);
  assert_true(ys_view_starts(YS_VIEW("云江市"), YS_VIEW("云江")));
  assert_false(ys_view_starts(YS_VIEW("云"), YS_VIEW("云江")));
  assert_true(ys_view_ends(YS_VIEW("云江市"), YS_VIEW("市")));
  assert_true(ys_view_ends(YS_VIEW("云江市"), YS_VIEW("")));
}

static void views_trim_all_blanks(void **state) {
  (void)state;
  assert_true(ys_view_equal(ys_view_trim(YS_VIEW(" \t　\xC2\xA0市 长\r\n　")), YS_VIEW("市 长")));
  assert_int_equal(ys_view_trim(YS_VIEW("　 \n")).n, 0);
}

/* ---- memory ---- */

static void arena_aligns_and_zeroes(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  assert_non_null(arena);
  for (size_t size = 0; size < 3000; size += 37) {
    unsigned char *const p = ys_arena_alloc(arena, size);
    assert_non_null(p);
    assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
    for (size_t i = 0; i < size; i++) {
      assert_int_equal(p[i], 0);
    }
    memset(p, 0xAA, size);
  }
  ys_arena_reset(arena);
  const unsigned char *const again = ys_arena_alloc(arena, 1000);
  for (size_t i = 0; i < 1000; i++) {
    assert_int_equal(again[i], 0);
  }
  assert_null(ys_arena_alloc(arena, SIZE_MAX - 3));
  ys_arena_free(arena);
  ys_arena_free(NULL);
}

static void arena_grows_in_place_or_moves(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  char *a = ys_arena_alloc(arena, 20);
  memcpy(a, "0123456789", 10);
  char *const same = ys_arena_grow(arena, a, 10, 200);
  assert_ptr_equal(a, same);
  assert_int_equal(same[10], 0);
  ys_arena_alloc(arena, 1);
  char *const moved = ys_arena_grow(arena, same, 10, 400);
  assert_ptr_not_equal(same, moved);
  assert_memory_equal(moved, "0123456789", 10);
  assert_int_equal(moved[399], 0);
  char *const big = ys_arena_grow(arena, moved, 400, 5000000);
  assert_memory_equal(big, "0123456789", 10);
  assert_ptr_equal(ys_arena_grow(arena, big, 5000000, 10), big);
  ys_arena_free(arena);
}

static void arena_joins_and_reserves(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  const ys_view whole = YS_JOIN(arena, YS_VIEW("org/"), ((ys_view){NULL, 0}), YS_VIEW("cn"), YS_VIEW(""));
  assert_int_equal(whole.n, 6);
  assert_string_equal(whole.p, "org/cn");
  assert_int_equal(ys_arena_join(arena, NULL, 0).n, 0);
  /* a chunk that is nearly full: what is formatted goes into the next one */
  char *const most = ys_arena_room(arena, 16000);
  assert_non_null(most);
  const ys_view text = ys_arena_format(arena, "%0*d", 600, 7);
  assert_int_equal(text.n, 600);
  assert_int_equal(text.p[599], '7');
  assert_int_equal(strlen(text.p), 600);
  YS_ARRAY(uint64_t) list = {NULL, 0, 0};
  assert_true(YS_RESERVE(arena, &list, 0));
  for (uint32_t i = 0; i < 1000; i++) {
    assert_true(YS_RESERVE(arena, &list, i % 7));
    for (uint32_t k = 0; k < i % 7; k++) {
      list.at[list.n] = list.n;
      list.n++;
    }
  }
  for (uint32_t i = 0; i < list.n; i++) {
    assert_int_equal(list.at[i], i);
  }
  assert_false(YS_RESERVE(arena, &list, UINT32_MAX));
  ys_arena_free(arena);
}

static void arena_copies_and_formats(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  const ys_view copy = ys_arena_copy(arena, (ys_view){"市长何文", 6});
  assert_true(ys_view_equal(copy, YS_VIEW("市长")));
  assert_int_equal(copy.p[copy.n], 0);
  assert_non_null(ys_arena_copy(arena, (ys_view){NULL, 0}).p);
  assert_true(ys_view_equal(ys_arena_format(arena, "%s-%d", "甲", 7), YS_VIEW("甲-7")));
  ys_arena_free(arena);
}

static void arrays_grow(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  YS_ARRAY(uint64_t) array = {NULL, 0, 0};
  for (uint32_t i = 0; i < 10000; i++) {
    uint64_t *const slot = YS_PUSH(arena, &array);
    assert_non_null(slot);
    assert_int_equal(*slot, 0);
    *slot = i;
  }
  for (uint32_t i = 0; i < 10000; i++) {
    assert_int_equal(array.at[i], i);
  }
  ys_arena_free(arena);
}

static bool use_memory(const yanshu_allocator *allocator) {
  ys_arena *const arena = ys_arena_new(allocator);
  if (arena == NULL) {
    return false;
  }
  YS_ARRAY(uint32_t) array = {NULL, 0, 0};
  bool done = true;
  for (uint32_t i = 0; i < 100000 && done; i++) {
    done = YS_PUSH(arena, &array) != NULL;
  }
  done = done && ys_arena_copy(arena, YS_VIEW("甲乙")).p != NULL;
  ys_arena_free(arena);
  ys_buffer b;
  ys_buffer_init(&b, allocator);
  for (uint32_t i = 0; i < 1000; i++) {
    ys_buffer_append_char(&b, 0x5E02);
  }
  done = done && !b.failed;
  assert_true(b.failed || b.n == 3000);
  ys_buffer_free(&b);
  return done;
}

static void memory_survives_failure_at_every_allocation(void **state) {
  (void)state;
  counter c = {0, 0, 0};
  const yanshu_allocator allocator = {counting_resize, &c};
  for (size_t n = 1; n < 1000; n++) {
    c = (counter){0, 0, n};
    const bool done = use_memory(&allocator);
    assert_int_equal(c.live, 0);
    if (done) {
      assert_true(c.calls < n);
      return;
    }
  }
  fail();
}

static void buffers_stop_after_failure(void **state) {
  (void)state;
  counter c = {0, 0, 1};
  const yanshu_allocator allocator = {counting_resize, &c};
  ys_buffer b;
  ys_buffer_init(&b, &allocator);
  ys_buffer_append(&b, "abc", 3);
  assert_true(b.failed);
  ys_buffer_append_view(&b, YS_VIEW("def"));
  assert_int_equal(b.n, 0);
  assert_int_equal(c.calls, 1);
  ys_buffer_free(&b);
  assert_false(b.failed);
}

/* ---- UTF-8 ---- */

static void utf8_goes_there_and_back(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) {
      continue;
    }
    char bytes[4];
    size_t length;
    const size_t n = ys_utf8_encode(c, bytes);
    assert_int_equal(ys_utf8_decode(bytes, n, &length), c);
    assert_int_equal(length, n);
  }
}

static void utf8_refuses_what_is_ill_formed(void **state) {
  (void)state;
  static const char *const bad[] = {
      "\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x80\x80",     "\xED\xA0\x80",
      "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
      "\xE5\xB8",     "\xE5\x41\x41"};
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    size_t length;
    assert_int_equal(ys_utf8_decode(bad[i], strlen(bad[i]), &length), YS_NO_CHAR);
    assert_int_equal(length, 1);
    assert_int_equal(ys_utf8_check(ys_view_of(bad[i])), 0);
  }
  assert_int_equal(ys_utf8_check(YS_VIEW("市长\xFF市")), 6);
  assert_int_equal(ys_utf8_check(YS_VIEW("市长𠮷a")), SIZE_MAX);
  assert_int_equal(ys_utf8_count(YS_VIEW("市长𠮷a")), 4);
}

static void characters_have_classes(void **state) {
  (void)state;
  assert_true(ys_is_han(U'市') && ys_is_han(U'〇') && ys_is_han(0x20BB7) && ys_is_han(0x3400));
  assert_false(ys_is_han(U'，') || ys_is_han('a') || ys_is_han(U'·') || ys_is_han(0x2F00));
  assert_true(ys_is_digit('7') && !ys_is_digit(U'７') && ys_is_latin('z') && !ys_is_latin(U'ｚ'));
  assert_true(ys_is_space(0x3000) && ys_is_space(0xA0) && ys_is_space('\r') && !ys_is_space(U'市'));
}

/* ---- digests ---- */

static void digests_never_change(void **state) {
  (void)state;
  assert_int_equal(ys_digest(YS_VIEW("")), UINT64_C(0xef46db3751d8e999));
  assert_int_equal(ys_digest((ys_view){NULL, 0}), UINT64_C(0xef46db3751d8e999));
  assert_int_equal(ys_digest(YS_VIEW("a")), UINT64_C(0xd24ec4f1a98c6e5b));
}

static uint64_t digest_two(ys_view a, ys_view b) {
  ys_digester d;
  ys_digester_start(&d);
  ys_digester_add(&d, a);
  ys_digester_add(&d, b);
  return ys_digester_end(&d);
}

static void digests_tell_parts_apart(void **state) {
  (void)state;
  assert_int_not_equal(digest_two(YS_VIEW("ab"), YS_VIEW("c")), digest_two(YS_VIEW("a"), YS_VIEW("bc")));
  assert_int_not_equal(digest_two(YS_VIEW(""), YS_VIEW("a")), digest_two(YS_VIEW("a"), YS_VIEW("")));
  assert_int_equal(digest_two(YS_VIEW("甲"), YS_VIEW("乙")), digest_two(YS_VIEW("甲"), YS_VIEW("乙")));
}

/* ---- messages and files ---- */

typedef struct heard {
  unsigned n;
  yanshu_status status;
  size_t line;
  char text[2048];
} heard;

static void hear(void *user, const yanshu_message *message) {
  heard *const h = user;
  h->n++;
  h->status = message->status;
  h->line = message->line;
  assert_true(message->text.n < sizeof h->text);
  assert_int_equal(ys_utf8_check(message->text), SIZE_MAX);
  memcpy(h->text, message->text.p, message->text.n);
  h->text[message->text.n] = '\0';
}

static void messages_are_one_whole_line(void **state) {
  (void)state;
  heard h = {0, YANSHU_OK, 0, ""};
  const ys_log log = {hear, &h};
  assert_int_equal(YS_FAIL(&log, YANSHU_LIMIT, YS_VIEW("x"), 7, "a\nb%d", 3), YANSHU_LIMIT);
  assert_string_equal(h.text, "a b3");
  assert_int_equal(h.line, 7);
  char longer[4001];
  for (size_t i = 0; i < 4000; i += 4) {
    memcpy(longer + i, "𠮷", 4);
  }
  longer[4000] = '\0';
  for (size_t shift = 0; shift < 4; shift++) { /* the cut falls into a character at each of its bytes */
    assert_int_equal(YS_FAIL(&log, YANSHU_LIMIT, YS_VIEW("x"), 0, "%.*s%s", (int)shift, "abc", longer), YANSHU_LIMIT);
    assert_true(strlen(h.text) > 1000);
  }
  assert_int_equal(YS_FAIL(NULL, YANSHU_INTERNAL, YS_VIEW("x"), 0, "nobody listens"), YANSHU_INTERNAL);
}

static void files_are_read_whole_or_refused(void **state) {
  (void)state;
  heard h = {0, YANSHU_OK, 0, ""};
  const ys_log log = {hear, &h};
  char path[] = "/tmp/yanshu-base-XXXXXX";
  const int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, "\0市长", 7), 7);
  close(fd);
  ys_buffer b;
  ys_buffer_init(&b, NULL);
  assert_int_equal(ys_read_file(path, 7, &log, &b), YANSHU_OK);
  assert_true(ys_view_equal(ys_buffer_view(&b), (ys_view){"\0市长", 7}));
  assert_int_equal(ys_read_file(path, 6, &log, &b), YANSHU_LIMIT);
  assert_int_equal(ys_read_file("/tmp", 6, &log, &b), YANSHU_READ_ERROR);
  assert_non_null(strstr(h.text, "folder"));
  assert_int_equal(ys_read_file("/tmp/yanshu-no/such", 6, &log, &b), YANSHU_READ_ERROR);
  assert_int_equal(ys_read_file("/dev/zero", 100000, &log, &b), YANSHU_LIMIT);
  assert_int_equal(h.n, 4);
  ys_buffer_free(&b);
  unlink(path);
}

static void standard_input_is_a_file(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  const int kept = dup(STDIN_FILENO);
  assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
  assert_int_equal(write(ends[1], "市", 3), 3);
  close(ends[1]);
  close(ends[0]);
  ys_buffer b;
  ys_buffer_init(&b, NULL);
  assert_int_equal(ys_read_file("-", 100, NULL, &b), YANSHU_OK);
  assert_true(ys_view_equal(ys_buffer_view(&b), YS_VIEW("市")));
  ys_buffer_free(&b);
  if (kept >= 0) {
    dup2(kept, STDIN_FILENO);
    close(kept);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(views_compare_by_bytes),
      cmocka_unit_test(views_trim_all_blanks),
      cmocka_unit_test(arena_aligns_and_zeroes),
      cmocka_unit_test(arena_grows_in_place_or_moves),
      cmocka_unit_test(arena_joins_and_reserves),
      cmocka_unit_test(arena_copies_and_formats),
      cmocka_unit_test(arrays_grow),
      cmocka_unit_test(memory_survives_failure_at_every_allocation),
      cmocka_unit_test(buffers_stop_after_failure),
      cmocka_unit_test(utf8_goes_there_and_back),
      cmocka_unit_test(utf8_refuses_what_is_ill_formed),
      cmocka_unit_test(characters_have_classes),
      cmocka_unit_test(digests_never_change),
      cmocka_unit_test(digests_tell_parts_apart),
      cmocka_unit_test(messages_are_one_whole_line),
      cmocka_unit_test(files_are_read_whole_or_refused),
      cmocka_unit_test(standard_input_is_a_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
