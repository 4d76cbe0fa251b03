/* SPDX-License-Identifier: Apache-2.0 */
/** @file convert.c `yanshu convert` and `yanshu link`: what Yanshu wrote, in another syntax; which of its persons may
 * be one. */
#include <errno.h>
#include <string.h>

#include "cli.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

typedef struct convert {
  yanshu_syntax syntax;
  int from; /**< a yanshu_syntax; -1: by the name of each file */
  yanshu_dataset_options dataset;
  const char *output; /**< NULL: standard output */
  bool links;         /**< only the links between persons are wanted */
  bool verbose;
  bool help;
} convert;

static const cli_word input_words[] = {
    {"turtle", YANSHU_TURTLE}, {"ttl", YANSHU_TURTLE}, {"rdfxml", YANSHU_RDFXML}, {"rdf", YANSHU_RDFXML},
    {"xml", YANSHU_RDFXML},    {"owl", YANSHU_RDFXML}, {"nt", YANSHU_NTRIPLES},   {"ntriples", YANSHU_NTRIPLES},
    {"nquads", YANSHU_NQUADS}, {"nq", YANSHU_NQUADS},  {"jsonld", YANSHU_JSONLD}, {"csv", YANSHU_CSV},
    {"dot", YANSHU_DOT},
};

enum { OPT_FORMAT, OPT_OUTPUT, OPT_INPUT, OPT_BASE, OPT_VERBOSE, OPT_HELP, OPTIONS };

static const cli_option table[OPTIONS] = {
    [OPT_FORMAT] = {"format", 'f', "SYNTAX", CLI_SYNTAXES},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write to FILE, whole or not at all; - is standard output"},
    [OPT_INPUT] = {"input-syntax", 'i', "SYNTAX", "turtle, rdfxml, ntriples or nquads instead of by the file's name"},
    [OPT_BASE] = {"base", 'b', "IRI", "namespace that Turtle and JSON-LD shorten (https://data.example.org/)"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

static bool set_option(void *user, size_t i, const char *value) {
  convert *out = user;
  int found = 0;
  switch (i) {
  case OPT_FORMAT:
    found = cli_find_syntax(&table[i], value);
    out->syntax = found < 0 ? YANSHU_TURTLE : (yanshu_syntax)found;
    break;
  case OPT_INPUT:
    found = cli_find_word(&table[i], value, input_words, LENGTH(input_words));
    out->from = found;
    break;
  case OPT_OUTPUT:
    out->output = strcmp(value, "-") == 0 ? NULL : value;
    break;
  case OPT_BASE:
    out->dataset.base = (yanshu_view){value, strlen(value)};
    break;
  case OPT_VERBOSE:
    out->verbose = true;
    break;
  case OPT_HELP:
    out->help = true;
    break;
  default:
    return false;
  }
  return found >= 0;
}

static const cli_syntax convert_syntax = {"convert", table, OPTIONS, set_option};
static const cli_syntax link_syntax = {"link", table, OPTIONS, set_option};

static void link_help(FILE *to) {
  fputs("Usage: yanshu link [OPTION]... [FILE]...\n"
        "Read exports (Turtle, RDF/XML, N-Triples, N-Quads) and write which persons may be the same:\n"
        "same name, and nothing that tells them apart. An export that was not streamed has these links.\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &link_syntax);
  fputs("\n"
        "Without -f, N-Quads are written; the graph of the links is BASElinks.\n"
        "Exit status: 0 all read, 1 an input was refused and nothing written, 2 wrong usage,\n"
        "3 the output could not be written, 4 Yanshu's own data could not be opened.\n",
        to);
}

static void convert_help(FILE *to) {
  fputs("Usage: yanshu convert [OPTION]... [FILE]...\n"
        "Read files that yanshu wrote (Turtle, RDF/XML, N-Triples, N-Quads, JSON-LD) as one graph and\n"
        "write it in another syntax. Without FILE, or when FILE is -, standard input is read.\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &convert_syntax);
  fputs("\n"
        "Exit status: 0 all converted, 1 an input was refused and nothing written, 2 wrong usage,\n"
        "3 the output could not be written, 4 Yanshu's own data could not be opened.\n",
        to);
}

/** The syntax that the end of the name says; -1 for none. */
static int syntax_of(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *point = strrchr(slash ? slash : path, '.');
  for (size_t i = 0; point && i < LENGTH(input_words); i++) {
    if (strcmp(point + 1, input_words[i].name) == 0) {
      return input_words[i].value;
    }
  }
  return -1;
}

static int load_all(yanshu_dataset *dataset, const convert *options, char **input, int n) {
  for (int i = 0; i < n; i++) {
    const int from = options->from >= 0 ? options->from : syntax_of(input[i]);
    if (from < 0) {
      return cli_usage("%s: its name doesn't tell the syntax; give it by --input-syntax", input[i]);
    }
    const yanshu_status status = options->links ? yanshu_dataset_load_names(dataset, input[i], (yanshu_syntax)from)
                                                : yanshu_dataset_load_file(dataset, input[i], (yanshu_syntax)from);
    if (status != YANSHU_OK) {
      /* The library has said why. A graph without a part is not what was asked for. */
      return status == YANSHU_BAD_ARGUMENT ? CLI_USAGE : CLI_REFUSED;
    }
  }
  return CLI_OK;
}

static int write_all(yanshu_dataset *dataset, const convert *options) {
  if (options->output) {
    const yanshu_status written = options->links
                                      ? yanshu_dataset_write_links_file(dataset, options->syntax, options->output)
                                      : yanshu_dataset_write_file(dataset, options->syntax, options->output);
    return written == YANSHU_OK ? CLI_OK : CLI_OUTPUT;
  }
  int reason = 0;
  const yanshu_status status = options->links
                                   ? yanshu_dataset_write_links(dataset, options->syntax, cli_write_output, &reason)
                                   : yanshu_dataset_write(dataset, options->syntax, cli_write_output, &reason);
  errno = 0;
  if (status == YANSHU_OK && fflush(stdout) != 0) {
    reason = errno != 0 ? errno : EIO;
  }
  if (reason != 0) {
    cli_say("standard output: %s", strerror(reason));
    return CLI_OUTPUT;
  }
  return status == YANSHU_OK ? cli_close_output(CLI_OK) : CLI_OUTPUT;
}

static int run_in_world(yanshu_world *world, const convert *options, char **input, int n) {
  yanshu_dataset *dataset = NULL;
  const yanshu_status status = yanshu_dataset_new(world, &options->dataset, &dataset);
  if (status != YANSHU_OK) {
    return status == YANSHU_BAD_ARGUMENT ? CLI_USAGE : CLI_BROKEN;
  }
  int code = load_all(dataset, options, input, n);
  code = code == CLI_OK ? write_all(dataset, options) : code;
  yanshu_dataset_free(dataset);
  return code;
}

static int run(int argc, char **argv, bool links) {
  static char standard_input[] = "-";
  static char *no_file[] = {standard_input};
  convert options = {.syntax = links ? YANSHU_NQUADS : YANSHU_TURTLE,
                     .links = links,
                     .from = -1,
                     .dataset.detail = YANSHU_DETAIL_EVIDENCE};
  int operand = 0;
  if (cli_parse(links ? &link_syntax : &convert_syntax, argc, argv, &options, &operand) != CLI_OK) {
    return CLI_USAGE;
  }
  if (options.help) {
    (links ? link_help : convert_help)(stdout);
    return cli_close_output(CLI_OK);
  }
  cli_console c = {.verbose = options.verbose};
  const yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  const int n = argc - operand;
  const int code = run_in_world(world, &options, n > 0 ? argv + operand : no_file, n > 0 ? n : 1);
  yanshu_world_free(world);
  return code;
}

static int convert_command(int argc, char **argv) {
  return run(argc, argv, false);
}

static int link_command(int argc, char **argv) {
  return run(argc, argv, true);
}

const cli_command cli_convert_command = {"convert", "write what yanshu wrote in another syntax", convert_command,
                                         convert_help};
const cli_command cli_link_command = {"link", "write which persons of exported data may be the same", link_command,
                                      link_help};
