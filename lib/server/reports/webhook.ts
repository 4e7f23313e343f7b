import type { Database } from "@/lib/server/database";

const DAY = 86_400_000;
const WEBHOOK = 1;

/** What the ACS webhook brought in the last 24 hours. */
export interface Webhook {
  /** Time of its latest event, ms; null: none in these hours. */
  lastEvent: number | null;
  /** Events stored, and elements of requests that could not be read. */
  accepted: number;
  rejected: number;
}

/** One read of a day of the log: what is older would have to be searched for in all of it. */
export async function webhook(db: Database, now: number): Promise<Webhook> {
  const since = new Date(now - DAY);
  const [[live], rejected] = await Promise.all([
    db.$queryRaw<{ last: Date | null; n: number }[]>`
      select max(at) as last, count(*)::float8 as n from event
      where at > ${since}::timestamp and route = ${WEBHOOK} and import = 0`,
    db.quarantine.count({ where: { importId: 0, at: { gt: since } } }),
  ]);
  return { lastEvent: live?.last?.getTime() ?? null, accepted: live?.n ?? 0, rejected };
}
