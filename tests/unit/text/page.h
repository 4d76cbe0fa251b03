/* SPDX-License-Identifier: Apache-2.0 */
/** @file page.h Reading a page in a test and saying what came of it. */
#ifndef YS_TEST_PAGE_H
#define YS_TEST_PAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/text.h"

/** A page that was read, and what was said meanwhile. */
typedef struct test_page {
  ys_arena *arena;
  ys_document d;
  ys_status status;
  yanshu_level level; /**< of the last message */
  size_t line;        /**< of the last message */
  unsigned messages;
  char said[256];
} test_page;

/** Reads bytes; the caller frees with test_page_free. */
test_page test_read(const yanshu_input *input, const ys_lexicon *lexicon);
/** The same for text in a format. */
test_page test_read_text(const char *text, yanshu_format format);
void test_page_free(test_page *page);

/** One line a block, "kind[level]: characters"; in the page's arena. */
const char *test_blocks(test_page *page);
/** The normalised characters of the only block of a one-line page. */
const char *test_sentences(test_page *page);
/** Reads, compares test_blocks with what is expected, checks places, frees. */
void test_expect(yanshu_format format, const char *text, const char *expected);
/** Every place in order and in range; characters printed one for one stand where they say. */
void test_places(const ys_document *d);
bool test_view_is(ys_view view, const char *text);

#endif
