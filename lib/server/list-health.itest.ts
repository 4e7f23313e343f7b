import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SILENT_DAYS } from "@/lib/core/list-health";
import type { PrismaClient } from "@/prisma/generated/client";
import { countListHealth } from "./list-health";
import { listHealth } from "./reports/list-health";
import { bookshop, NOW } from "./reports/testing-bookshop";
import { addEntries } from "./suppression-entries";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
});
after(() => drop?.());

const DAY = 86_400_000;

/** What was sent to each address within a year, earliest first; whether a person read it, by the words of the rules. */
async function mailsBefore(now: Date) {
  const rows = await db.$queryRaw<{ address: bigint; at: Date; rank: number; person: boolean }[]>`
    select address, at, rank_of(verdict)::int as rank, exists (select from event e
      where e.address = d.address and e.message = d.message and kind in (9, 10)
        and e.at >= d.delivered_at + interval '2 seconds'
        and detail->>'userAgent' <> 'Mozilla/5.0' and detail->>'userAgent' not like 'LinkGuard%'
        and (kind = 9 or (select count(distinct o.detail->>'url') from event o where o.address = e.address
          and o.message = e.message and o.kind = 10 and abs(extract(epoch from o.at - e.at)) <= 2) < 3)) as person
    from delivery d where at <= ${now}::timestamp and at > ${new Date(now.getTime() - 365 * DAY)}::timestamp
    order by at`;
  return grouped(rows, ({ address }) => address);
}

function grouped<Row, Key>(rows: Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** Whom a list reaches, by its number (0: all lists together), each person looked at on their own. */
async function recounter(now: Date) {
  const [mails, leases, entries, lists, everybody] = [
    await mailsBefore(now),
    new Map((await db.lease.findMany()).map(({ address, until }) => [address, until])),
    await db.suppressionEntry.findMany({ where: { senderDomain: "", endedAt: null, since: { lte: now } } }),
    await db.list.findMany({ where: { archivedAt: null } }),
    await db.subscription.findMany({ where: { leftAt: null }, include: { subscriber: true } }),
  ];
  const ofAddress = grouped(entries, ({ address }) => address);
  const ofDomain = grouped(entries, ({ recipient }) => recipient);
  return (id: number) => {
    const used = lists.filter((list) => id === 0 || list.id === id);
    const transactional = id === 0 || used[0]?.kind === "transactional";
    const on = everybody.filter(({ listId }) => used.some((list) => list.id === listId));
    const people = new Map(on.map(({ subscriber }) => [subscriber.id, subscriber]));
    const found = { people: people.size, bounced: 0, dead: 0, silent: SILENT_DAYS.map(() => 0) };
    for (const { address, recipient } of people.values()) {
      const own = mails.get(address) ?? [];
      const ended = own.filter(({ rank }) => rank === 4 || rank === 7);
      const last = ended.at(-1);
      const bounced = last !== undefined && ended.some((one) => one.rank === 7 && +one.at === +last.at);
      const domain = `@${recipient.split("@").at(-1)!.toLowerCase()}`;
      const kept = [...(ofAddress.get(address) ?? []), ...(ofDomain.get(domain) ?? [])].some(
        ({ until, reason, listId }) =>
          [0, id].includes(listId) &&
          (until === null || until > now) &&
          !(reason === "unsubscribe" && listId === 0 && transactional),
      );
      if (bounced) found.bounced += 1;
      const dead = bounced || kept || (leases.get(address) ?? now) > now;
      if (dead) found.dead += 1;
      SILENT_DAYS.forEach((days, place) => {
        const within = own.filter(({ at, rank }) => rank === 4 && at.getTime() > now.getTime() - days * DAY);
        if (!dead && within.length > 0 && !within.some(({ person }) => person)) found.silent[place]! += 1;
      });
    }
    return found;
  };
}

async function isExact(now: Date): Promise<void> {
  await countListHealth(db, now);
  const { rows, countedAt } = await listHealth(db, now.getTime());
  assert.equal(countedAt, now.getTime());
  assert.equal(rows.length, 7);
  const recount = await recounter(now);
  for (const { id, name, reach } of rows) assert.deepEqual(reach, recount(id), name);
}

test("the demo has people whom no mail reaches, and people who read nothing", async () => {
  const [all] = (await listHealth(db, NOW)).rows;
  assert.ok(all!.reach!.bounced > 0 && all!.reach!.dead > all!.reach!.bounced);
  assert.ok(all!.reach!.silent.every((n) => n > 0 && n < all!.reach!.people));
});

test("whom each list reaches equals a recount person by person", () => isExact(new Date(NOW)));

test("so it does with entries for a list, for a domain, for one sender, ended ones, and for all who left everything", async () => {
  const people = await db.subscriber.findMany({ take: 40, orderBy: { id: "asc" } });
  const [club] = await db.list.findMany({ orderBy: { position: "asc" }, take: 1 });
  const since = NOW - DAY;
  const domain = people[0]!.recipient.split("@")[1]!;
  const entry = (place: number, more: object) => ({
    ...{ recipient: people[place]!.recipient, reason: "manual" as const, listId: 0, since, note: "" },
    ...more,
  });
  await addEntries(db, [
    ...people.slice(1, 6).map((_, i) => entry(i + 1, { listId: club!.id, reason: "unsubscribe" })),
    ...people.slice(6, 11).map((_, i) => entry(i + 6, { reason: "unsubscribe" })),
    ...people.slice(11, 16).map((_, i) => entry(i + 11, { senderDomain: "club.marlow.example" })),
    ...people.slice(16, 21).map((_, i) => entry(i + 16, { until: new Date(NOW - 1) })),
    ...people.slice(21, 26).map((_, i) => entry(i + 21, {})),
    entry(0, { recipient: `@${domain}` }),
  ]);
  await isExact(new Date(NOW));
  await isExact(new Date(NOW + 20 * DAY));
});

test("weeks and churn equal a recount in SQL, and what came less what left is what is there", async () => {
  const { weeks, rows } = await listHealth(db, NOW);
  assert.equal(weeks.length, 12);
  assert.equal(weeks.at(-1), "2026-10-26");
  for (const { id, name, joined, left, recent, now } of rows.slice(1)) {
    const counted = await db.$queryRaw<{ joined: number; left: number }[]>`
      select (select count(*)::int from subscription where list_id = ${id} and since <= ${new Date(NOW)}::timestamp
          and to_char(date_trunc('week', since), 'YYYY-MM-DD') = week) as joined,
        (select count(*)::int from subscription where list_id = ${id}
          and to_char(date_trunc('week', left_at), 'YYYY-MM-DD') = week) as left
      from unnest(${weeks}::text[]) with ordinality w(week, place) order by place`;
    assert.deepEqual(
      joined,
      counted.map((row) => row.joined),
      name,
    );
    assert.deepEqual(
      left,
      counted.map((row) => row.left),
      name,
    );
    const t = new Date(NOW - 28 * DAY);
    const [one] = await db.$queryRaw<object[]>`
      select (count(*) filter (where since < ${t}::timestamp and (left_at is null or left_at >= ${t}::timestamp)))::int as before,
        (count(*) filter (where since >= ${t}::timestamp))::int as joined,
        (count(*) filter (where left_at >= ${t}::timestamp))::int as left
      from subscription where list_id = ${id}`;
    assert.deepEqual(recent, one, name);
    assert.equal(recent.before + recent.joined - recent.left, now, name);
  }
  const [all] = rows;
  assert.deepEqual(
    all!.joined,
    weeks.map((_, week) => rows.slice(1).reduce((sum, row) => sum + row.joined[week]!, 0)),
  );
  assert.ok(
    rows[1]!.left.some((n) => n > 0),
    "nobody left the first list",
  );
});

test("the demo is taken out with its counts, and nothing is counted without lists", async () => {
  const empty = await db.$queryRaw<
    object[]
  >`select from list_health where list_id not in (select id from list) and list_id <> 0`;
  assert.deepEqual(empty, []);
  await db.list.updateMany({ data: { archivedAt: new Date(NOW) } });
  await countListHealth(db, new Date(NOW));
  assert.deepEqual(await listHealth(db, NOW), {
    weeks: (await listHealth(db, NOW)).weeks,
    rows: [],
    countedAt: null,
  });
});
