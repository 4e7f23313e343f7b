"use client";

import { Card } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { changeRetention } from "@/lib/client/mutations";
import { FEWEST_DAYS, MOST_DAYS } from "@/lib/core/retention";
import { SAVE, SettingForm } from "./setting-form";
import { useSetting } from "./use-setting";

interface Props {
  days: number;
  /** First day of what is kept, as text; null while nothing was dropped. */
  keptFrom: string | null;
}

/** For how long the event log is kept. */
export function RetentionCard({ days, keptFrom }: Props) {
  const setting = useSetting(changeRetention, "The retention is changed.");
  return (
    <Card title="Retention" id="retention">
      <p className="text-ink-2">
        Each night, months of the event log that are older go, and a month later their deliveries. Charts keep
        their figures. What is gone cannot be undone, nor imported again.
        {keptFrom && ` The log is kept from ${keptFrom} on.`}
      </p>
      <SettingForm
        setting={setting}
        button={SAVE}
        onSubmit={(form) => setting.save.mutate({ days: Number(form.get("days")) })}
      >
        <Field
          label="Days to keep the event log"
          hint={`From ${FEWEST_DAYS} to ${MOST_DAYS}.`}
          error={setting.errorOf("days")}
        >
          <Input
            name="days"
            type="number"
            min={FEWEST_DAYS}
            max={MOST_DAYS}
            defaultValue={days}
            className="max-w-[140px]"
          />
        </Field>
      </SettingForm>
    </Card>
  );
}
