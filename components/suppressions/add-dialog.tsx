"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { reportQuery } from "@/lib/client/queries";
import { Problem } from "@/lib/client/request";
import { addEntry } from "@/lib/client/suppressions";
import { EndField, typedEnd } from "./end-field";

interface Props {
  tz: string;
  /** What stands in the first field; empty to ask for it. */
  recipient?: string;
  onClose(): void;
}

/** Keeps mail from an address, or from everybody at a domain. Mounted anew each time it opens. */
export function AddDialog({ tz, recipient = "", onClose }: Props) {
  const formId = useId();
  const toast = useToast();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(recipient);
  const [endError, setEndError] = useState<string>();
  const add = useMutation({
    mutationFn: addEntry,
    onSuccess: async (added) => {
      await queries.invalidateQueries({ queryKey: ["report"] });
      onClose();
      toast({ text: `${added.recipient} is kept from mail.` });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const end = typedEnd(form, tz);
    setEndError(end.error);
    if (end.error) return;
    const [kind = "", value = ""] = text("scope").split(/:(.*)/);
    add.mutate({
      recipient: text("recipient"),
      reason: text("reason"),
      until: end.until,
      ...(kind === "list" && { listId: Number(value) }),
      ...(kind === "sender" && { sender: value }),
    });
  };
  const problem = add.error instanceof Problem ? add.error : null;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  const domain = /^@(\S+\.\S+)$/.exec(typed.trim())?.[1];
  return (
    <Dialog
      open
      onOpenChange={(open) => open || add.isPending || onClose()}
      question="Keep mail from an address"
      consequence="It counts from now on. A complaint or an unsubscription is stronger; a lease, an import or soft bounces are weaker."
      buttons={
        <>
          <Button onClick={onClose} disabled={add.isPending}>
            Block nobody
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={add.isPending && "Blocking"}>
            {domain ? "Block 1 domain" : "Block 1 address"}
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        {add.error && !["recipient", "reason", "until"].includes(problem?.field ?? "") && (
          <Note state="alert" live>
            {add.error.message}
          </Note>
        )}
        <Field
          label="Address, or @domain for everybody there"
          hint={domain ? `Everybody at ${domain} is kept from mail.` : "Such as “@retired-partner.example”."}
          error={errorOf("recipient")}
        >
          <Input
            name="recipient"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            maxLength={320}
            autoComplete="off"
            spellCheck={false}
            autoFocus={recipient === ""}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
          <Scope />
          <EndField tz={tz} error={endError ?? errorOf("until")} />
        </div>
        <Field
          label="Why?"
          hint="Shown with the address, and written to the audit log."
          error={errorOf("reason")}
        >
          <Textarea name="reason" rows={2} maxLength={500} autoFocus={recipient !== ""} />
        </Field>
      </form>
    </Dialog>
  );
}

/** All mail, that of one list, or that of one sender domain. */
function Scope() {
  const lists = useQuery(reportQuery("lists", null)).data?.lists.filter((list) => !list.archived) ?? [];
  const senders = useQuery(reportQuery("senders", null)).data ?? [];
  return (
    <Field label="Which mail">
      <Select name="scope">
        <option value="all">All mail</option>
        {lists.length > 0 && (
          <optgroup label="Of one list">
            {lists.map(({ id, name }) => (
              <option key={id} value={`list:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
        {senders.length > 0 && (
          <optgroup label="From one domain of ours">
            {senders.map(({ domain }) => (
              <option key={domain} value={`sender:${domain}`}>
                {domain}
              </option>
            ))}
          </optgroup>
        )}
      </Select>
    </Field>
  );
}
