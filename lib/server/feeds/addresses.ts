import type { FeedName } from "@/lib/core/sources/doors";

const part = (connection: string, name: string): string =>
  new RegExp(`(?:^|;)${name}=([^;]*)`, "i").exec(connection)?.[1] ?? "";

/** The host of an address, or what a connection string calls the account. Nothing else of them, since they hold keys. */
function accountOf(text: string): string {
  if (/^https?:/.test(text)) return URL.canParse(text) ? new URL(text).host : "";
  return part(text, "AccountName");
}

function hubOf(text: string): string {
  if (!text.startsWith("Endpoint=")) return text;
  const namespace = /^Endpoint=sb:\/\/([^/;]+)/.exec(text)?.[1] ?? "";
  return `${namespace}/${part(text, "EntityPath")}`;
}

function mailboxOf(text: string): string {
  if (!URL.canParse(text)) return "";
  const { username, host, pathname } = new URL(text);
  return `${decodeURIComponent(username)} at ${host}${pathname}`;
}

/** Where each feed of this installation is, for people and without a secret; only those that are set up. */
export function feedAddresses(env = process.env): Partial<Record<FeedName, string>> {
  const { MAIL_LISTEN, MAIL_RECIPIENTS, IMAP_URL, AZURE_LOGS, AZURE_DEAD_LETTERS, EVENT_HUB } = env;
  return {
    ...(MAIL_LISTEN && { "mail-smtp": `${MAIL_LISTEN}, for ${MAIL_RECIPIENTS || "nobody"}` }),
    ...(IMAP_URL && { "mail-imap": mailboxOf(IMAP_URL) }),
    ...(AZURE_LOGS && { blobs: accountOf(AZURE_LOGS) }),
    ...(AZURE_LOGS &&
      AZURE_DEAD_LETTERS && { "dead-letters": `${AZURE_DEAD_LETTERS} of ${accountOf(AZURE_LOGS)}` }),
    ...(EVENT_HUB && { "event-hub": hubOf(EVENT_HUB) }),
  };
}
