/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file bench_writer.c
 * bench_writer DATA DETAIL FILE LINES ARTICLE...: the articles are read and resolved once; then they are mapped,
 * sorted and written again and again, as separate articles, until there are LINES triples. FILE receives these triples
 * as N-Triples, for other writers to be measured with. Prints, for mapping alone and each syntax on top of it: name,
 * triples, bytes, seconds of processor time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lexicon/lexicon.h"
#include "rdf/rdf.h"
#include "rules/rules.h"
#include "text/text.h"

#define BASE YS_VIEW("https://data.example.org/")

typedef struct bench {
  ys_arena *arena;
  ys_lexicon *lexicon;
  ys_rules *rules;
  ys_resolution *article;
  size_t n;
  yanshu_detail detail;
} bench;

static void show(void *user, const yanshu_message *m) {
  (void)user;
  fprintf(stderr, "%.*s:%zu: %.*s\n", (int)m->file.n, m->file.p, m->line, (int)m->text.n, m->text.p);
}

static const ys_log LOG = {show, NULL};

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static ys_status read_article(bench *b, const char *path, ys_resolution *out) {
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  YS_TRY(ys_read_file(path, (size_t)1 << 24, &LOG, &bytes));
  const yanshu_input input = {.name = ys_view_of(path), .bytes = ys_arena_copy(b->arena, ys_buffer_view(&bytes))};
  ys_buffer_free(&bytes);
  ys_document *const document = ys_arena_alloc(b->arena, sizeof *document);
  ys_mentions *const mentions = ys_arena_alloc(b->arena, sizeof *mentions);
  ys_facts *const facts = ys_arena_alloc(b->arena, sizeof *facts);
  if (document == NULL || mentions == NULL || facts == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(ys_text_read(b->arena, b->lexicon, &input, &LOG, document));
  YS_TRY(ys_recognize(b->arena, b->lexicon, document, &LOG, mentions));
  YS_TRY(ys_rules_apply(b->arena, b->rules, document, mentions, &LOG, facts));
  return ys_resolve(b->arena, b->lexicon, document, mentions, facts, YANSHU_DETAIL_MENTIONS, &LOG, out);
}

/** Maps articles in turn until @p lines triples are made; writes each when @p syntax is one. */
static ys_status turn(const bench *b, int syntax, size_t lines, FILE *to, size_t *made, size_t *bytes) {
  ys_arena *const scratch = ys_arena_new(ys_allocator_system());
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  ys_status status = scratch == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  for (size_t i = 0; *made < lines && status == YANSHU_OK; i++) {
    const ys_triples *t = NULL;
    status = ys_triples_make(scratch, BASE, b->detail, b->lexicon, &b->article[i % b->n], &LOG, &t);
    if (status == YANSHU_OK && syntax >= 0) {
      status = ys_syntax_article((yanshu_syntax)syntax, t, i == 0, &out);
    }
    *made += status == YANSHU_OK ? ys_triples_size(t) : 0;
    *bytes += out.n;
    if (to != NULL && fwrite(out.p, 1, out.n, to) != out.n) {
      status = YANSHU_WRITE_ERROR;
    }
    out.n = 0;
    ys_arena_reset(scratch);
  }
  ys_buffer_free(&out);
  ys_arena_free(scratch);
  return status;
}

static ys_status run(const bench *b, const char *path, size_t lines) {
  static const struct {
    const char *name;
    int syntax;
  } turns[] = {
      {"mapping", -1},           {"ntriples", YANSHU_NTRIPLES}, {"nquads", YANSHU_NQUADS},
      {"turtle", YANSHU_TURTLE}, {"rdfxml", YANSHU_RDFXML},     {"jsonld", YANSHU_JSONLD},
  };
  for (size_t i = 0; i < YS_LENGTH(turns); i++) {
    size_t made = 0;
    size_t bytes = 0;
    const double begin = seconds();
    YS_TRY(turn(b, turns[i].syntax, lines, NULL, &made, &bytes));
    printf("%s\t%zu\t%zu\t%.4f\n", turns[i].name, made, bytes, seconds() - begin);
  }
  FILE *const to = fopen(path, "wb");
  if (to == NULL) {
    return YANSHU_WRITE_ERROR;
  }
  size_t made = 0;
  size_t bytes = 0;
  const ys_status status = turn(b, YANSHU_NTRIPLES, lines, to, &made, &bytes);
  return fclose(to) == 0 ? status : YANSHU_WRITE_ERROR;
}

static ys_status open_all(bench *b, const char *data) {
  char path[4096];
  snprintf(path, sizeof path, "%s/yanshu.lex", data);
  YS_TRY(ys_lexicon_open(ys_allocator_system(), path, &LOG, &b->lexicon));
  snprintf(path, sizeof path, "%s/rules", data);
  return ys_rules_open(ys_allocator_system(), path, b->lexicon, &LOG, &b->rules);
}

int main(int argc, char **argv) {
  if (argc < 6) {
    fprintf(stderr, "usage: bench_writer DATA DETAIL(0-2) FILE LINES ARTICLE...\n");
    return 2;
  }
  bench b = {.arena = ys_arena_new(ys_allocator_system()), .detail = (yanshu_detail)(argv[2][0] - '0')};
  b.n = (size_t)argc - 5;
  b.article = calloc(b.n, sizeof *b.article);
  ys_status status = b.arena == NULL || b.article == NULL ? YANSHU_NO_MEMORY : open_all(&b, argv[1]);
  for (size_t i = 0; i < b.n && status == YANSHU_OK; i++) {
    status = read_article(&b, argv[i + 5], &b.article[i]);
  }
  if (status == YANSHU_OK) {
    status = run(&b, argv[3], strtoul(argv[4], NULL, 10));
  }
  if (b.rules != NULL) {
    ys_rules_close(b.rules);
  }
  if (b.lexicon != NULL) {
    ys_lexicon_close(b.lexicon);
  }
  free(b.article);
  ys_arena_free(b.arena);
  return status == YANSHU_OK ? 0 : 1;
}
