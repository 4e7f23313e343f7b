import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { domainOf } from "@/lib/core/address";
import { ListFields } from "@/lib/core/list";
import { guessMapping } from "@/lib/core/suppression-file-columns";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { addressKey } from "./keys";
import { createList } from "./lists";
import { address } from "./reports/address";
import { checkSuppressionFile, importSuppressionFile } from "./suppression-import";
import { openSuppressionFile } from "./suppression-import-file";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";
import { undoImport } from "./undo";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop());
beforeEach(async () => {
  await emptied(db);
  await db.suppressionEntry.deleteMany();
  await db.list.deleteMany();
});

const NOW = new Date("2026-11-24T09:00:00Z");
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const ADMIN = "mara@marlow.example";

async function* file(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

async function mappingOf(text: string) {
  const { columns, rows } = await openSuppressionFile(file(text), "file");
  const sample: string[][] = [];
  for await (const row of rows) if ("cell" in row) sample.push(columns.map(row.cell));
  return guessMapping(columns, sample).mapping;
}

const check = async (text: string, now = NOW) =>
  checkSuppressionFile(db, file(text), { name: "file", mapping: await mappingOf(text), now });

async function load(text: string, now = NOW) {
  const { hash, counts } = await check(text, now);
  const mapping = await mappingOf(text);
  const done = await importSuppressionFile(db, file(text), {
    name: "file",
    mapping,
    hash,
    actor: ADMIN,
    now,
  });
  assert.deepEqual(done.counts, counts, "the import does what its check said");
  return done;
}

const entry = (recipient: string, reason: string, more: object = {}) =>
  db.suppressionEntry.create({
    data: {
      address: addressKey(recipient),
      recipient,
      domain: domainOf(recipient),
      reason,
      since: ago(30),
      ...more,
    },
  });

const inForce = async () =>
  (await db.suppressionEntry.findMany({ where: { endedAt: null }, orderBy: { id: "asc" } })).map(
    ({ recipient, reason, importId }) => [recipient, reason, importId] as const,
  );

test("a plain list: who is new is suppressed, by the import, which is audited", async () => {
  const { importId, counts } = await load(
    "a@m.example\n\nB@m.example\n@whole.example\nnonsense\na@M.example\n",
  );
  assert.deepEqual([counts.read, counts.added, counts.repeated, counts.invalid], [5, 3, 1, 1]);
  assert.deepEqual(await inForce(), [
    ["a@m.example", "imported", importId],
    ["B@m.example", "imported", importId],
    ["@whole.example", "imported", importId],
  ]);
  const { entries } = await address(db, "b@m.example", { at: NOW.getTime() });
  assert.deepEqual(
    entries.map((entry) => [entry.file, entry.wholeDomain]),
    [[{ importId, name: "file", by: ADMIN }, false]],
  );
  const row = await db.import.findUniqueOrThrow({ where: { id: importId } });
  assert.deepEqual(
    [row.source, row.state, row.records, row.accepted, row.duplicates, row.rejected],
    ["suppressions", "done", 5, 3, 1, 1],
  );
  const [rejected] = await db.quarantine.findMany({ where: { importId } });
  assert.deepEqual([rejected?.line, rejected?.raw], [5, "nonsense"]);
  const actions = (await db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 2 })).map(
    (one) => one.action,
  );
  assert.deepEqual(actions, ["import.done", "suppressions.import"]);
  assert.equal((await verifyAudit(db)).brokenAt, null);
});

const FOUR = "email,reason,since\na@m.example,manual,2026-10-01\n";

for (const [what, plant, outcome] of [
  ["nothing is known", () => Promise.resolve(), "added"],
  ["the same is in force", () => entry("A@m.example", "manual"), "already"],
  [
    "the same is in force for a shorter time",
    () => entry("a@m.example", "manual", { until: ago(-1) }),
    "added",
  ],
  ["the same has run out", () => entry("a@m.example", "manual", { until: ago(1) }), "added"],
  [
    "the same is in force for one sender",
    () => entry("a@m.example", "manual", { senderDomain: "x.example" }),
    "added",
  ],
  [
    "the same was taken back before",
    () => entry("a@m.example", "manual", { endedAt: new Date("2026-09-30") }),
    "added",
  ],
  ["the same was taken back later", () => entry("a@m.example", "manual", { endedAt: ago(2) }), "released"],
  ["a complaint is in force", () => entry("a@m.example", "complaint"), "stronger"],
  ["a weaker reason is in force", () => entry("a@m.example", "imported"), "added"],
  [
    "all lists were left, which spares transactional mail",
    () => entry("a@m.example", "unsubscribe"),
    "added",
  ],
] as const)
  test(`a manual entry where ${what}: ${outcome}`, async () => {
    await plant();
    const before = await db.suppressionEntry.findMany({ orderBy: { id: "asc" } });
    const { counts } = await load(FOUR);
    assert.equal(counts[outcome], 1);
    const after = await db.suppressionEntry.findMany({ orderBy: { id: "asc" } });
    assert.deepEqual(after.slice(0, before.length), before, "what was there is as it was");
    assert.equal(after.length - before.length, outcome === "added" ? 1 : 0);
  });

test("an unsubscribe that its recipient took back later stays taken back; without a date it cannot be told", async () => {
  const list = await createList(db, ListFields.parse({ name: "News" }), ADMIN, ago(90));
  for (const [id, at] of [
    ["before", 60],
    ["after", 10],
  ] as const) {
    const recipient = `${id}@m.example`;
    await db.subscriber.create({ data: { id, address: addressKey(recipient), recipient } });
    await db.preferenceChange.create({
      data: { at: ago(at), subscriberId: id, listId: list.id, action: "joined", door: "page" },
    });
  }
  const dated = await check(
    "email,reason,since\nbefore@m.example,unsubscribe,2026-10-25\nafter@m.example,unsubscribe,2026-10-25\n",
  );
  assert.deepEqual([dated.counts.added, dated.counts.resubscribed], [1, 1]);
  assert.deepEqual(dated.conflicts, [{ line: 3, recipient: "after@m.example", outcome: "resubscribed" }]);
  const undated = await check("email,reason\nbefore@m.example,unsubscribe\n");
  assert.equal(undated.counts.resubscribed, 1);
});

test("lists go by their names; one that is unknown and an end that is past are told", async () => {
  const list = await createList(db, ListFields.parse({ name: "News" }), ADMIN, ago(90));
  const { counts } = await load(
    "email,reason,list,until\na@m.example,unsubscribe,news,\nb@m.example,unsubscribe,Other,\nc@m.example,manual,,2026-11-01\n",
  );
  assert.deepEqual([counts.added, counts["list-unknown"], counts.past], [1, 1, 1]);
  const [row] = await db.suppressionEntry.findMany();
  assert.deepEqual([row?.listId, row?.recipient], [list.id, "a@m.example"]);
});

test("nothing begins in times to come: a day ahead is another zone's today and begins now, more is told", async () => {
  const tomorrow = new Date(NOW.getTime() + DAY / 2).toISOString();
  const { counts } = await load(
    `email,reason,since\na@m.example,manual,${tomorrow}\nb@m.example,manual,2027-11-24\n`,
  );
  assert.deepEqual([counts.added, counts.invalid], [1, 1]);
  const [entry] = await db.suppressionEntry.findMany();
  assert.deepEqual([entry?.recipient, entry?.since], ["a@m.example", NOW]);
  const [rejected] = await db.quarantine.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.equal(rejected?.reason, "It begins later than now.");
});

test("another file than the one that was checked, or another meaning, is refused, and nothing is written", async () => {
  const mapping = await mappingOf(FOUR);
  const { hash } = await check(FOUR);
  const about = { name: "file", mapping, hash, actor: ADMIN, now: NOW };
  const conflict = { code: "conflict" };
  await assert.rejects(importSuppressionFile(db, file(`${FOUR}b@m.example,manual,\n`), about), conflict);
  const other = { ...about, mapping: { ...mapping, reason: "complaint" as const } };
  await assert.rejects(importSuppressionFile(db, file(FOUR), other), conflict);
  assert.deepEqual([await db.suppressionEntry.count(), await db.import.count()], [0, 0]);
});

test("undo ends what the import brought and nobody ended since; it can be imported again", async () => {
  await entry("own@m.example", "manual");
  const text = "email,reason,since\na@m.example,manual,2026-10-01\nb@m.example,manual,2026-10-01\n";
  const { importId } = await load(text);
  await db.suppressionEntry.updateMany({ where: { recipient: "b@m.example" }, data: { endedAt: ago(-1) } });
  const later = ago(-2);
  await entry("a@m.example", "complaint", { since: later });
  await undoImport(db, importId, ADMIN, later);
  const rows = await db.suppressionEntry.findMany({ where: { importId }, orderBy: { id: "asc" } });
  assert.deepEqual(
    rows.map((row) => row.endedAt),
    [later, ago(-1)],
  );
  assert.deepEqual(
    (await inForce()).map(([recipient, reason]) => [recipient, reason]),
    [
      ["own@m.example", "manual"],
      ["a@m.example", "complaint"],
    ],
  );
  const [audited] = await db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.deepEqual([audited?.action, audited?.detail], ["import.undo", { entries: 1 }]);
  await assert.rejects(undoImport(db, importId, ADMIN, later), { code: "conflict" });
  const again = await check(text, ago(-3));
  assert.deepEqual([again.counts.stronger, again.counts.added], [1, 1]);
});

test("two imports of one file at once add everybody once", async () => {
  const text = Array.from({ length: 2500 }, (_, n) => `p${n}@m.example\n`).join("");
  const mapping = await mappingOf(text);
  const { hash } = await check(text);
  const about = { name: "file", mapping, hash, actor: ADMIN, now: NOW };
  const both = await Promise.all([1, 2].map(() => importSuppressionFile(db, file(text), about)));
  assert.equal(both[0]!.counts.added + both[1]!.counts.added, 2500);
  assert.equal(await db.suppressionEntry.count(), 2500);
});

test("after a crash in mid-run the file is imported again, and adds what is missing", async () => {
  const lines = Array.from({ length: 1500 }, (_, n) => `p${n}@m.example\n`);
  const first = await load(lines.slice(0, 1000).join(""));
  const { counts } = await load(lines.join(""));
  assert.deepEqual([counts.already, counts.added], [1000, 500]);
  await undoImport(db, first.importId, ADMIN, NOW);
  assert.equal((await inForce()).length, 500);
});
