import { type Fact, foldLease, type Lease, leaseInForce } from "./suppression";

/** Ways in which the platform and our lease contradict each other. */
export const DRIFT_KINDS = ["inferred", "attempted"] as const;
/**
 * inferred: the platform dropped a mail to an address that we held free, so that we had to infer a cycle.
 * attempted: the platform attempted a mail to an address that our lease held.
 */
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** The kind that a URL names; undefined for anything else. */
export const driftKind = (text: string | null): DriftKind | undefined =>
  DRIFT_KINDS.find((kind) => kind === text);

export interface Drift {
  kind: DriftKind;
  /** The message's key. */
  message: string;
  /** Event time, in ms since 1970. */
  at: number;
  /** What we knew of then: the cycle in force, or the last one before; null: none. */
  lease: Lease | null;
}

/**
 * Every contradiction of one address from `from` on, in order of time.
 * @param attempts messages that the platform handed to a receiver, with the time of their first status
 */
export function driftOf(
  facts: Fact[],
  attempts: readonly { message: string; at: number }[],
  from: number,
): Drift[] {
  const { history } = foldLease(facts);
  const inferred = history.flatMap(({ effect, fact, at }, i): Drift[] =>
    effect === "inferred-cycle" && at >= from
      ? [{ kind: "inferred", message: fact.id, at, lease: history[i - 1]?.lease ?? null }]
      : [],
  );
  const attempted = attempts.flatMap(({ message, at }): Drift[] => {
    const lease = history.findLast((one) => one.at < at)?.lease ?? null;
    return at >= from && leaseInForce(lease, at) ? [{ kind: "attempted", message, at, lease }] : [];
  });
  return [...inferred, ...attempted].sort((a, b) => a.at - b.at);
}
