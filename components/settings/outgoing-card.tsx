"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { outgoingQuery } from "@/lib/client/outgoing";
import { ago, counted, day, span } from "@/lib/core/format";
import type { EndpointRow } from "@/lib/server/reports/outgoing";
import { MessageLog } from "./outgoing-log";
import { EndpointDialog } from "./outgoing-make";
import { EndpointMenu } from "./outgoing-menu";

/** Who is told when a suppression changes. */
export function OutgoingCard({ tz }: { tz: string }) {
  const query = useQuery(outgoingQuery());
  const [adding, setAdding] = useState(false);
  const now = query.dataUpdatedAt;
  return (
    <QueryBlock query={query} what="The list of outgoing webhooks" height={150}>
      {(endpoints) => (
        <Card
          title="Outgoing webhooks"
          subtitle="tell other programs of every change of a suppression"
          id="outgoing"
          flush
          aside={
            <Button icon="plus" onClick={() => setAdding(true)}>
              Add an endpoint
            </Button>
          }
        >
          {endpoints.length === 0 ? (
            <p className="px-[18px] pb-4 text-ink-2 max-wide:px-3.5">
              Nobody is told. A CRM or a shop system that is told can stop mailing an address at once.
            </p>
          ) : (
            <ul className="divide-y divide-line border-t border-line">
              {endpoints.map((endpoint) => (
                <EndpointLine key={endpoint.id} of={endpoint} tz={tz} now={now} />
              ))}
            </ul>
          )}
          {adding && <EndpointDialog onClose={() => setAdding(false)} />}
        </Card>
      )}
    </QueryBlock>
  );
}

function EndpointLine({ of: endpoint, tz, now }: { of: EndpointRow; tz: string; now: number }) {
  const { name, origin, createdAt, createdBy, waiting, messages } = endpoint;
  return (
    <li className="px-[18px] py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="font-medium wrap-anywhere">{name}</h3>
          <p className="font-mono text-sm wrap-anywhere text-ink-2">{origin}/…</p>
          <p className="text-sm wrap-anywhere text-ink-3">
            added {day(createdAt, tz, now)} by {createdBy}
          </p>
        </div>
        <div className="flex items-center gap-3">
          <EndpointState of={endpoint} now={now} />
          <EndpointMenu of={endpoint} />
        </div>
      </div>
      {waiting > 0 && (
        <p className="mt-1 text-sm text-ink-2">{counted(waiting, "message")} still to be sent.</p>
      )}
      {messages.length > 0 && <MessageLog {...{ name, messages, tz, now }} />}
    </li>
  );
}

function EndpointState({ of: { offAt, failingSince, messages }, now }: { of: EndpointRow; now: number }) {
  if (offAt !== null) return <StateLabel state="none">Switched off</StateLabel>;
  if (failingSince !== null)
    return <StateLabel state="alert">Failing for {span(now - failingSince)}</StateLabel>;
  const last = messages.find(({ sentAt }) => sentAt !== null);
  return <StateLabel state="ok">{last ? `Told ${ago(now - (last.sentAt ?? 0))}` : "Ready"}</StateLabel>;
}
