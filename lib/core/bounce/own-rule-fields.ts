import { z } from "zod";
import { CATEGORIES, type Category } from "@/lib/core/events";
import { PROVIDERS, type Provider } from "@/lib/core/provider";
import { phraseProblem, tidyPhrase, waysOf, wordCount } from "./own-phrase";

/** What a set may hold at most, so that it is compiled and asked in bounded time and memory. */
export const MOST_RULES = 200;
const MOST_PHRASES = 10;
const LONGEST_PHRASE = 300;
const MOST_WORDS = 4_000;
const MOST_WAYS = 20_000;

/** No bounce: what a rule cannot say. */
const EVENTS: readonly Category[] = ["auto-reply", "complaint", "delivered"];
/** The categories that a rule may give. */
export const RULE_CATEGORIES = CATEGORIES.filter((category) => !EVENTS.includes(category));
export const RULE_CLASSES = ["hard", "soft", "spam", "code"] as const;

const CODE = /^(?:[45](?:\d\d|\dx|xx)|[45]\.(?:0|[1-9]\d{0,2}|x)\.(?:0|[1-9]\d{0,2}|x))$/;

const Phrase = z
  .string()
  .transform(tidyPhrase)
  .pipe(z.string().max(LONGEST_PHRASE, `Use at most ${LONGEST_PHRASE} characters in a phrase.`))
  .superRefine((phrase, context) => {
    const problem = phraseProblem(phrase);
    if (problem)
      context.addIssue({ code: "custom", message: `${quoted(phrase, problem)}. ${problem.reason}.` });
  });

function quoted(phrase: string, { from, to }: { from: number; to: number }): string {
  const part = phrase.slice(from, to);
  return part === phrase ? `In "${phrase}"` : `At "${part}" in "${phrase}"`;
}

/** One own rule as an admin may write it. */
export const OwnRuleFields = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/),
    name: z.string().trim().min(1, "Write a name.").max(80, "Use at most 80 characters."),
    when: z.array(Phrase).max(MOST_PHRASES, `Use at most ${MOST_PHRASES} phrases.`),
    code: z
      .string()
      .trim()
      .toLowerCase()
      .refine((code) => code === "" || CODE.test(code), "Write a code such as 550, 5.7.1 or 5.7.x."),
    provider: z
      .string()
      .refine((name) => name === "" || PROVIDERS.includes(name as Provider), "Choose a provider."),
    category: z.enum(RULE_CATEGORIES),
    class: z.enum(RULE_CLASSES),
    on: z.boolean(),
  })
  .refine(({ when, code }) => when.length > 0 || code !== "", {
    path: ["when"],
    message: "Write a phrase or a code, or the rule would fit every bounce.",
  });

export type OwnRuleInput = z.output<typeof OwnRuleFields>;

/** A whole set, in order. */
export const OwnRuleSet = z
  .array(OwnRuleFields)
  .max(MOST_RULES, `Use at most ${MOST_RULES} rules.`)
  .superRefine((rules, context) => {
    const sum = (of: (phrase: string) => number) =>
      rules.reduce((total, { when }) => total + when.reduce((one, phrase) => one + of(phrase), 0), 0);
    if (new Set(rules.map(({ id }) => id)).size < rules.length)
      context.addIssue({ code: "custom", message: "Two rules have the same id." });
    if (sum(wordCount) > MOST_WORDS || sum(waysOf) > MOST_WAYS)
      context.addIssue({ code: "custom", message: "All phrases together have too many words or choices." });
  });

/** An id from a name, other than those taken. */
export function ruleId(name: string, taken: readonly string[]): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const base =
    plain
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 70)
      .replace(/-$/, "") || "rule";
  let id = base;
  for (let n = 2; taken.includes(id); n++) id = `${base}-${n}`;
  return id;
}
