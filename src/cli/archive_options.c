/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "export.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/** So many plain files are one graph; more of them are streamed, where the syntax has no use for the whole. */
#define MERGED_MOST 64

static const cli_option table[] = {CLI_ARCHIVE_OPTIONS};

typedef enum archive_option {
  OPT_STREAM,
  OPT_MERGE,
  OPT_FILES_FROM,
  OPT_NULL,
  OPT_INCLUDE,
  OPT_EXCLUDE,
  OPT_SPLIT,
  OPT_FIELD,
  OPT_SHARD,
  OPT_JOBS,
  OPT_OUTPUT_DIR,
  OPT_PART_SIZE,
  OPT_COMPRESS,
  OPT_ERRORS,
  OPT_RESUME,
  OPT_CHECKPOINT,
  OPTIONS
} archive_option;

_Static_assert(LENGTH(table) == (size_t)OPTIONS, "every option is in both lists");
_Static_assert((int)OPTIONS == (int)CLI_ARCHIVE_OPTION_COUNT, "every option is counted");

static bool wrong(archive_option i, const char *value, const char *wanted) {
  (void)cli_usage("--%s: '%s' is not %s", table[i].name, value, wanted);
  return false;
}

/** A whole number of @p least to @p most at the start of @p text; *end is behind it. */
static bool read_number(const char *text, unsigned long long least, unsigned long long most, unsigned long long *out,
                        const char **end) {
  char *stop = NULL;
  if (*text < '0' || *text > '9') {
    return false;
  }
  errno = 0;
  *out = strtoull(text, &stop, 10);
  *end = stop;
  return errno == 0 && *out >= least && *out <= most;
}

static bool set_unsigned(archive_option i, const char *value, unsigned most, const char *wanted, unsigned *out) {
  unsigned long long number;
  const char *end;
  if (!read_number(value, 1, most, &number, &end) || *end != '\0') {
    return wrong(i, value, wanted);
  }
  *out = (unsigned)number;
  return true;
}

static bool set_shard(yanshu_archive_options *o, const char *value) {
  unsigned long long shard;
  unsigned long long shards;
  const char *end;
  if (!read_number(value, 1, 1000000, &shard, &end) || *end != '/' ||
      !read_number(end + 1, 1, 1000000, &shards, &end) || *end != '\0' || shard > shards) {
    return wrong(OPT_SHARD, value, "I/N with 1 <= I <= N");
  }
  o->shard = (unsigned)shard;
  o->shards = (unsigned)shards;
  return true;
}

static bool set_size(yanshu_archive_options *o, const char *value) {
  static const char units[] = "KMG";
  unsigned long long size;
  const char *end;
  bool good = read_number(value, 1, 1ULL << 50, &size, &end);
  const char *const unit = good && *end != '\0' ? strchr(units, *end) : NULL;
  if (unit != NULL) {
    const unsigned shift = 10U * ((unsigned)(unit - units) + 1U);
    good = size <= (1ULL << 50) >> shift;
    size <<= good ? shift : 0;
    end++;
  }
  if (!good || *end != '\0') {
    return wrong(OPT_PART_SIZE, value, "a size such as 500000, 64K, 100M or 2G");
  }
  o->part_size = size;
  return true;
}

static bool set_checkpoint(yanshu_archive_options *o, const char *value) {
  char *end = NULL;
  const double seconds = *value >= '0' && *value <= '9' ? strtod(value, &end) : -1;
  if (end == NULL || *end != '\0' || !(seconds >= 0) || seconds > 86400) {
    return wrong(OPT_CHECKPOINT, value, "a number of seconds");
  }
  o->checkpoint_ms = seconds * 1000 < 1 ? 1 : (unsigned)(seconds * 1000);
  return true;
}

static bool set_compression(yanshu_archive_options *o, const char *value) {
  static const cli_word words[] = {{"auto", YANSHU_COMPRESSION_AUTO},
                                   {"none", YANSHU_COMPRESSION_NONE},
                                   {"gzip", YANSHU_COMPRESSION_GZIP},
                                   {"zstd", YANSHU_COMPRESSION_ZSTD}};
  const int found = cli_find_word(&table[OPT_COMPRESS], value, words, LENGTH(words));
  o->compression = found < 0 ? YANSHU_COMPRESSION_AUTO : (yanshu_compression)found;
  return found >= 0;
}

static bool set_field(cli_archive *a, const char *value) {
  static const char *const names[] = {"id", "title", "text", "date", "source", "url"};
  const char **const slots[] = {&a->options.fields.id,   &a->options.fields.title,  &a->options.fields.text,
                                &a->options.fields.date, &a->options.fields.source, &a->options.fields.url};
  const char *const equals = strchr(value, '=');
  for (size_t i = 0; equals != NULL && equals[1] != '\0' && i < LENGTH(names); i++) {
    if (strlen(names[i]) == (size_t)(equals - value) && strncmp(names[i], value, (size_t)(equals - value)) == 0) {
      *slots[i] = equals + 1;
      return true;
    }
  }
  return wrong(OPT_FIELD, value, "id=KEY, title=KEY, text=KEY, date=KEY, source=KEY or url=KEY");
}

static bool add(archive_option i, const char **list, size_t *n, const char *value) {
  if (*n == CLI_PATHS_MAX) {
    (void)cli_usage("--%s: more than %d are given", table[i].name, CLI_PATHS_MAX);
    return false;
  }
  list[(*n)++] = value;
  return true;
}

/** Those that are more than a word to keep. */
static bool set_value(cli_archive *a, archive_option i, const char *value) {
  yanshu_archive_options *const o = &a->options;
  switch (i) {
  case OPT_FILES_FROM:
    return add(i, a->list, &o->n_list, value);
  case OPT_INCLUDE:
    return add(i, a->include, &o->n_include, value);
  case OPT_EXCLUDE:
    return add(i, a->exclude, &o->n_exclude, value);
  case OPT_SPLIT:
    return set_unsigned(i, value, 6, "a level of headings, 1 to 6", &o->split_at_heading);
  case OPT_FIELD:
    return set_field(a, value);
  case OPT_SHARD:
    return set_shard(o, value);
  case OPT_JOBS:
    return set_unsigned(i, value, 256, "a number of threads, 1 to 256", &o->threads);
  case OPT_PART_SIZE:
    return set_size(o, value);
  case OPT_COMPRESS:
    return set_compression(o, value);
  case OPT_CHECKPOINT:
    return set_checkpoint(o, value);
  default:
    return true;
  }
}

bool cli_set_archive(cli_archive *a, size_t i, const char *value) {
  const archive_option option = (archive_option)i;
  if (option == OPT_MERGE) {
    a->merge = true;
    return true;
  }
  a->needed = table[i].name;
  switch (option) {
  case OPT_NULL:
    a->options.list_nul = 1;
    return true;
  case OPT_OUTPUT_DIR:
    a->options.folder = value;
    return true;
  case OPT_ERRORS:
    a->options.errors = value;
    return true;
  case OPT_RESUME:
    a->options.resume = 1;
    return true;
  default:
    return set_value(a, option, value);
  }
}

/* ---- merge or stream ---- */

/** The name without what says how it is compressed; whether it said so. */
static size_t plain_length(const char *path, bool *packed) {
  const size_t n = strlen(path);
  *packed = true;
  if (n > 3 && strcmp(path + n - 3, ".gz") == 0) {
    return n - 3;
  }
  if (n > 4 && strcmp(path + n - 4, ".zst") == 0) {
    return n - 4;
  }
  *packed = false;
  return n;
}

/** Whether the input is more than one plain file. */
static bool is_many(const char *path) {
  static const char *const lines[] = {".jsonl", ".ndjson"};
  bool many = false;
  const size_t n = plain_length(path, &many);
  for (size_t i = 0; i < LENGTH(lines); i++) {
    const size_t k = strlen(lines[i]);
    many = many || (n > k && strncasecmp(path + n - k, lines[i], k) == 0);
  }
  struct stat about;
  return many || (strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

static bool is_packed(const char *path) {
  bool packed = false;
  (void)plain_length(path, &packed);
  return packed;
}

int cli_choose_stream(cli_export *options) {
  cli_archive *const a = &options->archive;
  const char *why = a->needed;
  const char *many = NULL;
  for (int i = 0; i < options->n_input && many == NULL; i++) {
    many = is_many(options->input[i]) ? options->input[i] : NULL;
  }
  why = why != NULL ? why : many;
  if (why == NULL && options->output != NULL && is_packed(options->output)) {
    why = options->output;
  }
  if (a->merge && why != NULL) {
    return cli_usage("--merge is for plain files into one graph, and does not go with %s", why);
  }
  const bool lines = options->syntax == YANSHU_NTRIPLES || options->syntax == YANSHU_NQUADS;
  a->stream = why != NULL || (!a->merge && lines && options->n_input > MERGED_MOST);
  if (a->options.folder != NULL && options->output != NULL) {
    return cli_usage("--output and --output-dir exclude each other");
  }
  if (a->options.part_size > 0 && options->output == NULL) {
    return cli_usage("--part-size needs --output");
  }
  if (a->options.resume && options->output == NULL && a->options.folder == NULL) {
    return cli_usage("--resume needs --output or --output-dir");
  }
  const bool several = many != NULL || a->options.n_list > 0 || a->options.split_at_heading > 0 ||
                       a->options.container == YANSHU_CONTAINER_JSON_LINES;
  if (several && options->article.title.n > 0) {
    return cli_usage("--title is for one input");
  }
  if (several && options->article.url.n > 0) {
    return cli_usage("--url is for one input");
  }
  return CLI_OK;
}
