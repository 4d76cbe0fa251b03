#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every option of export does what the manual says."""

import re

from harness import ARTICLE, HTML, PLAIN, TRADITIONAL, CommandTest, main, table

SYNTAXES = [
    ("turtle", r"(?m)^@prefix ys: <https://w3id\.org/yanshu/ontology#> ?\."),
    ("ttl", r"(?m)^@prefix ys: "),
    ("rdfxml", r"^<\?xml version=\"1\.0\" encoding=\"utf-8\"\?>"),
    ("rdf", r"^<\?xml "),
    ("ntriples", r"^<[!-~]+> <[!-~]+> [^\n]+ \.\n"),
    ("nt", r"^<[!-~]+> <[!-~]+> [^\n]+ \.\n"),
    ("nquads", r"^<[!-~]+> <[!-~]+> [^\n]+ <[!-~]+> \.\n"),
    ("nq", r"^<[!-~]+> <[!-~]+> [^\n]+ <[!-~]+> \.\n"),
]


def triples(text):
    """Lines of N-Triples, literals readable."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), text).splitlines()


class Options(CommandTest):
    def export(self, *arguments, **how):
        return triples(self.expect(0, "export", "-f", "ntriples", *arguments, err="", **how))

    def assert_some(self, lines, *parts):
        self.assertTrue(any(all(part in line for part in parts) for line in lines), f"{parts} in no line of\n" + "\n".join(lines))

    def test_default_is_turtle(self):
        self.expect(0, "export", self.article(), out=r"(?m)^@prefix ys: ", err="")

    def test_facts_are_there(self):
        lines = self.export(self.article())
        for name in ("林晓岚", "陈柏舟", "天河区"):
            self.assert_some(lines, f'"{name}"@zh-hans')

    def test_last_one_counts(self):
        self.expect(0, "export", "-f", "turtle", "-f", "nquads", self.article(), out=SYNTAXES[-1][1], err="")

    def test_option_after_file(self):
        self.expect(0, "export", self.article(), "-f", "rdfxml", out=r"^<\?xml ", err="")

    def test_long_forms(self):
        article = self.article()
        self.expect(0, "export", "--format=rdfxml", "--output=o.rdf", article, out="", err="")
        self.assertTrue((self.folder / "o.rdf").read_text(encoding="utf-8").startswith("<?xml "))
        self.expect(0, "export", "--form", "rdfxml", article, out=r"^<\?xml ", err="")

    def test_dashes_end_options(self):
        self.write("-f", ARTICLE)
        self.expect(0, "export", "--", "-f", err="")

    def test_base(self):
        base = "https://data.example.com/news#"
        lines = self.export("--base", base, self.article())
        self.assert_some(lines, f"<{base}person/")
        self.assertFalse([line for line in lines if "https://data.example.org/" in line])

    def test_date_overrides(self):
        article = self.article()
        self.assert_some(self.export(article), "dc/terms/issued", '"2025-03-04"^^')
        lines = self.export("--date", "2024-12-31", article)
        self.assert_some(lines, "dc/terms/issued", '"2024-12-31"^^')
        self.assertFalse([line for line in lines if "issued" in line and "2025-03-04" in line])

    def test_date_month_and_year(self):
        article = self.article()
        self.assert_some(self.export("--date", "2024-12", article), "issued", '"2024-12"^^', "gYearMonth")
        self.assert_some(self.export("--date", "2024", article), "issued", '"2024"^^', "gYear")

    def test_source(self):
        self.assert_some(self.export("--source", "羊城早报", self.article()), '"羊城早报"')

    def test_title(self):
        self.assert_some(self.export("--title", "另一个标题", self.article()), "dc/terms/title", '"另一个标题"@zh-hans')

    def test_url(self):
        self.assert_some(self.export("--url", "https://news.example.com/1.html", self.article()), "<https://news.example.com/1.html>")

    def test_detail(self):
        article = self.article()
        facts, evidence, mentions = (self.export("--detail", level, article) for level in ("facts", "evidence", "mentions"))
        self.assertEqual(evidence, self.export(article))
        self.assertLess(len(facts), len(evidence))
        self.assertLess(len(evidence), len(mentions))
        self.assertTrue(set(facts) <= set(evidence) <= set(mentions))
        self.assertFalse([line for line in facts if "anchorOf" in line])
        self.assert_some(evidence, "nif-core#anchorOf")

    def test_encodings_recognised_and_named(self):
        expected = self.export("--input-format", "text", self.write("u.txt", PLAIN * 5))
        for name, python in (("gb18030", "gb18030"), ("gbk", "gbk"), ("GB2312", "gb2312"), ("utf-16le", "utf-16le")):
            with self.subTest(name):
                file = self.write("e.txt", (PLAIN * 5).encode(python))
                self.assertEqual(self.export("--encoding", name, "--input-format", "text", file), expected)
        for python in ("gb18030", "utf-8-sig"):
            with self.subTest(python):
                file = self.write("e.txt", (PLAIN * 5).encode(python))
                self.assertEqual(self.export("--input-format", "text", file), expected)

    def test_big5(self):
        file = self.write("b.txt", (TRADITIONAL * 5).encode("big5"))
        for arguments in ((), ("--encoding", "big5")):
            with self.subTest(arguments):
                lines = self.export(*arguments, file)
                self.assert_some(lines, '"林曉嵐"@zh-hant')
                self.assert_some(lines, "division/440106")

    def test_input_formats(self):
        html = self.export("--input-format", "html", "-", stdin=HTML.encode("utf-8"))
        self.assert_some(html, "dc/terms/title", '"天河区部署老旧小区改造"')
        self.assertEqual(self.export("-", stdin=HTML.encode("utf-8")), html)
        self.assertEqual(self.export(self.write("p.html", HTML)), html)
        self.assertFalse([line for line in html if "副市长" in line])
        markdown = self.export(self.article())
        self.assertEqual(self.export("--input-format", "markdown", "-", stdin=ARTICLE.encode("utf-8")), markdown)
        self.assert_some(self.export("--input-format", "text", self.write("p.html", PLAIN)), '"林晓岚"@zh-hans')

    def test_verbose(self):
        self.expect(0, "export", "--verbose", self.article())
        self.expect(0, "export", "-v", self.article())


def syntax(word, pattern):
    def test(self):
        out = self.expect(0, "export", "-f", word, self.article(), out=pattern, err="")
        self.assertTrue(out.endswith("\n"))
    return test


table(Options, [("syntax_" + word, syntax(word, pattern)) for word, pattern in SYNTAXES])

if __name__ == "__main__":
    main()
