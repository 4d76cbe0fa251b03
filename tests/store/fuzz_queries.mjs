// SPDX-License-Identifier: Apache-2.0
// fuzz_queries.mjs YANSHU DATA.ttl SEED COUNT
//
// Random queries of the SPARQL grammar, answered by `yanshu query` and by Oxigraph. What the embedded engine refuses is
// counted; what it answers must be the same rows. Exits 1 on a difference and prints the query.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import "./webcrypto.mjs";
import { Store } from "oxigraph";
import { jsonRows, normal, oxigraphRows, sorted } from "./compare.mjs";

const [, , command, data, seedText, countText] = process.argv;
const store = new Store();
store.load(readFileSync(data, "utf8"), { format: "text/turtle" });

let state = Number(seedText) >>> 0;
function random(n) {
  state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
  let x = state;
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  x ^= x >>> 15;
  return (x >>> 0) % n;
}
const pick = (list) => list[random(list.length)];
const chance = (percent) => random(100) < percent;

const PREFIXES = `PREFIX ex: <http://example.org/> PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX ys: <https://w3id.org/yanshu/ontology#>\n`;
const PREDICATES = ["rdfs:label", "ys:n", "ys:d", "ys:k", "a", "org:member", "ys:post", "ys:asOf", "ys:status", "ys:partOf", "ys:f"];
const VARIABLES = ["?a", "?b", "?c", "?d", "?e"];
const LITERALS = ['"安"@zh-hans', '"陈"', '"true"', "1", "2.5", "5", "true", '"2024-03-05"^^xsd:date', '"2024"^^xsd:gYear', '"text"', '""', "0"];
const THINGS = ["ex:a", "ex:b", "ex:c", "ex:t1", "ex:o1", "ys:current", "ys:Person"];

const variable = () => pick(VARIABLES);
const object = () => (chance(70) ? variable() : chance(50) ? pick(THINGS) : pick(LITERALS));

// Of a|b SPARQL counts what both sides find twice, Oxigraph once: such a query is compared as a set, without aggregates.
let choices = false;

function path(depth) {
  const link = () => pick(PREDICATES);
  if (depth <= 0 || chance(35)) return link();
  return pick([
    () => `${path(depth - 1)}/${path(depth - 1)}`, () => (choices ? `(${path(depth - 1)}|${path(depth - 1)})` : `(${link()}|${link()})${pick(["*", "+", "?"])}`), () => `^${link()}`,
    () => `(${path(depth - 1)})${pick(["*", "+", "?"])}`, () => `${link()}${pick(["*", "+", "?"])}`, () => `^(${path(depth - 1)})`,
  ])();
}

function triples() {
  if (chance(12)) return `${chance(75) ? variable() : pick(THINGS)} ${path(2)} ${object()}`;
  let text = `${chance(85) ? variable() : pick(THINGS)} ${chance(90) ? pick(PREDICATES) : variable()} ${object()}`;
  while (chance(30)) text += ` ; ${pick(PREDICATES)} ${object()}`;
  if (chance(10)) text += ` , ${object()}`;
  return text;
}

function operand(depth) {
  if (depth <= 0 || chance(45)) return chance(60) ? variable() : pick([...LITERALS, ...THINGS]);
  return call(depth - 1);
}

function call(depth) {
  const e = () => operand(depth);
  return pick([
    () => `STR(${e()})`, () => `LANG(${e()})`, () => `DATATYPE(${e()})`, () => `STRLEN(STR(${e()}))`,
    () => `SUBSTR(STR(${e()}), ${pick([1, 2])}${chance(50) ? ", 1" : ""})`, () => `UCASE(STR(${e()}))`, () => `LCASE(${e()})`,
    () => `(${e()} ${pick(["+", "-", "*", "/"])} ${e()})`, () => `YEAR(${e()})`, () => `MONTH(${e()})`, () => `DAY(${e()})`,
    () => `IF(${condition(depth)}, ${e()}, ${e()})`, () => `COALESCE(${e()}, ${e()})`, () => `CONCAT(STR(${e()}), ${e()})`,
    () => `STRBEFORE(${e()}, ${e()})`, () => `STRAFTER(STR(${e()}), "a")`, () => `ABS(${e()})`, () => `CEIL(${e()})`,
    () => `FLOOR(${e()})`, () => `ROUND(${e()})`, () => `REPLACE(STR(${e()}), "${pick(["a", "安", "[a-c]", "(.)", "x$"])}", "${pick(["x", "", "$1$1"])}")`,
    () => `-${e()}`, () => `STRLEN(${e()})`, () => `SUBSTR(${e()}, ${pick([1, 2, 3])}, ${pick([0, 1, 2])})`, () => `STRAFTER(${e()}, ${e()})`,
    () => `xsd:${pick(["integer", "decimal", "double", "string", "boolean"])}(${e()})`, () => `ENCODE_FOR_URI(STR(${e()}))`, () => `STRDT(STR(${e()}), xsd:date)`,
    () => `STRLANG(STR(${e()}), "en")`, () => `HOURS(${e()})`, () => `SECONDS(${e()})`, () => `CONCAT(${e()}, ${e()})`, () => `TZ(${e()})`,
  ])();
}

const plainTriples = () => Array.from({ length: 1 + random(2) }, triples).join(" . ");

function values() {
  const value = () => (chance(20) ? "UNDEF" : pick([...THINGS, ...LITERALS]));
  const rows = Array.from({ length: random(4) }, () => `(${value()} ${value()})`);
  if (chance(50)) return `VALUES ${variable()} { ${Array.from({ length: 1 + random(3) }, value).join(" ")} }`;
  const first = random(4);
  return `VALUES (${VARIABLES[first]} ${VARIABLES[first + 1]}) { ${rows.join(" ")} }`;
}

/** What a careful user writes; most of it is accepted. */
function plainCondition(depth) {
  const text = () => pick([`STR(${variable()})`, `STR(${variable()})`, `LANG(${variable()})`, pick(['"安"', '"a"', '"zh-hans"', '"2024"', '""'])]);
  const atom = () => pick([
    () => `${text()} ${pick(["=", "!=", "<", "<=", ">", ">="])} ${text()}`, () => `BOUND(${variable()})`, () => `ISIRI(${variable()})`,
    () => `ISLITERAL(${variable()})`, () => `LANGMATCHES(LANG(${variable()}), "${pick(["zh", "*", "ZH-HANS"])}")`,
    () => `REGEX(${text()}, "${pick(["^a", "安", "o/.*", "野$", "安|白", "(a|b)$"])}")`, () => `REGEX(${text()}, "A", "i")`,
    () => `${variable()} ${pick(["=", "!="])} ${pick(THINGS)}`, () => `${variable()} ${pick(["=", "!="])} "安"@zh-hans`,
    () => `${variable()} ${pick(["=", "<", "<=", ">", ">="])} "2024-01-01"^^xsd:date`, () => `${variable()} ${pick(["=", "!="])} ${variable()}`,
    () => `${variable()} ${chance(50) ? "IN" : "NOT IN"} (${pick(THINGS)}, ${pick(THINGS)})`,
    () => `${pick(["CONTAINS", "STRSTARTS", "STRENDS"])}(${text()}, ${text()})`, () => `STRLEN(${text()}) ${pick(["=", "<", ">="])} ${random(3)}`,
  ])();
  if (depth <= 0 || chance(55)) return atom();
  return pick([() => `(${plainCondition(depth - 1)} ${pick(["&&", "||"])} ${plainCondition(depth - 1)})`, () => `!(${plainCondition(depth - 1)})`])();
}

function condition(depth) {
  if (chance(60)) return `(${plainCondition(depth)})`;
  const e = () => operand(depth);
  if (depth <= 0 || chance(50)) {
    return pick([
      () => `(${e()} ${pick(["=", "!=", "<", "<=", ">", ">="])} ${e()})`, () => `BOUND(${variable()})`,
      () => `REGEX(STR(${e()}), "${pick(["^.$", "a", "[安白]", "^..$", "市", "\\\\d", "A"])}"${chance(30) ? ', "i"' : ""})`,
      () => `REGEX(${e()}, "安")`, () => `LANGMATCHES(LANG(${e()}), "${pick(["zh", "*", "zh-hans", "ZH-HANS", "en"])}")`,
      () => `ISIRI(${e()})`, () => `ISLITERAL(${e()})`, () => `ISBLANK(${e()})`, () => `ISNUMERIC(${e()})`,
      () => `SAMETERM(${e()}, ${e()})`, () => `CONTAINS(STR(${e()}), ${pick(['"安"', '"a"', '""'])})`,
      () => `STRSTARTS(STR(${e()}), "http")`, () => `STRENDS(${e()}, ${e()})`,
      () => `(${e()} ${chance(50) ? "IN" : "NOT IN"} (${e()}, ${e()}))`, () => `(LANG(${e()}) = "zh-hans")`, () => e(),
    ])();
  }
  return pick([
    () => `${chance(50) ? "NOT " : ""}EXISTS { ${plainTriples()}${chance(40) ? ` . FILTER (${plainCondition(0)})` : ""} }`,
    () => `(${condition(depth - 1)} && ${condition(depth - 1)})`, () => `(${condition(depth - 1)} || ${condition(depth - 1)})`,
    () => `(!${condition(depth - 1)})`, () => `(!(${condition(depth - 1)}))`,
  ])();
}

function group(depth) {
  const parts = [triples() + " ."];
  while (chance(55)) {
    parts.push(pick([
      () => triples() + " .", () => triples() + " .",
      () => `OPTIONAL ${group(depth - 1)}`, () => `OPTIONAL { ${triples()} }`,
      () => (depth > 0 ? `${group(depth - 1)} UNION ${group(depth - 1)}` : triples() + " ."),
      () => (depth > 0 ? group(depth - 1) : triples() + " ."),
      () => `FILTER ${wrapped(condition(2))}`, () => `FILTER ${wrapped(condition(1))}`,
      () => (depth > 0 && chance(40) ? `{ ${select(depth - 1)} }` : triples() + " ."),
      () => `BIND (${operand(2)} AS ${chance(70) ? `?z${random(9)}` : variable()})`,
      () => pick([() => `MINUS ${group(0)}`, values, () => `FILTER ${chance(50) ? "NOT " : ""}EXISTS { ${plainTriples()} }`])(),
    ])());
  }
  return `{ ${parts.join(" ")} }`;
}

const wrapped = (text) => (/^[(A-Z]/.test(text) ? (text.startsWith("(") ? text : `(${text})`) : `(${text})`);

function modifiers(names) {
  let text = "";
  if (chance(30)) text += ` ORDER BY ${pick(names.length ? [names.join(" "), `DESC(${names[0]})`, `STR(${names[0]})`] : ["?a"])}`;
  if (chance(5)) text += ` LIMIT ${random(3) === 0 ? 0 : 1000}`;
  return text;
}

const AGGREGATES = ["AVG(DISTINCT ?b)", "SUM(?b + 1)", 'GROUP_CONCAT(DISTINCT STR(?a); SEPARATOR = "|")', "MAX(STRLEN(STR(?b)))", "MIN(STR(?a))", "COUNT(*)", "COUNT(?c)", "MIN(?c)", "COUNT(DISTINCT ?c)", "COUNT(?b)", "COUNT(DISTINCT ?b)", "SUM(?b)", "AVG(?b)", "MIN(?b)", "MAX(?b)", "COUNT(?a)", "SUM(?a)", "SUM(DISTINCT ?b)"];

function select(depth) {
  const body = group(depth);
  const used = VARIABLES.filter((name) => body.includes(name));
  const names = used.filter(() => chance(60));
  const distinct = chance(25) ? "DISTINCT " : "";
  if (!choices && chance(18)) {
    const keys = chance(60) ? [pick(used.length ? used : ["?a"])] : [];
    // of a variable that is never there Oxigraph makes no count of 0
    const known = AGGREGATES.filter((text) => [...text.matchAll(/\?\w/g)].every(([name]) => used.includes(name)));
    const columns = [...keys, ...Array.from({ length: 1 + random(2) }, (_, i) => `(${pick(known)} AS ?x${i})`)];
    const computed = chance(20) ? ` (STR(${pick(VARIABLES)}) AS ?key)` : "";
    const by = keys.length || computed ? ` GROUP BY ${keys.join(" ")}${computed}` : "";
    const having = chance(25) ? ` HAVING (${pick(known)} ${pick([">", "=", "<="])} ${random(4)})` : "";
    return `SELECT ${distinct}${columns.join(" ")}${computed ? " ?key" : ""} WHERE ${body}${by}${having}${modifiers(keys)}`;
  }
  if (chance(12)) return `SELECT ${distinct}(${operand(2)} AS ?x) ${names.join(" ")} WHERE ${body}${chance(20) ? " " + values() : ""}`;
  if (names.length === 0 || chance(15)) return `SELECT ${distinct}* WHERE ${body}${modifiers(used)}`;
  return `SELECT ${distinct}${names.join(" ")} WHERE ${body}${modifiers(names)}`;
}

function query() {
  choices = chance(25);
  if (chance(8)) return `ASK ${group(1)}`;
  return select(2);
}

const verdicts = { same: 0, refused: 0, neither: 0 };
const reasons = new Map();
let wrong = 0;
for (let i = 0; i < Number(countText); i++) {
  const text = PREFIXES + query();
  const run = spawnSync(command, ["query", "-t", text, "-f", "json", "--timeout", "20", data], { encoding: "utf8", maxBuffer: 1 << 28 });
  let expected = null;
  try {
    expected = normal(sorted(oxigraphRows(store.query(text))));
  } catch (error) {
    if (!(error instanceof Error) || /unreachable/.test(error.message)) continue; // its sorting broke down
  }
  const refused = run.status === 1 || run.status === 2;
  const broken = run.status === 1 && !/can't answer this/.test(run.stderr);
  if (refused) {
    verdicts[!expected ? "neither" : "refused"]++;
    const why = run.stderr.replace(/^.*?: (?=the embedded|expected|query)/s, "").slice(0, 120).trim();
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
    if (!broken && !(run.status === 2 && expected)) continue;
  }
  if (!refused && run.status === 0 && expected) {
    const all = normal(sorted(jsonRows(run.stdout))).sort();
    const got = choices ? [...new Set(all)] : all;
    if (choices) expected = [...new Set(expected)];
    if (expected.length === 0 && /COUNT|SUM|AVG|MIN\(|MAX|GROUP_CONCAT/.test(text)) continue; // a pattern that it knows to be empty: no row instead of one
    if (JSON.stringify(got) === JSON.stringify([...expected].sort())) {
      verdicts.same++;
      continue;
    }
    const missing = expected.filter((row) => !got.includes(row)).slice(0, 2);
    const extra = got.filter((row) => !expected.includes(row)).slice(0, 2);
    console.log(`DIFFERENT (${got.length} rows, expected ${expected.length}; extra ${JSON.stringify(extra)}, missing ${JSON.stringify(missing)})\n${text.slice(PREFIXES.length)}\n`);
  } else if (!(refused && !expected)) {
    console.log(`${run.status === 0 ? "ACCEPTED WHAT OXIGRAPH REFUSES" : "BROKEN " + run.stderr.trim()}\n${text.slice(PREFIXES.length)}\n`);
  }
  wrong++;
}
for (const [why, n] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(`${n}\t${why}`);
console.log(`${verdicts.same} the same, ${verdicts.refused} refused, ${verdicts.neither} no queries, ${wrong} wrong`);
process.exit(wrong > 0 || verdicts.same === 0 ? 1 : 0);
