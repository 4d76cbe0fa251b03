/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

typedef struct load_options {
  yanshu_load_options to;
  bool append;
  bool default_graph;
  bool verbose;
  bool help;
} load_options;

typedef enum option_id {
  OPT_TO,
  OPT_PROTOCOL,
  OPT_GRAPH,
  OPT_GRAPHS,
  OPT_DEFAULT_GRAPH,
  OPT_REPLACE,
  OPT_APPEND,
  OPT_DATE,
  OPT_SOURCE,
  OPT_NETRC,
  OPT_CACERT,
  OPT_RETRIES,
  OPT_TIMEOUT,
  OPT_VERBOSE,
  OPT_HELP,
  OPTIONS
} option_id;

static const cli_option table[OPTIONS] = {
    [OPT_TO] = {"to", 0, "URL", "where the store takes data"},
    [OPT_PROTOCOL] = {"protocol", 0, "NAME", "graphs (Graph Store Protocol) or update (SPARQL Update)"},
    [OPT_GRAPH] = {"graph", 'g', "IRI", "one named graph for all"},
    [OPT_GRAPHS] = {"graphs", 0, NULL, "one graph an article, as N-Quads name them"},
    [OPT_DEFAULT_GRAPH] = {"default-graph", 0, NULL, "the default graph for all"},
    [OPT_REPLACE] = {"replace", 0, NULL, "a graph becomes what the FILEs say"},
    [OPT_APPEND] = {"append", 0, NULL, "add to a graph"},
    [OPT_DATE] = {"date", 'd', "DATE", "date of publication, for articles"},
    [OPT_SOURCE] = {"source", 's', "NAME", "newspaper or site, for articles"},
    [OPT_NETRC] = {"netrc-file", 0, "FILE", "names and passwords (~/.netrc)"},
    [OPT_CACERT] = {"cacert", 0, "FILE", "certificates to trust (those of the system)"},
    [OPT_RETRIES] = {"retries", 0, "N", "how often to try again (5)"},
    [OPT_TIMEOUT] = {"timeout", 0, "SECONDS", "without a byte: the connection is broken (300)"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

static const cli_word protocol_words[] = {
    {"graphs", YANSHU_PROTOCOL_GRAPHS},
    {"update", YANSHU_PROTOCOL_UPDATE},
};

static bool set_protocol(const char *value, yanshu_protocol *out) {
  const int found =
      cli_find_word(&table[OPT_PROTOCOL], value, protocol_words, sizeof protocol_words / sizeof protocol_words[0]);
  *out = found < 0 ? YANSHU_PROTOCOL_GUESS : (yanshu_protocol)found;
  return found >= 0;
}

static bool set_number(size_t i, const char *value, unsigned least, unsigned *out) {
  char *end = NULL;
  errno = 0;
  const unsigned long n = strtoul(value, &end, 10);
  if (*value < '0' || *value > '9' || *end != '\0' || errno != 0 || n < least || n > 100000) {
    (void)cli_usage("--%s: '%s' is no number from %u to 100000", table[i].name, value, least);
    return false;
  }
  *out = (unsigned)n;
  return true;
}

static bool set_option(void *user, size_t i, const char *value) {
  load_options *out = user;
  switch ((option_id)i) {
  case OPT_TO:
    out->to.url = value;
    break;
  case OPT_GRAPH:
    out->to.graph = (yanshu_view){value, strlen(value)};
    break;
  case OPT_PROTOCOL:
    return set_protocol(value, &out->to.protocol);
  case OPT_GRAPHS:
    out->to.graphs = 1;
    break;
  case OPT_DATE:
    out->to.article.date = (yanshu_view){value, strlen(value)};
    break;
  case OPT_SOURCE:
    out->to.article.source = (yanshu_view){value, strlen(value)};
    break;
  case OPT_CACERT:
    out->to.ca = value;
    break;
  case OPT_DEFAULT_GRAPH:
    out->default_graph = true;
    break;
  case OPT_REPLACE:
    out->to.replace = 1;
    break;
  case OPT_APPEND:
    out->append = true;
    break;
  case OPT_NETRC:
    out->to.netrc = value;
    break;
  case OPT_RETRIES:
    return set_number(i, value, 0, &out->to.retries);
  case OPT_TIMEOUT:
    return set_number(i, value, 1, &out->to.silence);
  case OPT_VERBOSE:
    out->verbose = true;
    break;
  case OPT_HELP:
    out->help = true;
    break;
  case OPTIONS:
    return false;
  }
  return true;
}

static const cli_syntax syntax = {"load", table, OPTIONS, set_option};

static void load_help(FILE *to) {
  fputs(
      "Usage: yanshu load --to=URL {--graph=IRI | --graphs | --default-graph} {--replace | --append} [OPTION]... "
      "FILE...\n"
      "Send exported files (.ttl, .rdf, .nt, .nq) or articles, which are read first, to a SPARQL store, graph by "
      "graph.\n"
      "Without --protocol it is SPARQL Update at addresses that end in /update, /sparql, /sparql-auth or /statements.\n"
      "Name and password come from a netrc file or from YANSHU_USER and YANSHU_PASSWORD.\n"
      "\n"
      "Options:\n",
      to);
  cli_put_options(to, &syntax);
  fputs("\n"
        "Exit status: 0 loaded, 1 a FILE was refused and nothing was sent, 2 wrong usage, 3 the store refused,\n"
        "failed or could not be reached, 4 Yanshu's own data could not be opened.\n",
        to);
}

static void show_percent(void *user, unsigned percent) {
  cli_console *c = user;
  cli_clear_progress(c);
  fprintf(stderr, "%u %%", percent);
  fflush(stderr);
  c->line_open = true;
}

static int parse(int argc, char **argv, load_options *out, int *operand) {
  *out = (load_options){.to.retries = 5};
  if (cli_parse(&syntax, argc, argv, out, operand) != CLI_OK) {
    return CLI_USAGE;
  }
  if (out->help) {
    return CLI_OK;
  }
  if (!out->to.url) {
    return cli_usage("load: needs the address of a store: --to=URL");
  }
  if (out->default_graph ? out->to.graph.n > 0 || out->to.graphs != 0 : out->to.graph.n == 0 && out->to.graphs == 0) {
    return cli_usage("load: either --graph=IRI, --graphs or --default-graph");
  }
  if ((out->to.replace != 0) == out->append) {
    return cli_usage("load: either --replace or --append");
  }
  return *operand < argc ? CLI_OK : cli_usage("load: needs a FILE");
}

static int run_load(load_options *options, const char *const *path, size_t n) {
  cli_console c = {.verbose = options->verbose, .progress = isatty(STDERR_FILENO) == 1};
  const yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  options->to.user = getenv("YANSHU_USER");
  options->to.password = getenv("YANSHU_PASSWORD");
  if (!options->to.ca) {
    /* as curl does */
    options->to.ca = getenv("CURL_CA_BUNDLE");
  }
  options->to.progress = c.progress ? show_percent : NULL;
  options->to.progress_user = &c;
  const yanshu_status status = yanshu_load(world, &options->to, path, n);
  cli_clear_progress(&c);
  yanshu_world_free(world);
  switch ((int)status) {
  case YANSHU_OK:
    return CLI_OK;
  case YANSHU_BAD_ARGUMENT:
    return CLI_USAGE;
  case YANSHU_REMOTE:
  case YANSHU_WRITE_ERROR:
    return CLI_OUTPUT;
  default:
    return CLI_REFUSED;
  }
}

static int load_command(int argc, char **argv) {
  load_options options;
  int operand = 0;
  const int code = parse(argc, argv, &options, &operand);
  if (code != CLI_OK) {
    return code;
  }
  if (options.help) {
    load_help(stdout);
    return cli_close_output(CLI_OK);
  }
  return run_load(&options, (const char *const *)(argv + operand), (size_t)(argc - operand));
}

const cli_command cli_load_command = {"load", "send exported files or articles to a SPARQL store", load_command,
                                      load_help};
