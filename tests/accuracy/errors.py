#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists what is wrong and what is missing on the annotated sentences, each in its context, and counts it by kind.

    errors.py YANSHU [--shared DIR] [--class PER|ORG|LOC|ROLE] [--show N] [SET]...

SET: people-daily-dev, resume-dev; both without. Kinds, of one class at a time:
  missing          nothing was found where the annotation has one
  left, right, both edges   it was found, but begins or ends elsewhere
  other class      found with the same characters, as something else
  spurious         nothing is annotated there
--show N prints the first N of each kind, the words marked 【】 in their sentence. The table is what docs/accuracy.md shows.
"""

import argparse
import collections
import importlib.util
import os
import sys
import tempfile

import run_accuracy

REACH = 14
OURS = {"people-daily-dev": {"PER", "ORG", "LOC"}, "resume-dev": {"PER", "ORG", "ROLE"}}


def load_score(shared):
    spec = importlib.util.spec_from_file_location("score", os.path.join(shared, "score", "score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spans_of(score, yanshu, gold, work):
    """The text and the spans annotated and found: sets of (begin, end, class)."""
    sentences = list(score.read_bio(gold))
    path, out = os.path.join(work, "sentences.txt"), os.path.join(work, "sentences.nq")
    text = "\n\n".join(characters for characters, _ in sentences) + "\n"
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    wanted, at = set(), 0
    for characters, tags in sentences:
        wanted |= {(at + b, at + e, score.ALIAS.get(k, k)) for b, e, k in score.bio_spans(tags)}
        at += len(characters) + 2
    run_accuracy.run([yanshu, "export", "-f", "nquads", "--detail", "mentions", "--input-format", "text", "-o", out, path])
    return text, wanted, score.mention_spans(score.Graph(out))


def kind_of(span, others):
    """What @p span is that the other side lacks, by what the other side has in its place."""
    begin, end, name = span
    touching = [o for o in others if o[0] < end and begin < o[1]]
    same = [o for o in touching if o[2] == name]
    if any((o[0], o[1]) == (begin, end) for o in touching):
        return "other class"
    if not same:
        return None
    left, right = any(o[0] == begin for o in same), any(o[1] == end for o in same)
    return "right edge" if left else "left edge" if right else "both edges"


def in_context(text, span):
    begin, end, _ = span
    return (text[max(0, begin - REACH):begin].split("\n")[-1] + "【" + text[begin:end] + "】" +
            text[end:end + REACH].split("\n")[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("yanshu")
    parser.add_argument("--shared", default=os.path.join(run_accuracy.HERE, "..", "..", "..", "shared"))
    parser.add_argument("--class", dest="name")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("sets", nargs="*", metavar="SET")
    given = parser.parse_intermixed_args()
    score = load_score(given.shared)
    for name in given.sets or ["people-daily-dev", "resume-dev"]:
        gold = os.path.join(given.shared, "corpus", run_accuracy.SETS[name][1])
        with tempfile.TemporaryDirectory() as work:
            text, wanted, found = spans_of(score, os.path.abspath(given.yanshu), gold, work)
        classes = OURS[name]
        wanted, found = ({s for s in spans if s[2] in classes} for spans in (wanted, found))
        errors = collections.defaultdict(list)
        for span in sorted(wanted - found):
            errors[span[2], kind_of(span, found) or "missing"].append(span)
        for span in sorted(found - wanted):
            if kind_of(span, wanted) is None:
                errors[span[2], "spurious"].append(span)
        for (kind, what), spans in sorted(errors.items(), key=lambda e: (-len(e[1]), e[0])):
            if given.name in (None, kind):
                print(f"{name}\t{kind}\t{what}\t{len(spans)}")
                for span in spans[:given.show]:
                    print("    " + in_context(text, span))


if __name__ == "__main__":
    sys.exit(main())
