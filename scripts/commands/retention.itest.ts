import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { ingest } from "@/lib/server/ingest";
import { testDatabase } from "@/lib/server/testing";
import type { PrismaClient } from "@/prisma/generated/client";
import { WrongCall } from "../io";
import * as retention from "./retention";
import { call, objects } from "./testing-io";
import * as verify from "./verify";

const now = new Date("2026-11-07T03:00:00Z");
let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  process.env.DATABASE_URL = fresh.url;
  const days = ["2025-06-10", "2025-09-20", "2026-10-10"];
  const events = days.map((day) => ({
    ...({ source: "acs", route: "log", kind: "delivered", sender: "news@marlow.example", reply: 0 } as const),
    ...({ enhanced: "", category: "unknown" } as const),
    ...{ recipient: "jo@books.example", messageId: day, at: Date.parse(day) },
  }));
  await ingest(db, events, { importId: 0 });
});
after(() => drop?.());

const run = (...args: string[]) => call(retention, args, { now });

test("what would go is told, then it goes, and verify says what it can no longer derive", async () => {
  const months = [
    { month: "2025-06", events: 1 },
    { month: "2025-09", events: 1 },
  ];
  const plan = { days: 400, months, deliveries: 1, logFrom: "2025-10-01T00:00:00.000Z" };
  const dry = await run("--dry-run", "--json");
  assert.deepEqual([dry.code, objects(dry.out)], [0, [plan]]);
  const words = (await run("--dry-run")).out;
  assert.match(words, /^The log is kept for 400 days\.\n {2}2025-06 {2}1 event\n/);
  assert.match(words, / {2}1 delivery whose figures stay\nNothing was changed\.\n$/);
  assert.equal(await db.event.count(), 3);

  const done = await run("--json");
  assert.deepEqual([done.code, objects(done.out)], [0, [{ ...plan, facts: 0, quarantined: 0 }]]);
  assert.equal(await db.event.count(), 1);
  assert.equal(await db.perQuarter.count(), 3);

  const proof = await call(verify, []);
  assert.equal(proof.code, 0);
  assert.match(proof.out, /^per_quarter +2 rows {2}right; 1 older row cannot be derived any more$/m);
  assert.equal((await call(verify, ["--rebuild"])).code, 0);
  assert.equal(await db.perQuarter.count(), 3);
});

test("the days are set, and what makes no sense is refused", async () => {
  assert.equal((await run("set", "500")).code, 0);
  assert.equal(objects((await run("--dry-run", "--json")).out)[0].days, 500);
  for (const args of [["set"], ["set", "89"], ["set", "a year"], ["drop"], ["set", "100", "200"]])
    await assert.rejects(run(...args), WrongCall, args.join(" "));
});

test("while an import runs nothing is dropped", async () => {
  await run("set", "90");
  const later = new Date("2027-02-07T03:00:00Z");
  const data = { source: "acs", name: "log.jsonl", startedBy: "Ann", startedAt: now, progressAt: later };
  await db.import.create({ data });
  await assert.rejects(call(retention, [], { now: later }), Refusal);
  assert.equal(await db.event.count(), 1);
});
