import { foldBatch } from "@/lib/core/deliveries";
import { Refusal } from "@/lib/core/error";
import type { MailEvent, Reject } from "@/lib/core/events";
import { holdOf } from "@/lib/core/holds";
import { storable } from "@/lib/core/sources/text";
import type { PrismaClient } from "@/prisma/generated/client";
import { onCluster } from "./cluster";
import { type Database, poolOf } from "./database";
import { campaignNumbers, domainNumbers, OTHER_CAMPAIGNS, senderNumbers } from "./dictionary";
import { ingestStatement, ingestValues } from "./ingest.sql";
import { LIVE } from "./intake";
import { addressKey, messageKey } from "./keys";
import { addFacts } from "./leases";
import { numbers, texts } from "./literals";
import { admitReading, type RulesInForce, readEvents, underRules } from "./own-rules";
import { withPartitions } from "./partitions";
import { holdByEvents } from "./provider-entries";
import { followSoft, touchedBy } from "./soft-holds";
import { inTransaction, retried } from "./transaction";

const DAY = 86_400_000;
/** In characters. What came in by itself comes from nowhere else again: it is kept as long as the largest body may be. */
const LONGEST_RAW = { file: 64_000, live: 25_000_000 };

/**
 * Takes a batch of events in: facts and leases first, then deliveries, log and rollups, each in a transaction of its
 * own. Any order, any number of times, by any number of writers: the state depends on the set of events only. A crash
 * in between is mended by delivering the batch again. Events from before the log that is kept are sorted out by the
 * caller; where retention has passed them since, the batch is refused whole. `accepted` counts events that no import had brought before by the
 * same route; two imports of the same events at the same instant may both count them, never the deliveries. `late` are those
 * of them that are more than a day older than `arrived`; 0 where it is not given.
 *
 * Meant to overlap: folding happens while the server works on the batch before. Batches of some 10,000 events are best.
 */
export async function ingest(
  db: PrismaClient,
  events: MailEvent[],
  origin: { importId: number; arrived?: Date },
): Promise<{ accepted: number; duplicates: number; late: number }> {
  if (events.length === 0) return { accepted: 0, duplicates: 0, late: 0 };
  const { importId, arrived } = origin;
  const lateBefore = arrived ? arrived.getTime() - DAY : null;
  const names = events.map((event) => event.sender);
  const senders = await senderNumbers(db, names);
  const sender = (name: string) => senders.get(name) ?? 0;
  const campaigns = await campaignNumbers(db, campaignsIn(events));
  const campaign = (name: string) => campaigns.get(name) ?? OTHER_CAMPAIGNS;
  // Named, so that a connection plans it a few times only: that takes as long as a tenth of a batch.
  const text = ingestStatement(await onCluster(db));
  return underRules(db, async (rules) => {
    const read = readEvents(events, rules);
    const batch = foldBatch(read, { address: addressKey, message: messageKey, sender, campaign });
    const times = batch.log.map((row) => row.at);
    refuseForgotten(times, rules);
    const written = batch.deliveries.map((delivery) => delivery.domain);
    const domains = await domainNumbers(db, written);
    const values = ingestValues(batch, importId, (name) => domains.get(name) ?? 0, {
      epoch: rules.epoch,
      lateBefore,
    });
    const claims = batch.facts.map((fact) => ({ ...fact, importId }));
    if (claims.length > 0 || read.some(holdOf))
      await inTransaction(db, async (tx) => {
        await admitReading(tx, rules.epoch);
        await addFacts(tx, claims);
        await holdByEvents(tx, read, importId);
      });
    const { rows } = await withPartitions(db, times, () =>
      retried(() => poolOf(db).query<{ accepted: number; late: number }>({ name: "ingest", text, values })),
    );
    await followSoft(db, touchedBy(batch.deliveries));
    const { accepted, late } = rows[0] ?? { accepted: 0, late: 0 };
    return { accepted, duplicates: events.length - accepted, late };
  });
}

const campaignsIn = (events: MailEvent[]): string[] => events.flatMap(({ campaign }) => campaign || []);

/** @throws Refusal "unavailable": the caller's next attempt knows how far back the log goes now */
function refuseForgotten(times: number[], { logFrom }: RulesInForce): void {
  if (logFrom !== null && times.some((at) => at < logFrom))
    throw new Refusal("unavailable", "The log is no longer kept for as long as it was. Try again.");
}

/**
 * Keeps what could not be read, as it came, with the reason. What came in by itself is kept whole, and once, however often its
 * sender repeats it; a line of a file is cut at 64,000 characters.
 */
export async function quarantine(
  db: Database,
  rejects: Reject[],
  origin: { importId: number; source: string },
  now: Date,
): Promise<void> {
  const longest = origin.importId === LIVE ? LONGEST_RAW.live : LONGEST_RAW.file;
  const rows = rejects.map(({ line, reason, raw }) => ({
    ...origin,
    line,
    reason,
    raw: storable(raw.slice(0, longest)),
    at: now,
  }));
  if (origin.importId !== LIVE) {
    await db.quarantine.createMany({ data: rows });
    return;
  }
  await db.$executeRaw`
    insert into quarantine (import, source, line, reason, raw, at)
    select distinct on (reason, raw) 0, ${origin.source}, line, reason, raw, ${now}::timestamp
    from unnest(${numbers(rows.map(({ line }) => line))}::int[], ${texts(rows.map(({ reason }) => reason))}::text[],
      ${texts(rows.map(({ raw }) => raw))}::text[]) given (line, reason, raw)
    where not exists (select from quarantine q where q.import = 0 and md5(q.raw) = md5(given.raw)
      and q.source = ${origin.source} and q.reason = given.reason)
    order by reason, raw, line`;
}
