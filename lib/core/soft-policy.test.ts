import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CATEGORIES, type Category } from "./events";
import { foldSoft, type SoftMail } from "./soft-policy";

const DAY = 86_400_000;
const RULE = { inARow: 3, days: 2 };
let serial = 0n;
const soft = (day: number, category: Category = "mailbox-full"): SoftMail => ({
  ...{ id: ++serial, at: day * DAY, outcome: "soft", category },
});
const delivered = (day: number): SoftMail => ({ ...soft(day), outcome: "delivered", category: "delivered" });
const hold = (since: number, until: number | null, from: number, mails: number) => ({
  ...{ since: since * DAY, until: until === null ? null : until * DAY, from: from * DAY, mails },
});

test("so many in a row, over so many days", () => {
  assert.deepEqual(foldSoft([soft(1), soft(2)], [], RULE), []);
  assert.deepEqual(foldSoft([soft(1), soft(1.1), soft(1.2)], [], RULE), [], "all on one day");
  assert.deepEqual(foldSoft([soft(1), soft(2), soft(3)], [], RULE), [hold(3, null, 1, 3)]);
  assert.deepEqual(foldSoft([soft(1), soft(1.1), soft(1.2), soft(3)], [], RULE), [hold(3, null, 1, 4)]);
  assert.deepEqual(foldSoft([soft(1), soft(2), delivered(2.5), soft(3), soft(4)], [], RULE), []);
});

test("a delivery ends what holds; the next row begins anew", () => {
  const mails = [soft(1), soft(2), soft(3), delivered(5), soft(6), soft(7), soft(8)];
  assert.deepEqual(foldSoft(mails, [], RULE), [hold(3, 5, 1, 3), hold(8, null, 6, 3)]);
});

test("authentication, policy and size never count, nor do they break a row", () => {
  for (const category of [
    "authentication-failure",
    "policy",
    "message-too-large",
    "spam",
    "rate-limited",
  ] as const) {
    assert.deepEqual(
      foldSoft(
        [1, 2, 3, 4].map((day) => soft(day, category)),
        [],
        RULE,
      ),
      [],
    );
    assert.deepEqual(foldSoft([soft(1), soft(2), soft(2.5, category), soft(3)], [], RULE), [
      hold(3, null, 1, 3),
    ]);
  }
});

test("a release begins the row anew", () => {
  const mails = [soft(1), soft(2), soft(3), soft(5), soft(6)];
  assert.deepEqual(foldSoft(mails, [4 * DAY], RULE), []);
  assert.deepEqual(foldSoft([...mails, soft(7)], [4 * DAY], RULE), [hold(7, null, 5, 3)]);
});

test("it depends on no order, and what does not count changes nothing", () => {
  const mail = fc.record({
    id: fc.bigInt({ min: -5n, max: 5n }),
    at: fc.integer({ min: 0, max: 20 }).map((day) => day * DAY),
    outcome: fc.constantFrom("soft" as const, "delivered" as const),
    category: fc.constantFrom(...CATEGORIES),
  });
  const mails = fc.uniqueArray(mail, { selector: ({ id }) => id, maxLength: 11 });
  const releases = fc.array(
    fc.integer({ min: 0, max: 20 }).map((day) => day * DAY),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(mails, releases, fc.infiniteStream(fc.nat()), (some, ends, order) => {
      const keys = new Map(some.map((one) => [one, order.next().value ?? 0]));
      const shuffled = [...some].sort((a, b) => keys.get(a)! - keys.get(b)!);
      assert.deepEqual(foldSoft(shuffled, [...ends].reverse(), RULE), foldSoft(some, ends, RULE));
      const counting = some.filter((one) => one.outcome === "delivered" || one.category !== "policy");
      assert.deepEqual(foldSoft(counting, ends, RULE), foldSoft(some, ends, RULE));
    }),
  );
});
