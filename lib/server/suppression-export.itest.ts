import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { domainOf } from "@/lib/core/address";
import { ListFields } from "@/lib/core/list";
import { guessMapping } from "@/lib/core/suppression-file-columns";
import type { PrismaClient } from "@/prisma/generated/client";
import { downloaded } from "./download";
import { ingest } from "./ingest";
import { addressKey } from "./keys";
import { createList } from "./lists";
import { type SuppressionQuery, suppressions } from "./reports/suppressions";
import { exportSuppressions, type FileFormat } from "./suppression-export";
import { checkSuppressionFile, importSuppressionFile } from "./suppression-import";
import { suppressionFileHead } from "./suppression-import-head";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop());
beforeEach(async () => {
  await emptied(db);
  await db.suppressionEntry.deleteMany();
});

const NOW = new Date("2026-11-24T09:00:00Z");
const DAY = 86_400_000;
const ADMIN = "mara@marlow.example";

async function exported(filter: SuppressionQuery = {}, format: FileFormat = "csv"): Promise<string> {
  let text = "";
  await exportSuppressions(db, { filter, format }, async (part) => (text += part), ADMIN, NOW);
  return text;
}

const ODD = [
  ["+sales@m.example", "=cmd|'/C calc'!A0"],
  ["=a@m.example", 'says "no"; and, more'],
  ["-b@m.example", "two\nlines"],
  ["'c@m.example", "'quoted"],
  ["'=d@m.example", "\u{1F4EE} ünïcode"],
  ["@whole.example", ""],
  ["Ines.Weber@Müller.example", "plain"],
] as const;
const REASONS = ["complaint", "unsubscribe", "manual", "imported", "soft"];

async function plant(): Promise<void> {
  const list = await createList(
    db,
    ListFields.parse({ name: `News, "weekly" ${await db.list.count()}` }),
    ADMIN,
    NOW,
  );
  await db.suppressionEntry.createMany({
    data: ODD.flatMap(([recipient, note], i) =>
      REASONS.map((reason, j) => ({
        ...{ recipient, note, reason, address: addressKey(recipient), domain: domainOf(recipient) },
        since: new Date(NOW.getTime() - (i * 7 + j) * 3_601_003),
        until: j % 2 ? new Date(NOW.getTime() + DAY * (i + 1)) : null,
        listId: reason === "unsubscribe" ? list.id : 0,
        senderDomain: reason === "manual" ? "mail.marlow.example" : "",
      })),
    ),
  });
}

const bytes = async function* (text: string) {
  yield new TextEncoder().encode(text);
};

async function load(text: string): Promise<number> {
  const { columns, sample } = await suppressionFileHead(bytes(text), "file");
  const { mapping } = guessMapping(columns, sample);
  const { hash, counts } = await checkSuppressionFile(db, bytes(text), { name: "file", mapping, now: NOW });
  assert.equal(counts.added, counts.read, JSON.stringify(counts));
  const about = { name: "file", mapping, hash, actor: ADMIN, now: NOW };
  return (await importSuppressionFile(db, bytes(text), about)).importId;
}

for (const format of ["csv", "json"] as const)
  test(`export, import into an empty database, export: equal but for the source (${format})`, async () => {
    await plant();
    const first = await exported({}, format);
    await db.suppressionEntry.deleteMany();
    const importId = await load(first);
    const again = await exported({}, format);
    assert.equal(again.replaceAll(`import ${importId}`, "Repute"), first);
    assert.equal(await db.suppressionEntry.count(), ODD.length * REASONS.length);
  });

test("no cell of the CSV begins like a formula", async () => {
  await plant();
  const text = await exported();
  assert.doesNotMatch(text, /(^|,|\n)"?[=+\-@\t]/m);
  assert.match(text, /^address,domain-wide,reason,step,since,until,scope,list,sender domain,note,source\r\n/);
});

test("leases are in it with their step, and it holds what the page shows for each filter, in its order", async () => {
  await plant();
  const at = NOW.getTime() - 3_600_000;
  const bounced = {
    source: "acs",
    route: "webhook",
    messageId: "m1",
    recipient: "gone@m.example",
    at,
  } as const;
  const hard = {
    kind: "hard",
    sender: "n@m.example",
    reply: 550,
    enhanced: "5.1.1",
    category: "invalid-recipient",
  } as const;
  await ingest(db, [{ ...bounced, ...hard }], { importId: 0 });
  for (const filter of [
    {},
    { reason: "bounce" },
    { reason: "manual" },
    { q: "whole" },
    { step: 0 },
    { q: "+sales@m.example" },
  ] as const) {
    const shown = await suppressions(db, filter, NOW.getTime());
    const filed = JSON.parse(await exported(filter, "json")) as { address: string; step: number | null }[];
    assert.deepEqual(
      filed.map((row) => row.address),
      shown.rows.map((row) => row.recipient),
    );
    assert.ok(filed.length > 0);
  }
  const [lease] = JSON.parse(await exported({ reason: "bounce" }, "json"));
  assert.deepEqual([lease.step, lease.reason, lease.scope], [1, "bounce", "all mail"]);
});

test("the trail says who exported what, and how much", async () => {
  await plant();
  await exported({ reason: "manual" });
  const rows = await db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 2 });
  assert.deepEqual(
    rows.map(({ actor, action, detail }) => [actor, action, detail]),
    [
      [ADMIN, "suppressions.exported", { format: "csv", filter: { reason: "manual" }, rows: 7, whole: true }],
      [ADMIN, "suppressions.export", { format: "csv", filter: { reason: "manual" } }],
    ],
  );
});

test("a download that is given up ends its query, and the trail says so", async () => {
  const many = Array.from({ length: 6000 }, (_, n) => ({ recipient: `p${n}@m.example`, address: BigInt(n) }));
  await db.suppressionEntry.createMany({
    data: many.map((one) => ({ ...one, domain: "m.example", reason: "manual", since: NOW })),
  });
  let ended: Promise<unknown> = Promise.resolve();
  const body = downloaded((write) => {
    ended = exportSuppressions(db, { filter: {}, format: "csv" }, write, ADMIN, NOW);
    return ended;
  });
  const reader = body.getReader();
  const parts = [await reader.read(), await reader.read()];
  assert.match(new TextDecoder().decode(parts[1]?.value), /^p\d+@m\.example,/);
  await reader.cancel();
  await assert.rejects(ended);
  const [row] = await db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.equal(Object(row?.detail).whole, false);
  assert.ok(Object(row?.detail).rows < 6000);
});
