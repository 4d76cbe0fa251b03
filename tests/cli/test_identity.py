#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who is who in a dataset (docs/identity.md): what is one thing in several articles, what is two, what can't be told."""

import re

from archives import json_lines
from harness import CommandTest, main

SAME = "<https://w3id.org/yanshu/ontology#possiblySame>"
LINKS = "<https://data.example.org/links>"
NAME = re.compile(r'(<[^>]*/person/[^>]*>) <http://xmlns.com/foaf/0.1/name> "([^"]*)"')

DISTRICT = "广州市天河区区长林晓岚到社区调研。"
AGAIN = "广州市天河区区长林晓岚主持召开座谈会。"
OTHER_CITY = "佛山市顺德区区长林晓岚在会上作报告。"
PROVINCE = "广东省省长林晓岚到企业调研。"
OTHER_PROVINCE = "浙江省省长林晓岚到企业调研。"
DEPUTY = "全国人大代表林晓岚在会上发言。"
COMPANY = "云帆科技有限公司董事长林晓岚在会上发言。"
NOBODY = "林晓岚表示，今年要改造老旧小区。"
TRADITIONAL = "廣東省省長林曉嵐到企業調研。"


class Identity(CommandTest):
    def articles(self, *sentences):
        return [self.write(f"{i}.txt", text + "\n") for i, text in enumerate(sentences)]

    def export(self, *files, syntax="nquads"):
        """The lines of the merged export."""
        return self.expect(0, "export", "-f", syntax, "-d", "2025-03-04", *files, err="").splitlines()

    def persons(self, lines):
        return {match.group(1) for match in map(NAME.match, lines) if match}

    def links(self, lines):
        return [line for line in lines if f" {SAME} " in line]

    def compare(self, first, second, persons, links):
        lines = self.export(*self.articles(first, second))
        found = sorted(self.persons(lines))
        self.assertEqual(len(found), persons, (first, second, found))
        expected = [f"{found[0]} {SAME} {found[1]} {LINKS} ."] if links else []
        self.assertEqual(self.links(lines), expected, (first, second))

    def test_one_person(self):
        self.compare(DISTRICT, AGAIN, 1, False)
        lines = self.export(*self.articles(DISTRICT, AGAIN))
        (person,) = self.persons(lines)
        named_by = {line for line in lines if "#mentions> " + person in line or "/mentions> " + person in line}
        self.assertEqual(len(named_by), 2, "two sources")

    def test_two_persons(self):
        for other in (OTHER_CITY, OTHER_PROVINCE):
            self.compare(DISTRICT, other, 2, False)
        self.compare(PROVINCE, OTHER_PROVINCE, 2, False)

    def test_nobody_can_tell(self):
        for first, second in ((DISTRICT, NOBODY), (DISTRICT, DEPUTY), (DISTRICT, PROVINCE), (PROVINCE, DEPUTY),
                              (COMPANY, DISTRICT), (COMPANY, DEPUTY), (NOBODY, NOBODY + "会议圆满结束。"),
                              (TRADITIONAL, DISTRICT)):
            self.compare(first, second, 2, True)

    def test_things(self):
        """Organisations, divisions, programs and sessions are one in all articles."""
        files = self.articles("广州市人民政府印发《广州市城市更新行动方案》。广东省十四届人大三次会议开幕。",
                              "《广州市城市更新行动方案》由广州市人民政府印发。广东省十四届人大三次会议闭幕。")
        lines = self.export(*files)
        for kind in ("org/440100/peoples-government", "program/[^>]*", "event/440000/peoples-congress/14/3"):
            pattern = re.compile(rf"<[^>]*> <https://schema.org/mentions> (<https://data.example.org/{kind}>)")
            found = [match.group(1) for match in map(pattern.match, lines) if match]
            self.assertEqual((len(found), len(set(found))), (2, 1), (kind, found))

    def test_sources(self):
        """At every level of detail an event has both articles as sources, and the run used both; from evidence on, the words."""
        files = self.articles("广东省十四届人大三次会议开幕。", "广东省十四届人大三次会议闭幕。")
        event = "<https://data.example.org/event/440000/peoples-congress/14/3> <http://www.w3.org/ns/prov#wasDerivedFrom> "
        for detail, mentions in (("facts", 0), ("evidence", 2), ("mentions", 2)):
            lines = set(self.expect(0, "export", "-f", "ntriples", "--detail", detail, *files).splitlines())
            sources = [line[len(event):] for line in lines if line.startswith(event)]
            self.assertEqual(sum("/article/" in source for source in sources), 2, detail)
            self.assertEqual(sum("/mention/" in source for source in sources), mentions, detail)
            used = {line.split(" ")[0] for line in lines if " <http://www.w3.org/ns/prov#used> " in line}
            self.assertEqual(len(used), 1, "one run")
            self.assertEqual(sum(" <http://www.w3.org/ns/prov#used> " in line for line in lines), 2)

    def test_one_article_of_many_files(self):
        """A web page, a text file, other line ends and blanks: one article, whose mentions each count in one of its texts."""
        text = "# 标题\n\n" + DISTRICT + "\n"
        self.write("a.md", text)
        self.write("b.md", text.replace("\n", "\r\n"))
        self.write("c.md", text.replace("\n", "\n\n"))
        self.write("d.html", f"<html><head><meta charset=utf-8><title>标题</title></head><body><article><h1>标题</h1>"
                             f"<p>{DISTRICT}</p></article></body></html>")
        self.write("e.md", f"# 新闻\n\n### 标题\n\n{DISTRICT}\n\n### 标题\n\n{DISTRICT}\n\n")
        self.expect(0, "export", "--stream", "--detail", "mentions", "-f", "nquads", "-o", "o.nq", "a.md", "b.md", "c.md", "d.html")
        self.expect(0, "export", "--split-at-heading", "3", "--detail", "mentions", "-f", "nquads", "-o", "e.nq", "e.md")
        for name, texts in (("o.nq", 4), ("e.nq", 2)):
            lines = sorted(set((self.folder / name).read_text(encoding="utf-8").splitlines()))
            self.assertEqual(len({line.rsplit(" ", 2)[1] for line in lines}), 1, "one article")
            self.assertEqual(sum("nif-core#Context> <" in line for line in lines), texts)
            for once in ("beginIndex", "endIndex", "referenceContext", "anchorOf"):
                subjects = [line.split(" ")[0] for line in lines if f"nif-core#{once}>" in line]
                self.assertEqual(len(subjects), len(set(subjects)), once)
            self.assertEqual(len({line for line in lines if "/tenure/" in line.split(" ")[0] and "#type>" in line}), 2)

    def test_union(self):
        """Adding an article changes nothing that is there: only links are added."""
        files = self.articles(DISTRICT, OTHER_CITY, DEPUTY, COMPANY, NOBODY, TRADITIONAL)
        merged = self.export(*files)
        union = set()
        for file in files:
            union |= set(self.export(file))
        self.assertEqual({line for line in merged if f" {SAME} " not in line}, union)
        self.assertTrue(self.links(merged))
        for file in files:
            self.assertEqual(self.links(self.export(file)), [], "one article, one person of a name")

    def test_link(self):
        """What is streamed gets the same links by a command of its own, from any syntax."""
        files = self.articles(DISTRICT, OTHER_CITY, DEPUTY, COMPANY, NOBODY, TRADITIONAL)
        expected = self.links(self.export(*files))
        for syntax, name in (("nquads", "a.nq"), ("ntriples", "a.nt"), ("turtle", "a.ttl"), ("rdfxml", "a.rdf")):
            self.expect(0, "export", "--stream", "-f", syntax, "-d", "2025-03-04", "-o", name, *files)
            self.assertEqual(self.expect(0, "link", name, err="").splitlines(), expected, syntax)
        self.expect(0, "link", "-o", "links.nq", "a.nq", "a.ttl", out="")
        self.assertEqual((self.folder / "links.nq").read_text().splitlines(), expected)
        triples = [line.replace(f" {LINKS} .", " .") for line in expected]
        self.assertEqual(self.expect(0, "link", "-f", "ntriples", "a.nt").splitlines(), triples)
        self.assertEqual(self.expect(0, "link", "-i", "nquads", stdin=(self.folder / "a.nq").read_bytes()).splitlines(),
                         expected)

    def test_convert_adds_nothing(self):
        files = self.articles(DISTRICT, NOBODY)
        self.expect(0, "export", "--stream", "-f", "nquads", "-o", "a.nq", *files)
        self.assertEqual(self.links(self.expect(0, "convert", "-f", "nquads", "a.nq").splitlines()), [])

    def test_many_namesakes(self):
        """Pairs would grow by the square: of more than 32 of one name, the first is linked to each."""
        for count, links in ((32, 32 * 31 // 2), (33, 32)):
            lines = self.export(*self.articles(*(NOBODY + f"会议第{i + 1}次召开。" for i in range(count))))
            found = sorted(self.persons(lines))
            self.assertEqual(len(found), count)
            self.assertEqual(len(self.links(lines)), links)
            if count > 32:
                self.assertEqual({line.split(" ")[0] for line in self.links(lines)}, {found[0]})

    def test_refused(self):
        self.write("bad.nt", "nothing\n")
        self.expect(1, "link", "bad.nt", out="", err="bad.nt")
        self.expect(2, "link", "none", out="", err="input-syntax")
        self.write("a.jsonl", json_lines(3))
        self.expect(0, "export", "-f", "nquads", "-o", "a.nq", "a.jsonl")
        self.expect(3, "link", "-o", "nowhere/out", "a.nq", err="nowhere/out")


if __name__ == "__main__":
    main()
