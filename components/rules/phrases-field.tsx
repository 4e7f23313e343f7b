import { Field, Textarea } from "@/components/ui/field";
import { phraseProblem, tidyPhrase } from "@/lib/core/bounce/own-phrase";

interface Props {
  /** One phrase a line, as typed. */
  value: string;
  onChange(value: string): void;
  /** What the server says of it. */
  error?: string;
}

/** The lines of the field as phrases. */
export const phrasesIn = (value: string): string[] => value.split("\n").map(tidyPhrase).filter(Boolean);

/** The first phrase that cannot be used: which, why, and the part of it that is at fault. */
function firstProblem(value: string) {
  for (const [index, phrase] of phrasesIn(value).entries()) {
    const problem = phraseProblem(phrase);
    if (problem) return { ...problem, phrase, number: index + 1 };
  }
  return undefined;
}

/** Phrases in the language of the shipped rules, explained beside it; what is wrong is shown in its place. */
export function PhrasesField({ value, onChange, error }: Props) {
  const problem = firstProblem(value);
  const wrong = problem && (
    <span>
      Phrase {problem.number}: {problem.reason}.{" "}
      <span className="font-mono">
        {problem.phrase.slice(0, problem.from)}
        <mark>{problem.phrase.slice(problem.from, problem.to)}</mark>
        {problem.phrase.slice(problem.to)}
      </span>
    </span>
  );
  return (
    <Field
      label="Phrases, one a line"
      hint="Any one of them is enough. Words in order, without fillers such as “the” or “is”; case does not matter."
      error={wrong ?? error}
    >
      <Textarea
        rows={3}
        className="font-mono"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <details className="text-sm text-ink-2">
        <summary className="cursor-pointer">How phrases are written</summary>
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
          <Sign sign="mailbox|account full">either word, then the next</Sign>
          <Sign sign="try again?">a word that may be missing</Sign>
          <Sign sign="mailbox … full">up to six words between; ... is read as … too</Sign>
          <Sign sign="in_box|mailbox">two words as one choice</Sign>
          <Sign sign="/spamhaus">a word of a link or host name</Sign>
          <Sign sign="not found">not also stands for cannot, was not, doesn't</Sign>
        </dl>
        <p className="mt-2">
          Numbers and e-mail addresses are not read as words. NoSuchUser is read as no such user.
        </p>
      </details>
    </Field>
  );
}

function Sign({ sign, children }: { sign: string; children: string }) {
  return (
    <>
      <dt className="font-mono">{sign}</dt>
      <dd>{children}</dd>
    </>
  );
}
