"use client";

import type { ReactNode } from "react";
import { Field, Input, Textarea } from "@/components/ui/field";
import { isSourceName } from "@/lib/core/sources/names";
import type { Setup } from "@/lib/core/sources/setup";
import type { SourceRow } from "@/lib/server/reports/sources";
import { KEY_NAMES } from "./source-steps";

interface SourceFieldsProps {
  row: SourceRow;
  /** What the server found wrong with a field. */
  errorOf(field: string): string | undefined;
}

/** What a source is known by: topics, keys, or a directory of Microsoft Entra. Nothing where a secret of ours is enough. */
export function SourceFields({ row, errorOf }: SourceFieldsProps): ReactNode {
  const keyName = isSourceName(row.door) ? KEY_NAMES[row.door] : undefined;
  if (row.proof === "topics")
    return (
      <Field label="Topics" hint="Their ARNs, one a line." error={errorOf("topics")}>
        <Textarea name="topics" rows={2} defaultValue={row.topics.join("\n")} spellCheck={false} />
      </Field>
    );
  if (keyName)
    return (
      <Field
        label={row.keys > 0 ? `${keyName}, another` : keyName}
        hint={
          row.keys > 0
            ? `${row.keys} kept, encrypted. Left empty, they stay; several are good at a time, one a line.`
            : "It is kept encrypted. Several are good at a time, one a line."
        }
        error={errorOf("keys")}
      >
        <Textarea name="keys" rows={2} autoComplete="off" spellCheck={false} />
      </Field>
    );
  if (row.door !== "acs") return null;
  return (
    <details open={row.tenant !== ""}>
      <summary className="cursor-pointer text-sm text-ink-2">Sign in with Microsoft Entra instead</summary>
      <div className="mt-3 grid grid-cols-2 gap-3 max-wide:grid-cols-1">
        <Field label="Directory (tenant) id" error={errorOf("tenant")}>
          <Input name="tenant" defaultValue={row.tenant} spellCheck={false} />
        </Field>
        <Field label="Application id or URI" error={errorOf("audience")}>
          <Input name="audience" defaultValue={row.audience} spellCheck={false} />
        </Field>
      </div>
    </details>
  );
}

const linesOf = (value: FormDataEntryValue | null): string[] =>
  String(value ?? "")
    .split(/\s+/)
    .filter(Boolean);

/** The form as the server takes it; keys only where some were given. */
export function setupOf(form: FormData): Partial<Setup> {
  const keys = linesOf(form.get("keys"));
  return {
    ...(form.has("topics") && { topics: linesOf(form.get("topics")) }),
    ...(keys.length > 0 && { keys }),
    ...(form.has("tenant") && {
      tenant: String(form.get("tenant")).trim(),
      audience: String(form.get("audience")).trim(),
    }),
  };
}
