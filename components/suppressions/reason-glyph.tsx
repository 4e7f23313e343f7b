import { Icon } from "@/components/ui/icon";
import { OutcomeGlyph } from "@/components/ui/outcome";
import type { SuppressionReason } from "@/lib/server/reports/suppressions";

const OUTCOMES = { bounce: "hard", complaint: "complaint", unsubscribe: "engagement" } as const;

/** The shape of what suppressed the address. */
export function ReasonGlyph({ reason }: { reason: SuppressionReason }) {
  if (reason === "manual") return <Icon name="person" className="size-[11px] text-ink-2" />;
  return <OutcomeGlyph outcome={OUTCOMES[reason]} />;
}
