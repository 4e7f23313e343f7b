import { type CodeRow, rowOf } from "./codes";
import { basicMeaning, enhancedMeaning, type RegistryEntry } from "./registry";

/** What is known of a code: its row in the table, and what the registry says beside it. */
export interface CodeFacts {
  row: CodeRow | undefined;
  meaning: RegistryEntry | undefined;
}

const NOTHING: CodeFacts = { row: undefined, meaning: undefined };
/** Two million enhanced codes can be written; those in use are far fewer. */
const MOST_KEPT = 4_096;
const enhancedFacts = new Map<string, CodeFacts>();
const basicFacts: CodeFacts[] = Array.from({ length: 600 }, (_, reply) => ({
  row: rowOf(String(reply)),
  meaning: basicMeaning(reply),
}));

/** The facts of an enhanced code, kept for the next reply with the same one. */
export function factsOfEnhanced(code: string): CodeFacts {
  if (code === "") return NOTHING;
  let facts = enhancedFacts.get(code);
  if (!facts) {
    facts = { row: rowOf(code), meaning: enhancedMeaning(code) };
    if (enhancedFacts.size < MOST_KEPT) enhancedFacts.set(code, facts);
  }
  return facts;
}

/** The facts of a basic code; 0 is none. */
export const factsOfBasic = (reply: number): CodeFacts => basicFacts[reply] ?? NOTHING;
