/* SPDX-License-Identifier: Apache-2.0 */
/** @file timeline.c `yanshu timeline`: who held which post when, as far as exported files report it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

typedef struct timeline {
  yanshu_timeline_options options;
  bool width_given;
  bool verbose;
  bool help;
} timeline;

static const cli_word form_words[] = {
    {"table", YANSHU_TIMELINE_TABLE}, {"csv", YANSHU_TIMELINE_CSV}, {"turtle", YANSHU_TIMELINE_TURTLE}};

enum { OPT_FORMAT, OPT_OUTPUT, OPT_CONTRADICTIONS, OPT_WIDTH, OPT_VERBOSE, OPT_HELP, OPTIONS };

static const cli_option table[OPTIONS] = {
    [OPT_FORMAT] = {"format", 'f', "FORM", "table (default), csv or turtle"},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write to FILE, whole or not at all; - is standard output"},
    [OPT_CONTRADICTIONS] = {"contradictions", 'c', NULL, "only reports that contradict each other"},
    [OPT_WIDTH] = {"width", 0, "COLUMNS", "of the table; 0 cuts nothing (the terminal's, or 0)"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

static bool set_width(timeline *out, const char *value) {
  char *end = NULL;
  errno = 0;
  const unsigned long n = strtoul(value, &end, 10);
  if (*value < '0' || *value > '9' || *end != '\0' || errno != 0 || n > 1000000) {
    (void)cli_usage("--width: '%s' is no number from 0 to 1000000", value);
    return false;
  }
  out->options.columns = (unsigned)n;
  out->width_given = true;
  return true;
}

static bool set_option(void *user, size_t i, const char *value) {
  timeline *out = user;
  int found = 0;
  switch (i) {
  case OPT_FORMAT:
    found = cli_find_word(&table[i], value, form_words, LENGTH(form_words));
    out->options.form = found < 0 ? YANSHU_TIMELINE_TABLE : (yanshu_timeline_form)found;
    break;
  case OPT_OUTPUT:
    out->options.output = strcmp(value, "-") == 0 ? NULL : value;
    break;
  case OPT_CONTRADICTIONS:
    out->options.contradictions = 1;
    break;
  case OPT_WIDTH:
    return set_width(out, value);
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

static const cli_syntax syntax = {"timeline", table, OPTIONS, set_option};

static void timeline_help(FILE *to) {
  fputs("Usage: yanshu timeline [OPTION]... FILE...\n"
        "Read exported files (.ttl, .rdf, .nt, .nq) and write who held which post when: consecutive\n"
        "reports of one person in one post become one interval. Contradictions are listed.\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &syntax);
  fputs("\n"
        "Exit status: 0 written, 1 an input was refused and nothing written, 2 wrong usage,\n"
        "3 the output could not be written, 4 Yanshu's own data could not be opened.\n",
        to);
}

static int code_of(yanshu_status status) {
  return status == YANSHU_OK             ? CLI_OK
         : status == YANSHU_WRITE_ERROR  ? CLI_OUTPUT
         : status == YANSHU_BAD_ARGUMENT ? CLI_USAGE
                                         : CLI_REFUSED;
}

static int run_in_world(yanshu_world *world, const timeline *t, char **input, int n) {
  int reason = 0;
  const yanshu_status status =
      yanshu_timeline(world, &t->options, (const char *const *)input, (size_t)n, cli_write_output, &reason);
  if (reason != 0) {
    cli_say("standard output: %s", strerror(reason));
    return CLI_OUTPUT;
  }
  return t->options.output || status != YANSHU_OK ? code_of(status) : cli_close_output(CLI_OK);
}

static int timeline_command(int argc, char **argv) {
  timeline t = {.options.form = YANSHU_TIMELINE_TABLE};
  int operand = 0;
  if (cli_parse(&syntax, argc, argv, &t, &operand) != CLI_OK) {
    return CLI_USAGE;
  }
  if (t.help) {
    timeline_help(stdout);
    return cli_close_output(CLI_OK);
  }
  if (operand == argc) {
    return cli_usage("timeline: needs a FILE that yanshu export wrote");
  }
  if (t.options.contradictions != 0 && t.options.form == YANSHU_TIMELINE_TURTLE) {
    return cli_usage("timeline: --contradictions is for table and csv; in turtle they are ys:contradicts");
  }
  if (!t.width_given && !t.options.output) {
    t.options.columns = cli_terminal_width();
  }
  cli_console c = {.verbose = t.verbose};
  const yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  const int code = run_in_world(world, &t, argv + operand, argc - operand);
  yanshu_world_free(world);
  return code;
}

const cli_command cli_timeline_command = {"timeline", "who held which post when, in a corpus", timeline_command,
                                          timeline_help};
