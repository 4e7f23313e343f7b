"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StateLabel } from "@/components/ui/state-label";
import { useToast } from "@/components/ui/toast";
import { undoRelease } from "@/lib/client/suppressions";
import { count, counted, moment, span } from "@/lib/core/format";
import type { Aftermath, ReleaseRow } from "@/lib/server/reports/releases";

interface Props {
  releases: ReleaseRow[];
  now: number;
  tz: string;
  mayUndo: boolean;
}

/** Who released what and why, what became of it, and the way back. */
export function ReleaseTable({ releases, now, tz, mayUndo }: Props) {
  const toast = useToast();
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: undoRelease,
    onSuccess: ({ undone, state }) =>
      toast({
        text:
          state === "undone"
            ? `${counted(undone, "suppression holds", "suppressions hold")} again.`
            : "It is being taken back.",
      }),
    onError: (error) => toast({ text: error.message, state: "alert" }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report"] }),
  });
  return (
    <div className="card overflow-hidden">
      <table className="data-table stacks">
        <thead>
          <tr>
            <th>Released</th>
            <th>What became of it</th>
            <th className="end">
              <span className="sr-only">Undo</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {releases.map((row) => (
            <tr key={row.id}>
              <td className="max-wide:col-span-full">
                <div className="font-medium wrap-anywhere">
                  {row.recipient ? (
                    <Link href={addressHref(row.recipient)} prefetch={false}>
                      {row.recipient}
                    </Link>
                  ) : (
                    counted(row.items, "suppression")
                  )}
                </div>
                <div className="text-sm text-ink-2">
                  {moment(row.at, tz, now)} by {row.by}: “{row.why}”
                </div>
              </td>
              <td className="max-wide:col-span-full">
                <What row={row} />
              </td>
              <td className="end max-wide:col-span-full">
                {mayUndo && row.state === "done" && (
                  <Button
                    busy={undo.isPending && undo.variables === row.id && "Undoing"}
                    disabled={undo.isPending}
                    onClick={() => undo.mutate(row.id)}
                  >
                    Undo
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function What({ row }: { row: ReleaseRow }) {
  const { state, items, released, undone, undoneBy, aftermath } = row;
  if (state === "running")
    return <StateLabel state="healing">{`Releasing: ${count(released)} of ${count(items)}`}</StateLabel>;
  if (state === "undoing" || state === "undone")
    return (
      <span className="text-ink-2">
        {state === "undoing" ? "Being taken back" : "Taken back"} by {undoneBy}:{" "}
        {counted(undone, "holds", "hold")} again
      </span>
    );
  if (!aftermath)
    return (
      <span className="text-ink-2">
        {count(released)} released. Too many to follow here: each address says what became of it.
      </span>
    );
  return <After aftermath={aftermath} gone={items - released} />;
}

function After({
  aftermath: { again, delivered, quiet, examples },
  gone,
}: {
  aftermath: Aftermath;
  gone: number;
}) {
  const words = [
    delivered > 0 && `${count(delivered)} had mail delivered`,
    quiet > 0 && `${count(quiet)} neither mailed nor suppressed since`,
    gone > 0 && `${count(gone)} had ended already`,
  ].filter((word) => word !== false);
  return (
    <>
      {again > 0 && (
        <div>
          <StateLabel state="watch">{count(again)} suppressed again</StateLabel>
          <ul className="text-sm text-ink-2">
            {examples.map(({ recipient, after }) => (
              <li key={recipient} className="wrap-anywhere">
                <Link href={addressHref(recipient)} prefetch={false}>
                  {recipient}
                </Link>{" "}
                after {span(after)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {words.length > 0 && <div className="text-ink-2">{words.join(" · ")}</div>}
    </>
  );
}

const addressHref = (recipient: string): string =>
  `/suppressions?${new URLSearchParams({ address: recipient })}`;
