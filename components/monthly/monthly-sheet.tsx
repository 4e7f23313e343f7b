import { dayWords } from "@/components/filter/words";
import { Figures } from "@/components/overview/figures";
import { Sentence } from "@/components/overview/sentence";
import { Trend } from "@/components/overview/trend";
import { GLYPH } from "@/components/overview/verdict";
import { StateGlyph, StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { countDays } from "@/lib/core/buckets";
import { count, day, percent } from "@/lib/core/format";
import { daysOfMonth, monthOf, monthWords } from "@/lib/core/month";
import type { Monthly } from "@/lib/server/reports/monthly";
import { MonthlyCodes, MonthlyProviders } from "./monthly-tables";

interface MonthlySheetProps {
  report: Monthly;
  organisation: string;
  today: string;
  now: number;
}

const ENTRY_WORDS: Record<string, string> = {
  ...{
    complaint: "complained",
    unsubscribe: "unsubscribed",
    manual: "entered by hand",
    import: "imported",
    soft: "soft bounces",
  },
};

/** A month on a few sheets of paper: verdict, figures, providers, trend, codes, suppressions, incidents. */
export function MonthlySheet({ report, organisation, today, now }: MonthlySheetProps) {
  const { month, filter, before, verdict, series } = report;
  const earlier = monthWords(monthOf(before.from));
  const whole = before.to === daysOfMonth(monthOf(before.from)).to;
  const against = `${earlier}${whole ? "" : `, its first ${countDays(before.from, before.to)} days`}`;
  const first = filter.to < today ? null : `so far, to ${dayWords(filter.to, today)}`;
  return (
    <article className="sheet">
      <p className="text-sm text-ink-3">
        {organisation}
        {filter.sender && `, ${filter.sender}`}. Written {day(now, filter.tz, 0)}, days are {filter.tz}.
      </p>
      <h2 className="sheet-title">
        Mail in {monthWords(month)}
        {first && <span className="text-ink-3">, {first}</span>}
      </h2>
      {series.total.attempted === 0 ? (
        <p>No mail is known of this month.</p>
      ) : (
        <>
          <p className="mt-4">
            <StateLabel state={GLYPH[verdict.state]} pill>
              {verdict.word}
            </StateLabel>{" "}
            <span className="text-sm text-ink-3">as of the seven days to {dayWords(verdict.to, today)}</span>
          </p>
          <p className="opening mt-2">
            <Sentence pieces={verdict.sentence} />
          </p>
          <ul className="reasons mb-5">
            {verdict.reasons.map(({ tone, pieces, link }) => (
              <li key={link.href + link.text}>
                <span className={`state-${tone}`}>
                  <StateGlyph state={tone} />
                </span>
                <span>
                  <Sentence pieces={pieces} />
                </span>
              </li>
            ))}
          </ul>
          <p className="mb-2 text-sm text-ink-3">Compared with {against}.</p>
          <Figures series={series} coverage={report.providers.coverage} />
          <MonthlyProviders
            providers={report.providers}
            failedBefore={report.failedBefore}
            before={earlier}
          />
          <p className="mt-2 text-xs text-ink-3">
            Sent = attempted − suppressed. A delivery counts on the day it was sent; providers are counted by
            UTC day.
          </p>
          <div className="mt-7">
            <Trend {...{ filter, series, today }} against={`${against}, date by date`} />
          </div>
          <MonthlyCodes codes={report.codes} bounces={report.bounces} />
        </>
      )}
      <Suppressions report={report} />
      <Incidents report={report} now={now} />
    </article>
  );
}

function Suppressions({ report: { entries, leases, series } }: { report: Monthly }) {
  return (
    <section>
      <h3 className="heading">Suppressions</h3>
      <p className="mt-1.5">
        {count(series.total.suppressed)} mails were held back (
        {percentOf(series.total.suppressed, series.total.attempted)} of attempted). {count(leases)} addresses
        began a lease that is still their latest.{" "}
        {entries.length === 0
          ? "No entry without a lease was added."
          : `Entries added: ${entries.map(({ reason, count: n }) => `${count(n)} ${ENTRY_WORDS[reason] ?? reason}`).join(", ")}.`}
      </p>
    </section>
  );
}

const percentOf = (k: number, n: number): string => percent(n > 0 ? k / n : null);

function Incidents({ report: { incidents, filter }, now }: { report: Monthly; now: number }) {
  return (
    <section>
      <div className="section-head">
        <h3 className="heading">Incidents</h3>
        {incidents.length > 0 && (
          <span className="aside">
            <TableExport data={incidents} what="the incidents" />
          </span>
        )}
      </div>
      {incidents.length === 0 ? (
        <p className="mt-1.5">None was open.</p>
      ) : (
        <table className="data-table mt-2">
          <thead>
            <tr>
              <th scope="col">Incident</th>
              <th scope="col">Opened</th>
              <th scope="col">Resolved</th>
            </tr>
          </thead>
          <tbody>
            {incidents.map(({ id, name, openedAt, resolvedAt }) => (
              <tr key={id}>
                <th scope="row">
                  {id}. {name}
                </th>
                <td>{day(openedAt, filter.tz, now)}</td>
                <td>{resolvedAt === null ? "open" : day(resolvedAt, filter.tz, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
