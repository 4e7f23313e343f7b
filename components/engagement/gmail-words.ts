import type { TrendPoint } from "@/components/charts/trend-layout";
import { dayWords } from "@/components/filter/words";
import { percent } from "@/lib/core/format";
import type { SpamDomain } from "@/lib/core/gmail/spam-domains";

/** What Gmail asks senders to stay below, and what they must never reach; proportions. */
export const GMAIL_LIMITS = [
  { value: 0.001, name: "asked 0.10%", short: "0.10%" },
  { value: 0.003, name: "never 0.30%", short: "0.30%" },
] as const;

const [ASKED, NEVER] = GMAIL_LIMITS;

/** How a rate stands against Gmail's two lines, in words. */
export function standingOf(rate: number): string {
  if (rate >= NEVER.value) return "at or above 0.30%, which must never be reached";
  return rate >= ASKED.value ? "above the 0.10% that Gmail asks for" : "below the 0.10% that Gmail asks for";
}

/** One domain in a sentence. */
export function spamSentence({ domain, latest, highest }: SpamDomain, today: string): string {
  const last = `${domain}: ${percent(latest.rate)} on ${dayWords(latest.day, today)}, ${standingOf(latest.rate)}.`;
  return highest.day === latest.day || highest.rate === latest.rate
    ? last
    : `${last} Highest ${percent(highest.rate)} on ${dayWords(highest.day, today)}.`;
}

/** The days of a domain as points of the trend chart. Gmail tells a rate without its volume: there is no interval. */
export const spamPoints = (days: readonly string[], { rates }: SpamDomain, today: string): TrendPoint[] =>
  rates.map((rate, index) => ({
    ...{ rate, low: rate ?? 0, high: rate ?? 0, before: null },
    // The latest days have yet to be told.
    incomplete: false,
    noData: rate === null && (days[index] ?? "") < today,
  }));
