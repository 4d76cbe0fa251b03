/* SPDX-License-Identifier: Apache-2.0 */
#include "page.h"

#include <stdio.h>
#include <string.h>

static void hear(void *user, const yanshu_message *message) {
  test_page *const page = user;
  const size_t n = message->text.n < sizeof page->said ? message->text.n : sizeof page->said - 1;
  page->messages++;
  page->level = message->level;
  page->line = message->line;
  memcpy(page->said, message->text.p, n);
  page->said[n] = '\0';
}

test_page test_read(const yanshu_input *input, const ys_lexicon *lexicon) {
  test_page page = {.arena = ys_arena_new(NULL)};
  const ys_log log = {hear, &page};
  assert_non_null(page.arena);
  page.status = ys_text_read(page.arena, lexicon, input, &log, &page.d);
  return page;
}

test_page test_read_text(const char *text, yanshu_format format) {
  const yanshu_input input = {.name = YS_VIEW("test"), .bytes = ys_view_of(text), .format = format};
  return test_read(&input, NULL);
}

void test_page_free(test_page *page) {
  ys_arena_free(page->arena);
}

const char *test_blocks(test_page *page) {
  static const char *const kinds[] = {"title", "standfirst", "heading", "paragraph", "caption", "credit", "byline"};
  ys_view out = {"", 0};
  for (uint32_t i = 0; i < page->d.n_block; i++) {
    const ys_block *const b = &page->d.block[i];
    const ys_view text = ys_text_normal(page->arena, &page->d, b->begin, b->end);
    char level[4] = "";
    if (b->level > 0) {
      snprintf(level, sizeof level, "%u", (unsigned)b->level);
    }
    out = ys_arena_format(page->arena, "%s%s%s: %.*s\n", out.p, kinds[b->kind], level, (int)text.n, text.p);
    assert_non_null(out.p);
  }
  return out.p;
}

const char *test_sentences(test_page *page) {
  ys_view out = {"", 0};
  for (uint32_t i = 0; i < page->d.n_sentence; i++) {
    const ys_sentence *const s = &page->d.sentence[i];
    const ys_view text = ys_text_normal(page->arena, &page->d, s->begin, s->end);
    out = ys_arena_format(page->arena, "%s%.*s\n", out.p, (int)text.n, text.p);
    assert_non_null(out.p);
  }
  return out.p;
}

void test_places(const ys_document *d) {
  uint32_t covered = 0;
  assert_int_equal(d->input_chars, ys_utf8_count(d->input));
  for (uint32_t i = 0; i < d->n; i++) {
    assert_true(d->from[i] <= d->to[i] && d->to[i] <= d->input_chars);
    assert_true(i == 0 || d->from[i] >= d->to[i - 1]);
    if (d->ch[i] == '\n' || d->to[i] - d->from[i] != 1) {
      continue;
    }
    size_t length;
    const ys_view source = ys_text_source(d, i, i + 1);
    const uint32_t c = ys_utf8_decode(source.p, source.n, &length);
    assert_int_equal(length, source.n);
    assert_true(c == d->raw[i] || (d->raw[i] == ' ' && ys_is_space(c)));
  }
  for (uint32_t b = 0; b < d->n_block; b++) {
    assert_true(d->block[b].begin < d->block[b].end && d->block[b].end <= d->n);
    assert_true(b == 0 || d->block[b].begin == d->block[b - 1].end + 1);
    assert_true(d->block[b].section < d->n_section);
  }
  for (uint32_t s = 0; s < d->n_sentence; s++) {
    const ys_sentence *const at = &d->sentence[s];
    assert_true(at->begin < at->end && at->begin >= d->block[at->block].begin && at->end <= d->block[at->block].end);
    assert_int_equal(ys_text_sentence_at(d, at->begin), s);
    assert_int_equal(ys_text_sentence_at(d, at->end - 1), s);
    covered += at->end - at->begin;
  }
  assert_int_equal(covered + (d->n_block > 0 ? d->n_block - 1 : 0), d->n);
}

void test_expect(yanshu_format format, const char *text, const char *expected) {
  test_page page = test_read_text(text, format);
  assert_int_equal(page.status, YANSHU_OK);
  assert_string_equal(test_blocks(&page), expected);
  test_places(&page.d);
  test_page_free(&page);
}

bool test_view_is(ys_view view, const char *text) {
  return ys_view_equal(view, ys_view_of(text));
}
