/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file main.c
 * yanshu-rulec OUT FILE…: validates rule files by the schema while building, and lists the digests of those that are
 * valid, so that no run of the program validates them again. Messages as `yanshu-rulec: file:line: what is wrong`.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "rules/read.h"
#include "rules/seal.h"

static void on_error(void *user, xmlErrorPtr error) {
  const char *file = user;
  fprintf(stderr, "yanshu-rulec: %s:%d: %s", file, error ? error->line : 0,
          error && error->message ? error->message : "invalid\n");
}

static void on_message(void *user, const yanshu_message *message) {
  (void)user;
  fprintf(stderr, "yanshu-rulec: %.*s: %.*s\n", (int)message->file.n, message->file.p, (int)message->text.n,
          message->text.p);
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

static bool seal_file(xmlRelaxNG *schema, char *path, FILE *out) {
  const ys_log log = {on_message, NULL};
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  bool good = ys_read_file(path, YS_RULE_FILE_BYTES, &log, &bytes) == YANSHU_OK &&
              is_valid(schema, path, ys_buffer_view(&bytes));
  if (good) {
    const ys_seal seal = ys_seal_of(ys_buffer_view(&bytes));
    good = fprintf(out, "%.16s %s\n", seal.text, path) > 0;
  } else {
    fprintf(stderr, "yanshu-rulec: %s: not a valid file of rules\n", path);
  }
  ys_buffer_free(&bytes);
  return good;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fputs("usage: yanshu-rulec OUT FILE...\n", stderr);
    return 2;
  }
  xmlRelaxNG *schema = read_schema();
  FILE *out = schema ? fopen(argv[1], "w") : NULL;
  bool good = out != NULL;
  for (int i = 2; good && i < argc; i++) {
    good = seal_file(schema, argv[i], out);
  }
  if (out && fclose(out) != 0) {
    good = false;
  }
  if (!good) {
    (void)remove(argv[1]);
    fprintf(stderr, "yanshu-rulec: %s is not written\n", argv[1]);
  }
  xmlRelaxNGFree(schema);
  xmlCleanupParser();
  return good ? 0 : 1;
}
