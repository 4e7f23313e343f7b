import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { testDatabase } from "@/lib/server/testing";
import { emptied } from "@/lib/server/testing-state";
import { assertTruth, generateExport } from "@/lib/server/testing-truth";
import { WrongCall } from "../io";
import * as command from "./import";
import { call, startImport } from "./testing-io";

let on: Awaited<ReturnType<typeof testDatabase>>;
const folder = mkdtempSync(path.join(tmpdir(), "repute-import-"));
before(async () => {
  on = await testDatabase();
  process.env.DATABASE_URL = on.url;
});
after(async () => {
  rmSync(folder, { recursive: true });
  await on?.drop();
});
beforeEach(() => emptied(on.db));

const record = (n: number): string =>
  JSON.stringify({
    time: "2026-06-01T08:00:00Z",
    category: "EmailStatusUpdateOperational",
    correlationId: `m${n}`,
    properties: { RecipientId: `user${n}@gmail.example`, DeliveryStatus: "Delivered" },
  });
const put = (name: string, content: string | Buffer): string => {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
};

test("several files are one import with one id; the exit code tells of rejected lines", async () => {
  const a = put("a.jsonl", [record(1), record(2)].join("\n"));
  const b = put("b.jsonl.gz", gzipSync([record(2), record(3), "oops"].join("\n")));
  const both = await call(command, [a, b, "--json"]);
  const counts = JSON.parse(both.out);
  const { importId } = counts;
  assert.deepEqual(counts, {
    files: 2,
    importId,
    records: 5,
    accepted: 3,
    duplicates: 1,
    ignored: 0,
    rejected: 1,
  });
  assert.deepEqual(Object.keys(counts).sort(), [
    ...["accepted", "duplicates", "files", "ignored", "importId", "records", "rejected"],
  ]);
  assert.deepEqual([both.code, both.err, both.out.endsWith("}\n")], [1, "", true]);
  const kept = await on.db.quarantine.findMany({ where: { importId } });
  assert.deepEqual(
    kept.map(({ line, reason, raw }) => [line, reason, raw]),
    [[3, `${b}: Not JSON`, "oops"]],
  );

  const undone = await call(command, ["undo", String(importId)]);
  assert.deepEqual([undone.code, undone.err], [0, `Import ${importId} is undone.\n`]);
  assert.equal(await on.db.delivery.count(), 0);
  const again = await call(command, ["undo", String(importId)]);
  assert.deepEqual([again.code, again.err], [1, "The import is undone already.\n"]);
});

test("standard input, and a summary in words", async () => {
  const { code, out } = await call(command, ["-"], { input: `${record(1)}\n${record(2)}\n` });
  assert.equal(code, 0);
  assert.match(out, /^Import \d+: 2 records\.\n {2}2 new events\n {2}0 events known already\n/);
});

test("a file that cannot be read is named, and nothing is imported", async () => {
  const good = put("good.jsonl", record(1));
  mkdirSync(path.join(folder, "logs"), { recursive: true });
  for (const [name, reason] of [
    ["absent.jsonl", "there is no such file"],
    ["logs", "it is a folder"],
  ] as const) {
    const file = path.join(folder, name);
    assert.deepEqual(await call(command, [good, file]), {
      code: 1,
      out: "",
      err: `${file} cannot be read: ${reason}.\n`,
    });
  }
  assert.equal(await on.db.delivery.count(), 0);
});

test("one file that breaks off does not keep the others out", async () => {
  const packed = gzipSync(record(1));
  const cut = put("cut.gz", packed.subarray(0, packed.length - 9));
  const good = put("good.jsonl", record(2));
  const { code, err } = await call(command, [cut, good]);
  assert.deepEqual([code, err], [1, `${cut} is cut off: its gzip stream has no end.\n`]);
  assert.equal(await on.db.delivery.count({ where: { messageId: "m2" } }), 1);
  const [row] = await on.db.import.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.equal(row?.state, "failed");
});

test("another provider's events are read as that provider's", async () => {
  const event = {
    messageId: "m1",
    recipient: "ida@posteo.example",
    event: "delivered",
    at: "2026-06-01T08:00:00Z",
  };
  const file = put("events.jsonl", JSON.stringify(event));
  const { out } = await call(command, [file, "--source", "generic", "--json"]);
  const { importId, accepted } = JSON.parse(out);
  assert.equal(accepted, 1);
  assert.equal((await on.db.import.findUniqueOrThrow({ where: { id: importId } })).source, "generic");
});

test("wrong calls are refused before anything is read", async () => {
  for (const args of [
    [],
    ["undo"],
    ["undo", "x"],
    ["undo", "1", "2"],
    ["-", "-"],
    ["a", "--source", "nobody"],
    ["a", "--source", "constructor"],
  ]) {
    await assert.rejects(call(command, args), WrongCall, args.join(" "));
  }
  await assert.rejects(call(command, ["--nonsense"]), { code: "ERR_PARSE_ARGS_UNKNOWN_OPTION" });
});

test("killed in the middle and imported again: the figures are those of the truth", async (t) => {
  const settings = { days: 10, "per-day": 2_000, recipients: 2_000, invalid: 0.1, late: 0.4 };
  const made = generateExport(t, settings);
  if (!made) return;
  const file = put("export.jsonl", made.text);
  const child = startImport(file, on.url);
  const ended = once(child, "exit");
  while ((await on.db.delivery.count()) === 0 && child.exitCode === null) await sleep(20);
  child.kill("SIGKILL");
  assert.deepEqual(await ended, [null, "SIGKILL"], "it was killed while it worked");
  const known = await on.db.delivery.count();
  assert.ok(known > 0 && known < made.truth.total.attempted, String(known));

  assert.equal((await call(command, [file])).code, 0);
  await assertTruth(on.db, made.truth);
});
