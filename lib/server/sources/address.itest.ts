import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { verifyAudit } from "@/lib/server/audit";
import { testDatabase } from "@/lib/server/testing";
import { TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import { acceptedSecrets, rotateWebhookSecret, webhookUrl } from "./address";
import { settingsOf } from "./settings";

let db: PrismaClient;
let drop: () => Promise<void>;
beforeEach(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
  await db.organisation.create({ data: { id: 1, name: "Marlow Books" } });
});
afterEach(async () => {
  delete process.env.REPUTE_SECRET_PREVIOUS;
  await drop();
});

const NOW = new Date("2026-11-23T09:42:00Z");
const accepted = async () => acceptedSecrets("acs", await settingsOf(db, "acs"));
const shown = async () => new URL(await webhookUrl(db, "acs")).searchParams.get("secret") ?? "";

test("the address that is shown carries the one secret that is accepted", async () => {
  assert.ok((await webhookUrl(db, "acs")).startsWith(`${TEST_ORIGIN}/api/v1/ingest/acs?secret=`));
  assert.deepEqual(await accepted(), [await shown()]);
});

test("after a change the old secret stays good until the next one, and no longer", async () => {
  const first = await shown();
  await rotateWebhookSecret(db, "acs", "mara@marlow.example", NOW);
  const second = await shown();
  assert.notEqual(second, first);
  assert.deepEqual(await accepted(), [second, first]);
  await rotateWebhookSecret(db, "acs", "mara@marlow.example", NOW);
  assert.ok(!(await accepted()).includes(first));
});

test("the secret of a former master key is still accepted, but never shown", async () => {
  process.env.REPUTE_SECRET = "a former master secret for the tests 0123456789";
  const former = await shown();
  process.env.REPUTE_SECRET_PREVIOUS = process.env.REPUTE_SECRET;
  process.env.REPUTE_SECRET = "another master secret for the tests 0123456789";
  assert.notEqual(await shown(), former);
  assert.ok((await accepted()).includes(former));
});

test("the change is in the audit trail, without the secret", async () => {
  await rotateWebhookSecret(db, "acs", "mara@marlow.example", NOW);
  const [row] = await db.auditEntry.findMany();
  assert.equal(row?.action, "webhook.secret-changed");
  assert.ok(!JSON.stringify(row?.detail).includes(await shown()));
  assert.deepEqual(await verifyAudit(db), { rows: 1, brokenAt: null });
});
