import { dayWords } from "@/components/filter/words";
import { count, percent } from "@/lib/core/format";
import { rate } from "@/lib/core/statistics";
import { failuresOf } from "@/lib/core/totals";
import type { CodeCount } from "@/lib/server/reports/codes";
import type { Series, SeriesDay } from "@/lib/server/reports/series";

/** From so many days on, two that hold a fifth of all bounces are news. */
const ENOUGH_DAYS = 14;
const NEWS = 0.2;

/** The sentence that opens the screen: where the bounces are, or what makes most of them. */
export function openingSentence(series: Series, codes: CodeCount[], today: string): string {
  const { total } = series;
  const bounces = failuresOf(total);
  if (total.sent === 0) return "No mail was sent in these days.";
  if (bounces === 0) return `Nothing bounced: all ${count(total.sent)} mails that were sent were accepted.`;
  return worstDays(series, today) ?? mostFrequent(series, codes);
}

/** Two days that stand out, and how it is without them. */
function worstDays({ days, total, totalBefore }: Series, today: string): string | null {
  const known = days.filter((day) => !day.noData);
  const worst = [...known].sort((a, b) => failuresOf(b) - failuresOf(a)).slice(0, 2);
  const share = (failuresOf(worst[0] ?? total) + failuresOf(worst[1] ?? total)) / failuresOf(total);
  if (known.length < ENOUGH_DAYS || share < NEWS) return null;
  const others = known.filter((day) => !worst.includes(day));
  const sum = (count: (day: SeriesDay) => number) => others.reduce((all, day) => all + count(day), 0);
  const names = worst.map(({ day }) => day).sort();
  const when = names.map((day) => dayWords(day, today)).join(" and ");
  const without = percent(
    rate(
      sum((day) => day.hard),
      sum((day) => day.sent),
    ),
  );
  const before = rate(totalBefore.hard, totalBefore.sent);
  const against = before === null ? "" : `, against ${percent(before)} in the period before`;
  return `${shareWords(share)} of all bounces fell on ${when}. Without these two days, hard bounces stand at ${without}${against}.`;
}

function mostFrequent({ total }: Series, [first]: CodeCount[]): string {
  const all = `${percent(rate(failuresOf(total), total.sent))} of what was sent bounced: ${count(failuresOf(total))} of ${count(total.sent)}.`;
  return first
    ? `${all} The most frequent reason is “${first.title}”, with ${shareWords(first.share).toLowerCase()} of them.`
    : all;
}

const FRACTIONS: [share: number, words: string][] = [
  [0.25, "a quarter"],
  [1 / 3, "a third"],
  [0.5, "half"],
  [2 / 3, "two thirds"],
  [0.75, "three quarters"],
];

/** A share as people say it: "Nearly a quarter", "A third", else "23%". */
export function shareWords(share: number): string {
  if (share >= 0.9995) return "All";
  for (const [fraction, words] of FRACTIONS) {
    if (Math.abs(share - fraction) < 0.005) return words[0]!.toUpperCase() + words.slice(1);
    if (share < fraction && fraction - share < 0.025) return `Nearly ${words}`;
  }
  return `${Math.round(share * 100)}%`;
}
