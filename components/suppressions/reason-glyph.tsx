import { Icon } from "@/components/ui/icon";
import { OutcomeGlyph } from "@/components/ui/outcome";
import type { SuppressionReason } from "@/lib/core/suppression-reasons";

const OUTCOMES = { bounce: "hard", complaint: "complaint", unsubscribe: "engagement", soft: "soft" } as const;

/** The shape of what suppressed the address. */
export function ReasonGlyph({ reason }: { reason: SuppressionReason }) {
  if (reason === "manual") return <Icon name="person" className="size-[11px] text-ink-2" />;
  if (reason === "imported") return <Icon name="imports" className="size-[11px] text-ink-2" />;
  return <OutcomeGlyph outcome={OUTCOMES[reason]} />;
}
