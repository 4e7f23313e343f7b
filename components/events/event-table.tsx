import Link from "next/link";
import { OutcomeLabel } from "@/components/ui/outcome";
import { SOURCE_TITLES } from "@/lib/core/sources/names";
import type { EventRow } from "@/lib/server/reports/events";
import { KIND_WORDS, OUTCOME_OF } from "./kind-words";
import { momentSecond } from "./moments";
import { routeWords } from "./route-words";

interface EventTableProps {
  rows: EventRow[];
  tz: string;
  now: number;
  /** These are the rows of the page before; the new ones are on their way. */
  stale: boolean;
}

/** A page of the log. A row opens its message. */
export function EventTable({ rows, tz, now, stale }: EventTableProps) {
  return (
    <div className={stale ? "card overflow-hidden opacity-60" : "card overflow-hidden"} aria-busy={stale}>
      <table className="data-table stacks">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Recipient</th>
            <th scope="col">Code</th>
            <th scope="col">Came by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={`${row.at} ${row.address} ${row.message} ${row.kind} ${row.route} ${row.importId}`}
              {...{ row, tz, now }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, tz, now }: { row: EventRow; tz: string; now: number }) {
  const when = <time dateTime={new Date(row.at).toISOString()}>{momentSecond(row.at, tz, now)}</time>;
  const code = [row.reply || "", row.enhanced].filter(Boolean).join(" ");
  return (
    <tr className={row.recipient ? "opens" : undefined}>
      <td className="whitespace-nowrap">
        {row.recipient ? (
          <Link className="cover" href={`/events/${row.address}/${row.message}`} prefetch={false}>
            {when}
          </Link>
        ) : (
          when
        )}
      </td>
      <td>
        <OutcomeLabel outcome={OUTCOME_OF[row.kind]}>{KIND_WORDS[row.kind]}</OutcomeLabel>
      </td>
      <td className="whole">
        <div className="break-all">{row.recipient || <span className="text-ink-3">nobody named</span>}</div>
        {row.sender && <div className="text-sm text-ink-3">from {row.sender}</div>}
      </td>
      <td className="font-mono text-[12px] whitespace-nowrap max-wide:text-right">{code}</td>
      <td className="text-ink-2 max-wide:hidden">
        {SOURCE_TITLES[row.source]} {routeWords(row.route, row.importId)}
        {row.importId > 0 && <span className="text-ink-3"> · import {row.importId}</span>}
      </td>
    </tr>
  );
}
