import Link from "next/link";
import { counted } from "@/lib/core/format";
import type { MailKind } from "@/lib/core/mail-in/kind";
import type { MailRow } from "@/lib/server/reports/incoming-mails";

const SHOWN = 3;

/** Where the reports of receivers are seen that a mail brought. */
const REPORTS: Partial<Record<MailKind, string>> = {
  "dmarc-report": "/authentication/reports?kind=dmarc",
  "tls-report": "/authentication/reports?kind=tls",
  "failure-report": "/authentication/reports?kind=failure",
};

/** The deliveries that a mail was joined to, and why it was joined to no others. */
export function Became({ row }: { row: MailRow }) {
  const { found, reason, incidents, repeats } = row;
  const more = found.length - SHOWN;
  const reports = row.state === "taken" ? REPORTS[row.kind] : undefined;
  const notes = [
    ...(reason ? [reason] : []),
    ...(incidents > 1 ? [`It stands for ${counted(incidents, "complaint")}.`] : []),
    ...(repeats > 0 ? [`It came ${counted(repeats, "more time")} and was counted once.`] : []),
  ];
  return (
    <>
      {found.slice(0, SHOWN).map(({ address, message, recipient }) => (
        <div key={`${address} ${message}`}>
          <Link href={`/events/${address}/${message}`} prefetch={false}>
            {recipient}
          </Link>
        </div>
      ))}
      {more > 0 && <div>and {more} more</div>}
      {reports && (
        <div>
          <Link href={reports} prefetch={false}>
            Among the reports
          </Link>
        </div>
      )}
      {notes.length > 0 ? (
        <div className="text-sm">{notes.join(" ")}</div>
      ) : (
        found.length === 0 &&
        !reports && <span className="text-ink-3">{row.state === "taken" ? "Done" : "Nothing to do"}</span>
      )}
    </>
  );
}
