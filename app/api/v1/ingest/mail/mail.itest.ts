import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createKey } from "@/lib/server/api-keys";
import { database } from "@/lib/server/database";
import { dsn } from "@/lib/server/mail-in/testing-mails";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import { POST } from "./route";

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

const post = (body: Uint8Array, headers: Record<string, string>, query = "") =>
  POST(
    new Request(`${TEST_ORIGIN}/api/v1/ingest/mail?${query}`, {
      method: "POST",
      headers: { "content-type": "message/rfc822", ...headers },
      body: new Uint8Array(body),
    }),
    { params: Promise.resolve({}) },
  );
const keyWith = async (scope: "ingest:write" | "reports:read") => {
  const { token } = await createKey(
    db,
    { name: scope, scopes: [scope], expiresAt: null },
    "test",
    new Date(),
  );
  return { authorization: `Bearer ${token}` };
};

test("a raw mail is taken with the scope ingest:write, and not without", async () => {
  const mail = dsn({ recipient: "ida@posteo.example" });
  assert.equal((await post(mail, { authorization: "Bearer rp_made-up" })).status, 401);
  assert.equal((await post(mail, (await signedIn(db, "marketer")).headers)).status, 403);
  assert.equal((await post(mail, await keyWith("reports:read"))).status, 403);
  assert.equal(await db.incomingMail.count(), 0);
  const answer = await post(
    mail,
    await keyWith("ingest:write"),
    "to=bounce@mail.example, dmarc@mail.example",
  );
  assert.equal(answer.status, 200);
  const { digest, ...receipt } = await answer.json();
  assert.deepEqual(receipt, {
    kind: "bounce",
    state: "unverified",
    reason: "Nothing in it says which mail it is about.",
    repeated: false,
  });
  const row = await db.incomingMail.findUniqueOrThrow({ where: { digest } });
  assert.deepEqual(row.recipients, ["bounce@mail.example", "dmarc@mail.example"]);
  assert.deepEqual(Buffer.from(row.raw), mail);
});

test("a mail that is too large is refused with 413", async () => {
  const answer = await post(Buffer.alloc(10_000_001, "a"), (await signedIn(db, "admin")).headers);
  assert.equal(answer.status, 413);
});
