import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import fc from "fast-check";
import { type LinkPurpose, makeToken, newSubscriberId, verifyToken } from "./token";

const OLD = "the master secret of last year 0123456789";
const NEW = "the master secret of this year 0123456789";

beforeEach(() => {
  process.env.REPUTE_SECRET = OLD;
  process.env.REPUTE_SECRET_PREVIOUS = "";
});

const PURPOSES: LinkPurpose[] = ["unsubscribe", "preferences", "confirm", "export"];
const purposes = fc.constantFrom(...PURPOSES);
const claims = fc.record({
  subscriberId: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((id) => Buffer.from(id).toString("base64url")),
  listId: fc.nat(2 ** 31 - 1),
  mailingId: fc.nat(2 ** 31 - 1),
});

test("a token says what it was made for", () => {
  fc.assert(
    fc.property(purposes, claims, (purpose, said) => {
      assert.deepEqual(verifyToken(purpose, makeToken(purpose, said)), { ...said });
    }),
  );
});

test("it is v1.kid.payload.mac in base64url, with a mac of 144 bits", () => {
  const token = makeToken("unsubscribe", { subscriberId: newSubscriberId(), listId: 12 });
  assert.match(token, /^v1\.[\w-]{4}\.[\w-]{28}\.[\w-]{24}$/);
});

test("one changed character anywhere makes it worthless", () => {
  const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0é"];
  fc.assert(
    fc.property(claims, fc.nat(), fc.constantFrom(...alphabet), (said, place, character) => {
      const token = makeToken("unsubscribe", said);
      const at = place % token.length;
      fc.pre(token[at] !== character);
      assert.equal(verifyToken("unsubscribe", token.slice(0, at) + character + token.slice(at + 1)), null);
    }),
    { numRuns: 1000 },
  );
});

test("cut, lengthened or doubled it is worthless", () => {
  const token = makeToken("unsubscribe", { subscriberId: newSubscriberId(), listId: 1 });
  for (let length = 0; length < token.length; length += 1) {
    assert.equal(verifyToken("unsubscribe", token.slice(0, length)), null);
  }
  for (const other of [
    `${token}A`,
    `${token}=`,
    `${token}.`,
    `.${token}`,
    ` ${token}`,
    `${token}.${token}`,
    token.toUpperCase(),
  ]) {
    assert.equal(verifyToken("unsubscribe", other), null, other);
  }
});

test("purposes do not mix", () => {
  fc.assert(
    fc.property(purposes, claims, (purpose, said) => {
      const token = makeToken(purpose, said);
      for (const other of PURPOSES) assert.equal(verifyToken(other, token) !== null, other === purpose);
    }),
  );
});

test("nonsense is refused, not thrown at", () => {
  fc.assert(
    fc.property(purposes, fc.string(), (purpose, text) => assert.equal(verifyToken(purpose, text), null)),
  );
});

test("a key that was replaced still verifies while it is in the ring, and makes no new tokens", () => {
  const said = { subscriberId: newSubscriberId(), listId: 3, mailingId: 0 };
  const old = makeToken("unsubscribe", said);
  process.env.REPUTE_SECRET = NEW;
  assert.equal(verifyToken("unsubscribe", old), null);
  process.env.REPUTE_SECRET_PREVIOUS = `${OLD},one that is older still than that 012345`;
  assert.deepEqual(verifyToken("unsubscribe", old), said);
  const [, oldKid] = old.split(".");
  const [, newKid] = makeToken("unsubscribe", said).split(".");
  assert.notEqual(newKid, oldKid);
});

test("its payload is purpose, list and a random id: no address, no name", () => {
  const subscriberId = newSubscriberId();
  const [, , payload] = makeToken("unsubscribe", { subscriberId, listId: 258 }).split(".");
  const expected = Buffer.concat([Buffer.from([1, 0, 0, 1, 2]), Buffer.from(subscriberId, "base64url")]);
  assert.deepEqual(Buffer.from(payload ?? "", "base64url"), expected);
});

test("C a link is good ten years after it was made: the law asks for 30 or 60 days, we chose two years at least", (t) => {
  const made = makeToken("unsubscribe", { subscriberId: newSubscriberId(), listId: 7 });
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 3_650 * 86_400_000 });
  assert.equal(verifyToken("unsubscribe", made)?.listId, 7);
});
