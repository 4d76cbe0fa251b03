# SPDX-License-Identifier: Apache-2.0
"""Tables of facts against their own description (CSV on the Web) and against the graph that they are taken from."""
import csv
import json
import re
from collections import defaultdict

NAMESPACES = {
    'dcterms': 'http://purl.org/dc/terms/', 'itsrdf': 'http://www.w3.org/2005/11/its/rdf#',
    'nif': 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#', 'org': 'http://www.w3.org/ns/org#',
    'prov': 'http://www.w3.org/ns/prov#', 'rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    'rdfs': 'http://www.w3.org/2000/01/rdf-schema#', 'schema': 'https://schema.org/',
    'skos': 'http://www.w3.org/2004/02/skos/core#', 'ys': 'https://w3id.org/yanshu/ontology#'}
KINDS = {'tenure': 'ys:Tenure', 'statement': 'ys:Statement', 'figure': 'ys:Figure', 'assertion': 'ys:Assertion'}
DATATYPES = {'string': '[^\0]*', 'anyURI': r'https?://[!-~]+', 'nonNegativeInteger': '[0-9]+'}


def full(curie):
    prefix, local = curie.split(':', 1)
    return NAMESPACES[prefix] + local


class Graph:
    def __init__(self, found):
        self.values = defaultdict(list)
        self.kind = defaultdict(set)
        for s, p, o, text, *_ in found:
            self.values[s, p].append(o or text)
            if p == full('rdf:type'):
                self.kind[o].add(s)

    def of(self, subject, curie):
        return self.values.get((subject, full(curie)), []) if subject else []

    def one(self, subject, curie):
        """The only value, or "" for none; sorted first where there are several."""
        return min(self.of(subject, curie), default='')

    def labels(self, subject):
        return {label for p in ('rdfs:label', 'skos:prefLabel', 'dcterms:title') for label in self.of(subject, p)}


def described(path, fault):
    """The columns that the metadata of a table describe: (name, required, pattern); and its keys."""
    with open(path + '-metadata.json', encoding='utf-8') as file:
        metadata = json.load(file)
    schema = metadata['tableSchema']
    columns = []
    for column in schema['columns']:
        datatype = column['datatype']
        base, pattern = (datatype, None) if isinstance(datatype, str) else (datatype['base'], datatype.get('format'))
        if base not in DATATYPES:
            fault(f'{path}: datatype {base}')
        columns.append((column['name'], column.get('required', False), re.compile(pattern or DATATYPES[base], re.S)))
    return columns, schema['primaryKey']


def check_cells(path, rows, fault):
    """What a validator of CSV on the Web would see: names, datatypes, formats, what is required, the primary key.

    False when the columns are other ones."""
    columns, key = described(path, fault)
    if rows[0] != [name for name, _, _ in columns]:
        fault(f'{path}: the header is not what the metadata say')
        return False
    for n, row in enumerate(rows[1:], 2):
        if len(row) != len(columns):
            fault(f'{path}: row {n} has {len(row)} cells')
            continue
        for cell, (name, required, pattern) in zip(row, columns):
            if not cell and required:
                fault(f'{path}: row {n}: no {name}')
            elif cell and not pattern.fullmatch(cell):
                fault(f'{path}: row {n}: {name} {cell!r} is not as described')
    at = [rows[0].index(name) for name in key]
    keys = [tuple(row[i] for i in at) for row in rows[1:]]
    if len(keys) != len(set(keys)):
        fault(f'{path}: rows of one key')
    return True


def expected(graph, kind, fact):
    """Cells that the graph gives for a fact; a set where any of several will do."""
    if kind == 'tenure':
        post = graph.one(fact, 'ys:post')
        return {'subject': graph.one(fact, 'org:member'), 'predicate': 'ys:post', 'object': post,
                'object_label': set(graph.of(fact, 'ys:title')), 'status': graph.one(fact, 'ys:status').split('#')[-1],
                'role': graph.labels(graph.one(fact, 'org:role')),
                'organization': graph.labels(graph.one(fact, 'org:organization')) or {''},
                'division_code': graph.one(graph.one(fact, 'ys:jurisdiction'), 'ys:divisionCode')}
    if kind == 'statement':
        return {'subject': graph.one(fact, 'ys:speaker'), 'predicate': 'schema:text',
                'object': set(graph.of(fact, 'schema:about')) or {''}, 'object_label': graph.one(fact, 'schema:text'),
                'role': '', 'organization': '', 'division_code': '', 'status': ''}
    if kind == 'figure':
        measured = graph.one(fact, 'ys:measures')
        return {'subject': graph.one(fact, 'schema:about'), 'predicate': 'ys:number', 'object': '',
                'object_label': graph.one(fact, 'ys:number') + graph.one(fact, 'ys:unit') + (measured and ' ' + measured),
                'division_code': graph.one(graph.one(fact, 'ys:place'), 'ys:divisionCode'), 'role': '', 'status': ''}
    thing = graph.one(fact, 'rdf:object')
    entity = thing if graph.labels(thing) else ''
    return {'subject': graph.one(fact, 'rdf:subject'), 'object': entity,
            'object_label': graph.labels(thing) if entity else thing, 'role': '', 'status': ''}


def check_row(path, graph, row, fault):
    kind, fact = row['kind'], row['fact']
    if fact not in graph.kind[full(KINDS[kind])]:
        fault(f'{path}: {fact} is no {kind} of the graph')
        return
    cells = dict(expected(graph, kind, fact), date=graph.one(fact, 'ys:asOf') if kind != 'tenure' else
                 set(graph.of(fact, 'ys:asOf')) or {''})
    cells['subject_label'] = graph.labels(row['subject']) or {''}
    cells['source'] = graph.labels(graph.one(row['article'], 'dcterms:publisher')) or {''}
    for name, value in cells.items():
        if row[name] not in (value if isinstance(value, set) else {value}):
            fault(f'{path}: {name} of {fact} is {row[name]!r}, and {value!r} in the graph')
    if kind == 'assertion' and full(row['predicate']) not in graph.of(fact, 'rdf:predicate'):
        fault(f"{path}: predicate of {fact} is {row['predicate']}")
    check_evidence(path, graph, row, fault)


def check_evidence(path, graph, row, fault):
    """The words are those of the fact's first mention in the article."""
    places = []
    for source in graph.of(row['fact'], 'prov:wasDerivedFrom'):
        context = graph.one(source, 'nif:referenceContext')
        if context and row['article'] in graph.of(context, 'prov:wasDerivedFrom'):
            places.append((int(graph.one(source, 'nif:beginIndex')), graph.one(source, 'nif:endIndex'),
                           graph.one(source, 'nif:anchorOf'), graph.one(source, 'ys:byRule')))
    told = (int(row['begin'] or -1), row['end'], row['words'], row['rule'])
    if told not in places or told[0] != min(places)[0]:
        fault(f"{path}: {row['fact']} in {row['article']}: {told} is not its first mention")


def check_table(path, found, fault):
    """Checks a table against its metadata and its graph; returns how many rows it has."""
    with open(path, encoding='utf-8', newline='') as file:
        rows = list(csv.reader(file, strict=True))
    if not check_cells(path, rows, fault):
        return 0
    graph = Graph(found)
    told = set()
    for cells in rows[1:]:
        row = dict(zip(rows[0], cells))
        told.add((row['fact'], row['article']))
        check_row(path, graph, row, fault)
    articles = graph.kind[full('ys:Article')]
    meant = {(fact, source) for kind in KINDS.values() for fact in graph.kind[full(kind)]
             for source in graph.of(fact, 'prov:wasDerivedFrom') if source in articles}
    for fact, article in sorted(told ^ meant):
        fault(f"{path}: {fact} of {article} is {'not in the graph' if (fact, article) in told else 'left out'}")
    return len(rows) - 1
