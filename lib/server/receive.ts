import { Refusal } from "@/lib/core/error";
import type { MailEvent, Reject } from "@/lib/core/events";
import { SOURCES } from "@/lib/core/sources";
import { decodeJson } from "@/lib/core/sources/json";
import type { SourceName } from "@/lib/core/sources/names";
import type { Parsed } from "@/lib/core/sources/source";
import type { PrismaClient } from "@/prisma/generated/client";
import { readBody } from "./body";
import { written } from "./import-batch";
import { ingest, quarantine } from "./ingest";
import { LIVE, noteIntake, noteRefused } from "./intake";
import { liveRefusalOf, logWindow } from "./log-window";
import { orUnavailable } from "./or-unavailable";
import { ADMISSIONS } from "./sources/admission";
import { settingsOf } from "./sources/settings";
import { type Statements, statements } from "./statements";
import { inTransaction } from "./transaction";

/** What the provider gets to see; it looks at the status only. */
export type Receipt =
  | { validationResponse: string }
  | { accepted: number; duplicates: number; ignored: number; rejected: number };

const MOST_ELEMENTS = 10_000;
/** What who has no right is told, see sources/acs.ts. */
const NO_PROOF = ["not-signed-in", "not-found"];
/** What the database takes at once best. */
const BATCH = 5_000;

/**
 * Takes in one request of a source. A request is all or nothing for its sender, so that what cannot be read, a body that
 * is no JSON included, is set aside and the rest is stored: a refusal would lose both.
 * @throws Refusal "unavailable" for whatever goes wrong on our side: the provider then comes again. Event Grid drops what is
 * answered 413, and leaves what is answered 503 among its dead letters in the end: it is told so where others are told "too-large".
 */
export async function receive(
  db: PrismaClient,
  source: SourceName,
  request: Request,
  now: Date,
): Promise<Receipt> {
  const taking = admitAndTake(db, source, request, now).catch((error) => {
    const isDropped = source === "acs" && error instanceof Refusal && error.code === "too-large";
    throw isDropped ? new Refusal("unavailable", error.message) : error;
  });
  return orUnavailable(taking, "The events could not be stored. Send them again.");
}

async function admitAndTake(
  db: PrismaClient,
  source: SourceName,
  request: Request,
  now: Date,
): Promise<Receipt> {
  const settings = await settingsOf(statements(db), source);
  if (source !== "acs" && !settings?.connectedAt)
    throw new Refusal("not-found", "This source is not connected.");
  let bytes: ReturnType<typeof readBody> | undefined;
  const body = () => (bytes ??= readBody(request, SOURCES[source].largestBody));
  try {
    await ADMISSIONS[source]({ db, source, settings, request, body, now });
  } catch (error) {
    if (error instanceof Refusal && NO_PROOF.includes(error.code))
      await noteRefused(statements(db), source, now);
    throw error;
  }
  const { parsed, rejects } = read(source, new TextDecoder().decode(await body()));
  if (parsed.validationCode) return { validationResponse: parsed.validationCode };
  if (parsed.events.length + parsed.ignored + rejects.length > MOST_ELEMENTS)
    throw new Refusal("too-large", `Send at most ${MOST_ELEMENTS.toLocaleString("en-GB")} events at once.`);
  return takeIn(db, source, parsed, rejects, now);
}

async function takeIn(
  db: PrismaClient,
  source: SourceName,
  parsed: Parsed,
  rejects: Reject[],
  now: Date,
): Promise<Receipt> {
  const window = await logWindow(statements(db), now);
  const events = parsed.events.filter((event, i) => {
    const reason = liveRefusalOf(window, event.at);
    if (reason) rejects.push({ line: i + 1, reason, raw: written(parsed.origins[i]) });
    return !reason;
  });
  const brought = { accepted: 0, duplicates: 0, ignored: parsed.ignored, rejected: rejects.length };
  let late = 0;
  for (let start = 0; start < events.length; start += BATCH) {
    const counts = await ingest(db, events.slice(start, start + BATCH), { importId: LIVE, arrived: now });
    brought.accepted += counts.accepted;
    brought.duplicates += counts.duplicates;
    late += counts.late;
  }
  const note = (on: Statements) => noteIntake(on, source, { ...brought, late }, newestOf(events), now);
  if (rejects.length === 0) await note(statements(db));
  else
    await inTransaction(db, async (tx) => {
      await quarantine(tx, rejects, { importId: LIVE, source }, now);
      await note(tx);
    });
  return brought;
}

const newestOf = (events: MailEvent[]): number | null =>
  events.reduce<number | null>((newest, { at }) => Math.max(newest ?? at, at), null);

function read(source: SourceName, text: string): { parsed: Parsed; rejects: Reject[] } {
  const decoded = decodeJson(text);
  if ("reason" in decoded)
    return {
      parsed: { events: [], origins: [], rejects: [], ignored: 0 },
      rejects: [{ line: 1, reason: decoded.reason, raw: text }],
    };
  const parsed = SOURCES[source].readWebhook(decoded.value);
  const rejects = parsed.rejects.map(({ index, reason, raw }): Reject => {
    return { line: index + 1, reason, raw: written(raw) };
  });
  return { parsed, rejects };
}
