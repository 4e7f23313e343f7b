import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { compareReports } from "@/lib/server/authentication/rollups";
import { takeReport } from "@/lib/server/authentication/take-report";
import { testReport } from "@/lib/server/authentication/testing-reports";
import { database } from "@/lib/server/database";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Role } from "@/prisma/generated/enums";
import { POST as CHECK } from "./check/route";
import { GET as RAW } from "./reports/[id]/raw/route";
import { DELETE as OUT } from "./reports/[id]/route";
import { POST as ADD, DELETE as REMOVE } from "./selectors/route";
import { PUT as ANSWER } from "./sources/route";

let db: PrismaClient;
let drop: () => Promise<void>;
const people = {} as Record<Role, Awaited<ReturnType<typeof signedIn>>>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  testEnvironment(fresh.url);
  people.admin = await signedIn(db, "admin");
  people.marketer = await signedIn(db, "marketer");
  await db.sender.create({ data: { id: 7, name: "news@marlow.example", domain: "marlow.example" } });
});
after(async () => {
  await database().$disconnect();
  await drop();
});

type Handler = typeof ANSWER;
const call = (
  handler: Handler,
  method: string,
  who: Role | "nobody",
  { body, query = "", id = "" }: { body?: object; query?: string; id?: string } = {},
) => {
  const headers: Record<string, string> = who === "nobody" ? { origin: TEST_ORIGIN } : people[who].headers;
  const init = {
    method,
    headers: { ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  };
  const request = new Request(`${TEST_ORIGIN}/api/v1/authentication?${query}`, init);
  return handler(request, { params: Promise.resolve<Record<string, string>>(id ? { id } : {}) });
};

test("whose a source is: admins say it, and take it back; each answer is in the audit log", async () => {
  const mine = { source: "domain:foghorn.example", mine: false };
  assert.equal((await call(ANSWER, "PUT", "nobody", { body: mine })).status, 401);
  assert.equal((await call(ANSWER, "PUT", "marketer", { body: mine })).status, 403);
  for (const source of ["", "moon:x", "domain:a b", `domain:${"x".repeat(301)}`])
    assert.equal((await call(ANSWER, "PUT", "admin", { body: { ...mine, source } })).status, 400, source);
  assert.equal(await db.sourceAnswer.count(), 0);
  assert.equal((await call(ANSWER, "PUT", "admin", { body: mine })).status, 204);
  assert.deepEqual(
    (await db.sourceAnswer.findMany()).map(({ source, mine }) => [source, mine]),
    [["domain:foghorn.example", false]],
  );
  assert.equal((await call(ANSWER, "PUT", "admin", { body: { ...mine, mine: null } })).status, 204);
  assert.equal(await db.sourceAnswer.count(), 0);
  assert.equal(await db.auditEntry.count({ where: { action: "authentication.source" } }), 2);
});

test("selectors: admins add and remove them, once, and for domains of their senders only", async () => {
  const selector = { domain: "marlow.example", selector: "K1" };
  assert.equal((await call(ADD, "POST", "marketer", { body: selector })).status, 403);
  assert.equal((await call(ADD, "POST", "admin", { body: selector })).status, 201);
  assert.equal((await call(ADD, "POST", "admin", { body: selector })).status, 409);
  const strange = { ...selector, domain: "elsewhere.example" };
  assert.equal((await call(ADD, "POST", "admin", { body: strange })).status, 404);
  for (const odd of ["a b", "../x", "x".repeat(101), "a..b", ""])
    assert.equal(
      (await call(ADD, "POST", "admin", { body: { ...selector, selector: odd } })).status,
      400,
      odd,
    );
  const query = "domain=marlow.example&selector=k1";
  assert.equal((await call(REMOVE, "DELETE", "marketer", { query })).status, 403);
  assert.equal((await call(REMOVE, "DELETE", "admin", { query })).status, 204);
  assert.equal((await call(REMOVE, "DELETE", "admin", { query })).status, 404);
});

test("the check is for who is signed in, and asks for no reserved name", async () => {
  assert.equal((await call(CHECK, "POST", "nobody")).status, 401);
  const answer = await call(CHECK, "POST", "marketer");
  assert.deepEqual([answer.status, await answer.json()], [200, { domains: 0 }]);
});

test("the text of a report is a file to keep, whatever stands in it, and never a page", async () => {
  const hostile = testReport({ day: "2026-11-20", organisation: "&lt;script&gt;alert(1)&lt;/script&gt;" });
  const { id } = await takeReport(
    db,
    hostile,
    { via: "upload", name: "r.html", submitter: "ada" },
    new Date(),
  );
  assert.equal((await call(RAW, "GET", "nobody", { id: `${id}` })).status, 401);
  const raw = await call(RAW, "GET", "marketer", { id: `${id}` });
  assert.equal(raw.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(raw.headers.get("content-disposition"), `attachment; filename="report-${id}.txt"`);
  assert.equal(raw.headers.get("x-content-type-options"), "nosniff");
  assert.equal(await raw.text(), hostile.toString());
  for (const other of ["99999", "0", "x", "1e9999"])
    assert.equal((await call(RAW, "GET", "marketer", { id: other })).status, 404, other);
});

test("a report that is forged is taken out by an admin, with all that it counted, and makes room for the genuine one", async () => {
  const bring = (n: number) => {
    const report = testReport({ day: "2026-11-21", id: "r-1", rows: [{ n, dkim: "fail", spf: "fail" }] });
    return takeReport(db, report, { via: "mail", name: "", submitter: "mallory@evil.example" }, new Date());
  };
  const failed = async () => {
    const { _sum } = await db.perDmarcDay.aggregate({ _sum: { failed: true } });
    return Number(_sum.failed ?? 0);
  };
  const before = await failed();
  const { id } = await bring(9_000);
  assert.equal((await bring(4)).outcome, "different");
  assert.equal((await call(OUT, "DELETE", "marketer", { id: `${id}` })).status, 403);
  assert.equal((await call(OUT, "DELETE", "admin", { id: `${id}` })).status, 204);
  assert.equal((await call(OUT, "DELETE", "admin", { id: `${id}` })).status, 404);
  assert.deepEqual([await failed(), await db.dmarcRecord.count({ where: { report: id } })], [before, 0]);
  assert.equal((await bring(4)).outcome, "taken");
  assert.equal(await failed(), before + 4);
  assert.deepEqual(
    (await compareReports(db)).filter(({ wrong }) => wrong > 0),
    [],
  );
  const [entry] = await db.auditEntry.findMany({ where: { action: "authentication.report-removed" } });
  assert.match(JSON.stringify(entry?.detail), /mallory@evil\.example/);
});
