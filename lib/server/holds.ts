import { Refusal } from "@/lib/core/error";
import { foldLease, leaseInForce } from "@/lib/core/suppression";
import { byStrength, type HoldReason } from "@/lib/core/suppression-reasons";
import type { PrismaClient } from "@/prisma/generated/client";
import { bigints } from "./binary-arrays";
import { poolOf } from "./database";
import { factsOf } from "./leases";

/** What keeps an address from mail. */
export interface Hold {
  reason: HoldReason;
  /** ISO 8601, UTC; absent where there is no end. */
  until?: string;
  /** Which mail: all, that of one list, that of one sender domain. */
  scope: "all" | "list" | "sender";
  /** Number of the list, where the scope is a list. */
  list?: number;
  /** The sender domain, where there is one. */
  sender?: string;
  /** The whole domain of the address is held. */
  wholeDomain?: true;
}

export interface HoldScope {
  now: Date;
  /** The list that the mail goes to; 0: none. */
  listId: number;
  /** The domain that the mail comes from, in A-labels; empty: not known. */
  sender: string;
  /** The message itself: whoever got it already may be told so again; 0: not known. */
  message?: bigint;
}

const NO_LIST = "no-list";

interface Row {
  /** Null in what is said of the question: that there are entries of erased addresses, or no such list. */
  address: string | null;
  /** Null for a lease. */
  reason: HoldReason | typeof NO_LIST | null;
  /** ms since 1970. */
  until: number | null;
  list_id: number;
  sender_domain: string;
  /** A lease that has facts from after `now`: the cache says nothing about `now`. */
  ahead: boolean;
}

/**
 * Leaving all lists does not keep transactional mail back: receipts still come. The keys stand in sub-selects of their
 * own, so that the planner does not weigh ten thousand constants, which takes it longer than finding them.
 */
const READ = `
select address, null as reason, extract(epoch from until)::float8 * 1000 as until, 0 as list_id, '' as sender_domain,
  last_at > $4::timestamp as ahead
from lease where address = any((select $1::bigint[])::bigint[]) and (until > $4::timestamp or last_at > $4::timestamp)
union all
select address, reason, extract(epoch from until)::float8 * 1000, list_id, sender_domain, false
from (
  select * from suppression_entry where address = any((select $2::bigint[])::bigint[])
  union all
  select * from suppression_entry where address = any((select $3::bigint[])::bigint[]) and recipient like '@%'
) entry
where list_id in (0, $5::int) and sender_domain in ('', $6::text)
  and (until is null or until > $4::timestamp) and (ended_at is null or ended_at > $4::timestamp)
  and not (reason = 'unsubscribe' and list_id = 0
    and (select exists (select 1 from list where list.id = $5::int and list.kind = 'transactional')))
union all
select address, 'too-often', extract(epoch from mailed_at + days * interval '1 day')::float8 * 1000, 0, '', false
from mail_cap
where address = any((select $2::bigint[])::bigint[]) and mailed_at + days * interval '1 day' > $4::timestamp
  and message <> $7::bigint and (select exists (select 1 from list where list.id = $5::int and list.kind = 'marketing'))
union all
select null, null, null, 0, '', false where exists (select 1 from suppression_entry where recipient = '')
union all
select null, '${NO_LIST}', null, 0, '', false where $5::int > 0 and not exists (select 1 from list where id = $5::int)`;

/** Keys of what is asked about. */
export interface HoldKeys {
  /** Of the addresses whose leases count. */
  leases: bigint[];
  /** Of the addresses whose entries count. */
  entries: bigint[];
  /** Of the whole domains whose entries count. */
  domains: bigint[];
}

/**
 * What holds each of these keys, in one round trip; the strongest where there are several. `erasures`: some entries are kept
 * under keys of another kind, see lib/server/erased.ts.
 * @throws Refusal "invalid-input" for a list that there is not: nobody could have left it
 */
export async function holdsOf(
  db: PrismaClient,
  { leases, entries, domains }: HoldKeys,
  { now, listId, sender, message = 0n }: HoldScope,
): Promise<{ holds: Map<bigint, Hold>; erasures: boolean }> {
  const keys = [leases, entries, domains].map(bigints);
  const values = [...keys, now.toISOString(), listId, sender, String(message)];
  const { rows } = await poolOf(db).query<Row>({ name: "holds", text: READ, values });
  const holds = new Map<bigint, Hold>();
  const ahead: bigint[] = [];
  let erasures = false;
  for (const row of rows) {
    if (row.address === null) {
      if (row.reason === NO_LIST) throw new Refusal("invalid-input", "There is no such list.", "listId");
      erasures = true;
      continue;
    }
    const address = BigInt(row.address);
    if (row.ahead) ahead.push(address);
    else keep(holds, address, holdOf(row));
  }
  if (ahead.length > 0)
    for (const [address, { facts }] of await factsOf(db, ahead)) {
      const { lease } = foldLease(facts, now.getTime());
      if (leaseInForce(lease, now.getTime())) keep(holds, address, leaseHold(lease.until));
    }
  return { holds, erasures };
}

/** @param until ms since 1970 */
export const leaseHold = (until: number): Hold => ({
  reason: "bounce",
  until: new Date(until).toISOString(),
  scope: "all",
});

function holdOf({ reason, until, list_id: list, sender_domain: sender }: Row): Hold {
  return {
    reason: (reason as HoldReason | null) ?? "bounce",
    ...(until !== null && { until: new Date(until).toISOString() }),
    ...scopeOf(list, sender),
  };
}

/** Which mail an entry holds. */
export const scopeOf = (list: number, sender: string): Pick<Hold, "scope" | "list" | "sender"> => ({
  scope: list > 0 ? "list" : sender ? "sender" : "all",
  ...(list > 0 && { list }),
  ...(sender && { sender }),
});

function keep(holds: Map<bigint, Hold>, key: bigint, hold: Hold): void {
  holds.set(key, stronger(holds.get(key), hold));
}

const WIDTHS: Hold["scope"][] = ["all", "sender", "list"];

/** The stronger reason; of equal ones the wider scope, then the longer. */
export function stronger<H extends Hold>(one: H | undefined, other: H): H;
export function stronger(one: Hold | undefined, other: Hold | undefined): Hold | undefined;
export function stronger(one: Hold | undefined, other: Hold | undefined): Hold | undefined {
  if (!one || !other) return one ?? other;
  const order =
    byStrength(one.reason, other.reason) ||
    WIDTHS.indexOf(one.scope) - WIDTHS.indexOf(other.scope) ||
    endOf(other) - endOf(one);
  return order <= 0 ? one : other;
}

const endOf = ({ until }: Hold): number => (until === undefined ? Number.MAX_VALUE : Date.parse(until));
