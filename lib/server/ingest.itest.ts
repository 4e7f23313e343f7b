import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { random } from "@/lib/core/demo/random";
import type { MailEvent } from "@/lib/core/events";
import { batches, crowdedEvent, shuffled } from "@/lib/testing-events";
import { onCluster } from "./cluster";
import { openDatabase, poolOf } from "./database";
import { ingest } from "./ingest";
import { ingestStatement } from "./ingest.sql";
import { SEEN } from "./rollups";
import { testDatabase } from "./testing";
import { expectedState } from "./testing-oracle";
import { differences, emptied, stateOf } from "./testing-state";
import { verify } from "./verify";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(() => emptied(on.db));

const crowd = (count: number, seed: number): MailEvent[] => fc.sample(crowdedEvent, { numRuns: count, seed });

test("any order, any batches, any repeats: the same state", async () => {
  const events = crowd(120, 7);
  const want = expectedState(events.map((event) => ({ event, importId: 0 })));
  for (let round = 0; round < 8; round++) {
    await emptied(on.db);
    const { next } = random(round);
    const repeated = shuffled([...events, ...events.filter(() => next() < 0.3)], next);
    for (const batch of batches(repeated, [3, 10, 40, 400][round % 4]!, next)) {
      await ingest(on.db, batch, { importId: 0 });
    }
    assert.deepEqual(differences(await stateOf(on.db), want), [], `round ${round}`);
  }
});

test("four writers, by two imports and live, every event twice: as if one had brought them in order", async () => {
  const origins = [0, 1, 2];
  const claims = origins.flatMap((importId) =>
    crowd(1_500, importId + 1).map((event) => ({ event, importId })),
  );
  const { next } = random(3);
  const jobs = origins.flatMap((importId) => {
    const events = claims.filter((claim) => claim.importId === importId).map((claim) => claim.event);
    const twice = [...batches(events, 400, next), ...batches(shuffled(events, next), 400, next)];
    return twice.map((batch) => ({ batch, importId }));
  });
  const queue = shuffled(jobs, next);
  const writers = Array.from({ length: 4 }, () => openDatabase(on.url, 2));
  await Promise.all(
    writers.map(async (db) => {
      for (let job = queue.pop(); job; job = queue.pop()) await ingest(db, job.batch, job);
      await db.$disconnect();
    }),
  );
  assert.deepEqual(differences(await stateOf(on.db), expectedState(claims)), []);
  assert.deepEqual(
    (await verify(on.db)).filter((check) => check.wrong > 0),
    [],
  );
});

test("late are accepted events that are more than a day older than their arrival; of a file none are", async () => {
  const arrived = new Date(Date.UTC(2026, 5, 10));
  const event = (messageId: string, hours: number): MailEvent => ({
    ...crowd(1, 1)[0]!,
    ...{ messageId, recipient: "jo@gmail.com", kind: "delivered", at: arrived.getTime() - hours * 3_600_000 },
  });
  const events = [event("a", 1), event("b", 24), event("c", 25), event("d", 90)];
  const late = async (some: MailEvent[], of: { importId: number; arrived?: Date }) =>
    (await ingest(on.db, some, of)).late;
  assert.equal(await late(events.slice(0, 3), { importId: 0, arrived }), 1);
  assert.equal(await late(events, { importId: 0, arrived }), 1, "what was known is not late again");
  await emptied(on.db);
  assert.equal(await late(events, { importId: 1 }), 0);
});

test("accepted are events that no import brought before by that route", async () => {
  const event = (changes: Partial<MailEvent>): MailEvent => ({
    ...crowd(1, 1)[0]!,
    recipient: "jo@gmail.com",
    ...changes,
  });
  const bring = async (importId: number, ...events: MailEvent[]) => {
    const { accepted, duplicates } = await ingest(on.db, events, { importId });
    return { accepted, duplicates };
  };
  const first = event({ messageId: "a", kind: "delivered", route: "log", at: Date.UTC(2026, 5, 1) });
  assert.deepEqual(await bring(1, first, first), { accepted: 1, duplicates: 1 });
  assert.deepEqual(await bring(1, first), { accepted: 0, duplicates: 1 });
  assert.deepEqual(await bring(2, first), { accepted: 0, duplicates: 1 }, "another import");
  assert.deepEqual(
    await bring(0, { ...first, route: "webhook" }),
    { accepted: 1, duplicates: 0 },
    "another route",
  );
  assert.deepEqual(
    await bring(2, { ...first, kind: "opened" }),
    { accepted: 1, duplicates: 0 },
    "another kind",
  );
  assert.deepEqual(
    await bring(2, { ...first, at: first.at + 1 }),
    { accepted: 1, duplicates: 0 },
    "another instant",
  );
  const better = { ...first, kind: "hard" as const, enhanced: "", reply: 0 };
  assert.deepEqual(await bring(3, better), { accepted: 1, duplicates: 0 });
  assert.deepEqual(
    await bring(3, { ...better, enhanced: "5.1.1" }),
    { accepted: 0, duplicates: 1 },
    "said better",
  );
  assert.deepEqual(await bring(4), { accepted: 0, duplicates: 0 }, "nothing at all");
});

test("one import that brings the same events over several connections counts each once", async () => {
  const events = crowd(400, 9);
  const counts = await Promise.all(Array.from({ length: 4 }, () => ingest(on.db, events, { importId: 5 })));
  const accepted = counts.reduce((sum, count) => sum + count.accepted, 0);
  assert.equal(accepted, expectedState(events.map((event) => ({ event, importId: 5 }))).log.length);
});

test("text that PostgreSQL or JSON cannot hold stops nothing", async () => {
  const [event] = crowd(1, 2);
  const text = 'quotes " and \\ , {braces} NULL \0 \ud800 end';
  const strange = {
    ...event!,
    kind: "soft" as const,
    recipient: `"a b\0"@gmail.com`,
    messageId: text,
    detail: { text },
  };
  await ingest(on.db, [strange, { ...strange, recipient: "NULL" }], { importId: 0 });
  const [row] = await on.db.event.findMany({ where: { recipient: { contains: "gmail" } } });
  assert.equal(row?.messageId, text.replace("\0", "\ufffd").toWellFormed());
  assert.deepEqual(row?.detail, { text: row?.messageId });
  assert.equal(row?.recipient, '"a b\ufffd"@gmail.com');
  assert.equal(await on.db.delivery.count({ where: { recipient: "NULL" } }), 1);
});

/** Faults that the statement of a batch could have, each in the words of the statement. */
const MUTANTS: [fault: string, from: string, to: string][] = [
  ["the old time is taken from the event", "was_at = d.at", "was_at = excluded.at"],
  ["the old verdict is taken from the event", "was_verdict = d.verdict", "was_verdict = excluded.verdict"],
  ["what was seen is overwritten", "seen = d.seen | excluded.seen", "seen = excluded.seen"],
  ["the last verdict wins", "verdict = greatest(d.verdict, excluded.verdict)", "verdict = excluded.verdict"],
  ["the last time wins", "at = least(d.at, excluded.at)", "at = excluded.at"],
  ["what a delivery was is not taken off", "was_seen, -1 from up", "was_seen, 0 from up"],
  ["the last open wins", "greatest(d.opened_at, excluded.opened_at),", "excluded.opened_at,"],
  ["clicks are overwritten", "join_clicks(d.clicks, excluded.clicks)\n", "excluded.clicks\n"],
  ["who had read it is not taken off", `was_seen = ${SEEN("d.")}`, "was_seen = d.seen"],
  [
    "the log keeps the first report of an instant",
    "verdict = greatest(e.verdict, excluded.verdict)",
    "verdict = e.verdict",
  ],
];

for (const [fault, from, to] of MUTANTS) {
  test(`the tests above would see it if ${fault}`, async (t) => {
    const statement = ingestStatement(await onCluster(on.db));
    const mutant = statement.replace(from, to);
    assert.notEqual(mutant, statement, "the statement has other words now");
    const pool = poolOf(on.db);
    const query = pool.query.bind(pool) as (asked: unknown, values: unknown) => unknown;
    let run = 0;
    t.mock.method(pool, "query", (asked: { text?: string; values?: unknown }, values: unknown) => {
      if (asked.text !== statement) return query(asked, values);
      run++;
      return query(mutant, asked.values);
    });
    const events = crowd(1_500, 7);
    for (const batch of batches(events, 60, random(1).next)) await ingest(on.db, batch, { importId: 0 });
    assert.ok(run > 0, "the statement is run in another way now");
    const want = expectedState(events.map((event) => ({ event, importId: 0 })));
    assert.notDeepEqual(differences(await stateOf(on.db), want), []);
  });
}
