import { addDays } from "@/lib/core/buckets";
import { type Cell, type Change, changesOf, firstDayOf, volumeChanged } from "@/lib/core/changes";
import type { Filter } from "@/lib/core/filter";
import { BASES, type Counts, METRICS, type MetricName, metricOf } from "@/lib/core/metrics";
import { OTHERS } from "@/lib/core/provider";
import { isOfBounces, type Slice, type SliceBy } from "@/lib/core/slice";
import type { DayTotals, Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { spanOf } from "./bounced";
import { judgedDays, type Week, weekBefore } from "./judged";
import { type Notice, notices } from "./notices";
import { senderIds } from "./senders";
import { addCounts, countsBy, countsByDay, countsByEach, noCounts } from "./sliced";

/** What is compared; failures and deliveries are made of these. */
const COMPARED = [
  "hard",
  "soft",
  "spam",
  "deferred",
  "asynchronous",
  "complaints",
  "unsubscribes",
  "suppressed",
] as const;
/** Of these, slices with less mail are not compared by themselves. */
const DAILY = ["campaign", "provider", "domain"] as const;
const LEAST = 50;
const MOST = 6;

export interface DatedChange extends Change {
  /** The first day that is clearly off (of slices a UTC day); null where none is by itself. */
  day: string | null;
}

export interface ChangesReport extends Week {
  before: Week;
  /** How many rates of the two weeks were compared. */
  compared: number;
  changes: DatedChange[];
  /** What is no rate of the mail itself: events that came twice or late, machines that click. */
  notices: Notice[];
  /** What was sent in both weeks, where that is outside of the four weeks before. */
  volume: { now: number; before: number } | null;
  /** Sender addresses that sent 50 and more in one of the weeks, and nothing in the other. */
  senders: { name: string; began: boolean; sent: number }[];
  /** Days of the week without any data, where there is data around them. */
  gaps: string[];
}

/** What clearly changed in the seven days that end with the filter's last day, against the seven before. */
export async function changes(db: Database, filter: Filter, now: number): Promise<ChangesReport> {
  const [{ week, last7, before7, days }, senders] = await Promise.all([
    judgedDays(db, filter, now),
    senderIds(db, filter.sender),
  ]);
  const before = weekBefore(week);
  const [sliced, slicedBefore] = await Promise.all([
    slicesOf(db, filter, week, senders),
    slicesOf(db, filter, before, senders),
  ]);
  const cells: Cell[] = COMPARED.map((metric) => cellOf(metric, null, last7, before7));
  for (const [by, now] of sliced) {
    const was = slicedBefore.get(by)!;
    for (const name of new Set([...now.keys(), ...was.keys()])) {
      if (by === "provider" && name === OTHERS) continue;
      const [is, had] = [now.get(name), was.get(name)];
      const slice = { by, name };
      if (isOfBounces(by)) {
        for (const metric of ["hard", "soft", "spam"] as const)
          cells.push({
            ...{ metric, slice },
            now: { k: is?.[metric] ?? 0, n: last7.sent },
            before: { k: had?.[metric] ?? 0, n: before7.sent },
          });
      } else if (is) for (const metric of COMPARED) cells.push(cellOf(metric, slice, is, had ?? noCounts()));
    }
  }
  const { compared, changes } = changesOf(cells);
  const beside = await notices(db, filter, week);
  return {
    ...week,
    before,
    compared: compared + beside.compared,
    notices: beside.notices,
    changes: await Promise.all(
      changes
        .slice(0, MOST)
        .map(async (change) => ({ ...change, day: await dayOf(db, change, week, days, senders) })),
    ),
    volume: volumeOf(days),
    senders: filter.sender === null ? comingAndGoing(sliced.get("sender")!, slicedBefore.get("sender")!) : [],
    gaps: gapsOf(days.slice(-7)),
  };
}

/** Every slice of one week that is compared with the week before. */
async function slicesOf(
  db: Database,
  filter: Filter,
  week: Week,
  senders: number[] | null,
): Promise<Map<SliceBy, Map<string, Counts>>> {
  const time = spanOf({ ...filter, ...week });
  const [bySender, byDay, byCode] = await Promise.all([
    countsBy(db, time, "sender", senders),
    countsByEach(db, time, [...DAILY], senders, LEAST),
    countsBy(db, time, "code", senders),
  ]);
  const byDomain = new Map<string, Counts>();
  for (const [name, counts] of bySender) {
    const domain = name.slice(name.indexOf("@") + 1);
    byDomain.set(domain, addCounts(byDomain.get(domain) ?? noCounts(), counts));
  }
  return new Map([["sender-domain", byDomain], ["sender", bySender], ...byDay, ["code", byCode]]);
}

function cellOf(metric: MetricName, slice: Slice | null, now: Counts, before: Counts): Cell {
  const { k, bases } = metricOf(metric);
  const share = (counts: Counts) => ({ k: k(counts), n: BASES[bases[0]].n(counts) });
  return { metric, slice, now: share(now), before: share(before) };
}

async function dayOf(
  db: Database,
  change: Change,
  week: Week,
  all: DayTotals[],
  senders: number[] | null,
): Promise<string | null> {
  const { metric, slice } = change;
  if (slice?.by === "sender" || slice?.by === "sender-domain") return null;
  const days = all.slice(-7);
  const counted = slice ? await daysOf(db, week, slice, senders) : days;
  const { k, bases } = METRICS[metric];
  const n = BASES[bases[0]].n;
  const base = (i: number) => n(slice && isOfBounces(slice.by) ? days[i]! : counted[i]!);
  return firstDayOf(
    counted.map((counts, i) => ({ day: addDays(week.from, i), k: k(counts), n: base(i) })),
    change,
  );
}

async function daysOf(
  db: Database,
  { from }: Week,
  { by, name }: Slice,
  senders: number[] | null,
): Promise<Counts[]> {
  return (await countsByDay(db, { from, days: 7 }, by, [name], senders)).get(name)!;
}

function volumeOf(days: DayTotals[]): ChangesReport["volume"] {
  const sent = (part: Totals[]) => part.reduce((sum, day) => sum + day.sent, 0);
  const weeks = [35, 28, 21, 14, 7].map((ago) => sent(days.slice(-ago, ago === 7 ? undefined : 7 - ago)));
  return volumeChanged(weeks) ? { now: weeks[4]!, before: weeks[3]! } : null;
}

function comingAndGoing(now: Map<string, Counts>, was: Map<string, Counts>): ChangesReport["senders"] {
  const of = (here: Map<string, Counts>, there: Map<string, Counts>, began: boolean) =>
    [...here].flatMap(([name, { sent }]) => (there.has(name) || sent < LEAST ? [] : [{ name, began, sent }]));
  return [...of(now, was, true), ...of(was, now, false)].sort((a, b) => b.sent - a.sent).slice(0, 3);
}

const gapsOf = (days: DayTotals[]): string[] =>
  days
    .filter((day, i) => {
      const empty = ({ attempted, pending }: DayTotals) => attempted + pending === 0;
      return (
        empty(day) &&
        days.slice(0, i).some((one) => !empty(one)) &&
        days.slice(i + 1).some((one) => !empty(one))
      );
    })
    .map(({ day }) => day);
