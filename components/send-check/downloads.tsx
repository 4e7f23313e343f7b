"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { save } from "@/components/ui/save";
import { listText } from "@/lib/client/send-check";
import { counted } from "@/lib/core/format";
import type { FindingKind, SendCheck } from "@/lib/core/send-check/findings";
import { cutList, removedCsv } from "@/lib/core/send-check/removal";
import type { GivenList } from "./list-form";

interface DownloadsProps {
  list: GivenList;
  check: SendCheck;
  removed: ReadonlyMap<number, FindingKind[]>;
  now: number;
}

/** The list without the ticked rows, as it was written; and those rows with their reasons. */
export function Downloads({ list, check, removed, now }: DownloadsProps) {
  const [error, setError] = useState<string | null>(null);
  const name = list.name.replace(/(\.gz)?$/, "").replace(/\.\w{1,4}$/, "");
  const clean = async () => {
    try {
      const { text, write } = await listText(list.content, check);
      save(write(cutList(text, check, new Set(removed.keys())).kept), `${name}-clean.csv`);
      setError(null);
    } catch {
      setError("The list cannot be read again: the file was changed or moved. Check it once more.");
    }
  };
  const reasons = () =>
    save(new Blob([removedCsv(check, removed, now)], { type: "text/csv" }), `${name}-removed.csv`);
  const stay = check.addresses.length - removed.size;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" icon="export" disabled={stay === 0} onClick={clean}>
          Download the clean list ({counted(stay, "row")})
        </Button>
        <Button disabled={removed.size === 0} onClick={reasons}>
          Download what was taken out ({counted(removed.size, "row")})
        </Button>
      </div>
      {error && (
        <Note state="alert" live className="mt-3">
          {error}
        </Note>
      )}
    </>
  );
}
