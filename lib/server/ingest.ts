import { foldBatch } from "@/lib/core/deliveries";
import { Refusal } from "@/lib/core/error";
import type { MailEvent, Reject } from "@/lib/core/events";
import { storable } from "@/lib/core/sources/text";
import type { PrismaClient } from "@/prisma/generated/client";
import { onCluster } from "./cluster";
import { type Database, poolOf } from "./database";
import { domainNumbers, senderNumbers } from "./dictionary";
import { ingestStatement, ingestValues } from "./ingest.sql";
import { addressKey, messageKey } from "./keys";
import { addFacts } from "./leases";
import { admitReading, type RulesInForce, readEvents, underRules } from "./own-rules";
import { withPartitions } from "./partitions";
import { inTransaction, retried } from "./transaction";

const LONGEST_RAW = 64_000;

/**
 * Takes a batch of events in: facts and leases first, then deliveries, log and rollups, each in a transaction of its
 * own. Any order, any number of times, by any number of writers: the state depends on the set of events only. A crash
 * in between is mended by delivering the batch again. Events from before the log that is kept are sorted out by the
 * caller; where retention has passed them since, the batch is refused whole. `accepted` counts events that no import had brought before by the
 * same route; two imports of the same events at the same instant may both count them, never the deliveries.
 *
 * Meant to overlap: folding happens while the server works on the batch before. Batches of some 5,000 events are best.
 */
export async function ingest(
  db: PrismaClient,
  events: MailEvent[],
  origin: { importId: number },
): Promise<{ accepted: number; duplicates: number }> {
  if (events.length === 0) return { accepted: 0, duplicates: 0 };
  const { importId } = origin;
  const names = events.map((event) => event.sender);
  const senders = await senderNumbers(db, names);
  const sender = (name: string) => senders.get(name) ?? 0;
  const statement = ingestStatement(await onCluster(db));
  return underRules(db, async (rules) => {
    const read = readEvents(events, rules);
    const batch = foldBatch(read, { address: addressKey, message: messageKey, sender });
    const times = batch.log.map((row) => row.at);
    refuseForgotten(times, rules);
    const written = batch.deliveries.map((delivery) => delivery.domain);
    const domains = await domainNumbers(db, written);
    const values = ingestValues(batch, importId, (name) => domains.get(name) ?? 0, rules.epoch);
    const claims = batch.facts.map((fact) => ({ ...fact, importId }));
    if (claims.length > 0)
      await inTransaction(db, async (tx) => {
        await admitReading(tx, rules.epoch);
        await addFacts(tx, claims);
      });
    const { rows } = await withPartitions(db, times, () =>
      retried(() => poolOf(db).query<{ accepted: number }>(statement, values)),
    );
    const accepted = rows[0]?.accepted ?? 0;
    return { accepted, duplicates: events.length - accepted };
  });
}

/** @throws Refusal "unavailable": the caller's next attempt knows how far back the log goes now */
function refuseForgotten(times: number[], { logFrom }: RulesInForce): void {
  if (logFrom !== null && times.some((at) => at < logFrom))
    throw new Refusal("unavailable", "The log is no longer kept for as long as it was. Try again.");
}

/** Keeps what could not be read, as it came (cut at 64,000 characters), with the reason. */
export async function quarantine(
  db: Database,
  rejects: Reject[],
  origin: { importId: number; source: string },
  now: Date,
): Promise<void> {
  const rows = rejects.map(({ line, reason, raw }) => ({
    ...origin,
    line,
    reason,
    raw: storable(raw.slice(0, LONGEST_RAW)),
    at: now,
  }));
  await db.quarantine.createMany({ data: rows });
}
