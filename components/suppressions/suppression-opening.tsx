import { boundedSum, boundedWords } from "@/lib/core/bounded-count";
import type { SuppressionCounts } from "@/lib/server/reports/suppression-counts";
import { capital } from "./words";

const words = (n: number) => boundedWords(boundedSum(n));

/**
 * How many suppressions stand, and how many of them end by themselves: as a sentence. Not how many addresses: one that two
 * reasons hold would have to be looked for among millions.
 */
export function SuppressionOpening({ counts, endingSoon, withEnd }: SuppressionCounts) {
  const all = allOf(counts);
  const { bounce, ...others } = counts;
  if (all.n === 0) return <p className="opening">No address is kept from being mailed.</p>;
  const by =
    bounce === 0
      ? withEnd === 0
        ? ", all of them without end"
        : ` by entries, ${words(withEnd)} of them with an end`
      : boundedSum(...Object.values(others)).n === 0
        ? `, ${all.n === 1 ? "by a lease" : "each by a lease"}`
        : `: ${words(bounce)} by a lease, the others ${withEnd === 0 ? "without end" : "by entries"}`;
  const soon = ` ${capital(words(endingSoon))} ${endingSoon === 1 ? "lease runs" : "leases run"} out within a day.`;
  return (
    <p className="opening">
      {capital(boundedWords(all))} {all.n === 1 ? "suppression keeps" : "suppressions keep"} mail back{by}.
      {endingSoon > 0 && soon}
    </p>
  );
}

/** All suppressions of every reason. */
export const allOf = (counts: SuppressionCounts["counts"]) => boundedSum(...Object.values(counts));
