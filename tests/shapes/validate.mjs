// SPDX-License-Identifier: Apache-2.0
// Validates Yanshu data against ontology/shapes.ttl with a SHACL engine that is not ours.
//
//   node validate.mjs SHAPES DATA...       N-Quads, N-Triples or Turtle; each file for itself, graph names aside
//   node validate.mjs --faults SHAPES DATA takes well-formed DATA apart in every way below: each must be refused
//
// Exit 0: as it should be; 1: not; 2: usage.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname } from 'node:path';

const require = createRequire(new URL('../package.json', import.meta.url));
const { Parser, Store, DataFactory } = require('n3');
const { default: Validator } = await import(require.resolve('rdf-validate-shacl'));
const { namedNode, literal, quad } = DataFactory;

const YS = 'https://w3id.org/yanshu/ontology#';
const NIF = 'http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#';
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const ORG = 'http://www.w3.org/ns/org#';
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const PROV = 'http://www.w3.org/ns/prov#';
const RDFS = 'http://www.w3.org/2000/01/rdf-schema#';
const SKOS = 'http://www.w3.org/2004/02/skos/core#';

async function read(path) {
  const format = extname(path) === '.nq' ? 'application/n-quads' : 'text/turtle';
  const store = new Store();
  for (const q of new Parser({ format }).parse(await readFile(path, 'utf8'))) {
    store.addQuad(quad(q.subject, q.predicate, q.object));
  }
  return store;
}

const last = (term) => (term ? term.value.replace(/^.*[/#]/, '') : '');

function describe(result) {
  const text = result.message.map((m) => m.value).join('; ');
  const constraint = last(result.sourceConstraintComponent).replace('ConstraintComponent', '');
  return `${result.focusNode?.value} ${last(result.path)} ${result.value?.value ?? ''}: ${constraint} ${text}`.trim();
}

/** Ways to spoil good data: the first match of the pattern, and what becomes of it. */
const swap = (store, q, s, p, o) => {
  store.removeQuad(q);
  if (o) store.addQuad(quad(s ?? q.subject, p ?? q.predicate, o));
};
const add = (store, q, o) => store.addQuad(quad(q.subject, q.predicate, o));
const number = (n) => literal(String(n), namedNode(`${XSD}nonNegativeInteger`));
const FAULTS = [
  ['a tenure without a member', `${ORG}member`, (s, q) => swap(s, q)],
  ['a tenure with two members', `${ORG}member`, (s, q) => add(s, q, s.getObjects(null, `${ORG}member`).find((o) => !o.equals(q.object)))],
  ['a tenure without a role', `${ORG}role`, (s, q) => swap(s, q)],
  ['a tenure in another organisation than its post', `${ORG}organization`,
    (s, q) => swap(s, q, null, null, s.getObjects(null, `${ORG}organization`).find((o) => !o.equals(q.object)))],
  ['an unknown status', `${YS}status`, (s, q) => swap(s, q, null, null, namedNode(`${YS}retired`))],
  ['a date that is none', `${YS}asOf`, (s, q) => swap(s, q, null, null, literal('2025-13-41', namedNode(`${XSD}date`)))],
  ['a date as plain text', `${YS}asOf`, (s, q) => swap(s, q, null, null, literal('2025-01-01'))],
  ['a fact that no article is named for', `${PROV}wasDerivedFrom`, (s, q) => s.getQuads(q.subject, q.predicate).forEach((x) => swap(s, x))],
  ['a code of five digits', `${YS}divisionCode`, (s, q) => swap(s, q, null, null, literal('44010'))],
  ['a country as a division', `${YS}divisionCode`, (s, q) => swap(s, q, null, null, literal('kh'))],
  ['a mention that ends before it begins', `${NIF}endIndex`,
    (s, q) => swap(s, q, null, null, number(0)), (s, q) => s.countQuads(q.subject, `${RDF}type`, `${YS}Mention`) > 0],
  ['a mention that ends behind the text', `${NIF}endIndex`,
    (s, q) => swap(s, q, null, null, number(99999999)), (s, q) => s.countQuads(q.subject, `${RDF}type`, `${YS}Mention`) > 0],
  ['a mention without words', `${NIF}anchorOf`, (s, q) => swap(s, q, null, null, literal(''))],
  ['a mention of nothing', 'http://www.w3.org/2005/11/its/rdf#taIdentRef', (s, q) => swap(s, q, null, null, namedNode('https://data.example.org/person/nobody'))],
  ['a label of two lines', `${RDFS}label`, (s, q) => swap(s, q, null, null, literal('一\n二', 'zh-hans'))],
  ['a label without a language', `${RDFS}label`, (s, q) => swap(s, q, null, null, literal('越秀区'))],
  ['a language that is none of ours', `${SKOS}prefLabel`, (s, q) => swap(s, q, null, null, literal('maire', 'fr'))],
  ['two preferred labels in one language', `${SKOS}prefLabel`, (s, q) => add(s, q, literal(`${q.object.value}甲`, q.object.language))],
  ['a quotation without words', `${YS}direct`,
    (s, q) => swap(s, q, null, null, literal('true', namedNode(`${XSD}boolean`))), (s, q) => q.object.value === 'false'],
  ['a number in words', `${YS}number`, (s, q) => swap(s, q, null, null, literal('五', namedNode(`${XSD}integer`)))],
  ['an unknown kind of program', `${YS}programKind`, (s, q) => swap(s, q, null, null, namedNode('https://example.org/kind'))],
  ['a Chinese IRI', `${ORG}member`, (s, q) => s.getQuads(q.object).forEach((x) => swap(s, x, namedNode('https://data.example.org/人物/甲'), null, x.object))],
];

async function faults(shapes, path) {
  let missed = 0;
  const all = (await read(path)).getQuads();
  for (const [what, predicate, spoil, where] of FAULTS) {
    const store = new Store(all);
    const q = store.getQuads(null, predicate).find((x) => !where || where(store, x));
    if (!q) {
      console.log(`shapes: no triple to make "${what}" of`);
      missed++;
      continue;
    }
    spoil(store, q);
    const report = await new Validator(shapes, {}).validate(store);
    if (report.conforms) {
      console.log(`shapes: not noticed: ${what}`);
      missed++;
    }
  }
  console.log(`shapes: ${FAULTS.length - missed} of ${FAULTS.length} faults noticed`);
  return missed === 0 ? 0 : 1;
}

async function validate(shapes, paths) {
  let code = 0;
  for (const path of paths) {
    const store = await read(path);
    const report = await new Validator(shapes, { maxErrors: 50 }).validate(store);
    console.log(`shapes: ${path}: ${store.size} triples, ${report.conforms ? 'conform' : `${report.results.length} faults`}`);
    report.results.forEach((r) => console.log(`  ${describe(r)}`));
    code = report.conforms && store.size > 0 ? code : 1;
  }
  return code;
}

const args = process.argv.slice(2);
const spoil = args[0] === '--faults';
if (spoil) args.shift();
if (args.length < 2) {
  console.error('usage: validate.mjs [--faults] SHAPES DATA...');
  process.exit(2);
}
const shapes = await read(args[0]);
process.exit(spoil ? await faults(shapes, args[1]) : await validate(shapes, args.slice(1)));
