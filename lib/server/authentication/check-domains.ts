import type { Dns } from "@/lib/core/authentication/check/dns";
import { checkDomain, isReserved } from "@/lib/core/authentication/check/domain-check";
import type { PolicyOf } from "@/lib/core/authentication/check/mta-sts";
import { signaturesOf } from "@/lib/core/authentication/source";
import type { Database } from "../database";
import { systemDns } from "./dns";
import { fetchPolicy } from "./sts-policy";

const DAY = 86_400_000;
const WINDOW = 60;
const MOST_DOMAINS = 200;
const MOST_SELECTORS = 12;
const AT_ONCE = 4;

/** The selectors of a domain's keys: those that signed in reports of the last 60 days, and those that somebody entered. */
export async function selectorsOf(db: Database, now: Date): Promise<Map<string, string[]>> {
  const since = Math.floor(now.getTime() / DAY) - WINDOW;
  const [signed, entered] = await Promise.all([
    db.$queryRaw<{ signed: string }[]>`
      select distinct o.signed from dmarc_origin o
      where o.signed <> '' and exists (select from per_dmarc p where p.origin = o.id and p.day >= ${since} and p.n > 0)`,
    db.dkimSelector.findMany(),
  ]);
  const found = new Map<string, Set<string>>();
  const add = (domain: string, selector: string) => {
    if (!found.has(domain)) found.set(domain, new Set());
    found.get(domain)?.add(selector);
  };
  for (const row of signed)
    for (const { domain, selector } of signaturesOf(row.signed)) if (selector) add(domain, selector);
  for (const { domain, selector } of entered) add(domain, selector);
  return new Map(
    [...found].map(([domain, selectors]) => [domain, [...selectors].sort().slice(0, MOST_SELECTORS)]),
  );
}

/** The domains that the organisation's senders write from. */
export async function senderDomains(db: Database): Promise<string[]> {
  const rows = await db.sender.findMany({
    distinct: ["domain"],
    select: { domain: true },
    orderBy: { domain: "asc" },
  });
  return rows.map(({ domain }) => domain);
}

/**
 * Asks the DNS for the records of all sender domains, and the web for their MTA-STS policies, and keeps what they say with the time. Reserved names (RFC 2606)
 * are left out. The first 200 domains in order.
 * @returns how many were asked for
 */
export async function checkDomains(
  db: Database,
  now: Date,
  dns: Dns = systemDns(),
  policyOf: PolicyOf = fetchPolicy(),
): Promise<number> {
  const domains = (await senderDomains(db)).filter((domain) => !isReserved(domain)).slice(0, MOST_DOMAINS);
  const selectors = await selectorsOf(db, now);
  for (let from = 0; from < domains.length; from += AT_ONCE)
    await Promise.all(
      domains.slice(from, from + AT_ONCE).map(async (domain) => {
        const result = await checkDomain(dns, policyOf, domain, selectors.get(domain) ?? []);
        await keepCheck(db, domain, result, now);
      }),
    );
  return domains.length;
}

/** Keeps the result of a check; of two at once the later one stays. */
export async function keepCheck(db: Database, domain: string, result: object, now: Date): Promise<void> {
  await db.$executeRaw`
    insert into domain_check as d (domain, checked_at, result) values (${domain}, ${now}::timestamp, ${JSON.stringify(result)}::jsonb)
    on conflict (domain) do update set checked_at = excluded.checked_at, result = excluded.result
    where d.checked_at <= excluded.checked_at`;
}
