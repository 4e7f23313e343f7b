import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { type Modules, openapi } from "./openapi";
import { REPORTS } from "./reports/registry";

const FOLDER = path.resolve("app/api/v1");
const routes = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts" && !file.startsWith("openapi.json"))
  .map((file) => file.split(path.sep).join("/"));

test("every handler is described, with its right, its input and its path", async () => {
  assert.ok(routes.length > 40, "the routes were not found");
  const modules: Modules = {};
  for (const file of routes)
    modules[`/api/v1/${path.posix.dirname(file)}`] = await import(path.join(FOLDER, file));
  const { paths, ...document } = openapi(modules) as unknown as {
    openapi: string;
    paths: Record<
      string,
      Record<string, { parameters: { name: string; in: string }[]; security: object[]; requestBody?: object }>
    >;
  };
  assert.equal(document.openapi, "3.1.0");
  for (const [place, handlers] of Object.entries(modules)) {
    if (place === "/api/v1/reports/[report]") continue;
    const described = paths[place.replaceAll(/\[(\w+)\]/g, "{$1}")] ?? {};
    const methods = Object.keys(handlers).filter((name) => /^[A-Z]+$/.test(name) && name !== "OPTIONS");
    assert.deepEqual(Object.keys(described).sort(), methods.map((name) => name.toLowerCase()).sort(), place);
  }
  for (const name of Object.keys(REPORTS)) assert.ok(paths[`/api/v1/reports/${name}`]?.get, name);

  const events = paths["/api/v1/reports/events"]!.get!;
  assert.deepEqual(
    events.parameters.map(({ name }) => name),
    ["period", "from", "to", "tz", "sender", "format", "kind", "q", "cursor"],
  );
  assert.deepEqual(events.security, [{ session: [] }, { key: ["reports:read"] }]);
  const channel = paths["/api/v1/alerts/channels"]!.post!;
  assert.match(JSON.stringify(channel.requestBody), /"everyRule"/);
  assert.deepEqual(paths["/api/v1/alerts/rules/{id}"]!.put!.parameters[0]?.name, "id");
  assert.ok(JSON.parse(JSON.stringify(paths)), "plain JSON");
});
