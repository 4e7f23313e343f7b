import { z } from "zod";
import { domainOf, parseHeld } from "../address";
import { fileTime } from "../suppression-file-time";

const DAY = 86_400_000;
const MILLION = 1_000_000;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** What a column may mean. */
export const SPAM_FIELDS = ["date", "rate", "domain"] as const;
export type SpamField = (typeof SPAM_FIELDS)[number];

/** What a bare number such as 0.2 is; one with a percent sign says so itself. */
export const RATE_UNITS = ["percent", "share"] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

/** Which column means what, by its title, and what the file does not say. */
export const SpamMapping = z.object({
  columns: z.partialRecord(z.enum(SPAM_FIELDS), z.string().max(200)),
  /** Of rows that name none. */
  domain: z.string().trim().max(255).default(""),
  unit: z.enum(RATE_UNITS, "Say whether the rates are percent or shares."),
});
export type SpamMapping = z.output<typeof SpamMapping>;

const TITLES: Record<SpamField, RegExp> = {
  date: /date|day|datum|jour|fecha/i,
  rate: /rate|ratio|spam|percent/i,
  domain: /domain/i,
};

/** What the columns probably mean. Of the unit nothing is guessed: 0.002 may be either. It does not matter beside percent signs. */
export function guessSpamMapping(
  columns: readonly string[],
  sample: readonly string[][],
): Omit<SpamMapping, "unit"> & { unit: RateUnit | null } {
  const found: SpamMapping["columns"] = {};
  for (const field of SPAM_FIELDS) {
    const taken = Object.values(found);
    const title = columns.find((one) => TITLES[field].test(one) && !taken.includes(one));
    if (title !== undefined) found[field] = title;
  }
  const place = columns.indexOf(found.rate ?? "");
  const cells = sample.map((row) => row[place]?.trim() ?? "").filter((cell) => cell !== "");
  const signed = cells.length > 0 && cells.every((cell) => cell.endsWith("%"));
  return { columns: found, domain: "", unit: signed ? "percent" : null };
}

/** A day of one sender domain, as Gmail says it. */
export interface SpamRow {
  /** Counted from 1970. */
  day: number;
  /** In A-labels. */
  domain: string;
  /** In millionths, 0 to 1,000,000. */
  rate: number;
}

type Parsed = { ok: true; row: SpamRow } | { ok: false; reason: string };
const refused = (reason: string): Parsed => ({ ok: false, reason });
const quoted = (text: string): string => `“${text.slice(0, 40)}”`;

/** Reads one row by the meaning of its columns. @param today the number of the UTC day; later days are none */
export function parseSpamRow(
  cell: (title: string) => string,
  { columns, domain: otherwise, unit }: SpamMapping,
  today: number,
): Parsed {
  const text = (field: SpamField): string => {
    const title = columns[field];
    return title === undefined ? "" : cell(title).trim();
  };
  const [date, told] = [text("date"), text("rate")];
  const day = dayOf(date);
  if (day === undefined)
    return refused(date ? `${quoted(date)} is no day that can only mean one.` : "It has no day.");
  // Gmail's day may have begun already where it is told.
  if (day > today + 1) return refused("Its day is yet to come.");
  const name = text("domain") || otherwise;
  if (!name) return refused("It names no domain.");
  const domain = parseHeld(`@${name}`).ok ? domainOf(`a@${name}`) : "";
  if (!domain) return refused(`${quoted(name)} is no domain.`);
  if (told === "") return refused("It has no rate: Gmail tells none of days with too little mail.");
  const rate = rateOf(told, unit);
  if (rate === undefined) return refused(`${quoted(told)} is no rate from 0 to 100%.`);
  return { ok: true, row: { day, domain, rate } };
}

/** Whether the column of the days has a title. A file without titles would lose its first row unseen. */
export const isTitled = ({ columns }: SpamMapping): boolean => dayOf(columns.date ?? "") === undefined;

/** "2026-11-24", "20261124", "Nov 24, 2026", and what `fileTime` reads; 04/05/2026 is two days, and so none. */
function dayOf(text: string): number | undefined {
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  const [, name = "", dayOfMonth = "", namedYear] = /^([a-z]{3})[a-z]* (\d{1,2}), (\d{4})$/i.exec(text) ?? [];
  const place = MONTHS.indexOf(name.toLowerCase());
  const plain = year
    ? `${year}-${month}-${date}`
    : namedYear && place >= 0
      ? `${namedYear}-${String(place + 1).padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`
      : text;
  const at = fileTime(plain);
  return at === undefined ? undefined : Math.floor(at / DAY);
}

/** A number with one point or comma at most: no thousands, which a rate has none of. */
const numberOf = (text: string): number | undefined =>
  /^\d{1,7}(?:[.,]\d{1,12})?(?:e-\d{1,2})?$/i.test(text) ? Number(text.replace(",", ".")) : undefined;

/** In millionths. */
function rateOf(text: string, unit: RateUnit): number | undefined {
  const percent = text.endsWith("%");
  const number = numberOf(percent ? text.slice(0, -1).trim() : text);
  if (number === undefined) return undefined;
  const rate = Math.round(percent || unit === "percent" ? (number / 100) * MILLION : number * MILLION);
  return rate <= MILLION ? rate : undefined;
}
