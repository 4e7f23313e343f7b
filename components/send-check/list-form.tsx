"use client";

import { useState } from "react";
import { FileDrop } from "@/components/imports/file-drop";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Segmented } from "@/components/ui/segmented";
import { useEarlyText } from "@/components/ui/use-early-text";
import { bytes } from "@/lib/core/format";
import { ScopeChoice } from "./scope-choice";

/** A list to be checked: what it is called, and its bytes. */
export interface GivenList {
  name: string;
  content: Blob;
}

interface ListFormProps {
  busy: boolean;
  error: string | null;
  onCheck(list: GivenList): void;
}

const WAYS = [
  { value: "paste", label: "Paste" },
  { value: "file", label: "A file" },
] as const;
type Way = (typeof WAYS)[number]["value"];

/** Takes a list by hand or as a file, and which of the own lists it is to be sent to. */
export function ListForm({ busy, error, onCheck }: ListFormProps) {
  const [way, setWay] = useState<Way>("paste");
  const [pasted, setPasted] = useState("");
  const area = useEarlyText<HTMLTextAreaElement>(setPasted);
  const [file, setFile] = useState<File | null>(null);
  const given = way === "file" ? file && { name: file.name, content: file } : textList(pasted);
  return (
    <form
      className="card card-body grid max-w-[720px] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (given) onCheck(given);
      }}
    >
      <Segmented<Way>
        label="How the list comes"
        options={WAYS}
        value={way}
        onChange={setWay}
        className="justify-self-start"
      />
      {way === "paste" ? (
        <Field label="Addresses" hint="One a line, or a table with a column of addresses.">
          <Textarea
            ref={area}
            rows={9}
            spellCheck={false}
            autoComplete="off"
            className="font-mono"
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        </Field>
      ) : (
        <FileDrop
          title={file ? file.name : "Drop a CSV here"}
          note={file ? bytes(file.size) : "Comma, semicolon or tab; up to 200,000 rows."}
          accept=".csv,.tsv,.txt,.gz,text/csv,text/plain"
          disabled={busy}
          onFile={setFile}
        />
      )}
      <ScopeChoice />
      {error && (
        <Note state="alert" live>
          {error}
        </Note>
      )}
      <div>
        <Button type="submit" variant="primary" disabled={!given} busy={busy && "Checking"}>
          Check the list
        </Button>
      </div>
      <p className="text-sm text-ink-2">
        The list is read for this answer and not kept: no address of it is stored or written to a log. Repute
        reads only its own history, and asks nobody else.
      </p>
    </form>
  );
}

const textList = (text: string): GivenList | null =>
  text.trim() ? { name: "list.csv", content: new Blob([text]) } : null;
