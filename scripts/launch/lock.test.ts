import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { takeLock } from "./lock.mjs";
import { processOf } from "./process-table.mjs";

test("a lock is free, then taken, then free again", (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-lock-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "lock");
  const first = takeLock(file, "the first");
  assert.equal(first.owner, undefined);
  const second = takeLock(file, "the second");
  assert.equal(second.owner?.note, "the first");
  assert.equal(second.owner?.pid, process.pid);
  if (!first.owner) first.release();
  assert.equal(takeLock(file, "the third").owner, undefined);
});

test("the lock of a killed process counts as free, also when its number belongs to another one by now", (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-lock-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "lock");
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: "at another time", note: "reused" }));
  assert.equal(takeLock(file, "new").owner, undefined);
  writeFileSync(file, JSON.stringify({ pid: 2 ** 30, started: "1", note: "gone" }));
  assert.equal(takeLock(file, "new").owner, undefined);
  writeFileSync(file, "cut off in the mid");
  assert.equal(takeLock(file, "new").owner, undefined);
});

test("a process is known by its parent, its command and its beginning", () => {
  const self = processOf(process.pid);
  assert.equal(self?.parent, process.ppid);
  assert.ok(self?.command.includes(process.argv[1] ?? "?"));
  assert.equal(processOf(process.pid)?.started, self?.started);
  assert.equal(processOf(2 ** 30), undefined);
});
