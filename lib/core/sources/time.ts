import type { Problem } from "./source";
import { quote } from "./text";

/** Events lie in [2000, 2100): what is outside is a broken clock, and no chart could show it. */
const EARLIEST = Date.UTC(2000, 0);
const END = Date.UTC(2100, 0);

const NO_TIME = "neither ISO 8601 with a zone nor the portal's US form in UTC";

const ISO = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
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

function isoTime(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, zoneHour, zoneMinute] = match;
  const at = instant(+year!, +month!, +day!, +hour!, +minute!, +second!, fraction);
  if (at === undefined || !sign) return at;
  if (+zoneHour! > 23 || +zoneMinute! > 59) return undefined;
  const offset = (+zoneHour! * 60 + +zoneMinute!) * 60_000;
  return sign === "+" ? at - offset : at + offset;
}

/**
 * `4/14/2026, 2:20:02.221 AM`, as the Azure portal writes a UTC column, in ISO 8601; undefined for anything else.
 * AM and PM in capitals are what tells month/day from day/month: the forms of other countries have `am`, `a.m.` or 24 hours.
 */
export function isoOfUsTime(text: string): string | undefined {
  const match = US.exec(text);
  if (!match) return undefined;
  const [, month, day, year, clock, minute, second, fraction, half] = match;
  if (+clock! < 1 || +clock! > 12) return undefined;
  const hour = (+clock! % 12) + (half === "PM" ? 12 : 0);
  const at = instant(+year!, +month!, +day!, hour, +minute!, +second!, fraction);
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
  fraction = "",
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  if (day > 28 && day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, Number(`${fraction}000`.slice(0, 3)));
}
