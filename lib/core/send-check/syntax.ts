import { parseAddress } from "@/lib/core/address";

export interface SyntaxFault {
  /** What is wrong, as one sentence. */
  what: string;
  /** At which character, from 1; null where it is no single one. */
  at: number | null;
}

/** What breaks an address where it stands, the most telling first. */
const BREAKS = [
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}]/u,
  /[\s"(),:;<>[\]\\]/u,
  /(?<=@.*)@/u,
  /(?<=\.)\.|^\.|\.(?=@)|(?<=@)\./u,
  /(?<=@.*)[^\p{L}\p{M}\p{N}.@-]|(?<=@|\.)-|-(?=\.|$)/u,
  /[^\x21-\x7e\p{L}\p{M}\p{N}]/u,
];
const LONGEST = 1_000;

/** What is wrong with the address of a row, and where; null when mail could go there. Bounded, whatever it is given. */
export function syntaxFault(raw: string): SyntaxFault | null {
  const parsed = parseAddress(raw);
  if (parsed.ok) return null;
  const address = raw.slice(0, LONGEST);
  const found = BREAKS.map((pattern) => address.search(pattern)).find((index) => index >= 0);
  const at = found === undefined ? null : [...address.slice(0, found)].length + 1;
  return { what: parsed.reason, at };
}
