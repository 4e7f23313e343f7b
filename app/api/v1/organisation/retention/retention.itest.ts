import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { database } from "@/lib/server/database";
import { retentionOf } from "@/lib/server/log-window";
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
after(async () => {
  await database().$disconnect();
  await drop();
});

async function change(role: "admin" | "marketer", days: unknown): Promise<Response> {
  const { headers } = await signedIn(db, role);
  const request = new Request(`${TEST_ORIGIN}/api/v1/organisation/retention`, {
    method: "PATCH",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ days }),
  });
  return PATCH(request, { params: Promise.resolve({}) });
}

test("an admin changes it, also as a form sends it, and the trail tells", async () => {
  assert.deepEqual(await retentionOf(db), { days: 400, logFrom: null });
  assert.deepEqual(await (await change("admin", "730")).json(), { days: 730 });
  assert.deepEqual(await retentionOf(db), { days: 730, logFrom: null });
  const [entry] = await db.auditEntry.findMany();
  assert.deepEqual([entry?.action, entry?.detail], ["retention.changed", { before: 400, after: 730 }]);
});

test("what makes no sense is refused at its field, and a marketer at the door", async () => {
  for (const days of [1, 100_000, "soon", 100.5]) {
    const answer = await change("admin", days);
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).field, "days");
  }
  assert.equal((await change("marketer", 365)).status, 403);
  assert.equal((await retentionOf(db)).days, 730);
});
