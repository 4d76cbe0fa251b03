#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_cases.py YANSHU [CASES.tsv]: exports each sentence of cases.tsv under its headline and compares what comes of it
with what must. Prints one line a fault; exit 0: none. Without a file of its own, it also asks that every hard case of
docs/recognition.md has a sentence or stands in the table there of those that are decided otherwise."""

import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "samples"))
import nquads  # noqa: E402

YS, ORG, NIF = "https://w3id.org/yanshu/ontology#", "http://www.w3.org/ns/org#", \
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PREFIX = {"ys": YS, "org": ORG, "schema": "https://schema.org/", "dcterms": "http://purl.org/dc/terms/"}
LABELS = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel",
          "http://www.w3.org/2004/02/skos/core#altLabel", "http://purl.org/dc/terms/title"]
TYPE, MENTIONS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "https://schema.org/mentions"
IDENTIFIES = ["http://www.w3.org/2005/11/its/rdf#taIdentRef", YS + "refersTo"]
FIGURE_OF = [YS + "place", YS + "organization"]
HARD_CASES = 108


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

    def relation(self, subject, predicate, value):
        """Whether something of that label has the value: a literal, a local name, or a thing of that label."""
        prefix, local = predicate.split(":")
        for (s, p), objects in self.of.items():
            if p == PREFIX[prefix] + local and subject in self.labels(s):
                if any(value == o or o.endswith("#" + value) or value in self.labels(o) for o in objects):
                    return True
        return False

    def mention(self, words, label):
        """Whether these words of the text stand for a thing of that label."""
        return any(p == NIF + "anchorOf" and words in objects and
                   any(label in self.labels(e) for i in IDENTIFIES for e in self.get(s, i))
                   for (s, p), objects in self.of.items())


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
    if kind == "rel":
        return g.relation(*what.split("|"))
    if kind == "figure":
        number, unit, where = what.split("|")
        return any(number in g.get(f, YS + "number") and unit in g.get(f, YS + "unit") and
                   any(where in g.labels(o) for p in FIGURE_OF for o in g.get(f, p)) for f in g.all("Figure", False))
    if kind == "at":
        return g.mention(*what.split("="))
    if kind == "kind":
        label, name = what.split("|")
        return any(label in g.labels(e) for e in g.all(name))
    name = {"person": "Person", "org": "Organization", "prog": "Program", "event": "Event", "place": "Place"}[kind]
    return any(any(what == l or kind == "prog" and what in l for l in g.labels(e)) for e in g.all(name))


def count(g, what):
    if what == "posts":
        return len(list(g.posts()))
    if what == "speakers":
        return len(g.all("Statement", False))
    return len(g.all({"persons": "Person", "districts": "District", "programs": "Program", "orgs": "Organization"}[what]))


def holds(g, want):
    kind, what = want.split(" ", 1)
    if kind == "none":
        return count(g, what) == 0
    if kind.isdecimal():
        return count(g, what) == int(kind)
    return has(g, kind.lstrip("!"), what) != kind.startswith("!")


def export(command, work, page, text):
    """The graph of one page. Behind an @, a headline carries the date of the paper or an option: @--townships; a
    paragraph ends with \\n."""
    article, out = pathlib.Path(work, "a.md"), pathlib.Path(work, "a.nq")
    title, _, date = page.partition("@")
    paragraphs = text.replace("\\n", "\n\n")
    article.write_text(f"# {title}\n\n{paragraphs}\n", encoding="utf-8")
    dated = [date] if date.startswith("-") else ["--date", date] if date else []
    subprocess.run([command, "export", "-f", "nquads", "--detail", "mentions", *dated, "-o", str(out), str(article)],
                   check=True)
    return Graph(out)


def uncovered(covered):
    """Numbers of hard cases that no sentence shows and that the manual does not decide otherwise."""
    manual = (HERE.parent.parent / "docs" / "recognition.md").read_text(encoding="utf-8")
    decided = {int(n) for n in re.findall(r"^\| #(\d+) \|", manual, re.M)}
    return [n for n in range(1, HARD_CASES + 1) if n not in covered | decided]


def main():
    command = sys.argv[1]
    cases = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "cases.tsv"
    faults = cases_run = 0
    covered = set()
    with tempfile.TemporaryDirectory() as work:
        for number, line in enumerate(cases.read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            page, text, wanted, *shows = line.split("\t")
            cases_run += 1
            covered |= {int(n) for n in re.findall(r"#(\d+)", " ".join(shows))}
            g = export(command, work, page, text)
            for want in wanted.split(" ; "):
                if not holds(g, want.strip()):
                    faults += 1
                    print(f"{cases.name}:{number}: {text} -- not so: {want}")
    if len(sys.argv) <= 2:
        for n in uncovered(covered):
            faults += 1
            print(f"{cases.name}: hard case {n} has no sentence")
    print(f"{cases_run} cases, {faults} faults")
    sys.exit(1 if faults or not cases_run else 0)


if __name__ == "__main__":
    main()
