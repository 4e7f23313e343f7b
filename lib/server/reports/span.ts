import { localDay, quarterStart } from "@/lib/core/buckets";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";

/** The first and the last local day that have data. */
export interface Span {
  from: string;
  to: string;
}

/** A row stays behind, all zero, when its last delivery moves to another quarter or is withdrawn. */
const HOLDS_SOMETHING = Prisma.sql`queued + delayed + suppressed + delivered + soft + spam + hard > 0`;

/** Null while nothing has come in. Two reads at the ends of the rollup's key. */
export async function span(db: Database, tz: string): Promise<Span | null> {
  const end = async (direction: Prisma.Sql) => {
    const rows = await db.$queryRaw<{ quarter: number }[]>`
      select quarter from per_quarter_all where ${HOLDS_SOMETHING} order by quarter ${direction} limit 1`;
    return rows[0]?.quarter;
  };
  const [first, last] = await Promise.all([end(Prisma.sql`asc`), end(Prisma.sql`desc`)]);
  if (first === undefined || last === undefined) return null;
  return { from: localDay(quarterStart(first), tz), to: localDay(quarterStart(last), tz) };
}
