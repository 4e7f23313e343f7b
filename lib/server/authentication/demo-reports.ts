import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { checkDomain } from "@/lib/core/authentication/check/domain-check";
import { SENDERS } from "@/lib/core/demo/bookshop";
import { type DemoReportOptions, demoReports, demoTlsReports } from "@/lib/core/demo/dmarc";
import { printDmarcReport } from "@/lib/core/demo/dmarc-xml";
import { DEMO_DNS, DEMO_POLICY } from "@/lib/core/demo/dns";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { inTransaction } from "../transaction";
import { keepCheck, selectorsOf } from "./check-domains";
import { takeOut } from "./remove-reports";
import { storeReport } from "./take-report";

const packed = promisify(gzip);
const REPORTS_AT_ONCE = 50;
const DOMAINS = [...new Set(SENDERS.map(({ domain }) => domain))];

/** The invented bookshop's DMARC and TLS reports, and what an invented DNS says of its domains; all marked with the import. */
export async function addDemoReports(
  db: PrismaClient,
  options: DemoReportOptions,
  importId: number,
  now: Date,
): Promise<void> {
  const carrier = { via: "demo", name: "", submitter: "demo", importId } as const;
  const reports = [...demoReports(options), ...demoTlsReports(options)];
  for (let from = 0; from < reports.length; from += REPORTS_AT_ONCE)
    await inTransaction(db, async (tx) => {
      for (const report of reports.slice(from, from + REPORTS_AT_ONCE)) {
        const raw = report.kind === "dmarc" ? await packed(printDmarcReport(report)) : null;
        await storeReport(tx, report, raw, carrier, now);
      }
    });
  const selectors = await selectorsOf(db, now);
  for (const domain of DOMAINS)
    await keepCheck(
      db,
      domain,
      await checkDomain(DEMO_DNS, DEMO_POLICY, domain, selectors.get(domain) ?? []),
      now,
    );
}

/** Takes out what {@link addDemoReports} brought, to the last count. */
export async function removeReports(tx: Prisma.TransactionClient, importId: number): Promise<void> {
  const rows = await tx.authenticationReport.findMany({ where: { importId }, select: { id: true } });
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await takeOut(tx, ids);
  await tx.domainCheck.deleteMany({ where: { domain: { in: DOMAINS } } });
}
