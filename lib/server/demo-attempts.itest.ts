import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { loadDemo, removeDemo } from "./demo";
import { testDatabase } from "./testing";
import { stateOf } from "./testing-state";

const OPTIONS = { days: 6, perDay: 60, actor: "admin@marlow.example", now: new Date("2026-11-23T18:00:00Z") };

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());

test("of two who load it at once one is refused", async () => {
  const outcomes = await Promise.allSettled([loadDemo(db, OPTIONS), loadDemo(db, OPTIONS)]);
  const failures = outcomes.filter((one) => one.status === "rejected").map((one) => one.reason);
  assert.equal(failures.length, 1);
  assert.ok(failures[0] instanceof Refusal && failures[0].code === "conflict");
  await removeDemo(db, OPTIONS.actor, OPTIONS.now);
});

test("an attempt that broke off is taken out by the next", async () => {
  await assert.rejects(
    loadDemo(db, {
      ...OPTIONS,
      onProgress: ({ daysDone }) => {
        if (daysDone === 3) throw new Error("out of power");
      },
    }),
    /out of power/,
  );
  const half = await stateOf(db);
  assert.ok(half.delivery.length > 0);
  await loadDemo(db, OPTIONS);
  const whole = await stateOf(db);
  await removeDemo(db, OPTIONS.actor, OPTIONS.now);
  await loadDemo(db, OPTIONS);
  const again = await stateOf(db);
  const withoutImport = ({ fact: _, log: __, ...figures }: typeof again) => figures;
  assert.deepEqual(withoutImport(whole), withoutImport(again));
  assert.equal(await db.list.count(), 6);
});
