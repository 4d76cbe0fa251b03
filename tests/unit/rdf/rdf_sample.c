/* SPDX-License-Identifier: Apache-2.0 */
/** @file rdf_sample.c Writes the sample into a folder in every syntax, for tests that read it with other tools. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static yanshu_status to_stdout(void *user, const void *bytes, size_t n) {
  return fwrite(bytes, 1, n, user) == n ? YANSHU_OK : YANSHU_WRITE_ERROR;
}

/** Usage: rdf_sample FOLDER [DETAIL 0-2] */
int main(int argc, char **argv) {
  static const char *const names[] = {"sample.ttl",        "sample.rdf",    "sample.nt",  "sample.nq",
                                      "sample.abbrev.rdf", "sample.jsonld", "sample.csv", "sample.dot"};
  if (argc < 2) {
    return 2;
  }
  ys_rdf_world *world;
  ys_graph *graph;
  ys_resolution r;
  ys_arena *const arena = ys_arena_new(NULL);
  const yanshu_detail detail = argc > 2 ? (yanshu_detail)(argv[2][0] - '0') : YANSHU_DETAIL_MENTIONS;
  sample_make(arena, &r);
  if (ys_rdf_world_new(NULL, NULL, &world) != YANSHU_OK ||
      ys_graph_new(world, YS_VIEW("https://data.example.org/"), detail, &graph) != YANSHU_OK ||
      ys_graph_add(graph, NULL, &r) != YANSHU_OK) {
    return 1;
  }
  int failures = 0;
  for (int i = 0; i < SAMPLE_SYNTAXES; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", argv[1], names[i]);
    FILE *const f = fopen(path, "wb");
    if (f == NULL) {
      return 1;
    }
    failures += ys_graph_write(graph, (yanshu_syntax)i, to_stdout, f) == YANSHU_OK ? 0 : 1;
    failures += fclose(f) == 0 ? 0 : 1;
  }
  char path[4096];
  snprintf(path, sizeof path, "%s/context.jsonld", argv[1]);
  ys_buffer context;
  ys_buffer_init(&context, NULL);
  FILE *const f = fopen(path, "wb");
  failures +=
      f != NULL && ys_context_write(&context) == YANSHU_OK && to_stdout(f, context.p, context.n) == YANSHU_OK ? 0 : 1;
  failures += f != NULL && fclose(f) == 0 ? 0 : 1;
  ys_buffer_free(&context);
  ys_graph_free(graph);
  ys_rdf_world_free(world);
  ys_arena_free(arena);
  return failures;
}
