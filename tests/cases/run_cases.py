#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_cases.py YANSHU [CASES.tsv]: exports each sentence of cases.tsv under its headline and compares what comes of it
with what must. Prints one line a fault; exit 0: none."""

import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "samples"))
import nquads  # noqa: E402

YS, ORG = "https://w3id.org/yanshu/ontology#", "http://www.w3.org/ns/org#"
LABELS = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel",
          "http://www.w3.org/2004/02/skos/core#altLabel"]
TYPE, MENTIONS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "https://schema.org/mentions"


def bare(text):
    return re.sub(r"[\s“”‘’\"《》]", "", text)


class Graph:
    def __init__(self, path):
        self.of = {}
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            match = nquads.LINE.fullmatch(line)
            if not match:
                raise SystemExit(f"not N-Quads: {line!r}")
            s, p, iri, text = match.group(1, 2, 3, 4)
            self.of.setdefault((s, p), []).append(iri if iri is not None else nquads.unescape(text))
        self.seen = {o for (s, p), objects in self.of.items() if p == MENTIONS for o in objects}

    def get(self, s, p):
        return self.of.get((s, p), [])

    def labels(self, s):
        return {bare(x) for p in LABELS for x in self.get(s, p)}

    def all(self, name, mentioned=True):
        found = {s for (s, p), objects in self.of.items() if p == TYPE and YS + name in objects}
        return found & self.seen if mentioned else found

    def posts(self):
        for t in self.all("Tenure", False):
            one = {"title": {bare(x) for x in self.get(t, YS + "title")}, "codes": set(), "org": set(), "who": set(),
                   "role": set(), "status": {x.split("#")[-1] for x in self.get(t, YS + "status")}}
            for key, p in (("who", "member"), ("role", "role"), ("org", "organization")):
                for o in self.get(t, ORG + p):
                    one[key] |= self.labels(o)
            for d in self.get(t, YS + "jurisdiction"):
                one["codes"] |= set(self.get(d, YS + "divisionCode"))
            yield one


def has(g, kind, what):
    if kind == "post":
        who, role, org, code, status = what.split("|")
        return any(who in p["who"] and (role in p["role"] or any(t.endswith(role) for t in p["title"]) and role not in
                                        {r[1:] for r in p["role"]})
                   and (org == "-" or any(org in o for o in p["org"])) and (code == "-" or code in p["codes"])
                   and (status == "-" or status in p["status"]) for p in g.posts())
    if kind == "div":
        return any(what in g.get(d, YS + "divisionCode") for d in g.all("District"))
    if kind == "said":
        return any(what in g.labels(o) for s in g.all("Statement", False) for o in g.get(s, YS + "speaker"))
    name = {"person": "Person", "org": "Organization", "prog": "Program", "event": "Event"}[kind]
    return any(any(what == l or kind == "prog" and what in l for l in g.labels(e)) for e in g.all(name))


def count(g, what):
    if what == "posts":
        return len(list(g.posts()))
    if what == "speakers":
        return len(g.all("Statement", False))
    return len(g.all({"persons": "Person", "districts": "District", "programs": "Program"}[what]))


def main():
    command = sys.argv[1]
    cases = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "cases.tsv"
    faults = cases_run = 0
    with tempfile.TemporaryDirectory() as work:
        for number, line in enumerate(cases.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            page, text, wanted = line.split("\t")
            cases_run += 1
            article, out = pathlib.Path(work, "a.md"), pathlib.Path(work, "a.nq")
            article.write_text(f"# {page}\n\n{text}\n", encoding="utf-8")
            subprocess.run([command, "export", "-f", "nquads", "-o", str(out), str(article)], check=True)
            g = Graph(out)
            for want in wanted.split(" ; "):
                kind, what = want.strip().split(" ", 1)
                if kind == "none":
                    good = count(g, what) == 0
                else:
                    good = has(g, kind.lstrip("!"), what) != kind.startswith("!")
                if not good:
                    faults += 1
                    print(f"{cases.name}:{number}: {text} -- not so: {want}")
    print(f"{cases_run} cases, {faults} faults")
    sys.exit(1 if faults or not cases_run else 0)


if __name__ == "__main__":
    main()
