import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PeopleMapping, State } from "@/lib/core/people-file";
import type { Decision } from "@/lib/core/preferences";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "./check";
import { addressKey } from "./keys";
import { ledgerOf } from "./ledger";
import { importPeople } from "./people-import";
import { takeBackPeople } from "./people-import-undo";
import { changePreferences } from "./preferences";
import { imports } from "./reports/imports";
import { lists } from "./reports/lists";
import { testDatabase } from "./testing";
import { testRecipient } from "./testing-recipient";
import { testEnvironment } from "./testing-session";
import { undoImport } from "./undo";

const NOW = new Date("2026-11-28T12:00:00Z");
const LATER = new Date("2026-11-28T13:00:00Z");
const UNDONE = new Date("2026-11-28T14:00:00Z");
const MAPPING: PeopleMapping = { columns: { address: "mail" }, state: "joined" };

let db: PrismaClient;
let drop: () => Promise<void>;
let news: number;
let serial = 0;
before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
});
after(() => drop());
beforeEach(async () => {
  news = (await db.list.create({ data: { name: "News" } })).id;
});

/** Takes a file in whose people all joined, or all left. @returns its import */
async function take(state: State, addresses: string[]): Promise<number> {
  const about = { name: "people.csv", mapping: { ...MAPPING, state }, actor: "ada", now: NOW };
  const bytes = async function* () {
    yield new TextEncoder().encode(["mail", ...addresses].join("\n"));
  };
  const { hash } = await importPeople(db, news, bytes(), { ...about, apply: null });
  const { importId } = await importPeople(db, news, bytes(), { ...about, apply: { hash } });
  return importId!;
}
const undo = (importId: number) => undoImport(db, importId, "ada", UNDONE);
const someone = () => `reader${++serial}@posteo.example`;
const member = async () => (await testRecipient(db, [news], new Date("2026-01-01"))).recipient;

/** On the list, off it after having been on it, or never on it. */
async function standing(address: string): Promise<"on" | "off" | "never"> {
  const where = { listId: news, subscriber: { address: addressKey(address) } };
  const row = await db.subscription.findFirst({ where });
  return row ? (row.leftAt ? "off" : "on") : "never";
}
const allowed = async (address: string) =>
  (await checkAddresses(db, [address], { record: false, now: UNDONE, listId: news }))[0]?.allowed;
async function decide(address: string, decision: Decision): Promise<void> {
  const { id } = await db.subscriber.findUniqueOrThrow({ where: { address: addressKey(address) } });
  await changePreferences(db, id, decision, { door: "one-click" }, LATER);
}
const ledger = async (address: string) =>
  (await ledgerOf(db, address))?.changes.map(({ action, door }) => `${action} ${door}`);

test("who joined by a file is off the list again, and the ledger has both", async () => {
  const address = someone();
  await undo(await take("joined", [address]));
  assert.equal(await standing(address), "never");
  assert.deepEqual(await ledger(address), ["joined import", "withdrawn admin"]);
});

test("who left by a file is on the list as before; who was not on it is held no longer", async () => {
  const [known, stranger] = [await member(), someone()];
  const id = await take("left", [known, stranger]);
  assert.deepEqual([await allowed(known), await allowed(stranger)], [false, false]);
  await undo(id);
  assert.deepEqual([await standing(known), await standing(stranger)], ["on", "never"]);
  assert.deepEqual([await allowed(known), await allowed(stranger)], [true, true]);
  assert.deepEqual(await ledger(known), ["left import", "withdrawn admin"]);
});

const OPT_OUTS: [string, () => Decision][] = [
  ["left the list", () => ({ kind: "leave", listId: news })],
  ["left everything", () => ({ kind: "leave-all" })],
];
for (const [name, decision] of OPT_OUTS)
  for (const state of ["joined", "left"] as const)
    test(`whoever ${name} since stays out, where the file said that they ${state}`, async () => {
      const address = state === "left" ? await member() : someone();
      const id = await take(state, [address]);
      await decide(address, decision());
      await undo(id);
      assert.equal(await standing(address), "off");
      assert.equal(await allowed(address), false);
    });

test("whoever joined since by their own word stays on the list", async () => {
  const address = await member();
  const id = await take("left", [address]);
  await decide(address, { kind: "join", listId: news });
  await undo(id);
  assert.deepEqual([await standing(address), await allowed(address)], ["on", true]);
});

test("of two files the later has the last word; both taken back, nobody is on the list by either", async () => {
  const address = someone();
  const first = await take("joined", [address]);
  const second = await take("left", [address]);
  await undo(first);
  assert.deepEqual([await standing(address), await allowed(address)], ["off", false]);
  await undo(second);
  assert.deepEqual([await standing(address), await allowed(address)], ["never", true]);
});

test("it is told with the imports, audited with how many people, and undone once", async () => {
  const addresses = Array.from({ length: 1_200 }, someone);
  const id = await take("joined", [...addresses, addresses[0]!, "no address"]);
  const [row] = await imports(db);
  assert.deepEqual(
    [row?.id, row?.source, row?.state, row?.accepted, row?.duplicates, row?.rejected],
    [id, "people", "done", 1_200, 1, 1],
  );
  const rejected = await db.quarantine.findMany({ where: { importId: id } });
  assert.deepEqual(
    rejected.map(({ line, raw }) => [line, raw]),
    [[1_203, "no address"]],
  );
  await undo(id);
  assert.equal(await db.subscription.count({ where: { listId: news } }), 0);
  const { actor, action, detail } = await db.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  assert.deepEqual([actor, action, detail], ["ada", "import.undo", { people: 1_200 }]);
  assert.equal((await lists(db, UNDONE.getTime())).undone, 0, "nobody has changed their mind");
  const conflict = (error: unknown) => error instanceof Refusal && error.code === "conflict";
  await assert.rejects(undo(id), conflict);
});

test("broken off, it goes on and takes nothing back twice", async () => {
  const address = await member();
  const id = await take("left", [address]);
  assert.equal(await takeBackPeople(db, id, UNDONE), 1);
  await decide(address, { kind: "leave", listId: news });
  await db.import.update({ where: { id }, data: { state: "undoing" } });
  await undo(id);
  assert.deepEqual([await standing(address), await allowed(address)], ["off", false]);
});

test("decisions that come in while it is undone are not lost", async () => {
  const addresses = Array.from({ length: 60 }, someone);
  const id = await take("joined", addresses);
  await Promise.all([
    undo(id),
    ...addresses.map((address) => decide(address, { kind: "leave", listId: news })),
  ]);
  // Whoever came first: nobody is on the list, and whose word was heard after the file's is held.
  for (const address of addresses) {
    assert.notEqual(await standing(address), "on");
    const own = (await ledger(address))?.includes("left one-click");
    assert.equal(await allowed(address), !own);
  }
});
