#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanshu load into real stores: load, count, query, replace, append, restart; wrong password, passing failures, no server."""

import json
import os
import pathlib
import re
import socket
import threading

from harness import CommandTest, main
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

    def check_store(self, store, user):
        n = self.triples()
        self.load(0, store.store, "-g", GRAPH, "--replace", DATA, user=user, err="")
        self.assertEqual(count(store.endpoint, GRAPH), n)
        self.load(0, store.store, "-g", GRAPH, "--append", DATA, user=user, err="")
        self.assertEqual(count(store.endpoint, GRAPH), n)
        self.write("small.ttl", SMALL)
        self.load(0, store.store, "-g", GRAPH, "--append", "small.ttl", user=user)
        self.assertEqual(count(store.endpoint, GRAPH), n + 3)
        found = json.loads(rows(store.endpoint, "SELECT ?o { <http://e/s> <http://e/p> ?o FILTER (LANG(?o) = 'zh-hans') }"))
        self.assertEqual(found["results"]["bindings"][0]["o"]["value"], '一\n"二"𠮷')
        self.write("bad.ttl", SMALL + "nonsense")
        self.load(1, store.store, "-g", GRAPH, "--replace", "small.ttl", "bad.ttl", user=user, err=r"bad\.ttl:2: ")
        self.assertEqual(count(store.endpoint, GRAPH), n + 3, "a file that can't be read changes nothing")
        self.load(0, store.store, "-g", GRAPH, "--replace", "small.ttl", user=user)
        self.assertEqual(count(store.endpoint, GRAPH), 3)

    def test_virtuoso(self):
        virtuoso = Virtuoso(self.folder / "v")
        self.addCleanup(virtuoso.stop)
        virtuoso.start()
        self.check_store(virtuoso, "dba:dba")
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
        self.check_death(virtuoso)

    def check_queries(self, virtuoso):
        """The research queries have the published answers."""
        for path in sorted((TREE / "docs" / "queries").glob("*.rq")):
            found = json.loads(rows(virtuoso.endpoint, path.read_text(encoding="utf-8")))["results"]["bindings"]
            header, *lines = (path.parent / "answers" / (path.stem + ".tsv")).read_text(encoding="utf-8").splitlines()
            names = [name.lstrip("?") for name in header.split("\t")]
            expected = [tuple(plain(term) for term in line.split("\t")) for line in lines]
            self.assertEqual(sorted(tuple(row.get(name, {}).get("value", "") for name in names) for row in found), sorted(expected), path.name)

    def check_death(self, virtuoso):
        """Killed while it takes a graph, it may keep a part of it; the same command again makes it whole."""
        self.write("large.nt", "".join(f'<http://e/{i}> <http://e/p> "{i}" .\n' for i in range(150000)))
        how = ("load", "--to", virtuoso.store, "-g", "http://e/g", "--replace", "large.nt")
        account = {"YANSHU_USER": "dba", "YANSHU_PASSWORD": "dba"}
        killer = threading.Timer(0.4, virtuoso.process.kill)
        killer.start()
        self.expect(3, *how, "--retries", "0", env=account, out="", err=r"sparql-graph-crud-auth: .")
        killer.join()
        virtuoso.process.wait()
        (virtuoso.folder / "virtuoso.lck").unlink(missing_ok=True)
        virtuoso.start()
        self.expect(0, *how, env=account, out="")
        self.assertEqual(count(virtuoso.endpoint, "http://e/g"), 150000)

    def check_tour(self, virtuoso):
        """docs/from-page-to-answer.md, with the address of this server."""
        lines = [line.replace("127.0.0.1:8890", f"127.0.0.1:{virtuoso.http}") for line in tour.commands("embedded") + tour.commands("store")]
        self.assertIn('"应书鹤","金若溪"', tour.run(self.folder, lines))

    def check_bulk(self, virtuoso):
        """Virtuoso's own bulk loader, as docs/stores.md has it."""
        self.expect(0, "export", "-f", "nquads", "-o", str(virtuoso.folder / "load" / "a.nq"), self.article())
        virtuoso.isql(f"ld_dir('{virtuoso.folder}/load', '*.nq', 'https://data.example.org/bulk'); rdf_loader_run(); checkpoint;")
        self.assertIn("0", virtuoso.isql("select count(*) from DB.DBA.load_list where ll_error is not null;"))
        lines = (virtuoso.folder / "load" / "a.nq").read_text(encoding="utf-8").splitlines()
        graph = lines[0].split(" ")[-2].strip("<>")
        self.assertEqual(count(virtuoso.endpoint, graph), len(lines))

    def test_oxigraph(self):
        store = Oxigraph(USER_PASSWORD="a:b")
        self.addCleanup(store.stop)
        # its query side asks for the password as well, so the checks go to one without
        self.write("small.ttl", SMALL)
        self.load(3, store.store, "-g", GRAPH, "--replace", "small.ttl", user="a:c", err="401")
        self.load(0, store.store, "-g", GRAPH, "--replace", "small.ttl", user="a:b")
        plain = Oxigraph()
        self.addCleanup(plain.stop)
        self.check_store(plain, None)
        self.load(0, plain.store, "--default-graph", "--replace", "small.ttl")

    def test_passing_failures(self):
        store = Oxigraph(FAIL="503")
        self.addCleanup(store.stop)
        self.write("small.ttl", SMALL)
        self.load(0, store.store, "-g", GRAPH, "--replace", "small.ttl", err="(?s)503: not now; trying again.*trying again")
        self.assertEqual(count(store.endpoint, GRAPH), 3)

    def test_no_room(self):
        store = Oxigraph(FAIL="507")
        self.addCleanup(store.stop)
        self.write("small.ttl", SMALL)
        self.load(3, store.store, "-g", GRAPH, "--replace", "small.ttl", err=r"answered 507 \(no room\)")

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
        self.load(1, "http://127.0.0.1:1/", "-g", "http://g/", "--replace", "small.xyz", err="is not named")


if __name__ == "__main__":
    main()
