/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file export.h
 * What the command line of `export` says.
 */
#ifndef YS_CLI_EXPORT_H
#define YS_CLI_EXPORT_H

#include "cli.h"

/** Strings are borrowed from argv. */
typedef struct cli_export {
  yanshu_syntax syntax;
  yanshu_dataset_options dataset;
  yanshu_input article; /**< what holds for every input: date, source, encoding … */
  const char *output;   /**< NULL: standard output */
  char **input;         /**< n_input paths, "-" is standard input */
  int n_input;
  cli_knowledge knowledge;
  bool verbose;
  bool help;
} cli_export;

/**
 * Reads the arguments of `export`; argv[0] is the word `export`.
 * @return CLI_OK, or CLI_USAGE when something is wrong, which has been said then.
 */
int cli_export_options(int argc, char **argv, cli_export *out);
void cli_export_help(FILE *to);

#endif
