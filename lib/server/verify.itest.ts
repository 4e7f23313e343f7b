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
    lease: state.lease.length,
    audit_entry: 0,
  });
});

const damages: [string, string, string[]][] = [
  [
    "a count that is off",
    "update per_quarter set hard = hard + 1 where quarter = (select min(quarter) from per_quarter)",
    ["per_quarter"],
  ],
  [
    "a row that is missing",
    "delete from per_code where ctid = (select min(ctid) from per_code)",
    ["per_code"],
  ],
  ["a row too many", "insert into per_domain values (1, 1, 1, 0, 1, 0, 0, 0, 0)", ["per_domain"]],
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
