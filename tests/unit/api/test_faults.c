/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file test_faults.c
 * Everything that can be made to fail is made to fail, at every point: allocations, and writes after every so many
 * bytes. Nothing may crash or leak, and what is reported as done must be whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"
#include "yanshu.h"

/** An allocator that marks its blocks, so that a foreign one shows, and fails when told. */
typedef struct faulty {
  size_t calls;   /**< allocations and growths so far */
  size_t fail_at; /**< number of the call that fails; SIZE_MAX: none */
  bool for_good;  /**< all later ones fail, too */
  size_t blocks;  /**< not freed yet */
} faulty;

#define MARK UINT64_C(0x59616E7368754D6B)

typedef union head {
  struct {
    uint64_t mark;
    faulty *owner;
    size_t size;
  } is;
  max_align_t aligned;
} head;

static head *head_of(faulty *f, void *block) {
  head *h = (head *)block - 1;
  assert_true(h->is.mark == MARK);
  assert_ptr_equal(h->is.owner, f);
  return h;
}

static void release(faulty *f, void *block) {
  if (block) {
    head *h = head_of(f, block);
    h->is.mark = 0;
    f->blocks--;
    free(h);
  }
}

/** Always moves: whoever keeps the old address is found by the sanitizer. */
static void *faulty_resize(void *user, void *block, size_t size) {
  faulty *f = user;
  if (size == 0) {
    release(f, block);
    return NULL;
  }
  f->calls++;
  if (f->calls == f->fail_at || (f->for_good && f->calls > f->fail_at)) {
    return NULL;
  }
  head *h = malloc(sizeof *h + size);
  assert_non_null(h);
  h->is.mark = MARK;
  h->is.owner = f;
  h->is.size = size;
  void *moved = h + 1;
  memset(moved, 0xA5, size);
  if (block) {
    const size_t old = head_of(f, block)->is.size;
    memcpy(moved, block, old < size ? old : size);
    release(f, block);
  }
  f->blocks++;
  return moved;
}

typedef struct journal {
  size_t errors;
} journal;

static void keep(void *user, const yanshu_message *message) {
  journal *j = user;
  j->errors += message->level == YANSHU_ERROR;
}

static yanshu_status gather(void *user, const void *bytes, size_t n) {
  ys_buffer_append(user, bytes, n);
  return YANSHU_OK;
}

static const char article[] =
    "---\ntitle: 天河区部署老旧小区改造\ndate: 2025-03-04\nsource: 穗城日报\n---\n\n"
    "# 天河区部署老旧小区改造\n\n3月3日，广州市天河区委书记林晓岚到石牌街道调研。林晓岚表示：“今年要改造35个老旧小区，"
    "推进‘百企帮千户’行动。”\n\n## "
    "省人大代表、天河区区长陈柏舟：\n\n陈柏舟介绍，《天河区老旧小区改造规划》已经市政府批准。\n";

static yanshu_status add_article(yanshu_dataset *dataset) {
  const yanshu_input input = {.name = {"a.md", 4}, .bytes = {article, sizeof article - 1}};
  return yanshu_dataset_add(dataset, &input);
}

/** A whole run: open, read, write. */
static yanshu_status run(const yanshu_allocator *allocator, journal *j, ys_buffer *out) {
  const yanshu_world_options options = {.allocator = allocator, .log = keep, .log_user = j};
  yanshu_world *world = NULL;
  yanshu_dataset *dataset = NULL;
  yanshu_status status = yanshu_world_new(&options, &world);
  if (status == YANSHU_OK) {
    status = yanshu_dataset_new(world, NULL, &dataset);
  }
  if (status == YANSHU_OK) {
    status = add_article(dataset);
  }
  if (status == YANSHU_OK) {
    status = yanshu_dataset_write(dataset, YANSHU_TURTLE, gather, out);
  }
  yanshu_dataset_free(dataset);
  yanshu_world_free(world);
  return status;
}

static size_t run_with_fault(size_t fail_at, bool for_good, const ys_buffer *expected) {
  faulty f = {.fail_at = fail_at, .for_good = for_good};
  const yanshu_allocator allocator = {faulty_resize, &f};
  journal j = {0};
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  const yanshu_status status = run(&allocator, &j, &out);
  if (f.calls < fail_at) {
    assert_int_equal(status, YANSHU_OK);
  }
  if (status == YANSHU_OK) {
    /* Nothing failed, or what failed could be done without: then the result is the same. */
    assert_int_equal(j.errors, 0);
    if (!ys_view_equal(ys_buffer_view(&out), ys_buffer_view(expected))) {
      fail_msg("a different result when allocation %zu fails", fail_at);
    }
  } else {
    assert_int_equal(status, YANSHU_NO_MEMORY);
    assert_true(j.errors > 0);
  }
  if (f.blocks != 0) {
    fail_msg("%zu blocks leak when allocation %zu fails", f.blocks, fail_at);
  }
  ys_buffer_free(&out);
  return f.calls;
}

/** Opening takes many allocations of the same kinds, so beyond the first ones a spread of them is tried. */
static void allocations_fail_in_a_whole_run(void **state) {
  (void)state;
  ys_buffer expected;
  ys_buffer_init(&expected, ys_allocator_system());
  journal j = {0};
  assert_int_equal(run(NULL, &j, &expected), YANSHU_OK);
  assert_int_equal(j.errors, 0);

  const size_t calls = run_with_fault(SIZE_MAX, false, &expected);
  assert_true(calls > 10);
  const size_t step = calls / 100 + 1;
  for (size_t at = 1; at <= calls; at += at < 50 ? 1 : step) {
    (void)run_with_fault(at, false, &expected);
    (void)run_with_fault(at, true, &expected);
  }
  ys_buffer_free(&expected);
}

/** Reading one article: every single allocation; the dataset stays as it was, and the next attempt succeeds. */
static void allocations_fail_in_one_article(void **state) {
  (void)state;
  faulty f = {.fail_at = SIZE_MAX};
  const yanshu_allocator allocator = {faulty_resize, &f};
  journal j = {0};
  const yanshu_world_options options = {.allocator = &allocator, .log = keep, .log_user = &j};
  ys_buffer expected;
  ys_buffer_init(&expected, ys_allocator_system());
  assert_int_equal(run(NULL, &j, &expected), YANSHU_OK);
  yanshu_world *world = NULL;
  assert_int_equal(yanshu_world_new(&options, &world), YANSHU_OK);
  bool done = false;
  for (size_t after = 1; !done; after++) {
    yanshu_dataset *dataset = NULL;
    assert_int_equal(yanshu_dataset_new(world, NULL, &dataset), YANSHU_OK);
    f.fail_at = f.calls + after;
    const yanshu_status status = add_article(dataset);
    done = f.calls < f.fail_at;
    f.fail_at = SIZE_MAX;
    if (status != YANSHU_OK) {
      assert_int_equal(status, YANSHU_NO_MEMORY);
      assert_int_equal(yanshu_dataset_size(dataset), 0);
      assert_int_equal(add_article(dataset), YANSHU_OK);
    }
    /* A failure that is passed over would show here. */
    ys_buffer out;
    ys_buffer_init(&out, ys_allocator_system());
    assert_int_equal(yanshu_dataset_write(dataset, YANSHU_TURTLE, gather, &out), YANSHU_OK);
    if (!ys_view_equal(ys_buffer_view(&out), ys_buffer_view(&expected))) {
      fail_msg("a different result when allocation %zu of an article fails", after);
    }
    ys_buffer_free(&out);
    yanshu_dataset_free(dataset);
  }
  yanshu_world_free(world);
  ys_buffer_free(&expected);
  assert_int_equal(f.blocks, 0);
}

/** Explaining one article: every single allocation; a result is whole or none. */
static void allocations_fail_in_an_explanation(void **state) {
  (void)state;
  faulty f = {.fail_at = SIZE_MAX};
  const yanshu_allocator allocator = {faulty_resize, &f};
  journal j = {0};
  const yanshu_world_options world_options = {.allocator = &allocator, .log = keep, .log_user = &j};
  const yanshu_input input = {.name = {"a.md", 4}, .bytes = {article, sizeof article - 1}};
  yanshu_world *world = NULL;
  assert_int_equal(yanshu_world_new(&world_options, &world), YANSHU_OK);
  for (int form = YANSHU_EXPLAIN_TEXT; form <= YANSHU_EXPLAIN_HTML; form++) {
    const yanshu_explain_options options = {.form = (yanshu_explain_form)form};
    ys_buffer expected;
    ys_buffer_init(&expected, ys_allocator_system());
    assert_int_equal(yanshu_explain(world, &input, &options, gather, &expected), YANSHU_OK);
    bool done = false;
    for (size_t after = 1; !done; after++) {
      ys_buffer out;
      ys_buffer_init(&out, ys_allocator_system());
      f.fail_at = f.calls + after;
      const yanshu_status status = yanshu_explain(world, &input, &options, gather, &out);
      done = f.calls < f.fail_at;
      f.fail_at = SIZE_MAX;
      if (status != YANSHU_OK) {
        assert_int_equal(status, YANSHU_NO_MEMORY);
      } else if (!ys_view_equal(ys_buffer_view(&out), ys_buffer_view(&expected))) {
        fail_msg("a different explanation when allocation %zu fails", after);
      }
      ys_buffer_free(&out);
    }
    ys_buffer_free(&expected);
  }
  yanshu_world_free(world);
  assert_int_equal(f.blocks, 0);
}

#define YS "PREFIX ys: <https://w3id.org/yanshu/ontology#> PREFIX org: <http://www.w3.org/ns/org#> "

/** One of every construct. */
static const char *const queries[] = {
    YS "SELECT ?t ?l { ?x org:member ?p ; ys:title ?t OPTIONAL { ?x ys:asOf ?d FILTER (STRLEN(STR(?d)) > 3) } "
       "BIND (CONCAT(STR(?t), \"-\", REPLACE(UCASE(STR(?d)), \"0\", \"o\")) AS ?l) } ORDER BY STR(?l) DESC(?t)",
    YS "SELECT ?p (COUNT(DISTINCT ?t) AS ?n) (AVG(?f + 0.5) AS ?a) (GROUP_CONCAT(STR(?t); SEPARATOR = \"|\") AS ?g) { "
       "?x org:member ?p ; ys:title ?t VALUES ?f { 1 2.5 3e0 } } GROUP BY ?p (STRLEN(STR(?t)) AS ?k) HAVING (COUNT(*) "
       "> 1)",
    YS "SELECT DISTINCT ?a ?b { { ?a ys:partOf* ?b } UNION { ?a (^ys:partOf|ys:covers)+ ?b } MINUS { ?a ys:none ?b } "
       "FILTER (EXISTS { ?a ?q ?r FILTER (?r != ?b) } || REGEX(STR(?a), \"^h.*$\", \"i\")) } LIMIT 50 OFFSET 1",
    YS "SELECT * { { SELECT ?x (MAX(?t) AS ?m) { ?x ys:divisionCode ?t } GROUP BY ?x ORDER BY ?x LIMIT 3 } ?x ?p ?o } "
       "VALUES ?p { ys:divisionCode UNDEF }",
    YS "CONSTRUCT { ?p ys:title ?t } { ?x org:member ?p ; ys:title ?t }",
    YS "ASK { [ ys:title ?t ] FILTER (ENCODE_FOR_URI(STR(?t)) != \"\") }",
};

/** Answering: every single allocation. An answer is whole or none, and the store answers the next time. */
static void allocations_fail_in_a_query(void **state) {
  (void)state;
  faulty f = {.fail_at = SIZE_MAX};
  const yanshu_allocator allocator = {faulty_resize, &f};
  journal j = {0};
  const yanshu_world_options world_options = {.allocator = &allocator, .log = keep, .log_user = &j};
  yanshu_world *world = NULL;
  assert_int_equal(yanshu_world_new(&world_options, &world), YANSHU_OK);
  for (size_t q = 0; q < sizeof queries / sizeof queries[0]; q++) {
    yanshu_dataset *dataset = NULL;
    yanshu_store *store = NULL;
    const yanshu_view query = {queries[q], strlen(queries[q])};
    ys_buffer expected;
    ys_buffer_init(&expected, ys_allocator_system());
    assert_int_equal(yanshu_dataset_new(world, NULL, &dataset), YANSHU_OK);
    assert_int_equal(add_article(dataset), YANSHU_OK);
    assert_int_equal(yanshu_store_new(world, &store), YANSHU_OK);
    assert_int_equal(yanshu_store_add_dataset(store, dataset), YANSHU_OK);
    assert_int_equal(yanshu_store_ask(store, query, YANSHU_ANSWER_TABLE, 80, gather, &expected), YANSHU_OK);
    assert_true(expected.n > 0);
    bool done = false;
    for (size_t after = 1; !done; after++) {
      ys_buffer out;
      ys_buffer_init(&out, ys_allocator_system());
      f.fail_at = f.calls + after;
      const yanshu_status status = yanshu_store_ask(store, query, YANSHU_ANSWER_TABLE, 80, gather, &out);
      done = f.calls < f.fail_at;
      f.fail_at = SIZE_MAX;
      if (status != YANSHU_OK) {
        assert_int_equal(status, YANSHU_NO_MEMORY);
        assert_int_equal(out.n, 0);
      } else if (!ys_view_equal(ys_buffer_view(&out), ys_buffer_view(&expected))) {
        fail_msg("another answer to query %zu when allocation %zu fails", q, after);
      }
      ys_buffer_free(&out);
    }
    ys_buffer_free(&expected);
    yanshu_store_free(store);
    yanshu_dataset_free(dataset);
  }
  yanshu_world_free(world);
  assert_int_equal(f.blocks, 0);
}

/** Takes @p room bytes and no more. */
typedef struct narrow {
  size_t room;
  yanshu_status answer; /**< when it does not fit */
  bool failed;
  size_t calls_after; /**< writes after the one that failed */
} narrow;

static yanshu_status write_narrow(void *user, const void *bytes, size_t n) {
  narrow *w = user;
  (void)bytes;
  w->calls_after += w->failed;
  if (w->failed || n > w->room) {
    w->failed = true;
    return w->answer;
  }
  w->room -= n;
  return YANSHU_OK;
}

static void writes_fail(void **state) {
  (void)state;
  journal j = {0};
  const yanshu_world_options options = {.log = keep, .log_user = &j};
  yanshu_world *world = NULL;
  yanshu_dataset *dataset = NULL;
  assert_int_equal(yanshu_world_new(&options, &world), YANSHU_OK);
  assert_int_equal(yanshu_dataset_new(world, NULL, &dataset), YANSHU_OK);
  assert_int_equal(add_article(dataset), YANSHU_OK);
  for (int syntax = YANSHU_TURTLE; syntax <= YANSHU_NQUADS; syntax++) {
    ys_buffer whole;
    ys_buffer_init(&whole, ys_allocator_system());
    assert_int_equal(yanshu_dataset_write(dataset, (yanshu_syntax)syntax, gather, &whole), YANSHU_OK);
    const size_t step = whole.n / 200 + 1;
    for (size_t room = 0; room < whole.n; room += room < 100 || whole.n - room < 100 ? 1 : step) {
      narrow w = {.room = room, .answer = room % 2 ? YANSHU_WRITE_ERROR : YANSHU_LIMIT};
      assert_int_equal(yanshu_dataset_write(dataset, (yanshu_syntax)syntax, write_narrow, &w), w.answer);
      assert_int_equal(w.calls_after, 0);
    }
    narrow enough = {.room = whole.n, .answer = YANSHU_WRITE_ERROR};
    assert_int_equal(yanshu_dataset_write(dataset, (yanshu_syntax)syntax, write_narrow, &enough), YANSHU_OK);
    ys_buffer_free(&whole);
  }
  yanshu_dataset_free(dataset);
  yanshu_world_free(world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(allocations_fail_in_a_whole_run),
      cmocka_unit_test(allocations_fail_in_one_article),
      cmocka_unit_test(allocations_fail_in_an_explanation),
      cmocka_unit_test(allocations_fail_in_a_query),
      cmocka_unit_test(writes_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
