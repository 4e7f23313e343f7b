import { Card } from "@/components/ui/card";
import type { CorrelationKeys, FeedbackReport } from "@/lib/core/bounce/mail/reading";

const KEY_WORDS: Record<keyof CorrelationKeys, string> = {
  messageId: "Message-ID",
  sentAt: "Sent at",
  envelopeId: "Envelope id",
  returnPath: "Return path",
  verp: "Recipient (VERP)",
  deliveryToken: "Token of our return path",
  ourToken: "Our token",
};

interface KeysCardProps {
  keys: CorrelationKeys;
  report: FeedbackReport | null;
}

/** What joins a mail to the one that it is about, and what a complaint says of itself. */
export function KeysCard({ keys, report }: KeysCardProps) {
  const rows = Object.entries(KEY_WORDS).flatMap(([name, title]) => {
    const value = keys[name as keyof CorrelationKeys];
    const text = typeof value === "number" ? utc(value) : value;
    return text ? [{ title, value: text }] : [];
  });
  if (report) rows.push(...reportRows(report));
  if (rows.length === 0) return null;
  return (
    <Card id="keys" title="The original mail" subtitle="by which the report finds it">
      <dl className="facts">
        {rows.map(({ title, value }) => (
          <div className="contents" key={title}>
            <dt>{title}</dt>
            <dd className="font-mono text-[12px]">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** As in the mail, where no zone of ours matters: to the second. */
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

const reportRows = ({ type, recipients, incidents, userAgent, sourceIp, reportedDomain }: FeedbackReport) =>
  [
    { title: "Kind", value: type },
    { title: "Complained", value: recipients.join(", ") || "withheld" },
    { title: "Stands for", value: String(incidents) },
    { title: "Sent from", value: sourceIp ?? "" },
    { title: "About", value: reportedDomain ?? "" },
    { title: "Written by", value: userAgent ?? "" },
  ].filter(({ value }) => value !== "");
