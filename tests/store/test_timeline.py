#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanshu timeline: reports become intervals, contradictions are listed, order and graphs of the input mean nothing."""

import csv
import io
import os
import random
import resource

from harness import CommandTest, main
import tour

BASE = "https://data.example.org/"
YS = "https://w3id.org/yanshu/ontology#"
ROLE = "https://w3id.org/yanshu/role/"
XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def report(person, status, date, post="mayor", role="mayor", article=None, number=[0]):
    """N-Quads of one tenure; date: "", or a year, month or day."""
    number[0] += 1
    article = f"{BASE}article/{article or number[0]:0>16}"
    tenure = f"{BASE}tenure/{number[0]:016x}"
    kind = {0: None, 4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]
    lines = [(tenure, "http://www.w3.org/ns/org#member", f"<{BASE}person/{person}>"), (tenure, YS + "post", f"<{BASE}post/{post}>"),
             (tenure, YS + "status", f"<{YS}{status}>"), (tenure, "http://www.w3.org/ns/prov#wasDerivedFrom", f"<{article}>"),
             (f"{BASE}post/{post}", "http://www.w3.org/ns/org#role", f"<{ROLE}{role}>"), (f"{BASE}post/{post}", LABEL, f'"{post}"@zh-hans'),
             (f"{BASE}person/{person}", "http://xmlns.com/foaf/0.1/name", f'"{person}"@zh-hans'),
             (article, "http://purl.org/dc/terms/title", '"not needed"@zh-hans')]
    if kind:
        lines.append((tenure, YS + "asOf", f'"{date}"^^<{XSD}{kind}>'))
    return [f"<{s}> <{p}> {o} <{article}> .\n" for s, p, o in lines]


class Timeline(CommandTest):
    def rows(self, *reports, more=()):
        self.write("a.nq", "".join(line for lines in reports for line in lines))
        text = self.expect(0, "timeline", "-f", "csv", *more, "a.nq", err=None)
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def intervals(self, *reports):
        return [" ".join(row[key] or "-" for key in ("name", "as", "began", "beganBy", "firstSeen", "lastSeen", "ended", "endedBy", "articles"))
                for row in self.rows(*reports)]

    def contradictions(self, *reports):
        return [" ".join(row[key] for key in ("contradiction", "name", "date", "status", "otherName", "otherDate", "otherStatus"))
                for row in self.rows(*reports, more=("--contradictions",))]

    def test_consecutive_reports_are_one_interval(self):
        self.assertEqual(self.intervals(report("a", "current", "2024-03-01"), report("a", "current", "2024-01-05"), report("a", "current", "2024-02-01", article=7),
                                        report("a", "current", "2024-02-02", article=7)), ["a held - - 2024-01-05 2024-03-01 - - 3"])

    def test_beginning_and_end(self):
        self.assertEqual(self.intervals(report("a", "elected", "2024-01-05"), report("a", "current", "2024-06-01"), report("a", "dismissed", "2024-09-01"),
                                        report("a", "former", "2025-01-01"), report("b", "appointed", "2024-09-01")),
                         ["a held 2024-01-05 elected 2024-01-05 2024-06-01 2024-09-01 dismissed 4", "b held 2024-09-01 appointed 2024-09-01 2024-09-01 - - 1"])
        self.assertEqual(self.contradictions(report("a", "elected", "2024-01-05"), report("a", "current", "2024-09-01"), report("a", "dismissed", "2024-09-01"),
                                             report("b", "appointed", "2024-09-01"), report("b", "current", "2024-10-01")), [])

    def test_former_alone(self):
        self.assertEqual(self.intervals(report("a", "former", "2024")), ["a held - - - - 2024 former 1"])

    def test_back_after_appointment(self):
        reports = (report("a", "current", "2020-01-01"), report("a", "dismissed", "2021-01-01"), report("a", "appointed", "2022-01-01"))
        self.assertEqual(len(self.intervals(*reports)), 2)
        self.assertEqual(self.contradictions(*reports), [])

    def test_acting_is_apart(self):
        reports = (report("a", "acting", "2024-01-01"), report("a", "acting", "2024-02-01"), report("a", "elected", "2024-03-01"), report("a", "current", "2024-04-01"),
                   report("b", "current", "2024-02-15"), report("c", "nominated", "2024-01-01"))
        self.assertEqual(self.intervals(*reports), ["a acting - - 2024-01-01 2024-02-01 - - 2", "a held 2024-03-01 elected 2024-03-01 2024-04-01 - - 2",
                                                    "b held - - 2024-02-15 2024-02-15 - - 1", "c nominated - - 2024-01-01 2024-01-01 - - 1"])
        self.assertEqual(self.contradictions(*reports), [])

    def test_in_the_post_after_its_end(self):
        self.assertEqual(self.contradictions(report("a", "dismissed", "2024-01-01"), report("a", "current", "2024-02-01")),
                         ["in the post after dismissal a 2024-01-01 dismissed a 2024-02-01 current"])
        self.assertEqual(self.contradictions(report("a", "former", "2024-01-01"), report("a", "current", "2024-02-01")),
                         ["in the post after being called former a 2024-01-01 former a 2024-02-01 current"])
        self.assertEqual(self.contradictions(report("a", "former", "2024-01-01"), report("a", "current", "2024-01-01")),
                         ["in the post after being called former a 2024-01-01 current a 2024-01-01 former"])
        self.assertEqual(self.contradictions(report("a", "former", "2024-01-01"), report("a", "dismissed", "2024-02-01")),
                         ["dismissed after being called former a 2024-01-01 former a 2024-02-01 dismissed"])

    def test_inexact_dates_contradict_only_what_they_must(self):
        self.assertEqual(self.contradictions(report("a", "dismissed", "2024"), report("a", "current", "2024-05-01")), [])
        self.assertEqual(len(self.contradictions(report("a", "dismissed", "2024"), report("a", "current", "2025"))), 1)
        self.assertEqual(self.contradictions(report("a", "current", "2024"), report("b", "current", "2024")), [])
        self.assertEqual(self.contradictions(report("a", "current", "2023"), report("a", "current", "2025"), report("b", "current", "2024-05")),
                         [], "b's days are a month, no one of them is sure")
        self.assertEqual(len(self.contradictions(report("a", "current", "2023"), report("a", "current", "2025"), report("b", "current", "2024-05-01"))), 1)

    def test_two_holders(self):
        both = (report("a", "current", "2024-01-01"), report("a", "current", "2024-06-01"), report("b", "current", "2024-03-01"))
        self.assertEqual(self.contradictions(*both), ["two holders of a post that has one a 2024-06-01 current b 2024-03-01 current"])
        self.assertEqual([row["contradictions"] for row in self.rows(*both)], ["1", "1"])
        self.assertEqual(len(self.contradictions(report("a", "current", "2024-01-01"), report("b", "current", "2024-01-01"))), 1)
        self.assertEqual(self.contradictions(report("a", "current", "2024-01-01"), report("b", "current", "2024-01-02")), [])
        self.assertEqual(self.contradictions(report("a", "current", "2024-01-01"), report("b", "appointed", "2024-01-01")), [])

    def test_posts_of_several_holders(self):
        for role in ("vice-mayor", "npc-deputy", "unheard-of"):
            self.assertEqual(self.contradictions(report("a", "current", "2024-01-01", role=role), report("b", "current", "2024-01-01", role=role)), [])

    def test_without_dates(self):
        self.assertEqual(self.intervals(report("a", "current", ""), report("a", "current", ""), report("a", "current", "2024-01-01")),
                         ["a held - - - - - - 2", "a held - - 2024-01-01 2024-01-01 - - 1"])

    def test_order_graphs_and_files_mean_nothing(self):
        pick = random.Random(5)
        lines = [line for i in range(200) for line in report(pick.choice("abcd"), pick.choice(("current", "former", "dismissed", "elected", "acting")),
                                                             f"2024-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}", post=pick.choice("xy"))]
        self.write("a.nq", "".join(lines))
        for form in ("table", "csv", "turtle"):
            expected = self.expect(0, "timeline", "-f", form, "a.nq", err=None)
            pick.shuffle(lines)
            self.write("b.nq", "".join(lines[:700]))
            self.write("c.nt", "".join(line.rsplit(" <", 1)[0] + " .\n" for line in lines[600:]))
            self.assertEqual(self.expect(0, "timeline", "-f", form, "b.nq", "c.nt", err=None), expected)

    def test_rdf_can_be_queried(self):
        self.rows(report("a", "elected", "2024-01-05"), report("a", "current", "2024-06"), report("a", "dismissed", "2024-09-01"), report("b", "current", "2024-05-01"))
        self.expect(0, "timeline", "-f", "turtle", "-o", "t.ttl", "a.nq", err=r"1 pairs? of reports contradict")
        answer = self.expect(0, "query", "-f", "csv", "-t", f"""PREFIX ys: <{YS}> PREFIX time: <http://www.w3.org/2006/time#> PREFIX org: <http://www.w3.org/ns/org#>
            SELECT ?name ?first ?last ?begin ?end ?n {{ ?i a ys:Incumbency ; ys:firstSeen ?first ; ys:lastSeen ?last ; ys:articleCount ?n ; org:member ?p ;
            org:memberDuring ?time . ?p <http://xmlns.com/foaf/0.1/name> ?name . ?time time:hasBeginning ?b ; time:hasEnd ?e . ?b time:inXSDDate ?begin .
            ?e time:inXSDDate ?end . ?x ys:contradicts ?y }}""", "a.nq", "t.ttl")
        self.assertEqual(answer, "name,first,last,begin,end,n\r\na,2024-01-05,2024-06,2024-01-05,2024-09-01,3\r\n")

    def test_rdf_is_a_membership(self):
        """As the Organization Ontology has it: a member, an organisation, a role; each subject after a blank line."""
        self.expect(0, "export", "-f", "nquads", "-o", "a.nq", self.article())
        written = self.expect(0, "timeline", "-f", "turtle", "a.nq")
        (subject,) = [block for block in written.split("\n\n") if "/peoples-government/district-head>" in block]
        self.assertIn("org:organization <https://data.example.org/org/440106/peoples-government> ;", subject)
        self.assertIn("org:role <https://w3id.org/yanshu/role/district-head> ;", subject)
        self.assertEqual(written.count("\n\n<"), written.count("\n<"))

    def test_page_from_page_to_answer(self):
        lines = tour.commands("embedded")
        self.assertGreaterEqual(len(lines), 9)
        said = tour.run(self.folder, lines)
        self.assertRegex(said, r"应书鹤 +held +2025-02-10 +2025-02-10 +2025-06-18 dismissed +2\n")
        self.assertRegex(said, r"金若溪 +held +2025-06-18 appointed ")
        self.assertRegex(said, r"two holders of a post that has one .*蔡明远 .*陶书白 ")
        self.assertRegex(said, r"应书鹤 +金若溪 +ys:appointed")

    def test_bad_use(self):
        self.expect(2, "timeline", out="", err=r"needs a FILE")
        self.expect(2, "timeline", "-f", "xml", "a.nq", out="")
        self.expect(2, "timeline", "-f", "turtle", "-c", "a.nq", out="")
        self.expect(1, "timeline", "none.nq", out="", err=r"none\.nq: ")
        self.expect(1, "timeline", self.article(), out="", err=r"is not named")
        self.write("bad.nq", "".join(report("a", "current", "2024")) + "nonsense\n")
        self.expect(1, "timeline", "-o", "t.csv", "-f", "csv", "bad.nq", out="", err=r"bad\.nq:10: ")
        self.assertNotIn("t.csv", self.listing())
        self.write("a.nq", "".join(report("a", "current", "2024")))
        self.expect(3, "timeline", "-o", "none/t.csv", "a.nq", out="", err="none/t.csv")

    def test_memory_does_not_grow_with_the_files(self):
        self.write("small.nq", "".join(report("a", "current", "2024-01-01")))
        with open(self.folder / "large.nq", "w", encoding="utf-8") as file:
            lines = "".join(report("a", "current", "2024-01-01", article=1))
            for i in range(20000):
                file.write(lines)
                file.write(f'<{BASE}article/{i:016x}> <http://purl.org/dc/terms/title> "title {i}"@zh-hans <{BASE}article/{i:016x}> .\n' * 5)
        if "asan" in os.environ["YANSHU_COMMAND"]:
            self.skipTest("a sanitizer needs memory of its own")

        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (160 << 20, 160 << 20))
        run = self.run_command("timeline", "-f", "csv", "large.nq", preexec=limit)
        self.assertEqual(run.returncode, 0, run.stderr)


main()
