import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readFailureReport } from "@/lib/core/authentication/failure-report";
import { readReport } from "@/lib/core/authentication/read";
import { sharedFile } from "@/lib/testing-shared";
import { reportsOfMail } from "./report-mail";
import { unpackReport } from "./unpack";

const NOW = Date.UTC(2026, 10, 28);

/** One line of what a report says: who, about whom, rows, messages, of them failed. */
async function gist(bytes: Uint8Array): Promise<string> {
  const unpacked = await unpackReport(bytes);
  if (!unpacked.ok) return unpacked.reason;
  const reading = readReport(unpacked.bytes, NOW);
  if (!reading.ok) return reading.reason;
  const { report } = reading;
  if (report.kind === "failure") return "failure";
  if (report.kind === "tls")
    return `tls ${report.organisation}: ${report.rows.map(({ domain, result, n }) => `${domain} ${result} ${n}`).join(", ")}`;
  const sum = (some: typeof report.rows) => some.reduce((total, { n }) => total + n, 0);
  const failed = report.rows.filter(({ dkim, spf }) => !dkim && !spf);
  return `dmarc ${report.organisation} ${report.policy.domain} p=${report.policy.p}: ${report.rows.length} rows, ${sum(report.rows)} messages, ${sum(failed)} failed`;
}

const FILES: Record<string, string | RegExp> = {
  "dmarc/empty_reason.xml": "dmarc example.org example.com p=quarantine: 1 rows, 2 messages, 0 failed",
  "dmarc/fastmail.xml.gz": "dmarc FastMail Pty Ltd indemed.com p=none: 1 rows, 1 messages, 1 failed",
  // Its empty org_name is told by the address beside it.
  "dmarc/invalid_utf_8.xml": "dmarc accurateplastics.com example.com p=none: 1 rows, 1 messages, 1 failed",
  "dmarc/invalid_xml.xml": /^It is no well-formed XML: line 5/,
  "dmarc/microsoft-2024.xml": "dmarc Outlook.com example.com p=none: 1 rows, 1 messages, 1 failed",
  "dmarc/old_draft_from_wiki.xml": "dmarc acme.com example.com p=none: 1 rows, 2 messages, 0 failed",
  "dmarc/report.xml.zip": /^dmarc /,
  "dmarc/report_with_upper_cased_pass.xml":
    "dmarc example.com example.com p=reject: 1 rows, 1 messages, 0 failed",
  "dmarc/rfc7489-example.net.xml": "dmarc example.net example.com p=none: 1 rows, 1 messages, 1 failed",
  "dmarc/rfc9990-sample.xml":
    "dmarc Sample Reporter example.com p=quarantine: 1 rows, 123 messages, 0 failed",
  "dmarc/rfc9990-shape-no-namespace.xml":
    "dmarc example.net example.com p=reject: 2 rows, 7 messages, 2 failed",
  // The failures it names are two, its sum says one: both are kept.
  "tlsrpt/mail.ru.json":
    "tls Mail.ru: example.com successful 0, example.com failed 1, example.com sts-policy-fetch-error 1, example.com sts-policy-fetch-error 1",
  "tlsrpt/rfc8460.json":
    "tls Company-X: company-y.example successful 5326, company-y.example failed 303, company-y.example certificate-expired 100, company-y.example starttls-not-supported 200, company-y.example validation-failure 3",
  "tlsrpt/smtp_tls.json":
    "tls Example Inc.: example.com successful 0, example.com failed 3, example.com validation-failure 2, example.com validation-failure 1",
};

for (const [name, expected] of Object.entries(FILES)) {
  test(`${name} is read as its page says`, async (t) => {
    const file = sharedFile(t, `fixtures/${name}`);
    if (!file) return;
    const found = await gist(readFileSync(file));
    if (typeof expected === "string") assert.equal(found, expected);
    else assert.match(found, expected);
  });
}

const MAILS: Record<string, string | RegExp> = {
  "dmarc/mimecast-weird-gzip.eml": /^dmarc /,
  "tlsrpt/google.com_smtp_tls_report.eml": /^tls /,
};

for (const [name, expected] of Object.entries(MAILS)) {
  test(`the report in ${name} is found and read`, async (t) => {
    const file = sharedFile(t, `fixtures/${name}`);
    if (!file) return;
    const reports = reportsOfMail(readFileSync(file));
    assert.equal(reports?.length, 1);
    assert.match(await gist(reports[0]!.bytes), new RegExp(expected));
  });
}

test("dmarc/failure-report-linkedin.eml is a report of one failure, of which the mail itself is not taken", async (t) => {
  const file = sharedFile(t, "fixtures/dmarc/failure-report-linkedin.eml");
  if (!file) return;
  const mail = readFileSync(file);
  assert.equal(reportsOfMail(mail), null);
  assert.deepEqual(readFailureReport(mail, NOW), {
    kind: "failure",
    organisation: "linkedin.com",
    contact: "dmarc-noreply@linkedin.com",
    reportId: "<BB.91.26019.C3EA7CC5@mail516.prod.linkedin.com>",
    begin: Date.UTC(2019, 3, 30, 2, 9),
    end: Date.UTC(2019, 3, 30, 2, 9),
    domain: "example.com",
    ip: "10.10.10.10",
    failure: "dmarc",
    deliveryResult: "delivered",
  });
});

test("dmarc/failure-report-exim-no-arf.eml has no form that machines read, and is left to others", async (t) => {
  const file = sharedFile(t, "fixtures/dmarc/failure-report-exim-no-arf.eml");
  if (!file) return;
  const mail = readFileSync(file);
  assert.equal(reportsOfMail(mail), null);
  assert.equal(readFailureReport(mail, NOW), null);
});

test("every published report is in one of the tables above", (t) => {
  const named = [
    ...[...Object.keys(FILES), ...Object.keys(MAILS)],
    ...["dmarc/failure-report-linkedin.eml", "dmarc/failure-report-exim-no-arf.eml"],
  ];
  for (const folder of ["dmarc", "tlsrpt"]) {
    const from = sharedFile(t, `fixtures/${folder}`);
    if (!from) return;
    const there = readdirSync(from).map((name) => `${folder}/${name}`);
    assert.deepEqual(there.sort(), named.filter((name) => name.startsWith(`${folder}/`)).sort());
  }
});
