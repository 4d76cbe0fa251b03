/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file cli.h
 * The command `yanshu`: a thin user of yanshu.h.
 */
#ifndef YS_CLI_H
#define YS_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "yanshu.h"

/** Exit codes; part of the contract, see yanshu(1). */
enum cli_exit {
  CLI_OK = 0,
  CLI_REFUSED = 1, /**< some inputs could not be read; the others were exported */
  CLI_USAGE = 2,   /**< bad options or arguments; nothing was written */
  CLI_OUTPUT = 3,  /**< the output could not be written */
  CLI_BROKEN = 4   /**< lexicon or rules could not be opened, or no memory for them */
};

/** What the command line of `export` says. Strings are borrowed from argv. */
typedef struct cli_export {
  yanshu_syntax syntax;
  yanshu_dataset_options dataset;
  yanshu_input article; /**< what holds for every input: date, source, encoding … */
  const char *output;   /**< NULL: standard output */
  char **input;         /**< n_input paths, "-" is standard input */
  int n_input;
  bool verbose;
  bool help;
} cli_export;

/**
 * Reads the arguments of `export`; argv[0] is the word `export`.
 * @return CLI_OK, or CLI_USAGE when something is wrong, which has been said then.
 */
int cli_export_options(int argc, char **argv, cli_export *out);
void cli_export_help(FILE *to);
int cli_export_run(const cli_export *options);

/** One line to standard error: `yanshu: …`. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** The same and where to read more; returns CLI_USAGE. */
int cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** Ends standard output; says what went wrong. Returns @p code, or CLI_OUTPUT when not all could be written. */
int cli_close_output(int code);

#endif
