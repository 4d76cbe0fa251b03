/* SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void print_message_to_stderr(void *user, const yanshu_message *message) {
  (void)user;
  fprintf(stderr, "%.*s\n", (int)message->text.n, message->text.p);
}

int ys_sample_open(void **state) {
  static ys_sample sample;
  const ys_log log = {print_message_to_stderr, NULL};
  const char *folder = getenv("YANSHU_DATA");
  char path[4096];
  (void)snprintf(path, sizeof path, "%s/yanshu.lex", folder != NULL ? folder : ".");
  memset(&sample, 0, sizeof sample);
  sample.arena = ys_arena_new(ys_allocator_system());
  *state = &sample;
  return sample.arena != NULL && ys_lexicon_open(ys_allocator_system(), path, &log, &sample.lexicon) == YANSHU_OK ? 0
                                                                                                                  : -1;
}

int ys_sample_close(void **state) {
  ys_sample *sample = *state;
  ys_lexicon_close(sample->lexicon);
  ys_arena_free(sample->arena);
  return 0;
}

void ys_sample_text(ys_sample *sample, const char *text) {
  ys_arena_reset(sample->arena);
  const ys_view view = ys_view_of(text);
  const uint32_t n = (uint32_t)ys_utf8_count(view);
  uint32_t *ch = ys_arena_alloc(sample->arena, ((size_t)n + 1) * sizeof *ch);
  ys_block *block = ys_arena_alloc(sample->arena, ((size_t)n + 1) * sizeof *block);
  ys_sentence *sentence = ys_arena_alloc(sample->arena, ((size_t)n + 1) * sizeof *sentence);
  assert_non_null(ch);
  assert_non_null(block);
  assert_non_null(sentence);
  uint32_t blocks = 0;
  uint32_t begin = 0;
  size_t at = 0;
  for (uint32_t i = 0; i <= n; ++i) {
    size_t length = 0;
    ch[i] = at < view.n ? ys_utf8_decode(view.p + at, view.n - at, &length) : '\n';
    at += length;
    if (ch[i] == '\n') {
      block[blocks] = (ys_block){.kind = YS_BLOCK_PARAGRAPH, .begin = begin, .end = i};
      sentence[blocks] = (ys_sentence){blocks, begin, i};
      begin = i + 1;
      ++blocks;
    }
  }
  sample->document = (ys_document){
      .n = n, .ch = ch, .raw = ch, .block = block, .n_block = blocks, .sentence = sentence, .n_sentence = blocks};
  sample->mentions = (ys_mentions){.setting = {.home = YS_NO_CONCEPT}};
}

void ys_sample_published(ys_sample *sample, const char *date) {
  assert_true(ys_date_parse(ys_view_of(date), &sample->mentions.setting.date));
}

uint32_t ys_sample_count(const ys_sample *sample, ys_mention_kind kind) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < sample->mentions.list.n; ++k) {
    n += sample->mentions.list.at[k].kind == kind ? 1 : 0;
  }
  return n;
}

const char *ys_sample_slice(const ys_sample *sample, uint32_t begin, uint32_t end) {
  const ys_view text = ys_text_normal(sample->arena, &sample->document, begin, end);
  assert_non_null(text.p);
  return ys_arena_copy(sample->arena, text).p;
}

const ys_mention *ys_sample_mention(const ys_sample *sample, ys_mention_kind kind, const char *text) {
  for (uint32_t k = 0; k < sample->mentions.list.n; ++k) {
    const ys_mention *m = &sample->mentions.list.at[k];
    if (m->kind == kind && strcmp(ys_sample_slice(sample, m->begin, m->end), text) == 0) {
      return m;
    }
  }
  for (uint32_t k = 0; k < sample->mentions.list.n; ++k) {
    const ys_mention *m = &sample->mentions.list.at[k];
    print_message("found: kind %d %s\n", (int)m->kind, ys_sample_slice(sample, m->begin, m->end));
  }
  fail_msg("no mention %s", text);
  return NULL;
}

const char *ys_sample_date(const ys_sample *sample, const ys_date *date) {
  const char *about = date->approximate ? "~" : "";
  switch (date->precision) {
  case YS_DATE_YEAR:
    return ys_arena_format(sample->arena, "%s%04d", about, date->year).p;
  case YS_DATE_MONTH:
    return ys_arena_format(sample->arena, "%s%04d-%02d", about, date->year, date->month).p;
  case YS_DATE_DAY:
    return ys_arena_format(sample->arena, "%s%04d-%02d-%02d", about, date->year, date->month, date->day).p;
  default:
    return date->approximate ? "~-" : "-";
  }
}
