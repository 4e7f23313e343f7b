import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as demo from "@/app/api/v1/demo/route";
import * as reports from "@/app/api/v1/reports/[report]/route";
import * as check from "@/app/api/v1/suppressions/check/route";
import * as release from "@/app/api/v1/suppressions/releases/[id]/route";
import * as prepare from "@/app/api/v1/suppressions/releases/route";
import { AlertRule } from "@/lib/core/alerts/rule";
import { database } from "@/lib/server/database";
import { ingest } from "@/lib/server/ingest";
import { takeMail } from "@/lib/server/mail-in/take";
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

/** @returns its id */
async function anIncident(): Promise<number> {
  const rule = AlertRule.parse({
    kind: "rate",
    name: "Hard bounces",
    metric: "hard",
    opens: 0.05,
    closes: 0.04,
  });
  const { id } = await db.alertRule.create({ data: { rule, changedBy: "mara", changedAt: new Date() } });
  const opened = { ruleId: id, openedAt: new Date(), toldAt: new Date(), judgement: {} };
  return (await db.alertIncident.create({ data: opened })).id;
}

/** @returns its id */
async function aReport(): Promise<number> {
  const names = { kind: "dmarc", organisation: "google.com", reportId: "r1", domain: "marlow.example" };
  const by = { contact: "", submitter: "mara", via: "upload", name: "r1.xml", digest: "d1" };
  const counts = { records: 0, messages: 0n, failed: 0n, detail: {} };
  const span = { begin: new Date(0), end: new Date(86_400_000), receivedAt: new Date() };
  return (await db.authenticationReport.create({ data: { ...names, ...by, ...counts, ...span } })).id;
}

/** @returns its digest */
async function aMail(): Promise<string> {
  const raw = Buffer.from("From: ida@posteo.example\r\nSubject: Hello\r\n\r\nHello");
  return (await takeMail(db, { raw, route: "http", recipients: [] }, new Date())).digest;
}

test("every report answers plain JSON to who is signed in, and nothing to others", async () => {
  const [delivery] = await db.delivery.findMany({ take: 1 });
  const needs: Partial<Record<ReportName, string>> = {
    message: `address=${delivery?.address}&message=${delivery?.message}`,
    address: "recipient=ida@posteo.example",
    rejected: "import=1",
    monthly: "month=2026-10",
    "authentication-source": "source=unknown",
    "authentication-report": `id=${await aReport()}`,
    "incoming-mail": `digest=${await aMail()}`,
    incident: `id=${await anIncident()}`,
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
    ["incoming-mails", "cursor=1.x"],
    ["incoming-mails", "state=lost"],
    ["codes", "by=moon"],
  ] as const)
    assert.equal((await ask(report, query)).status, 400, `${report}?${query}`);
  assert.equal((await ask("message", "address=1&message=2")).status, 404);
});

test("release: admins only; counted, confirmed, then it is a conflict, then taken back", async () => {
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
  const count = (as: Record<string, string>) =>
    prepare.POST(post("suppressions/releases", { recipient }, as), none);
  assert.equal((await count({})).status, 401);
  assert.equal((await count({ cookie: headers.admin.cookie ?? "" })).status, 403, "from elsewhere");
  assert.equal((await count(headers.marketer)).status, 403);
  const counted = await count(headers.admin);
  assert.equal(counted.status, 201);
  const { id } = (await counted.json()) as { id: number };
  const path = `suppressions/releases/${id}`;
  const context = { params: Promise.resolve({ id: String(id) }) };
  const send = async (as: Record<string, string>, reason = "Mailbox is back") =>
    (await release.POST(post(path, { reason, reasons: ["bounce"] }, as), context)).status;
  assert.equal(await send(headers.marketer), 403);
  assert.equal(await send(headers.admin, ""), 400);
  assert.equal(await send(headers.admin), 200);
  assert.equal(await send(headers.admin), 409);
  assert.equal((await count(headers.admin)).status, 409, "it is free");
  const undo = async (as: Record<string, string>) =>
    (await release.DELETE(new Request(`${TEST_ORIGIN}/${path}`, { method: "DELETE", headers: as }), context))
      .status;
  assert.equal(await undo(headers.marketer), 403);
  assert.equal(await undo(headers.admin), 200);
  assert.equal(await undo(headers.admin), 409);
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
