/* SPDX-License-Identifier: Apache-2.0 */
/** @file sample.h A document made from a string: one block a line, one sentence a block. */
#ifndef YS_RECOGNIZE_SAMPLE_H
#define YS_RECOGNIZE_SAMPLE_H

#include "recognize/recognize_internal.h"

typedef struct ys_sample {
  ys_arena *arena;
  ys_lexicon *lexicon;
  ys_document document;
  ys_mentions mentions;
} ys_sample;

/** Opens the lexicon of the build (folder $YANSHU_DATA). @return 0, or -1 for cmocka's group setup. */
int ys_sample_open(void **state);
int ys_sample_close(void **state);
/** A new document; the mentions of the last one are dropped. */
void ys_sample_text(ys_sample *sample, const char *text);
void ys_sample_published(ys_sample *sample, const char *date);
/** Mentions of the kind so far. */
uint32_t ys_sample_count(const ys_sample *sample, ys_mention_kind kind);
/** The mention of the kind whose normalised text is exactly @p text; fails the test when there is none. */
const ys_mention *ys_sample_mention(const ys_sample *sample, ys_mention_kind kind, const char *text);
/** YYYY-MM-DD, YYYY-MM, YYYY or "-"; "~" before an approximate one. In the arena. */
const char *ys_sample_date(const ys_sample *sample, const ys_date *date);
/** Characters [begin, end), NUL-terminated, in the arena. */
const char *ys_sample_slice(const ys_sample *sample, uint32_t begin, uint32_t end);

#endif
