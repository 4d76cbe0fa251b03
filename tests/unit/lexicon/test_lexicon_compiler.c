/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_lexicon_compiler.c yanshu-lexc on small sources: what it accepts, what it says, that its output is fixed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lexicon/lexicon.h"

#define PREFIXES                                                                                                       \
  "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"                                                           \
  "@prefix ysl: <https://w3id.org/yanshu/lexicon#> .\n"
#define MAYOR                                                                                                          \
  "<https://w3id.org/yanshu/role/mayor> a skos:Concept ; ysl:class \"role\" ;\n"                                       \
  "  skos:prefLabel \"市长\"@zh-hans , \"mayor\"@en ; ysl:kind \"government\" ; ysl:weight -12 .\n"
#define VICE                                                                                                           \
  "<https://w3id.org/yanshu/role/vice-mayor> ysl:class \"role\" ; skos:prefLabel \"副市长\"@zh-hans ;\n"            \
  "  skos:altLabel \"市长\"@zh-hans ; skos:broader <https://w3id.org/yanshu/role/mayor> .\n"

static char folder[] = "/tmp/yanshu-lexc-XXXXXX";

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) == NULL ? -1 : 0;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

static void in_folder(char *out, size_t room, const char *name) {
  (void)snprintf(out, room, "%s/%s", folder, name);
}

static void write_source(const char *name, const char *text) {
  char path[256];
  in_folder(path, sizeof path, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

static void drop(const char *name) {
  char path[256];
  in_folder(path, sizeof path, name);
  (void)remove(path);
}

/** Compiles sources (names parted by blanks) into `out`; the exit status. Messages go to the file "messages". */
static int compile(const char *out, const char *sources) {
  char command[2048];
  (void)snprintf(command, sizeof command, "cd '%s' && '%s' '%s' %s >messages 2>&1", folder, LEXC, out, sources);
  const int status = system(command);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void read_out(const char *name, ys_buffer *bytes) {
  char path[256];
  in_folder(path, sizeof path, name);
  const ys_log log = {NULL, NULL};
  ys_buffer_init(bytes, ys_allocator_system());
  assert_int_equal(ys_read_file(path, (size_t)1 << 26, &log, bytes), YANSHU_OK);
}

static void assert_same(const char *one, const char *other) {
  ys_buffer a;
  ys_buffer b;
  read_out(one, &a);
  read_out(other, &b);
  assert_int_equal(a.n, b.n);
  assert_memory_equal(a.p, b.p, a.n);
  ys_buffer_free(&a);
  ys_buffer_free(&b);
}

/** The messages have @p part in them. */
static void assert_said(const char *part) {
  ys_buffer bytes;
  read_out("messages", &bytes);
  ys_buffer_append(&bytes, "", 1);
  if (strstr(bytes.p, part) == NULL) {
    fail_msg("expected \"%s\" in: %s", part, bytes.p);
  }
  ys_buffer_free(&bytes);
}

static void test_same_bytes(void **state) {
  (void)state;
  write_source("a.ttl", PREFIXES MAYOR VICE);
  write_source("words-speech-verb.tsv", "说\t-3\tframe=say;x=y\t\n讲\t5\n# c\n\n谈\n");
  write_source("words.tsv", "天气\t10\n天\t7\tn\n");
  assert_int_equal(compile("one", "a.ttl words.tsv words-speech-verb.tsv"), 0);
  assert_int_equal(compile("two", "words-speech-verb.tsv words.tsv a.ttl"), 0);
  assert_same("one", "two");
  /* other order of statements, of lines, and of files' contents */
  write_source("a.ttl", PREFIXES VICE);
  write_source("b.ttl",
               PREFIXES "<https://w3id.org/yanshu/role/mayor> ysl:weight -12 ; ysl:kind \"government\" ; a "
                        "skos:Concept ; skos:prefLabel \"mayor\"@en , \"市长\"@zh-hans ; ysl:class \"role\" .\n");
  write_source("words.tsv", "天\t7\tn\n天气\t10\n");
  write_source("words-speech-verb.tsv", "谈\n讲\t5\n说\t-3\tx=y;frame=say\n");
  assert_int_equal(compile("two", "a.ttl b.ttl words.tsv words-speech-verb.tsv"), 0);
  assert_same("one", "two");
  drop("b.ttl");
  drop("two");
}

/* Words added to a compiled lexicon: new ones, ones that it has, further names, a class of their own. */
static void test_extended(void **state) {
  (void)state;
  char path[3][256];
  write_source("a.ttl", PREFIXES MAYOR VICE);
  write_source("words-speech-verb.tsv", "说\t-3\tframe=say\t\n讲\t5\n");
  assert_int_equal(compile("base", "a.ttl words-speech-verb.tsv"), 0);
  write_source("own.ttl",
               PREFIXES "<https://words.example/role/reeve> ysl:class \"role\" ; skos:prefLabel \"村长\"@zh-hans , "
                        "\"市长\"@zh-hans-x ; skos:altLabel \"市长\"@zh-hans ; ysl:kind \"village\" ;\n"
                        "  skos:broader <https://w3id.org/yanshu/role/mayor> .\n"
                        "<https://w3id.org/yanshu/role/mayor> skos:altLabel \"掌市\"@zh-hans .\n");
  write_source("words-speech-verb.tsv", "讲\t7\n讲话\t1\tframe=talk\n");
  write_source("words-own.tsv", "讲\t9\n");
  in_folder(path[0], sizeof path[0], "base");
  const ys_log log = {NULL, NULL};
  ys_lexicon *lexicon = NULL;
  assert_int_equal(ys_lexicon_open(ys_allocator_system(), path[0], &log, &lexicon), YANSHU_OK);
  const uint32_t concepts = ys_lexicon_concepts(lexicon);
  const uint64_t digest = ys_lexicon_digest(lexicon);
  in_folder(path[0], sizeof path[0], "own.ttl");
  in_folder(path[1], sizeof path[1], "words-speech-verb.tsv");
  in_folder(path[2], sizeof path[2], "words-own.tsv");
  const char *const paths[] = {path[0], path[1], path[2]};
  assert_int_equal(ys_lexicon_extend(lexicon, paths, 3, &log), YANSHU_OK);
  assert_int_equal(ys_lexicon_concepts(lexicon), concepts + 2);
  assert_true(ys_lexicon_digest(lexicon) != digest);

  /* a form that both have is whole: the mayor, the vice-mayor's other name, the reeve's */
  const ys_match both = ys_lexicon_find_view(lexicon, YS_VIEW("市长"));
  assert_int_equal(both.n, 3);
  const ys_match reeve = ys_lexicon_find_view(lexicon, YS_VIEW("村长"));
  assert_int_equal(reeve.n, 1);
  const uint32_t id = ys_lexicon_entry(lexicon, reeve.entry)->concept_id;
  assert_true(id >= concepts);
  assert_int_equal(ys_concept_class(lexicon, id), YS_CLASS_ROLE);
  assert_true(ys_view_equal(ys_concept_feature(lexicon, id, "kind"), YS_VIEW("village")));
  assert_true(ys_view_equal(ys_concept_iri(lexicon, id), YS_VIEW("https://words.example/role/reeve")));
  assert_int_equal(ys_lexicon_concept(lexicon, YS_CLASS_ROLE, YS_VIEW("reeve")), id);
  const uint32_t mayor = ys_lexicon_concept(lexicon, YS_CLASS_ROLE, YS_VIEW("mayor"));
  assert_int_equal(ys_concept_broader(lexicon, id), mayor);
  assert_int_equal(ys_lexicon_entry(lexicon, ys_lexicon_find_view(lexicon, YS_VIEW("掌市")).entry)->concept_id, mayor);

  /* of one class the added word is the one that counts; another class stands beside it */
  const uint16_t own = ys_lexicon_class(lexicon, YS_VIEW("own"));
  assert_true(own != UINT16_MAX && own >= YS_CLASS_KNOWN);
  assert_true(ys_view_equal(ys_lexicon_class_name(lexicon, own), YS_VIEW("own")));
  const uint32_t text[] = {0x8BB2, 0x8BDD, 0x8BF4}; /* 讲话说 */
  ys_match match[8];
  assert_int_equal(ys_lexicon_match(lexicon, text, 3, match, 8), 2);
  assert_int_equal(match[0].length, 1);
  assert_int_equal(match[0].n, 2);
  assert_int_equal(ys_lexicon_entry(lexicon, match[0].entry)->weight, 7);
  assert_int_equal(ys_lexicon_entry(lexicon, match[0].entry + 1)->class_id, own);
  assert_int_equal(match[1].length, 2);
  assert_int_equal(ys_lexicon_match(lexicon, text, 3, match, 1), 1);
  assert_int_equal(ys_lexicon_find(lexicon, text + 2, 1).n, 1);
  ys_arena *arena = ys_arena_new(ys_allocator_system());
  ys_matches all = {NULL, 0, 0};
  uint32_t first[4];
  uint64_t classes[3];
  assert_int_equal(ys_lexicon_match_all(lexicon, arena, text, 3, &all, first, classes), YANSHU_OK);
  assert_int_equal(all.n, 3);
  first[3] = all.n;
  assert_true((classes[0] & YS_CLASS_BIT(own)) != 0 && classes[1] == 0);
  const ys_form_token *token = ys_lexicon_tokens(lexicon, arena, text, &all, first);
  const ys_form_token whole = ys_lexicon_token(lexicon, text, &all.at[1]);
  assert_memory_equal(&token[1], &whole, sizeof whole);
  assert_true(first[0] == 0 && first[1] == 2 && first[2] == 2);
  assert_int_equal(all.at[0].n, 2);
  ys_arena_free(arena);
  ys_lexicon_close(lexicon);
  drop("base");
  drop("a.ttl");
  drop("own.ttl");
  drop("words-speech-verb.tsv");
  drop("words-own.tsv");
}

static ys_form_token token_of(const ys_lexicon *lexicon, const uint32_t *ch, size_t n) {
  const ys_match match = ys_lexicon_find(lexicon, ch, n);
  assert_true(match.n != 0);
  return ys_lexicon_token(lexicon, ch, &match);
}

/* What a form is as a token is compiled with it; a head word that is added makes a compound of a word that was none. */
static void test_tokens(void **state) {
  (void)state;
  static const uint32_t mayor[] = {0x5E02, 0x957F};                 /* 市长 */
  static const uint32_t guild[] = {0x884C, 0x4E1A, 0x516C, 0x6240}; /* 行业公所 */
  static const uint32_t surname[] = {0x59DA};                       /* 姚 */
  char path[2][256];
  write_source("a.ttl", PREFIXES MAYOR);
  write_source("words.tsv", "行业公所\t20\tn\n市长\t50\tn\n其他\t930\tr\n");
  write_source("words-surname.tsv", "姚\n");
  write_source("words-org-head.tsv", "公所\n");
  assert_int_equal(compile("base", "a.ttl words.tsv words-surname.tsv"), 0);
  in_folder(path[0], sizeof path[0], "base");
  in_folder(path[1], sizeof path[1], "words-org-head.tsv");
  const ys_log log = {NULL, NULL};
  ys_lexicon *lexicon = NULL;
  assert_int_equal(ys_lexicon_open(ys_allocator_system(), path[0], &log, &lexicon), YANSHU_OK);
  const ys_form_token title = token_of(lexicon, mayor, 2);
  assert_int_equal(title.classes, YS_TOKEN_CLASS(YS_CLASS_WORD) | YS_TOKEN_CLASS(YS_CLASS_ROLE));
  assert_int_equal(title.weight, -1301); /* 50 of 1,000 words; more than an uncounted term has */
  assert_int_equal(token_of(lexicon, guild, 4).classes, YS_TOKEN_CLASS(YS_CLASS_WORD));
  assert_int_equal(token_of(lexicon, guild, 4).weight, -1699);
  assert_int_equal(token_of(lexicon, surname, 1).classes, 0);
  const char *const own[] = {path[1]};
  assert_int_equal(ys_lexicon_extend(lexicon, own, 1, &log), YANSHU_OK);
  assert_int_equal(token_of(lexicon, guild, 4).classes, 0);
  assert_int_equal(token_of(lexicon, mayor, 2).weight, -1301);
  ys_lexicon_close(lexicon);
  drop("base");
  drop("a.ttl");
  drop("words.tsv");
  drop("words-surname.tsv");
  drop("words-org-head.tsv");
}

static void test_what_was_compiled(void **state) {
  (void)state;
  char path[256];
  in_folder(path, sizeof path, "one");
  const ys_log log = {NULL, NULL};
  ys_lexicon *lexicon = NULL;
  assert_int_equal(ys_lexicon_open(ys_allocator_system(), path, &log, &lexicon), YANSHU_OK);
  const ys_match match = ys_lexicon_find_view(lexicon, YS_VIEW("市长"));
  assert_int_equal(match.n, 2);
  const ys_entry *mayor = ys_lexicon_entry(lexicon, match.entry);
  const ys_entry *vice = ys_lexicon_entry(lexicon, match.entry + 1);
  assert_int_equal(mayor->form, YS_FORM_PREFERRED);
  assert_int_equal(mayor->weight, -12);
  assert_int_equal(vice->form, YS_FORM_ALTERNATIVE);
  assert_int_equal(ys_concept_broader(lexicon, vice->concept_id), mayor->concept_id);
  const ys_match said = ys_lexicon_find_view(lexicon, YS_VIEW("说"));
  assert_int_equal(said.n, 1);
  const ys_entry *say = ys_lexicon_entry(lexicon, said.entry);
  assert_int_equal(say->class_id, YS_CLASS_SPEECH);
  assert_true(ys_view_equal(ys_concept_feature(lexicon, say->concept_id, "frame"), YS_VIEW("say")));
  assert_true(ys_view_equal(ys_concept_label(lexicon, say->concept_id), YS_VIEW("说")));
  assert_int_equal(ys_lexicon_entry(lexicon, ys_lexicon_find_view(lexicon, YS_VIEW("讲")).entry)->concept_id,
                   YS_NO_CONCEPT);
  ys_lexicon_close(lexicon);
  drop("one");
  drop("a.ttl");
  drop("words.tsv");
  drop("words-speech-verb.tsv");
}

static void test_mistakes(void **state) {
  (void)state;
  static const struct {
    const char *name;
    const char *text;
    const char *said;
  } CASE[] = {
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> skos:prefLabel \"市\"@zh-hans .\n", "a.ttl:3: "},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> skos:prefLabel \"市\"@zh-hans .\n", "no ysl:class"},
      {"a.ttl", PREFIXES "\n<https://w3id.org/yanshu/role/x> ysl:class \"role\" .\n", "a.ttl:4: "},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> ysl:class \"role\" .\n", "no skos:prefLabel"},
      {"a.ttl",
       PREFIXES MAYOR "<https://w3id.org/yanshu/other/mayor> ysl:class \"role\" ; skos:prefLabel \"长\"@zh-hans .",
       "already the id"},
      {"a.ttl", PREFIXES VICE, "no other concept"},
      {"a.ttl",
       PREFIXES MAYOR VICE "<https://w3id.org/yanshu/role/mayor> skos:broader "
                           "<https://w3id.org/yanshu/role/vice-mayor> .\n",
       "leads in a circle"},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> ysl:class \"r\" ; skos:prefLabel \"\"@zh-hans .",
       "empty form"},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> ysl:class \"r\" ; skos:prefLabel \"长\" .",
       "@zh-hans or @en"},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> ysl:class \"r\" ; ysl:weight \"heavy\" .",
       "ysl:weight must"},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> skos:prefLable \"长\"@zh-hans .", "is unknown here"},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/市> ysl:class \"r\" ; skos:prefLabel \"长\"@zh-hans .",
       "a-z, 0-9"},
      {"a.ttl", PREFIXES "<https://w3id.org/yanshu/role/x> skos:prefLabel \"ＡＢ\"@zh-hans .", "full-width"},
      {"a.ttl", PREFIXES "[] ysl:class \"role\" .", "blank nodes"},
      {"a.ttl", PREFIXES "\n\nnonsense .\n", "a.ttl:5: "},
      {"words.tsv", "天\tmany\n", "words.tsv:1: "},
      {"words.tsv", "天\t3\n\n天\t4\n", "words.tsv:3: \"天\" is already a word, see words.tsv:1"},
      {"words-stop.tsv", "在\tx\n", "words-stop.tsv:1: "},
      {"words-stop.tsv", "在\t0\tkey\n", "key=value"},
      {"words-stop.tsv", "在\t0\tk=v\n在\t0\tk=w\n", "second time"},
      {"words-stop.tsv", " 在\n", "blank at its beginning"},
      {"characters.tsv", "天\t天\ttian\t\t\t\t\t\t5\t0\n", "characters.tsv:1: "},
      {"surname-readings.tsv", "单\tShan\n", "surname-readings.tsv:1: "},
      {"else.tsv", "天\n", "no table has this name"},
      {"else.txt", "天\n", "neither a .ttl nor a .tsv"},
  };
  for (size_t i = 0; i < YS_LENGTH(CASE); i++) {
    write_source(CASE[i].name, CASE[i].text);
    assert_int_equal(compile("out", CASE[i].name), 1);
    assert_said("yanshu-lexc: ");
    assert_said(CASE[i].said);
    char path[256];
    in_folder(path, sizeof path, "out");
    assert_int_not_equal(access(path, F_OK), 0);
    drop(CASE[i].name);
  }
}

static void test_traditional_form(void **state) {
  (void)state;
  write_source("characters.tsv", "華\t华\thua\t\t\t\t\t\t\t1\n");
  write_source("words-stop.tsv", "在\n中華\n");
  assert_int_equal(compile("out", "characters.tsv words-stop.tsv"), 1);
  assert_said("words-stop.tsv:2: form \"中華\" has the traditional character 華");
  drop("characters.tsv");
  drop("words-stop.tsv");
}

static void test_two_files_one_concept(void **state) {
  (void)state;
  write_source("a.ttl", PREFIXES MAYOR);
  write_source("b.ttl", PREFIXES MAYOR);
  assert_int_equal(compile("out", "a.ttl b.ttl"), 1);
  assert_said("b.ttl:3: <https://w3id.org/yanshu/role/mayor> is already described in a.ttl:3");
  drop("a.ttl");
  drop("b.ttl");
}

static void test_command_line(void **state) {
  (void)state;
  assert_int_equal(compile("out", ""), 2);
  assert_int_equal(compile("out", "missing.ttl"), 1);
  assert_said("missing.ttl");
  write_source("words.tsv", "天\t3\n");
  assert_int_equal(compile("no/such/folder", "words.tsv"), 1);
  assert_said("can't be written");
  drop("words.tsv");
  drop("messages");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_extended),
      cmocka_unit_test(test_tokens),
      cmocka_unit_test(test_same_bytes),
      cmocka_unit_test(test_what_was_compiled),
      cmocka_unit_test(test_mistakes),
      cmocka_unit_test(test_traditional_form),
      cmocka_unit_test(test_two_files_one_concept),
      cmocka_unit_test(test_command_line),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
