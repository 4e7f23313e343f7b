import { FEED_NAMES, type FeedName } from "@/lib/core/sources/doors";
import type { Database } from "@/lib/server/database";
import { feedAddresses } from "@/lib/server/feeds/addresses";
import { latestIntake } from "@/lib/server/intake";

/** Something that Repute listens to or fetches from, as this installation is set up. */
export interface FeedRow {
  name: FeedName;
  /** Where, without a secret. */
  address: string;
  /** When it was last asked, ms; null: not yet. */
  polledAt: number | null;
  /** What went wrong last; empty once it has worked again. */
  error: string;
  /** Since when it has failed without a break, ms. */
  errorAt: number | null;
  /** When it last brought something, ms, and how long after the newest of it had happened; null: never, in the intake that is kept. */
  arrivedAt: number | null;
  lag: number | null;
}

/** The feeds that are set up, and how the last look at each went. */
export async function feeds(db: Database): Promise<FeedRow[]> {
  const addresses = feedAddresses();
  const names = FEED_NAMES.filter((name) => addresses[name] !== undefined);
  const [rows, brought] = await Promise.all([
    db.feed.findMany(),
    Promise.all(names.map((name) => latestIntake(db, name))),
  ]);
  return names.map((name, i) => {
    const row = rows.find((one) => one.name === name);
    return {
      ...{ name, address: addresses[name] ?? "", error: row?.error ?? "" },
      polledAt: row?.polledAt.getTime() ?? null,
      errorAt: row?.errorAt?.getTime() ?? null,
      ...{ arrivedAt: brought[i]?.arrivedAt?.getTime() ?? null, lag: brought[i]?.lag ?? null },
    };
  });
}
