"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { UndoDialog } from "@/components/imports/undo-dialog";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { reportQuery } from "@/lib/client/queries";
import type { PeopleImport } from "@/lib/server/people-import";
import { PeopleCounts } from "./people-check";

interface Props {
  result: PeopleImport;
  list: { name: string };
  /** Its name. */
  file: string;
  onAnother(): void;
}

/** How an import of people ended, and the way to take it back. */
export function PeopleResult({ result, list, file, onAnother }: Props) {
  const [asking, setAsking] = useState(false);
  const { data } = useQuery(reportQuery("imports", null));
  const row = data?.find(({ id }) => id === result.importId);
  const undone = row?.state === "undone";
  return (
    <Card
      id="result"
      title={undone ? `The import to ${list.name} is undone` : `The import to ${list.name} is done`}
      subtitle={file}
    >
      <div role="status">
        {undone ? (
          <p>Whoever has joined or left since stays as they decided; the ledger keeps what the file said.</p>
        ) : (
          <PeopleCounts counts={result.counts} />
        )}
      </div>
      <div className="mt-5 flex flex-wrap gap-3">
        <ButtonLink variant="primary" href="/lists">
          See the lists
        </ButtonLink>
        <Button onClick={onAnother}>Import another file</Button>
        {row && !undone && row.accepted > 0 && (
          <Button icon="undo" onClick={() => setAsking(true)}>
            Undo this import
          </Button>
        )}
      </div>
      {asking && row && <UndoDialog row={row} onClose={() => setAsking(false)} />}
    </Card>
  );
}
