/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli.h"

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
static const cli_word color_words[] = {{"auto", COLOR_AUTO}, {"always", COLOR_ALWAYS}, {"never", COLOR_NEVER}};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define COLUMNS_MOST 1000

typedef enum option_id {
  OPT_AT,
  OPT_BASE,
  OPT_COLOR,
  OPT_COLUMNS,
  OPT_DATE,
  OPT_ENCODING,
  OPT_FACT,
  OPT_HTML,
  OPT_LEXICON,
  OPT_ONLY_RULES,
  OPT_OUTPUT,
  OPT_RULES,
  OPT_SOURCE,
  OPT_TOWNSHIPS,
  OPT_VERBOSE,
  OPT_HELP,
  OPTIONS
} option_id;

/** The options of explain, in the order in which the help shows them. */
static const cli_option table[OPTIONS] = {
    [OPT_AT] = {"at", 'a', "PLACE", "what was considered at these words or this offset"},
    [OPT_BASE] = {"base", 'b', "IRI", "namespace of the data, as for export"},
    [OPT_COLOR] = {"color", 0, "WHEN", "mark mentions by colour: auto (default), always, never"},
    [OPT_COLUMNS] = {"columns", 0, "N", "width of the text; default: that of the terminal"},
    [OPT_DATE] = {"date", 'd', "DATE", "date of publication: YYYY, YYYY-MM or YYYY-MM-DD"},
    [OPT_ENCODING] = {"encoding", 'e', "NAME", "encoding of the input, instead of recognising it"},
    [OPT_FACT] = {"fact", 'n', "N", "all about fact number N: words, rules, triples"},
    [OPT_HTML] = {"html", 0, NULL, "write one HTML page that needs nothing else"},
    [OPT_LEXICON] = CLI_LEXICON_OPTION,
    [OPT_ONLY_RULES] = CLI_ONLY_RULES_OPTION,
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write to FILE, not to standard output"},
    [OPT_RULES] = CLI_RULES_OPTION,
    [OPT_SOURCE] = {"source", 's', "NAME", "publishing newspaper or site"},
    [OPT_TOWNSHIPS] = CLI_TOWNSHIPS_OPTION,
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

/** What the command line says; strings are borrowed from argv. */
typedef struct request {
  yanshu_explain_options options;
  yanshu_input article;
  cli_knowledge knowledge;
  int color;
  bool verbose;
  bool help;
} request;

static yanshu_view view_of(const char *text) {
  return (yanshu_view){text, strlen(text)};
}

static bool is_number(const char *text) {
  return *text != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static bool set_count(const cli_option *option, const char *value, unsigned long most, size_t *out) {
  errno = 0;
  const unsigned long n = is_number(value) ? strtoul(value, NULL, 10) : 0;
  if (n == 0 || n > most || errno != 0) {
    (void)cli_usage("--%s: '%s' is no number from 1 to %lu", option->name, value, most);
    return false;
  }
  *out = n;
  return true;
}

static bool set_place(request *out, const char *value) {
  errno = 0;
  out->options.at_offset = is_number(value) ? 1 : 0;
  if (out->options.at_offset != 0) {
    out->options.offset = strtoull(value, NULL, 10);
    if (errno != 0) {
      (void)cli_usage("--at: '%s' is too large", value);
      return false;
    }
  } else {
    out->options.at = view_of(value);
  }
  return true;
}

static bool set_columns(request *out, const char *value) {
  size_t n = 0;
  const bool good = set_count(&table[OPT_COLUMNS], value, COLUMNS_MOST, &n);
  out->options.columns = (unsigned)n;
  return good;
}

static bool set_option(void *user, size_t i, const char *value) {
  request *out = user;
  switch ((option_id)i) {
  case OPT_AT:
    return set_place(out, value);
  case OPT_BASE:
    out->options.base = view_of(value);
    return true;
  case OPT_COLOR:
    out->color = cli_find_word(&table[i], value, color_words, LENGTH(color_words));
    return out->color >= 0;
  case OPT_COLUMNS:
    return set_columns(out, value);
  case OPT_DATE:
    out->article.date = view_of(value);
    return true;
  case OPT_ENCODING:
    out->article.encoding = value;
    return true;
  case OPT_FACT:
    return set_count(&table[i], value, UINT32_MAX, &out->options.fact);
  case OPT_HTML:
    out->options.form = YANSHU_EXPLAIN_HTML;
    return true;
  case OPT_LEXICON:
    return cli_set_knowledge(&out->knowledge, CLI_LEXICON, value);
  case OPT_ONLY_RULES:
    return cli_set_knowledge(&out->knowledge, CLI_ONLY_RULES, value);
  case OPT_OUTPUT:
    out->options.output = value;
    return true;
  case OPT_RULES:
    return cli_set_knowledge(&out->knowledge, CLI_RULES, value);
  case OPT_SOURCE:
    out->article.source = view_of(value);
    return true;
  case OPT_TOWNSHIPS:
    return cli_set_knowledge(&out->knowledge, CLI_TOWNSHIPS, value);
  case OPT_VERBOSE:
    out->verbose = true;
    return true;
  case OPT_HELP:
    out->help = true;
    return true;
  case OPTIONS:
    break;
  }
  return false;
}

static const cli_syntax syntax = {"explain", table, OPTIONS, set_option};

static void help(FILE *to) {
  fputs("Usage: yanshu explain [OPTION]... [FILE]\n"
        "Show how an article is read: its text with the mentions marked by kind, below each\n"
        "paragraph the facts that were read from it, with the rule and the words.\n"
        "FILE is plain text, Markdown or HTML; without it, or as -, standard input.\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &syntax);
  fputs("\n"
        "Exit status: 0 done, 1 the article was refused, 2 wrong usage, no such fact or place,\n"
        "3 the output could not be written, 4 lexicon or rules could not be opened.\n",
        to);
}

/** What the terminal is like, where options do not say. */
static void look_around(request *r) {
  const bool terminal = r->options.output == NULL && isatty(STDOUT_FILENO) == 1;
  const char *none = getenv("NO_COLOR");
  const char *kind = getenv("TERM");
  const bool plain = (none && *none != '\0') || (kind && strcmp(kind, "dumb") == 0);
  r->options.color = r->color == COLOR_ALWAYS || (r->color == COLOR_AUTO && terminal && !plain);
  struct winsize size;
  if (r->options.columns == 0 && terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    r->options.columns = size.ws_col;
  }
}

static int run(request *r, const char *path) {
  cli_console c = {.verbose = r->verbose};
  yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  cli_use_knowledge(&r->knowledge, &world_options);
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  look_around(r);
  int reason = 0;
  const yanshu_status status = yanshu_explain_file(world, path, &r->article, &r->options, cli_write_output, &reason);
  yanshu_world_free(world);
  if (reason != 0) {
    cli_say("standard output: %s", strerror(reason));
    return CLI_OUTPUT;
  }
  if (status == YANSHU_OK) {
    return r->options.output ? CLI_OK : cli_close_output(CLI_OK);
  }
  return status == YANSHU_WRITE_ERROR ? CLI_OUTPUT : status == YANSHU_BAD_ARGUMENT ? CLI_USAGE : CLI_REFUSED;
}

static int explain_command(int argc, char **argv) {
  request r = {0};
  int operand = 0;
  if (cli_parse(&syntax, argc, argv, &r, &operand) != CLI_OK) {
    return CLI_USAGE;
  }
  if (r.help) {
    help(stdout);
    return cli_close_output(CLI_OK);
  }
  if (argc - operand > 1) {
    return cli_usage("explain: one article at a time");
  }
  if (r.options.form == YANSHU_EXPLAIN_HTML && (r.options.fact > 0 || r.options.at.n > 0 || r.options.at_offset != 0)) {
    return cli_usage("explain: --fact and --at are for the terminal; the page shows all of it");
  }
  if (r.options.fact > 0 && (r.options.at.n > 0 || r.options.at_offset != 0)) {
    return cli_usage("explain: either --fact or --at");
  }
  return run(&r, operand < argc ? argv[operand] : "-");
}

const cli_command cli_explain_command = {"explain", "show how an article is read, in the terminal or as a page",
                                         explain_command, help};
