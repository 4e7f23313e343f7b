import { wilson } from "../statistics";
import type { SourceKind } from "./source";

/** Our own watch: of a source's mail, or of a day's, at most this share may fail. */
export const OWN_WATCH = 0.01;

/**
 * known: proves what it sends. failing: it is one of ours or a service, and does not. unknown: nothing says whose it is.
 * forwarder: our mail, passed on. foreign: somebody here said that it is not ours.
 */
export type SourceState = "known" | "failing" | "unknown" | "forwarder" | "foreign";

export interface DmarcCounts {
  n: number;
  /** Aligned and passed. */
  dkim: number;
  spf: number;
  /** Passed neither way. */
  failed: number;
  quarantined: number;
  rejected: number;
}

/** Whether more fails than may, beyond chance (Wilson 95 %). */
export const failsTooOften = ({ n, failed }: Pick<DmarcCounts, "n" | "failed">): boolean =>
  wilson(failed, n).low > OWN_WATCH;

/** @param mine what somebody here said of it; null: nothing yet */
export function stateOfSource(kind: SourceKind, counts: DmarcCounts, mine: boolean | null): SourceState {
  if (mine === false) return "foreign";
  if (kind === "forwarders") return "forwarder";
  if (!failsTooOften(counts)) return "known";
  return kind === "network" && mine === null ? "unknown" : "failing";
}

/** The order of attention: what is to be mended, then what is to be told apart, then by volume. */
const ATTENTION: Record<SourceState, number> = { failing: 0, unknown: 1, known: 2, forwarder: 2, foreign: 3 };

export const byAttention = (
  a: { state: SourceState; n: number; failed: number },
  b: { state: SourceState; n: number; failed: number },
): number =>
  ATTENTION[a.state] - ATTENTION[b.state] ||
  (a.state === "failing" ? b.failed - a.failed : b.n - a.n) ||
  b.n - a.n;
