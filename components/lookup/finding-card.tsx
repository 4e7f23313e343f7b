import Link from "next/link";
import { Reason } from "@/components/events/reason";
import { Card } from "@/components/ui/card";
import { OutcomeLabel } from "@/components/ui/outcome";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import type { LookupFinding } from "@/lib/server/lookup";
import { effectSentence } from "./words";

const ACTION_WORDS: Record<LookupFinding["action"], string> = {
  failed: "given up",
  delayed: "still tried",
  delivered: "arrived",
  relayed: "passed on",
  expanded: "passed on to a list's members",
};

/** What was said of one recipient, how it is read, and what it would do. */
export function FindingCard({ finding, id }: { finding: LookupFinding; id: string }) {
  const { recipient, action, category, reply, enhanced, said, why, explanation } = finding;
  const failed = action === "failed" || action === "delayed";
  return (
    <Card
      id={id}
      title={<span className="wrap-anywhere">{recipient || "The reply"}</span>}
      subtitle={recipient && ACTION_WORDS[action]}
    >
      <dl className="facts">
        {failed && (
          <>
            <dt>Class</dt>
            <dd>
              <OutcomeLabel outcome={action === "delayed" ? "pending" : finding.class}>
                {action === "delayed" ? "Not given up yet" : undefined}
              </OutcomeLabel>
            </dd>
            <dt>Category</dt>
            <dd>{CATEGORY_WORDS[category].title}</dd>
          </>
        )}
        <dt>Codes</dt>
        <dd>
          {reply || enhanced ? (
            <>
              <span className="font-mono">{[reply || "", enhanced].filter(Boolean).join(" ")}</span>
              {failed && why.row && <span className="text-ink-2"> · {why.row.title}</span>}
            </>
          ) : (
            <span className="text-ink-3">none</span>
          )}
        </dd>
        <dt>To the address</dt>
        <dd>
          {effectSentence(finding)}
          {recipient.includes("@") && (
            <>
              {" "}
              <Link href={`/suppressions?address=${encodeURIComponent(recipient)}`}>How it stands now</Link>
            </>
          )}
        </dd>
      </dl>
      <h3 className="subheading mt-4">What was said</h3>
      <Reason
        said={said}
        reading={failed ? why : null}
        outcome={failed ? finding.class : null}
        explanation={failed ? explanation : null}
      />
    </Card>
  );
}
