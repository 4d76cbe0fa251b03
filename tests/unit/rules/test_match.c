/* SPDX-License-Identifier: Apache-2.0 */
/* The pattern language, element by element, on documents with hand-made mentions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "marked.h"
#include "rules/model.h"

#define ABOUT "<description xml:lang='en'>x</description><description xml:lang='zh'>x</description>"
#define SHOWN "<example><text>x</text><fact type='x'/></example><counter-example><text>x</text></counter-example>"
#define RULE(id, attributes, body) "<rule id='" id "' " attributes ">" ABOUT body SHOWN "</rule>"
#define HOLDS "<fact type='holds'><subject ref='P'/><object ref='T'/></fact>"
#define SAID "<fact type='said'><subject ref='P'/><text ref='W'/></fact>"

typedef struct example {
  const char *name;
  const char *rules;
  const char *text;
  const char *facts;
} example;

static const example EXAMPLES[] = {
    {"chain of posts",
     RULE("a", "", "<pattern><mention kind='post' as='T' max='8'/><mention kind='person' as='P'/></pattern>" HOLDS),
     "{post:省人大代表}、{post:{division:某市}市长}{person:孙志}出席。",
     "holds subject=孙志 object=省人大代表|某市市长 @a\n"},
    {"list of persons, and a separator that ends it",
     RULE("a", "", "<pattern><mention kind='post' as='T'/><mention kind='person' as='P' max='8'/></pattern>" HOLDS),
     "{post:委员}{person:甲一}、{person:乙二}、{post:局长}{person:丙三}。",
     "holds subject=甲一|乙二 object=委员 @a\nholds subject=丙三 object=局长 @a\n"},
    {"nested mentions only where asked",
     RULE("a", "",
          "<pattern><mention kind='division' as='P'/><item>市</item></pattern><fact type='x'><subject ref='P'/></fact>")
         RULE("b", "",
              "<pattern><mention kind='division' reach='nested' as='P'/><item>市</item></pattern>"
              "<fact type='x'><subject ref='P'/></fact>"),
     "{post:{division:某市}市长}、{division:甲城}市。", "x subject=某市 @b\nx subject=甲城 @a\n"},
    {"a quotation hides nothing",
     RULE("a", "", "<pattern><mention kind='person' as='P'/></pattern><fact type='x'><subject ref='P'/></fact>"),
     "{quotation:“{person:甲一}来了”}{program:《{person:乙二}传》}", "x subject=甲一 @a\n"},
    {"one-of, optional, repeat, space",
     RULE("a", "",
          "<pattern><mention kind='person' as='P'/><optional><item>同志</item></optional>"
          "<one-of><item>任</item><item><item>担</item><item>任</item></item></one-of>"
          "<repeat max='3'><space/></repeat><mention kind='post' as='T'/></pattern>" HOLDS),
     "{person:甲一}同志任{post:局长}。{person:乙二}担任  {post:院长}。{person:丙三}任职{post:院长}。",
     "holds subject=甲一 object=局长 @a\nholds subject=乙二 object=院长 @a\n"},
    {"a gap skips mentions whole, stops at 。 and at kinds",
     RULE("a", "",
          "<pattern><mention kind='person' as='P'/><gap max='6' without='person'/><mention kind='post' as='T'/>"
          "</pattern>" HOLDS),
     "{person:甲一}在{organization:某某大学附属医院}任{post:院长}。{person:乙二}走。{post:局长}来。"
     "{person:丙三}和{person:丁四}的{post:局长}",
     "holds subject=甲一 object=院长 @a\nholds subject=丁四 object=局长 @a\n"},
    {"a gap with min and own stops",
     RULE("a", "",
          "<pattern><mention kind='person' as='P'/><gap min='2' max='3' not='，'/><mention kind='post' as='T'/>"
          "</pattern>" HOLDS),
     "{person:甲一}的{post:局长}{person:乙二}。。{post:局长}{person:丙三}，，{post:局长}",
     "holds subject=乙二 object=局长 @a\n"},
    {"look ahead and behind",
     RULE("a", "",
          "<pattern><not at='behind'><one-of><item>原</item><item>前任</item></one-of></not>"
          "<mention kind='post' as='T'/><mention kind='person' as='P'/><look><item>说</item></look></pattern>" HOLDS),
     "原{post:局长}{person:甲一}说。前任{post:局长}{person:乙二}说。任{post:局长}{person:丙三}说。{post:局长}{person:"
     "丁四}笑。",
     "holds subject=丙三 object=局长 @a\n"},
    {"negative look ahead",
     RULE("a", "",
          "<pattern><mention kind='person' as='P'/><not><item>说</item></not></pattern>"
          "<fact type='x'><subject ref='P'/></fact>"),
     "{person:甲一}说{person:乙二}笑{person:丙三}", "x subject=乙二 @a\nx subject=丙三 @a\n"},
    {"start and end",
     RULE(
         "a", "",
         "<pattern><start of='sentence'/><mention kind='person' as='P'/><one-of><item>走</item><item>来</item></one-of>"
         "<end of='clause'/></pattern><fact type='x'><subject ref='P'/></fact>"),
     "{person:甲一}来，{person:乙二}来。{person:丙三}走。{person:丁四}来了。\n{person:戊五}走",
     "x subject=甲一 @a\nx subject=丙三 @a\nx subject=戊五 @a\n"},
    {"rest goes on to the end of an opened quotation",
     RULE("a", "",
          "<pattern><mention kind='person' as='P'/><item>说，</item><rest of='sentence' as='W'/></pattern>" SAID),
     "{person:甲一}说，他来。不。{person:乙二}说，“好。很好”就走。后来。",
     "said subject=甲一 text=他来。 @a\nsaid subject=乙二 text=“好。很好”就走。 @a\n"},
    {"rest of a clause",
     RULE("a", "", "<pattern><mention kind='person' as='P'/><item>说</item><rest of='clause' as='W'/></pattern>" SAID),
     "{person:甲一}说好，不来。", "said subject=甲一 text=好 @a\n"},
    {"quote over sentences, before its speaker",
     RULE("a", "", "<pattern><quote as='W'/><mention kind='person' as='P'/><item>说</item></pattern>" SAID),
     "“甲。‘乙’。”{person:甲一}说。“没完。{person:乙二}说。", "said subject=甲一 text=“甲。‘乙’。” @a\n"},
    {"capture of a stretch and of a word",
     RULE("a", "",
          "<pattern><mention kind='person' as='P'/><capture as='W'><item>吃</item><gap max='4'/></capture>"
          "<item>了</item></pattern>" SAID)
         RULE("b", "", "<pattern><mention kind='person' as='P'/><item as='W'>唱</item></pattern>" SAID),
     "{person:甲一}吃好饭了，{person:乙二}唱。", "said subject=甲一 text=吃好饭 @a\nsaid subject=乙二 text=唱 @b\n"},
    {"blocks",
     RULE("a", "block='heading credit'",
          "<pattern><mention kind='person' as='P'/></pattern>"
          "<fact type='x'><subject ref='P'/></fact>")
         RULE("b", "", "<pattern><mention kind='person' as='P'/></pattern><fact type='y'><subject ref='P'/></fact>"),
     "#{person:甲一}\n{person:乙二}\n@{person:丙三}\n~{person:丁四}",
     "x subject=甲一 @a\ny subject=甲一 @b\ny subject=乙二 @b\nx subject=丙三 @a\n"},
    {"exceptions",
     RULE("a", "",
          "<pattern><mention kind='post' as='T'/><mention kind='person' as='P'/></pattern>"
          "<antipattern><item>冒充</item><gap max='4'/><mention kind='post'/></antipattern>" HOLDS),
     "冒充{post:局长}{person:甲一}被捕，{post:局长}{person:乙二}说。", "holds subject=乙二 object=局长 @a\n"},
    {"priority: the same mentions, another status",
     RULE("a", "", "<pattern><mention kind='post' as='T'/><mention kind='person' as='P'/></pattern>" HOLDS)
         RULE("b", "priority='60'",
              "<pattern><item>免去</item><mention kind='post' as='T'/><mention kind='person' as='P'/></pattern>"
              "<fact type='holds' status='dismissed'><subject ref='P'/><object ref='T'/></fact>"),
     "免去{post:局长}{person:甲一}，{post:院长}{person:乙二}。",
     "holds[dismissed] subject=甲一 object=局长 @b\nholds subject=乙二 object=院长 @a\n"},
    {"equal facts are merged, the larger is kept",
     RULE("a", "", "<pattern><mention kind='post' as='T'/><mention kind='person' as='P' max='4'/></pattern>" HOLDS)
         RULE("b", "", "<pattern><mention kind='post' as='T'/><mention kind='person' as='P'/></pattern>" HOLDS),
     "{post:局长}{person:甲一}、{person:乙二}", "holds subject=甲一|乙二 object=局长 @a\n"},
    {"facts with a condition",
     RULE("a", "",
          "<pattern><mention kind='organization' as='P'/><optional><item>在</item><mention kind='place' "
          "as='W'/></optional>"
          "<item>成立</item></pattern><fact type='founded'><subject ref='P'/></fact>"
          "<fact type='located' if='W'><subject ref='P'/><place ref='W'/></fact>"),
     "{organization:甲社}成立，{organization:乙社}在{place:大湾}成立。",
     "founded subject=甲社 @a\nfounded subject=乙社 @a\nlocated subject=乙社 place=大湾 @a\n"},
    {"a fact without a subject gives way to one that names it",
     RULE("a", "priority='60'",
          "<pattern><mention kind='division' as='S'/><item>有</item><mention kind='quantity' as='Q'/></pattern>"
          "<fact type='figure'><subject ref='S'/><object ref='Q'/></fact>")
         RULE("b", "",
              "<pattern><item>有</item><mention kind='quantity' as='Q'/></pattern>"
              "<fact type='figure'><object ref='Q'/></fact>"),
     "{division:某区}有{quantity:三家}，还有{quantity:两家}",
     "figure subject=某区 object=三家 @a\nfigure object=两家 @b\n"},
    {"fragments",
     "<fragment id='who'><mention kind='post' as='T'/><mention kind='person' as='P'/></fragment>" RULE(
         "a", "", "<pattern><ruleref uri='#who'/><item>说</item></pattern>" HOLDS),
     "{post:局长}{person:甲一}说。", "holds subject=甲一 object=局长 @a\n"},
    {"matches of one rule do not overlap unless it says so",
     RULE("a", "", "<pattern><mention kind='person' as='P'/><item>说，</item><rest as='W'/></pattern>" SAID)
         RULE("b", "overlap='yes'",
              "<pattern><mention kind='person' as='P'/><item>说，</item><rest as='W'/></pattern>"
              "<fact type='told'><subject ref='P'/><text ref='W'/></fact>"),
     "{person:甲一}说，{person:乙二}说，好。",
     "said subject=甲一 text=乙二说，好。 @a\ntold subject=甲一 text=乙二说，好。 @b\ntold subject=乙二 text=好。 "
     "@b\n"},
    {"a long list makes several facts",
     RULE("a", "",
          "<pattern><mention kind='person' as='P' max='20'/><item>出席</item></pattern>"
          "<fact type='attended'><subject ref='P'/></fact>"),
     "{person:一}、{person:二}、{person:三}、{person:四}、{person:五}、{person:六}、{person:七}、{person:八}、{person:"
     "九}出席",
     "attended subject=一|二|三|四|五|六|七|八 @a\nattended subject=九 @a\n"},
    {"several names in one argument",
     RULE("a", "",
          "<pattern><mention kind='post' as='T'/><mention kind='person' as='P'/><item>兼</item><mention kind='post' "
          "as='U'/>"
          "</pattern><fact type='holds'><subject ref='P'/><object ref='T U'/></fact>"),
     "{post:局长}{person:甲一}兼{post:院长}", "holds subject=甲一 object=局长|院长 @a\n"},
    {"a longer mention is tried before a nested one, and given up when the rest does not fit",
     RULE("a", "",
          "<pattern><mention kind='post organization' reach='any' as='T'/><mention kind='person' "
          "as='P'/></pattern>" HOLDS)
         RULE("b", "",
              "<pattern><mention kind='post organization' reach='any' as='T'/><item>局长</item></pattern>"
              "<fact type='x'><subject ref='T'/></fact>"),
     "{post:{organization:某局}局长}{person:甲一}", "x subject=某局 @b\nholds subject=甲一 object=某局局长 @a\n"},
    {"a rule that needs a word which is not there is not tried",
     RULE("a", "",
          "<pattern><mention kind='person' as='P'/><gap max='9'/><one-of><item>当选</item><item>出任</item></one-of>"
          "<mention kind='post' as='T'/></pattern>" HOLDS),
     "{person:甲一}昨天出任{post:局长}。\n{person:乙二}昨天说{post:局长}。", "holds subject=甲一 object=局长 @a\n"},
};

static void apply(const example *e, ys_rules *rules) {
  ys_arena *arena = ys_arena_new(ys_allocator_system());
  marked m;
  marked_read(&m, arena, e->text);
  ys_facts facts;
  const ys_log log = {NULL, NULL};
  assert_int_equal(ys_rules_apply(arena, rules, &m.document, &m.mentions, &log, &facts), YANSHU_OK);
  const ys_view got = marked_facts(&m, &facts);
  if (!ys_view_equal(got, ys_view_of(e->facts))) {
    fail_msg("%s:\nexpected\n%sgot\n%.*s", e->name, e->facts, (int)got.n, got.p);
  }
  ys_arena_free(arena);
}

static void test_examples(void **state) {
  (void)state;
  for (size_t i = 0; i < YS_LENGTH(EXAMPLES); i++) {
    messages m = {0};
    const ys_log log = messages_log(&m);
    ys_rules *rules = NULL;
    if (marked_rules(EXAMPLES[i].rules, &log, &rules) != YANSHU_OK) {
      fail_msg("%s: %s", EXAMPLES[i].name, m.text);
    }
    apply(&EXAMPLES[i], rules);
    ys_rules_close(rules);
  }
}

static void test_iri_and_digest(void **state) {
  (void)state;
  ys_rules *a = NULL;
  ys_rules *b = NULL;
  assert_int_equal(marked_rules(EXAMPLES[0].rules, &(ys_log){0}, &a), YANSHU_OK);
  assert_int_equal(marked_rules(EXAMPLES[1].rules, &(ys_log){0}, &b), YANSHU_OK);
  assert_true(ys_view_equal(a->source.at[0].iri, YS_VIEW("https://w3id.org/yanshu/rule/a")));
  assert_true(ys_rules_digest(a) != ys_rules_digest(b));
  ys_rules_close(a);
  ys_rules_close(b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_iri_and_digest)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
