import { canonicalIp } from "../ip";
import { type Dns, Findings, type RecordCheck } from "./dns";
import { expandMacros } from "./spf-macro";

/** RFC 7208 section 4.6.4. */
const MOST_LOOKUPS = 10;
const MOST_VOID = 2;
const MECHANISM =
  /^([+?~-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?:[:](.*?))?((?:\/\d{1,3})?(?:\/\/\d{1,3})?)$/i;
const MODIFIER = /^([a-z][a-z0-9._-]*)=(.*)$/i;
const isSpf = (record: string): boolean => /^v=spf1(?:\s|$)/i.test(record);

interface Walk {
  dns: Dns;
  found: Findings;
  lookups: number;
  empty: number;
  path: string[];
}

/** The SPF record of a domain with all that it includes (RFC 7208): syntax, lookups, and what it allows. */
export async function checkSpf(dns: Dns, domain: string): Promise<RecordCheck> {
  const found = new Findings();
  const records = (await dns.txt(domain)).filter(isSpf);
  const [record] = records;
  if (record === undefined) {
    found.add("missing", "There is no SPF record.");
    return found.of(domain, null);
  }
  if (records.length > 1)
    found.add(
      "wrong",
      `There are ${records.length} SPF records: receivers then count SPF as failed (RFC 7208 section 4.5).`,
    );
  const walk: Walk = { dns, found, lookups: 0, empty: 0, path: [domain] };
  await follow(walk, record, true);
  if (walk.lookups > MOST_LOOKUPS)
    found.add(
      "wrong",
      `It needs more than ${MOST_LOOKUPS} DNS look-ups: receivers then count SPF as failed.`,
    );
  else found.add("right", `It needs ${walk.lookups} of ${MOST_LOOKUPS} DNS look-ups.`);
  if (walk.empty > MOST_VOID)
    found.add(
      "wrong",
      `${walk.empty} of its look-ups find nothing; more than ${MOST_VOID} count as an error.`,
    );
  return found.of(domain, record);
}

/** One record of the walk; what is included counts, but its own "all" decides nothing. */
async function follow(walk: Walk, record: string, outermost: boolean): Promise<void> {
  const { found } = walk;
  const terms = record.split(/\s+/).slice(1).filter(Boolean);
  let ends = false;
  let redirect: string | undefined;
  for (const term of terms) {
    const [, sign = "", name = "", value = "", cidr = ""] = MECHANISM.exec(term) ?? [];
    const [, modifier = "", target = ""] = name ? [] : (MODIFIER.exec(term) ?? []);
    if (name === "" && modifier === "") {
      found.add("wrong", `"${term.slice(0, 60)}" is no SPF term.`);
      continue;
    }
    if (modifier.toLowerCase() === "redirect") redirect = target;
    if (name === "") continue;
    if (ends && outermost)
      found.add("gap", `"${term.slice(0, 60)}" stands behind "all" and is never looked at.`);
    if (name.toLowerCase() === "all") {
      ends = true;
      if (outermost) judgeAll(found, sign);
      continue;
    }
    await mechanism(walk, name.toLowerCase(), value, cidr, term);
    if (walk.lookups > MOST_LOOKUPS) return;
  }
  if (redirect !== undefined && !ends) await include(walk, redirect, outermost);
  else if (!ends && outermost)
    found.add(
      "gap",
      'It does not end in "-all" or "~all": what it does not name is neither allowed nor refused.',
    );
}

function judgeAll(found: Findings, sign: string): void {
  if (sign === "" || sign === "+") found.add("wrong", '"+all" lets everybody send as you.');
  if (sign === "?") found.add("gap", '"?all" refuses nobody; "~all" or "-all" does.');
}

async function mechanism(walk: Walk, name: string, value: string, cidr: string, term: string): Promise<void> {
  const { found, dns } = walk;
  if (name === "ip4" || name === "ip6") {
    const ip = canonicalIp(value);
    if (ip === null || ip.includes(":") !== (name === "ip6"))
      found.add("wrong", `"${term.slice(0, 60)}" holds no IP address of that kind.`);
    const bits = Number(cidr.slice(1) || Number.NaN);
    if (name === "ip4" && bits < 16) found.add("gap", `"${term}" allows more than 65,536 addresses.`);
    return;
  }
  if (name === "include") return include(walk, value, false);
  walk.lookups += 1;
  if (name === "ptr") found.add("gap", '"ptr" is slow and should not be used (RFC 7208 section 5.5).');
  const target = value ? nameIn(walk, value, term) : walk.path.at(-1)!;
  if (name === "exists" || name === "ptr" || target === null) return;
  const there = name === "mx" ? (await dns.mx(target)).length > 0 : await dns.hasAddress(target);
  if (!there) {
    walk.empty += 1;
    found.add("gap", `"${term.slice(0, 60)}" finds nothing.`);
  }
}

/** The name that a term stands for; null where only a mail could tell, or where it stands for none. */
function nameIn({ found, path }: Walk, spec: string, term: string): string | null {
  const said = `"${term.slice(0, 60)}"`;
  const expanded = expandMacros(spec, path.at(-1)!, path[0]!);
  if ("name" in expanded) return expanded.name;
  if ("fault" in expanded)
    found.add("wrong", `${said} ${expanded.fault}: receivers then count SPF as failed.`);
  else
    found.add("right", `${said} is another name for each mail: it is counted as a look-up, and not checked.`);
  return null;
}

async function include(walk: Walk, target: string, outermost: boolean): Promise<void> {
  const { found, dns, path } = walk;
  walk.lookups += 1;
  const spec = nameIn(walk, target, target);
  if (spec === null) return;
  const name = spec.toLowerCase().replace(/\.$/, "");
  if (name === "") found.add("wrong", "It includes nothing: a name is missing.");
  else if (path.includes(name))
    found.add("wrong", `${name} includes itself: receivers then count SPF as failed.`);
  if (name === "" || path.includes(name) || walk.lookups > MOST_LOOKUPS) return;
  const record = (await dns.txt(name)).find(isSpf);
  if (record === undefined) {
    walk.empty += 1;
    found.add("wrong", `It includes ${name}, which has no SPF record: receivers then count SPF as failed.`);
    return;
  }
  path.push(name);
  await follow(walk, record, outermost);
  path.pop();
}
