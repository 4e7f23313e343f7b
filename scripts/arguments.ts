import { isTimeZone } from "@/lib/core/buckets";
import { WrongCall } from "./io";

/** Reads a whole number of at least `least`. @throws WrongCall */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new WrongCall(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  return number;
}

/** Reads a calendar day that exists, as `2026-11-23`. @throws WrongCall */
export function day(name: string, text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text))
    throw new WrongCall(`${name} takes a day such as 2026-11-23, not "${text}".`);
  return text;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Reads an instant with its zone, as `2026-11-23T08:12:00Z` or `...+01:00`; a day alone is its midnight UTC. @throws WrongCall */
export function instant(name: string, text: string): number {
  const [, date] = INSTANT.exec(text) ?? [];
  const at = date ? Date.parse(text) : Number.NaN;
  if (!date || Number.isNaN(at))
    throw new WrongCall(`${name} takes a time with its zone such as 2026-11-23T08:12:00Z, not "${text}".`);
  day(name, date);
  return at;
}

/** Reads an IANA time zone. @throws WrongCall */
export function timeZone(name: string, text: string): string {
  if (!isTimeZone(text))
    throw new WrongCall(`${name} takes a time zone such as Europe/Berlin, not "${text}".`);
  return text;
}
