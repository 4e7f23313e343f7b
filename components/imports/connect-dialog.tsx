"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { connectSource, renewSecret, type SourceAddress } from "@/lib/client/mutations";
import { Problem } from "@/lib/client/request";
import { isSourceName, type SourceName } from "@/lib/core/sources/names";
import type { SourceRow } from "@/lib/server/reports/sources";
import { SourceFields, setupOf } from "./source-form";
import { type Given, GUIDES } from "./source-steps";

interface ConnectDialogProps {
  row: SourceRow;
  onClose(): void;
}

/** The steps that let a provider report here. The secret is shown after the last of them, once. */
export function ConnectDialog({ row, onClose }: ConnectDialogProps) {
  const formId = useId();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["report", "sources"] });
  const source = row.door as SourceName;
  const connect = useMutation({
    mutationFn: (form: FormData) => connectSource(source, setupOf(form)),
    onSuccess: refresh,
  });
  const renew = useMutation({ mutationFn: () => renewSecret(source), onSuccess: refresh });
  if (!isSourceName(row.door)) return null;
  const guide = GUIDES[source];
  const shown = renew.data ?? connect.data;
  const error = connect.error ?? renew.error;
  const field = error instanceof Problem ? error.field : undefined;
  const busy = connect.isPending || renew.isPending;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    connect.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || busy || shown || onClose()}
      question={shown ? `${row.title} may report now` : `Connect ${row.title}`}
      consequence={shown ? words(shown, row) : guide.about}
      buttons={
        shown ? (
          <Button variant="primary" onClick={onClose}>
            I have passed it on
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={busy}>
              {row.settled ? "Keep it as it is" : "Not now"}
            </Button>
            {row.settled && row.proof !== "keys" && (
              <Button onClick={() => renew.mutate()} busy={renew.isPending && "Making it"}>
                New secret
              </Button>
            )}
            <Button variant="primary" type="submit" form={formId} busy={connect.isPending && "Connecting"}>
              {row.settled ? "Save" : `Connect ${row.title}`}
            </Button>
          </>
        )
      }
    >
      {shown ? (
        <Shown
          given={shown.secret === null ? ADDRESS(shown) : guide.given({ ...shown, secret: shown.secret })}
          address={shown}
        />
      ) : (
        <form id={formId} onSubmit={submit} className="mt-4 grid gap-4">
          <ol className="grid list-decimal gap-2.5 pl-5 text-ink-2 marker:text-ink-3">
            {guide.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {error && !field && (
            <Note state="alert" live>
              {error.message}
            </Note>
          )}
          <SourceFields
            row={row}
            errorOf={(name) => (field?.split(".")[0] === name ? error?.message : undefined)}
          />
        </form>
      )}
    </Dialog>
  );
}

function words({ secret }: SourceAddress, { proof }: SourceRow): string {
  if (proof === "keys") return "Its reports are known by their signature: the address alone opens nothing.";
  return secret === null
    ? "Its secret was shown when it was made. Where it is lost, make a new one: the one before stays good until the next."
    : "Pass this on now: the secret is not shown again.";
}

const ADDRESS = ({ address }: SourceAddress): Given[] => [
  { label: "Address", what: "address", text: address },
];

function Shown({ given, address }: { given: Given[]; address: SourceAddress }) {
  return (
    <div className="mt-4 grid gap-3">
      {given.map(({ label, what, text }) => (
        <div key={label}>
          <div className="mb-1 text-sm text-ink-3">{label}</div>
          <div className="flex items-center gap-1 rounded-2 border border-line-2 bg-sunken py-1 pr-1 pl-2.5">
            <code className="min-w-0 flex-1 text-sm wrap-anywhere">{text}</code>
            <CopyButton text={text} what={what} />
          </div>
        </div>
      ))}
      {!address.address.startsWith("https:") && (
        <Note state="watch">
          <b className="font-medium">Providers deliver to https only.</b> Give this installation a
          certificate, or put it behind a proxy that has one, and start it with that public address.
        </Note>
      )}
    </div>
  );
}
