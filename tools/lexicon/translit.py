# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/words-translit-end.tsv and words-surname-japanese.tsv.

    translit.py JIEBA_DICT

words-translit-end.tsv: how much more or less often a character ends a transliterated name than it stands in one, counted
in the names of the jieba dictionary (cppjieba, npm nodejieba 3.5.8, MIT). words-surname-japanese.tsv: surnames-japanese.tsv
with weights by rank.
"""

import collections
import math
import sys

import common

ENDINGS = """\
# Characters that end a transliterated name more or less often than they stand in one: log10 of that ratio, times 1000. Made by
# tools/lexicon/translit.py from the jieba dictionary (MIT).
"""
JAPANESE = """\
# Surnames of Japan with log10 of their probability, times 1000. Made by tools/lexicon/translit.py from surnames-japanese.tsv.
"""
LEAST = 4  # characters seen less often say nothing
SMOOTHING = 1.0
FIRST_SHARE, FALL = 0.03, 0.8


def main():
    inside, last = collections.Counter(), collections.Counter()
    for name in common.foreign_names(sys.argv[1]):
        inside.update(name)
        last[name[-1]] += 1
    share = sum(last.values()) / sum(inside.values())
    rows = []
    for c, n in sorted(inside.items()):
        if n >= LEAST:
            ratio = (last[c] + SMOOTHING * share) / (n + SMOOTHING) / share
            rows.append(f"{c}\t{round(1000 * math.log10(ratio))}\n")
    common.write("words-translit-end.tsv", ENDINGS + "".join(rows))
    names = [row[0] for row in common.table("surnames-japanese.tsv")]
    common.write("words-surname-japanese.tsv", JAPANESE + "".join(
        f"{name}\t{common.weight(FIRST_SHARE / (rank + 1) ** FALL)}\n" for rank, name in enumerate(names)))


if __name__ == "__main__":
    main()
