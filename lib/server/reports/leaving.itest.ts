import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { PrismaClient } from "@/prisma/generated/client";
import { checkAddresses } from "../check";
import { changePreferences, sayWhy } from "../preferences";
import { testDatabase } from "../testing";
import { testRecipient } from "../testing-recipient";
import { leaving } from "./leaving";

const NOW = new Date("2026-11-28T12:00:00Z");
const HOUR = 3_600_000;

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop());

test("who left by list and day, why, and how long it took, to the last count", async () => {
  const news = (await db.list.create({ data: { name: "News" } })).id;
  const picks = (await db.list.create({ data: { name: "Picks" } })).id;
  const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
  const leave = async (listId: number, at: Date, askedAt?: Date) => {
    const { subscriberId } = await testRecipient(db, [news, picks], ago(900));
    const decision = listId ? ({ kind: "leave", listId } as const) : ({ kind: "leave-all" } as const);
    await changePreferences(db, subscriberId, decision, { door: askedAt ? "mailto" : "page", askedAt }, at);
    return subscriberId;
  };
  assert.deepEqual((await leaving(db, NOW.getTime())).honoured.half, null);
  const first = await leave(news, ago(1));
  await sayWhy(db, first, news, "too-often", { door: "page" }, ago(1));
  await leave(news, ago(13));
  await leave(picks, ago(30), ago(31.5));
  await leave(0, ago(40), ago(100));
  await leave(news, ago(28 * 24));
  const { days, lists, honoured } = await leaving(db, NOW.getTime());
  assert.deepEqual([days.length, days.at(-1)], [28, "2026-11-28"]);
  assert.deepEqual(
    lists.map(({ name, left, reasons }) => [name, left.slice(-3), reasons["too-often"]]),
    [
      ["News", [1, 1, 1], 1],
      ["Picks", [1, 1, 0], 0],
    ],
  );
  assert.deepEqual(
    [honoured.measured, honoured.late, honoured.steps.at(-1), honoured.steps[5]],
    [4, 1, 1, 1],
  );
  assert.deepEqual(honoured.doors.map(({ door, count }) => [door, count]).sort(), [
    ["mailto", 2],
    ["page", 2],
  ]);
});

test("A4.10 from the decision to the look-up that says no it is less than a second", async () => {
  const news = (await db.list.create({ data: { name: "More news" } })).id;
  const { subscriberId, recipient } = await testRecipient(db, [news], NOW);
  const begun = performance.now();
  await changePreferences(db, subscriberId, { kind: "leave", listId: news }, { door: "one-click" }, NOW);
  const [answer] = await checkAddresses(db, [recipient], { record: false, now: NOW, listId: news });
  assert.equal(answer?.allowed, false);
  const ms = performance.now() - begun;
  assert.ok(ms < 1_000, `${ms} ms`);
});
