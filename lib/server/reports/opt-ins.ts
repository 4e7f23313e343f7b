import type { Database } from "@/lib/server/database";

const DAY = 86_400_000;

/** Of the last 28 days. */
export interface OptInFigures {
  asked: number;
  confirmed: number;
}

/** How many asked for a list, and how many of them confirmed it so far; read by the index on list and time. */
export async function optInFigures(db: Database, listId: number, now: number): Promise<OptInFigures> {
  const asked = { listId, askedAt: { gte: new Date(now - 28 * DAY) } };
  const [all, confirmed] = await Promise.all([
    db.optIn.count({ where: asked }),
    db.optIn.count({ where: { ...asked, confirmedAt: { not: null } } }),
  ]);
  return { asked: all, confirmed };
}
