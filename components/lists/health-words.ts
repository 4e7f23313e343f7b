import { count, counted, percent } from "@/lib/core/format";
import { churnOf, type Growth, type SilentDays } from "@/lib/core/list-health";
import { rate } from "@/lib/core/statistics";
import type { ListHealth, Reach } from "@/lib/server/reports/list-health";

/** "+312", "−4", "0": with a true minus sign. */
export const signed = (n: number): string => (n > 0 ? `+${count(n)}` : n < 0 ? `−${count(-n)}` : "0");

/** "2.10%" and "21 of 1,000": who left in 28 days. */
export function churnWords(growth: Growth): { rate: string; basis: string } {
  const { k, n } = churnOf(growth);
  return { rate: percent(rate(k, n)), basis: `${count(k)} of ${count(n)}` };
}

/** The page's first sentences. */
export function openingOf({ rows }: ListHealth, place: number, days: SilentDays): string {
  const [all] = rows;
  if (!all) return "There is no list yet.";
  const { joined, left } = all.recent;
  const change = joined - left;
  const moved =
    change === 0
      ? "as many subscriptions as 28 days ago"
      : `${counted(Math.abs(change), "subscription")} ${change > 0 ? "more" : "fewer"} than 28 days ago`;
  const people = all.reach ? `${counted(all.reach.people, "person", "people")} on your lists, ` : "";
  return `${people}${moved}.${reachSentence(all.reach, place, days)}`.replace(/^./, (letter) =>
    letter.toUpperCase(),
  );
}

function reachSentence(reach: Reach | null, place: number, days: SilentDays): string {
  if (!reach || reach.people === 0) return "";
  const { dead, silent, people } = reach;
  return ` ${percent(rate(dead, people))} cannot be reached any more, ${percent(rate(silent[place] ?? 0, people))} read nothing in ${days} days.`;
}
