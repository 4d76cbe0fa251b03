#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The comparison itself: facts.jsonl written out as N-Quads must compare equal, and one change must be noticed."""

import contextlib
import io
import json
import os
import sys
import tempfile

from check_samples import KINDS, Sample, compare, norm
from nquads import Graph, full

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = "https://data.example.org/"


class Writer:
    """N-Quads of expected facts; optional ones are left out."""

    def __init__(self, facts):
        self.facts = facts
        self.lines = set()
        self.names = {}

    def iri(self, *key):
        return DATA + "x/" + str(self.names.setdefault(key, len(self.names)))

    def add(self, subject, curie, value, literal=True):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        end = f'"{escaped}"' if literal else f"<{value}>"
        self.lines.add(f"<{subject}> <{full(curie)}> {end} <{DATA}article> .\n")

    def entity(self, kind, name, curie="rdfs:label", classes=()):
        iri = self.iri(kind, norm(name))
        self.add(iri, curie, name)
        for term in classes:
            self.add(iri, "rdf:type", full(term), False)
            self.add(DATA + "article", "schema:mentions", iri, False)
        return iri

    def org(self, name):
        for entry in self.facts["orgs"]:
            forms = entry["forms"] if isinstance(entry, dict) else entry
            if norm(name) in map(norm, forms):
                name = forms[0]
        return self.entity("org", name, "skos:prefLabel")

    def program(self, name):
        return self.entity("program", name)

    def district(self, code):
        iri = self.entity("district", code, classes=["ys:District"])
        self.add(iri, "ys:divisionCode", code)
        return iri

    def entities(self):
        for person in self.facts["persons"]:
            self.entity("person", person, "foaf:name", ["ys:Person"])
        for forms in self.facts["orgs"]:
            if not isinstance(forms, dict):
                self.entity("org", forms[0], "skos:prefLabel", ["ys:Organization"])
        for code in self.facts["districts"]:
            if isinstance(code, str):
                self.district(code)
        for program in self.facts["programs"]:
            if not program.get("optional"):
                self.entity("program", program["name"], classes=["ys:Program", "ys:" + program["kind"].capitalize()])

    def posts(self):
        for i, post in enumerate(self.facts["posts"]):
            if post.get("optional"):
                continue
            iri = self.iri("tenure", i)
            self.add(iri, "rdf:type", full("ys:Tenure"), False)
            self.add(iri, "ys:title", post["role"])
            self.add(iri, "ys:status", full("ys:" + post["status"]), False)
            self.add(iri, "org:member", self.entity("person", post["person"]), False)
            if post["org"]:
                self.add(iri, "org:organization", self.org(post["org"]), False)
            if post["district"] not in (None, "100000"):
                self.add(iri, "ys:jurisdiction", self.district(post["district"]), False)

    def statements(self):
        for speaker in self.facts["speakers"]:
            iri = self.iri("statement", speaker)
            self.add(iri, "rdf:type", full("ys:Statement"), False)
            self.add(iri, "ys:speaker", self.entity("person", speaker), False)

    def relation(self, entry):
        kind = entry["type"]
        if kind in ("approved", "issued"):
            program = self.program(entry["program"])
            self.add(program, f"ys:{kind}By", self.org(entry["by"]), False)
            if "date" in entry:
                self.add(program, f"ys:{kind}On", entry["date"])
        elif kind == "covers":
            self.add(self.program(entry["program"]), "ys:covers", self.district(entry["district"]), False)
        elif kind == "founded":
            self.add(self.org(entry["org"]), "ys:foundedOn", entry["date"])
        elif kind in ("opened", "launched"):
            self.add(self.thing(entry["what"]), f"ys:{kind}On", entry["date"])
        elif kind == "figure":
            self.figure(entry)
        elif kind == "event":
            iri = self.entity("event", entry["name"], classes=["ys:Event"])
            self.add(iri, "schema:startDate", entry["date"])
        elif kind == "alias":
            self.add(self.thing(entry["of"]), "skos:altLabel", entry["alias"])
        elif kind == "author":
            self.add(DATA + "article", "dcterms:creator", self.entity("person", entry["person"]), False)

    def thing(self, name):
        programs = {norm(program["name"]) for program in self.facts["programs"]}
        return self.program(name) if norm(name) in programs else self.org(name)

    def figure(self, entry):
        iri = self.iri("figure", entry["number"], entry["unit"], entry["what"])
        self.add(iri, "rdf:type", full("ys:Figure"), False)
        self.add(iri, "ys:number", entry["number"])
        self.add(iri, "ys:unit", entry["unit"])
        self.add(iri, "ys:measures", entry["what"])
        if "district" in entry:
            self.add(iri, "ys:place", self.district(entry["district"]), False)

    def write(self):
        self.entities()
        self.posts()
        self.statements()
        for entry in self.facts["relations"]:
            if not entry.get("optional"):
                self.relation(entry)
        return sorted(self.lines)


def differences(facts, lines, folder):
    path = os.path.join(folder, "graph.nq")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        compare(facts["doc"], Sample(facts, Graph(path)), {})
    return printed.getvalue().splitlines()


def doubled(name):
    """Lines of a second person of that name."""
    writer = Writer({})
    iri = DATA + "x/second"
    writer.add(iri, "foaf:name", name)
    writer.add(iri, "rdf:type", full("ys:Person"), False)
    writer.add(DATA + "article", "schema:mentions", iri, False)
    return sorted(writer.lines)


def changes(facts, lines):
    """(what, changed lines): each must be noticed."""
    yield "a person is published twice", lines + doubled(facts["persons"][0])
    for curie in ("ys:title", "ys:status", "ys:divisionCode", "ys:number", "ys:approvedBy", "ys:approvedOn", "ys:issuedBy",
                  "ys:covers", "ys:foundedOn", "ys:openedOn", "ys:launchedOn", "skos:altLabel", "ys:speaker",
                  "dcterms:creator", "schema:startDate"):
        hits = [line for line in lines if f"<{full(curie)}>" in line]
        if curie == "ys:status":
            # elected and appointed may stand for current, which is what a missing status counts as
            hits = [line for line in hits if not any(s in line for s in ("#current", "#elected", "#appointed"))]
        if hits:
            yield f"{curie} is missing", [line for line in lines if line != hits[0]]
    for kind in KINDS:
        hits = [line for line in lines if line.find(full("ys:" + kind.capitalize()) + ">") > 0]
        if hits:
            yield f"a {kind} is of no kind", [line for line in lines if line != hits[0]]


def main():
    wrong, checks = [], 0
    with open(os.path.join(HERE, "facts.jsonl"), encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:
        for facts in map(json.loads, file):
            lines = Writer(facts).write()
            unequal = differences(facts, lines, folder)
            wrong += [f"{facts['doc']}: expected facts differ from themselves: {line}" for line in unequal]
            for what, changed in changes(facts, lines):
                checks += 1
                if not differences(facts, changed, folder):
                    wrong.append(f"{facts['doc']}: not noticed: {what}")
    print("\n".join(wrong) if wrong else f"{checks} changes noticed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
