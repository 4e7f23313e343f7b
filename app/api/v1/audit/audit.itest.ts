import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { database } from "@/lib/server/database";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { GET } from "./route";

let on: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
});
after(async () => {
  await database().$disconnect();
  await on?.drop();
});

for (const [role, status] of [
  ["admin", 200],
  ["marketer", 403],
] as const) {
  test(`the audit log answers a ${role} with ${status}`, async () => {
    const { headers } = await signedIn(on.db, role);
    const request = new Request(`${TEST_ORIGIN}/api/v1/audit`, { headers });
    assert.equal((await GET(request, { params: Promise.resolve({}) })).status, status);
  });
}
