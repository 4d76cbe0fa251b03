/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random rules on random texts: the compiled matcher against the naive one, and the tables of beginnings and cues
 * against trying everything everywhere. YANSHU_SEED repeats a run; YANSHU_ROUNDS makes it longer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "marked.h"
#include "naive.h"

typedef struct generator {
  uint64_t state;
  ys_buffer out;
} generator;

static uint32_t draw(generator *g, uint32_t n) {
  g->state = g->state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(g->state >> 33) % n;
}

static void put(generator *g, const char *text) {
  ys_buffer_append_view(&g->out, ys_view_of(text));
}

static const char *pick(generator *g, const char *const *list, uint32_t n) {
  return list[draw(g, n)];
}

#define PICK(g, ...) pick((g), (const char *const[]){__VA_ARGS__}, YS_LENGTH(((const char *const[]){__VA_ARGS__})))

/* ---- rules ---- */

static void put_parts(generator *g, unsigned depth, bool look);

static void put_number(generator *g, const char *name, uint32_t number) {
  char text[32];
  snprintf(text, sizeof text, " %s='%u'", name, (unsigned)number);
  put(g, text);
}

static void put_container(generator *g, const char *open, const char *close, unsigned depth, bool look) {
  put(g, open);
  put_parts(g, depth + 1, look);
  put(g, close);
}

static void put_leaf(generator *g, bool look) {
  switch (draw(g, 8)) {
  case 0:
  case 1:
  case 2:
    put(g, "<item");
    put(g, look || draw(g, 4) ? "" : " as='Q'");
    put(g, PICK(g, ">甲</item>", ">乙</item>", ">丙丁</item>", ">甲乙</item>", ">，</item>", ">丁</item>"));
    break;
  case 3:
  case 4:
    put(g, "<mention kind='");
    put(g, PICK(g, "person'", "post'", "person post'", "organization'"));
    put(g, look ? "" : PICK(g, "", " as='P'", " as='Q'"));
    put(g, PICK(g, "", " reach='any'", " reach='nested'", " max='3'", " max='3' min='2' separator='，'"));
    put(g, PICK(g, "/>", "/>", look ? "/>" : "><inside kind='person' as='Q'/></mention>",
                "><inside kind='post organization' of='core'/><inside kind='person' ends='甲 丁'/></mention>"));
    break;
  case 5:
    put(g, "<gap");
    put_number(g, "min", draw(g, 2));
    put_number(g, "max", 1 + draw(g, 6));
    put(g, PICK(g, "", " not='，'", " without='person'", " not='丙' without='post organization'"));
    put(g, "/>");
    break;
  case 6:
    put(g, PICK(g, "<start of='clause'/>", "<end of='clause'/>", "<end of='sentence'/>", "<start of='sentence'/>"));
    break;
  default:
    put(g, PICK(g, "<quote", "<rest of='clause'", "<rest of='sentence'"));
    put(g, look || draw(g, 2) ? "/>" : " as='Q'/>");
    break;
  }
}

static void put_part(generator *g, unsigned depth, bool look) {
  const uint32_t what = depth < 3 ? draw(g, 16) : 15;
  switch (what) {
  case 0:
    put_container(g, "<optional>", "</optional>", depth, look);
    break;
  case 1:
    put(g, "<repeat");
    put_number(g, "min", draw(g, 2));
    put_number(g, "max", 1 + draw(g, 3));
    put_container(g, ">", "</repeat>", depth, look);
    break;
  case 2:
  case 3:
    put_container(g, "<one-of>", "</one-of>", depth, look);
    break;
  case 4:
    put_container(g, PICK(g, "<not>", "<not at='behind'>"), "</not>", depth + 1, true);
    break;
  case 5:
    put_container(g, PICK(g, "<look>", "<look at='behind'>"), "</look>", depth + 1, true);
    break;
  case 6:
    put_container(g, look ? "<item>" : "<capture as='Q'>", look ? "</item>" : "</capture>", depth, look);
    break;
  default:
    put_leaf(g, look);
    break;
  }
}

static void put_parts(generator *g, unsigned depth, bool look) {
  for (uint32_t n = 1 + draw(g, 3); n > 0; n--) {
    put_part(g, depth, look);
  }
}

static void put_rule(generator *g, unsigned number) {
  char head[256];
  snprintf(head, sizeof head,
           "<rule id='r%u' overlap='yes'><description xml:lang='en'>x</description><description xml:lang='zh'>x"
           "</description><pattern>",
           number);
  put(g, head);
  put_parts(g, 0, false);
  put(g, "<mention kind='person' as='P'/><optional><item as='Q'>甲</item></optional>");
  snprintf(head, sizeof head,
           "</pattern><fact type='t%u'><subject ref='P'/><text ref='Q'/></fact><example><text>x</text><fact type='x'/>"
           "</example><counter-example><text>x</text></counter-example></rule>",
           number);
  put(g, head);
}

/* With exceptions, and without overlaps; each fact is about the whole of the match. */
static void put_whole_rule(generator *g, unsigned number) {
  char text[256];
  snprintf(text, sizeof text,
           "<rule id='r%u'><description xml:lang='en'>x</description><description xml:lang='zh'>x"
           "</description><pattern><capture as='S'>",
           number);
  put(g, text);
  if (draw(g, 2)) {
    put(g, PICK(g, "<item>甲</item>", "<item>乙</item>", "<item>丙丁</item>", "<mention kind='person'/>",
                "<one-of><item>甲乙</item><item>丁</item><item>甲</item></one-of>"));
  }
  generator plain = {.state = g->state};
  ys_buffer_init(&plain.out, g->out.allocator);
  put_parts(&plain, 1, true); /* as in a look: without captures */
  ys_buffer_append_view(&g->out, ys_buffer_view(&plain.out));
  ys_buffer_free(&plain.out);
  g->state = plain.state;
  put(g, "</capture></pattern>");
  if (!draw(g, 3)) {
    put(g, "<antipattern>");
    put(g, PICK(g, "<item>丁</item>", "<item>乙</item><gap max='2'/><item>甲</item>",
                "<mention kind='post'/><item>甲</item>"));
    put(g, "</antipattern>");
  }
  snprintf(text, sizeof text,
           "<fact type='t%u'><subject ref='S'/></fact><example><text>x</text><fact type='x'/></example>"
           "<counter-example><text>x</text></counter-example></rule>",
           number);
  put(g, text);
}

/* ---- texts ---- */

static void put_text(generator *g, uint32_t n, unsigned depth) {
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t what = draw(g, depth < 2 ? 12 : 9);
    if (what >= 9) {
      put(g, PICK(g, "{person:", "{post:", "{organization:", "{quotation:"));
      put_text(g, 1 + draw(g, 3), depth + 1);
      put(g, "}");
    } else {
      put(g, PICK(g, "甲", "乙", "丙", "丁", "丙丁", "甲乙", "，", "“", "”", "。", "甲", "乙"));
    }
  }
}

/* ---- comparing ---- */

static bool same_captures(const ys_scan *scan, const naive *n) {
  uint32_t k = 0;
  for (uint32_t i = 0; i < scan->n_capture; i++) {
    const ys_capture *c = &scan->capture[i];
    if (c->open) {
      continue;
    }
    if (k == n->n_capture || c->slot != n->capture[k].slot || c->mention != n->capture[k].mention ||
        c->begin != n->capture[k].begin || c->end != n->capture[k].end) {
      return false;
    }
    k++;
  }
  return k == n->n_capture;
}

typedef struct tally {
  unsigned rules;
  unsigned matches;
  unsigned undecided;
  unsigned places;
} tally;

static bool is_found(const ys_facts *facts, const ys_rule_source *rule, uint32_t mention) {
  for (uint32_t i = 0; i < facts->list.n; i++) {
    const ys_argument *subject = &facts->list.at[i].arg[YS_ARG_SUBJECT];
    for (uint32_t k = 0; k < subject->n && ys_view_equal(facts->list.at[i].rule, rule->iri); k++) {
      if (subject->mention[k] == mention) {
        return true;
      }
    }
  }
  return false;
}

static void compare_place(ys_scan *scan, const ys_facts *facts, uint32_t rule, uint32_t pos, uint64_t seed, tally *t) {
  const ys_rules *rules = scan->rules;
  const ys_rule_source *source = &rules->source.at[rule];
  const ys_program *program = &rules->program.at[source->program];
  naive n;
  uint32_t end = 0;
  const bool expected = naive_match(&n, scan, source, rules->node.at[source->program], pos);
  const bool got = ys_scan_match(scan, program, pos, &end);
  t->places++;
  if (n.too_long || scan->gave_up) {
    t->undecided++;
    return;
  }
  if (expected != got || (got && (end != n.end || !same_captures(scan, &n)))) {
    fail_msg("seed %llu: rule r%u differs at %u: expected %d to %u, got %d to %u", (unsigned long long)seed,
             (unsigned)rule, (unsigned)pos, expected, (unsigned)n.end, got, (unsigned)end);
  }
  t->matches += got;
  for (uint32_t i = 0; got && i < n.n_capture; i++) {
    if (n.capture[i].slot < rules->source.at[rule].n_slot &&
        ys_view_equal(rules->source.at[rule].slot[n.capture[i].slot], YS_VIEW("P")) &&
        !is_found(facts, &rules->source.at[rule], n.capture[i].mention)) {
      fail_msg("seed %llu: rule r%u matches at %u but was not tried there", (unsigned long long)seed, (unsigned)rule,
               (unsigned)pos);
    }
  }
}

/* All facts of the rules, found by trying everything everywhere; as lines of rule, begin, end. */
static void naive_facts(generator *g, ys_scan *scan, const ys_document *d, bool *decided) {
  const ys_rules *rules = scan->rules;
  for (uint32_t rule = 0; rule < rules->rule.n; rule++) {
    const ys_rule_source *r = &rules->source.at[rule];
    for (uint32_t b = 0; b < d->n_block; b++) {
      scan->begin = d->block[b].begin;
      scan->end = d->block[b].end;
      for (uint32_t pos = scan->begin, next = pos; pos < scan->end; pos++) {
        naive n;
        const bool found = pos >= next && naive_match(&n, scan, r, r->pattern.at[0], pos);
        *decided = *decided && (pos < next || !n.too_long);
        if (!found) {
          continue;
        }
        naive x;
        bool exception = false;
        const uint32_t first = pos - scan->begin < YS_RULE_BEHIND ? scan->begin : pos - YS_RULE_BEHIND;
        for (uint32_t at = first; r->exception.n && at < n.end && !exception; at++) {
          exception = naive_match(&x, scan, r, r->exception.at[0], at) && x.end > pos;
          *decided = *decided && !x.too_long;
        }
        if (!exception) {
          char line[64];
          snprintf(line, sizeof line, "r%u %u-%u\n", (unsigned)rule, (unsigned)pos, (unsigned)n.end);
          put(g, line);
          next = r->overlap ? next : n.end;
        }
      }
    }
  }
}

static void facts_of(generator *g, const ys_rules *rules, const ys_facts *facts) {
  for (uint32_t rule = 0; rule < rules->rule.n; rule++) {
    for (uint32_t i = 0; i < facts->list.n; i++) {
      const ys_fact *f = &facts->list.at[i];
      if (ys_view_equal(f->rule, rules->source.at[rule].iri)) {
        char line[64];
        snprintf(line, sizeof line, "r%u %u-%u\n", (unsigned)rule, (unsigned)f->begin, (unsigned)f->end);
        put(g, line);
      }
    }
  }
}

/* Many rules on several blocks: exactly the matches of the naive way, in every block, none elsewhere. Facts name the
 * words that were matched as their text, so that none of them is taken for another one. */
static bool one_whole_round(uint64_t seed, tally *t) {
  generator g = {.state = seed * 1099511628211u + 3};
  generator expected = {0};
  generator got = {0};
  ys_buffer_init(&g.out, ys_allocator_system());
  ys_buffer_init(&expected.out, ys_allocator_system());
  ys_buffer_init(&got.out, ys_allocator_system());
  for (unsigned i = 0; i < 6; i++) {
    put_whole_rule(&g, i);
  }
  ys_buffer_append(&g.out, "", 1);
  ys_rules *rules = NULL;
  bool decided = marked_rules(g.out.p, &(ys_log){0}, &rules) == YANSHU_OK;
  const bool opened = decided;
  g.out.n = 0;
  for (unsigned i = 0; i < 4; i++) {
    put_text(&g, 5 + draw(&g, 25), 0);
    put(&g, "\n");
  }
  ys_buffer_append(&g.out, "", 1);
  if (opened) {
    ys_arena *arena = ys_arena_new(ys_allocator_system());
    marked m;
    ys_scan scan;
    ys_facts facts;
    marked_read(&m, arena, g.out.p);
    assert_int_equal(ys_rules_apply(arena, rules, &m.document, &m.mentions, &(ys_log){0}, &facts), YANSHU_OK);
    assert_int_equal(ys_scan_begin(&scan, arena, rules, &m.document, &m.mentions), YANSHU_OK);
    naive_facts(&expected, &scan, &m.document, &decided);
    facts_of(&got, rules, &facts);
    const ys_view a = ys_buffer_view(&expected.out);
    const ys_view b = ys_buffer_view(&got.out);
    if (decided && !ys_view_equal(a, b)) {
      fail_msg("seed %llu: expected\n%.*s\ngot\n%.*s", (unsigned long long)seed, (int)a.n, a.p, (int)b.n, b.p);
    }
    t->rules += rules->rule.n;
    t->matches += facts.list.n;
    t->undecided += !decided;
    ys_arena_free(arena);
  }
  ys_rules_close(rules);
  ys_buffer_free(&g.out);
  ys_buffer_free(&expected.out);
  ys_buffer_free(&got.out);
  return opened;
}

static void one_round(uint64_t seed, tally *t) {
  generator g = {.state = seed * 2654435761u + 1};
  ys_buffer_init(&g.out, ys_allocator_system());
  for (unsigned i = 0; i < 4; i++) {
    put_rule(&g, i);
  }
  ys_buffer_append(&g.out, "", 1);
  ys_rules *rules = NULL;
  const ys_status status = marked_rules(g.out.p, &(ys_log){0}, &rules);
  g.out.n = 0;
  put_text(&g, 20 + draw(&g, 30), 0);
  ys_buffer_append(&g.out, "", 1);
  if (status == YANSHU_OK) {
    ys_arena *arena = ys_arena_new(ys_allocator_system());
    marked m;
    ys_scan scan;
    ys_facts facts;
    marked_read(&m, arena, g.out.p);
    assert_int_equal(ys_rules_apply(arena, rules, &m.document, &m.mentions, &(ys_log){0}, &facts), YANSHU_OK);
    assert_int_equal(ys_scan_begin(&scan, arena, rules, &m.document, &m.mentions), YANSHU_OK);
    scan.end = m.document.n;
    for (uint32_t rule = 0; rule < rules->rule.n; rule++) {
      for (uint32_t pos = 0; pos < m.document.n; pos++) {
        compare_place(&scan, &facts, rule, pos, seed, t);
      }
    }
    t->rules += rules->rule.n;
    ys_arena_free(arena);
  }
  ys_rules_close(rules);
  ys_buffer_free(&g.out);
}

static void test_random(void **state) {
  (void)state;
  const char *seed = getenv("YANSHU_SEED");
  const char *rounds = getenv("YANSHU_ROUNDS");
  const uint64_t first = seed ? strtoull(seed, NULL, 10) : 1;
  const uint64_t n = seed ? 1 : rounds ? strtoull(rounds, NULL, 10) : 1500;
  tally t = {0};
  for (uint64_t i = first; i < first + n; i++) {
    one_round(i, &t);
  }
  print_message("%u rules, %u places, %u matches, %u undecided\n", t.rules, t.places, t.matches, t.undecided);
  if (!seed) {
    assert_true(t.rules > n / 4);
    assert_true(t.matches > n / 4);
    assert_true(t.undecided < t.places / 100);
  }
}

static void test_whole(void **state) {
  (void)state;
  const char *seed = getenv("YANSHU_SEED");
  const char *rounds = getenv("YANSHU_ROUNDS");
  const uint64_t first = seed ? strtoull(seed, NULL, 10) : 1;
  const uint64_t n = seed ? 1 : rounds ? strtoull(rounds, NULL, 10) : 1500;
  tally t = {0};
  for (uint64_t i = first; i < first + n; i++) {
    t.places += one_whole_round(i, &t);
  }
  print_message("%u sets of rules, %u rules, %u facts, %u undecided\n", t.places, t.rules, t.matches, t.undecided);
  if (!seed) {
    assert_true(t.matches > n / 2);
    assert_true(t.undecided <= t.places / 20);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_random), cmocka_unit_test(test_whole)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
