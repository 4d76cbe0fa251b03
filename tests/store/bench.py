#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bench.py YANSHU TRIPLES [--update]: the stores side by side, in one run.

The sample dataset, so many times under other names that it has about TRIPLES triples, goes into each of them by each way in;
then every research query is asked. The counts and the rows are compared: this fails when two engines differ. It prints
a table in Markdown; with --update it stands in docs/stores.md.
"""

import csv
import io
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("YANSHU_SOURCE_DIR", str(TREE))
from servers import Oxigraph, Virtuoso, rows  # pylint: disable=wrong-import-position

COMMAND = pathlib.Path(sys.argv[1]).resolve()
WANTED = int(sys.argv[2])
UPDATE = "--update" in sys.argv
ACCOUNT = {"YANSHU_USER": "dba", "YANSHU_PASSWORD": "dba"}
GRAPH = "https://data.example.org/graph/bench"
JARS = re.search(r"printf '/usr/share/java/%s.jar:' ([^)]*)\)", (TREE / "docs" / "stores.md").read_text(encoding="utf-8"))[1]
QUERIES = {path.stem: re.sub("\nLIMIT.*", "", path.read_text(encoding="utf-8")) for path in sorted((TREE / "docs" / "queries").glob("*.rq"))}


def copies(file):
    """Writes the samples again and again; things other than divisions get the number of the copy. Returns the triples."""
    lines = (TREE / "output" / "yanshu-samples.nq").read_text(encoding="utf-8").splitlines()
    distinct = len({line.rsplit(" ", 2)[0] for line in lines})
    n = max(1, round(WANTED / distinct))
    with open(file, "w", encoding="utf-8") as out:
        for i in range(n):
            for line in lines:
                out.write(re.sub(r"<(https://data\.example\.org/(?!division/)[^>]*)>", rf"<\1/{i}>", line) if i else line)
                out.write("\n")
    with open(file, encoding="utf-8") as whole:
        return len({line.rsplit(" ", 2)[0] for line in whole}), n * len(lines)


def timed(what, *arguments, env=None, **how):
    started = time.monotonic()
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, encoding="utf-8", env={**os.environ, **(env or {})}, check=False, **how)
    if done.returncode != 0:
        raise AssertionError(f"{what}: {done.stderr[-2000:]}")
    seconds = time.monotonic() - started
    print(f"{seconds:8.2f} s  {what}", flush=True)
    return seconds, done


def worked(what, *arguments):
    """Processor time of a command, which other work on the machine adds less to, and what it wrote."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([str(argument) for argument in arguments], stdout=out)  # pylint: disable=consider-using-with
        _, state, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(state)
        if process.returncode != 0:
            raise AssertionError(f"{what}: exit {process.returncode}")
        out.seek(0)
        seconds = usage.ru_utime + usage.ru_stime
        print(f"{seconds:8.2f} s  {what}, processor time", flush=True)
        return seconds, out.read().decode("utf-8")


def peak(process):
    """The most memory that a process has had, in MiB."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


def size(folder):
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file()) // 1048576


def cells(text):
    """Rows of a CSV answer, in any order; a blank line ends nothing."""
    return sorted(tuple(row) for row in list(csv.reader(io.StringIO(text, newline="")))[1:])


def endpoint_rows(endpoint, query, **more):
    started = time.monotonic()
    found = json.loads(rows(endpoint, query, **more))
    seconds = time.monotonic() - started
    names = found["head"]["vars"]
    return seconds, sorted(tuple(row.get(name, {}).get("value", "") for name in names) for row in found["results"]["bindings"])


def count(endpoint, where):
    return int(endpoint_rows(endpoint, f"SELECT (COUNT(*) AS ?n) {{ {where} }}")[1][0][0])


class Table:
    def __init__(self):
        self.load = {}   # engine -> list of (way, seconds)
        self.size = {}   # engine -> text
        self.query = {}  # engine -> {query: seconds}
        self.answer = {}

    def take(self, engine, name, seconds, found):
        self.query.setdefault(engine, {})[name] = seconds
        expected = self.answer.setdefault(name, found)
        if found != expected:
            raise AssertionError(f"{name}: {engine} has {len(found)} rows, {len(expected)} expected")


def embedded(table, file, distinct):
    ask = [COMMAND, "query", "--timeout", "600", "-f", "csv", "-t"]
    _, done = timed("embedded: count", *ask, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", file)
    assert cells(done.stdout) == [(str(distinct),)], done.stdout
    table.size["embedded"] = f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB of memory"
    # the file is read each time
    read = min(worked("embedded: read", *ask, "ASK { }", "-f", "table", file)[0] for _ in range(3))
    table.load["embedded"] = [("reading N-Quads", read)]
    for name, query in QUERIES.items():
        runs = [worked(f"embedded: {name}", *ask, query, file) for _ in range(2)]
        table.take("embedded", name, max(min(seconds for seconds, _ in runs) - read, 0), cells(runs[0][1]))


def virtuoso(table, file, folder, distinct, quads):
    store, bulk = Virtuoso(folder / "v"), Virtuoso(folder / "bulk")
    try:
        store.start()
        ways = []
        for way, arguments, where, wanted in (
                ("`yanshu load --graphs`, Graph Store Protocol", [store.store, "--graphs"], "GRAPH ?g { ?s ?p ?o } FILTER STRSTARTS(STR(?g), 'https://data.example.org/')", quads),
                ("`yanshu load`, SPARQL Update, one graph", [store.update, "-g", GRAPH + "/2"], f"GRAPH <{GRAPH}/2> {{ ?s ?p ?o }}", distinct),
                ("`yanshu load`, Graph Store Protocol, one graph", [store.store, "-g", GRAPH], f"GRAPH <{GRAPH}> {{ ?s ?p ?o }}", distinct)):
            ways.insert(0, (way, timed(f"Virtuoso: {way}", COMMAND, "load", "--to", *arguments, "--replace", file, env=ACCOUNT)[0]))
            found = count(store.endpoint, where)
            assert found == wanted, f"{way}: {found}, expected {wanted}"
        for name, query in QUERIES.items():
            # a triple in two graphs is two to Virtuoso, so it is asked about the one graph
            table.take("Virtuoso", name, *endpoint_rows(store.endpoint, query, **{"default-graph-uri": GRAPH}))
        store.stop()
        bulk.start()
        (bulk.folder / "load" / "news.nq").symlink_to(file)
        ways.append(("`rdf_loader_run`", timed("Virtuoso: bulk", "isql-vt", f"127.0.0.1:{bulk.port}", "dba", "dba",
                                               f"exec=ld_dir('{bulk.folder}/load', '*.nq', 'http://none/'); rdf_loader_run(); checkpoint;")[0]))
        found = count(bulk.endpoint, "GRAPH ?g { ?s ?p ?o } FILTER STRSTARTS(STR(?g), 'https://data.example.org/')")
        assert found == quads, f"bulk: {found}, expected {quads}"
        table.load["Virtuoso"] = ways
        table.size["Virtuoso"] = f"{size(bulk.folder)} MiB on disk"
    finally:
        store.stop()
        bulk.stop()


def oxigraph(table, file, distinct, quads):
    store = Oxigraph()
    try:
        ways = []
        for way, arguments, wanted in (("`yanshu load`, Graph Store Protocol, one graph", [store.store, "-g", GRAPH], distinct),
                                       ("`yanshu load`, SPARQL Update, one graph", [store.update, "-g", GRAPH], distinct)):
            ways.append((way, timed(f"Oxigraph: {way}", COMMAND, "load", "--to", *arguments, "--replace", file)[0]))
            assert count(store.endpoint, f"GRAPH <{GRAPH}> {{ ?s ?p ?o }}") == wanted
        table.size["Oxigraph"] = f"{peak(store.process)} MiB of memory"
        for name, query in QUERIES.items():
            table.take("Oxigraph", name, *endpoint_rows(store.endpoint, query))
        store.stop()
        store.start()
        ways.append(("`yanshu load --graphs`, Graph Store Protocol",
                     timed("Oxigraph: graphs", COMMAND, "load", "--to", store.store, "--graphs", "--replace", file)[0]))
        assert count(store.endpoint, "GRAPH ?g { ?s ?p ?o }") == quads
        code = 'const { Store } = require("oxigraph"); const store = new Store(); store.load(require("fs").readFileSync(process.argv[1], "utf8"), { format: "application/n-quads", no_transaction: true }); console.log(store.size)'
        seconds, done = timed("Oxigraph: bulk", "node", "-e", code, file, cwd=TREE / "tests")
        assert int(done.stdout) == quads
        table.load["Oxigraph"] = [*ways, ("`load`, `no_transaction`", seconds)]
    finally:
        store.stop()


def jena(table, file, folder, quads):
    subprocess.run([sys.executable, "-m", "zipfile", "-e", "/usr/share/java/jena-core.jar", str(folder / "core")], check=True)
    (folder / "core/org/apache/jena/ext/xerces").rename(folder / "xerces")
    env = {"CLASSPATH": f"{folder}:" + ":".join(f"/usr/share/java/{name}.jar" for name in JARS.split())}
    seconds, _ = timed("Jena: tdb2.tdbloader", "java", "tdb2.tdbloader", f"--loc={folder}/tdb", file, env=env)
    table.load["Jena"] = [("`tdb2.tdbloader`", seconds)]
    table.size["Jena"] = f"{size(folder / 'tdb')} MiB on disk"
    query = ["java", "tdb2.tdbquery", f"--loc={folder}/tdb", "--set", "tdb2:unionDefaultGraph=true", "--results=csv"]
    _, done = timed("Jena: count", *query[:3], "--results=csv", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", env=env)
    assert cells(done.stdout) == [(str(quads),)], done.stdout
    for name, text in QUERIES.items():
        _, done = timed(f"Jena: {name}", *query, "--time", text, env=env)
        answer, seconds = re.fullmatch(r"(?s)(.*)Time: ([\d.,]+) sec\s*", done.stdout + done.stderr).groups()
        table.take("Jena", name, float(seconds.replace(",", "")), cells(answer))


def show(table, distinct, quads):
    engines = ["embedded", "Virtuoso", "Oxigraph", "Jena"]
    fixed = [
        ("", "embedded (`yanshu query`)", "Virtuoso 7.2.5 (Debian)", "Oxigraph 0.5.11 (npm)", "Jena 4.5.0 TDB2 (Debian)"),
        ("syntaxes", "Turtle, RDF/XML, N-Triples, N-Quads (graphs fall together), articles", "Turtle, N-Triples, RDF/XML; N-Quads by its bulk loader",
         "all, JSON-LD and TriG among them", "all, TriG among them"),
        ("SPARQL 1.1 query", "most, see [yanshu(1)](yanshu.1); else refused by name", "yes; `BIND` of an error ends the query", "yes", "yes"),
        ("writing over HTTP", "–", "Graph Store Protocol, Update", "both, by a server of its own; here by that of the tests", "by Fuseki, which Debian has not"),
        ("authentication", "–", "digest", "that of the server", "that of the server"),
        ("Chinese IRIs and graph names", "yes", "yes", "yes", "yes"),
        ("where the data is", "memory", "disk", "memory", "disk"),
    ]
    lines = []
    for i, row in enumerate(fixed):
        lines.append("| " + " | ".join(row) + " |")
        if i == 0:
            lines.append("|---|---|---|---|---|")
    lines.append("| size of the data below | " + " | ".join(table.size[engine] for engine in engines) + " |")
    lines += ["", f"Of {distinct:,} distinct triples, {quads:,} in their graphs (the sample dataset again and again), in one run on {os.cpu_count()} cores that other", "work kept busy, in seconds:", "",
              "| | embedded | Virtuoso | Oxigraph | Jena |", "|---|---|---|---|---|"]
    ways = []
    for engine in engines:
        ways += [way for way, _ in table.load[engine] if way not in ways]
    for way in ways:
        found = [dict(table.load[engine]).get(way) for engine in engines]
        lines.append(f"| {way} | " + " | ".join("" if seconds is None else f"{seconds:.1f}" for seconds in found) + " |")
    for name in QUERIES:
        found = [table.query[engine][name] for engine in engines]
        lines.append(f"| [{name}](queries/{name}.rq), {len(table.answer[name]):,} rows | " + " | ".join(f"{seconds:.2f}" for seconds in found) + " |")
    lines += ["", "Of the embedded engine it is processor time, of its queries without reading the file; Jena's queries are without its start; all", "are without `LIMIT`."]
    return "\n".join(lines) + "\n"


def main():
    table = Table()
    with tempfile.TemporaryDirectory(prefix="yanshu-bench-") as name:
        folder = pathlib.Path(name)
        file = folder / "bench.nq"
        distinct, quads = copies(file)
        print(f"{distinct} distinct triples, {quads} quads", flush=True)
        embedded(table, file, distinct)
        virtuoso(table, file, folder, distinct, quads)
        oxigraph(table, file, distinct, quads)
        jena(table, file, folder, quads)
    text = show(table, distinct, quads)
    print(text)
    if UPDATE:
        page = TREE / "docs" / "stores.md"
        before, rest = page.read_text(encoding="utf-8").split("<!-- measured:", 1)
        line, rest = rest.split("\n", 1)
        page.write_text(f"{before}<!-- measured:{line}\n\n{text}\n<!-- end -->" + rest.split("<!-- end -->", 1)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
