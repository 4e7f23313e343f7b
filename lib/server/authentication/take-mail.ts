import { readFailureReport } from "@/lib/core/authentication/failure-report";
import { Refusal } from "@/lib/core/error";
import type { PrismaClient } from "@/prisma/generated/client";
import { inTransaction } from "../transaction";
import { reportsOfMail } from "./report-mail";
import { storeReport, type TakenReport, takeReport } from "./take-report";

/** What became of one report in a mail. */
export type MailedOutcome = TakenReport | { outcome: "refused"; reason: string };

/**
 * Takes in the DMARC, TLS and failure reports that a mail brings; those that cannot be read are kept in quarantine. The same mail
 * twice counts once. The From of a mail may be forged: it is shown beside the report, and proves nothing.
 * @returns what became of each, or null where the mail brings none: it is then some other mail
 * @throws whatever the database throws: the mail has to stay in its mailbox until it was taken in
 */
export async function takeReportMail(
  db: PrismaClient,
  mail: Uint8Array,
  now: Date,
): Promise<MailedOutcome[] | null> {
  const reports = reportsOfMail(mail);
  if (!reports) {
    const failure = readFailureReport(mail, now.getTime());
    if (!failure) return null;
    const carrier = { via: "mail", name: "", submitter: failure.contact } as const;
    return [await inTransaction(db, (tx) => storeReport(tx, failure, null, carrier, now))];
  }
  const outcomes: MailedOutcome[] = [];
  for (const { bytes, name, from } of reports) {
    try {
      outcomes.push(await takeReport(db, bytes, { via: "mail", name, submitter: from }, now));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "invalid-input") throw error;
      outcomes.push({ outcome: "refused", reason: error.message });
    }
  }
  return outcomes;
}
