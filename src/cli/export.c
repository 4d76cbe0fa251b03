/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "export.h"

static int write_all(yanshu_dataset *dataset, const cli_export *options) {
  if (options->output) {
    /* The library says what is wrong. */
    return yanshu_dataset_write_file(dataset, options->syntax, options->output) == YANSHU_OK ? CLI_OK : CLI_OUTPUT;
  }
  int reason = 0;
  const yanshu_status status = yanshu_dataset_write(dataset, options->syntax, cli_write_output, &reason);
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
static int read_all(yanshu_dataset *dataset, const cli_export *options, cli_console *c, int *taken) {
  int code = CLI_OK;
  for (int i = 0; i < options->n_input; i++) {
    cli_show_progress(c, i, options->n_input, options->input[i]);
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
  cli_clear_progress(c);
  return code;
}

static yanshu_status discard(void *user, const void *bytes, size_t n) {
  (void)user;
  (void)bytes;
  (void)n;
  return YANSHU_OK;
}

/** Whether a description can be made of what the options say: to be known before anything is written. */
static bool can_describe(yanshu_dataset *empty, const cli_export *options) {
  return !options->describe || yanshu_dataset_describe(empty, &options->about, discard, NULL) == YANSHU_OK;
}

static int describe(yanshu_dataset *dataset, const cli_export *options) {
  const yanshu_status status = yanshu_dataset_describe_file(dataset, &options->about, options->describe);
  return status == YANSHU_OK ? CLI_OK : status == YANSHU_BAD_ARGUMENT ? CLI_USAGE : CLI_OUTPUT;
}

static int run(yanshu_world *world, const cli_export *options, cli_console *c) {
  yanshu_dataset *dataset = NULL;
  const yanshu_status status = yanshu_dataset_new(world, &options->dataset, &dataset);
  if (status != YANSHU_OK) {
    return status == YANSHU_BAD_ARGUMENT ? CLI_USAGE : CLI_BROKEN;
  }
  int taken = 0;
  int code = can_describe(dataset, options) ? read_all(dataset, options, c, &taken) : CLI_USAGE;
  /* Without a single article there is nothing to say: no empty file takes the place of an earlier good one. */
  if (code != CLI_USAGE && taken > 0) {
    int written = write_all(dataset, options);
    if (written == CLI_OK && options->describe) {
      written = describe(dataset, options);
    }
    code = written != CLI_OK ? written : code;
  }
  yanshu_dataset_free(dataset);
  return code;
}

static int run_export(cli_export *options) {
  cli_console c = {.verbose = options->verbose, .progress = options->n_input > 1 && isatty(STDERR_FILENO) == 1};
  yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  cli_use_knowledge(&options->knowledge, &world_options);
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  const int code = options->archive.stream ? cli_run_stream(world, options, &c) : run(world, options, &c);
  yanshu_world_free(world);
  return code;
}

static int export_command(int argc, char **argv) {
  cli_export options;
  const int code = cli_export_options(argc, argv, &options);
  if (code != CLI_OK) {
    return code;
  }
  if (options.help) {
    cli_export_help(stdout);
    return cli_close_output(CLI_OK);
  }
  return run_export(&options);
}

const cli_command cli_export_command = {"export",
                                        "read articles, write people, posts, organisations, divisions and programs",
                                        export_command, cli_export_help};
