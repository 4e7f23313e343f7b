/** What a person has decided about one list. */
export interface Membership {
  listId: number;
  /** Transactional lists cannot be left and are not part of "all". */
  marketing: boolean;
  /** Null: never subscribed. */
  since: number | null;
  /** Null while subscribed (when `since` is set). */
  leftAt: number | null;
}

export interface Preferences {
  memberships: Membership[];
  /** Left every list, those to come included. */
  stopped: boolean;
  /** When the last such decision was taken back, or null. */
  resumedAt: number | null;
}

/** A row of the ledger. */
export interface Change {
  id: bigint;
  at: number;
  /** 0: every list. */
  listId: number;
  action: "left" | "joined";
}

export type Decision =
  | { kind: "leave"; listId: number }
  | { kind: "join"; listId: number }
  | { kind: "leave-all" }
  /** Of the latest change, and of no other. */
  | { kind: "undo"; change: Change };

/** What a decision changes: subscriptions, and the suppressions that a mailing asks for (0: all lists). */
export interface Effect {
  leave: number[];
  join: number[];
  suppress: number[];
  lift: number[];
  ledger: Pick<Change, "listId" | "action">;
}

const EVERY_LIST = 0;
const subscribed = (membership: Membership): boolean =>
  membership.since !== null && membership.leftAt === null;

/** Whether a person gets a marketing list. */
export const receives = (now: Preferences, listId: number): boolean =>
  !now.stopped && now.memberships.some((one) => one.listId === listId && subscribed(one));

/** What follows from a decision; null when everything is so already. An opt-out from all survives until it is taken back. */
export function decide(now: Preferences, decision: Decision): Effect | null {
  switch (decision.kind) {
    case "leave":
      return leave(now, decision.listId);
    case "join":
      return join(now, decision.listId);
    case "leave-all":
      return leaveAll(now);
    case "undo":
      return undo(now, decision.change);
  }
}

function leave(now: Preferences, listId: number): Effect | null {
  const membership = now.memberships.find((one) => one.listId === listId);
  if (!membership?.marketing || membership.leftAt !== null || now.stopped) return null;
  return { leave: [listId], join: [], suppress: [listId], lift: [], ledger: { listId, action: "left" } };
}

/** Whoever had left everything and takes one list back has still left all the others. */
function join(now: Preferences, listId: number): Effect | null {
  const membership = now.memberships.find((one) => one.listId === listId);
  if (!membership?.marketing || (subscribed(membership) && !now.stopped)) return null;
  const others = now.memberships.filter((one) => now.stopped && one.marketing && one.listId !== listId);
  return {
    leave: others.filter((one) => one.leftAt === null).map((one) => one.listId),
    join: [listId],
    suppress: others.map((one) => one.listId),
    lift: now.stopped ? [listId, EVERY_LIST] : [listId],
    ledger: { listId, action: "joined" },
  };
}

function leaveAll(now: Preferences): Effect | null {
  if (now.stopped) return null;
  const left = now.memberships.filter((one) => one.marketing && subscribed(one)).map((one) => one.listId);
  const ledger = { listId: EVERY_LIST, action: "left" } as const;
  return { leave: left, join: [], suppress: [EVERY_LIST], lift: [], ledger };
}

/** Takes the latest change back. What it left comes back; what it joined is left again, as is everything it had resumed. */
function undo(now: Preferences, { at, listId, action }: Change): Effect | null {
  if (listId === EVERY_LIST) {
    if (action === "joined") return leaveAll(now);
    const back = now.memberships.filter((one) => one.leftAt === at).map((one) => one.listId);
    const ledger = { listId, action: "joined" } as const;
    return now.stopped ? { leave: [], join: back, suppress: [], lift: [EVERY_LIST], ledger } : null;
  }
  if (action === "left") return join(now, listId);
  const effect = leave(now, listId);
  return effect && now.resumedAt === at ? { ...effect, suppress: [listId, EVERY_LIST] } : effect;
}
