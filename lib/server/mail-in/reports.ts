import { isFailureReport } from "@/lib/core/mail-in/events";
import { type MailKind, outcomeOf } from "@/lib/core/mail-in/kind";
import { takeReportMail } from "@/lib/server/authentication/take-mail";
import type { MailHandler } from "./kept-mail";

const KINDS: Record<string, MailKind> = {
  dmarc: "dmarc-report",
  failure: "failure-report",
  tls: "tls-report",
};
const NOT_WHOLE = "It does not say which domain it is about, or when: it is counted nowhere.";

/**
 * DMARC and TLS reports, and those of single failures (RFC 9990, RFC 8460, RFC 6591): each of them is taken whole and once, or
 * refused with its reason. None is a complaint.
 */
export const takeReports: MailHandler = async (db, { raw, reading }, now) => {
  const outcomes = await takeReportMail(db, raw, now);
  if (!outcomes)
    return reading.kind === "feedback-report" && isFailureReport(reading.report)
      ? outcomeOf("failure-report", "noted", { reason: NOT_WHOLE })
      : null;
  const refused = outcomes.flatMap((one) => (one.outcome === "refused" ? [one.reason] : []));
  const [first] = outcomes.flatMap((one) => (one.outcome === "refused" ? [] : [one]));
  const reason = refused.join(" ").slice(0, 500);
  if (!first) return outcomeOf("dmarc-report", "quarantined", { reason });
  return outcomeOf(KINDS[first.kind] ?? "dmarc-report", "taken", { reason });
};
