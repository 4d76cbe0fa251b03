#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare the vocabulary that the code can write with ontology/yanshu.ttl, in both directions.

    check_vocabulary.py SOURCE_DIR [DATA.nt ...]

Every term of src/rdf/vocabulary.h must be declared with a class or property type, and with label and comment in English
and Chinese; every term under ys: that the ontology declares must be in the header. Types of organisations in the
gazetteers must be kinds. Of each DATA file (N-Triples or N-Quads), every predicate, class and kind must be declared, and
every subject and object be of a class or datatype that the ontology gives for the predicate; functional properties, also
those of the Organization Ontology, have one value, and nothing is of two disjoint classes. Needs rapper, which reads the
ontology.
"""
import os
import re
import subprocess
import sys
from collections import defaultdict

RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
RDFS = 'http://www.w3.org/2000/01/rdf-schema#'
SKOS = 'http://www.w3.org/2004/02/skos/core#'
YS = 'https://w3id.org/yanshu/ontology#'
KINDS = re.compile(r'https://w3id\.org/yanshu/(organization|program|event)-kind/')
KNOWN_TYPES = {
    'CLASS': ('http://www.w3.org/2002/07/owl#Class', RDFS + 'Class'),
    'PROPERTY': tuple('http://www.w3.org/2002/07/owl#' + k for k in
                      ('ObjectProperty', 'DatatypeProperty', 'AnnotationProperty')) + (RDF + 'Property',),
    'INDIVIDUAL': ('http://www.w3.org/2002/07/owl#NamedIndividual',),
}
XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string'
DOMAIN = (RDFS + 'domain', 'https://schema.org/domainIncludes')
OWL = 'http://www.w3.org/2002/07/owl#'
ORG = 'http://www.w3.org/ns/org#'
# Functional and disjoint by the definition of the Organization Ontology.
ORG_FUNCTIONAL = {ORG + 'member', ORG + 'organization'}
ORG_DISJOINT = {(ORG + 'Role', ORG + 'Membership')}
RANGE = (RDFS + 'range', 'https://schema.org/rangeIncludes')
LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?)(?: <[^>]*>)? \.$')


def triples(lines, name):
    n = 0
    for line in lines:
        match = LINE.match(line.rstrip('\n'))
        if not match:
            raise SystemExit(f'{name}: not a line without blank nodes: {line[:160]!r}')
        n += 1
        yield match.groups()
    if n == 0:
        raise SystemExit(f'{name}: nothing in it')


def read_turtle(path):
    done = subprocess.run(['rapper', '-q', '-i', 'turtle', '-o', 'ntriples', path], check=True, capture_output=True,
                          text=True)
    return triples(done.stdout.splitlines(), path)


def read_header(path):
    """IRI -> kind, from the rows of YS_VOCABULARY and the prefixes above it."""
    text = open(path, encoding='utf-8').read()
    prefix = dict(re.findall(r'#define YS_NS_([a-z]+) "([^"]+)"', text))
    rows = re.findall(r'^\s*X\((\w+), (\w+), (\w+), \w+\)', text, re.M)
    return {prefix[p] + local: kind for p, local, kind in rows}


class Ontology:
    def __init__(self, *paths):
        self.types = defaultdict(set)
        self.text = defaultdict(set)
        self.above = defaultdict(set)
        self.domain = defaultdict(set)
        self.range = defaultdict(set)
        self.functional = set(ORG_FUNCTIONAL)
        self.disjoint = set(ORG_DISJOINT)
        for path in paths:
            for s, p, iri, literal, language, _type in read_turtle(path):
                if p == RDF + 'type':
                    self.types[s].add(iri)
                    if iri == OWL + 'FunctionalProperty':
                        self.functional.add(s)
                elif p == OWL + 'disjointWith':
                    self.disjoint.add((s, iri))
                elif p == RDFS + 'subClassOf':
                    self.above[s].add(iri)
                elif p in DOMAIN:
                    self.domain[s].add(iri)
                elif p in RANGE:
                    self.range[s].add(iri)
                elif literal and p in (RDFS + 'label', RDFS + 'comment', SKOS + 'prefLabel', SKOS + 'scopeNote'):
                    self.text[s, p].add(language)

    def classes(self, types):
        """The classes and all that they are below."""
        known, left = set(), list(types)
        while left:
            one = left.pop()
            if one not in known:
                known.add(one)
                left += self.above[one]
        return known


def check_header(header, ontology):
    for iri, kind in sorted(header.items()):
        if not ontology.types[iri] & set(KNOWN_TYPES[kind]):
            yield f'{iri}: written, but not declared as {kind.lower()}'
        # A note on our use of other vocabularies' terms must not read as their definition.
        note = RDFS + 'comment' if iri.startswith(YS) else SKOS + 'scopeNote'
        for p in (RDFS + 'label', note):
            for language in ('en', 'zh'):
                if language not in ontology.text[iri, p]:
                    yield f'{iri}: no <{p}> @{language}'
        if not iri.startswith(YS) and ontology.text[iri, RDFS + 'comment']:
            yield f'{iri}: redefined by an rdfs:comment'
    for iri in sorted(ontology.types):
        if iri.startswith(YS) and iri not in header:
            yield f'{iri}: declared, but nothing writes it'


def check_kinds(ontology):
    for iri in sorted(ontology.types):
        if KINDS.match(iri) and not {'en', 'zh'} <= ontology.text[iri, SKOS + 'prefLabel']:
            yield f'{iri}: no skos:prefLabel in both languages'


def check_lexicon(root, ontology):
    """The types of organisations that the gazetteers give end up in org:classification."""
    for name in ('organs', 'bodies', 'org-heads'):
        path = os.path.join(root, 'ontology/lexicon', name + '.ttl')
        text = open(path, encoding='utf-8').read()
        keys = 'type|kind' if name == 'org-heads' else 'type'
        ids = set(re.findall(rf'ysl:(?:{keys}) "([^"]+)"', text))
        if not ids:
            yield f'{path}: no type found'
        for kind in sorted(ids):
            if not ontology.types.get('https://w3id.org/yanshu/organization-kind/' + kind):
                yield f'{path}: organisation type {kind} is not in ontology/kinds.ttl'


def check_ends(lines, types, ontology):
    """Subjects and objects whose classes are none of those that the predicate is declared for, one example each."""
    above = {}  # by the types as they are written: few, of many subjects
    told = set()
    for s, p, o, literal, language, datatype in lines:
        own = frozenset(types[s])
        for name, wanted, found in (
                ('subject', ontology.domain[p], own),
                ('object', ontology.range[p],
                 frozenset(types[o] or ontology.types[o]) if o else
                 frozenset([RDF + 'langString' if language else datatype or XSD_STRING]))):
            if o and name == 'object' and KINDS.match(o):
                continue  # described in ontology/kinds.ttl
            if found not in above:
                above[found] = ontology.classes(found)
            if wanted and not wanted & above[found] and (name, p, found) not in told:
                told.add((name, p, found))
                yield f'{name} of <{p}> in <{s}> {o or literal!r} is {sorted(found) or "nothing"}'


def check_logic(lines, types, ontology):
    """What a reasoner would call inconsistent."""
    value = {}
    for s, p, *o in lines:
        if p in ontology.functional and value.setdefault((s, p), o) != o:
            yield f'<{s}> has two values of the functional <{p}>: {value[s, p]} and {o}'
    for found in {frozenset(t) for t in types.values()}:
        known = ontology.classes(found)
        for a, b in ontology.disjoint:
            if a in known and b in known:
                yield f'{sorted(found)}: <{a}> and <{b}> are disjoint'


def check_data(path, ontology):
    with open(path, encoding='utf-8') as file:
        lines = list(triples(file, path))
    seen, types = set(), defaultdict(set)
    for s, p, o, *_literal in lines:
        seen.add(p)
        if o and (p == RDF + 'type' or KINDS.match(o)):
            seen.add(o)
        if p == RDF + 'type':
            types[s].add(o)
    for iri in sorted(seen):
        if not ontology.types.get(iri):
            yield f'{path}: {iri} is used and not declared'
    for fault in (*check_ends(lines, types, ontology), *check_logic(lines, types, ontology)):
        yield f'{path}: {fault}'


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    root = sys.argv[1]
    header = read_header(os.path.join(root, 'src/rdf/vocabulary.h'))
    if len(header) < 50:
        raise SystemExit('vocabulary.h: the table was not found')
    ontology = Ontology(os.path.join(root, 'ontology/yanshu.ttl'), os.path.join(root, 'ontology/kinds.ttl'))
    faults = [*check_header(header, ontology), *check_kinds(ontology), *check_lexicon(root, ontology)]
    for path in sys.argv[2:]:
        faults += check_data(path, ontology)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        raise SystemExit(1)
    print(f'{len(header)} terms declared, {len(sys.argv) - 2} data files checked')


if __name__ == '__main__':
    main()
