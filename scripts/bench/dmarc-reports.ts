import { takeReport } from "@/lib/server/authentication/take-report";
import { type TestRow, testReport } from "@/lib/server/authentication/testing-reports";
import { authentication } from "@/lib/server/reports/authentication";
import { authenticationReports } from "@/lib/server/reports/authentication-reports";
import { authenticationSource } from "@/lib/server/reports/authentication-source";
import { senderDomainReport } from "@/lib/server/reports/sender-domains";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Figure, percentiles, rate } from "./measure";

const DAY = 86_400_000;
const DOMAINS = ["marlow.example", "club.marlow.example", "crm.marlow.example"];
const RECEIVERS = 8;
/** Of one report: a large receiver names each address that it saw. */
const ROWS = 60;

/** Of one day and receiver: mail of our service from many addresses, some forwarded, some that fails. */
function rowsOf(n: number, sender: string): TestRow[] {
  return Array.from({ length: ROWS }, (_, i): TestRow => {
    const ip = `20.36.${(n * 7 + i) % 250}.${(n + i * 3) % 250}`;
    if (i % 12 === 0)
      return {
        ...{ ip: `198.51.${(n + i) % 250}.9`, n: 3, sender, dkim: "fail", spf: "fail", signatures: "" },
        spfResult: `relay${i}.example fail`,
      };
    return { ip, n: 40 + i, sender, ...(i % 5 === 0 && { spf: "fail" as const }) };
  });
}

/** So many DMARC reports through the door, over a year back from `now`; then the screens that they are seen on. */
export async function dmarcReports(
  db: PrismaClient,
  count: number,
  now: number,
  runs: number,
): Promise<Figure[]> {
  await db.sender.createMany({
    data: DOMAINS.map((domain, i) => ({ id: i + 1, name: `news@${domain}`, domain })),
  });
  let bytes = 0;
  const start = performance.now();
  for (let n = 0; n < count; n++) {
    const domain = DOMAINS[n % DOMAINS.length]!;
    const day = new Date(now - (1 + (n * 365) / count) * DAY).toISOString().slice(0, 10);
    const organisation = `receiver${n % RECEIVERS}.example`;
    const body = testReport({ day, organisation, id: `r${n}`, domain, rows: rowsOf(n, domain) });
    bytes += body.length;
    await takeReport(db, body, { via: "http", name: "r.xml", submitter: "bench" }, new Date(now));
  }
  const ms = performance.now() - start;
  await db.$executeRaw`vacuum analyze per_dmarc, dmarc_record, authentication_report`;
  const note = `${ROWS} records each, ${Math.round(bytes / count / 1_000)} kB`;
  const figures: Figure[] = [
    { what: "DMARC reports taken in", value: rate(count, ms), unit: "reports/s", note },
    { what: "their records", value: rate(count * ROWS, ms), unit: "records/s" },
  ];
  for (const days of [30, 365]) {
    const [from, to] = [now - days * DAY, now].map((at) => new Date(at).toISOString().slice(0, 10)) as [
      string,
      string,
    ];
    const filter = { from, to, tz: "UTC", sender: null, preset: null };
    figures.push(
      ...(await percentiles("authentication, all domains", runs, () => authentication(db, filter))).map(
        (figure) => ({ ...figure, days }),
      ),
      ...(
        await percentiles("records of one source", runs, () =>
          authenticationSource(db, filter, { source: "service:acs" }),
        )
      ).map((figure) => ({ ...figure, days })),
    );
  }
  figures.push(
    ...(await percentiles("sender domains and their way", runs, () => senderDomainReport(db, now))),
    ...(await percentiles("reports, first page", runs, () => authenticationReports(db, {}))),
  );
  return figures.map((figure) => ({ ...figure, reports: count }));
}
