import { compilePhrases, type Match } from "./phrases";
import { AUTHENTICATION, ENCRYPTION } from "./rules/authentication";
import { GREYLIST, RATE_FIRST, RATE_LATER, ROOM, SIZE } from "./rules/capacity";
import { FIRST } from "./rules/first";
import { FORM, PROTOCOL } from "./rules/form";
import { DIALOGUE, LOOKUP, NETWORK, SYSTEM } from "./rules/infrastructure";
import { FORBIDDEN, POLICY } from "./rules/policy";
import { RECIPIENT } from "./rules/recipient";
import { CONTENT_VERDICT, REPUTATION } from "./rules/reputation";
import type { Rule } from "./rules/rule";
import { SENDER } from "./rules/sender";
import { WEAK } from "./rules/weak";

/** The rules that name a reason plainly, in order: where a reply matches several, the first wins. */
const PLAIN: Rule[] = [
  ...FIRST,
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
  "contact administrator|postmaster|isp",
  "file types blocked in gmail",
  "delivery temporarily suspended",
  "host … said",
  "unknown address error",
  "other mail system problem",
];

const match = compilePhrases(
  RULES.map((rule) => rule.when),
  NOISE,
);

/** A rule that a text matches, and where. */
export interface Finding {
  rule: Rule;
  /** Plain rules outweigh the code, weak ones only a vague code. */
  plain: boolean;
  span: Match["span"];
}

/** The first rule that the text matches. Linear in the text; the caller bounds its length. */
export function findReason(text: string): Finding | undefined {
  const found = match(text);
  const rule = found && RULES[found.rule];
  return rule && { rule, plain: found.rule < PLAIN.length, span: found.span };
}
