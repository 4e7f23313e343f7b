"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { count } from "@/lib/core/format";
import { type FindingKind, type SendCheck, SILENT_AFTER } from "@/lib/core/send-check/findings";
import { SOFT_DAYS, SOFT_IN_A_ROW } from "@/lib/core/send-check/history";
import { FINDING_TITLES, type findingWords } from "@/lib/core/send-check/words";

const MEANING: Record<FindingKind, string> = {
  suppressed: "A send now is held back, or should be.",
  syntax: "Mail cannot be sent to it.",
  domain: "A slip of the hand, or a domain that cannot exist. None of them ever accepted your mail.",
  hard: "Nothing was accepted since. A lease may have run out; the mailbox is hardly back.",
  soft: `At least ${SOFT_IN_A_ROW} within ${SOFT_DAYS} days, and nothing accepted since the first.`,
  duplicate: "Another row has the same address; the first stays.",
  role: "Read by whoever has the duty, who did not sign up. Complaints come from here.",
  silent: `Accepted at least ${SILENT_AFTER} mails that were watched, and no open or click.`,
  unknown: "No mail to it is in the history; nothing is known of it but its domain.",
};
const MOST_SHOWN = 100;

interface FindingRowProps {
  kind: FindingKind;
  check: SendCheck;
  words: ReturnType<typeof findingWords>;
  chosen: boolean;
  onChoose(on: boolean): void;
}

/** One finding: its tick, what it means, how many, and on demand the addresses. */
export function FindingRow({ kind, check, words, chosen, onChoose }: FindingRowProps) {
  const [open, setOpen] = useState(false);
  const rows = check.findings[kind];
  const title = FINDING_TITLES[kind];
  const none = rows.length === 0;
  return (
    <li className="border-t border-line px-[18px] py-3 max-wide:px-3.5">
      <div className="flex items-start gap-3">
        <label className="flex min-w-0 flex-1 items-start gap-3 max-wide:min-h-11">
          <input
            type="checkbox"
            className="mt-0.5 size-4 flex-none accent-ink"
            checked={chosen && !none}
            disabled={none}
            onChange={(event) => onChoose(event.target.checked)}
          />
          <span className="min-w-0">
            <span className={none ? "text-ink-2" : "font-medium"}>{title}</span>
            <span className="block text-sm text-ink-2">{MEANING[kind]}</span>
          </span>
        </label>
        <span className={none ? "text-ink-3" : "font-medium"}>{count(rows.length)}</span>
        <Button
          disabled={none}
          aria-expanded={open}
          aria-label={`${open ? "Hide" : "Show"} the rows: ${title}`}
          onClick={() => setOpen(!open)}
        >
          {open ? "Hide" : "Show"}
        </Button>
      </div>
      {open && (
        <ul className="mt-3 max-h-72 overflow-auto rounded-2 border border-line text-sm" aria-label={title}>
          {rows.slice(0, MOST_SHOWN).map(({ row }) => (
            <li key={row} className="flex flex-wrap gap-x-3 border-b border-line px-3 py-1.5 last:border-b-0">
              <span className="text-ink-3">{count(row + 1)}</span>
              <Address text={check.addresses[row] ?? ""} />
              <span className="text-ink-2">{words.phrase(kind, row)}</span>
              {kind === "domain" && words.suggestion(row) && (
                <span className="wrap-anywhere">Meant: {words.suggestion(row)}</span>
              )}
            </li>
          ))}
          {rows.length > MOST_SHOWN && (
            <li className="px-3 py-1.5 text-ink-2">
              {count(rows.length - MOST_SHOWN)} more are in the file of removed rows, when this is ticked.
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Address({ text }: { text: string }) {
  if (!text.includes("@")) return <span className="wrap-anywhere">{text || "(empty)"}</span>;
  return (
    <Link
      className="wrap-anywhere"
      href={`/suppressions?${new URLSearchParams({ address: text })}`}
      target="_blank"
      prefetch={false}
    >
      {text}
    </Link>
  );
}
