/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
/** The longest query, in bytes. */
#define QUERY_LIMIT ((size_t)1 << 20)

typedef struct query_options {
  const char *query_file;
  const char *query_text;
  yanshu_answer answer;
  yanshu_input article;
  unsigned timeout; /**< seconds */
  unsigned memory;  /**< MiB */
  unsigned width;   /**< columns; UINT_MAX: the terminal's */
  bool verbose;
  bool help;
  char **input;
  int n_input;
} query_options;

static const cli_word answer_words[] = {
    {"table", YANSHU_ANSWER_TABLE}, {"csv", YANSHU_ANSWER_CSV}, {"tsv", YANSHU_ANSWER_TSV},
    {"json", YANSHU_ANSWER_JSON},   {"xml", YANSHU_ANSWER_XML}, {"ntriples", YANSHU_ANSWER_NTRIPLES},
};

typedef enum option_id {
  OPT_QUERY,
  OPT_TEXT,
  OPT_FORMAT,
  OPT_TIMEOUT,
  OPT_MEMORY,
  OPT_WIDTH,
  OPT_DATE,
  OPT_SOURCE,
  OPT_VERBOSE,
  OPT_HELP,
  OPTIONS
} option_id;

static const cli_option table[OPTIONS] = {
    [OPT_QUERY] = {"query", 'q', "FILE", "the query; - is standard input"},
    [OPT_TEXT] = {"text", 't', "SPARQL", "the query itself"},
    [OPT_FORMAT] = {"format", 'f', "FORM", "table (default), csv, tsv, json, xml or ntriples"},
    [OPT_TIMEOUT] = {"timeout", 0, "SECONDS", "give up after so long (60)"},
    [OPT_MEMORY] = {"memory", 0, "MIB", "give up when more is needed (4096)"},
    [OPT_WIDTH] = {"width", 0, "COLUMNS", "of the table; 0 cuts nothing (the terminal's, or 0)"},
    [OPT_DATE] = {"date", 'd', "DATE", "date of publication, for articles"},
    [OPT_SOURCE] = {"source", 's', "NAME", "newspaper or site, for articles"},
    [OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

static bool set_number(size_t i, const char *value, unsigned least, unsigned *out) {
  char *end = NULL;
  errno = 0;
  const unsigned long n = strtoul(value, &end, 10);
  if (*value < '0' || *value > '9' || *end != '\0' || errno != 0 || n < least || n > 1000000) {
    (void)cli_usage("--%s: '%s' is no number from %u to 1000000", table[i].name, value, least);
    return false;
  }
  *out = (unsigned)n;
  return true;
}

static bool set_option(void *user, size_t i, const char *value) {
  query_options *out = user;
  int found = 0;
  switch ((option_id)i) {
  case OPT_QUERY:
    out->query_file = value;
    break;
  case OPT_TEXT:
    out->query_text = value;
    break;
  case OPT_FORMAT:
    found = cli_find_word(&table[i], value, answer_words, LENGTH(answer_words));
    out->answer = found < 0 ? YANSHU_ANSWER_TABLE : (yanshu_answer)found;
    break;
  case OPT_TIMEOUT:
    return set_number(i, value, 1, &out->timeout);
  case OPT_MEMORY:
    return set_number(i, value, 16, &out->memory);
  case OPT_WIDTH:
    return set_number(i, value, 0, &out->width);
  case OPT_DATE:
    out->article.date = (yanshu_view){value, strlen(value)};
    break;
  case OPT_SOURCE:
    out->article.source = (yanshu_view){value, strlen(value)};
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

static const cli_syntax syntax = {"query", table, OPTIONS, set_option};

static void query_help(FILE *to) {
  fputs("Usage: yanshu query {-q FILE | -t SPARQL} [OPTION]... FILE...\n"
        "Answer a SPARQL query over exported files (.ttl, .rdf, .nt, .nq) or over articles, which are read first.\n"
        "Named graphs fall together into one. What the embedded engine does not know is refused by name.\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &syntax);
  fputs("\n"
        "Exit status: 0 answered, 1 no answer (input refused, query not supported, time or memory out),\n"
        "2 wrong usage or no SPARQL, 3 the output could not be written, 4 Yanshu's own data could not be opened.\n",
        to);
}

/* ---- the process that answers ---- */

static yanshu_status write_to_file(void *user, const void *bytes, size_t n) {
  const int *file = user;
  const char *p = bytes;
  while (n > 0) {
    const ssize_t done = write(*file, p, n);
    if (done < 0 && errno == EINTR) {
      continue;
    }
    if (done <= 0) {
      cli_say("the answer is too large: %s", strerror(errno));
      return YANSHU_WRITE_ERROR;
    }
    p += done;
    n -= (size_t)done;
  }
  return YANSHU_OK;
}

static int code_of(yanshu_status status) {
  return status == YANSHU_OK ? CLI_OK : status == YANSHU_BAD_ARGUMENT ? CLI_USAGE : CLI_REFUSED;
}

static int answer(yanshu_world *world, const query_options *options, cli_console *c, yanshu_view query, int file) {
  yanshu_store *store = NULL;
  yanshu_status status = yanshu_store_new(world, &store);
  for (int i = 0; i < options->n_input && status == YANSHU_OK; i++) {
    cli_show_progress(c, i, options->n_input, options->input[i]);
    status = yanshu_store_add_file(store, options->input[i], &options->article);
  }
  cli_clear_progress(c);
  if (status == YANSHU_OK) {
    status = yanshu_store_ask(store, query, options->answer, options->width, write_to_file, &file);
  }
  yanshu_store_free(store);
  return code_of(status);
}

static int answer_in_child(const query_options *options, yanshu_view query, int file) {
  cli_console c = {.verbose = options->verbose, .progress = options->n_input > 1 && isatty(STDERR_FILENO) == 1};
  const yanshu_world_options world_options = {.log = cli_show_message, .log_user = &c};
  yanshu_world *world = NULL;
  if (yanshu_world_new(&world_options, &world) != YANSHU_OK) {
    return CLI_BROKEN;
  }
  const int code = answer(world, options, &c, query, file);
  yanshu_world_free(world);
  return code;
}

static void limit_child(const query_options *options) {
  (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
  const struct rlimit none = {0, 0};
  (void)setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__)
  /* A sanitizer reserves more than any machine has. */
  const rlim_t bytes = (rlim_t)options->memory << 20;
  const struct rlimit memory = {bytes, bytes};
  (void)setrlimit(RLIMIT_AS, &memory);
#else
  (void)options;
#endif
}

/* ---- the process that waits for it ---- */

static long milliseconds_left(const struct timespec *start, unsigned timeout) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  const long past = (long)(now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
  const long left = (long)timeout * 1000 - past;
  return left < 0 ? 0 : left > INT_MAX ? INT_MAX : left;
}

/** Waits for the child or for the end of its time; returns what waitpid says, or -1 when the time was out. */
static int wait_for(pid_t child, unsigned timeout) {
  struct timespec start;
  (void)clock_gettime(CLOCK_MONOTONIC, &start);
  const int handle = pidfd_open(child, 0);
  struct pollfd ready = {.fd = handle, .events = POLLIN};
  int found = 0;
  while (handle >= 0 && (found = poll(&ready, 1, (int)milliseconds_left(&start, timeout))) < 0 && errno == EINTR) {
  }
  const bool late = handle >= 0 && found == 0;
  if (late) {
    (void)kill(child, SIGKILL);
  }
  if (handle >= 0) {
    (void)close(handle);
  }
  int state = 0;
  while (waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  return late ? -1 : state;
}

static int copy_answer(int file) {
  char block[1 << 14];
  if (lseek(file, 0, SEEK_SET) != 0) {
    cli_say("the answer is lost: %s", strerror(errno));
    return CLI_REFUSED;
  }
  for (ssize_t n = 0; (n = read(file, block, sizeof block)) > 0;) {
    int reason = 0;
    if (cli_write_output(&reason, block, (size_t)n) != YANSHU_OK) {
      cli_say("standard output: %s", strerror(reason));
      return CLI_OUTPUT;
    }
  }
  return cli_close_output(CLI_OK);
}

/** Says how the child ended when it did not end by itself. */
static int explain(int state, const query_options *options) {
  if (state == -1) {
    cli_say("query: no answer within %u s (--timeout); a real store is faster", options->timeout);
  } else {
    cli_say("query: broke down (signal %d%s), so there is no answer; try a real store", WTERMSIG(state),
            WTERMSIG(state) == SIGKILL ? "" : ", perhaps for want of memory, see --memory");
  }
  return CLI_REFUSED;
}

/**
 * A query may run for ever or need all memory: it does so in a process of its own, and its answer counts only when it
 * has come to a good end.
 */
static int run_query(const query_options *options, yanshu_view query) {
  const int file = memfd_create("yanshu-answer", MFD_CLOEXEC);
  if (file < 0) {
    cli_say("no place for the answer: %s", strerror(errno));
    return CLI_BROKEN;
  }
  fflush(NULL);
  const pid_t child = fork();
  if (child == 0) {
    limit_child(options);
    exit(answer_in_child(options, query, file));
  }
  if (child < 0) {
    cli_say("no process for the query: %s", strerror(errno));
    (void)close(file);
    return CLI_BROKEN;
  }
  const int state = wait_for(child, options->timeout);
  int code = 0;
  if (state == -1 || !WIFEXITED(state)) {
    code = explain(state, options);
  } else {
    code = WEXITSTATUS(state) == CLI_OK ? copy_answer(file) : WEXITSTATUS(state);
  }
  (void)close(file);
  return code;
}

/* ---- the command line ---- */

/** Reads the query's file; NULL when it can't be read, which has been said then. */
static char *read_query(const char *path, size_t *n) {
  const bool standard = strcmp(path, "-") == 0;
  FILE *from = standard ? stdin : fopen(path, "rbe");
  char *text = from ? malloc(QUERY_LIMIT + 1) : NULL;
  errno = from ? errno : errno != 0 ? errno : EIO;
  *n = text ? fread(text, 1, QUERY_LIMIT + 1, from) : 0;
  const bool failed = !text || ferror(from) != 0;
  if (failed) {
    cli_say("%s: %s", path, strerror(errno));
  } else if (*n > QUERY_LIMIT) {
    cli_say("%s: longer than %zu bytes", path, QUERY_LIMIT);
  }
  if (from && !standard) {
    (void)fclose(from);
  }
  if (failed || *n > QUERY_LIMIT) {
    free(text);
    return NULL;
  }
  return text;
}

static int parse(int argc, char **argv, query_options *out) {
  *out = (query_options){.timeout = 60, .memory = 4096, .width = UINT_MAX};
  int operand = 0;
  if (cli_parse(&syntax, argc, argv, out, &operand) != CLI_OK) {
    return CLI_USAGE;
  }
  out->input = argv + operand;
  out->n_input = argc - operand;
  if (out->help) {
    return CLI_OK;
  }
  if (!out->query_file == !out->query_text) {
    return cli_usage("query: needs a query: either --query=FILE or --text=SPARQL");
  }
  if (out->n_input == 0) {
    return cli_usage("query: needs a FILE to ask");
  }
  out->width = out->width == UINT_MAX ? cli_terminal_width() : out->width;
  return CLI_OK;
}

static int query_command(int argc, char **argv) {
  query_options options;
  const int code = parse(argc, argv, &options);
  if (code != CLI_OK) {
    return code;
  }
  if (options.help) {
    query_help(stdout);
    return cli_close_output(CLI_OK);
  }
  if (options.query_text) {
    return run_query(&options, (yanshu_view){options.query_text, strlen(options.query_text)});
  }
  size_t n = 0;
  char *text = read_query(options.query_file, &n);
  if (!text) {
    return CLI_REFUSED;
  }
  const int done = run_query(&options, (yanshu_view){text, n});
  free(text);
  return done;
}

const cli_command cli_query_command = {"query", "answer a SPARQL query over exported files or articles", query_command,
                                       query_help};
