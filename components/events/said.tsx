import type { ReactNode } from "react";
import { Note } from "@/components/ui/note";
import { OUTCOME_WORDS } from "@/components/ui/outcome";
import type { MessageReport, Reading } from "@/lib/server/reports/message";
import { Quoted } from "./quoted";

/** The receiver's words, how they were read, and what to do about it. */
export function Said({ report }: { report: MessageReport }) {
  const { said, reading, explanation } = report;
  if (!said && !reading) return null;
  return (
    <section>
      <h3 className="subheading">What the receiver said</h3>
      {said ? (
        <Quoted text={said.text} span={said.span} />
      ) : (
        <p className="text-ink-3">Nothing that was passed on.</p>
      )}
      {said?.mx && (
        <p className="mt-1.5 text-xs text-ink-3">
          By <span className="font-mono">{said.mx}</span>
        </p>
      )}
      {reading && <ReadingList reading={reading} outcome={report.outcome ?? ""} />}
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
    </section>
  );
}

/** In order of precedence: what decided first, what was asked after it. */
function ReadingList({ reading, outcome }: { reading: Reading; outcome: string }) {
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
        <span className="font-mono">IsHardBounce = {String(provider.hardBounce)}</span>.
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

function decidedBy(rule: string, outcome: string): ReactNode {
  const so = <> → {outcome}.</>;
  if (rule === "" || rule === "none")
    return (
      <>
        <b className="font-medium">Nothing says why.</b> It counts as {outcome}.
      </>
    );
  if (rule === "provider") return <b className="font-medium">Only the provider's own verdict is known{so}</b>;
  const what = rule.startsWith("status ")
    ? "The status says so."
    : /^\d/.test(rule)
      ? "The code says so."
      : "The text says so.";
  return (
    <>
      <b className="font-medium">{what}</b> <span className="font-mono">{rule}</span>
      {so}
    </>
  );
}
