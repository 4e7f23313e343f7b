"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FileDrop } from "@/components/imports/file-drop";
import { RejectedLines } from "@/components/imports/rejected-lines";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { importSubscribers } from "@/lib/client/mutations";
import { bytes, count, counted } from "@/lib/core/format";
import type { ListRow } from "@/lib/server/reports/lists";
import type { SubscriberImport } from "@/lib/server/subscribers";

/** Adds the addresses of a CSV file to a list. Nobody who opted out comes back by a file. */
export function SubscribersDialog({ list, onClose }: { list: ListRow; onClose(): void }) {
  const [file, setFile] = useState<File | null>(null);
  const queries = useQueryClient();
  const load = useMutation({
    mutationFn: (chosen: File) => importSubscribers(list.id, chosen),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report", "lists"] }),
  });
  const choose = (chosen: File) => {
    load.reset();
    setFile(chosen);
  };
  const done = load.data;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || load.isPending || onClose()}
      question={
        done ? `${counted(done.added, "person", "people")} joined ${list.name}` : `Add people to ${list.name}`
      }
      consequence={
        done
          ? undefined
          : "A CSV with one address a line, or a column called e-mail. Who left, complained or was blocked stays out."
      }
      buttons={
        done ? (
          <Button variant="primary" onClick={onClose}>
            Back to the lists
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={load.isPending}>
              Add nobody
            </Button>
            <Button
              variant="primary"
              disabled={!file}
              busy={load.isPending && "Reading"}
              onClick={() => file && load.mutate(file)}
            >
              Add from this file
            </Button>
          </>
        )
      }
    >
      {done ? (
        <Result result={done} />
      ) : (
        <div className="mt-4 grid gap-3">
          <FileDrop
            title={file ? file.name : "Drop a CSV here"}
            note={file ? bytes(file.size) : "Comma, semicolon or tab; with or without a header."}
            accept=".csv,.tsv,.txt,text/csv"
            disabled={load.isPending}
            onFile={choose}
          />
          {load.error && (
            <Note state="alert" live>
              {load.error.message} What was read before stays; reading the file again counts nobody twice.
            </Note>
          )}
        </div>
      )}
    </Dialog>
  );
}

function Result({ result }: { result: SubscriberImport }) {
  const facts = [
    ["Lines read", result.read],
    ["Added", result.added],
    ["On the list already", result.already],
    ["Opted out before, left out", result.optedOut],
    ["Rejected", result.rejectedTotal],
  ] as const;
  return (
    <div role="status">
      <dl className="mt-2 grid grid-cols-[1fr_auto]">
        {facts.map(([name, n]) => (
          <div key={name} className="contents *:border-t *:border-line *:py-1.5">
            <dt className="text-ink-2">{name}</dt>
            <dd className="text-right font-medium">{count(n)}</dd>
          </div>
        ))}
      </dl>
      {result.rejected.length > 0 && (
        <div className="mt-3 max-h-56 overflow-auto rounded-2 border border-line">
          <RejectedLines rows={result.rejected} />
        </div>
      )}
    </div>
  );
}
