// SPDX-License-Identifier: Apache-2.0
// A SPARQL store for tests: Oxigraph in memory behind the Graph Store Protocol (/store), SPARQL Update (/update) and
// queries (/sparql), on the loopback interface. Prints its port.
//
// FAIL=503 FAIL_TIMES=2   the first two writes are answered so; FAIL_FROM=n: only from the n-th write on
// FAIL_WITH               what these answers say
// HANG_FROM=n             the n-th write and those behind it get no answer, and the connection is broken
// USER_PASSWORD=a:b       is asked for by writes, as AUTH=basic (default) or digest
// CERTIFICATE, KEY        files: HTTPS
// FILE                    N-Quads that are read at the beginning and written at SIGTERM

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import "./webcrypto.mjs";
import { Store, defaultGraph, namedNode } from "oxigraph";

const env = process.env;
const store = new Store();
if (env.FILE && existsSync(env.FILE)) store.load(readFileSync(env.FILE, "utf8"), { format: "application/n-quads" });
let failures = env.FAIL ? Number(env.FAIL_TIMES ?? 2) : 0;
let writes = 0;

const md5 = (text) => createHash("md5").update(text).digest("hex");
const NONCE = md5(String(process.pid));

function isKnown(request) {
  if (!env.USER_PASSWORD) return true;
  const given = request.headers.authorization ?? "";
  const [user, password] = env.USER_PASSWORD.split(":");
  if (env.AUTH !== "digest") return given === "Basic " + Buffer.from(env.USER_PASSWORD).toString("base64");
  const part = Object.fromEntries([...given.matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map((m) => [m[1], m[2] ?? m[3]]));
  const secret = md5(`${user}:stores:${password}`);
  const answer = md5([secret, part.nonce, part.nc, part.cnonce, part.qop, md5(`${request.method}:${part.uri}`)].join(":"));
  return part.nonce === NONCE && part.uri === request.url && part.response === answer;
}

const CHALLENGE = env.AUTH === "digest" ? `Digest realm="stores", nonce="${NONCE}", qop="auth", algorithm=MD5` : 'Basic realm="stores"';

function write(request, url, text) {
  if (url.pathname === "/update") {
    if (request.headers["content-type"] !== "application/sparql-update") return [415, "not application/sparql-update"];
    store.update(text);
    return [204, ""];
  }
  if (url.pathname !== "/store") return [404, "nothing here"];
  const name = url.searchParams.get("graph");
  const graph = name === null ? defaultGraph() : namedNode(name);
  const format = { format: "text/turtle", to_graph_name: graph };
  if (request.method !== "DELETE") new Store().load(text, format); // what is no Turtle changes nothing
  if (request.method !== "POST") store.update(name === null ? "CLEAR DEFAULT" : `CLEAR SILENT GRAPH <${name}>`);
  if (request.method !== "DELETE") store.load(text, format);
  return [204, ""];
}

function respond(request, response, text) {
  const answer = (code, said = "", headers = {}) => response.writeHead(code, headers).end(said);
  const url = new URL(request.url, "http://x/");
  if (url.pathname === "/sparql") {
    const query = url.searchParams.get("query") ?? new URLSearchParams(text).get("query");
    return answer(200, store.query(query, { results_format: "json", use_default_graph_as_union: true }));
  }
  if (!isKnown(request)) return answer(401, "who are you", { "WWW-Authenticate": CHALLENGE });
  writes++;
  if (failures > 0 && writes >= Number(env.FAIL_FROM ?? 0)) {
    failures--;
    return answer(Number(env.FAIL), env.FAIL_WITH ?? "not now");
  }
  if (env.HANG_FROM && writes >= Number(env.HANG_FROM)) return request.socket.destroy();
  return answer(...write(request, url, text));
}

function serve(request, response) {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    try {
      respond(request, response, Buffer.concat(parts).toString("utf8"));
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
}

const server = env.CERTIFICATE
  ? createSecureServer({ cert: readFileSync(env.CERTIFICATE), key: readFileSync(env.KEY) }, serve)
  : createServer(serve);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.on("SIGTERM", () => {
  if (env.FILE) writeFileSync(env.FILE, store.dump({ format: "application/n-quads" }));
  process.exit(0);
});
