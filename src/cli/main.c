/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/** All commands, in the order in which the help shows them. */
static const cli_command *const commands[] = {
    &cli_export_command, &cli_explain_command, &cli_query_command,    &cli_load_command, &cli_timeline_command,
    &cli_rules_command,  &cli_convert_command, &cli_ontology_command, &cli_link_command,
};

static const cli_command *find_command(const char *name) {
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    if (strcmp(commands[i]->name, name) == 0) {
      return commands[i];
    }
  }
  return NULL;
}

static void help(FILE *to) {
  fputs("Usage: yanshu COMMAND [OPTION]... [ARGUMENT]...\n"
        "Read Chinese-language news and write what it says as RDF.\n"
        "\n"
        "Commands:\n",
        to);
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    fprintf(to, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
  }
  fputs("  help      explain a command: yanshu help export\n"
        "\n"
        "Options:\n"
        "  -h, --help       show this help\n"
        "  -V, --version    show the version\n"
        "\n"
        "The manual is yanshu(1).\n",
        to);
}

/** A file that is opened later must not become standard output or the place of messages. */
static void occupy_standard_files(void) {
  static const int mode[] = {O_WRONLY, O_RDONLY, O_WRONLY};
  for (int file = 0; file <= 2; file++) {
    /* Opened the wrong way round: whoever uses 0 or 1 still gets an error. */
    if (fcntl(file, F_GETFD) == -1 && open("/dev/null", mode[file]) == -1) {
      return;
    }
  }
}

static int run_help(int argc, char **argv) {
  if (argc > 2) {
    return cli_usage("help: too many arguments");
  }
  const cli_command *command = argc == 2 ? find_command(argv[1]) : NULL;
  if (command) {
    command->help(stdout);
  } else if (argc == 2 && strcmp(argv[1], "help") != 0) {
    return cli_usage("help: no command '%s'", argv[1]);
  } else {
    help(stdout);
  }
  return cli_close_output(CLI_OK);
}

int main(int argc, char **argv) {
  occupy_standard_files();
  /* A closed pipe and a file-size limit are write errors like any other. */
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  if (argc < 2) {
    help(stderr);
    return CLI_USAGE;
  }
  const char *command = argv[1];
  const cli_command *found = find_command(command);
  if (found) {
    return found->run(argc - 1, argv + 1);
  }
  if (strcmp(command, "help") == 0) {
    return run_help(argc - 1, argv + 1);
  }
  const bool version = strcmp(command, "--version") == 0 || strcmp(command, "-V") == 0;
  if (!version && strcmp(command, "--help") != 0 && strcmp(command, "-h") != 0) {
    return cli_usage(command[0] == '-' ? "unknown option '%s'" : "unknown command '%s'", command);
  }
  if (argc > 2) {
    return cli_usage("%s takes no argument", command);
  }
  if (version) {
    printf("yanshu %s\n", yanshu_version());
  } else {
    help(stdout);
  }
  return cli_close_output(CLI_OK);
}
