import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { mail, mailQuery } from "./mail";
import { bookshop, NOW } from "./testing-bookshop";
import { NAMES, SENDERS, TO, within } from "./testing-counted";
import { trend } from "./trend";

// The way from a figure to its mail: as many as it says, each once.

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
});
after(() => drop?.());

const IS: Record<string, Prisma.Sql> = {
  failures: Prisma.sql`outcome > 4`,
  delivered: Prisma.sql`outcome = 4`,
  deferred: Prisma.sql`outcome > 3 and 2 = any(kinds)`,
  complaints: Prisma.sql`outcome > 2 and 11 = any(kinds)`,
  asynchronous: Prisma.sql`outcome > 4 and 4 = any(kinds)`,
};

test("mail behind a figure: walking the pages meets each delivery once, as many as the figure says", async () => {
  for (const [metric, is] of Object.entries(IS))
    for (const [by, of] of [
      [undefined, undefined],
      ["provider", "Outlook"],
      ["domain", "gmail.com"],
      ["code", "5.1.1"],
    ] as const) {
      if (by === "code" && metric !== "failures") continue;
      for (const sender of by ? [null] : SENDERS) {
        const filter = { from: "2026-10-24", to: "2026-10-27", tz: "Asia/Kolkata", sender, preset: null };
        const seen = new Set<string>();
        const times: number[] = [];
        let cursor: string | undefined;
        let total = 0;
        do {
          const page = await mail(db, filter, mailQuery.parse({ metric, by, of, cursor }));
          for (const row of page.rows) {
            seen.add(`${row.address} ${row.message}`);
            times.push(row.at);
          }
          total = page.total;
          cursor = page.next ?? undefined;
        } while (cursor);
        const [row] = await db.$queryRaw<{ n: number }[]>`
        select count(*)::int as n from ${within(filter.tz, filter.from, filter.to, sender)}
        where ${is} ${by && of ? Prisma.sql`and ${NAMES[by]} = ${of}` : Prisma.empty}`;
        assert.deepEqual(
          [seen.size, times.length, total],
          [row!.n, row!.n, row!.n],
          `${metric} ${of} ${sender}`,
        );
        assert.ok(times.every((at, i) => i === 0 || at <= times[i - 1]!));
      }
    }
});

test("mail behind one point of a chart", async () => {
  const filter = { from: "2026-10-20", to: TO, tz: "Europe/Berlin", sender: null, preset: null };
  const { buckets } = await trend(db, filter, { grain: "day" }, NOW);
  for (const { start, end, counts } of buckets) {
    const { total } = await mail(db, filter, mailQuery.parse({ metric: "hard", since: start, until: end }));
    assert.equal(total, counts.hard);
  }
  const slice = { by: "provider", of: "Outlook" } as const;
  const sliced = await trend(db, filter, { grain: "day", ...slice }, NOW);
  for (const { start, end, counts } of sliced.buckets) {
    const page = await mail(
      db,
      filter,
      mailQuery.parse({ metric: "deferred", ...slice, since: start, until: end }),
    );
    assert.equal(page.total, counts.deferred);
  }
});
