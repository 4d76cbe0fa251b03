/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rules.h"

static const cli_word format_words[] = {
    {"table", CLI_RULES_TABLE},
    {"tsv", CLI_RULES_TSV},
    {"json", CLI_RULES_JSON},
};
static const cli_word language_words[] = {{"en", 0}, {"zh", 1}};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define SAMPLES_MOST 1000

typedef enum option_id {
  OPT_RULES,
  OPT_ONLY_RULES,
  OPT_LEXICON,
  OPT_FORMAT,
  OPT_SAMPLES,
  OPT_LANGUAGE,
  OPT_DATE,
  OPT_ENCODING,
  OPT_VERBOSE,
  OPT_HELP,
  OPTIONS
} option_id;

/** The options of rules, in the order in which the help shows them. */
static const cli_option table[OPTIONS] = {
    [OPT_RULES] = CLI_RULES_OPTION,
    [OPT_ONLY_RULES] = CLI_ONLY_RULES_OPTION,
    [OPT_LEXICON] = CLI_LEXICON_OPTION,
    [OPT_FORMAT] = {"format", 'f', "FORMAT", "list: table (default), tsv or json"},
    [OPT_SAMPLES] = {"samples", 'n', "N", "list: show up to N places where each rule found something"},
    [OPT_LANGUAGE] = {"language", 0, "LANG", "list: descriptions in en (default) or zh"},
    [OPT_DATE] = {"date", 'd', "DATE", "list: date of publication of the articles"},
    [OPT_ENCODING] = {"encoding", 'e', "NAME", "list: encoding of the articles, instead of recognising it"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

static bool set_samples(cli_rules *out, const char *value) {
  char *end = NULL;
  const unsigned long n = strtoul(value, &end, 10);
  if (*value < '0' || *value > '9' || *end != '\0' || n > SAMPLES_MOST) {
    (void)cli_usage("--samples: '%s' is no number from 0 to %d", value, SAMPLES_MOST);
    return false;
  }
  out->samples = n;
  return true;
}

/** Puts one option into @p out; false when its value is none, which has been said then. */
static bool set_option(void *user, size_t i, const char *value) {
  cli_rules *out = user;
  int found = 0;
  switch ((option_id)i) {
  case OPT_RULES:
    return cli_set_knowledge(&out->knowledge, CLI_RULES, value);
  case OPT_ONLY_RULES:
    return cli_set_knowledge(&out->knowledge, CLI_ONLY_RULES, value);
  case OPT_LEXICON:
    return cli_set_knowledge(&out->knowledge, CLI_LEXICON, value);
  case OPT_FORMAT:
    found = cli_find_word(&table[i], value, format_words, LENGTH(format_words));
    out->format = found < 0 ? CLI_RULES_TABLE : (cli_rules_format)found;
    break;
  case OPT_SAMPLES:
    return set_samples(out, value);
  case OPT_LANGUAGE:
    found = cli_find_word(&table[i], value, language_words, LENGTH(language_words));
    out->chinese = found == 1;
    break;
  case OPT_DATE:
    out->article.date = (yanshu_view){value, strlen(value)};
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

static const cli_syntax syntax = {"rules", table, OPTIONS, set_option};

static void help(FILE *to) {
  fputs("Usage: yanshu rules check [OPTION]... [FILE]...\n"
        "       yanshu rules list [OPTION]... [ARTICLE]...\n"
        "check: read the rules, run each against its examples, look for rules that can be\n"
        "done without. FILEs (or folders) are added rules, and then only these are checked.\n"
        "list: show the rules; with articles, how often each found something in them.\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &syntax);
  fputs("\n"
        "Exit status: 0 all is well, 1 check found something wrong or an article was refused,\n"
        "2 wrong usage, 3 the output could not be written, 4 the rules could not be opened.\n",
        to);
}

static int check(yanshu_world *world, const cli_rules *options) {
  yanshu_rules_report report = {0};
  const yanshu_status status = yanshu_rules_check(world, options->knowledge.n_rules > 0, &report);
  if (status != YANSHU_OK && status != YANSHU_BAD_RULES) {
    return CLI_BROKEN;
  }
  printf("%zu rules, %zu examples", report.rules, report.examples);
  if (status == YANSHU_OK) {
    printf(": all as they should be\n");
  } else {
    printf(": %zu examples failed, %zu rules can be done without\n", report.failed, report.needless);
  }
  return cli_close_output(status == YANSHU_OK ? CLI_OK : CLI_REFUSED);
}

static int run(const cli_rules *options) {
  cli_console c = {.verbose = options->verbose, .progress = options->n_input > 1 && isatty(STDERR_FILENO) == 1};
  yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  cli_use_knowledge(&options->knowledge, &world_options);
  yanshu_world *world = NULL;
  const yanshu_status status = yanshu_world_new(&world_options, &world);
  if (status != YANSHU_OK) {
    /* Rules that can't be read are what a check is for. */
    return status == YANSHU_BAD_RULES && !options->list ? CLI_REFUSED : CLI_BROKEN;
  }
  const int code = options->list ? cli_rules_list(world, options, &c) : check(world, options);
  yanshu_world_free(world);
  return code;
}

/** The word after `rules`: fills in what is to be done. */
static int read_action(int argc, char **argv, cli_rules *out) {
  const char *action = argc > 1 ? argv[1] : "";
  out->list = strcmp(action, "list") == 0;
  out->help = strcmp(action, "--help") == 0 || strcmp(action, "-h") == 0;
  if (!out->list && !out->help && strcmp(action, "check") != 0) {
    return *action != '\0' ? cli_usage("rules: '%s' is neither check nor list", action)
                           : cli_usage("rules: say check or list");
  }
  return CLI_OK;
}

static int rules_command(int argc, char **argv) {
  cli_rules options = {0};
  int operand = 0;
  if (read_action(argc, argv, &options) != CLI_OK) {
    return CLI_USAGE;
  }
  if (!options.help && cli_parse(&syntax, argc - 1, argv + 1, &options, &operand) != CLI_OK) {
    return CLI_USAGE;
  }
  if (options.help) {
    help(stdout);
    return cli_close_output(CLI_OK);
  }
  options.input = argv + 1 + operand;
  options.n_input = argc - 1 - operand;
  for (int i = 0; !options.list && i < options.n_input; i++) {
    if (!cli_set_knowledge(&options.knowledge, CLI_RULES, options.input[i])) {
      return CLI_USAGE;
    }
  }
  return run(&options);
}

const cli_command cli_rules_command = {"rules", "check the rules against their examples, or list what they find",
                                       rules_command, help};
