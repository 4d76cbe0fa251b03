// SPDX-License-Identifier: Apache-2.0
// Reads RDF files with the parsers of the npm world, and says what graph each of them found in each file.
//
//   node read.mjs < NAMES          one path a line; standard output: parser TAB path TAB triples TAB digest TAB graphs
//
// The digest is SHA-256 of the distinct triples as N-Triples lines in the order of their bytes, with no other escapes than
// \\ \" \n \r: test_parsers.py makes the same of what other parsers find. Blank nodes are refused: Yanshu writes none.
// Exit 1: a file is refused by a parser that knows its syntax.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname } from 'node:path';

const require = createRequire(new URL('../../package.json', import.meta.url));
const { Parser } = require('n3');
const { RdfXmlParser } = require('rdfxml-streaming-parser');
const jsonld = require('jsonld');
const oxigraph = require('oxigraph');

const XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string';
const ESCAPES = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' };

function term(t) {
  if (t.termType === 'NamedNode') return `<${t.value}>`;
  if (t.termType !== 'Literal') throw new Error(`a ${t.termType}: ${t.value}`);
  const text = `"${t.value.replace(/[\\"\n\r]/g, (c) => ESCAPES[c])}"`;
  if (t.language) return `${text}@${t.language}`;
  return t.datatype.value === XSD_STRING ? text : `${text}^^<${t.datatype.value}>`;
}

async function text(path) {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
}

const n3 = (format) => async (path) => new Parser({ format }).parse(await text(path));
const oxi = (format) => async (path) => oxigraph.parse(await text(path), { format });

function rdfxml(path) {
  return new Promise((resolve, reject) => {
    const quads = [];
    createReadStream(path, { encoding: 'utf8' }).on('error', reject).pipe(new RdfXmlParser({ strict: true }))
      .on('data', (q) => quads.push(q)).on('error', reject).on('end', () => resolve(quads));
  });
}

/** Nothing is fetched: the context stands in the document. What jsonld.js gives out are N-Quads, read by N3.js. */
async function json(path) {
  const documentLoader = (url) => { throw new Error(`fetches ${url}`); };
  const lines = await jsonld.toRDF(JSON.parse(await text(path)), { format: 'application/n-quads', documentLoader });
  return new Parser({ format: 'application/n-quads' }).parse(lines);
}

const READERS = {
  '.ttl': { 'N3.js': n3('text/turtle'), oxigraph: oxi('text/turtle') },
  '.nt': { 'N3.js': n3('application/n-triples'), oxigraph: oxi('application/n-triples') },
  '.nq': { 'N3.js': n3('application/n-quads'), oxigraph: oxi('application/n-quads') },
  '.rdf': { 'rdfxml-streaming-parser': rdfxml, oxigraph: oxi('application/rdf+xml') },
  '.jsonld': { 'jsonld.js': json, oxigraph: oxi('application/ld+json') },
};

function say(parser, path, quads) {
  const lines = new Set(quads.map((q) => `${term(q.subject)} ${term(q.predicate)} ${term(q.object)} .\n`));
  const graphs = [...new Set(quads.map((q) => q.graph.value))].sort();
  const digest = createHash('sha256');
  [...lines].map((line) => Buffer.from(line)).sort(Buffer.compare).forEach((line) => digest.update(line));
  console.log([parser, path, lines.size, digest.digest('hex'), graphs.join(' ')].join('\t'));
}

let failed = false;
for (const path of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  for (const [parser, read] of Object.entries(READERS[extname(path)])) {
    try {
      say(parser, path, await read(path));
    } catch (e) {
      console.error(`${path}: ${parser}: ${e.message}`);
      failed = true;
    }
  }
}
process.exit(failed ? 1 : 0);
