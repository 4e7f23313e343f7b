import type { PrismaClient } from "@/prisma/generated/client";

/** All that ingest keeps, as sorted lines in which numbers of the dictionaries are replaced by names. */
export type State = Record<
  | "delivery"
  | "quarter"
  | "allSenders"
  | "senderDomain"
  | "code"
  | "domain"
  | "provider"
  | "campaign"
  | "reading"
  | "readingAll"
  | "readingProvider"
  | "fact"
  | "lease"
  | "log",
  string[]
>;

const SENDER = "(select name from sender where id = t.sender) as sender";
const CAMPAIGN = "(select name from campaign where id = t.campaign) as campaign";
const DOMAIN = "(select name from recipient_domain where id = t.domain) as domain";
/** Read whole before the names are looked up, which a cluster does not do for each row of a distributed table. */
const whole = (table: string) => `(select * from ${table} offset 0) t`;
const OVER_TIME = `queued, delayed, suppressed, delivered, soft, spam, hard, deferred, asynchronous, opened, clicked, complained,
  unsubscribed`;
const QUERIES: Record<keyof State, string> = {
  delivery: `select address, message, at, verdict, ${SENDER}, ${DOMAIN}, seen, recipient, message_id,
    delivered_at, opened_at, ${CAMPAIGN}, clicks::text from ${whole("delivery")}`,
  quarter: `select quarter, ${SENDER}, ${OVER_TIME} from per_quarter t`,
  allSenders: `select quarter, ${OVER_TIME} from per_quarter_all`,
  senderDomain: `select domain, quarter, ${OVER_TIME} from per_quarter_domain`,
  code: `select day, ${SENDER}, verdict, n from per_code t`,
  domain: `select day, ${SENDER}, ${DOMAIN}, suppressed, delivered, soft, spam, hard, deferred, asynchronous, complained, unsubscribed from per_domain t`,
  provider: `select day, ${SENDER}, provider, suppressed, delivered, soft, spam, hard, deferred, asynchronous, complained, unsubscribed from per_provider t`,
  campaign: `select day, ${SENDER}, ${CAMPAIGN}, suppressed, delivered, soft, spam, hard, deferred, asynchronous, complained,
    unsubscribed from per_campaign t`,
  reading: `select quarter, ${SENDER}, opened, clicked, n from per_reading t`,
  readingAll: "select quarter, opened, clicked, n from per_reading_all",
  readingProvider: `select day, ${SENDER}, provider, opened, clicked, n from per_reading_provider t`,
  fact: "select address, kind, message, import, at, recipient from suppression_fact",
  lease: "select address, recipient, domain, cycle_start, step, until, inferred, last_at from lease",
  log: `select at, address, message, kind, route, import,
    case when kind in (9, 10) then evidence else 0 end as request, verdict, ${SENDER}, ${CAMPAIGN}, recipient,
    message_id from ${whole("event")}`,
};
const KEYS: Partial<Record<keyof State, number>> = {
  ...{ quarter: 2, allSenders: 1, senderDomain: 2, code: 3, domain: 3, provider: 3, campaign: 3 },
  ...{ reading: 4, readingAll: 3, readingProvider: 5 },
};

/** One row as a line; times in ms. */
export const line = (values: unknown[]): string =>
  values.map((value) => (value instanceof Date ? value.getTime() : (value ?? ""))).join("|");
/** Rows of a rollup that have come down to nothing but zeros are no part of the state. */
const counts = (table: keyof State, values: unknown[]): boolean =>
  KEYS[table] === undefined || values.slice(KEYS[table]).some((value) => value !== 0);

/** The state of a database. */
export async function stateOf(db: PrismaClient): Promise<State> {
  const state = {} as State;
  for (const table of Object.keys(QUERIES) as (keyof State)[]) {
    const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(QUERIES[table]);
    const values = rows.map((row) => Object.values(row)).filter((row) => counts(table, row));
    state[table] = values.map(line).sort();
  }
  return state;
}

/** Empties all of it; the dictionaries stay. */
export async function emptied(db: PrismaClient): Promise<void> {
  await db.$executeRawUnsafe(
    `truncate delivery, event, per_quarter, per_quarter_all, per_quarter_domain, per_code, per_domain, domain_day, per_provider,
     per_campaign, per_reading, per_reading_all, per_reading_provider, per_recency, recency_day, suppression_fact, lease, suppression_release,
     suppression_release_item,
     import, quarantine, incoming_mail, intake, signature_token`,
  );
}

/** Lines that are in one state only, the first few of each table; empty when the two are the same. */
export function differences(have: State, want: State): string[] {
  return (Object.keys(want) as (keyof State)[]).flatMap((table) => {
    const [inHave, inWant] = [new Set(have[table]), new Set(want[table])];
    const extra = have[table].filter((row) => !inWant.has(row));
    const missing = want[table].filter((row) => !inHave.has(row));
    return [
      ...extra.slice(0, 3).map((row) => `${table} should not have ${row}`),
      ...missing.slice(0, 3).map((row) => `${table} lacks ${row}`),
    ];
  });
}
