import type { BounceClass, Detail } from "@/lib/core/events";
import type { CodeRow } from "./codes";
import { type ProviderVerdict, providerVerdict } from "./provider-verdict";

/** Why the class is what it is, in order of precedence. */
export interface Why {
  /** The rule that decided, as the classifier names it; empty where none is known. */
  rule: string;
  /** The row of the table of 56 that the code has, and whether it says the same class. */
  row: { code: string; class: BounceClass; title: string; agrees: boolean } | null;
  /** The provider's own verdict, where it gave one; it knows hard and not hard only. */
  provider: (ProviderVerdict & { agrees: boolean }) | null;
}

/** What stands behind a class, and what of the rest agrees. @param row of the bounce's code, where it has one */
export function whyOf(read: BounceClass, detail: Detail, row: CodeRow | undefined): Why {
  const provider = providerVerdict(detail);
  return {
    rule: detail.rule ?? "",
    row: row ? { code: row.code, class: row.class, title: row.title, agrees: row.class === read } : null,
    provider: provider && { ...provider, agrees: provider.hard === (read === "hard") },
  };
}
