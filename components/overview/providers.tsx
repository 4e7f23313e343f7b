import { useRef } from "react";
import { MiniTrend } from "@/components/charts/mini-trend";
import { ticks } from "@/components/charts/scale";
import { dayWords } from "@/components/filter/words";
import { ChartExport } from "@/components/ui/chart-export";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { percent } from "@/lib/core/format";
import { wilson } from "@/lib/core/statistics";
import type { ProviderRow, Providers as ProvidersReport } from "@/lib/server/reports/providers";
import { ACS_LIMIT } from "./trend-words";

/** Peaks beyond this are cut: one bad day must not flatten all the others. */
const TOP = 0.04;
/** How many of the last days say how it stands now. */
const LATELY = 7;

interface ProvidersProps {
  providers: ProvidersReport;
  today: string;
}

/** The mailbox providers side by side on one scale. */
export function Providers({ providers, today }: ProvidersProps) {
  const figure = useRef<HTMLElement>(null);
  if (providers.rows.length === 0) return <Note>No mail was sent in these days.</Note>;
  const highest = Math.max(ACS_LIMIT, ...providers.rows.map(({ peak }) => peak?.rate ?? 0));
  const top = Math.min(TOP, ticks(highest).at(-1) ?? TOP);
  const data = providers.rows.flatMap(({ name, days }) => days.map((day) => ({ provider: name, ...day })));
  return (
    <section ref={figure} aria-labelledby="providers-title">
      <div className="section-head">
        <h2 className="heading" id="providers-title">
          By mailbox provider
        </h2>
        <span className="text-sm text-ink-3">
          failure rate per UTC day, one scale, 0 to {percent(top).replace(".00", "")}; the red line is ACS 2%
          {highest > top && "; a double stroke marks a peak beyond"}
        </span>
        <span className="aside text-sm text-ink-3">
          <ChartExport {...{ figure, title: "Mailbox providers", data }} />
        </span>
      </div>
      <div className="multiples" data-drawing>
        {providers.rows.map((row) => (
          <Multiple key={row.name} row={row} top={top} today={today} />
        ))}
      </div>
    </section>
  );
}

function Multiple({ row, top, today }: { row: ProviderRow; top: number; today: string }) {
  const words = `failure rate per day, ${percent(row.rate)} over the period`;
  return (
    <div>
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="truncate font-medium">{row.name}</h3>
        <span className="text-xs whitespace-nowrap text-ink-3">
          {Math.round((row.share ?? 0) * 100)}%<span className="max-wide:hidden"> of mail</span>
        </span>
      </div>
      <p className="mt-0.5 mb-1.5 flex items-baseline gap-1.5">
        <span className="text-[17px] leading-6 font-medium">{percent(row.rate)}</span>
        {row.peak && (
          <span className="truncate text-xs text-ink-3" title={dayWords(row.peak.day, today)}>
            peak {(row.peak.rate * 100).toFixed(1)}%
          </span>
        )}
      </p>
      <MiniTrend
        label={`${row.name}: ${words}`}
        rates={row.days.map(({ rate }) => rate)}
        top={top}
        limit={ACS_LIMIT}
      />
      <p className="mt-1 text-xs">
        <Lately row={row} />
      </p>
    </div>
  );
}

/** How the last seven days stand against the limit; within chance of it is "close". */
function Lately({ row }: { row: ProviderRow }) {
  const last = row.days.slice(-LATELY);
  const sent = last.reduce((sum, day) => sum + day.sent, 0);
  const failed = last.reduce((sum, day) => sum + day.failed, 0);
  if (sent === 0) return <StateLabel state="none">No mail lately</StateLabel>;
  const { low, high } = wilson(failed, sent);
  if (low > ACS_LIMIT) return <StateLabel state="alert">Over 2% this week</StateLabel>;
  if (failed / sent > ACS_LIMIT) return <StateLabel state="watch">Around 2% this week</StateLabel>;
  if (high > ACS_LIMIT) return <StateLabel state="none">Too few to say</StateLabel>;
  return <StateLabel state="ok">Below 2% this week</StateLabel>;
}
