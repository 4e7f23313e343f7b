import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { openDatabase } from "./database";
import { claimImport, closeInterrupted, openImport } from "./import-rows";
import { importStream } from "./imports";
import { rejectedCsv } from "./rejected-csv";
import { importRun } from "./reports/import-run";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";
import { undoImport } from "./undo";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(() => emptied(on.db));

const NOW = new Date("2026-11-23T12:00:00Z");
const line = (n: number, properties: object = {}): string =>
  JSON.stringify({
    time: new Date(Date.UTC(2026, 5, 1) + n * 1_000).toISOString(),
    category: "EmailStatusUpdateOperational",
    correlationId: `m${n}`,
    properties: {
      RecipientId: `user${n}@gmail.example`,
      DeliveryStatus: "Delivered",
      SenderDomain: "mail.example",
      ...properties,
    },
  });
const lines = (count: number): string[] => Array.from({ length: count }, (_, n) => line(n));

const rejectedOf = async (id: number) => (await Readable.from(rejectedCsv(on.db, id)).toArray()).join("");

function importText(text: string | Buffer, name = "export.jsonl", db: PrismaClient = on.db) {
  const bytes = Buffer.from(text);
  const input = Readable.from([bytes], { objectMode: false });
  return importStream(db, input, {
    name,
    source: "acs",
    bytes: bytes.length,
    startedBy: "ann@marlow.example",
    now: NOW,
  });
}

test("what was read adds up, and the same file again is known already", async () => {
  const text = [
    ...lines(20),
    line(3),
    line(30, { RecipientId: "", DeliveryStatus: "OutForDelivery" }),
    line(31, { DeliveryStatus: "Teleported" }),
    "not json",
    "",
    line(32, { DeliveryStatus: "Bounced", SmtpStatusCode: "550", EnhancedSmtpStatusCode: "5.1.1" }),
  ].join("\n");
  const first = await importText(text);
  const { importId, ...counts } = first;
  assert.deepEqual(counts, {
    records: 25,
    accepted: 21,
    duplicates: 1,
    ignored: 1,
    rejected: 2,
    outdated: 0,
  });

  const again = await importText(text);
  assert.deepEqual({ ...again, importId }, { ...first, accepted: 0, duplicates: 22 });

  const row = await importRun(on.db, importId);
  assert.deepEqual(
    [row.state, row.error, row.records, row.accepted, row.bytesRead, row.rate],
    ["done", null, 25, 21, row.bytes, null],
  );
  assert.ok(row.finishedAt && row.finishedAt >= row.startedAt);

  const csv = await rejectedOf(importId);
  assert.equal(
    csv,
    `line,reason,raw\r\n23,"Unknown status ""Teleported""","${line(31, { DeliveryStatus: "Teleported" }).replaceAll('"', '""')}"\r\n24,Not JSON,not json\r\n`,
  );
  assert.equal((await verifyAudit(on.db)).brokenAt, null);
  assert.equal(
    await on.db.auditEntry.count({ where: { action: "import.done", subject: String(importId) } }),
    1,
  );
});

test("several batches in flight lose nothing", async () => {
  const many = lines(23_000);
  const result = await importText([...many, ...many.slice(4_000, 9_000)].join("\n"));
  assert.deepEqual([result.records, result.accepted, result.duplicates], [28_000, 23_000, 5_000]);
  assert.equal(await on.db.delivery.count(), 23_000);
});

test("a file that breaks off fails with one sentence; what came before stays; the whole file adds the rest", async () => {
  const whole = lines(30_000).join("\n");
  const packed = gzipSync(whole);
  await assert.rejects(importText(packed.subarray(0, packed.length / 2), "cut.jsonl.gz"), (error) => {
    assert.ok(error instanceof Refusal);
    assert.match(error.message, /^cut\.jsonl\.gz is cut off/);
    return true;
  });
  const [failed] = await on.db.import.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.equal(failed?.state, "failed");
  assert.match(failed.error ?? "", /^cut\.jsonl\.gz is cut off/);
  assert.ok(failed.accepted > 5_000 && failed.accepted < 30_000, String(failed.accepted));
  assert.equal(await on.db.delivery.count(), failed.accepted);

  const again = await importText(packed, "whole.jsonl.gz");
  assert.deepEqual([again.accepted, again.duplicates], [30_000 - failed.accepted, failed.accepted]);
});

test("an upload that breaks off says so and keeps what came", async () => {
  const input = Readable.from(
    (async function* () {
      yield Buffer.from(`${lines(7_000).join("\n")}\n`);
      throw new Error("aborted");
    })(),
  );
  const options = {
    name: "up.jsonl",
    source: "acs",
    bytes: null,
    startedBy: "ann@marlow.example",
    now: NOW,
  } as const;
  await assert.rejects(importStream(on.db, input, options), (error) => {
    assert.ok(error instanceof Refusal);
    assert.equal(
      error.message,
      "The upload broke off after 7000 records. Import the file again: nothing is counted twice.",
    );
    return true;
  });
  assert.equal(await on.db.delivery.count(), 7_000);
});

test("NUL, half characters and lists nested without end reach the quarantine, not the database's nerves", async () => {
  const odd = [
    `{"a":"\\u0000\\ud800"}`,
    `\u0000`,
    `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
    `=cmd|' /C calc'!A0`,
  ];
  const { importId, rejected } = await importText([...odd, line(1)].join("\n"));
  assert.equal(rejected, 4);
  const csv = await rejectedOf(importId);
  assert.ok(csv.includes(`4,Not JSON,'=cmd|' /C calc'!A0`));
});

test("a row is handed to one upload only", async () => {
  const about = { name: "a\0.csv", source: "acs", bytes: 5, startedBy: "ann@marlow.example" };
  const id = await openImport(on.db, about, NOW);
  assert.deepEqual(await claimImport(on.db, id, NOW), { name: "a\ufffd.csv", source: "acs", bytes: 5 });
  await assert.rejects(claimImport(on.db, id, NOW), { code: "conflict" });
  await assert.rejects(claimImport(on.db, 999_999, NOW), { code: "not-found" });
});

test("an import whose process died is closed after a minute and can be undone; one that lives on stops", async () => {
  const about = { name: "dead.jsonl", source: "acs", bytes: null, startedBy: "ann@marlow.example" };
  const id = await openImport(on.db, about, NOW);
  const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
  await closeInterrupted(on.db, later(59));
  assert.equal((await importRun(on.db, id)).state, "running");
  await closeInterrupted(on.db, later(61));
  const row = await importRun(on.db, id);
  assert.deepEqual([row.state, row.error?.startsWith("The import was interrupted.")], ["failed", true]);
  await undoImport(on.db, id, "ann@marlow.example", later(62));
  assert.equal((await importRun(on.db, id)).state, "undone");

  const given = await openImport(on.db, about, NOW);
  await closeInterrupted(on.db, later(61));
  const slow = Readable.from(
    (async function* () {
      for (;;) {
        yield Buffer.from(`${lines(2_500).join("\n")}\n`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    })(),
  );
  const options = { ...about, source: "acs", importId: given, now: NOW } as const;
  await assert.rejects(importStream(on.db, slow, options), { code: "conflict" });
  assert.equal((await importRun(on.db, given)).state, "failed");
  assert.ok(slow.destroyed);
});

test("a database that goes away fails the import in one sentence, and importing again completes it", async () => {
  const own = openDatabase(on.url, 3);
  const { pathname } = new URL(on.url);
  const server = new pg.Client(process.env.TEST_DATABASE_URL);
  await server.connect();
  const admit = (yes: boolean) =>
    server.query(`alter database ${pathname.slice(1)} allow_connections ${yes}`);
  const input = Readable.from(
    (async function* () {
      yield Buffer.from(`${lines(12_000).join("\n")}\n`);
      while ((await on.db.delivery.count()) < 5_000) await new Promise((resolve) => setTimeout(resolve, 50));
      await admit(false);
      await server.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
        pathname.slice(1),
      ]);
      yield Buffer.from(`${lines(20_000).slice(12_000).join("\n")}\n`);
    })(),
  );
  const options = {
    name: "a.jsonl",
    source: "acs",
    bytes: null,
    startedBy: "ann@marlow.example",
    now: NOW,
  } as const;
  await assert.rejects(importStream(own, input, options), (error) => {
    assert.ok(error instanceof Refusal);
    assert.match(error.message, /^The database did not take the records after \d+\. Import the file again/);
    return true;
  });
  await own.$disconnect();
  await admit(true);
  await server.end();
  const again = await importText(lines(20_000).join("\n"));
  assert.equal(again.accepted + again.duplicates, 20_000);
  assert.ok(again.duplicates >= 5_000, String(again.duplicates));
  assert.equal(await on.db.delivery.count(), 20_000);
});
