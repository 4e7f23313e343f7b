"use client";

import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { dayWords } from "@/components/filter/words";
import { CopyButton } from "@/components/ui/copy-button";
import { StateLabel } from "@/components/ui/state-label";
import { adviceFor } from "@/lib/core/authentication/advice";
import { count, counted } from "@/lib/core/format";
import type { Authentication, SourceRow } from "@/lib/server/reports/authentication";
import { CLOSED } from "./state";
import { shareThatProves, verdictOf } from "./words";

/** The sentence that opens the page, and the next step for what is worst. */
export function Verdict({ report, today, dense }: { report: Authentication; today: string; dense: boolean }) {
  const { sources, total } = report;
  const { state, word } = verdictOf(sources, total);
  const worst = sources.find((source) => source.state === "failing" || source.state === "unknown");
  return (
    <section className={dense ? "verdict !grid-cols-1 !gap-6" : "verdict"} aria-label="Verdict">
      <div>
        <StateLabel state={state} pill>
          {word}
        </StateLabel>
        <h2 className="!mb-0">
          {shareThatProves(total)} of your mail proves that it is yours.{" "}
          {worst && <Worst source={worst} today={today} />}
        </h2>
      </div>
      {worst && <NextStep source={worst} />}
    </section>
  );
}

function Worst({ source, today }: { source: SourceRow; today: string }) {
  const { name, failed, failingSince, refusedBy, state } = source;
  const since = failingSince === null ? "" : ` since ${dayWords(failingSince, today)}`;
  const refused = refusedBy ? `, and ${refusedBy.reporter} refused ${count(refusedBy.n)} of them` : "";
  return (
    <>
      <strong>{name}</strong> {state === "unknown" ? "is known to nobody" : "does not"}:{" "}
      {counted(failed, "message")}
      {since}
      {refused}.
    </>
  );
}

/** What to do about one source; the records only where its service publishes the same for all its customers. */
export function NextStep({ source }: { source: SourceRow }) {
  const params = useSearchParams();
  const open = withParams(params, { ...CLOSED, source: source.key });
  if (source.state === "unknown")
    return (
      <aside className="card card-body" aria-label="Next step">
        <h3 className="subheading !mb-1">Is {source.name} yours?</h3>
        <p className="text-sm text-ink-2">
          If it is, it has to learn to sign your mail. If it is not, a stricter policy is what keeps it out.
        </p>
        <p className="mt-2.5 text-sm">
          <ShallowLink href={open}>See its mail and answer</ShallowLink>
        </p>
      </aside>
    );
  return (
    <aside className="card card-body" aria-label="Next step">
      <h3 className="subheading !mb-1">Next step for {source.name}</h3>
      <Mend source={source} />
      <p className="mt-2.5 text-sm">
        <ShallowLink href={open}>See its mail</ShallowLink>
      </p>
    </aside>
  );
}

/** Advice with the records to publish. */
export function Mend({ source }: { source: SourceRow }) {
  const { text, records } = adviceFor({ ...source, origins: [], failingSince: null });
  const written = records.map(({ name, type, value }) => `${name}\n${type} ${value}`).join("\n");
  return (
    <>
      <p className="text-sm text-ink-2">{text}</p>
      {written && (
        <div className="relative mt-2.5">
          <pre className="reply pr-10 text-[11.5px]/[17px]">{written}</pre>
          <div className="absolute top-1 right-1">
            <CopyButton text={written} what="records" />
          </div>
        </div>
      )}
    </>
  );
}
