# SPDX-License-Identifier: Apache-2.0
"""Real stores for tests, each in a folder of its own on the loopback interface, stopped when the test ends."""

import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).parent


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def rows(endpoint, query, **more):
    """Answers of a SPARQL endpoint, as its JSON has them."""
    url = endpoint + "?" + urllib.parse.urlencode({"query": query, "format": "application/sparql-results+json", **more})
    request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request, timeout=300) as answer:
        return answer.read().decode("utf-8")


def count(endpoint, graph):
    found = json.loads(rows(endpoint, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))
    return int(found["results"]["bindings"][0]["n"]["value"])


class Virtuoso:
    """The server of Debian's virtuoso-opensource-7-bin. Name and password are dba, dba."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "load").mkdir(parents=True)
        self.port, self.http = free_port(), free_port()
        self.endpoint = f"http://127.0.0.1:{self.http}/sparql"
        self.store = f"http://127.0.0.1:{self.http}/sparql-graph-crud-auth"
        self.update = f"http://127.0.0.1:{self.http}/sparql-auth"
        files = "\n".join(f"{key}={self.folder}/virtuoso{end}" for key, end in (
            ("DatabaseFile", ".db"), ("ErrorLogFile", ".log"), ("LockFile", ".lck"), ("TransactionFile", ".trx"), ("xa_persistent_file", ".pxa")))
        (self.folder / "v.ini").write_text(
            f"[Database]\n{files}\n[TempDatabase]\nDatabaseFile={self.folder}/temp.db\nTransactionFile={self.folder}/temp.trx\n"
            f"[Parameters]\nServerPort=127.0.0.1:{self.port}\nDirsAllowed={self.folder}/load\nNumberOfBuffers=20000\n"
            f"[HTTPServer]\nServerPort=127.0.0.1:{self.http}\nServerRoot={self.folder}\n")
        self.process = None

    def start(self, limit=resource.RLIM_INFINITY):
        """@param limit: the most bytes that a file of it may have; more is as if the disk were full."""
        def full_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        self.process = subprocess.Popen(["virtuoso-t", "+foreground", "+configfile", str(self.folder / "v.ini")], cwd=self.folder,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=full_disk)
        for _ in range(300):
            try:
                rows(self.endpoint, "ASK { ?s ?p ?o }")
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError((self.folder / "virtuoso.log").read_text(errors="replace")[-2000:])

    def isql(self, text):
        run = subprocess.run(["isql-vt", f"127.0.0.1:{self.port}", "dba", "dba", f"exec={text}"], capture_output=True, text=True, check=True)
        if re.search(r"^\*\*\* Error", run.stderr + run.stdout, re.M):
            raise RuntimeError(run.stderr + run.stdout)
        return run.stdout

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Oxigraph:
    """oxigraph_server.mjs; the environment says how it behaves."""

    def __init__(self, **environment):
        self.environment = environment
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(["node", "--max-old-space-size=4096", str(HERE / "oxigraph_server.mjs")], stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **self.environment})
        self.port = self.process.stdout.readline().strip()
        self.host = f"{'https' if 'CERTIFICATE' in self.environment else 'http'}://127.0.0.1:{self.port}"
        self.store = f"{self.host}/store"
        self.update = f"{self.host}/update"
        self.endpoint = f"{self.host}/sparql"

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        self.process.stdout.close()
