// SPDX-License-Identifier: Apache-2.0
// research_queries.mjs YANSHU TREE
//
// Every query of docs/queries on the sample dataset: Oxigraph and the embedded engine answer it with the same rows, those
// of docs/queries/answers. Every query starts with its question in English and in
// Chinese. With --update the expected answers are written anew.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import "./webcrypto.mjs";
import { Store } from "oxigraph";
import { jsonRows, normal, oxigraphRows, sorted } from "./compare.mjs";

const [, , command, tree, update] = process.argv;
const data = `${tree}/output/yanshu-samples.ttl`;
const folder = `${tree}/docs/queries`;

const store = new Store();
store.load(readFileSync(data, "utf8"), { format: "text/turtle" });
/** The answer as SPARQL 1.1 TSV, header first, then rows by bytes: ORDER BY leaves some of them in any order. */
function answerOf(text) {
  const [header, ...lines] = store.query(text, { results_format: "tsv" }).trimEnd().split("\n");
  return [header, ...lines.sort()].join("\n") + "\n";
}
let faults = 0;
function check(good, name, what) {
  if (!good) {
    faults++;
    console.log(`${name}: ${what}`);
  }
}

const names = readdirSync(folder).filter((name) => name.endsWith(".rq"));
check(names.length >= 11, folder, "queries are missing");
for (const name of names) {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  const [english, chinese] = text.split("\n");
  check(/^# [A-Z].*[?.)]$/.test(english) && /^# .*[\u4e00-\u9fff]/.test(chinese), name, "does not begin with its question in two languages");
  const expected = normal(sorted(oxigraphRows(store.query(text)))).sort();
  check(expected.length > 0, name, `${expected.length} rows`);
  const path = `${folder}/answers/${name.replace(/rq$/, "tsv")}`;
  if (update === "--update") {
    mkdirSync(`${folder}/answers`, { recursive: true });
    writeFileSync(path, answerOf(text));
  }
  check(existsSync(path) && readFileSync(path, "utf8") === answerOf(text), name, `the answer is not ${path}; look, and --update`);
  const run = spawnSync(command, ["query", "-q", `${folder}/${name}`, "-f", "json", data], { encoding: "utf8", maxBuffer: 1 << 28 });
  check(run.status === 0, name, run.stderr.trim());
  if (run.status === 0) {
    const got = normal(sorted(jsonRows(run.stdout))).sort();
    check(JSON.stringify(got) === JSON.stringify(expected), name, `${got.length} rows, Oxigraph has ${expected.length}`);
  }
}
console.log(faults === 0 ? `${names.length} queries agree` : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
