// SPDX-License-Identifier: Apache-2.0
// A SPARQL store for tests: Oxigraph in memory behind the Graph Store and Query protocols, on the loopback interface.
// Prints its port. With FAIL=503 it answers the first two writes so; with USER=name:password it asks for them (basic).

import { createServer } from "node:http";
import { Store, defaultGraph, namedNode } from "oxigraph";

const store = new Store();
let failures = process.env.FAIL ? Number(process.env.FAIL_TIMES ?? 2) : 0;
const server = createServer((request, response) => {
  const answer = (code, text = "", headers = {}) => response.writeHead(code, headers).end(text);
  const url = new URL(request.url, "http://x/");
  const parts = [];
  if (process.env.USER_PASSWORD && request.headers.authorization !== "Basic " + Buffer.from(process.env.USER_PASSWORD).toString("base64")) {
    request.resume();
    request.on("end", () => answer(401, "who are you", { "WWW-Authenticate": 'Basic realm="x"' }));
    return;
  }
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    try {
      if (url.pathname === "/sparql") {
        return answer(200, store.query(url.searchParams.get("query"), { results_format: "json", use_default_graph_as_union: true }));
      }
      if (failures > 0) {
        failures--;
        return answer(Number(process.env.FAIL), "not now");
      }
      const name = url.searchParams.get("graph");
      const graph = name === null ? defaultGraph() : namedNode(name);
      const fresh = new Store();
      fresh.load(Buffer.concat(parts).toString("utf8"), { format: "text/turtle", to_graph_name: graph });
      if (request.method === "PUT") store.match(null, null, null, graph).forEach((quad) => store.delete(quad));
      fresh.match().forEach((quad) => store.add(quad));
      return answer(204);
    } catch (error) {
      return answer(400, String(error));
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
