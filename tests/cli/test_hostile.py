#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile text comes out valid in every syntax, or is refused with a message; it is never silently cut."""

import csv
import io
import json
import re

from harness import CommandTest, main

# Read back by convert, which refuses what is not valid; CSV and DOT are looked at by themselves.
WHOLE = {"turtle": "ttl", "rdfxml": "rdf", "rdfxml-abbrev": "abbrev.rdf", "ntriples": "nt", "nquads": "nq",
         "jsonld": "jsonld"}
BODY = "江北市市长林远山说：“{}”\n"
TITLES = {
    "quotes": "“双引号\"与单引号'”与\\反斜杠\\\\",
    "markup": "<script>alert(1)</script> & ]]> <!-- -->",
    "right to left": "从左\u202e从右\u202c与\u200f标记",
    "outside of the BMP": "𠮷野家与🀄",
    "braces": "{\"@id\": \"x\"} ${x} %s %n {{x}} $(x) `x`",
    "formula": "=1+1",
    "line separators": "一\u2028二\u2029三\u0085四",
    "private use": "私\ue000用",
}
ADDRESSES = {
    "spaces": ("https://news.example/a b/c d.html", "https://news.example/a%20b/c%20d.html"),
    "brackets": ("https://news.example/[1]/<x>?q={y}|z^`\"", "https://news.example/%5B1%5D/%3Cx%3E?q=%7By%7D%7Cz%5E%60%22"),
    "address in brackets": ("http://[2001:db8::1]:80/1?a[]=2#b#c", "http://[2001:db8::1]:80/1?a%5B%5D=2#b%23c"),
    "percent signs": ("https://news.example/100%/%zz/%E4%BD", "https://news.example/100%25/%25zz/%E4%BD"),
    "broken host": ("https://[news.example/1", None),
    "port": ("https://news.example:http/1", None),
    "too long": ("https://news.example/" + "a" * 5000, None),
    "chinese": ("https://news.example/新闻/1.html", "https://news.example/%E6%96%B0%E9%97%BB/1.html"),
    "script": ("javascript:alert(1)", None),
    "file": ("file:///etc/passwd", None),
}


class Hostile(CommandTest):
    def graphs(self, name, *options):
        """The graph of an article by every syntax: all the same, and what it is."""
        lines = {}
        for syntax, extension in WHOLE.items():
            self.expect(0, "export", "--stream", "-f", syntax, "--detail", "mentions", "-o", "o." + extension, *options, name)
            lines[syntax] = self.expect(0, "convert", "-f", "ntriples", "o." + extension)
        for syntax, text in lines.items():
            self.assertEqual(text, lines["ntriples"], syntax)
        self.expect(0, "export", "--stream", "-f", "csv", "-o", "o.csv", *options, name)
        rows = list(csv.reader(io.StringIO((self.folder / "o.csv").read_text(encoding="utf-8"), newline=""), strict=True))
        self.assertTrue(all(len(row) == len(rows[0]) for row in rows))
        json.loads((self.folder / "o.jsonld").read_text(encoding="utf-8"))
        self.expect(0, "export", "-f", "dot", "-o", "o.dot", *options, name)
        return lines["ntriples"]

    def title_of(self, lines):
        found = re.search(r'title> "((?:[^"\\]|\\.)*)"@zh', lines)
        self.assertIsNotNone(found)
        return json.loads('"' + re.sub(r"\\U0*([0-9A-Fa-f]{5})", lambda m: chr(int(m[1], 16)), found[1]) + '"')

    def test_titles(self):
        for what, title in TITLES.items():
            with self.subTest(what=what):
                self.write("a.txt", BODY.format("好。"))
                lines = self.graphs("a.txt", "--title", title)
                self.assertEqual(self.title_of(lines), title)

    def test_quoted_words(self):
        for what, words in TITLES.items():
            with self.subTest(what=what):
                self.write("a.txt", "测试\n\n" + BODY.format(words.replace("“", "").replace("”", "") + "，就这样办。"))
                self.assertIn("林远山", self.graphs("a.txt", "--title", "测试"))

    def test_addresses(self):
        for what, (address, published) in ADDRESSES.items():
            with self.subTest(what=what):
                self.write("a.txt", BODY.format("好。"))
                lines = self.graphs("a.txt", "--title", "测试", "--url", address)
                sources = re.findall(r"<http://purl.org/dc/terms/source> <([^>]*)>", lines)
                for source in sources:
                    self.assertRegex(source, r"^https?://[!-~]+$")
                    self.assertNotRegex(source, r"[\s<>\"{}|^`\\]")
                self.assertEqual(sources, [published] if published else [])
                said = self.run_command("export", "-f", "ntriples", "--title", "测试", "--url", address, "a.txt").stderr.decode("utf-8")
                self.assertEqual("the article's address is left out" in said, published is None, said)

    def test_surrogates_in_references(self):
        """A lone surrogate is no character: as browsers do, it becomes U+FFFD, in every syntax alike."""
        page = ("<!DOCTYPE html><html><head><meta charset=utf-8><title>测试&#xD800;&#55357;&#x1F004;</title></head>"
                "<body><p>" + BODY.format("一&#xDFFF;二&#0;三&#x110000;四") + "</p></body></html>")
        self.write("a.html", page)
        run = self.run_command("export", "-f", "ntriples", "a.html")
        self.assertIn(run.returncode, (0, 1))
        if run.returncode == 1:
            self.assertIn("a.html", run.stderr.decode("utf-8"))
            return
        lines = self.graphs("a.html")
        self.assertNotRegex(lines, r"\\u[dD][89a-fA-F]")
        lines.encode("utf-8")

    def test_control_characters(self):
        """Characters that no RDF syntax can hold do not reach one."""
        self.write("a.txt", ("测试\x01\x0b\n\n" + BODY.format("一\x02二\x7f三\ufffe四")).encode("utf-8"))
        run = self.run_command("export", "-f", "ntriples", "a.txt")
        self.assertIn(run.returncode, (0, 1))
        if run.returncode == 0:
            self.assertNotRegex(self.graphs("a.txt"), "[\x00-\x09\x0b-\x1f\x7f\ufffe]")
        else:
            self.assertIn("a.txt", run.stderr.decode("utf-8"))

    def test_refused(self):
        """What no syntax can hold, and what is too long for its readers: refused by name and place, in every one of them."""
        said = '广州市天河区区长林晓岚表示：“{}。”'
        for what, title, text, message in (
                ("a control character", '"好\\u0001"', said.format("好"), "control character in text in dcterms:title"),
                ("U+0000 in words", '"好"', said.format("好\\u0000好"), "binary"),
                ("a noncharacter", '"好"', said.format("好\\ufdd0好"), "noncharacter in text in schema:text"),
                ("half a surrogate pair", '"好\\ud800"', said.format("好"), "half a surrogate pair"),
                ("ten megabytes of title", '"' + "好" * 3_400_000 + '"', said.format("好"), "text too long in dcterms:title")):
            self.write("a.jsonl", f'{{"title": {title}, "text": "{text}"}}\n')
            for syntax in (*WHOLE, "csv", "dot"):
                with self.subTest(what=what, syntax=syntax):
                    self.expect(1, "export", "-f", syntax, "-o", "out", "a.jsonl", err=r"a\.jsonl:1: .*(" + message + ")")

    def test_ten_megabytes(self):
        """Words longer than any syntax's readers take: whole, or refused with a message."""
        self.write("a.txt", "测试\n\n" + BODY.format("甲" * 3_400_000))
        run = self.run_command("export", "-f", "ntriples", "-o", "out.nt", "a.txt", timeout=120)
        if run.returncode == 0:
            self.assertIn("甲" * 3_400_000, (self.folder / "out.nt").read_text(encoding="utf-8"))
        else:
            self.assertRegex(run.stderr.decode("utf-8"), r"a\.txt:\d+: the line has more than \d+ characters")
            self.assertNotIn("out.nt", self.listing())


if __name__ == "__main__":
    main()
