import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { afterEach, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { FirstAdmin } from "@/lib/core/person";
import type { PrismaClient } from "@/prisma/generated/client";
import { verifyAudit } from "./audit";
import { setUp, setupOpen } from "./setup";
import { testDatabase } from "./testing";

let db: PrismaClient;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ db, drop } = await testDatabase());
});
afterEach(() => drop());

const NOW = new Date("2026-11-23T09:42:00Z");
const form = (email = "mara@marlow.example") =>
  FirstAdmin.parse({
    organisation: "Marlow Books",
    timeZone: "Europe/Berlin",
    name: "Mara",
    email,
    password: "harbour lamp seven otters",
  });

/** As the launcher does. */
async function printLink(createdAt = NOW): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await db.setupToken.create({ data: { hash: createHash("sha256").update(token).digest("hex"), createdAt } });
  return token;
}
const isClosed = (error: unknown) => error instanceof Refusal && error.code === "not-found";

test("the link creates organisation and first admin, and is used up", async () => {
  const token = await printLink();
  assert.equal(await setupOpen(db, token, NOW), true);
  await setUp(db, token, form(), NOW);
  assert.equal(await setupOpen(db, token, NOW), false);
  await assert.rejects(setUp(db, token, form("second@marlow.example"), NOW), isClosed);
  const [user] = await db.user.findMany();
  assert.deepEqual([user?.email, user?.role, await db.user.count()], ["mara@marlow.example", "admin", 1]);
  assert.deepEqual(await db.organisation.findMany({ select: { id: true, name: true, timeZone: true } }), [
    { id: 1, name: "Marlow Books", timeZone: "Europe/Berlin" },
  ]);
  assert.equal(await db.setupToken.count(), 0);
  assert.deepEqual(await verifyAudit(db), { rows: 1, brokenAt: null });
  assert.ok(
    !JSON.stringify(await db.auditEntry.findFirst(), (_, v) =>
      typeof v === "bigint" ? String(v) : v,
    ).includes("otters"),
  );
});

test("a wrong link and one older than 24 hours are closed alike", async () => {
  const old = await printLink(new Date(NOW.getTime() - 24 * 3_600_000));
  for (const token of [old, "wrong", ""]) {
    assert.equal(await setupOpen(db, token, NOW), false);
    await assert.rejects(setUp(db, token, form(), NOW), isClosed);
  }
  assert.equal(await db.user.count(), 0);
});

test("a link does nothing once somebody has an account", async () => {
  const first = await printLink();
  await setUp(db, first, form(), NOW);
  const second = await printLink();
  assert.equal(await setupOpen(db, second, NOW), false);
  await assert.rejects(setUp(db, second, form("second@marlow.example"), NOW), isClosed);
});

test("of ten who use the link at once, one becomes admin", async () => {
  const token = await printLink();
  const tries = Array.from({ length: 10 }, (_, n) =>
    setUp(db, token, form(`admin-${n}@marlow.example`), NOW),
  );
  const results = await Promise.allSettled(tries);
  assert.equal(results.filter((result) => result.status === "fulfilled").length, 1);
  assert.ok(results.every((result) => result.status === "fulfilled" || isClosed(result.reason)));
  assert.equal(await db.user.count(), 1);
});
