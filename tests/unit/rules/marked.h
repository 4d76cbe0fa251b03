/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file marked.h
 * Documents with hand-made mentions: "{post:{division:某市}市长}{person:张伟}说。", one block a line. A line may begin
 * with "#" (heading), "^" (caption), "@" (credit) or "~" (byline).
 */
#ifndef YS_TEST_MARKED_H
#define YS_TEST_MARKED_H

#include "rules/rules.h"

typedef struct marked {
  ys_arena *arena;
  ys_document document;
  ys_mentions mentions;
} marked;

/** Fails the test when the text is ill-formed. Everything lies in the arena, which the caller frees. */
void marked_read(marked *m, ys_arena *arena, const char *text);

/** Facts in one line each: type[status] role=surface… @begin-end rule-id; in the arena. */
ys_view marked_facts(const marked *m, const ys_facts *facts);

/** Opens rules from the inside of <rules>, adding descriptions and examples where @p complete is false. */
ys_status marked_rules(const char *inside, const ys_log *log, ys_rules **out);

/** Collects messages as "file:line: text\n". */
typedef struct messages {
  char text[8192];
  size_t n;
  unsigned count;
} messages;
ys_log messages_log(messages *m);

#endif
