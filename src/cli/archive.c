/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "export.h"

/** How often the progress line changes, in seconds. */
#define PROGRESS_PAUSE 0.2

/** What the progress line is made from. */
typedef struct meter {
  cli_console *console;
  double start;   /**< seconds */
  double shown;   /**< when the line was last written; 0: never */
  uint64_t bytes; /**< read before this run, by the one that it goes on from */
  bool counting;  /**< `bytes` is known */
} meter;

static double now(void) {
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void show_time_left(double seconds) {
  const unsigned long s = (unsigned long)seconds;
  if (s >= 3600) {
    fprintf(stderr, ", %lu:%02lu:%02lu left", s / 3600, s / 60 % 60, s % 60);
  } else {
    fprintf(stderr, ", %lu:%02lu left", s / 60, s % 60);
  }
}

static void show_progress(void *user, const yanshu_progress *p) {
  meter *const m = user;
  const double at = now();
  if (!m->counting) {
    /* The first article's bytes stand for those that a resumed run has read again. */
    m->counting = true;
    m->bytes = p->bytes_read;
  }
  if (at - m->shown < PROGRESS_PAUSE) {
    return;
  }
  m->shown = at;
  const double passed = at - m->start;
  const double rate = passed > 0 ? (double)(p->bytes_read - m->bytes) / passed : 0;
  cli_clear_progress(m->console);
  fprintf(stderr, "%llu articles", (unsigned long long)p->articles);
  if (p->refused > 0) {
    fprintf(stderr, ", %llu refused", (unsigned long long)p->refused);
  }
  fprintf(stderr, ", %.2f MB/s", rate * 1e-6);
  if (p->bytes_total >= p->bytes_read && p->bytes_total > 0) {
    fprintf(stderr, ", %u %%", (unsigned)((double)p->bytes_read * 100 / (double)p->bytes_total));
    if (rate > 0 && passed > 1) {
      show_time_left((double)(p->bytes_total - p->bytes_read) / rate);
    }
  }
  (void)fflush(stderr);
  m->console->line_open = true;
}

static yanshu_archive_options fill(cli_export *options, const char *const *path) {
  const cli_archive *const a = &options->archive;
  yanshu_archive_options o = a->options;
  o.path = path;
  o.n_path = (size_t)options->n_input;
  o.list = a->list;
  o.include = a->include;
  o.exclude = a->exclude;
  o.article = options->article;
  o.syntax = options->syntax;
  o.dataset = options->dataset;
  o.output = options->output;
  o.describe = options->describe;
  o.about = options->about;
  return o;
}

static int end(const cli_export *options, yanshu_status status, const yanshu_archive_result *result, int reason) {
  errno = 0;
  if (status == YANSHU_OK && reason == 0 && options->output == NULL && options->archive.options.folder == NULL &&
      fflush(stdout) != 0) {
    reason = errno != 0 ? errno : EIO;
  }
  if (reason != 0) {
    cli_say("standard output: %s", strerror(reason));
    return CLI_OUTPUT;
  }
  switch (status) {
  case YANSHU_OK:
    break;
  case YANSHU_BAD_ARGUMENT:
    return CLI_USAGE;
  case YANSHU_NO_MEMORY:
    return CLI_BROKEN;
  default:
    return CLI_OUTPUT;
  }
  if (result->articles == 0 && result->refused == 0 && options->archive.options.shards == 0) {
    cli_say("no article was found");
    return CLI_REFUSED;
  }
  return result->refused > 0 ? CLI_REFUSED : CLI_OK;
}

static int compare_names(const void *a, const void *b) {
  const char *const *const x = a;
  const char *const *const y = b;
  return strcmp(*x, *y);
}

int cli_run_stream(yanshu_world *world, cli_export *options, cli_console *c) {
  union {
    char **given;
    const char *const *path;
  } input = {.given = options->input};
  /* A shell's * sorts by locale, and whoever shuffles names wants the same bytes. Lists keep their order. */
  qsort(input.given, (size_t)options->n_input, sizeof *input.given, compare_names);
  meter m = {.console = c, .start = now()};
  int reason = 0;
  yanshu_archive_options o = fill(options, input.path);
  if (o.output == NULL && o.folder == NULL) {
    o.write = cli_write_output;
    o.write_user = &reason;
  }
  if (isatty(STDERR_FILENO) == 1) {
    c->progress = true;
    o.progress = show_progress;
    o.progress_user = &m;
  }
  yanshu_archive_result result = {0};
  const yanshu_status status = yanshu_archive_export(world, &o, &result);
  cli_clear_progress(c);
  return end(options, status, &result, reason);
}
