import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDns } from "@/lib/core/authentication/check/testing-dns";
import type { MailEvent } from "@/lib/core/events";
import { database } from "@/lib/server/database";
import { ingest } from "@/lib/server/ingest";
import { countByHosts, lookUpHosts, providerLookUp } from "@/lib/server/provider-hosts";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { rebuild, verify } from "@/lib/server/verify";
import type { PrismaClient } from "@/prisma/generated/client";
import * as door from "./route";

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

const DAY = 86_400_000;
const NOW = new Date("2026-11-20T12:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

const sent = (recipient: string, kind: "delivered" | "hard" | "opened"): MailEvent =>
  ({
    ...{
      source: "acs",
      route: "log",
      messageId: `to ${recipient}`,
      recipient,
      kind,
      sender: "news@club.test",
    },
    ...{ at: NOW.getTime() - DAY + (kind === "opened" ? 60_000 : 0), reply: 0, enhanced: "" },
    category: "unknown",
  }) as MailEvent;

const counted = async () => {
  const rows = await db.$queryRaw<{ provider: string; delivered: number; hard: number; read: number }[]>`
    select provider, sum(delivered)::int as delivered, sum(hard)::int as hard,
      coalesce((select sum(n)::int from per_reading_provider r where r.provider = p.provider), 0)::int as read
    from per_provider p group by 1 having sum(delivered + hard) > 0 order by 1`;
  return Object.fromEntries(rows.map(({ provider, ...counts }) => [provider, Object.values(counts)]));
};
const wrong = async () => (await verify(db)).filter((check) => check.wrong > 0).map(({ name }) => name);
async function change(role: "admin" | "marketer", active: unknown): Promise<number> {
  const { headers } = await signedIn(db, role);
  const request = new Request(`${TEST_ORIGIN}/api/v1/organisation/provider-look-up`, {
    method: "PATCH",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ active }),
  });
  return (await door.PATCH(request, { params: Promise.resolve({}) })).status;
}

const zone = () => ({
  "mx binders-a.com": ["aspmx.l.google.com"],
  "mx binders-b.com": ["binders-b.mail.protection.outlook.com"],
  "mx binders-c.com": ["mail.binders-c.com", "aspmx.l.google.com"],
  "mx slow.net": "timeout" as const,
});
const BEFORE = { Gmail: [1, 0, 0], Others: [5, 1, 1] };
const AFTER = {
  Gmail: [1, 0, 0],
  "Google Workspace": [2, 0, 1],
  "Microsoft 365": [0, 1, 0],
  Others: [3, 0, 0],
};

test("off, nobody is asked about anything", async () => {
  const events = [
    "ada@binders-a.com",
    "bo@binders-a.com",
    "cy@binders-c.com",
    "di@slow.net",
    "ed@shop.example",
  ];
  await ingest(
    db,
    [
      ...[...events, "fo@gmail.com"].map((recipient) => sent(recipient, "delivered")),
      ...[sent("gu@binders-b.com", "hard"), sent("ada@binders-a.com", "opened")],
    ],
    { importId: 0 },
  );
  const dns = testDns(zone());
  assert.equal(await lookUpHosts(db, NOW, dns), 0);
  assert.deepEqual(dns.asked, []);
  assert.deepEqual(await counted(), BEFORE);
  assert.equal(await change("marketer", true), 403);
  assert.equal(await change("admin", "yes"), 400);
  assert.equal((await providerLookUp(db)).active, false);
});

test("on, domains at nobody known are asked about once, and counted where their servers are", async () => {
  assert.ok((await change("admin", true)) < 300);
  const dns = testDns(zone());
  assert.equal(await lookUpHosts(db, NOW, dns), 5);
  assert.deepEqual(dns.asked.sort(), [
    "mx binders-a.com",
    "mx binders-b.com",
    "mx binders-c.com",
    "mx slow.net",
  ]);
  assert.deepEqual(await counted(), BEFORE, "found, but not yet counted");
  assert.deepEqual(await wrong(), []);
  assert.deepEqual(await providerLookUp(db), { active: true, asked: 5, open: 0, known: 2, waiting: 2 });

  await countByHosts(db);
  assert.deepEqual(await counted(), AFTER);
  assert.deepEqual(await wrong(), []);
  assert.equal((await providerLookUp(db)).waiting, 0);
  const [entry] = await db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
  assert.equal(entry?.action, "provider-look-up.switched-on");
});

test("an answer holds for 30 days, no answer for six hours; what comes in counts at the new provider", async () => {
  const dns = testDns({ ...zone(), "mx slow.net": ["mx-biz.mail.am0.yahoodns.net"] });
  assert.equal(await lookUpHosts(db, later(5 * 3_600_000), dns), 0);
  assert.equal(await lookUpHosts(db, later(6 * 3_600_000), dns), 1);
  assert.deepEqual(dns.asked, ["mx slow.net"]);
  await ingest(db, [sent("hal@binders-a.com", "delivered")], { importId: 0 });
  assert.deepEqual((await counted())["Google Workspace"], [3, 0, 1]);
  assert.equal(await lookUpHosts(db, later(31 * DAY), dns), 5);
  await countByHosts(db);
  assert.deepEqual((await counted()).Yahoo, [1, 0, 0]);
  assert.deepEqual(await wrong(), []);
});

test("where the DNS says nothing later on, the last answer stands", async () => {
  assert.equal(
    await lookUpHosts(db, later(70 * DAY), testDns({ ...zone(), "mx binders-a.com": "timeout" })),
    5,
  );
  await countByHosts(db);
  assert.deepEqual((await counted())["Google Workspace"], [3, 0, 1]);
});

test("verify finds a domain at another provider than its hosts say, and puts it right", async () => {
  await db.$executeRaw`update recipient_domain set provider = 'Others' where name = 'binders-a.com'`;
  assert.deepEqual(await wrong(), ["per_provider", "per_reading_provider", "recipient_domain"]);
  await rebuild(db);
  assert.deepEqual(await wrong(), []);
  assert.deepEqual((await counted())["Google Workspace"], [3, 0, 1]);
});

test("counting anew is exact while mail comes in", async () => {
  await lookUpHosts(db, later(110 * DAY), testDns({ ...zone(), "mx binders-c.com": ["aspmx.l.google.com"] }));
  const writing = async (part: number) => {
    for (let i = 0; i < 30; i++)
      await ingest(
        db,
        [sent(`w${part}-${i}@binders-c.com`, "delivered"), sent(`w${part}-${i}@slow.net`, "hard")],
        {
          importId: 0,
        },
      );
  };
  await Promise.all([writing(1), countByHosts(db), writing(2), countByHosts(db)]);
  assert.deepEqual(await wrong(), []);
  assert.deepEqual((await counted())["Google Workspace"], [64, 0, 1]);
});

test("switched off, what was learnt is forgotten, and domains count by their names again", async () => {
  assert.ok((await change("admin", false)) < 300);
  const dns = testDns(zone());
  assert.equal(await lookUpHosts(db, later(200 * DAY), dns), 0);
  await countByHosts(db);
  assert.deepEqual(Object.keys(await counted()), ["Gmail", "Others"]);
  assert.deepEqual(await wrong(), []);
});
