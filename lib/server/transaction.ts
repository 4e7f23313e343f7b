import pg from "pg";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";

/** SQLSTATE of a failed raw statement, run by Prisma or by the driver; undefined for every other error. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const adapter = error.meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined;
  return adapter?.cause?.originalCode;
}

/** Deadlock and serialisation failure: the whole may be tried again. */
const CONFLICTS = new Set(["40P01", "40001"]);
const MOST_ATTEMPTS = 20;

/** Runs a statement or a transaction, again when the server chose it as the victim of a conflict. */
export async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !CONFLICTS.has(sqlState(error) ?? "")) throw error;
    }
  }
}

/** A transaction waits for row locks of others as long as they last: Prisma's own limit is 5 s. */
const PATIENCE = { maxWait: 60_000, timeout: 600_000 };

/** Runs in the transaction given, or in one of its own, which is tried again after a conflict. */
export async function inTransaction<T>(
  db: Database,
  run: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return isClient(db) ? retried(() => db.$transaction(run, PATIENCE)) : run(db);
}

const isClient = (db: Database): db is PrismaClient => "$connect" in db;
