import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { ListFields } from "@/lib/core/list";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { eraseRecipient } from "./erase";
import { addressKey } from "./keys";
import { exportLinks } from "./links";
import { changeList, createList, orderLists } from "./lists";
import { changePreferences } from "./preferences";
import { importSubscribers } from "./subscribers";
import { testDatabase } from "./testing";
import { testEnvironment } from "./testing-session";
import { verifyToken } from "./token";

let db: PrismaClient;
let drop: () => Promise<void>;
beforeEach(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
});
afterEach(() => drop());

const NOW = new Date("2026-11-23T09:42:00Z");
const ADMIN = "mara@marlow.example";
const create = (name: string, kind: "marketing" | "transactional" = "marketing") =>
  createList(db, ListFields.parse({ name, kind }), ADMIN, NOW);
const order = async () =>
  (await db.list.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] })).map((list) => list.name);
async function* file(text: string | Uint8Array, piece = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}
const read = (listId: number, text: string | Uint8Array) =>
  importSubscribers(db, listId, file(text), ADMIN, NOW);
const people = async (listId: number) =>
  (await db.subscription.findMany({ where: { listId, leftAt: null }, include: { subscriber: true } }))
    .map((row) => row.subscriber.recipient)
    .sort();

test("lists are created behind one another, changed, archived, restored and put in order; all of it audited", async () => {
  const [a, b, c] = [await create("A"), await create("B"), await create("C")];
  assert.deepEqual(await order(), ["A", "B", "C"]);
  await orderLists(db, [c.id, a.id], ADMIN, NOW);
  assert.deepEqual(await order(), ["C", "A", "B"]);
  await changeList(db, b.id, { name: "Beta", rhythm: "Fridays" }, ADMIN, NOW);
  assert.deepEqual((await changeList(db, b.id, { archived: true }, ADMIN, NOW)).archivedAt, NOW);
  const restored = await changeList(db, b.id, { archived: false }, ADMIN, NOW);
  assert.deepEqual([restored.name, restored.rhythm, restored.archivedAt], ["Beta", "Fridays", null]);
  assert.deepEqual(await verifyAudit(db), { rows: 7, brokenAt: null });
});

test("the links of a list leave out who was erased, also where they came back to it by their own link", async () => {
  const { id: listId } = await create("News");
  await read(listId, "gone@marlow.example\nhere@marlow.example");
  const { id } = await db.subscriber.findFirstOrThrow({ where: { recipient: "gone@marlow.example" } });
  await eraseRecipient(db, "gone@marlow.example", ADMIN, NOW);
  await changePreferences(db, id, { kind: "join", listId }, { door: "page" }, NOW);
  let csv = "";
  for await (const part of await exportLinks(db, listId, "https://mail.example", ADMIN, NOW)) csv += part;
  assert.deepEqual(
    csv.split("\r\n").map((line) => line.split(",")[0]),
    ["address", "here@marlow.example", ""],
  );
});

test("what is not there is not found", async () => {
  const missing = { code: "not-found" };
  await assert.rejects(changeList(db, 1, { name: "x" }, ADMIN, NOW), missing);
  await assert.rejects(orderLists(db, [1], ADMIN, NOW), missing);
  await assert.rejects(read(1, "a@b.example"), missing);
  await assert.rejects(exportLinks(db, 1, "https://mail.example", ADMIN, NOW), missing);
});

test("a list that people are on cannot become one that they cannot leave", async () => {
  const list = await create("News");
  assert.equal((await changeList(db, list.id, { kind: "transactional" }, ADMIN, NOW)).kind, "transactional");
  await changeList(db, list.id, { kind: "marketing" }, ADMIN, NOW);
  await read(list.id, "a@b.example");
  await assert.rejects(changeList(db, list.id, { kind: "transactional" }, ADMIN, NOW), { code: "conflict" });
});

test("a file adds who is new, knows who is there, and says which lines it could not read", async () => {
  const { id } = await create("News");
  const text =
    '\uFEFFName;E-Mail\r\n"Doe; Jane";jane@marlow.example\r\n\r\nno;nonsense\r\nJo;Jo@Marlow.example\r\nagain;jo@marlow.example\r\n';
  const { rejected, ...counts } = await read(id, text);
  assert.deepEqual(counts, { read: 4, added: 2, already: 1, optedOut: 0, rejectedTotal: 1 });
  assert.deepEqual([rejected[0]?.line, rejected[0]?.raw], [4, "no;nonsense"]);
  assert.deepEqual(await people(id), ["Jo@Marlow.example", "jane@marlow.example"]);
  const again = await read(id, text);
  assert.deepEqual([again.added, again.already], [0, 3]);
  const joined = { door: "import", action: "joined", basis: "consent" };
  assert.equal(await db.preferenceChange.count({ where: joined }), 2);
});

for (const [what, text] of [
  ["one column without a header", "a@marlow.example\nb@marlow.example\n"],
  ["one column with a header", "email\na@marlow.example\nb@marlow.example"],
  ["one column with a header of its own", "Kunden\na@marlow.example\nb@marlow.example"],
  [
    "tabs, the column in the middle",
    "id\tEmail address\tname\n1\ta@marlow.example\tA\n2\tb@marlow.example\tB",
  ],
  ["no header, the address second", "A,a@marlow.example\nB,b@marlow.example\n"],
  ["spaces around, and lines of CR only", "email\r a@marlow.example \rb@marlow.example"],
  ["what our own export made safe", "address\n'a@marlow.example\nb@marlow.example".replace("'a", "a")],
]) {
  test(`it reads ${what}`, async () => {
    const { id } = await create("News");
    await read(id, text ?? "");
    assert.deepEqual(await people(id), ["a@marlow.example", "b@marlow.example"]);
  });
}

test("an address that begins like a formula comes back from an export of ours", async () => {
  const { id } = await create("News");
  await read(id, "email\n'+ines@marlow.example\n'=ines@marlow.example\n");
  assert.deepEqual(await people(id), ["+ines@marlow.example", "=ines@marlow.example"]);
});

test("several columns and none of addresses: one sentence, nobody added", async () => {
  const { id } = await create("News");
  await assert.rejects(read(id, "name,city\nInes,Bergen\n"), { code: "invalid-input" });
  assert.equal(await db.subscriber.count(), 0);
});

test("a quotation mark that is never closed is said in one sentence", async () => {
  const { id } = await create("News");
  await assert.rejects(read(id, 'email\na@m.example\n"b@m.example\nc@m.example\n'), {
    code: "invalid-input",
    message: /quotation mark/,
  });
});

test("a file that breaks off: what came before stays, is audited, and reading it again adds the rest", async () => {
  const { id } = await create("News");
  const lines = Array.from({ length: 1500 }, (_, n) => `p${n}@m.example\n`);
  async function* broken() {
    yield new TextEncoder().encode(lines.slice(0, 1200).join(""));
    while ((await db.subscriber.count()) < 1000) await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error("the connection was lost");
  }
  await assert.rejects(importSubscribers(db, id, broken(), ADMIN, NOW), /connection was lost/);
  const [row] = await db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.deepEqual([row?.action, Object(row?.detail).added], ["list.subscribers-imported", 1000]);
  const again = await read(id, lines.join(""));
  assert.deepEqual([again.added, again.already], [500, 1000]);
});

test("an empty file adds nobody", async () => {
  const { id } = await create("News");
  assert.equal((await read(id, "")).read, 0);
  assert.equal((await read(id, "email\n")).read, 0);
});

test("an opt-out is never overridden: from the list, from all, by complaint, by hand; an ended one is", async () => {
  const { id } = await create("News");
  const other = await create("Other");
  await read(
    other.id,
    ["left", "stopped", "complained", "blocked", "back", "free"].map((n) => `${n}@m.example`).join("\n"),
  );
  const idOf = async (name: string) =>
    (await db.subscriber.findUniqueOrThrow({ where: { address: addressKey(`${name}@m.example`) } })).id;
  await changePreferences(db, await idOf("left"), { kind: "leave", listId: id }, { door: "page" }, NOW);
  await changePreferences(db, await idOf("stopped"), { kind: "leave-all" }, { door: "page" }, NOW);
  const entry = (name: string, reason: string, endedAt: Date | null = null) =>
    db.suppressionEntry.create({
      data: {
        address: addressKey(`${name}@m.example`),
        recipient: `${name}@m.example`,
        domain: "m.example",
        reason,
        since: NOW,
        endedAt,
      },
    });
  await entry("complained", "complaint");
  await entry("blocked", "manual");
  await entry("back", "unsubscribe", NOW);
  const result = await read(
    id,
    "Left@M.example\nstopped@m.example\ncomplained@m.example\nblocked@m.example\nback@m.example\nfree@m.example\n",
  );
  assert.deepEqual([result.optedOut, result.added], [4, 2]);
  assert.deepEqual(await people(id), ["back@m.example", "free@m.example"]);
});

test("leaving everything does not keep anybody off transactional mail", async () => {
  const { id } = await create("Receipts", "transactional");
  const news = await create("News");
  await read(news.id, "a@m.example");
  const [person] = await db.subscriber.findMany();
  await changePreferences(db, person?.id ?? "", { kind: "leave-all" }, { door: "page" }, NOW);
  assert.equal((await read(id, "a@m.example")).added, 1);
});

test("2,500 people and two files at once: everybody once", async () => {
  const { id } = await create("News");
  const lines = Array.from({ length: 2500 }, (_, n) => `p${n}@m.example`);
  const results = await Promise.all([read(id, lines.join("\n")), read(id, lines.reverse().join("\n"))]);
  assert.equal(
    results.reduce((sum, { added }) => sum + added, 0),
    2500,
  );
  assert.equal(
    results.reduce((sum, { already }) => sum + already, 0),
    2500,
  );
  assert.equal(await db.preferenceChange.count(), 2500);
});

test("the links of a list: who is on it and may be mailed, each with tokens that work", async () => {
  const { id } = await create("News");
  await read(id, "a@m.example\n+b@m.example\nleft@m.example\n");
  const left = await db.subscriber.findUniqueOrThrow({ where: { address: addressKey("left@m.example") } });
  await changePreferences(db, left.id, { kind: "leave", listId: id }, { door: "one-click" }, NOW);
  let csv = "";
  for await (const part of await exportLinks(db, id, "https://mail.marlow.example", ADMIN, NOW)) csv += part;
  const [head, ...rows] = csv.trimEnd().split("\r\n");
  assert.equal(head, "address,unsubscribe,preferences");
  assert.deepEqual(rows.map((row) => row.split(",")[0]).sort(), ["'+b@m.example", "a@m.example"]);
  for (const row of rows) {
    const [, unsubscribe = "", preferences = ""] = row.split(",");
    assert.equal(
      verifyToken("unsubscribe", unsubscribe.replace("https://mail.marlow.example/u/", ""))?.listId,
      id,
    );
    assert.ok(
      verifyToken("preferences", preferences.replace("https://mail.marlow.example/preferences/", "")),
    );
  }
  const actions = await db.auditEntry.findMany({ orderBy: { id: "asc" } });
  assert.equal(actions.at(-1)?.action, "list.links-exported");
});

test("transactional mail has no links", async () => {
  const { id } = await create("Receipts", "transactional");
  await assert.rejects(exportLinks(db, id, "https://mail.marlow.example", ADMIN, NOW), { code: "conflict" });
});
