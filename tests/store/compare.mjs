// SPDX-License-Identifier: Apache-2.0
// Answers of two engines, made comparable: one string a row, sorted.

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(["integer", "decimal", "double", "float"].map((name) => XSD + name));

/** A term as text. Numbers are compared by value: 2, 2.0 and "02" are one number to SPARQL. */
function termText(kind, value, language, datatype) {
  if (kind === "uri") return `<${value}>`;
  if (kind === "bnode") return "_:";
  if (language) return `"${value}"@${language.toLowerCase()}`;
  if (NUMERIC.has(datatype)) return `#${Number(Number(value).toPrecision(12))}`;
  if (value.includes("|") && !value.includes("http://example.org/type")) value = value.split("|").sort().join("|"); // GROUP_CONCAT has any order
  return !datatype || datatype === XSD + "string" ? `"${value}"` : `"${value}"^^${datatype}`;
}

/** Rows of a SPARQL JSON result. */
export function jsonRows(text) {
  const result = JSON.parse(text);
  if ("boolean" in result) return [String(result.boolean)];
  const vars = [...result.head.vars].sort();
  return result.results.bindings.map((row) =>
    vars.map((name) => {
      const term = row[name];
      return term ? `${name}=${termText(term.type === "typed-literal" ? "literal" : term.type, term.value, term["xml:lang"], term.datatype)}` : `${name}=`;
    }).join(" "));
}

/** Rows of an answer of Oxigraph for the same columns. */
export function oxigraphRows(result) {
  if (typeof result === "boolean") return [String(result)];
  return result.map((row) => {
    if (!(row instanceof Map)) return [row.subject, row.predicate, row.object].map(oxigraphTerm).join(" ");
    return [...row.keys()].sort().map((name) => `${name}=${oxigraphTerm(row.get(name))}`).join(" ");
  });
}

export function oxigraphTerm(term) {
  const kind = { NamedNode: "uri", BlankNode: "bnode", Literal: "literal" }[term.termType];
  return termText(kind, term.value, term.language, term.datatype?.value);
}

/** Leaves out columns that are not bound: one engine lists them, another does not. */
export function normal(rows) {
  return rows.map((row) => row.split(/ (?=[^ ="]+=)/).filter((cell) => !cell.endsWith("=") ).join(" "));
}

export const sorted = (rows) => [...rows].sort();
