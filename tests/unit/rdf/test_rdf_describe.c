/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_rdf_describe.c A dataset described: counts that hold in any order, and text that can't break out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

#define BASE YS_VIEW("https://data.example.org/")
enum { ARTICLES = 7 };

static const ys_triples *article(ys_arena *arena, unsigned i) {
  ys_resolution r;
  const ys_triples *t = NULL;
  const ys_log log = {NULL, NULL};
  sample_make(arena, &r);
  r.iri = ys_arena_format(arena, "article/%016x", i);
  assert_int_equal(ys_triples_make(arena, BASE, YANSHU_DETAIL_EVIDENCE, NULL, &r, &log, &t), YANSHU_OK);
  return t;
}

static void described(ys_arena *arena, const unsigned *order, size_t n, const ys_dataset_facts *facts, ys_buffer *out) {
  ys_description *d = NULL;
  assert_int_equal(ys_description_new(NULL, BASE, YS_COUNT_GRAPHS, &d), YANSHU_OK);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(ys_description_add(d, article(arena, order[i])), YANSHU_OK);
  }
  ys_buffer_init(out, NULL);
  assert_int_equal(ys_description_write(d, facts, out), YANSHU_OK);
  ys_buffer_append(out, "", 1);
  ys_description_free(d);
}

static void counts(void **state) {
  (void)state;
  static const unsigned forth[ARTICLES] = {0, 1, 2, 3, 4, 5, 6};
  static const unsigned back[ARTICLES] = {6, 5, 4, 3, 2, 1, 0};
  ys_arena *const arena = ys_arena_new(NULL);
  const ys_dataset_facts none = {0};
  ys_buffer a;
  ys_buffer b;
  described(arena, forth, ARTICLES, &none, &a);
  described(arena, back, ARTICLES, &none, &b);
  assert_string_equal(a.p, b.p);
  char line[64];
  snprintf(line, sizeof line, "void:triples %zu ;", ys_triples_size(article(arena, 0)) * ARTICLES);
  assert_non_null(strstr(a.p, line));
  assert_non_null(strstr(a.p, "void:documents 7 ;"));
  /* one person in seven articles is one thing */
  assert_non_null(strstr(a.p, "void:class ys:Person ;\n    void:entities 1 ."));
  assert_non_null(strstr(a.p, "void:class ys:Article ;\n    void:entities 7 ."));
  assert_non_null(strstr(a.p, "void:property org:member ;\n    void:triples 7 ."));
  assert_null(strstr(a.p, "dcterms:license"));
  assert_null(strstr(a.p, "dcat:distribution"));
  ys_buffer_free(&a);
  ys_buffer_free(&b);
  ys_arena_free(arena);
}

static void what_the_caller_says(void **state) {
  (void)state;
  static const unsigned one[1] = {1};
  ys_arena *const arena = ys_arena_new(NULL);
  const ys_dataset_facts facts = {.title = YS_VIEW("某报\"数据\"\n第一版\\"),
                                  .source = YS_VIEW("某报"),
                                  .license = YS_VIEW("https://creativecommons.org/licenses/by/4.0/"),
                                  .file = YS_VIEW("news.nq"),
                                  .media_type = YS_VIEW("application/n-quads"),
                                  .packed = YS_VIEW("application/gzip"),
                                  .rdf = true};
  ys_buffer b;
  described(arena, one, 1, &facts, &b);
  assert_non_null(strstr(b.p, "dcterms:title \"某报\\\"数据\\\"\\n第一版\\\\\"@zh-hans"));
  assert_non_null(strstr(b.p, "dcterms:license <https://creativecommons.org/licenses/by/4.0/>"));
  assert_non_null(strstr(b.p, "void:dataDump <news.nq>"));
  assert_non_null(strstr(b.p, "dcat:mediaType <https://www.iana.org/assignments/media-types/application/n-quads>"));
  assert_non_null(strstr(b.p, "dcat:compressFormat <https://www.iana.org/assignments/media-types/application/gzip>"));
  assert_null(ys_web_iri_fault(facts.license));
  assert_non_null(ys_web_iri_fault(YS_VIEW("http://a b/")));
  assert_non_null(ys_web_iri_fault(YS_VIEW("ftp://example.org/")));
  assert_non_null(ys_web_iri_fault(YS_VIEW("https:///x")));
  ys_buffer_free(&b);
  ys_arena_free(arena);
}

static void no_memory(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  const ys_triples *const t = article(arena, 1);
  const ys_dataset_facts none = {0};
  for (size_t fail_at = 1;; fail_at++) {
    sample_allocator a;
    sample_allocator_start(&a, fail_at, false);
    ys_description *d = NULL;
    ys_buffer b;
    ys_buffer_init(&b, &a.allocator);
    ys_status status = ys_description_new(&a.allocator, BASE, YS_COUNT_GRAPHS, &d);
    status = status == YANSHU_OK ? ys_description_add(d, t) : status;
    status = status == YANSHU_OK ? ys_description_write(d, &none, &b) : status;
    ys_description_free(d);
    ys_buffer_free(&b);
    assert_int_equal(a.held, 0);
    if (status == YANSHU_OK) {
      break;
    }
    assert_int_equal(status, YANSHU_NO_MEMORY);
  }
  ys_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(counts), cmocka_unit_test(what_the_caller_says),
                                     cmocka_unit_test(no_memory)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
