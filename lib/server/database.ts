import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/prisma/generated/client";

/** What every function of lib/server takes first: the database, or the transaction it is called in. */
export type Database = PrismaClient | Prisma.TransactionClient;

/**
 * Opens a pool on `url` (default `DATABASE_URL`); times travel as UTC.
 * @throws when no address is given. Connecting itself happens at the first query.
 */
export function openDatabase(url = process.env.DATABASE_URL, max = 10): PrismaClient {
  if (!url) throw new Error("DATABASE_URL is not set: start Repute with `npm start`");
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max, options: "-c timezone=UTC" }),
  });
}

const shared = globalThis as typeof globalThis & { reputeDatabase?: PrismaClient };

/** The server's one pool; made at first use, kept through hot reloads. */
export function database(): PrismaClient {
  shared.reputeDatabase ??= openDatabase();
  return shared.reputeDatabase;
}
