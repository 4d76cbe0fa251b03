/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static void help(FILE *to) {
  fputs("Usage: yanshu COMMAND [OPTION]... [ARGUMENT]...\n"
        "Read Chinese-language news and write what it says as RDF.\n"
        "\n"
        "Commands:\n"
        "  export    read articles, write people, posts, organisations, divisions and programs\n"
        "  help      explain a command: yanshu help export\n"
        "\n"
        "Options:\n"
        "  -h, --help       show this help\n"
        "  -V, --version    show the version\n"
        "\n"
        "The manual is yanshu(1).\n",
        to);
}

void cli_say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("yanshu: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}

int cli_usage(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("yanshu: ", stderr);
  vfprintf(stderr, format, arguments);
  fputs("\nTry 'yanshu help' or 'yanshu help export'.\n", stderr);
  va_end(arguments);
  return CLI_USAGE;
}

int cli_close_output(int code) {
  errno = 0;
  const bool failed = ferror(stdout) != 0;
  if (fclose(stdout) != 0 || failed) {
    cli_say("standard output: %s", errno != 0 ? strerror(errno) : "could not be written");
    return CLI_OUTPUT;
  }
  return code;
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

static int run_export(int argc, char **argv) {
  cli_export options;
  const int code = cli_export_options(argc, argv, &options);
  if (code != CLI_OK) {
    return code;
  }
  if (options.help) {
    cli_export_help(stdout);
    return cli_close_output(CLI_OK);
  }
  return cli_export_run(&options);
}

static int run_help(int argc, char **argv) {
  if (argc > 2) {
    return cli_usage("help: too many arguments");
  }
  if (argc == 2 && strcmp(argv[1], "export") == 0) {
    cli_export_help(stdout);
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
  if (strcmp(command, "export") == 0) {
    return run_export(argc - 1, argv + 1);
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
