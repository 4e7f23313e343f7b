"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { DmarcChart } from "@/components/charts/dmarc-chart";
import { filterHref } from "@/components/filter/href";
import { dayWords, spanWords, weekdayWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { reportPath } from "@/lib/client/queries";
import { OWN_WATCH } from "@/lib/core/authentication/judge";
import type { Filter } from "@/lib/core/filter";
import { count, counted, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import type { Authentication, DmarcDay } from "@/lib/server/reports/authentication";

interface ResultCardProps {
  filter: Filter;
  report: Authentication;
  today: string;
}

/** The share that fails above the volume, by UTC day; a day narrows the page to itself. */
export function ResultCard({ filter, report, today }: ResultCardProps) {
  const router = useRouter();
  const { days, total, reports, receivers, through } = report;
  const dayOf = (index: number) => days[index]?.day ?? today;
  const open = (index: number) =>
    router.push(
      filterHref("/authentication", { ...filter, from: dayOf(index), to: dayOf(index), preset: null }),
    );
  const span = spanWords(filter, today);
  return (
    <ChartCard
      id="results"
      title="DMARC result"
      denominator="share that fails, then messages per day; as receivers report it, days are UTC"
      summary={`${counted(total.n, "message")} in ${counted(reports, "report")} from ${counted(receivers, "receiver")}: ${percent(rate(total.failed, total.n))} failed, ${count(total.failed)} of ${count(total.n)}.${total.disagreeing > 0 ? ` Of ${counted(total.disagreeing, "message")} the receiver's verdict and its own results differ.` : ""}`}
      note={
        <>
          Reports come up to two days late{through && `; the latest is about ${dayWords(through, today)}`}.{" "}
          <Link href={filterHref("/authentication/reports", filter)}>The reports</Link>
        </>
      }
      data={reportPath("authentication", filter)}
      table={<DayTable days={days} today={today} />}
    >
      <div className="mt-3" data-drawing>
        <DmarcChart
          points={days.map(({ n, failed }) => ({ aligned: n - failed, failed, rate: rate(failed, n) }))}
          watch={OWN_WATCH}
          labels={{
            rate: `Share that fails DMARC, ${span}: walk the days with the arrow keys, Enter opens a day`,
            volume: `Messages per day by DMARC result, ${span}`,
          }}
          totals={{
            failed: percent(rate(total.failed, total.n)),
            aligned: percent(rate(total.n - total.failed, total.n)),
          }}
          word={(index) => dayWords(dayOf(index), today)}
          countWord={count}
          describe={(index) => `${weekdayWords(dayOf(index), today)}: ${words(days[index])}`}
          tip={(index) => <Tip day={days[index]} title={weekdayWords(dayOf(index), today)} />}
          onOpen={open}
        />
      </div>
    </ChartCard>
  );
}

const words = (day: DmarcDay | undefined): string =>
  !day || day.n === 0 ? "no report" : `${count(day.failed)} of ${counted(day.n, "message")} failed`;

function Tip({ day, title }: { day: DmarcDay | undefined; title: string }) {
  if (!day || day.n === 0)
    return (
      <>
        <b className="font-medium">{title}, UTC</b>
        <p>no report</p>
      </>
    );
  return (
    <>
      <b className="font-medium">{title}, UTC</b>
      <dl>
        <dt>Failed</dt>
        <dd>
          {count(day.failed)} · {percent(rate(day.failed, day.n))}
        </dd>
        <dt>DKIM aligned</dt>
        <dd>{count(day.dkim)}</dd>
        <dt>SPF aligned</dt>
        <dd>{count(day.spf)}</dd>
        <dt>Messages</dt>
        <dd>{count(day.n)}</dd>
      </dl>
      <p>Enter narrows the page to this day</p>
    </>
  );
}

function DayTable({ days, today }: { days: DmarcDay[]; today: string }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Day (UTC)</th>
          {["Messages", "DKIM aligned", "SPF aligned", "Failed", "Share", "Refused"].map((name) => (
            <th scope="col" className="end" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, n, dkim, spf, failed, rejected }) => (
          <tr key={day}>
            <th scope="row">{dayWords(day, today)}</th>
            <td className="end">{n > 0 ? count(n) : "no report"}</td>
            <td className="end">{count(dkim)}</td>
            <td className="end">{count(spf)}</td>
            <td className="end">{count(failed)}</td>
            <td className="end">{percent(rate(failed, n))}</td>
            <td className="end">{count(rejected)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
