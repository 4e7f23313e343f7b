import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { crowdedEvent } from "@/lib/testing-events";
import { ingest } from "./ingest";
import { testDatabase } from "./testing";
import { expectedState } from "./testing-oracle";
import { differences, emptied, stateOf } from "./testing-state";
import { rebuild, verify } from "./verify";

const events = fc.sample(crowdedEvent, { numRuns: 300, seed: 11 });
let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(async () => {
  await emptied(on.db);
  await ingest(on.db, events, { importId: 0 });
});

const wrong = async () => (await verify(on.db)).filter((check) => check.wrong > 0).map((check) => check.name);

test("what ingest wrote is found right, and how much was looked at is told", async () => {
  const checks = await verify(on.db);
  assert.deepEqual(await wrong(), []);
  const state = expectedState(events.map((event) => ({ event, importId: 0 })));
  const looked = Object.fromEntries(checks.map(({ name, checked }) => [name, checked]));
  assert.deepEqual(looked, {
    delivery: state.delivery.length,
    per_quarter: state.quarter.length,
    per_code: state.code.length,
    per_domain: state.domain.length,
    per_quarter_all: state.allSenders.length,
    per_quarter_domain: state.senderDomain.length,
    per_provider: state.provider.length,
    recipient_domain: await on.db.recipientDomain.count(),
    lease: state.lease.length,
    audit_entry: 0,
  });
});

const damages: [string, string, string[]][] = [
  [
    "a count that is off",
    "update per_quarter set hard = hard + 1 where quarter = (select min(quarter) from per_quarter)",
    ["per_quarter", "per_quarter_all", "per_quarter_domain"],
  ],
  [
    "a row that is missing",
    "delete from per_code where ctid = (select min(ctid) from per_code)",
    ["per_code"],
  ],
  [
    "a row too many",
    "insert into per_domain values (1, 1, 1, 0, 1, 0, 0, 0, 0)",
    ["per_domain", "per_provider"],
  ],
  [
    "a sum that is off",
    "update per_quarter_all set soft = soft + 1 where quarter = (select min(quarter) from per_quarter_all)",
    ["per_quarter_all"],
  ],
  [
    "a domain at its former provider",
    "update recipient_domain set provider = 'Others' where provider = 'Gmail'",
    ["per_provider", "recipient_domain"],
  ],
  ["a lease let go", "update lease set until = until - interval '1 hour'", ["lease"]],
  ["a lease gone", "delete from lease", ["lease"]],
  ["a lease from nothing", "insert into lease (address, recipient, domain) values (1, '', '')", ["lease"]],
  [
    "a delivery gone",
    "delete from delivery where address = (select min(address) from delivery)",
    ["delivery", "per_quarter", "per_code", "per_domain"],
  ],
  [
    "a delivery glossed over",
    "update delivery set verdict = 0 where verdict = (select max(verdict) from delivery)",
    ["delivery", "per_quarter", "per_code", "per_domain"],
  ],
];
for (const [name, damage, found] of damages) {
  test(`finds ${name} and puts it right`, async () => {
    await on.db.$executeRawUnsafe(damage);
    assert.deepEqual(await wrong(), found);
    await rebuild(on.db);
    assert.deepEqual(await wrong(), []);
    const want = expectedState(events.map((event) => ({ event, importId: 0 })));
    assert.deepEqual(differences(await stateOf(on.db), want), []);
  });
}

test("rebuilding is exact while others ingest the same deliveries, and while another rebuilds", async () => {
  const more = fc.sample(crowdedEvent, { numRuns: 1_200, seed: 12 });
  for (const table of [
    "per_quarter",
    "per_code",
    "per_domain",
    "per_quarter_all",
    "per_quarter_domain",
    "per_provider",
  ])
    await on.db.$executeRawUnsafe(`delete from ${table}`);
  await on.db.$executeRawUnsafe("insert into per_domain values (1, 1, 1, 0, 1, 0, 0, 0, 0)");
  const writing = async (from: number) => {
    for (let i = from; i < more.length; i += 80) await ingest(on.db, more.slice(i, i + 40), { importId: 0 });
  };
  await Promise.all([writing(0), writing(40), rebuild(on.db), rebuild(on.db)]);
  assert.deepEqual(await wrong(), []);
  const want = expectedState([...events, ...more].map((event) => ({ event, importId: 0 })));
  assert.deepEqual(differences(await stateOf(on.db), want), []);
});
