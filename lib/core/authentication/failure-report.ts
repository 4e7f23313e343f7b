import { fromBytes } from "../bounce/mail/decode";
import { fieldsOf, readHeader } from "../bounce/mail/header";
import { contentOf, partsOf } from "../bounce/mail/parts";
import { storable } from "../sources/text";
import { canonicalIp } from "./ip";
import { rangeFault } from "./limits";
import type { FailureReport } from "./report";

const LARGEST = 1_000_000;
const LONGEST_FIELDS = 20_000;
const DOMAIN = /^[a-z0-9._-]{1,253}$/;

/**
 * Reads a report of one mail that failed DMARC, SPF or DKIM (RFC 6591, RFC 9991). Of the mail in it nothing is taken. Null
 * for every other mail, also for one that does not say which domain it is about.
 * @param now ms since 1970
 */
export function readFailureReport(mail: Uint8Array, now: number): FailureReport | null {
  const text = fromBytes(mail.subarray(0, LARGEST));
  const { header, body } = readHeader(text, 0, text.length);
  const part = partsOf(text, header, body).find(({ type }) => type === "message/feedback-report");
  if (!part) return null;
  const fields = fieldsOf(contentOf(text, part, LONGEST_FIELDS));
  const said = (name: string) =>
    storable(fields.get(name) ?? "")
      .trim()
      .toLowerCase()
      .slice(0, 255);
  if (said("feedback-type") !== "auth-failure") return null;
  const domain = said("reported-domain");
  const at = Date.parse(fields.get("arrival-date") ?? header.get("date") ?? "");
  if (!DOMAIN.test(domain) || rangeFault(at, at, now) !== null) return null;
  const contact = /[^\s<>"]{1,64}@[^\s<>"]{1,255}/.exec(header.get("from") ?? "")?.[0] ?? "";
  return {
    kind: "failure",
    organisation: storable(contact.slice(contact.lastIndexOf("@") + 1).toLowerCase()),
    contact: storable(contact),
    reportId: storable(header.get("message-id") ?? `${domain} ${at}`).slice(0, 500),
    begin: at,
    end: at,
    domain,
    ip: canonicalIp(said("source-ip")) ?? "",
    failure: said("auth-failure"),
    deliveryResult: said("delivery-result"),
  };
}
