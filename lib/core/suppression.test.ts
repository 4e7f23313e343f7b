import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import fc from "fast-check";
import { sharedFile } from "@/lib/testing-shared";
import {
  afterSend,
  FACT_KINDS,
  type Fact,
  type FactKind,
  foldLease,
  leaseInForce,
  MAX_STAY,
  STEPS,
} from "./suppression";

const HOUR = 3_600_000;
const fact = (kind: FactKind, hours: number, id = `${kind}-${hours}`): Fact => ({
  kind,
  id,
  at: hours * HOUR,
});
const effects = (facts: Fact[]) => foldLease(facts).history.map(({ effect }) => effect);

interface Vector {
  name: string;
  events: { id: string; at: string; type: FactKind }[];
  decisions: Record<string, "allowed" | "suppressed">;
  checks: { at: string; suppressed: boolean; step?: number; until?: string; cycleStart?: string }[];
}

test("every worked case", async (t) => {
  const file = sharedFile(t, "spec/suppression-lease-vectors.json");
  if (!file) return;
  const { policy, vectors } = JSON.parse(readFileSync(file, "utf8"));
  assert.deepEqual(
    STEPS.map((step) => step / HOUR),
    policy.stepsHours,
  );
  assert.equal(MAX_STAY / HOUR, policy.maxStayHours);
  assert.ok(vectors.length >= 42);
  for (const { name, events, decisions, checks } of vectors as Vector[])
    await t.test(name, () => {
      const facts = events.map(({ id, at, type }): Fact => ({ kind: type, id, at: Date.parse(at) }));
      const decided: Record<string, string> = {};
      for (const { fact, effect } of foldLease(facts).history)
        if (fact.kind === "send" || fact.kind === "platformDrop")
          decided[fact.id] = effect === "allowed" ? "allowed" : "suppressed";
      assert.deepEqual(decided, decisions);
      for (const check of checks) {
        const at = Date.parse(check.at);
        const { lease } = foldLease(facts, at);
        assert.equal(leaseInForce(lease, at), check.suppressed, check.at);
        if (!leaseInForce(lease, at)) continue;
        assert.equal(lease.step, check.step);
        assert.equal(new Date(lease.until).toISOString(), check.until);
        assert.equal(new Date(lease.cycleStart).toISOString(), check.cycleStart);
      }
    });
});

test("each fact is explained", () => {
  const story = [
    fact("send", 0),
    fact("bounce", 1),
    fact("bounce", 2),
    fact("send", 3, "m1"),
    fact("platformDrop", 4, "m1"),
    fact("platformDrop", 5),
    fact("release", 6),
    fact("release", 7),
    fact("platformDrop", 8),
  ];
  assert.deepEqual(effects(story), [
    "allowed",
    "new-cycle",
    "in-flight",
    "step",
    "same-occurrence",
    "step",
    "released",
    "nothing",
    "inferred-cycle",
  ]);
});

test("one mail dropped twice is one occurrence, at the time of our own drop, whichever clock is ahead", () => {
  const ours = [fact("bounce", 0), fact("send", 10, "m1")];
  const alone = foldLease(ours).lease;
  for (const hour of [4, 10, 16])
    assert.deepEqual(foldLease([...ours, fact("platformDrop", hour, "m1")]).lease, alone);
  assert.equal(foldLease([...ours, fact("platformDrop", 16, "m2")]).lease?.step, 2);
});

test("a mail that we let pass and the platform dropped infers a cycle from our send", () => {
  const { lease } = foldLease([fact("send", 10, "m1"), fact("platformDrop", 9, "m1")]);
  assert.deepEqual(lease, { cycleStart: 10 * HOUR, step: 1, until: 58 * HOUR, inferred: true });
});

test("the lease is half-open, and the latest cycle stays known when it has run out", () => {
  const { lease } = foldLease([fact("bounce", 0)], 100 * HOUR);
  assert.ok(lease);
  assert.equal(leaseInForce(lease, 0), true);
  assert.equal(leaseInForce(lease, 24 * HOUR - 1), true);
  assert.equal(leaseInForce(lease, 24 * HOUR), false);
  assert.equal(foldLease([fact("bounce", 0), fact("release", 1)]).lease, null);
});

const facts = fc.array(
  fc.record(
    {
      kind: fc.constantFrom(...FACT_KINDS),
      id: fc.integer({ min: 0, max: 12 }).map(String),
      at: fc.integer({ min: 0, max: 40 * 24 * 4 }).map((quarters) => (quarters * HOUR) / 4),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 25 },
);

test("only the set of facts counts: neither their order nor how often they come", () => {
  const scrambled = facts.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2, maxLength: list.length * 2 }),
    ),
  );
  fc.assert(
    fc.property(scrambled, ([list, shuffled]) => {
      assert.deepEqual(foldLease(shuffled), foldLease(list));
    }),
    { numRuns: 500 },
  );
});

test("no cycle outlasts fourteen days, and no occurrence shortens one", () => {
  fc.assert(
    fc.property(facts, (list) => {
      let until = 0;
      for (const { effect, lease, at } of foldLease(list).history) {
        if (lease) {
          assert.ok(lease.until <= lease.cycleStart + MAX_STAY);
          assert.ok(lease.step >= 0 && lease.step < STEPS.length && lease.cycleStart <= at);
        }
        if (effect === "step") assert.ok(lease && lease.until >= until);
        until = lease?.until ?? 0;
      }
    }),
    { numRuns: 500 },
  );
});

test("afterSend is one more send", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 50 * 24 }), (list, hours) => {
      const now = hours * HOUR;
      const known = list.filter(({ at }) => at <= now);
      // A platform drop counts after the sends of its moment, and no earlier than our own drop of that mail: those of
      // this moment are left out, so that the order is the one asked about.
      const countsNow = ({ kind, id, at }: Fact) =>
        kind === "platformDrop" &&
        (at === now || known.some((other) => other.kind === "send" && other.id === id && other.at === now));
      const before = known.filter((each) => !countsNow(each));
      const { lease } = foldLease(before);
      const more = foldLease([...before, { kind: "send", id: "next", at: now }]);
      assert.deepEqual(afterSend(lease, now), more.lease);
    }),
    { numRuns: 500 },
  );
});

test("asking for a past instant is folding what was known of then", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 0, max: 40 * 24 }), (list, hours) => {
      const unlinked = list.map((each, i) => ({ ...each, id: `${i}` }));
      const now = hours * HOUR;
      const then = unlinked.filter(({ at }) => at <= now);
      assert.deepEqual(foldLease(unlinked, now), foldLease(then));
    }),
  );
});
