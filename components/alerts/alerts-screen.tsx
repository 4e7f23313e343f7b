"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Perforation } from "@/components/ui/perforation";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import type { AlertRuleRow } from "@/lib/server/reports/alerts";
import { AlertsOpening } from "./alerts-opening";
import { ChannelsCard } from "./channels-card";
import { OpenIncidents, ResolvedIncidents } from "./incident-lists";
import { RuleDialog } from "./rule-dialog";
import { RuleTable } from "./rule-table";

interface AlertsScreenProps {
  /** Channels are an admin's; rules are everybody's. */
  admin: boolean;
  tz: string;
}

/** What is open, what is watched, who is told. */
export function AlertsScreen({ admin, tz }: AlertsScreenProps) {
  const query = useQuery({ ...reportQuery("alerts", null), refetchInterval: 60_000 });
  const [editing, setEditing] = useState<AlertRuleRow | "new" | null>(null);
  return (
    <>
      <PageHeader
        title="Alerts"
        actions={
          <Button variant="primary" icon="plus" onClick={() => setEditing("new")}>
            New rule
          </Button>
        }
      />
      <div className="page">
        <QueryBlock query={query} what="The alerts" height={620}>
          {(data) => (
            <>
              <AlertsOpening alerts={data} now={query.dataUpdatedAt} />
              <OpenIncidents incidents={data.open} tz={tz} now={query.dataUpdatedAt} />
              <Perforation />
              <RuleTable alerts={data} onEdit={setEditing} />
              <ChannelsCard
                channels={data.channels}
                rules={data.rules}
                {...{ admin, tz }}
                now={query.dataUpdatedAt}
              />
              <ResolvedIncidents incidents={data.resolved} tz={tz} now={query.dataUpdatedAt} />
              {editing && (
                <RuleDialog
                  row={editing === "new" ? null : editing}
                  channels={data.channels}
                  onClose={() => setEditing(null)}
                />
              )}
            </>
          )}
        </QueryBlock>
      </div>
    </>
  );
}
