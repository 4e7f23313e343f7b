"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CheckButton } from "@/components/imports/check-button";
import { ConflictRows } from "@/components/imports/conflict-rows";
import { InvalidLines } from "@/components/imports/invalid-lines";
import { OutcomeCounts } from "@/components/imports/outcome-counts";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Note } from "@/components/ui/note";
import { checkFile, importFile } from "@/lib/client/suppression-files";
import { counted } from "@/lib/core/format";
import type { FileMapping } from "@/lib/core/suppression-file-columns";
import type { ImportCheck } from "@/lib/server/suppression-import";
import { PreviewRows } from "./preview-rows";
import { OUTCOME_WORDS } from "./words";

/** The dry run, then the import of exactly what was checked. */
export function CheckStep({ file, mapping }: { file: File; mapping: FileMapping }) {
  const check = useMutation({ mutationFn: () => checkFile(file, mapping) });
  return (
    <>
      <CheckButton check={check} />
      {check.data && <Checked file={file} mapping={mapping} check={check.data} />}
    </>
  );
}

function Checked({ file, mapping, check }: { file: File; mapping: FileMapping; check: ImportCheck }) {
  const router = useRouter();
  const queries = useQueryClient();
  const apply = useMutation({
    mutationFn: () => importFile(file, mapping, check.hash),
    onSuccess: async ({ importId }) => {
      await queries.invalidateQueries();
      router.push(`/suppressions/import?import=${importId}`);
    },
  });
  const { counts, invalid, conflicts, preview } = check;
  return (
    <Card title={`Of ${counted(counts.read, "row")}`} subtitle={`${check.form}, ${check.encoding}`}>
      <div role="status">
        <OutcomeCounts counts={counts} words={OUTCOME_WORDS} always={["added"]} />
      </div>
      {check.encoding === "Latin-1" && (
        <Note state="watch" className="mt-4">
          The file is not in UTF-8; it was read as Latin-1. Look at names and notes with accents.
        </Note>
      )}
      {preview.length > 0 && <PreviewRows rows={preview} total={counts.added} />}
      {conflicts.length > 0 && (
        <ConflictRows
          rows={conflicts.map(({ recipient, ...row }) => ({ ...row, address: recipient }))}
          words={OUTCOME_WORDS}
        />
      )}
      <InvalidLines rows={invalid} total={counts.invalid} />
      {apply.error && (
        <Note state="alert" live className="mt-4">
          {apply.error.message}
        </Note>
      )}
      <div className="mt-5 flex justify-end">
        <Button
          variant="primary"
          disabled={counts.added === 0}
          busy={apply.isPending && "Importing"}
          onClick={() => apply.mutate()}
        >
          Import {counted(counts.added, "suppression")}
        </Button>
      </div>
    </Card>
  );
}
