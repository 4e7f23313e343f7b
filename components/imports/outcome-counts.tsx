import { count } from "@/lib/core/format";

/** What became of a row, in words. */
export interface OutcomeWords {
  name: string;
  why?: string;
}

interface Props<Outcome extends string> {
  counts: Record<Outcome, number>;
  /** All there are, in the order in which they are shown. */
  words: Record<Outcome, OutcomeWords>;
  /** Those that are shown where they are of nothing, too. */
  always: Outcome[];
}

/** What becomes of the rows of a file: each count with its meaning. */
export function OutcomeCounts<Outcome extends string>({ counts, words, always }: Props<Outcome>) {
  const shown = (Object.keys(words) as Outcome[]).filter((name) => always.includes(name) || counts[name] > 0);
  return (
    <dl className="grid grid-cols-[auto_1fr]">
      {shown.map((name) => (
        <div key={name} className="contents *:border-t *:border-line *:py-1.5">
          <dd className="pr-4 text-right font-medium tabular-nums">{count(counts[name])}</dd>
          <dt>
            {words[name].name}
            {words[name].why && <span className="text-ink-2">, {words[name].why}</span>}
          </dt>
        </div>
      ))}
    </dl>
  );
}
