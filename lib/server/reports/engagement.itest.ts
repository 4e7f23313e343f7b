import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { COHORTS } from "@/lib/core/engagement/cohorts";
import { READER_RULES } from "@/lib/core/engagement/reader-rules";
import { ingest } from "@/lib/server/ingest";
import { recountRecency } from "@/lib/server/recency";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { complaints } from "./complaints";
import { engagement } from "./engagement";
import { recency } from "./recency";
import { bookshop, NOW } from "./testing-bookshop";

// Who read, counted from the log by PostgreSQL's own rules for zones and by the words of the rules.

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
  const [mail] = await db.$queryRaw<{ recipient: string; message_id: string; at: Date }[]>`
    select recipient, message_id, at from delivery where rank_of(verdict) = 4 and seen & 2048 = 0
      and recipient like '%@outlook.com' and at > '2026-10-20' order by at limit 1`;
  const about = {
    source: "acs",
    route: "mail",
    recipient: mail!.recipient,
    messageId: mail!.message_id,
  } as const;
  const complaint = {
    kind: "complained",
    reply: 0,
    enhanced: "",
    category: "complaint",
    sender: "",
  } as const;
  await ingest(db, [{ ...about, ...complaint, at: mail!.at.getTime() + 3_600_000 }], { importId: 0 });
  await recountRecency(db, new Date(NOW));
});
after(() => drop?.());

const ZONES = ["UTC", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];
/** Covers the 25th, on which Berlin has 25 hours, and the day of the scanners. */
const SPAN = { from: "2026-10-13", to: "2026-10-29", preset: null };

/** The planner takes what is made of sub-selects for a row or two, and would compare each with each. */
const hashed = <T>(text: Prisma.Sql): Promise<T[]> =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`set local enable_nestloop = off`;
    return tx.$queryRaw<T[]>(text);
  });

interface Counted {
  day: string;
  name: string;
  delivered: number;
  opened: number;
  clicked: number;
  openedByPeople: number;
  clickedByPeople: number;
}

/** By day and provider, from the events: a person's is what is neither Apple's, nor a gateway's, nor one of many at once. */
const recount = (tz: string, sender: string | null, span = SPAN): Promise<Counted[]> =>
  hashed<Counted>(Prisma.sql`
  with seen as (
    select address, message, kind, at, detail->>'userAgent' as agent, detail->>'url' as url from event where kind in (4, 9, 10)
  ), near as (
    select a.address, a.message, a.at, a.url, count(distinct b.url) as links
    from seen a join seen b using (address, message)
    where a.kind = 10 and b.kind = 10 and abs(extract(epoch from b.at - a.at)) <= 2 group by 1, 2, 3, 4
  ), arrived as (
    select address, message, min(at) as delivered_at from seen where kind = 4 group by 1, 2
  ), told as (
    select address, message, kind, bool_or(agent <> 'Mozilla/5.0' and agent not like 'LinkGuard%'
      and coalesce(links, 0) < 3 and at >= delivered_at + interval '2 seconds') as person
    from seen join arrived using (address, message) left join near using (address, message, at, url)
    where kind > 4 group by 1, 2, 3
  ), mail as (
    select d.address, d.message, (d.at at time zone 'UTC' at time zone ${tz})::date::text as day, provider
    from delivery d join recipient_domain r on r.id = d.domain left join sender s on s.id = d.sender
    where rank_of(verdict) = 4 and (${sender}::text is null or s.name = ${sender} or s.domain = ${sender})
      and (d.at at time zone 'UTC' at time zone ${tz})::date between ${span.from}::date and ${span.to}::date
  )
  select day, provider as name, count(*)::int as delivered,
    (count(*) filter (where o.kind is not null))::int as opened, (count(*) filter (where c.kind is not null))::int as clicked,
    (count(*) filter (where o.person))::int as "openedByPeople",
    (count(*) filter (where c.person))::int as "clickedByPeople"
  from mail left join (select * from told where kind = 9) o using (address, message)
    left join (select * from told where kind = 10) c using (address, message)
  group by 1, 2`);

const COUNTS = ["delivered", "opened", "clicked", "openedByPeople", "clickedByPeople"] as const;
const sumOf = (rows: Counted[]) =>
  Object.fromEntries(COUNTS.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]));

for (const tz of ZONES)
  for (const sender of tz === "UTC" ? [null, "club.marlow.example", "orders@marlow.example"] : [null])
    test(`opens and clicks: ${tz}, ${sender ?? "all senders"}`, async () => {
      const rows = await recount(tz, sender);
      const report = await engagement(db, { ...SPAN, tz, sender }, NOW);
      assert.equal(report.days.length, 17);
      for (const day of report.days) {
        const expected = sumOf(rows.filter((row) => row.day === day.day));
        assert.deepEqual(Object.fromEntries(COUNTS.map((name) => [name, day[name]])), expected, day.day);
      }
      assert.deepEqual(report.total, sumOf(rows));
      const { total, leftOut } = report;
      const out = (kind: "opened" | "clicked") => leftOut.reduce((sum, row) => sum + row[kind], 0);
      assert.equal(total.opened - total.openedByPeople, out("opened"));
      assert.equal(total.clicked - total.clickedByPeople, out("clicked"));
      if (tz !== "UTC") return;
      const earlier = await recount(tz, sender, { ...SPAN, from: "2026-09-22", to: "2026-10-08" });
      assert.ok(earlier.length > 0);
      for (const row of report.providers) {
        const { name, before, ...counts } = row;
        assert.deepEqual(counts, sumOf(rows.filter((one) => one.name === name)), name);
        const { openedByPeople: k, delivered: n } = sumOf(earlier.filter((one) => one.name === name));
        assert.deepEqual(before, { k, n }, name);
      }
    });

test("the demo has machines of several sorts, each under its rule", async () => {
  const { leftOut, total } = await engagement(db, { ...SPAN, tz: "UTC", sender: null }, NOW);
  const by = Object.fromEntries(leftOut.map(({ rule, ...counts }) => [rule, counts]));
  assert.deepEqual(
    Object.keys(by),
    READER_RULES.map(({ id }) => id),
  );
  assert.ok(by["apple-prefetch"]!.opened > 100);
  assert.ok(by.scanner!.clicked > 0);
  assert.ok(by["many-links"]!.clicked > 0);
  assert.ok(total.openedByPeople > 0 && total.openedByPeople < total.opened);
});

/** Who left and said that they never asked, by day. */
async function neverAsked(tz: string): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ day: string; n: number }[]>`
    select day::text, count(*)::int as n
    from (select (at at time zone 'UTC' at time zone ${tz})::date as day from preference_change where reason = 'never-asked') one
    where day between ${SPAN.from}::date and ${SPAN.to}::date group by 1`;
  return new Map(rows.map(({ day, n }) => [day, n]));
}

test("complaints: by the way they came, day by day, and the share of mail that anybody could report", async () => {
  for (const tz of ZONES) {
    const report = await complaints(db, { ...SPAN, tz, sender: null }, NOW);
    const rows = await db.$queryRaw<{ day: string; jmrp: number; mail: number }[]>`
      select day::text, (count(*) filter (where outlook))::int as jmrp, (count(*) filter (where not outlook))::int as mail
      from (select address, message, split_part(min(recipient), '@', 2) in ('outlook.com', 'hotmail.com') as outlook,
          min((at at time zone 'UTC' at time zone ${tz})::date) as day from event
        where kind = 11 and (at at time zone 'UTC' at time zone ${tz})::date between ${SPAN.from}::date and ${SPAN.to}::date
        group by 1, 2) one group by 1`;
    const left = await neverAsked(tz);
    const counted = new Map(rows.map(({ day, jmrp, mail }) => [day, { jmrp, mail }]));
    assert.equal(report.days.length, 17);
    for (const { day, counts } of report.days)
      assert.deepEqual(
        counts,
        { ...{ jmrp: 0, mail: 0, provider: 0, unsubscribe: left.get(day) ?? 0 }, ...counted.get(day) },
        `${tz} ${day}`,
      );
    const sum = (of: "jmrp" | "mail") => rows.reduce((total, row) => total + row[of], 0);
    assert.deepEqual(
      report.sources.map(({ source, count }) => [source, count]),
      [
        ["jmrp", sum("jmrp")],
        ["mail", sum("mail")],
        ["provider", 0],
        ["unsubscribe", [...left.values()].reduce((total, n) => total + n, 0)],
      ],
      tz,
    );
    assert.ok(sum("jmrp") > 0 && sum("mail") > 0);
  }
  const { days, delivered, covered } = await complaints(db, { ...SPAN, tz: "UTC", sender: null }, NOW);
  const mail = await db.$queryRaw<{ day: string; all: number; reporting: number }[]>`
    select at::date::text as day, count(*)::int as all, (count(*) filter (where r.name in
      ('outlook.com', 'hotmail.com', 'yahoo.com', 'orange.fr')))::int as reporting
    from delivery d join recipient_domain r on r.id = d.domain where rank_of(verdict) = 4 and at >= '2026-10-13'
    group by 1 order by 1`;
  assert.deepEqual(
    days
      .map((day) => ({ day: day.day, all: day.delivered, reporting: day.covered }))
      .filter(({ all }) => all > 0),
    mail,
  );
  const sum = (of: "all" | "reporting") => mail.reduce((total, row) => total + row[of], 0);
  assert.deepEqual({ delivered, covered }, { delivered: sum("all"), covered: sum("reporting") });
  assert.deepEqual(days.map(({ incomplete }) => incomplete).slice(-2), [false, true]);
});

test("who left and said that they never asked is counted on that day, of all senders together only", async () => {
  const [person] = await db.subscriber.findMany({ take: 1 });
  const change = { subscriberId: person!.id, listId: 0, action: "said", door: "page", reason: "never-asked" };
  const of = async (tz: string, sender: string | null) =>
    (await complaints(db, { ...SPAN, tz, sender }, NOW)).days.map(({ counts }) => counts.unsubscribe);
  const before = { utc: await of("UTC", null), kolkata: await of("Asia/Kolkata", null) };
  await db.preferenceChange.create({ data: { ...change, at: new Date("2026-10-20T23:30:00Z") } });
  const added = (now: number[], was: number[]) => now.map((n, i) => n - was[i]!).indexOf(1);
  assert.equal(added(await of("UTC", null), before.utc), 7, "the 20th");
  assert.equal(added(await of("Asia/Kolkata", null), before.kolkata), 8, "the 21st");
  assert.ok((await of("UTC", "orders@marlow.example")).every((n) => n === 0));
});

/** By the time since the last mail that a person read, counted with windows over all mail instead of look-ups. */
const cohorts = () => db.$queryRaw<{ cohort: string; sent: number; hard: number; complained: number }[]>`
  with told as (
    select d.address, d.at, rank_of(verdict) as outcome, seen & 2048 > 0 as complained,
      exists (select from event e where e.address = d.address and e.message = d.message and kind in (9, 10)
        and e.at >= d.at + interval '2 seconds' and detail->>'userAgent' <> 'Mozilla/5.0' and detail->>'userAgent' not like 'LinkGuard%'
        and (kind = 9 or (select count(distinct o.detail->>'url') from event o where o.address = e.address
          and o.message = e.message and o.kind = 10 and abs(extract(epoch from o.at - e.at)) <= 2) < 3))
        and rank_of(verdict) = 4 as person
    from delivery d where at is not null
  ), placed as (
    select *, max(at) filter (where person) over before as read_at,
      count(*) filter (where outcome >= 4) over before as mails
    from told window before as (partition by address order by at range between unbounded preceding and '1 microsecond' preceding)
  )
  select case when read_at > at - interval '15 days' then 'fresh' when read_at > at - interval '31 days' then 'recent'
      when read_at is not null then 'fading' when mails > 0 then 'never' else 'first' end as cohort,
    count(*)::int as sent, (count(*) filter (where outcome = 7))::int as hard,
    (count(*) filter (where complained))::int as complained
  from placed where outcome between 4 and 7 and at >= ${new Date(`${SPAN.from}T00:00:00Z`)}::timestamp
  group by 1`;

test("cohorts: what became of the mail, by how long ago its reader read one", async () => {
  const filter = { ...SPAN, tz: "UTC", sender: null };
  const { rows, countedAt } = await recency(db, filter);
  assert.equal(countedAt, NOW);
  const expected = new Map((await cohorts()).map(({ cohort, ...row }) => [cohort, row]));
  assert.ok(expected.size >= 3);
  for (const { cohort, sent, hard, complained } of rows)
    assert.deepEqual(
      { sent, hard, complained },
      expected.get(cohort) ?? { sent: 0, hard: 0, complained: 0 },
      cohort,
    );
  assert.deepEqual(
    rows.map((row) => row.cohort),
    COHORTS.map(({ id }) => id),
  );
  const { total } = await engagement(db, filter, NOW);
  assert.equal(
    rows.reduce((sum, row) => sum + row.delivered, 0),
    total.delivered,
  );
});

test("a day is counted again when its mail has changed, and only then", async () => {
  const now = new Date(NOW + 1_000);
  assert.equal(await recountRecency(db, now), 0);
  const before = await recency(db, { ...SPAN, tz: "UTC", sender: null });
  await ingest(
    db,
    [
      {
        ...{
          source: "acs",
          route: "log",
          messageId: "one-more",
          recipient: "one.more@posteo.example",
          kind: "hard",
        },
        ...{ at: NOW - 86_400_000, sender: "news@club.marlow.example", reply: 550, enhanced: "5.1.1" },
        category: "invalid-recipient",
      },
    ],
    { importId: 0 },
  );
  assert.equal(await recountRecency(db, now), 1);
  const after = await recency(db, { ...SPAN, tz: "UTC", sender: null });
  const hard = (report: typeof after) => report.rows.find((row) => row.cohort === "first")!.hard;
  assert.equal(hard(after), hard(before) + 1);
});
