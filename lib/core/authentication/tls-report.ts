import { z } from "zod";
import { storable } from "../sources/text";
import { LIMITS, rangeFault } from "./limits";
import { type ReportReading, type TlsReport, type TlsRow, unreadable } from "./report";

const text = z.string().transform((value) => storable(value.slice(0, LIMITS.text)));
const optional = z.union([text, z.array(text).transform((list) => list.join(", "))]).optional();
const sessions = z.int().nonnegative();

const Failure = z.object({
  "result-type": text,
  "sending-mta-ip": optional,
  "receiving-mx-hostname": optional,
  "receiving-mx-helo": optional,
  "receiving-ip": optional,
  "failed-session-count": sessions,
  "additional-information": optional,
  "failure-reason-code": optional,
});

const Policy = z.object({
  policy: z.object({ "policy-type": text.optional(), "policy-domain": text, "mx-host": optional }),
  summary: z.object({
    "total-successful-session-count": sessions,
    "total-failure-session-count": sessions,
  }),
  "failure-details": z.array(Failure).nullish(),
});

/** RFC 8460 section 4.4; what it has beyond is ignored. */
const Document = z.object({
  "organization-name": text,
  "date-range": z.object({ "start-datetime": z.string().max(40), "end-datetime": z.string().max(40) }),
  "contact-info": text.optional(),
  "report-id": text.refine((id) => id !== "", "is empty"),
  policies: z.array(Policy).min(1),
});

/** Brackets may lie so deep; counted before anything is built of them. */
function tooDeep(json: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at);
    if (quoted && char === 92) at += 1;
    else if (char === 34) quoted = !quoted;
    else if (!quoted && (char === 91 || char === 123) && ++depth > LIMITS.jsonDepth) return true;
    else if (!quoted && (char === 93 || char === 125)) depth -= 1;
  }
  return false;
}

/**
 * Reads a TLS report (RFC 8460). Its sums are kept as they are written, also where they do not add up.
 * @param now ms since 1970
 */
export function readTlsReport(json: string, now: number): ReportReading<TlsReport> {
  if (tooDeep(json)) return unreadable(`Its values lie more than ${LIMITS.jsonDepth} deep.`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return unreadable("It begins like JSON but is none.");
  }
  const parsed = Document.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return unreadable(
      `It is no TLS report: ${issue?.path.join(".") || "the whole"}: ${issue?.message ?? "not valid"}.`,
    );
  }
  const { data } = parsed;
  const [begin, end] = [
    Date.parse(data["date-range"]["start-datetime"]),
    Date.parse(data["date-range"]["end-datetime"]),
  ];
  const fault = rangeFault(begin, end, now);
  if (fault) return unreadable(`The report is not whole: ${fault}.`);
  const rows = data.policies.flatMap(rowsOf);
  if (rows.length > LIMITS.records) return unreadable("It has more than 100,000 records.");
  const head = {
    organisation: data["organization-name"],
    contact: data["contact-info"] ?? "",
    reportId: data["report-id"],
  };
  return { ok: true, report: { kind: "tls", ...head, begin, end, rows } };
}

function rowsOf({ policy, summary, "failure-details": details }: z.output<typeof Policy>): TlsRow[] {
  const domain = policy["policy-domain"].toLowerCase().replace(/\.$/, "");
  const of = { domain, policyType: policy["policy-type"] ?? "", mx: policy["mx-host"] ?? "" };
  const nothing = { sendingIp: "", receivingIp: "", reason: "" };
  return [
    { ...of, ...nothing, result: "successful", n: summary["total-successful-session-count"] },
    { ...of, ...nothing, result: "failed", n: summary["total-failure-session-count"] },
    ...(details ?? []).map((failure) => ({
      ...of,
      mx: failure["receiving-mx-hostname"] ?? of.mx,
      sendingIp: failure["sending-mta-ip"] ?? "",
      receivingIp: failure["receiving-ip"] ?? "",
      reason: failure["failure-reason-code"] ?? failure["additional-information"] ?? "",
      result: failure["result-type"].toLowerCase().slice(0, 60),
      n: failure["failed-session-count"],
    })),
  ];
}
