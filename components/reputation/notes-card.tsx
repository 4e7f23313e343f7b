"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { removeAnnotation } from "@/lib/client/reputation-notes";
import { moment } from "@/lib/core/format";
import { type MetricName, metricOf } from "@/lib/core/metrics";
import { ANNOTATION_KINDS } from "@/lib/core/reputation-notes";
import type { Annotation, ReputationNotes } from "@/lib/server/reports/reputation-notes";
import { AnnotationDialog } from "./annotation-dialog";
import { LimitDialog } from "./limit-dialog";
import { useNote } from "./use-note";

interface NotesCardProps {
  notes: ReputationNotes;
  metric: MetricName;
  tz: string;
  now: number;
}

/** What happened in these days, numbered as on the chart; and the organisation's own limit of the metric. */
export function NotesCard({ notes, metric, tz, now }: NotesCardProps) {
  const [open, setOpen] = useState<"annotation" | "limit" | null>(null);
  const own = notes.limits[metric];
  return (
    <Card
      id="notes"
      title="What happened"
      subtitle="campaigns, incidents, deploys: numbered on the chart"
      aside={
        <>
          {hasLimit(metric) && (
            <Button onClick={() => setOpen("limit")}>
              {own === undefined ? "Set an own limit…" : `Own limit ${Number((own * 100).toFixed(3))}%…`}
            </Button>
          )}
          <Button icon="plus" onClick={() => setOpen("annotation")}>
            Mark something…
          </Button>
        </>
      }
    >
      {notes.annotations.length === 0 ? (
        <p className="text-sm text-ink-3">Nothing is marked in these days.</p>
      ) : (
        <ol>
          {notes.annotations.map((annotation, i) => (
            <Row key={annotation.id} {...{ annotation, tz, now }} number={i + 1} />
          ))}
        </ol>
      )}
      {open === "annotation" && <AnnotationDialog tz={tz} now={now} onClose={() => setOpen(null)} />}
      {open === "limit" && hasLimit(metric) && (
        <LimitDialog
          metric={metric}
          title={metricOf(metric).rateTitle}
          own={own ?? null}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}

/** A limit is to be stayed below. */
const hasLimit = (metric: MetricName): metric is Exclude<MetricName, "delivered"> => metric !== "delivered";

interface RowProps {
  annotation: Annotation;
  number: number;
  tz: string;
  now: number;
}

function Row({ annotation: { id, at, kind, text, by }, number, tz, now }: RowProps) {
  const { save } = useNote(removeAnnotation, "The mark is gone.");
  return (
    <li className="flex items-baseline gap-3 border-t border-line py-1.5 text-sm first:border-t-0">
      <span className="w-4 flex-none text-right text-ink-3">{number}</span>
      <time className="w-24 flex-none text-ink-3" dateTime={new Date(at).toISOString()}>
        {moment(at, tz, now)}
      </time>
      <span className="min-w-0 flex-1 break-words">
        <b className="font-medium">{ANNOTATION_KINDS[kind]}:</b> {text}{" "}
        <span className="text-ink-3">by {by}</span>
      </span>
      <Button
        variant="bare"
        icon="close"
        iconOnly
        busy={save.isPending && "Removing"}
        onClick={() => save.mutate(id)}
      >
        {`Remove mark ${number}`}
      </Button>
    </li>
  );
}
