import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { dmarcAlignment } from "../reports/dmarc-alignment";
import { testDatabase } from "../testing";
import { testEnvironment } from "../testing-session";
import { rebuild, verify } from "../verify";
import { takeReportMail } from "./take-mail";
import { takeReport } from "./take-report";
import { testReport, testTlsReport } from "./testing-reports";

const NOW = new Date("2026-11-23T12:00:00Z");
const upload = { via: "upload", name: "report.xml", submitter: "ada@marlow.example" } as const;

let db: PrismaClient;
let drop: () => Promise<void>;

before(async () => {
  const made = await testDatabase();
  ({ db, drop } = made);
  testEnvironment(made.url);
});
after(() => drop());
beforeEach(async () => {
  await db.$executeRawUnsafe(
    "truncate authentication_report, dmarc_record, dmarc_origin, per_dmarc, per_dmarc_day, tls_record, per_tls, quarantine",
  );
});

/** All that reports leave behind but their numbers and times, as sorted lines. */
async function state(): Promise<string[]> {
  const queries = [
    "select r.organisation, r.report_id, r.messages, r.failed, cardinality(r.variants) as variants from authentication_report r",
    `select r.report_id, line, day, sender, o.network, o.signed, o.spf_domain, reporter, ip, n, dkim, spf, d.disposition
     from dmarc_record d join authentication_report r on r.id = d.report join dmarc_origin o on o.id = d.origin`,
    `select day, sender, o.network, o.signed, reporter, n, dkim, spf, failed, quarantined, rejected, disagreeing
     from per_dmarc p join dmarc_origin o on o.id = p.origin`,
    "select day, sender, n, dkim, spf, failed, quarantined, rejected, disagreeing from per_dmarc_day",
    "select day, domain, result, n from per_tls",
  ];
  const lines: string[] = [];
  for (const [at, query] of queries.entries())
    for (const row of await db.$queryRawUnsafe<object[]>(query))
      lines.push(`${at} ${Object.values(row).join("|")}`);
  return lines.sort();
}

const wrong = async () => (await verify(db)).filter((check) => check.wrong > 0);

const FAILING = {
  n: 7,
  dkim: "fail",
  spf: "fail",
  disposition: "reject",
  signatures: "",
  spfResult: "crm-mailer.example pass",
} as const;

test("A5.5: a report is stored whole, counted by UTC day, and once, packed or not", async () => {
  const report = testReport({
    day: "2026-11-20",
    rows: [{}, FAILING, { n: 3, spf: "fail", spfResult: "club.marlow.example softfail" }],
  });
  const taken = await takeReport(db, report, upload, NOW);
  assert.equal(taken.outcome, "taken");
  assert.deepEqual([taken.records, taken.messages], [3, 20]);
  assert.equal((await takeReport(db, gzipSync(report), upload, NOW)).outcome, "duplicate");
  const days = await db.perDmarcDay.findMany();
  assert.deepEqual(days, [
    {
      day: 20777,
      sender: "club.marlow.example",
      n: 20n,
      dkim: 13n,
      spf: 10n,
      failed: 7n,
      quarantined: 0n,
      rejected: 7n,
      disagreeing: 0n,
    },
  ]);
  assert.equal(new Date(20777 * 86_400_000).toISOString().slice(0, 10), "2026-11-20");
  const trail = await db.auditEntry.findMany({ where: { subject: `dmarc report ${taken.id}` } });
  assert.deepEqual(
    trail.map(({ actor, action }) => [actor, action]),
    [["ada@marlow.example", "authentication.report"]],
  );
  assert.deepEqual(await wrong(), []);
});

test("A5.5: the same id with other content keeps the first and marks it, however often it comes", async () => {
  await takeReport(db, testReport({ day: "2026-11-20" }), upload, NOW);
  const before = await state();
  for (let i = 0; i < 2; i++) {
    const other = await takeReport(db, testReport({ day: "2026-11-20", rows: [{ n: 99 }] }), upload, NOW);
    assert.equal(other.outcome, "different");
  }
  const after = await state();
  assert.deepEqual(
    after,
    before.map((line) => line.replace(/^(0 .*)\|0$/, "$1|1")),
  );
});

test("a report that breaks off in the database leaves nothing", async () => {
  const entries = await db.auditEntry.count();
  await db.$executeRawUnsafe("alter table per_dmarc_day add constraint t check (n < 5)");
  await assert.rejects(takeReport(db, testReport({ day: "2026-11-20" }), upload, NOW));
  await db.$executeRawUnsafe("alter table per_dmarc_day drop constraint t");
  assert.deepEqual(await state(), []);
  assert.equal(await db.auditEntry.count(), entries);
});

test("what cannot be read is kept in quarantine with its reason, and stops nothing", async () => {
  const bomb = gzipSync(Buffer.alloc(60_000_000));
  await assert.rejects(
    takeReport(db, bomb, upload, NOW),
    (error) => error instanceof Refusal && /bomb/.test(error.message),
  );
  await assert.rejects(takeReport(db, Buffer.from("<!DOCTYPE x><feedback/>"), upload, NOW), Refusal);
  const kept = await db.quarantine.findMany({ orderBy: { id: "asc" } });
  assert.deepEqual(
    kept.map(({ source, reason }) => [source, /bomb|DOCTYPE/.test(reason)]),
    [
      ["authentication", true],
      ["authentication", true],
    ],
  );
  assert.match(kept[0]!.raw, /^base64:H4sI/);
  assert.equal(kept[1]!.raw, "<!DOCTYPE x><feedback/>");
  assert.deepEqual(await state(), []);
});

test("any order and duplication of reports, by four writers at once, ends in the same rows; verify recounts them", async () => {
  const reports = Array.from({ length: 8 }, (_, i) =>
    i === 7
      ? testTlsReport("2026-11-18", [{ type: "certificate-expired", n: 4 }])
      : testReport({
          day: `2026-11-${15 + (i % 3)}`,
          organisation: i % 2 ? "Post Office" : "Courier",
          id: String(i),
          rows: [{ n: i + 1 }, { ...FAILING, ip: `192.0.2.${i}` }, { n: 2, sender: "crm.marlow.example" }],
        }),
  );
  for (const report of reports) await takeReport(db, report, upload, NOW);
  const expected = await state();
  assert.ok(expected.length > 30);
  const order = fc.array(fc.nat({ max: reports.length - 1 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      order,
      fc.shuffledSubarray([...reports.keys()], { minLength: reports.length }),
      async (extra, all) => {
        await db.$executeRawUnsafe(
          "truncate authentication_report, dmarc_record, dmarc_origin, per_dmarc, per_dmarc_day, tls_record, per_tls",
        );
        const sequence = [...extra, ...all];
        const writers = Array.from({ length: 4 }, (_, w) => sequence.filter((_, at) => at % 4 === w));
        await Promise.all(
          writers.map(async (own) => {
            for (const at of own) await takeReport(db, reports[at]!, upload, NOW);
          }),
        );
        assert.deepEqual(await state(), expected);
      },
    ),
    { numRuns: 12 },
  );
  assert.deepEqual(await wrong(), []);
  await db.$executeRawUnsafe("update per_dmarc set n = n + 1 where day = 20772");
  await db.$executeRawUnsafe("delete from per_tls");
  assert.deepEqual(
    (await wrong()).map(({ name }) => name),
    ["per_dmarc", "per_tls"],
  );
  await rebuild(db);
  assert.deepEqual(await wrong(), []);
  assert.deepEqual(await state(), expected);
});

test("the share that fails is of our own senders' domains; no report is no data", async () => {
  const filter = { from: "2026-11-20", to: "2026-11-21", sender: null };
  await db.sender.createMany({
    data: [{ id: 1, name: "news@club.marlow.example", domain: "club.marlow.example" }],
    skipDuplicates: true,
  });
  assert.equal(await dmarcAlignment(db, filter), null);
  const rows = [{ n: 93 }, FAILING, { ...FAILING, sender: "other.example", n: 50 }];
  await takeReport(db, testReport({ day: "2026-11-20", rows }), upload, NOW);
  assert.deepEqual(await dmarcAlignment(db, filter), { failed: 7, n: 100 });
  assert.deepEqual(await dmarcAlignment(db, { ...filter, sender: "news@club.marlow.example" }), {
    failed: 7,
    n: 100,
  });
  assert.equal(await dmarcAlignment(db, { ...filter, sender: "crm.marlow.example" }), null);
  assert.equal(await dmarcAlignment(db, { ...filter, from: "2026-11-21" }), null);
});

const mailOf = (content: Buffer, name: string) =>
  Buffer.from(
    [
      "From: DMARC <dmarc@post.example>",
      "Subject: Report domain: marlow.example Submitter: post.example",
      'Content-Type: multipart/mixed; boundary="x"',
      "",
      "--x",
      "Content-Type: text/plain",
      "",
      "A report.",
      "--x",
      `Content-Type: application/octet-stream; name="${name}"`,
      "Content-Transfer-Encoding: base64",
      "",
      content.toString("base64").replace(/(.{76})/g, "$1\r\n"),
      "--x--",
    ].join("\r\n"),
  );

test("a mail brings its report once, whatever type it claims; other mail is passed on", async () => {
  const mail = mailOf(
    gzipSync(testReport({ day: "2026-11-20" })),
    "post.example!marlow.example!1763596800!1763683199.xml.gz",
  );
  const outcomes = async () => (await takeReportMail(db, mail, NOW))?.map(({ outcome }) => outcome);
  assert.deepEqual(await outcomes(), ["taken"]);
  assert.deepEqual(await outcomes(), ["duplicate"]);
  const row = await db.authenticationReport.findFirstOrThrow();
  assert.deepEqual([row.via, row.submitter], ["mail", "dmarc@post.example"]);
  const bomb = mailOf(gzipSync(Buffer.alloc(60_000_000)), "a!b!1763596800!1763683199.xml.gz");
  const [refused] = (await takeReportMail(db, bomb, NOW)) ?? [];
  assert.equal(refused?.outcome, "refused");
  assert.equal(
    await takeReportMail(db, Buffer.from("From: a@b.example\r\nSubject: Hello\r\n\r\nHi"), NOW),
    null,
  );
});

test("a report of one failure is kept once, without the mail in it, and counts in no rollup", async () => {
  const mail = Buffer.from(
    [
      "From: dmarc@post.example",
      "Message-ID: <f1@post.example>",
      'Content-Type: multipart/report; report-type=feedback-report; boundary="x"',
      "",
      "--x",
      "Content-Type: message/feedback-report",
      "",
      "Feedback-Type: auth-failure",
      "Auth-Failure: dmarc",
      "Reported-Domain: club.marlow.example",
      "Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0000",
      "Source-IP: 192.0.2.9",
      "",
      "--x",
      "Content-Type: message/rfc822",
      "",
      "To: reader@inbox.example",
      "",
      "A secret.",
      "--x--",
    ].join("\r\n"),
  );
  for (const outcome of ["taken", "duplicate"])
    assert.equal((await takeReportMail(db, mail, NOW))?.[0]?.outcome, outcome);
  const row = await db.authenticationReport.findFirstOrThrow();
  assert.deepEqual([row.kind, row.domain, row.raw], ["failure", "club.marlow.example", null]);
  assert.ok(
    !/secret|reader/.test(
      JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ),
  );
  assert.equal(await db.perDmarcDay.count(), 0);
  assert.deepEqual(await wrong(), []);
});
