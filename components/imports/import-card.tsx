"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { StateLabel } from "@/components/ui/state-label";
import { reportQuery } from "@/lib/client/queries";
import { useUpload } from "@/lib/client/upload";
import { count, counted } from "@/lib/core/format";
import type { ImportRow } from "@/lib/server/reports/imports";
import { ImportFigures } from "./import-figures";
import { ImportProgressBar } from "./import-progress-bar";
import { RejectedLines } from "./rejected-lines";
import { useImport } from "./use-import";
import { endWords } from "./words";

/** Enough to see what is wrong; the file has all. */
const SHOWN = 10;
const SERIF = "font-serif text-[22px]/[30px] tracking-[-0.01em] text-pretty wrap-anywhere";

/** One import: its sentence, its progress while it runs, its figures, and the lines that were not read. */
export function ImportCard({ row }: { row: ImportRow }) {
  const progress = useImport(row.id, row);
  const upload = useUpload();
  const ours = upload?.importId === row.id ? upload : null;
  const current =
    row.state === "running" ? (progress.data ?? { ...row, rate: null, secondsLeft: null }) : null;
  const shown = current ?? row;
  const running = shown.state === "running";
  return (
    <section className="card min-w-0" aria-label={`Import of ${row.name}`}>
      <div className="card-body">
        <div className="flex items-start justify-between gap-4">
          <p className={SERIF} role="status">
            {running ? (
              <>
                Reading <b>{shown.name}</b>. Charts fill while it runs
                {ours
                  ? "; keep this window open, the file comes from here."
                  : ", and you may close this page."}
              </>
            ) : (
              <>
                <b>{shown.name}</b> {endWords(shown)}
              </>
            )}
          </p>
          {ours && <Button onClick={ours.stop}>Stop</Button>}
          {!running && shown.demo && <StateLabel state="none">Demo</StateLabel>}
        </div>
        {running && current && <ImportProgressBar progress={current} />}
        {progress.error && running && (
          <Note state="watch" className="mt-3">
            {progress.error.message} The import runs on; its progress is asked for again.
          </Note>
        )}
        {shown.state === "failed" && (
          <Note state="watch" className="mt-3">
            {shown.error} {shown.records > 0 && "What was read until then stays."}
          </Note>
        )}
        {shown.outdated > 0 && (
          <Note state="watch" className="mt-3">
            {counted(shown.outdated, "event")} of it {shown.outdated === 1 ? "is" : "are"} older than the
            retention, which drops whole months in the night after their last day has passed it. Charts keep
            their figures.
          </Note>
        )}
        <ImportFigures row={shown} />
      </div>
      {shown.rejected > 0 && <Rejected importId={row.id} total={shown.rejected} running={running} />}
    </section>
  );
}

function Rejected({ importId, total, running }: { importId: number; total: number; running: boolean }) {
  const query = useQuery({
    ...reportQuery("rejected", null, { import: importId }),
    refetchInterval: running ? 3000 : false,
  });
  const rows = (query.data?.rows ?? []).slice(0, SHOWN);
  const more = total - rows.length;
  return (
    <div className="border-t border-line pt-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-[18px] pb-1">
        <h2 className="heading">{counted(total, "rejected line")}</h2>
        <a className="text-sm" href={`/api/v1/imports/${importId}/rejected`} download>
          Download with reasons
        </a>
      </div>
      {query.error ? (
        <p className="px-[18px] py-2 text-sm text-ink-2">These lines did not load: {query.error.message}</p>
      ) : (
        <RejectedLines rows={rows} />
      )}
      <p className="border-t border-line px-[18px] py-2.5 text-sm text-ink-2">
        {more > 0 && query.data ? `${count(more)} more. ` : ""}A rejected line never stops the rest. Mend the
        file and import it again: nothing is counted twice.
      </p>
    </div>
  );
}
