"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { changeRetention } from "@/lib/client/mutations";
import { FEWEST_DAYS, MOST_DAYS } from "@/lib/core/retention";
import { useSetting } from "./use-setting";

interface Props {
  days: number;
  /** First day of what is kept, as text; null while nothing was dropped. */
  keptFrom: string | null;
}

/** For how long the event log is kept. */
export function RetentionCard({ days, keptFrom }: Props) {
  const { save, errorOf, fault } = useSetting(changeRetention, "The retention is changed.");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ days: Number(new FormData(event.currentTarget).get("days")) });
  };
  return (
    <Card title="Retention" id="retention">
      <p className="text-ink-2">
        Each night, months of the event log that are older go, and a month later their deliveries. Charts keep
        their figures. What is gone cannot be undone, nor imported again.
        {keptFrom && ` The log is kept from ${keptFrom} on.`}
      </p>
      <form className="mt-3.5 grid max-w-[560px] gap-3.5" onSubmit={submit} noValidate>
        <Field
          label="Days to keep the event log"
          hint={`From ${FEWEST_DAYS} to ${MOST_DAYS}.`}
          error={errorOf("days")}
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
        {fault && (
          <Note state="alert" live>
            {fault}
          </Note>
        )}
        <div>
          <Button type="submit" busy={save.isPending && "Saving"}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
