import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addDays, localDays } from "@/lib/core/buckets";
import type { Counts } from "@/lib/core/metrics";
import { packDomainDays } from "@/lib/server/domain-days";
import type { PrismaClient } from "@/prisma/generated/client";
import { domainDays } from "./by-domain";
import { senderIds } from "./senders";
import { noCounts } from "./sliced";
import { slices, slicesQuery } from "./slices";
import { bookshop, NOW } from "./testing-bookshop";
import { COUNTS, SENDERS, TO, within, ZONES } from "./testing-counted";

// Counts by recipient domain from packed days, from rows and from both, against figures counted by other means.

const FROM = "2026-10-16";
const DAYS = 13;

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
});
after(() => drop?.());

const STATES: [string, () => Promise<unknown>][] = [
  ["no day packed", () => db.$executeRaw`update domain_day set packed = null, packed_version = null`],
  ["some days packed", () => packDomainDays(db, new Date(NOW), 7)],
  ["all but today packed", () => packDomainDays(db, new Date(NOW))],
];

for (const [state, prepare] of STATES)
  for (const tz of ZONES)
    test(`each domain: ${state}, ${tz}`, async () => {
      await prepare();
      const [days] = [localDays(FROM, TO, tz)];
      const time = { start: days[0]!.start, end: days.at(-1)!.end };
      const names = new Map((await db.recipientDomain.findMany()).map(({ id, name }) => [id, name]));
      for (const sender of SENDERS) {
        const rows = await db.$queryRaw<(Counts & { name: string })[]>`
          select domain_name as name, ${COUNTS} from ${within(tz, FROM, TO, sender)} where outcome > 2 group by 1`;
        const counted = await domainDays(db, time, await senderIds(db, sender)).counts(time);
        assert.ok(rows.length > 3);
        assert.deepEqual(
          new Map([...counted.keys()].map((id) => [names.get(id), counted.get(id)])),
          new Map(
            [...counted.keys()].map((id) => {
              const { name, ...counts } = rows.find((row) => row.name === names.get(id))!;
              return [name, counts];
            }),
          ),
        );
        assert.equal([...counted.keys()].length, rows.length);
      }
    });

for (const [state, prepare] of STATES)
  test(`the busiest domains by UTC day: ${state}`, async () => {
    await prepare();
    const busiest = await db.$queryRaw<{ id: number; name: string }[]>`
      select id, name from recipient_domain order by (select sum(delivered) from per_domain where domain = id) desc nulls last
      limit 5`;
    for (const sender of SENDERS) {
      const rows = await db.$queryRaw<(Counts & { name: string; day: string })[]>`
        select domain_name as name, local::date::text as day, ${COUNTS} from ${within("UTC", FROM, TO, sender)}
        where outcome > 2 group by 1, 2`;
      const senders = await senderIds(db, sender);
      const [first] = localDays(FROM, FROM, "UTC");
      const time = { start: first!.start, end: first!.start + DAYS * 86_400_000 };
      const counted = await domainDays(db, time, senders).byDay(
        { from: FROM, days: DAYS },
        busiest.map(({ id }) => id),
      );
      for (const { id, name } of busiest)
        for (const [i, counts] of counted.get(id)!.entries()) {
          const row = rows.find((one) => one.name === name && one.day === addDays(FROM, i));
          const { name: _, day: __, ...expected } = row ?? { ...noCounts(), name: "", day: "" };
          assert.deepEqual(counts, expected, `${name} ${i}`);
        }
    }
  });

test("the table of domains says the same from packed days as from rows", async () => {
  const filter = { from: FROM, to: TO, tz: "Asia/Kolkata", sender: null, preset: null };
  const answers = [];
  for (const [, prepare] of STATES) {
    await prepare();
    answers.push(await slices(db, filter, slicesQuery.parse({ by: "domain", metric: "delivered" }), NOW));
  }
  assert.ok(answers[0]!.rows.length > 10);
  assert.deepEqual(answers[1], answers[0]);
  assert.deepEqual(answers[2], answers[0]);
});
