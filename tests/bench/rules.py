#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time of the rule engine by the number of rules: rules.py BENCH DATA [--seconds S] [--text FILE] [--limit RATIO]

The first set are 50 of the shipped rules. The sets of 500 and 2,000 have these 50 and copies of them with other words:
  rest   words that the text does not have: the same rules can fire in all three sets;
  words  pairs of characters that the text does have: every copy is a rule that may be near.
The text is made of the examples of all rules, unless a file is given. With --limit the exit status is 1 when 2,000
rules of the first kind take more than RATIO times what 50 take.
"""
import argparse
import copy
import hashlib
import pathlib
import random
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

NS = "https://w3id.org/yanshu/rules#"
TREE = pathlib.Path(__file__).resolve().parents[2]
BASE = 50
SIZES = (50, 500, 2000)


def tag(name):
    return f"{{{NS}}}{name}"


def read_rules():
    rules, fragments = [], []
    for path in sorted((TREE / "ontology/rules").glob("*.xml")):
        root = ET.parse(path).getroot()
        rules += root.iter(tag("rule"))
        fragments += root.iter(tag("fragment"))
    return rules, fragments


def text_of(rules):
    texts = [t.text.strip() for r in rules for t in r.iter(tag("text")) if t.text and t.text.strip()]
    return "\n\n".join(texts)


def strange(word, number):
    """Characters that no text of today has, other ones in each copy."""
    digest = hashlib.sha256(f"{number} {word}".encode()).digest()
    return "".join(chr(0x3400 + (digest[2 * i] << 8 | digest[2 * i + 1]) % 6000) for i in range(max(2, min(len(word), 8))))


class Copier:
    def __init__(self, kind, text):
        self.kind = kind
        self.random = random.Random(7)
        han = [c if "\u4e00" <= c <= "\u9fff" else " " for c in text]
        self.pairs = sorted({"".join(han[i : i + 2]) for i in range(len(han) - 1) if " " not in han[i : i + 2]})

    def word(self, word, number):
        if not any("\u4e00" <= c <= "\u9fff" for c in word):
            return word
        return strange(word, number) if self.kind == "rest" else self.random.choice(self.pairs)

    def change(self, element, number):
        for item in element.iter(tag("item")):
            if item.text and item.text.strip() and len(item) == 0:
                item.text = self.word(item.text.strip(), number)
        for ref in element.iter(tag("ruleref")):
            ref.set("uri", f"{ref.get('uri')}-{number}")

    def rule(self, original, number):
        rule = copy.deepcopy(original)
        rule.set("id", f"{original.get('id')}-{number}")
        for pattern in rule.findall(tag("pattern")):
            self.change(pattern, number)
            if not any(i.text and i.text.strip() for i in pattern.iter(tag("item"))) or self.kind == "rest":
                ET.SubElement(pattern, tag("item")).text = self.word("甲乙", number)
        for exception in rule.findall(tag("antipattern")):
            self.change(exception, number)
        return rule


def write_set(folder, size, kind, rules, fragments, text):
    base = rules[:BASE]
    copier = Copier(kind, text)
    root = ET.Element(tag("rules"))
    root.extend(base)
    made = range(-(-(size - BASE) // BASE))
    root.extend([copier.rule(base[i % BASE], i // BASE) for i in range(size - BASE)])
    used, todo = set(), [r.get("uri")[1:] for r in root.iter(tag("ruleref"))]
    by_id = {f.get("id"): f for f in fragments}
    while todo:
        name = todo.pop()
        if name in used:
            continue
        used.add(name)
        if name in by_id:
            fragment = by_id[name]
        else:
            original, _, number = name.rpartition("-")
            fragment = copy.deepcopy(by_id[original])
            fragment.set("id", name)
            copier.change(fragment, int(number))
            assert int(number) in made
        root.append(fragment)
        todo += [r.get("uri")[1:] for r in fragment.iter(tag("ruleref"))]
    folder.mkdir()
    ET.register_namespace("", NS)
    ET.ElementTree(root).write(folder / "rules.xml", encoding="utf-8", xml_declaration=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("data")
    parser.add_argument("--seconds", default="5")
    parser.add_argument("--text")
    parser.add_argument("--limit", type=float)
    options = parser.parse_args()
    rules, fragments = read_rules()
    sample = pathlib.Path(options.text).read_text(errors="replace") if options.text else text_of(rules)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        text = folder / "text.md"
        text.write_text("\n\n".join([sample] * max(1, 200_000 // len(sample))))
        sets = [("rest", n) for n in SIZES] + [("words", n) for n in SIZES[1:]]
        for kind, size in sets:
            write_set(folder / f"{kind}-{size}", size, kind, rules, fragments, sample)
        run = subprocess.run(
            [options.bench, options.data, options.seconds, text, *(folder / f"{k}-{n}" for k, n in sets)],
            stdout=subprocess.PIPE, text=True)
    if run.returncode:
        return run.returncode
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    first = float(rows[0][4])
    print("added    rules   facts    open ms   Mchar/s   time, 50 rules = 1")
    for (kind, size), row in zip(sets, rows):
        print(f"{kind if size > BASE else '-':6} {size:7} {row[2]:>7} {float(row[3]) * 1e3:10.1f} {float(row[4]) / 1e6:9.2f}   {first / float(row[4]):8.2f}")
    if options.limit and first / float(rows[2][4]) > options.limit:
        print(f"{SIZES[2]} rules take more than {options.limit} times as long as {BASE}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
