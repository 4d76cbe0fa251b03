# SPDX-License-Identifier: Apache-2.0
"""A strict reader of N-Quads for the tests, which shares no code with what writes them."""

import re
from collections import defaultdict

IRI = r"<([^\x00-\x20<>\"{}|^`\\]*)>"
LITERAL = r"\"((?:[^\"\\\n\r]|\\.)*)\"(?:@([a-z]+(?:-[a-z0-9]+)*)|\^\^" + IRI + ")?"
LINE = re.compile(rf"{IRI} {IRI} (?:{IRI}|{LITERAL})(?: {IRI})? \.\n")
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tbnrf\"'\\])")
PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "ys": "https://w3id.org/yanshu/ontology#",
}


def unescape(text):
    def one(match):
        code = match.group(1)
        return chr(int(code[1:], 16)) if code[0] in "uU" else PLAIN[code]

    return ESCAPE.sub(one, text) if "\\" in text else text


def full(curie):
    prefix, local = curie.split(":", 1)
    return PREFIXES[prefix] + local


class Graph:
    """The triples of a file, by subject and predicate. Values are IRIs or the text of literals."""

    def __init__(self, path):
        self.values = defaultdict(list)
        self.instances = defaultdict(set)
        self.triples = 0
        with open(path, encoding="utf-8", newline="") as file:
            for number, line in enumerate(file, 1):
                match = LINE.fullmatch(line)
                if match is None:
                    raise SystemExit(f"{path}:{number}: not N-Quads: {line[:160]!r}")
                subject, predicate, iri, text = match.group(1, 2, 3, 4)
                value = unescape(text) if iri is None else iri
                if value not in self.values[subject, predicate]:
                    self.values[subject, predicate].append(value)
                if predicate == full("rdf:type"):
                    self.instances[value].add(subject)
                self.triples += 1

    def get(self, subject, *curies):
        return [value for curie in curies for value in self.values.get((subject, full(curie)), ())]

    def one(self, subject, curie):
        """The only value, or None."""
        found = self.get(subject, curie)
        return found[0] if len(found) == 1 else None

    def labels(self, subject):
        return set(self.get(subject, "rdfs:label", "skos:prefLabel", "skos:altLabel", "foaf:name"))

    def of(self, *curies):
        """Instances of any of the classes, in byte order."""
        return sorted(set().union(*(self.instances.get(full(curie), set()) for curie in curies)))

    def pairs(self, curie):
        """All (subject, value) of a property, in byte order."""
        wanted = full(curie)
        return sorted((s, value) for (s, p), values in self.values.items() if p == wanted for value in values)
