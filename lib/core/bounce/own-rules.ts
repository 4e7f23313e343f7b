import { domainOf } from "@/lib/core/address";
import { type BounceClass, type Category, OWN } from "@/lib/core/events";
import { providerOf } from "@/lib/core/provider";
import { classify, type Evidence, MAX_TEXT, type Reading } from "./classify";
import { phraseProblem } from "./own-phrase";
import { compilePhrases } from "./phrases";
import { readCodes } from "./reply-codes";

/** A rule that an admin has added. It is asked before the shipped ones and outranks the code. */
export interface OwnRule {
  /** Lower case, unique in its set; it names the rule in readings. */
  id: string;
  name: string;
  /** Any of these phrases (their language: `compilePhrases`); empty where the code is enough. */
  when: string[];
  /** `550`, `5.7.1`, or with x for any number, `5.7.x`; empty for any. */
  code: string;
  /** Mailbox provider of the recipient (lib/core/provider.ts); empty for any. */
  provider: string;
  category: Category;
  /** "code": the class that the bounce has without its words. */
  class: BounceClass | "code";
  /** Switched off, it stays in its place and is not asked. */
  on: boolean;
  /** Who wrote it last, and when: ms, UTC. */
  author: string;
  at: number;
}

/** Own rules in order, compiled: where a reply matches several, the first wins. */
export interface OwnRules {
  /** None is asked, so that nothing needs to be read again. */
  empty: boolean;
  /** As `classify`, with these rules asked first. The recipient tells the provider. */
  read(evidence: Evidence, recipient: string): OwnReading;
}

export interface OwnReading {
  reading: Reading;
  /** The rule that won; undefined where none of them did. */
  own: OwnRule | undefined;
}

type Codes = Pick<Reading, "reply" | "enhanced">;
type Find = (text: string) => { rule: number; span: [number, number] } | undefined;

/** Rules that ask for the same code and provider: they are matched in one walk. */
interface Group {
  code: RegExp | undefined;
  provider: string;
  /** Positions in the set, of those with phrases and of the first that has none. */
  worded: number[];
  wordless: number | undefined;
  find: Find;
}

/** `5.7.x` as an expression; undefined for any code. */
export const codePattern = (code: string): RegExp | undefined =>
  code === ""
    ? undefined
    : new RegExp(`^${code.replaceAll(".", "\\.").replaceAll("x", code.includes(".") ? "\\d{1,3}" : "\\d")}$`);

function groupsOf(rules: readonly OwnRule[]): Group[] {
  const positions = new Map<string, number[]>();
  rules.forEach(({ on, code, provider }, i) => {
    const key = `${code} ${provider}`;
    if (on) positions.set(key, [...(positions.get(key) ?? []), i]);
  });
  return [...positions.values()].map((members) => {
    const { code, provider } = rules[members[0]!]!;
    const valid = (i: number) => rules[i]!.when.filter((phrase) => !phraseProblem(phrase));
    const worded = members.filter((i) => valid(i).length > 0);
    return {
      code: codePattern(code),
      provider,
      worded,
      wordless: members.find((i) => rules[i]!.when.length === 0),
      find: compilePhrases(worded.map(valid), []),
    };
  });
}

interface Win {
  position: number;
  span: [number, number] | undefined;
}

function winIn(group: Group, text: string): Win | undefined {
  const found = group.worded.length > 0 ? group.find(text) : undefined;
  const position = found && group.worded[found.rule];
  if (group.wordless !== undefined && (position === undefined || group.wordless < position))
    return { position: group.wordless, span: undefined };
  return position === undefined ? undefined : { position, span: found?.span };
}

/** Where the text has the code that a rule without words rests on. */
function codeSpan(code: RegExp | undefined, text: string): [number, number] | undefined {
  const { reply, replySpan, enhanced, enhancedSpan } = readCodes(text);
  if (code?.test(enhanced)) return enhancedSpan;
  return code?.test(String(reply)) ? replySpan : undefined;
}

/**
 * Compiles a set of own rules. Linear in the text: at most some sixteen groups fit one code and provider. Never throws:
 * a phrase that a later version of the language refuses is passed over, since mail must be taken in all the same.
 */
export function compileOwnRules(rules: readonly OwnRule[]): OwnRules {
  const groups = groupsOf(rules);
  const winOf = (text: string, codes: Codes, provider: string): Win | undefined => {
    let best: Win | undefined;
    for (const group of groups) {
      if (group.provider !== "" && group.provider !== provider) continue;
      if (group.code && !group.code.test(codes.enhanced) && !group.code.test(String(codes.reply))) continue;
      const win = winIn(group, text);
      if (win && (!best || win.position < best.position))
        best = { ...win, span: win.span ?? codeSpan(group.code, text) };
    }
    return best;
  };
  return {
    empty: groups.length === 0,
    read(evidence, recipient) {
      const shipped = classify(evidence);
      if (groups.length === 0) return { reading: shipped, own: undefined };
      const text = (evidence.text ?? "").slice(0, MAX_TEXT);
      const win = winOf(text, shipped, providerOf(domainOf(recipient)));
      const own = win && rules[win.position];
      return own ? { reading: rulingOf(own, win.span, shipped, evidence), own } : { reading: shipped, own };
    },
  };
}

function rulingOf(
  own: OwnRule,
  span: [number, number] | undefined,
  { reply, enhanced }: Codes,
  { status, hardBounce }: Evidence,
): Reading {
  const reading: Reading = {
    class: own.class === "code" ? classify({ reply, enhanced, status, hardBounce }).class : own.class,
    category: own.category,
    reply,
    enhanced,
    rule: OWN + own.id,
  };
  if (span) reading.span = span;
  return reading;
}
