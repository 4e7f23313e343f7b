import { count, counted } from "@/lib/core/format";
import type { Suppressions } from "@/lib/server/reports/suppressions";

/** How many may not be mailed, and how many of them will be free by themselves: as a sentence. */
export function SuppressionOpening({ counts, endingSoon }: Pick<Suppressions, "counts" | "endingSoon">) {
  const { bounce } = counts;
  const others = counts.complaint + counts.unsubscribe + counts.manual;
  const all = bounce + others;
  if (all === 0) return <p className="opening">No address is kept from being mailed.</p>;
  const by =
    bounce === 0
      ? ", all of them without end"
      : others === 0
        ? `, ${all === 1 ? "by a lease" : "each by a lease"}`
        : `: ${count(bounce)} by a lease, the others without end`;
  const soon = endingSoon > 0 ? ` ${counted(endingSoon, "lease runs", "leases run")} out within a day.` : "";
  return (
    <p className="opening">
      {counted(all, "address is", "addresses are")} kept from being mailed{by}.{soon}
    </p>
  );
}
