#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invariants of the hand-kept vocabulary in ontology/lexicon.

    check_vocabulary.py RAPPER FOLDER

Reads each Turtle file as N-Triples (through rapper) and each words-*.tsv, and reports every concept or line that
breaks a rule. Exit 0: none does, 1: some do, 2: the files could not be read."""
import os
import re
import subprocess
import sys

SKOS = "http://www.w3.org/2004/02/skos/core#"
YSL = "https://w3id.org/yanshu/lexicon#"
BASE = "https://w3id.org/yanshu/"
LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<[^>]*>)?) \.')
FORMS = {SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", YSL + "stem", YSL + "unsafeStem",
         YSL + "abbreviation", YSL + "formerLabel"}
TYPES = set("party-committee party-organ government government-department peoples-congress cppcc discipline court "
            "procuratorate military state-enterprise company university school hospital research-institute media "
            "association foundation mass-organization public-institution museum committee "
            "international-organization foreign-government delegation other".split())
SYSTEMS = set("party government congress cppcc judiciary supervision military company academic media social any "
              "finance sports international foreign".split())
KINDS = set("plan policy strategy campaign project pilot model other".split())
# file: classes, features that every concept of the first class must have, with their values (None: any)
FILES = {
    "roles.ttl": (["role", "role-group"], {
        "kind": set("party government congress cppcc judiciary supervision military company academic media social "
                    "arts sport foreign any person".split()),
        "rank": {"head", "deputy", "member", "staff"}}),
    "organs.ttl": (["organ"], {"type": TYPES, "system": SYSTEMS, "levels": None, "official": None, "short": None}),
    "bodies.ttl": (["body", "party-congress"], {"type": TYPES, "system": SYSTEMS, "official": None}),
    "org-heads.ttl": (["org-head"], {"kind": TYPES, "min": set("123")}),
    "program-heads.ttl": (["program-head"], {"kind": KINDS, "unquoted": {"yes", "no"}}),
    "programs.ttl": (["program"], {"kind": KINDS, "unquoted": {"yes", "no"}}),
}
WORDS = {
    "modifier": {"position": None}, "status": {"status": None, "position": None}, "name-left": {}, "name-right": {},
    "speech-verb": {"frame": {"say", "say-to", "ask", "formal", "weak"}}, "unit": {"kind": None},
    "place-head": {"kind": None}, "event-head": {"kind": None}, "stop": {"for": {"org", "program", "both"}},
    "org-name": {}, "not-name": {}, "not-program": {},
}
STATUS = set("former acting elected appointed nominated dismissed current".split())
ID = re.compile(r"[a-z0-9-]+$")


class Report:
    def __init__(self):
        self.count = 0

    def __call__(self, where, what):
        self.count += 1
        print(f"{where}: {what}")


def unescape(text):
    def one(m):
        body = m.group(1)
        if body[0] in "uU":
            return chr(int(body[1:], 16))
        return {"t": "\t", "n": "\n", "r": "\r"}.get(body, body)
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", one, text)


def read_turtle(rapper, path):
    """Subject -> list of (property, IRI or None, text or None, language)."""
    run = subprocess.run([rapper, "-q", "-i", "turtle", "-o", "ntriples", path], capture_output=True, check=False)
    if run.returncode != 0:
        print(f"{path}: {run.stderr.decode('utf-8', 'replace').strip()}")
        raise SystemExit(2)
    subjects = {}
    for line in run.stdout.decode("utf-8").splitlines():
        m = LINE.match(line)
        if m is None:
            print(f"{path}: unexpected triple: {line}")
            raise SystemExit(2)
        text = unescape(m.group(4)) if m.group(4) is not None else None
        subjects.setdefault(m.group(1), []).append((m.group(2), m.group(3), text, m.group(5) or ""))
    return subjects


def features(triples):
    return {p[len(YSL):]: text for p, _, text, _ in triples if p.startswith(YSL)}


def check_labels(where, triples, report):
    for language in ("zh-hans", "en"):
        n = sum(1 for p, _, _, tag in triples if p == SKOS + "prefLabel" and tag == language)
        if n != 1:
            report(where, f"{n} preferred labels @{language}, one is needed")
    for p, _, text, tag in triples:
        if p in FORMS and tag not in ("zh-hans", "en"):
            report(where, f"form without a known language: {text}")
        if p in FORMS and (text != text.strip() or not text):
            report(where, "empty form, or one with space around it")


def check_concept(name, iri, triples, seen, report):
    classes, needed = FILES[name]
    where = f"{name}: {iri.rsplit('/', 1)[-1]}"
    have = features(triples)
    if have.get("class") not in classes:
        report(where, f"class {have.get('class')!r}, expected {classes}")
    if not iri.startswith(BASE) or not ID.match(iri.rsplit("/", 1)[-1]):
        report(where, "IRI outside the project's, or local id not of [a-z0-9-]")
    check_labels(where, triples, report)
    if have.get("class") == classes[0]:
        for key, values in needed.items():
            if key not in have or (values is not None and have[key] not in values):
                report(where, f"feature {key} is {have.get(key)!r}")
    for p, _, text, tag in triples:
        if p in FORMS and tag == "zh-hans" and have.get("class") == classes[0]:
            if seen.setdefault(text, iri) != iri:
                report(where, f"the form {text} is {seen[text]} too")


def check_references(all_files, report):
    """Ids named by features exist; placeholders of organ names fit their host."""
    def ids(name):
        return {iri.rsplit("/", 1)[-1] for iri in all_files[name]}
    roles, organs, bodies = ids("roles.ttl"), ids("organs.ttl"), ids("bodies.ttl")
    for name, concepts in all_files.items():
        for iri, triples in concepts.items():
            where = f"{name}: {iri.rsplit('/', 1)[-1]}"
            have = features(triples)
            for p, target, _, _ in triples:
                if p == SKOS + "broader" and target not in concepts:
                    report(where, f"broader concept {target} is not there")
            if have.get("base", next(iter(roles))) not in roles:
                report(where, f"no role {have['base']}")
            for key, known in (("organ", organs), ("body", bodies), ("party", bodies)):
                if key in have and have[key] not in known:
                    report(where, f"feature {key}: no {have[key]}")
            if have.get("host", "any") not in organs | {"any"}:
                report(where, f"no organ {have['host']}")
            if name == "organs.ttl":
                for key in ("official", "short"):
                    if len(re.findall(r"\{(?:place|host)\}", have.get(key, ""))) < 1:
                        report(where, f"{key} has neither {{place}} nor {{host}}")
                    if "{host}" in have.get(key, "") and "host" not in have:
                        report(where, f"{key} has {{host}} without the feature host")
            if "joint" in have and not set(have["joint"].split()) <= organs | bodies:
                report(where, f"joint: {have['joint']}")


def check_words(folder, report):
    for name, needed in WORDS.items():
        path = os.path.join(folder, f"words-{name}.tsv")
        seen = set()
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.startswith("#") or not line.strip():
                    continue
                where = f"words-{name}.tsv:{number}"
                cells = line.rstrip("\n").split("\t")
                if len(cells) not in (2, 3, 4) or not re.fullmatch(r"-?\d+", cells[1]):
                    report(where, "expected word, whole weight, features, note")
                    continue
                if cells[0] in seen or cells[0] != cells[0].strip():
                    report(where, f"{cells[0]} stands twice, or has space around it")
                seen.add(cells[0])
                have = dict(f.split("=", 1) for f in cells[2].split(";") if f) if len(cells) > 2 else {}
                for key, values in needed.items():
                    if key not in have or (values is not None and have[key] not in values):
                        report(where, f"feature {key} is {have.get(key)!r}")
                if "status" in have and have["status"] not in STATUS:
                    report(where, f"status {have['status']}")
        if not seen:
            report(path, "no words")


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    rapper, folder = sys.argv[1:]
    report = Report()
    all_files = {}
    for name in FILES:
        concepts = read_turtle(rapper, os.path.join(folder, name))
        concepts = {iri: t for iri, t in concepts.items()
                    if not any(target == SKOS + "ConceptScheme" for _, target, _, _ in t)}
        seen = {}
        for iri, triples in concepts.items():
            check_concept(name, iri, triples, seen, report)
        all_files[name] = concepts
    check_references(all_files, report)
    check_words(folder, report)
    total = sum(len(c) for c in all_files.values())
    print(f"{total} concepts, {report.count} faults")
    return 1 if report.count else 0


if __name__ == "__main__":
    sys.exit(main())
