import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testDns } from "@/lib/core/authentication/check/testing-dns";
import { Refusal } from "@/lib/core/error";
import type { Filter } from "@/lib/core/filter";
import type { PrismaClient } from "@/prisma/generated/client";
import { authentication } from "../reports/authentication";
import { authenticationReport, authenticationReports } from "../reports/authentication-reports";
import { authenticationSource } from "../reports/authentication-source";
import { senderDomainReport } from "../reports/sender-domains";
import { tls } from "../reports/tls";
import { testDatabase } from "../testing";
import { addSelector, answerSource, removeSelector } from "./answers";
import { checkDomains } from "./check-domains";
import { takeReport } from "./take-report";
import { testReport, testTlsReport } from "./testing-reports";

const NOW = new Date("2026-11-23T12:00:00Z");
const filter: Filter = {
  from: "2026-11-01",
  to: "2026-11-23",
  tz: "Asia/Kolkata",
  sender: null,
  preset: null,
};
const CRM = {
  n: 40,
  dkim: "fail",
  spf: "fail",
  disposition: "reject",
  signatures: "",
  spfResult: "bounce.crm-mailer.test pass",
} as const;
const STRANGER = {
  ip: "203.0.113.77",
  n: 80,
  dkim: "fail",
  spf: "fail",
  signatures: "",
  spfResult: "club.marlow.example fail",
} as const;

let db: PrismaClient;
let drop: () => Promise<void>;

before(async () => {
  ({ db, drop } = await testDatabase());
  await db.sender.createMany({
    data: [
      { id: 1, name: "news@club.marlow.example", domain: "club.marlow.example" },
      { id: 2, name: "hello@shop.test-marlow.com", domain: "shop.test-marlow.com" },
    ],
  });
  const take = (bytes: Buffer) =>
    takeReport(db, bytes, { via: "upload", name: "r.xml", submitter: "ada@marlow.example" }, NOW);
  for (let day = 1; day <= 20; day++)
    await take(
      testReport({
        day: `2026-11-${String(day).padStart(2, "0")}`,
        rows: [{ n: 1000 }, ...(day >= 17 ? [CRM, STRANGER] : []), { n: 5, sender: "elsewhere.example" }],
      }),
    );
  await take(
    testReport({ day: "2026-11-21", organisation: "Courier", policy: "quarantine", rows: [{ n: 500 }] }),
  );
  await take(testTlsReport("2026-11-18", [{ type: "certificate-expired", n: 4 }]));
});
after(() => drop());

test("A5.9: the screen's figures are a recount of our domains' records, by UTC day whatever the zone; others stand apart", async () => {
  const report = await authentication(db, filter);
  assert.equal(report.days.length, 23);
  assert.deepEqual([report.reports, report.receivers, report.through], [21, 2, "2026-11-21"]);
  const recount = await db.$queryRaw<{ day: number; n: number; failed: number }[]>`
    select day, sum(n)::float8 as n, sum(case when dkim or spf then 0 else n end)::float8 as failed
    from dmarc_record where sender = 'club.marlow.example' group by day order by day`;
  assert.deepEqual(
    report.days.filter(({ n }) => n > 0).map(({ day, n, failed }) => [day, n, failed]),
    recount.map(({ day, n, failed }) => [new Date(day * 86_400_000).toISOString().slice(0, 10), n, failed]),
  );
  assert.deepEqual(
    report.sources.map(({ key, state, n }) => [key, state, n]),
    [
      ["domain:crm-mailer.test", "failing", 160],
      ["network:203.0.113.0/24", "unknown", 320],
      ["service:acs", "known", 20_500],
    ],
  );
  assert.deepEqual(
    [report.sources[0]?.failingSince, report.sources[0]?.refusedBy],
    ["2026-11-17", { reporter: "Post Office", n: 160 }],
  );
  assert.deepEqual(report.foreign, [{ domain: "elsewhere.example", n: 100, failed: 0 }]);
  const one = await authentication(db, { ...filter, sender: "elsewhere.example" });
  assert.deepEqual([one.total.n, one.foreign], [100, null]);
  const none = await authentication(db, { ...filter, from: "2026-10-01", to: "2026-10-02" });
  assert.deepEqual([none.total.n, none.sources.length, none.through], [0, 0, "2026-11-21"]);
});

test("from a source to its records, page by page, and to the text of the report", async () => {
  const rows = [];
  let cursor: string | undefined;
  do {
    const page = await authenticationSource(db, filter, { source: "service:acs", cursor });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor);
  assert.equal(rows.length, 21);
  assert.equal(
    rows.reduce((sum, { n }) => sum + n, 0),
    20_500,
  );
  assert.equal(new Set(rows.map(({ report, line }) => `${report} ${line}`)).size, 21);
  const report = await authenticationReport(db, { id: rows[1]!.report });
  assert.match(report.text ?? "", /^<\?xml .*<org_name>Post Office</);
  assert.deepEqual([report.own, report.policy?.p, report.rows.length], [true, "none", 4]);
  await assert.rejects(authenticationReport(db, { id: 99_999 }), Refusal);
  assert.deepEqual((await authenticationSource(db, filter, { source: "service:none" })).rows, []);
  const list = await authenticationReports(db, { kind: "tls" });
  assert.deepEqual([list.rows.length, list.counts], [1, { dmarc: 21, tls: 1, failure: 0 }]);
});

test("an answer moves a source, with its row in the trail, and the way follows", async () => {
  const sentence = async () => (await senderDomainReport(db, NOW.getTime())).rows[0]?.way.sentence;
  assert.equal(await sentence(), "Mend crm-mailer.test, then go to p=reject.");
  const state = async (key: string) =>
    (await authentication(db, filter)).sources.find((one) => one.key === key)?.state;
  const say = (source: string, mine: boolean | null) =>
    answerSource(db, { source, mine }, "ada@marlow.example", NOW);
  await say("network:203.0.113.0/24", false);
  assert.equal(await state("network:203.0.113.0/24"), "foreign");
  await say("network:203.0.113.0/24", true);
  assert.equal(await state("network:203.0.113.0/24"), "failing");
  await say("network:203.0.113.0/24", null);
  assert.equal(await state("network:203.0.113.0/24"), "unknown");
  await say("domain:crm-mailer.test", false);
  assert.equal(await sentence(), "Say whether 203.0.113.0/24 is yours, then go to p=reject.");
  await say("domain:crm-mailer.test", null);
  const trail = await db.auditEntry.findMany({
    where: { action: "authentication.source" },
    orderBy: { id: "asc" },
  });
  assert.deepEqual(
    trail.map(({ detail }) => (detail as { mine: boolean | null }).mine),
    [false, true, null, false, null],
  );
});

test("TLS sessions of the organisation's domains", async () => {
  assert.deepEqual(await tls(db, filter), {
    successful: 100,
    failed: 4,
    reasons: [{ domain: "marlow.example", result: "certificate-expired", n: 4 }],
  });
});

test("the DNS is asked for sender domains and their selectors, entered ones too; reserved names never; the last answer is kept", async () => {
  await addSelector(db, { domain: "shop.test-marlow.com", selector: "k1" }, "ada@marlow.example", NOW);
  const again = addSelector(
    db,
    { domain: "shop.test-marlow.com", selector: "k1" },
    "ada@marlow.example",
    NOW,
  );
  await assert.rejects(again, (error) => error instanceof Refusal && error.code === "conflict");
  const strange = addSelector(db, { domain: "elsewhere.example", selector: "k1" }, "ada@marlow.example", NOW);
  await assert.rejects(strange, (error) => error instanceof Refusal && error.code === "not-found");
  const dns = testDns({
    "_dmarc.test-marlow.com": ["v=DMARC1; p=quarantine; rua=mailto:d@test-marlow.com"],
    "shop.test-marlow.com": ["v=spf1 -all"],
    "mx shop.test-marlow.com": "timeout",
  });
  const policyOf = () => assert.fail("a domain without a record was asked for its policy");
  assert.equal(await checkDomains(db, NOW, dns, policyOf), 1);
  assert.ok(dns.asked.includes("k1._domainkey.shop.test-marlow.com"));
  assert.ok(!dns.asked.some((name) => name.endsWith(".example")));
  const { rows, checkedAt } = await senderDomainReport(db, NOW.getTime());
  assert.equal(checkedAt, NOW.getTime());
  const shop = rows.find(({ domain }) => domain === "shop.test-marlow.com");
  assert.deepEqual(shop?.states, { spf: "right", dkim: "missing", dmarc: "right", mx: "unknown" });
  assert.deepEqual([shop?.policy, shop?.policyFrom, shop?.entered], ["quarantine", "dns", ["k1"]]);
  const club = rows.find(({ domain }) => domain === "club.marlow.example");
  assert.deepEqual(
    [club?.check, club?.policy, club?.policyFrom, club?.reserved],
    [null, "quarantine", "reports", true],
  );
  await checkDomains(db, new Date(NOW.getTime() - 60_000), testDns({}), policyOf);
  assert.equal(
    (await senderDomainReport(db, NOW.getTime())).checkedAt,
    NOW.getTime(),
    "an older answer came later",
  );
  await removeSelector(db, { domain: "shop.test-marlow.com", selector: "k1" }, "ada@marlow.example", NOW);
  assert.equal(await db.dkimSelector.count(), 0);
});
