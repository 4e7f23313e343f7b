import Link from "next/link";
import { StateLabel } from "@/components/ui/state-label";
import { moment } from "@/lib/core/format";
import { MAIL_KIND_WORDS, MAIL_STATE_WORDS } from "@/lib/core/mail-in/words";
import type { MailRow } from "@/lib/server/reports/incoming-mails";
import { Became } from "./became";
import { GLYPH_OF } from "./state";

interface Props {
  rows: MailRow[];
  tz: string;
  now: number;
}

/** Each mail with its kind, who wrote it and what became of it; the time opens it. */
export function MailTable({ rows, tz, now }: Props) {
  return (
    <div className="card overflow-x-auto">
      <table className="data-table stacks">
        <thead>
          <tr>
            <th scope="col">Came</th>
            <th scope="col">Kind</th>
            <th scope="col">From and subject</th>
            <th scope="col">What became of it</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.digest} className="max-wide:grid-cols-[minmax(0,1fr)_auto]">
              <td className="whitespace-nowrap">
                <Link href={`/imports/mail/${row.digest}`} prefetch={false}>
                  <time dateTime={new Date(row.receivedAt).toISOString()}>
                    {moment(row.receivedAt, tz, now)}
                  </time>
                </Link>
              </td>
              <td className="max-wide:text-right">
                <div className="font-medium whitespace-nowrap">{MAIL_KIND_WORDS[row.kind]}</div>
                <StateLabel state={GLYPH_OF[row.state]}>{MAIL_STATE_WORDS[row.state]}</StateLabel>
              </td>
              <td className="wrap-anywhere max-wide:col-span-2">
                <div>{row.sender || <span className="text-ink-3">nobody named</span>}</div>
                <div className="text-sm text-ink-3">{row.subject}</div>
              </td>
              <td className="text-ink-2 wrap-anywhere max-wide:col-span-2">
                <Became row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
