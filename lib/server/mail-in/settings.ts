import { readFileSync } from "node:fs";
import { readAccepted } from "@/lib/core/mail-in/accepts";

/** Where the listener listens, and for whom. */
export interface ListenerSettings {
  host: string;
  port: number;
  accepted: string[];
  /** For STARTTLS; without them mail comes unencrypted. */
  tls: { cert: Buffer; key: Buffer } | undefined;
}

/**
 * The SMTP listener, by `MAIL_LISTEN` (host:port), `MAIL_RECIPIENTS` (addresses, or `@domain`), and for STARTTLS the files
 * `MAIL_TLS_CERT` and `MAIL_TLS_KEY`; null where there is none.
 * @throws Error with one sentence where they are not complete
 */
export function listenerSettings(env = process.env): ListenerSettings | null {
  if (!env.MAIL_LISTEN) return null;
  const [, host = "", port = ""] = /^(?:(.*):)?(\d{1,5})$/.exec(env.MAIL_LISTEN) ?? [];
  if (port === "") throw new Error("MAIL_LISTEN is no address such as 0.0.0.0:25.");
  const accepted = readAccepted(env.MAIL_RECIPIENTS ?? "");
  if (accepted.length === 0)
    throw new Error("MAIL_RECIPIENTS names no address that mail is to be taken for.");
  const { MAIL_TLS_CERT: cert, MAIL_TLS_KEY: key } = env;
  // Half of it would be mail in the clear where an admin believes it encrypted.
  if (!cert !== !key) throw new Error("MAIL_TLS_CERT and MAIL_TLS_KEY go together.");
  const tls = cert && key ? { cert: readFileSync(cert), key: readFileSync(key) } : undefined;
  return { host: host.replace(/^\[|\]$/g, "") || "127.0.0.1", port: Number(port), accepted, tls };
}

/** A mailbox that is fetched from. */
export interface MailboxSettings {
  host: string;
  port: number;
  /** "from-start" (`imaps:`); "required": by STARTTLS, before the password is said; "offered": where the server likes. */
  encryption: "from-start" | "required" | "offered";
  user: string;
  password: string;
  folder: string;
  /** Where a mail goes once it is kept; empty: it stays, and is marked as seen. */
  moveTo: string;
}

/** This machine itself, where nobody is in between. */
const HERE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The mailbox, by `IMAP_URL`: `imaps://user:password@host/INBOX?move=Done`; null where there is none. With `imap:` encryption
 * begins by STARTTLS and is not done without (RFC 8314 section 3.1 and 5.2), except on this machine.
 * @throws Error with one sentence for what is no such address
 */
export function mailboxSettings(env = process.env): MailboxSettings | null {
  if (!env.IMAP_URL) return null;
  if (!URL.canParse(env.IMAP_URL) || !/^imaps?:/.test(env.IMAP_URL))
    throw new Error("IMAP_URL is no address such as imaps://user:password@host/INBOX.");
  const url = new URL(env.IMAP_URL);
  const secure = url.protocol === "imaps:";
  const encryption = secure ? "from-start" : HERE.test(url.hostname) ? "offered" : "required";
  return {
    ...{ host: url.hostname, port: Number(url.port) || (secure ? 993 : 143), encryption },
    ...{ user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    folder: decodeURIComponent(url.pathname.slice(1)) || "INBOX",
    moveTo: url.searchParams.get("move") ?? "",
  };
}
