# SPDX-License-Identifier: Apache-2.0
"""N-Triples lines as read.mjs writes them, and their digest."""
import hashlib
import re

XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string'
ESCAPED = str.maketrans({'\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r'})
NAMED = {'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f'}
LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?)(?: <([^>]*)>)? \.')
ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)')


def literal(text, language=None, datatype=None):
    quoted = f'"{text.translate(ESCAPED)}"'
    if language:
        return f'{quoted}@{language}'
    return quoted if datatype in (None, XSD_STRING) else f'{quoted}^^<{datatype}>'


def unescape(text):
    def one(match):
        c = match.group(1)
        return chr(int(c[1:], 16)) if c[0] in 'uU' and len(c) > 1 else NAMED.get(c, c)
    return ESCAPE.sub(one, text)


def triples(text):
    """(subject, predicate, object IRI or None, text, language, datatype, graph) of each line of N-Triples or N-Quads."""
    for line in text.split('\n'):
        if line:
            match = LINE.fullmatch(line)
            if not match:
                raise ValueError(f'no line without blank nodes: {line[:200]!r}')
            s, p, o, quoted, language, datatype, graph = match.groups()
            yield s, p, o, None if quoted is None else unescape(quoted), language, datatype, graph


def lines(text):
    """The distinct triples, each as its one line."""
    return {f'<{s}> <{p}> {f"<{o}>" if o else literal(words, language, datatype)} .\n'
            for s, p, o, words, language, datatype, _graph in triples(text)}


def digest(found):
    return hashlib.sha256(b''.join(sorted(line.encode('utf-8') for line in found))).hexdigest()
