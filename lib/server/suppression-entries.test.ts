import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

/** Statements and calls that change entries. */
const WRITES =
  /(insert\s+into|update|delete\s+from)\s+suppression_entry\b|\bsuppressionEntry\s*\.\s*(create|update|upsert|delete)/i;
const root = path.resolve(import.meta.dirname, "../..");

const writers = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.i?test\.ts$|(^|\/)testing/.test(name))
    .map((name) => `${folder}/${name}`)
    .filter((name) => WRITES.test(readFileSync(path.join(root, name), "utf8")));

test("entries are written in one place, which all that follows their changes can rely on", () => {
  assert.deepEqual(["app", "lib", "scripts"].flatMap(writers), [
    "lib/server/suppression-entries.ts",
    "scripts/bench/checks.ts",
  ]);
});

test("other writers would be found", () => {
  for (const text of [
    "update suppression_entry set ended_at = now()",
    "INSERT INTO suppression_entry (a) values (1)",
    "tx.suppressionEntry.updateMany({})",
    "delete from suppression_entry",
  ])
    assert.match(text, WRITES);
  assert.doesNotMatch("select 1 from suppression_entry", WRITES);
});
