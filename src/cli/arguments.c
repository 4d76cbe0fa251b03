/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <string.h>

#include "cli.h"

/** getopt_long's code of option 0 when it has no letter. */
#define LONG_ONLY 0x100

void cli_put_options(FILE *to, const cli_syntax *syntax) {
  for (size_t i = 0; i < syntax->n_option; i++) {
    const cli_option *option = &syntax->option[i];
    char letter[] = "    ";
    if (option->letter != 0) {
      memcpy(letter, (const char[]){'-', option->letter, ',', ' '}, 4);
    }
    const char *argument = option->argument ? option->argument : "";
    const int width = 21 - (int)strlen(option->name);
    fprintf(to, "  %s--%s%c%-*s %s\n", letter, option->name, *argument ? '=' : ' ', width, argument, option->help);
  }
}

int cli_find_word(const cli_option *option, const char *text, const cli_word *word, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (strcmp(word[i].name, text) == 0) {
      return word[i].value;
    }
  }
  (void)cli_usage("--%s: '%s' is none of: %s", option->name, text, option->help);
  return -1;
}

int cli_find_syntax(const cli_option *option, const char *text) {
  static const cli_word syntax_words[] = {
      {"turtle", YANSHU_TURTLE},
      {"ttl", YANSHU_TURTLE},
      {"rdfxml", YANSHU_RDFXML},
      {"rdf", YANSHU_RDFXML},
      {"rdfxml-abbrev", YANSHU_RDFXML_ABBREV},
      {"ntriples", YANSHU_NTRIPLES},
      {"nt", YANSHU_NTRIPLES},
      {"nquads", YANSHU_NQUADS},
      {"nq", YANSHU_NQUADS},
      {"jsonld", YANSHU_JSONLD},
      {"csv", YANSHU_CSV},
      {"dot", YANSHU_DOT},
  };
  if (strcmp(text, "svg") == 0) {
    (void)cli_usage("--%s: Graphviz draws SVG: -f dot … | dot -Tsvg -o page.svg", option->name);
    return -1;
  }
  return cli_find_word(option, text, syntax_words, sizeof syntax_words / sizeof syntax_words[0]);
}

/** Fills the two tables that getopt_long wants. */
static void getopt_tables(const cli_syntax *syntax, struct option longs[CLI_OPTIONS_MAX + 1],
                          char letters[2 * CLI_OPTIONS_MAX + 2]) {
  size_t n = 0;
  letters[n++] = ':'; /* a missing argument is told apart from an unknown option */
  for (size_t i = 0; i < syntax->n_option; i++) {
    const cli_option *option = &syntax->option[i];
    const bool takes = option->argument != NULL;
    longs[i] = (struct option){option->name, takes ? required_argument : no_argument, NULL, LONG_ONLY + (int)i};
    if (option->letter != 0) {
      letters[n++] = option->letter;
      if (takes) {
        letters[n++] = ':';
      }
    }
  }
  longs[syntax->n_option] = (struct option){NULL, 0, NULL, 0};
  letters[n] = '\0';
}

static size_t option_of(const cli_syntax *syntax, int code) {
  if (code >= LONG_ONLY) {
    return (size_t)(code - LONG_ONLY);
  }
  size_t i = 0;
  while (i < syntax->n_option && syntax->option[i].letter != code) {
    i++;
  }
  return i;
}

/** What getopt_long did not like: @p code is ':' or '?'. */
static int bad_option(const cli_syntax *syntax, int code, char *const *argv) {
  if (optopt > 0 && optopt < LONG_ONLY) {
    return cli_usage(code == ':' ? "option '-%c' needs an argument" : "unknown option '-%c'", optopt);
  }
  const char *given = argv[optind - 1];
  if (code == ':') {
    return cli_usage("option '%s' needs an argument", given);
  }
  if (optopt >= LONG_ONLY) {
    return cli_usage("option '--%s' takes no argument", syntax->option[optopt - LONG_ONLY].name);
  }
  return cli_usage("unknown option '%s'", given);
}

int cli_parse(const cli_syntax *syntax, int argc, char **argv, void *user, int *operand) {
  struct option longs[CLI_OPTIONS_MAX + 1];
  char letters[2 * CLI_OPTIONS_MAX + 2];
  getopt_tables(syntax, longs, letters);
  opterr = 0;
  for (int code = 0; (code = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
    if (code == ':' || code == '?') {
      return bad_option(syntax, code, argv);
    }
    const size_t i = option_of(syntax, code);
    const cli_option *option = &syntax->option[i];
    const char *value = optarg ? optarg : "";
    if (option->argument && *value == '\0') {
      return cli_usage("--%s: empty argument", option->name);
    }
    if (!syntax->set(user, i, value)) {
      return CLI_USAGE;
    }
  }
  *operand = optind;
  return CLI_OK;
}
