"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Field, Input, Select } from "@/components/ui/field";
import { createUser } from "@/lib/client/mutations";
import { usersQuery } from "@/lib/client/settings";
import { MakeDialog } from "./make-dialog";
import { SecretShown } from "./secret-shown";

/** Adds somebody; their first password is shown once. */
export function PersonDialog({ onClose }: { onClose(): void }) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createUser,
    onSuccess: () => queries.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
  const created = create.data;
  if (created)
    return (
      <SecretShown
        question={`${created.user.name} may sign in`}
        consequence="Give this password to them now: it is shown once and stored nowhere."
        secret={created.password}
        what="password"
        onClose={onClose}
      >
        They sign in as <span className="text-ink-2">{created.user.email}</span>.
      </SecretShown>
    );
  return (
    <MakeDialog
      create={create}
      question="Add a person"
      consequence="They get a first password, shown to you once."
      words={{ none: "Add nobody", make: "Add 1 person", busy: "Adding" }}
      onSubmit={(form) => create.mutate(Object.fromEntries(form) as Parameters<typeof createUser>[0])}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
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
        </>
      )}
    </MakeDialog>
  );
}
