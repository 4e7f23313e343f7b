"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Input, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { changeOrganisation } from "@/lib/client/mutations";
import { useSetting } from "./use-setting";

interface Props {
  name: string;
  timeZone: string;
  /** IANA names that the server knows, its own among them. */
  zones: string[];
  mayChange: boolean;
}

/** The name that recipients read, and the zone in which days begin. */
export function OrganisationCard({ name, timeZone, zones, mayChange }: Props) {
  const { save, errorOf, fault } = useSetting(changeOrganisation, "The organisation is changed.");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(Object.fromEntries(new FormData(event.currentTarget)));
  };
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
        {fault && (
          <Note state="alert" live>
            {fault}
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
