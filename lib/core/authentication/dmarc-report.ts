import { storable } from "../sources/text";
import { isAligned } from "./alignment";
import { canonicalIp } from "./ip";
import { LIMITS, rangeFault } from "./limits";
import {
  type DkimResult,
  type DmarcReport,
  type DmarcRow,
  type PublishedPolicy,
  type ReportReading,
  type SpfResult,
  unreadable,
} from "./report";
import { child, children, parseXml, textOf, type XmlNode } from "./xml";

const LONGEST_NAME = 255;

/** A field in lower case without blanks and control characters, as domains and results are compared. */
const word = (node: XmlNode | undefined, name: string): string =>
  storable(textOf(node, name))
    .toLowerCase()
    .replace(/[\p{Cc}\s]/gu, "")
    .replace(/\.$/, "")
    .slice(0, LONGEST_NAME);
const said = (node: XmlNode | undefined, name: string): string =>
  storable(textOf(node, name))
    .replace(/\p{Cc}/gu, " ")
    .trim();

/**
 * Reads a DMARC aggregate report of either schema (RFC 7489 appendix C, RFC 9990 section 3.1.1), with its namespace or
 * without; what it has beyond them is ignored.
 * @param now ms since 1970: reports of days to come are refused
 */
export function readDmarcReport(text: string, now: number): ReportReading<DmarcReport> {
  const parsed = parseXml(text);
  if (!parsed.ok) return parsed;
  const feedback = child(parsed.root, "feedback");
  if (feedback === undefined)
    return unreadable("It is XML, but no DMARC report: it has no feedback element.");
  const head = readHead(feedback, now);
  if (typeof head === "string") return unreadable(`The report is not whole: ${head}.`);
  const policy = readPolicy(child(feedback, "policy_published"));
  if (policy.domain === "" || policy.p === "")
    return unreadable("The report is not whole: it does not say which policy of which domain it is about.");
  const records = children(feedback, "record");
  if (records.length === 0) return unreadable("The report is not whole: it has no record.");
  const rows: DmarcRow[] = [];
  for (const [index, record] of records.entries()) {
    const row = readRow(record, policy);
    if (typeof row === "string") return unreadable(`Record ${index + 1}: ${row}.`);
    rows.push(row);
  }
  return { ok: true, report: { kind: "dmarc", ...head, policy, rows } };
}

function readHead(feedback: XmlNode, now: number) {
  const metadata = child(feedback, "report_metadata");
  const range = child(metadata, "date_range");
  const contact = said(metadata, "email");
  const organisation = said(metadata, "org_name") || contact.slice(contact.lastIndexOf("@") + 1);
  const reportId = said(metadata, "report_id");
  if (organisation === "") return "it does not say who it is from";
  if (reportId === "") return "it has no id";
  const [begin, end] = [seconds(textOf(range, "begin")), seconds(textOf(range, "end"))];
  const fault = rangeFault(begin, end, now);
  if (fault) return fault;
  const errors = children(metadata, "error")
    .slice(0, 20)
    .flatMap((error) => (typeof error === "string" ? [storable(error.slice(0, LIMITS.text))] : []));
  return { organisation, contact, reportId, begin, end, errors };
}

const seconds = (text: string): number => (/^\d{1,11}$/.test(text) ? Number(text) * 1000 : Number.NaN);

function readPolicy(node: XmlNode | undefined): PublishedPolicy {
  const optional = {
    ...{ sp: word(node, "sp"), np: word(node, "np"), adkim: word(node, "adkim"), aspf: word(node, "aspf") },
    ...{ pct: word(node, "pct"), fo: word(node, "fo"), testing: word(node, "testing") },
    discovery: word(node, "discovery_method"),
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== ""));
  return { domain: word(node, "domain"), p: word(node, "p"), ...present };
}

/** @returns the row, or what is wrong with it */
function readRow(record: XmlNode, policy: PublishedPolicy): DmarcRow | string {
  const row = child(record, "row");
  const identifiers = child(record, "identifiers");
  const results = child(record, "auth_results");
  const evaluated = child(row, "policy_evaluated");
  const ip = canonicalIp(textOf(row, "source_ip"));
  if (ip === null) return "its source_ip is no IP address";
  const written = textOf(row, "count");
  const n = /^\d{1,16}$/.test(written) ? Number(written) : Number.NaN;
  if (!Number.isSafeInteger(n)) return "its count is no whole number from 0 to 2^53";
  const sender = word(identifiers, "header_from");
  if (sender === "") return "it does not say which domain was in From";
  const dkimResults = children(results, "dkim").slice(0, LIMITS.signatures).map(dkimOf);
  const spfResults = children(results, "spf").slice(0, LIMITS.signatures).map(spfOf);
  const passes = (mode: string | undefined) => (one: DkimResult | SpfResult) =>
    one.result === "pass" && isAligned(one.domain, sender, mode);
  const recomputed = {
    dkim: dkimResults.some(passes(policy.adkim)),
    // RFC 7489 section 4.1: of SPF only MAIL FROM counts, with HELO in its place where that is empty.
    spf: spfResults.some(passes(policy.aspf)),
  };
  const [dkim, spf] = [word(evaluated, "dkim"), word(evaluated, "spf")];
  const verdict = {
    dkim: dkim === "" ? recomputed.dkim : dkim === "pass",
    spf: spf === "" ? recomputed.spf : spf === "pass",
  };
  return {
    ip,
    n,
    disposition: word(evaluated, "disposition").slice(0, 20) || "none",
    ...verdict,
    disagrees: recomputed.dkim !== verdict.dkim || recomputed.spf !== verdict.spf,
    sender,
    envelopeFrom: word(identifiers, "envelope_from"),
    envelopeTo: word(identifiers, "envelope_to"),
    reasons: children(evaluated, "reason")
      .slice(0, 20)
      .map((reason) => ({ type: word(reason, "type").slice(0, 40), comment: said(reason, "comment") }))
      .filter(({ type, comment }) => type !== "" || comment !== ""),
    dkimResults,
    spfResults,
  };
}

const dkimOf = (node: XmlNode): DkimResult => ({
  domain: word(node, "domain"),
  selector: word(node, "selector"),
  result: word(node, "result").slice(0, 20),
});

const spfOf = (node: XmlNode): SpfResult => ({
  domain: word(node, "domain"),
  scope: word(node, "scope").slice(0, 20),
  result: word(node, "result").slice(0, 20),
});
