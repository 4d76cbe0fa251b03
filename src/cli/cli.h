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

/** One command of the program. */
typedef struct cli_command {
  const char *name;
  const char *summary;               /**< one line for `yanshu help` */
  int (*run)(int argc, char **argv); /**< argv[0] is the command's name; returns a cli_exit */
  void (*help)(FILE *to);
} cli_command;

extern const cli_command cli_explain_command;
extern const cli_command cli_export_command;
extern const cli_command cli_link_command;
extern const cli_command cli_ontology_command;
extern const cli_command cli_query_command;
extern const cli_command cli_load_command;
extern const cli_command cli_rules_command;
extern const cli_command cli_convert_command;
extern const cli_command cli_timeline_command;

/** A word that an option takes and what it stands for. */
typedef struct cli_word {
  const char *name;
  int value;
} cli_word;

/** One option of a command, in the order in which its help shows them. */
typedef struct cli_option {
  const char *name;
  char letter;          /**< 0: none */
  const char *argument; /**< what it takes, for the help; NULL: nothing */
  const char *help;
} cli_option;

/** The most options that a command may have. */
#define CLI_OPTIONS_MAX 64

/** The options of one command, and who takes their values. */
typedef struct cli_syntax {
  const char *command;
  const cli_option *option;
  size_t n_option;
  /** Takes @p value ("" when the option has none) of option[i]; false when it is no good, which has been said then. */
  bool (*set)(void *user, size_t i, const char *value);
} cli_syntax;

/**
 * Reads the options in @p argv; the operands are moved behind them.
 * @param operand index of the first operand in argv; argc when there is none.
 * @return CLI_OK, or CLI_USAGE when something is wrong, which has been said then.
 */
int cli_parse(const cli_syntax *syntax, int argc, char **argv, void *user, int *operand);
/** The lines of the help that describe the options. */
void cli_put_options(FILE *to, const cli_syntax *syntax);
/** The value of @p text among @p word; -1 when it is none of them, which has been said then. */
int cli_find_word(const cli_option *option, const char *text, const cli_word *word, size_t n);

/** The most paths that one such option may give. */
#define CLI_PATHS_MAX 64

/** Rules and words of the user's own, for every command that reads articles. Paths are borrowed from argv. */
typedef struct cli_knowledge {
  const char *rules[CLI_PATHS_MAX];
  size_t n_rules;
  const char *lexicon[CLI_PATHS_MAX];
  size_t n_lexicon;
  bool only_rules;
  bool townships;
} cli_knowledge;

/** The options of it: a command puts them into its table and hands their values to cli_set_knowledge. */
typedef enum cli_knowledge_option { CLI_RULES, CLI_ONLY_RULES, CLI_LEXICON, CLI_TOWNSHIPS } cli_knowledge_option;
#define CLI_RULES_OPTION                                                                                               \
  { "rules", 'r', "PATH", "add the rules of a folder or file; may be given again" }
#define CLI_ONLY_RULES_OPTION                                                                                          \
  { "only-rules", 0, NULL, "leave out the rules that come with yanshu" }
#define CLI_LEXICON_OPTION                                                                                             \
  { "lexicon", 'l', "PATH", "add words: .ttl, words-CLASS.tsv, a folder of them; may be given again" }
#define CLI_TOWNSHIPS_OPTION                                                                                           \
  { "townships", 0, NULL, "know towns and streets, too (twelve-digit codes)" }
/** False when there are too many, which has been said then. */
bool cli_set_knowledge(cli_knowledge *k, cli_knowledge_option option, const char *value);
void cli_use_knowledge(const cli_knowledge *k, yanshu_world_options *options);

/** What --format takes, for the help. */
#define CLI_SYNTAXES "turtle (default), rdfxml, rdfxml-abbrev, ntriples, nquads, jsonld, csv or dot"
/** The yanshu_syntax called @p text; -1 when it is none, which has been said then. */
int cli_find_syntax(const cli_option *option, const char *text);

/** Messages and progress: both on standard error, so each must know of the other. */
typedef struct cli_console {
  bool verbose;   /**< also show notes */
  bool progress;  /**< show it */
  bool line_open; /**< a progress line stands on the terminal */
} cli_console;

/** A yanshu_log_func; @p user is a cli_console. */
void cli_show_message(void *user, const yanshu_message *message);
void cli_show_progress(cli_console *c, int i, int n, const char *name);
void cli_clear_progress(cli_console *c);
/** Writes text from a file or its name: no control character reaches the terminal. */
void cli_put_text(FILE *to, yanshu_view text);

/** Columns of the terminal that standard output is; 0 when it is none. */
unsigned cli_terminal_width(void);
/** A yanshu_write_func to standard output; keeps the errno of the first failure in the int at @p user. */
yanshu_status cli_write_output(void *user, const void *bytes, size_t n);
/** One line to standard error: `yanshu: …`. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** The same and where to read more; returns CLI_USAGE. */
int cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** Ends standard output; says what went wrong. Returns @p code, or CLI_OUTPUT when not all could be written. */
int cli_close_output(int code);

#endif
