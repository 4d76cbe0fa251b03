#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanshu query: forms of answers, what is refused and how it is said, limits, bad input."""

import json
import os
import xml.etree.ElementTree as ElementTree

from harness import CommandTest, main, table

PREFIX = "PREFIX org: <http://www.w3.org/ns/org#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX ys: <https://w3id.org/yanshu/ontology#> "
PEOPLE = PREFIX + 'SELECT ?name ?title WHERE { ?t org:member ?p ; ys:title ?title . ?p rdfs:label ?name FILTER (LANG(?name) = "zh-hans") } ORDER BY ?name'

TURTLE = """@prefix e: <http://example.org/> .
e:a e:n 1 , 12 , 3000000000 ; e:l "a,\\"b\\"" , "x\\ty"@zh-hans , "<&>" ; e:d "2024-03-05"^^<http://www.w3.org/2001/XMLSchema#date> .
e:b e:n 2 ; e:l "安"@zh-hans .
e:a e:k e:b . e:b e:k e:c . e:c e:k e:c .
"""
E = "PREFIX e: <http://example.org/> "


class Answers(CommandTest):
    def ask(self, code, query, *more, **how):
        name = self.write("data.ttl", TURTLE)
        return self.expect(code, "query", "-t", E + query, *more, name, **how)

    def test_article_and_its_exports_answer_alike(self):
        self.article()
        answers = {self.expect(0, "query", "-t", PEOPLE, "a.md")}
        for syntax, name in (("turtle", "a.ttl"), ("rdfxml", "a.rdf"), ("ntriples", "a.nt"), ("nquads", "a.nq")):
            self.expect(0, "export", "-f", syntax, "-o", name, "a.md")
            answers.add(self.expect(0, "query", "-t", PEOPLE, name))
        self.assertEqual(len(answers), 1)
        self.assertRegex(answers.pop(), "(?s)林晓岚 +.*天河区委书记.*2 rows")

    def test_query_file_and_standard_input(self):
        self.article()
        self.write("q.rq", PEOPLE)
        expected = self.expect(0, "query", "-t", PEOPLE, "a.md")
        self.assertEqual(self.expect(0, "query", "-q", "q.rq", "a.md"), expected)
        self.assertEqual(self.expect(0, "query", "-q", "-", "a.md", stdin=PEOPLE.encode()), expected)

    def test_csv(self):
        self.assertEqual(self.ask(0, "SELECT ?s ?l { ?s e:l ?l } ORDER BY STR(?l)", "-f", "csv"),
                         's,l\r\nhttp://example.org/a,<&>\r\nhttp://example.org/a,"a,""b"""\r\nhttp://example.org/a,x\ty\r\nhttp://example.org/b,安\r\n')

    def test_tsv(self):
        self.assertEqual(self.ask(0, "SELECT ?l { e:a e:l ?l } ORDER BY STR(?l)", "-f", "tsv"),
                         '?l\n"<&>"\n"a,\\"b\\""\n"x\\ty"@zh-hans\n')

    def test_json(self):
        result = json.loads(self.ask(0, "SELECT ?l ?no { e:a e:l ?l OPTIONAL { e:a e:none ?no } } ORDER BY STR(?l)", "-f", "json"))
        self.assertEqual(result["head"]["vars"], ["l", "no"])
        self.assertEqual(result["results"]["bindings"][2], {"l": {"type": "literal", "value": "x\ty", "xml:lang": "zh-hans"}})
        self.assertEqual(json.loads(self.ask(0, "ASK { ?s e:n 2 }", "-f", "json"))["boolean"], True)

    def test_xml(self):
        space = "{http://www.w3.org/2005/sparql-results#}"
        root = ElementTree.fromstring(self.ask(0, "SELECT ?l { e:a e:l ?l } ORDER BY STR(?l)", "-f", "xml"))
        self.assertEqual([node.text for node in root.iter(space + "literal")], ["<&>", 'a,"b"', "x\ty"])
        root = ElementTree.fromstring(self.ask(0, "ASK { ?s e:n 7 }", "-f", "xml"))
        self.assertEqual(root.find(space + "boolean").text, "false")

    def test_construct(self):
        self.assertEqual(self.ask(0, "CONSTRUCT { ?s e:m ?l } { ?s e:l ?l FILTER (STRLEN(STR(?l)) = 1) }", "-f", "ntriples"),
                         '<http://example.org/b> <http://example.org/m> "安"@zh-hans .\n')

    def test_groups(self):
        self.assertEqual(self.ask(0, "SELECT ?s (COUNT(?l) AS ?n) (MAX(?l) AS ?m) { ?s e:n ?l } GROUP BY ?s ORDER BY DESC(?n)", "-f", "csv"),
                         "s,n,m\r\nhttp://example.org/a,3,3000000000\r\nhttp://example.org/b,1,2\r\n")
        self.assertEqual(self.ask(0, "SELECT (COUNT(*) AS ?n) { ?s e:none ?l }", "-f", "csv"), "n\r\n0\r\n")
        self.assertEqual(self.ask(0, "SELECT ?s (COUNT(*) AS ?n) { ?s e:none ?l } GROUP BY ?s", "-f", "csv"), "s,n\r\n")

    def test_numbers_are_ordered_by_value_and_keep_their_type(self):
        self.assertEqual(self.ask(0, "SELECT ?n { ?s e:n ?n } ORDER BY DESC(?n) LIMIT 3 OFFSET 1", "-f", "csv"), "n\r\n12\r\n2\r\n1\r\n")
        self.assertIn('"3000000000"^^<http://www.w3.org/2001/XMLSchema#integer>',
                      self.ask(0, "SELECT ?n { ?s e:n ?n } ORDER BY DESC(?n)", "-f", "tsv"))

    def test_large_numbers_join(self):
        self.assertEqual(self.ask(0, "SELECT ?n { ?s e:n ?n . ?t e:n ?n FILTER (?n > 12.0) }", "-f", "csv"), "n\r\n3000000000\r\n")

    def test_regular_expressions_go_by_characters(self):
        self.assertEqual(self.ask(0, 'SELECT ?l { ?s e:l ?l FILTER REGEX(STR(?l), "^.$") }', "-f", "csv"), "l\r\n安\r\n")
        self.ask(2, 'SELECT ?l { ?s e:l ?l FILTER REGEX(STR(?l), "(") }', out="", err="no regular expression")

    def test_table_is_cut_to_its_width(self):
        self.article()
        lines = self.expect(0, "query", "-t", PREFIX + "SELECT ?t ?title { ?t ys:title ?title }", "--width", "40", "a.md").split("\n")
        width = lambda text: sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)
        self.assertTrue(all(width(line) <= 40 for line in lines), lines)
        self.assertIn("…", lines[2])

    def test_forms_that_do_not_fit(self):
        self.ask(2, "ASK { ?s ?p ?o }", "-f", "csv", out="", err="ASK: table, json or xml")
        self.ask(2, "SELECT * { ?s ?p ?o }", "-f", "ntriples", out="", err="SELECT: table")
        self.ask(2, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "-f", "json", out="", err="CONSTRUCT: table or ntriples")

    def test_time_limit(self):
        lines = "".join(f"<http://e/s{i}> <http://e/p> \"{i}\" .\n" for i in range(6000))
        self.write("big.nt", lines)
        self.expect(1, "query", "--timeout", "1", "-t", "SELECT * { ?a <http://e/p> ?x . OPTIONAL { ?b <http://e/p> ?y } }",
                    "big.nt", out="", err="no answer within 1 s")

    def test_memory_limit(self):
        if "asan" in os.environ.get("YANSHU_BUILD_DIR", ""):
            self.skipTest("a sanitizer needs more address space than any limit")
        self.write("big.nt", "".join(f"<http://e/s{i}> <http://e/p> \"{i}\" .\n" for i in range(300000)))
        run = self.run_command("query", "--memory", "100", "-t", "SELECT * { ?a ?b ?c }", "big.nt")
        self.assertNotEqual(run.returncode, 0)
        self.assertEqual(run.stdout, b"")

    def test_bad_data(self):
        for name, content, said in (("x.ttl", "<a> <b> .", r"x\.ttl:1: "), ("x.nt", "<http://e/a> <http://e/b> \"c\" .\nnonsense\n", r"x\.nt:2: "),
                                    ("x.rdf", "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'b'>]><r/>", "document type"),
                                    ("x.rdf", "<rdf", r"x\.rdf"), ("x.md", "", r"x\.md")):
            self.write(name, content)
            self.expect(1, "query", "-t", "ASK { ?s ?p ?o }", name, out="", err=said)
        self.expect(1, "query", "-t", "ASK { ?s ?p ?o }", "none.ttl", out="", err="none.ttl: No such file")

    def test_no_file_is_opened_by_data(self):
        secret = self.folder / "secret.txt"
        secret.write_text("secret")
        self.write("x.rdf", f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:xi="http://www.w3.org/2001/XInclude">'
                   '<rdf:Description rdf:about="http://e/"><xi:x>t</xi:x></rdf:Description></rdf:RDF>')
        self.assertNotIn("secret", self.expect(0, "query", "-f", "csv", "-t", "SELECT * { ?s ?p ?o }", "x.rdf"))


def refused(query, what):
    def test(self):
        self.ask(1, query, out="", err="can't answer this: [^.]*" + what)
    return test


def wrong(query, what):
    def test(self):
        self.ask(2, query, out="", err="query(:[0-9]+)?: .*" + what)
    return test


def answered(query, *lines):
    def test(self):
        self.assertEqual(self.ask(0, query, "-f", "csv").replace("http://example.org/", "e:").split("\r\n")[1:-1], list(lines))
    return test


REFUSED = [
    ("path_not", "SELECT * { ?a !e:p ?b }", "negated"), ("graph", "SELECT * { GRAPH ?g { ?a ?b ?c } }", "GRAPH"),
    ("service", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "SERVICE"), ("from", "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM"),
    ("ask_from", "ASK FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM"), ("describe", "DESCRIBE e:a", "DESCRIBE"),
    ("insert", "INSERT DATA { e:a e:b e:c }", "SPARQL Update"), ("load", "LOAD <file:///etc/passwd>", "SPARQL Update"),
    ("cast", "SELECT * { ?a e:n ?b FILTER (e:f(?b)) }", "casts|functions"), ("now", "SELECT * { ?a e:n ?b FILTER (NOW() > ?b) }", "function NOW"),
    ("exists", "SELECT * { ?a e:n ?b FILTER EXISTS { { ?a e:l ?c } UNION { ?c e:l ?a } } }", "EXISTS"),
    ("blank", "SELECT * { ?a e:n _:b }", "blank nodes"), ("list", "SELECT * { ?a e:n (1 2) }", "lists"), ("base", "BASE <http://e/> SELECT * { ?a <b> ?c }", "BASE"),
    ("reduced", "SELECT REDUCED ?a { ?a e:n ?b }", "REDUCED"), ("deep", "SELECT * " + "{" * 40 + " ?a e:n ?b " + "}" * 40, "inside of each other"),
    ("min_of_kinds", "SELECT (MIN(?b) AS ?c) { e:a ?p ?b }", "several kinds"), ("filter_aggregate", "SELECT * { ?a e:n ?b FILTER (COUNT(?b) > 1) }", "aggregate"),
    ("concat_language", "SELECT (GROUP_CONCAT(?b) AS ?c) { ?a e:l ?b }", "GROUP_CONCAT"), ("replace_nothing", 'SELECT (REPLACE("a", "x*", "-") AS ?c) { }', "REPLACE"),
    ("sample", "SELECT (SAMPLE(?b) AS ?c) { ?a e:n ?b }", "function SAMPLE"),
]
ANSWERED = [
    ("bind", "SELECT ?c { e:b e:n ?b BIND (?b + 1 AS ?c) }", "3"), ("bind_error", "SELECT ?b ?c { e:b e:n ?b BIND (?b / 0 AS ?c) }", "2,"),
    ("values", "SELECT ?a ?b { VALUES (?a ?b) { (e:a 12) (e:b UNDEF) } ?a e:n ?b } ORDER BY ?b", "e:b,2", "e:a,12"),
    ("values_behind", "SELECT ?b { ?a e:n ?b } VALUES ?a { e:b e:c }", "2"),
    ("minus", "SELECT ?a { ?a e:n 2 MINUS { ?a e:d ?c } }", "e:b"), ("minus_nothing_shared", "SELECT ?a { ?a e:n 2 MINUS { ?x e:d ?c } }", "e:b"),
    ("exists", "SELECT DISTINCT ?a { ?a e:n ?b FILTER EXISTS { ?a e:d ?c } }", "e:a"), ("not_exists", "SELECT ?a { ?a e:n ?b FILTER NOT EXISTS { ?a e:d ?c } }", "e:b"),
    ("exists_sees_outside", "SELECT ?b { e:a e:n ?b FILTER EXISTS { ?x e:n ?c FILTER (?c = ?b + 1) } }", "1"),
    ("exists_in_condition", "SELECT ?b { ?a e:n ?b FILTER (?b > 100 || NOT EXISTS { ?a e:d ?c }) } ORDER BY ?b", "2", "3000000000"),
    ("path", "SELECT ?x { e:a e:k/e:k ?x }", "e:c"), ("path_inverse", "SELECT ?x { e:c ^e:k ?x } ORDER BY ?x", "e:b", "e:c"),
    ("path_choice", "SELECT ?x { e:b e:k|e:n ?x } ORDER BY ?x", "e:c", "2"), ("path_any", "SELECT ?x { e:a e:k* ?x } ORDER BY ?x", "e:a", "e:b", "e:c"),
    ("path_many_in_a_loop", "SELECT ?x { e:c e:k+ ?x } ORDER BY ?x", "e:c"), ("path_maybe", "SELECT ?x { e:a e:k? ?x } ORDER BY ?x", "e:a", "e:b"),
    ("path_back", "SELECT ?x { ?x e:k+ e:b }", "e:a"), ("path_of_what_is_not_there", "SELECT ?x { e:nowhere e:k* ?x }", "e:nowhere"),
    ("path_group", "SELECT (COUNT(*) AS ?n) { e:a (e:k|^e:k)* ?x }", "3"),
    ("aggregates", "SELECT (SUM(?b) AS ?s) (AVG(?b) AS ?v) (MIN(?b) AS ?m) (MAX(?b) AS ?x) { ?a e:n ?b FILTER (?b < 100) }", "15,5,1,12"),
    ("average", "SELECT (AVG(?b) AS ?v) { VALUES ?b { 1 1 2 } }", "1.333333333333333333"), ("group_concat", 'SELECT (GROUP_CONCAT(STR(?b); SEPARATOR="|") AS ?v) { e:b e:n|e:l ?b }', "2|安"),
    ("having", "SELECT ?a (COUNT(*) AS ?c) { ?a e:n ?b } GROUP BY ?a HAVING (COUNT(*) > 1)", "e:a,3"),
    ("group_by_expression", "SELECT ?k (COUNT(*) AS ?c) { ?a e:n ?b } GROUP BY (?b > 2 AS ?k) ORDER BY ?k", "false,2", "true,2"),
    ("inner_aggregate", "SELECT ?a ?n ?l { { SELECT ?a (COUNT(*) AS ?n) { ?a e:n ?b } GROUP BY ?a } ?a e:l ?l FILTER (?n = 1) }", "e:b,1,安"),
    ("inner_limit", "SELECT ?b ?d { { SELECT ?b { e:a e:n ?b } ORDER BY DESC(?b) LIMIT 1 } e:a e:d ?d }", "3000000000,2024-03-05"),
    ("hidden_variable", "SELECT ?a ?b { ?a e:n ?b { SELECT ?a { ?a e:l ?b } } FILTER (?b = 2) }", "e:b,2"),
    ("arithmetic", "SELECT ?b { ?a e:n ?b FILTER (?b * 2 - 1 = 23) }", "12"), ("decimals", "SELECT (0.1 + 0.2 AS ?c) (7 / 2 AS ?d) (-(3) AS ?e) (1e0 / 4 AS ?f) { }", "0.3,3.5,-3,2.5E-1"),
    ("overflow", "SELECT (9223372036854775807 + 1 AS ?c) { }", ""), ("truth", "SELECT ?b { VALUES ?b { 0 1 \"\" \"a\" true false } FILTER (?b) }", "1", "a", "true"),
    ("dates", "SELECT (YEAR(?b) AS ?y) (MONTH(?b) AS ?m) (DAY(?b) AS ?t) { ?a e:d ?b }", "2024,3,5"), ("date_order", "SELECT ?a { ?a e:d ?b FILTER (?b < '2024-10-01'^^<http://www.w3.org/2001/XMLSchema#date>) }", "e:a"),
    ("ill_typed", "SELECT ?b { VALUES ?b { '五'^^<http://www.w3.org/2001/XMLSchema#integer> } FILTER (?b = 0) }",),
    ("if_coalesce", "SELECT (IF(?b > 2, 'a', 'b') AS ?c) (COALESCE(?none, 1/0, 'c') AS ?d) { e:b e:n ?b }", "b,c"),
    ("texts", "SELECT (SUBSTR('市长书记', 3) AS ?a) (SUBSTR('𠮷野家', 2, 1) AS ?b) (STRBEFORE('a-b', '-') AS ?c) (STRAFTER('a-b', '-') AS ?d) (UCASE('aé') AS ?e) (CONCAT('a', 'b') AS ?f) { }", "书记,野,a,b,AÉ,ab"),
    ("replace", "SELECT (REPLACE('第三届三次', '三', '四') AS ?a) (REPLACE('abc', '(b)', '[$1]') AS ?b) { }", "第四届四次,a[b]c"),
    ("end_of_text", "SELECT (REGEX('a\\n', 'a$') AS ?a) (REGEX('a\\nb', '^b', 'm') AS ?b) { }", "false,true"),
    ("casts", "SELECT (<http://www.w3.org/2001/XMLSchema#integer>('12') AS ?a) (<http://www.w3.org/2001/XMLSchema#integer>('x') AS ?b) (<http://www.w3.org/2001/XMLSchema#string>(1.50) AS ?c) { }", "12,,1.50"),
    ("encode", "SELECT (ENCODE_FOR_URI('市 a') AS ?a) { }", "%E5%B8%82%20a"), ("nameless", "SELECT ?b { [ e:n ?b ; e:d [] ] FILTER (?b < 100) } ORDER BY ?b", "1", "12"),
    ("open_variable", "SELECT ?a ?c { VALUES ?a { e:a e:b } OPTIONAL { ?a e:d ?c } ?d e:d ?c } ORDER BY ?a", "e:a,2024-03-05", "e:b,2024-03-05"),
    ("filter_elsewhere", "SELECT ?a { ?a e:n ?b { ?a e:l ?c FILTER (BOUND(?b)) } }",), ("optional_filter_sees_outside", "SELECT ?b ?c { e:a e:n ?b OPTIONAL { e:b e:n ?c FILTER (?c > ?b) } } ORDER BY ?b", "1,2", "12,", "3000000000,"),
    ("order_by_expression", "SELECT ?b { ?a e:n ?b } ORDER BY DESC(?b = 2) ?b", "2", "1", "12", "3000000000"),
]
WRONG = [
    ("empty", "", "SELECT"), ("word", "SELCT * { ?a ?b ?c }", "SELCT"), ("open", "SELECT * { ?a ?b ?c", "'}'"), ("two_terms", "SELECT * { ?a ?b }", "found '}'"),
    ("prefix", "SELECT * { ?a x:b ?c }", "prefix"), ("string", 'SELECT * { ?a ?b "c }', "string without"), ("more", "SELECT * { ?a ?b ?c } }", "end of the query"),
    ("not_grouped", "SELECT ?a (COUNT(*) AS ?n) { ?a e:n ?b }", "grouped"), ("number", "SELECT * { ?a ?b 1x3 }", "number"),
    ("bind_twice", "SELECT * { ?a e:n ?b BIND (1 AS ?b) }", "new variable"), ("arguments", "SELECT (SUBSTR('a') AS ?b) { }", "arguments"),
    ("limit", "SELECT * { ?a ?b ?c } LIMIT 1.5", "whole number"), ("regex", "SELECT * { ?a ?b ?c FILTER REGEX(STR(?c), '(') }", "regular expression"),
]
table(Answers, [("answers_" + name, answered(query, *lines)) for name, query, *lines in ANSWERED])
table(Answers, [("refused_" + name, refused(query, what)) for name, query, what in REFUSED])
table(Answers, [("wrong_" + name, wrong(query, what)) for name, query, what in WRONG])

if __name__ == "__main__":
    main()
