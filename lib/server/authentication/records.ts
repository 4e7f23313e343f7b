import type { DmarcReport, Report } from "@/lib/core/authentication/report";
import { type Origin, originOf } from "@/lib/core/authentication/source";
import type { Prisma } from "@/prisma/generated/client";
import { booleans, jsons, numbers, texts } from "../literals";

const ROWS_AT_ONCE = 2_000;

/** Writes the records of a report; those of a failure report are none. */
export async function addRows(
  tx: Prisma.TransactionClient,
  report: number,
  day: number,
  content: Report,
): Promise<void> {
  if (content.kind === "dmarc") return addDmarcRows(tx, report, day, content);
  if (content.kind === "failure") return;
  for (let from = 0; from < content.rows.length; from += ROWS_AT_ONCE) {
    const rows = content.rows.slice(from, from + ROWS_AT_ONCE);
    const details = jsons(
      rows.map(({ policyType, mx, sendingIp, receivingIp, reason }) => ({
        policyType,
        mx,
        sendingIp,
        receivingIp,
        reason,
      })),
    );
    await tx.$executeRaw`
      insert into tls_record (report, line, day, domain, result, n, detail)
      select ${report}, line, ${day}, domain, result, n, detail from unnest(
        ${numbers(rows.map((_, i) => from + i + 1))}::int[], ${texts(rows.map(({ domain }) => domain))}::text[],
        ${texts(rows.map(({ result }) => result))}::text[], ${numbers(rows.map(({ n }) => n))}::bigint[],
        ${details}::jsonb[]) as r (line, domain, result, n, detail)`;
  }
}

async function addDmarcRows(
  tx: Prisma.TransactionClient,
  report: number,
  day: number,
  { organisation, policy, rows: all }: DmarcReport,
): Promise<void> {
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    const rows = all.slice(from, from + ROWS_AT_ONCE);
    const origins = rows.map(originOf);
    const ids = await originNumbers(tx, origins);
    const details = jsons(
      rows.map(({ envelopeFrom, envelopeTo, reasons, dkimResults, spfResults }) => ({
        domain: policy.domain,
        envelopeFrom,
        envelopeTo,
        reasons,
        dkimResults,
        spfResults,
      })),
    );
    await tx.$executeRaw`
      insert into dmarc_record (report, line, day, sender, origin, reporter, ip, n, dkim, spf, disposition, disagrees, detail)
      select ${report}, line, ${day}, sender, origin, ${organisation}, ip, n, dkim, spf, disposition,
        disagrees, detail
      from unnest(${numbers(rows.map((_, i) => from + i + 1))}::int[], ${texts(rows.map(({ sender }) => sender))}::text[],
        ${numbers(origins.map((origin) => ids.get(keyOf(origin)) ?? 0))}::int[], ${texts(rows.map(({ ip }) => ip))}::text[],
        ${numbers(rows.map(({ n }) => n))}::bigint[], ${booleans(rows.map(({ dkim }) => dkim))}::boolean[],
        ${booleans(rows.map(({ spf }) => spf))}::boolean[], ${texts(rows.map(({ disposition }) => disposition))}::text[],
        ${booleans(rows.map(({ disagrees }) => disagrees))}::boolean[], ${details}::jsonb[])
        as r (line, sender, origin, ip, n, dkim, spf, disposition, disagrees, detail)`;
  }
}

const keyOf = ({ network, signed, broken, spfDomain, spfResult, forwarded }: Origin): string =>
  JSON.stringify([network, signed, broken, spfDomain, spfResult, forwarded]);

/** The numbers of origins; new ones are written down in one order, so that writers do not wait for each other in a circle. */
async function originNumbers(tx: Prisma.TransactionClient, origins: Origin[]): Promise<Map<string, number>> {
  const distinct = [...new Map(origins.map((origin) => [keyOf(origin), origin])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, origin]) => origin);
  await tx.dmarcOrigin.createMany({ data: distinct, skipDuplicates: true });
  const columns = [
    ...(["network", "signed", "broken", "spfDomain", "spfResult"] as const).map((name) =>
      texts(distinct.map((origin) => origin[name])),
    ),
    booleans(distinct.map(({ forwarded }) => forwarded)),
  ];
  const rows = await tx.$queryRawUnsafe<(Origin & { id: number })[]>(
    `select id, network, signed, broken, spf_domain as "spfDomain", spf_result as "spfResult", forwarded
     from dmarc_origin join unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[])
       as w (network, signed, broken, spf_domain, spf_result, forwarded)
     using (network, signed, broken, spf_domain, spf_result, forwarded)`,
    ...columns,
  );
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}
