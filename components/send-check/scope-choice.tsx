"use client";

import { useQuery } from "@tanstack/react-query";
import { useUrlState } from "@/components/filter/use-url-state";
import { Field, Select } from "@/components/ui/field";
import { reportQuery } from "@/lib/client/queries";

/** Which list it goes to and which domain it comes from: some suppressions are about one of them. Both are in the URL. */
export function ScopeChoice() {
  const lists = useQuery(reportQuery("lists", null)).data?.lists.filter((list) => !list.archived) ?? [];
  const senders = useQuery(reportQuery("senders", null)).data ?? [];
  return (
    <div className="grid grid-cols-2 gap-4 max-wide:grid-cols-1">
      {lists.length > 0 && (
        <Choice
          name="list"
          label="It goes to"
          hint="Who left the chosen list counts as suppressed."
          nothing="No list of ours"
          options={lists.map((list) => ({ value: String(list.id), label: list.name }))}
        />
      )}
      {senders.length > 0 && (
        <Choice
          name="sender"
          label="It is sent from"
          hint="Who is kept from the chosen domain counts as suppressed."
          nothing="Any domain"
          options={senders.map(({ domain }) => ({ value: domain, label: domain }))}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  /** In the URL. */
  name: string;
  label: string;
  hint: string;
  nothing: string;
  options: { value: string; label: string }[];
}

function Choice({ name, label, hint, nothing, options }: ChoiceProps) {
  const [value, choose] = useUrlState(name);
  return (
    <Field label={label} hint={hint}>
      <Select value={value ?? ""} onChange={(event) => choose(event.target.value || null)}>
        <option value="">{nothing}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
