import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { addCounts, countCheck, countPlaywright, countTap, summaryLine } from "./results.mjs";

/** Runs a test file of the given text and counts what the TAP reporter says of it. */
function runAndCount(text: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "repute-results-"));
  const file = path.join(folder, "sample.test.mjs");
  writeFileSync(file, `import { test } from "node:test";\n${text}`);
  // Without NODE_TEST_CONTEXT, by which the runner would take this for a file of its own.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const args = ["--test", "--test-reporter=tap", file];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  rmSync(folder, { recursive: true });
  return countTap(stdout, status ?? 1);
}

test("passed, failed and skipped tests are counted as node:test reports them", () => {
  const counts = runAndCount(`
    test("a", () => {});
    test("b", () => { throw new Error("no"); });
    test("c", { skip: true }, () => {});
    test("d", { todo: true }, () => {});
    test("outer", async (t) => { await t.test("inner", () => {}); });`);
  assert.deepEqual(counts, { passed: 3, failed: 1, skipped: 2 });
});

test("a test that prints a summary of its own does not change the count", () => {
  const counts = runAndCount(`test("a", () => console.log("tests 9\\npass 9\\nfail 0"));`);
  assert.deepEqual(counts, { passed: 1, failed: 0, skipped: 0 });
});

test("a test file that does not load counts as failed", () => {
  assert.deepEqual(runAndCount(`import "./absent.mjs";`), { passed: 0, failed: 1, skipped: 0 });
});

test("a run that was cut off or failed without a failed test counts as failed", () => {
  const summary = "\n# tests 1\n# pass 1\n# fail 0\n# cancelled 0\n# skipped 0\n# todo 0\n";
  assert.equal(countTap("TAP version 13\nok 1 - a\n", 1).failed, 1);
  assert.equal(countTap(summary, 7).failed, 1);
  assert.deepEqual(countTap(summary, 0), { passed: 1, failed: 0, skipped: 0 });
  assert.equal(countPlaywright(undefined, 1).failed, 1);
});

test("Playwright's statistics are counted; a run in which nothing could be loaded has failed", () => {
  const report = (stats: object) => JSON.stringify({ stats });
  assert.deepEqual(countPlaywright(report({ expected: 4, flaky: 1, unexpected: 2, skipped: 3 }), 1), {
    passed: 5,
    failed: 2,
    skipped: 3,
  });
  const nothing = report({ expected: 0, flaky: 0, unexpected: 0, skipped: 0 });
  assert.deepEqual(countPlaywright(nothing, 1), { passed: 0, failed: 1, skipped: 0 });
});

test("the last line sums all stages and names skipped tests only when there are any", () => {
  const total = addCounts([countCheck(0), countCheck(2), { passed: 5, failed: 0, skipped: 0 }]);
  assert.equal(summaryLine(total), "6 passed, 1 failed");
  assert.equal(summaryLine({ passed: 1, failed: 0, skipped: 2 }), "1 passed, 0 failed, 2 skipped");
});
