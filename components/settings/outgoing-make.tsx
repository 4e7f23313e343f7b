"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Field, Input } from "@/components/ui/field";
import { createEndpoint, outgoingQuery } from "@/lib/client/outgoing";
import { MakeDialog } from "./make-dialog";
import { SecretShown } from "./secret-shown";

/** Adds an endpoint, and shows its secret. */
export function EndpointDialog({ onClose }: { onClose(): void }) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createEndpoint,
    onSuccess: () => queries.invalidateQueries({ queryKey: outgoingQuery().queryKey }),
  });
  if (create.data)
    return (
      <SecretShown
        question={`The secret of ${create.variables.name}`}
        consequence="Its program checks with it that a message comes from here. It is not shown again; a new one can be made."
        secret={create.data.secret}
        what="secret"
        onClose={onClose}
      />
    );
  const submit = (form: FormData) => {
    create.mutate({ name: String(form.get("name")), url: String(form.get("url")) });
  };
  return (
    <MakeDialog
      create={create}
      question="Who is to be told?"
      consequence="From now on it is told of every suppression that begins, gets another end, or is released."
      words={{ none: "Tell nobody", make: "Add 1 endpoint", busy: "Adding it" }}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field label="Name" hint="The program that is told." error={errorOf("name")}>
            <Input name="name" autoComplete="off" maxLength={80} required autoFocus />
          </Field>
          <Field label="Address" hint="It takes JSON by POST and answers 2xx." error={errorOf("url")}>
            <Input
              name="url"
              type="url"
              autoComplete="off"
              placeholder="https://"
              maxLength={2000}
              required
            />
          </Field>
        </>
      )}
    </MakeDialog>
  );
}
