import { kindCode } from "@/lib/core/events";
import { GRACE } from "@/lib/core/retention";
import { foldSoft, type SoftHold, type SoftMail } from "@/lib/core/soft-policy";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { ERASED } from "./erased";
import { numbers } from "./literals";
import { retentionOf } from "./log-window";
import { statements } from "./statements";
import { type AddedEntry, addEntries, removeWithdrawn } from "./suppression-entries";
import { inTransaction } from "./transaction";

/*
 * Entries of soft bounces follow from the deliveries of their address and the policy, as leases follow from facts: whoever
 * changes deliveries calls `followSoft` afterwards. Those that somebody has released stay, and begin the row anew.
 */

const AT_ONCE = 500;
const [SOFT, DELIVERED] = [kindCode("soft"), kindCode("delivered")];
const ONLY = { id: 1 };

/** What deliveries have just become, as far as soft bounces go. */
export interface Touched {
  /** Addresses with a soft bounce. */
  soft: bigint[];
  /** Others: they matter where an entry stands that a delivery may end. */
  others: bigint[];
}

/** Sorts what ingest has written. */
export function touchedBy(deliveries: { address: bigint; verdict: number }[]): Touched {
  const soft = new Set<bigint>();
  const others = new Set<bigint>();
  for (const { address, verdict } of deliveries)
    (unpackVerdict(verdict).outcome === "soft" ? soft : others).add(address);
  return { soft: [...soft], others: [...others].filter((address) => !soft.has(address)) };
}

/** Brings the entries of these addresses after their deliveries, which are committed. A repeat is harmless. */
export async function followSoft(db: PrismaClient, { soft, others }: Touched): Promise<void> {
  const [policy] = await statements(db).$queryRaw<
    { active: boolean }[]
  >`select active from soft_policy where id = 1`;
  // Switched off, what stands is withdrawn by who switched it off.
  if (policy && !policy.active) return;
  const held = await db.$queryRaw<{ address: bigint }[]>`
    select distinct address from suppression_entry
    where reason = 'soft' and import = 0 and ended_at is null and address = any(${numbers(others)}::bigint[])`;
  await refoldSoft(db, [...soft, ...held.map((row) => row.address)]);
}

/** As {@link followSoft}, whatever happened to their deliveries. */
export async function refoldSoft(db: PrismaClient, addresses: bigint[]): Promise<void> {
  const sorted = [...new Set(addresses)].sort((a, b) => (a < b ? -1 : 1));
  for (let from = 0; from < sorted.length; from += AT_ONCE) {
    const some = sorted.slice(from, from + AT_ONCE);
    await inTransaction(db, (tx) => refoldLocked(tx, some));
  }
}

async function refoldLocked(tx: Prisma.TransactionClient, addresses: bigint[]): Promise<void> {
  // Who holds the address comes first; what they committed is seen by the statements after.
  await tx.$executeRaw`
    select count(pg_advisory_xact_lock(a))
    from (select unnest(${numbers(addresses)}::bigint[]) as a order by 1) k`;
  const { wrong, missing, holding } = await compareSoft(tx, addresses);
  const over = wrong.filter(({ address }) => !holding.has(address));
  await removeWithdrawn(
    tx,
    wrong.map(({ id }) => id),
    over.map(({ id }) => id),
  );
  await addEntries(tx, missing);
}

/** The entries of some addresses beside what their deliveries and the policy ask for. */
export interface SoftComparison {
  /** How many stand as they must. */
  right: number;
  /** They stand, and follow from nothing. */
  wrong: { id: number; address: bigint }[];
  /** They follow, and do not stand. */
  missing: (AddedEntry & { address: bigint })[];
  /** Addresses that one that follows holds without an end, or that one of `old` may hold. */
  holding: ReadonlySet<bigint>;
  /** How many stand whose mails are forgotten, at least in part: they do so until somebody releases them. */
  old: number;
}

/** Compares; writes nothing. */
export async function compareSoft(db: Database, addresses: bigint[]): Promise<SoftComparison> {
  const { active, inARow, days } = await db.softPolicy.findUniqueOrThrow({ where: ONLY });
  const wanted = active ? await derived(db, addresses, { inARow, days }) : new Map<bigint, Derived>();
  const standing = await db.suppressionEntry.findMany({
    where: { address: { in: addresses }, reason: "soft", importId: 0, endedAt: null },
    select: { id: true, address: true, since: true, until: true, note: true },
  });
  const { logFrom } = await retentionOf(db);
  const old = standing.filter((one) => logFrom !== null && isForgotten(one, logFrom));
  const settled = new Set(old.map((one) => one.address));
  const rows = [...wanted].flatMap(([address, { recipient, holds }]) =>
    holds.map(({ since, until, mails, from }) => ({
      ...{ address, reason: "soft" as const },
      // Of who was erased nothing is kept but that they are held.
      ...(recipient.startsWith(`${ERASED}@`)
        ? { recipient: "", note: "" }
        : { recipient, note: provenance(mails, from) }),
      ...{ since: new Date(since), until: until === null ? null : new Date(until) },
    })),
  );
  const due = new Set(rows.map(keyOf));
  const there = new Set(standing.map(keyOf));
  const young = standing.filter((one) => !old.includes(one));
  const wrong = young.filter((one) => !due.has(keyOf(one)));
  const missing = rows.filter((row) => !there.has(keyOf(row)) && !settled.has(row.address));
  const open = rows.filter((row) => row.until === null).map((row) => row.address);
  const holding = new Set([...settled, ...open]);
  return { right: young.length - wrong.length, wrong, missing, holding, old: old.length };
}

type Told = { address: bigint; since: Date; until: Date | null; note: string };
const keyOf = ({ address, since, until, note }: Told): string =>
  `${address} ${since.getTime()} ${until?.getTime() ?? ""} ${note}`;

/** Why it is there, for people. */
const provenance = (mails: number, from: number): string =>
  `${mails} in a row since ${new Date(from).toISOString().slice(0, 10)} (UTC)`;

/** Whether mails it follows from may be gone: the log is kept from `logFrom` (ms) on, its deliveries a grace longer. */
function isForgotten({ since, note }: Told, logFrom: number): boolean {
  const began = Date.parse(/ since (\S+) /.exec(note)?.[1] ?? "");
  return since.getTime() < logFrom || began < logFrom - GRACE;
}

interface Derived {
  recipient: string;
  holds: SoftHold[];
}

/** What the rule makes of the deliveries of these addresses. */
async function derived(
  db: Database,
  addresses: bigint[],
  rule: Parameters<typeof foldSoft>[2],
): Promise<Map<bigint, Derived>> {
  type Row = { address: bigint; message: bigint; at: Date; verdict: bigint; recipient: string };
  const rows = await db.$queryRaw<Row[]>`
    select address, message, at, verdict, recipient from delivery
    where address = any(${numbers(addresses)}::bigint[]) and at is not null
      and rank_of(verdict) in (${SOFT}, ${DELIVERED})`;
  const released = await db.suppressionEntry.findMany({
    where: { address: { in: addresses }, reason: "soft", importId: 0, endedAt: { not: null } },
    select: { address: true, endedAt: true },
  });
  const mails = new Map<bigint, { recipient: string; mails: SoftMail[] }>();
  for (const { address, message, at, verdict, recipient } of rows) {
    const { outcome, category } = unpackVerdict(Number(verdict));
    const known = mails.get(address) ?? { recipient, mails: [] };
    if (recipient > known.recipient) known.recipient = recipient;
    known.mails.push({
      id: message,
      at: at.getTime(),
      outcome: outcome === "soft" ? "soft" : "delivered",
      category,
    });
    mails.set(address, known);
  }
  return new Map(
    [...mails].map(([address, { recipient, mails: own }]) => {
      const ends = released
        .filter((one) => one.address === address)
        .map((one) => one.endedAt?.getTime() ?? 0);
      return [address, { recipient, holds: foldSoft(own, ends, rule) }];
    }),
  );
}
