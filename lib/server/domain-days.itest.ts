import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { crowdedEvent } from "@/lib/testing-events";
import { packDomainDays, packedDays } from "./domain-days";
import { ingest } from "./ingest";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";
import { verify } from "./verify";

const DAY = 86_400_000;
const LATER = new Date(Date.UTC(2100, 0));
const [FIRST, LAST] = [0, LATER.getTime() / DAY];

const events = fc.sample(crowdedEvent, { numRuns: 400, seed: 21 });
let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
});
after(() => on?.drop());
beforeEach(() => emptied(on.db));

const days = () => packedDays(on.db, FIRST, LAST);
const packed = async () => [...(await days())].filter(([, bytes]) => bytes).map(([day]) => day);
const found = async () => (await verify(on.db)).find(({ name }) => name === "domain_day")!;

test("a day is packed when it is over, and not once more until it changes", async () => {
  await ingest(on.db, events, { importId: 0 });
  const all = [...(await days()).keys()].sort((a, b) => a - b);
  assert.ok(all.length > 2, "the events lie on several days");
  const last = all.at(-1)!;
  assert.equal(await packDomainDays(on.db, new Date((last + 0.5) * DAY)), 0);
  assert.deepEqual(
    (await packed()).sort((a, b) => a - b),
    all.slice(0, -1),
  );
  const before = await on.db.$queryRaw`select xmin::text, day from domain_day order by day`;
  await packDomainDays(on.db, new Date((last + 0.5) * DAY));
  assert.deepEqual(await on.db.$queryRaw`select xmin::text, day from domain_day order by day`, before);
});

test("what changes a day takes its packed rows out of use at once, those of no other day", async () => {
  await ingest(on.db, events, { importId: 0 });
  await packDomainDays(on.db, LATER);
  const before = new Set(await packed());
  const delivered = events.find(({ kind, recipient }) => kind === "delivered" && recipient !== "")!;
  const late = { ...delivered, messageId: "another mail" };
  await ingest(on.db, [late], { importId: 0 });
  const stale = [...(await days())].filter(([, bytes]) => !bytes).map(([day]) => day);
  assert.deepEqual(stale, [Math.floor(late.at / DAY)]);
  assert.deepEqual(new Set([...(await packed()), ...stale]), new Set([...before, ...stale]));
  await packDomainDays(on.db, LATER);
  assert.equal((await found()).wrong, 0);
  assert.equal((await found()).checked, (await days()).size);
});

test("so many at once, the newest first, the rest the next time", async () => {
  await ingest(on.db, events, { importId: 0 });
  const all = [...(await days()).keys()].sort((a, b) => b - a);
  assert.equal(await packDomainDays(on.db, LATER, 1), all.length - 1);
  assert.deepEqual(await packed(), all.slice(0, 1));
  assert.equal(await packDomainDays(on.db, LATER), 0);
});

test("packing while others ingest the same days: whatever counts as packed is right", async () => {
  let writing = true;
  const write = async (from: number) => {
    for (let i = from; i < events.length; i += 20)
      await ingest(on.db, events.slice(i, i + 10), { importId: 0 });
  };
  const keepPacking = async () => {
    while (writing) {
      await packDomainDays(on.db, LATER);
      assert.equal((await found()).wrong, 0);
    }
  };
  const packing = keepPacking();
  await Promise.all([write(0), write(10)]);
  writing = false;
  await packing;
  await packDomainDays(on.db, LATER);
  assert.deepEqual(await found(), {
    ...{ name: "domain_day", checked: (await days()).size, wrong: 0, unchecked: 0 },
  });
});

test("bytes that were read once are not fetched again at the same version", async () => {
  await ingest(on.db, events, { importId: 0 });
  await packDomainDays(on.db, LATER);
  const first = await days();
  await on.db.$executeRaw`update domain_day set packed = 'lost'`;
  assert.deepEqual(await days(), first);
});
