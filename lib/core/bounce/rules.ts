import { compileKeys } from "./keys";
import { Lexicon } from "./lexicon";
import { type Match, phraseMatcher } from "./phrases";
import { AUTHENTICATION, ENCRYPTION } from "./rules/authentication";
import { GREYLIST, RATE_FIRST, RATE_LATER, ROOM, SIZE } from "./rules/capacity";
import { FIRST } from "./rules/first";
import { FORM, PROTOCOL } from "./rules/form";
import { DIALOGUE, LOOKUP, NETWORK, SYSTEM } from "./rules/infrastructure";
import { KEYS } from "./rules/keys";
import { FORBIDDEN, POLICY } from "./rules/policy";
import { RECIPIENT } from "./rules/recipient";
import { CONTENT_VERDICT, REPUTATION } from "./rules/reputation";
import type { Rule } from "./rules/rule";
import { RELAY, SENDER } from "./rules/sender";
import { WEAK } from "./rules/weak";
import { readWords } from "./words";

/** The rules that name a reason plainly, in order: where a reply matches several, the first wins. */
const PLAIN: Rule[] = [
  ...FIRST,
  ...RELAY,
  ...DIALOGUE,
  ...RATE_FIRST,
  ...AUTHENTICATION,
  ...FORBIDDEN,
  ...REPUTATION,
  ...FORM,
  ...SENDER,
  ...LOOKUP,
  ...ENCRYPTION,
  ...CONTENT_VERDICT,
  ...GREYLIST,
  ...RATE_LATER,
  ...ROOM,
  ...SIZE,
  ...RECIPIENT,
  ...POLICY,
  ...PROTOCOL,
  ...NETWORK,
  ...SYSTEM,
];

/** All rules, in order of precedence. */
export const RULES: readonly Rule[] = [...PLAIN, ...WEAK];

/** What replies carry whatever their cause: courtesies of Gmail, and the frames that IronPort puts around a reply. */
const NOISE = [
  "protect users from spam",
  "reduce amount of spam sent to gmail",
  "learn more about policy|policies",
  "review … guidelines|policies",
  "contact administrator|postmaster|isp|abuse",
  "report … abuse",
  "file types blocked in gmail",
  "delivery temporarily suspended",
  "host … said",
  "in reply to … command",
  "smtp error from remote mail? server|mailer",
  "smtp error messages|codes",
  "after ehlo|helo",
  "unknown address error",
  "other mail system problem",
];

const lexicon = new Lexicon();
const match = phraseMatcher(
  RULES.map((rule) => rule.when),
  NOISE,
  lexicon,
);
const keyAt = compileKeys(KEYS);

/** A rule or a receiver's key that a text has, and where. */
export interface Finding {
  rule: Pick<Rule, "id" | "category" | "class">;
  /** Plain rules outweigh the code, weak ones only a vague code. */
  plain: boolean;
  span: Match["span"];
}

/** What a text gives as the reason: the first key, else the first rule. Linear in the text; the caller bounds its length. */
export function findReason(text: string): Finding | undefined {
  const words = readWords(text, lexicon, keyAt);
  const { key } = words;
  if (key) return { rule: key.key, plain: true, span: [words.keyStart, key.end] };
  const found = match(words);
  const rule = found && RULES[found.rule];
  return rule && { rule, plain: found.rule < PLAIN.length, span: found.span };
}
