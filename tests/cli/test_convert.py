#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""convert: every syntax that is read gives every syntax that export writes, to the byte; hostile files are refused."""

import os

from harness import ARTICLE, SECOND, CommandTest, main

READ = {"turtle": "ttl", "rdfxml": "rdf", "rdfxml-abbrev": "rdf", "ntriples": "nt", "nquads": "nq", "jsonld": "jsonld"}
WRITTEN = (*READ, "csv", "dot")
RDF = '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/n#">%s</rdf:RDF>'

# name, content, what is said
REFUSED = (
    ("bnode.ttl", "<http://e/s> <http://e/p> [] .", "a.ttl:1: a blank node or a list"),
    ("list.ttl", "<http://e/s> <http://e/p> (1) .", "blank node or a list"),
    ("deep.ttl", "<http://e/s> <http://e/p> " + "[ <http://e/p> " * 200000, "blank node or a list"),
    ("label.nt", "_:a <http://e/p> _:b .\n", "blank node or a list"),
    ("underread.nt", "_:\\u    .\n", "blank node or a list"),
    ("relative.ttl", "<s> <http://e/p> 1 .", "relative IRI"),
    ("space.ttl", "<http://e/a b> <http://e/p> 1 .", "space.ttl:1: "),
    ("escape.nt", "<http://e/a\\u0020b> <http://e/p> \"x\" .\n", "escape.nt:1: "),
    ("raw.nt", "<http://e/张> <http://e/p> \"x\" .\n", "not ASCII"),
    ("predicate.nt", "<http://e/s> <http://e/1> \"x\" .\n", "end in a name"),
    ("control.nt", "<http://e/s> <http://e/p> \"a\\u0001b\" .\n", "control character"),
    ("nonchar.nt", "<http://e/s> <http://e/p> \"a\\uFFFEb\" .\n", "U+FFFE|noncharacter|U\\+|raptor"),
    ("surrogate.nt", "<http://e/s> <http://e/p> \"a\\uD800b\" .\n", "surrogate.nt:1: "),
    ("nfd.nt", "<http://e/s> <http://e/p> \"e\\u0301\" .\n", "NFC"),
    ("return.nt", "<http://e/s> <http://e/p> \"a\\rb\" .\n", "carriage return"),
    ("cut.nt", "<http://e/s> <http://e/p> \"x", "cut.nt:1: "),
    ("cut.ttl", "<http://e/s> <http://e/p> \"x", "cut.ttl"),
    ("bytes.nt", b"<http://e/s> <http://e/p> \"\xff\" .\n", "bytes.nt:1: text that is not UTF-8"),
    ("zero.nt", b"<http://e/s> <http://e/p> \"\x00\" .\n", "not UTF-8"),
    ("literal.ttl", "<http://e/s> <http://e/p> \"" + "x" * 10_000_000 + "\" .", "too long"),
    ("line.nt", "<http://e/s> <http://e/p> \"" + "x" * 10_000_000 + "\" .\n", "line too long"),
    ("iri.nt", "<http://e/" + "x" * 5000 + "> <http://e/p> \"x\" .\n", "IRI too long"),
    ("tag.ttl", "<http://e/s> <http://e/p> \"x\"@zh-abcdefghijkl .", "tag.ttl"),
    ("doctype.rdf", "<!DOCTYPE rdf:RDF [<!ENTITY x \"y\">]>" + RDF % "", "doctype.rdf:1: a document type"),
    ("entity.rdf", RDF % "" + "<!ENTITY x SYSTEM \"/etc/passwd\">", "a document type or an entity"),
    ("encoding.rdf", RDF.replace("?>", " encoding=\"UTF-7\"?>", 1) % "", "encoding other than UTF-8"),
    ("utf16.rdf", (RDF % "").encode("utf-16"), "not UTF-8"),
    ("nested.rdf", RDF % ("<e:a>" * 100000), "nested too deep"),
    ("anonymous.rdf", RDF % "<rdf:Description><e:p>x</e:p></rdf:Description>", "blank node"),
    ("broken.rdf", RDF % "<rdf:Description>", "broken.rdf"),
    ("table.csv", "kind,fact\r\n", "can't be read back"),
    ("empty.jsonld", "{}", "another context than Yanshu writes"),
    ("remote.jsonld", '{"@context": "https://example.org/context", "@graph": []}', "another context"),
)

# JSON-LD with the right context: what stands in the graph, what is said
REFUSED_SUBJECTS = (
    ('{"@id": "a", "rdfs:label": "x"}', "a string without a language"),
    ('{"@id": "a", "textDigest": null}', "null"),
    ('{"@id": "a", "count": 1.5}', "no integer"),
    ('{"@type": "Person"}', 'first key is not "@id"'),
    ('{}', 'without "@id"'),
    ('{"@id": "a", "@id": "b"}', 'a second "@id"'),
    ('{"@id": "a b"}', "character"),
    ('{"@id": "人物"}', "not ASCII"),
    ('{"@id": "a", "unit": {"@value": "x", "@direction": "rtl"}}', "unexpected key in a value"),
    ('{"@id": "a", "unit": {"@type": "xsd:string"}}', 'without "@value"'),
    ('{"@id": "a", "unit": {"@id": "b", "@value": "x"}}', "an IRI with a value"),
    ('{"@id": "a", "post": {"org:role": "b"}}', "unexpected key in a value"),
    ('{"@id": "a", "unit": [["x"]]}', "a list where"),
    ('{"@id": ["a"]}', "a list where"),
    ('{"@id": "a", "nope": "x"}', "absolute|relative|IRI"),
    ('{"@id": "a", "unit": "e\\u0301"}', "NFC"),
    ('{"@id": "a", "unit": "\\u0001"}', "control character"),
    ('{"@id": "a", "unit": "' + "x" * 10_000_000 + '"}', "too long"),
    ('{"@id": "a"', "I expect"),
    ("[" * 200000, "where Yanshu writes none"),
    ('{"@id": "a"}]}}', "trailing|unallowed"),
)


class Convert(CommandTest):
    def test_same_graph(self):
        """Every way from one syntax to another gives what export would have written at once."""
        files = [self.write("a.md", ARTICLE), self.write("b.md", SECOND)]
        for syntax in WRITTEN:
            self.expect(0, "export", "-f", syntax, "-o", "o." + syntax, *files)
        for source, extension in READ.items():
            os.link(self.folder / ("o." + source), self.folder / f"{source}.{extension}")
            for target in WRITTEN:
                if target == "nquads" and source != "nquads":
                    continue  # which article a triple is from is in the graphs alone
                with self.subTest(source=source, target=target):
                    self.expect(0, "convert", "-f", target, "-o", "out", f"{source}.{extension}", out="", err="")
                    self.assertEqual((self.folder / "out").read_bytes(), (self.folder / ("o." + target)).read_bytes())

    def test_parts_are_one_graph(self):
        first, second = self.write("a.md", ARTICLE), self.write("b.md", SECOND)
        self.expect(0, "export", "-f", "nquads", "-o", "a.nq", first)
        self.expect(0, "export", "-f", "nquads", "-o", "b.nq", second)
        whole = self.expect(0, "export", "-f", "nquads", first, second)
        self.assertEqual(self.expect(0, "convert", "-f", "nquads", "b.nq", "a.nq", "a.nq"), whole)

    def test_standard_input(self):
        written = self.expect(0, "export", self.article())
        self.assertEqual(self.expect(0, "convert", "-i", "turtle", stdin=written.encode("utf-8")), written)
        self.expect(2, "convert", "-", stdin=b"", err="--input-syntax")

    def test_other_terms(self):
        """What other vocabularies say about our things stays: datatypes, languages, predicates without a prefix."""
        lines = sorted((
            '<http://e/s> <http://e/v#p> "1E0"^^<http://www.w3.org/2001/XMLSchema#double> .',
            '<http://e/s> <http://e/v#p> "007"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            '<http://e/s> <http://e/v#p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            '<http://e/s> <http://e/v#p> "a & <b> ]]> \\"c\\" \\\\ \\n\\t 𠮷 \u202e"@ar .',
            '<http://e/s> <http://www.w3.org/2000/01/rdf-schema#label> "no language" .',
            '<http://e/s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/v#Class> .',
        ))
        text = "".join(line + "\n" for line in lines)
        self.write("a.nt", text)
        for syntax, extension in READ.items():
            with self.subTest(syntax=syntax):
                self.expect(0, "convert", "-f", syntax, "-o", f"b.{extension}", "a.nt", out="", err="")
                self.assertEqual(self.expect(0, "convert", "-f", "ntriples", f"b.{extension}"), text)

    def test_refused(self):
        for name, content, said in REFUSED:
            with self.subTest(name=name):
                self.write(name, content)
                run = self.run_command("convert", "-o", "out", name, timeout=20)
                self.assertIn(run.returncode, (1, 2))
                self.assertRegex(run.stderr.decode("utf-8"), said.replace("a.ttl", name))
                self.assertNotIn("out", self.listing())

    def test_refused_json(self):
        """A subject that Yanshu would not have written, below the context that it writes."""
        document = self.expect(0, "export", "-f", "jsonld", self.article())
        begin = document[:document.index('"@graph": [') + len('"@graph": [')]
        for subject, said in REFUSED_SUBJECTS:
            with self.subTest(subject=subject[:80]):
                self.write("a.jsonld", begin + "\n    " + subject + "\n  ]\n}\n")
                run = self.run_command("convert", "-f", "nt", "-o", "out", "a.jsonld", timeout=20)
                self.assertEqual(run.returncode, 1)
                self.assertRegex(run.stderr.decode("utf-8"), r"a\.jsonld:\d+: .*(" + said + ")")
                self.assertNotIn("out", self.listing())

    def test_description_of_tables(self):
        self.expect(0, "export", "-f", "csv", "-o", "事实.csv", self.article(), out="", err="")
        self.assertIn("事实.csv-metadata.json", self.listing())
        self.assertIn('"url": "%E4%BA%8B%E5%AE%9E.csv"', (self.folder / "事实.csv-metadata.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
