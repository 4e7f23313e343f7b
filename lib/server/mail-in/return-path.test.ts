import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { fromBase32, returnPathWith, toBase32, tokenIn } from "@/lib/core/mail-in/return-path";
import { addressKey, messageKey } from "@/lib/server/keys";
import { makeReturnToken, verifyReturnToken } from "./return-path";

const FIRST = "first secret of at least 32 characters";
const SECOND = "second secret of at least 32 characters";
const NOW = new Date("2026-11-28T12:00:00Z");
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
const MAIL = { source: "acs", messageId: "8f2e", recipient: "Ida@posteo.example" };

beforeEach(() => {
  process.env.REPUTE_SECRET = FIRST;
  delete process.env.REPUTE_SECRET_PREVIOUS;
});

test("A9 a token names the delivery by its keys, holds no address, and fits into a local part", () => {
  const token = makeReturnToken(MAIL, NOW);
  assert.deepEqual(verifyReturnToken(token, NOW), {
    address: addressKey("ida@posteo.example"),
    message: messageKey("acs", "8f2e"),
  });
  const address = returnPathWith(token, "bounce@mail.example");
  assert.equal(tokenIn(address), token);
  assert.equal(tokenIn(address.toUpperCase()), token);
  assert.ok(address.slice(0, address.lastIndexOf("@")).length <= 64);
});

test("A9 a token is good for 90 days, and as long as its key is in the ring", () => {
  const token = makeReturnToken(MAIL, NOW);
  assert.equal(typeof verifyReturnToken(token, days(90)), "object");
  assert.equal(verifyReturnToken(token, days(91)), "expired");
  assert.equal(verifyReturnToken(token, days(-2)), "expired");
  process.env.REPUTE_SECRET = SECOND;
  assert.equal(verifyReturnToken(token, NOW), "forged");
  process.env.REPUTE_SECRET_PREVIOUS = FIRST;
  assert.equal(typeof verifyReturnToken(token, NOW), "object");
});

test("A9 no other token passes: not one of its 240 bits may be changed", () => {
  const bytes = fromBase32(makeReturnToken(MAIL, NOW));
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Uint8Array.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    assert.equal(verifyReturnToken(toBase32(changed), NOW), "forged");
  }
});

test("base 32 goes there and back; what is no token is none", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 30, maxLength: 30 }), (bytes) => {
      assert.deepEqual(fromBase32(toBase32(bytes)), bytes);
    }),
  );
  for (const text of [
    "",
    "bounce@mail.example",
    `bounce+${"a".repeat(47)}@mail.example`,
    `x${"a".repeat(48)}@b.example`,
  ])
    assert.equal(tokenIn(text), "");
});
