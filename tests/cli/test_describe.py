#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--describe: what it counts is what lies in the output, counted again by another tool (rapper reads both)."""

import re
import subprocess
import time
from collections import Counter, defaultdict

from archives import json_lines
from harness import COMMAND, SECOND, CommandTest, main

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATASET = "<https://data.example.org/dataset>"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
TRIPLE = re.compile(r"(\S+) (\S+) (.+?) (?:<[^>]*> )?\.$")


def triples(lines):
    return [TRIPLE.match(line).groups() for line in lines]


class Describe(CommandTest):
    def read(self, name):
        """The description as subject -> property -> objects, read by rapper."""
        run = subprocess.run(["rapper", "-q", "-i", "turtle", "-o", "ntriples", name, "https://example.org/here/"],
                             cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        found = defaultdict(lambda: defaultdict(set))
        for s, p, o in triples(run.stdout.splitlines()):
            found[s][p].add(o)
        return found

    def number(self, description, property, of=DATASET):
        (value,) = description[of][f"<{VOID}{property}>"]
        return int(re.match(r'"(\d+)"', value).group(1))

    def compare(self, description, lines, graphs):
        """Counts @p lines (N-Triples or N-Quads) anew."""
        lines = sorted(set(lines)) if not graphs else lines
        data = triples(lines)
        self.assertEqual(self.number(description, "triples"), len(lines))
        self.assertEqual(self.number(description, "distinctSubjects"), len({s for s, _, _ in data}))
        classes = Counter(o for _, o in {(s, o) for s, p, o in data if p == TYPE})
        properties = Counter(p for _, p, _ in data)
        self.assertEqual(self.number(description, "classes"), len(classes))
        self.assertEqual(self.number(description, "properties"), len(properties))
        for link, name, number, counted in (("classPartition", "class", "entities", classes),
                                            ("propertyPartition", "property", "triples", properties)):
            said = {}
            for part in description[DATASET][f"<{VOID}{link}>"]:
                (what,) = description[part][f"<{VOID}{name}>"]
                said[what] = self.number(description, number, part)
            self.assertEqual(said, dict(counted))
        self.assertEqual(self.number(description, "documents"), classes["<https://w3id.org/yanshu/ontology#Article>"])

    def lines(self, name):
        return (self.folder / name).read_text(encoding="utf-8").splitlines()

    def test_merged(self):
        self.write("b.md", SECOND)
        for syntax in ("ntriples", "nquads"):
            self.expect(0, "export", "-f", syntax, "-o", "out", "--describe", "void.ttl", "--license", LICENSE,
                        "--dataset-title", "穗城日报\"人物\"", "-s", "穗城日报", self.article(), "b.md", err="")
            d = self.read("void.ttl")
            self.compare(d, self.lines("out"), syntax == "nquads")
            about = d[DATASET]
            self.assertEqual(about[f"<{DCTERMS}license>"], {f"<{LICENSE}>"})
            self.assertEqual(about[f"<{VOID}dataDump>"], {"<https://example.org/here/out>"})
            self.assertTrue(about[f"<{DCTERMS}title>"])
            self.assertTrue(about[f"<{DCTERMS}temporal>"])

    def test_streamed(self):
        self.write("a.jsonl", json_lines(120))
        described = set()
        for jobs in ("1", "4"):
            self.expect(0, "export", "-f", "nquads", "-j", jobs, "-o", "out.nq", "--describe", "void.ttl", "a.jsonl")
            self.compare(self.read("void.ttl"), self.lines("out.nq"), True)
            described.add((self.folder / "void.ttl").read_bytes())
            self.expect(0, "export", "-f", "ntriples", "-j", jobs, "-o", "out.nt", "--describe", "nt.ttl", "a.jsonl")
            self.compare(self.read("nt.ttl"), self.lines("out.nt"), False)
        self.assertEqual(len(described), 1, "one thread or four")

    def test_refused_articles_do_not_count(self):
        self.write("a.jsonl", json_lines(5) + "bad\n" + json_lines(5, first=5))
        self.expect(1, "export", "-f", "nquads", "-o", "out.nq", "--describe", "void.ttl", "a.jsonl")
        self.compare(self.read("void.ttl"), self.lines("out.nq"), True)

    def test_compressed_and_parts(self):
        self.write("a.jsonl", json_lines(20))
        self.expect(0, "export", "-f", "nquads", "-o", "out.nq.gz", "--describe", "void.ttl", "a.jsonl")
        d = self.read("void.ttl")
        (dump,) = d[DATASET][f"<{DCAT}distribution>"]
        self.assertEqual(d[dump][f"<{DCAT}compressFormat>"],
                         {"<https://www.iana.org/assignments/media-types/application/gzip>"})
        self.expect(0, "export", "-f", "nquads", "-o", "p.nq", "--part-size", "10K", "--describe", "void.ttl", "a.jsonl")
        self.assertFalse(self.read("void.ttl")[DATASET][f"<{VOID}dataDump>"], "many files are no one dump")
        self.expect(0, "export", "-f", "csv", "-o", "facts.csv", "--describe", "void.ttl", "a.jsonl")
        d = self.read("void.ttl")
        self.assertFalse(d[DATASET][f"<{VOID}dataDump>"], "a table is not RDF")
        self.assertTrue(d[DATASET][f"<{DCAT}distribution>"])

    def test_whole_or_not_at_all(self):
        self.write("void.ttl", "before")
        for inputs in ((self.article(),), (self.write("a.jsonl", json_lines(2)),)):
            before = self.listing()
            self.expect(2, "export", "-o", "out.ttl", "--describe", "void.ttl", "--license", "no address", *inputs,
                        err="licence")
            self.assertEqual(self.listing(), before)
            self.expect(3, "export", "-o", "out.ttl", "--describe", "nowhere/void.ttl", *inputs, err="nowhere/void.ttl")
            self.assertTrue((self.folder / "out.ttl").exists(), "the data are whole")
            (self.folder / "out.ttl").unlink()
            self.assertEqual(self.listing(), before)
        self.assertEqual((self.folder / "void.ttl").read_text(), "before")

    def test_usage(self):
        for arguments in (("--license", LICENSE), ("--dataset-title", "x"), ("--describe", "-"),
                          ("--describe", "x", "-o", "x")):
            self.expect(2, "export", *arguments, self.article(), err="--describe")

    def test_interrupted(self):
        """What a run that was killed had counted is lost: it is not made up."""
        self.write("a.jsonl", json_lines(600))
        arguments = ("export", "-f", "nquads", "--checkpoint", "0.01", "-o", "o.nq", "--describe", "void.ttl", "a.jsonl")
        run = subprocess.Popen([COMMAND, *arguments], cwd=self.folder, stderr=subprocess.PIPE)
        journal = self.folder / "o.nq.yanshu-journal"
        while run.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 2):
            time.sleep(0.001)
        run.kill()
        run.communicate()
        self.assertTrue(journal.exists(), "it ended before it was killed")
        self.expect(2, *arguments, "--resume", err="can't describe")
        self.assertFalse((self.folder / "void.ttl").exists())
        self.expect(0, *arguments[:-3], "a.jsonl", "--resume")
        self.expect(0, *arguments)
        self.compare(self.read("void.ttl"), self.lines("o.nq"), True)


if __name__ == "__main__":
    main()
