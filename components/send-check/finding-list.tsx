"use client";

import { useMemo } from "react";
import { counted, percent } from "@/lib/core/format";
import { type Chosen, FINDING_KINDS, type SendCheck } from "@/lib/core/send-check/findings";
import { findingWords } from "@/lib/core/send-check/words";
import { FindingRow } from "./finding-row";

interface FindingListProps {
  check: SendCheck;
  chosen: Chosen;
  onChoose(chosen: Chosen): void;
  now: number;
  tz: string;
}

/** Every finding with its count; a tick takes its rows out. */
export function FindingList({ check, chosen, onChoose, now, tz }: FindingListProps) {
  const words = useMemo(() => findingWords(check, now, tz), [check, now, tz]);
  const { accepted, observed } = check.coverage;
  return (
    <section className="card mb-5" aria-labelledby="findings-title">
      <div className="card-head pb-3">
        <h2 className="heading" id="findings-title">
          What was found
        </h2>
        <span className="text-sm text-ink-3">ticked is taken out; a row may be found twice</span>
      </div>
      <ul>
        {FINDING_KINDS.filter((kind) => kind !== "silent" || observed > 0).map((kind) => (
          <FindingRow
            key={kind}
            kind={kind}
            check={check}
            words={words}
            chosen={chosen[kind]}
            onChoose={(on) => onChoose({ ...chosen, [kind]: on })}
          />
        ))}
      </ul>
      <p className="card-foot">
        {observed === 0
          ? "Who never opens or clicks cannot be told: no open or click of mail to these addresses names its reader."
          : `Opens and clicks are recorded with their reader for ${percent(observed / accepted)} of the ${counted(accepted, "mail")} that these addresses accepted; silence is told of that mail only. An open by a program counts as one.`}
      </p>
    </section>
  );
}
