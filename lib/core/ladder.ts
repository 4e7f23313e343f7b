import { afterSend, type Lease, leaseInForce, MAX_STAY, type Occurrence, STEPS } from "./suppression";

/** A stretch of the cycle's fourteen days, as fractions of them: 0 is the bounce, 1 the limit. */
export interface Stretch {
  from: number;
  to: number;
}

/** One step of the lease. A stretch is null where there is none. */
export interface Rung {
  step: number;
  /** Time that this step held the address. */
  spent: Stretch | null;
  /** What the next send, or a release, took from the step. */
  cut: Stretch | null;
  /** What remains, of the step in force only. */
  left: Stretch | null;
}

/** The latest cycle of an address as the picture of rising steps (see components/suppressions/ladder.tsx). */
export interface Ladder {
  /** Bounce that began the cycle, and the last moment it may hold the address: ms, UTC. */
  cycleStart: number;
  limit: number;
  /** The platform's log knew the address before we did. */
  inferred: boolean;
  rungs: Rung[];
  /** Sends that lifted the lease to a higher step. */
  lifts: { at: number; from: number; to: number }[];
  /** The step in force; null when the lease has run out or was released. */
  current: number | null;
  /** What a send at this moment would make of it; null where it would change nothing. */
  ifSentNow: (Stretch & { step: number }) | null;
  /** Where `now` lies; null after the fourteen days. */
  now: number | null;
  ticks: { at: number; time: number }[];
}

const TICK = 2 * 24 * 3_600_000;

/**
 * Lays out the latest cycle of a history that {@link foldLease} made; null where the address never had a lease.
 * Source: spec/suppression-lease.md; "drawn as steps" of the visual language.
 */
export function ladder(history: Pick<Occurrence, "at" | "effect" | "lease">[], now: number): Ladder | null {
  const known = history.filter((occurrence) => occurrence.at <= now);
  const begin = known.findLastIndex(({ effect }) => effect === "new-cycle" || effect === "inferred-cycle");
  const first = known[begin]?.lease;
  if (!first) return null;

  const { cycleStart } = first;
  const x = (time: number) => Math.min(1, Math.max(0, (time - cycleStart) / MAX_STAY));
  const rungs = STEPS.map((_, step): Rung => ({ step, spent: null, cut: null, left: null }));
  const lifts: Ladder["lifts"] = [];
  let lease = first;
  let since = cycleStart;
  let released = false;

  const leave = (at: number) => {
    const rung = rungs[lease.step];
    if (!rung) return;
    rung.spent = { from: x(since), to: x(at) };
    if (at < lease.until) rung.cut = { from: x(at), to: x(lease.until) };
  };

  for (const { effect, at, lease: next } of known.slice(begin + 1)) {
    if (effect === "released") {
      leave(at);
      released = true;
    } else if (effect === "step" && next) {
      if (next.step > lease.step) {
        leave(at);
        lifts.push({ at: x(at), from: lease.step, to: next.step });
        since = at;
      }
      lease = next;
    }
  }

  const inForce = !released && leaseInForce(lease, now);
  const rung = rungs[lease.step];
  if (rung && !released) {
    rung.spent = { from: x(since), to: x(Math.min(now, lease.until)) };
    if (inForce) rung.left = { from: x(now), to: x(lease.until) };
  }
  return {
    cycleStart,
    limit: cycleStart + MAX_STAY,
    inferred: first.inferred,
    rungs,
    lifts,
    current: inForce ? lease.step : null,
    ifSentNow: inForce ? lifted(lease, now, x) : null,
    now: now < cycleStart + MAX_STAY ? x(now) : null,
    ticks: Array.from({ length: MAX_STAY / TICK + 1 }, (_, i) => ({
      at: (i * TICK) / MAX_STAY,
      time: cycleStart + i * TICK,
    })),
  };
}

function lifted(lease: Lease, now: number, x: (time: number) => number): Ladder["ifSentNow"] {
  const next = afterSend(lease, now);
  if (!next || (next.step === lease.step && next.until === lease.until)) return null;
  return { step: next.step, from: x(now), to: x(next.until) };
}
