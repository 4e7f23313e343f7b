import { checkDkim } from "./dkim";
import { checkDmarc, type DmarcCheck } from "./dmarc";
import {
  answered,
  type CheckState,
  type Dns,
  Findings,
  type RecordCheck,
  tagsOf,
  Unanswered,
  worse,
} from "./dns";
import { checkMtaSts, type PolicyOf } from "./mta-sts";
import { checkSpf } from "./spf";

/** All that the DNS says of a sender domain. */
export interface DomainCheckResult {
  spf: RecordCheck;
  /** One a selector. */
  dkim: RecordCheck[];
  dmarc: DmarcCheck;
  mx: RecordCheck;
  mtaSts: RecordCheck;
  tlsRpt: RecordCheck;
}

async function checkMx(dns: Dns, domain: string): Promise<RecordCheck> {
  const found = new Findings();
  const hosts = await dns.mx(domain);
  if (hosts.length === 0)
    found.add("missing", "There is no MX record: bounces and answers to this domain are lost.");
  else if (hosts.every((host) => host === "" || host === "."))
    found.add(
      "gap",
      "A null MX says that this domain takes no mail (RFC 7505). Some receivers refuse mail from such domains.",
    );
  else
    for (const host of hosts.slice(0, 10))
      if (!(await dns.hasAddress(host))) found.add("wrong", `${host} has no address.`);
  return found.of(domain, hosts.length > 0 ? hosts.join(", ") : null);
}

/** RFC 8460 section 3. */
async function checkTlsRpt(dns: Dns, domain: string): Promise<RecordCheck> {
  const name = `_smtp._tls.${domain}`;
  const found = new Findings();
  const records = (await dns.txt(name)).filter((record) => /^v\s*=\s*TLSRPTv1\s*;/i.test(record));
  const [record] = records;
  const rua = record === undefined ? "" : (tagsOf(record).tags.get("rua") ?? "");
  if (record === undefined) found.add("missing", "Nobody reports TLS failures: there is no TLSRPT record.");
  else if (records.length > 1) found.add("wrong", "There are several TLSRPT records: none counts.");
  else if (!/^(?:mailto:[^\s,]+@|https:\/\/)/i.test(rua))
    found.add("wrong", "Its rua= is neither mailto: nor https:.");
  return found.of(name, record ?? null);
}

async function checkedDmarc(dns: Dns, domain: string): Promise<DmarcCheck> {
  try {
    return await checkDmarc(dns, domain);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const unknown = await answered(`_dmarc.${domain}`, () => Promise.reject(error));
    return { ...unknown, policy: null, testing: false, asksForReports: false };
  }
}

/** Asks for all records of a domain; what gets no answer is unknown and holds nothing else up. */
export async function checkDomain(
  dns: Dns,
  policyOf: PolicyOf,
  domain: string,
  selectors: string[],
): Promise<DomainCheckResult> {
  const [spf, dmarc, mx, mtaSts, tlsRpt, ...dkim] = await Promise.all([
    answered(domain, () => checkSpf(dns, domain)),
    checkedDmarc(dns, domain),
    answered(domain, () => checkMx(dns, domain)),
    answered(`_mta-sts.${domain}`, () => checkMtaSts(dns, domain, policyOf)),
    answered(`_smtp._tls.${domain}`, () => checkTlsRpt(dns, domain)),
    ...selectors.map((selector) =>
      answered(`${selector}._domainkey.${domain}`, () => checkDkim(dns, domain, selector)),
    ),
  ]);
  return { spf, dkim, dmarc, mx, mtaSts, tlsRpt };
}

/** The keys of a domain together; null where no selector is known. */
export const dkimState = (checks: RecordCheck[]): CheckState | null =>
  checks.length === 0 ? null : checks.map(({ state }) => state).reduce(worse);

/** Names that no DNS has (RFC 2606, RFC 6761): nothing is asked for them. */
export const isReserved = (domain: string): boolean =>
  /(?:^|\.)(?:test|example|invalid|localhost)$/i.test(domain);
