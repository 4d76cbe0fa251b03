#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A corpus whole: exported, loaded into Virtuoso, all research queries answered, and the counts compared with the file.

The corpus is a folder of pages: $YANSHU_CORPUS, or ../shared/corpus/news beside the tree; without it the test is skipped.
It prints how long each step takes.
"""

import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

from servers import Virtuoso, count, rows

TREE = pathlib.Path(os.environ["YANSHU_SOURCE_DIR"])
CORPUS = pathlib.Path(os.environ.get("YANSHU_CORPUS", TREE / ".." / "shared" / "corpus" / "news"))
COMMAND = os.environ["YANSHU_COMMAND"]
GRAPH = "https://data.example.org/graph/corpus"
YS = "https://w3id.org/yanshu/ontology#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def say(what, started):
    print(f"{time.monotonic() - started:8.2f} s  {what}", flush=True)


def run(*arguments, **env):
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", env={**os.environ, **env}, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments}: exit {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


@unittest.skipUnless(CORPUS.is_dir(), f"there is no corpus in {CORPUS}")
class Corpus(unittest.TestCase):
    def test_whole(self):
        with tempfile.TemporaryDirectory(prefix="yanshu-corpus-") as folder:
            file = pathlib.Path(folder) / "corpus.nq"
            started = time.monotonic()
            run("export", "--split-at-heading", "3", "-f", "nquads", "-o", file, CORPUS)
            say("export", started)
            triples = set()
            with open(file, encoding="utf-8") as lines:
                for line in lines:
                    triples.add(line[:line.rindex(" <")])
            virtuoso = Virtuoso(pathlib.Path(folder) / "v")
            self.addCleanup(virtuoso.stop)
            virtuoso.start()
            started = time.monotonic()
            run("load", "--to", virtuoso.store, "-g", GRAPH, "--replace", file, YANSHU_USER="dba", YANSHU_PASSWORD="dba")
            say(f"load of {len(triples)} distinct triples into Virtuoso", started)
            self.check_counts(virtuoso, triples)
            self.check_queries(virtuoso, file)
            self.check_timeline(file, triples)
            virtuoso.stop()

    def check_counts(self, virtuoso, triples):
        self.assertEqual(count(virtuoso.endpoint, GRAPH), len(triples))
        for name in ("Article", "Tenure", "Person", "Program"):
            found = json.loads(rows(virtuoso.endpoint, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{GRAPH}> {{ ?s a <{YS}{name}> }} }}"))
            n = int(found["results"]["bindings"][0]["n"]["value"])
            self.assertGreater(n, 0, name)
            self.assertEqual(n, sum(f" {TYPE} <{YS}{name}>" in line for line in triples), name)
            print(f"{n:8}    ys:{name}")

    def check_queries(self, virtuoso, file):
        for path in sorted((TREE / "docs" / "queries").glob("*.rq")):
            # of rows in the same place of the order any may be beyond a LIMIT
            text = re.sub("\nLIMIT.*", "", path.read_text(encoding="utf-8"))
            started = time.monotonic()
            found = json.loads(rows(virtuoso.endpoint, text))["results"]["bindings"]
            say(f"{path.stem} in Virtuoso, {len(found)} rows", started)
            started = time.monotonic()
            own = json.loads(run("query", "-f", "json", "-t", text, file))["results"]["bindings"]
            say(f"{path.stem} embedded, the file read", started)
            names = sorted({name for row in own + found for name in row})
            values = [sorted(tuple(row.get(name, {}).get("value", "") for name in names) for row in answer) for answer in (found, own)]
            self.assertEqual(values[0], values[1], path.name)

    def check_timeline(self, file, triples):
        started = time.monotonic()
        text = run("timeline", "-f", "csv", file)
        say("timeline", started)
        intervals = list(csv.DictReader(io.StringIO(text, newline="")))
        posts = {line.rsplit(" ", 1)[1] for line in triples if f" <{YS}post> " in line}
        self.assertEqual({f"<{row['post']}>" for row in intervals}, posts)
        print(f"{len(intervals):8}    intervals in {len(posts)} posts")


if __name__ == "__main__":
    program = unittest.main(exit=False, verbosity=1)
    sys.exit(77 if program.result.skipped else 0 if program.result.wasSuccessful() else 1)
