"use client";

import { TrendChart } from "@/components/charts/trend-chart";
import { dayWords } from "@/components/filter/words";
import { ChartCard } from "@/components/ui/chart-card";
import { denominatorWords, metricOf } from "@/lib/core/metrics";
import { ACS_LINE } from "./trend-words";

/** The chart that waits for its first day. */
export function EmptyTrend({ days }: { days: string[] }) {
  const today = days.at(-1) ?? "";
  const point = { rate: null, low: 0, high: 0, before: null, incomplete: false, noData: false };
  const wordOf = (index: number) => dayWords(days[index] ?? today, today);
  return (
    <ChartCard
      id="trend"
      title={metricOf("failures").rateTitle}
      denominator={denominatorWords("failures", "sent")}
      summary="No data yet. About 200 deliveries are needed before a rate can be judged against 2%."
    >
      <div className="mt-3">
        <TrendChart
          label="Failure rate: no data yet"
          points={days.map(() => point)}
          limits={[ACS_LINE]}
          heights={{ wide: 200, narrow: 200 }}
          word={wordOf}
          valueWord={() => ""}
          describe={(index) => `${wordOf(index)}: no data`}
          tip={(index) => `${wordOf(index)}: no data`}
        />
      </div>
    </ChartCard>
  );
}
