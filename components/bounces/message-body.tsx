import { KIND_WORDS, OUTCOME_OF } from "@/components/events/kind-words";
import { momentSecond } from "@/components/events/moments";
import { Said } from "@/components/events/said";
import { Story } from "@/components/events/story";
import { ButtonLink } from "@/components/ui/button";
import { OutcomeLabel } from "@/components/ui/outcome";
import type { MessageReport } from "@/lib/server/reports/message";

interface MessageBodyProps {
  report: MessageReport;
  tz: string;
  now: number;
}

/** One bounced message, as the inspector shows it. */
export function MessageBody({ report, tz, now }: MessageBodyProps) {
  const { recipient, sender, outcome, at, asynchronous } = report;
  return (
    <>
      <h2>{recipient || "Recipient unknown"}</h2>
      <p className="text-sm text-ink-2">
        {sender && <>from {sender}, </>}
        {at !== null && momentSecond(at, tz, now)}
      </p>
      <p className="mt-2.5 flex flex-wrap items-center gap-x-3.5 gap-y-1">
        {outcome && <OutcomeLabel outcome={OUTCOME_OF[outcome]}>{KIND_WORDS[outcome]}</OutcomeLabel>}
        {asynchronous && (
          <span className="text-sm text-ink-2">after delivery, so delivered was corrected</span>
        )}
      </p>
      <Said report={report} />
      <section>
        <h3 className="subheading">What happened</h3>
        <Story report={report} tz={tz} now={now} />
      </section>
      <section className="flex flex-wrap gap-2">
        <ButtonLink icon="suppressions" href={`/suppressions?address=${encodeURIComponent(recipient)}`}>
          Open the address
        </ButtonLink>
        <ButtonLink icon="mail" href={`/events/${report.address}/${report.message}`}>
          Open the message
        </ButtonLink>
      </section>
    </>
  );
}
