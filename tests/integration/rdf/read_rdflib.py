#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""As read.mjs, with rdflib, which knows every syntax."""
import logging
import os
import sys

import rdflib

from graphs import digest, literal

FORMATS = {'.ttl': 'turtle', '.nt': 'nt', '.nq': 'nquads', '.rdf': 'xml', '.jsonld': 'json-ld'}
rdflib.NORMALIZE_LITERALS = False  # what is written is compared, not what it means


def term(t):
    if isinstance(t, rdflib.URIRef):
        return f'<{t}>'
    if not isinstance(t, rdflib.Literal):
        raise ValueError(f'a blank node: {t}')
    return literal(str(t), t.language, t.datatype and str(t.datatype))


def read(path):
    """The triples of a file as lines, and the names of its graphs."""
    store = rdflib.ConjunctiveGraph()
    with open(path, 'rb') as file:
        store.parse(file, format=FORMATS[os.path.splitext(path)[1]], publicID='https://nowhere.example/')
    graphs = sorted(str(g.identifier) for g in store.contexts() if len(g) > 0)
    named = [] if path.endswith('.nq') else [''] * bool(graphs)
    return {f'{term(s)} {term(p)} {term(o)} .\n' for s, p, o in store}, named or graphs


def main():
    logging.getLogger('rdflib').setLevel(logging.ERROR)  # it warns of years as xsd:gYear
    failed = False
    for path in sys.stdin.read().splitlines():
        try:
            lines, graphs = read(path)
            print('rdflib', path, len(lines), digest(lines), ' '.join(graphs), sep='\t')
        except Exception as e:  # whatever a parser throws, the file was refused
            print(f'{path}: rdflib: {type(e).__name__}: {e}', file=sys.stderr)
            failed = True
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
