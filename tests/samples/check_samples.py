#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exports the sample articles and compares what is written with the facts expected of them, one by one.

    check_samples.py YANSHU [--samples DIR] [--only NAME]... [--summary] [--keep DIR]

Both what is missing and what is too much fails, with a line `sample: category: missing|extra …` each. Every thing found
may answer for one expected fact only, so a person or program that was published twice is an extra. The format of
facts.jsonl, and what counts as the same, is described in README.md.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from decimal import Decimal, InvalidOperation

from nquads import Graph

KINDS = ["plan", "policy", "strategy", "campaign", "project", "pilot", "model"]

# Samples that are stored in UTF-8 and are also read in the encodings of older archives.
RECODED = [("messy.txt", "gb18030"), ("traditional.md", "big5")]

MULTIPLES = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "亿": 10**8, "万": 10**4}


# What is the same --------------------------------------------------------------------------------------------------


def norm(text):
    """Without widths, blanks, quotation marks and the points that join names."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\"'“”‘’「」『』《》〈〉<>()（）·•、,，]", "", text)


def same_name(name, labels):
    return norm(name) in {norm(label) for label in labels}


def same_org_form(a, b):
    """Equal, or one is the other with the names of divisions before it (市委, 柳州市委)."""
    short, long = sorted((norm(a), norm(b)), key=len)
    return short == long or (len(short) >= 3 and long.endswith(short) and len(long) - len(short) <= 9)


def same_org(forms, labels):
    return any(same_org_form(form, label) for form in forms for label in labels)


def same_role(role, labels):
    """The position, or a title as printed that ends in it; 副市长 is no 市长."""
    wanted = norm(role)
    for label in map(norm, labels):
        if label == wanted or (label.endswith(wanted) and label[: -len(wanted)][-1:] not in ("副", "代", "总")):
            return True
    return False


def same_program(forms, labels):
    for wanted in map(norm, forms):
        for label in map(norm, labels):
            short, long = sorted((wanted, label), key=len)
            if short == long or (len(short) >= 4 and short in long and len(short) / len(long) >= 0.6):
                return True
    return False


def amount(number, unit):
    """The quantity in the plain unit: 12.6 亿元 and 1260000000 元 are one."""
    unit = unicodedata.normalize("NFKC", unit)
    for word in sorted(MULTIPLES, key=len, reverse=True):
        if unit.startswith(word):
            return Decimal(number) * MULTIPLES[word], unit[len(word):]
    return Decimal(number), unit


def pairing(found, expected, same):
    """Pairs as many as possible, each with one: for each of `expected` the index in `found`, or None."""
    taken = {}

    def place(i, tried):
        for j, thing in enumerate(found):
            if j in tried or not same(expected[i], thing):
                continue
            tried.add(j)
            if j not in taken or place(taken[j], tried):
                taken[j] = i
                return True
        return False

    for i in range(len(expected)):
        place(i, set())
    partner = {i: j for j, i in taken.items()}
    return [partner.get(i) for i in range(len(expected))]


# What was found and what was expected, a category each ---------------------------------------------------------------


class Sample:
    """One article: its facts and its graph. Each category method gives (found, expected, same); both are lists of
    dictionaries, those expected may have "optional"."""

    CATEGORIES = [
        "persons", "posts", "districts", "orgs", "programs", "kinds", "speakers", "approved", "issued", "covers",
        "founded", "opened", "launched", "figure", "event", "alias", "author",
    ]

    def __init__(self, facts, graph):
        self.facts = facts
        self.graph = graph
        self.mentioned = {value for _, value in graph.pairs("schema:mentions")}
        self.org_forms = {}
        for entry in facts["orgs"]:
            forms = entry["forms"] if isinstance(entry, dict) else entry
            for form in forms:
                self.org_forms[norm(form)] = forms

    # Helpers

    def entities(self, *classes):
        present = [iri for iri in self.graph.of(*classes) if iri in self.mentioned]
        return [{"iri": iri, "labels": self.labels(iri)} for iri in present]

    def labels(self, iri):
        return self.graph.labels(iri)

    def forms(self, org):
        return [org, *self.org_forms.get(norm(org), [])]

    def program_forms(self, name):
        for entry in self.facts["programs"]:
            if norm(entry["name"]) == norm(name):
                return [entry["name"], *entry.get("also", [])]
        return [name]

    def relations(self, kind):
        return [entry for entry in self.facts["relations"] if entry["type"] == kind]

    def codes(self, iris):
        return {code for iri in iris for code in self.graph.get(iri, "ys:divisionCode")}

    @staticmethod
    def same_person(want, have):
        return same_name(want["name"], have["labels"])

    # Entities

    def persons(self):
        expected = [entry if isinstance(entry, dict) else {"name": entry} for entry in self.facts["persons"]]
        return self.entities("ys:Person"), expected, self.same_person

    def districts(self):
        found = [{"labels": {code}} for entity in self.entities("ys:District")
                 for code in self.codes([entity["iri"]]) if re.fullmatch(r"\d{6}", code)]
        expected = []
        for entry in self.facts["districts"]:
            if isinstance(entry, str):
                expected.append({"name": entry})
            elif entry.get("code"):
                expected.append({"name": entry["code"], "optional": True})
        return found, expected, lambda want, have: want["name"] in have["labels"]

    def orgs(self):
        expected = [entry if isinstance(entry, dict) else {"forms": entry} for entry in self.facts["orgs"]]
        same = lambda want, have: same_org(want["forms"], have["labels"])
        return self.entities("ys:Organization"), expected, same

    def programs(self):
        classes = ["ys:Program"] + ["ys:" + kind.capitalize() for kind in KINDS]
        same = lambda want, have: same_program([want["name"], *want.get("also", [])], have["labels"])
        return self.entities(*classes), self.facts["programs"], same

    def kinds(self):
        """Of each program that was found: its class."""
        entities, programs, same = self.programs()
        found, expected = [], []
        for program, partner in zip(programs, pairing(entities, programs, same)):
            if partner is None:
                continue
            iri = entities[partner]["iri"]
            kinds = {kind for kind in KINDS if iri in self.graph.of("ys:" + kind.capitalize())}
            found.append({"name": program["name"], "kinds": kinds})
            expected.append({"name": program["name"], "kind": program["kind"], "optional": program.get("optional")})

        def same_kind(want, have):
            # One whose existence is open has an open kind too.
            return want["name"] == have["name"] and (want["optional"] or have["kinds"] == {want["kind"]})

        return found, expected, same_kind

    def speakers(self):
        get = self.graph.get
        people = {speaker for statement in self.graph.of("ys:Statement") for speaker in get(statement, "ys:speaker")}
        found = [{"labels": self.labels(iri)} for iri in sorted(people)]
        expected = [entry if isinstance(entry, dict) else {"name": entry} for entry in self.facts["speakers"]]
        return found, expected, self.same_person

    # Posts

    def tenure(self, iri):
        get = self.graph.get
        roles = set(get(iri, "ys:title"))
        for role in get(iri, "org:role"):
            roles |= self.labels(role)
        orgs, codes = set(), self.codes(get(iri, "ys:jurisdiction"))
        for org in get(iri, "org:organization"):
            orgs |= self.labels(org)
            codes |= self.codes(get(org, "ys:jurisdiction"))
        people = set().union(*(self.labels(person) for person in get(iri, "org:member")))
        status = {value.rsplit("#", 1)[-1] for value in get(iri, "ys:status")}
        return {"person": people, "roles": roles, "orgs": orgs, "codes": codes, "status": status or {"current"}}

    def same_post(self, want, have):
        if not same_name(want["person"], have["person"]) or not same_role(want["role"], have["roles"]):
            return False
        if want.get("org"):
            forms = self.forms(want["org"]) + want.get("also_org", [])
            if not same_org(forms, have["orgs"]):
                return False
        if want.get("district") not in (None, "100000") and want["district"] not in have["codes"]:
            return False
        status = want.get("status", "current")
        # Who was appointed or elected holds the post: the newspaper says it either way.
        return status in have["status"] or {status, *have["status"]} <= {"current", "elected", "appointed"}

    def posts(self):
        found = [self.tenure(iri) for iri in self.graph.of("ys:Tenure", "org:Membership")]
        return found, self.facts["posts"], self.same_post

    # Relations

    def by_organ(self, curie, date_curie):
        """Programs and who approved or issued them, and when."""
        return [{"program": self.labels(program), "by": self.labels(organ),
                 "dates": set(self.graph.get(program, date_curie))}
                for program, organ in self.graph.pairs(curie)]

    def same_by_organ(self, want, have):
        dates = {want["date"]} if "date" in want else set()
        return (same_program(self.program_forms(want["program"]), have["program"])
                and same_org(self.forms(want["by"]), have["by"]) and dates == have["dates"])

    def approved(self):
        return self.by_organ("ys:approvedBy", "ys:approvedOn"), self.relations("approved"), self.same_by_organ

    def issued(self):
        return self.by_organ("ys:issuedBy", "ys:issuedOn"), self.relations("issued"), self.same_by_organ

    def covers(self):
        found = [{"program": self.labels(program), "codes": self.codes([place])}
                 for program, place in self.graph.pairs("ys:covers")]
        same = lambda want, have: (same_program(self.program_forms(want["program"]), have["program"])
                                   and want["district"] in have["codes"])
        return found, self.relations("covers"), same

    def dated(self, kind, curie, key):
        found = [{"labels": self.labels(iri), "date": date} for iri, date in self.graph.pairs(curie)]

        def same(want, have):
            name = want[key]
            alike = same_org(self.forms(name), have["labels"]) or same_program(self.program_forms(name), have["labels"])
            return alike and want["date"] == have["date"]

        return found, self.relations(kind), same

    def founded(self):
        return self.dated("founded", "ys:foundedOn", "org")

    def opened(self):
        return self.dated("opened", "ys:openedOn", "what")

    def launched(self):
        return self.dated("launched", "ys:launchedOn", "what")

    def figure(self):
        one, get = self.graph.one, self.graph.get
        found = []
        for iri in self.graph.of("ys:Figure"):
            about = get(iri, "ys:place", "schema:about")
            places = about + [place for thing in about for place in get(thing, "ys:jurisdiction")]
            found.append({"number": one(iri, "ys:number") or "", "unit": one(iri, "ys:unit") or "",
                          "what": one(iri, "ys:measures") or "", "codes": self.codes(places)})

        def same(want, have):
            try:
                if amount(want["number"], want["unit"]) != amount(have["number"], have["unit"]):
                    return False
            except InvalidOperation:
                return False
            things = [norm(thing) for thing in [want["what"], *want.get("also", [])]]
            if norm(have["what"]) not in things:
                return False
            return "district" not in want or want["district"] in have["codes"]

        return found, self.relations("figure"), same

    def event(self):
        dates = ("schema:startDate", "schema:endDate", "ys:heldOn")
        found = [{"labels": self.labels(iri), "dates": set(self.graph.get(iri, *dates))}
                 for iri in self.graph.of("ys:Event")]

        def same(want, have):
            names = [want["name"], *want.get("also", [])]
            dates = {want["date"]} if "date" in want else set()
            return same_org(names, have["labels"]) and (want.get("optional", False) or dates == have["dates"])

        return found, self.relations("event"), same

    def alias(self):
        """Short forms that the text gives or uses. Others of the same program or organisation are not counted."""
        found = []
        for want in self.relations("alias"):
            forms = self.program_forms(want["of"])[:1] + self.forms(want["of"])[:1]
            for entity in self.entities("ys:Program", "ys:Organization"):
                if same_name(want["of"], entity["labels"]) or same_program(forms, entity["labels"]):
                    names = {norm(label) for label in self.graph.get(entity["iri"], "skos:altLabel")}
                    if norm(want["alias"]) in names:
                        found.append({"of": want["of"], "alias": want["alias"]})
                        break
        same = lambda want, have: (want["of"], want["alias"]) == (have["of"], have["alias"])
        return found, self.relations("alias"), same

    def author(self):
        found = [{"labels": self.labels(person)} for _, person in self.graph.pairs("dcterms:creator")]
        expected = self.relations("author") + [dict(entry, optional=True) for entry in self.relations("photographer")]
        return found, expected, lambda want, have: same_name(want["person"], have["labels"])


# Comparing -----------------------------------------------------------------------------------------------------------


def shown(thing):
    """One line about a fact, found or expected."""
    parts = []
    for key, value in thing.items():
        if key in ("iri", "optional", "type", "also", "also_org") or value in (None, set()):
            continue
        if isinstance(value, (set, list, tuple)):
            value = " / ".join(sorted(map(str, value), key=lambda text: (not re.search(r"[^\x00-ɏ]", text), text)))
        parts.append(f"{key} {value}" if key not in ("labels", "name", "forms") else str(value))
    return ", ".join(parts)


def compare(name, sample, tally):
    """Prints what differs, adds to the tally; the number of differences."""
    wrong = 0
    for category in Sample.CATEGORIES:
        found, expected, same = getattr(sample, category)()
        required = [entry for entry in expected if not entry.get("optional")]
        optional = [entry for entry in expected if entry.get("optional")]
        # Required ones choose first: an optional one never takes what they need.
        partners = pairing(found, required + optional, same)
        missing = [entry for entry, partner in zip(required, partners) if partner is None]
        matched = {partner for partner in partners if partner is not None}
        extra = [thing for i, thing in enumerate(found) if i not in matched]
        for entry in missing:
            print(f"{name}: {category}: missing {shown(entry)}")
        for thing in extra:
            print(f"{name}: {category}: extra {shown(thing)}")
        right = len(required) - len(missing)
        counts = tally.setdefault(category, [0, 0, 0])
        counts[0] += right
        counts[1] += right + len(extra)
        counts[2] += len(required)
        wrong += len(missing) + len(extra)
    return wrong


def summary(tally):
    for category, (right, predicted, gold) in tally.items():
        precision = right / predicted if predicted else 1.0
        recall = right / gold if gold else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{category:<10} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  (predicted {predicted}, expected {gold})")


def export(yanshu, article, output):
    """Whether the command could export the article; its complaint is printed."""
    run = subprocess.run([yanshu, "export", "-f", "nquads", "--detail", "evidence", "-o", output, article],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0 or run.stdout:
        print(f"{os.path.basename(article)}: export: exit {run.returncode}: {(run.stderr or run.stdout).strip()[:400]}")
        return False
    return True


def recoded_name(name, encoding):
    stem, suffix = os.path.splitext(name)
    return f"{stem}-{encoding}{suffix}"


def recoded(folder, name, encoding, to):
    """The sample in another encoding, as a file in `to`."""
    path = os.path.join(to, recoded_name(name, encoding))
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        text = file.read()
    with open(path, "wb") as file:
        file.write(text.encode(encoding))
    return path


def samples(folder, work):
    """(name, path of the article, facts) of every sample and of the recoded ones."""
    with open(os.path.join(folder, "facts.jsonl"), encoding="utf-8") as file:
        facts = {entry["doc"]: entry for entry in map(json.loads, file)}
    found = [(name, os.path.join(folder, name), entry) for name, entry in facts.items()]
    for name, encoding in RECODED:
        path = recoded(folder, name, encoding, work)
        found.append((os.path.basename(path), path, facts[name]))
    return found


def check(arguments, work):
    tally, wrong, compared = {}, 0, 0
    for name, path, facts in samples(arguments.samples, work):
        if arguments.only and not any(name == only or os.path.splitext(name)[0] == only for only in arguments.only):
            continue
        output = os.path.join(work, name + ".nq")
        compared += 1
        if not export(arguments.yanshu, path, output):
            wrong += 1
            continue
        wrong += compare(name, Sample(facts, Graph(output)), tally)
    if arguments.summary:
        summary(tally)
    if compared == 0:
        sys.exit("no such sample")
    print(f"{compared} samples compared, {wrong} differences")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("yanshu", help="the command to test")
    parser.add_argument("--samples", default=os.path.dirname(os.path.abspath(__file__)), metavar="DIR")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this sample (may be repeated)")
    parser.add_argument("--summary", action="store_true", help="precision, recall and F1 of each category")
    parser.add_argument("--keep", metavar="DIR", help="leave the exports in DIR")
    arguments = parser.parse_args()
    if arguments.keep:
        os.makedirs(arguments.keep, exist_ok=True)
        return check(arguments, arguments.keep)
    with tempfile.TemporaryDirectory(prefix="yanshu-samples-") as work:
        return check(arguments, work)


if __name__ == "__main__":
    sys.exit(main())
