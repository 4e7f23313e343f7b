"use client";

import { type ReactNode, useState } from "react";
import { Card } from "@/components/ui/card";
import { Field, Select } from "@/components/ui/field";
import { FIELDS, type Field as FieldName, type FileMapping } from "@/lib/core/suppression-file-columns";
import { ENTRY_REASONS, type EntryReason } from "@/lib/core/suppression-reasons";
import type { FileHead } from "@/lib/server/suppression-import-head";
import { FIELD_WORDS, REASON_WORDS } from "./words";

interface Props {
  head: FileHead;
  /** What follows from the columns as they are chosen. */
  children: (mapping: FileMapping) => ReactNode;
}

/** What the columns mean: guessed from the head of the file, changeable, beside the first rows. */
export function MappingStep({ head, children }: Props) {
  const [mapping, setMapping] = useState(head.mapping);
  const choose = (field: FieldName, title: string) =>
    setMapping(({ columns, ...rest }) => ({ ...rest, columns: { ...columns, [field]: title || undefined } }));
  const asked = FIELDS.filter((field) => field !== "origin" || mapping.columns.origin !== undefined);
  return (
    <>
      <Card
        title="What the columns mean"
        subtitle={head.provider ? `It looks like ${head.provider}.` : `${head.form}, told by its first rows.`}
      >
        <div className="grid grid-cols-3 gap-x-5 gap-y-3 max-wide:grid-cols-1">
          {asked.map((field) => (
            <Field key={field} label={FIELD_WORDS[field]}>
              <Select
                value={mapping.columns[field] ?? ""}
                onChange={(event) => choose(field, event.target.value)}
              >
                {field !== "address" && <option value="">Not in the file</option>}
                {head.columns.map((title) => (
                  <option key={title} value={title}>
                    {title}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
          <Field label={mapping.columns.reason ? "Reason where none is given" : "Reason of all rows"}>
            <Select
              value={mapping.reason}
              onChange={({ target }) => setMapping({ ...mapping, reason: target.value as EntryReason })}
            >
              {ENTRY_REASONS.map((reason) => (
                <option key={reason} value={reason}>
                  {REASON_WORDS[reason]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <SampleRows columns={head.columns} rows={head.sample} />
      </Card>
      {children(mapping)}
    </>
  );
}

function SampleRows({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    <section
      className="mt-4 overflow-x-auto rounded-2 border border-line"
      aria-label="The first rows of the file"
    >
      <table className="data-table">
        <thead>
          <tr>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {columns.map((title, i) => (
                <td key={title} className="max-w-[220px] truncate text-sm">
                  {cells[i]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
