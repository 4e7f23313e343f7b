"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Note } from "@/components/ui/note";
import { uploadExport, useUpload } from "@/lib/client/upload";
import type { ImportRow } from "@/lib/server/reports/imports";
import { FileDrop } from "./file-drop";

const FORMATS = ".json,.jsonl,.ndjson,.csv,.gz,application/json,text/csv,application/gzip";

/** Where a log export comes in. The import opens at large as soon as it has a number. */
export function ImportDoor({ mayImport, rows }: { mayImport: boolean; rows: ImportRow[] }) {
  const router = useRouter();
  const queries = useQueryClient();
  const upload = useUpload();
  const start = useMutation({
    mutationFn: (file: File) =>
      uploadExport(file, async (id) => {
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
      <FileDrop
        title="Drop a log export here"
        note={
          upload
            ? `${upload.name} is on its way. One file after the other.`
            : "ACS diagnostic JSON Lines, a Log Analytics CSV, or a query result. Gzip is fine, any size."
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
