"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { createUser } from "@/lib/client/mutations";
import { Problem } from "@/lib/client/request";
import { usersQuery } from "@/lib/client/settings";

/** Adds somebody; their first password is shown once. Only the button closes it then, so that it is not lost. */
export function PersonDialog({ onClose }: { onClose(): void }) {
  const formId = useId();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createUser,
    onSuccess: () => queries.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(Object.fromEntries(new FormData(event.currentTarget)) as Parameters<typeof createUser>[0]);
  };
  const created = create.data;
  if (created)
    return (
      <Dialog
        open
        onOpenChange={() => {}}
        question={`${created.user.name} may sign in`}
        consequence="Give this password to them now: it is shown once and stored nowhere."
        buttons={
          <Button variant="primary" onClick={onClose}>
            I have passed it on
          </Button>
        }
      >
        <p className="mt-4 flex items-center gap-1 rounded-2 border border-line-2 bg-sunken py-1 pr-1 pl-2.5">
          <code className="min-w-0 flex-1 text-lg wrap-anywhere">{created.password}</code>
          <CopyButton text={created.password} what="password" />
        </p>
        <p className="mt-2 text-sm text-ink-3">
          They sign in as <span className="text-ink-2">{created.user.email}</span>.
        </p>
      </Dialog>
    );
  const problem = create.error instanceof Problem ? create.error : null;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || create.isPending || onClose()}
      question="Add a person"
      consequence="They get a first password, shown to you once."
      buttons={
        <>
          <Button onClick={onClose} disabled={create.isPending}>
            Add nobody
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={create.isPending && "Adding"}>
            Add 1 person
          </Button>
        </>
      }
    >
      <form id={formId} className="mt-4 grid gap-3.5" onSubmit={submit} noValidate>
        {create.error && !problem?.field && (
          <Note state="alert" live>
            {create.error.message}
          </Note>
        )}
        <Field label="Name" error={errorOf("name")}>
          <Input name="name" autoComplete="off" maxLength={100} required autoFocus />
        </Field>
        <Field label="E-mail" error={errorOf("email")}>
          <Input name="email" type="email" autoComplete="off" maxLength={320} required />
        </Field>
        <Field
          label="Role"
          hint="A marketer reads, annotates and exports. An admin may do everything."
          error={errorOf("role")}
        >
          <Select name="role" defaultValue="marketer">
            <option value="marketer">Marketer</option>
            <option value="admin">Admin</option>
          </Select>
        </Field>
      </form>
    </Dialog>
  );
}
