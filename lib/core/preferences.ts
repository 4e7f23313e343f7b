/** What a person has decided about one list. */
export interface Membership {
  listId: number;
  /** Transactional lists cannot be left and are not part of "all". */
  marketing: boolean;
  /** Null: never subscribed. */
  since: number | null;
  /** Null while subscribed (when `since` is set). */
  leftAt: number | null;
  /** It was a file that said so, not the person. */
  leftByFile: boolean;
}

/** Mail that is kept back for a while; the subscriptions stay as they are. */
export interface Pause {
  /** 0: every list. */
  listId: number;
  until: number;
}

export interface Preferences {
  memberships: Membership[];
  /** Those in force, one a list at most. */
  pauses: Pause[];
  /** Left every list, those to come included. */
  stopped: boolean;
  /** When the last such decision was taken back, or null. */
  resumedAt: number | null;
  /** At most one mail of all lists in so many days; 0: every mail. */
  cap: number;
}

/** A row of the ledger. */
export interface Change {
  id: bigint;
  at: number;
  /** 0: every list. */
  listId: number;
  action: "left" | "joined" | "paused" | "resumed" | "capped";
  /** Of a pause, or of one that was ended; else null. */
  until: number | null;
  /** Of a cap: the days that were chosen, and those before. */
  days: number;
  wasDays: number;
}

export type Decision =
  | { kind: "leave"; listId: number }
  | { kind: "join"; listId: number }
  | { kind: "leave-all" }
  | { kind: "pause"; listId: number; until: number }
  | { kind: "resume"; listId: number }
  | { kind: "cap"; days: number }
  /** Of the latest change, and of no other. */
  | { kind: "undo"; change: Change };

/** What a decision changes: subscriptions, and the suppressions that a mailing asks for (0: all lists). */
export interface Effect {
  leave: number[];
  join: number[];
  suppress: number[];
  lift: number[];
  /** The pause that ends, and the one that begins. */
  resume?: number;
  pause?: Pause;
  /** How often from now on, in days; 0: every mail. */
  cap?: number;
  ledger: Pick<Change, "listId" | "action"> & { until?: number; days?: number; wasDays?: number };
}

const EVERY_LIST = 0;
const subscribed = (membership: Membership): boolean =>
  membership.since !== null && membership.leftAt === null;

const DAY = 86_400_000;

/** How often people may choose to get mail, in days from one to the next; 0: every mail. */
export const CAP_DAYS = [0, 7, 30] as const;
export type CapDays = (typeof CAP_DAYS)[number];

/** When a pause of whole days ends, in ms: at the beginning of a day in UTC, so that asking twice asks for the same. */
export const pauseEnd = (now: number, days: number): number => (Math.ceil(now / DAY) + days) * DAY;

/** Whether a person gets a marketing list, apart from pauses. */
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
    case "pause":
      return pause(now, decision);
    case "resume":
      return resume(now, decision.listId);
    case "cap":
      return cap(now, decision.days);
    case "undo":
      return undo(now, decision.change);
  }
}

/** Who is off a list by a file and leaves it, too, decides: from then on it is their own word that holds. */
function leave(now: Preferences, listId: number): Effect | null {
  const membership = now.memberships.find((one) => one.listId === listId);
  if (!membership?.marketing || now.stopped) return null;
  if (membership.leftAt !== null && !membership.leftByFile) return null;
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

const NOTHING = { leave: [], join: [], suppress: [], lift: [] };

/** A pause replaces the one before it, so that a shorter one can be chosen too. */
function pause(now: Preferences, { listId, until }: Pause): Effect | null {
  const standing = now.pauses.find((one) => one.listId === listId);
  if (now.stopped || standing?.until === until) return null;
  if (listId !== EVERY_LIST && !receives(now, listId)) return null;
  const ledger = { listId, action: "paused", until } as const;
  return { ...NOTHING, resume: listId, pause: { listId, until }, ledger };
}

function resume(now: Preferences, listId: number): Effect | null {
  const standing = now.pauses.find((one) => one.listId === listId);
  if (!standing) return null;
  return { ...NOTHING, resume: listId, ledger: { listId, action: "resumed", until: standing.until } };
}

function cap(now: Preferences, days: number): Effect | null {
  if (now.cap === days) return null;
  return { ...NOTHING, cap: days, ledger: { listId: EVERY_LIST, action: "capped", days, wasDays: now.cap } };
}

/** Takes the latest change back. What it left comes back; what it joined is left again, as is everything it had resumed. */
function undo(now: Preferences, { at, listId, action, until, wasDays }: Change): Effect | null {
  if (action === "capped") return cap(now, wasDays);
  if (action === "paused") return resume(now, listId);
  if (action === "resumed") return pause(now, { listId, until: until ?? at });
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
