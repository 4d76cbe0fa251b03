#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The picture of an article's graph: what `export -f dot` writes, Graphviz draws, with everything in it that it should show.

    test_picture.py YANSHU
"""
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

from graphs import triples
from tables import Graph, full
from test_parsers import HOSTILE, samples

SVG = '{http://www.w3.org/2000/svg}'
SHOWN = 24  # characters of a label
THINGS = ('ys:Person', 'ys:Organization', 'ys:Program', 'ys:Event', 'ys:District', 'ys:Place')


def draw(yanshu, path, options):
    """The texts and the names of the nodes of the picture, and how many edges it has."""
    dot = subprocess.run([yanshu, 'export', '-f', 'dot', *options, path], check=True, capture_output=True).stdout
    svg = subprocess.run(['dot', '-Tsvg'], input=dot, check=True, capture_output=True)
    if svg.stderr:
        raise ValueError(svg.stderr.decode()[:300])
    root = xml.fromstring(svg.stdout)
    nodes = {g.find(SVG + 'title').text for g in root.iter(SVG + 'g') if g.get('class') == 'node'}
    edges = sum(g.get('class') == 'edge' for g in root.iter(SVG + 'g'))
    return {' '.join((t.text or '').split()) for t in root.iter(SVG + 'text')}, nodes, edges


def shown(label):
    text = ''.join(' ' if c in '\n\t' else c for c in label)
    return ' '.join((text if len(text) <= SHOWN else text[:SHOWN] + '…').split())


def faults(yanshu, path, options=()):
    lines = subprocess.run([yanshu, 'export', '-f', 'ntriples', *options, path], check=True, capture_output=True).stdout
    graph = Graph(list(triples(lines.decode('utf-8'))))
    texts, nodes, edges = draw(yanshu, path, options)
    for kind in THINGS:
        for thing in graph.kind[full(kind)]:
            if thing not in nodes:
                yield f'{thing} is not in the picture'
            elif not {shown(label) for label in graph.labels(thing)} & texts:
                yield f'no label of {thing} is in the picture: {sorted(graph.labels(thing))}'
    least = len(graph.kind[full('ys:Tenure')]) + len(graph.kind[full('ys:Assertion')])
    if edges < least:
        yield f'{edges} edges for {least} tenures and relations'


def main():
    yanshu, wrong, drawn = os.path.abspath(sys.argv[1]), 0, 0
    with tempfile.TemporaryDirectory(prefix='yanshu-picture-') as work:
        inputs = [(path, ()) for path in samples()]
        for i, fields in enumerate(HOSTILE.values()):
            path = os.path.join(work, f'{i}.txt')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(fields['text'] + '\n')
            inputs.append((path, ('--title', fields['title'], '--source', fields.get('source', '报'))))
        for path, options in inputs:
            drawn += 1
            for fault in faults(yanshu, path, options):
                wrong += 1
                print(f'{os.path.basename(path)}: {fault}')
    print(f'{drawn} pictures, {wrong} faults')
    return 1 if wrong or drawn < 10 else 0


if __name__ == '__main__':
    sys.exit(main())
