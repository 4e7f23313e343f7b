import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { NewKey } from "@/lib/core/api-key";
import { createKey } from "@/lib/server/api-keys";
import { testReport, zip } from "@/lib/server/authentication/testing-reports";
import { database } from "@/lib/server/database";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import type { PrismaClient } from "@/prisma/generated/client";
import { POST } from "./route";

let db: PrismaClient;
let drop: () => Promise<void>;

before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
});
after(async () => {
  await database().$disconnect();
  await drop();
});

const send = (body: Buffer, headers: Record<string, string>, name = "r.xml") =>
  POST(
    new Request(`https://repute.example/api/v1/ingest/authentication?name=${encodeURIComponent(name)}`, {
      method: "POST",
      body: new Uint8Array(body),
      headers,
    }),
    { params: Promise.resolve({}) },
  );

test("the door lets admins and keys of ingest:write in, nobody else, and answers a bomb with a sentence", async () => {
  const report = testReport({ day: "2026-11-20" });
  const admin = await signedIn(db, "admin");
  const marketer = await signedIn(db, "marketer");
  assert.equal((await send(report, { origin: TEST_ORIGIN })).status, 401);
  assert.equal((await send(report, marketer.headers)).status, 403);
  const answer = await send(report, admin.headers);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).outcome, "taken");
  const key = async (scope: "ingest:write" | "reports:read") => {
    const input = NewKey.parse({ name: scope, scopes: [scope] });
    const { token } = await createKey(db, input, "test", new Date());
    return { authorization: `Bearer ${token}` };
  };
  assert.equal((await send(report, await key("reports:read"))).status, 403);
  assert.equal((await (await send(report, await key("ingest:write"))).json()).outcome, "duplicate");
  const bomb = await send(gzipSync(Buffer.alloc(60_000_000)), admin.headers);
  assert.equal(bomb.status, 400);
  assert.match((await bomb.json()).title, /may be a bomb/);
  assert.equal((await send(Buffer.alloc(10_000_001), admin.headers)).status, 413);
});

test("entity attacks, bombs, archives in archives and damage are answered with 400 and kept with their reason", async () => {
  const { headers } = await signedIn(db, "admin");
  const plain = testReport({ day: "2026-11-19" }).toString();
  const laughs = plain.replace("?>", '?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>');
  const file = plain.replace("?>", '?><!DOCTYPE x SYSTEM "file:///etc/passwd">');
  const deep = plain.replace("</feedback>", `${"<a>".repeat(21)}${"</a>".repeat(21)}</feedback>`);
  const inner = zip([{ name: "r.xml", data: Buffer.from(plain) }]);
  const hostile: [Buffer, RegExp][] = [
    [Buffer.from(laughs), /DOCTYPE/],
    [gzipSync(Buffer.from(file)), /DOCTYPE/],
    [Buffer.from(file, "utf16le"), /DOCTYPE/],
    [Buffer.from(deep), /deep/],
    [zip([{ name: "r.xml", data: Buffer.alloc(30_000_000) }]), /may be a bomb/],
    [gzipSync(inner), /archive within an archive/],
    [zip(Array.from({ length: 11 }, (_, i) => ({ name: `${i}`, data: Buffer.from("x") }))), /10 members/],
    [gzipSync(Buffer.from(plain)).subarray(0, 60), /damaged/],
    [Buffer.from("hello"), /./],
  ];
  const before = await db.quarantine.count();
  const known = await db.authenticationReport.count();
  for (const [body, reason] of hostile) {
    const answer = await send(body, headers);
    assert.equal(answer.status, 400, String(reason));
    assert.match((await answer.json()).title, reason);
    const last = await db.quarantine.findFirst({ orderBy: { id: "desc" } });
    assert.equal(last?.source, "authentication");
    assert.match(last?.reason ?? "", reason);
  }
  assert.equal(await db.quarantine.count(), before + hostile.length);
  assert.equal(await db.authenticationReport.count(), known);
});

test("one report by two doors, packed or not, under any name, counts once; another text under its id is said and not counted", async () => {
  const { headers } = await signedIn(db, "admin");
  const report = testReport({ day: "2026-11-18", rows: [{ n: 7 }] });
  const outcomes: string[] = [];
  const deliver = async (body: Buffer, name: string) =>
    outcomes.push((await (await send(body, headers, name)).json()).outcome);
  await deliver(zip([{ name: "../../r.xml", data: report }]), "../../../etc/passwd");
  await deliver(gzipSync(report), "a!b!1!2.xml.gz");
  await deliver(report, "\u202elmx.r");
  await deliver(testReport({ day: "2026-11-18", rows: [{ n: 8 }] }), "r.xml");
  assert.deepEqual(outcomes, ["taken", "duplicate", "duplicate", "different"]);
  const day = await db.perDmarcDay.aggregate({
    _sum: { n: true },
    where: { day: Date.UTC(2026, 10, 18) / 86_400_000 },
  });
  assert.equal(Number(day._sum.n), 7);
  assert.equal((await send(report, headers, "x".repeat(301))).status, 400);
});

test("a report that cannot be stored is our own trouble: 503, and it comes again", async () => {
  const { headers } = await signedIn(db, "admin");
  await db.$executeRaw`alter table authentication_report rename to hidden`;
  const report = testReport({ day: "2026-11-17" });
  assert.equal((await send(report, headers)).status, 503);
  await db.$executeRaw`alter table hidden rename to authentication_report`;
  assert.equal((await (await send(report, headers)).json()).outcome, "taken");
});
