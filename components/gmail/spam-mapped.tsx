"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Card } from "@/components/ui/card";
import { Field, Input, Select } from "@/components/ui/field";
import { reportQuery } from "@/lib/client/queries";
import type { SpamMapping } from "@/lib/core/gmail/spam-file";
import {
  guessSpamMapping,
  RATE_UNITS,
  type RateUnit,
  SPAM_FIELDS,
  type SpamField,
} from "@/lib/core/gmail/spam-file";
import type { FileHead } from "@/lib/server/suppression-import-head";
import { SpamCheck } from "./spam-check";

interface Props {
  file: File;
  head: FileHead;
  busy: boolean;
  onImport(mapping: SpamMapping, hash: string): void;
}

const FIELD_WORDS: Record<SpamField, string> = { date: "Day", rate: "Spam rate", domain: "Sender domain" };
const UNIT_WORDS: Record<RateUnit, string> = {
  percent: "percent: 0.1 is 0.10%",
  share: "shares: 0.001 is 0.10%",
};

/** What the columns mean: guessed, and changeable. */
export function SpamMapped({ file, head, busy, onImport }: Props) {
  const listId = useId();
  const senders = useQuery(reportQuery("senders", null));
  const [{ columns, domain, unit }, setMapping] = useState(() => guessSpamMapping(head.columns, head.sample));
  const choose = (field: SpamField, title: string) =>
    setMapping((before) => ({ ...before, columns: { ...before.columns, [field]: title || undefined } }));
  const complete = columns.date && columns.rate && (columns.domain || domain.trim()) && unit;
  return (
    <>
      <Card title="What the columns mean" subtitle={`${head.form}, told by its first rows.`}>
        <div className="grid grid-cols-2 gap-x-5 gap-y-3 max-wide:grid-cols-1">
          {SPAM_FIELDS.map((field) => (
            <Field key={field} label={FIELD_WORDS[field]}>
              <Select value={columns[field] ?? ""} onChange={({ target }) => choose(field, target.value)}>
                <option value="">{field === "domain" ? "Not in the file" : "Choose a column"}</option>
                {head.columns.map((title, index) => (
                  <option key={title} value={title}>
                    {title}
                    {head.sample[0]?.[index] ? ` (${head.sample[0][index]})` : ""}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
          <Field label={columns.domain ? "Domain where none is given" : "Domain of all rows"}>
            <Input
              value={domain}
              list={listId}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setMapping((before) => ({ ...before, domain: target.value }))}
            />
          </Field>
          <datalist id={listId}>
            {senders.data?.map(({ domain: name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Field label="Numbers without a percent sign are">
            <Select
              value={unit ?? ""}
              onChange={({ target }) =>
                setMapping((before) => ({ ...before, unit: (target.value || null) as RateUnit | null }))
              }
            >
              <option value="">Choose</option>
              {RATE_UNITS.map((name) => (
                <option key={name} value={name}>
                  {UNIT_WORDS[name]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </Card>
      {complete && (
        <SpamCheck
          key={JSON.stringify([columns, domain, unit])}
          file={file}
          mapping={{ columns, domain, unit }}
          busy={busy}
          onImport={(hash) => onImport({ columns, domain, unit }, hash)}
        />
      )}
    </>
  );
}
