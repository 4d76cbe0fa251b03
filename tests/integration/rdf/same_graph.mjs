// SPDX-License-Identifier: Apache-2.0
// Do two files hold the same graph? Read by parsers that are not the one that Yanshu writes with.
//
//   node same_graph.mjs A B     exit 0: the same; 1: not, or a file is not valid; 2: usage
//
// Each file is read by N3.js, rdfxml-streaming-parser or jsonld.js, and again by Oxigraph, which must find the same.
// By extension: .jsonld (JSON-LD), .ttl (Turtle), .rdf .xml .owl (RDF/XML), .nt (N-Triples), .nq (N-Quads; graph names are read past).
// Blank nodes are refused: Yanshu writes none, and without them the sorted lines are the canonical form.
import { readFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';

const require = createRequire(new URL('../../package.json', import.meta.url));
const { Parser } = require('n3');
const { RdfXmlParser } = require('rdfxml-streaming-parser');
const jsonld = require('jsonld');
const oxigraph = require('oxigraph');

const XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string';
const LANG_STRING = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString';
const N3_FORMATS = { '.ttl': 'text/turtle', '.nt': 'application/n-triples', '.nq': 'application/n-quads' };
const ESCAPES = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };

function term(t) {
  if (t.termType === 'NamedNode') {
    return `<${t.value}>`;
  }
  if (t.termType !== 'Literal') {
    throw new Error(`a ${t.termType}: ${t.value}`);
  }
  const text = `"${t.value.replace(/[\\"\n\r]/g, (c) => ESCAPES[c])}"`;
  if (t.language) {
    return `${text}@${t.language}`;
  }
  const type = t.datatype.value;
  return type === XSD_STRING || type === LANG_STRING ? text : `${text}^^<${type}>`;
}

const line = (q) => `${term(q.subject)} ${term(q.predicate)} ${term(q.object)} .`;

function fromRdfXml(path) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const parser = new RdfXmlParser({ strict: true });
    createReadStream(path, { encoding: 'utf8' }).on('error', reject).pipe(parser)
      .on('data', (q) => { try { lines.push(line(q)); } catch (e) { reject(e); } })
      .on('error', reject)
      .on('end', () => resolve(lines));
  });
}

async function fromN3(path, format) {
  const bytes = await readFile(path);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  return new Parser({ format }).parse(text).map(line);
}

/** Nothing is fetched: the context stands in the document. */
async function fromJsonLd(path) {
  const documentLoader = (url) => { throw new Error(`fetches ${url}`); };
  const quads = await jsonld.toRDF(JSON.parse(await readFile(path, 'utf8')),
    { format: 'application/n-quads', documentLoader });
  return new Parser({ format: 'application/n-quads' }).parse(quads).map(line);
}

const OXIGRAPH_FORMATS = { ...N3_FORMATS, '.rdf': 'application/rdf+xml', '.jsonld': 'application/ld+json' };

async function fromOxigraph(path, format) {
  return oxigraph.parse(await readFile(path, 'utf8'), { format }).map(line);
}

async function canonical(path) {
  const extension = extname(path).toLowerCase();
  try {
    const lines = N3_FORMATS[extension] ? await fromN3(path, N3_FORMATS[extension])
      : ['.rdf', '.xml', '.owl'].includes(extension) ? await fromRdfXml(path)
        : extension === '.jsonld' ? await fromJsonLd(path)
          : (() => { throw new Error(`unknown extension ${extension}`); })();
    const first = new Set(lines);
    if (OXIGRAPH_FORMATS[extension]) {
      const second = new Set(await fromOxigraph(path, OXIGRAPH_FORMATS[extension]));
      if (missing(first, second, `${path} without Oxigraph`) + missing(second, first, `${path} by Oxigraph`) > 0) {
        process.exit(1);
      }
    }
    return first;
  } catch (e) {
    console.error(`${path}: ${e.message}`);
    process.exit(1);
  }
}

function missing(a, b, name) {
  const only = [...a].filter((l) => !b.has(l)).sort();
  only.slice(0, 10).forEach((l) => console.error(`only in ${name}: ${l}`));
  return only.length;
}

const [a, b] = process.argv.slice(2);
if (process.argv.length !== 4) {
  console.error('usage: same_graph.mjs A B');
  process.exit(2);
}
const left = await canonical(a);
const right = await canonical(b);
const differences = missing(left, right, a) + missing(right, left, b);
if (left.size === 0 && right.size === 0) {
  console.error('both files are empty: nothing was compared');
  process.exit(1);
}
if (differences > 0) {
  console.error(`${differences} triples differ`);
  process.exit(1);
}
console.log(`same graph: ${left.size} triples`);
