import Link from "next/link";
import type { ReactNode } from "react";
import { filterHref } from "@/components/filter/href";
import { weekdayWords } from "@/components/filter/words";
import { type State, StateGlyph, StateLabel } from "@/components/ui/state-label";
import type { Filter } from "@/lib/core/filter";
import { clock } from "@/lib/core/format";
import type { Reason, State as VerdictState } from "@/lib/core/reputation";
import type { VerdictReport } from "@/lib/server/reports/verdict";
import { Sentence } from "./sentence";

export const GLYPH: Record<VerdictState, State> = {
  healthy: "ok",
  "almost-healed": "healing",
  "at-risk": "watch",
  "under-review": "alert",
  "not-enough-data": "none",
  "no-data": "none",
};

interface VerdictProps {
  /** What stands beside it. */
  aside: ReactNode;
  verdict: VerdictReport;
  filter: Filter;
  today: string;
  /** When the answer was computed, ms. */
  updatedAt: number;
}

/** Where people decide: the state and why. */
export function Verdict({ verdict, filter, today, updatedAt, aside }: VerdictProps) {
  return (
    <section className="verdict" aria-label="Verdict">
      <div>
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <StateLabel state={GLYPH[verdict.state]} pill>
            {verdict.word}
          </StateLabel>
          <span className="text-sm text-ink-3">
            {weekdayWords(verdict.to, today)}, updated {clock(updatedAt, filter.tz)}
          </span>
        </p>
        <h2>
          <Sentence pieces={verdict.sentence} />
        </h2>
        <ul className="reasons">
          {verdict.reasons.map((reason) => (
            <li key={reason.link.href + reason.link.text}>
              <span className={`state-${reason.tone}`}>
                <StateGlyph state={reason.tone} />
              </span>
              <span>
                <Sentence pieces={reason.pieces} /> <Proof link={reason.link} filter={filter} />
              </span>
            </li>
          ))}
        </ul>
      </div>
      {aside}
    </section>
  );
}

/** A link of the verdict: a section of this page, or another screen over the same days. */
function Proof({ link, filter }: { link: Reason["link"]; filter: Filter }) {
  if (link.href.startsWith("#")) return <a href={link.href}>{link.text}</a>;
  const { pathname, searchParams } = new URL(link.href, "http://here");
  return <Link href={filterHref(pathname, filter, Object.fromEntries(searchParams))}>{link.text}</Link>;
}
