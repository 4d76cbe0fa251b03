/* SPDX-License-Identifier: Apache-2.0 */
/* Bad rule files: each with the message and line that its author gets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "marked.h"
#include "rules/model.h"
#include "rules/seal.h"

#define NS "<rules xmlns='" YS_RULES_NAMESPACE "'>\n"
#define ABOUT "<description xml:lang='en'>x</description><description xml:lang='zh'>x</description>"
#define SHOWN "<example><text>x</text><fact type='x'/></example><counter-example><text>x</text></counter-example>"
#define PATTERN(inside)                                                                                                \
  "<rule id='a'>" ABOUT "<pattern>\n" inside "</pattern><fact type='x'><subject ref='P'/></fact>" SHOWN "</rule>"
#define PERSON "<mention kind='person' as='P'/>"

typedef struct bad_file {
  const char *text;
  const char *message; /* without the file's name */
} bad_file;

static const bad_file BAD[] = {
    {"", "0: the file is empty"},
    {"<rules", "1: not well-formed XML"},
    {NS "<rule></rules>", "2: not well-formed XML"},
    {"<rules/>", "1: the file must begin with <rules xmlns="},
    {"<!DOCTYPE rules [<!ENTITY x 'y'>]>" NS "</rules>", "1: a rule file has no document type declaration"},
    {NS "\n<ruel/></rules>", "3: <ruel> is no element here; did you mean <rule>?"},
    {NS "<rule id='A b'/></rules>", "2: <rule> needs an id of a-z, 0-9 and '-', not 'A b'"},
    {NS "<rule id='a'/></rules>", "2: rule 'a' has no English description"},
    {NS "<rule id='a'/></rules>", "2: rule 'a' has no Chinese description"},
    {NS "<rule id='a'/></rules>", "2: rule 'a' has no pattern"},
    {NS "<rule id='a'/></rules>", "2: rule 'a' has no fact"},
    {NS "<rule id='a'/></rules>", "2: rule 'a' has no example"},
    {NS "<rule id='a'/></rules>", "2: rule 'a' has no counter-example"},
    {NS "<rule id='a' priority='101'/></rules>", "2: priority=\"101\" of <rule> must be a number from 0 to 100"},
    {NS "<rule id='a' block='head'/></rules>",
     "2: block of <rule> can't be 'head'; it can be: title standfirst heading"},
    {NS "<rule id='a' overlap='maybe'/></rules>", "2: overlap of <rule> can't be 'maybe'; it can be: no yes"},
    {NS "<rule id='a'><description xml:lang='de'>x</description></rule></rules>",
     "2: xml:lang of <description> is en or zh, not 'de'"},
    {NS PATTERN("<mention kind='persn' as='P'/>") "</rules>",
     "3: kind of <mention> can't be 'persn'; it can be: person post"},
    {NS PATTERN("<mention as='P'/>") "</rules>", "3: <mention> has no kind"},
    {NS PATTERN("<mention kind='person' as='p'/>") "</rules>", "3: a name after as= is made of A-Z"},
    {NS PATTERN("<mention kind='person' as='P' min='3' max='2'/>") "</rules>",
     "3: min of <mention> is larger than max"},
    {NS PATTERN(PERSON "<mention kind='post' feature='rank'/>") "</rules>",
     "3: 'rank' in feature of <mention> must be key=value"},
    {NS PATTERN(PERSON "<gap/>") "</rules>", "3: <gap> needs a max"},
    {NS PATTERN(PERSON "<gap max='401'/>") "</rules>", "3: max=\"401\" of <gap> must be a number from 1 to 400"},
    {NS PATTERN(PERSON "<repeat max='100'><item>x</item></repeat>") "</rules>", "3: max=\"100\" of <repeat>"},
    {NS PATTERN(PERSON "说") "</rules>", "2: words stand in an <item>, not directly in <pattern>"},
    {NS PATTERN(PERSON "<item>说<space/></item>") "</rules>",
     "3: words and elements can't stand together in one <item>"},
    {NS PATTERN(PERSON "<item></item>") "</rules>", "3: <item> is empty"},
    {NS PATTERN(PERSON "<item>说,</item>") "</rules>", "3: ',' beside a Chinese character never matches"},
    {NS PATTERN(PERSON "<word/>") "</rules>", "3: <word> has no class"},
    {NS PATTERN(PERSON "<quote marks='“'/>") "</rules>", "3: marks of <quote> are two"},
    {NS PATTERN(PERSON "<ruleref uri='x'/>") "</rules>", "3: uri of <ruleref> is '#'"},
    {NS PATTERN(PERSON "<ruleref uri='#x'/>") "</rules>", "3: there is no fragment 'x'"},
    {NS "<fragment id='f'><ruleref uri='#f'/></fragment>" PATTERN(PERSON "<ruleref uri='#f'/>") "</rules>",
     "2: fragment 'f' refers to itself"},
    {NS "<fragment id='f'><item>x</item></fragment>" PATTERN(PERSON) "</rules>", "2: no rule refers to fragment 'f'"},
    {NS PATTERN(PERSON "<maybe/>") "</rules>",
     "3: <maybe> is no element here; in <pattern> there can be <item>, <one-of>, "},
    {NS PATTERN("<mention kind='post'/>") "</rules>", "3: nothing in the pattern is captured as 'P'"},
    {NS PATTERN(PERSON "<mention kind='post' as='T'/>") "</rules>", "3: 'T' is captured but no fact uses it"},
    {NS PATTERN(PERSON "<not><mention kind='post' as='P'/></not>") "</rules>",
     "3: nothing can be captured inside <look> or <not> ('P')"},
    {NS PATTERN("<gap max='3'/>" PERSON) "</rules>", "2: the pattern can't begin with a <gap> or <rest>"},
    {NS PATTERN("<optional>" PERSON "</optional>") "</rules>", "2: the pattern can match nothing at all"},
    {NS PATTERN(PERSON "<repeat max='64'><repeat max='64'><item>甲乙</item><repeat "
                       "max='2'><item>x</item></repeat></repeat></repeat>") "</rules>",
     "2: the pattern needs more than 8192 steps"},
    {NS PATTERN(PERSON) "\n" PATTERN(PERSON) "</rules>", "4: rule 'a' is already at bad.xml:2"},
    {NS PATTERN(PERSON "<gap max='3' depth='2'/>") "</rules>",
     "3: <gap> has no attribute depth; it can have min, max, not, without"},
    {NS "<rule id='a'>" ABOUT "<pattern>" PERSON "</pattern><fact type='x'/>" SHOWN "</rule></rules>",
     "2: <fact> has neither a subject nor an object"},
    {NS "<rule id='a'>" ABOUT "<pattern>" PERSON "</pattern><fact type='x'><who ref='P'/></fact>" SHOWN
        "</rule></rules>",
     "2: <who> is no element here; in <fact> there can be <subject>, <object>, "},
    {NS "<rule id='a'>" ABOUT "<pattern>" PERSON "</pattern><fact type='x' if='Q'><subject ref='P'/></fact>" SHOWN
        "</rule></rules>",
     "2: nothing in the pattern is captured as 'Q'"},
    {NS "<rule id='a'>" ABOUT "<pattern>" PERSON
        "</pattern><fact type='x'><subject ref='P'/></fact><example><text>x</text></example></rule></rules>",
     "2: <example> says no <fact>"},
    {NS PATTERN(PERSON "<iten>x</iten>") "</rules>", "3: <iten> is no element here; did you mean <item>?"},
    {NS PATTERN("<mention knd='person' as='P'/>") "</rules>", "3: <mention> has no attribute knd; did you mean kind?"},
    {NS PATTERN(PERSON "<space as='Q'/>") "</rules>", "3: <space> has no attribute as"},
    {NS PATTERN("<mention kind='person' as='P'><mention kind='post'/></mention>") "</rules>",
     "3: <mention> is no element here; in <mention> there can be <inside>"},
    {"<rules xmlns='" YS_RULES_NAMESPACE "' base='x'/>", "1: base of <rules> is an http or https IRI"},
    {NS "<rule id='a'>" ABOUT "<pattern>" PERSON
        "</pattern><fact type='x'><subject ref='P'/></fact><counter-example/></rule></rules>",
     "2: <counter-example> has no <text>"},
};

static void test_messages(void **state) {
  (void)state;
  for (size_t i = 0; i < YS_LENGTH(BAD); i++) {
    messages m = {0};
    const ys_log log = messages_log(&m);
    const ys_rule_file file = {YS_VIEW("bad.xml"), ys_view_of(BAD[i].text), false, false, false};
    ys_rules *rules = NULL;
    assert_int_equal(ys_rules_open_files(ys_allocator_system(), &file, 1, NULL, &log, &rules), YANSHU_BAD_RULES);
    assert_null(rules);
    char expected[512];
    assert_true(snprintf(expected, sizeof expected, "bad.xml:%s", BAD[i].message) < (int)sizeof expected);
    if (!strstr(m.text, expected)) {
      fail_msg("file %zu: expected\n%s\ngot\n%s", i, expected, m.text);
    }
  }
}

/* Lines and columns: of the start of an element, also when its tag goes over several lines; in characters. */
static void keep_place(void *user, const yanshu_message *message) {
  size_t *place = user;
  if (!place[0]) { /* of the first message */
    place[0] = message->line;
    place[1] = message->column;
  }
}

static void test_places(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t line;
    size_t column;
  } bad[] = {
      {NS "<!-- <a> --><ruel/></rules>", 2, 13},
      {NS "<rule-group id='甲>'><ruel/></rule-group></rules>", 2, 1},
      {NS "<!-- 甲乙 -->\n  <ruel\n id='>'\n/></rules>", 3, 3},
      {NS "<?x <y>?><![CDATA[]]><ruel/></rules>", 2, 22},
      {"\xEF\xBB\xBF<rules/>", 1, 1},
  };
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    size_t place[2] = {0, 0};
    const ys_log log = {keep_place, place};
    const ys_rule_file file = {YS_VIEW("bad.xml"), ys_view_of(bad[i].text), false, false, false};
    ys_rules *rules = NULL;
    assert_int_equal(ys_rules_open_files(ys_allocator_system(), &file, 1, NULL, &log, &rules), YANSHU_BAD_RULES);
    assert_int_equal(place[0], bad[i].line);
    assert_int_equal(place[1], bad[i].column);
  }
}

static void test_folders(void **state) {
  (void)state;
  messages m = {0};
  const ys_log log = messages_log(&m);
  ys_rules *rules = NULL;
  assert_int_equal(ys_rules_open(ys_allocator_system(), "/nowhere/rules", NULL, &log, &rules), YANSHU_BAD_RULES);
  assert_non_null(strstr(m.text, "there is no such file or folder of rules"));
  char folder[] = "/tmp/yanshu-rules-XXXXXX";
  assert_non_null(mkdtemp(folder));
  assert_int_equal(ys_rules_open(ys_allocator_system(), folder, NULL, &log, &rules), YANSHU_BAD_RULES);
  assert_non_null(strstr(m.text, "the folder has no rule files"));
  assert_int_equal(rmdir(folder), 0);
}

/* Fails the allocation whose number is reached. */
typedef struct failing {
  unsigned left;
  long live;
} failing;

static void *failing_resize(void *user, void *block, size_t size) {
  failing *f = user;
  if (!size) {
    f->live -= block != NULL;
    free(block);
    return NULL;
  }
  if (!f->left) {
    return NULL;
  }
  f->left--;
  f->live += block == NULL;
  return realloc(block, size);
}

static void test_memory(void **state) {
  (void)state;
  static const char text[] =
      NS PATTERN(PERSON "<gap max='3'/><one-of><item>说</item><item>讲话</item></one-of>") "</rules>";
  const ys_rule_file file = {YS_VIEW("good.xml"), {text, sizeof text - 1}, false, false, false};
  ys_status status = YANSHU_NO_MEMORY;
  for (unsigned n = 0; status == YANSHU_NO_MEMORY; n++) {
    failing f = {n, 0};
    const yanshu_allocator allocator = {failing_resize, &f};
    ys_rules *rules = NULL;
    status = ys_rules_open_files(&allocator, &file, 1, NULL, &(ys_log){0}, &rules);
    assert_true((status == YANSHU_OK) == (rules != NULL));
    ys_rules_close(rules);
    assert_int_equal(f.live, 0);
    assert_true(n < 1000);
  }
  assert_int_equal(status, YANSHU_OK);
}

static void test_memory_of_apply(void **state) {
  (void)state;
  ys_rules *rules = NULL;
  assert_int_equal(marked_rules(PATTERN(PERSON "<gap max='3'/><item>说</item>"), &(ys_log){0}, &rules), YANSHU_OK);
  ys_arena *arena = ys_arena_new(ys_allocator_system());
  marked m;
  marked_read(&m, arena, "{person:甲}说，{person:乙}也说。");
  ys_status status = YANSHU_NO_MEMORY;
  for (unsigned n = 1; status == YANSHU_NO_MEMORY; n++) {
    failing f = {n, 0};
    const yanshu_allocator allocator = {failing_resize, &f};
    ys_arena *scratch = ys_arena_new(&allocator);
    ys_facts facts;
    status =
        scratch ? ys_rules_apply(scratch, rules, &m.document, &m.mentions, &(ys_log){0}, &facts) : YANSHU_NO_MEMORY;
    assert_true(status == YANSHU_NO_MEMORY || facts.list.n == 2);
    ys_arena_free(scratch);
    assert_int_equal(f.live, 0);
    assert_true(n < 1000);
  }
  assert_int_equal(status, YANSHU_OK);
  ys_arena_free(arena);
  ys_rules_close(rules);
}

/* Every prefix of a good file is refused with a message, or read; none is a crash. */
static void test_cut(void **state) {
  (void)state;
  static const char text[] = NS PATTERN(PERSON "<item>说</item>") "</rules>";
  for (size_t n = 0; n < sizeof text - 1; n++) {
    messages m = {0};
    const ys_log log = messages_log(&m);
    const ys_rule_file file = {YS_VIEW("cut.xml"), {text, n}, false, false, false};
    ys_rules *rules = NULL;
    assert_int_equal(ys_rules_open_files(ys_allocator_system(), &file, 1, NULL, &log, &rules), YANSHU_BAD_RULES);
    assert_true(m.count > 0);
  }
}

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static ys_status open_folder(const char *path) {
  messages m = {0};
  const ys_log log = messages_log(&m);
  ys_rules *rules = NULL;
  const ys_status status = ys_rules_open(ys_allocator_system(), path, NULL, &log, &rules);
  ys_rules_close(rules);
  return status;
}

/* A file on the list of valid ones is not validated again; one that was edited since is. */
static void test_seals(void **state) {
  (void)state;
  static const char text[] = NS PATTERN(PERSON "<item unheard-of='x'>说</item>") "</rules>";
  static const char edited[] = NS PATTERN(PERSON "<item unheard-of='y'>说</item>") "</rules>";
  char folder[] = "/tmp/yanshu-seals-XXXXXX";
  assert_non_null(mkdtemp(folder));
  char file[64];
  char list[64];
  (void)snprintf(file, sizeof file, "%s/a.xml", folder);
  (void)snprintf(list, sizeof list, "%s" YS_SEALS_ENDING, folder);
  write_file(file, text);
  assert_int_equal(open_folder(folder), YANSHU_BAD_RULES);
  char line[64];
  const ys_seal seal = ys_seal_of((ys_view){text, sizeof text - 1});
  (void)snprintf(line, sizeof line, "0000000000000000 other.xml\n%.16s a.xml\n", seal.text);
  write_file(list, line);
  assert_int_equal(open_folder(folder), YANSHU_OK);
  write_file(file, edited);
  assert_int_equal(open_folder(folder), YANSHU_BAD_RULES);
  assert_int_equal(unlink(file), 0);
  assert_int_equal(unlink(list), 0);
  assert_int_equal(rmdir(folder), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_messages), cmocka_unit_test(test_places),          cmocka_unit_test(test_folders),
      cmocka_unit_test(test_memory),   cmocka_unit_test(test_memory_of_apply), cmocka_unit_test(test_cut),
      cmocka_unit_test(test_seals)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
