/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "export.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const cli_word detail_words[] = {
    {"facts", YANSHU_DETAIL_FACTS},
    {"evidence", YANSHU_DETAIL_EVIDENCE},
    {"mentions", YANSHU_DETAIL_MENTIONS},
};
/** Beside the formats of articles, the one that holds many. */
enum { INPUT_JSON_LINES = 100 };
static const cli_word input_words[] = {
    {"auto", YANSHU_FORMAT_AUTO}, {"text", YANSHU_FORMAT_TEXT}, {"markdown", YANSHU_FORMAT_MARKDOWN},
    {"html", YANSHU_FORMAT_HTML}, {"jsonl", INPUT_JSON_LINES},
};

typedef enum option_id {
  OPT_FORMAT,
  OPT_OUTPUT,
  OPT_BASE,
  OPT_DETAIL,
  OPT_DATE,
  OPT_SOURCE,
  OPT_TITLE,
  OPT_URL,
  OPT_ENCODING,
  OPT_INPUT_FORMAT,
  OPT_RULES,
  OPT_ONLY_RULES,
  OPT_TOWNSHIPS,
  OPT_LEXICON,
  OPT_DESCRIBE,
  OPT_LICENSE,
  OPT_DATASET_TITLE,
  OPT_ARCHIVE, /**< the first of CLI_ARCHIVE_OPTIONS */
  OPT_ARCHIVE_END = OPT_ARCHIVE + CLI_ARCHIVE_OPTION_COUNT - 1,
  OPT_VERBOSE,
  OPT_HELP,
  OPTIONS
} option_id;

/** The options of export, in the order in which the help shows them. */
static const cli_option table[OPTIONS] = {
    [OPT_FORMAT] = {"format", 'f', "SYNTAX", CLI_SYNTAXES},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write to FILE, whole or not at all; - is standard output"},
    [OPT_BASE] = {"base", 'b', "IRI", "namespace of data IRIs (https://data.example.org/)"},
    [OPT_DETAIL] = {"detail", 0, "LEVEL", "facts, evidence (default) or mentions"},
    [OPT_DATE] = {"date", 'd', "DATE", "date of publication: YYYY-MM-DD, YYYY-MM or YYYY"},
    [OPT_SOURCE] = {"source", 's', "NAME", "newspaper or site that published it"},
    [OPT_TITLE] = {"title", 't', "TEXT", "headline (one FILE only)"},
    [OPT_URL] = {"url", 'u', "IRI", "where it is published (one FILE only)"},
    [OPT_ENCODING] = {"encoding", 'e', "NAME", "utf-8, gb18030, big5 ... instead of recognising it"},
    [OPT_INPUT_FORMAT] = {"input-format", 0, "KIND", "auto (default), text, markdown, html or jsonl"},
    [OPT_RULES] = CLI_RULES_OPTION,
    [OPT_ONLY_RULES] = CLI_ONLY_RULES_OPTION,
    [OPT_TOWNSHIPS] = CLI_TOWNSHIPS_OPTION,
    [OPT_LEXICON] = CLI_LEXICON_OPTION,
    [OPT_DESCRIBE] = {"describe", 0, "FILE", "write what is in the output to FILE (VoID and DCAT, Turtle)"},
    [OPT_LICENSE] = {"license", 0, "IRI", "licence of the data, for the description"},
    [OPT_DATASET_TITLE] = {"dataset-title", 0, "TEXT", "Chinese title of the data, for the description"},
    [OPT_ARCHIVE] = CLI_ARCHIVE_OPTIONS[OPT_VERBOSE] = {"verbose", 'v', NULL, "also show notes"},
    [OPT_HELP] = {"help", 'h', NULL, "show this help"},
};

static yanshu_view view_of(const char *text) {
  return (yanshu_view){text, strlen(text)};
}

static void set_description(cli_export *out, option_id i, const char *value) {
  if (i == OPT_DESCRIBE) {
    out->describe = value;
  } else if (i == OPT_LICENSE) {
    out->about.license = view_of(value);
  } else {
    out->about.title = view_of(value);
  }
}

/** Puts one option into @p out; false when its value is none, which has been said then. */
static bool set_option(void *user, size_t i, const char *value) {
  cli_export *out = user;
  int found = 0;
  if (i >= OPT_ARCHIVE && i <= OPT_ARCHIVE_END) {
    return cli_set_archive(&out->archive, i - OPT_ARCHIVE, value);
  }
  switch ((option_id)i) {
  case OPT_FORMAT:
    found = cli_find_syntax(&table[i], value);
    out->syntax = found < 0 ? YANSHU_TURTLE : (yanshu_syntax)found;
    break;
  case OPT_DETAIL:
    found = cli_find_word(&table[i], value, detail_words, LENGTH(detail_words));
    out->dataset.detail = found < 0 ? YANSHU_DETAIL_EVIDENCE : (yanshu_detail)found;
    break;
  case OPT_INPUT_FORMAT:
    found = cli_find_word(&table[i], value, input_words, LENGTH(input_words));
    if (found == INPUT_JSON_LINES) {
      out->archive.options.container = YANSHU_CONTAINER_JSON_LINES;
      out->archive.needed = "--input-format=jsonl";
    } else {
      out->article.format = found < 0 ? YANSHU_FORMAT_AUTO : (yanshu_format)found;
    }
    break;
  case OPT_OUTPUT:
    out->output = strcmp(value, "-") == 0 ? NULL : value;
    break;
  case OPT_BASE:
    out->dataset.base = view_of(value);
    break;
  case OPT_DATE:
    out->article.date = view_of(value);
    break;
  case OPT_SOURCE:
    out->article.source = view_of(value);
    break;
  case OPT_TITLE:
    out->article.title = view_of(value);
    break;
  case OPT_URL:
    out->article.url = view_of(value);
    break;
  case OPT_ENCODING:
    out->article.encoding = value;
    break;
  case OPT_RULES:
    return cli_set_knowledge(&out->knowledge, CLI_RULES, value);
  case OPT_ONLY_RULES:
    return cli_set_knowledge(&out->knowledge, CLI_ONLY_RULES, value);
  case OPT_TOWNSHIPS:
    return cli_set_knowledge(&out->knowledge, CLI_TOWNSHIPS, value);
  case OPT_LEXICON:
    return cli_set_knowledge(&out->knowledge, CLI_LEXICON, value);
  case OPT_DESCRIBE:
  case OPT_LICENSE:
  case OPT_DATASET_TITLE:
    set_description(out, (option_id)i, value);
    break;
  case OPT_VERBOSE:
    out->verbose = true;
    break;
  case OPT_HELP:
    out->help = true;
    break;
  case OPT_ARCHIVE:
  case OPT_ARCHIVE_END:
  case OPTIONS:
    return false;
  }
  return found >= 0;
}

static const cli_syntax syntax = {"export", table, OPTIONS, set_option};

void cli_export_help(FILE *to) {
  fputs("Usage: yanshu export [OPTION]... [FILE]...\n"
        "Read articles (plain text, Markdown, HTML), write what they say as one RDF graph.\n"
        "Without FILE, or when FILE is -, standard input is read.\n"
        "\n"
        "Options:\n",
        to);
  cli_put_options(to, &syntax);
  fputs("\n"
        "Options override what a FILE says of itself.\n"
        "Exit status: 0 all exported, 1 some input was refused, 2 wrong usage,\n"
        "3 the output could not be written, 4 Yanshu's own data could not be opened.\n",
        to);
}

/** What goes into the description; that nothing is said of one that is not wanted. */
static int check_description(cli_export *out) {
  yanshu_description *const about = &out->about;
  if (out->describe == NULL) {
    return about->license.n > 0 || about->title.n > 0 ? cli_usage("--license and --dataset-title need --describe")
                                                      : CLI_OK;
  }
  if (strcmp(out->describe, "-") == 0) {
    return cli_usage("--describe needs the name of a file");
  }
  if (out->output != NULL && strcmp(out->output, out->describe) == 0) {
    return cli_usage("--describe and --output name the same file");
  }
  about->source = out->article.source;
  about->syntax = out->syntax;
  /* Parts, and files in a folder, are many: none of them is the dump. */
  if (out->output != NULL && out->archive.options.part_size == 0) {
    about->file = view_of(out->output);
  }
  return CLI_OK;
}

int cli_export_options(int argc, char **argv, cli_export *out) {
  static char standard_input[] = "-";
  static char *no_file[] = {standard_input};
  *out = (cli_export){.syntax = YANSHU_TURTLE, .dataset.detail = YANSHU_DETAIL_EVIDENCE};
  int operand = 0;
  if (cli_parse(&syntax, argc, argv, out, &operand) != CLI_OK) {
    return CLI_USAGE;
  }
  const bool listed = out->archive.options.n_list > 0;
  out->input = argc > operand ? argv + operand : no_file;
  out->n_input = argc > operand ? argc - operand : listed ? 0 : 1;
  if (out->n_input > 1 && !out->help) {
    if (out->article.title.n > 0) {
      return cli_usage("--title is for one input, not for %d", out->n_input);
    }
    if (out->article.url.n > 0) {
      return cli_usage("--url is for one input, not for %d", out->n_input);
    }
  }
  if (out->help) {
    return CLI_OK;
  }
  const int code = cli_choose_stream(out);
  return code == CLI_OK ? check_description(out) : code;
}
