import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";

const known = new WeakMap<PrismaClient, boolean>();

/** Whether the tables are distributed by Citus (prisma/citus.sql). */
export async function isCluster(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ found: boolean }[]>`
    select exists (select from pg_extension where extname = 'citus') as found`;
  return row?.found ?? false;
}

/** As {@link isCluster}, asked once of each database: nobody distributes one that is in use. */
export async function onCluster(db: PrismaClient): Promise<boolean> {
  const found = known.get(db) ?? (await isCluster(db));
  known.set(db, found);
  return found;
}
