import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import type { MailEvent } from "@/lib/core/events";
import { crowdedEvent } from "@/lib/testing-events";
import type { PrismaClient } from "@/prisma/generated/client";
import { openDatabase } from "./database";
import { domainNumbers, senderNumbers } from "./dictionary";
import { ingest } from "./ingest";
import { applyRetention } from "./retention";
import { testDatabase } from "./testing";
import { expectedState } from "./testing-oracle";
import { differences, emptied, stateOf } from "./testing-state";
import { undoImport } from "./undo";
import { verify } from "./verify";

/*
 * Two processes on one database. What a process remembers (months of the log it has made, numbers of names) belongs to
 * its client, so that two clients stand for two processes.
 */

const NOW = new Date("2027-12-07T03:00:00Z");
let on: Awaited<ReturnType<typeof testDatabase>>;
let other: PrismaClient;
before(async () => {
  on = await testDatabase();
  other = openDatabase(on.url);
});
after(async () => {
  await other.$disconnect();
  await on.drop();
});
beforeEach(() => emptied(on.db));

const events = fc.sample(crowdedEvent, { numRuns: 400, seed: 21 });
const live = (some: MailEvent[]) => some.map((event) => ({ event, importId: 0 }));

test("one drops months of the log that the other remembers having made", async () => {
  await ingest(on.db, events, { importId: 0 });
  await ingest(other, events.slice(0, 50), { importId: 0 });
  await applyRetention(other, "system", NOW);
  assert.equal(await on.db.event.count(), 0);
  await emptied(on.db);
  await on.db.$executeRaw`update retention set log_from = null`;
  await ingest(on.db, events, { importId: 0 });
  await ingest(other, events, { importId: 0 });
  assert.deepEqual(differences(await stateOf(on.db), expectedState(live(events))), []);
});

test("one takes back what gave the other its numbers, and both go on", async () => {
  const data = { source: "acs", name: "log.jsonl", startedBy: "Ann", startedAt: NOW, state: "done" };
  const { id } = await on.db.import.create({ data });
  await ingest(on.db, events, { importId: id });
  await undoImport(other, id, "Ann", NOW);
  await Promise.all([
    ingest(on.db, events.slice(0, 250), { importId: 0 }),
    ingest(other, events.slice(150), { importId: 0 }),
  ]);
  assert.deepEqual(differences(await stateOf(on.db), expectedState(live(events))), []);
  assert.ok((await verify(other)).every((check) => check.wrong === 0));
});

test("both give a new name one number", async () => {
  const names = Array.from({ length: 200 }, (_, n) => `new${n}.example`);
  const both = await Promise.all([domainNumbers(on.db, names), domainNumbers(other, names.toReversed())]);
  assert.deepEqual(Object.fromEntries(both[0]), Object.fromEntries(both[1]));
  const senders = await Promise.all([senderNumbers(on.db, names), senderNumbers(other, names.toReversed())]);
  assert.deepEqual(Object.fromEntries(senders[0]), Object.fromEntries(senders[1]));
});
