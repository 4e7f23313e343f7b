"use client";

import Link from "next/link";
import { TrendChart } from "@/components/charts/trend-chart";
import { useUrlState } from "@/components/filter/use-url-state";
import { dayWords, weekdayWords } from "@/components/filter/words";
import { Card } from "@/components/ui/card";
import { ChartCard } from "@/components/ui/chart-card";
import { Select } from "@/components/ui/field";
import { reportPath } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { percent } from "@/lib/core/format";
import { type SpamDomain, spamDomains } from "@/lib/core/gmail/spam-domains";
import type { GmailSpam } from "@/lib/server/reports/gmail-spam";
import { GMAIL_LIMITS, spamPoints, spamSentence } from "./gmail-words";

interface GmailCardProps {
  filter: Filter;
  spam: GmailSpam;
  today: string;
  mayImport: boolean;
}

const TITLE = "Spam rate at Gmail";

/** What readers at Gmail reported as spam, by sender domain, against Gmail's own two lines. */
export function GmailCard({ filter, spam, today, mayImport }: GmailCardProps) {
  const [asked, setDomain] = useUrlState("domain");
  const domains = spamDomains(spam.days, spam.rows);
  const shown = domains.find(({ domain }) => domain === asked) ?? domains[0];
  const bring = mayImport && (
    <Link className="btn" href="/engagement/gmail">
      Bring a file
    </Link>
  );
  if (!shown)
    return (
      <Card id="gmail" title={TITLE} subtitle="reported by its readers, as Gmail tells it" aside={bring}>
        <p className="text-ink-2">
          Gmail passes no complaint on; it tells a rate by day in its Postmaster Tools. None is known of these
          days.{" "}
          {mayImport
            ? "Bring the file that they export, or connect them in the settings."
            : "An admin can bring the file that they export, or connect them."}
        </p>
      </Card>
    );
  const rateOf = (index: number) => shown.rates[index] ?? null;
  const told = (index: number) => {
    const rate = rateOf(index);
    return rate === null ? "Gmail told none" : percent(rate);
  };
  const name = (index: number) => weekdayWords(spam.days[index] ?? today, today);
  return (
    <ChartCard
      id="gmail"
      title={TITLE}
      denominator="reported as spam by readers, of mail in inboxes of active readers"
      controls={
        <>
          {domains.length > 1 && (
            <Select
              aria-label="Sender domain"
              className="w-auto max-w-[220px]"
              value={shown.domain}
              onChange={({ target }) => setDomain(target.value)}
            >
              {domains.map(({ domain }) => (
                <option key={domain}>{domain}</option>
              ))}
            </Select>
          )}
          {bring}
        </>
      }
      summary={spamSentence(shown, today)}
      note="As Gmail tells it, a day or two later. Days with too little mail have none. It is in no score: Gmail tells no volume."
      data={reportPath("gmail-spam", filter)}
      table={<SpamTable days={spam.days} domains={domains} today={today} />}
    >
      <div className="mt-3">
        <TrendChart
          label={`${TITLE}, ${shown.domain}: walk the days with the arrow keys`}
          points={spamPoints(spam.days, shown, today)}
          limits={[...GMAIL_LIMITS]}
          heights={{ wide: 230, narrow: 210 }}
          word={(index) => dayWords(spam.days[index] ?? today, today)}
          valueWord={percent}
          describe={(index) => `${name(index)}: ${told(index)}`}
          tip={(index) => (
            <>
              <b className="font-medium">{name(index)}</b>
              <dl>
                <dt>{shown.domain}</dt>
                <dd className="font-semibold">{told(index)}</dd>
              </dl>
            </>
          )}
        />
      </div>
    </ChartCard>
  );
}

interface SpamTableProps {
  days: string[];
  domains: SpamDomain[];
  today: string;
}

function SpamTable({ days, domains, today }: SpamTableProps) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          {domains.map(({ domain }) => (
            <th scope="col" className="end" key={domain}>
              {domain}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day, index) => (
          <tr key={day}>
            <th scope="row">{dayWords(day, today)}</th>
            {domains.map(({ domain, rates }) => (
              <td className="end" key={domain}>
                {percent(rates[index] ?? null)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
