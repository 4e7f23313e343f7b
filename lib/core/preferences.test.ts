import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Change, type Decision, decide, type Effect, type Preferences } from "./preferences";

const MARKETING = [1, 2, 3];
const TRANSACTIONAL = 9;

interface World extends Preferences {
  suppressed: Set<number>;
  latest: Change | null;
}

const world = (subscribedTo: number[]): World => ({
  memberships: [...MARKETING, TRANSACTIONAL].map((listId) => ({
    listId,
    marketing: listId !== TRANSACTIONAL,
    since: subscribedTo.includes(listId) ? 1 : null,
    leftAt: null,
    leftByFile: false,
  })),
  pauses: [],
  stopped: false,
  resumedAt: null,
  cap: 0,
  suppressed: new Set(),
  latest: null,
});

/** What the database does with an effect. */
function apply(before: World, effect: Effect | null, at: number): World {
  if (!effect) return before;
  const suppressed = new Set(
    [...before.suppressed, ...effect.suppress].filter((id) => !effect.lift.includes(id)),
  );
  return {
    memberships: before.memberships.map((one) => {
      if (effect.leave.includes(one.listId))
        return { ...one, since: one.since ?? at, leftAt: one.leftAt ?? at };
      return effect.join.includes(one.listId) ? { ...one, since: one.since ?? at, leftAt: null } : one;
    }),
    pauses: [
      ...before.pauses.filter((one) => one.listId !== effect.resume),
      ...(effect.pause ? [effect.pause] : []),
    ],
    stopped: suppressed.has(0),
    resumedAt: before.suppressed.has(0) && !suppressed.has(0) ? at : before.resumedAt,
    suppressed,
    cap: effect.cap ?? before.cap,
    latest: { id: BigInt(at), at, until: null, days: 0, wasDays: 0, ...effect.ledger },
  };
}

const step = (before: World, decision: Decision, at: number) => apply(before, decide(before, decision), at);

/** The lists this person gets; a list that does not exist yet stands as 100. */
function gets(now: World): number[] {
  const open = (id: number) => !now.suppressed.has(0) && !now.suppressed.has(id);
  const subscribed = now.memberships.filter(
    (one) => one.since !== null && one.leftAt === null && one.marketing,
  );
  return [...subscribed.map((one) => one.listId), 100].filter(open);
}

const decisions = fc.oneof(
  fc.record({ kind: fc.constant("leave" as const), listId: fc.constantFrom(...MARKETING) }),
  fc.record({ kind: fc.constant("join" as const), listId: fc.constantFrom(...MARKETING) }),
  fc.constant({ kind: "leave-all" as const }),
);
const histories = fc.tuple(fc.subarray(MARKETING), fc.array(decisions, { maxLength: 8 }));

/** The world after a history, and the time of its next step. */
function replay([subscribedTo, history]: [number[], Decision[]]): [World, number] {
  return [
    history.reduce((now, decision, index) => step(now, decision, 10 + index), world(subscribedTo)),
    100,
  ];
}

test("deciding the same again changes nothing", () => {
  fc.assert(
    fc.property(histories, decisions, (history, decision) => {
      const [now, at] = replay(history);
      assert.equal(decide(step(now, decision, at), decision), null);
    }),
  );
});

test("leaving takes exactly that list away, leaving all takes all away, those to come included", () => {
  fc.assert(
    fc.property(histories, fc.constantFrom(...MARKETING), (history, listId) => {
      const [now, at] = replay(history);
      const left = gets(step(now, { kind: "leave", listId }, at));
      assert.deepEqual(
        left,
        gets(now).filter((id) => id !== listId),
      );
      assert.deepEqual(gets(step(now, { kind: "leave-all" }, at)), []);
    }),
  );
});

test("joining brings exactly that list back, also after leaving everything", () => {
  fc.assert(
    fc.property(histories, fc.constantFrom(...MARKETING), (history, listId) => {
      const [now, at] = replay(history);
      const joined = gets(step(now, { kind: "join", listId }, at)).filter((id) => id !== 100);
      const before = gets(now).filter((id) => id !== 100);
      assert.deepEqual(joined, [...new Set([...before, listId])].sort());
    }),
  );
});

test("undo gives back what was there before the latest change, and undoing that redoes it", () => {
  fc.assert(
    fc.property(histories, decisions, (history, decision) => {
      const [before, at] = replay(history);
      const after = step(before, decision, at);
      if (after === before || !after.latest) return;
      const undone = step(after, { kind: "undo", change: after.latest }, at + 1);
      // Who leaves a list we do not have them on got its mail all the same: undo keeps it.
      const kept = decision.kind === "leave" ? [decision.listId] : [];
      assert.deepEqual(gets(undone).sort(), [...new Set([...gets(before), ...kept])].sort());
      if (!undone.latest) return;
      const redone = step(undone, { kind: "undo", change: undone.latest }, at + 2);
      assert.deepEqual(gets(redone), gets(after));
    }),
    { numRuns: 500 },
  );
});

test("a transactional list is neither left nor joined, and leaving all does not touch it", () => {
  const now = world([1, TRANSACTIONAL]);
  assert.equal(decide(now, { kind: "leave", listId: TRANSACTIONAL }), null);
  assert.equal(decide(now, { kind: "join", listId: TRANSACTIONAL }), null);
  assert.deepEqual(decide(now, { kind: "leave-all" })?.leave, [1]);
});

test("how often is a choice of its own: it leaves lists and pauses alone, and its undo brings back what was", () => {
  const start = world([1, 2]);
  const weekly = step(start, { kind: "cap", days: 7 }, 10);
  assert.deepEqual([weekly.cap, gets(weekly)], [7, gets(start)]);
  assert.equal(decide(weekly, { kind: "cap", days: 7 }), null);
  const monthly = step(weekly, { kind: "cap", days: 30 }, 11);
  const undone = step(monthly, { kind: "undo", change: monthly.latest! }, 12);
  assert.equal(undone.cap, 7);
});

test("who is off a list by a file and leaves it decides so themselves, once", () => {
  const before = world([1, 2]);
  const byFile = (leftByFile: boolean) =>
    before.memberships.map((one) => (one.listId === 1 ? { ...one, leftAt: 5, leftByFile } : one));
  const effect = decide({ ...before, memberships: byFile(true) }, { kind: "leave", listId: 1 });
  assert.deepEqual(effect?.ledger, { listId: 1, action: "left" });
  assert.equal(decide({ ...before, memberships: byFile(false) }, { kind: "leave", listId: 1 }), null);
});
