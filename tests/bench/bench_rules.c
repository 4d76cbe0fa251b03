/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file bench_rules.c
 * bench_rules DATA SECONDS TEXT FOLDER...: the rules of each folder on one text, which is read and recognised once.
 * Prints a line for each: rules, characters, facts, seconds to open, characters a second. The folders take turns, so
 * that what else the machine does falls on all alike; the fastest turn of each counts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rules/model.h"
#include "text/text.h"

typedef struct subject {
  const char *folder;
  ys_rules *rules;
  double open;
  double best; /* seconds for the text once */
  uint32_t facts;
} subject;

typedef struct bench {
  ys_arena *arena;
  ys_lexicon *lexicon;
  ys_document document;
  ys_mentions mentions;
} bench;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void show(void *user, const yanshu_message *m) {
  (void)user;
  fprintf(stderr, "%.*s:%zu: %.*s\n", (int)m->file.n, m->file.p, m->line, (int)m->text.n, m->text.p);
}

static const ys_log LOG = {show, NULL};

static ys_status read_text(bench *b, const char *path) {
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  ys_status status = ys_read_file(path, (size_t)1 << 30, &LOG, &bytes);
  if (status == YANSHU_OK) {
    const yanshu_input input = {
        .name = ys_view_of(path), .bytes = ys_buffer_view(&bytes), .format = YANSHU_FORMAT_MARKDOWN};
    status = ys_text_read(b->arena, b->lexicon, &input, &LOG, &b->document);
  }
  if (status == YANSHU_OK) {
    status = ys_recognize(b->arena, b->lexicon, &b->document, &LOG, &b->mentions);
  }
  ys_buffer_free(&bytes);
  return status;
}

static ys_status open_rules(bench *b, subject *s) {
  const double begin = now();
  const ys_status status = ys_rules_open(ys_allocator_system(), s->folder, b->lexicon, &LOG, &s->rules);
  s->open = now() - begin;
  s->best = 1e9;
  return status;
}

static ys_status turn(const bench *b, subject *s, ys_arena *scratch) {
  ys_facts facts;
  const double begin = now();
  const ys_status status = ys_rules_apply(scratch, s->rules, &b->document, &b->mentions, &(ys_log){0}, &facts);
  const double took = now() - begin;
  s->best = took < s->best ? took : s->best;
  s->facts = facts.list.n;
  ys_arena_reset(scratch);
  return status;
}

static ys_status run(bench *b, subject *s, size_t n, double seconds) {
  ys_arena *scratch = ys_arena_new(ys_allocator_system());
  ys_status status = scratch ? YANSHU_OK : YANSHU_NO_MEMORY;
  for (size_t i = 0; i < n && status == YANSHU_OK; i++) {
    status = open_rules(b, &s[i]);
  }
  const double end = now() + seconds;
  for (unsigned rounds = 0; status == YANSHU_OK && (rounds < 3 || now() < end); rounds++) {
    for (size_t i = 0; i < n && status == YANSHU_OK; i++) {
      status = turn(b, &s[i], scratch);
    }
  }
  for (size_t i = 0; i < n && status == YANSHU_OK; i++) {
    printf("%u\t%u\t%u\t%.4f\t%.0f\n", s[i].rules->rule.n, b->document.n, s[i].facts, s[i].open,
           (double)b->document.n / s[i].best);
  }
  for (size_t i = 0; i < n; i++) {
    ys_rules_close(s[i].rules);
  }
  if (scratch) {
    ys_arena_free(scratch);
  }
  return status;
}

int main(int argc, char **argv) {
  if (argc < 5) {
    fprintf(stderr, "usage: bench_rules DATA SECONDS TEXT FOLDER...\n");
    return 2;
  }
  bench b = {.arena = ys_arena_new(ys_allocator_system())};
  const size_t n = (size_t)argc - 4;
  subject *s = calloc(n, sizeof *s);
  char path[4096];
  if (!b.arena || !s || snprintf(path, sizeof path, "%s/yanshu.lex", argv[1]) >= (int)sizeof path) {
    return 1;
  }
  for (size_t i = 0; i < n; i++) {
    s[i].folder = argv[i + 4];
  }
  ys_status status = ys_lexicon_open(ys_allocator_system(), path, &LOG, &b.lexicon);
  if (status == YANSHU_OK) {
    status = read_text(&b, argv[3]);
  }
  if (status == YANSHU_OK) {
    status = run(&b, s, n, strtod(argv[2], NULL));
  }
  ys_lexicon_close(b.lexicon);
  ys_arena_free(b.arena);
  free(s);
  return status == YANSHU_OK ? 0 : 1;
}
