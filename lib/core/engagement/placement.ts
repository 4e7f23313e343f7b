import { isClear, isCompared } from "../changes";
import type { Share } from "../score";
import { falseDiscovery, tailOf, twoProportions } from "../statistics";

/** Mail that people opened, of delivered, in a period and in the one before. */
interface Read {
  now: Share;
  before: Share;
}

export interface PlacementHint extends Read {
  provider: string;
  /** All other providers together. */
  others: Read;
}

/** Of all hints, at most this share is expected to be chance. */
const FALSE_SHARE = 0.01;

const sum = (shares: Share[]): Share =>
  shares.reduce((all, { k, n }) => ({ k: all.k + k, n: all.n + n }), { k: 0, n: 0 });
const fell = (read: Read): boolean => twoProportions(read.now, read.before) < 0 && isClear(read);

/**
 * The providers at which people clearly read less than before while at the others they did not: what mail that goes to
 * the spam folder looks like from outside, and no measurement of it. By the rules by which a rate counts as changed.
 * @param reads one for each provider that is named
 */
export function placementHints(reads: (Read & { provider: string })[]): PlacementHint[] {
  const compared = reads.filter(isCompared);
  const kept = falseDiscovery(
    compared.map(({ now, before }) => tailOf(twoProportions(now, before))),
    FALSE_SHARE,
  );
  return compared.flatMap((read, i) => {
    const rest = reads.filter(({ provider }) => provider !== read.provider);
    const others = { now: sum(rest.map(({ now }) => now)), before: sum(rest.map(({ before }) => before)) };
    return kept[i] && fell(read) && isCompared(others) && !fell(others) ? [{ ...read, others }] : [];
  });
}
