import Link from "next/link";
import { dayWords } from "@/components/filter/words";
import { StateLabel } from "@/components/ui/state-label";
import { counted } from "@/lib/core/format";
import type { RecordRow } from "@/lib/server/reports/authentication-source";

const DISPOSITIONS: Record<string, string> = {
  none: "let through",
  pass: "let through",
  quarantine: "put into spam",
  reject: "refused",
};

/** Records of reports, each with what the receiver saw. */
export function RecordList({ rows, today, linked }: { rows: RecordRow[]; today: string; linked: boolean }) {
  return (
    <ul className="mt-2">
      {rows.map((row) => (
        <li key={`${row.report}-${row.line}`} className="border-t border-line py-2.5 first:border-t-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium">
              {counted(row.n, "message")} from{" "}
              <span className="font-mono text-[12px] wrap-anywhere">{row.ip}</span>
            </span>
            <span className="text-sm text-ink-3">{dayWords(row.day, today)}, UTC</span>
          </div>
          <p className="flex flex-wrap gap-x-3 text-sm">
            <StateLabel state={row.spf ? "ok" : "alert"}>SPF {row.spf ? "passes" : "fails"}</StateLabel>
            <StateLabel state={row.dkim ? "ok" : "alert"}>DKIM {row.dkim ? "passes" : "fails"}</StateLabel>
            <span className="text-ink-2">{DISPOSITIONS[row.disposition] ?? row.disposition}</span>
          </p>
          <p className="text-sm text-ink-2 wrap-anywhere">{resultsOf(row)}</p>
          {row.reasons.map(({ type, comment }) => (
            <p className="text-sm text-ink-2 wrap-anywhere" key={`${type} ${comment}`}>
              Reason: {[type, comment].filter(Boolean).join(", ")}
            </p>
          ))}
          {row.disagrees && <p className="text-sm text-watch">The verdict and these results differ.</p>}
          {linked && (
            <p className="text-sm">
              <Link href={`/authentication/reports?report=${row.report}`}>Report of {row.reporter}</Link>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function resultsOf({ sender, envelopeFrom, envelopeTo, dkimResults, spfResults }: RecordRow): string {
  const parts = [
    `From ${sender}`,
    envelopeFrom && `return path ${envelopeFrom}`,
    envelopeTo && `to ${envelopeTo}`,
    ...spfResults.map(({ domain, result }) => `SPF ${result || "none"} for ${domain || "nothing"}`),
    ...(dkimResults.length === 0
      ? ["not signed"]
      : dkimResults.map(
          ({ domain, selector, result }) =>
            `DKIM ${result || "none"} for ${selector ? `${selector} of ` : ""}${domain || "nothing"}`,
        )),
  ];
  return `${parts.filter(Boolean).join("; ")}.`;
}
