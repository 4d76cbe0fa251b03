# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/characters.tsv and words-surname.tsv.

    characters.py JIEBA_DICT OPENCC_FOLDER

JIEBA_DICT: dict/jieba.dict.utf8 of cppjieba (npm nodejieba 3.5.8, MIT). OPENCC_FOLDER: /usr/share/opencc (1.1.6,
Apache-2.0). Readings come from ICU 72's transliterator Han-Latin (uconv; Unicode licence) with pinyin-overrides.tsv on
top; once written they are frozen: characters.tsv in the tree is what counts.
"""

import collections
import pathlib
import subprocess
import sys
import unicodedata

import common

HEADER = """\
# Characters: simplified form, pinyin, and how likely they are in names and as words. Made by tools/lexicon/characters.py.
# Weights: log10 of a probability, times 1000; empty: never seen. Sources: OpenCC (Apache-2.0), ICU (Unicode licence),
# jieba dictionary (MIT), counts from CLUENER2020 and ResumeNER. See docs/lexicon.md.
# char\tsimplified\tpinyin\tsurname\tgiven_single\tgiven_first\tgiven_second\ttranslit\tword\ttraditional
"""
SURNAMES = """\
# Surnames with log10 of their probability, times 1000. Made by tools/lexicon/characters.py from surnames.tsv and the
# jieba dictionary (MIT).
"""

# Distinct annotated names count as much as this share of the jieba dictionary's.
ANNOTATED_SHARE = 0.5
SURNAME_SHARE = 0.8  # the dictionary takes many a word for a name that begins with 和, 由, 向
FUNCTION = 1e-3      # of characters likelier as words than this, the dictionary's names count so much where annotation
FUNCTION_SHARE = 0.2  # has none
# 著 is 着 in 看著, but itself in 著名, which newspapers write more.
KEPT = "著"
LONG_SURNAMES = 0.005  # share of names with a two-character surname


def plain(reading):
    """"lǚ" -> "lyu": no tone; ü is written yu after l and n."""
    out = ""
    for c in unicodedata.normalize("NFD", reading):
        if c == "\u0308":
            out = out[:-1] + "yu"
        elif "a" <= c <= "z":
            out += c
    return out


def readings(chars):
    text = subprocess.run(
        ["uconv", "-f", "utf-8", "-t", "utf-8", "-x", "Han-Latin"],
        input="\n".join(chars) + "\n", check=True, capture_output=True, encoding="utf-8",
    ).stdout
    found = {}
    for c, reading in zip(chars, text.split("\n")):
        reading = reading.strip()
        if reading and not any(common_han(r) for r in reading):
            found[c] = plain(reading)
    found.update(common.table("pinyin-overrides.tsv"))
    return found


def common_han(c):
    return "\u3400" <= c <= "\u9fff" or c >= "\U00020000"


def in_gb2312(c):
    try:
        c.encode("gb2312")
        return True
    except UnicodeEncodeError:
        return False


def mix(annotated, dictionary, share=ANNOTATED_SHARE):
    """One distribution of two counts; what only one of them has is kept."""
    total_a = sum(annotated.values()) or 1
    total_d = sum(dictionary.values()) or 1
    keys = set(annotated) | set(dictionary)
    return {
        k: share * annotated[k] / total_a + (1 - share) * dictionary[k] / total_d
        for k in keys
        if annotated[k] or dictionary[k]
    }


class Names:
    """Counters of the characters of names, by place."""

    def __init__(self):
        self.surname, self.single = collections.Counter(), collections.Counter()
        self.first, self.second = collections.Counter(), collections.Counter()
        self.translit, self.long = collections.Counter(), collections.Counter()

    def add(self, surname, given):
        (self.surname if len(surname) == 1 else self.long)[surname] += 1
        if len(given) == 1:
            self.single[given] += 1
        else:
            self.first[given[0]] += 1
            self.second[given[1]] += 1


def from_dictionary(rows, surnames):
    """Entries that the dictionary takes for names: nr (and, transliterated, nrt). It is often wrong about them, so
    entries that begin with a character which is hardly ever a surname don't count."""
    names = Names()
    for word, _, tag in rows:
        if tag != "nr":
            continue
        if word[:2] in surnames and 3 <= len(word) <= 4:
            names.add(word[:2], word[2:])
        elif word[0] in surnames and surnames[word[0]] != "D" and 2 <= len(word) <= 3:
            names.add(word[0], word[1:])
    return names


def from_annotation(surnames):
    names = Names()
    for char, surname, single, first, second, translit in common.table("name-counts.tsv"):
        names.single[char] = int(single)
        names.first[char] = int(first)
        names.second[char] = int(second)
        names.translit[char] = int(translit)
        names.surname[char] = int(surname)
    for surname, count, _ in common.table("surnames.tsv"):
        (names.surname if len(surname) == 1 else names.long)[surname] += int(count)
    return names


def smoothed(p, keys, floor):
    """Each of @p keys gets at least @p floor."""
    return {k: max(p.get(k, 0), floor) for k in set(p) | set(keys)}


def main():
    rows = list(common.jieba(sys.argv[1]))
    folder = pathlib.Path(sys.argv[2])
    surnames = {row[0]: row[2] for row in common.table("surnames.tsv")}
    to_simplified = common.opencc(str(folder / "TSCharacters.ocd2"))
    variants = {}
    for name in ("HKVariantsRev.ocd2", "TWVariantsRev.ocd2"):
        variants.update((c, v[0]) for c, v in common.opencc(str(folder / name)).items())
    known = set(to_simplified) | {v for values in to_simplified.values() for v in values}
    known |= set(common.opencc(str(folder / "STCharacters.ocd2")))
    used = {c for word, _, _ in rows for c in word}
    for c, standard in variants.items():  # 衞, as Hong Kong writes 衛
        if c not in to_simplified and c not in used and not in_gb2312(c):
            to_simplified[c] = to_simplified.get(standard, [standard])
    chars = sorted({chr(c) for c in range(0x4E00, 0xA000)} | {chr(c) for c in range(0x3400, 0x4DC0)} | {"〇"}
                   | {c for c in known if len(c) == 1})
    pinyin = readings(chars)

    a, d = from_annotation(surnames), from_dictionary(rows, surnames)
    for name in common.foreign_names(sys.argv[1]):
        d.translit.update(name)
    one = [s for s in surnames if len(s) == 1]
    surname = smoothed(mix(a.surname, collections.Counter({k: v for k, v in d.surname.items() if k in surnames}),
                           SURNAME_SHARE), one, 2e-6)
    surname = {k: v for k, v in surname.items() if k in surnames}
    total = sum(count for _, count, _ in rows)
    word = {w: count / total * common.word_share(w, surnames) for w, count, _ in rows if len(w) == 1}
    for given, annotated in ((d.single, a.single), (d.first, a.first), (d.second, a.second)):
        for c in [c for c in given if word.get(c, 0) > FUNCTION and not annotated[c]]:
            given[c] *= FUNCTION_SHARE
    single, first, second = mix(a.single, d.single), mix(a.first, d.first), mix(a.second, d.second)
    translit = mix(a.translit, d.translit)

    lines = []
    for c in chars:
        values = [v for v in to_simplified.get(c, []) if len(v) == 1]
        simplified = values[0] if values and c not in KEPT else c
        traditional = simplified != c and not in_gb2312(c)
        if c not in pinyin and simplified == c and c not in word:
            continue
        weights = [common.weight(p.get(c, 0)) for p in (surname, single, first, second, translit, word)]
        lines.append("\t".join([c, simplified, pinyin.get(c, ""), *weights, str(int(traditional))]) + "\n")
    common.write("characters.tsv", HEADER + "".join(lines))

    long = mix(a.long, d.long)
    out = []
    for s, tier in surnames.items():
        p = surname.get(s, 0) if len(s) == 1 else max(long.get(s, 0) * LONG_SURNAMES, 1e-6)
        out.append(f"{s}\t{common.weight(p)}\ttier={tier}\n")
    common.write("words-surname.tsv", SURNAMES + "".join(sorted(out)))


if __name__ == "__main__":
    main()
