import { providerOf } from "@/lib/core/provider";
import { type Belief, domainBelief, RATE_DAYS, type Sent } from "@/lib/core/send-check/bounce-rate";
import type { KnownDomains } from "@/lib/core/send-check/typo";
import type { Database } from "./database";

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

/** Reads the rollup by recipient domain, once. */
export async function domainFigures(db: Database, now: Date): Promise<Domains> {
  const from = Math.floor(now.getTime() / DAY) - RATE_DAYS;
  type Row = { name: string; delivered: number; soft: number; hard: number; mails: number; recent: number };
  const rows = await db.$queryRaw<Row[]>`
    select name, sum(delivered)::float8 as delivered, sum(soft)::float8 as soft, sum(hard)::float8 as hard,
      coalesce(sum(delivered + soft + spam + hard) filter (where day > ${from}), 0)::float8 as mails,
      coalesce(sum(hard) filter (where day > ${from}), 0)::float8 as recent
    from per_domain join recipient_domain on recipient_domain.id = domain group by name`;
  const domains = new Map<string, DomainFigures>();
  const providers = new Map<string, Sent>();
  const all: Sent = { mails: 0, hard: 0 };
  for (const { name, delivered, soft, hard, mails, recent } of rows) {
    domains.set(name, { delivered, soft, hard, recent: { mails, hard: recent } });
    const provider = providers.get(providerOf(name)) ?? { mails: 0, hard: 0 };
    providers.set(providerOf(name), { mails: provider.mails + mails, hard: provider.hard + recent });
    all.mails += mails;
    all.hard += recent;
  }
  const nothing: Sent = { mails: 0, hard: 0 };
  return {
    figuresOf: (domain) => domains.get(domain),
    receives: (domain) => (domains.get(domain)?.delivered ?? 0) > 0,
    busiest: rows
      .filter((row) => row.delivered >= LEAST_BUSY)
      .sort((a, b) => b.delivered - a.delivered)
      .slice(0, MOST_BUSIEST)
      .map((row) => row.name),
    beliefOf: (domain) =>
      domainBelief(all, providers.get(providerOf(domain)) ?? nothing, domains.get(domain)?.recent ?? nothing),
  };
}
