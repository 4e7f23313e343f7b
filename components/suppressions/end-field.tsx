import { Field, Input } from "@/components/ui/field";
import { fromLocalInput, localInput } from "@/lib/core/local-time";

interface Props {
  tz: string;
  /** ms; null: no end. */
  until?: number | null;
  error?: string;
}

/** Until when; empty for no end. */
export function EndField({ tz, until = null, error }: Props) {
  return (
    <Field label="Until" hint={`Empty: no end. In ${tz.replaceAll("_", " ")} time.`} error={error}>
      <Input
        type="datetime-local"
        name="until"
        defaultValue={until === null ? "" : localInput(until, tz)}
        max="2099-12-31T23:59"
      />
    </Field>
  );
}

/** What was typed there, in UTC. */
export function typedEnd(form: FormData, tz: string): { until: string | null; error?: string } {
  const typed = String(form.get("until") ?? "");
  if (typed === "") return { until: null };
  const until = fromLocalInput(typed, tz);
  if (until === null) return { until: null, error: "Give a day and a time, or nothing for no end." };
  return { until: new Date(until).toISOString() };
}
