#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`explain` in the terminal: marks, facts, what was considered, widths, colours, refusals; and the page as text."""

import html.parser
import json
import re
import sys
import unicodedata
import unittest

from harness import CommandTest
from test_rules import HEAD, LEADS, WORDS

ARTICLE = """---
title: 天河区部署老旧小区改造
date: 2025-03-04
source: 穗城日报
---

# 天河区部署老旧小区改造

3月3日，广州市天河区委书记林晓岚到石牌街道调研。林晓岚表示，今年要改造35个老旧小区。

## 下一步

“幸福生活”是大家的愿望。公司负责人没有到场。鼓楼区来了人。
"""

HOSTILE = """# <script>alert("标题")</script>&lt;b&gt;

</script><img src=x onerror=alert(1)>广州市天河区委书记林晓岚表示，“</script><script>document.title='坏'</script>”。\x1b[31m

林晓岚说，<!-- <svg/onload=alert(2)> --> ]]> "' 很好。
"""


def columns(line):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


class Page(html.parser.HTMLParser):
    """The text of the article, and all elements and attributes that there are."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.article, self.data = [], set(), [], ""
        self.inside, self.json = 0, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attributes}
        self.inside += tag == "article"
        self.json = tag == "script" and ("id", "data") in attributes

    def handle_endtag(self, tag):
        self.inside -= tag == "article"
        self.json = False

    def handle_data(self, data):
        if self.json:
            self.data += data
        elif self.inside:
            self.article.append(data)


class Explain(CommandTest):
    def explain(self, *arguments, text=ARTICLE, **how):
        self.write("a.md", text)
        return self.expect(0, "explain", *arguments, "a.md", err="", **how)

    def test_marks(self):
        out = self.explain("--columns", "200")
        self.assertRegex(out, r"(?m)^# \[D 天河区\]部署老旧小区改造$")
        self.assertIn("[d 3月3日]，[T [O [D 广州市][D 天河区]委]书记][P 林晓岚]到", out)
        self.assertIn("## 下一步", out)
        self.assertRegex(out, r"P person +T post +O organization")

    def test_facts(self):
        out = self.explain("--columns", "200")
        self.assertRegex(out, r"(?m)^ +[0-9]+ 林晓岚 – holds – 广州市天河区委书记.*\n +title-before-name: “广州市天河区委书记林晓岚”$")
        paragraph = out.index("3月3日")
        self.assertTrue(paragraph < out.index("林晓岚 – holds") < out.index("## 下一步"))

    def test_one_fact(self):
        out = self.explain("--fact", "1", "--columns", "300")
        self.assertRegex(out, r"words +“广州市天河区委书记林晓岚”, characters [0-9]+ to [0-9]+")
        self.assertRegex(out, r"rule +title-before-name, \S*\s*posts.xml:[0-9]+")
        self.assertRegex(out, r"(?s)triples\n<tenure/[0-9a-f]{16}> a ys:Tenure, org:Membership ;.*org:member <person/lin-xiaolan-")
        self.expect(2, "explain", "--fact", "99", "a.md", out="", err="a.md: there is no fact 99; there are [0-9]+")

    def test_triples_are_those_of_the_export(self):
        self.write("a.md", ARTICLE)
        whole = self.run_command("export", "a.md").stdout.decode()
        for n in range(1, 4):
            part = self.expect(0, "explain", "-n", str(n), "a.md").split("triples\n")[1]
            self.assertIn("\n" + part[part.index("<"):].strip().split("\n\n")[-1], whole)

    def test_base(self):
        self.assertNotIn("<https://", self.explain("-n", "1", "-b", "https://news.example/"))
        self.expect(2, "explain", "-b", "news", "a.md", out="", err="base: ")

    def test_place(self):
        out = self.explain("--at", "林晓岚")
        self.assertEqual(len(re.findall("(?m)^place", out)), 2)
        self.assertIn("read as  person 林晓岚", out)
        self.assertIn("林晓岚 – holds", out)
        self.assertRegex(self.explain("--at", "幸福生活"), "not +program “幸福生活”: no word of programs")
        self.assertRegex(self.explain("--at", "公司"), "not +organization 公司: the last word")
        self.assertRegex(self.explain("--at", "广州市", "--columns", "200"), "read as +division 广州市: 广州市 \\(Guangzhou.*440100\\)")
        self.expect(2, "explain", "--at", "深圳", "a.md", out="", err="a.md: the words 深圳 are not in the article")

    def test_homonyms(self):
        text = "# 标题\n\n南京市召开会议。鼓楼区来了人。\n"
        out = self.explain("--at", "鼓楼区", "--columns", "300", text=text)
        self.assertRegex(out, r"read as +division 鼓楼区: 鼓楼区 \(.*320106\)")
        self.assertRegex(out, r"not +division 鼓楼区: 鼓楼区 of 徐州市 \(320302\): 鼓楼区 of 南京市 \(320106\) is meant")

    def test_names_that_lost(self):
        out = self.explain("--at", "高明", "--columns", "300", text="# 标题\n\n他的办法十分高明，大家都说好。\n")
        self.assertRegex(out, r"not +person 高明: the sentence is likelier with 高明 as a word: score ")
        scores = re.search(r"score (-[0-9.]+) with the name, (-[0-9.]+) without", out)
        self.assertLess(float(scores.group(1)), float(scores.group(2)))

    def test_longer_mention_won(self):
        out = self.explain("--at", "2025年", "--columns", "300", text="# 标题\n\n《2025年广州市教育发展规划》已经印发。\n")
        self.assertRegex(out, "not +date 2025年: part of the longer program 《2025年广州市教育发展规划》, which is told instead")

    def test_offset(self):
        at = ARTICLE.index("林晓岚")
        self.assertIn("person 林晓岚", self.explain("--at", str(at)))
        self.expect(2, "explain", "--at", "99999", "a.md", out="", err="no text at character 99999")

    def test_columns(self):
        for n in (20, 40, 80, 133):
            for line in self.explain("--columns", str(n), text=ARTICLE * 3).split("\n"):
                self.assertLessEqual(columns(line), n, line)
                self.assertFalse(line.strip().startswith(("。", "，", "”")), line)

    def test_nothing_is_lost(self):
        out = self.explain("--columns", "30")
        read = re.sub(r"\[[A-Zdn] |[\]\n#]|^\s+[0-9]+ .*|^\s{7}.*", "", out, flags=re.M).replace(" ", "")
        for sentence in re.findall(r"[^\n。]+。", ARTICLE.split("---")[2]):
            self.assertIn(sentence.replace(" ", "").strip(), read)

    def test_colors(self):
        out = self.explain("--color", "always")
        self.assertIn("\x1b[0;1;32m林晓岚\x1b[0m", out)
        self.assertNotIn("[P ", out)
        self.assertNotIn("\x1b", self.explain())
        self.assertNotIn("\x1b", self.explain("--color=never", env={"TERM": "xterm"}))
        self.assertIn("\x1b", self.explain("--color=always", env={"NO_COLOR": "1"}))

    def test_terminal(self):
        import os
        import pty
        self.write("a.md", ARTICLE)
        for env, colored in (({"TERM": "xterm", "NO_COLOR": ""}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False),
                             ({"TERM": "dumb", "NO_COLOR": ""}, False)):
            master, slave = pty.openpty()
            self.run_command("explain", "-n", "1", "a.md", env=env, stdout=slave)
            os.close(slave)
            self.assertEqual(b"\x1b[" in os.read(master, 65536), colored, env)
            os.close(master)

    def test_control_characters(self):
        self.assertNotIn("\x1b", self.explain(text=HOSTILE))
        self.assertNotIn("\x1b", self.explain("--at", "林晓岚", text=HOSTILE))

    def test_standard_input(self):
        self.expect(0, "explain", stdin=ARTICLE.encode(), out="林晓岚 – holds", err="")
        self.expect(0, "explain", "-", stdin=ARTICLE.encode(), out="林晓岚 – holds", err="")

    def test_own_rules(self):
        self.write("r.xml", HEAD + LEADS + "</rules>")
        self.write("words-school-verb.tsv", WORDS)
        out = self.explain("-r", "r.xml", "-l", "words-school-verb.tsv", "-n", "1", "--only-rules",
                           text="方静怡主理广州市第九十九中学。\n")
        self.assertRegex(out, r"rule +leads-school, r.xml:2\n +Someone leads a school.\n +某人执掌某校。")
        self.expect(4, "explain", "-r", "none.xml", "a.md", out="", err="none.xml")

    def test_refusals(self):
        self.write("empty.md", "")
        self.expect(1, "explain", "empty.md", out="", err="empty.md: ")
        self.expect(1, "explain", "none.md", out="", err="none.md: ")
        self.expect(2, "explain", "a.md", "b.md", out="", err="one article at a time")
        self.expect(2, "explain", "--html", "--fact", "1", "a.md", out="", err="the page shows all of it")
        self.expect(2, "explain", "--at", "x", "--fact", "1", "a.md", out="", err="either")
        for option in (["--fact", "0"], ["--fact", "x"], ["--columns", "0"], ["--columns", "99999"], ["--color", "red"],
                       ["--at", "99999999999999999999999"]):
            self.expect(2, "explain", *option, "a.md", out="", err="yanshu: ")
        self.expect(0, "explain", "--help", out="^Usage: yanshu explain", err="")

    # ---- the page ----

    def test_page(self):
        self.explain("--html", "-o", "a.html", out="^$")
        text = (self.folder / "a.html").read_text(encoding="utf-8")
        page = Page(text)
        self.assertEqual("".join(page.article).strip().split("\n")[0], "天河区部署老旧小区改造")
        data = json.loads(page.data)
        self.assertIn("林晓岚", [fact["s"] for fact in data["facts"]])
        self.assertNotRegex(re.sub(r'"[^"]*https://w3id[^"]*"', "", text), r"(src|href)\s*=\s*[\"']?(https?:|//)|@import|url\(")
        self.assertEqual(text, self.explain("--html"))

    def test_page_policy(self):
        import base64
        import hashlib
        text = self.explain("--html")
        for tag, name in (("style", "style-src"), ("script", "script-src")):
            body = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
            self.assertEqual(len(body), 1)
            digest = base64.b64encode(hashlib.sha256(body[0].encode()).digest()).decode()
            self.assertIn(f"{name} 'sha256-{digest}'", text)

    def test_hostile_page(self):
        plain, hostile = Page(self.explain("--html")), Page(self.explain("--html", text=HOSTILE))
        self.assertEqual(set(hostile.tags) - {"h2"}, set(plain.tags) - {"h2"})
        self.assertEqual(hostile.attributes - plain.attributes, set())
        self.assertEqual(hostile.tags.count("script"), 2)
        json.loads(hostile.data)

    def test_output_whole_or_not(self):
        self.article()
        self.expect(3, "explain", "--html", "-o", "none/a.html", "a.md", out="", err="none/a.html: can't write")
        self.write("old.html", "old")
        self.expect(1, "explain", "--html", "-o", "old.html", "none.md", out="")
        self.assertEqual((self.folder / "old.html").read_text(), "old")
        with open("/dev/full", "w", encoding="utf-8") as full:
            self.expect(3, "explain", "a.md", stdout=full, err="standard output")


if __name__ == "__main__":
    sys.exit(unittest.main())
