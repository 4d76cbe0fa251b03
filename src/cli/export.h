/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file export.h
 * What the command line of `export` says.
 */
#ifndef YS_CLI_EXPORT_H
#define YS_CLI_EXPORT_H

#include "cli.h"

/** The options that the streaming of archives has of its own, in the order in which the help shows them. */
#define CLI_ARCHIVE_OPTIONS                                                                                            \
  {"stream", 0, NULL, "write article by article (default for folders, lists ...)"},                                    \
      {"merge", 0, NULL, "write one graph with each statement once"},                                                  \
      {"files-from", 'F', "FILE", "also read the files that FILE lists, one a line"},                                  \
      {"null", '0', NULL, "names in such a FILE end in NUL"},                                                          \
      {"include", 0, "PATTERN", "files to read in folders; may be given again"},                                       \
      {"exclude", 0, "PATTERN", "files and folders to leave out; may be given again"},                                 \
      {"split-at-heading", 0, "LEVEL", "each such heading of Markdown begins an article"},                             \
      {"field", 0, "NAME=KEY", "NAME is called KEY in JSON Lines; may be given again"},                                \
      {"shard", 0, "I/N", "only the I-th of N parts of the articles"}, {"jobs", 'j', "N", "threads (all processors)"}, \
      {"output-dir", 0, "DIR", "write one file an article into DIR"},                                                  \
      {"part-size", 0, "SIZE", "begin another FILE-00001 after SIZE (bytes, K, M, G)"},                                \
      {"compress", 0, "KIND", "auto (default: by the name of FILE), none, gzip or zstd"},                              \
      {"errors", 0, "FILE", "list refused articles in FILE, as JSON Lines"},                                           \
      {"resume", 0, NULL, "go on where an interrupted run was"},                                                       \
      {"checkpoint", 0, "SECONDS", "how often that is saved (1)"},
enum { CLI_ARCHIVE_OPTION_COUNT = 16 };

/** What they say. */
typedef struct cli_archive {
  bool stream;        /**< asked for, or needed by another option */
  bool merge;         /**< asked for */
  const char *needed; /**< the option that needs streaming, NULL for none */
  const char *list[CLI_PATHS_MAX];
  const char *include[CLI_PATHS_MAX];
  const char *exclude[CLI_PATHS_MAX];
  yanshu_archive_options options; /**< but for what the other options say */
} cli_archive;

/** Strings are borrowed from argv. */
typedef struct cli_export {
  yanshu_syntax syntax;
  yanshu_dataset_options dataset;
  yanshu_input article; /**< what holds for every input: date, source, encoding … */
  const char *output;   /**< NULL: standard output */
  char **input;         /**< n_input paths, "-" is standard input */
  int n_input;
  cli_knowledge knowledge;
  cli_archive archive;
  const char *describe; /**< NULL: no description is wanted */
  yanshu_description about;
  bool verbose;
  bool help;
} cli_export;

/**
 * Reads the arguments of `export`; argv[0] is the word `export`.
 * @return CLI_OK, or CLI_USAGE when something is wrong, which has been said then.
 */
int cli_export_options(int argc, char **argv, cli_export *out);
void cli_export_help(FILE *to);

/** Takes the @p i-th of CLI_ARCHIVE_OPTIONS; false when @p value is no good, which has been said then. */
bool cli_set_archive(cli_archive *archive, size_t i, const char *value);
/**
 * Whether articles are streamed rather than merged into one graph; that options which exclude each other are not given
 * together. CLI_USAGE, which has been said, when they are.
 */
int cli_choose_stream(cli_export *options);
/** Exports article by article. */
int cli_run_stream(yanshu_world *world, cli_export *options, cli_console *c);

#endif
