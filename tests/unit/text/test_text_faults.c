/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_text_faults.c No memory at every allocation, random bytes, every cut of a page. */
#include <stdlib.h>
#include <string.h>

#include "page.h"

typedef struct counter {
  size_t live;
  size_t calls;
  size_t fail_at;
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

static const char markdown[] =
    "---\ntitle: 题目\ndate: 2025-01-01\n---\n# 云江\n\n▶ 何文。  \n云江报记者 周平/摄\n\n## 小节\n\n"
    "何文[说](x),**好**。从纵向来看,改革以\n\n来,很好。来源：云江报\n";
static const char html[] =
    "<html><head><title>云江召开会议_网</title><script type=\"application/ld+json\">{\"headline\":\"云江\"}</script>"
    "<meta name=source content=\"云江报\"></head><body><h1>云江</h1><p>2025-01-02 来源：报</p>"
    "<div class=content><p>何文说，会议&nbsp;很好，各部门都要参加。</p></div></body></html>";

/** Big enough that the arena takes several chunks. */
static ys_buffer repeat(const char *text, size_t least) {
  ys_buffer b;
  ys_buffer_init(&b, NULL);
  do {
    ys_buffer_append_view(&b, ys_view_of(text));
  } while (b.n < least);
  return b;
}

static void fails_cleanly(ys_view bytes, yanshu_format format) {
  counter c = {0, 0, 0};
  const yanshu_allocator allocator = {counting_resize, &c};
  const yanshu_input input = {.name = YS_VIEW("x"), .bytes = bytes, .format = format};
  for (size_t n = 1; n < 10000; n++) {
    c = (counter){0, 0, n};
    ys_document d;
    ys_arena *const arena = ys_arena_new(&allocator);
    const ys_status status = arena != NULL ? ys_text_read(arena, NULL, &input, NULL, &d) : YANSHU_NO_MEMORY;
    ys_arena_free(arena);
    assert_int_equal(c.live, 0);
    if (c.calls < n) {
      assert_int_equal(status, YANSHU_OK);
      return;
    }
    assert_int_equal(status, YANSHU_NO_MEMORY);
  }
  fail();
}

static void memory_may_end_anywhere(void **state) {
  (void)state;
  const size_t sizes[] = {1, 40000};
  for (size_t i = 0; i < YS_LENGTH(sizes); i++) {
    ys_buffer a = repeat(markdown, sizes[i]);
    ys_buffer b = repeat(html, sizes[i]);
    fails_cleanly(ys_buffer_view(&a), YANSHU_FORMAT_MARKDOWN);
    fails_cleanly(ys_buffer_view(&a), YANSHU_FORMAT_TEXT);
    fails_cleanly(ys_buffer_view(&b), YANSHU_FORMAT_HTML);
    ys_buffer_free(&a);
    ys_buffer_free(&b);
  }
}

static void read_any(ys_view bytes) {
  for (int format = YANSHU_FORMAT_AUTO; format <= YANSHU_FORMAT_HTML; format++) {
    const yanshu_input input = {.name = YS_VIEW("x"), .bytes = bytes, .format = (yanshu_format)format};
    test_page page = test_read(&input, NULL);
    if (page.status == YANSHU_OK) {
      test_places(&page.d);
    } else {
      assert_int_equal(page.messages, 1);
    }
    test_page_free(&page);
  }
}

static void pages_may_be_cut_anywhere(void **state) {
  (void)state;
  for (size_t n = 0; n < sizeof markdown; n++) {
    read_any((ys_view){markdown, n});
  }
  for (size_t n = 0; n < sizeof html; n++) {
    read_any((ys_view){html, n});
  }
}

static uint32_t next_random(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

static void random_bytes_do_no_harm(void **state) {
  (void)state;
  uint32_t seed = 20250117;
  for (int round = 0; round < 300; round++) {
    char bytes[300];
    const size_t n = next_random(&seed) % sizeof bytes;
    for (size_t i = 0; i < n; i++) {
      bytes[i] = (char)(next_random(&seed) % 255 + 1);
    }
    read_any((ys_view){bytes, n});
  }
}

/** Random sequences of what means something to some reader. */
static void random_markup_does_no_harm(void **state) {
  (void)state;
  static const char *const units[] = {"何文",      "市",        "，",          "。",
                                      "”",         "“",         "\"",          "'",
                                      "(",         ")",         "[",           "](",
                                      "!",         "*",         "**",          "_",
                                      "`",         "```",       "\n",          "\n\n",
                                      "  \n",      "#",         "# ",          "|",
                                      "---\n",     "<p>",       "</p>",        "<br>",
                                      "<b>",       "<!--",      "-->",         "<script>",
                                      "</script>", "<h1>",      "</h1>",       "<div class=\"content\">",
                                      "</div>",    "<article>", "&nbsp;",      "&#20013;",
                                      "&",         ";",         "\\",          " ",
                                      "　",        "■",         "▶",           "/摄",
                                      "记者",      "来源：",    "：",          "2025年1月17日",
                                      "星期五",    " and ",     "……",          "•",
                                      "１",        "\r",        "\xE2\x80\x8B"};
  uint32_t seed = 7;
  for (int round = 0; round < 1500; round++) {
    ys_buffer b;
    ys_buffer_init(&b, NULL);
    for (uint32_t i = next_random(&seed) % 60; i > 0; i--) {
      ys_buffer_append_view(&b, ys_view_of(units[next_random(&seed) % YS_LENGTH(units)]));
    }
    read_any(ys_buffer_view(&b));
    ys_buffer_free(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_may_end_anywhere),
      cmocka_unit_test(pages_may_be_cut_anywhere),
      cmocka_unit_test(random_bytes_do_no_harm),
      cmocka_unit_test(random_markup_does_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
