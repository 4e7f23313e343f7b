import { addDays, countDays, dayNumber } from "@/lib/core/buckets";
import { daysOf, type Filter, PRESETS, type Preset, periodBefore } from "@/lib/core/filter";
import { day as dayWord } from "@/lib/core/format";

export const PRESET_WORDS: Record<Preset, string> = {
  today: "Today",
  yesterday: "Yesterday",
  "7d": "Last 7 days",
  "28d": "Last 28 days",
  "90d": "Last 90 days",
  "365d": "Last 365 days",
  month: "This month",
};

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** A local day in words: "27 Oct", with the year where it is not that of `relativeTo`. */
export const dayWords = (day: string, relativeTo: string): string =>
  dayWord(dayNumber(day), "UTC", dayNumber(relativeTo));

/** "Wed 18 Nov" */
export const weekdayWords = (day: string, relativeTo: string): string =>
  `${WEEKDAYS[new Date(dayNumber(day)).getUTCDay()]} ${dayWords(day, relativeTo)}`;

/** "27 Oct – 23 Nov", or one day. */
export function spanWords({ from, to }: { from: string; to: string }, today: string): string {
  return from === to ? dayWords(from, today) : `${dayWords(from, today)} – ${dayWords(to, today)}`;
}

/** "28 days before", "the day before": what the period is compared with. */
export function beforeWords(filter: Filter): string {
  const length = countDays(filter.from, filter.to);
  const shift = countDays(periodBefore(filter).from, filter.from) - 1;
  if (length === shift) return `${length} days before`;
  return shift === 7 ? "a week before" : `${shift / 7} weeks before`;
}

/** The filter moved by its own length; null where that would begin after today. */
export function stepped(filter: Filter, direction: -1 | 1, today: string): Filter | null {
  const shift = countDays(filter.from, filter.to) * direction;
  const from = addDays(filter.from, shift);
  if (from > today) return null;
  const last = addDays(filter.to, shift);
  const to = last > today ? today : last;
  const named = PRESETS.find((preset) => {
    const days = daysOf(preset, today);
    return days.from === from && days.to === to;
  });
  return { ...filter, from, to, preset: named ?? null };
}
