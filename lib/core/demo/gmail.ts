import type { SpamRow } from "../gmail/spam-file";
import { CLUB, CRM } from "./bookshop";
import type { DemoReportOptions } from "./dmarc";
import { happens } from "./incidents";
import { random } from "./random";

const DAY = 86_400_000;
/** Gmail tells a day two days later. */
const LATE = 2;

/** What Gmail told of the shop's newsletters: small shares of a percent, but for the days of the bought list and the day after. */
export function demoSpamRates({ now, days, seed }: DemoReportOptions): SpamRow[] {
  const chance = random(seed + 2);
  const today = Math.floor(now / DAY);
  return Array.from({ length: Math.max(0, days - LATE) }, (_, place) => days - 1 - place).flatMap((ago) =>
    [CLUB.domain, CRM.domain].map((domain): SpamRow => {
      const bought = happens("boughtList", ago) || happens("boughtList", ago + 1);
      const share = bought ? chance.between(0.0014, 0.0036) : chance.between(0.0002, 0.0008);
      return { domain, day: today - ago, rate: Math.round(share * 1_000_000) };
    }),
  );
}
