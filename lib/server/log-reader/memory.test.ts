import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SOURCES } from "@/lib/core/sources";
import { Batch } from "../import-batch";
import { readRecords } from "../log-reader";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function used(): number {
  // A collection that was under way already keeps what it had seen alive; the second does not.
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The most that was held at any moment while everything was read, in bytes, beside what was held before. */
async function held(bytes: number, head: string, line: string, tail: string) {
  const piece = Buffer.from(line.repeat(Math.ceil(65_536 / line.length)));
  const source = Readable.from(
    (function* () {
      yield Buffer.from(head);
      for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
      yield Buffer.from(tail);
    })(),
  );
  const start = used();
  let [records, most, turn] = [0, Number.NEGATIVE_INFINITY, 0];
  for await (const { rows } of readRecords(source, "large.json")) {
    records += rows.length;
    turn += 1;
    if (turn % 40 === 0) most = Math.max(most, used() - start);
  }
  return { records, most };
}

test("a file is never in memory as a whole: neither lines nor a document", async () => {
  const record = JSON.stringify({ CorrelationId: "c1", FailureMessage: "x".repeat(500) });
  const lines = await held(64e6, "", `${record}\n`, record);
  assert.ok(lines.records > 90_000, String(lines.records));
  assert.ok(Number.isFinite(lines.most) && lines.most < 4e6, `lines: held ${lines.most}`);
  const document = await held(16e6, '{"records":[', `${record},`, `${record}]}`);
  assert.ok(document.records > 22_000, String(document.records));
  assert.ok(Number.isFinite(document.most) && document.most < 4e6, `document: held ${document.most}`);
});

test("a line that is set aside does not keep in memory what was read with it", async () => {
  const good = `${JSON.stringify({ category: "other", properties: { text: "x".repeat(500) } })}\n`;
  const part = Buffer.from(`not JSON, this one is to be kept with its reason\n${good.repeat(500)}`);
  const batch = new Batch(SOURCES.acs, {
    days: 400,
    logFrom: null,
    outdatedBefore: 0,
    until: Number.POSITIVE_INFINITY,
  });
  const start = used();
  for await (const chunk of readRecords(Readable.from(Array(200).fill(part)), "odd.jsonl")) batch.add(chunk);
  const kept = used() - start;
  assert.equal(batch.rejects.length, 200);
  assert.ok(kept < 4e6, `held ${kept}`);
});
