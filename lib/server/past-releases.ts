import type { SuppressionReason } from "@/lib/core/suppression-reasons";
import type { Database } from "./database";
import { numbers } from "./literals";

/** A release of one address that was not taken back. */
export interface PastRelease {
  /** Number of the release. */
  id: number;
  address: bigint;
  /** ms since 1970 */
  at: number;
  by: string;
  why: string;
  reasons: SuppressionReason[];
}

/** Every release of these addresses, latest first. */
export async function releasesOf(db: Database, addresses: bigint[]): Promise<PastRelease[]> {
  if (addresses.length === 0) return [];
  return db.$queryRaw<PastRelease[]>`
    select r.id, i.address, extract(epoch from i.released_at)::float8 * 1000 as at, r.prepared_by as by, r.reason as why,
      array_agg(i.reason order by i.reason) as reasons
    from suppression_release_item i join suppression_release r on r.id = i.release
    where i.address = any(${numbers(addresses)}::bigint[]) and i.state = 'released'
    group by r.id, i.address, i.released_at order by i.released_at desc, r.id desc`;
}

/** How long after its latest release, in ms, an address was suppressed again that is so since `began`; null: never released. */
export function releasedBefore(releases: PastRelease[], address: bigint, began: number): number | null {
  const last = releases.find((one) => one.address === address && one.at <= began);
  return last ? began - last.at : null;
}
