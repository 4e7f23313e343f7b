import type { FeedbackReport } from "@/lib/core/bounce/mail/reading";
import { complaintEvent, isComplaint, isFailureReport } from "@/lib/core/mail-in/events";
import { joinRecipients } from "@/lib/core/mail-in/join";
import { outcomeOf } from "@/lib/core/mail-in/kind";
import type { Database } from "@/lib/server/database";
import { ingest } from "@/lib/server/ingest";
import { LIVE } from "@/lib/server/intake";
import { logWindow, refusalOf } from "@/lib/server/log-window";
import { holdComplainer } from "@/lib/server/provider-entries";
import { verifyToken } from "@/lib/server/token";
import { correlate, foundOf } from "./deliveries";
import type { MailHandler } from "./kept-mail";

const WITHHELD = "Who complained was withheld, and nothing in it leads to a mail of ours.";

/**
 * Complaints (RFC 5965, and Microsoft's form). Who complained is recovered from our own return path, from the Message-ID of
 * the mail, or from the token of its unsubscribe link, never guessed (RFC 6590 has reporters withhold it). Feedback of other
 * types, "not-spam" first of all, is noted and changes nothing; reports of failed authentication are left to `takeReports`.
 */
export const takeComplaint: MailHandler = async (db, mail, now) => {
  const { reading, at, settled } = mail;
  if (reading.kind !== "feedback-report") return null;
  const { report, keys } = reading;
  if (isFailureReport(report)) return null;
  if (!isComplaint(report))
    return outcomeOf("feedback", "noted", { reason: `Feedback of the type “${report.type}”.` });
  const { incidents, recipients: people } = report;
  const { candidates, signed, reason, spoilt } = await correlate(db, keys, now);
  const asked = people.length > 0 ? people.map((recipient) => ({ recipient })) : [{ recipient: "" }];
  const joined = joinRecipients(asked, candidates, { signed, verp: keys.verp, complete: settled });
  const about = candidates.filter((one) => joined.includes(one));
  const note = noteOf(report);
  if (about.length === 0) {
    const reader = spoilt ? undefined : await readerOf(db, keys.ourToken);
    if (!reader)
      return outcomeOf("complaint", "unverified", { people, incidents, reason: reason || WITHHELD });
    await holdComplainer(db, { recipient: reader, at, note });
    return outcomeOf("complaint", "taken", {
      ...{ people: [reader], incidents },
      reason: "Known by the unsubscribe link of the mail; which delivery it was is not.",
    });
  }
  const refusal = refusalOf(await logWindow(db, now), at);
  for (const of of about) {
    if (!refusal) await ingest(db, [complaintEvent(report, of, at)], { importId: LIVE });
    await holdComplainer(db, { recipient: of.recipient, at, note });
  }
  return outcomeOf("complaint", "taken", {
    ...{ incidents, found: about.map(foundOf) },
    people: about.map(({ recipient }) => recipient),
  });
};

/** The person of an unsubscribe link that we have signed; undefined for no such link. */
async function readerOf(db: Database, token: string | undefined): Promise<string | undefined> {
  const claims = token ? verifyToken("unsubscribe", token) : null;
  if (!claims) return undefined;
  const person = await db.subscriber.findUnique({ where: { id: claims.subscriberId } });
  return person?.recipient || undefined;
}

const noteOf = ({ userAgent, reportedDomain, type }: FeedbackReport): string =>
  `Complaint (${type}) reported by ${userAgent ?? reportedDomain ?? "a mailbox provider"}`.slice(0, 200);
