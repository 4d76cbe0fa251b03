/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_rdf_graph.c From a resolution to triples: what is written, once, in one order, wholly or not at all. */
#include <libxml/xmlerror.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

#define BASE YS_VIEW("https://data.example.org/")
#define D "<https://data.example.org/"

static ys_rdf_world *world;
static sample_log messages;

static int open_world(void **state) {
  (void)state;
  sample_log_start(&messages);
  return ys_rdf_world_new(NULL, &messages.log, &world) == YANSHU_OK ? 0 : -1;
}

static int close_world(void **state) {
  (void)state;
  ys_rdf_world_free(world);
  return 0;
}

static ys_graph *new_graph(yanshu_detail detail) {
  ys_graph *graph = NULL;
  sample_log_start(&messages);
  assert_int_equal(ys_graph_new(world, BASE, detail, &graph), YANSHU_OK);
  return graph;
}

/** What @p graph looks like in @p syntax; NUL-terminated, to be freed. */
static char *text_of(ys_graph *graph, yanshu_syntax syntax) {
  sample_output o = {.limit = SIZE_MAX};
  assert_int_equal(ys_graph_write(graph, syntax, sample_write, &o), YANSHU_OK);
  char *const text = realloc(o.p, o.n + 1);
  assert_non_null(text);
  text[o.n] = '\0';
  return text;
}

static void assert_has(const char *text, const char *line) {
  if (strstr(text, line) == NULL) {
    fail_msg("missing: %s", line);
  }
}

static void assert_lacks(const char *text, const char *line) {
  if (strstr(text, line) != NULL) {
    fail_msg("unexpected: %s", line);
  }
}

static void writes_the_contract(void **state) {
  (void)state;
  static const char *const lines[] = {
      D "person/lu-yunshan-00000001> <http://xmlns.com/foaf/0.1/name> \"吕云山\"@zh-hans .\n",
      D "person/lu-yunshan-00000001> <" YS_NS_rdfs "label> \"lyu yunshan\"@zh-latn-pinyin .\n",
      D "person/lu-yunshan-00000001> <" YS_NS_rdf "type> <" YS_NS_ys "Person> .\n",
      D "org/990100/peoples-government> <" YS_NS_skos "prefLabel> \"云岭市人民政府\"@zh-hans .\n",
      D "org/990100/peoples-government> <" YS_NS_skos "altLabel> \"云岭市政府\"@zh-hans .\n",
      D "org/990100/peoples-government> <" YS_NS_org "classification> <" YS_NS_ORGANIZATION_KIND "government> .\n",
      D "division/990100> <" YS_NS_ys "divisionCode> \"990100\" .\n",
      D "division/990100> <" YS_NS_ys "partOf> " D "division/990000> .\n",
      D "tenure/0000000000000001> <" YS_NS_org "member> " D "person/lu-yunshan-00000001> .\n",
      D "tenure/0000000000000001> <" YS_NS_org "role> <" YS_NS_ROLE "mayor> .\n",
      D "tenure/0000000000000001> <" YS_NS_ys "status> <" YS_NS_ys "current> .\n",
      D "tenure/0000000000000001> <" YS_NS_ys "asOf> \"2025-01-17\"^^<" YS_NS_xsd "date> .\n",
      D "tenure/0000000000000001> <" YS_NS_prov "wasDerivedFrom> " D "article/00000000000000aa> .\n",
      D "statement/0000000000000002> <" YS_NS_schema "text> \"清水行动\\n要“办好”\\\\ \\\"一件\\\"\\t事\"@zh-hans .\n",
      D "figure/0000000000000003> <" YS_NS_ys "number> \"12.5\"^^<" YS_NS_xsd "decimal> .\n",
      D "program/qingshui-xingdong-00000004> <" YS_NS_ys "covers> " D "division/990100> .\n",
      D "program/qingshui-xingdong-00000004> <" YS_NS_ys "approvedOn> \"2024-12\"^^<" YS_NS_xsd "gYearMonth> .\n",
      D "program/qingshui-xingdong-00000004> <" YS_NS_rdf "type> <" YS_NS_ys "Campaign> .\n",
      D "program/qingshui-xingdong-00000004> <" YS_NS_rdf "type> <" YS_NS_ys "Program> .\n",
      D "assertion/0000000000000004> <" YS_NS_rdf "predicate> <" YS_NS_ys "covers> .\n",
      D "event/990100-15-3> <" YS_NS_ys "congressNumber> \"15\"^^<" YS_NS_xsd "integer> .\n",
      D "article/00000000000000aa> <" YS_NS_dcterms "source> <https://news.example/a%20b/%E4%BA%91?x=1&y=2> .\n",
      D "article/00000000000000aa> <" YS_NS_ys "textDigest> \"0123456789abcdef\" .\n",
  };
  ys_arena *const arena = ys_arena_new(NULL);
  ys_resolution r;
  sample_make(arena, &r);
  ys_graph *const graph = new_graph(YANSHU_DETAIL_FACTS);
  assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
  char *const text = text_of(graph, YANSHU_NTRIPLES);
  for (size_t i = 0; i < YS_LENGTH(lines); i++) {
    assert_has(text, lines[i]);
  }
  assert_lacks(text, "\n_:");
  assert_lacks(text, "> _:");
  assert_lacks(text, "endDate> \"2025-01-20\"");         /* approximate */
  assert_lacks(text, "altLabel> \"云岭市人民政府\"");    /* preferred already */
  assert_lacks(text, "mentions> " D "division/990000>"); /* implied only */
  assert_lacks(text, "nif-core");
  free(text);
  ys_graph_free(graph);
  ys_arena_free(arena);
}

static size_t count(const char *text, const char *what) {
  size_t n = 0;
  for (const char *p = text; (p = strstr(p, what)) != NULL; p++) {
    n++;
  }
  return n;
}

static void detail_decides_on_mentions(void **state) {
  (void)state;
  static const size_t mentions[] = {0, SAMPLE_RECORDS, SAMPLE_RECORDS + 1};
  ys_arena *const arena = ys_arena_new(NULL);
  ys_resolution r;
  sample_make(arena, &r);
  for (int i = 0; i < 3; i++) {
    ys_graph *const graph = new_graph((yanshu_detail)i);
    assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
    char *const text = text_of(graph, YANSHU_NTRIPLES);
    assert_int_equal(count(text, "<" YS_NS_ys "Mention> ."), mentions[i]);
    assert_int_equal(count(text, YS_NS_nif "Context> ."), i == 0 ? 0 : 1);
    assert_int_equal(count(text, "\n"), ys_graph_size(graph));
    free(text);
    ys_graph_free(graph);
  }
  ys_arena_free(arena);
}

static void evidence_and_mention_are_one_node(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  ys_resolution r;
  sample_make(arena, &r);
  ys_entity_mention *const again = YS_PUSH(arena, &r.mention);
  assert_non_null(again);
  *again = r.mention.at[0];
  again->at.rule = YS_VIEW("https://w3id.org/yanshu/rule/other");
  ys_graph *const graph = new_graph(YANSHU_DETAIL_MENTIONS);
  assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
  char *const text = text_of(graph, YANSHU_NTRIPLES);
  assert_int_equal(count(text, "<" YS_NS_ys "Mention> ."), SAMPLE_RECORDS + 1);
  assert_int_equal(count(text, "rule/other"), 1);
  free(text);
  ys_graph_free(graph);
  ys_arena_free(arena);
}

/** A second article about the same people. */
static void make_second(ys_arena *arena, ys_resolution *r) {
  sample_make(arena, r);
  r->iri = YS_VIEW("article/00000000000000bb");
  r->title = YS_VIEW("又一篇");
}

static void adds_by_union(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  ys_resolution one;
  ys_resolution two;
  sample_make(arena, &one);
  make_second(arena, &two);
  ys_graph *const graph = new_graph(YANSHU_DETAIL_FACTS);
  assert_int_equal(ys_graph_add(graph, NULL, &one), YANSHU_OK);
  const size_t size = ys_graph_size(graph);
  assert_int_equal(ys_graph_add(graph, NULL, &one), YANSHU_OK);
  assert_int_equal(ys_graph_size(graph), size);
  assert_int_equal(ys_graph_add(graph, NULL, &two), YANSHU_OK);
  char *const triples = text_of(graph, YANSHU_NTRIPLES);
  char *const quads = text_of(graph, YANSHU_NQUADS);
  assert_int_equal(count(triples, "\n"), ys_graph_size(graph));
  assert_int_equal(count(quads, "\n"), 2 * size); /* each article says all of it for itself */
  assert_int_equal(count(triples, "tenure/0000000000000001> <" YS_NS_prov "wasDerivedFrom> "), 2);
  assert_int_equal(count(quads, " " D "article/00000000000000bb> .\n"), size);
  free(triples);
  free(quads);
  ys_graph_free(graph);
  ys_arena_free(arena);
}

static void shuffle(ys_resolution *r, uint32_t seed) {
  for (uint32_t i = r->record.n; i > 1; i--) {
    seed = seed * 1664525U + 1013904223U;
    const uint32_t k = (seed >> 8) % i;
    const ys_record held = r->record.at[k];
    r->record.at[k] = r->record.at[i - 1];
    r->record.at[i - 1] = held;
  }
  const uint32_t last = r->entity.n - 1;
  if (r->entity.at[last].label.n > 1) {
    const ys_label held = r->entity.at[last].label.at[0];
    r->entity.at[last].label.at[0] = r->entity.at[last].label.at[1];
    r->entity.at[last].label.at[1] = held;
  }
}

static void order_of_adding_is_no_matter(void **state) {
  (void)state;
  char *first[SAMPLE_SYNTAXES] = {NULL};
  for (uint32_t seed = 0; seed < 8; seed++) {
    ys_arena *const arena = ys_arena_new(NULL);
    ys_resolution r[2];
    sample_make(arena, &r[0]);
    make_second(arena, &r[1]);
    shuffle(&r[0], seed);
    shuffle(&r[1], seed + 100);
    ys_graph *const graph = new_graph(YANSHU_DETAIL_MENTIONS);
    assert_int_equal(ys_graph_add(graph, NULL, &r[seed % 2]), YANSHU_OK);
    assert_int_equal(ys_graph_add(graph, NULL, &r[1 - seed % 2]), YANSHU_OK);
    for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
      char *const text = text_of(graph, (yanshu_syntax)syntax);
      if (first[syntax] == NULL) {
        first[syntax] = text;
      } else {
        assert_string_equal(text, first[syntax]);
        free(text);
      }
    }
    ys_graph_free(graph);
    ys_arena_free(arena);
  }
  for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
    free(first[syntax]);
  }
}

static void lines_are_sorted(void **state) {
  (void)state;
  ys_arena *const arena = ys_arena_new(NULL);
  ys_resolution r;
  sample_make(arena, &r);
  ys_graph *const graph = new_graph(YANSHU_DETAIL_MENTIONS);
  assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
  make_second(arena, &r);
  assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
  for (int syntax = YANSHU_NTRIPLES; syntax <= YANSHU_NQUADS; syntax++) {
    char *const text = text_of(graph, (yanshu_syntax)syntax);
    char *previous = strtok(text, "\n");
    for (char *line = strtok(NULL, "\n"); line != NULL; line = strtok(NULL, "\n")) {
      assert_true(strcmp(previous, line) < 0);
      previous = line;
    }
    free(text);
  }
  ys_graph_free(graph);
  ys_arena_free(arena);
}

/** Damages one field of the sample; returns what adding it must give. */
typedef ys_status (*damage)(ys_arena *arena, ys_resolution *r);

static ys_status bad_name(ys_arena *arena, ys_resolution *r) {
  sample_label(arena, &r->entity.at[SAMPLE_PERSON], "吕\x01山", YS_LANG_HANT);
  return YANSHU_BAD_TERM;
}
static ys_status cut_title(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->title = (ys_view){"云\xE5\xB2", 5};
  return YANSHU_BAD_TERM;
}
static ys_status chinese_iri(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->entity.at[SAMPLE_EVENT].iri = YS_VIEW("event/会议");
  return YANSHU_BAD_TERM;
}
static ys_status spaced_iri(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_ALIAS].iri = YS_VIEW("assertion/a b");
  return YANSHU_BAD_TERM;
}
static ys_status no_iri(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_FIGURE].iri = (ys_view){NULL, 0};
  return YANSHU_BAD_TERM;
}
static ys_status bad_date(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->date = (ys_date){2025, 2, 30, YS_DATE_DAY, false};
  return YANSHU_BAD_TERM;
}
static ys_status bad_number(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_FIGURE].number = YS_VIEW("12.50");
  return YANSHU_BAD_TERM;
}
static ys_status unknown_predicate(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_COVERS].predicate = YS_VIEW("ys:loves");
  return YANSHU_BAD_TERM;
}
static ys_status wrong_predicate(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_COVERS].predicate = YS_VIEW("rdf:type");
  return YANSHU_BAD_TERM;
}
static ys_status no_object(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_COVERS].object = YS_NO_ENTITY;
  return YANSHU_BAD_TERM;
}
static ys_status no_date(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_APPROVED].date.precision = YS_DATE_NONE;
  return YANSHU_BAD_TERM;
}
static ys_status bad_kind(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->entity.at[SAMPLE_EVENT].type = YS_VIEW("../x");
  return YANSHU_BAD_TERM;
}
static ys_status bad_rule(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_ALIAS].evidence.at[0].rule = YS_VIEW("title-chain");
  return YANSHU_BAD_TERM;
}
static ys_status no_such_entity(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_TENURE].role = 999;
  return YANSHU_INTERNAL;
}
static ys_status evidence_outside(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_ALIAS].evidence.at[0].end = 1001;
  return YANSHU_INTERNAL;
}
static ys_status reversed_evidence(ys_arena *arena, ys_resolution *r) {
  (void)arena;
  r->record.at[SAMPLE_ALIAS].evidence.at[0].end = 1;
  return YANSHU_INTERNAL;
}

static void all_or_nothing(void **state) {
  (void)state;
  static const damage damages[] = {bad_name,   cut_title,         chinese_iri,      spaced_iri,       no_iri,  bad_date,
                                   bad_number, unknown_predicate, wrong_predicate,  no_object,        no_date, bad_kind,
                                   bad_rule,   no_such_entity,    evidence_outside, reversed_evidence};
  ys_graph *const graph = new_graph(YANSHU_DETAIL_MENTIONS);
  ys_arena *const arena = ys_arena_new(NULL);
  ys_resolution r;
  make_second(arena, &r);
  assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
  char *const before = text_of(graph, YANSHU_NQUADS);
  for (size_t i = 0; i < YS_LENGTH(damages); i++) {
    sample_log_start(&messages);
    sample_make(arena, &r);
    const ys_status expected = damages[i](arena, &r);
    const ys_status got = ys_graph_add(graph, NULL, &r);
    if (got != expected) {
      fail_msg("damage %zu gives %d", i, (int)got);
    }
    assert_int_not_equal(messages.n, 0);
    char *const after = text_of(graph, YANSHU_NQUADS);
    assert_string_equal(after, before);
    free(after);
  }
  free(before);
  ys_graph_free(graph);
  ys_arena_free(arena);
}

static void odd_addresses_are_left_out(void **state) {
  (void)state;
  static const char *const urls[] = {"javascript:alert(1)",      "news/1.html",         "http://", "mailto:a@b.example",
                                     "https://e.example:http/1", "https://[e.example/1"};
  ys_arena *const arena = ys_arena_new(NULL);
  for (size_t i = 0; i < YS_LENGTH(urls); i++) {
    ys_resolution r;
    sample_make(arena, &r);
    r.url = ys_view_of(urls[i]);
    ys_graph *const graph = new_graph(YANSHU_DETAIL_FACTS);
    assert_int_equal(ys_graph_add(graph, NULL, &r), YANSHU_OK);
    assert_int_not_equal(messages.n, 0); /* and it is said */
    char *const text = text_of(graph, YANSHU_NTRIPLES);
    assert_lacks(text, YS_NS_dcterms "source");
    free(text);
    ys_graph_free(graph);
  }
  ys_arena_free(arena);
}

static void refuses_bases(void **state) {
  (void)state;
  static const char *const bad[] = {"",         "data/",      "http://",      "https://",      "http://e",
                                    "ftp://e/", "http://e/a", "http://e/人/", "http://e/a b/", "http://e/%zz/",
                                    "urn:x:y/"};
  static const char *const good[] = {"http://e/", "https://data.example.org/", "https://e/x#"};
  ys_graph *graph;
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    assert_int_equal(ys_graph_new(world, ys_view_of(bad[i]), YANSHU_DETAIL_FACTS, &graph), YANSHU_BAD_ARGUMENT);
    assert_null(graph);
  }
  for (size_t i = 0; i < YS_LENGTH(good); i++) {
    assert_int_equal(ys_graph_new(world, ys_view_of(good[i]), YANSHU_DETAIL_FACTS, &graph), YANSHU_OK);
    ys_graph_free(graph);
  }
}

static void empty_graphs_are_valid(void **state) {
  (void)state;
  ys_graph *const graph = new_graph(YANSHU_DETAIL_FACTS);
  for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
    char *const text = text_of(graph, (yanshu_syntax)syntax);
    assert_int_equal(text[0] == '\0', syntax == YANSHU_NTRIPLES || syntax == YANSHU_NQUADS);
    free(text);
  }
  assert_int_equal(ys_graph_size(graph), 0);
  ys_graph_free(graph);
}

/** What raptor logs as an error is a failure of the call, although its results say success. */
static void logged_errors_are_failures(void **state) {
  (void)state;
  assert_int_equal(ys_rdf_open(world), YANSHU_OK);
  ys_rdf_begin(world);
  assert_int_equal(ys_rdf_end(world), YANSHU_OK);
  raptor_uri *const uri = raptor_new_uri(world->raptor, (const unsigned char *)"http://e/1");
  raptor_serializer *const serializer = raptor_new_serializer(world->raptor, "rdfxml");
  void *string = NULL;
  size_t n = 0;
  assert_int_equal(raptor_serializer_start_to_string(serializer, NULL, &string, &n), 0);
  raptor_statement *const s = raptor_new_statement_from_nodes(
      world->raptor, raptor_new_term_from_uri(world->raptor, uri), raptor_new_term_from_uri(world->raptor, uri),
      raptor_new_term_from_uri(world->raptor, uri), NULL);
  assert_int_equal(raptor_serializer_serialize_statement(serializer, s), 0);
  raptor_serializer_serialize_end(serializer);
  assert_int_equal(ys_rdf_end(world), YANSHU_INTERNAL);
  raptor_free_statement(s);
  raptor_free_serializer(serializer);
  raptor_free_uri(uri);
  raptor_free_memory(string);
  ys_rdf_begin(world);
}

static void on_xml(void *user, xmlErrorPtr error) {
  (void)error;
  *(int *)user += 1;
}

static void leaves_libxml2_alone(void **state) {
  (void)state;
  int heard = 0;
  xmlSetStructuredErrorFunc(&heard, on_xml);
  ys_rdf_world *second;
  assert_int_equal(ys_rdf_world_new(NULL, NULL, &second), YANSHU_OK);
  assert_ptr_equal(xmlStructuredErrorContext, &heard);
  assert_ptr_equal(xmlStructuredError, on_xml);
  ys_rdf_world_free(second);
  xmlSetStructuredErrorFunc(NULL, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_the_contract),
      cmocka_unit_test(detail_decides_on_mentions),
      cmocka_unit_test(evidence_and_mention_are_one_node),
      cmocka_unit_test(adds_by_union),
      cmocka_unit_test(order_of_adding_is_no_matter),
      cmocka_unit_test(lines_are_sorted),
      cmocka_unit_test(all_or_nothing),
      cmocka_unit_test(odd_addresses_are_left_out),
      cmocka_unit_test(refuses_bases),
      cmocka_unit_test(empty_graphs_are_valid),
      cmocka_unit_test(logged_errors_are_failures),
      cmocka_unit_test(leaves_libxml2_alone),
  };
  return cmocka_run_group_tests(tests, open_world, close_world);
}
