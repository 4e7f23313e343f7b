import { setTimeout } from "node:timers/promises";
import { FACT_KINDS } from "@/lib/core/suppression";
import type { BounceReading, Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { addFacts } from "./leases";
import { numbers } from "./literals";
import { log } from "./log";
import { holdWindow, retentionOf } from "./log-window";
import { holdReading, type RulesInForce, rulesInForce } from "./own-rules";
import { settleClaims, wrongClaims } from "./reclassify-claims";
import { BOUNCE, BOUNCE_COLUMNS, type BounceRow, moveRows, type Reread, reread } from "./reclassify-rows";
import { lockDeliveries, NO_IMPORT, refoldKeys, refoldLocked } from "./refold";
import { followSoft } from "./soft-holds";
import { inTransaction } from "./transaction";

const ROWS_AT_ONCE = 1_000;
/** Each withdrawal makes batches under way begin again: in between they get their chance. */
const PAUSE = 500;
/** Without a sign of life for so long, in ms, another process goes on with it. */
const GIVEN_UP_AFTER = 10_000;
const ONLY = { id: 1 };

/** Deliveries read together are cut off between two, never within one. */
const PAGE = `
select ${BOUNCE_COLUMNS} from event
where ${BOUNCE} and at >= $1::timestamp and (at, address, message) > ($1::timestamp, $2::bigint, $3::bigint)
order by at, address, message fetch first ${ROWS_AT_ONCE} rows with ties`;

/** Of deliveries from before $3 the log has been dropped: they stay as they are. */
const WHOLE = `
select address, message from delivery join unnest($1::bigint[], $2::bigint[]) k(address, message) using (address, message)
where at is null or at >= $3::timestamp`;

/** Who is told of the end. */
interface Ending {
  actor: string;
  clock: () => Date;
}

/**
 * Reads the log again under the rules in force until all of it is read so, and brings deliveries, rollups, claims and
 * leases after it. Each of its batches leaves them consistent; broken off, it goes on where it was when it is called
 * again; others may ingest, undo and call it at the same time (docs/decisions/0007-own-rules.md).
 */
export async function reclassify(db: PrismaClient, ending: Ending): Promise<void> {
  for (;;) {
    const { phase } = await db.bounceReading.findUniqueOrThrow({ where: ONLY });
    if (phase === "settled") return;
    if (phase === "rows") await rereadPage(db, ending.clock());
    else if (await withdrawClaims(db, ending)) await setTimeout(PAUSE);
  }
}

const running = new WeakMap<PrismaClient, Promise<void>>();

/** Begins it without waiting for its end, unless another process is at it. Failures are left to the next call. */
export async function continueReclassify(db: PrismaClient, actor: string): Promise<void> {
  const { phase, progressAt } = await db.bounceReading.findUniqueOrThrow({ where: ONLY });
  const alive = progressAt !== null && Date.now() - progressAt.getTime() < GIVEN_UP_AFTER;
  if (phase === "settled" || alive || running.has(db)) return;
  startReclassify(db, actor);
}

/** As {@link continueReclassify}, for who has just changed the rules. */
export function startReclassify(db: PrismaClient, actor: string): void {
  if (running.has(db)) return;
  const work = reclassify(db, { actor, clock: () => new Date() })
    .catch((error) => log.error({ err: error }, "the log was not read again to its end"))
    .finally(() => running.delete(db));
  running.set(db, work);
}

/** The row as it is; who holds it is the only one to go on. */
async function hold(tx: Prisma.TransactionClient): Promise<BounceReading> {
  await tx.$executeRaw`select from bounce_reading where id = 1 for update`;
  return tx.bounceReading.findUniqueOrThrow({ where: ONLY });
}

async function rereadPage(db: PrismaClient, now: Date): Promise<void> {
  const rules = await rulesInForce(db);
  const before = await db.bounceReading.findUniqueOrThrow({ where: ONLY });
  const page = await pageAfter(db, before);
  const changes = changesOf(page, rules);
  const keys = await refoldKeys(
    db,
    changes.map(({ row }) => row),
  );
  await inTransaction(db, async (tx) => {
    // Before the row, as retention does.
    await holdWindow(tx);
    const state = await hold(tx);
    // Somebody has changed the rules, or has read this page meanwhile.
    if (!samePlace(state, before) || state.version !== rules.version) return;
    if (changes.length > 0) {
      await lockDeliveries(tx, keys);
      const moved = await moveRows(tx, await wholeOnes(tx, changes));
      await refoldLocked(tx, keys, NO_IMPORT);
      await addFacts(tx, claimsOf(moved));
    }
    const last = page.at(-1);
    const place = last
      ? { afterAt: last.at, afterAddress: last.address, afterMessage: last.message }
      : { phase: "claims" };
    const counts = { checked: { increment: page.length }, changed: { increment: changes.length } };
    await tx.bounceReading.update({ where: ONLY, data: { ...place, ...counts, progressAt: now } });
  });
  await followSoft(db, { soft: changes.map(({ row }) => row.address), others: [] });
}

const pageAfter = (db: PrismaClient, { afterAt, afterAddress, afterMessage }: BounceReading) =>
  db.$queryRawUnsafe<BounceRow[]>(PAGE, afterAt ?? new Date(0), afterAddress, afterMessage);

const samePlace = (a: BounceReading, b: BounceReading): boolean =>
  a.phase === b.phase &&
  a.afterAt?.getTime() === b.afterAt?.getTime() &&
  a.afterAddress === b.afterAddress &&
  a.afterMessage === b.afterMessage;

const changesOf = (page: BounceRow[], { rules }: RulesInForce): Reread[] =>
  page.map((row) => reread(row, rules)).filter((change) => change !== null);

/** Those whose delivery still has all of its log. */
async function wholeOnes(tx: Prisma.TransactionClient, changes: Reread[]): Promise<Reread[]> {
  const { logFrom } = await retentionOf(tx);
  if (logFrom === null) return changes;
  const rows = changes.map(({ row }) => row);
  const whole: { address: bigint; message: bigint }[] = await tx.$queryRawUnsafe(
    WHOLE,
    numbers(rows.map((row) => row.address)),
    numbers(rows.map((row) => row.message)),
    new Date(logFrom),
  );
  const known = new Set(whole.map(({ address, message }) => `${address} ${message}`));
  return changes.filter(({ row }) => row.recipient === "" || known.has(`${row.address} ${row.message}`));
}

/** What has become a hard bounce says so at once; what no longer is one is withdrawn when all is read. */
const claimsOf = (moved: Reread[]) =>
  moved
    .filter(({ row, kind }) => kind === "hard" && row.recipient !== "")
    .map(({ row }) => ({
      address: row.address,
      kind: FACT_KINDS.indexOf("bounce"),
      message: row.message,
      at: row.at.getTime(),
      recipient: row.recipient,
      importId: row.import,
    }));

/** @returns whether there may be more of them */
async function withdrawClaims(db: PrismaClient, { actor, clock }: Ending): Promise<boolean> {
  const { version } = await db.bounceReading.findUniqueOrThrow({ where: ONLY });
  const wrong = await wrongClaims(db);
  return inTransaction(db, async (tx) => {
    if (wrong.length > 0) await holdReading(tx);
    const state = await hold(tx);
    if (state.phase !== "claims" || state.version !== version) return false;
    if (wrong.length > 0) {
      await settleClaims(tx, wrong);
      await tx.bounceReading.update({
        where: ONLY,
        data: { epoch: { increment: 1 }, progressAt: clock() },
      });
      return true;
    }
    await tx.bounceReading.update({ where: ONLY, data: { phase: "settled", progressAt: clock() } });
    const detail = { checked: state.checked, changed: state.changed };
    await audit(
      tx,
      { actor, action: "bounce-rules.applied", subject: `bounce rules ${version}`, detail },
      clock(),
    );
    return false;
  });
}
