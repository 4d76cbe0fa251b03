/* SPDX-License-Identifier: Apache-2.0 */
/** @file article.c One article through all rooms, in an arena of its worker. */
#include "archive/private.h"
#include "recognize/recognize.h"
#include "resolve/resolve.h"
#include "text/text.h"

struct ys_worker {
  yanshu_allocator allocator;
  const ys_archive_tools *tools;
  const yanshu_archive_options *options;
  ys_emit emit;
  pthread_mutex_t *counting;
  ys_arena *arena;
};

ys_status ys_worker_new(const ys_archive_tools *tools, const yanshu_archive_options *options, const ys_emit *emit,
                        pthread_mutex_t *counting, ys_worker **out) {
  *out = NULL;
  ys_worker *const w = ys_resize(&tools->allocator, NULL, sizeof *w);
  if (w == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *w = (ys_worker){
      .allocator = tools->allocator, .tools = tools, .options = options, .emit = *emit, .counting = counting};
  w->arena = ys_arena_new(&w->allocator);
  if (w->arena == NULL) {
    ys_worker_free(w);
    return YANSHU_NO_MEMORY;
  }
  *out = w;
  return YANSHU_OK;
}

void ys_worker_free(ys_worker *w) {
  if (w == NULL) {
    return;
  }
  ys_arena_free(w->arena);
  const yanshu_allocator a = w->allocator;
  (void)ys_resize(&a, w, 0);
}

static ys_view first_of(ys_view a, ys_view b) {
  return a.n > 0 ? a : b;
}

/** The name that says what the file is, without how it is compressed. */
static ys_view kind_name(ys_view path) {
  const ys_view packed[] = {YS_VIEW(".gz"), YS_VIEW(".zst")};
  for (size_t i = 0; i < YS_LENGTH(packed); i++) {
    if (ys_view_ends(path, packed[i])) {
      return (ys_view){path.p, path.n - packed[i].n};
    }
  }
  return path;
}

/** A line of JSON Lines: its fields, unless the caller says otherwise. */
static ys_status read_line(const ys_worker *w, ys_item *item, const ys_log *log, yanshu_input *input) {
  ys_json_article line;
  const ys_view bytes = ys_buffer_view(&item->bytes);
  const ys_status status = ys_json_article_read(w->arena, &w->options->fields, bytes, log, &line);
  ys_buffer_append_view(&item->id, line.id);
  item->foreign = !ys_shard_takes(w->options, ys_digest(line.id.n > 0 ? line.id : bytes));
  if (status != YANSHU_OK || item->foreign) {
    return status;
  }
  input->bytes = line.text;
  input->encoding = "utf-8";
  input->title = first_of(input->title, line.title);
  input->source = first_of(input->source, line.source);
  input->url = first_of(input->url, line.url);
  if (input->date.n == 0 && line.date.n > 0) {
    input->date = ys_text_date(w->arena, line.date);
    if (input->date.n == 0) {
      ys_report(log, YANSHU_WARNING, YANSHU_BAD_INPUT, input->name, 0, "the date \"%.*s\" is none: ignored",
                (int)(line.date.n < 64 ? line.date.n : 64), line.date.p);
    }
  }
  return item->id.failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status make_input(const ys_worker *w, ys_item *item, const ys_log *log, yanshu_input *input) {
  *input = w->options->article;
  input->name = kind_name(ys_buffer_view(&item->path));
  input->bytes = ys_buffer_view(&item->bytes);
  input->offset = 0;
  switch (item->mode) {
  case YS_RECORDS_WHOLE:
    return YANSHU_OK;
  case YS_RECORDS_LINES:
    return read_line(w, item, log, input);
  case YS_RECORDS_HEADINGS:
    input->format = YANSHU_FORMAT_MARKDOWN;
    input->encoding = "utf-8";
    input->offset = item->place.characters;
    input->date = first_of(input->date, ys_buffer_view(&item->date));
    input->source = first_of(input->source, ys_buffer_view(&item->source));
    return YANSHU_OK;
  }
  return YANSHU_INTERNAL;
}

/** The last thing that is done with an article: one that is refused does not count. */
static ys_status count(const ys_worker *w, const ys_triples *triples) {
  if (w->tools->description == NULL) {
    return YANSHU_OK;
  }
  (void)pthread_mutex_lock(w->counting);
  const ys_status status = ys_description_add(w->tools->description, triples);
  (void)pthread_mutex_unlock(w->counting);
  return status;
}

static ys_status run(const ys_worker *w, ys_item *item, const ys_log *log) {
  ys_arena *const arena = w->arena;
  const ys_archive_tools *const t = w->tools;
  yanshu_input input;
  ys_document document = {0};
  ys_mentions mentions = {0};
  ys_facts facts = {0};
  ys_resolution article = {0};
  YS_TRY(make_input(w, item, log, &input));
  if (item->foreign) {
    return YANSHU_OK;
  }
  YS_TRY(ys_text_read(arena, t->lexicon, &input, log, &document));
  YS_TRY(ys_recognize(arena, t->lexicon, &document, log, &mentions));
  YS_TRY(ys_rules_apply(arena, t->rules, &document, &mentions, log, &facts));
  YS_TRY(ys_resolve(arena, t->lexicon, &document, &mentions, &facts, w->emit.detail, log, &article));
  const ys_triples *triples = NULL;
  YS_TRY(ys_emit_article(&w->emit, arena, &article, log, &item->out, &triples));
  item->triples = ys_triples_size(triples);
  if (w->options->folder != NULL) {
    YS_TRY(ys_name_article(&item->name, item, article.iri, w->options->syntax, ys_name_compression(w->options)));
  }
  return count(w, triples);
}

void ys_worker_run(ys_worker *w, ys_item *item) {
  const ys_log log = ys_notes_log(&item->notes);
  if (item->status == YANSHU_OK && !item->foreign) {
    item->status = run(w, item, &log);
    ys_arena_reset(w->arena);
  }
  yanshu_message error;
  if (item->foreign) {
    ys_buffer_free(&item->notes.bytes); /* its own shard will say so */
    item->status = YANSHU_OK;
  } else if (item->status != YANSHU_OK && !ys_notes_error(&item->notes, &error)) {
    YS_FAIL(&log, item->status, YS_VIEW(""), 0, "%s", yanshu_strerror(item->status));
  }
}
