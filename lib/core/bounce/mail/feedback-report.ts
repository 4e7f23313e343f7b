import { findAddresses, firstAddress } from "./addresses";
import { fieldsOf, type Header } from "./header";
import type { FeedbackReport } from "./reading";

const MAX_RECIPIENTS = 100;

/** Microsoft's form (JMRP), which is no report by RFC 5965: who complained stands in the returned header. */
const JMRP_RECIPIENT = "x-hmxmroriginalrecipient";

/** Reads the fields of a `message/feedback-report` part (RFC 5965 section 3; RFC 6591 section 3). */
export function feedbackOf(block: string): FeedbackReport {
  const fields = fieldsOf(block.replace(/^\s{1,100}/, ""));
  const named = [...block.matchAll(/^(?:original-rcpt-to|removal-recipient):([^\n]{1,400})/gim)]
    .slice(0, MAX_RECIPIENTS)
    .map(([, value = ""]) => firstAddress(value))
    .filter((address) => address !== "");
  const report: FeedbackReport = {
    type: (/[a-z][a-z-]{0,40}/i.exec(fields.get("feedback-type") ?? "")?.[0] ?? "abuse").toLowerCase(),
    recipients: [...new Set(named)],
    incidents: Math.max(1, Math.min(Number.parseInt(fields.get("incidents") ?? "1", 10) || 1, 1_000_000)),
  };
  const userAgent = fields.get("user-agent");
  const sourceIp = fields.get("source-ip");
  const reportedDomain = fields.get("reported-domain");
  if (userAgent) report.userAgent = userAgent.slice(0, 200);
  if (sourceIp) report.sourceIp = sourceIp.slice(0, 60);
  if (reportedDomain) report.reportedDomain = reportedDomain.slice(0, 255);
  return report;
}

/** A complaint in Microsoft's form; undefined where the mail is none. */
export function jmrpOf(header: Header, original: Header): FeedbackReport | undefined {
  const recipient = original.get(JMRP_RECIPIENT);
  const subject = header.get("subject") ?? "";
  const from = header.get("from") ?? "";
  if (
    !recipient &&
    !(/complaint about message from/i.test(subject) && /@(?:hotmail|live|outlook|microsoft)\./i.test(from))
  )
    return undefined;
  const report: FeedbackReport = {
    type: "abuse",
    recipients: findAddresses((recipient ?? "").slice(0, 2_000)).map(({ address }) => address),
    incidents: 1,
  };
  const [, sourceIp] = /complaint about message from ([\da-f.:]{3,45})/i.exec(subject) ?? [];
  if (sourceIp) report.sourceIp = sourceIp;
  return report;
}
