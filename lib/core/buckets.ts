const MINUTE = 60_000;
const DAY = 86_400_000;
const QUARTER = 15 * MINUTE;

/** One local day as the instants it covers, `[start, end)`, in ms since 1970. */
export interface LocalDay {
  /** ISO day, such as `2026-11-23`. */
  day: string;
  start: number;
  end: number;
}

/** The number of the quarter hour that holds `ms`, counted from 1970 in UTC: the unit of the time series. */
export const quarterOf = (ms: number): number => Math.floor(ms / QUARTER);

/** The first instant of a quarter hour, in ms since 1970. */
export const quarterStart = (quarter: number): number => quarter * QUARTER;

/** Midnight UTC of an ISO day, in ms since 1970. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The ISO day `count` days after `day` (before it, if negative). */
export const addDays = (day: string, count: number): string =>
  new Date(dayNumber(day) + count * DAY).toISOString().slice(0, 10);

/** How many days `from` to `to` are, both included. */
export const countDays = (from: string, to: string): number =>
  Math.round((dayNumber(to) - dayNumber(from)) / DAY) + 1;

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a zone that Intl does not know. */
function formatOf(tz: string): Intl.DateTimeFormat {
  let format = formats.get(tz);
  if (!format) {
    format = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
      timeZone: tz,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    if (formats.size > 200) formats.clear();
    formats.set(tz, format);
  }
  return format;
}

/** Whether Intl knows the zone (IANA name). */
export function isTimeZone(tz: string): boolean {
  try {
    return tz !== "" && Boolean(formatOf(tz));
  } catch {
    return false;
  }
}

/** What a clock in the zone shows at `ms`, written as if it were UTC. */
export function wallClock(ms: number, tz: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(tz).formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The local day that holds `ms`. */
export const localDay = (ms: number, tz: string): string =>
  new Date(wallClock(ms, tz)).toISOString().slice(0, 10);

const MOST_STARTS = 20_000;
const starts = new Map<string, number>();

/**
 * The first instant of a local day, remembered: the same days are asked for again and again. Where the clocks jump over midnight (Cairo, Beirut) it is the instant of the jump;
 * where they go back over it, the earlier of the two midnights.
 */
export function startOfDay(day: string, tz: string): number {
  const key = `${day} ${tz}`;
  let start = starts.get(key);
  if (start === undefined) {
    start = findStart(day, tz);
    if (starts.size >= MOST_STARTS) starts.clear();
    starts.set(key, start);
  }
  return start;
}

function findStart(day: string, tz: string): number {
  const midnight = dayNumber(day);
  const before = wallClock(midnight - DAY, tz) - (midnight - DAY);
  const after = wallClock(midnight + DAY, tz) - (midnight + DAY);
  const early = midnight - Math.max(before, after);
  const late = midnight - Math.min(before, after);
  if (wallClock(early, tz) === midnight) return early;
  if (wallClock(late, tz) === midnight) return late;
  let [low, high] = [early, late];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (wallClock(middle, tz) < midnight) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The local days from `from` to `to`, both included, in order and without gaps; 23, 24 or 25 hours long (Lord Howe: 23.5
 * and 24.5). A day that a zone left out (Samoa, 30 December 2011) is left out here too.
 * @throws RangeError for a zone that Intl does not know.
 */
export function localDays(from: string, to: string, tz: string): LocalDay[] {
  const days: LocalDay[] = [];
  let start = startOfDay(from, tz);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const end = startOfDay(addDays(day, 1), tz);
    if (end > start) days.push({ day, start, end });
    start = end;
  }
  return days;
}
