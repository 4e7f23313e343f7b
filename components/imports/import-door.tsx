"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Field, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { uploadExport, useUpload } from "@/lib/client/upload";
import { SOURCE_NAMES, SOURCE_TITLES, type SourceName } from "@/lib/core/sources/names";
import type { ImportRow } from "@/lib/server/reports/imports";
import { FileDrop } from "./file-drop";

const FORMATS = ".json,.jsonl,.ndjson,.csv,.gz,application/json,text/csv,application/gzip";

/** What the files of each provider are. Whichever they are, the form is told from the content. */
const FILES = (source: SourceName): string =>
  source === "acs"
    ? "Diagnostic JSON Lines, a Log Analytics CSV, or a query result."
    : `${SOURCE_TITLES[source]} events, as its webhook sends them or its API answers: JSON or JSON Lines.`;

/** Where a log export comes in. The import opens at large as soon as it has a number. */
export function ImportDoor({ mayImport, rows }: { mayImport: boolean; rows: ImportRow[] }) {
  const router = useRouter();
  const queries = useQueryClient();
  const upload = useUpload();
  const [source, setSource] = useState<SourceName>("acs");
  const start = useMutation({
    mutationFn: (file: File) =>
      uploadExport(file, source, async (id) => {
        await queries.invalidateQueries({ queryKey: ["report", "imports"] });
        router.replace(`/imports?import=${id}`, { scroll: false });
      }),
    onSettled: () => queries.invalidateQueries(),
  });
  const said = rows.some((row) => row.error === start.error?.message);
  if (!mayImport)
    return (
      <Note icon="key">
        <b className="font-medium">Only an admin can import.</b> You can see what came in, and what was
        rejected.
      </Note>
    );
  return (
    <>
      <Field label="Whose events the file holds" className="mb-3">
        <Select
          value={source}
          disabled={upload !== null}
          onChange={({ target }) => setSource(target.value as SourceName)}
        >
          {SOURCE_NAMES.map((name) => (
            <option key={name} value={name}>
              {SOURCE_TITLES[name]}
            </option>
          ))}
        </Select>
      </Field>
      <FileDrop
        title="Drop a log export here"
        note={
          upload
            ? `${upload.name} is on its way. One file after the other.`
            : `${FILES(source)} Gzip is fine, any size.`
        }
        accept={FORMATS}
        disabled={upload !== null}
        onFile={(file) => start.mutate(file)}
      />
      {start.error && !said && (
        <Note state="alert" live className="mt-3">
          {start.error.message}
        </Note>
      )}
    </>
  );
}
