// SPDX-License-Identifier: Apache-2.0
// Validates Yanshu data against ontology/shapes.ttl with a SHACL engine that is not ours.
//
//   node validate.mjs SHAPES DATA...       N-Quads, N-Triples or Turtle; each file for itself, graph names aside
//   node validate.mjs --faults SHAPES DATA... takes well-formed DATA, together, apart in every way below: each must be
//                                          refused, and there must be a way for every shape
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
const FOAF = 'http://xmlns.com/foaf/0.1/';
const SCHEMA = 'https://schema.org/';
const DCTERMS = 'http://purl.org/dc/terms/';
const SH = 'http://www.w3.org/ns/shacl#';
const YSHAPE = 'https://w3id.org/yanshu/shapes#';

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

/**
 * Ways to spoil good data: the shape that must notice, what is wrong, the predicate of the triple that is spoilt, how, and
 * (where not any of them will do) which triple. The triples are of the shape's class.
 */
const swap = (store, q, s, p, o) => {
  store.removeQuad(q);
  if (o) store.addQuad(quad(s ?? q.subject, p ?? q.predicate, o));
};
const add = (store, q, o) => store.addQuad(quad(q.subject, q.predicate, o));
const another = (s, q) => s.getObjects(null, q.predicate).find((o) => !o.equals(q.object));
const gone = (s, q) => s.getQuads(q.subject, q.predicate).forEach((x) => swap(s, x));
const to = (o) => (s, q) => swap(s, q, null, null, o);
const twice = (s, q) => add(s, q, another(s, q));
const typed = (text, type) => literal(text, namedNode(XSD + type));
const number = (n) => typed(String(n), 'nonNegativeInteger');
const date = (text) => typed(text, 'date');
const nobody = namedNode('https://data.example.org/person/nobody');
/** The object of @p q becomes a thing of the class instead of what it is. */
const becomes = (type) => (s, q) => swap(s, q, null, null, s.getSubjects(`${RDF}type`, type)[0]);
const extra = (s, q) => s.addQuad(quad(q.subject, namedNode(`${YS}statuss`), namedNode(`${YS}current`)));
const FAULTS = [
  ['Article', 'an article without a language', `${SCHEMA}inLanguage`, gone],
  ['Article', 'an article without a digest', `${YS}textDigest`, gone],
  ['Context', 'a text with two digests', `${YS}textDigest`, (s, q) => add(s, q, literal('0123456789abcdef'))],
  ['Article', 'a digest that is none', `${YS}textDigest`, to(literal('0123'))],
  ['Article', 'an article that mentions a role', `${SCHEMA}mentions`, becomes(`${YS}Role`)],
  ['Article', 'a publisher that is a person', `${DCTERMS}publisher`, becomes(`${YS}Person`)],
  ['Article', 'the 30th of February', `${DCTERMS}issued`, to(date('2025-02-30'))],
  ['Article', 'a date with a time zone', `${DCTERMS}issued`, to(date('2025-02-03+08:00'))],
  ['Context', 'a text without a length', `${NIF}endIndex`, gone],
  ['Context', 'a text that no reading made', `${PROV}wasGeneratedBy`, gone],
  ['Run', 'a reading without rules', `${YS}ruleSetDigest`, gone],
  ['Run', 'a reading of nothing', `${PROV}used`, gone],
  ['Software', 'software without a version', `${SCHEMA}softwareVersion`, to(literal('new'))],
  ['Mention', 'a mention that ends before it begins', `${NIF}endIndex`, to(number(0))],
  ['Mention', 'a mention that ends behind the text', `${NIF}endIndex`, to(number(99999999))],
  ['Mention', 'a mention that begins before its text', `${NIF}beginIndex`, (s, q) => swap(s, s.getQuads(s.getObjects(q.subject, `${NIF}referenceContext`)[0], `${NIF}beginIndex`)[0], null, null, number(99999))],
  ['Context', 'a text that ends before it begins', `${NIF}beginIndex`, to(number(99999999))],
  ['Mention', 'a mention without words', `${NIF}anchorOf`, to(literal(''))],
  ['Mention', 'an offset below zero', `${NIF}beginIndex`, to(typed('-1', 'nonNegativeInteger'))],
  ['Mention', 'a mention of nothing', 'http://www.w3.org/2005/11/its/rdf#taIdentRef', to(nobody)],
  ['Mention', 'a mention of two things', 'http://www.w3.org/2005/11/its/rdf#taIdentRef', twice],
  ['Mention', 'a mention with a property that it does not have', `${NIF}anchorOf`, extra],
  ['Person', 'a person without a name', `${FOAF}name`, gone],
  ['Person', 'a name that is romanised', `${FOAF}name`, to(literal('Sun', 'zh-latn-pinyin'))],
  ['Person', 'a label of two lines', `${RDFS}label`, to(literal('一\n二', 'zh-hans'))],
  ['Organization', 'a language that is none of ours', `${SKOS}prefLabel`, to(literal('mairie', 'fr'))],
  ['Organization', 'two preferred labels in one language', `${SKOS}prefLabel`, (s, q) => add(s, q, literal(`${q.object.value}甲`, q.object.language))],
  ['Organization', 'an organisation of two divisions', `${YS}jurisdiction`, twice],
  ['Organization', 'an unknown kind of organisation', `${ORG}classification`, to(namedNode('https://example.org/kind'))],
  ['District', 'a code of five digits', `${YS}divisionCode`, to(literal('44010'))],
  ['District', 'a country as a division', `${YS}divisionCode`, to(literal('kh'))],
  ['District', 'a division in two divisions', `${YS}partOf`, twice],
  ['District', 'a label without a language', `${RDFS}label`, to(literal('越秀区'))],
  ['Place', 'a place without a label', `${RDFS}label`, gone],
  ['Role', 'a role without a label', `${SKOS}prefLabel`, gone],
  ['Role', 'a role below two roles', `${SKOS}broader`, twice],
  ['Post', 'a post without a role', `${ORG}role`, gone],
  ['Post', 'a post in two organisations', `${ORG}postIn`, twice],
  ['Tenure', 'a tenure without a member', `${ORG}member`, gone],
  ['Tenure', 'a tenure with two members', `${ORG}member`, twice],
  ['Tenure', 'a tenure without a role', `${ORG}role`, gone],
  ['Tenure', 'a tenure with two roles', `${ORG}role`, twice],
  ['Tenure', 'a tenure in two organisations', `${ORG}organization`, twice],
  ['Tenure', 'a tenure without a title', `${YS}title`, gone],
  ['Tenure', 'an unknown status', `${YS}status`, to(namedNode(`${YS}retired`))],
  ['Tenure', 'two statuses', `${YS}status`, (s, q) => add(s, q, namedNode(`${YS}${q.object.value.endsWith('current') ? 'former' : 'current'}`))],
  ['Tenure', 'a date that is none', `${YS}asOf`, to(date('2025-13-41'))],
  ['Tenure', 'a date as plain text', `${YS}asOf`, to(literal('2025-01-01'))],
  ['Tenure', 'a fact that no article is named for', `${PROV}wasDerivedFrom`, gone],
  ['Tenure', 'a fact derived from a person', `${PROV}wasDerivedFrom`, (s, q) => add(s, q, s.getSubjects(`${RDF}type`, `${YS}Person`)[0])],
  ['Tenure', 'a misspelt property', `${YS}status`, extra],
  ['Tenure', 'a Chinese IRI', `${ORG}member`, (s, q) => s.getQuads(q.subject).forEach((x) => swap(s, x, namedNode('https://data.example.org/任职/甲'), null, x.object))],
  ['TenureInPost', 'a tenure in another organisation than its post', `${ORG}organization`, (s, q) => swap(s, q, null, null, another(s, q))],
  ['Incumbency', 'an incumbency of nobody', `${ORG}member`, gone],
  ['Incumbency', 'an incumbency that no article reports', `${YS}articleCount`, to(typed('0', 'integer'))],
  ['Incumbency', 'an incumbency held as former', `${YS}heldAs`, to(namedNode(`${YS}former`))],
  ['Program', 'an unknown kind of program', `${YS}programKind`, to(namedNode('https://example.org/kind'))],
  ['Program', 'a program for a person', `${YS}covers`, becomes(`${YS}Person`)],
  ['Program', 'a program approved by a plan', `${YS}approvedBy`, becomes(`${YS}Program`)],
  ['Program', 'a day of approval in words', `${YS}approvedOn`, to(literal('去年', 'zh-hans'))],
  ['Event', 'an event that no article is named for', `${PROV}wasDerivedFrom`, gone],
  ['Event', 'the session before the first', `${YS}sessionNumber`, to(typed('0', 'integer'))],
  ['Statement', 'a statement by nobody', `${YS}speaker`, gone],
  ['Statement', 'a quotation without words', `${YS}direct`, to(typed('true', 'boolean')), (s, q) => q.object.value === 'false'],
  ['Statement', 'words that are not quoted', `${YS}direct`, to(typed('false', 'boolean')), (s, q) => q.object.value === 'true'],
  ['Figure', 'a number in words', `${YS}number`, to(typed('五', 'integer'))],
  ['Figure', 'a figure with two numbers', `${YS}number`, (s, q) => add(s, q, typed('7777777', 'integer'))],
  ['Figure', 'a figure that is not said to be exact or not', `${YS}approximate`, gone],
  ['Assertion', 'an assertion without a subject', `${RDF}subject`, gone],
  ['Assertion', 'an assertion of two objects', `${RDF}object`, twice],
  ['Assertion', 'an assertion that no article is named for', `${PROV}wasDerivedFrom`, gone],
];

const TARGETS = [`${SH}targetClass`, `${SH}targetSubjectsOf`];
const shapeClass = (shapes, shape) => shapes.getObjects(shape, `${SH}targetClass`)[0];

/** The shapes, of which one alone has targets: it must notice by itself. */
function onlyShape(shapes, name) {
  const others = (q) => TARGETS.includes(q.predicate.value) && q.subject.value !== YSHAPE + name;
  return new Store(shapes.getQuads().filter((q) => !others(q)));
}

/** The triples that a fault can be made of: predicate, of the shape's class. */
function spoilable(shapes, store, [name, , predicate, , where]) {
  const type = shapeClass(shapes, YSHAPE + name);
  return store.getQuads(null, predicate).find((q) => (!type || store.countQuads(q.subject, `${RDF}type`, type) > 0)
    && (!where || where(store, q)));
}

async function faults(shapes, paths) {
  let missed = 0;
  const all = [];
  for (const path of paths) all.push(...(await read(path)).getQuads());
  const clean = await new Validator(shapes, {}).validate(new Store(all));
  if (!clean.conforms) {
    console.log(`shapes: the data to be spoilt do not conform: ${describe(clean.results[0])}`);
    return 1;
  }
  for (const fault of FAULTS) {
    const [name, what, , spoil] = fault;
    const store = new Store(all);
    const q = spoilable(shapes, store, fault);
    if (!q) {
      console.log(`shapes: no triple to make "${what}" of`);
      missed++;
      continue;
    }
    spoil(store, q);
    if ((await new Validator(onlyShape(shapes, name), {}).validate(store)).conforms) {
      console.log(`shapes: ${name} does not notice ${what}`);
      missed++;
    }
  }
  for (const predicate of TARGETS) {
    for (const shape of shapes.getSubjects(predicate)) {
      if (!FAULTS.some(([name]) => shape.value === YSHAPE + name)) {
        console.log(`shapes: no fault for ${shape.value}`);
        missed++;
      }
    }
  }
  console.log(`shapes: ${FAULTS.length - missed} of ${FAULTS.length} faults noticed`);
  return missed === 0 ? 0 : 1;
}

async function validate(shapes, paths) {
  let code = 0;
  for (const path of paths) {
    const store = await read(path);
    // No maxErrors: the engine then counts alternatives of sh:or that do not fit, and stops before it sees an error.
    const report = await new Validator(shapes, {}).validate(store);
    console.log(`shapes: ${path}: ${store.size} triples, ${report.conforms ? 'conform' : `${report.results.length} faults`}`);
    report.results.slice(0, 50).forEach((r) => console.log(`  ${describe(r)}`));
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
process.exit(spoil ? await faults(shapes, args.slice(1)) : await validate(shapes, args.slice(1)));
