import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { database } from "@/lib/server/database";
import { organisation } from "@/lib/server/organisation";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import { PATCH } from "./route";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
});
beforeEach(async () => {
  const marlow = { name: "Marlow Books", timeZone: "UTC" };
  await db.organisation.upsert({ where: { id: 1 }, create: { id: 1, ...marlow }, update: marlow });
});
after(async () => {
  await database().$disconnect();
  await drop();
});

async function change(role: "admin" | "marketer", body: object): Promise<Response> {
  const { headers } = await signedIn(db, role);
  const request = new Request(`${TEST_ORIGIN}/api/v1/organisation`, {
    method: "PATCH",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return PATCH(request, { params: Promise.resolve({}) });
}

test("an admin changes name and zone; the audit trail has both states", async () => {
  const answer = await change("admin", { name: " Marlow & Sons ", timeZone: "Europe/Berlin" });
  assert.deepEqual(await answer.json(), { name: "Marlow & Sons", timeZone: "Europe/Berlin" });
  assert.deepEqual(await organisation(db), { name: "Marlow & Sons", timeZone: "Europe/Berlin" });
  const [row] = await db.auditEntry.findMany();
  assert.deepEqual(row?.detail, {
    before: { name: "Marlow Books", timeZone: "UTC" },
    after: { name: "Marlow & Sons", timeZone: "Europe/Berlin" },
  });
});

test("what makes no sense is refused at its field", async () => {
  for (const [body, field] of [
    [{ name: "  " }, "name"],
    [{ timeZone: "Europe/Atlantis" }, "timeZone"],
  ] as const) {
    const answer = await change("admin", body);
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).field, field);
  }
});

test("a marketer may not", async () => {
  assert.equal((await change("marketer", { name: "Mine" })).status, 403);
  assert.equal((await organisation(db))?.name, "Marlow Books");
});
