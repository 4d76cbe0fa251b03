#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every export in every syntax is read by every parser at hand that knows the syntax and is not ours, and all of them
find one graph: serd, rdflib, N3.js, rdfxml-streaming-parser, jsonld.js and Oxigraph. What the tables of facts say stands
in that graph, and the other way round.

    test_parsers.py YANSHU

The samples, each by itself with all mentions, merged, and as a stream; hostile titles, names, words, addresses and bases;
and, where the corpus lies beside the project, the page that it began with and at least 300 articles of news. One process a parser for all files; serd reads one a run.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from graphs import digest, lines, triples
from tables import check_table

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
CORPUS = os.path.join(TREE, '..', 'shared', 'corpus')
SYNTAXES = {'turtle': 'ttl', 'rdfxml': 'rdf', 'rdfxml-abbrev': 'rdf', 'ntriples': 'nt', 'nquads': 'nq', 'jsonld': 'jsonld',
            'csv': 'csv'}
SERD = {'.ttl': 'turtle', '.nt': 'ntriples', '.nq': 'nquads'}
# By how many parsers a file must have been read; and all parsers together.
LEAST = {'.ttl': 4, '.nt': 4, '.nq': 4, '.rdf': 3, '.jsonld': 3}
PARSERS = {'serd', 'rdflib', 'N3.js', 'rdfxml-streaming-parser', 'jsonld.js', 'oxigraph'}
NEWS = 300
TEXT = '广州市天河区区长林晓岚表示：“{}。”'
# What spoils files: in titles and names, in words that are quoted, in addresses, in the base; each by itself.
HOSTILE = {
    'quotes': {'title': '“双引号\"与单引号\'”\'\'\'\"\"\"', 'text': TEXT.format('他说\'好\'"是"\'\'\'"""')},
    'backslashes': {'title': 'C:\\新闻\\u4e2d\\', 'text': TEXT.format('\\n\\t\\\\\\"'), 'source': '报\\'},
    'markup': {'title': '<b>&amp;</b> ]]> <!-- --> <?x ?>', 'text': TEXT.format(']]>&lt;<x/>&#xD800;&nbsp;'), 'source': '<报>&'},
    'right to left': {'title': '从左\u202e从右\u202c\u200f\u2067', 'text': TEXT.format('\u200f\u202e好\u2069')},
    'separators': {'title': '一\u2028二\u2029三\u0085四\u00a0五\u3000六', 'text': TEXT.format('一\u2028二\u0085三\ufeff')},
    'astral': {'title': '𠮷野家🀄👩\u200d💻\U0010fffd', 'text': TEXT.format('𠮷\U000e0001🇨🇳'), 'source': '𠮷报'},
    'private': {'title': '私\ue000\uf8ff用', 'text': TEXT.format('\ue000')},
    'braces': {'title': '{"@id": "x"} ${x} %s %n {{x}} @prefix a: .', 'text': TEXT.format('{"@value": 1} @base <x> .')},
    'formula': {'title': '=1+1', 'text': TEXT.format('=HYPERLINK("x"),;\t@-+'), 'source': '=报,";'},
    'brackets': {'title': '括号', 'text': TEXT.format('好'), 'url': 'https://e.example/a b/[1]<2>{3}|^`\\"?a[]=%zz&b=100%#c#d'},
    'address': {'title': '地址', 'text': TEXT.format('好'), 'url': 'http://[2001:db8::1]:80/新闻?q=\u202e&r=\''},
    'no XML names': {'title': '1·2:3', 'text': '广州市1-2·3公司董事长林晓岚宣布“3+3”工程和“1:2”行动启动。', 'source': '.-:1报'},
    'blanks': {'title': ' \u00a0两边\u3000', 'text': TEXT.format('  前后  '), 'source': ' 报 '},
}
BASES = ("https://e.example/a'b&c(d)/", 'https://e.example/x?y=1&z=#', 'http://[::1]:8080/~%E4%BD%A0;=,!$*+@/')


class Faults:
    def __init__(self):
        self.n = 0

    def __call__(self, *words):
        self.n += 1
        if self.n <= 50:
            print(*words, file=sys.stderr)


def samples():
    names = [n for n in glob.glob(os.path.join(TREE, 'tests/samples/*.*'))
             if n.endswith(('.md', '.txt', '.html')) and not n.endswith(('README.md', 'CMakeLists.txt'))]
    return sorted(names)


def export(yanshu, work, name, syntax, *arguments):
    """Writes into work/syntax; files of one stem are of one graph."""
    folder = os.path.join(work, syntax)
    os.makedirs(folder, exist_ok=True)
    where = ['--output-dir', folder] if name is None else ['-o', os.path.join(folder, f'{name}.{SYNTAXES[syntax]}')]
    subprocess.run([yanshu, 'export', '-f', syntax, *where, *arguments], check=True)


def export_hostile(yanshu, work, syntax):
    """From JSON Lines, which can hold all of it; each article also under a base of its own."""
    for i, (name, fields) in enumerate(HOSTILE.items()):
        path = os.path.join(work, f'{name}.jsonl')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(json.dumps(dict(fields, date='2025-03-04'), ensure_ascii=i % 2 == 0) + '\n')
        for how, options in (('plain', ()), ('base', ('-b', BASES[i % len(BASES)]))):
            export(yanshu, work, f'{name}, {how}', syntax, '--detail', 'mentions', *options, path)


def export_all(yanshu, work):
    """Returns what was exported, in words."""
    # Sanitizers are slow, and see enough in the page; what is written is the same.
    step = 60 if 'asan' in yanshu else 5
    page, news = glob.glob(os.path.join(CORPUS, 'seed', '*.md')), sorted(glob.glob(os.path.join(CORPUS, 'news', '*.md')))
    for syntax in SYNTAXES:
        for path in samples():
            export(yanshu, work, os.path.basename(path), syntax, '--detail', 'mentions', path)
        export(yanshu, work, 'merged', syntax, '--merge', *samples())
        export(yanshu, work, 'streamed', syntax, '--stream', *samples())
        export_hostile(yanshu, work, syntax)
        if page and news:
            export(yanshu, work, 'seed', syntax, '--detail', 'mentions', *page)
            export(yanshu, work, None, syntax, '--split-at-heading=3', *news[::step])
    if page and news:
        return f'{len(samples())} samples, alone and together, {len(HOSTILE)} hostile articles, the seed, and articles of news'
    return f'{len(samples())} samples, alone and together, {len(HOSTILE)} hostile articles; no corpus beside the project'


def read_serd(paths, fault):
    for path in paths:
        syntax = SERD.get(os.path.splitext(path)[1])
        if not syntax:
            continue
        output = 'nquads' if syntax == 'nquads' else 'ntriples'
        run = subprocess.run(['serdi', '-q', '-i', syntax, '-o', output, path], capture_output=True)
        if run.returncode != 0:
            fault(f'{path}: serd: {run.stderr.decode()[:300]}')
            continue
        text = run.stdout.decode('utf-8')
        graphs = sorted({t[6] or '' for t in triples(text)})
        found = lines(text)
        yield 'serd', path, str(len(found)), digest(found), ' '.join(graphs)


def read(paths, fault):
    """Rows of every parser. The two slow ones run side by side."""
    names = ''.join(path + '\n' for path in paths).encode('utf-8')
    # Debian's Python sees Debian's modules
    commands = ['node', os.path.join(HERE, 'read.mjs')], ['/usr/bin/python3', '-B', os.path.join(HERE, 'read_rdflib.py')]
    with ThreadPoolExecutor(len(commands)) as pool:
        runs = [pool.submit(subprocess.run, c, input=names, stdout=subprocess.PIPE) for c in commands]
        yield from read_serd(paths, fault)
        for run in (done.result() for done in runs):
            if run.returncode != 0:
                fault(f'{os.path.basename(run.args[-1])}: exit {run.returncode}')
            for line in run.stdout.decode('utf-8').splitlines():
                yield tuple(line.split('\t'))


def stem(path):
    return os.path.splitext(os.path.basename(path))[0]


def is_misread(parser, path):
    """rdflib 6.1.1 takes the backslash of \\\\u4e2d in N-Triples for the beginning of an escape."""
    return parser == 'rdflib' and path.endswith(('.nt', '.nq')) and stem(path).startswith('backslashes')


def compare(rows, fault):
    """The graph of each article or set: one, and none empty; each file read by all that know its syntax."""
    parsers, graph, named = defaultdict(set), {}, {}
    for parser, path, count, found, graphs in rows:
        parsers[path].add(parser)
        if is_misread(parser, path):
            continue
        first = graph.setdefault(stem(path), (found, parser, path))
        if found != first[0]:
            fault(f'{path} by {parser} is another graph than {first[2]} by {first[1]}')
        if count == '0':
            fault(f'{path}: {parser} finds nothing')
        if named.setdefault(path, graphs) != graphs:
            fault(f'{path}: {parser} finds other graph names: {graphs} instead of {named[path]}')
    for path, found in parsers.items():
        if len(found) < LEAST[os.path.splitext(path)[1]]:
            fault(f'{path}: read by {sorted(found)} only')
    if set().union(*parsers.values()) != PARSERS:
        fault(f'parsers at work: {sorted(set().union(*parsers.values()))}')
    return len(graph), len(parsers), sum(len(p) for p in parsers.values())


def check_rows(path, work, fault):
    """Of one table against the N-Quads of the same name."""
    with open(os.path.join(work, 'nquads', stem(path) + '.nq'), encoding='utf-8') as file:
        return check_table(path, list(triples(file.read())), fault)


def check_checks(rows, work, fault):
    """The comparison itself must be able to fail: with another graph, a parser less, a cell that is not in the graph."""
    def noticed(what, check):
        faults = []
        check(lambda *words: faults.append(words))
        if not faults:
            fault(f'not noticed: {what}')
    changed = [rows[0][:3] + ('0' * 64,) + rows[0][4:], *rows[1:]]
    noticed('another graph', lambda told: compare(changed, told))
    noticed('a parser less', lambda told: compare([r for r in rows if r[0] != 'rdflib'], told))
    table = os.path.join(work, 'csv', 'merged.csv')
    with open(table, encoding='utf-8', newline='') as file:
        text = file.read()
    for what, old, new in (('another status', ',current,', ',former,'), ('an unknown status', ',current,', ',present,'),
                           ('another rule', '/rule/title-before-name', '/rule/title-after-name'),
                           ('another kind', '\ntenure,', '\nfigure,'), ('a column less', 'kind,fact,', 'kind,')):
        if old not in text:
            fault(f'nothing to make "{what}" of')
        with open(table, 'w', encoding='utf-8', newline='') as file:
            file.write(text.replace(old, new, 1))
        noticed(what, lambda told: check_rows(table, work, told))
    with open(table, 'w', encoding='utf-8', newline='') as file:
        file.write(text)


def check_graph_names(path, fault):
    """N-Quads: a graph an article, under the article's own IRI, and nothing in the default graph."""
    with open(path, encoding='utf-8') as file:
        found = list(triples(file.read()))
    articles = {s for s, _p, o, *_ in found if o == 'https://w3id.org/yanshu/ontology#Article'}
    links = {'https://data.example.org/links'} if stem(path) == 'merged' else set()
    if {t[6] for t in found} - links != articles:
        fault(f'{path}: graphs are not the articles')


def main():
    yanshu = os.path.abspath(sys.argv[1])
    fault = Faults()
    with tempfile.TemporaryDirectory(prefix='yanshu-parsers-') as work:
        what = export_all(yanshu, work)
        paths = sorted(p for p in glob.glob(os.path.join(work, '*', '*')) if not p.endswith(('.csv', '.json')))
        found = list(read(paths, fault))
        n_graphs, n_files, n_readings = compare(found, fault)
        if 'news' in what and 'asan' not in yanshu and n_graphs < NEWS + len(samples()) + 2 * len(HOSTILE):
            fault(f'only {n_graphs} graphs')
        rows = sum(check_rows(path, work, fault) for path in sorted(glob.glob(os.path.join(work, 'csv', '*.csv'))))
        for path in glob.glob(os.path.join(work, 'nquads', '*')):
            check_graph_names(path, fault)
        vocabulary = [os.path.join(HERE, 'check_vocabulary.py'), TREE, *glob.glob(os.path.join(work, 'ntriples', '*'))]
        if subprocess.run([sys.executable, '-B', *vocabulary]).returncode != 0:
            fault('terms that the ontology does not declare so')
        if fault.n == 0:
            check_checks(found, work, fault)
    print(f'{what}: {n_graphs} graphs in {n_files} files, each the same by every parser ({n_readings} readings); '
          f'{rows} rows of tables; {fault.n} faults')
    return 1 if fault.n else 0


if __name__ == '__main__':
    sys.exit(main())
