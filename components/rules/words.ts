import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import { counted } from "@/lib/core/format";
import type { Move, Trial } from "@/lib/server/own-rules-trial";

export const CLASS_WORDS: Record<OwnRuleInput["class"], string> = {
  hard: "Hard",
  soft: "Soft",
  spam: "Spam",
  code: "As the code says",
};

/** What a rule asks for, in words: code and provider; its phrases are quoted. */
export function narrowing({ code, provider }: Pick<OwnRuleInput, "code" | "provider">): string {
  const parts = [code && `code ${code}`, provider && `recipients at ${provider}`].filter(Boolean);
  return parts.join(", ");
}

/** How a delivery would be read: "soft, mailbox full". */
export const readAs = ({ class: kind, category }: Move["from"]): string =>
  `${kind}, ${CATEGORY_WORDS[category].title.toLowerCase()}`;

/** Deliveries by the classes that they would move between, most first; those that keep their class come last. */
export function classMoves(moves: Move[]): { from: string; to: string; deliveries: number }[] {
  const sums = new Map<string, { from: string; to: string; deliveries: number }>();
  for (const { from, to, deliveries } of moves) {
    const key = `${from.class} ${to.class}`;
    const known = sums.get(key) ?? { from: from.class, to: to.class, deliveries: 0 };
    known.deliveries += deliveries;
    sums.set(key, known);
  }
  return [...sums.values()].sort(
    (a, b) => Number(a.from === a.to) - Number(b.from === b.to) || b.deliveries - a.deliveries,
  );
}

/** The trial in one sentence that could be read aloud. */
export function trialSentence({ moves, read }: Trial): string {
  if (read === 0) return "Nothing bounced in these days, so there is nothing to try the rules on.";
  const [first, ...others] = classMoves(moves);
  if (!first) return `None of ${counted(read, "bounce")} would be read differently.`;
  const rest = others.map(({ from, to, deliveries }) =>
    from === to
      ? `${counted(deliveries, "delivery", "deliveries")} would only get another reason`
      : `${deliveries} from ${from} to ${to}`,
  );
  const begin =
    first.from === first.to
      ? `${counted(first.deliveries, "delivery", "deliveries")} would get another reason and stay ${first.from}`
      : `${counted(first.deliveries, "delivery", "deliveries")} would move from ${first.from} to ${first.to}`;
  return `${[begin, ...rest].join(", ")}.`;
}

/** What it would do to the leases of today; empty where it does nothing. */
export function leaseSentence({ suppressed, freed }: Pick<Trial, "suppressed" | "freed">): string {
  const parts = [
    suppressed > 0 && `${counted(suppressed, "address", "addresses")} would be suppressed now`,
    freed > 0 && `${suppressed > 0 ? freed : counted(freed, "address", "addresses")} would be freed`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(", ")}.` : "No lease in force would change.";
}
