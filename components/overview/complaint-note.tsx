import Link from "next/link";
import { GMAIL_LIMITS, spamSentence } from "@/components/engagement/gmail-words";
import { filterHref } from "@/components/filter/href";
import { OutcomeGlyph } from "@/components/ui/outcome";
import { StateGlyph } from "@/components/ui/state-label";
import { type Coverage, coverageSentence } from "@/lib/core/complaint-sources";
import type { Filter } from "@/lib/core/filter";
import { type SpamDomain, spamDomains } from "@/lib/core/gmail/spam-domains";
import type { GmailSpam } from "@/lib/server/reports/gmail-spam";

interface ComplaintNoteProps {
  /** Null where nobody reports complaints. */
  coverage: Coverage | null;
  spam: GmailSpam;
  filter: Filter;
  today: string;
}

/** Of how much mail complaints can come, and what Gmail, which passes none on, tells instead. */
export function ComplaintNote({ coverage, spam, filter, today }: ComplaintNoteProps) {
  const covers = coverage && coverageSentence(coverage, null);
  const domains = spamDomains(spam.days, spam.rows);
  const [worst] = domains;
  if (!covers && !worst) return null;
  const hrefOf = (section: string) => `${filterHref("/engagement", filter)}#${section}`;
  return (
    <ul className="-mt-2 grid gap-1 text-sm text-ink-2" aria-label="About complaints">
      {covers && (
        <li className="flex items-baseline gap-2">
          <span className="flex w-3 justify-center">
            <OutcomeGlyph outcome="complaint" />
          </span>
          <span>
            Complaints: {covers} <Link href={hrefOf("complaints")}>Complaints by source</Link>
          </span>
        </li>
      )}
      {worst && (
        <li className="flex items-baseline gap-2">
          <Standing of={worst} />
          <span>
            Gmail’s own spam rate, {domains.length > 1 && `the highest of ${domains.length} domains, `}
            {spamSentence(worst, today)} <Link href={hrefOf("gmail")}>Spam rate at Gmail</Link>
          </span>
        </li>
      )}
    </ul>
  );
}

/** How the last rate stands against Gmail's two lines, which the sentence says. */
function Standing({ of: { latest } }: { of: SpamDomain }) {
  const [asked, never] = GMAIL_LIMITS;
  const state = latest.rate >= never.value ? "alert" : latest.rate >= asked.value ? "watch" : "ok";
  return (
    <span className={`state-${state}`}>
      <StateGlyph state={state} />
    </span>
  );
}
