import type { MailState } from "@/lib/core/mail-in/kind";
import { ask } from "./request";

/** Reads a line again, as it came or mended. What still cannot be read is a `Problem` with its reason. */
export const replayLine = ({ id, raw }: { id: number; raw?: string }) =>
  ask<{ accepted: number; duplicates: number }>("POST", `/api/v1/quarantine/${id}`, { raw });

export const discardLine = (id: number) => ask<undefined>("DELETE", `/api/v1/quarantine/${id}`);

/** Reads a mail again that changed nothing so far. */
export const readMailAgain = (digest: string) =>
  ask<{ state: MailState; reason: string }>("POST", `/api/v1/mails/${digest}`);
