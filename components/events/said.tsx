import { isBounce } from "@/lib/core/events";
import type { MessageReport } from "@/lib/server/reports/message";
import { Reason } from "./reason";

/** What the receiver of a message said, and what was made of it. */
export function Said({ report }: { report: MessageReport }) {
  const { said, reading, explanation, outcome } = report;
  if (!said && !reading) return null;
  const bounced = outcome && isBounce(outcome) ? outcome : null;
  return (
    <section>
      <h3 className="subheading">What the receiver said</h3>
      <Reason said={said} reading={reading} outcome={bounced} explanation={explanation} />
    </section>
  );
}
