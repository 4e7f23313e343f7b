"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FileDrop } from "@/components/imports/file-drop";
import { Note } from "@/components/ui/note";
import { uploadReport } from "@/lib/client/authentication";
import { counted } from "@/lib/core/format";
import { KIND_WORDS } from "./words";

type Result = { ok: boolean; text: string } | "sending" | null;

/** Takes a report from this browser and says what became of it. */
export function ReportUpload() {
  const queries = useQueryClient();
  const [result, setResult] = useState<Result>(null);
  const send = async (file: File) => {
    setResult("sending");
    try {
      const { kind, organisation, domain, messages, records, outcome } = await uploadReport(file);
      const what = `${KIND_WORDS[kind]} report of ${organisation} about ${domain}`;
      const said = {
        taken: `Taken in: ${what}, ${counted(records, "record")}, ${counted(messages, kind === "tls" ? "session" : "message")}.`,
        duplicate: `It was there already, nothing is counted twice: ${what}.`,
        different: `There is a report with this id that says something else. The first stays: ${what}.`,
      };
      setResult({ ok: outcome !== "different", text: said[outcome] });
      await queries.invalidateQueries({ queryKey: ["report"] });
    } catch (error) {
      setResult({ ok: false, text: error instanceof Error ? error.message : "It was not taken in." });
      await queries.invalidateQueries({ queryKey: ["report", "authentication-reports"] });
    }
  };
  return (
    <div className="grid max-w-[720px] gap-3">
      <FileDrop
        title={result === "sending" ? "Reading the report…" : "Drop a DMARC or TLS report here"}
        note="As the receiver sent it: .xml, .xml.gz, .zip, .json or .json.gz, up to 10 MB."
        accept=".xml,.gz,.zip,.json"
        disabled={result === "sending"}
        onFile={send}
      />
      {result !== null && result !== "sending" && (
        <Note state={result.ok ? "ok" : "alert"} live>
          {result.text}
        </Note>
      )}
    </div>
  );
}
