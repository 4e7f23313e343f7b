import type { BounceClass, Category } from "@/lib/core/events";
import { factsOfBasic, factsOfEnhanced } from "./code-facts";
import type { CodeRow } from "./codes";
import type { RegistryEntry } from "./registry";
import { type ReplyCodes, readCodes } from "./reply-codes";
import { findReason } from "./rules";
import { STATUSES, type StatusFacts } from "./statuses";

/** What is known of a bounce. Explicit codes win over codes in the text. */
export interface Evidence {
  /** The receiver's reply, or the provider's word for it, verbatim. */
  text?: string;
  reply?: string | number;
  enhanced?: string;
  /** The provider's status, such as `Bounced` or `FilteredSpam`: see statuses.ts. */
  status?: string;
  /** The provider's own verdict; asked last. */
  hardBounce?: boolean;
}

/** How a bounce is read. */
export interface Reading {
  class: BounceClass;
  category: Category;
  /** Basic SMTP reply code, 0 where none. */
  reply: number;
  /** Enhanced status code, empty where none. */
  enhanced: string;
  /** What gave the class: the id of a text rule, or the code or status that answered. */
  rule: string;
  /** The part of the text that the rule rests on: half-open, in UTF-16 units. */
  span?: Span;
}

type Span = [number, number];

/** Replies are cut here before they are read, in UTF-16 units. */
export const MAX_TEXT = 4_000;

const SPAM = new Set<Category>(["spam", "blocklist", "virus"]);
const HARD = new Set<Category>(["invalid-recipient", "mailbox-disabled", "moved", "domain-not-found"]);

/** What is said in so many words, or by a code that a receiver uses as its own key for one reason. */
interface Voice {
  rule: string;
  category: Category;
  /** Undefined: it leaves the class to the code. */
  class: BounceClass | undefined;
  span: Span | undefined;
}

/** The evidence, looked up. */
interface Case {
  codes: ReplyCodes;
  voice: Voice | undefined;
  /** The rows of the code table, and what the registry says where there is none. */
  enhancedRow: CodeRow | undefined;
  basicRow: CodeRow | undefined;
  enhanced: RegistryEntry | undefined;
  basic: RegistryEntry | undefined;
  status: StatusFacts | undefined;
  hardBounce: boolean | undefined;
}

interface Answer {
  class: BounceClass;
  rule: string;
  span?: Span | undefined;
}

const classOf = (category: Category): BounceClass =>
  SPAM.has(category) ? "spam" : HARD.has(category) ? "hard" : "soft";
const byEnhanced = (given: BounceClass, { codes }: Case): Answer => ({
  class: given,
  rule: codes.enhanced,
  span: codes.enhancedSpan,
});
const byReply = (given: BounceClass, { codes }: Case): Answer => ({
  class: given,
  rule: String(codes.reply),
  span: codes.replySpan,
});
const byStatus = (given: BounceClass): Answer => ({ class: given, rule: "status" });
const digit = (reply: number): number => Math.floor(reply / 100);
/** A temporary code that is not about the address (RFC 3463, section 3.2). */
const isPassing = ({ enhanced, reply }: ReplyCodes): boolean =>
  /^4\.[^1]/.test(enhanced) && digit(reply) !== 5;

/** The questions in the order of spec/bounce-categories.md; the first that has an answer gives the class. */
const QUESTIONS: ((of: Case) => Answer | undefined)[] = [
  // 1. The receiver's verdict on reputation or content.
  ({ voice }) =>
    voice?.class === "spam" ? { class: "spam", rule: voice.rule, span: voice.span } : undefined,
  ({ status }) => (status?.class === "spam" ? byStatus("spam") : undefined),
  // 2. The enhanced code, where the table has it.
  (of) => of.enhancedRow && byEnhanced(of.enhancedRow.class, of),
  // 3. What is temporary stays soft, also when delivery was given up for good.
  (of) => (of.codes.enhanced.startsWith("4") ? byEnhanced("soft", of) : undefined),
  (of) => (digit(of.codes.reply) === 4 ? byReply("soft", of) : undefined),
  // 4. Plain words.
  ({ voice }) => voice?.class && { class: voice.class, rule: voice.rule, span: voice.span },
  // 5. The basic code, where the table has it.
  (of) => of.basicRow && byReply(of.basicRow.class, of),
  // 6. The registry, then the first digit.
  (of) => of.enhanced?.class && byEnhanced(of.enhanced.class, of),
  (of) => of.basic?.class && byReply(of.basic.class, of),
  (of) => (of.codes.enhanced.startsWith("5") ? byEnhanced("hard", of) : undefined),
  (of) => (digit(of.codes.reply) === 5 ? byReply("hard", of) : undefined),
  // 7. Nothing else: the platform's word.
  ({ status }) => status && byStatus(status.class),
  ({ hardBounce }) => (hardBounce ? { class: "hard", rule: "provider" } : undefined),
];

/** The codes of the evidence: the explicit ones, else those in the text. A span is kept where the text has that very code. */
function codesOf(evidence: Evidence, text: string): ReplyCodes {
  const inText = readCodes(text);
  if (!evidence.reply && !evidence.enhanced) return inText;
  const given = readCodes(`${evidence.reply ?? ""} ${evidence.enhanced ?? ""}`);
  const reply = given.reply || inText.reply;
  const enhanced = given.enhanced || inText.enhanced;
  return {
    reply,
    replySpan: reply === inText.reply ? inText.replySpan : undefined,
    enhanced,
    enhancedSpan: enhanced === inText.enhanced ? inText.enhancedSpan : undefined,
  };
}

/** What the words say, unless a code that means only one thing outweighs weak ones. */
function voiceOf(text: string, codes: ReplyCodes, key: RegistryEntry | undefined): Voice | undefined {
  if (key?.ownKey)
    return { rule: codes.enhanced, category: key.category, class: key.class, span: codes.enhancedSpan };
  const found = text === "" ? undefined : findReason(text);
  if (!found || (!found.plain && key && !key.vague)) return undefined;
  const { id, category, class: given } = found.rule;
  return {
    rule: id,
    category,
    class: given === "code" ? undefined : (given ?? classOf(category)),
    span: found.span,
  };
}

/** Why, from the plainest to the vaguest. A name that is not found for now is the network's matter: it may exist. */
function categoryOf({ codes, voice, enhancedRow, enhanced, basicRow, basic, status }: Case): Category {
  const sources = [voice, enhancedRow, enhanced, basicRow, basic, status];
  const category = sources.find((source) => source && source.category !== "unknown")?.category ?? "unknown";
  return category === "domain-not-found" && isPassing(codes) ? "network" : category;
}

/**
 * Reads a bounce: its class (what it does to the address and the charts) and, kept apart, its category (why).
 * Never throws; what cannot be read is soft and unknown. Source: spec/bounce-categories.md.
 */
export function classify(evidence: Evidence): Reading {
  const text = (evidence.text ?? "").slice(0, MAX_TEXT);
  const codes = codesOf(evidence, text);
  const enhanced = factsOfEnhanced(codes.enhanced);
  const basic = factsOfBasic(codes.reply);
  const of: Case = {
    codes,
    voice: voiceOf(text, codes, enhanced.meaning),
    enhancedRow: enhanced.row,
    basicRow: basic.row,
    enhanced: enhanced.meaning,
    basic: basic.meaning,
    status: evidence.status === undefined ? undefined : STATUSES.get(evidence.status.toLowerCase()),
    hardBounce: evidence.hardBounce,
  };
  let answer: Answer = { class: "soft", rule: "none" };
  for (const question of QUESTIONS) {
    const given = question(of);
    if (!given) continue;
    answer = given;
    break;
  }
  // Where the words say the same as the code, the words are the better evidence.
  const { voice } = of;
  const { rule, span } = voice?.class === answer.class ? voice : answer;
  const reading: Reading = {
    class: answer.class,
    category: categoryOf(of),
    reply: codes.reply,
    enhanced: codes.enhanced,
    rule,
  };
  if (span) reading.span = span;
  return reading;
}
