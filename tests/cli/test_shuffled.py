#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ten runs give the same bytes: on one and on several threads, whatever the order of the inputs.

Ten times each syntax: files named in another order each time, merged, and streamed on another number of threads; folders
filled in another order each time, streamed. The samples, and a good part of the news where the corpus lies beside the project.
"""

import glob
import os
import pathlib
import random
import shutil

from harness import COMMAND, CommandTest, main, table

TREE = pathlib.Path(__file__).resolve().parents[2]
SYNTAXES = ("turtle", "rdfxml", "rdfxml-abbrev", "ntriples", "nquads", "jsonld", "csv", "dot")
RUNS = 10
NEWS = 2 if "asan" in COMMAND else 12  # days, up to some 170 articles; sanitizers are slow, and see enough in fewer


def samples():
    return sorted(str(p) for p in (TREE / "tests" / "samples").iterdir()
                  if p.suffix in (".md", ".txt", ".html") and p.name not in ("README.md", "CMakeLists.txt"))


def news():
    found = sorted(glob.glob(str(TREE.parent / "shared" / "corpus" / "news" / "*.md")))
    return found[::len(found) // NEWS] if found else []


class Inputs(CommandTest):
    def setUp(self):
        super().setUp()
        self.files = samples() + news()
        self.chance = random.Random(20261128)

    def same_bytes(self, output, seen, what):
        """@p seen: what the first run wrote."""
        written = (self.folder / output).read_bytes()
        self.assertGreater(len(written), 1000)
        self.assertTrue(seen.setdefault(output, written) == written, f"{what}: other bytes in {output}")

    def fill(self, name):
        """A folder of the inputs, made in any order: in most file systems they are then listed in another one, too."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        os.mkdir(self.folder / name)
        for path in self.chance.sample(self.files, len(self.files)):
            shutil.copy(path, self.folder / name)

    def lines(self, name):
        return (self.folder / name).read_bytes().split(b"\n")


def ten_runs(syntax):
    def test(self):
        seen = {}
        for run in range(RUNS):
            jobs = str(run % 4 + 1)
            files = self.chance.sample(self.files, len(self.files))
            self.expect(0, "export", "-f", syntax, "--merge", "-o", "merged", *files)
            self.same_bytes("merged", seen, f"run {run}, files in another order")
            self.fill("folder")
            self.expect(0, "export", "-f", syntax, "--split-at-heading", "3", "-j", jobs, "-o", "streamed", "folder")
            self.same_bytes("streamed", seen, f"run {run}, folder filled in another order, {jobs} threads")
            self.expect(0, "export", "-f", syntax, "--stream", "-j", jobs, "-o", "files", *files)
            self.same_bytes("files", seen, f"run {run}, files named in another order, {jobs} threads")
    return test


class Order(Inputs):
    """Where the order of a stream is the user's own, in a list, the same articles are written in that order."""

    def test_lists(self):
        sets = set()
        for run in range(RUNS):
            names = self.chance.sample(self.files, len(self.files))
            self.write("list", "".join(name + "\n" for name in names))
            self.expect(0, "export", "-f", "nquads", "--stream", "-j", str(run % 4 + 1), "-F", "list", "-o", "o.nq")
            sets.add(b"\n".join(sorted(self.lines("o.nq"))))
        self.assertEqual(len(sets), 1, "sorted lines")
        # … which is the canonical form, but for the links between persons that only a merge can see.
        self.expect(0, "export", "-f", "nquads", "--merge", "-o", "merged.nq", *self.files)
        merged = [line for line in self.lines("merged.nq") if b" <https://data.example.org/links> ." not in line]
        self.assertEqual(merged, sorted(set(self.lines("o.nq")) - {b""}) + [b""])

    def test_a_file_an_article(self):
        written = set()
        for run in range(3):
            names = self.chance.sample(self.files, len(self.files))
            self.expect(0, "export", "-f", "turtle", "--output-dir", f"o{run}", "-j", str(run + 1), *names)
            written.add(tuple((path.name, path.read_bytes()) for path in sorted((self.folder / f"o{run}").iterdir())))
        self.assertEqual(len(written), 1)


class Shuffled(Inputs):
    pass


table(Shuffled, [(syntax.replace("-", "_"), ten_runs(syntax)) for syntax in SYNTAXES])

if __name__ == "__main__":
    main()
