import { organisationalDomain } from "./alignment";
import { networkOf } from "./ip";
import { type MailService, serviceOfDomain, serviceOfSelector } from "./providers";
import type { DkimResult, DmarcRow } from "./report";

/** Where a record's mail came from, as far as it says: what is counted by. */
export interface Origin {
  network: string;
  /** Signatures that passed, as `selector@domain`, in order, joined by blanks. */
  signed: string;
  /** One that did not pass, where none did. */
  broken: string;
  spfDomain: string;
  spfResult: string;
  /** The receiver says that it was passed on. */
  forwarded: boolean;
}

const MOST_SIGNATURES = 4;
/** RFC 7489 section 6.2 and RFC 9990 section 3.1.1.10: why a receiver did not do as the policy says. */
const FORWARDING = new Set(["forwarded", "trusted_forwarder", "mailing_list"]);

const signature = ({ selector, domain }: DkimResult): string => `${selector}@${domain}`;

export function originOf(row: DmarcRow): Origin {
  const passed = row.dkimResults.filter(({ result }) => result === "pass").map(signature);
  const broken = row.dkimResults.find(({ result }) => result !== "none" && result !== "pass");
  const spf = row.spfResults.find(({ scope }) => scope !== "helo") ?? row.spfResults[0];
  return {
    network: networkOf(row.ip),
    signed: [...new Set(passed)].sort().slice(0, MOST_SIGNATURES).join(" "),
    broken: passed.length === 0 && broken ? signature(broken) : "",
    spfDomain: spf?.domain ?? "",
    spfResult: spf?.result ?? "",
    forwarded: row.reasons.some(({ type }) => FORWARDING.has(type)),
  };
}

/** How a source is known. */
export type SourceKind =
  /** One of the services in the table. */
  | "service"
  /** Some other domain that its mail passes for. */
  | "domain"
  /** A key of the sender's own domain, and nothing else that passes. */
  | "key"
  | "forwarders"
  /** Nothing foreign passes: known by where it came from. */
  | "network";

export interface Source {
  kind: SourceKind;
  /** Stable, for URLs and answers: `service:acs`, `domain:crm-mailer.example`, `key:hd1`, `forwarders`, `network:203.0.113.0/24`. */
  key: string;
  name: string;
  service?: MailService;
}

/** Splits `selector@domain`. */
export function signatureParts(text: string): { selector: string; domain: string } {
  const at = text.indexOf("@");
  return { selector: text.slice(0, at), domain: text.slice(at + 1) };
}

export const signaturesOf = (signed: string): { selector: string; domain: string }[] =>
  signed === "" ? [] : signed.split(" ").map(signatureParts);

const serviceSource = (service: MailService): Source => ({
  kind: "service",
  key: `service:${service.id}`,
  name: service.name,
  service,
});
const domainSource = (domain: string): Source => ({ kind: "domain", key: `domain:${domain}`, name: domain });

/**
 * Keys of ours whose mail also comes from where our SPF sends it. Where such mail arrives without SPF it was passed on;
 * where none of a key's mail passes SPF, its server is only missing in the SPF record.
 */
export function keysWithSpf(rows: (Origin & { sender: string })[]): Set<string> {
  const passing = rows.filter(
    ({ spfDomain, spfResult, sender }) =>
      spfResult === "pass" && organisationalDomain(spfDomain) === organisationalDomain(sender),
  );
  return new Set(passing.flatMap(({ signed }) => signaturesOf(signed).map(({ selector }) => selector)));
}

/**
 * Names the source of an origin whose mail had `sender` in From. Nothing is looked up: a name is what its mail passes for.
 * @param keys see {@link keysWithSpf}
 */
export function sourceOf(origin: Origin, sender: string, keys: ReadonlySet<string>): Source {
  const own = organisationalDomain(sender);
  const signatures = signaturesOf(origin.signed).map((one) => ({
    ...one,
    of: organisationalDomain(one.domain),
  }));
  const ownKey = signatures.find(({ of }) => of === own);
  const foreign = signatures.filter(({ of }) => of !== own);
  const spfOf = origin.spfDomain === "" ? "" : organisationalDomain(origin.spfDomain);
  const spfPasses = origin.spfResult === "pass" && spfOf !== "";
  const brokeOnTheWay = ownKey !== undefined && keys.has(ownKey.selector) && !spfPasses && spfOf === own;
  if (origin.forwarded || brokeOnTheWay)
    return { kind: "forwarders", key: "forwarders", name: "Mailing lists and forwarding" };
  const service =
    firstOf(foreign, ({ of }) => serviceOfDomain(of)) ??
    (ownKey && serviceOfSelector(ownKey.selector)) ??
    (spfPasses ? serviceOfDomain(spfOf) : undefined);
  if (service) return serviceSource(service);
  if (foreign[0]) return domainSource(foreign[0].of);
  if (spfPasses && spfOf !== own) return domainSource(spfOf);
  if (ownKey)
    return {
      kind: "key",
      key: `key:${ownKey.selector}`,
      name: `Your DKIM key ${ownKey.selector || "without a name"}`,
    };
  return { kind: "network", key: `network:${origin.network}`, name: origin.network };
}

function firstOf<T, R>(items: T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
