"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { changeList, createList, type ListInput } from "@/lib/client/mutations";
import { Problem } from "@/lib/client/request";
import { BASES } from "@/lib/core/list";
import type { ListRow } from "@/lib/server/reports/lists";
import { listInput } from "./list-input";
import { TranslationFields } from "./translations";
import { BASIS_WORDS } from "./words";

interface Props {
  /** The list that is changed; null makes a new one. */
  list: ListRow | null;
  onClose(): void;
}

/** What recipients read about a list. Mounted anew each time it opens. */
export function ListDialog({ list, onClose }: Props) {
  const formId = useId();
  const toast = useToast();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (input: ListInput): Promise<void> => {
      await (list ? changeList(list.id, input) : createList(input));
    },
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: ["report", "lists"] });
      onClose();
      toast({ text: list ? `${name} is changed; recipients see it now.` : `${name} is there.` });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(listInput(new FormData(event.currentTarget)));
  };
  const problem = save.error instanceof Problem ? save.error : null;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || save.isPending || onClose()}
      question={list ? `Change ${list.name}` : "A new list"}
      consequence="Recipients read these words on their preferences page and when they leave."
      buttons={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {list ? "Keep it as it is" : "Not now"}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={save.isPending && "Saving"}>
            {list ? "Save the list" : "Create the list"}
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        {save.error && !problem?.field && (
          <Note state="alert" live>
            {save.error.message}
          </Note>
        )}
        <Field label="Name" error={errorOf("name")}>
          <Input name="name" defaultValue={list?.name} maxLength={100} required autoFocus />
        </Field>
        <Field label="What it brings, in one line" error={errorOf("description")}>
          <Textarea name="description" rows={2} defaultValue={list?.description} maxLength={300} />
        </Field>
        <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
          <Field label="Rhythm" hint="Such as “Every Thursday”." error={errorOf("rhythm")}>
            <Input name="rhythm" defaultValue={list?.rhythm} maxLength={100} />
          </Field>
          <Field label="Kind" hint="Transactional mail cannot be left." error={errorOf("kind")}>
            <Select name="kind" defaultValue={list?.kind ?? "marketing"}>
              <option value="marketing">Marketing</option>
              <option value="transactional">Transactional</option>
            </Select>
          </Field>
          <Field
            label="Heading"
            hint="Lists with the same heading stand together."
            error={errorOf("section")}
          >
            <Input name="section" defaultValue={list?.section} maxLength={60} />
          </Field>
          <Field label="Shown to" error={errorOf("public")}>
            <Select name="visibility" defaultValue={list?.public === false ? "private" : "public"}>
              <option value="public">Everyone</option>
              <option value="private">Those who are or were on it</option>
            </Select>
          </Field>
          <Field
            label="Why you may write to it"
            hint="The ledger notes it with each decision."
            error={errorOf("basis")}
          >
            <Select name="basis" defaultValue={list?.basis ?? "consent"}>
              {BASES.map((basis) => (
                <option key={basis} value={basis}>
                  {BASIS_WORDS[basis]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <TranslationFields translations={list?.translations ?? {}} />
      </form>
    </Dialog>
  );
}
