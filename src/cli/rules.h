/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rules.h
 * What the command line of `rules` says: shared by its two parts.
 */
#ifndef YS_CLI_RULES_H
#define YS_CLI_RULES_H

#include "cli.h"

typedef enum cli_rules_format { CLI_RULES_TABLE, CLI_RULES_TSV, CLI_RULES_JSON } cli_rules_format;

/** Strings are borrowed from argv. */
typedef struct cli_rules {
  bool list; /**< or check */
  cli_knowledge knowledge;
  yanshu_input article; /**< what holds for every article */
  cli_rules_format format;
  size_t samples; /**< of each rule */
  bool chinese;   /**< descriptions in Chinese */
  char **input;   /**< articles, n_input of them */
  int n_input;
  bool verbose;
  bool help;
} cli_rules;

/** Lists the rules, with what they find in the articles if there are any; a cli_exit. */
int cli_rules_list(yanshu_world *world, const cli_rules *options, cli_console *c);

/** Columns that text takes on a terminal: an ideograph two, a combining mark none. */
size_t cli_text_width(yanshu_view text);
/** Writes text in exactly @p width columns: cut (with …) or filled with blanks. */
void cli_put_cell(FILE *to, yanshu_view text, size_t width);

#endif
