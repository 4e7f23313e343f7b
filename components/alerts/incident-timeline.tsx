"use client";

import { type FormEvent, type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Textarea } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-shapes";
import { type State, StateGlyph } from "@/components/ui/state-label";
import { Timeline, TimelineItem } from "@/components/ui/timeline";
import { actOnIncident } from "@/lib/client/alerts";
import { moment } from "@/lib/core/format";
import type { Incident, IncidentStep } from "@/lib/server/reports/incident";
import { stepTitle } from "./step-words";
import { useSave } from "./use-save";

interface IncidentTimelineProps {
  incident: Incident;
  tz: string;
  now: number;
}

/** Everything that happened to it, the latest first, and a place for a note. */
export function IncidentTimeline({ incident, tz, now }: IncidentTimelineProps) {
  return (
    <Card title="Timeline" id="timeline">
      <Timeline>
        {incident.steps.map((step) => (
          <TimelineItem
            key={step.id}
            glyph={glyphOf(step)}
            title={stepTitle(step)}
            time={moment(step.at, tz, now)}
            iso={new Date(step.at).toISOString()}
          >
            {step.text && !["owned", "told"].includes(step.step) && (
              <span className="wrap-anywhere whitespace-pre-wrap">
                {step.step === "noted" ? `“${step.text}”` : step.text}
              </span>
            )}
          </TimelineItem>
        ))}
      </Timeline>
      <NoteForm id={incident.id} />
    </Card>
  );
}

function NoteForm({ id }: { id: number }) {
  const form = useRef<HTMLFormElement>(null);
  const { save, errorOf, problem } = useSave({
    change: actOnIncident,
    done: () => "The note stands in the timeline.",
    onDone: () => form.current?.reset(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("text"));
    save.mutate({ id, act: { act: "note", text } });
  };
  return (
    <form ref={form} className="mt-4 grid gap-2" onSubmit={submit} noValidate>
      <Field label="Write a note" error={errorOf("text") ?? problem?.message}>
        <Textarea name="text" rows={2} maxLength={2_000} />
      </Field>
      <Button type="submit" className="justify-self-start" busy={save.isPending && "Adding"}>
        Add the note
      </Button>
    </form>
  );
}

const STATES: Partial<Record<string, State>> = {
  ...{
    opened: "alert",
    back: "alert",
    "not-told": "alert",
    reminded: "watch",
    closing: "watch",
    resolved: "ok",
  },
};
const ICONS: Partial<Record<string, IconName>> = {
  ...{ acknowledged: "check", owned: "person", noted: "person", told: "mail" },
};

function glyphOf({ step }: IncidentStep): ReactNode {
  const state = STATES[step];
  if (state)
    return (
      <span className={`state-${state}`}>
        <StateGlyph state={state} />
      </span>
    );
  return <Icon name={ICONS[step] ?? "info"} />;
}
