import { STEP_WORDS } from "@/lib/core/alerts/words";
import type { IncidentStep } from "@/lib/server/reports/incident";

/** A step of a timeline as its title: who did what. */
export function stepTitle({ step, actor, text }: Pick<IncidentStep, "step" | "actor" | "text">): string {
  switch (step) {
    case "acknowledged":
      return `${actor} acknowledged it`;
    case "owned":
      return text ? `${actor} gave it to ${text}` : `${actor} left it without an owner`;
    case "noted":
      return `${actor} noted`;
    case "resolved":
      return actor === "system" ? "Resolved by itself" : `${actor} resolved it`;
    case "told":
      return `Told: ${text}`;
    default:
      return STEP_WORDS[step as keyof typeof STEP_WORDS] ?? step;
  }
}
