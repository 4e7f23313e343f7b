import { Refusal } from "@/lib/core/error";
import { CONFIRM_WITHIN, type ReleaseAsk, type ReleaseConfirmation } from "@/lib/core/release";
import { isOptOut, type SuppressionReason } from "@/lib/core/suppression-reasons";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { mayAct } from "./auth";
import { addressKey } from "./keys";
import { numbers } from "./literals";
import type { Actor } from "./manual-entries";
import { finishRelease, RELEASED_AT_ONCE, releaseBatch, startCarrying } from "./release-batch";
import { selectionOf } from "./suppression-selection";
import { inTransaction } from "./transaction";

/** What would be released, to be confirmed by its number. */
export interface PreparedRelease {
  id: number;
  /** Leases and entries, by reason; only those that there are. */
  counts: Partial<Record<SuppressionReason, number>>;
  /** Those whom it is about: addresses, and whole domains. */
  recipients: number;
  /** Some of them, as written. */
  examples: string[];
}

const EXAMPLES = 5;

/**
 * Notes down what is asked for as it stands at `now`, and counts it: what is confirmed is these leases and entries, and
 * no others. Nothing is released yet.
 * @throws Refusal "not-allowed" for all but admins, "conflict" where nothing of it is in force
 */
export async function prepareRelease(
  db: PrismaClient,
  asked: ReleaseAsk,
  actor: Actor,
  now: Date,
): Promise<PreparedRelease> {
  if (!mayAct(actor.role, "admin")) throw new Refusal("not-allowed", "Only an admin may release.");
  return inTransaction(db, async (tx) => {
    await forgetUnconfirmed(tx, now);
    const { id } = await tx.suppressionRelease.create({
      data: { asked: askedAsJson(asked), preparedBy: actor.email, preparedAt: now },
    });
    const { lease, entry } = conditions(asked, now);
    const into = Prisma.sql`
      insert into suppression_release_item (release, address, entry, recipient, reason, step, until)`;
    if (lease)
      await tx.$executeRaw`${into}
        select ${id}::int, address, 0, recipient, 'bounce', step, until from lease where ${lease}`;
    if (entry)
      await tx.$executeRaw`${into}
        select ${id}::int, address, id, recipient, reason, null, until from suppression_entry where ${entry}`;
    return countPrepared(tx, id);
  });
}

async function countPrepared(tx: Prisma.TransactionClient, id: number): Promise<PreparedRelease> {
  const rows = await tx.$queryRaw<{ reason: SuppressionReason; n: number }[]>`
    select reason, count(*)::int as n from suppression_release_item where release = ${id} group by reason`;
  if (rows.length === 0) throw new Refusal("conflict", "Nothing of this is in force any more.");
  const [who] = await tx.$queryRaw<{ n: number }[]>`
    select count(distinct address)::int as n from suppression_release_item where release = ${id}`;
  const examples = await tx.$queryRaw<{ recipient: string }[]>`
    select distinct recipient from suppression_release_item where release = ${id} limit ${EXAMPLES}`;
  return {
    id,
    counts: Object.fromEntries(rows.map(({ reason, n }) => [reason, n])),
    recipients: who?.n ?? 0,
    examples: examples.map(({ recipient }) => recipient),
  };
}

/** Conditions on the two tables; null where one of them is not asked. */
function conditions(asked: ReleaseAsk, now: Date): ReturnType<typeof selectionOf> {
  if ("filter" in asked) return selectionOf(asked.filter, now);
  const { lease, entry } = selectionOf({}, now);
  const among = (condition: Prisma.Sql | null, column: Prisma.Sql, keys: bigint[], type: Prisma.Sql) =>
    condition && keys.length > 0
      ? Prisma.sql`${condition} and ${column} = any(${numbers(keys)}::${type})`
      : null;
  const [address, bigints] = [Prisma.sql`address`, Prisma.sql`bigint[]`];
  if ("recipient" in asked) {
    const keys = [addressKey(asked.recipient)];
    return { lease: among(lease, address, keys, bigints), entry: among(entry, address, keys, bigints) };
  }
  const of = (kind: "lease" | "entry") => asked.rows.filter((row) => row.kind === kind).map((row) => row.id);
  return {
    lease: among(lease, address, of("lease"), bigints),
    entry: among(entry, Prisma.sql`id`, of("entry"), Prisma.sql`int[]`),
  };
}

const askedAsJson = (asked: ReleaseAsk): Prisma.InputJsonObject =>
  "rows" in asked
    ? { rows: asked.rows.map(({ kind, id }) => `${kind}.${id}`) }
    : JSON.parse(JSON.stringify(asked));

async function forgetUnconfirmed(tx: Prisma.TransactionClient, now: Date): Promise<void> {
  const old = await tx.suppressionRelease.findMany({
    where: { state: "prepared", preparedAt: { lt: new Date(now.getTime() - CONFIRM_WITHIN) } },
    select: { id: true },
  });
  const ids = old.map(({ id }) => id);
  await tx.suppressionReleaseItem.deleteMany({ where: { releaseId: { in: ids } } });
  await tx.suppressionRelease.deleteMany({ where: { id: { in: ids }, state: "prepared" } });
}

/**
 * Releases what was prepared, the next send to each is attempted. Up to a thousand in one transaction; more in batches,
 * which others and crashes may come between: then any process goes on with them.
 * @throws Refusal "not-allowed" for all but admins, "invalid-input", "not-found", "conflict" where it was confirmed
 * before, too late, without the second confirmation of its opt-outs, or where nothing of it is in force any more
 */
export async function confirmRelease(
  db: PrismaClient,
  { id, reason, reasons, optOuts }: ReleaseConfirmation & { id: number },
  actor: Actor,
  now: Date,
): Promise<{ id: number; items: number; released: number; state: "running" | "done" }> {
  if (!mayAct(actor.role, "admin")) throw new Refusal("not-allowed", "Only an admin may release.");
  const confirmed = await inTransaction(db, async (tx) => {
    const begun = await tx.suppressionRelease.updateMany({
      where: { id, state: "prepared", preparedAt: { gt: new Date(now.getTime() - CONFIRM_WITHIN) } },
      data: { state: "running", preparedBy: actor.email, reason, startedAt: now, progressAt: now },
    });
    if (begun.count === 0) await refuseConfirmation(tx, id);
    await tx.suppressionReleaseItem.deleteMany({ where: { releaseId: id, reason: { notIn: reasons } } });
    const { counts, examples } = await countPrepared(tx, id);
    const sum = (of: (reason: SuppressionReason) => boolean) =>
      Object.entries(counts).reduce((n, [one, more]) => n + (of(one as SuppressionReason) ? more : 0), 0);
    if (sum(isOptOut) !== optOuts)
      throw new Refusal("conflict", "What recipients decided needs a second confirmation.", "optOuts");
    const items = sum(() => true);
    const { asked } = await tx.suppressionRelease.update({ where: { id }, data: { items } });
    const detail = { release: id, reason, asked, counts };
    const subject = items === 1 ? (examples[0] ?? "") : `${items} suppressions`;
    await audit(tx, { actor: actor.email, action: "suppression.released", subject, detail }, now);
    if (items > RELEASED_AT_ONCE) return { items, released: 0, state: "running" as const };
    const released = await releaseBatch(tx, id, now);
    if (released === 0)
      throw new Refusal("conflict", "It is free already: nothing of this is in force any more.");
    await finishRelease(tx, id, now);
    return { items, released, state: "done" as const };
  });
  if (confirmed.state === "running") startCarrying(db, id);
  return { id, ...confirmed };
}

async function refuseConfirmation(tx: Prisma.TransactionClient, id: number): Promise<never> {
  const found = await tx.suppressionRelease.findUnique({ where: { id }, select: { state: true } });
  if (!found) throw new Refusal("not-found", "There is no such release. Count it again.");
  throw new Refusal(
    "conflict",
    found.state === "prepared" ? "It was counted too long ago. Count it again." : "It was released already.",
  );
}
