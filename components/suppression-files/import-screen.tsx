"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FileDrop } from "@/components/imports/file-drop";
import { Note } from "@/components/ui/note";
import { readFileHead } from "@/lib/client/suppression-files";
import { CheckStep } from "./check-step";
import { ImportResult } from "./import-result";
import { MappingStep } from "./mapping-step";

/** Import of a list of suppressions in steps: file, columns, check, result. Before the last nothing is written. */
export function ImportScreen({ importId }: { importId: number | null }) {
  const [file, setFile] = useState<File | null>(null);
  const head = useMutation({ mutationFn: readFileHead });
  const choose = (chosen: File) => {
    setFile(chosen);
    head.mutate(chosen);
  };
  if (importId !== null) return <ImportResult importId={importId} />;
  return (
    <div className="page">
      <p className="opening">Bring suppressions from a file. An opt-out that is here stays as it is.</p>
      <div className="grid max-w-[920px] gap-5">
        <FileDrop
          title={file ? file.name : "Drop a file here"}
          note="CSV, a plain list of addresses, JSON or JSON Lines; also the exports of SendGrid, Mailgun, Amazon SES and Postmark. At most 200 MB and 1,000,000 lines."
          accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz"
          disabled={head.isPending}
          onFile={choose}
        />
        {head.error && (
          <Note state="alert" live>
            {head.error.message}
          </Note>
        )}
        {file && head.data && (
          <MappingStep key={`${file.name} ${file.lastModified} ${file.size}`} head={head.data}>
            {(mapping) => <CheckStep key={JSON.stringify(mapping)} file={file} mapping={mapping} />}
          </MappingStep>
        )}
      </div>
    </div>
  );
}
