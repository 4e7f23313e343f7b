"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Segmented } from "@/components/ui/segmented";
import { tryRules } from "@/lib/client/rules";
import { ApplyDialog } from "./apply-dialog";
import { TrialResult } from "./trial-result";
import type { Draft } from "./use-draft";
import { trialSentence } from "./words";

const PERIODS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "all", label: "All" },
] as const;
type Period = (typeof PERIODS)[number]["value"];

/** The changes that are not in force yet: tried on history, put in force, or dropped. */
export function TrialCard({ draft, tz, now }: { draft: Draft; tz: string; now: number }) {
  const [period, setPeriod] = useState<Period>("30");
  const [applying, setApplying] = useState(false);
  const trial = useMutation({
    mutationFn: async ({ rules, days }: { rules: Draft["rules"]; days: number | null }) => ({
      rules,
      found: await tryRules({ rules, days }),
    }),
  });
  // A trial of other rules than these would tell the wrong thing.
  const found = trial.data?.rules === draft.rules ? trial.data.found : undefined;
  const run = () => trial.mutate({ rules: draft.rules, days: period === "all" ? null : Number(period) });
  return (
    <section className="card mt-5" aria-label="Changes not in force yet">
      <div className="card-body">
        <p className="font-serif text-[22px]/[30px] tracking-[-0.01em] text-pretty" role="status">
          {found ? trialSentence(found) : "These changes are not in force yet. Try them on history first."}
        </p>
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <Segmented<Period>
            label="Bounces of the last"
            options={PERIODS}
            value={period}
            onChange={setPeriod}
          />
          <Button onClick={run} busy={trial.isPending && "Reading bounces"}>
            Try them
          </Button>
          <span className="grow" />
          <Button variant="bare" onClick={draft.discard}>
            Drop the changes
          </Button>
          <Button variant="primary" onClick={() => setApplying(true)}>
            Apply…
          </Button>
        </div>
        {trial.error && (
          <Note state="alert" live className="mt-3.5">
            {trial.error.message}
          </Note>
        )}
      </div>
      {found && <TrialResult trial={found} rules={draft.rules} tz={tz} now={now} />}
      {applying && <ApplyDialog draft={draft} trial={found ?? null} onClose={() => setApplying(false)} />}
    </section>
  );
}
