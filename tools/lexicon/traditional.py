# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/words-traditional.tsv: phrases of traditional text that are not simplified one by one.

    traditional.py OPENCC_FOLDER

OPENCC_FOLDER: /usr/share/opencc (1.1.6, Apache-2.0), of which TSPhrases.ocd2 is used: rows of up to four characters that
characters.tsv simplifies otherwise (計畫: 计画, not 计划), where the right form, and not the other, is a word or the name of
a division that the lexicon has. Names of people are left out: 於 is a preposition long before it is a surname.
"""

import pathlib
import re
import sys

import common

HEADER = """\
# Phrases of traditional text whose characters, simplified one by one, give the wrong word: that form, and what it should
# be. Made by tools/lexicon/traditional.py from OpenCC 1.1.6 (Apache-2.0). Columns: word, weight, features, note.
"""
LEXICON = pathlib.Path(__file__).resolve().parents[2] / "ontology" / "lexicon"
LONGEST = 4


def main():
    rows = [line.split("\t") for line in (LEXICON / "characters.tsv").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    plain = str.maketrans({row[0]: row[1] for row in rows if row[1]})
    words = {line.split("\t")[0] for line in (LEXICON / "words.tsv").read_text(encoding="utf-8").splitlines()}
    words |= set(re.findall(r'"([^"]+)"@zh-hans', (LEXICON / "divisions.ttl").read_text(encoding="utf-8")))
    out = {}
    for phrase, values in common.opencc(str(pathlib.Path(sys.argv[1]) / "TSPhrases.ocd2")).items():
        wrong, right = phrase.translate(plain), values[0]
        if wrong != right and len(phrase) == len(right) <= LONGEST and right in words and wrong not in words:
            out[wrong] = right
    common.write("words-traditional.tsv", HEADER + "".join(f"{w}\t0\tto={r}\n" for w, r in sorted(out.items())))
    print(f"{len(out)} phrases")


if __name__ == "__main__":
    main()
