#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanshu load into real stores, by both protocols: load, count, query, replace, append, restart; graphs of articles; wrong
passwords, certificates, passing failures, servers that go away, memory."""

import json
import os
import pathlib
import re
import socket
import subprocess
import threading

from harness import SECOND, CommandTest, main
import tour
from servers import Oxigraph, Virtuoso, count, free_port, rows

TREE = pathlib.Path(os.environ["YANSHU_SOURCE_DIR"])
DATA = str(TREE / "output" / "yanshu-samples.ttl")
GRAPH = "https://data.example.org/graph/样本"
SMALL = '<http://e/s> <http://e/p> "一\\n\\"二\\"𠮷"@zh-hans , 5 . _:b <http://e/q> <http://e/s> .\n'


def plain(term):
    """The value of a term of SPARQL's TSV."""
    found = re.match(r'"((?:[^"\\]|\\.)*)"|<(.*)>$|(.*)$', term)
    text, iri, bare = found.groups()
    return json.loads(f'"{text}"') if text is not None else iri if iri is not None else bare


class Load(CommandTest):
    def load(self, code, to, *more, user=None, **how):
        env = {"YANSHU_USER": user.split(":")[0], "YANSHU_PASSWORD": user.split(":")[1]} if user else {}
        return self.expect(code, "load", "--to", to, *more, env=env, out="", **how)

    def triples(self):
        return int(self.expect(0, "query", "-f", "csv", "-t", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", DATA).split()[1])

    def check_store(self, store, to, user):
        """One graph: replaced, added to, whole or as it was, by the protocol at the address @p to."""
        n = self.triples()
        self.load(0, to, "-g", GRAPH, "--replace", DATA, user=user, err="")
        self.assertEqual(count(store.endpoint, GRAPH), n)
        self.load(0, to, "-g", GRAPH, "--append", DATA, user=user, err="")
        self.assertEqual(count(store.endpoint, GRAPH), n)
        self.write("small.ttl", SMALL)
        self.load(0, to, "-g", GRAPH, "--append", "small.ttl", user=user)
        self.assertEqual(count(store.endpoint, GRAPH), n + 3)
        found = json.loads(rows(store.endpoint, "SELECT ?o { <http://e/s> <http://e/p> ?o FILTER (LANG(?o) = 'zh-hans') }"))
        self.assertEqual(found["results"]["bindings"][0]["o"]["value"], '一\n"二"𠮷')
        self.write("bad.ttl", SMALL + "nonsense")
        self.load(1, to, "-g", GRAPH, "--replace", "small.ttl", "bad.ttl", user=user, err=r"bad\.ttl:2: ")
        self.assertEqual(count(store.endpoint, GRAPH), n + 3, "a file that can't be read changes nothing")
        self.load(0, to, "-g", GRAPH, "--replace", "small.ttl", user=user)
        self.assertEqual(count(store.endpoint, GRAPH), 3)
        self.check_graphs(store, to, user)

    def graphs(self):
        """Two articles and their N-Quads; for each graph the number of its lines."""
        self.article()
        self.write("b.md", SECOND)
        self.expect(0, "export", "-f", "nquads", "-o", "two.nq", "a.md", "b.md")
        lines = (self.folder / "two.nq").read_text(encoding="utf-8").splitlines()
        found = {}
        for line in lines:
            graph = line.split(" ")[-2].strip("<>")
            found[graph] = found.get(graph, 0) + 1
        self.assertEqual(len(found), 2)
        # lines of two graphs take turns, as in a file that was sorted
        half = len(lines) // 2
        self.write("mixed.nq", "\n".join(line for pair in zip(lines[:half], lines[half:]) for line in pair) + "\n" + "\n".join(lines[2 * half:]) + "\n")
        return found

    def check_graphs(self, store, to, user):
        """A graph an article: each is replaced by itself, others are left alone."""
        expected = self.graphs()
        counts = lambda: {graph: count(store.endpoint, graph) for graph in expected}
        self.load(0, to, "--graphs", "--replace", "mixed.nq", user=user, err="")
        self.assertEqual(counts(), expected)
        one, other = expected
        self.write("more.nq", f"<http://e/s> <http://e/p> '1' <{one}> .\n".replace("'", '"'))
        self.load(0, to, "--graphs", "--append", "more.nq", user=user, err="")
        self.assertEqual(counts(), {one: expected[one] + 1, other: expected[other]})
        self.load(0, to, "--graphs", "--replace", "more.nq", user=user, err="")
        self.assertEqual(counts(), {one: 1, other: expected[other]})
        self.load(0, to, "--graphs", "--replace", "a.md", "b.md", user=user, err="")
        self.assertEqual(counts(), expected, "articles themselves")
        self.load(0, to, "--graphs", "-g", "http://e/rest", "--replace", "small.ttl", user=user)
        self.assertEqual(count(store.endpoint, "http://e/rest"), 3)
        self.load(1, to, "--graphs", "--replace", "small.ttl", user=user, err=r"small\.ttl: has triples outside of any graph")
        self.load(0, to, "-g", one, "--replace", "two.nq", user=user)
        self.assertEqual(counts(), {one: len({line.rsplit(" ", 2)[0] for line in (self.folder / "two.nq").read_text(encoding="utf-8").splitlines()}), other: expected[other]})
        self.write("none.nt", "")
        self.load(0, to, "-g", one, "--replace", "none.nt", user=user)
        self.assertEqual(counts(), {one: 0, other: expected[other]}, "replaced by nothing")
        for graph in (other, "http://e/rest"):
            self.load(0, to, "-g", graph, "--replace", "none.nt", user=user)

    def test_virtuoso(self):
        virtuoso = Virtuoso(self.folder / "v")
        self.addCleanup(virtuoso.stop)
        virtuoso.start()
        self.check_store(virtuoso, virtuoso.store, "dba:dba")
        self.check_store(virtuoso, virtuoso.update, "dba:dba")
        self.load(3, virtuoso.store, "-g", GRAPH, "--replace", "small.ttl", user="dba:wrong", err="401.*YANSHU_USER")
        self.load(3, virtuoso.store, "-g", GRAPH, "--replace", "small.ttl", err="401")
        netrc = self.folder / "netrc"
        netrc.write_text("machine 127.0.0.1 login dba password dba\n")
        self.load(0, virtuoso.store, "-g", GRAPH, "--replace", "--netrc-file", str(netrc), DATA)
        virtuoso.isql("checkpoint;")
        virtuoso.stop()
        virtuoso.start()
        self.assertEqual(count(virtuoso.endpoint, GRAPH), self.triples(), "after a restart")
        self.check_queries(virtuoso)
        self.check_bulk(virtuoso)
        self.check_tour(virtuoso)

    def check_queries(self, virtuoso):
        """The research queries have the published answers."""
        for path in sorted((TREE / "docs" / "queries").glob("*.rq")):
            found = json.loads(rows(virtuoso.endpoint, path.read_text(encoding="utf-8")))["results"]["bindings"]
            header, *lines = (path.parent / "answers" / (path.stem + ".tsv")).read_text(encoding="utf-8").splitlines()
            names = [name.lstrip("?") for name in header.split("\t")]
            expected = [tuple(plain(term) for term in line.split("\t")) for line in lines]
            self.assertEqual(sorted(tuple(row.get(name, {}).get("value", "") for name in names) for row in found), sorted(expected), path.name)

    def check_tour(self, virtuoso):
        """docs/from-page-to-answer.md, with the address of this server."""
        lines = [line.replace("127.0.0.1:8890", f"127.0.0.1:{virtuoso.http}") for line in tour.commands("embedded") + tour.commands("store")]
        self.assertIn('"应书鹤","金若溪"', tour.run(self.folder, lines))

    def check_bulk(self, virtuoso):
        """The stores' own bulk loaders, as docs/stores.md has them."""
        folder = virtuoso.folder / "load"
        self.expect(0, "export", "-f", "nquads", "-o", str(folder / "news.nq"), self.article())
        section = (TREE / "docs" / "stores.md").read_text(encoding="utf-8").split("### Bulk\n")[1].split("\n## ")[0]
        lines = [line[4:].replace("/folder", str(folder)).replace("127.0.0.1:1111", f"127.0.0.1:{virtuoso.port}")
                 for line in section.splitlines() if line.startswith("    ")]
        self.assertEqual(len(lines), 8)
        run = subprocess.run(["sh", "-eu", "-c", "\n".join(lines)], cwd=TREE / "tests", capture_output=True, text=True, timeout=300)
        self.assertEqual(run.returncode, 0, run.stderr)
        quads = (folder / "news.nq").read_text(encoding="utf-8").splitlines()
        graph = quads[0].split(" ")[-2].strip("<>")
        self.assertEqual(count(virtuoso.endpoint, graph), len(quads))
        self.assertRegex(run.stdout, rf"(?s)\b0 Rows\..*\n{len(quads)}\n.*\bn\s+{len(quads)}\n$", "Virtuoso has no errors; Oxigraph; Jena")

    def test_oxigraph(self):
        store = Oxigraph(USER_PASSWORD="a:b")
        self.addCleanup(store.stop)
        # its query side asks for the password as well, so the checks go to one without
        self.write("small.ttl", SMALL)
        self.load(3, store.store, "-g", GRAPH, "--replace", "small.ttl", user="a:c", err="401")
        self.load(0, store.store, "-g", GRAPH, "--replace", "small.ttl", user="a:b")
        plain = Oxigraph()
        self.addCleanup(plain.stop)
        for to in (plain.store, plain.update):
            self.check_store(plain, to, None)
            self.load(0, to, "--default-graph", "--replace", "small.ttl")
        self.load(0, plain.host + "/update?x", "--protocol", "update", "-g", "http://e/g", "--replace", "small.ttl")
        self.load(3, plain.update, "--protocol", "graphs", "-g", "http://e/g", "--replace", "small.ttl", err="answered 415.*Graph Store Protocol")

    def test_no_server(self):
        self.write("small.ttl", SMALL)
        self.load(3, f"http://127.0.0.1:{free_port()}/", "-g", GRAPH, "--replace", "--retries", "1", "small.ttl", err="(?s)trying again.*onnect")

    def serve_once(self, act):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)

        def serve():
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                act(connection)
        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    def test_server_gone_while_loading(self):
        def act(connection):
            connection.recv(100)
            connection.close()
        self.load(3, self.serve_once(act), "-g", GRAPH, "--replace", "--retries", "1", DATA, err="trying again")

    def test_silent_server(self):
        held = []
        self.load(3, self.serve_once(held.append), "-g", GRAPH, "--replace", "--retries", "0", "--timeout", "2", DATA, err="(?i)time|slow")
        for connection in held:
            connection.close()

    def test_usage(self):
        self.write("small.ttl", SMALL)
        for arguments in ([], ["--to", "http://x/"], ["--to", "http://x/", "-g", "http://g/", "small.ttl"], ["--to", "http://x/", "--replace", "small.ttl"],
                          ["--to", "http://x/", "-g", "http://g/", "--replace", "--append", "small.ttl"], ["--to", "http://x/", "-g", "http://g/", "--replace"],
                          ["--to", "ftp://x/", "-g", "http://g/", "--replace", "small.ttl"], ["--to", "file:///etc/x", "-g", "http://g/", "--replace", "small.ttl"]):
            self.expect(2, "load", *arguments, out="")
        self.load(1, "http://127.0.0.1:1/", "-g", "http://g/", "--replace", "small.xyz", err="no such file")


if __name__ == "__main__":
    main()
