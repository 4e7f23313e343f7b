import { randomUUID } from "node:crypto";
import { changeOf, type SuppressionChange, type ToldSuppression } from "@/lib/core/outgoing";
import type { EntryReason } from "@/lib/core/suppression-reasons";
import type { Lease, Prisma } from "@/prisma/generated/client";
import { jsons, numbers, texts } from "../literals";
import type { Statements } from "../statements";

/** Suppressions in one message. */
const AT_ONCE = 100;

/** Whether anybody is told of changes at all; else nothing is read or written for them. */
async function isListening(tx: Statements): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    select exists (select from outgoing_endpoint where off_at is null and removed_at is null) as found`;
  return row?.found ?? false;
}

/** Puts changes out to every endpoint, in the transaction that makes them: they are told if and only if they are made. */
async function tell(tx: Statements, type: SuppressionChange, suppressions: ToldSuppression[]): Promise<void> {
  const bodies = Array.from({ length: Math.ceil(suppressions.length / AT_ONCE) }, (_, i) => ({
    suppressions: suppressions.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  }));
  if (bodies.length === 0) return;
  await tx.$executeRaw`
    insert into outgoing_message (endpoint_id, event_id, type, data, created_at, due_at)
    select e.id, m.event_id, ${type}, m.data, now(), now()
    from outgoing_endpoint e,
      unnest(${texts(bodies.map(() => `msg_${randomUUID()}`))}::text[], ${jsons(bodies)}::jsonb[]) m(event_id, data)
    where e.off_at is null and e.removed_at is null`;
}

interface EntryRow {
  recipient: string;
  reason: EntryReason;
  list_id: number;
  sender_domain: string;
  since: Date;
  until: Date | null;
}

/** Tells of entries by their numbers, as they stand. Of the erased nothing is told, nor that something begins which is over. */
export async function tellEntries(tx: Statements, type: SuppressionChange, ids: number[]): Promise<void> {
  if (ids.length === 0 || !(await isListening(tx))) return;
  const rows = await tx.$queryRaw<EntryRow[]>`
    select recipient, reason, list_id, sender_domain, since, coalesce(ended_at, until) as until from suppression_entry
    where id = any(${numbers(ids)}::int[]) and recipient <> '' and (until is null or until > now()) order by id`;
  const told = rows.map((row) => ({
    ...{ address: row.recipient, reason: row.reason, since: row.since.toISOString() },
    scope: row.list_id > 0 ? ("list" as const) : row.sender_domain ? ("sender" as const) : ("all" as const),
    ...(row.list_id > 0 && { list: row.list_id }),
    ...(row.sender_domain && { sender: row.sender_domain }),
    ...(row.until && { until: row.until.toISOString() }),
  }));
  await tell(tx, type, told);
}

type LeaseRow = Pick<Lease, "address" | "recipient" | "cycleStart" | "step" | "until">;

/** The leases of these addresses before they change, where anybody wants to know; else null. Their rows are locked. */
export async function leasesToTell(
  tx: Prisma.TransactionClient,
  addresses: bigint[],
): Promise<LeaseRow[] | null> {
  if (!(await isListening(tx))) return null;
  return tx.$queryRaw<LeaseRow[]>`
    select address, recipient, cycle_start as "cycleStart", step, until from lease
    where address = any(${numbers(addresses)}::bigint[])`;
}

/** Tells what became of leases. One that came and went in the past is no news: old logs may be imported in peace. */
export async function tellLeases(
  tx: Prisma.TransactionClient,
  before: LeaseRow[],
  after: LeaseRow[],
  now: Date,
): Promise<void> {
  const was = new Map(before.map((row) => [row.address, row]));
  const is = new Map(after.map((row) => [row.address, row]));
  const told: Partial<Record<SuppressionChange, ToldSuppression[]>> = {};
  for (const address of new Set([...was.keys(), ...is.keys()])) {
    const [old, next] = [was.get(address), is.get(address)];
    const ends = [old, next].map((row) => row?.until?.getTime() ?? null) as [number | null, number | null];
    const change = changeOf(...ends, now.getTime());
    const row = change === "suppression.released" ? old : next;
    if (!change || !row?.recipient || !row.cycleStart) continue;
    const until = next?.until ?? now;
    told[change] ??= [];
    told[change].push({
      ...{ address: row.recipient, reason: "bounce", scope: "all", since: row.cycleStart.toISOString() },
      until: until.toISOString(),
      ...(row.step !== null && { step: row.step + 1 }),
    });
  }
  for (const [type, suppressions] of Object.entries(told))
    await tell(tx, type as SuppressionChange, suppressions);
}
