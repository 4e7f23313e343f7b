"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { counted, moment } from "@/lib/core/format";
import type { BounceRules, RuleChange } from "@/lib/server/reports/bounce-rules";
import { UndoRulesDialog } from "./undo-rules-dialog";

interface Props {
  data: BounceRules;
  mayChange: boolean;
  tz: string;
  now: number;
}

/** What was changed, by whom; the latest change can be taken back. */
export function ChangesCard({ data, mayChange, tz, now }: Props) {
  const [undoing, setUndoing] = useState<RuleChange | null>(null);
  if (data.changes.length === 0) return null;
  return (
    <Card title="Changes" id="changes" className="mt-5">
      <ul className="grid gap-2.5">
        {data.changes.map((change, index) => (
          <li key={change.version} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="wrap-anywhere">
              {said(change)} by {change.by}, {moment(change.at, tz, now)}
            </span>
            {index === 0 && mayChange && (
              <Button onClick={() => setUndoing(change)}>
                Undo…<span className="sr-only"> {said(change)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {undoing && <UndoRulesDialog change={undoing} onClose={() => setUndoing(null)} />}
    </Card>
  );
}

function said({ version, undoes, rules, on }: RuleChange): string {
  if (undoes !== null) return `Change ${version}: change ${undoes} undone`;
  const off = rules - on;
  return `Change ${version}: ${counted(rules, "rule")}${off > 0 ? `, ${off} of them off` : ""}`;
}
