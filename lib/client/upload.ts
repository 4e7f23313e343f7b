import { useSyncExternalStore } from "react";
import type { SourceName } from "@/lib/core/sources/names";
import type { ImportSummary } from "@/lib/server/imports";
import { ask, Problem, problemOf } from "./request";

/** The file on its way from this browser. It outlives the page it was started on, so it is kept outside React. */
export interface Upload {
  importId: number;
  name: string;
  stop(): void;
}

let current: Upload | null = null;
/** A server takes in what it has of the file. */
const STOPPED = "You stopped the upload. What the server has of the file is still read.";
const listeners = new Set<() => void>();

function set(upload: Upload | null) {
  current = upload;
  for (const tell of listeners) tell();
}

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** The upload that runs in this browser window, if any. */
export const useUpload = (): Upload | null =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );

/** The browser asks before it closes or leaves the application. */
const warn = (event: BeforeUnloadEvent) => event.preventDefault();

/**
 * Sends an export of what `source` reported; one at a time. `onStart` is told the import's number as soon as there is one.
 * @returns how it ended, as the server counted it.
 * @throws Problem when it was refused or broke off; what was read until then stays.
 */
export async function uploadExport(
  file: File,
  source: SourceName,
  onStart: (importId: number) => void,
): Promise<ImportSummary> {
  const about = { name: file.name, size: file.size, source };
  const { id } = await ask<{ id: number }>("POST", "/api/v1/imports", about);
  const abort = new AbortController();
  set({ importId: id, name: file.name, stop: () => abort.abort() });
  window.addEventListener("beforeunload", warn);
  onStart(id);
  try {
    const response = await fetch(`/api/v1/imports/${id}`, {
      method: "PUT",
      body: file,
      signal: abort.signal,
    });
    const text = await response.text();
    if (!response.ok) throw problemOf(text, response.status);
    return JSON.parse(text) as ImportSummary;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(abort.signal.aborted ? STOPPED : "The connection broke off.", 0);
  } finally {
    window.removeEventListener("beforeunload", warn);
    set(null);
  }
}
