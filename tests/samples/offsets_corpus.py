#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every offset of every export of the corpus beside the project: the words stand in the input file where it says.

    offsets_corpus.py YANSHU

The page that the project began with and all of the news, as it lies there (whole days, and split into articles), as web
pages with tags and character references, in GB18030, and as JSON Lines; with all mentions, and once with evidence only.
Prints "not run" where there is no corpus.
"""

import glob
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

from nquads import Graph
from offsets import decoded, number

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CORPUS = os.path.join(TREE, "..", "shared", "corpus")


def as_printed(text):
    """As anchors have it: every line end is LF, in Unicode NFC."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


# The forms: what is written of a page's text, and what the offsets then count.


def markdown(text, path):
    with open(path + ".md", "w", encoding="utf-8", newline="") as file:
        file.write(text)


def windows(text, path):
    """As editors on Windows save it: a byte order mark, CR LF."""
    with open(path + ".md", "w", encoding="utf-8-sig", newline="") as file:
        file.write(text.replace("\n", "\r\n"))


def gb18030(text, path):
    with open(path + ".md", "w", encoding="gb18030", newline="") as file:
        file.write(text)


def page(text, path):
    """Words in tags, characters as references, blanks that browsers skip."""
    body = []
    for i, line in enumerate(re.sub(r"</?p>|</?strong>", "", text).split("\n")):
        line = html.escape(line.strip("# "))
        line = re.sub(r"[的了在]", lambda m: f"&#x{ord(m[0]):X};", line) if i % 3 == 0 else line
        line = line.replace("中国", "<b>中</b>国") if i % 3 == 1 else line
        body.append(f"  <p>\n    {line}\n  </p>\n" if line else "\n")
    with open(path + ".html", "w", encoding="utf-8", newline="") as file:
        file.write('<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8"><title>新闻</title></head>\n<body>\n'
                   "<article>\n" + "".join(body) + "</article>\n</body>\n</html>\n")


def json_lines(text, path):
    with open(path + ".jsonl", "w", encoding="utf-8", newline="") as file:
        for part in re.split(r"(?m)^(?=### )", text):
            file.write(json.dumps({"title": part[:30].strip("# \n") or "无题", "text": part}, ensure_ascii=len(part) % 2) + "\n")


FORMS = (
    ("as it is", markdown, "utf-8", ()),
    ("as it is, evidence only", markdown, "utf-8", ("--detail", "evidence")),
    ("split into articles", markdown, "utf-8", ("--split-at-heading", "3")),
    ("with CR LF and a byte order mark", windows, "utf-8", ()),
    ("in GB18030", gb18030, "gb18030", ("-e", "gb18030")),
    ("as web pages", page, "utf-8", ()),
    ("as JSON Lines", json_lines, None, ()),
)


def text_of(inputs, name, encoding):
    """The text that an output file's offsets count; its name is that of the input, a line and a digest."""
    parts = name.split("-")
    path = glob.glob(os.path.join(inputs, parts[0] + ".*"))[0]
    if encoding is not None:
        return decoded(path, encoding)
    with open(path, encoding="utf-8") as file:
        return json.loads(file.read().split("\n")[int(parts[1]) - 1])["text"]


def faults(graph, text):
    for phrase in graph.of("nif:Phrase"):
        begin, end = number(graph, phrase, "nif:beginIndex"), number(graph, phrase, "nif:endIndex")
        words = graph.one(phrase, "nif:anchorOf")
        context = graph.one(phrase, "nif:referenceContext")
        first, last = number(graph, context, "nif:beginIndex"), number(graph, context, "nif:endIndex")
        if None in (begin, end, words, first, last):
            yield f"{phrase} has not one begin, end, anchor and context with the same"
        elif not 0 <= first <= begin < end <= last <= len(text):
            yield f"{words!r} at {begin} to {end} of {first} to {last} of {len(text)}"
        elif as_printed(text[begin:end]) != words:
            yield f"{begin} to {end} is {text[begin:end]!r}, not {words!r}"


def check(yanshu, what, make, encoding, options, sources, work):
    inputs, output = os.path.join(work, "in"), os.path.join(work, "out")
    os.makedirs(inputs)
    for path in sources:
        make(decoded(path, "utf-8"), os.path.join(inputs, os.path.basename(path).removesuffix(".md").replace("-", "_")))
    detail = () if "--detail" in options else ("--detail", "mentions")
    subprocess.run([yanshu, "export", "-f", "nquads", *options, *detail, "--output-dir", output, inputs], check=True)
    mentions, wrong = 0, 0
    names = os.listdir(output)
    for name in sorted(names):
        graph = Graph(os.path.join(output, name))
        mentions += len(graph.of("nif:Phrase"))
        for fault in faults(graph, text_of(inputs, name, encoding)):
            wrong += 1
            if wrong <= 20:
                print(f"{what}: {name}: {fault}")
    print(f"{what}: {len(names)} articles, {mentions} mentions, {wrong} faults")
    return wrong == 0 and len(names) >= len(sources) and mentions > 100 * len(sources) / (3 if "evidence" in what else 1)


def main():
    yanshu = os.path.abspath(sys.argv[1])
    sources = sorted(glob.glob(os.path.join(CORPUS, "seed", "*.md")) + glob.glob(os.path.join(CORPUS, "news", "*.md")))
    if len(sources) < 2:
        print("offsets: not run: no corpus beside the project")
        return 0
    good = True
    for form in FORMS:
        with tempfile.TemporaryDirectory(prefix="yanshu-offsets-") as work:
            good = check(yanshu, *form, sources, work) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
