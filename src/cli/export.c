/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/** Messages and progress: both on standard error, so each must know of the other. */
typedef struct console {
  bool verbose;
  bool progress;  /**< show it */
  bool line_open; /**< a progress line stands on the terminal */
} console;

static void clear_progress(console *c) {
  if (c->line_open) {
    fputs("\r\033[K", stderr);
    c->line_open = false;
  }
}

/** Text from files and their names: no control character may reach the terminal. */
static void put_text(yanshu_view text) {
  for (size_t i = 0; i < text.n; i++) {
    const unsigned char c = (unsigned char)text.p[i];
    fputc(c < 0x20 || c == 0x7F ? '?' : c, stderr);
  }
}

static void show_progress(console *c, int i, int n, const char *name) {
  if (c->progress) {
    clear_progress(c);
    fprintf(stderr, "%d/%d ", i + 1, n);
    put_text((yanshu_view){name, strlen(name)});
    fflush(stderr);
    c->line_open = true;
  }
}

static void show_message(void *user, const yanshu_message *message) {
  console *c = user;
  if (message->level == YANSHU_NOTE && !c->verbose) {
    return;
  }
  clear_progress(c);
  fputs("yanshu: ", stderr);
  if (message->file.n > 0) {
    put_text(message->file);
    fputc(':', stderr);
    if (message->line > 0) {
      fprintf(stderr, "%zu:", message->line);
    }
    fputc(' ', stderr);
  }
  if (message->level != YANSHU_ERROR) {
    fputs(message->level == YANSHU_NOTE ? "note: " : "warning: ", stderr);
  }
  put_text(message->text);
  fputc('\n', stderr);
}

/** Writes to standard output; keeps the reason of the first failure in the int at @p user. */
static yanshu_status write_output(void *user, const void *bytes, size_t n) {
  int *reason = user;
  errno = 0;
  if (fwrite(bytes, 1, n, stdout) != n) {
    *reason = errno != 0 ? errno : EIO;
    return YANSHU_WRITE_ERROR;
  }
  return YANSHU_OK;
}

static int write_all(yanshu_dataset *dataset, const cli_export *options) {
  if (options->output) {
    /* The library says what is wrong. */
    return yanshu_dataset_write_file(dataset, options->syntax, options->output) == YANSHU_OK ? CLI_OK : CLI_OUTPUT;
  }
  int reason = 0;
  const yanshu_status status = yanshu_dataset_write(dataset, options->syntax, write_output, &reason);
  errno = 0;
  if (status == YANSHU_OK && fflush(stdout) != 0) {
    reason = errno != 0 ? errno : EIO;
  }
  if (reason != 0) {
    cli_say("standard output: %s", strerror(reason));
    return CLI_OUTPUT;
  }
  /* Of any other failure the library has spoken. */
  return status == YANSHU_OK ? cli_close_output(CLI_OK) : CLI_OUTPUT;
}

/** Adds every input; CLI_REFUSED when one was refused, CLI_USAGE when an option makes no sense to the library. */
static int read_all(yanshu_dataset *dataset, const cli_export *options, console *c, int *taken) {
  int code = CLI_OK;
  for (int i = 0; i < options->n_input; i++) {
    show_progress(c, i, options->n_input, options->input[i]);
    const yanshu_status status = yanshu_dataset_add_file(dataset, options->input[i], &options->article);
    if (status == YANSHU_BAD_ARGUMENT) {
      return CLI_USAGE;
    }
    if (status == YANSHU_OK) {
      ++*taken;
    } else {
      code = CLI_REFUSED;
    }
  }
  clear_progress(c);
  return code;
}

static int run(yanshu_world *world, const cli_export *options, console *c) {
  yanshu_dataset *dataset = NULL;
  const yanshu_status status = yanshu_dataset_new(world, &options->dataset, &dataset);
  if (status != YANSHU_OK) {
    return status == YANSHU_BAD_ARGUMENT ? CLI_USAGE : CLI_BROKEN;
  }
  int taken = 0;
  int code = read_all(dataset, options, c, &taken);
  /* Without a single article there is nothing to say: no empty file takes the place of an earlier good one. */
  if (code != CLI_USAGE && taken > 0) {
    const int written = write_all(dataset, options);
    code = written != CLI_OK ? written : code;
  }
  yanshu_dataset_free(dataset);
  return code;
}

int cli_export_run(const cli_export *options) {
  console c = {.verbose = options->verbose, .progress = options->n_input > 1 && isatty(STDERR_FILENO) == 1};
  const yanshu_world_options world_options = {.log = show_message, .log_user = &c};
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  const int code = run(world, options, &c);
  yanshu_world_free(world);
  return code;
}
