const EARLIEST = Date.UTC(1995, 0);
const END = Date.UTC(2100, 0);

/** "2026-11-24", "2026-11-24 08:12:00", "2026-11-24T08:12:00.123Z", "... UTC", "... +01:00" */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
/** RFC 5322 section 3.3, with the zone by a name that can be only one: "Fri, 21 Oct 2011 11:02:55 UTC" */
const MAIL = /^(?:[a-z]{3}, )?(\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)?) (UTC|GMT|Z|[+-]\d{4})$/i;
const NUMBER = /^\d{9,13}(\.\d+)?$/;

/**
 * The time in a file of suppressions, in ms since 1970: ISO 8601 (without a zone in UTC, a date alone its first instant),
 * the form of mail headers, or seconds or milliseconds since 1970. Undefined for anything else, such as 04/05/2026, which
 * is two days, and for years outside of 1995 to 2099.
 */
export function fileTime(text: string): number | undefined {
  const at = instantOf(text.trim());
  return at !== undefined && at >= EARLIEST && at < END ? Math.trunc(at) : undefined;
}

function instantOf(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text) * (text.split(".")[0]!.length > 10 ? 1 : 1000);
  const [, date, clock = "00:00", zone = "Z"] = ISO.exec(text) ?? [];
  if (date) {
    const offset = /^[+-]/.test(zone) ? zone.replace(/^(...):?/, "$1:") : "Z";
    // The parser takes 31 February for 3 March.
    if (new Date(`${date}T00:00Z`).toJSON()?.slice(0, 10) !== date) return undefined;
    return known(Date.parse(`${date}T${clock}${offset}`));
  }
  const [, day, mailZone] = MAIL.exec(text) ?? [];
  return day && mailZone ? known(Date.parse(`${day} ${mailZone.replace(/^Z$/i, "UTC")}`)) : undefined;
}

const known = (ms: number): number | undefined => (Number.isNaN(ms) ? undefined : ms);
