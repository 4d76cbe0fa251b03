#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yanshu load when something is wrong: passwords, certificates, servers that fail, go away or have no room, in the middle
of a load; data that would say something else to a store; memory."""

import http.server
import json
import os
import pty
import resource
import shutil
import signal
import subprocess
import threading
import urllib.parse

from harness import COMMAND, CommandTest, main
from servers import Oxigraph, Virtuoso, count, rows

GRAPH = "http://e/g"
OLD = '<http://e/old> <http://e/p> "1" .\n'
ACCOUNT = {"YANSHU_USER": "dba", "YANSHU_PASSWORD": "dba"}


def numbered(n, extra=""):
    return "".join(f'<http://e/{i}> <http://e/p> "{i}{extra}" .\n' for i in range(n))


class Trouble(CommandTest):
    def load(self, code, to, *more, user=None, env=None, **how):
        env = dict(env or {})
        if user:
            env["YANSHU_USER"], env["YANSHU_PASSWORD"] = user.split(":")
        return self.expect(code, "load", "--to", to, *more, env=env, out="", **how)

    def server(self, **environment):
        store = Oxigraph(**environment)
        self.addCleanup(store.stop)
        return store

    # ---- who we are ----

    def test_passwords(self):
        self.write("a.nt", OLD)
        netrc = self.folder / "netrc"
        netrc.write_text("machine 127.0.0.1 login a password b\n")
        for kind in ("basic", "digest"):
            store = self.server(USER_PASSWORD="a:b", AUTH=kind)
            for to in (store.store, store.update):
                with self.subTest(kind=kind, to=to):
                    self.load(3, to, "-g", GRAPH, "--replace", "a.nt", err="answered 401 .*YANSHU_USER")
                    self.load(3, to, "-g", GRAPH, "--replace", "a.nt", user="a:c", err="answered 401")
                    self.assertEqual(count(store.endpoint, GRAPH), 0)
                    self.load(0, to, "-g", GRAPH, "--append", "a.nt", user="a:b", err="")
                    self.assertEqual(count(store.endpoint, GRAPH), 1)
                    self.load(0, to, "-g", GRAPH, "--replace", "--netrc-file", str(netrc), "a.nt", err="")
                    home = {"HOME": str(self.folder)}
                    shutil.copy(netrc, self.folder / ".netrc")
                    self.load(0, to, "-g", GRAPH, "--replace", "a.nt", env=home, err="")
                    (self.folder / ".netrc").unlink()
                    self.write("large.nt", numbered(2500))
                    self.load(0, to, "-g", GRAPH, "--replace", "large.nt", user="a:b", err="")
                    self.assertEqual(count(store.endpoint, GRAPH), 2500)
                    self.write("none.nt", "")
                    self.load(0, to, "-g", GRAPH, "--replace", "none.nt", user="a:b", err="")

    def certificates(self):
        """A certificate authority of our own, and a certificate for 127.0.0.1 by it; their paths."""
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)
        self.write("names", "subjectAltName=IP:127.0.0.1\n")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=test")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=store")
        openssl("x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "certificate.pem", "-days", "2", "-extfile", "names")
        return {"CERTIFICATE": str(self.folder / "certificate.pem"), "KEY": str(self.folder / "key.pem")}

    def test_certificates(self):
        store = self.server(**self.certificates())
        self.write("a.nt", OLD)
        self.load(3, store.store, "-g", GRAPH, "--replace", "a.nt", err="(?i)certificate")
        self.load(0, store.store, "-g", GRAPH, "--replace", "--cacert", "ca.pem", "a.nt", err="")
        self.load(0, store.update, "-g", GRAPH, "--replace", "a.nt", env={"CURL_CA_BUNDLE": str(self.folder / "ca.pem")}, err="")
        other = store.store.replace("127.0.0.1", "localhost")
        self.load(3, other, "-g", GRAPH, "--replace", "--cacert", "ca.pem", "a.nt", err="(?i)certificate|match")
        self.load(3, store.store, "-g", GRAPH, "--replace", "--cacert", "none.pem", "a.nt", err="(?i)certificate|CA")

    # ---- failures ----

    def test_passing_failures(self):
        self.write("large.nt", numbered(2500))
        for protocol in ("store", "update"):
            store = self.server(FAIL="503", FAIL_TIMES="1", FAIL_FROM="3" if protocol == "update" else "1")
            self.load(0, getattr(store, protocol), "-g", GRAPH, "--replace", "large.nt", err="answered 503: not now; trying again")
            self.assertEqual(count(store.endpoint, GRAPH), 2500)

    def test_update_leaves_a_graph_as_it_was(self):
        """The server goes away in the middle, whichever request that is."""
        self.write("old.nt", OLD)
        self.write("large.nt", numbered(2500))
        for way in ("--replace", "--append"):
            for n in (2, 3, 5, 6):
                store = self.server(HANG_FROM=str(n), USE="x")
                self.load(0, store.update, "-g", GRAPH, "--replace", "old.nt", err="")
                self.load(3, store.update, "-g", GRAPH, way, "--retries", "0", "large.nt", err="sparql|update: ")
                self.assertEqual(count(store.endpoint, GRAPH), 1, f"{way}, request {n}")
                store.stop()

    def test_some_graphs_fail(self):
        """What was loaded before the failure stays, the others are as they were, and the same command mends it."""
        self.write("all.nq", "".join(f'<http://e/s{i % 3}> <http://e/p> "{i}" <http://e/g{i}> .\n' for i in range(10)))
        store = self.server(FAIL="400", FAIL_TIMES="1", FAIL_FROM="5")
        self.load(3, store.store, "--graphs", "--replace", "all.nq", err="(?s)answered 400: not now.*4 of 10 graphs are loaded")
        self.assertEqual(sum(count(store.endpoint, f"http://e/g{i}") for i in range(10)), 4)
        self.load(0, store.store, "--graphs", "--replace", "all.nq", err="")
        self.assertEqual(sum(count(store.endpoint, f"http://e/g{i}") for i in range(10)), 10)

    def test_restart(self):
        store = self.server(FILE=str(self.folder / "kept.nq"))
        self.write("a.nt", numbered(100))
        self.load(0, store.update, "-g", GRAPH, "--replace", "a.nt", err="")
        store.stop()
        store.start()
        self.assertEqual(count(store.endpoint, GRAPH), 100)
        self.assertIn('"99"', rows(store.endpoint, "SELECT ?o { <http://e/99> ?p ?o }"))

    def test_no_room(self):
        self.write("a.nt", OLD)
        self.load(3, self.server(FAIL="507").store, "-g", GRAPH, "--replace", "a.nt", err=r"answered 507 \(no room\)")

    def test_no_room_for_temporary_files(self):
        self.write("a.nt", numbered(20000))
        run = self.run_command("load", "--to", "http://127.0.0.1:1/", "-g", GRAPH, "--replace", "a.nt",
                               preexec=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))))
        self.assertEqual(run.returncode, 3)
        self.assertIn("no room for the triples in the temporary folder: File too large", run.stderr.decode())
        run = self.run_command("load", "--to", "http://127.0.0.1:1/", "-g", GRAPH, "--replace", "a.nt", env={"TMPDIR": "/nowhere"})
        self.assertEqual(run.returncode, 3)
        self.assertIn("no temporary file: No such file", run.stderr.decode())

    def test_moved(self):
        class Moved(http.server.BaseHTTPRequestHandler):
            def do_PUT(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(301)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *arguments):
                pass
        self.write("a.nt", OLD)
        self.load(3, self.serve(Moved), "-g", GRAPH, "--replace", "a.nt", err="answered 301 .is this the address")

    def test_progress(self):
        """On a terminal it is shown, elsewhere it is not."""
        self.write("large.nt", numbered(40000))
        to, _ = self.sink()
        master, slave = pty.openpty()
        process = subprocess.Popen([COMMAND, "load", "--to", to, "-g", GRAPH, "--replace", "large.nt"], cwd=self.folder, stderr=slave)
        self.assertEqual(process.wait(60), 0)
        os.close(slave)
        said = os.read(master, 1 << 16).decode()
        os.close(master)
        self.assertRegex(said, r"\b\d+ %")
        self.load(0, to, "-g", GRAPH, "--replace", "large.nt", err="")

    def serve(self, handler):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    # ---- Virtuoso ----

    def test_virtuoso_dies(self):
        """Killed in the middle: by the Graph Store Protocol a graph may keep a part, by SPARQL Update it is as it was;
        the same command again makes it whole."""
        virtuoso = Virtuoso(self.folder / "v")
        self.addCleanup(virtuoso.stop)
        virtuoso.start()
        self.write("old.nt", OLD)
        self.write("large.nt", numbered(40000))
        for to in (virtuoso.store, virtuoso.update):
            self.load(0, to, "-g", GRAPH, "--replace", "old.nt", env=ACCOUNT)
            virtuoso.isql("checkpoint;")
            killer = threading.Timer(0.25, virtuoso.process.kill)
            killer.start()
            self.load(3, to, "-g", GRAPH, "--replace", "--retries", "0", "large.nt", env=ACCOUNT, err=r"sparql-[a-z-]*auth: .")
            killer.join()
            virtuoso.process.wait()
            (virtuoso.folder / "virtuoso.lck").unlink(missing_ok=True)
            virtuoso.start()
            if to == virtuoso.update:
                self.assertEqual(count(virtuoso.endpoint, GRAPH), 1)
            self.load(0, to, "-g", GRAPH, "--replace", "large.nt", env=ACCOUNT)
            self.assertEqual(count(virtuoso.endpoint, GRAPH), 40000)

    def test_virtuoso_has_no_room(self):
        """Virtuoso answers 500 then, or, seldom, stops at an error of its own ("GPF: extent.c") while it takes back what it
        did; either is reported."""
        virtuoso = Virtuoso(self.folder / "v")
        self.addCleanup(virtuoso.stop)
        virtuoso.start(limit=64 << 20)
        self.write("old.nt", OLD)
        self.write("large.nt", numbered(200000, "x" * 100))
        self.load(0, virtuoso.store, "-g", GRAPH, "--replace", "old.nt", env=ACCOUNT)
        run = self.run_command("load", "--to", virtuoso.store, "-g", GRAPH, "--replace", "--retries", "1", "large.nt", env=ACCOUNT)
        said = run.stderr.decode()
        log = (virtuoso.folder / "virtuoso.log").read_text(errors="replace")
        self.assertEqual(run.returncode, 3, said + log)
        self.assertIn("Out of disk space", log)
        if "answered 500" in said:
            self.assertRegex(said, "answered 500: .*Error 42000")
        else:
            self.assertRegex(said, "sparql-graph-crud-auth: (warning: )?Server returned nothing|Recv failure|Send failure", log)
            self.assertLess(virtuoso.process.wait(60), 0, log)

    def test_answers_are_told(self):
        """As the store words them: here as Virtuoso does when its disk is full."""
        said = "SPARQL Graph Protocol request failed\nHTTP/1.1 500 Request Failed\nError 42000 Line 11: Transaction aborted due to lack of disk space"
        self.write("a.nt", OLD)
        for to in ("store", "update"):
            store = self.server(FAIL="500", FAIL_TIMES="2", FAIL_WITH=said)
            self.load(3, getattr(store, to), "-g", GRAPH, "--replace", "--retries", "1", "a.nt",
                      err="(?s)answered 500: .*Error 42000 .*lack of disk space; trying again\n.*answered 500: .*lack of disk space")
            self.assertEqual(count(store.endpoint, GRAPH), 0)

    # ---- what files say ----

    def test_terms_that_would_end_a_request(self):
        store = self.server()
        self.load(1, store.update, "-g", GRAPH, "--replace", self.write("a.nt", '<http://e/\\u003E> <http://e/p> "1" .\n'), err=r"a\.nt:1: ")
        self.load(1, store.update, "-g", GRAPH, "--replace",
                  self.write("b.nt", '<http://e/\\u003E\\u0020\\u003Ca\\u003E\\u0020\\u0031\\u0020\\u007D\\u007D\\u003BDROP\\u0020ALL> <http://e/p> "1" .\n'), err=r"b\.nt:")
        self.load(1, store.update, "--graphs", "--replace", self.write("c.nq", '<http://e/> <http://e/p> "1" <http://e/\\u003E> .\n'), err=r"c\.nq:1: ")
        self.load(1, store.update, "-g", GRAPH, "--replace", self.write("f.ttl", '<http://e/\\u003E> <http://e/p> "1" .\n'), err=r"f\.ttl:")
        rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/"><e:p xml:lang="zh } }; DROP ALL">x</e:p></rdf:Description></rdf:RDF>'
        self.load(1, store.update, "-g", GRAPH, "--replace", self.write("d.rdf", rdf), err="can't be written|d.rdf")
        for graph in ("http://e/> } }", "relative"):
            self.load(2, store.update, "-g", graph, "--replace", self.write("e.nt", OLD), err="no IRI for a graph")

    def test_every_character(self):
        store = self.server()
        text = "".join(chr(c) for c in [*range(1, 0x300), 0x2028, 0x3000, 0x4E00, 0xFFFD, 0x20BB7] if c not in range(0x80, 0xA0))
        escaped = "".join(f"\\U{ord(c):08X}" for c in text)
        self.write("a.nt", f'<http://e/> <http://e/p> "{escaped}" .\n')
        for to in (store.store, store.update):
            self.load(0, to, "-g", GRAPH, "--replace", "a.nt", err="")
            found = json.loads(rows(store.endpoint, "SELECT ?o { <http://e/> ?p ?o }"))
            self.assertEqual(found["results"]["bindings"][0]["o"]["value"], text)

    def test_blank_nodes(self):
        store = self.server()
        self.write("few.ttl", "_:b.一-_ <http://e/p> [ <http://e/q> _:b.一-_ ] .\n")
        for to in (store.store, store.update):
            self.load(0, to, "-g", GRAPH, "--replace", "few.ttl", err="")
            self.assertEqual(count(store.endpoint, GRAPH), 2)
            self.assertIn("true", rows(store.endpoint, "ASK { ?a <http://e/p> ?b . ?b <http://e/q> ?a }"))
        self.write("many.nt", numbered(1000) + '_:a <http://e/p> "1" .\n')
        self.load(1, store.update, "-g", GRAPH, "--replace", "many.nt", err="blank nodes")
        self.assertEqual(count(store.endpoint, GRAPH), 2)
        self.load(0, store.store, "-g", GRAPH, "--replace", "many.nt", err="")

    # ---- size ----

    def sink(self):
        """A store that counts what it gets: lines by graph."""
        lines = {}

        class Sink(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_PUT(self):
                graph = urllib.parse.parse_qs(self.path.split("?")[1])["graph"][0]
                left, n = int(self.headers["Content-Length"]), -1
                while left > 0:
                    block = self.rfile.read(min(left, 1 << 16))
                    left -= len(block)
                    n += block.count(b"\n")
                lines[graph] = n
                self.send_response(204)
                self.end_headers()

            def log_message(self, *arguments):
                pass
        return self.serve(Sink), lines

    def peak(self, *arguments):
        process = subprocess.Popen([COMMAND, *arguments], cwd=self.folder, stderr=subprocess.PIPE)
        said = process.stderr.read().decode()
        process.stderr.close()
        _, state, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(state)
        self.assertEqual(process.returncode, 0, said)
        return usage.ru_maxrss

    def test_memory_does_not_grow(self):
        """One graph, a graph for every hundred triples, and graphs whose triples lie all over the file."""
        n = int(os.environ.get("YANSHU_LOAD_TRIPLES", "100000"))
        peaks = {}
        for size in (10000, n):
            for name, graph in (("one", lambda i: "http://e/g"), ("many", lambda i: f"http://e/g{i // 100}"), ("mixed", lambda i: f"http://e/g{i * 7919 % 1000}")):
                with open(self.folder / "a.nq", "w", encoding="utf-8") as file:
                    for i in range(size):
                        file.write(f'<https://data.example.org/tenure/{i:016x}> <https://w3id.org/yanshu/ontology#title> "市长{i}"@zh-hans <{graph(i)}> .\n')
                to, lines = self.sink()
                peaks[name, size] = self.peak("load", "--to", to, "--graphs", "--replace", "a.nq")
                expected = {}
                for i in range(size):
                    expected[graph(i)] = expected.get(graph(i), 0) + 1
                self.assertEqual(lines, expected, name)
        print({f"{name}, {size} triples": f"{peak // 1024} MiB" for (name, size), peak in peaks.items()})
        if "asan" not in os.environ.get("YANSHU_BUILD_DIR", ""):
            for name in ("one", "many", "mixed"):
                self.assertLess(peaks[name, n], peaks[name, 10000] + 4096, name)


if __name__ == "__main__":
    main()
