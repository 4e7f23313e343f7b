import type { SourceSummary } from "./group";
import { SERVICES } from "./providers";
import { signatureParts } from "./source";

/** A record to publish. */
export interface DnsRecord {
  name: string;
  type: "CNAME" | "TXT";
  value: string;
}

export interface Advice {
  text: string;
  records: DnsRecord[];
}

/** Domains in a sentence: "a", "a and b", "a, b and 2 more". */
export function listed(names: string[]): string {
  if (names.length <= 2) return names.join(" and ");
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}

/** How a failing source is mended: from what its mail passes for now, and from what its service publishes for all customers. */
export function adviceFor(source: SourceSummary): Advice {
  const failing = source.senders.filter(({ failed }) => failed > 0).map(({ domain }) => domain);
  const where = listed(failing);
  const keys = SERVICES.find(({ id }) => id === source.service)?.keys;
  if (keys) {
    const records = failing.slice(0, 3).flatMap((domain) =>
      Object.entries(keys).map(
        ([selector, value]): DnsRecord => ({
          name: `${selector}._domainkey.${domain}`,
          type: "CNAME",
          value,
        }),
      ),
    );
    return { text: `Publish these keys for ${where}, then have ${source.name} verify them.`, records };
  }
  const [own] = source.broken.map(signatureParts).filter(({ domain }) => failing.includes(domain));
  if (own)
    return {
      text: `Its signature with the key ${own.selector || "of your domain"} does not hold. Compare the published key with the one that signs; if they agree, something changes the mail after it is signed.`,
      records: [],
    };
  if (source.kind === "network" || source.kind === "key")
    return {
      text: `Let this server sign with a DKIM key of ${where}. Or name its address in the SPF record of ${where}.`,
      records: [],
    };
  return {
    text: `Switch on DKIM signing for ${where} in ${source.name}. It then names a record to publish below ${listed(failing.map((domain) => `_domainkey.${domain}`))}.`,
    records: [],
  };
}

/** What its mail shows of itself now, as a half sentence. */
export function evidenceOf(source: SourceSummary): string {
  const more = source.networks.length - 1;
  const networks = `${source.networks[0]}${more > 0 ? ` and ${more} more ${more === 1 ? "network" : "networks"}` : ""}`;
  const parts = [
    source.kind !== "network" && networks,
    source.selectors.length > 0 && `your DKIM key ${listed(source.selectors)}`,
    source.passesFor.length > 0 && `passes for ${listed(source.passesFor)}`,
    source.selectors.length === 0 &&
      (source.broken.length > 0 ? "its DKIM signature does not hold" : "no DKIM key of yours"),
  ];
  if (source.kind === "forwarders") return "SPF breaks on the way, DKIM survives";
  return parts.filter(Boolean).join(", ");
}
