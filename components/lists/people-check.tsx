"use client";

import { useMutation } from "@tanstack/react-query";
import { CheckButton } from "@/components/imports/check-button";
import { ConflictRows } from "@/components/imports/conflict-rows";
import { InvalidLines } from "@/components/imports/invalid-lines";
import { OutcomeCounts } from "@/components/imports/outcome-counts";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { checkPeople } from "@/lib/client/people-files";
import { counted } from "@/lib/core/format";
import type { PeopleMapping } from "@/lib/core/people-file";
import type { PeopleImport } from "@/lib/server/people-import";
import { PERSON_OUTCOME_WORDS } from "./people-words";

interface Props {
  list: { id: number; name: string };
  file: File;
  mapping: PeopleMapping;
  /** The import is under way. */
  busy: boolean;
  onImport(hash: string): void;
}

/** The dry run, then the import of exactly what was checked. */
export function PeopleCheck({ list, file, mapping, busy, onImport }: Props) {
  const check = useMutation({ mutationFn: () => checkPeople(list.id, file, mapping) });
  const { data } = check;
  const changes = data ? data.counts.added + data.counts.left : 0;
  return (
    <>
      <CheckButton check={check} />
      {data && (
        <Card title={`Of ${counted(data.counts.read, "row")}`}>
          <div role="status">
            <PeopleCounts counts={data.counts} />
          </div>
          {data.conflicts.length > 0 && <ConflictRows rows={data.conflicts} words={PERSON_OUTCOME_WORDS} />}
          <InvalidLines rows={data.invalid} total={data.counts.invalid} />
          <div className="mt-5 flex justify-end">
            <Button
              variant="primary"
              disabled={changes === 0}
              busy={busy && "Importing"}
              onClick={() => onImport(data.hash)}
            >
              Import {counted(changes, "change")} to {list.name}
            </Button>
          </div>
        </Card>
      )}
    </>
  );
}

/** Joining and leaving are shown where nobody does, too. */
export const PeopleCounts = ({ counts }: Pick<PeopleImport, "counts">) => (
  <OutcomeCounts counts={counts} words={PERSON_OUTCOME_WORDS} always={["added", "left"]} />
);
