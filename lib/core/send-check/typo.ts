import { parse } from "tldts";
import { slips } from "./distance";
import { BESIDE_MAILBOXES, MAILBOX_DOMAINS } from "./mailboxes";

/** What the organisation's own history says of recipient domains. */
export interface KnownDomains {
  /** Whether mail to it was ever accepted: then the domain is as it was meant. */
  receives(domain: string): boolean;
  /** The domains that most of its mail goes to, the busiest first. */
  busiest: readonly string[];
}

/** Why no mail can reach a domain as it is written. */
export interface DomainFault {
  why: "slip" | "reserved" | "no-such-ending";
  /** What was probably meant; null where nothing is near enough. */
  suggestion: string | null;
}

/** Set apart and never delegated: RFC 2606, 6761, 6762, 7686, 8375, 9476, and ICANN's `internal`. */
const RESERVED =
  /(^|\.)(test|example|invalid|localhost|local|onion|internal|alt|home\.arpa|example\.(com|net|org))$/;
/** Endings of other countries that are usually `com` with a letter missing. */
const SHORT_COM = new Set(["co", "cm", "om"]);
/** Names that stand for mailboxes under whatever ending. */
const MAILBOX_NAMES = new Set(
  "gmail googlemail hotmail outlook yahoo icloud protonmail rocketmail".split(" "),
);
const ENDINGS = ["com", "net", "org"];
/** Shorter names lie one slip beside too many others. */
const SHORTEST = 5;
const SHORTEST_OWN = 8;
/** From this length on two slips are still nearer to the name than to any other. */
const LONG = 8;

const FAR = Number.POSITIVE_INFINITY;

interface Target {
  domain: string;
  label: string;
  suffix: string;
  shortest: number;
}

const targetOf = (domain: string, shortest: number): Target => {
  const { domainWithoutSuffix, publicSuffix } = parse(domain);
  return { domain, label: domainWithoutSuffix ?? "", suffix: publicSuffix ?? "", shortest };
};
const MAILBOXES = MAILBOX_DOMAINS.map((domain) => targetOf(domain, SHORTEST));
const KNOWN = new Set(MAILBOX_DOMAINS);
/** Names that are right as they are, whatever their ending. */
const NAMES = new Set(MAILBOXES.map((target) => target.label));

/**
 * A judge of recipient domains (normalised, as `domainOf` gives them) against the large mailbox providers and the
 * organisation's own recipients. It answers null for a domain with which nothing seems wrong, and for every domain that
 * has accepted mail, whatever it looks like. Answers are remembered.
 */
export function domainJudge(known: KnownDomains): (domain: string) => DomainFault | null {
  const own = known.busiest.filter((domain) => !KNOWN.has(domain));
  const targets = [...MAILBOXES, ...own.map((domain) => targetOf(domain, SHORTEST_OWN))];
  const remembered = new Map<string, DomainFault | null>();
  return (domain) => {
    let fault = remembered.get(domain);
    if (fault === undefined) {
      const fine = KNOWN.has(domain) || BESIDE_MAILBOXES.has(domain) || known.receives(domain);
      fault = fine ? null : judge(domain, targets);
      remembered.set(domain, fault);
    }
    return fault;
  };
}

function judge(domain: string, targets: Target[]): DomainFault | null {
  const { domainWithoutSuffix: label, publicSuffix: suffix, isIcann, subdomain } = parse(domain);
  const real = isIcann === true && !RESERVED.test(domain);
  const meant = label && suffix && !subdomain ? nearest(label, suffix, real, targets) : null;
  if (real) return meant === null ? null : { why: "slip", suggestion: meant };
  if (RESERVED.test(domain)) return { why: "reserved", suggestion: meant };
  const ending = ENDINGS.find((one) => slips(suffix ?? "", one, 1) === 1);
  const mended = ending && label && !subdomain ? `${label}.${ending}` : null;
  return { why: "no-such-ending", suggestion: meant ?? mended };
}

/** The target that is fewest slips away; null where none is near enough. */
function nearest(label: string, suffix: string, real: boolean, targets: Target[]): string | null {
  let best: string | null = null;
  let fewest = FAR;
  for (const target of targets) {
    const needed = slipsTo(target, label, suffix, real);
    if (needed >= fewest) continue;
    [best, fewest] = [target.domain, needed];
  }
  return best;
}

function slipsTo(target: Target, label: string, suffix: string, real: boolean): number {
  if (real && suffix !== target.suffix) {
    const shortened = SHORT_COM.has(suffix) && target.suffix === "com" && MAILBOX_NAMES.has(label);
    return shortened && label === target.label ? 1 : FAR;
  }
  const inEnding = suffix === target.suffix ? 0 : slips(suffix, target.suffix, 2);
  if (label === target.label) return inEnding <= 2 || label.length >= target.shortest ? inEnding : FAR;
  if (NAMES.has(label) || label.startsWith("xn--")) return FAR;
  const { length } = target.label;
  const most = length >= LONG ? 2 : 1;
  // A single slip leaves one of the two ends as it was: this spares nearly every comparison.
  if (length < target.shortest || (most === 1 && !sharesAnEnd(label, target.label))) return FAR;
  const inName = slips(label, target.label, most);
  return inName > most ? FAR : inName + inEnding;
}

const sharesAnEnd = (a: string, b: string): boolean => a[0] === b[0] || a.at(-1) === b.at(-1);
