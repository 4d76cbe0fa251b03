#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanshu ontology: every part in every syntax is the same graph, as rapper reads it."""

import json
import re
import subprocess

from harness import ARTICLE, CommandTest, main

PARTS = {"ontology": 1000, "kinds": 250, "roles": 5000, "shapes": 700}
SYNTAXES = {"turtle": "turtle", "rdfxml": "rdfxml", "rdfxml-abbrev": "rdfxml", "ntriples": "ntriples", "nquads": "nquads"}
SKOS = "http://www.w3.org/2004/02/skos/core#"
ROLE = "https://w3id.org/yanshu/role"
CONCEPT = f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SKOS}Concept> ."


class Ontology(CommandTest):
    def read(self, name, syntax):
        run = subprocess.run(["rapper", "-q", "-i", syntax, "-o", "ntriples", name, "https://example.org/"],
                             cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        # Blank nodes have another name in each file.
        return sorted(re.sub(r"_:\S+", "_:b", line) for line in run.stdout.splitlines())

    def test_one_graph(self):
        for part, least in PARTS.items():
            graph = None
            for syntax, parser in SYNTAXES.items():
                self.expect(0, "ontology", "-f", syntax, "-o", "out", part, out="", err="")
                found = self.read("out", parser)
                self.assertGreater(len(found), least, part)
                self.assertEqual(graph or found, found, f"{part} in {syntax}")
                graph = found

    def test_json(self):
        for part in ("ontology", "kinds", "roles"):
            document = json.loads(self.expect(0, "ontology", "-f", "jsonld", part))
            self.assertIn("@context", document)
            self.assertTrue(document["@graph"])
        context = self.expect(0, "ontology", "context")
        self.assertEqual(set(json.loads(context)), {"@context"})
        self.assertEqual(self.expect(0, "ontology", "-f", "jsonld", "context"), context)

    def test_roles(self):
        """The scheme is whole: each role has labels and stands in it; and it has the roles that data refer to."""
        self.expect(0, "ontology", "-f", "ntriples", "-o", "roles.nt", "roles")
        lines = set((self.folder / "roles.nt").read_text(encoding="utf-8").splitlines())
        roles = {line.split(" ")[0] for line in lines if line.endswith(CONCEPT)}
        for role in roles:
            self.assertTrue(role.startswith(f"<{ROLE}/"))
            self.assertIn(f"{role} <{SKOS}inScheme> <{ROLE}> .", lines)
            own = [line for line in lines if line.startswith(role + " ")]
            self.assertTrue(any(f"<{SKOS}prefLabel>" in line and line.endswith("@zh-hans .") for line in own), role)
            above = [line.split(" ")[2] for line in own if f"<{SKOS}broader>" in line]
            self.assertTrue(set(above) <= roles and (above or f"{role} <{SKOS}topConceptOf> <{ROLE}> ." in lines), role)
        data = self.expect(0, "export", "-f", "ntriples", "-", stdin=ARTICLE.encode("utf-8"))
        used = set(re.findall(rf"<http://www.w3.org/ns/org#role> (<{ROLE}/[^>]*>)", data))
        self.assertTrue(used)
        self.assertTrue(used <= roles)

    def test_refused(self):
        for arguments in (("-f", "csv"), ("-f", "dot", "kinds"), ("-f", "jsonld", "shapes"), ("-f", "turtle", "context"),
                          ("nothing",), ("kinds", "roles"), ("-f", "none")):
            self.expect(2, "ontology", *arguments, out="", err="yanshu: ")
        self.write("out", "before")
        self.expect(2, "ontology", "-f", "jsonld", "-o", "out", "shapes")
        self.assertEqual((self.folder / "out").read_text(), "before")
        self.expect(3, "ontology", "-o", "nowhere/out", err="nowhere/out")
        self.expect(4, "ontology", env={"YANSHU_DATA": str(self.folder)}, err="yanshu.lex")


if __name__ == "__main__":
    main()
