/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file fuzz_query.c
 * Any bytes as a query, over a handful of triples. The first byte chooses the form of the answer.
 * Without libFuzzer (YANSHU_REPLAY) the files on the command line are replayed: each as it is, cut short at every
 * place, without one of its words, and with one of its words in the place of another.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "yanshu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char triples[] = "<http://e/a> <http://e/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
                              "<http://e/a> <http://e/q> <http://e/b> .\n"
                              "<http://e/b> <http://e/q> <http://e/a> .\n"
                              "<http://e/b> <http://e/l> \"\xE5\xAE\x89\"@zh-hans .\n"
                              "<http://e/b> <http://e/d> \"2024-03-05\"^^<http://www.w3.org/2001/XMLSchema#date> .\n"
                              "_:x <http://e/p> \"2.5\"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n";

static yanshu_status weigh(void *user, const void *bytes, size_t n) {
  size_t *sum = user;
  const unsigned char *p = bytes;
  for (size_t i = 0; i < n; i++) {
    *sum += p[i];
  }
  return YANSHU_OK;
}

static void give_up(const char *what) {
  fprintf(stderr, "fuzz_query: %s\n", what);
  exit(2);
}

static yanshu_store *new_store(void) {
  static yanshu_world *world = NULL;
  static char path[] = "/tmp/yanshu-fuzz-XXXXXX.nt";
  static bool written = false;
  yanshu_store *store = NULL;
  if (!world && yanshu_world_new(NULL, &world) != YANSHU_OK) {
    give_up("no data; set YANSHU_DATA");
  }
  if (!written) {
    const int file = mkstemps(path, 3);
    if (file < 0 || write(file, triples, sizeof triples - 1) != (ssize_t)(sizeof triples - 1) || close(file) != 0) {
      give_up("no temporary file");
    }
    written = true;
  }
  if (yanshu_store_new(world, &store) != YANSHU_OK || yanshu_store_add_file(store, path, NULL) != YANSHU_OK) {
    give_up("no store");
  }
  return store;
}

static void ask(const char *text, size_t n, yanshu_answer form) {
  static yanshu_store *store = NULL;
  static unsigned used = 0;
  size_t sum = 0;
  /* a new one now and then, as computed terms stay in it */
  if (used++ % 10000 == 0) {
    yanshu_store_free(store);
    store = new_store();
  }
  /* An exact copy: reading past its end is found. */
  char *copy = malloc(n > 0 ? n : 1);
  if (copy) {
    memcpy(copy, text, n);
    const yanshu_status status = yanshu_store_ask(store, (yanshu_view){copy, n}, form, 40, weigh, &sum);
    if (status == YANSHU_INTERNAL || (status != YANSHU_OK && sum > 0)) {
      abort(); /* an answer is whole or none */
    }
  }
  free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 0) {
    ask((const char *)data + 1, size - 1, (yanshu_answer)(data[0] % 6));
  }
  return 0;
}

#ifdef YANSHU_REPLAY
/** Where words of a query begin and end: at blanks. */
static size_t split(const char *text, size_t n, size_t *begin, size_t *end, size_t room) {
  size_t words = 0;
  for (size_t i = 0; i < n && words < room; i++) {
    if (text[i] > ' ' || text[i] < 0) {
      begin[words] = i;
      while (i < n && (text[i] > ' ' || text[i] < 0)) {
        i++;
      }
      end[words++] = i;
    }
  }
  return words;
}

/** The query with word @p k left out, or with word @p by in its place (SIZE_MAX: none). */
static void ask_without(const char *text, size_t n, const size_t *begin, const size_t *end, size_t k, size_t by) {
  char changed[1 << 13];
  size_t size = begin[k];
  memcpy(changed, text, size);
  if (by != SIZE_MAX) {
    memcpy(changed + size, text + begin[by], end[by] - begin[by]);
    size += end[by] - begin[by];
  }
  memcpy(changed + size, text + end[k], n - end[k]);
  ask(changed, size + n - end[k], YANSHU_ANSWER_JSON);
}

static void replay(const char *text, size_t n) {
  size_t begin[512];
  size_t end[512];
  const size_t words = split(text, n, begin, end, sizeof begin / sizeof begin[0]);
  for (int form = YANSHU_ANSWER_TABLE; form <= YANSHU_ANSWER_NTRIPLES; form++) {
    ask(text, n, (yanshu_answer)form);
  }
  for (size_t cut = 0; cut < n; cut++) {
    ask(text, cut, YANSHU_ANSWER_TSV);
  }
  for (size_t k = 0; k < words; k++) {
    ask_without(text, n, begin, end, k, SIZE_MAX);
    for (size_t by = k % 7; by < words; by += 7) {
      ask_without(text, n, begin, end, k, by);
    }
  }
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    char text[1 << 12];
    FILE *from = fopen(argv[i], "rbe");
    if (!from) {
      give_up(argv[i]);
    }
    const size_t n = fread(text, 1, sizeof text, from);
    (void)fclose(from);
    replay(text, n);
  }
  return argc > 1 ? 0 : 2;
}
#endif
