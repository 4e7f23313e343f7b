import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FACT_KINDS, type Fact, foldLease, leaseInForce } from "./suppression";
import { forgettable } from "./suppression-memory";

const HOUR = 3_600_000;
const BEFORE = 1_000 * HOUR;

/** Crowded enough that cycles run on and on: some forty facts in eighty days. */
const fact = (from: number, to: number) =>
  fc.record({
    kind: fc.constantFrom(...FACT_KINDS),
    id: fc.integer({ min: 0, max: 200 }).map(String),
    at: fc.integer({ min: from, max: to }).map((hours) => hours * HOUR),
  });

/** The lease in force at every sixth hour from BEFORE on. */
function leases(facts: Fact[]) {
  return Array.from({ length: 180 }, (_, i) => {
    const at = BEFORE + i * 6 * HOUR;
    const { lease } = foldLease(facts, at);
    return leaseInForce(lease, at) ? lease : null;
  });
}

test("without what may be forgotten every lease since is the same, whatever comes later", () => {
  let forgot = 0;
  fc.assert(
    fc.property(
      fc.array(fact(0, 2_000), { minLength: 15, maxLength: 40 }),
      // What comes later is of other mails: none is reported on a month after it was dropped.
      fc.array(
        fact(1_000, 2_000).map((one) => ({ ...one, id: `late ${one.id}` })),
        { maxLength: 10 },
      ),
      (facts, later) => {
        const gone = new Set(forgettable(facts, BEFORE).map(({ kind, id }) => `${kind} ${id}`));
        const kept = facts.filter(({ kind, id }) => !gone.has(`${kind} ${id}`));
        forgot += facts.length - kept.length;
        assert.deepEqual(leases([...kept, ...later]), leases([...facts, ...later]));
      },
    ),
    { numRuns: 80, seed: 7 },
  );
  assert.ok(forgot > 500, `only ${forgot} were forgotten`);
});

const bounce = { kind: "bounce", id: "1", at: BEFORE - HOUR } as const;

test("a lease in force keeps its cycle and loses what was before it", () => {
  const old = { kind: "bounce", id: "0", at: BEFORE - 900 * HOUR } as const;
  const send = { kind: "send", id: "2", at: BEFORE - HOUR / 2 } as const;
  assert.deepEqual(forgettable([send, bounce, old], BEFORE), [old]);
});

test("an address that is free keeps nothing", () => {
  assert.deepEqual(forgettable([bounce], BEFORE + 24 * HOUR), [bounce]);
});

test("our own drop is kept for the platform's report of it", () => {
  const facts: Fact[] = [
    { ...bounce, at: BEFORE - 40 * HOUR },
    { kind: "send", id: "2", at: BEFORE - 39 * HOUR },
    { kind: "release", id: "3", at: BEFORE - 38 * HOUR },
    { kind: "platformDrop", id: "2", at: BEFORE + HOUR },
  ];
  assert.deepEqual(forgettable(facts, BEFORE), []);
  assert.equal(forgettable(facts.slice(0, 3), BEFORE).length, 3);
});
