import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "@/prisma/generated/client";

/** What every function of lib/server takes first: the database, or the transaction it is called in. */
export type Database = PrismaClient | Prisma.TransactionClient;

/** How long a query may wait for a connection, in milliseconds. */
const CONNECTING = 20_000;

/**
 * Opens a pool on `url` (default `DATABASE_URL`); times travel as UTC, and nothing is compiled just in time: a batch
 * takes a few ms, its compilation many times that, and the planner overrates it.
 * @throws when no address is given. Connecting itself happens at the first query.
 */
export function openDatabase(url = process.env.DATABASE_URL, max = 10): PrismaClient {
  if (!url) throw new Error("DATABASE_URL is not set: start Repute with `npm start`");
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECTING,
    options: "-c timezone=UTC -c jit=off -c parallel_setup_cost=20000",
  });
  // A connection that is lost while idle, or while it changes hands, is replaced at the next query, which says so if it
  // cannot be. Unheard, the error would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
  pools.set(db, pool);
  return db;
}

const shared = globalThis as typeof globalThis & {
  reputeDatabase?: PrismaClient;
  reputePools?: WeakMap<PrismaClient, pg.Pool>;
};
// Next gives every bundle a copy of this module, and one database to all of them.
shared.reputePools ??= new WeakMap();
const pools = shared.reputePools;

/**
 * The pool beneath, for statements with megabytes of parameters: Prisma would write each out as JSON and remember the
 * last hundred of them.
 */
export function poolOf(db: PrismaClient): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error("This database was not opened by openDatabase");
  return pool;
}

/** The server's one pool; made at first use, kept through hot reloads. */
export function database(): PrismaClient {
  shared.reputeDatabase ??= openDatabase();
  return shared.reputeDatabase;
}
