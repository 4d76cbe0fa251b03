#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rules and words of one's own, `rules check` and `rules list`."""

import csv
import io
import json
import sys
import unittest

from harness import CommandTest

HEAD = '<rules base="https://rules.example/" xmlns="https://w3id.org/yanshu/rules#">\n'

LEADS = """  <rule id="leads-school">
    <description xml:lang="en">Someone leads a school.</description>
    <description xml:lang="zh">某人执掌某校。</description>
    <pattern>
      <mention kind="person" as="P"/>
      <word class="school-verb" feature="kind=lead"/>
      <mention kind="organization" as="O"/>
    </pattern>
    <fact type="part-of"><subject ref="O"/><object ref="P"/></fact>
    <example>
      <text>方静怡执掌广州市第九十九中学。</text>
      <fact type="part-of" subject="广州市第九十九中学" object="方静怡"/>
    </example>
    <counter-example><text>方静怡来到广州市第九十九中学。</text></counter-example>
  </rule>
"""

WORDS = "执掌\t0\tkind=lead\n主理\t0\tkind=lead\n"

CONCEPTS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ysl: <https://w3id.org/yanshu/lexicon#> .
<https://words.example/role/house-master> a skos:Concept ; ysl:class "role" ;
  skos:prefLabel "舍监长"@zh-hans , "house master"@en .
<https://w3id.org/yanshu/role/mayor> skos:altLabel "掌市"@zh-hans .
"""

ARTICLE = "方静怡主理广州市第九十九中学。\n\n番禺区掌市陈小明表示，这很好。\n\n广州市第九十九中学舍监长刘明亮指出，孩子很好。\n"


def rule(name, pattern, fact='<fact type="holds"><subject ref="P"/><object ref="T"/></fact>', attributes="",
         example="方静怡当上广州市教育局局长。"):
    return f"""<rule id="{name}" {attributes}>
<description xml:lang="en">x</description><description xml:lang="zh">某</description>
<pattern>{pattern}</pattern>{fact}
<example><text>{example}</text><fact type="holds" subject="方静怡" object="广州市教育局局长"/></example>
<counter-example><text>方静怡来了。</text></counter-example>
</rule>
"""


BECOMES = '<mention kind="person" as="P"/><item>当上</item><mention kind="post" as="T"/>'


class Rules(CommandTest):
    def own(self):
        (self.folder / "rules").mkdir()
        self.write("rules/own.xml", HEAD + LEADS + "</rules>")
        self.write("words-school-verb.tsv", WORDS)
        return ["--rules", "rules", "--lexicon", "words-school-verb.tsv"]

    def test_own_rules_and_words(self):
        options = self.own()
        self.write("own.ttl", CONCEPTS)
        self.write("a.md", ARTICLE)
        out = self.expect(0, "export", *options, "--lexicon=own.ttl", "a.md", out="ys:byRule <https://rules.example/leads-school>",
                          err="")
        out = self.run_command("export", *options, "-l", "own.ttl", "a.md").stdout.decode()
        self.assertIn("org:role <https://words.example/role/house-master>", out)
        self.assertRegex(out, "org:role role:mayor")
        self.assertNotIn("rules.example", self.run_command("export", "a.md").stdout.decode())

    def test_only_own_rules(self):
        options = self.own()
        self.write("a.md", ARTICLE)
        out = self.run_command("export", "--only-rules", *options, "a.md").stdout.decode()
        self.assertIn("rules.example/leads-school", out)
        self.assertNotIn("byRule rule:", out)

    def test_fragments_of_the_shipped_rules(self):
        pattern = '<ruleref uri="#names"/><item>当上</item><mention kind="post" as="T"/>'
        self.write("r.xml", HEAD + rule("becomes", pattern) + "</rules>")
        self.expect(0, "rules", "check", "--only-rules", "r.xml", out="^1 rules, 2 examples: all")
        own = '<fragment id="names"><mention kind="person" as="P"/></fragment>'
        self.write("r.xml", HEAD + own + rule("becomes", pattern) + "</rules>")
        self.expect(0, "rules", "check", "--only-rules", "r.xml", out="^1 rules, 2 examples: all")
        self.expect(1, "rules", "check", "r.xml", err="r.xml:2:1: fragment 'names' is already at ")

    def test_bad_words(self):
        for name, text, said in [
                ("words-x.tsv", "\t1\n", "words-x.tsv:1: empty form"),
                ("x.tsv", "词\n", "x.tsv: a table of words is called words-CLASS.tsv"),
                ("words.tsv", "词\t1\n", "words.tsv: a table of this name is about the language as a whole"),
                ("x.ttl", "@prefix\n", "x.ttl:[12]: "),
                ("x.ttl", CONCEPTS + '<https://w3id.org/yanshu/role/mayor> ysl:class "organ" .', 'is of class "role"'),
                ("x.ttl", CONCEPTS + '<https://w3id.org/yanshu/role/mayor> ysl:x "y" .', "can be given further names here"),
                ("x.ttl", CONCEPTS.replace("舍监长", "廣州"), "x.ttl:3: form \"廣州\" has the traditional character 廣"),
                ("x.ttl", CONCEPTS.replace("house-master", "mayor"), '"mayor" is already the id of another role'),
                ("x.txt", "", "neither a .ttl nor a .tsv file"),
                ("none/x.ttl", None, "No such file"),
        ]:
            if text is not None:
                self.write(name, text)
            self.write("a.md", ARTICLE)
            self.expect(4, "export", "-l", name, "a.md", out="", err=said)

    def test_bad_rules(self):
        self.write("a.md", ARTICLE)
        self.write("bad.xml", HEAD + rule("becomes", BECOMES.replace("item", "iten")) + "</rules>")
        self.expect(4, "export", "-r", "bad.xml", "a.md", out="",
                    err=r"^yanshu: bad.xml:4:41: <iten> is no element here; did you mean <item>\?\n$")
        self.expect(1, "rules", "check", "bad.xml", err=r"bad.xml:4:41: ")
        self.expect(4, "export", "-r", "none", "a.md", err="none: there is no such file or folder of rules")
        self.write("twice.xml", HEAD.replace("https://rules.example/", "https://w3id.org/yanshu/rule/")
                   + rule("appoints", BECOMES) + "</rules>")
        self.expect(4, "export", "-r", "twice.xml", "a.md", err="twice.xml:2:1: rule 'appoints' is already at .*xml:[0-9]+")

    def test_too_many(self):
        self.write("a.md", ARTICLE)
        self.expect(2, "export", *["-r", "x"] * 65, "a.md", err="--rules: more than 64")

    def test_check(self):
        self.expect(0, "rules", "check", out=r"^[0-9]+ rules, [0-9]+ examples: all as they should be\n$", err="")
        self.expect(0, "rules", "check", *self.own(), out="^1 rules, 2 examples: all as they should be\n$", err="")

    def test_check_examples(self):
        self.write("r.xml", HEAD + rule("becomes", BECOMES, example="方静怡当选广州市教育局局长。")
                   + rule("comes", '<mention kind="person" as="P"/><item>来了</item>',
                          '<fact type="holds"><subject ref="P"/></fact>') + "</rules>")
        self.expect(1, "rules", "check", "r.xml", out="2 rules, 4 examples: 3 examples failed, 0 rules can be done without",
                    err="r.xml:5:1: rule 'becomes', example: expected holds subject=方静怡 object=广州市教育局局长, came nothing")
        self.expect(1, "rules", "check", "r.xml",
                    err="r.xml:12:1: rule 'comes', counter-example: expected nothing, came holds subject=方静怡\n")

    def test_check_needless(self):
        wide = '<mention kind="person" as="A"/><one-of><item>升任</item><item>当上</item></one-of><mention kind="post" as="B"/>'
        fact = '<fact type="holds"><subject ref="A"/><object ref="B"/></fact>'
        self.write("r.xml", HEAD + rule("one", BECOMES) + rule("two", BECOMES.replace('"T"', '"X"'),
                   '<fact type="holds"><subject ref="P"/><object ref="X"/></fact>') + "</rules>")
        self.expect(1, "rules", "check", "r.xml", err="r.xml:8:1: rule 'two' says the same as rule 'one' \\(r.xml:2\\)")
        self.write("r.xml", HEAD + rule("narrow", BECOMES) + rule("wide", wide, fact, 'priority="80"') + "</rules>")
        self.expect(1, "rules", "check", "r.xml",
                    err="r.xml:2:1: rule 'narrow' can never be the one that is used: rule 'wide' \\(r.xml:8\\) finds all")
        self.expect(1, "rules", "check", "r.xml", err="came nothing \\(a stronger rule says it: 'wide'\\)")
        self.write("r.xml", HEAD + rule("narrow", BECOMES, attributes='priority="90"') + rule("wide", wide, fact) + "</rules>")
        self.expect(1, "rules", "check", "r.xml", out="0 rules can be done without")

    def test_list(self):
        self.expect(0, "rules", "list", out=r"(?m)^appoints +70  \S+appointments.xml:[0-9]+ +A body appoints", err="")
        self.expect(0, "rules", "list", "--language", "zh", out="任命某人")

    def test_list_with_articles(self):
        options = self.own()
        self.write("a.md", ARTICLE)
        self.write("b.md", "方静怡执掌广州市第九十九中学。")
        self.expect(0, "rules", "list", *options, "--samples", "1", "a.md", "b.md",
                    out=r"(?m)^ +2 +2  leads-school +50  Someone leads a school.\n      方静怡主理广州市第九十九中学 {32}  "
                        r"part-of subject=广州市第九十九中学 object=方静怡  a.md:0\n", err="")

    def test_list_as_data(self):
        options = self.own()
        self.write("a.md", ARTICLE)
        out = self.run_command("rules", "list", *options, "-f", "json", "-n", "3", "a.md").stdout
        rules = {r["iri"]: r for r in json.loads(out)}
        own = rules["https://rules.example/leads-school"]
        self.assertEqual((own["facts"], own["articles"], own["own"], own["line"]), (1, 1, True, 2))
        self.assertEqual(own["samples"], [{"file": "a.md", "words": "方静怡主理广州市第九十九中学", "begin": 0,
                                           "fact": "part-of subject=广州市第九十九中学 object=方静怡"}])
        self.assertFalse(rules["https://w3id.org/yanshu/rule/appoints"]["own"])
        out = self.run_command("rules", "list", *options, "-f", "tsv", "-n", "3", "a.md").stdout.decode()
        rows = {r["rule"]: r for r in csv.DictReader(io.StringIO(out), delimiter="\t", quoting=csv.QUOTE_NONE)}
        self.assertEqual(len(rows), len(rules))
        self.assertEqual(rows["https://rules.example/leads-school"]["sample-words"], "方静怡主理广州市第九十九中学")

    def test_list_refuses(self):
        self.write("empty.md", "")
        self.write("a.md", ARTICLE)
        self.expect(1, "rules", "list", "a.md", "empty.md", out="says-that", err="empty.md")
        self.expect(1, "rules", "list", "empty.md", out="", err="empty.md")

    def test_usage(self):
        self.expect(2, "rules", out="", err="say check or list")
        self.expect(2, "rules", "chek", out="", err="'chek' is neither")
        self.expect(2, "rules", "list", "--samples", "x", out="", err="no number")
        self.expect(2, "rules", "list", "--format", "xml", out="", err="none of")
        self.expect(0, "rules", "--help", out="^Usage: yanshu rules check", err="")
        self.expect(0, "rules", "list", "-h", out="^Usage: yanshu rules check", err="")


if __name__ == "__main__":
    sys.exit(unittest.main())
