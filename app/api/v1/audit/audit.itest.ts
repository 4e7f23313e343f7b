import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import { audit } from "@/lib/server/audit";
import { database } from "@/lib/server/database";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { inTransaction } from "@/lib/server/transaction";
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

test("it leaves as a file, all of it, latest first; what is said with a line is one cell", async () => {
  const { headers } = await signedIn(on.db, "admin");
  await inTransaction(on.db, async (tx) => {
    for (let i = 0; i < 60; i++)
      await audit(
        tx,
        { actor: "ada", action: "demo.loaded", subject: `=import ${i}`, detail: { i } },
        new Date(),
      );
  });
  const ask = (query: string) =>
    GET(new Request(`${TEST_ORIGIN}/api/v1/audit?${query}`, { headers }), { params: Promise.resolve({}) });
  const rows: { subject: string; detail: { i: number } }[] = await (await ask("format=json")).json();
  const mine = rows.filter(({ subject }) => subject.startsWith("=import"));
  assert.deepEqual(
    mine.map(({ detail }) => detail.i),
    Array.from({ length: 60 }, (_, i) => 59 - i),
  );
  const csv: Record<string, string>[] = parse(await (await ask("format=csv")).text(), { columns: true });
  assert.equal(csv.length, rows.length);
  assert.deepEqual([csv[0]?.subject, csv[0]?.detail], ["'=import 59", '{"i":59}']);
  assert.equal((await ask("format=pdf")).status, 400);
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
