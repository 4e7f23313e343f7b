"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { OutcomeLabel } from "@/components/ui/outcome";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import type { MessageReport } from "@/lib/server/reports/message";
import { KIND_WORDS, OUTCOME_OF } from "./kind-words";
import { momentSecond } from "./moments";
import { Records } from "./records";
import { Said } from "./said";
import { Story } from "./story";

interface MessageViewProps {
  address: string;
  message: string;
  tz: string;
  now: number;
}

/** One message to one recipient: what became of it, everything that was reported, and what was said. */
export function MessageView({ address, message, tz, now }: MessageViewProps) {
  const query = useQuery(reportQuery("message", null, { address, message }));
  return (
    <div className="page">
      <QueryBlock query={query} what="This message" height={600}>
        {(report) => (
          <>
            <p className="opening">
              <Fate report={report} />
            </p>
            <div className="grid items-start gap-5 full:grid-cols-[minmax(0,1fr)_400px]">
              <Card title="What happened" subtitle={tz}>
                <Story report={report} tz={tz} now={now} full />
              </Card>
              <div className="grid content-start gap-5">
                <Card title="The message">
                  <Facts report={report} tz={tz} now={now} />
                </Card>
                {(report.said || report.reading) && (
                  <div className="card card-body">
                    <Said report={report} />
                  </div>
                )}
                <Records timeline={report.timeline} tz={tz} now={now} />
              </div>
            </div>
          </>
        )}
      </QueryBlock>
    </div>
  );
}

/** What became of it, as a sentence. */
function Fate({ report: { outcome, asynchronous, explanation } }: { report: MessageReport }) {
  if (outcome === null) return "Only opens, clicks or complaints are known of this message.";
  if (outcome === "queued" || outcome === "delayed") return "This message is still on its way.";
  if (outcome === "delivered") return "The receiver accepted this message.";
  if (outcome === "suppressed") return "This message was never sent: its address was suppressed.";
  const reason = explanation ? `: ${explanation.title[0]?.toLowerCase()}${explanation.title.slice(1)}` : "";
  return asynchronous
    ? `This message bounced after it had been delivered${reason}. Delivered was corrected.`
    : `This message bounced${reason}.`;
}

function Facts({ report, tz, now }: { report: MessageReport; tz: string; now: number }) {
  const { recipient, sender, campaign, messageId, outcome, at, category } = report;
  const internetId = report.timeline.find(({ detail }) => detail.internetMessageId)?.detail.internetMessageId;
  return (
    <>
      <dl className="facts">
        <dt>To</dt>
        <dd className="font-medium">{recipient || "nobody named"}</dd>
        <dt>From</dt>
        <dd>{sender || <span className="text-ink-3">not said</span>}</dd>
        {campaign && (
          <>
            <dt>Campaign</dt>
            <dd className="wrap-anywhere">{campaign}</dd>
          </>
        )}
        {outcome && (
          <>
            <dt>Became</dt>
            <dd>
              <OutcomeLabel outcome={OUTCOME_OF[outcome]}>{KIND_WORDS[outcome]}</OutcomeLabel>
            </dd>
          </>
        )}
        {report.reading && (
          <>
            <dt>Category</dt>
            <dd>{CATEGORY_WORDS[category].title}</dd>
          </>
        )}
        <dt>Counts on</dt>
        <dd>{at === null ? "no day yet" : momentSecond(at, tz, now)}</dd>
        <dt>Message id</dt>
        <dd className="flex items-start gap-1">
          <span className="min-w-0 flex-1 font-mono text-[12px]">{messageId}</span>
          <CopyButton what="message id" text={messageId} />
        </dd>
        {internetId && (
          <>
            <dt>Message-ID</dt>
            <dd className="font-mono text-[12px]">{internetId}</dd>
          </>
        )}
      </dl>
      {recipient && (
        <ButtonLink
          className="mt-4"
          icon="suppressions"
          href={`/suppressions?address=${encodeURIComponent(recipient)}`}
        >
          Open the address
        </ButtonLink>
      )}
    </>
  );
}
