import { addDays, countDays, dayNumber, isTimeZone, localDay } from "./buckets";

/** Spans that move with today; all end today but yesterday. `month` is the month to date. */
export const PRESETS = ["today", "yesterday", "7d", "28d", "90d", "365d", "month"] as const;
export type Preset = (typeof PRESETS)[number];
const DEFAULT_PRESET: Preset = "28d";

/** Five years; a longer span would be many thousand buckets on one chart. */
const MAX_DAYS = 1_827;
const FIRST_DAY = "2000-01-01";
const LAST_DAY = "2099-12-31";

/** What a screen or report is about. The URL carries it whole. */
export interface Filter {
  /** First and last local day in `tz`, both included. */
  from: string;
  to: string;
  tz: string;
  /** `user@domain` or a bare domain, lower case; null for all senders. */
  sender: string | null;
  /** The preset that gave `from` and `to`, null where they were chosen. */
  preset: Preset | null;
}

type Params = URLSearchParams | Record<string, string | string[] | undefined>;

/** The first value of a parameter, as URLSearchParams gives it. */
function first(params: Params, name: string): string {
  if (params instanceof URLSearchParams) return params.get(name) ?? "";
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** The days of a preset, seen from `today`. */
export function daysOf(preset: Preset, today: string): { from: string; to: string } {
  if (preset === "today") return { from: today, to: today };
  if (preset === "yesterday") return { from: addDays(today, -1), to: addDays(today, -1) };
  if (preset === "month") return { from: `${today.slice(0, 8)}01`, to: today };
  return { from: addDays(today, 1 - Number.parseInt(preset, 10)), to: today };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return false;
  const ms = dayNumber(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

const isPreset = (text: string): text is Preset => (PRESETS as readonly string[]).includes(text);
const SENDER = /^(?:[^\s@"<>,;]{1,64}@)?[^\s@"<>,;/]{1,255}$/;

/**
 * Reads a filter from the URL: `period` (a preset) or `from` and `to` (ISO days), `tz` (IANA), `sender`. What is missing
 * or makes no sense silently becomes the default: the last 28 days, `defaultTz`, all senders.
 * @param now ms since 1970; says what "today" is in the zone.
 */
export function parseFilter(params: Params, now: number, defaultTz: string): Filter {
  const given = first(params, "tz");
  const tz = isTimeZone(given) ? given : defaultTz;
  const name = first(params, "sender").trim().toLowerCase();
  const sender = SENDER.test(name) ? name : null;
  const [period, from, to] = [first(params, "period"), first(params, "from"), first(params, "to")];
  const today = localDay(now, tz);
  if (!isPreset(period) && isDay(from) && isDay(to) && from <= to && countDays(from, to) <= MAX_DAYS)
    return { from, to, tz, sender, preset: null };
  const preset = isPreset(period) ? period : DEFAULT_PRESET;
  return { ...daysOf(preset, today), tz, sender, preset };
}

/** The query string of a filter, without "?", in one order: `parseFilter` reads it back to the same filter. */
export function printFilter(filter: Filter): string {
  const params = new URLSearchParams();
  if (filter.preset) params.set("period", filter.preset);
  else {
    params.set("from", filter.from);
    params.set("to", filter.to);
  }
  params.set("tz", filter.tz);
  if (filter.sender) params.set("sender", filter.sender);
  return params.toString();
}

/** The span before, of the same length and on the same weekdays: moved back by whole weeks, at least its own length. */
export function periodBefore(filter: { from: string; to: string }): { from: string; to: string } {
  const shift = Math.ceil(countDays(filter.from, filter.to) / 7) * 7;
  return { from: addDays(filter.from, -shift), to: addDays(filter.to, -shift) };
}
