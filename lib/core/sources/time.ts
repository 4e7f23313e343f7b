import type { Problem } from "./source";
import { quote } from "./text";

/** Events lie in [2000, 2100): what is outside is a broken clock, and no chart could show it. */
const EARLIEST = Date.UTC(2000, 0);
const END = Date.UTC(2100, 0);

const NO_TIME = "neither ISO 8601 with a zone nor the portal's US form in UTC";

/** Without groups: an import reads millions of these, and each group would be a string of its own. */
const ISO = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s(\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,9}))?\s(AM|PM)$/;

/**
 * Reads an event's time: ISO 8601 with a zone (RFC 3339), any number of fraction digits; cut to the millisecond.
 * @returns ms since 1970, or why it is none.
 */
export function eventTime(text: string): number | Problem {
  const at = isoTime(text);
  if (at === undefined) return { reason: text ? `Time ${quote(text)} is ${NO_TIME}` : "No time" };
  if (at < EARLIEST || at >= END) return { reason: `Time ${quote(text)} is not between 2000 and 2099` };
  return at;
}

/** Reads seconds since 1970, whole or with a fraction, as a number or written out; cut to the millisecond. */
export function unixTime(seconds: unknown): number | Problem {
  const text = typeof seconds === "string" ? seconds.trim() : "";
  const number = /^\d{1,11}(\.\d{1,9})?$/.test(text) ? Number(text) : seconds;
  if (typeof number !== "number" || !Number.isFinite(number))
    return { reason: text ? `Time ${quote(text)} is not in seconds since 1970` : "No time" };
  const at = Math.floor(Math.round(number * 1e6) / 1e3);
  return at < EARLIEST || at >= END ? { reason: `Time ${number} is not between 2000 and 2099` } : at;
}

function isoTime(text: string): number | undefined {
  if (!ISO.test(text)) return undefined;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  const at = instant(year, month, day, hour, minute, second, text[19] === "." ? thousandths(text, 20) : 0);
  const sign = text.length - "+00:00".length;
  if (at === undefined || (text[sign] !== "+" && text[sign] !== "-")) return at;
  const [zoneHour, zoneMinute] = [digits(text, sign + 1, sign + 3), digits(text, sign + 4)];
  if (zoneHour > 23 || zoneMinute > 59) return undefined;
  const offset = (zoneHour * 60 + zoneMinute) * 60_000;
  return text[sign] === "+" ? at - offset : at + offset;
}

/** The number that the digits from `start` to `end` write. */
function digits(text: string, start: number, end = text.length): number {
  let number = 0;
  for (let i = start; i < end; i++) number = 10 * number + text.charCodeAt(i) - ZERO;
  return number;
}

/** The first three digits of a fraction; where there are fewer, noughts follow. */
function thousandths(text: string, start: number): number {
  let end = start;
  while (end < start + 3 && text.charCodeAt(end) >= ZERO && text.charCodeAt(end) <= ZERO + 9) end++;
  return digits(text, start, end) * 10 ** (start + 3 - end);
}

const ZERO = 48;

/**
 * `4/14/2026, 2:20:02.221 AM`, as the Azure portal writes a UTC column, in ISO 8601; undefined for anything else.
 * AM and PM in capitals are what tells month/day from day/month: the forms of other countries have `am`, `a.m.` or 24 hours.
 */
export function isoOfUsTime(text: string): string | undefined {
  const match = US.exec(text);
  if (!match) return undefined;
  const [, month, day, year, clock, minute, second, fraction = "", half] = match;
  if (+clock! < 1 || +clock! > 12) return undefined;
  const hour = (+clock! % 12) + (half === "PM" ? 12 : 0);
  const at = instant(+year!, +month!, +day!, hour, +minute!, +second!, thousandths(fraction, 0));
  return at === undefined ? undefined : new Date(at).toISOString();
}

/** Undefined for a day or an hour that no calendar and no clock has. */
function instant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  millisecond: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}
