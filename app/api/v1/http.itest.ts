import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as demo from "@/app/api/v1/demo/route";
import * as reports from "@/app/api/v1/reports/[report]/route";
import * as check from "@/app/api/v1/suppressions/check/route";
import * as release from "@/app/api/v1/suppressions/release/route";
import { database } from "@/lib/server/database";
import { ingest } from "@/lib/server/ingest";
import { REPORTS, type ReportName } from "@/lib/server/reports/registry";
import { bookshop } from "@/lib/server/reports/testing-bookshop";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";

let db: PrismaClient;
let drop: () => Promise<void>;
const headers = {} as Record<"admin" | "marketer", Record<string, string>>;
before(async () => {
  const fresh = await bookshop();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
  for (const role of ["admin", "marketer"] as const) headers[role] = (await signedIn(db, role)).headers;
});
after(async () => {
  await database().$disconnect();
  await drop?.();
});

const none = { params: Promise.resolve({}) };
async function ask(report: string, query = "", as: Record<string, string> = headers.marketer) {
  const url = `${TEST_ORIGIN}/api/v1/reports/${report}?${query}`;
  return reports.GET(new Request(url, { headers: as }), { params: Promise.resolve({ report }) });
}
const post = (path: string, body: unknown, as: Record<string, string>) =>
  new Request(`${TEST_ORIGIN}/api/v1/${path}`, {
    method: "POST",
    headers: { ...as, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("every report answers plain JSON to who is signed in, and nothing to others", async () => {
  const [delivery] = await db.delivery.findMany({ take: 1 });
  const needs: Partial<Record<ReportName, string>> = {
    message: `address=${delivery?.address}&message=${delivery?.message}`,
    address: "recipient=ida@posteo.example",
    rejected: "import=1",
  };
  for (const name of Object.keys(REPORTS) as ReportName[]) {
    const response = await ask(name, needs[name]);
    assert.equal(response.status, 200, name);
    assert.equal(response.headers.get("content-type"), "application/json", name);
    await response.json();
    assert.equal((await ask(name, needs[name], {})).status, 401, name);
  }
});

test("what a report cannot answer is a problem with its reason", async () => {
  assert.equal((await ask("nonsense")).status, 404);
  assert.equal((await ask("toString")).status, 404);
  for (const [report, query] of [
    ["bounces", "class=medium"],
    ["bounces", "cursor=9.9"],
    ["events", "kind=lost"],
    ["suppressions", "step=7"],
    ["address", "recipient="],
    ["address", "recipient=a@b.example&at=yesterday"],
    ["rejected", "import=one"],
    ["codes", "by=moon"],
  ] as const)
    assert.equal((await ask(report, query)).status, 400, `${report}?${query}`);
  assert.equal((await ask("message", "address=1&message=2")).status, 404);
});

test("release: admins only; then it is done, then it is a conflict", async () => {
  const recipient = "dead.letter@posteo.example";
  const evidence = { reply: 550, enhanced: "5.1.1", category: "invalid-recipient" } as const;
  const event = {
    source: "acs",
    route: "webhook",
    messageId: "m",
    recipient,
    kind: "hard",
    sender: "",
    ...evidence,
  } as const;
  await ingest(db, [{ ...event, at: Date.now() - 1_000 }], { importId: 0 });
  const send = async (as: Record<string, string>, body: unknown = { recipient, reason: "Mailbox is back" }) =>
    (await release.POST(post("suppressions/release", body, as), none)).status;
  assert.equal(await send({}), 403, "from elsewhere");
  assert.equal(await send(headers.marketer), 403);
  assert.equal(await send(headers.admin, { recipient, reason: "" }), 400);
  assert.equal(await send(headers.admin), 200);
  assert.equal(await send(headers.admin), 409);
});

test("figures are shared for a moment, and fresh to who has just done something", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const figures = async () => (await ask("series")).text();
  const before = await figures();
  const message = {
    source: "acs",
    route: "webhook",
    messageId: "late",
    kind: "delivered",
    sender: "",
  } as const;
  const evidence = { reply: 250, enhanced: "", category: "unknown" } as const;
  const recipient = "late@posteo.example";
  await ingest(db, [{ ...message, ...evidence, recipient, at: Date.now() - 1_000 }], { importId: 0 });
  assert.equal(await figures(), before);
  await check.POST(post("suppressions/check", { addresses: ["a@b.example"] }, headers.marketer), none);
  assert.notEqual(await figures(), before);
});

test("check answers in order, and refuses what is no question", async () => {
  const send = (body: unknown) => check.POST(post("suppressions/check", body, headers.marketer), none);
  const response = await send({ addresses: ["a@b.example", "nobody"] });
  assert.deepEqual(await response.json(), {
    answers: [
      { address: "a@b.example", allowed: true },
      { address: "nobody", allowed: false, reason: "invalid-address" },
    ],
  });
  assert.equal((await send({ addresses: [] })).status, 400);
  assert.equal((await send({ addresses: new Array(10_001).fill("a@b.example") })).status, 400);
  assert.equal((await send({})).status, 400);
});

test("the demo is for admins", async () => {
  const remove = (as: Record<string, string>) =>
    demo.DELETE(new Request(`${TEST_ORIGIN}/api/v1/demo`, { method: "DELETE", headers: as }), none);
  assert.equal((await demo.POST(post("demo", {}, headers.marketer), none)).status, 403);
  assert.equal((await demo.POST(post("demo", {}, headers.admin), none)).status, 409);
  assert.equal((await remove(headers.marketer)).status, 403);
  assert.equal((await remove(headers.admin)).status, 204);
  assert.equal((await remove(headers.admin)).status, 404);
});
