import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { addressKey } from "./keys";
import { changePreferences } from "./preferences";
import { recipientView } from "./recipient-view";
import { testDatabase } from "./testing";
import { newSubscriberId } from "./token";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop());

const NOW = new Date("2026-11-23T09:42:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
let news: number;
let picks: number;
let orders: number;
let person: string;

beforeEach(async () => {
  const list = (name: string, kind: "marketing" | "transactional" = "marketing") =>
    db.list.create({ data: { name, kind } }).then((row) => row.id);
  [news, picks, orders] = [
    await list("Club news"),
    await list("Weekly picks"),
    await list("Orders", "transactional"),
  ];
  person = await subscriber([news, picks, orders]);
});

async function subscriber(lists: number[]): Promise<string> {
  const id = newSubscriberId();
  const recipient = `${id.toLowerCase()}@posteo.example`;
  await db.subscriber.create({ data: { id, address: addressKey(recipient), recipient } });
  await db.subscription.createMany({
    data: lists.map((listId) => ({ subscriberId: id, listId, since: NOW })),
  });
  return id;
}

/** Everything a decision leaves behind, without ids and without the door. */
async function rows(subscriberId: string) {
  const { address } = await db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const order = { orderBy: { listId: "asc" } } as const;
  const subscriptions = await db.subscription.findMany({ where: { subscriberId }, ...order });
  const entries = await db.suppressionEntry.findMany({ where: { address }, ...order });
  const changes = await db.preferenceChange.findMany({ where: { subscriberId }, orderBy: { id: "asc" } });
  return {
    left: subscriptions.filter((row) => row.leftAt).map((row) => row.listId),
    suppressed: entries
      .filter((entry) => !entry.endedAt)
      .map(({ listId, reason, domain }) => [listId, reason, domain]),
    ended: entries.filter((entry) => entry.endedAt).map((entry) => entry.listId),
    ledger: changes.map(({ listId, action, undoes }) => [listId, action, undoes !== null]),
  };
}

const decide = (kind: "leave" | "join", listId: number, at = NOW) =>
  changePreferences(db, person, { kind, listId }, { door: "page" }, at);
async function undo(at = NOW) {
  const view = await recipientView(db, person, NOW);
  assert.ok(view?.latest);
  return changePreferences(db, person, { kind: "undo", change: view.latest }, { door: "page" }, at);
}

test("leaving one list: its subscription, its suppression, one row of the ledger, and nothing else", async () => {
  await decide("leave", news);
  assert.deepEqual(await rows(person), {
    left: [news],
    suppressed: [[news, "unsubscribe", "posteo.example"]],
    ended: [],
    ledger: [[news, "left", false]],
  });
});

test("both doors leave the same rows", async () => {
  await decide("leave", news);
  const other = await subscriber([news, picks, orders]);
  await changePreferences(db, other, { kind: "leave", listId: news }, { door: "one-click" }, NOW);
  assert.deepEqual(await rows(other), await rows(person));
});

test("leaving again changes nothing, nor do ten at the same time", async () => {
  const first = await Promise.all(Array.from({ length: 10 }, () => decide("leave", news)));
  assert.equal(first.filter((id) => id !== null).length, 1);
  assert.equal(await decide("leave", news, later(5)), null);
  const { suppressed, ledger } = await rows(person);
  assert.deepEqual([suppressed.length, ledger.length], [1, 1]);
  const row = await db.subscription.findFirst({ where: { subscriberId: person, listId: news } });
  assert.deepEqual(row?.leftAt, NOW);
});

test("undo at once and a year later restores the subscription as it was; the evidence stays", async () => {
  for (const at of [later(0), later(525_600)]) {
    await decide("leave", news);
    await undo(at);
    const row = await db.subscription.findFirst({ where: { subscriberId: person, listId: news } });
    assert.deepEqual([row?.since, row?.leftAt], [NOW, null]);
  }
  assert.deepEqual(await rows(person), {
    left: [],
    suppressed: [],
    ended: [news, news],
    ledger: [
      [news, "left", false],
      [news, "joined", true],
      [news, "left", false],
      [news, "joined", true],
    ],
  });
});

test("leaving all leaves every marketing list and keeps the transactional one; undo brings back exactly those", async () => {
  await decide("leave", picks, later(-10));
  await changePreferences(db, person, { kind: "leave-all" }, { door: "page" }, NOW);
  const stopped = await rows(person);
  assert.deepEqual(
    [stopped.left, stopped.suppressed.map(([list]) => list)],
    [
      [news, picks],
      [0, picks],
    ],
  );
  assert.equal((await recipientView(db, person, NOW))?.stopped, true);
  await undo(later(1));
  const back = await rows(person);
  assert.deepEqual([back.left, back.suppressed.map(([list]) => list), back.ended], [[picks], [picks], [0]]);
  assert.deepEqual(back.ledger.at(-1), [0, "joined", true]);
});

test("taking one list back after leaving all leaves all the others suppressed, and undo stops everything again", async () => {
  await changePreferences(db, person, { kind: "leave-all" }, { door: "page" }, NOW);
  await decide("join", news, later(1));
  const one = await rows(person);
  const others = one.suppressed.map(([list]) => list);
  assert.ok(
    others.includes(picks) && !others.includes(news) && !others.includes(0) && !others.includes(orders),
  );
  await undo(later(2));
  assert.ok((await rows(person)).suppressed.some(([list]) => list === 0));
  assert.equal((await recipientView(db, person, NOW))?.stopped, true);
});

test("only the latest change can be undone", async () => {
  await decide("leave", news);
  const stale = (await recipientView(db, person, NOW))?.latest;
  assert.ok(stale);
  await decide("leave", picks, later(1));
  assert.equal(
    await changePreferences(db, person, { kind: "undo", change: stale }, { door: "page" }, later(2)),
    null,
  );
  assert.deepEqual((await rows(person)).left, [news, picks]);
});

test("two who undo the same change at once undo it once", async () => {
  await decide("leave", news);
  const { latest } = (await recipientView(db, person, NOW))!;
  const undoIt = () =>
    changePreferences(db, person, { kind: "undo", change: latest! }, { door: "page" }, later(1));
  const results = await Promise.all([undoIt(), undoIt(), undoIt()]);
  assert.equal(results.filter((id) => id !== null).length, 1);
  assert.deepEqual((await rows(person)).suppressed, []);
});

test("a transactional list, an unknown list and an unknown person are refused, and nothing changes", async () => {
  const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  await assert.rejects(decide("leave", orders), refuses("conflict"));
  await assert.rejects(decide("leave", 999_999), refuses("not-found"));
  await assert.rejects(
    changePreferences(db, newSubscriberId(), { kind: "leave-all" }, { door: "page" }, NOW),
    refuses("not-found"),
  );
  assert.deepEqual((await rows(person)).ledger, []);
});

test("the ledger cannot be changed, deleted or emptied", async () => {
  await decide("leave", news);
  for (const statement of [
    "update preference_change set action = 'joined'",
    "delete from preference_change",
    "truncate preference_change",
  ]) {
    await assert.rejects(db.$executeRawUnsafe(statement), /append-only/);
  }
});

test("somebody a file put on a list afterwards can still undo their own last decision", async () => {
  await decide("leave", news);
  await db.preferenceChange.create({
    data: { at: NOW, subscriberId: person, listId: orders, action: "joined", door: "import" },
  });
  assert.ok(await undo(later(1)));
  assert.deepEqual((await rows(person)).left, []);
});
