import { countDays, dayNumber, localDays, wallClock } from "./buckets";

export const GRAINS = ["hour", "day", "week", "month"] as const;
export type Grain = (typeof GRAINS)[number];

const HOUR = 3_600_000;
/** So many days at most by the hour, and by the day: more would be more points than a chart has pixels. */
const MOST_BY_HOUR = 14;
const USUAL_BY_HOUR = 2;
const MOST_BY_DAY = 400;

/** One point of a chart as the instants it covers, `[start, end)`, in ms since 1970. */
export interface Bucket {
  /** Its first local day, by the hour with the hour that a clock shows: `2026-11-23T14:00`. */
  label: string;
  start: number;
  end: number;
  /** Local days in it, 1 for an hour. */
  days: number;
}

/** The grain that was asked for where the span allows it, else the next coarser one; usual: a day or two by the hour. */
export function grainOf(asked: string | null | undefined, { from, to }: { from: string; to: string }): Grain {
  const days = countDays(from, to);
  const grain = GRAINS.find((one) => one === asked) ?? (days <= USUAL_BY_HOUR ? "hour" : "day");
  if (grain === "hour" && days > MOST_BY_HOUR) return grainOf("day", { from, to });
  return grain === "day" && days > MOST_BY_DAY ? "week" : grain;
}

/** Whole local hours; where clocks jump by half an hour a shorter one. */
function hoursOf(day: { start: number; end: number }, tz: string): Bucket[] {
  const hours: Bucket[] = [];
  for (let start = day.start; start < day.end; ) {
    const wall = wallClock(start, tz);
    const end = Math.min(day.end, start + HOUR - (wall % HOUR));
    hours.push({ label: new Date(wall).toISOString().slice(0, 16), start, end, days: 1 });
    start = end;
  }
  return hours;
}

/** Monday of its week, or its month: what days of one bucket have in common. */
function keyOf(day: string, grain: "week" | "month"): string {
  if (grain === "month") return day.slice(0, 7);
  return String(Math.floor((dayNumber(day) / 86_400_000 + 3) / 7));
}

/**
 * The span cut into buckets, in order and without gaps. Weeks begin on Monday; the first and the last week or month hold
 * only the days that are in the span.
 */
export function bucketsOf(from: string, to: string, tz: string, grain: Grain): Bucket[] {
  const days = localDays(from, to, tz);
  if (grain === "hour") return days.flatMap((day) => hoursOf(day, tz));
  const buckets: Bucket[] = [];
  let last = "";
  for (const { day, start, end } of days) {
    const key = grain === "day" ? day : keyOf(day, grain);
    const open = buckets.at(-1);
    if (open && key === last) {
      open.end = end;
      open.days += 1;
    } else buckets.push({ label: day, start, end, days: 1 });
    last = key;
  }
  return buckets;
}
