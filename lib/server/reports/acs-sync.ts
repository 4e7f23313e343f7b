import type { Database } from "@/lib/server/database";
import { syncPlaces } from "../acs-sync/places";

/** The state of one domain's list. Counts of addresses; times in ms since 1970. */
export interface AcsSyncRow {
  domain: string;
  listed: number;
  adding: number;
  removing: number;
  /** The latest that went wrong and has not gone right since. */
  failed: number;
  error: string;
}

/** How far the lists of ACS are; null where none is kept. */
export async function acsSync(db: Database): Promise<AcsSyncRow[] | null> {
  const places = syncPlaces();
  if (places.length === 0) return null;
  const groups = await db.acsListed.groupBy({ by: ["place", "state"], _count: true });
  const failed = await db.acsListed.groupBy({
    by: ["place"],
    where: { error: { not: "" } },
    _count: true,
    _max: { error: true },
  });
  return places.map(({ id, domain }) => {
    const countOf = (state: string) =>
      groups.find((group) => group.place === id && group.state === state)?._count ?? 0;
    const trouble = failed.find((group) => group.place === id);
    return {
      ...{ domain, listed: countOf("listed"), adding: countOf("adding"), removing: countOf("removing") },
      ...{ failed: trouble?._count ?? 0, error: trouble?._max.error ?? "" },
    };
  });
}
