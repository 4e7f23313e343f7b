/** What is taken from reports of receivers, after RFC 7489 appendix C, RFC 9990 section 3 and RFC 8460 section 4. Times in ms since 1970. */

/** A signature that the receiver looked at. */
export interface DkimResult {
  domain: string;
  /** Empty where the report does not say: RFC 7489 asked for none. */
  selector: string;
  /** Lower case; pass, fail, none, neutral, policy, permerror, temperror. */
  result: string;
}

export interface SpfResult {
  domain: string;
  /** mfrom, helo, or empty. */
  scope: string;
  result: string;
}

/** Mail of one source, one domain and one result. */
export interface DmarcRow {
  ip: string;
  n: number;
  /** none, pass (RFC 9990), quarantine, reject; another word is kept. */
  disposition: string;
  /** Passed and aligned, as the receiver evaluated it. */
  dkim: boolean;
  spf: boolean;
  /** The results beside it say otherwise. */
  disagrees: boolean;
  /** Domain of From, lower case. */
  sender: string;
  envelopeFrom: string;
  envelopeTo: string;
  reasons: { type: string; comment: string }[];
  dkimResults: DkimResult[];
  spfResults: SpfResult[];
}

/** The policy that the receiver found; what it does not say is absent. */
export interface PublishedPolicy {
  domain: string;
  p: string;
  sp?: string;
  np?: string;
  adkim?: string;
  aspf?: string;
  pct?: string;
  fo?: string;
  testing?: string;
  discovery?: string;
}

interface ReportHead {
  organisation: string;
  /** How to reach it, as the report says. */
  contact: string;
  reportId: string;
  /** Both included. */
  begin: number;
  end: number;
}

export interface DmarcReport extends ReportHead {
  kind: "dmarc";
  policy: PublishedPolicy;
  /** What the receiver says went wrong. */
  errors: string[];
  rows: DmarcRow[];
}

/** Sessions of one policy with one result: successful, failed, or why. */
export interface TlsRow {
  domain: string;
  result: string;
  n: number;
  policyType: string;
  mx: string;
  sendingIp: string;
  receivingIp: string;
  /** The reason code or a page that says more: text of the reporter. */
  reason: string;
}

export interface TlsReport extends ReportHead {
  kind: "tls";
  rows: TlsRow[];
}

/** One mail that failed (RFC 6591, RFC 9991). The mail itself is not kept. */
export interface FailureReport extends ReportHead {
  kind: "failure";
  domain: string;
  ip: string;
  /** dmarc, spf, dkim ... */
  failure: string;
  /** delivered, spam, policy, reject, other */
  deliveryResult: string;
}

export type Report = DmarcReport | TlsReport | FailureReport;

export type ReportReading<R = Report> = { ok: true; report: R } | { ok: false; reason: string };

export const unreadable = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });

const DAY = 86_400_000;

/** The UTC day, counted from 1970, in which the middle of a report lies: a receiver in another zone reports its own days. */
export const dayOf = ({ begin, end }: { begin: number; end: number }): number =>
  Math.floor((begin + end) / 2 / DAY);

/** The domain whose policy a report is about. */
export function domainOfReport(report: Report): string {
  if (report.kind === "dmarc") return report.policy.domain;
  return report.kind === "tls" ? (report.rows[0]?.domain ?? "") : report.domain;
}
