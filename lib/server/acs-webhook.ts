import { Refusal } from "@/lib/core/error";
import type { Reject } from "@/lib/core/events";
import { SOURCES } from "@/lib/core/sources";
import type { PrismaClient } from "@/prisma/generated/client";
import { written } from "./import-batch";
import { ingest, quarantine } from "./ingest";
import { log } from "./log";
import { logWindow, refusalOf } from "./log-window";

/** What the provider gets to see; it looks at the status only. */
export type Receipt =
  | { validationResponse: string }
  | { accepted: number; duplicates: number; ignored: number; rejected: number };

/** Rows of the live routes carry no import. */
const LIVE = 0;

/**
 * Takes in the body of one Event Grid request, of either schema. A batch is all or nothing for Event Grid, so that what
 * cannot be read, a body that is no JSON included, is set aside and the rest is stored: a refusal would lose both.
 * @throws Refusal "unavailable" when it could not be stored: Event Grid then comes again
 */
export async function receiveAcs(db: PrismaClient, body: Uint8Array, now: Date): Promise<Receipt> {
  const text = new TextDecoder().decode(body);
  const { parsed, rejects } = read(text);
  if (parsed.validationCode) return { validationResponse: parsed.validationCode };
  try {
    const window = await logWindow(db, now);
    const events = parsed.events.filter((event, i) => {
      const reason = refusalOf(window, event.at);
      if (reason) rejects.push({ line: i + 1, reason, raw: written(event) });
      return !reason;
    });
    const counts = await ingest(db, events, { importId: LIVE });
    if (rejects.length) await quarantine(db, rejects, { importId: LIVE, source: "acs" }, now);
    return { ...counts, ignored: parsed.ignored, rejected: rejects.length };
  } catch (error) {
    log.error({ err: error }, "events of the ACS webhook were not stored");
    throw new Refusal("unavailable", "The events could not be stored. Send them again.");
  }
}

function read(text: string) {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const nothing = SOURCES.acs.readWebhook([]);
    return { parsed: nothing, rejects: [{ line: 1, reason: "The body is not JSON", raw: text }] };
  }
  const parsed = SOURCES.acs.readWebhook(body);
  const rejects: Reject[] = parsed.rejects.map(({ index, reason, raw }) => ({
    line: index + 1,
    reason,
    raw: written(raw),
  }));
  return { parsed, rejects };
}
