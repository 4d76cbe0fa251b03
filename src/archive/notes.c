/* SPDX-License-Identifier: Apache-2.0 */
/** @file notes.c Messages of one article, kept until its turn comes, so that their order is that of the input. */
#include <string.h>

#include "archive/private.h"

/** What stands before the text of each kept message. */
typedef struct note {
  yanshu_level level;
  yanshu_status status;
  size_t line;
  size_t column;
  size_t n;
} note;

void ys_notes_init(ys_notes *notes, const yanshu_allocator *a) {
  *notes = (ys_notes){.line = 0};
  ys_buffer_init(&notes->bytes, a);
}

void ys_notes_free(ys_notes *notes) {
  ys_buffer_free(&notes->bytes);
}

void ys_notes_clear(ys_notes *notes) {
  notes->bytes.n = 0;
  notes->bytes.failed = false;
  notes->file = (ys_view){NULL, 0};
  notes->line = 0;
  notes->fixed = false;
}

static size_t line_of(const ys_notes *notes, size_t line) {
  if (notes->fixed || line == 0) {
    return notes->line;
  }
  return notes->line > 0 ? notes->line - 1 + line : line;
}

static void keep(void *user, const yanshu_message *message) {
  ys_notes *const notes = user;
  const note kept = {.level = message->level,
                     .status = message->status,
                     .line = line_of(notes, message->line),
                     .column = notes->fixed ? 0 : message->column,
                     .n = message->text.n};
  const size_t before = notes->bytes.n;
  ys_buffer_append(&notes->bytes, &kept, sizeof kept);
  ys_buffer_append_view(&notes->bytes, message->text);
  if (notes->bytes.failed) {
    notes->bytes.n = before; /* whole ones only; that the memory is gone shows elsewhere */
  }
}

ys_log ys_notes_log(ys_notes *notes) {
  return (ys_log){keep, notes};
}

/** The message at *at, which moves behind it. */
static yanshu_message read_note(const ys_notes *notes, size_t *at) {
  note kept;
  memcpy(&kept, notes->bytes.p + *at, sizeof kept);
  const char *const text = notes->bytes.p + *at + sizeof kept;
  *at += sizeof kept + kept.n;
  return (yanshu_message){.level = kept.level,
                          .status = kept.status,
                          .file = notes->file,
                          .line = kept.line,
                          .column = kept.column,
                          .text = {text, kept.n}};
}

void ys_notes_replay(const ys_notes *notes, const ys_log *to) {
  for (size_t at = 0; at < notes->bytes.n;) {
    const yanshu_message message = read_note(notes, &at);
    if (to->func != NULL) {
      to->func(to->user, &message);
    }
  }
}

bool ys_notes_error(const ys_notes *notes, yanshu_message *error) {
  for (size_t at = 0; at < notes->bytes.n;) {
    *error = read_note(notes, &at);
    if (error->level == YANSHU_ERROR) {
      return true;
    }
  }
  return false;
}
