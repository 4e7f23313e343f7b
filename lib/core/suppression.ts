const HOUR = 3_600_000;

/** How long a lease lasts from the occurrence that lifted it to each step, in ms: 24 h, 48 h, 96 h, 7 d, 14 d. */
export const STEPS: readonly number[] = [24, 48, 96, 168, 336].map((hours) => hours * HOUR);

/** No cycle holds an address longer than this after the bounce that began it, in ms: 14 d. */
export const MAX_STAY = 336 * HOUR;

/** What moves a lease, in the order in which facts of one instant are applied; the position is the code in the database. */
export const FACT_KINDS = ["release", "bounce", "send", "platformDrop"] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Something that happened to one address. Two facts of the same kind and id are the same fact, at the earlier time. */
export interface Fact {
  kind: FactKind;
  /** The message's id, or an id of its own for a release. A send and a platform drop of one id are one mail. */
  id: string;
  /** Event time in ms since 1970. */
  at: number;
}

/** The managed suppression of one address: it covers `[cycleStart, until)`, in ms since 1970. */
export interface Lease {
  cycleStart: number;
  /** Position in {@link STEPS}. */
  step: number;
  until: number;
  /** The platform dropped a mail before we knew of a bounce. */
  inferred: boolean;
}

/** What one fact did. */
export type Effect =
  | "new-cycle"
  | "inferred-cycle"
  | "step"
  | "allowed"
  | "in-flight"
  | "same-occurrence"
  | "released"
  | "nothing";

export interface Occurrence {
  fact: Fact;
  /** When it counted: a platform drop counts at the time of our own drop of that mail. */
  at: number;
  effect: Effect;
  /** The latest cycle after it. */
  lease: Lease | null;
}

/** Whether the address is suppressed at `at` (ms); at `until` itself it is free. */
export const leaseInForce = (lease: Lease | null, at: number): lease is Lease =>
  lease !== null && lease.cycleStart <= at && at < lease.until;

function lift(lease: Lease, at: number): Lease {
  const step = Math.min(lease.step + 1, STEPS.length - 1);
  const until = Math.min(Math.max(lease.until, at + STEPS[step]!), lease.cycleStart + MAX_STAY);
  return { ...lease, step, until };
}

/** What a send request at `now` (ms) would make of the lease: a step more while in force, else no change. */
export const afterSend = (lease: Lease | null, now: number): Lease | null =>
  leaseInForce(lease, now) ? lift(lease, now) : lease;

/** The facts once each, platform drops no earlier than our own drop of that mail, in the order in which they count. */
function inOrder(facts: Fact[]): { fact: Fact; at: number }[] {
  const once = new Map<string, Fact>();
  for (const fact of facts) {
    const key = `${FACT_KINDS.indexOf(fact.kind)}${fact.id}`;
    const known = once.get(key);
    if (!known || fact.at < known.at) once.set(key, fact);
  }
  const counted = [...once.values()].map((fact) => {
    const send =
      fact.kind === "platformDrop" ? once.get(`${FACT_KINDS.indexOf("send")}${fact.id}`) : undefined;
    return { fact, at: Math.max(fact.at, send?.at ?? fact.at) };
  });
  return counted.sort(
    (a, b) =>
      a.at - b.at ||
      FACT_KINDS.indexOf(a.fact.kind) - FACT_KINDS.indexOf(b.fact.kind) ||
      (a.fact.id < b.fact.id ? -1 : a.fact.id > b.fact.id ? 1 : 0),
  );
}

function apply(
  lease: Lease | null,
  fact: Fact,
  at: number,
  known: boolean,
): { effect: Effect; lease: Lease | null } {
  const held = leaseInForce(lease, at);
  switch (fact.kind) {
    case "release":
      return held ? { effect: "released", lease: null } : { effect: "nothing", lease };
    case "bounce":
      if (held) return { effect: "in-flight", lease };
      return {
        effect: "new-cycle",
        lease: { cycleStart: at, step: 0, until: at + STEPS[0]!, inferred: false },
      };
    case "send":
      return held ? { effect: "step", lease: lift(lease, at) } : { effect: "allowed", lease };
    case "platformDrop":
      if (known) return { effect: "same-occurrence", lease };
      if (held) return { effect: "step", lease: lift(lease, at) };
      return {
        effect: "inferred-cycle",
        lease: { cycleStart: at, step: 1, until: at + STEPS[1]!, inferred: true },
      };
  }
}

/**
 * The lease of one address from its facts, in any order and any number of times each, as it stands at `now` (ms; facts
 * after it are not looked at). `lease` is the latest cycle, also when it has run out; null when there was none or it was
 * released. Source: seed, "Managed suppression list"; spec/suppression-lease.md.
 */
export function foldLease(
  facts: Fact[],
  now = Number.POSITIVE_INFINITY,
): { lease: Lease | null; history: Occurrence[] } {
  const history: Occurrence[] = [];
  const dropped = new Set<string>();
  let lease: Lease | null = null;
  for (const { fact, at } of inOrder(facts)) {
    if (at > now) break;
    const next = apply(lease, fact, at, dropped.has(fact.id));
    if (fact.kind === "send" && next.effect === "step") dropped.add(fact.id);
    lease = next.lease;
    history.push({ fact, at, effect: next.effect, lease });
  }
  return { lease, history };
}
