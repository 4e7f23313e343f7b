/** RFC 5321 section 4.5.3.1, in octets. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
const MAX_LABEL = 63;

/** Splits at the last "@"; the domain is empty where there is none. */
function split(address: string): [local: string, domain: string] {
  const at = address.lastIndexOf("@");
  return at < 0 ? [address, ""] : [address.slice(0, at), address.slice(at + 1)];
}

/** A domain in lower case and as A-labels (UTS 46), without a trailing dot; null where IDNA knows no such name. */
function asciiDomain(domain: string): string | null {
  const lower = domain
    .normalize("NFC")
    .toLowerCase()
    .replace(/[.。]$/, "");
  if (/^[\x21-\x7e]*$/.test(lower) && !/(^|\.)xn--/.test(lower)) return lower;
  // The URL parser is the platform's UTS 46; what else it does to hosts (ports, %-codes, numbers) is kept away from it.
  if (/[^\p{L}\p{M}\p{N}.。．｡-]/u.test(lower)) return null;
  try {
    const { hostname } = new URL(`http://${lower}`);
    return hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  } catch {
    return null;
  }
}

const DOT_ATOM = /^[^\s"(),.:;<>@[\]\\]+(\.[^\s"(),.:;<>@[\]\\]+)*$/;

/** Addresses as nearly all are written; of them nothing would change. */
const NORMAL = /^[a-z0-9._+-]+@(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/**
 * The text that all spellings of one address share, from which its key is made: NFC, lower case, the domain as A-labels
 * without a trailing dot, quotes taken off where they were not needed. Dots and "+tags" stay: they are other addresses.
 * Never throws; what is no address comes out as its lower case.
 */
export function normaliseAddress(raw: string): string {
  if (NORMAL.test(raw)) return raw;
  const [written, domain] = split(raw.trim());
  const bare = /^"(.*)"$/s.exec(written)?.[1];
  const local = bare !== undefined && DOT_ATOM.test(bare) ? bare : written;
  const key = local.normalize("NFC").toLowerCase().normalize("NFC");
  if (!raw.includes("@")) return key;
  return `${key}@${asciiDomain(domain) ?? domain.normalize("NFC").toLowerCase().normalize("NFC")}`;
}

/** The domain of an address, normalised as in its key; empty where there is none. */
export const domainOf = (address: string): string => split(normaliseAddress(address))[1];

/** An address to recognise but not to learn: `i••••••g@posteo.example`, whatever the length of its local part. */
export function maskAddress(address: string): string {
  const [local, domain] = split(address.trim());
  const letters = [...local];
  const last = letters.length > 2 ? letters.at(-1) : "";
  return `${letters[0] ?? ""}••••••${last}${domain && `@${domain}`}`;
}

export type ParsedAddress = { ok: true; address: string } | { ok: false; reason: string };

const refuse = (reason: string): ParsedAddress => ({ ok: false, reason });

/** Characters with a meaning of their own in addresses, lists and headers. */
const SPECIAL = /[\s"(),:;<>@[\]\\]/;
/** Controls, bidirectional and invisible characters, halves of pairs, and what is not assigned. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}]/u;

/** A character that compatibility forms would turn into one with a meaning, such as "＠" (GHSA-7rqj-j65f-68wh). */
function lookAlike(text: string): string | undefined {
  return [...text].find((char) => char > "\x7f" && SPECIAL.test(char.normalize("NFKC")));
}

/** Addresses as nearly all are written: the long way would say nothing else of them, at ten times the cost. */
const PLAIN =
  /^(?=[^@]{1,64}@)(?=.{1,254}$)[\w+-]+(?:\.[\w+-]+)*@(?!.*(?:^|[.@])xn--)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads one address that a person typed or a list brought: a plain `local@domain`. Names, comments, groups, quotes and
 * numbers in place of a domain are refused, each with a reason for people. What is accepted is returned as it was written.
 */
export function parseAddress(raw: string): ParsedAddress {
  if (PLAIN.test(raw)) return { ok: true, address: raw };
  const address = raw.trim().normalize("NFC").replace(/\.$/, "");
  if (address === "") return refuse("There is no address.");
  if (address.length > 4 * MAX_ADDRESS) return refuse("The address is too long.");
  if (INVISIBLE.test(address)) return refuse("The address contains an invisible character.");
  // A cut or mistaken encoding leaves this character: it would never match anybody.
  if (address.includes("\uFFFD")) return refuse("The address has characters in another encoding.");
  const alike = lookAlike(address);
  if (alike) return refuse(`The address contains “${alike}”, which only looks like an ordinary character.`);
  if (!address.includes("@")) return refuse("The address has no “@”.");
  const [local, domain] = split(address);
  const special = SPECIAL.exec(local) ?? SPECIAL.exec(domain);
  if (special?.[0] === "@") return refuse("The address has more than one “@”.");
  if (special) return refuse("Write the address alone, without a name, quotes, brackets, commas or spaces.");
  if (local === "") return refuse("Nothing stands before the “@”.");
  if (!DOT_ATOM.test(local)) return refuse("A dot must stand between other characters.");
  const octets = new TextEncoder().encode(local).length;
  if (octets > MAX_LOCAL) return refuse("The part before the “@” is too long.");
  const ascii = asciiDomain(domain);
  const problem = ascii === null ? "The domain is not a possible name." : domainProblem(ascii);
  if (problem) return refuse(problem);
  if (octets + 1 + (ascii?.length ?? 0) > MAX_ADDRESS) return refuse("The address is too long.");
  return { ok: true, address };
}

/** Reads an address as {@link parseAddress} does, or "@domain", which stands for everybody there. */
export function parseHeld(raw: string): ParsedAddress {
  if (!raw.startsWith("@")) return parseAddress(raw);
  const parsed = parseAddress(`a${raw}`);
  return parsed.ok ? { ok: true, address: parsed.address.slice(1) } : parsed;
}

/** What is wrong with a domain in A-labels; undefined when mail could go there. */
function domainProblem(domain: string): string | undefined {
  if (domain === "") return "Nothing stands after the “@”.";
  const labels = domain.split(".");
  if (labels.length < 2) return "The domain has no ending such as “.com”.";
  if (/^\d+$/.test(labels.at(-1) ?? "")) return "A number stands in place of a domain.";
  for (const label of labels) {
    if (label === "") return "A dot must stand between other characters.";
    if (label.length > MAX_LABEL) return "A part of the domain is too long.";
    if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label)) return "The domain is not a possible name.";
  }
  return undefined;
}
