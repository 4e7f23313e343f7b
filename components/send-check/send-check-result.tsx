"use client";

import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { count } from "@/lib/core/format";
import { CHOSEN_AT_FIRST, removedRows, type SendCheck } from "@/lib/core/send-check/findings";
import { rateOf, standing, verdictWords } from "@/lib/core/send-check/verdict";
import { Downloads } from "./downloads";
import { ExpectedRates } from "./expected-rates";
import { FindingList } from "./finding-list";
import type { GivenList } from "./list-form";

interface SendCheckResultProps {
  list: GivenList;
  check: SendCheck;
  /** ms */
  checkedAt: number;
  tz: string;
  busy: boolean;
  error: string | null;
  onColumn(column: number): void;
  onAnother(): void;
}

const NONE: ReadonlySet<number> = new Set();
const STATES = { ok: "Below the limit", watch: "May be over the limit", alert: "Over the limit" };

/** The judgement, the rate before and after, and what was found; what is ticked is taken out. */
export function SendCheckResult(props: SendCheckResultProps) {
  const { list, check, checkedAt, tz, busy, error, onColumn, onAnother } = props;
  const [chosen, setChosen] = useState(CHOSEN_AT_FIRST);
  const removed = useMemo(() => removedRows(check.findings, chosen), [check, chosen]);
  const before = useMemo(() => rateOf(check, NONE), [check]);
  const after = useMemo(() => rateOf(check, removed), [check, removed]);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        {before && (
          <StateLabel state={standing(before)} pill>
            {STATES[standing(before)]}
          </StateLabel>
        )}
        <span className="min-w-0 text-sm text-ink-2 wrap-anywhere">
          {list.name}: {count(check.addresses.length)} rows{check.header ? " below a header" : ""}
          {check.encoding === "Latin-1" ? ", read as Latin-1" : ""}
        </span>
      </div>
      <p className="opening" role="status">
        {verdictWords(before, after, removed.size)}
      </p>
      {check.columns.length > 1 && (
        <Field label="Column of the addresses" error={error} className="mb-4 max-w-[280px]">
          <Select
            value={check.column}
            disabled={busy}
            onChange={(event) => onColumn(Number(event.target.value))}
          >
            {check.columns.map((name, column) => (
              <option key={column} value={column}>
                {check.header && name ? name : `Column ${column + 1}`}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <ExpectedRates before={before} after={after} />
      <FindingList check={check} chosen={chosen} onChoose={setChosen} now={checkedAt} tz={tz} />
      <Downloads list={list} check={check} removed={removed} now={checkedAt} />
      <div className="mt-5">
        <Button onClick={onAnother}>Check another list</Button>
      </div>
      <Note className="mt-5 max-w-[68ch]">
        Nothing of this list is kept. This page forgets it when you leave; the server has forgotten it
        already.
      </Note>
    </>
  );
}
