#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every mention that is written must stand in the input where it says: nif:beginIndex and nif:endIndex count the
characters of the decoded file, and nif:anchorOf repeats them.

    offsets.py YANSHU [--samples DIR] [FILE]...

Without FILE: the sample articles, and two of them in GB18030 and Big5.
"""

import argparse
import os
import subprocess
import sys
import tempfile

from check_samples import RECODED, recoded_name, samples
from nquads import Graph


def decoded(path, encoding):
    """The characters that offsets count: of the decoded file, without a byte order mark, its line ends as they are."""
    with open(path, encoding=encoding, newline="") as file:
        return file.read().removeprefix("\ufeff")


def number(graph, subject, curie):
    value = graph.one(subject, curie)
    return int(value) if value is not None and value.isascii() and value.isdigit() else None


def fault(graph, phrase, text):
    """What is wrong with a mention, or None."""
    begin, end = number(graph, phrase, "nif:beginIndex"), number(graph, phrase, "nif:endIndex")
    words = graph.one(phrase, "nif:anchorOf")
    if begin is None or end is None or words is None:
        return "has not one begin, end and anchor"
    if not begin < end <= len(text):
        return f"{begin} to {end} of {len(text)} characters"
    if text[begin:end] != words:
        return f"{begin} to {end} is {text[begin:end]!r}, not {words!r}"
    meant = graph.get(phrase, "itsrdf:taIdentRef") + graph.get(phrase, "ys:refersTo")
    if len(meant) != 1:
        return f"{words!r} at {begin} refers to {len(meant)} things"
    context = graph.one(phrase, "nif:referenceContext")
    if context is None or number(graph, context, "nif:endIndex") != len(text):
        return f"{words!r} at {begin}: its context is not the text of {len(text)} characters"
    return None


def check(yanshu, name, path, encoding, work):
    """(mentions, faults) of one article."""
    output = os.path.join(work, name + ".nq")
    run = subprocess.run([yanshu, "export", "-f", "nquads", "--detail", "mentions", "-o", output, path],
                         stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        return 0, [f"exit {run.returncode}: {run.stderr.strip()[:400]}"]
    graph = Graph(output)
    text = decoded(path, encoding)
    phrases = graph.of("nif:Phrase")
    faults = [f"mention {found}" for phrase in phrases if (found := fault(graph, phrase, text)) is not None]
    return len(phrases), faults if phrases else ["no mention at all"]


def inputs(arguments, work):
    """(name, path, encoding) of what is to be read."""
    if arguments.files:
        return [(os.path.basename(path), path, "utf-8") for path in arguments.files]
    encodings = {recoded_name(*entry): entry[1] for entry in RECODED}
    return [(name, path, encodings.get(name, "utf-8")) for name, path, _ in samples(arguments.samples, work)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("yanshu", help="the command to test")
    parser.add_argument("--samples", default=os.path.dirname(os.path.abspath(__file__)), metavar="DIR")
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles in UTF-8 instead of the samples")
    arguments = parser.parse_args()
    total, wrong = 0, 0
    with tempfile.TemporaryDirectory(prefix="yanshu-offsets-") as work:
        for name, path, encoding in inputs(arguments, work):
            mentions, faults = check(arguments.yanshu, name, path, encoding, work)
            total += mentions
            wrong += len(faults)
            for line in faults:
                print(f"{name}: {line}")
    print(f"{total} mentions, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
