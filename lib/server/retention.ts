import { Refusal } from "@/lib/core/error";
import { FEWEST_DAYS, GRACE, isOutdated, type LogMonth, MOST_DAYS } from "@/lib/core/retention";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import { closeInterrupted } from "./import-rows";
import { moveWindow, retentionOf } from "./log-window";
import { outdateReading } from "./own-rules";
import { logMonths } from "./partitions";
import {
  forgetDeliveries,
  forgetEngagement,
  forgetFacts,
  forgetIntake,
  forgetMails,
  forgetQuarantine,
} from "./retention-steps";
import { inTransaction, sqlState } from "./transaction";

/** What retention drops, or would drop. */
export interface RetentionPlan {
  /** Days for which the log is kept. */
  days: number;
  /** Afterwards the log is whole from here on: ms, UTC; null while nothing was ever dropped. */
  logFrom: number | null;
  /** Months of the log that go, oldest first, each with its events. */
  months: { month: string; events: number }[];
  /** Deliveries from before that time less the grace; their figures stay in the charts. */
  deliveries: number;
}

/** What went. */
export interface RetentionDone extends RetentionPlan {
  /** Facts of suppressions that no lease depends on any more. */
  facts: number;
  /** Lines that could not be read when they came. */
  quarantined: number;
}

/** Sets for how many days the log is kept. @throws Refusal "invalid-input" */
export async function changeRetention(
  db: PrismaClient,
  days: number,
  actor: string,
  now: Date,
): Promise<number> {
  if (!Number.isInteger(days) || days < FEWEST_DAYS || days > MOST_DAYS)
    throw new Refusal("invalid-input", `Choose from ${FEWEST_DAYS} to ${MOST_DAYS} days.`, "days");
  await inTransaction(db, async (tx) => {
    const before = await retentionOf(tx);
    await tx.retention.upsert({ where: { id: 1 }, create: { days }, update: { days } });
    const detail = { before: before.days, after: days };
    await audit(tx, { actor, action: "retention.changed", subject: "retention", detail }, now);
  });
  return days;
}

async function outdatedMonths(db: Database, days: number, now: Date): Promise<LogMonth[]> {
  return (await logMonths(db)).filter((month) => isOutdated(month, days, now.getTime()));
}

/** What {@link applyRetention} would drop of log and deliveries at `now`; changes nothing. */
export async function planRetention(db: Database, now: Date): Promise<RetentionPlan> {
  const { days, logFrom: before } = await retentionOf(db);
  const due = await outdatedMonths(db, days, now);
  const months: RetentionPlan["months"] = [];
  for (const { from, to } of due) {
    const [row] = await db.$queryRaw<{ n: number }[]>`
      select count(*)::float8 as n from event
      where at >= ${new Date(from)}::timestamp and at < ${new Date(to)}::timestamp`;
    months.push({ month: new Date(from).toISOString().slice(0, 7), events: row?.n ?? 0 });
  }
  const logFrom = [before, due.at(-1)?.to ?? null].reduce((a, b) => (a === null || (b ?? a) > a ? b : a));
  const deliveries =
    logFrom === null ? 0 : await db.delivery.count({ where: { at: { lt: new Date(logFrom - GRACE) } } });
  return { days, logFrom, months, deliveries };
}

/**
 * Drops what is older than the retention: whole months of the log, deliveries a grace later, facts of suppressions that
 * no lease depends on, and unreadable lines. Charts keep their figures. Broken off, it is finished by the next call.
 * @throws Refusal "conflict" while an import is running: it may bring what is about to be forgotten.
 */
export async function applyRetention(db: PrismaClient, actor: string, now: Date): Promise<RetentionDone> {
  await closeInterrupted(db, now);
  const plan = await planRetention(db, now);
  const { logFrom, months, ...rest } = plan;
  if (months.length > 0 && logFrom !== null)
    await inTransaction(db, async (tx) => {
      await moveWindow(tx);
      // Another run may have come as far meanwhile, or farther: it never goes back.
      const { logFrom: reached } = await retentionOf(tx);
      if (reached !== null && reached >= logFrom) return;
      if (await tx.import.count({ where: { state: "running" } }))
        throw new Refusal("conflict", "An import is running. Retention waits until it is done.");
      // Batches under way may hold what is about to be forgotten: they look at the new window first.
      await outdateReading(tx);
      const row = { logFrom: new Date(logFrom) };
      await tx.retention.upsert({ where: { id: 1 }, create: row, update: row });
      await audit(
        tx,
        { actor, action: "retention.applied", subject: "retention", detail: { months, ...rest } },
        now,
      );
    });
  for (const { name, to } of await outdatedMonths(db, plan.days, now))
    if (logFrom !== null && to <= logFrom) await dropMonth(db, name);
  const quarantined = await forgetQuarantine(db, plan.days, now);
  await forgetMails(db, plan.days, now);
  await forgetIntake(db, plan.days, now);
  if (logFrom === null) return { ...plan, facts: 0, quarantined };
  const deliveries = await forgetDeliveries(db, logFrom - GRACE);
  await forgetEngagement(db);
  const facts = await forgetFacts(db, logFrom - GRACE);
  return { ...plan, deliveries, facts, quarantined };
}

const LOCK_NOT_AVAILABLE = "55P03";
const MOST_ATTEMPTS = 30;

/** Whoever comes while it waits for readers to finish waits behind it, so that it waits for seconds only, and again. */
async function dropMonth(db: PrismaClient, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(db, async (tx) => {
        await tx.$queryRaw`select set_config('lock_timeout', '2s', true)`;
        await tx.$executeRawUnsafe(`drop table if exists ${name}`);
      });
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
    }
  }
}
