import { foldBatch } from "@/lib/core/deliveries";
import type { MailEvent, Reject } from "@/lib/core/events";
import { storable } from "@/lib/core/sources/text";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { domainNumbers, senderNumbers } from "./dictionary";
import { INGEST } from "./ingest.sql";
import { addressKey, messageKey } from "./keys";
import { addFacts } from "./leases";
import { jsons, numbers, texts, times } from "./literals";
import { ensurePartitions } from "./partitions";
import { retried } from "./transaction";

/**
 * Takes a batch of events in: facts and leases first, then deliveries, log and rollups, each in a transaction of its
 * own. Any order, any number of times, by any number of writers: the state depends on the set of events only. A crash
 * in between is mended by delivering the batch again. `accepted` counts events that no import had brought before by the
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
  const senders = await senderNumbers(
    db,
    events.map((event) => event.sender),
  );
  const sender = (name: string) => senders.get(name) ?? 0;
  const { deliveries, facts, log } = foldBatch(events, { address: addressKey, message: messageKey, sender });
  const { importId } = origin;
  await ensurePartitions(
    db,
    log.map((row) => row.at),
  );
  const domains = await domainNumbers(
    db,
    deliveries.map((delivery) => delivery.domain),
  );
  const values = [
    numbers(deliveries.map((row) => row.address)),
    numbers(deliveries.map((row) => row.message)),
    times(deliveries.map((row) => row.at)),
    numbers(deliveries.map((row) => row.verdict)),
    numbers(deliveries.map((row) => row.sender)),
    numbers(deliveries.map((row) => domains.get(row.domain) ?? 0)),
    numbers(deliveries.map((row) => row.seen)),
    texts(deliveries.map((row) => row.recipient)),
    texts(deliveries.map((row) => row.messageId)),
    String(importId),
    times(log.map((row) => row.at)),
    numbers(log.map((row) => row.address)),
    numbers(log.map((row) => row.message)),
    numbers(log.map((row) => row.kind)),
    numbers(log.map((row) => row.route)),
    numbers(log.map((row) => row.verdict)),
    numbers(log.map((row) => row.sender)),
    texts(log.map((row) => row.recipient)),
    texts(log.map((row) => row.messageId)),
    jsons(log.map((row) => row.detail)),
  ];
  await addFacts(
    db,
    facts.map((fact) => ({ ...fact, importId })),
  );
  const [answer] = await retried(() => db.$queryRawUnsafe<{ accepted: number }[]>(INGEST, ...values));
  const accepted = answer?.accepted ?? 0;
  return { accepted, duplicates: events.length - accepted };
}

const LONGEST_RAW = 64_000;

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
