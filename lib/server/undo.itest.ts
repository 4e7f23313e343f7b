import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import { crowdedEvent } from "@/lib/testing-events";
import { ingest, quarantine } from "./ingest";
import { testDatabase, waitingForLocks } from "./testing";
import { expectedState } from "./testing-oracle";
import { differences, emptied, stateOf } from "./testing-state";
import { undoImport } from "./undo";
import { verify } from "./verify";

const NOW = new Date("2026-03-01T09:00:00Z");
let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(() => emptied(on.db));

async function importOf(events: MailEvent[], state = "done"): Promise<number> {
  const { id } = await on.db.import.create({
    data: { source: "acs", name: "log.jsonl", startedBy: "admin@example.org", startedAt: NOW, state },
  });
  await ingest(on.db, events, { importId: id });
  return id;
}

const undo = (id: number) => undoImport(on.db, id, "admin@example.org", NOW);

test("undoing A leaves what B and the live route brought; undoing both leaves the live route", async () => {
  const some = fc.array(crowdedEvent, { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(some, some, some, async (live, a, b) => {
      await emptied(on.db);
      await ingest(on.db, live, { importId: 0 });
      const first = await importOf(a);
      const second = await importOf(b);
      const lived = live.map((event) => ({ event, importId: 0 }));
      await undo(first);
      const kept = [...lived, ...b.map((event) => ({ event, importId: second }))];
      assert.deepEqual(differences(await stateOf(on.db), expectedState(kept)), []);
      await undo(second);
      assert.deepEqual(differences(await stateOf(on.db), expectedState(lived)), []);
    }),
    { numRuns: 15, seed: 5 },
  );
});

test("undo waits for a batch under way and folds what it brought", async () => {
  const [event] = fc.sample(crowdedEvent, { numRuns: 1, seed: 1 });
  // By the webhook: a report by mail dates no delivery, and so counts nowhere alone.
  const delivered: MailEvent = {
    ...event!,
    ...{ recipient: "jo@gmail.com", kind: "delivered", route: "webhook" },
  };
  const bounced: MailEvent = { ...delivered, kind: "hard", at: delivered.at + 1 };
  const id = await importOf([delivered]);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding = on.db.$transaction(async (tx) => {
    await tx.$queryRaw`select from per_quarter for update`;
    await held;
  });
  const writing = ingest(on.db, [bounced], { importId: 0 });
  await waitingForLocks(on.db); // its delivery and its log row are written, not yet committed
  const undoing = undo(id);
  await waitingForLocks(on.db, 2);
  release();
  await Promise.all([holding, writing, undoing]);
  assert.deepEqual(differences(await stateOf(on.db), expectedState([{ event: bounced, importId: 0 }])), []);
});

test("undo is exact while others ingest the same deliveries", async () => {
  const sample = (seed: number) =>
    fc
      .sample(crowdedEvent, { numRuns: 3_000, seed })
      .map((event, i) => ({ ...event, messageId: `${i % 400}` }));
  const [taken, kept, live] = [sample(1), sample(2), sample(3)];
  const [id, other] = [await importOf(taken), await importOf([])];
  const writing = async (events: MailEvent[], importId: number) => {
    for (let i = 0; i < events.length; i += 100) await ingest(on.db, events.slice(i, i + 100), { importId });
  };
  await Promise.all([undo(id), undo(id), writing(kept, other), writing(live, 0)]);
  const claims = [
    ...kept.map((event) => ({ event, importId: other })),
    ...live.map((event) => ({ event, importId: 0 })),
  ];
  assert.deepEqual(differences(await stateOf(on.db), expectedState(claims)), []);
  assert.deepEqual(
    (await verify(on.db)).filter((check) => check.wrong > 0),
    [],
  );
});

test("the import's row stays, its quarantine goes, and the trail says who", async () => {
  const id = await importOf(fc.sample(crowdedEvent, { numRuns: 5, seed: 1 }));
  await quarantine(
    on.db,
    [{ line: 3, reason: "No recipient.", raw: "{}" }],
    { importId: id, source: "acs" },
    NOW,
  );
  await undo(id);
  assert.equal((await on.db.import.findUnique({ where: { id } }))?.state, "undone");
  assert.equal(await on.db.quarantine.count(), 0);
  const entry = await on.db.auditEntry.findFirst({ orderBy: { id: "desc" } });
  assert.deepEqual(
    [entry?.actor, entry?.action, entry?.subject],
    ["admin@example.org", "import.undo", String(id)],
  );
});

test("what was broken off is finished; what cannot be undone is refused", async () => {
  const events = fc.sample(crowdedEvent, { numRuns: 20, seed: 4 });
  const broken = await importOf(events, "undoing");
  await undo(broken);
  assert.deepEqual(differences(await stateOf(on.db), expectedState([])), []);
  const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  await assert.rejects(undo(broken), refused("conflict"));
  await assert.rejects(undo(await importOf(events, "running")), refused("conflict"));
  await assert.rejects(undo(9_999), refused("not-found"));
  await assert.rejects(undo(0), refused("not-found"));
});
