import { demoSpamRates } from "@/lib/core/demo/gmail";
import { type Demo, demoHistory } from "@/lib/core/demo/history";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import { DEMO_DOOR } from "@/lib/core/sources/doors";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { addDemoReports } from "./authentication/demo-reports";
import { addPeople } from "./demo-people";
import { recountDrift } from "./drift";
import { keepSpamRates } from "./gmail/spam-rates";
import { hygienePass } from "./hygiene-pass";
import { openImport } from "./import-rows";
import { ingest } from "./ingest";
import { noteIntake } from "./intake";
import { countListHealth } from "./list-health";
import { recountRecency } from "./recency";
import { inTransaction } from "./transaction";
import { undoImport } from "./undo";

const SEED = 1;
const BATCH = 5_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** "demo" in ASCII. */
const DEMO_LOCK = 0x64656d6f;

export interface DemoProgress {
  days: number;
  daysDone: number;
  events: number;
}

export interface DemoSummary {
  importId: number;
  /** As they came, repeats included. */
  events: number;
}

/**
 * Fills an empty database with the invented history of a bookshop that ends at `now`: marked as the demo, and taken out
 * again by {@link removeDemo}. What a broken attempt left behind is taken out first.
 * @throws Refusal "conflict" where there is data, or the demo already
 */
export async function loadDemo(
  db: PrismaClient,
  options: {
    days: number;
    perDay: number;
    actor: string;
    now: Date;
    onProgress?(progress: DemoProgress): void;
  },
): Promise<DemoSummary> {
  const { days, perDay, actor, now, onProgress } = options;
  return alone(db, async () => {
    const loaded = await db.import.findFirst({ where: { demo: true, state: "done" } });
    if (loaded) throw new Refusal("conflict", "The demo is loaded already.");
    await removeLoaded(db, actor, now);
    if (await db.delivery.findFirst({ select: { domain: true } }))
      throw new Refusal("conflict", "There is data already. The demo would mix with it.");
    const about = { name: `Demo, ${days} days`, source: "acs", bytes: null, startedBy: actor, demo: true };
    const id = await openImport(db, about, now);
    const history = demoHistory({ now: now.getTime(), days, perDay, seed: SEED });
    let daysDone = 0;
    const events = await takeIn(db, id, history, { days, now }, (soFar) => {
      daysDone += 1;
      onProgress?.({ days, daysDone, events: soFar });
    });
    await addDemoReports(db, { now: now.getTime(), days, perDay, seed: SEED }, id, now);
    await inTransaction(db, async (tx) => {
      await addPeople(tx, { readers: history.readers, seed: SEED }, id, now);
      await keepSpamRates(tx, demoSpamRates({ now: now.getTime(), days, perDay, seed: SEED }), id, now);
      await tx.import.update({ where: { id }, data: { state: "done", finishedAt: new Date() } });
      await audit(
        tx,
        { actor, action: "demo.loaded", subject: `import ${id}`, detail: { days, perDay } },
        now,
      );
    });
    // Nobody has yet told the planner what has just come in.
    await db.$executeRaw`analyze delivery, event`;
    await recountAll(db, now);
    return { importId: id, events };
  });
}

/** In the evening of its day, and never in the future: what the demo brings has come in as what is real would have. */
const arrivalOf = (daysAgo: number, now: Date): Date =>
  new Date(Math.min(now.getTime(), Math.floor(now.getTime() / DAY - daysAgo) * DAY + 20 * HOUR));

/** @returns the number of events, repeats included */
async function takeIn(
  db: PrismaClient,
  importId: number,
  { days }: Demo,
  of: { days: number; now: Date },
  afterDay: (events: number) => void,
): Promise<number> {
  const counts = { records: 0, accepted: 0, duplicates: 0 };
  const take = async (batch: MailEvent[], arrived: Date) => {
    const brought = await ingest(db, batch, { importId, arrived });
    counts.records += batch.length;
    counts.accepted += brought.accepted;
    counts.duplicates += brought.duplicates;
    const newest = batch.reduce((latest, { at }) => Math.max(latest, at), 0);
    await noteIntake(db, DEMO_DOOR, { ...brought, ignored: 0, rejected: 0 }, newest, arrived);
  };
  // At most two: the next is folded while the server works on the one before.
  const inFlight: Promise<void>[] = [];
  try {
    let daysAgo = of.days;
    for (const events of days) {
      daysAgo -= 1;
      for (let i = 0; i < events.length; i += BATCH) {
        const batch = take(events.slice(i, i + BATCH), arrivalOf(daysAgo, of.now));
        batch.catch(() => {});
        inFlight.push(batch);
        if (inFlight.length > 1) await inFlight.shift();
      }
      await db.import.update({ where: { id: importId }, data: { ...counts, progressAt: new Date() } });
      afterDay(counts.records);
    }
    await Promise.all(inFlight);
  } finally {
    // Nothing comes in any more once this has failed: it may be taken out at once.
    await Promise.allSettled(inFlight);
  }
  await db.import.update({ where: { id: importId }, data: counts });
  return counts.records;
}

/**
 * Takes the demo out again, to the last count; an attempt that broke off too.
 * @throws Refusal "conflict" while it is being loaded, "not-found" where there is none
 */
export async function removeDemo(db: PrismaClient, actor: string, now: Date): Promise<void> {
  await alone(db, async () => {
    if ((await removeLoaded(db, actor, now)) === 0)
      throw new Refusal("not-found", "There is no demo to remove.");
    await recountAll(db, now);
  });
}

/** What otherwise follows within the hour: nothing of it is missing on a page that is opened now, or left on it. */
async function recountAll(db: PrismaClient, now: Date): Promise<void> {
  while ((await recountRecency(db, now)) > 0);
  await countListHealth(db, now);
  await recountDrift(db, now);
  await hygienePass(db, now, true);
}

/** @returns how many there were; at most one, unless somebody broke in */
async function removeLoaded(db: PrismaClient, actor: string, now: Date): Promise<number> {
  const where = { demo: true, state: { not: "undone" } };
  await db.import.updateMany({ where: { demo: true, state: "running" }, data: { state: "failed" } });
  const rows = await db.import.findMany({ where, select: { id: true } });
  for (const { id } of rows) await undoImport(db, id, actor, now);
  return rows.length;
}

/** Holds a lock of the database that ends with its connection: a process that died holds nothing. */
async function alone<T>(db: PrismaClient, run: () => Promise<T>): Promise<T> {
  return db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<
        { free: boolean }[]
      >`select pg_try_advisory_xact_lock(${DEMO_LOCK}) as free`;
      if (!lock?.free) throw new Refusal("conflict", "The demo is being loaded or removed right now.");
      return run();
    },
    { timeout: HOUR },
  );
}
