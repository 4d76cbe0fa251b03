/* SPDX-License-Identifier: Apache-2.0 */
/** @file ontology.c `yanshu ontology`: what the words of the data mean. */
#include <errno.h>
#include <string.h>

#include "cli.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

typedef struct ontology {
  int syntax;         /**< a yanshu_syntax; -1: the usual one */
  const char *output; /**< NULL: standard output */
  bool help;
} ontology;

enum { OPT_FORMAT, OPT_OUTPUT, OPT_HELP, OPTIONS };

static const cli_option table[OPTIONS] = {
    [OPT_FORMAT] = {"format", 'f', "SYNTAX", "turtle (default), rdfxml, rdfxml-abbrev, ntriples, nquads or jsonld"},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write to FILE, whole or not at all; - is standard output"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

static const cli_word parts[] = {
    {"ontology", YANSHU_ONTOLOGY_TERMS}, {"kinds", YANSHU_ONTOLOGY_KINDS},     {"roles", YANSHU_ONTOLOGY_ROLES},
    {"shapes", YANSHU_ONTOLOGY_SHAPES},  {"context", YANSHU_ONTOLOGY_CONTEXT},
};

static bool set_option(void *user, size_t i, const char *value) {
  ontology *out = user;
  switch (i) {
  case OPT_FORMAT:
    out->syntax = cli_find_syntax(&table[i], value);
    return out->syntax >= 0;
  case OPT_OUTPUT:
    out->output = strcmp(value, "-") == 0 ? NULL : value;
    return true;
  default:
    out->help = true;
    return true;
  }
}

static const cli_syntax syntax = {"ontology", table, OPTIONS, set_option};

static void ontology_help(FILE *to) {
  fputs("Usage: yanshu ontology [OPTION]... [PART]\n"
        "Write what yanshu's data are described by. PART is one of:\n"
        "  ontology  classes and properties (default)\n"
        "  kinds     kinds of organisations, programs and events (SKOS)\n"
        "  roles     roles that people hold (SKOS)\n"
        "  shapes    what well-formed data is (SHACL); not in JSON-LD\n"
        "  context   the context of JSON-LD\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &syntax);
  fputs("\n"
        "Exit status: 0 written, 2 wrong usage, 3 the output could not be written,\n"
        "4 Yanshu's own data could not be opened.\n",
        to);
}

static int print(yanshu_world *world, const ontology *options, yanshu_ontology part) {
  const int usual = part == YANSHU_ONTOLOGY_CONTEXT ? YANSHU_JSONLD : YANSHU_TURTLE;
  const yanshu_syntax to = (yanshu_syntax)(options->syntax >= 0 ? options->syntax : usual);
  int reason = 0;
  errno = 0;
  const yanshu_status status = options->output ? yanshu_ontology_write_file(world, part, to, options->output)
                                               : yanshu_ontology_write(world, part, to, cli_write_output, &reason);
  if (reason != 0) {
    cli_say("standard output: %s", strerror(reason));
    return CLI_OUTPUT;
  }
  /* Of any other failure the library has spoken. */
  switch (status) {
  case YANSHU_OK:
    return options->output ? CLI_OK : cli_close_output(CLI_OK);
  case YANSHU_BAD_ARGUMENT:
    return CLI_USAGE;
  case YANSHU_WRITE_ERROR:
    return CLI_OUTPUT;
  default:
    return CLI_BROKEN;
  }
}

static int ontology_command(int argc, char **argv) {
  static const cli_option part_option = {"part", 0, "PART", NULL};
  ontology options = {.syntax = -1};
  int operand = 0;
  if (cli_parse(&syntax, argc, argv, &options, &operand) != CLI_OK) {
    return CLI_USAGE;
  }
  if (options.help) {
    ontology_help(stdout);
    return cli_close_output(CLI_OK);
  }
  if (argc - operand > 1) {
    return cli_usage("ontology: one PART at a time");
  }
  const int part = argc > operand ? cli_find_word(&part_option, argv[operand], parts, LENGTH(parts)) : 0;
  if (part < 0) {
    return CLI_USAGE;
  }
  cli_console c = {.verbose = false};
  const yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  const int code = print(world, &options, (yanshu_ontology)part);
  yanshu_world_free(world);
  return code;
}

const cli_command cli_ontology_command = {"ontology", "write the ontology, roles, kinds, shapes or JSON-LD context",
                                          ontology_command, ontology_help};
