import type { ReactNode } from "react";
import { Note } from "@/components/ui/note";
import { OUTCOME_WORDS } from "@/components/ui/outcome";
import type { CodeExplanation } from "@/lib/core/bounce/codes";
import type { Why } from "@/lib/core/bounce/why";
import { type BounceClass, OWN } from "@/lib/core/events";
import type { MessageReport } from "@/lib/server/reports/message";
import { OutwardLinks } from "./outward";
import { Quoted } from "./quoted";

interface ReasonProps {
  said: MessageReport["said"];
  reading: Why | null;
  outcome: BounceClass | null;
  explanation: CodeExplanation | null;
}

/** A receiver's words with the span that decided, how they were read, and what to do about it. */
export function Reason({ said, reading, outcome, explanation }: ReasonProps) {
  return (
    <>
      {said ? (
        <>
          <Quoted text={said.text} span={said.span} />
          <OutwardLinks links={said.pages} />
          {said.mx && (
            <p className="mt-1.5 text-xs text-ink-3">
              By <span className="font-mono">{said.mx}</span>
            </p>
          )}
        </>
      ) : (
        <p className="text-ink-3">Nothing that was passed on.</p>
      )}
      {reading && outcome && <ReadingList reading={reading} outcome={outcome} />}
      {reading?.provider && !reading.provider.agrees && explanation && (
        <Note state="watch" className="mt-3">
          ACS says {reading.provider.hard ? "hard" : "not hard"}; we read {outcome}:{" "}
          {lowered(explanation.title)}.
        </Note>
      )}
      {explanation && (
        <Note className="mt-3">
          <p>
            <b className="font-medium">{explanation.title}.</b> {explanation.explanation}
          </p>
          <p className="mt-1">
            <b className="font-medium">What to do.</b> {explanation.advice}
          </p>
        </Note>
      )}
    </>
  );
}

const lowered = (title: string): string => `${title[0]?.toLowerCase()}${title.slice(1)}`;

/** In order of precedence: what decided first, what was asked after it. */
function ReadingList({ reading, outcome }: { reading: Why; outcome: BounceClass }) {
  const { rule, row, provider } = reading;
  const steps: ReactNode[] = [decidedBy(rule, outcome)];
  if (row)
    steps.push(
      <>
        {row.agrees ? "The code agrees" : "The code alone would say otherwise"}:{" "}
        <span className="font-mono">{row.code}</span> is <i>{row.title}</i>,{" "}
        {OUTCOME_WORDS[row.class].toLowerCase()}.
      </>,
    );
  if (provider)
    steps.push(
      <>
        {provider.agrees ? "ACS agrees" : "ACS says otherwise"}:{" "}
        <span className="font-mono">{provider.said}</span>.
      </>,
    );
  return (
    <ol className="mt-2.5 grid gap-1.5 text-sm">
      {steps.map((step, index) => (
        <li key={index} className={index === 0 ? "flex gap-2" : "flex gap-2 text-ink-2"}>
          <span className="w-[18px] flex-none font-mono">{index + 1}</span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}

function decidedBy(rule: string, outcome: BounceClass): ReactNode {
  const so = <> → {outcome}.</>;
  if (rule === "" || rule === "none")
    return (
      <>
        <b className="font-medium">Nothing says why.</b> It counts as {outcome}.
      </>
    );
  if (rule === "provider") return <b className="font-medium">Only the provider's own verdict is known{so}</b>;
  if (rule === "status") return <b className="font-medium">The provider's status says so{so}</b>;
  const what = /^\d/.test(rule)
    ? "The code says so."
    : rule.startsWith(OWN)
      ? "A rule of your own says so."
      : rule.includes(":")
        ? "The receiver's own key says so."
        : "The text says so.";
  return (
    <>
      <b className="font-medium">{what}</b> <span className="font-mono">{rule}</span>
      {so}
    </>
  );
}
