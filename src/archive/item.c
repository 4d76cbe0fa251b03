/* SPDX-License-Identifier: Apache-2.0 */
/** @file item.c What goes through the pool. */
#include "archive/private.h"

/** A buffer that grew beyond this is not kept for the next article. */
#define KEPT_BYTES ((size_t)1 << 20)

static void clear(ys_buffer *b) {
  if (b->room > KEPT_BYTES || b->failed) {
    ys_buffer_free(b);
  }
  b->n = 0;
}

void ys_item_init(ys_item *item, const yanshu_allocator *a) {
  *item = (ys_item){.status = YANSHU_OK};
  ys_buffer *const all[] = {&item->bytes, &item->path, &item->date, &item->source, &item->out, &item->id, &item->name};
  for (size_t i = 0; i < YS_LENGTH(all); i++) {
    ys_buffer_init(all[i], a);
  }
  ys_notes_init(&item->notes, a);
}

void ys_item_free(ys_item *item) {
  ys_buffer *const all[] = {&item->bytes, &item->path, &item->date, &item->source, &item->out, &item->id, &item->name};
  for (size_t i = 0; i < YS_LENGTH(all); i++) {
    ys_buffer_free(all[i]);
  }
  ys_notes_free(&item->notes);
}

void ys_item_clear(ys_item *item) {
  ys_buffer *const all[] = {&item->bytes, &item->path, &item->date, &item->source, &item->out, &item->id, &item->name};
  for (size_t i = 0; i < YS_LENGTH(all); i++) {
    clear(all[i]);
  }
  ys_notes_clear(&item->notes);
  item->mode = YS_RECORDS_WHOLE;
  item->place = (ys_place){.line = 0};
  item->status = YANSHU_OK;
  item->digest = 0;
  item->raw = 0;
  item->last = false;
  item->foreign = false;
  item->triples = 0;
}
