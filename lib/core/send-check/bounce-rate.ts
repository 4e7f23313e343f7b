import { type Interval, wilson } from "@/lib/core/statistics";

/** Mail of the last {@link RATE_DAYS} days, without what was suppressed. */
export interface Sent {
  /** Delivered or bounced. */
  mails: number;
  hard: number;
}

/** A share of mail that bounces, as far as it is known: a Beta distribution by its mean and its weight in mails. */
export interface Belief {
  mean: number;
  weight: number;
}

export const RATE_DAYS = 90;
/** Of an organisation of which nothing is known: 1 in 100, worth a hundred mails. */
const NOTHING_KNOWN: Belief = { mean: 0.01, weight: 100 };
/** What is known of the whole is worth so many mails to one provider; of the provider, to one domain; of it, to one address. */
const TO_PROVIDER = 200;
const TO_DOMAIN = 50;
const TO_ADDRESS = 0.5;

const learn = ({ mean, weight }: Belief, { mails, hard }: Sent): Belief => ({
  mean: (mean * weight + hard) / (weight + mails),
  weight: weight + mails,
});

/** The share of mail to a domain that bounces hard: its own figures drawn towards its provider's, those towards all. */
export function domainBelief(all: Sent, provider: Sent, domain: Sent): Belief {
  const whole = learn(NOTHING_KNOWN, all);
  const near = learn({ mean: whole.mean, weight: TO_PROVIDER }, provider);
  return learn({ mean: near.mean, weight: TO_DOMAIN }, domain);
}

/** How likely the next mail to an address is to bounce hard. */
export interface Chance {
  mean: number;
  /** How much of it rests on the domain's share, 0 to 1; and on which domain. */
  leaning: number;
  domain: number;
}

/**
 * @param run of equal ends since the last different one: hard bounces, or mails accepted
 */
export function addressChance(
  belief: Belief,
  domain: number,
  run: { hard: number; accepted: number },
): Chance {
  const weight = TO_ADDRESS + run.hard + run.accepted;
  return { mean: (TO_ADDRESS * belief.mean + run.hard) / weight, leaning: TO_ADDRESS / weight, domain };
}

export interface ExpectedRate extends Interval {
  rate: number;
  /** Addresses that it is over. */
  addresses: number;
}

/**
 * The share of one mail to each of these addresses that is expected to bounce hard, with its 95 % interval: addresses of
 * one domain err together, since its share is only known so well. Null over no address.
 * @param counts how many addresses have each chance
 */
export function expectedRate(
  chances: readonly Chance[],
  counts: readonly number[],
  beliefs: readonly Belief[],
): ExpectedRate | null {
  let [addresses, bounces, variance] = [0, 0, 0];
  const leaning = new Map<number, number>();
  for (const [i, chance] of chances.entries()) {
    const n = counts[i] ?? 0;
    if (n === 0) continue;
    addresses += n;
    bounces += n * chance.mean;
    const shared = chance.leaning ** 2 * spread(beliefs[chance.domain]);
    variance += n * Math.max(0, chance.mean * (1 - chance.mean) - shared);
    leaning.set(chance.domain, (leaning.get(chance.domain) ?? 0) + n * chance.leaning);
  }
  if (addresses === 0) return null;
  for (const [domain, sum] of leaning) variance += sum ** 2 * spread(beliefs[domain]);
  const rate = bounces / addresses;
  if (variance === 0) return { rate, low: rate, high: rate, addresses };
  // As many independent addresses as would vary as much: so the interval stays within 0 and 1 (Wilson).
  const effective = (rate * (1 - rate) * addresses ** 2) / variance;
  return { rate, ...wilson(rate * effective, effective), addresses };
}

/** The variance of a Beta distribution. */
const spread = (belief: Belief | undefined): number =>
  belief ? (belief.mean * (1 - belief.mean)) / (belief.weight + 1) : 0;
