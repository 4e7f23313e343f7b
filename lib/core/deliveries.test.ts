import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { crowdedEvent } from "@/lib/testing-events";
import { normaliseAddress } from "./address";
import { foldBatch, isAfter, type Keys } from "./deliveries";
import type { MailEvent } from "./events";

const numberOf = (text: string): bigint => {
  let sum = 0xcbf29ce484222325n;
  for (const char of text) sum = BigInt.asUintN(64, (sum ^ BigInt(char.codePointAt(0)!)) * 0x100000001b3n);
  return BigInt.asIntN(64, sum);
};
const keys: Keys = {
  address: (recipient) => numberOf(normaliseAddress(recipient)),
  message: (source, id) => numberOf(`${source} ${id.toLowerCase()}`),
  sender: (name) => name.length,
  campaign: (name) => name.length,
};
/** Claims of one delivery come in no order of their own. */
const fold = (events: MailEvent[]) => {
  const { facts, ...rest } = foldBatch(events, keys);
  return {
    ...rest,
    facts: facts.sort(
      (a, b) => Number(a.address - b.address) || Number(a.message - b.message) || a.kind - b.kind,
    ),
  };
};
const event = (changes: Partial<MailEvent>): MailEvent => ({
  source: "acs",
  route: "log",
  messageId: "m",
  recipient: "ida@posteo.example",
  kind: "delivered",
  at: 1_000,
  sender: "news@a.example",
  reply: 0,
  enhanced: "",
  category: "delivered",
  ...changes,
});

test("neither order nor repeats matter", () => {
  const shuffledTwice = fc
    .array(crowdedEvent, { minLength: 1, maxLength: 60 })
    .chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
  fc.assert(
    fc.property(shuffledTwice, ([events, again]) => {
      assert.deepEqual(fold(again), fold(events));
    }),
  );
});

test("one row a key, in the order of the keys", () => {
  fc.assert(
    fc.property(fc.array(crowdedEvent), (events) => {
      const { deliveries, log } = fold(events);
      for (const [i, row] of deliveries.entries()) {
        const before = deliveries[i - 1];
        if (!before) continue;
        assert.ok(
          before.address < row.address || (before.address === row.address && before.message < row.message),
        );
      }
      const written = log.map((row) =>
        [row.at, row.address, row.message, row.kind, row.route, row.evidence].join(),
      );
      assert.equal(new Set(written).size, log.length);
      assert.deepEqual(
        log.map((row) => row.at),
        log.map((row) => row.at).sort((a, b) => a - b),
      );
    }),
  );
});

test("two spellings of one address are one delivery, shown in the later spelling", () => {
  const { deliveries, log } = fold([
    event({}),
    event({ recipient: "Ida@posteo.example", kind: "hard", at: 2_000 }),
  ]);
  assert.equal(deliveries.length, 1);
  assert.equal(deliveries[0]?.recipient, "ida@posteo.example");
  assert.equal(deliveries[0]?.at, 1_000);
  assert.equal(deliveries[0]?.seen, (1 << 4) | (1 << 7));
  assert.equal(log.length, 2);
});

test("engagement alone has no time; without a recipient it makes no delivery", () => {
  assert.equal(fold([event({ kind: "opened" })]).deliveries[0]?.at, null);
  const nameless = fold([event({ kind: "opened", recipient: "" })]);
  assert.deepEqual([nameless.deliveries.length, nameless.facts.length, nameless.log.length], [0, 0, 1]);
});

test("hard bounces and platform drops are claims, at their least time; nothing else is", () => {
  const { facts } = fold([
    event({ kind: "hard", at: 9_000 }),
    event({ kind: "hard", at: 8_000, route: "webhook" }),
    event({ kind: "suppressed", at: 7_000 }),
    event({ kind: "soft" }),
    event({ kind: "spam" }),
    event({ kind: "complained" }),
  ]);
  assert.deepEqual(
    facts.map(({ kind, at }) => ({ kind, at })),
    [
      { kind: 1, at: 8_000 },
      { kind: 3, at: 7_000 },
    ],
  );
});

test("of two reports of one instant the better evidenced is kept, in its own words", () => {
  const vague = event({ kind: "hard", detail: { text: "no" } });
  const exact = event({
    kind: "hard",
    enhanced: "5.1.1",
    reply: 550,
    detail: { text: "550 5.1.1 no such user" },
  });
  for (const events of [
    [vague, exact],
    [exact, vague],
  ]) {
    const { log } = fold(events);
    assert.equal(log.length, 1);
    assert.equal(log[0]?.detail?.text, exact.detail?.text);
  }
});

test("text is compared by code point, as the database compares bytes", () => {
  assert.ok(isAfter("💌", "ﬀ"), "UTF-16 units say otherwise");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      assert.equal(isAfter(a, b), Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0);
    }),
  );
});
