import { ImapFlow } from "imapflow";
import { MAX_MAIL } from "@/lib/core/mail-in/shape";
import { movePosition, pollFeed, positionOf } from "@/lib/server/feeds/feed";
import type { PrismaClient } from "@/prisma/generated/client";
import { type MailboxSettings, mailboxSettings } from "./settings";
import { takeMail } from "./take";

const FEED = "mail-imap";
/** Of one look; the rest waits for the next. */
const MOST = 500;
const PATIENCE = 30_000;

/** Looks into the mailbox of this installation, if it has one. */
export async function lookIntoMailbox(db: PrismaClient, now: Date): Promise<void> {
  if (!process.env.IMAP_URL) return;
  await pollFeed(db, FEED, now, async () => {
    const box = mailboxSettings();
    if (box) await pollMailbox(db, box);
  });
}

/**
 * Fetches what has come into a mailbox (IMAP, RFC 9051). A mail is moved, or marked as seen, once it is kept; then the
 * position goes on, so that a process that dies in between fetches it again and counts it once. A folder that was made anew
 * (another UIDVALIDITY, section 2.3.1.1) is read from its start. A mail that is too large stays where it is.
 * @throws Error of the server or the network, one that says which mails were too large, and one where the server would have
 * the password unencrypted: it is not said then
 */
export async function pollMailbox(db: PrismaClient, box: MailboxSettings): Promise<void> {
  const { host, port, encryption, user, password, folder, moveTo } = box;
  const client = new ImapFlow({
    ...{ host, port, auth: { user, pass: password }, logger: false, disableAutoIdle: true },
    ...{ secure: encryption === "from-start", doSTARTTLS: encryption === "required" || undefined },
    ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
  });
  // Unheard, a connection that breaks would end the process; the command at work fails with it.
  client.on("error", () => {});
  await client.connect().catch((error: Error & { tlsFailed?: boolean }) => {
    throw error.tlsFailed && error.message.includes("STARTTLS") ? unencrypted(error) : error;
  });
  try {
    if (moveTo) await client.mailboxCreate(moveTo);
    const { uidValidity } = await client.mailboxOpen(folder);
    await fetchNew(db, client, { path: `${user}@${host}/${folder}`, version: String(uidValidity), moveTo });
  } finally {
    await client.logout().catch(() => client.close());
  }
}

const unencrypted = (cause: Error): Error =>
  new Error(
    "The mail server offers no encryption (STARTTLS), so the password was not sent to it. Write imaps: in IMAP_URL, or let the server offer STARTTLS.",
    { cause },
  );

interface Place {
  path: string;
  version: string;
  moveTo: string;
}

async function fetchNew(db: PrismaClient, client: ImapFlow, { path, version, moveTo }: Place): Promise<void> {
  let known = await positionOf(db, FEED, path);
  const last = known?.version === version ? Number(known.position) : 0;
  // "n:*" names the last mail even where its UID is less than n (section 6.4.8).
  const found = (await client.search({ uid: `${last + 1}:*` }, { uid: true })) || [];
  const uids = found.filter((uid) => uid > last).sort((a, b) => a - b);
  const tooLarge: number[] = [];
  for (const uid of uids.slice(0, MOST)) {
    const now = new Date();
    const head = await client.fetchOne(String(uid), { size: true }, { uid: true });
    if (head && (head.size ?? 0) > MAX_MAIL) tooLarge.push(uid);
    else if (head) {
      const mail = await client.fetchOne(String(uid), { source: true }, { uid: true });
      const raw = mail ? mail.source : undefined;
      if (raw) await takeMail(db, { raw, route: "imap", recipients: [] }, now);
      if (moveTo) await client.messageMove(String(uid), moveTo, { uid: true });
      else await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
    }
    const reached = { position: BigInt(uid), version };
    await movePosition(db, { feed: FEED, path }, known, reached, now);
    known = reached;
  }
  if (tooLarge.length > 0)
    throw new Error(
      `Mails larger than ${MAX_MAIL} bytes were left in the mailbox: UID ${tooLarge.join(", ")}.`,
    );
}
