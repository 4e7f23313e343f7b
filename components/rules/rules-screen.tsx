"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportQuery } from "@/lib/client/queries";
import { askRules } from "@/lib/client/rules";
import type { OwnRuleInput } from "@/lib/core/bounce/own-rule-fields";
import { counted } from "@/lib/core/format";
import type { BounceRules } from "@/lib/server/reports/bounce-rules";
import { ChangesCard } from "./changes-card";
import { ReadingProgress } from "./reading-progress";
import { RuleDialog } from "./rule-dialog";
import { RuleTable } from "./rule-table";
import { TrialCard } from "./trial-card";
import { useDraft } from "./use-draft";

interface Props {
  mayChange: boolean;
  tz: string;
  now: number;
}

const LOOK_AGAIN = 1000;

/** The rules that admins have added: in order, tried on history, put in force and taken back. */
export function RulesScreen(props: Props) {
  const query = useQuery({
    ...reportQuery("bounce-rules", null),
    queryFn: askRules,
    refetchInterval: ({ state }) => (state.data?.reading ? LOOK_AGAIN : false),
  });
  useRenewal(query.data);
  return (
    <QueryBlock query={query} what="The rules" height={420}>
      {(data) => <Rules data={data} {...props} />}
    </QueryBlock>
  );
}

/** Every other report is asked anew once the log is read to its end. */
function useRenewal(data: BounceRules | undefined) {
  const queries = useQueryClient();
  const reading = data?.reading != null;
  const before = useRef(reading);
  useEffect(() => {
    if (before.current && !reading) queries.invalidateQueries({ queryKey: ["report"] });
    before.current = reading;
  }, [reading, queries]);
}

function Rules({ data, mayChange, tz, now }: Props & { data: BounceRules }) {
  const draft = useDraft(data.version, data.rules);
  const [editing, setEditing] = useState<OwnRuleInput | "new" | null>(null);
  const { rules } = draft;
  const create = () => setEditing("new");
  return (
    <>
      <PageHeader
        title="Rules for bounces"
        actions={
          <>
            {data.rules.length > 0 && <TableExport data={data.rules} what="the rules" />}
            {mayChange && (
              <Button variant="primary" icon="plus" onClick={create}>
                New rule
              </Button>
            )}
          </>
        }
      />
      <div className="page">
        <p className="opening">{opening(data)}</p>
        {data.reading && <ReadingProgress {...data.reading} />}
        {rules.length === 0 ? (
          <EmptyState
            title="No rules of your own."
            action={
              mayChange && (
                <Button variant="primary" icon="plus" onClick={create}>
                  New rule
                </Button>
              )
            }
          >
            Add one where a receiver says something that Repute reads wrongly. It is tried on history before
            it is in force, and can be taken back.
          </EmptyState>
        ) : (
          <RuleTable
            draft={draft}
            written={data.rules}
            mayChange={mayChange}
            tz={tz}
            now={now}
            onEdit={setEditing}
          />
        )}
        {draft.changed && <TrialCard draft={draft} tz={tz} now={now} />}
        <ChangesCard data={data} mayChange={mayChange && !draft.changed} tz={tz} now={now} />
        {!mayChange && (
          <Note icon="key" className="mt-5 max-w-[68ch]">
            <b className="font-medium">Only an admin can change rules.</b> You can see them, and what they
            did.
          </Note>
        )}
      </div>
      {editing && (
        <RuleDialog
          rule={editing === "new" ? null : editing}
          rules={rules}
          onSave={(rule) => {
            draft.put(rule);
            setEditing(null);
          }}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function opening({ rules, changes, changed, reading }: BounceRules): string {
  const on = rules.filter((rule) => rule.on).length;
  if (reading) return "The log is read again under the new rules.";
  if (on === 0) return "Bounces are read by the rules that come with Repute.";
  const what = `${counted(on, "rule")} of your own ${on === 1 ? "is" : "are"} asked before those of Repute`;
  return changes.length > 0 ? `${what}; the last change moved ${counted(changed, "bounce")}.` : `${what}.`;
}
