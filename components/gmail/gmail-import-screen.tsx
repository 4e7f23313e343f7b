"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { FileDrop } from "@/components/imports/file-drop";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { importSpamRates } from "@/lib/client/gmail";
import { readFileHead } from "@/lib/client/suppression-files";
import { counted } from "@/lib/core/format";
import type { SpamMapping } from "@/lib/core/gmail/spam-file";
import { SpamMapped } from "./spam-mapped";

/** A file of Gmail's spam rates in steps: file, columns, check, import. Before the last nothing is written. */
export function GmailImportScreen() {
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const head = useMutation({ mutationFn: readFileHead });
  const load = useMutation({
    mutationFn: ({ mapping, hash }: { mapping: SpamMapping; hash: string }) =>
      importSpamRates(file!, mapping, hash),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report"] }),
  });
  const choose = (chosen: File) => {
    setFile(chosen);
    load.reset();
    head.mutate(chosen);
  };
  return (
    <div className="page">
      <p className="opening">Bring the spam rates that Gmail’s Postmaster Tools export.</p>
      <div className="grid max-w-[920px] gap-5">
        {load.data ? (
          <Card title="The rates are in" subtitle={file?.name}>
            <p role="status">
              {counted(load.data.counts.added, "new day")}, {counted(load.data.counts.replaced, "day")} with
              another rate than before.{" "}
              <Link className="underline underline-offset-3" href="/engagement#gmail">
                See the chart
              </Link>
              , or{" "}
              <Link
                className="underline underline-offset-3"
                href={`/imports?import=${load.data.importId ?? ""}`}
              >
                take it back
              </Link>
              .
            </p>
          </Card>
        ) : (
          <>
            <FileDrop
              title={file ? file.name : "Drop a file here"}
              note="CSV with a line of titles: a day, a rate, and the domain where there is more than one."
              accept=".csv,.tsv,.txt,.json,.jsonl,.gz"
              disabled={head.isPending || load.isPending}
              onFile={choose}
            />
            {[head.error, load.error].map(
              (error) =>
                error && (
                  <Note key={error.message} state="alert" live>
                    {error.message}
                  </Note>
                ),
            )}
            {file && head.data && (
              <SpamMapped
                key={`${file.name} ${file.lastModified} ${file.size}`}
                file={file}
                head={head.data}
                busy={load.isPending}
                onImport={(mapping, hash) => load.mutate({ mapping, hash })}
              />
            )}
          </>
        )}
      </div>
    </div>
  );
}
