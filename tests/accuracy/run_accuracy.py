#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the command on real text that lies outside the project, when that is there.

    run_accuracy.py YANSHU [--shared DIR] [--keep DIR] [SET]...

DIR (default: the folder `shared` beside the project) holds `score/score.py` and `corpus/`: texts with facts and
annotated sentences whose licences keep them out of this tree. Sets: seed, news-gold (facts of documents),
people-daily-dev, resume-dev (spans of mentions), cluener-train (who holds which post where); all of them without SET.
Prints the scorer's figures and compares them with floors.json; exit 1 when one lies below its floor or a set that is
there can't be measured. Without DIR it says `not run: no corpus` and exits 0.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FIGURE = re.compile(r"(\S+)\s+P ([\d.]+) R ([\d.]+) F1 ([\d.]+)\s")

# name: (kind, file of the expected facts below corpus/)
SETS = {
    "seed": ("facts", "seed/facts.jsonl"),
    "news-gold": ("facts", "news-gold/facts.jsonl"),
    "people-daily-dev": ("spans", "spans/people-daily-dev.bio"),
    "resume-dev": ("spans", "spans/resume-dev.bmes"),
    "cluener-train": ("tuples", "spans/cluener-train.jsonl"),
}


class Failed(Exception):
    """A set can't be measured; the text says why."""


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise Failed(f"{os.path.basename(command[0])} {command[1]}: exit {done.returncode}: {done.stderr.strip()[:600]}")
    return done.stdout


def column_sentences(path):
    """Sentences of a file with one character and its tag a line."""
    sentences, characters = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            fields = line.split()
            if len(fields) >= 2:
                characters.append(fields[0])
            elif characters:
                sentences.append("".join(characters))
                characters = []
    if characters:
        sentences.append("".join(characters))
    return sentences


def json_sentences(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file if line.strip()]


def measure_facts(yanshu, score, gold, work):
    """Every document of the set, one file of N-Quads each."""
    with open(gold, encoding="utf-8") as file:
        names = [json.loads(line)["doc"] for line in file if line.strip()]
    for name in names:
        article = os.path.join(os.path.dirname(gold), name)
        run([yanshu, "export", "-f", "nquads", "-o", os.path.join(work, name + ".nq"), article])
    return run([sys.executable, score, "facts", gold, work])


def measure_sentences(yanshu, score, kind, gold, work):
    """All sentences as one plain text, a paragraph each, with every mention."""
    sentences = json_sentences(gold) if gold.endswith(".jsonl") else column_sentences(gold)
    text, output = os.path.join(work, "sentences.txt"), os.path.join(work, "sentences.nq")
    with open(text, "w", encoding="utf-8", newline="") as file:
        file.write("\n\n".join(sentences) + "\n")
    run([yanshu, "export", "-f", "nquads", "--detail", "mentions", "--input-format", "text", "-o", output, text])
    return run([sys.executable, score, kind, gold, output, text])


def measure(yanshu, shared, name, work):
    """The scorer's figures of one set: name -> (precision, recall, F1)."""
    kind, path = SETS[name]
    score, gold = os.path.join(shared, "score", "score.py"), os.path.join(shared, "corpus", path)
    if not os.path.exists(gold):
        raise Failed(f"there is no corpus/{path}")
    if kind == "facts":
        printed = measure_facts(yanshu, score, gold, work)
    else:
        printed = measure_sentences(yanshu, score, kind, gold, work)
    matches = [match for match in map(FIGURE.match, printed.splitlines()) if match]
    figures = {match[1]: tuple(map(float, match.group(2, 3, 4))) for match in matches}
    if not figures:
        raise Failed(f"the scorer printed no figure: {printed.strip()[:200]!r}")
    print(name)
    for line in printed.splitlines():
        print("  " + line)
    return figures


def below(name, figures, floors):
    """Lines about figures that miss their floor, or have one and are not there."""
    lines = []
    for figure, wanted in floors.get(name, {}).items():
        if figure not in figures:
            lines.append(f"{name}: {figure}: has a floor and was not measured")
            continue
        for measure_name, value in zip(("precision", "recall", "f1"), figures[figure]):
            if measure_name in wanted and value < wanted[measure_name]:
                lines.append(f"{name}: {figure}: {measure_name} {value:.3f} is below its floor {wanted[measure_name]:.3f}")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("yanshu", help="the command to measure")
    parser.add_argument("--shared", default=os.path.join(HERE, "..", "..", "..", "shared"), metavar="DIR")
    parser.add_argument("--keep", metavar="DIR", help="leave the exports in DIR/<set>")
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    arguments = parser.parse_args()
    unknown = [name for name in arguments.sets if name not in SETS]
    if unknown:
        parser.error(f"no such set: {', '.join(unknown)}")
    shared = os.path.abspath(arguments.shared)
    if not os.path.exists(os.path.join(shared, "score", "score.py")):
        print("accuracy: not run: no corpus (give its folder with --shared)")
        return 0
    with open(os.path.join(HERE, "floors.json"), encoding="utf-8") as file:
        floors = json.load(file)
    wrong = []
    for name in arguments.sets or SETS:
        with tempfile.TemporaryDirectory(prefix="yanshu-accuracy-") as temporary:
            work = os.path.join(arguments.keep, name) if arguments.keep else temporary
            os.makedirs(work, exist_ok=True)
            try:
                wrong += below(name, measure(arguments.yanshu, shared, name, work), floors)
            except Failed as reason:
                wrong.append(f"{name}: {reason}")
    for line in wrong:
        print(line)
    print(f"accuracy: {len(wrong)} below their floors" if wrong else "accuracy: no figure below its floor")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
