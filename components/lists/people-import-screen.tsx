"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileDrop } from "@/components/imports/file-drop";
import { Card } from "@/components/ui/card";
import { Field, Select } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { importPeople } from "@/lib/client/people-files";
import { readFileHead } from "@/lib/client/suppression-files";
import {
  guessPeople,
  PEOPLE_FIELDS,
  type PeopleField,
  type PeopleMapping,
  STATES,
  type State,
} from "@/lib/core/people-file";
import type { FileHead } from "@/lib/server/suppression-import-head";
import { PeopleCheck } from "./people-check";
import { PeopleResult } from "./people-result";
import { PEOPLE_FIELD_WORDS, STATE_WORDS } from "./people-words";

interface Props {
  list: { id: number; name: string };
  lists: { id: number; name: string }[];
}

/** Import of people in steps: file, columns, check, result. Before the last nothing is written. */
export function PeopleImportScreen({ list, lists }: Props) {
  const router = useRouter();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const head = useMutation({ mutationFn: readFileHead });
  const load = useMutation({
    mutationFn: ({ mapping, hash }: { mapping: PeopleMapping; hash: string }) =>
      importPeople(list.id, file!, mapping, hash),
    onSettled: () => queries.invalidateQueries({ queryKey: ["report"] }),
  });
  const choose = (chosen: File) => {
    setFile(chosen);
    load.reset();
    head.mutate(chosen);
  };
  const another = () => {
    setFile(null);
    load.reset();
    head.reset();
  };
  return (
    <div className="page">
      <p className="opening">Bring people who joined or left a list. Whoever opted out here stays out.</p>
      <div className="grid max-w-[920px] gap-5">
        <Field label="List" className="max-w-[360px]">
          <Select
            value={list.id}
            onChange={({ target }) => router.replace(`/lists/import?list=${target.value}`, { scroll: false })}
          >
            {lists.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {load.data ? (
          <PeopleResult result={load.data} list={list} file={file?.name ?? ""} onAnother={another} />
        ) : (
          <>
            <FileDrop
              title={file ? file.name : "Drop a file here"}
              note="CSV, a plain list of addresses, JSON or JSON Lines. At most 200 MB and 1,000,000 lines."
              accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz"
              disabled={head.isPending || load.isPending}
              onFile={choose}
            />
            {head.error && (
              <Note state="alert" live>
                {head.error.message}
              </Note>
            )}
            {load.error && (
              <Note state="alert" live>
                {load.error.message} What was read before stays, and can be undone in{" "}
                <Link href="/imports">Sources & imports</Link>; importing again adds nobody twice.
              </Note>
            )}
            {file && head.data && (
              <Mapped
                key={`${file.name} ${file.lastModified} ${file.size}`}
                list={list}
                file={file}
                head={head.data}
                busy={load.isPending}
                onImport={(mapping, hash) => load.mutate({ mapping, hash })}
              />
            )}
          </>
        )}
      </div>
    </div>
  );
}

interface MappedProps {
  list: Props["list"];
  file: File;
  head: FileHead;
  busy: boolean;
  onImport(mapping: PeopleMapping, hash: string): void;
}

/** What the columns mean: guessed, and changeable. */
function Mapped({ list, file, head, busy, onImport }: MappedProps) {
  const [mapping, setMapping] = useState(() => guessPeople(head.columns, head.mapping.columns.address));
  const choose = (field: PeopleField, title: string) =>
    setMapping(({ columns, ...rest }) => ({ ...rest, columns: { ...columns, [field]: title || undefined } }));
  return (
    <>
      <Card title="What the columns mean" subtitle={`${head.form}, told by its first rows.`}>
        <div className="grid grid-cols-2 gap-x-5 gap-y-3 max-wide:grid-cols-1">
          {PEOPLE_FIELDS.map((field) => (
            <Field key={field} label={PEOPLE_FIELD_WORDS[field]}>
              <Select
                value={mapping.columns[field] ?? ""}
                onChange={({ target }) => choose(field, target.value)}
              >
                {field !== "address" && <option value="">Not in the file</option>}
                {head.columns.map((title, index) => (
                  <option key={title} value={title}>
                    {title}
                    {head.sample[0]?.[index] ? ` (${head.sample[0][index]})` : ""}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
          <Field label={mapping.columns.state ? "Where that is empty" : "The people of this file"}>
            <Select
              value={mapping.state}
              onChange={({ target }) => setMapping({ ...mapping, state: target.value as State })}
            >
              {STATES.map((state) => (
                <option key={state} value={state}>
                  {STATE_WORDS[state]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </Card>
      <PeopleCheck
        key={JSON.stringify(mapping)}
        list={list}
        file={file}
        mapping={mapping}
        busy={busy}
        onImport={(hash) => onImport(mapping, hash)}
      />
    </>
  );
}
