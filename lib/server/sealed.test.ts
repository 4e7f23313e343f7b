import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { seal, unseal } from "./sealed";

const { REPUTE_SECRET, REPUTE_SECRET_PREVIOUS } = process.env;
beforeEach(() => {
  process.env.REPUTE_SECRET = "a master secret for the tests 0123456789 abc";
  delete process.env.REPUTE_SECRET_PREVIOUS;
});
afterEach(() => Object.assign(process.env, { REPUTE_SECRET, REPUTE_SECRET_PREVIOUS }));

test("what is sealed is opened for its purpose only, and never twice the same", () => {
  const [one, two] = [seal("mailgun", "key-1"), seal("mailgun", "key-1")];
  assert.notEqual(one, two);
  assert.ok(!Buffer.from(one, "base64url").includes("key-1"));
  assert.deepEqual(
    [unseal("mailgun", one), unseal("resend", one), unseal("mailgun", "")],
    ["key-1", null, null],
  );
});

test("one changed byte opens nothing", () => {
  const bytes = Buffer.from(seal("mailgun", "key-1"), "base64url");
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes);
    changed[i] = changed[i]! ^ 1;
    assert.equal(unseal("mailgun", changed.toString("base64url")), null, `byte ${i}`);
  }
});

test("a former master secret still opens what it sealed", () => {
  const sealed = seal("mailgun", "key-1");
  process.env.REPUTE_SECRET_PREVIOUS = process.env.REPUTE_SECRET;
  process.env.REPUTE_SECRET = "another master secret for the tests 0123456789";
  assert.equal(unseal("mailgun", sealed), "key-1");
});
