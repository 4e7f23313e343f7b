import { compileOwnRules, type OwnRule } from "@/lib/core/bounce/own-rules";
import type { Category, Kind } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { TrialTally } from "./own-rules-tally";
import { BOUNCE, BOUNCE_COLUMNS, type BounceRow, reread } from "./reclassify-rows";

const ROWS_AT_ONCE = 5_000;
/** More are not read: the answer would take longer than people wait. */
const MOST_ROWS = 400_000;
const DAY = 86_400_000;

/** So many deliveries would move from one class and category to another. */
export interface Move {
  from: { class: Kind; category: Category };
  to: { class: Kind; category: Category };
  deliveries: number;
}

/** One delivery that would move, and what the receiver said. */
export interface TrialExample {
  address: string;
  message: string;
  recipient: string;
  at: number;
  text: string;
  span: [number, number] | null;
  /** Id of the rule, as readings name it. */
  rule: string;
  from: Kind;
  to: Kind;
}

export interface Trial {
  /** Bounces that were read, and since when: ms; null where that is all of the log. */
  read: number;
  since: number | null;
  /** There were more than are read at once; those before `since` were not looked at. */
  cut: boolean;
  /** Most deliveries first. */
  moves: Move[];
  /** Of those: moved by the shipped rules, which have changed since they were read. */
  byShipped: number;
  /** Addresses that a lease would hold now, and those that it would let go. */
  suppressed: number;
  freed: number;
  examples: TrialExample[];
}

/** Newest first, so that what is left out is the oldest. Cut off between two deliveries, never within one. */
const PAGE = `
select ${BOUNCE_COLUMNS} from event
where ${BOUNCE} and at >= $1::timestamp and at <= $2::timestamp and (at, address, message) < ($2::timestamp, $3::bigint, $4::bigint)
order by at desc, address desc, message desc fetch first ${ROWS_AT_ONCE} rows with ties`;

/**
 * What a set of own rules would do to the deliveries that bounced in the last days (null: in all of the log), and to the
 * leases of today. Nothing is written. Of all of the log it tells what `reclassify` would then do.
 */
export async function tryRules(
  db: PrismaClient,
  rules: OwnRule[],
  days: number | null,
  now: Date,
): Promise<Trial> {
  const compiled = compileOwnRules(rules);
  const from = new Date(days === null ? 0 : now.getTime() - days * DAY);
  const tally = new TrialTally(db, compiled);
  let place = { at: new Date("9999-01-01"), address: 0n, message: 0n };
  let read = 0;
  for (;;) {
    const page: BounceRow[] = await db.$queryRawUnsafe(PAGE, from, place.at, place.address, place.message);
    read += page.length;
    const last = page.at(-1);
    if (last) place = last;
    const changes = page.map((row) => reread(row, compiled)).filter((change) => change !== null);
    await tally.add(changes);
    const cut = read >= MOST_ROWS;
    if (page.length >= ROWS_AT_ONCE && !cut) continue;
    const since = cut ? place.at.getTime() : days === null ? null : from.getTime();
    return { read, since, cut, ...(await tally.result(now)) };
  }
}
