#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time of writing, beside that of serdi: writer.py BENCH DATA [--detail 0-2] [--lines N] [--limit RATIO] [ARTICLE...]

BENCH is bench_writer. Its time is that of mapping what is known of an article to checked, sorted triples and writing
them; serdi's is that of reading the very same triples as N-Triples and writing them as N-Triples. rapper's likewise,
for comparison. With --limit the exit status is 1 when serdi is more than RATIO times as fast as Yanshu's N-Triples.
"""
import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

TREE = pathlib.Path(__file__).resolve().parents[2]


def processor_time(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("data")
    parser.add_argument("--detail", default="0")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float)
    parser.add_argument("article", nargs="*")
    given = parser.parse_args()
    samples = [str(p) for p in sorted((TREE / "tests/samples").iterdir())
               if p.suffix in (".md", ".txt", ".html") and p.name not in ("README.md", "CMakeLists.txt")]
    with tempfile.TemporaryDirectory() as folder:
        lines = os.path.join(folder, "lines.nt")
        command = [given.bench, given.data, given.detail, lines, str(given.lines), *(given.article or samples)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        rate = {}
        for line in output.splitlines():
            name, triples, size, seconds = line.split("\t")
            rate[name] = int(triples) / float(seconds) / 1e6
            print(f"{name:9} {rate[name]:6.2f} million triples/s  {int(size) / float(seconds) / 1e6:7.0f} MB/s")
        for name, peer in (("serdi", ["serdi", "-i", "ntriples", "-o", "ntriples", lines]),
                           ("rapper", ["rapper", "-q", "-i", "ntriples", "-o", "ntriples", lines])):
            rate[name] = int(triples) / processor_time(peer) / 1e6
            print(f"{name:9} {rate[name]:6.2f} million triples/s")
    ratio = rate["serdi"] / rate["ntriples"]
    print(f"serdi to Yanshu, N-Triples: {ratio:.2f}")
    return 1 if given.limit and ratio > given.limit else 0


if __name__ == "__main__":
    sys.exit(main())
