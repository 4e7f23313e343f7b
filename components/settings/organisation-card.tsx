"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Input, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import { changeOrganisation } from "@/lib/client/mutations";
import { Problem } from "@/lib/client/request";

interface Props {
  name: string;
  timeZone: string;
  /** IANA names that the server knows, its own among them. */
  zones: string[];
  mayChange: boolean;
}

/** The name that recipients read, and the zone in which days begin. */
export function OrganisationCard({ name, timeZone, zones, mayChange }: Props) {
  const router = useRouter();
  const toast = useToast();
  const save = useMutation({
    mutationFn: changeOrganisation,
    onSuccess: () => {
      router.refresh();
      toast({ text: "The organisation is changed." });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(Object.fromEntries(new FormData(event.currentTarget)));
  };
  const problem = save.error instanceof Problem ? save.error : null;
  const errorOf = (field: string) => (problem?.field === field ? problem.message : undefined);
  return (
    <Card title="Organisation" id="organisation">
      <form className="grid max-w-[560px] gap-3.5" onSubmit={submit} noValidate>
        <Field label="Name" hint="Recipients read it on their pages." error={errorOf("name")}>
          <Input name="name" defaultValue={name} maxLength={100} disabled={!mayChange} />
        </Field>
        <Field
          label="Time zone"
          hint="Days of charts and times of pages, unless a page's address names another."
          error={errorOf("timeZone")}
        >
          <Select name="timeZone" defaultValue={timeZone} disabled={!mayChange}>
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
        {save.error && !problem?.field && (
          <Note state="alert" live>
            {save.error.message}
          </Note>
        )}
        {mayChange && (
          <div>
            <Button type="submit" busy={save.isPending && "Saving"}>
              Save
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
