import { ask } from "./request";

/** What a mailing needs for one recipient; `send` is "yes", or why the address must not get it, and the rest is empty then. */
export interface MailingFields {
  address: string;
  send: string;
  "List-Unsubscribe": string;
  "List-Unsubscribe-Post": string;
}

/** The header fields of a mailing to a list, for one address. */
export const fieldsFor = (listId: number, address: string) =>
  ask<MailingFields>(
    "POST",
    `/api/v1/lists/${listId}/links?format=jsonl`,
    new Blob([address], { type: "text/csv" }),
  );
