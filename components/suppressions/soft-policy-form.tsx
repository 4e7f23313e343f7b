"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, Input } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { StateLabel } from "@/components/ui/state-label";
import { useToast } from "@/components/ui/toast";
import { Problem } from "@/lib/client/request";
import { changeSoftPolicy, softPolicyQuery } from "@/lib/client/suppressions";
import type { SoftPolicyState } from "@/lib/server/soft-policy";

const AGAIN_AFTER = 2_000;

/** When soft bounces suppress an address: a sentence, and for admins the form that changes it. */
export function SoftPolicyForm({ mayChange }: { mayChange: boolean }) {
  const query = useQuery({
    ...softPolicyQuery(),
    refetchInterval: ({ state }) => (state.data?.settled === false ? AGAIN_AFTER : false),
  });
  return (
    <div className="page">
      <QueryBlock query={query} what="The policy" height={320}>
        {(policy) => (
          <>
            <p className="opening">{openingWords(policy)}</p>
            <p className="mb-4 max-w-[68ch] text-ink-2">
              A full mailbox, an unknown or disabled one, a domain that does not answer: these count.
              Authentication, policy, size, spam and rate are about the sender or the message and never do. A
              delivery ends the row. What is suppressed so has the reason{" "}
              <Link href="/suppressions?reason=soft">Soft bounces</Link>, and is released like anything else.
            </p>
            {!policy.settled && (
              <p className="mb-4">
                <StateLabel state="healing">Earlier mail is being gone through</StateLabel>
              </p>
            )}
            {mayChange ? (
              <Form key={policy.version} policy={policy} />
            ) : (
              <Note icon="key" className="max-w-[68ch]">
                Only an admin can change this.
              </Note>
            )}
          </>
        )}
      </QueryBlock>
    </div>
  );
}

const openingWords = ({ active, inARow, days }: SoftPolicyState): string =>
  active
    ? `${inARow} soft bounces in a row, ${days === 0 ? "however quickly" : `over at least ${days === 1 ? "a day" : `${days} days`}`}, suppress an address.`
    : "Soft bounces suppress nobody.";

function Form({ policy }: { policy: SoftPolicyState }) {
  const toast = useToast();
  const queries = useQueryClient();
  const [active, setActive] = useState(policy.active);
  const save = useMutation({
    mutationFn: changeSoftPolicy,
    onSuccess: async (changed) => {
      queries.setQueryData(softPolicyQuery().queryKey, changed);
      toast({
        text: changed.active
          ? "Soft bounces suppress from now on."
          : "Soft bounces suppress nobody any more.",
      });
      await queries.invalidateQueries({ queryKey: ["report"] });
    },
  });
  const problem = save.error instanceof Problem ? save.error : null;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (name: string) => Number(form.get(name));
    save.mutate({ active, inARow: number("inARow"), days: number("days"), version: policy.version });
  };
  return (
    <form className="grid max-w-[520px] gap-4" onSubmit={submit} noValidate>
      {save.error && !problem?.field && (
        <Note state="alert" live>
          {save.error.message}
        </Note>
      )}
      <Checkbox checked={active} onChange={({ target }) => setActive(target.checked)}>
        Soft bounces suppress an address
      </Checkbox>
      <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
        <Field label="In a row, at least" error={errorOf("inARow")}>
          <Input type="number" name="inARow" min={2} max={100} defaultValue={policy.inARow} />
        </Field>
        <Field label="Over days, at least" hint="From the first to the last." error={errorOf("days")}>
          <Input type="number" name="days" min={0} max={90} defaultValue={policy.days} />
        </Field>
      </div>
      <div>
        <Button variant="primary" type="submit" busy={save.isPending && "Saving"}>
          Save the policy
        </Button>
      </div>
    </form>
  );
}
