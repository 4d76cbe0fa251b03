/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_rdf_stream.c Articles written one by one, on any number of threads, without a library's help. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

#define BASE YS_VIEW("https://data.example.org/")
enum { THREADS = 4, ROUNDS = 20 };

/** The n-th article: the sample under another name. */
static const ys_triples *article(ys_arena *arena, unsigned i, yanshu_detail detail) {
  ys_resolution r;
  const ys_triples *t = NULL;
  sample_make(arena, &r);
  r.iri = ys_arena_format(arena, "article/%016x", i);
  const ys_log log = {NULL, NULL};
  assert_int_equal(ys_triples_make(arena, BASE, detail, NULL, &r, &log, &t), YANSHU_OK);
  return t;
}

static void lines_are_those_of_the_graph(void **state) {
  (void)state;
  ys_rdf_world *world;
  ys_graph *graph;
  ys_arena *const arena = ys_arena_new(NULL);
  ys_resolution r;
  sample_make(arena, &r);
  assert_int_equal(ys_rdf_world_new(NULL, NULL, &world), YANSHU_OK);
  for (int detail = YANSHU_DETAIL_FACTS; detail <= YANSHU_DETAIL_MENTIONS; detail++) {
    assert_int_equal(ys_graph_new(world, BASE, (yanshu_detail)detail, &graph), YANSHU_OK);
    assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
    const ys_triples *t = NULL;
    const ys_log log = {NULL, NULL};
    assert_int_equal(ys_triples_make(arena, BASE, (yanshu_detail)detail, NULL, &r, &log, &t), YANSHU_OK);
    assert_int_equal(ys_triples_size(t), ys_graph_size(graph));
    for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
      sample_output whole = {.limit = SIZE_MAX};
      ys_buffer b;
      ys_buffer_init(&b, NULL);
      assert_int_equal(ys_graph_write(graph, (yanshu_syntax)syntax, sample_write, &whole), YANSHU_OK);
      assert_int_equal(ys_syntax_begin((yanshu_syntax)syntax, BASE, &b), YANSHU_OK);
      assert_int_equal(ys_syntax_article((yanshu_syntax)syntax, t, true, &b), YANSHU_OK);
      assert_int_equal(ys_syntax_end((yanshu_syntax)syntax, &b), YANSHU_OK);
      if (syntax != YANSHU_RDFXML_ABBREV) { /* there raptor writes graphs */
        assert_int_equal(b.n, whole.n);
        assert_memory_equal(b.p, whole.p, b.n);
      }
      ys_buffer_free(&b);
      sample_output_free(&whole);
    }
    ys_graph_free(graph);
  }
  ys_rdf_world_free(world);
  ys_arena_free(arena);
}

/** Every syntax of every article of one thread. */
typedef struct worker {
  pthread_t thread;
  ys_buffer out[SAMPLE_SYNTAXES];
} worker;

static void *work(void *user) {
  worker *const w = user;
  ys_arena *const arena = ys_arena_new(NULL);
  for (unsigned i = 0; i < ROUNDS; i++) {
    const ys_triples *const t = article(arena, i, YANSHU_DETAIL_MENTIONS);
    for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
      if (ys_syntax_article((yanshu_syntax)syntax, t, i == 0, &w->out[syntax]) != YANSHU_OK) {
        w->out[syntax].n = 0;
      }
    }
    ys_arena_reset(arena);
  }
  ys_arena_free(arena);
  return NULL;
}

static void threads_write_the_same(void **state) {
  (void)state;
  static worker workers[THREADS];
  for (int i = 0; i < THREADS; i++) {
    for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
      ys_buffer_init(&workers[i].out[syntax], NULL);
    }
    assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) {
    assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
  }
  for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
    assert_true(workers[0].out[syntax].n > 0);
    for (int i = 1; i < THREADS; i++) {
      assert_int_equal(workers[i].out[syntax].n, workers[0].out[syntax].n);
      assert_memory_equal(workers[i].out[syntax].p, workers[0].out[syntax].p, workers[0].out[syntax].n);
    }
  }
  for (int i = 0; i < THREADS; i++) {
    for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
      ys_buffer_free(&workers[i].out[syntax]);
    }
  }
}

/** What is in the base, in a prefix or in neither never changes an IRI: all stand in full in the lines. */
static void short_forms_are_exact(void **state) {
  (void)state;
  static const struct {
    const char *iri;
    const char *turtle;
  } cases[] = {
      {"https://data.example.org/person/a-1", "<person/a-1>"},
      {"https://data.example.org/a//b", "<https://data.example.org/a//b>"},
      {"https://data.example.org/../b", "<https://data.example.org/../b>"},
      {"https://data.example.org/a:b", "<https://data.example.org/a:b>"},
      {"https://data.example.org/?q", "<https://data.example.org/?q>"},
      {"https://data.example.org/", "<https://data.example.org/>"},
      {"https://data.example.org", "<https://data.example.org>"},
      {"https://w3id.org/yanshu/role/mayor", "role:mayor"},
      {"https://w3id.org/yanshu/role/1st", "<https://w3id.org/yanshu/role/1st>"},
      {"https://w3id.org/yanshu/role/a.b", "<https://w3id.org/yanshu/role/a.b>"},
      {"https://w3id.org/yanshu/role/", "<https://w3id.org/yanshu/role/>"},
      {"https://w3id.org/yanshu/ontology#current", "ys:current"},
  };
  ys_arena *const arena = ys_arena_new(NULL);
  for (size_t i = 0; i < YS_LENGTH(cases); i++) {
    ys_terms terms = {.arena = arena};
    ys_triple triple = {.g = YS_NO_TERM};
    ys_triples *t = NULL;
    const char *fault;
    ys_buffer b;
    ys_buffer_init(&b, NULL);
    assert_int_equal(ys_terms_iri(&terms, YS_VIEW("https://data.example.org/s"), &triple.s, &fault), YANSHU_OK);
    assert_int_equal(ys_terms_vocab(&terms, YS_V_ys_place, &triple.p), YANSHU_OK);
    assert_int_equal(ys_terms_iri(&terms, ys_view_of(cases[i].iri), &triple.o, &fault), YANSHU_OK);
    assert_int_equal(ys_triples_settle(arena, BASE, &terms, &triple, 1, &t), YANSHU_OK);
    assert_int_equal(ys_syntax_article(YANSHU_TURTLE, t, true, &b), YANSHU_OK);
    char expected[256];
    const int n = snprintf(expected, sizeof expected, "\n<s> ys:place %s .\n", cases[i].turtle);
    assert_int_equal(b.n, n);
    assert_memory_equal(b.p, expected, b.n);
    ys_buffer_free(&b);
  }
  ys_arena_free(arena);
}

static int compare_views(const void *a, const void *b) {
  return ys_view_compare(*(const ys_view *)a, *(const ys_view *)b);
}

/** The order of terms is that of their lines, for literals and IRIs around, at, below and before the base. */
static void terms_are_in_the_order_of_lines(void **state) {
  (void)state;
  static const char *const iris[] = {"https://data.example.org/",
                                     "https://data.example.org",
                                     "http://a/",
                                     "https://data.example.org/a",
                                     "https://data.example.org/a/b",
                                     "https://z/",
                                     "https://data.example.org/a-b",
                                     "https://data.example.orgx",
                                     "https://data.example.org0/",
                                     "https://data.example.org/a#b",
                                     "https://data.example.org/aaaaaaaaaaaaaaaaaaaaa1",
                                     "https://data.example.org/aaaaaaaaaaaaaaaaaaaaa2"};
  static const char *const texts[] = {"", "a", "a\"b", "a\nb", "a\tb", "ab", "张三", "张三丰", "a!", "a b"};
  ys_arena *const arena = ys_arena_new(NULL);
  ys_terms terms = {.arena = arena};
  const char *fault;
  uint32_t id;
  for (size_t i = 0; i < YS_LENGTH(iris); i++) {
    assert_int_equal(ys_terms_iri(&terms, ys_view_of(iris[i]), &id, &fault), YANSHU_OK);
  }
  for (size_t i = 0; i < YS_LENGTH(texts); i++) {
    assert_int_equal(ys_terms_string(&terms, ys_view_of(texts[i]), YS_VIEW(""), &id, &fault), YANSHU_OK);
    assert_int_equal(ys_terms_string(&terms, ys_view_of(texts[i]), YS_VIEW("zh-hans"), &id, &fault), YANSHU_OK);
    assert_int_equal(ys_terms_foreign(&terms, ys_view_of(texts[i]), YS_VIEW("http://t/"), &id, &fault), YANSHU_OK);
  }
  const uint32_t n = terms.term.n;
  assert_int_equal(n, YS_LENGTH(iris) + 3 * YS_LENGTH(texts));
  ys_view lines[64];
  ys_triple triple[64];
  for (uint32_t i = 0; i < n; i++) {
    lines[i] = terms.term.at[i].line;
    triple[i] = (ys_triple){0, 1, i, YS_NO_TERM};
  }
  qsort(lines, n, sizeof *lines, compare_views);
  ys_triples *t = NULL;
  assert_int_equal(ys_triples_settle(arena, BASE, &terms, triple, n, &t), YANSHU_OK);
  assert_int_equal(t->n, n);
  for (uint32_t i = 0; i < n; i++) {
    assert_true(ys_view_equal(t->term[t->triple[i].o].line, lines[i]));
  }
  for (uint32_t i = 3 * YS_LENGTH(texts); i < n; i++) {
    assert_true(ys_view_equal(t->term[i].line, lines[i]));
  }
  ys_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_are_those_of_the_graph),
      cmocka_unit_test(threads_write_the_same),
      cmocka_unit_test(short_forms_are_exact),
      cmocka_unit_test(terms_are_in_the_order_of_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
