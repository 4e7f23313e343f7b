import type { CheckState } from "@/lib/core/authentication/check/dns";
import { type DomainCheckResult, dkimState, isReserved } from "@/lib/core/authentication/check/domain-check";
import { groupSources, type OriginCounts } from "@/lib/core/authentication/group";
import type { PublishedPolicy } from "@/lib/core/authentication/report";
import { type Way, type WayDay, wayOf } from "@/lib/core/authentication/way";
import { senderDomains } from "@/lib/server/authentication/check-domains";
import type { Database } from "@/lib/server/database";
import { originCounts, sourceAnswers } from "./authentication";

const DAY = 86_400_000;
/** Enough to see thirty quiet days behind some without reports. */
const WINDOW = 60;
const MOST_DOMAINS = 100;
/** Of a domain's mail; what is less holds no policy back. */
const NOTABLE = 0.01;

export interface SenderDomainRow {
  domain: string;
  way: Way;
  /** Where the policy is known from. */
  policyFrom: "dns" | "reports" | null;
  policy: string | null;
  /** Of the last check; null: not checked yet. ms since 1970. */
  checkedAt: number | null;
  check: DomainCheckResult | null;
  states: { spf: CheckState; dkim: CheckState | null; dmarc: CheckState; mx: CheckState } | null;
  /** Selectors that somebody entered. */
  entered: string[];
  /** No DNS has such names (RFC 2606). */
  reserved: boolean;
}

export interface SenderDomains {
  rows: SenderDomainRow[];
  more: number;
  /** When the oldest of the checks shown was made; null: none was. */
  checkedAt: number | null;
}

/** Each sender domain's way to p=reject, and what the DNS said of it when it was last asked. The DNS is not asked here. */
export async function senderDomainReport(db: Database, now: number): Promise<SenderDomains> {
  const all = await senderDomains(db);
  const domains = all.slice(0, MOST_DOMAINS);
  const today = Math.floor(now / DAY);
  const span = { from: today - WINDOW + 1, to: today };
  const [counts, answers, days, policies, checks, selectors] = await Promise.all([
    originCounts(db, span, domains),
    sourceAnswers(db),
    db.$queryRawUnsafe<{ day: number; sender: string; origin: number; n: number; failed: number }[]>(
      `select day, sender, origin, sum(n)::float8 as n, sum(failed)::float8 as failed from per_dmarc
       where day between $1 and $2 and sender = any($3::text[]) and n > 0 group by day, sender, origin`,
      span.from,
      span.to,
      domains,
    ),
    publishedPolicies(db, domains),
    db.domainCheck.findMany({ where: { domain: { in: domains } } }),
    db.dkimSelector.findMany({ where: { domain: { in: domains } }, orderBy: { selector: "asc" } }),
  ]);
  const rows = domains.map((domain): SenderDomainRow => {
    const kept = checks.find((check) => check.domain === domain);
    const check = (kept?.result as unknown as DomainCheckResult | undefined) ?? null;
    const published = policies.get(domain);
    const seen = check !== null && check.dmarc.state !== "unknown";
    const own = counts.filter(({ sender }) => sender === domain);
    const { failing, unknown, counted } = sourcesFor(own, answers);
    const way = wayOf({
      policy: seen ? check.dmarc.policy : (published?.policy ?? null),
      testing: seen ? check.dmarc.testing : (published?.testing ?? false),
      asksForReports: seen ? check.dmarc.asksForReports : null,
      days: wayDays(
        days.filter((day) => day.sender === domain && counted.has(day.origin)),
        span,
      ),
      failing,
      unknown,
    });
    return {
      domain,
      way,
      policyFrom: seen ? "dns" : published ? "reports" : null,
      policy: seen ? check.dmarc.policy : (published?.policy ?? null),
      checkedAt: kept?.checkedAt.getTime() ?? null,
      check,
      states: check && {
        spf: check.spf.state,
        dkim: dkimState(check.dkim),
        dmarc: check.dmarc.state,
        mx: check.mx.state,
      },
      entered: selectors.filter((one) => one.domain === domain).map(({ selector }) => selector),
      reserved: isReserved(domain),
    };
  });
  const times = rows.flatMap(({ checkedAt }) => (checkedAt === null ? [] : [checkedAt]));
  return { rows, more: all.length - domains.length, checkedAt: times.length > 0 ? Math.min(...times) : null };
}

/** The sources of one domain that hold it back, and the origins whose mail counts as its own. */
function sourcesFor(rows: OriginCounts[], answers: ReadonlyMap<string, boolean>) {
  const sources = groupSources(rows, answers);
  const total = rows.reduce((sum, { n }) => sum + n, 0);
  const own = sources.filter(({ state }) => state === "known" || state === "failing");
  return {
    failing: sources.filter(({ state }) => state === "failing").map(({ name }) => name),
    unknown: sources
      .filter(({ state, n }) => state === "unknown" && n >= total * NOTABLE)
      .map(({ name }) => name),
    counted: new Set(own.flatMap(({ origins }) => origins)),
  };
}

function wayDays(
  rows: { day: number; n: number; failed: number }[],
  { from, to }: { from: number; to: number },
): WayDay[] {
  const days = Array.from({ length: to - from + 1 }, (): WayDay => ({ n: 0, failed: 0 }));
  for (const { day, n, failed } of rows) {
    const at = days[day - from]!;
    at.n += n;
    at.failed += failed;
  }
  return days;
}

/** The policy that holds for each domain as the latest report about it, or about one above it, says. */
async function publishedPolicies(
  db: Database,
  domains: string[],
): Promise<Map<string, { policy: string; testing: boolean }>> {
  const rows = await db.$queryRaw<{ domain: string; policy: PublishedPolicy }[]>`
    select distinct on (domain) domain, detail->'policy' as policy from authentication_report
    where kind = 'dmarc' order by domain, "end" desc, id desc`;
  const found = new Map(rows.map(({ domain, policy }) => [domain, policy]));
  return new Map(
    domains.flatMap((domain) => {
      const above = domain.split(".").map((_, i, labels) => labels.slice(i).join("."));
      const holder = above.find((name) => found.has(name));
      const published = holder === undefined ? undefined : found.get(holder);
      if (!published) return [];
      const policy = (holder !== domain ? published.sp : undefined) ?? published.p;
      return [[domain, { policy, testing: published.testing === "y" }] as const];
    }),
  );
}
