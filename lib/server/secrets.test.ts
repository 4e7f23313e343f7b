import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { afterEach, test } from "node:test";
import { deriveSecret, masterSecrets } from "./secrets";

const MASTER = "0123456789abcdef0123456789abcdef";
const { REPUTE_SECRET, REPUTE_SECRET_PREVIOUS } = process.env;

function setEnvironment(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

afterEach(() => {
  setEnvironment("REPUTE_SECRET", REPUTE_SECRET);
  setEnvironment("REPUTE_SECRET_PREVIOUS", REPUTE_SECRET_PREVIOUS);
});

test("a derived secret is HKDF-SHA-256 by the letter of RFC 5869, section 2", () => {
  const hmac = (key: string | Buffer, ...parts: (string | Buffer)[]) =>
    createHmac("sha256", key)
      .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
      .digest();
  const extracted = hmac("repute", MASTER);
  assert.deepEqual(deriveSecret("session", MASTER), hmac(extracted, "session", Buffer.of(1)));
});

test("purposes and masters give different secrets, the same ones the same", () => {
  assert.deepEqual(deriveSecret("session", MASTER), deriveSecret("session", MASTER));
  assert.notDeepEqual(deriveSecret("session", MASTER), deriveSecret("acs-webhook:1", MASTER));
  assert.notDeepEqual(deriveSecret("session", MASTER), deriveSecret("session", MASTER.toUpperCase()));
  assert.equal(deriveSecret("session", MASTER).length, 32);
});

test("the master secret comes from REPUTE_SECRET; a missing or short one is an error, never a weak key", () => {
  setEnvironment("REPUTE_SECRET", MASTER);
  assert.deepEqual(deriveSecret("session"), deriveSecret("session", MASTER));
  setEnvironment("REPUTE_SECRET", undefined);
  assert.throws(() => deriveSecret("session"), /REPUTE_SECRET/);
  assert.throws(() => deriveSecret("session", "short"), /32/);
});

test("earlier master secrets stay known for verifying, after the current one", () => {
  setEnvironment("REPUTE_SECRET", MASTER);
  setEnvironment("REPUTE_SECRET_PREVIOUS", undefined);
  assert.deepEqual(masterSecrets(), [MASTER]);
  setEnvironment("REPUTE_SECRET_PREVIOUS", "older-1,older-2");
  assert.deepEqual(masterSecrets(), [MASTER, "older-1", "older-2"]);
});
