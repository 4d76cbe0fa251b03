/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <string.h>

#include "cli.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/** A word that an option takes and what it stands for. */
typedef struct word {
  const char *name;
  int value;
} word;

static const word syntax_words[] = {
    {"turtle", YANSHU_TURTLE},     {"ttl", YANSHU_TURTLE},  {"rdfxml", YANSHU_RDFXML}, {"rdf", YANSHU_RDFXML},
    {"ntriples", YANSHU_NTRIPLES}, {"nt", YANSHU_NTRIPLES}, {"nquads", YANSHU_NQUADS}, {"nq", YANSHU_NQUADS},
};
static const word detail_words[] = {
    {"facts", YANSHU_DETAIL_FACTS},
    {"evidence", YANSHU_DETAIL_EVIDENCE},
    {"mentions", YANSHU_DETAIL_MENTIONS},
};
static const word input_words[] = {
    {"auto", YANSHU_FORMAT_AUTO},
    {"text", YANSHU_FORMAT_TEXT},
    {"markdown", YANSHU_FORMAT_MARKDOWN},
    {"html", YANSHU_FORMAT_HTML},
};

typedef enum option_id {
  OPT_FORMAT,
  OPT_OUTPUT,
  OPT_BASE,
  OPT_DETAIL,
  OPT_DATE,
  OPT_SOURCE,
  OPT_TITLE,
  OPT_URL,
  OPT_ENCODING,
  OPT_INPUT_FORMAT,
  OPT_VERBOSE,
  OPT_HELP,
  OPTIONS
} option_id;

/** The options of export, in the order in which the help shows them. */
static const struct {
  const char *name;
  char letter;          /**< 0: none */
  const char *argument; /**< NULL: takes none */
  const char *help;
} table[OPTIONS] = {
    [OPT_FORMAT] = {"format", 'f', "SYNTAX", "turtle (default), rdfxml, ntriples or nquads"},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write to FILE, whole or not at all; - is standard output"},
    [OPT_BASE] = {"base", 'b', "IRI", "namespace of data IRIs (https://data.example.org/)"},
    [OPT_DETAIL] = {"detail", 0, "LEVEL", "facts, evidence (default) or mentions"},
    [OPT_DATE] = {"date", 'd', "DATE", "date of publication: YYYY-MM-DD, YYYY-MM or YYYY"},
    [OPT_SOURCE] = {"source", 's', "NAME", "newspaper or site that published it"},
    [OPT_TITLE] = {"title", 't', "TEXT", "headline (one FILE only)"},
    [OPT_URL] = {"url", 'u', "IRI", "where it is published (one FILE only)"},
    [OPT_ENCODING] = {"encoding", 'e', "NAME", "utf-8, gb18030, big5 ... instead of recognising it"},
    [OPT_INPUT_FORMAT] = {"input-format", 0, "KIND", "auto (default), text, markdown or html"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

void cli_export_help(FILE *to) {
  fputs("Usage: yanshu export [OPTION]... [FILE]...\n"
        "Read articles (plain text, Markdown, HTML), write what they say as one RDF graph.\n"
        "Without FILE, or when FILE is -, standard input is read.\n"
        "\n"
        "Options:\n",
        to);
  for (size_t i = 0; i < OPTIONS; i++) {
    char letter[] = "    ";
    if (table[i].letter != 0) {
      memcpy(letter, (const char[]){'-', table[i].letter, ',', ' '}, 4);
    }
    const char *argument = table[i].argument ? table[i].argument : "";
    const int width = 21 - (int)strlen(table[i].name);
    fprintf(to, "  %s--%s%c%-*s %s\n", letter, table[i].name, *argument ? '=' : ' ', width, argument, table[i].help);
  }
  fputs("\n"
        "Options override what a FILE says of itself.\n"
        "Exit status: 0 all exported, 1 some input was refused, 2 wrong usage,\n"
        "3 the output could not be written, 4 Yanshu's own data could not be opened.\n",
        to);
}

/** Fills the two tables that getopt_long wants. */
static void getopt_tables(struct option longs[OPTIONS + 1], char letters[2 * OPTIONS + 2]) {
  size_t n = 0;
  letters[n++] = ':'; /* a missing argument is told apart from an unknown option */
  for (int i = 0; i < OPTIONS; i++) {
    const bool takes = table[i].argument != NULL;
    longs[i] = (struct option){table[i].name, takes ? required_argument : no_argument, NULL, 0x100 + i};
    if (table[i].letter != 0) {
      letters[n++] = table[i].letter;
      if (takes) {
        letters[n++] = ':';
      }
    }
  }
  longs[OPTIONS] = (struct option){NULL, 0, NULL, 0};
  letters[n] = '\0';
}

static int option_of(int code) {
  if (code >= 0x100) {
    return code - 0x100;
  }
  for (int i = 0; i < OPTIONS; i++) {
    if (table[i].letter == code) {
      return i;
    }
  }
  return OPTIONS;
}

/** Looks @p text up; -1 and a message when it is not there. */
static int find_word(option_id option, const char *text, const word *words, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (strcmp(words[i].name, text) == 0) {
      return words[i].value;
    }
  }
  (void)cli_usage("--%s: '%s' is none of: %s", table[option].name, text, table[option].help);
  return -1;
}

static yanshu_view view_of(const char *text) {
  return (yanshu_view){text, strlen(text)};
}

/** Puts one option into @p out; false when its value is none, which has been said then. */
static bool set_option(option_id option, const char *value, cli_export *out) {
  if (table[option].argument && *value == '\0') {
    (void)cli_usage("--%s: empty argument", table[option].name);
    return false;
  }
  int found = 0;
  switch (option) {
  case OPT_FORMAT:
    found = find_word(option, value, syntax_words, LENGTH(syntax_words));
    out->syntax = found < 0 ? YANSHU_TURTLE : (yanshu_syntax)found;
    break;
  case OPT_DETAIL:
    found = find_word(option, value, detail_words, LENGTH(detail_words));
    out->dataset.detail = found < 0 ? YANSHU_DETAIL_EVIDENCE : (yanshu_detail)found;
    break;
  case OPT_INPUT_FORMAT:
    found = find_word(option, value, input_words, LENGTH(input_words));
    out->article.format = found < 0 ? YANSHU_FORMAT_AUTO : (yanshu_format)found;
    break;
  case OPT_OUTPUT:
    out->output = strcmp(value, "-") == 0 ? NULL : value;
    break;
  case OPT_BASE:
    out->dataset.base = view_of(value);
    break;
  case OPT_DATE:
    out->article.date = view_of(value);
    break;
  case OPT_SOURCE:
    out->article.source = view_of(value);
    break;
  case OPT_TITLE:
    out->article.title = view_of(value);
    break;
  case OPT_URL:
    out->article.url = view_of(value);
    break;
  case OPT_ENCODING:
    out->article.encoding = value;
    break;
  case OPT_VERBOSE:
    out->verbose = true;
    break;
  case OPT_HELP:
    out->help = true;
    break;
  case OPTIONS:
    return false;
  }
  return found >= 0;
}

/** What getopt_long did not like: @p code is ':' or '?'. */
static int bad_option(int code, char *const *argv) {
  if (optopt > 0 && optopt < 0x100) {
    return cli_usage(code == ':' ? "option '-%c' needs an argument" : "unknown option '-%c'", optopt);
  }
  const char *given = argv[optind - 1];
  if (code == ':') {
    return cli_usage("option '%s' needs an argument", given);
  }
  if (optopt >= 0x100) {
    return cli_usage("option '--%s' takes no argument", table[optopt - 0x100].name);
  }
  return cli_usage("unknown option '%s'", given);
}

int cli_export_options(int argc, char **argv, cli_export *out) {
  static char standard_input[] = "-";
  static char *no_file[] = {standard_input};
  struct option longs[OPTIONS + 1];
  char letters[2 * OPTIONS + 2];
  getopt_tables(longs, letters);
  *out = (cli_export){.syntax = YANSHU_TURTLE, .dataset.detail = YANSHU_DETAIL_EVIDENCE};

  opterr = 0;
  for (int code = 0; (code = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
    if (code == ':' || code == '?') {
      return bad_option(code, argv);
    }
    if (!set_option((option_id)option_of(code), optarg ? optarg : "", out)) {
      return CLI_USAGE;
    }
  }
  out->input = argc > optind ? argv + optind : no_file;
  out->n_input = argc > optind ? argc - optind : 1;
  if (out->n_input > 1 && !out->help) {
    if (out->article.title.n > 0) {
      return cli_usage("--title is for one input, not for %d", out->n_input);
    }
    if (out->article.url.n > 0) {
      return cli_usage("--url is for one input, not for %d", out->n_input);
    }
  }
  return CLI_OK;
}
