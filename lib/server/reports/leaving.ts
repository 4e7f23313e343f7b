import { HONOUR_LIMIT, HONOUR_STEPS } from "@/lib/core/honour";
import { LEAVE_REASONS, type LeaveReason } from "@/lib/core/leave-reasons";
import type { Database } from "@/lib/server/database";

const DAY = 86_400_000;
const DAYS = 28;

export interface Leaving {
  /** The 28 UTC days up to today, the last one unfinished: "2026-11-23". */
  days: string[];
  /** Who left and stayed away, by list and day, in the order of the lists; 0 stands for reasons to leave every list at once. */
  lists: { id: number; name: string; left: number[]; reasons: Record<LeaveReason, number> }[];
  honoured: {
    /** How many were in force after how long, by HONOUR_STEPS. */
    steps: number[];
    /** In ms; null where nothing was measured. */
    half: number | null;
    longest: number | null;
    measured: number;
    /** After more than 48 hours. */
    late: number;
    /** By the door that it came by, the most used first. */
    doors: { door: string; count: number; longest: number }[];
  };
}

interface Decision {
  day: Date;
  list: number;
  n: number;
}

/** Who left, why, and how long it took until it was in force; read by the indexes on the times. */
export async function leaving(db: Database, now: number): Promise<Leaving> {
  const first = Math.floor(now / DAY) * DAY - (DAYS - 1) * DAY;
  const since = new Date(first);
  const names = await db.list.findMany({
    select: { id: true, name: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const [left, said, took, [whole]] = await Promise.all([
    db.$queryRaw<Decision[]>`
      select date_trunc('day', left_at) as day, list_id as list, count(*)::float8 as n from subscription
      where list_id = any(${names.map(({ id }) => id)}::int[]) and left_at >= ${since}::timestamp group by 1, 2`,
    db.$queryRaw<{ list: number; reason: string; n: number }[]>`
      select list_id as list, reason, count(*)::float8 as n from preference_change
      where at >= ${since}::timestamp and action = 'said' group by 1, 2`,
    db.$queryRaw<{ step: number; door: string; n: number; longest: number }[]>`
      select width_bucket(honoured_ms, ${HONOUR_STEPS.slice(0, -1).map(({ below }) => BigInt(below))}::bigint[]) as step, door,
        count(*)::float8 as n, max(honoured_ms)::float8 as longest
      from preference_change
      where at >= ${since}::timestamp and action = 'left' and honoured_ms is not null group by 1, 2`,
    db.$queryRaw<{ half: number | null; late: number }[]>`
      select percentile_disc(0.5) within group (order by honoured_ms)::float8 as half,
        (count(*) filter (where honoured_ms > ${HONOUR_LIMIT}))::float8 as late
      from preference_change
      where at >= ${since}::timestamp and action = 'left' and honoured_ms is not null`,
  ]);
  const lists = [{ id: 0, name: "Every list at once" }, ...names].map(({ id, name }) => ({
    ...{ id, name },
    left: spread(left, id, first),
    reasons: Object.fromEntries(
      LEAVE_REASONS.map((reason) => [
        reason,
        said.find((row) => row.list === id && row.reason === reason)?.n ?? 0,
      ]),
    ) as Record<LeaveReason, number>,
  }));
  const steps = HONOUR_STEPS.map((_, step) => sum(took.filter((row) => row.step === step).map(({ n }) => n)));
  const doors = [...new Set(took.map(({ door }) => door))].map((door) => {
    const own = took.filter((row) => row.door === door);
    return {
      door,
      count: sum(own.map(({ n }) => n)),
      longest: Math.max(...own.map(({ longest }) => longest)),
    };
  });
  return {
    days: Array.from({ length: DAYS }, (_, n) => new Date(first + n * DAY).toISOString().slice(0, 10)),
    lists: lists.filter(({ left: days, reasons }) => [...days, ...Object.values(reasons)].some((n) => n > 0)),
    honoured: {
      ...{ steps, half: whole?.half ?? null, measured: sum(steps), late: whole?.late ?? 0 },
      longest: took.length > 0 ? Math.max(...took.map(({ longest }) => longest)) : null,
      doors: doors.sort((a, b) => b.count - a.count),
    },
  };
}

const sum = (numbers: number[]): number => numbers.reduce((total, n) => total + n, 0);

function spread(rows: Decision[], list: number, first: number): number[] {
  const days = Array<number>(DAYS).fill(0);
  for (const row of rows) if (row.list === list) days[Math.floor((row.day.getTime() - first) / DAY)] = row.n;
  return days;
}
