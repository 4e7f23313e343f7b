import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addDays, localDays } from "@/lib/core/buckets";
import { periodBefore } from "@/lib/core/filter";
import { type Counts, METRIC_NAMES, metricOf } from "@/lib/core/metrics";
import { SLICE_NAMES } from "@/lib/core/slice";
import type { PrismaClient } from "@/prisma/generated/client";
import { spanOf } from "./bounced";
import { changes } from "./changes";
import { hours } from "./hours";
import { score } from "./score";
import { senderIds } from "./senders";
import { countsBy, countsByDay, countsOfSlice, noCounts } from "./sliced";
import { slices, slicesQuery } from "./slices";
import { bookshop, NOW } from "./testing-bookshop";
import { COUNTS, isOfBounces, NAMES, SENDERS, TO, within, ZONES } from "./testing-counted";

// Slices, score, what changed and the hours of the week, against figures counted by other means.

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await bookshop());
});
after(() => drop?.());

/** Of bounces only the classes are counted. */
const classes = ({ hard, soft, spam }: Counts) => ({ hard, soft, spam });

for (const tz of ZONES)
  for (const sender of [null, "club.marlow.example"])
    test(`every slice: ${tz}, ${sender ?? "all senders"}`, async () => {
      const [from, to] = ["2026-10-16", TO];
      const days = localDays(from, to, tz);
      const time = { start: days[0]!.start, end: days.at(-1)!.end };
      const senders = await senderIds(db, sender);
      for (const by of SLICE_NAMES) {
        const rows = await db.$queryRaw<(Counts & { name: string })[]>`
          select ${NAMES[by]} as name, ${COUNTS} from ${within(tz, from, to, sender)}
          where outcome > ${isOfBounces(by) ? 4 : 2} and ${NAMES[by]} is not null group by 1`;
        const found = await countsBy(db, time, by, senders);
        const sorted = (map: [string, object][]) => map.sort(([a], [b]) => (a < b ? -1 : 1));
        assert.ok(rows.length > 1 || sender !== null, by);
        for (const [name, counts] of [...found].slice(0, 4))
          assert.deepEqual(await countsOfSlice(db, time, { by, name }, senders), counts);
        assert.deepEqual(
          sorted([...found].map(([name, counts]) => [name, isOfBounces(by) ? classes(counts) : counts])),
          sorted(rows.map(({ name, ...counts }) => [name, isOfBounces(by) ? classes(counts) : counts])),
          `${by} ${tz}`,
        );
      }
    });

test("every slice by UTC day", async () => {
  for (const by of SLICE_NAMES) {
    const rows = await db.$queryRaw<(Counts & { name: string; day: string })[]>`
      select ${NAMES[by]} as name, local::date::text as day, ${COUNTS} from ${within("UTC", "2026-10-20", TO, null)}
      where outcome > ${isOfBounces(by) ? 4 : 2} and ${NAMES[by]} is not null group by 1, 2`;
    const names = [...new Set(rows.map((row) => row.name).slice(0, 12))];
    const counted = await countsByDay(db, { from: "2026-10-20", days: 9 }, by, names, null);
    assert.deepEqual([...counted.keys()], names);
    for (const [name, days] of counted) {
      assert.equal(days.length, 9);
      for (const [i, counts] of days.entries()) {
        const day = addDays("2026-10-20", i);
        const row = rows.find((one) => one.name === name && one.day === day);
        const { name: _, day: __, ...expected } = row ?? { ...noCounts(), name, day };
        if (isOfBounces(by)) assert.deepEqual(classes(counts), classes(expected), `${name} ${i}`);
        else assert.deepEqual(counts, expected, `${name} ${i}`);
      }
    }
  }
});

test("what changed: the bought list on its last day, the throttling of the last days, with k of n counted again", async () => {
  const until = (to: string) => ({ from: "2026-10-01", to, tz: "Europe/Berlin", sender: null, preset: null });
  const report = await changes(db, until("2026-10-25"), NOW);
  assert.deepEqual([report.from, report.to, report.before.from], ["2026-10-19", "2026-10-25", "2026-10-12"]);
  assert.ok(report.compared > 20);
  const hard = report.changes.find(({ metric, slice, up }) => metric === "hard" && slice === null && up);
  assert.equal(hard?.along.find(({ slice }) => slice.by === "code")?.slice.name, "5.1.1");
  const [row] = await db.$queryRaw<Counts[]>`
    select ${COUNTS} from ${within("Europe/Berlin", report.from, report.to, null)}`;
  assert.deepEqual(hard?.now, { k: row!.hard, n: row!.sent });
  const last = await changes(db, until("2026-10-29"), NOW);
  const deferred = last.changes.find(({ metric, up }) => metric === "deferred" && up);
  assert.match(JSON.stringify(deferred), /Outlook/i);
});

for (const tz of ZONES)
  for (const sender of [null, "club.marlow.example"])
    test(`score: ${tz}, ${sender ?? "all senders"}`, async () => {
      const filter = { from: "2026-10-01", to: TO, tz, sender, preset: null };
      const report = await score(db, filter, NOW);
      assert.deepEqual([report.from, report.to], [addDays(TO, -6), TO]);
      for (const [back, part] of [
        [0, report.score],
        [7, report.before],
      ] as const) {
        // Category numbers of spam, virus, content, blocklist, authentication-failure, sender-rejected and policy.
        const [row] = await db.$queryRaw<Record<string, number>[]>`
          select (count(*) filter (where outcome > 3))::int as sent,
            (count(*) filter (where outcome = 4))::int as delivered, (count(*) filter (where outcome = 7))::int as hard,
            (count(*) filter (where outcome = 6 or outcome = 5 and (verdict >> 33) & 255 between 9 and 15))::int as blocks,
            (count(*) filter (where outcome > 3 and 2 = any(kinds)))::int as deferred,
            (count(*) filter (where 11 = any(kinds)))::int as complained,
            (count(*) filter (where 12 = any(kinds)))::int as unsubscribed
          from ${within(tz, addDays(TO, -6 - back), addDays(TO, -back), sender)}`;
        const of = (name: string) => {
          const { k, n } = part.parts.find((one) => one.part === name)!;
          return [k, n];
        };
        assert.ok(row!.sent! > 300);
        assert.deepEqual(of("hard"), [row!.hard, row!.sent]);
        assert.deepEqual(of("blocks"), [row!.blocks, row!.sent]);
        assert.deepEqual(of("deferred"), [row!.deferred, row!.sent]);
        assert.deepEqual(of("complaints"), [row!.complained, row!.delivered]);
        if (of("unsubscribes")[1] !== 0)
          assert.deepEqual(of("unsubscribes"), [row!.unsubscribed, row!.delivered]);
      }
    });

test("slices: each metric over each base, the most first, and against the period before", async () => {
  const filter = { from: "2026-10-22", to: TO, tz: "Asia/Kolkata", sender: null, preset: null };
  for (const metric of METRIC_NAMES)
    for (const over of metricOf(metric).bases) {
      const report = await slices(db, filter, slicesQuery.parse({ by: "provider", metric, over }), NOW);
      assert.ok(report.rows.length > 4);
      assert.ok(
        report.rows.every(({ now }, i) => now.k <= now.n && (i === 0 || now.k <= report.rows[i - 1]!.now.k)),
      );
      assert.deepEqual(
        report.rows.slice(0, 6).map(({ days }) => days?.length),
        [7, 7, 7, 7, 7, 7],
      );
    }
  const moved = await slices(
    db,
    filter,
    slicesQuery.parse({ by: "provider", metric: "deferred", order: "moved" }),
    NOW,
  );
  assert.equal(moved.rows[0]?.name, "Outlook");
  const ended = { ...filter, from: TO };
  const moves = await slices(db, ended, slicesQuery.parse({ by: "code", order: "moved" }), NOW);
  const spans = [ended, { ...ended, ...periodBefore(ended) }].map(spanOf);
  const codesOf = await Promise.all(spans.map((span) => countsBy(db, span, "code", null)));
  assert.ok([...codesOf[1]!.keys()].some((code) => !codesOf[0]!.has(code)));
  assert.deepEqual(
    new Set(moves.rows.map(({ name }) => name)),
    new Set(codesOf.flatMap((counted) => [...counted.keys()])),
    "what has come to an end has moved",
  );
  const whole = await slices(db, filter, slicesQuery.parse({ by: "domain", limit: "10000" }), NOW);
  assert.deepEqual([whole.rows.length, whole.next], [whole.slices, null]);
  const walked: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await slices(db, filter, slicesQuery.parse({ by: "domain", limit: "7", cursor }), NOW);
    walked.push(...page.rows.map(({ name }) => name));
    if (!page.next) break;
    cursor = page.next;
  }
  assert.ok(walked.length > 14);
  assert.deepEqual(
    walked,
    whole.rows.map(({ name }) => name),
  );
  await assert.rejects(
    slices(db, filter, slicesQuery.parse({ by: "domain", cursor: "bm9ib2R5" }), NOW),
    /not listed/,
  );
  const codes = await slices(db, filter, slicesQuery.parse({ by: "code", metric: "complaints" }), NOW);
  assert.equal(codes.metric, "failures", "of a code only bounces are known");
});

for (const tz of ZONES)
  test(`hours of the week: ${tz}`, async () => {
    for (const sender of SENDERS) {
      const filter = { from: "2026-10-16", to: TO, tz, sender, preset: null };
      const { cells } = await hours(db, filter, { metric: "hard" });
      const rows = await db.$queryRaw<{ at: number; hard: number; sent: number }[]>`
        select (mod(extract(dow from local)::int + 6, 7) * 24 + extract(hour from local)::int) as at, ${COUNTS}
        from ${within(tz, filter.from, filter.to, sender)} group by 1`;
      assert.equal(cells.length, 168);
      for (const { at, hard, sent } of rows)
        assert.deepEqual([cells[Number(at)]?.k, cells[Number(at)]?.n], [hard, sent], `${sender} ${at}`);
      assert.equal(
        cells.reduce((sum, { n }) => sum + n, 0),
        rows.reduce((sum, { sent }) => sum + sent, 0),
      );
    }
  });
