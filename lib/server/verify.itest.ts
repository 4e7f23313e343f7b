import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { crowdedEvent } from "@/lib/testing-events";
import { poolOf } from "./database";
import { packDomainDays } from "./domain-days";
import { ingest } from "./ingest";
import { recountRecency } from "./recency";
import { testDatabase } from "./testing";
import { expectedState } from "./testing-oracle";
import { differences, emptied, stateOf } from "./testing-state";
import { rebuild, verify } from "./verify";

const events = fc.sample(crowdedEvent, { numRuns: 300, seed: 11 });
/** When every day of them is over. */
const AFTERWARDS = new Date(Date.UTC(2100, 0));
let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(async () => {
  await emptied(on.db);
  await ingest(on.db, events, { importId: 0 });
  while ((await recountRecency(on.db, new Date())) > 0);
  await packDomainDays(on.db, AFTERWARDS);
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
    per_campaign: state.campaign.length,
    per_reading: state.reading.length,
    per_reading_all: state.readingAll.length,
    per_reading_provider: state.readingProvider.length,
    ...{ per_dmarc: 0, per_dmarc_day: 0, per_tls: 0 },
    recipient_domain: await on.db.recipientDomain.count(),
    per_recency: await on.db.perRecency.count(),
    domain_day: new Set(state.domain.map((line) => line.split("|")[0])).size,
    lease: state.lease.length,
    soft_entry: 0,
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
    ["per_domain", "per_provider", "domain_day"],
  ],
  [
    "a packed day that is off",
    "update domain_day set packed = packed || '0' where day = (select min(day) from domain_day)",
    ["domain_day"],
  ],
  [
    "a sum that is off",
    "update per_quarter_all set soft = soft + 1 where quarter = (select min(quarter) from per_quarter_all)",
    ["per_quarter_all"],
  ],
  [
    "a domain at its former provider",
    "update recipient_domain set provider = 'Others' where provider = 'Gmail'",
    ["per_provider", "per_reading_provider", "recipient_domain"],
  ],
  [
    "a reader that is off",
    "update per_reading set n = n + 1 where quarter = (select min(quarter) from per_reading)",
    ["per_reading", "per_reading_all"],
  ],
  [
    "a click forgotten",
    "update delivery set clicks = null, opened_at = null where clicks is not null",
    ["delivery", "per_reading", "per_reading_provider", "per_recency"],
  ],
  [
    "a mail in another cohort",
    "update per_recency set cohort = 1 - cohort where day = (select max(day) from per_recency where cohort < 2) and cohort < 2",
    ["per_recency"],
  ],
  [
    "a cohort forgotten",
    "delete from per_recency where day = (select min(day) from per_recency)",
    ["per_recency"],
  ],
  ["a lease let go", "update lease set until = until - interval '1 hour'", ["lease"]],
  ["a lease gone", "delete from lease", ["lease"]],
  ["a lease from nothing", "insert into lease (address, recipient, domain) values (1, '', '')", ["lease"]],
  [
    "every delivery gone",
    "delete from delivery",
    [
      "delivery",
      "per_quarter",
      "per_code",
      "per_domain",
      "per_campaign",
      "per_reading",
      "per_reading_provider",
      "per_recency",
    ],
  ],
  [
    "a delivery glossed over",
    "update delivery set verdict = 0 where verdict = (select max(verdict) from delivery)",
    ["delivery", "per_quarter", "per_code", "per_domain", "per_campaign", "per_recency"],
  ],
  [
    "a campaign forgotten",
    "update delivery set campaign = null where campaign is not null",
    ["delivery", "per_campaign"],
  ],
  [
    "a count of a campaign that is off",
    "update per_campaign set delivered = delivered + 1 where day = (select min(day) from per_campaign)",
    ["per_campaign"],
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
    "per_campaign",
    "per_reading",
    "per_reading_all",
    "per_reading_provider",
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

test("the migration that brought more counts counts what was there before it", async () => {
  const columns = ["deferred", "asynchronous", "unsubscribed"];
  const drop = (names: string[]) => names.map((name) => `drop column ${name}`).join(", ");
  for (const table of ["per_quarter", "per_quarter_all", "per_quarter_domain"])
    await on.db.$executeRawUnsafe(`alter table ${table} ${drop(["deferred"])}`);
  for (const table of ["per_domain", "per_provider"])
    await on.db.$executeRawUnsafe(`alter table ${table} ${drop(columns)}`);
  const file = path.resolve("prisma/migrations/20261128062000_more_counts/migration.sql");
  await poolOf(on.db).query(readFileSync(file, "utf8"));
  assert.deepEqual(await wrong(), []);
  const [sum] = await on.db.$queryRaw<object[]>`
    select sum(deferred) > 0 as deferred, sum(asynchronous) > 0 as asynchronous, sum(unsubscribed) > 0 as unsubscribed
    from per_provider`;
  assert.deepEqual(sum, { deferred: true, asynchronous: true, unsubscribed: true });
});
