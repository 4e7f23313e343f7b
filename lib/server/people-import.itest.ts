import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PeopleMapping } from "@/lib/core/people-file";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { addressKey } from "./keys";
import { exportPeople } from "./people-export";
import { importPeople } from "./people-import";
import { changePreferences } from "./preferences";
import { testDatabase } from "./testing";
import { testRecipient } from "./testing-recipient";
import { testEnvironment } from "./testing-session";

const NOW = new Date("2026-11-28T12:00:00Z");
const MAPPING: PeopleMapping = {
  columns: { address: "mail", state: "status", since: "when" },
  state: "joined",
};

let db: PrismaClient;
let drop: () => Promise<void>;
let news: number;
before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
});
after(() => drop());
beforeEach(async () => {
  news = (await db.list.create({ data: { name: "News" } })).id;
});

async function* bytes(text: string) {
  yield new TextEncoder().encode(text);
}
const run = (text: string, hash: string | null, mapping = MAPPING, list = news) =>
  importPeople(db, list, bytes(text), {
    ...{ name: "people.csv", mapping, actor: "ada", now: NOW },
    apply: hash === null ? null : { hash },
  });
const on = async (address: string) => {
  const row = await db.subscription.findFirst({
    where: { listId: news, subscriber: { address: addressKey(address) } },
  });
  return row && { since: row.since.toISOString().slice(0, 10), left: row.leftAt?.toISOString().slice(0, 10) };
};
const allowed = async (address: string) =>
  (await checkAddresses(db, [address], { record: false, now: NOW, listId: news }))[0]?.allowed;

/** A file in which everything happens, and its people. */
async function mixed() {
  const [gone, back, here] = [
    await testRecipient(db, [news], NOW),
    await testRecipient(db, [news], NOW),
    await testRecipient(db, [news], NOW),
  ];
  const decide = (id: string, kind: "leave" | "join", at: string) =>
    changePreferences(db, id, { kind, listId: news }, { door: "page" }, new Date(at));
  await decide(gone.subscriberId, "leave", "2026-10-01T00:00:00Z");
  await decide(back.subscriberId, "leave", "2026-10-01T00:00:00Z");
  await decide(back.subscriberId, "join", "2026-11-01T00:00:00Z");
  const tag = gone.recipient.slice(0, 8);
  const text = [
    "mail,status,when",
    `new.${tag}@m.example,subscribed,2026-09-01`,
    `left.${tag}@m.example,unsubscribed,2026-11-20`,
    `${gone.recipient},subscribed,2026-11-25`,
    `${back.recipient},unsubscribed,2026-10-15`,
    `${here.recipient},unsubscribed,2026-11-27`,
    `${gone.recipient},unsubscribed,`,
    `NEW.${tag}@m.example,subscribed,`,
    "nobody,subscribed,",
    "x@m.example,perhaps,",
  ].join("\r\n");
  return { text, tag, gone, back, here };
}
const COUNTS = {
  ...{ read: 9, invalid: 2, added: 1, left: 2, already: 0, "opted-out": 1, rejoined: 1 },
  ...{ "always-on": 0, repeated: 2 },
};

test("a dry run says what the import does, and writes nothing", async () => {
  const { text, tag, gone } = await mixed();
  const before = [
    await db.subscriber.count(),
    await db.preferenceChange.count(),
    await db.suppressionEntry.count(),
  ];
  const check = await run(text, null);
  assert.deepEqual(check.counts, COUNTS);
  assert.deepEqual(
    check.conflicts.map(({ line, outcome }) => [line, outcome]),
    [
      [4, "opted-out"],
      [5, "rejoined"],
    ],
  );
  assert.deepEqual(
    [await db.subscriber.count(), await db.preferenceChange.count(), await db.suppressionEntry.count()],
    before,
  );
  const done = await run(text, check.hash);
  assert.deepEqual(done.counts, COUNTS);
  assert.deepEqual(await on(`new.${tag}@m.example`), { since: "2026-09-01", left: undefined });
  assert.deepEqual(await on(`left.${tag}@m.example`), { since: "2026-11-20", left: "2026-11-20" });
  assert.equal(await allowed(gone.recipient), false);
});

test("C4 an opt-out is never overridden, and one that a file brings is in force and in the ledger with its delay", async () => {
  const { text, gone, back, here } = await mixed();
  await run(text, (await run(text, null)).hash);
  assert.deepEqual(
    [await allowed(gone.recipient), await allowed(back.recipient), await allowed(here.recipient)],
    [false, true, false],
  );
  const row = await db.preferenceChange.findFirstOrThrow({
    where: { subscriberId: here.subscriberId, door: "import" },
  });
  assert.deepEqual([row.action, Number(row.honouredMs), row.basis], ["left", 36 * 3_600_000, "consent"]);
});

test("the same file again changes nothing, another one or another meaning is refused, and it is audited once a run", async () => {
  const { text } = await mixed();
  const { hash } = await run(text, null);
  const audits = () => db.auditEntry.count({ where: { action: "list.people-import" } });
  const before = await audits();
  await run(text, hash);
  const again = await run(text, hash);
  assert.deepEqual([again.counts.added, again.counts.left, await audits()], [0, 0, before + 2]);
  const conflict = (error: unknown) => error instanceof Refusal && error.code === "conflict";
  await assert.rejects(run(`${text}\r\na@m.example,,`, hash), conflict);
  await assert.rejects(run(text, hash, { ...MAPPING, state: "left" }), conflict);
  await assert.rejects(run(text, null, MAPPING, 99_999), /no such list/);
});

test("nobody leaves a transactional list by a file", async () => {
  const receipts = (await db.list.create({ data: { name: "Receipts", kind: "transactional" } })).id;
  const { counts } = await run(
    "mail\na@m.example",
    null,
    { columns: { address: "mail" }, state: "left" },
    receipts,
  );
  assert.equal(counts["always-on"], 1);
});

test("what is exported comes in again as it is", async () => {
  const { text } = await mixed();
  await run(text, (await run(text, null)).hash);
  let out = "";
  for await (const part of await exportPeople(db, news, "ada", NOW)) out += part;
  assert.match(out, /^address,state,since\r\n/);
  const other = (await db.list.create({ data: { name: "Copy" } })).id;
  const mapping: PeopleMapping = {
    columns: { address: "address", state: "state", since: "since" },
    state: "joined",
  };
  const check = await run(out, null, mapping, other);
  const rows = out.trim().split("\r\n").length - 1;
  assert.deepEqual([check.counts.read, check.counts.added + check.counts.left], [rows, rows]);
  assert.equal((await run(out, null, mapping)).counts.already, rows);
});
