/* SPDX-License-Identifier: Apache-2.0 */
/** @file digest.c Of everything that decides what a run writes, but the bytes of its inputs. */
#include <string.h>

#include "archive/private.h"

static void add_number(ys_digester *d, uint64_t number) {
  ys_digester_add(d, (ys_view){(const char *)&number, sizeof number});
}

static void add_text(ys_digester *d, const char *text) {
  add_number(d, text != NULL);
  ys_digester_add(d, ys_view_of(text));
}

static void add_list(ys_digester *d, const char *const *text, size_t n) {
  add_number(d, n);
  for (size_t i = 0; i < n; i++) {
    add_text(d, text[i]);
  }
}

uint64_t ys_run_digest(const ys_archive_tools *tools, const yanshu_archive_options *o) {
  ys_digester d;
  ys_digester_start(&d);
  add_text(&d, yanshu_version());
  add_number(&d, ys_lexicon_digest(tools->lexicon));
  add_number(&d, ys_rules_digest(tools->rules));
  /* The paths themselves count, what lists and folders hold is seen while it is read. */
  add_list(&d, o->path, o->n_path);
  add_list(&d, o->list, o->n_list);
  add_list(&d, o->include, o->n_include);
  add_list(&d, o->exclude, o->n_exclude);
  const uint64_t numbers[] = {(uint64_t)o->list_nul,
                              (uint64_t)o->container,
                              o->split_at_heading,
                              o->shard,
                              o->shards,
                              o->part_size,
                              (uint64_t)o->syntax,
                              (uint64_t)o->compression,
                              (uint64_t)o->dataset.detail,
                              (uint64_t)o->article.format};
  for (size_t i = 0; i < YS_LENGTH(numbers); i++) {
    add_number(&d, numbers[i]);
  }
  const char *const texts[] = {o->fields.id,  o->fields.title,     o->fields.text, o->fields.date, o->fields.source,
                               o->fields.url, o->article.encoding, o->output,      o->folder,      o->errors};
  for (size_t i = 0; i < YS_LENGTH(texts); i++) {
    add_text(&d, texts[i]);
  }
  const ys_view views[] = {o->dataset.base, o->article.title, o->article.date, o->article.source, o->article.url};
  for (size_t i = 0; i < YS_LENGTH(views); i++) {
    ys_digester_add(&d, views[i]);
  }
  return ys_digester_end(&d);
}
