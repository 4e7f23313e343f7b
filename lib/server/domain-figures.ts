import { providerOf } from "@/lib/core/provider";
import { type Belief, domainBelief, RATE_DAYS, type Sent } from "@/lib/core/send-check/bounce-rate";
import type { KnownDomains } from "@/lib/core/send-check/typo";
import type { PrismaClient } from "@/prisma/generated/client";
import { poolOf } from "./database";
import { domainDays } from "./reports/by-domain";

const DAY = 86_400_000;
/** So many of the organisation's own recipient domains are taken for what a slip may have meant, */
const MOST_BUSIEST = 200;
/** if so many mails were accepted there. */
const LEAST_BUSY = 100;

/** One recipient domain, over all that the rollups keep. */
export interface DomainFigures {
  delivered: number;
  soft: number;
  hard: number;
  /** Of the last {@link RATE_DAYS} days. */
  recent: Sent;
}

/** All recipient domains there are; memory is bounded by their number, some hundred bytes each. */
export interface Domains extends KnownDomains {
  figuresOf(domain: string): DomainFigures | undefined;
  /** The share of mail to a domain that bounces hard, as far as it is known. */
  beliefOf(domain: string): Belief;
}

/** Whatever the rollups hold, some of it from clocks that are ahead. */
const EVER = { start: 0, end: 100_000_000 * DAY };

/** Counts all mail that was ever counted by recipient domain, once. */
export async function domainFigures(db: PrismaClient, now: Date): Promise<Domains> {
  const { counts } = domainDays(db, EVER, null);
  const [ever, lately] = await Promise.all([
    counts(EVER),
    counts({ ...EVER, start: (Math.floor(now.getTime() / DAY) + 1 - RATE_DAYS) * DAY }),
  ]);
  // Read afterwards: of what is counted by now the name is known by now.
  const { rows } = await poolOf(db).query<{ id: number; name: string }>(
    "select id, name from recipient_domain",
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const domains = new Map<string, DomainFigures>();
  const providers = new Map<string, Sent>();
  const all: Sent = { mails: 0, hard: 0 };
  for (const id of ever.keys()) {
    const name = names.get(id)!;
    const { delivered, soft, hard } = ever.get(id)!;
    const recent = { mails: lately.get(id)?.sent ?? 0, hard: lately.get(id)?.hard ?? 0 };
    domains.set(name, { delivered, soft, hard, recent });
    const provider = providers.get(providerOf(name)) ?? { mails: 0, hard: 0 };
    providers.set(providerOf(name), {
      mails: provider.mails + recent.mails,
      hard: provider.hard + recent.hard,
    });
    all.mails += recent.mails;
    all.hard += recent.hard;
  }
  const nothing: Sent = { mails: 0, hard: 0 };
  return {
    figuresOf: (domain) => domains.get(domain),
    receives: (domain) => (domains.get(domain)?.delivered ?? 0) > 0,
    busiest: [...domains]
      .filter(([, { delivered }]) => delivered >= LEAST_BUSY)
      .sort(([, a], [, b]) => b.delivered - a.delivered)
      .slice(0, MOST_BUSIEST)
      .map(([name]) => name),
    beliefOf: (domain) =>
      domainBelief(all, providers.get(providerOf(domain)) ?? nothing, domains.get(domain)?.recent ?? nothing),
  };
}
