import { organisationalDomain } from "../alignment";
import { type Dns, Findings, type RecordCheck, tagsOf } from "./dns";

export interface DmarcCheck extends RecordCheck {
  /** The policy that holds for the domain: of its own record, or of the one above it. Null: none. */
  policy: string | null;
  testing: boolean;
  /** Whether it asks for aggregate reports. */
  asksForReports: boolean;
}

/** RFC 9989 section 4.10: a name of more than eight labels is cut to seven after the first question. */
const MOST_LABELS = 8;
const POLICIES = ["none", "quarantine", "reject"];
const KNOWN = new Set(["v", "p", "sp", "np", "adkim", "aspf", "fo", "rua", "ruf", "t", "psd"]);
const GONE = new Set(["pct", "rf", "ri"]);
const isDmarc = (record: string): boolean => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(record);

/** The names of the DNS tree walk, from the domain upwards (RFC 9989 section 4.10). */
export function treeWalk(domain: string): string[] {
  const labels = domain.split(".");
  const names = [domain];
  const first = labels.length > MOST_LABELS ? labels.length - MOST_LABELS + 1 : 1;
  for (let at = first; at < labels.length; at++) names.push(labels.slice(at).join("."));
  return names;
}

/** The DMARC record that holds for a domain, by the tree walk, and who gets its reports. */
export async function checkDmarc(dns: Dns, domain: string): Promise<DmarcCheck> {
  const found = new Findings();
  for (const name of treeWalk(domain)) {
    const records = (await dns.txt(`_dmarc.${name}`)).filter(isDmarc);
    const [record] = records;
    if (record === undefined) continue;
    const { tags, odd } = tagsOf(record);
    // A public suffix says nothing for those below it but where their organisation begins.
    if (name !== domain && tags.get("psd") === "y") break;
    if (records.length > 1)
      found.add("wrong", "There are several DMARC records: receivers then use none of them.");
    for (const part of odd) found.add("wrong", `"${part}" is no pair of tag and value.`);
    const policy = judgePolicy(found, tags, name !== domain);
    await judgeReports(found, dns, tags, name);
    if (name !== domain) found.add("right", `It is the record of ${name}, which holds for ${domain} too.`);
    const testing = tags.get("t") === "y";
    if (testing) found.add("gap", "t=y: receivers do one step less than the policy says.");
    const asksForReports = (tags.get("rua") ?? "") !== "";
    return { ...found.of(`_dmarc.${name}`, record), policy, testing, asksForReports };
  }
  found.add("missing", "There is no DMARC record, neither here nor above.");
  return { ...found.of(`_dmarc.${domain}`, null), policy: null, testing: false, asksForReports: false };
}

function judgePolicy(found: Findings, tags: Map<string, string>, inherited: boolean): string | null {
  for (const tag of tags.keys()) {
    if (GONE.has(tag))
      found.add(
        "gap",
        `${tag}= is gone from DMARC (RFC 9989): it does nothing any more.${tag === "pct" ? " t=y is its successor." : ""}`,
      );
    else if (!KNOWN.has(tag)) found.add("gap", `${tag}= is no tag of DMARC; it is passed over.`);
  }
  for (const tag of ["p", "sp", "np"]) {
    const value = tags.get(tag)?.toLowerCase();
    if (value !== undefined && !POLICIES.includes(value))
      found.add("wrong", `${tag}=${value.slice(0, 20)} is no policy: none, quarantine and reject are.`);
  }
  for (const tag of ["adkim", "aspf"]) {
    const value = tags.get(tag)?.toLowerCase();
    if (value !== undefined && value !== "r" && value !== "s")
      found.add("gap", `${tag}=${value.slice(0, 20)} is neither r nor s.`);
  }
  if (!tags.has("p")) found.add("gap", "It has no p=: receivers take it for p=none (RFC 9989 section 4.7).");
  const policy = (inherited ? tags.get("sp") : undefined) ?? tags.get("p") ?? "none";
  return POLICIES.includes(policy.toLowerCase()) ? policy.toLowerCase() : null;
}

/** Whether somebody gets reports, and whether those outside have agreed to (RFC 9990 section 4). */
async function judgeReports(
  found: Findings,
  dns: Dns,
  tags: Map<string, string>,
  name: string,
): Promise<void> {
  const rua = (tags.get("rua") ?? "")
    .split(",")
    .map((uri) => uri.trim())
    .filter(Boolean)
    .slice(0, 10);
  if (rua.length === 0) found.add("gap", "It asks for no reports: rua= is missing.");
  for (const uri of rua) {
    const [, address = ""] = /^mailto:([^!?]+)/i.exec(uri) ?? [];
    const host = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    if (!address.includes("@") || host === "") {
      found.add("wrong", `rua=${uri.slice(0, 60)} is no mailto: address.`);
      continue;
    }
    if (/![0-9]+[kmgt]?$/i.test(uri)) found.add("gap", "A size behind ! in rua= is passed over (RFC 9989).");
    if (organisationalDomain(host) === organisationalDomain(name)) continue;
    const permit = `${name}._report._dmarc.${host}`;
    const agreed = (await dns.txt(permit)).some(isDmarc);
    if (!agreed) found.add("gap", `${host} gets reports only once ${permit} has the TXT record "v=DMARC1".`);
  }
}
