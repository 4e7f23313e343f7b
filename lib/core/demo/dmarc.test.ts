import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDomain, dkimState } from "../authentication/check/domain-check";
import { readReport } from "../authentication/read";
import { demoReports, demoTlsReports } from "./dmarc";
import { printDmarcReport } from "./dmarc-xml";
import { DEMO_DNS, DEMO_POLICY } from "./dns";

const NOW = Date.UTC(2026, 10, 23, 18);
const options = { now: NOW, days: 30, perDay: 10_000, seed: 1 };
const reports = [...demoReports(options)];

test("every report of the demo is printed as one that the reader reads back to the same", () => {
  assert.ok(reports.length > 200);
  for (const report of reports) {
    const reading = readReport(new TextEncoder().encode(printDmarcReport(report)), NOW);
    assert.deepEqual(reading, { ok: true, report });
  }
});

test("a mailer without a key shows in the last days, and in one domain only; no report is about days to come", () => {
  const failed = (from: number, to: number) => {
    const rows = reports
      .filter(({ begin }) => begin >= NOW - from * 86_400_000 && begin < NOW - to * 86_400_000)
      .flatMap((report) => report.rows);
    const sum = (some: typeof rows) => some.reduce((total, { n }) => total + n, 0);
    return sum(rows.filter(({ dkim, spf }) => !dkim && !spf)) / sum(rows);
  };
  assert.ok(failed(30, 8) < 0.002, String(failed(30, 8)));
  assert.ok(failed(6, 1) > 0.02, String(failed(6, 1)));
  assert.ok(reports.every(({ end }) => end < NOW));
  assert.ok(
    [...demoTlsReports(options)].some(({ rows }) =>
      rows.some(({ result }) => result === "certificate-expired"),
    ),
  );
});

test("the invented DNS is right but for what the screen is to show", async () => {
  const of = async (domain: string, selectors: string[]) => {
    const { spf, dkim, dmarc, mx } = await checkDomain(DEMO_DNS, DEMO_POLICY, domain, selectors);
    return [spf.state, dkimState(dkim), dmarc.state, mx.state];
  };
  const acs = "selector1-azurecomm-prod-net";
  assert.deepEqual(await of("marlow.example", [acs, "hd1"]), ["right", "right", "right", "right"]);
  assert.deepEqual(await of("club.marlow.example", [acs]), ["right", "right", "right", "right"]);
  assert.deepEqual(await of("crm.marlow.example", [acs]), ["right", "right", "gap", "right"]);
});
