/** Figures and moments as the pages write them: the same on the server and in every browser, whatever its locale. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clocks = new Map<string, Intl.DateTimeFormat>();

interface LocalTime {
  year: number;
  month: string;
  day: number;
  weekday: string;
  clock: string;
}

/** Wall-clock parts of `at` in `tz`. Month names are our own: ICU data differs between Node and browsers ("Sept"). */
function localTime(at: number, tz: string): LocalTime {
  let clock = clocks.get(tz);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: tz,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    clocks.set(tz, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    year: Number(part.year),
    month: MONTHS[Number(part.month) - 1] ?? "",
    day: Number(part.day),
    weekday: part.weekday ?? "",
    clock: `${part.hour}:${part.minute}`,
  };
}

/** "08:12" */
export const clock = (at: number, tz: string): string => localTime(at, tz).clock;

/** "19 Nov"; with the year where it is not the year of `now`: "2 Sep 2025". */
export function day(at: number, tz: string, now: number): string {
  const local = localTime(at, tz);
  const year = local.year === localTime(now, tz).year ? "" : ` ${local.year}`;
  return `${local.day} ${local.month}${year}`;
}

/** "19 Nov 08:12", with the year as {@link day} does. */
export const moment = (at: number, tz: string, now: number): string => `${day(at, tz, now)} ${clock(at, tz)}`;

/** "Wed 25 Nov, 10:30", with the year as {@link day} does: for sentences, where the date stays on one line. */
export function weekdayMoment(at: number, tz: string, now: number): string {
  const date = `${localTime(at, tz).weekday} ${day(at, tz, now)}`;
  return `${date.replaceAll(" ", "\u00a0")}, ${clock(at, tz)}`;
}

/** A length of time in its two leading units: "41 min", "31 h", "2 d 0 h". Hours run to 48, as leases do. */
export function span(ms: number): string {
  if (ms < MINUTE) return "under 1 min";
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 48 * HOUR) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`;
}

/** "38 s ago", "4 min ago", "3 h 32 min ago", "6 days ago". */
export function ago(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / 1000))} s ago`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min ago`;
  return `${counted(Math.floor(ms / DAY), "day")} ago`;
}

/** "24,230" */
export const count = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");

/** A count with its noun: "1 address", "24,230 addresses". */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

/** A share as "1.27%"; three decimals below 0.1 %, "no data" for null. */
export function percent(rate: number | null): string {
  if (rate === null) return "no data";
  const value = rate * 100;
  return `${value.toFixed(value > 0 && value < 0.1 ? 3 : 2)}%`;
}

/** "612 B", "1.4 MB": powers of 1,000, as file managers and providers say it. */
export function bytes(n: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = n < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  const value = n / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
