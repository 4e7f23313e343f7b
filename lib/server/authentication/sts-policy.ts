import { type PolicyOf, policyAddress } from "@/lib/core/authentication/check/mta-sts";
import { getOutward } from "../outward-get";

const DOMAIN = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/u;

/** What errors of the network mean, after "The policy ..."; whatever else went wrong is not told on. */
const FAULTS: [RegExp, string][] = [
  [/ENOTFOUND|EAI_AGAIN|ENODATA/, "has no server: its name has no address"],
  [/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO|ERR_TLS|EPROTO|SSL/, "comes under a certificate that does not hold"],
  [/ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ABORT|Timeout/i, "is not answered for"],
];

/**
 * Fetches the MTA-STS policy of a domain (RFC 8461 section 3.3): by https, its certificate checked, no redirect followed, from
 * the public internet only, at most 64 KB, within five seconds.
 */
export const fetchPolicy =
  (get = getOutward): PolicyOf =>
  async (domain) => {
    try {
      // Senders' domains come from outside: what is no domain might lead an address elsewhere.
      if (!DOMAIN.test(domain)) return { fault: "has no address that can be called" };
      return { text: await get(new URL(policyAddress(domain))) };
    } catch (error) {
      return { fault: faultOf(error) };
    }
  };

function faultOf(error: unknown): string {
  const { code = "", name, message } = Object(error) as NodeJS.ErrnoException;
  const status = /answered (\d{3}|too much)/.exec(message ?? "")?.[1];
  if (status) return status === "too much" ? "is longer than 64 KB" : `is answered with ${status}`;
  if (/inner address|public internet/.test(message ?? ""))
    return "lies at an inner address and is not fetched";
  return FAULTS.find(([known]) => known.test(`${code} ${name}`))?.[1] ?? "cannot be fetched";
}
