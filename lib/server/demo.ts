import { type Demo, demoHistory } from "@/lib/core/demo/history";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { addPeople } from "./demo-people";
import { openImport } from "./import-rows";
import { ingest } from "./ingest";
import { inTransaction } from "./transaction";
import { undoImport } from "./undo";

const SEED = 1;
const BATCH = 5_000;
const HOUR = 3_600_000;
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
    const events = await takeIn(db, id, history, (soFar) => {
      daysDone += 1;
      onProgress?.({ days, daysDone, events: soFar });
    });
    await inTransaction(db, async (tx) => {
      await addPeople(tx, history.readers, id, now);
      await tx.import.update({ where: { id }, data: { state: "done", finishedAt: new Date() } });
      await audit(
        tx,
        { actor, action: "demo.loaded", subject: `import ${id}`, detail: { days, perDay } },
        now,
      );
    });
    return { importId: id, events };
  });
}

/** @returns the number of events, repeats included */
async function takeIn(
  db: PrismaClient,
  importId: number,
  { days }: Demo,
  afterDay: (events: number) => void,
): Promise<number> {
  const counts = { records: 0, accepted: 0, duplicates: 0 };
  const take = async (batch: MailEvent[]) => {
    const { accepted, duplicates } = await ingest(db, batch, { importId });
    counts.records += batch.length;
    counts.accepted += accepted;
    counts.duplicates += duplicates;
  };
  // At most two: the next is folded while the server works on the one before.
  const inFlight: Promise<void>[] = [];
  try {
    for (const events of days) {
      for (let i = 0; i < events.length; i += BATCH) {
        const batch = take(events.slice(i, i + BATCH));
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
  });
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
