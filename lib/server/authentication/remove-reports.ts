import { Refusal } from "@/lib/core/error";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { audit } from "../audit";
import { inTransaction } from "../transaction";
import { countReports } from "./rollups";

/**
 * Takes a report out with all that it counted: anybody can write one, and the first of an id is the one that counts. The same
 * report counts again when it comes again.
 * @throws Refusal "not-found"
 */
export async function removeReport(db: PrismaClient, id: number, actor: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.$executeRaw`select from authentication_report where id = ${id} for update`;
    const report = await tx.authenticationReport.findUnique({
      where: { id },
      select: {
        kind: true,
        organisation: true,
        domain: true,
        reportId: true,
        submitter: true,
        messages: true,
      },
    });
    if (!report) throw new Refusal("not-found", "There is no such report.");
    await takeOut(tx, [id]);
    const { kind, messages, ...said } = report;
    const subject = `${kind} report ${id}`;
    const detail = { ...said, messages: Number(messages) };
    await audit(tx, { actor, action: "authentication.report-removed", subject, detail }, now);
  });
}

/** Takes reports out, to the last count. */
export async function takeOut(tx: Prisma.TransactionClient, ids: number[]): Promise<void> {
  await countReports(tx, ids, -1);
  await tx.dmarcRecord.deleteMany({ where: { report: { in: ids } } });
  await tx.tlsRecord.deleteMany({ where: { report: { in: ids } } });
  await tx.authenticationReport.deleteMany({ where: { id: { in: ids } } });
  for (const table of ["per_dmarc", "per_dmarc_day", "per_tls"])
    await tx.$executeRawUnsafe(`delete from ${table} where n = 0`);
}
