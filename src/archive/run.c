/* SPDX-License-Identifier: Apache-2.0 */
/** @file run.c An archive from its inputs to its outputs. */
#include <inttypes.h>
#include <sched.h>
#include <strings.h>

#include "archive/private.h"

enum { THREADS_MOST = 256 };

/** Everything that is open while a run goes on. */
typedef struct running {
  const ys_archive_tools *tools;
  const yanshu_archive_options *options;
  ys_emit emit;
  ys_state state;
  ys_output *output;
  ys_errors *errors;
  ys_reader *reader;
  ys_pool *pool;
  yanshu_progress progress;
} running;

static ys_status bad(const ys_archive_tools *tools, const char *what) {
  return YS_FAIL(&tools->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "%s", what);
}

static ys_status check(const ys_archive_tools *tools, const yanshu_archive_options *o) {
  const int targets = (o->write != NULL) + (o->output != NULL) + (o->folder != NULL);
  if (targets != 1) {
    return bad(tools, "there must be one output: a function, a file or a folder");
  }
  if (o->syntax < YANSHU_TURTLE || o->syntax > YANSHU_DOT) {
    return bad(tools, "unknown syntax");
  }
  if (o->shards > 0 ? o->shard < 1 || o->shard > o->shards : o->shard != 0) {
    return bad(tools, "a shard is one of 1 to the number of shards");
  }
  if (o->part_size > 0 && o->output == NULL) {
    return bad(tools, "parts need the name of a file");
  }
  if (o->split_at_heading > 6) {
    return bad(tools, "headings have levels 1 to 6");
  }
  const char *const encoding = o->article.encoding;
  if (o->split_at_heading > 0 && encoding != NULL && strcasecmp(encoding, "utf-8") != 0 &&
      strcasecmp(encoding, "utf8") != 0) {
    return bad(tools, "files that are split at headings must be UTF-8");
  }
  if (o->dataset.detail < YANSHU_DETAIL_FACTS || o->dataset.detail > YANSHU_DETAIL_MENTIONS) {
    return bad(tools, "unknown level of detail");
  }
  return YANSHU_OK;
}

/** Processors that this process may use. */
static unsigned count_processors(void) {
  cpu_set_t set;
  CPU_ZERO(&set);
  const int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  return n > 0 ? (unsigned)n : 1;
}

static unsigned count_threads(const yanshu_archive_options *o) {
  const unsigned n = o->threads > 0 ? o->threads : count_processors();
  return n < THREADS_MOST ? n : THREADS_MOST;
}

/** Reads again what the interrupted run had done, and checks that it is the same. */
static ys_status skip_done(const running *r) {
  ys_item item;
  ys_item_init(&item, &r->tools->allocator);
  ys_status status = YANSHU_OK;
  for (uint64_t i = 0; i < r->state.items && status == YANSHU_OK; i++) {
    ys_item_clear(&item);
    status = ys_reader_next(r->reader, &item);
    if (status == YANSHU_OK && item.last) {
      break;
    }
  }
  if (status == YANSHU_OK && r->state.items > 0 && item.digest != r->state.digest) {
    status = bad(r->tools, "can't resume: the inputs are not those of the interrupted run; "
                           "without --resume it begins anew");
  }
  ys_item_free(&item);
  return status;
}

static void show_progress(running *r, const ys_item *item) {
  if (r->options->progress != NULL) {
    r->progress.articles = r->state.articles;
    r->progress.refused = r->state.refused;
    r->progress.bytes_read = item->raw;
    r->progress.bytes_output = r->state.total;
    r->options->progress(r->options->progress_user, &r->progress);
  }
}

/** One article in its turn. @return YANSHU_BAD_ARGUMENT when it is the options that are wrong. */
static ys_status take(running *r, const ys_item *item) {
  ys_notes_replay(&item->notes, &r->tools->log);
  if (item->status == YANSHU_BAD_ARGUMENT) {
    return item->status;
  }
  if (item->status != YANSHU_OK) {
    r->state.refused++;
    YS_TRY(ys_errors_add(r->errors, &r->tools->log, item, &r->state.errors));
  } else if (!item->foreign) {
    YS_TRY(ys_output_article(r->output, &r->state, ys_buffer_view(&item->out), ys_buffer_view(&item->name)));
    r->state.articles++;
    r->state.triples += item->triples;
  }
  r->state.items++;
  r->state.digest = item->digest;
  YS_TRY(ys_output_rest(r->output, &r->state));
  show_progress(r, item);
  return YANSHU_OK;
}

static ys_status run_all(running *r) {
  const ys_archive_tools *const t = r->tools;
  YS_TRY(ys_emit_check(t, r->options, &r->emit));
  YS_TRY(ys_output_open(t, r->options, &r->emit, ys_run_digest(t, r->options), &r->state, &r->output));
  YS_TRY(ys_errors_open(&t->allocator, r->options->errors, r->state.errors, &t->log, &r->errors));
  ys_output_watch(r->output, r->errors);
  if (t->description != NULL && r->state.items > 0) {
    return bad(t, "can't describe: the interrupted run has not left what it counted; resume without a description, or "
                  "begin anew without --resume");
  }
  if (r->state.refused > 0) {
    ys_report(&t->log, YANSHU_WARNING, YANSHU_OK, YS_VIEW(""), 0,
              "%" PRIu64 " articles were refused before the run was interrupted", r->state.refused);
  }
  if (!r->state.complete) {
    YS_TRY(ys_reader_new(t, r->options, &r->reader));
    YS_TRY(skip_done(r));
    if (r->options->progress != NULL) {
      YS_TRY(ys_archive_weigh(t, r->options, &r->progress.bytes_total));
      r->progress.skipped = r->state.articles;
    }
    YS_TRY(ys_pool_new(t, r->options, &r->emit, r->reader, count_threads(r->options), &r->pool));
    for (;;) {
      ys_item *item = NULL;
      YS_TRY(ys_pool_next(r->pool, &item));
      if (item->last) {
        break;
      }
      YS_TRY(take(r, item));
    }
  }
  return ys_output_finish(r->output, &r->state);
}

/** Closes everything. An unfinished run keeps what the journal knows of, and says so. */
static ys_status end(running *r, ys_status status) {
  ys_pool_free(r->pool);
  ys_reader_free(r->reader);
  if (status == YANSHU_OK) {
    status = ys_errors_close(r->errors, &r->tools->log);
  } else {
    (void)ys_errors_close(r->errors, &r->tools->log);
  }
  if (ys_output_free(r->output, status != YANSHU_OK)) {
    ys_report(&r->tools->log, YANSHU_WARNING, status, YS_VIEW(""), 0,
              "what was written until then is kept; --resume goes on from there");
  }
  return status;
}

ys_status ys_archive_export(const ys_archive_tools *tools, const yanshu_archive_options *options,
                            yanshu_archive_result *result) {
  running r = {.tools = tools, .options = options};
  ys_status status = check(tools, options);
  if (status == YANSHU_OK) {
    status = run_all(&r);
  }
  status = end(&r, status);
  *result = (yanshu_archive_result){
      .articles = r.state.articles, .refused = r.state.refused, .triples = r.state.triples, .bytes = r.state.total};
  return status;
}
