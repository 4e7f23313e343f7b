import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { OutcomeGlyph } from "@/components/ui/outcome";
import { Timeline, TimelineItem } from "@/components/ui/timeline";
import { span } from "@/lib/core/format";
import { SOURCE_TITLES } from "@/lib/core/sources/names";
import { type Occurrence, STEPS } from "@/lib/core/suppression";
import type { Sighting, TimelineEntry } from "@/lib/core/timeline";
import type { MessageReport } from "@/lib/server/reports/message";
import { KIND_WORDS, OUTCOME_OF } from "./kind-words";
import { clockSecond, momentSecond } from "./moments";
import { Quoted } from "./quoted";
import { routeWords } from "./route-words";

interface StoryProps {
  report: MessageReport;
  tz: string;
  /** ms; says which year goes without saying. */
  now: number;
  /** With every sighting and every piece of evidence, as the message's own page shows it. */
  full?: boolean;
}

const HOUR = 3_600_000;

/** What happened to one message, and what it did to its address. */
export function Story({ report, tz, now, full }: StoryProps) {
  const steps = [
    ...report.timeline.map((entry) => ({ at: entry.at, entry, occurrence: undefined })),
    ...report.lease
      .filter(({ lease }) => lease)
      .map((occurrence) => ({ at: occurrence.at, entry: undefined, occurrence })),
  ].sort((a, b) => a.at - b.at);
  if (steps.length === 0)
    return (
      <p className="text-ink-3">Its events are older than what the log keeps; what became of it is known.</p>
    );
  return (
    <Timeline>
      {steps.map(({ at, entry, occurrence }, index) => {
        const next = steps[index + 1];
        const common = {
          time: momentSecond(at, tz, now, steps[index - 1]?.at),
          iso: new Date(at).toISOString(),
          pause: next !== undefined && next.at - at > HOUR,
        };
        if (occurrence)
          return (
            <TimelineItem
              key={`lease ${at}`}
              glyph={<OutcomeGlyph outcome="suppressed" />}
              title={leaseWords(occurrence, report.recipient)}
              {...common}
            />
          );
        return (
          <TimelineItem
            key={`${entry.kind} ${at}`}
            glyph={
              entry.kind === "queued" ? (
                <Icon name="mail" />
              ) : (
                <OutcomeGlyph outcome={OUTCOME_OF[entry.kind]} />
              )
            }
            title={<Title entry={entry} report={report} />}
            {...common}
          >
            <Evidence entry={entry} said={report.said} source={report.source} tz={tz} full={full} />
          </TimelineItem>
        );
      })}
    </Timeline>
  );
}

/** A bounce long after the delivery says how long. */
function Title({ entry, report }: { entry: TimelineEntry; report: MessageReport }): ReactNode {
  const words = KIND_WORDS[entry.kind];
  if (entry.kind !== report.outcome) return words;
  const delivered = report.timeline.find(({ kind }) => kind === "delivered");
  const late = report.asynchronous && delivered && entry.at > delivered.at;
  return <b className="font-medium">{late ? `${words}, ${span(entry.at - delivered.at)} later` : words}</b>;
}

interface EvidenceProps {
  entry: TimelineEntry;
  /** Quoted beside the timeline already. */
  said: MessageReport["said"];
  source: MessageReport["source"];
  tz: string;
  full: boolean | undefined;
}

function Evidence({ entry, said, source, tz, full }: EvidenceProps) {
  const { detail, sightings } = entry;
  const code = [entry.reply || "", entry.enhanced].filter(Boolean).join(" ");
  return (
    <>
      {code && <div className="font-mono">{code}</div>}
      {full && detail.text && detail.text !== said?.text && <Quoted text={detail.text} span={detail.span} />}
      {full && detail.mx && detail.mx !== said?.mx && <div>Receiver: {detail.mx}</div>}
      {full && detail.status && (
        <div>
          {SOURCE_TITLES[source]} said {detail.status}
        </div>
      )}
      {full && detail.url && <div className="font-mono break-all">{detail.url}</div>}
      {full && detail.userAgent && <div className="break-all">{detail.userAgent}</div>}
      {(full || sightings.length > 1) && <div>{sightingWords(sightings, tz)}</div>}
    </>
  );
}

/** "By webhook at 08:12:13, again by log export at 08:30:00. Counted once." */
function sightingWords(sightings: Sighting[], tz: string): string {
  const words = sightings.map(({ route, at, importId }, index) => {
    const by = `${index === 0 ? "By" : "again by"} ${routeWords(route, importId)}`;
    return `${by}${importId > 0 ? ` (import ${importId})` : ""} at ${clockSecond(at, tz)}`;
  });
  return `${words.join(", ")}.${sightings.length > 1 ? " Counted once." : ""}`;
}

function leaseWords({ effect, lease }: Occurrence, recipient: string): ReactNode {
  const step = lease?.step ?? 0;
  const length = Math.round((STEPS[step] ?? 0) / HOUR);
  const words = length > 96 ? `${length / 24} days` : `${length} h`;
  const link = <Link href={`/suppressions?address=${encodeURIComponent(recipient)}`}>step {step + 1}</Link>;
  if (effect === "in-flight") return <>It was already suppressed, at {link}</>;
  if (effect === "same-occurrence") return <>ACS dropped it too: the same occurrence</>;
  if (effect === "allowed" || effect === "nothing") return <>The address was free</>;
  return (
    <>
      Suppressed for {words}, {link}
    </>
  );
}
