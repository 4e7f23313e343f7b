import type { TrendPoint } from "@/components/charts/trend-layout";
import { dayWords } from "@/components/filter/words";
import { count, counted, percent } from "@/lib/core/format";
import { rate, wilson } from "@/lib/core/statistics";
import type { Engagement, ReadTotals } from "@/lib/server/reports/engagement";

/** What the chart can show, each over delivered mail. */
export const MEASURES = {
  people: { label: "Opened by people", key: "openedByPeople", title: "Opened by people" },
  clicks: { label: "Clicked by people", key: "clickedByPeople", title: "Clicked by people" },
  opened: { label: "Opened, raw", key: "opened", title: "Opened, machines included" },
  clicked: { label: "Clicked, raw", key: "clicked", title: "Clicked, machines included" },
} as const satisfies Record<string, { label: string; key: keyof ReadTotals; title: string }>;
export type Measure = keyof typeof MEASURES;

export const isMeasure = (text: string | null): text is Measure =>
  text !== null && Object.hasOwn(MEASURES, text);

/** The days of the report as points of the trend chart. */
export function pointsOf({ days, before }: Engagement, measure: Measure): TrendPoint[] {
  const { key } = MEASURES[measure];
  return days.map((day, index) => {
    const other = before[index];
    return {
      rate: rate(day[key], day.delivered),
      ...wilson(day[key], day.delivered),
      before: other ? rate(other[key], other.delivered) : null,
      incomplete: day.incomplete,
      noData: day.delivered === 0 && !day.incomplete,
    };
  });
}

/** The page's first sentence. */
export function openingOf({ total }: Engagement): string {
  if (total.delivered === 0) return "No mail was delivered in these days.";
  if (total.opened + total.clicked === 0)
    return "Nothing reports opens or clicks of named readers in these days, which is not the same as nobody reading.";
  const out = total.opened - total.openedByPeople;
  const machines =
    out > 0
      ? ` Machines alone opened ${count(out)} more, ${percent(rate(out, total.opened))} of all opens.`
      : "";
  return `People opened ${percent(rate(total.openedByPeople, total.delivered))} of the delivered mail and clicked in ${percent(rate(total.clickedByPeople, total.delivered))}.${machines}`;
}

/** One day in words. */
export function dayFacts({ days }: Engagement, measure: Measure, index: number, today: string) {
  const day = days[index];
  const k = day?.[MEASURES[measure].key] ?? 0;
  const n = day?.delivered ?? 0;
  return {
    day: dayWords(day?.day ?? today, today) + (day?.incomplete ? ", so far" : ""),
    rate: percent(rate(k, n)),
    share: `${count(k)} of ${counted(n, "delivered mail")}`,
  };
}
