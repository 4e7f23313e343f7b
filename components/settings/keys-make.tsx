"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { Field, Input, Select } from "@/components/ui/field";
import { createKey } from "@/lib/client/mutations";
import { keysQuery } from "@/lib/client/settings";
import { SCOPE_NAMES, SCOPES, type Scope } from "@/lib/core/api-key";
import { MakeDialog } from "./make-dialog";
import { SecretShown } from "./secret-shown";

const DAY = 86_400_000;
/** Days until it ends, by the words that are chosen; empty: no end. */
const LIVES = { "90": "In 90 days", "365": "In a year", "": "Never" };

/** Makes a key, and shows its secret once. Only the button closes it then, so that it is not lost. */
export function KeyDialog({ onClose }: { onClose(): void }) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createKey,
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery().queryKey }),
  });
  if (create.data)
    return (
      <SecretShown
        question={`The key for ${create.data.key.name}`}
        consequence="Give it to the program now: it is shown once, and only its hash is stored."
        secret={create.data.token}
        what="key"
        onClose={onClose}
      />
    );
  const submit = (form: FormData) => {
    const days = Number(form.get("days"));
    create.mutate({
      name: String(form.get("name")),
      scopes: form.getAll("scopes") as Scope[],
      expiresAt: days > 0 ? new Date(Date.now() + days * DAY).toISOString() : null,
    });
  };
  return (
    <MakeDialog
      create={create}
      question="Make an API key"
      consequence="Its secret is shown to you once."
      words={{ none: "Make none", make: "Make 1 key", busy: "Making it" }}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field label="Name" hint="The program that gets it. The audit log uses it." error={errorOf("name")}>
            <Input name="name" autoComplete="off" maxLength={100} required autoFocus />
          </Field>
          <ScopeBoxes error={errorOf("scopes")} />
          <Field label="Ends" error={errorOf("expiresAt")}>
            <Select name="days" defaultValue="365">
              {Object.entries(LIVES).map(([days, words]) => (
                <option key={days} value={days}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
    </MakeDialog>
  );
}

function ScopeBoxes({ error }: { error: string | undefined }) {
  const errorId = useId();
  return (
    <fieldset className="field" aria-describedby={error && errorId}>
      <legend className="label">The key may</legend>
      {SCOPE_NAMES.map((scope) => (
        <label key={scope} className="mb-0! flex! min-h-7 items-baseline gap-2 font-normal!">
          <input type="checkbox" name="scopes" value={scope} defaultChecked={scope === "suppressions:read"} />
          <span>
            {SCOPES[scope]} <code className="text-sm text-ink-3">{scope}</code>
          </span>
        </label>
      ))}
      {error && (
        <p className="error" id={errorId} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
