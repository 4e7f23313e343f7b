import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { takeMalformedPaths, withWholeEscapes } from "./path-escapes";

const PATHS: [url: string, taken: string][] = [
  ["/u/%ff", "/u/%25ff"],
  ["/u/%", "/u/%25"],
  [
    "/api/v1/suppressions/ida%40posteo.example%zz/history?x=%ff",
    "/api/v1/suppressions/ida%2540posteo.example%25zz/history?x=%ff",
  ],
  ["/api/v1/suppressions/ida%40posteo.example?x=%", "/api/v1/suppressions/ida%40posteo.example?x=%"],
  ["/u/%C3%BC", "/u/%C3%BC"],
];

test("a percent sign that escapes nothing stands for itself; whatever can be decoded, and the query, stay", () => {
  for (const [url, taken] of PATHS) assert.equal(withWholeEscapes(url), taken);
});

test("whoever serves the request sees the path so", async (t) => {
  takeMalformedPaths();
  const server = createServer((request, response) => response.end(request.url)).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const [answer] = (await once(
    get({ port, host: "127.0.0.1", path: "/u/%ff", agent: false }),
    "response",
  )) as [IncomingMessage];
  assert.equal(await text(answer), "/u/%25ff");
});
