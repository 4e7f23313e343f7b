import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { REPORTING } from "@/lib/core/complaint-sources";
import { providerOf } from "@/lib/core/provider";
import { emptyTotals, type Totals } from "@/lib/core/totals";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { bounces } from "./bounces";
import { codes } from "./codes";
import { complaintCoverage } from "./complaints";
import { daily } from "./daily";
import { events } from "./events";
import { providers } from "./providers";
import { type SeriesDay, series } from "./series";
import { span } from "./span";
import { bookshop, NOW } from "./testing-bookshop";

// Every report against figures counted from the deliveries by other means: PostgreSQL's own rules for zones.

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
});
after(() => drop?.());

const ZONES = ["UTC", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];
const SENDERS = [null, "marlow.example", "news@club.marlow.example", "nobody@nowhere.example"];
/** Covers the 25th, on which Berlin has 25 hours. */
const SPAN = { from: "2026-10-16", to: "2026-10-29", preset: null };

/** Deliveries of a span of local days. */
const within = (tz: string, from: string, to: string, sender: string | null): Prisma.Sql => Prisma.sql`
  (select d.*, (d.at at time zone 'UTC' at time zone ${tz})::date::text as day, rank_of(verdict) as outcome
   from delivery d left join sender s on s.id = d.sender
   where (d.at at time zone 'UTC' at time zone ${tz})::date between ${from}::date and ${to}::date
     and (${sender}::text is null or s.name = ${sender} or s.domain = ${sender})) as d`;

async function recount(
  tz: string,
  from: string,
  to: string,
  sender: string | null,
): Promise<Map<string, Totals>> {
  const rows = await db.$queryRaw<(Totals & { day: string })[]>`
    select day,
      (count(*) filter (where outcome between 3 and 7))::int as attempted,
      (count(*) filter (where outcome between 4 and 7))::int as sent,
      (count(*) filter (where outcome = 4))::int as delivered, (count(*) filter (where outcome = 7))::int as hard,
      (count(*) filter (where outcome = 5))::int as soft, (count(*) filter (where outcome = 6))::int as spam,
      (count(*) filter (where outcome = 3))::int as suppressed, (count(*) filter (where outcome < 3))::int as pending,
      (count(*) filter (where outcome > 3 and exists
        (select 1 from event e where e.address = d.address and e.message = d.message and e.kind = 2)))::int as deferred,
      (count(*) filter (where outcome > 4 and exists
        (select 1 from event e where e.address = d.address and e.message = d.message and e.kind = 4)))::int as asynchronous,
      ${Prisma.join(
        [
          ["opened", 9],
          ["clicked", 10],
          ["complained", 11],
          ["unsubscribed", 12],
        ].map(
          ([name, kind]) => Prisma.sql`(count(*) filter (where exists (select 1 from event e
            where e.address = d.address and e.message = d.message and e.kind = ${kind})))::int as ${Prisma.raw(String(name))}`,
        ),
      )}
    from ${within(tz, from, to, sender)} group by 1`;
  return new Map(rows.map(({ day, ...totals }) => [day, totals]));
}

const countsOf = ({ day: _, incomplete: __, noData: ___, ...counts }: SeriesDay): Totals => counts;

for (const tz of ZONES)
  for (const sender of SENDERS)
    test(`series and daily: ${tz}, ${sender ?? "all senders"}`, async () => {
      const report = await series(db, { ...SPAN, tz, sender }, NOW);
      const expected = await recount(tz, "2026-10-02", SPAN.to, sender);
      const days = [...report.before, ...report.days];
      assert.deepEqual(
        [days[0]?.day, report.days[0]?.day, days.at(-1)?.day, days.length],
        ["2026-10-02", SPAN.from, SPAN.to, 28],
      );
      for (const day of days) {
        assert.deepEqual(countsOf(day), expected.get(day.day) ?? emptyTotals(), day.day);
        assert.equal(day.noData, !expected.has(day.day), day.day);
      }
      const attempted = report.days.reduce((sum, day) => sum + day.attempted, 0);
      assert.equal(report.total.attempted, attempted);
      assert.equal(attempted > 0, sender !== "nobody@nowhere.example");

      const rows = await daily(db, { from: "2026-10-02", to: SPAN.to, tz, sender });
      assert.deepEqual(
        rows.map(({ day, complaints, opens, clicks, ...counts }) => ({
          day,
          complaints,
          opens,
          clicks,
          ...counts,
        })),
        [...expected]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, t]) => ({
            ...{ day, complaints: t.complained, opens: t.opened, clicks: t.clicked, attempted: t.attempted },
            ...{ delivered: t.delivered, hard: t.hard, soft: t.soft, spam: t.spam, suppressed: t.suppressed },
          })),
      );
    });

test("the day of the outage is a gap, and today is incomplete", async () => {
  const { days } = await series(db, { ...SPAN, from: "2026-10-10", tz: "UTC", sender: null }, NOW);
  assert.deepEqual(
    days.filter((day) => day.noData).map(({ day }) => day),
    ["2026-10-14"],
  );
  assert.deepEqual(
    days.filter((day) => day.incomplete).map(({ day }) => day),
    ["2026-10-29"],
  );
});

test("span: the local days of the first and the last delivery", async () => {
  for (const tz of ZONES) {
    const [row] = await db.$queryRaw<{ from: string; to: string }[]>`
      select min(at at time zone 'UTC' at time zone ${tz})::date::text as from,
        max(at at time zone 'UTC' at time zone ${tz})::date::text as to from delivery`;
    assert.deepEqual(await span(db, tz), row, tz);
  }
});

for (const tz of ZONES)
  for (const sender of [null, "club.marlow.example"])
    test(`codes and bounces: ${tz}, ${sender ?? "all senders"}`, async () => {
      const filter = { ...SPAN, tz, sender };
      const expected = await db.$queryRaw<{ code: string; class: string; n: number }[]>`
        select case when enhanced_of(verdict) > 0 then enhanced_of(verdict) / 1000000 || '.' ||
            enhanced_of(verdict) / 1000 % 1000 || '.' || enhanced_of(verdict) % 1000
          else reply_of(verdict)::text end as code,
          (array['soft', 'spam', 'hard'])[outcome - 4] as class, count(*)::int as n
        from ${within(tz, SPAN.from, SPAN.to, sender)} where outcome > 4 group by 1, 2 order by 3 desc, 1`;
      const report = await codes(db, filter, { by: "code" });
      assert.deepEqual(
        report.rows.map((row) => ({ code: row.code, class: row.class, n: row.count })),
        expected,
      );
      assert.equal(
        report.total,
        expected.reduce((sum, { n }) => sum + n, 0),
      );
      const byCategory = await codes(db, filter, { by: "category" });
      assert.equal(
        byCategory.rows.reduce((sum, row) => sum + row.count, 0),
        report.total,
      );

      assert.equal((await bounces(db, filter, {})).total, report.total);
      for (const { code, class: name, n } of expected) {
        const page = await bounces(db, filter, { code, class: name as "hard" });
        assert.equal(page.total, n, `${code} ${name}`);
      }
    });

test("the trend of a code counts by UTC day", async () => {
  const filter = { ...SPAN, tz: "UTC", sender: null };
  const { rows } = await codes(db, filter, { by: "code" });
  assert.ok(rows.length > 5);
  for (const row of rows)
    assert.equal(
      row.trend.reduce((sum, n) => sum + n, 0),
      row.count,
      row.code,
    );
});

test("bounces: walking the pages meets every bounce once, newest first", async () => {
  const filter = { ...SPAN, from: "2026-10-06", tz: "Asia/Kolkata", sender: null };
  const seen: { key: string; at: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await bounces(db, filter, { cursor });
    assert.ok(page.rows.length <= 50);
    seen.push(...page.rows.map(({ address, message, at }) => ({ key: `${address} ${message}`, at })));
    cursor = page.next ?? undefined;
  } while (cursor);
  const [row] = await db.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from ${within("Asia/Kolkata", filter.from, filter.to, null)} where outcome > 4`;
  assert.ok(seen.length > 100, `${seen.length} bounces make more than two pages`);
  assert.equal(seen.length, row?.n);
  assert.equal(new Set(seen.map(({ key }) => key)).size, seen.length);
  assert.ok(seen.every(({ at }, i) => i === 0 || at <= seen[i - 1]!.at));
});

test("events: walking the pages meets every row of the log once", async () => {
  const filter = { ...SPAN, from: "2026-10-25", to: "2026-10-25", tz: "Europe/Berlin", sender: null };
  for (const kind of ["hard", "suppressed", undefined] as const) {
    const seen = new Set<string>();
    let rows = 0;
    let cursor: string | undefined;
    do {
      const page = await events(db, filter, { kind, cursor });
      rows += page.rows.length;
      for (const row of page.rows) seen.add(JSON.stringify(row));
      cursor = page.next ?? undefined;
    } while (cursor);
    const [row] = await db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from event
      where (at at time zone 'UTC' at time zone 'Europe/Berlin')::date between ${filter.from}::date and ${filter.to}::date
        and (${kind ?? null}::text is null or kind = ${kind === "hard" ? 7 : 3})`;
    assert.equal(rows, row?.n);
    assert.equal(seen.size, rows);
  }
});

test("providers: by UTC day, the rest under one name", async () => {
  const filter = { ...SPAN, tz: "UTC", sender: null };
  const rows = await db.$queryRaw<{ name: string; day: string; outcome: number; n: number }[]>`
    select name, day, outcome, count(*)::int as n from ${within("UTC", SPAN.from, SPAN.to, null)}
    join recipient_domain r on r.id = d.domain where outcome > 2 group by 1, 2, 3`;
  const report = await providers(db, filter);
  const delivered = (are: (provider: string) => boolean) =>
    rows
      .filter(({ name, outcome }) => outcome === 4 && are(providerOf(name)))
      .reduce((sum, { n }) => sum + n, 0);
  const coverage = {
    delivered: delivered(() => true),
    covered: delivered((name) => Object.hasOwn(REPORTING, name)),
  };
  assert.deepEqual(report.coverage, coverage);
  assert.deepEqual(await complaintCoverage(db, filter), coverage);
  assert.ok(coverage.covered > 0 && coverage.covered < coverage.delivered);
  const named = report.rows.map(({ name }) => name);
  assert.equal(named.length, 6);
  assert.equal(named.at(-1), "All others");
  assert.ok(Math.abs(report.rows.reduce((sum, row) => sum + row.share!, 0) - 1) < 1e-9);
  for (const row of report.rows) {
    const own = rows.filter(
      ({ name }) => (named.includes(providerOf(name)) ? providerOf(name) : "All others") === row.name,
    );
    const count = (is: (one: (typeof rows)[number]) => boolean) =>
      own.filter(is).reduce((sum, { n }) => sum + n, 0);
    assert.equal(
      row.totals.attempted,
      count(() => true),
      row.name,
    );
    assert.equal(
      row.totals.suppressed,
      count(({ outcome }) => outcome === 3),
      row.name,
    );
    assert.equal(
      row.totals.hard,
      count(({ outcome }) => outcome === 7),
      row.name,
    );
    assert.equal(row.days.length, 14);
    for (const day of row.days) {
      assert.equal(
        day.sent,
        count((one) => one.day === day.day && one.outcome > 3),
        `${row.name} ${day.day}`,
      );
      assert.equal(
        day.failed,
        count((one) => one.day === day.day && one.outcome > 4),
        `${row.name} ${day.day}`,
      );
      assert.equal(day.rate, day.sent === 0 ? null : day.failed / day.sent);
    }
  }
});
