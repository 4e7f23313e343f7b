import { useState } from "react";
import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import type { OwnRule } from "@/lib/core/bounce/own-rules";

/** A rule without who wrote it, as it is sent. */
const inputOf = ({ author: _author, at: _at, ...input }: OwnRule): OwnRuleInput => input as OwnRuleInput;

/**
 * The rules as they are being changed, before any of it is in force. They belong to the version they were begun from: once
 * that is another one, the server refuses them.
 */
export function useDraft(version: number, inForce: OwnRule[]) {
  const [draft, setDraft] = useState<{ base: number; rules: OwnRuleInput[] } | null>(null);
  const current = inForce.map(inputOf);
  const rules = draft?.rules ?? current;
  const changed = draft !== null && JSON.stringify(draft.rules) !== JSON.stringify(current);
  const set = (next: OwnRuleInput[]) => setDraft({ base: draft?.base ?? version, rules: next });
  return {
    rules,
    base: draft?.base ?? version,
    changed,
    discard: () => setDraft(null),
    /** Puts a rule in the place of the one with its id, or at the end. */
    put: (rule: OwnRuleInput) =>
      set(
        rules.some(({ id }) => id === rule.id)
          ? rules.map((known) => (known.id === rule.id ? rule : known))
          : [...rules, rule],
      ),
    remove: (id: string) => set(rules.filter((rule) => rule.id !== id)),
    move(id: string, by: -1 | 1) {
      const at = rules.findIndex((rule) => rule.id === id);
      const to = at + by;
      if (at < 0 || to < 0 || to >= rules.length) return;
      const next = [...rules];
      [next[at], next[to]] = [next[to]!, next[at]!];
      set(next);
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
