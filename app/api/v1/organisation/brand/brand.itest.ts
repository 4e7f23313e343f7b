import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brandOf } from "@/lib/server/brand";
import { database } from "@/lib/server/database";
import { linksForMailing } from "@/lib/server/mailing-links";
import { testDatabase } from "@/lib/server/testing";
import { testRecipient } from "@/lib/server/testing-recipient";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { makeToken } from "@/lib/server/token";
import type { PrismaClient } from "@/prisma/generated/client";
import { GET as PREFERENCES } from "../../../../preferences/[token]/route";
import { PATCH } from "./route";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
  await db.organisation.create({ data: { id: 1, name: "Marlow Books" } });
});
after(async () => {
  await database().$disconnect();
  await drop();
});

async function change(role: "admin" | "marketer", body: object): Promise<Response> {
  const { headers } = await signedIn(db, role);
  const init = { method: "PATCH", headers: { ...headers, "content-type": "application/json" } };
  const request = new Request(`${TEST_ORIGIN}/api/v1/organisation/brand`, {
    ...init,
    body: JSON.stringify(body),
  });
  return PATCH(request, { params: Promise.resolve({}) });
}

test("colour and logo are on the recipients' pages, which stay below 50 kB and fetch nothing", async () => {
  assert.equal((await change("admin", { accent: "#1F5FBF", logo: PIXEL })).status, 200);
  assert.deepEqual(await brandOf(db), {
    name: "Marlow Books",
    accent: "#1f5fbf",
    logo: `data:image/png;base64,${PIXEL}`,
  });
  const { subscriberId } = await testRecipient(db, [], new Date());
  const token = makeToken("preferences", { subscriberId, listId: 0 });
  const answer = await PREFERENCES(new Request(`${TEST_ORIGIN}/preferences/${token}`), {
    params: Promise.resolve({ token }),
  });
  const text = await answer.text();
  assert.match(text, /--accent:light-dark\(#1f5fbf,#[0-9a-f]{6}\)/);
  assert.ok(text.includes(`<img src="data:image/png;base64,${PIXEL}"`));
  assert.ok(Buffer.byteLength(text) < 50_000 && !/https?:\/\/|url\(/.test(text));
  const [row] = await db.auditEntry.findMany({ where: { action: "organisation.brand-changed" } });
  assert.deepEqual(row?.detail, { accent: "#1f5fbf", logo: "a picture" });
});

test("the largest logo leaves a page below 50 kB", async () => {
  const head = Buffer.from(PIXEL, "base64");
  const large = Buffer.concat([head.subarray(0, 33), Buffer.alloc(15_900 - head.length), head.subarray(33)]);
  assert.equal((await change("admin", { logo: large.toString("base64") })).status, 200);
  const { subscriberId } = await testRecipient(db, [], new Date());
  const token = makeToken("preferences", { subscriberId, listId: 0 });
  const place = { params: Promise.resolve({ token }) };
  const text = await (
    await PREFERENCES(new Request(`${TEST_ORIGIN}/preferences/${token}?lang=ar`), place)
  ).text();
  assert.ok(Buffer.byteLength(text) < 50_000, String(Buffer.byteLength(text)));
});

test("a colour that nobody could read, a picture that is none and a marketer are refused", async () => {
  for (const [body, field] of [
    [{ accent: "#ffd400" }, "accent"],
    [{ accent: "red;}" }, "accent"],
    [{ logo: "PHN2Zy8+" }, "logo"],
    [{ unsubscribeMailbox: "nowhere" }, "unsubscribeMailbox"],
  ] as const) {
    const answer = await change("admin", body);
    assert.deepEqual([answer.status, (await answer.json()).field], [400, field]);
  }
  assert.equal((await change("marketer", { accent: "" })).status, 403);
});

test("A4.1 the mailbox stands beside the https address in the headers of a mailing", async () => {
  await change("admin", { unsubscribeMailbox: "leave@marlow.example" });
  const { id } = await db.list.create({ data: { name: "News" } });
  const input = async function* () {
    yield new TextEncoder().encode("ida@m.example");
  };
  let out = "";
  const mailing = { listId: id, name: "" };
  for await (const part of await linksForMailing(
    db,
    mailing,
    input(),
    "https://m.example",
    "ada",
    new Date(),
  ))
    out += part;
  assert.match(
    out,
    /<https:\/\/m\.example\/u\/v1\.[\w.-]+>, <mailto:leave@marlow\.example\?subject=unsubscribe%20v1\./,
  );
});
