# SPDX-License-Identifier: Apache-2.0
"""Counts the characters of personal names in two annotated corpora; writes name-counts.tsv beside this file.

    count_names.py CLUENER_TRAIN_JSONL RESUME_TRAIN_BMES

Only counts are kept, no name: each distinct name counts once. Corpora: CLUENER2020 train (CLUEbenchmark) and ResumeNER
train (LatticeLSTM). A Chinese name is a surname of surnames.tsv and one or two characters; a name with a middle dot
counts as transliterated.
"""

import collections
import json
import sys

import common

HEADER = """\
# Characters of distinct personal names in CLUENER2020 train and ResumeNER train: counts only, no names.
# Made by tools/lexicon/count_names.py. single, first, second: place in the given name; translit: in names with a dot.
# char\tsurname\tsingle\tfirst\tsecond\ttranslit
"""


def cluener(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield from json.loads(line)["label"].get("name", {})


def resume(path):
    name = ""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            char, _, tag = line.rstrip("\n").partition(" ")
            name = name + char if tag.endswith("-NAME") else ""
            if tag in ("E-NAME", "S-NAME"):
                yield name


def main():
    surnames = {row[0] for row in common.table("surnames.tsv")}
    names = set(cluener(sys.argv[1])) | set(resume(sys.argv[2]))
    counts = collections.defaultdict(lambda: [0] * 5)
    for name in names:
        if not all("\u3400" <= c <= "\u9fff" or c in "·•" for c in name):
            continue
        if "·" in name or "•" in name:
            for c in name:
                if c not in "·•":
                    counts[c][4] += 1
            continue
        long = name[:2] in surnames and len(name) > 2
        given = name[2:] if long else name[1:]
        if len(given) not in (1, 2) or (not long and name[0] not in surnames):
            continue
        if not long:
            counts[name[0]][0] += 1
        if len(given) == 1:
            counts[given][1] += 1
        else:
            counts[given[0]][2] += 1
            counts[given[1]][3] += 1
    rows = sorted(counts.items())
    text = HEADER + "".join("\t".join([c, *map(str, n)]) + "\n" for c, n in rows)
    (common.TOOLS / "name-counts.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
