/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file main.c
 * While building, so that no run of the program does it again:
 * yanshu-rulec valid OUT FILE…: validates rule files by the schema, and lists the digests of those that are valid;
 * yanshu-rulec image OUT LEXICON FILE…: compiles valid rule files for a compiled lexicon.
 * Messages as `yanshu-rulec: file:line: what is wrong`.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "rules/image.h"
#include "rules/read.h"
#include "rules/seal.h"

static void on_error(void *user, xmlErrorPtr error) {
  const char *file = user;
  fprintf(stderr, "yanshu-rulec: %s:%d: %s", file, error ? error->line : 0,
          error && error->message ? error->message : "invalid\n");
}

static void on_message(void *user, const yanshu_message *message) {
  (void)user;
  fprintf(stderr, "yanshu-rulec: %.*s:", (int)message->file.n, message->file.p);
  if (message->line > 0) {
    fprintf(stderr, "%zu:", message->line);
  }
  fprintf(stderr, " %.*s\n", (int)message->text.n, message->text.p);
}

static xmlRelaxNG *read_schema(void) {
  xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewMemParserCtxt(ys_rules_schema, (int)ys_rules_schema_size);
  xmlRelaxNG *schema = parser ? xmlRelaxNGParse(parser) : NULL;
  xmlRelaxNGFreeParserCtxt(parser);
  return schema;
}

static bool is_valid(xmlRelaxNG *schema, char *path, ys_view bytes) {
  xmlParserCtxt *context = xmlNewParserCtxt();
  xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);
  xmlDoc *doc = NULL;
  if (context && valid && bytes.n <= YS_RULE_FILE_BYTES) {
    doc = xmlCtxtReadMemory(context, bytes.p, (int)bytes.n, path, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    xmlRelaxNGSetValidStructuredErrors(valid, (xmlStructuredErrorFunc)on_error, path);
  }
  const bool good = doc && xmlRelaxNGValidateDoc(valid, doc) == 0;
  xmlFreeDoc(doc);
  xmlRelaxNGFreeValidCtxt(valid);
  xmlFreeParserCtxt(context);
  return good;
}

static const ys_log LOG = {on_message, NULL};

/* ---- the list ---- */

static bool seal_file(xmlRelaxNG *schema, char *path, ys_buffer *list) {
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  const bool good = ys_read_file(path, YS_RULE_FILE_BYTES, &LOG, &bytes) == YANSHU_OK &&
                    is_valid(schema, path, ys_buffer_view(&bytes));
  if (good) {
    const ys_seal seal = ys_seal_of(ys_buffer_view(&bytes));
    ys_buffer_append(list, seal.text, sizeof seal.text);
    ys_buffer_append_view(list, YS_VIEW(" "));
    ys_buffer_append_view(list, ys_view_of(path));
    ys_buffer_append_view(list, YS_VIEW("\n"));
  } else {
    fprintf(stderr, "yanshu-rulec: %s: not a valid file of rules\n", path);
  }
  ys_buffer_free(&bytes);
  return good;
}

static bool make_list(char **path, size_t n, ys_buffer *list) {
  xmlRelaxNG *schema = read_schema();
  bool good = schema != NULL;
  for (size_t i = 0; good && i < n; i++) {
    good = seal_file(schema, path[i], list);
  }
  xmlRelaxNGFree(schema);
  return good;
}

/* ---- the image ---- */

static bool load_files(char **path, size_t n, ys_arena *arena, ys_rule_file *file) {
  bool good = file != NULL;
  for (size_t i = 0; good && i < n; i++) {
    ys_buffer bytes;
    ys_buffer_init(&bytes, ys_allocator_system());
    good = ys_read_file(path[i], YS_RULE_FILE_BYTES, &LOG, &bytes) == YANSHU_OK;
    file[i] = (ys_rule_file){
        .name = ys_view_of(path[i]), .bytes = ys_arena_copy(arena, ys_buffer_view(&bytes)), .valid = true};
    good = good && file[i].bytes.p != NULL;
    ys_buffer_free(&bytes);
  }
  return good;
}

static bool make_image(const char *lexicon_path, char **path, size_t n, ys_buffer *image) {
  const yanshu_allocator *allocator = ys_allocator_system();
  ys_lexicon *lexicon = NULL;
  ys_rules *rules = NULL;
  ys_arena *arena = ys_arena_new(allocator);
  ys_rule_file *file = arena ? ys_arena_alloc(arena, n * sizeof *file) : NULL;
  const bool good = load_files(path, n, arena, file) &&
                    ys_lexicon_open(allocator, lexicon_path, &LOG, &lexicon) == YANSHU_OK &&
                    ys_rules_open_files(allocator, file, n, lexicon, &LOG, &rules) == YANSHU_OK &&
                    ys_rules_write_image(rules, image) == YANSHU_OK;
  ys_rules_close(rules);
  ys_lexicon_close(lexicon);
  ys_arena_free(arena);
  return good;
}

/* ---- all ---- */

/* Under another name first: a build that is interrupted leaves no half of a file. */
static bool write_file(const char *path, ys_view bytes) {
  char beside[PATH_MAX];
  const int n = snprintf(beside, sizeof beside, "%s.new", path);
  FILE *file = n > 0 && (size_t)n < sizeof beside ? fopen(beside, "wb") : NULL;
  bool good = file != NULL && fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
  if (file != NULL && fclose(file) != 0) {
    good = false;
  }
  good = good && rename(beside, path) == 0;
  if (file != NULL && !good) {
    (void)remove(beside);
  }
  return good;
}

static bool make(int argc, char **argv, ys_buffer *out) {
  if (strcmp(argv[1], "valid") == 0) {
    return make_list(argv + 3, (size_t)argc - 3, out);
  }
  return make_image(argv[3], argv + 4, (size_t)argc - 4, out);
}

int main(int argc, char **argv) {
  const bool list = argc > 3 && strcmp(argv[1], "valid") == 0;
  if (!list && !(argc > 4 && strcmp(argv[1], "image") == 0)) {
    fputs("usage: yanshu-rulec valid OUT FILE...\n"
          "       yanshu-rulec image OUT LEXICON FILE...\n",
          stderr);
    return 2;
  }
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  const bool good = make(argc, argv, &out) && !out.failed && write_file(argv[2], ys_buffer_view(&out));
  if (!good) {
    (void)remove(argv[2]);
    fprintf(stderr, "yanshu-rulec: %s is not written\n", argv[2]);
  }
  ys_buffer_free(&out);
  xmlCleanupParser();
  return good ? 0 : 1;
}
