"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { actOnIncident } from "@/lib/client/alerts";
import { ALERT_METRICS } from "@/lib/core/alerts/metric";
import { countsMail } from "@/lib/core/alerts/rule";
import { incidentSentence, standing } from "@/lib/core/alerts/sentence";
import { finding } from "@/lib/core/alerts/words";
import { localDay } from "@/lib/core/buckets";
import { count, span } from "@/lib/core/format";
import type { Incident } from "@/lib/server/reports/incident";
import { OwnDialog, ResolveDialog } from "./incident-dialogs";
import { useSave } from "./use-save";
import { incidentStanding } from "./words";

interface IncidentHeadProps {
  incident: Incident;
  self: string;
  tz: string;
  now: number;
}

/** What has happened, in a sentence, and who has it. */
export function IncidentHead({ incident, self, tz, now }: IncidentHeadProps) {
  const { id, rule, judgement, openedAt, resolvedAt, clearSince, owner } = incident;
  const { state, word } = incidentStanding({ closing: clearSince !== null, resolvedAt });
  const pieces = incidentSentence(incident, { today: localDay(now, incident.tz), tz });
  return (
    <section className="incident-head" aria-label="What happened">
      <div>
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <StateLabel state={state} pill>
            {word}
          </StateLabel>
          <span className="text-sm text-ink-3">
            Incident {id}, open for {span((resolvedAt ?? now) - openedAt)}
          </span>
        </p>
        <h2>
          {pieces
            ? pieces.map(({ text, strong }) => (strong ? <strong key={text}>{text}</strong> : text))
            : finding(rule, judgement)}{" "}
          {standing(incident, { tz, now })}
        </h2>
      </div>
      <div>
        <dl className="facts">
          <dt>Owner</dt>
          <dd>{owner || "nobody yet"}</dd>
          <dt>Rule</dt>
          <dd>
            <Link href="/alerts#rules-title">{rule.name}</Link>
          </dd>
          <Cost incident={incident} />
        </dl>
        {resolvedAt === null && <Actions incident={incident} self={self} />}
      </div>
    </section>
  );
}

function Cost({ incident: { rule, burned } }: { incident: Incident }) {
  if (!burned || !countsMail(rule) || rule.metric === "volume") return null;
  const { counted, over } = ALERT_METRICS[rule.metric];
  return (
    <>
      <dt>Cost</dt>
      <dd>
        {count(burned.k)} {counted} of {count(burned.n)} {over}
      </dd>
    </>
  );
}

function Actions({ incident, self }: { incident: Incident; self: string }) {
  const { id, acknowledgedAt, owner } = incident;
  const [asking, setAsking] = useState<"resolve" | "own" | null>(null);
  const { save, problem } = useSave({
    change: actOnIncident,
    done: () => "Acknowledged: nobody is reminded any more.",
  });
  return (
    <div className="mt-3 grid gap-2.5">
      <div className="flex flex-wrap gap-2">
        {acknowledgedAt === null && (
          <Button
            variant="primary"
            onClick={() => save.mutate({ id, act: { act: "acknowledge" } })}
            busy={save.isPending && "Acknowledging"}
          >
            Acknowledge
          </Button>
        )}
        <Button variant={acknowledgedAt === null ? "plain" : "primary"} onClick={() => setAsking("resolve")}>
          Resolve…
        </Button>
        <Button onClick={() => setAsking("own")}>{owner ? "Hand over…" : "Name an owner…"}</Button>
      </div>
      {problem && (
        <Note state="alert" live>
          {problem.message}
        </Note>
      )}
      {asking === "resolve" && <ResolveDialog incident={incident} onClose={() => setAsking(null)} />}
      {asking === "own" && <OwnDialog incident={incident} self={self} onClose={() => setAsking(null)} />}
    </div>
  );
}
