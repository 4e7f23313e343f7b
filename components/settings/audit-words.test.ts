import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { actionWords } from "./audit-words";

/** `action: "list.changed"`, and both ends of `action: yes ? "a.b" : "a.c"`. */
const ACTION = /\baction: (?:[^"\n,]+\? )?"([a-z-]+\.[a-z-]+)"(?: : "([a-z-]+\.[a-z-]+)")?/g;

test("every action that goes to the audit log is told in words", () => {
  const root = path.resolve(import.meta.dirname, "../..");
  const actions = ["lib/server", "app", "scripts"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/test\.ts$/.test(file))
      .flatMap((file) => [...readFileSync(path.join(root, folder, file), "utf8").matchAll(ACTION)])
      .flatMap(([, one, other]) => [one, other].filter((action) => action !== undefined)),
  );
  assert.ok(actions.length > 40, `only ${actions.length} were found`);
  assert.deepEqual(
    [...new Set(actions)].filter((action) => actionWords(action) === action),
    [],
  );
});
