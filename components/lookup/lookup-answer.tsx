"use client";

import { useEffect, useRef } from "react";
import type { Lookup } from "@/lib/server/lookup";
import { FindingCard } from "./finding-card";
import { KeysCard } from "./keys-card";
import { kindSentence, otherEffect } from "./words";

/** So many recipients of one report are drawn; who has more looks at the import. */
const MOST = 50;

/** How it is read: the sentence, then each recipient, then what it belongs to. */
export function LookupAnswer({ answer }: { answer: Lookup }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const effect = otherEffect(answer);
  const { findings, keys, report } = answer;
  return (
    <section aria-labelledby="answer" className="grid content-start gap-4">
      <h2 className="opening mb-0 scroll-mt-20" id="answer" ref={heading} tabIndex={-1}>
        {kindSentence(answer)}
      </h2>
      {effect && <p className="max-w-[44em] text-ink-2">{effect}</p>}
      {findings.slice(0, MOST).map((finding, index) => (
        <FindingCard key={index} finding={finding} id={`finding-${index + 1}`} />
      ))}
      {findings.length > MOST && (
        <p className="text-sm text-ink-2">
          The first {MOST} of {findings.length} recipients.
        </p>
      )}
      <KeysCard keys={keys} report={report} />
    </section>
  );
}
