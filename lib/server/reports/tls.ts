import { organisationalDomain } from "@/lib/core/authentication/alignment";
import type { Filter } from "@/lib/core/filter";
import { senderDomains } from "@/lib/server/authentication/check-domains";
import type { Database } from "@/lib/server/database";
import { senderDomain, utcDays } from "./dmarc-alignment";

/** What TLS reports say of mail to the organisation's domains: it is about what comes in, not about what is sent. */
export interface TlsSessions {
  successful: number;
  failed: number;
  /** By the reason that the reporter names, most first. Need not add up to `failed`: reporters differ. */
  reasons: { domain: string; result: string; n: number }[];
}

/** Over the filter's days, taken as UTC days. */
export async function tls(db: Database, filter: Filter): Promise<TlsSessions> {
  const { from, to } = utcDays(filter);
  const rows = await db.$queryRaw<{ domain: string; result: string; n: number }[]>`
    select domain, result, sum(n)::float8 as n from per_tls where day between ${from} and ${to} and n > 0
    group by domain, result order by 3 desc, 1, 2`;
  const chosen = senderDomain(filter);
  const own = new Set((chosen === null ? await senderDomains(db) : [chosen]).map(organisationalDomain));
  const about = rows.filter(({ domain }) => own.has(organisationalDomain(domain)));
  const sum = (result: string) =>
    about.filter((row) => row.result === result).reduce((total, { n }) => total + n, 0);
  return {
    successful: sum("successful"),
    failed: sum("failed"),
    reasons: about.filter(({ result }) => result !== "successful" && result !== "failed").slice(0, 20),
  };
}
