import type { MailEvent } from "@/lib/core/events";
import type { SourceName } from "./names";

/** What a provider's payload turned out to hold. */
export interface Parsed {
  events: MailEvent[];
  /** Of each event the element that states it. */
  origins: unknown[];
  /** What could not be read; `index` counts the elements of the payload from 0. */
  rejects: { index: number; reason: string; raw: unknown }[];
  /** Elements that are fine but carry no fact about one recipient: polling, message-level rows, other categories. */
  ignored: number;
  /** The provider asks whether this address wants its events; it expects this code back. */
  validationCode?: string;
}

/** A provider whose reports can be read. Nothing here throws: bad data is a value. */
export interface Source {
  id: SourceName;
  /** Of one request's body, in bytes. */
  largestBody: number;
  /** Reads the decoded body of one webhook request. */
  readWebhook(body: unknown): Parsed;
  /** Reads one record of an export, or one element of a request, of whichever of the provider's forms it is. */
  readRecord(record: unknown): Parsed;
}

/** What one record says: a fact, why it cannot be read, or null where it says nothing about one recipient. */
export type Finding = MailEvent | Problem | null;

/** Why a record cannot be read, in a few words for people. */
export interface Problem {
  reason: string;
}

/** Collects the findings of the elements of one payload; an element may state several. */
export function collect(
  elements: readonly unknown[],
  read: (element: unknown) => Finding | Finding[],
): Parsed {
  const parsed: Parsed = { events: [], origins: [], rejects: [], ignored: 0 };
  for (let index = 0; index < elements.length; index += 1) {
    const raw = elements[index];
    const found = read(raw);
    if (Array.isArray(found)) for (const one of found) add(parsed, index, raw, one);
    else add(parsed, index, raw, found);
  }
  return parsed;
}

function add(parsed: Parsed, index: number, raw: unknown, finding: Finding): void {
  if (finding === null) parsed.ignored += 1;
  else if ("reason" in finding) parsed.rejects.push({ index, reason: finding.reason, raw });
  else {
    parsed.events.push(finding);
    parsed.origins.push(raw);
  }
}

/** What stands where an object should: "null", "a list", "a number". */
export function kindOfJson(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
