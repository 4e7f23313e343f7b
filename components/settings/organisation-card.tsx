"use client";

import { Card } from "@/components/ui/card";
import { Field, Input, Select } from "@/components/ui/field";
import { changeOrganisation } from "@/lib/client/mutations";
import { SAVE, SettingForm } from "./setting-form";
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
  const setting = useSetting(changeOrganisation, "The organisation is changed.");
  return (
    <Card title="Organisation" id="organisation">
      <SettingForm
        setting={setting}
        button={mayChange ? SAVE : null}
        onSubmit={(form) => setting.save.mutate(Object.fromEntries(form))}
      >
        <Field label="Name" hint="Recipients read it on their pages." error={setting.errorOf("name")}>
          <Input name="name" defaultValue={name} maxLength={100} disabled={!mayChange} />
        </Field>
        <Field
          label="Time zone"
          hint="Days of charts and times of pages, unless a page's address names another."
          error={setting.errorOf("timeZone")}
        >
          <Select name="timeZone" defaultValue={timeZone} disabled={!mayChange}>
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
      </SettingForm>
    </Card>
  );
}
