import { isDeepStrictEqual } from "node:util";
import { GRACE } from "@/lib/core/retention";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { compareReports, rebuildReports } from "./authentication/rollups";
import type { Database } from "./database";
import { FOLD, foldedOf } from "./delivery.sql";
import { compareDomainDays, forgetWrongDays } from "./domain-days";
import { derivedLeases, lockLeases, refoldLeases } from "./leases";
import { countedFrom, holdWindow, retentionOf } from "./log-window";
import { compareProviders, regroupProviders } from "./provider-groups";
import { compareRecency, rebuildRecency } from "./recency";
import { type Check, compareRollups, rebuildRollup } from "./recount";
import { type EventKey, NO_IMPORT, refoldDeliveries } from "./refold";
import { ROLLUPS } from "./rollups";
import { compareSoftEntries, rebuildSoftEntries } from "./soft-recount";
import { inTransaction } from "./transaction";

const HOUR = 3_600_000;
const LEASES_AT_ONCE = 2_000;
const KEYS_AT_ONCE = 2_000;
const MOST_KEYS = 100_000;

/** "recount" begins with it, in ASCII. */
const REBUILD_LOCK = 0x7265636f;

/**
 * Deliveries that are not the fold of their events. Once retention has cut the log, at $1 less the grace, those older
 * than $1 cannot be compared: some of their events may be gone.
 */
const COMPARED = `
with log as (
  select address, message, ${FOLD}
  from event where recipient <> '' group by 1, 2
), compared as (
  select address, message, coalesce(l.recipient, d.recipient) as recipient,
    (${foldedOf("d")}) is distinct from (${foldedOf("l")}) as wrong
  from log l full join delivery d using (address, message)
  where $1::timestamp is null or coalesce(d.at, l.at) >= $1::timestamp
)`;

async function compareDeliveries(db: Database, since: Date | null): Promise<Check> {
  const [row] = await db.$queryRawUnsafe<Omit<Check, "name">[]>(
    `${COMPARED}, older as (
      select count(*)::int as unchecked from delivery
      where $1::timestamp is not null and (at is null or at < $1::timestamp)
    ), found as (
      select count(*)::int as checked, count(*) filter (where wrong)::int as wrong from compared
    ) select * from older cross join found`,
    since,
  );
  return { name: "delivery", ...(row ?? { checked: 0, wrong: 0, unchecked: 0 }) };
}

/** What was cut by retention, and what is whole: deliveries' events from `compared` on, deliveries from `counted` on. */
async function whole(db: Database): Promise<{ compared: Date | null; counted: number | null }> {
  const [{ logFrom }, counted] = [await retentionOf(db), await countedFrom(db)];
  return { compared: logFrom === null ? null : new Date(logFrom + GRACE), counted };
}

/** Each page of leases beside their facts, in one snapshot. */
async function* leasePages(db: PrismaClient): AsyncGenerator<{ checked: number; wrong: bigint[] }> {
  let after = -(2n ** 63n);
  for (;;) {
    const page = await db.$transaction(
      async (tx) => {
        const rows = await tx.$queryRaw<{ address: bigint }[]>`
          (select distinct address from suppression_fact where address >= ${after} order by 1 limit ${LEASES_AT_ONCE})
          union (select address from lease where address >= ${after} order by 1 limit ${LEASES_AT_ONCE})
          order by 1 limit ${LEASES_AT_ONCE}`;
        const addresses = rows.map((row) => row.address);
        const stored = await tx.lease.findMany({
          where: { address: { in: addresses } },
          omit: { version: true },
        });
        const have = new Map(stored.map((row) => [row.address, row]));
        const want = new Map((await derivedLeases(tx, addresses)).map((row) => [row.address, row]));
        const wrong = addresses.filter((key) => !isDeepStrictEqual(have.get(key), want.get(key)));
        return { addresses, wrong };
      },
      { isolationLevel: "RepeatableRead", timeout: 60_000 },
    );
    const last = page.addresses.at(-1);
    if (last === undefined) return;
    yield { checked: page.addresses.length, wrong: page.wrong };
    after = last + 1n;
  }
}

/**
 * Derives everything that is derived once more and counts what differs: deliveries from the log, rollups from the
 * deliveries, leases from the facts, entries of soft bounces from the deliveries, each hash of the audit trail from the
 * one before. Right while others write. Of what retention has dropped nothing can be derived: the rows that followed from it are counted as unchecked.
 */
export async function verify(db: PrismaClient): Promise<Check[]> {
  const leases: Check = { name: "lease", checked: 0, wrong: 0, unchecked: 0 };
  for await (const { checked, wrong } of leasePages(db)) {
    leases.checked += checked;
    leases.wrong += wrong.length;
  }
  const softEntries = await compareSoftEntries(db);
  const { days: _, ...domainDays } = await compareDomainDays(db);
  const trail = await verifyAudit(db);
  // One snapshot: retention may move on meanwhile.
  const counts = await db.$transaction(
    async (tx) => {
      const { compared, counted } = await whole(tx);
      return [
        await compareDeliveries(tx, compared),
        ...(await compareRollups(tx, counted)),
        await compareProviders(tx),
        await compareRecency(tx),
        ...(await compareReports(tx)),
      ];
    },
    { isolationLevel: "RepeatableRead", maxWait: 60_000, timeout: HOUR },
  );
  return [
    ...counts,
    domainDays,
    leases,
    softEntries,
    { name: "audit_entry", checked: trail.rows, wrong: trail.brokenAt === null ? 0 : 1, unchecked: 0 },
  ];
}

/** Puts right what {@link verify} compares, but for the audit trail: that is evidence. Others may write meanwhile. */
export async function rebuild(db: PrismaClient): Promise<void> {
  for (let left = true; left; ) {
    const keys = await db.$queryRawUnsafe<EventKey[]>(
      `${COMPARED} select address, message, recipient from compared where wrong limit ${MOST_KEYS}`,
      (await whole(db)).compared,
    );
    for (let i = 0; i < keys.length; i += KEYS_AT_ONCE) {
      await refoldDeliveries(db, keys.slice(i, i + KEYS_AT_ONCE), NO_IMPORT);
    }
    left = keys.length === MOST_KEYS;
  }
  await regroupProviders(db, (await whole(db)).counted);
  await inTransaction(db, rebuildReports);
  for (const rollup of ROLLUPS) {
    await inTransaction(db, async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(${REBUILD_LOCK})`;
      await holdWindow(tx);
      await rebuildRollup(tx, rollup, (await whole(tx)).counted);
    });
  }
  await forgetWrongDays(db);
  await rebuildRecency(db, new Date());
  for await (const { wrong } of leasePages(db)) {
    if (wrong.length === 0) continue;
    await inTransaction(db, async (tx) => {
      await lockLeases(tx, wrong);
      await refoldLeases(tx, wrong);
    });
  }
  await rebuildSoftEntries(db);
}
