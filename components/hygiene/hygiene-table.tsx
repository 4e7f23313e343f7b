"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StateLabel } from "@/components/ui/state-label";
import { day } from "@/lib/core/format";
import type { HygieneState } from "@/lib/core/hygiene";
import { evidenceWords } from "@/lib/core/hygiene-words";
import type { HygieneRow } from "@/lib/server/reports/hygiene";
import { useDecision } from "./use-decision";

/** Address, evidence and decision; the address opens everything that is known of it. */
export function HygieneTable({ rows, now, tz }: { rows: HygieneRow[]; now: number; tz: string }) {
  const decision = useDecision();
  const busy = decision.isPending ? decision.variables.address : null;
  return (
    <div className="card overflow-hidden">
      <table className="data-table stacks">
        <thead>
          <tr>
            <th>Address and evidence</th>
            <th>Latest</th>
            <th className="end">Decision</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.address} className="max-wide:grid-cols-[minmax(0,1fr)_auto]">
              <td className="max-wide:col-start-1 max-wide:min-w-0">
                <Link
                  className="font-medium wrap-anywhere"
                  href={`/suppressions?${new URLSearchParams({ address: row.recipient })}`}
                  prefetch={false}
                >
                  {row.recipient}
                </Link>
                <ul className="text-sm text-ink-2">
                  {row.evidence.map((one) => (
                    <li key={one.reason}>{evidenceWords(one, now, tz)}</li>
                  ))}
                </ul>
                <Standing row={row} now={now} tz={tz} />
              </td>
              <td className="whitespace-nowrap text-ink-2 max-wide:text-sm">
                {day(row.evidenceAt, tz, now)}
              </td>
              <td className="whole">
                <Buttons
                  row={row}
                  busy={busy === row.address}
                  onDecide={(state) => decision.mutate({ address: row.address, state, version: row.version })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who decided what, and whether new evidence has taken it back. */
function Standing({ row, now, tz }: { row: HygieneRow; now: number; tz: string }) {
  const { state, decidedBy, decidedAt, returnedAt } = row;
  if (decidedAt === null) return null;
  const when = `by ${decidedBy} on ${day(decidedAt, tz, now)}`;
  if (state === "open")
    return (
      <p className="text-sm">
        <StateLabel state="watch">New evidence since it was dismissed</StateLabel>{" "}
        <span className="text-ink-2">
          {when}
          {returnedAt !== null && `; back since ${day(returnedAt, tz, now)}`}
        </span>
      </p>
    );
  return (
    <p className="text-sm text-ink-2">
      {state === "accepted" ? "To be removed" : "Dismissed"}, {when}
    </p>
  );
}

interface ButtonsProps {
  row: HygieneRow;
  busy: boolean;
  onDecide(state: HygieneState): void;
}

function Buttons({ row, busy, onDecide }: ButtonsProps) {
  const name = (verb: string) => `${verb} ${row.recipient}`;
  return (
    <div className="flex justify-end gap-2 max-wide:justify-start">
      {row.state === "open" ? (
        <>
          <Button disabled={busy} aria-label={name("Dismiss")} onClick={() => onDecide("dismissed")}>
            Dismiss
          </Button>
          <Button disabled={busy} aria-label={name("Remove")} onClick={() => onDecide("accepted")}>
            Remove
          </Button>
        </>
      ) : (
        <Button disabled={busy} aria-label={name("Undo the decision about")} onClick={() => onDecide("open")}>
          Undo
        </Button>
      )}
    </div>
  );
}
