/** What Gmail told of one day; the rate is a proportion. */
export interface ToldRate {
  /** As Gmail names it. */
  day: string;
  domain: string;
  rate: number;
}

/** A sender domain over the days of a report. */
export interface SpamDomain {
  domain: string;
  /** By day of the report; null where Gmail told none. */
  rates: (number | null)[];
  /** The last that was told in these days, and the highest. */
  latest: ToldRate;
  highest: ToldRate;
}

/** The domains of which something was told, the highest rate first. @param told by domain and day, ascending */
export function spamDomains(days: readonly string[], told: readonly ToldRate[]): SpamDomain[] {
  const places = new Map(days.map((day, place) => [day, place]));
  const found = new Map<string, SpamDomain>();
  for (const one of told) {
    const place = places.get(one.day);
    if (place === undefined) continue;
    const { domain, rate } = one;
    const known = found.get(domain);
    const rates = known?.rates ?? days.map(() => null);
    rates[place] = rate;
    const highest = known && known.highest.rate >= rate ? known.highest : one;
    found.set(domain, { domain, rates, latest: one, highest });
  }
  return [...found.values()].sort(
    (a, b) => b.highest.rate - a.highest.rate || (a.domain < b.domain ? -1 : 1),
  );
}
