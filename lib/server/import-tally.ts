import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";

/** What an import has done so far; every count is of what is committed. */
export interface Tally {
  bytesRead: number;
  records: number;
  accepted: number;
  duplicates: number;
  ignored: number;
  rejected: number;
  /** Of those taken in: older than the retention, so that they go with its next run. */
  outdated: number;
}

const EVERY_MS = 1_000;

/** Keeps an import's row up to date while it runs. */
export interface Kept {
  /** @throws Refusal once somebody has given the import up, so that it goes on no longer */
  check(): void;
  /** The time now, in step with the one the import began at. */
  clock(): Date;
  /** Ends it, after the last write. */
  stop(): Promise<void>;
}

/** Writes the tally into the row once a second, which is also the sign that the import is alive. */
export function keepTally(
  db: PrismaClient,
  importId: number,
  tally: Tally,
  { now, onProgress }: { now: Date; onProgress?: (tally: Tally) => void },
): Kept {
  const begun = performance.now();
  const clock = () => new Date(now.getTime() + Math.round(performance.now() - begun));
  let givenUp = false;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    const data = { ...tally, progressAt: clock() };
    try {
      const { count } = await db.import.updateMany({ where: { id: importId, state: "running" }, data });
      givenUp = count === 0;
    } catch {
      // The batch at work meets the same trouble and says so.
    }
    writing = undefined;
  }

  const timer = setInterval(() => {
    writing ??= write();
    onProgress?.(tally);
  }, EVERY_MS);

  return {
    check() {
      if (givenUp)
        throw new Refusal("conflict", "The import was given up, as it had not been heard of for a minute.");
    },
    clock,
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}
